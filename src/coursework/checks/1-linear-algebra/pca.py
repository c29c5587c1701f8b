"""Checks of the exercises on principal components: covariance, axes, what is left over."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake, sum_for_mean
from coursework.registry import check


@check(
    points=2,
    hints=[
        "First move the origin into the mean, one mean for each column.",
        "$C = X_c^T X_c / (N - 1)$",
        "`Xc = X - np.mean(X, axis=0)`",
    ],
    notice="The variances of the columns stand on the diagonal.",
)
def covariance(answer):
    """Sample covariance matrix."""
    for rng, (N, d) in zip(trials(5), [(6, 3), (5, 2), (4, 5), (9, 3), (7, 4)], strict=True):
        X = rng.normal(2, 1, size=(N, d)) @ rng.normal(size=(d, d))
        expect(answer, X).equals(np.cov(X.T), mistakes=_wrong_covariances(X))
    expect(answer, np.array([[0, 0], [2, 4]])).equals([[2.0, 4.0], [4.0, 8.0]])


def _wrong_covariances(X):
    N, n = X.shape
    Xc, whole = X - X.mean(axis=0), X - X.mean()
    own = X - X.mean(axis=1, keepdims=True)
    return [
        mistake("It is divided by N; the sample version has N - 1.", Xc.T @ Xc / N),
        sum_for_mean(N - 1),
        mistake("The data are not centred.", X.T @ X / (N - 1)),
        mistake("The data are not centred.", X.T @ X / N),
        mistake("One mean of the whole table: each column has its own.", whole.T @ whole / (N - 1)),
        mistake("The mean of each row is subtracted.", own.T @ own / (N - 1)),
        mistake("A row per example: the factors changed places.", Xc @ Xc.T / (N - 1)),
        mistake("A row per example: one is wanted per feature.", np.cov(X)),
        mistake(
            "It is divided by n - 1, the features; N counts the examples.", Xc.T @ Xc / (n - 1)
        ),
        mistake("Those are correlations.", np.corrcoef(X.T)),
        mistake("Only the variances, no covariances.", np.diag(np.var(X, 0, ddof=1))),
    ]


@check(
    points=2,
    hints=[
        "Which of the three moves changes a deviation from the mean?",
        "Doubling a deviation multiplies its square by four.",
        "A turn takes the axes along and leaves the lengths.",
    ],
    notice="Variances carry the square of the unit: twice as long is four times the variance.",
)
def moved(answer):
    """Variances after doubling, turning, shifting."""
    given(answer).equals(
        [36, 16],
        mistakes={
            "A variance is made of squares: doubling the points does more than double it.": [18, 8],
            "Those are the standard deviations after doubling; variances are asked.": [6, 4],
            "The shift moves the mean along, so no deviation changes.": [43, 23],
            "The shift moves the mean along, and doubling does more than double.": [25, 15],
            "Those are the old variances: the doubling is missing.": [9, 4],
            "The largest comes first.": [16, 36],
            "The square is taken twice: a factor of sixteen is too much.": [144, 64],
        },
        rtol=1e-6,
    )


@check(
    points=3,
    hints=[
        "Written with the double angle, the variance is a constant plus a dot product.",
        "It is largest when the unit vector at angle 2θ points the way of (a - c, 2b).",
        "`np.arctan2(y, x)` is the angle of the point (x, y), in all four quadrants.",
    ],
    notice="Perpendicular to it lies the axis of least variance: 2θ then points the other way.",
)
def best_angle(answer):
    """Angle of the first axis, up to half a turn: judged by the projector on it."""

    def shadow(a, b, c):
        return _projector(answer(a, b, c))

    with part(2, "on random covariance matrices"):
        expect(answer, 2.5, 2.0, 2.5).returns(shape=())
        for rng in trials(6):
            (a, b), (_, c) = np.cov(rng.normal(size=(2, 2)) @ rng.normal(size=(2, 5)))
            theta = np.arctan2(2 * b, a - c) / 2
            expect(shadow, a, b, c).equals(
                _projector(theta), mistakes=_wrong_angles(a, b, c, theta), rtol=1e-4
            )
        for entries in ((1.0, 0.5, 3.0), (1.0, -0.5, 3.0), (3.0, -1.0, 1.0)):
            a, b, c = entries
            theta = np.arctan2(2 * b, a - c) / 2
            wrong = _wrong_angles(a, b, c, theta)
            expect(shadow, a, b, c).equals(_projector(theta), mistakes=wrong, rtol=1e-4)
    with part(1, "equal variances, and none beside the diagonal"):
        for a, b, c, theta in ((2.5, 2, 2.5, 0.25), (1, -1, 1, 0.75), (2, 0, 1, 0), (1, 0, 2, 0.5)):
            expect(shadow, a, b, c).equals(_projector(theta * np.pi), rtol=1e-4)


def _projector(theta):
    c, s = np.cos(theta), np.sin(theta)
    return np.array([[c * c, c * s], [c * s, s * s]])


def _wrong_angles(a, b, c, theta):
    right = _projector(theta)
    with np.errstate(all="ignore"):
        blind = np.arctan(2 * b / (a - c)) / 2
    lost = np.arctan2(b, a - c) / 2
    sentences = {
        "That is the axis of least variance: is the quadrant lost, or a sign?": theta + np.pi / 2,
        "That is twice the angle: what is largest at 2θ?": 2 * theta,
        "The angle is in degrees; radians are asked.": np.degrees(theta),
        "The angle has the wrong sign: it runs against the clock.": -theta,
        "A 2 before b is lost.": lost,
        "The arguments of arctan2 have changed places: the height comes first.": np.pi / 4 - theta,
        "`arctan` of a quotient does not know the quadrant.": blind,
    }
    pairs = [(says, _projector(angle)) for says, angle in sentences.items()]
    return [mistake(says, wrong) for says, wrong in pairs if not np.allclose(wrong, right)]


@check(
    points=4,
    hints=[
        "Centre, then take the SVD of the data or the eigenvectors of their covariance matrix.",
        "$\\lambda_k = \\sigma_k^2 / (N - 1)$, and the axes are the columns of $V$.",
        "`np.linalg.svd` returns V transposed; `np.linalg.eigh` sorts upwards.",
    ],
    notice="The signs are free; with two equal variances their axes could turn as well.",
)
def principal_axes(answer):
    """Variances and axes in columns, up to sign."""
    for rng, (N, d, K) in zip(trials(4), [(8, 4, 2), (6, 3, 3), (5, 7, 3), (9, 4, 1)], strict=True):
        X = _stretched(rng, N, d)
        variances, V = _pca(X)
        right = variances[:K], V[:, :K]
        wrong = _wrong_axes(X, K, variances, V)
        found = expect(answer, X, K).equals(right, mistakes=wrong, up_to=("sign",), rtol=1e-4)
        found.satisfies(
            lambda result: np.min(result[0]) > 0,
            "A variance is a mean of squares and cannot be negative; only axes may change sign.",
        )
    points = np.array([[5, 3], [1, 1], [4, 4], [2, 0], [3, 2]])
    expect(answer, points, 1).equals(([4.5], [[0.5**0.5], [0.5**0.5]]), up_to=("sign",), rtol=1e-4)


def _stretched(rng, N, d):
    """A cloud away from the origin whose axes have clearly different variances."""
    U = rng.normal(size=(N, min(N - 1, d)))
    U = np.linalg.qr(U - U.mean(axis=0))[0]
    V = np.linalg.qr(rng.normal(size=(d, d)))[0][:, : U.shape[1]]
    return U * 3.0 * 0.6 ** np.arange(U.shape[1]) @ V.T + rng.normal(2, 1, size=d)


def _pca(X, mean=None):
    X = X - (X.mean(axis=0) if mean is None else mean)
    _, sigma, Vt = np.linalg.svd(X, full_matrices=False)
    return sigma**2 / (len(X) - 1), Vt.T


def _wrong_axes(X, K, variances, V):
    N = len(X)
    raw_variances, raw_axes = _pca(X, 0)
    sigma = np.sqrt((N - 1) * variances)
    return [
        mistake(
            "They are divided by N; the sample version has N - 1.", variances[:K] * (N - 1) / N
        ),
        mistake("The data are not centred.", raw_variances[:K]),
        mistake("The data are not centred.", raw_axes[:, :K]),
        mistake("Those are singular values: square them, divide by N - 1.", sigma[:K]),
        mistake("The squares of the singular values still need N - 1.", sigma[:K] ** 2),
        mistake("Those are standard deviations; variances are asked.", np.sqrt(variances[:K])),
        mistake("Those are shares; variances are asked.", variances[:K] / variances.sum()),
        mistake("Smallest first: `eigh` sorts upwards.", variances[::-1][:K]),
        mistake("Those are the last axes: `eigh` sorts upwards.", V[:, ::-1][:, :K]),
        mistake("One axis in each column: these stand in rows.", V[:, :K].T),
        mistake("Columns of V transposed were taken; the axes are its rows.", V.T[:, :K]),
        mistake("All variances are returned; K are asked.", variances),
        mistake("All axes are returned; K are asked.", V),
        mistake("The axes come second, the variances first.", V[:, :K]),
    ]


@check(
    points=3,
    hints=[
        "Start from the sum of all squared errors, the squared Frobenius norm.",
        "It is (N - 1) times the sum of the variances left out; then divide by N n.",
        "`variances[K:]` are the variances left out.",
    ],
    notice="Without a single component it is the root mean square distance from the mean image.",
)
def left_over(answer):
    """Root mean square error of a pixel, compared with the reconstruction itself."""
    for rng, (N, d, K) in zip(
        trials(5), [(9, 4, 2), (7, 3, 1), (6, 5, 4), (8, 4, 0), (5, 3, 2)], strict=True
    ):
        X = rng.normal(size=(N, d)) @ rng.normal(size=(d, d))
        v, V = _pca(X)
        Xc = X - X.mean(axis=0)
        right = np.sqrt(np.mean((Xc - Xc @ V[:, :K] @ V[:, :K].T) ** 2))
        expect(answer, v, K, N).equals(right, mistakes=_wrong_errors(v, K, N), rtol=1e-6)
    expect(answer, np.array([4.5, 0.5]), 1, 5).equals(np.sqrt(0.2), rtol=1e-6)
    expect(answer, np.array([4.5, 0.5]), 2, 5).equals(0.0, atol=1e-12)


def _wrong_errors(v, K, N):
    d, lost, kept = len(v), v[K:].sum(), v[:K].sum()
    share = (N - 1) / N
    return {
        "The root is missing.": lost * share / d,
        "The N - 1 in the variances must be undone before dividing by N.": np.sqrt(lost / d),
        "That divides by N once more: the variances are means already.": np.sqrt(lost / (N * d)),
        "That is the error of a whole image; divide by its n pixels, too.": np.sqrt(lost * share),
        "That is the error of an image, and with N - 1.": np.sqrt(lost),
        "That is the share that is lost; an error in pixels is asked.": lost / v.sum(),
        "That is what is kept; what is lost is asked.": np.sqrt(kept * share / d),
        "Off by one: the sum begins one variance too late.": np.sqrt(v[K + 1 :].sum() * share / d),
        "The K-th component is kept: the sum begins one too early.": np.sqrt(
            v[max(K - 1, 0) :].sum() * share / d
        ),
        "Divide by all n pixels, not by the components left out.": np.sqrt(
            lost * share / max(d - K, 1)
        ),
        "That is the sum over all images and pixels, not the mean.": np.sqrt(lost * (N - 1)),
    }
