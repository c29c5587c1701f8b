"""Checks of the exercises on principal components: new data, how many, how many at most."""

from itertools import product

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check
from mlmath.datasets.shipped import load_breast_cancer


@check(
    points=3,
    hints=[
        "Everything that is learned comes from `train`: the mean, the axes, the variances.",
        "The standard deviation along axis k is $\\sigma_k / \\sqrt{N - 1}$.",
        "Repair one line at a time: what is centred in the first, by which mean in the second?",
    ],
    notice="A new example alone gets the same numbers as in company: nothing is computed from it.",
)
def repaired(answer):
    """Whitened components of new data, by what the training data say."""
    with part(2, "many new examples"):
        for rng, (N, M, d, K) in zip(
            trials(4), [(9, 4, 4, 2), (8, 3, 3, 3), (7, 6, 5, 2), (9, 5, 4, 1)], strict=True
        ):
            stretch = 3.0 * 0.5 ** np.arange(d)
            Q = np.linalg.qr(rng.normal(size=(d, d)))[0]
            shift = rng.normal(2, 1, size=d)
            train, new = (rng.normal(size=(n, d)) * stretch @ Q.T + shift for n in (N, M))
            right = _white(train, new, K)
            expect(answer, train, new, K).equals(
                right, mistakes=_wrong_white(train, new, K), up_to=("sign",), rtol=1e-4
            )
    with part(1, "a single new example"):
        train, new = np.array([[0.0, 0.0], [2.0, 2.0]]), np.array([[2.0, 2.0]])
        expect(answer, train, new, 1).equals(
            [[0.5**0.5]],
            mistakes={"A single example lands in the origin: its own mean is used.": [[0.0]]},
            up_to=("sign",),
            rtol=1e-6,
        )


def _white(train, new, K, centred=True, trained=True, divisor=1):
    """Whitening with some of its parts wrong; divisor 1 for N - 1, 0 for N, None for none."""
    mean = train.mean(axis=0)
    _, sigma, Vt = np.linalg.svd(train - mean * centred, full_matrices=False)
    Z = (new - (mean if trained else new.mean(axis=0))) @ Vt[:K].T
    return Z / sigma[:K] * (1 if divisor is None else np.sqrt(len(train) - divisor))


def _wrong_white(train, new, K):
    found = []
    for centred, trained, divisor in product((True, False), (True, False), (1, None)):
        faults = [
            *([] if centred else ["the training data are not centred"]),
            *([] if trained else ["new data are centred with their own mean"]),
            *([] if divisor else ["a singular value is not yet a standard deviation"]),
        ]
        if faults:
            says = "; ".join(faults)
            wrong = _white(train, new, K, centred, trained, divisor)
            found.append(mistake(f"{says[0].upper()}{says[1:]}.", wrong))
    _, sigma, Vt = np.linalg.svd(train - train.mean(axis=0), full_matrices=False)
    Z = (new - train.mean(axis=0)) @ Vt[:K].T
    N = len(train)
    return [
        *found,
        mistake("It is divided by N; the variances have N - 1.", _white(train, new, K, divisor=0)),
        mistake("The components are not divided by anything.", Z),
        mistake("They are divided by the variance, not by its root.", Z * (N - 1) / sigma[:K] ** 2),
        mistake("New data are not centred at all.", _white(train, new + train.mean(axis=0), K)),
        mistake("They are multiplied by the standard deviation.", Z * sigma[:K] / np.sqrt(N - 1)),
    ]


@check(
    points=2,
    hints=[
        "Standardise, take the singular values, square them, divide by their sum.",
        "Add the shares up from the largest; find the first place where 0.95 is reached.",
        "`np.argmax(shares.cumsum() >= 0.95)` counts from 0.",
    ],
    notice="A third of the numbers: many of the thirty measure the size of the same nucleus.",
)
def enough(answer):
    """Components for 95 % of the variance of standardised tumours."""
    X = load_breast_cancer().data
    Xc = X - X.mean(axis=0)
    shares, raw = _shares(Xc / X.std(axis=0)), _shares(Xc)
    right = int(np.argmax(shares.cumsum() >= 0.95)) + 1
    sigma = np.sqrt(shares) / np.sqrt(shares).sum()
    given(answer).equals(
        right,
        mistakes={
            "Without standardising one huge feature decides.": np.argmax(raw.cumsum() >= 0.95) + 1,
            "`np.argmax` counts from 0.": right - 1,
            "One too many: that place was counted already.": right + 1,
            "That is for 90 %.": np.argmax(shares.cumsum() >= 0.9) + 1,
            "That is for 99 %.": np.argmax(shares.cumsum() >= 0.99) + 1,
            "Singular values are not squared yet.": np.argmax(sigma.cumsum() >= 0.95) + 1,
            "That is how many components there are; fewer suffice.": X.shape[1],
            "That is the share that they keep; their number is asked.": shares[:right].sum(),
            "That is how many are thrown away.": X.shape[1] - right,
        },
        rtol=1e-3,
    )


def _shares(X):
    squares = np.linalg.svd(X, compute_uv=False) ** 2
    return squares / squares.sum()


@check(
    points=1,
    hints=[
        "How many dimensions have the flats that hold two, three, four points?",
        "The rows of the centred data sum to zero, so they are not independent.",
    ],
    notice="It is the same one that is missing in N - 1.",
)
def most_axes(answer):
    """How many variances can differ from zero with 50 examples."""
    given(answer).chooses(
        "b",
        {
            "a": "The 50 rows of the centred data sum to zero: are they independent?",
            "c": "Fifty points cannot spread in so many directions.",
            "d": "A map shows two axes, but more may have variance.",
        },
    )
