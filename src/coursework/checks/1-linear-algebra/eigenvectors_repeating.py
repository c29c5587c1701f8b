"""Checks of the exercises on eigenvectors: power iteration, deflation, shifts, PageRank."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import Mistake, mistake
from coursework.registry import check

UNSETTLED = Mistake(
    "Close, but the walk has not settled: a click may leave the share d of the error. Go on.",
    pattern=lambda got, right, same: np.abs(got - right).sum() < 0.01,
)


def _iterate(A, x, steps):
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return x


@check(
    points=3,
    hints=[
        "Look at each line: which vector is multiplied, by what is it divided, what is returned?",
        "A x is `A @ x`; its length is np.linalg.norm; the Rayleigh quotient is x · A x.",
        "The last line is `return x @ A @ x, x`.",
    ],
    notice="A negative eigenvalue turns the vector round in every step; the quotient has its sign.",
)
def repaired(answer):
    """Power iteration with its Rayleigh quotient."""
    for rng, n in zip(trials(5), [3, 4, 2, 5, 3], strict=True):
        A = rng.normal(size=(n, n)) - 2 * np.eye(n)
        x, steps = rng.normal(size=n), int(rng.integers(2, 6))
        v = _iterate(A, x, steps)
        mistakes = _of_the_vector(A, x, steps) + _of_the_value(A, x, steps)
        expect(answer, A, x, steps).equals((v @ A @ v, v), rtol=1e-5, mistakes=mistakes)


def _of_the_value(A, x, steps):
    v, w = _iterate(A, x, steps), _iterate(A.T, x, steps)
    large, wide = v / np.abs(v).max(), w / np.abs(w).max()
    less, more = _iterate(A, x, steps - 1), _iterate(A, x, steps + 1)
    length = np.linalg.norm
    return [
        mistake("A length has no sign: return the Rayleigh quotient.", length(A @ v)),
        mistake("A length has no sign, and x is not of length 1.", length(A @ large)),
        mistake("`x @ A` is the transpose's product with x.", w @ A @ w),
        mistake("`x @ A` is the transpose's, and a length has no sign.", length(A @ w)),
        mistake("Nothing is repaired yet: there are three faults.", length(A @ wide)),
        mistake("The quotient's denominator x · x is missing.", large @ A @ large),
        mistake("It lacks one step.", less @ A @ less),
        mistake("It makes one step too many.", more @ A @ more),
    ]


def _of_the_vector(A, x, steps):
    v, w = _iterate(A, x, steps), _iterate(A.T, x, steps)
    return [
        mistake("`x @ A` is the transpose's product with x: write A @ x.", w),
        mistake("The largest entry is 1, but the length is not.", v / np.abs(v).max()),
        mistake("It is never divided by its length.", np.linalg.matrix_power(A, steps) @ x),
        mistake("`x @ A` is the transpose's, and the length is not 1.", w / np.abs(w).max()),
        mistake("It lacks one step.", _iterate(A, x, steps - 1)),
        mistake("It makes one step too many.", _iterate(A, x, steps + 1)),
    ]


@check(
    points=2,
    hints=[
        "By what factor does the error of the eigenvalue fall in a step?",
        "For a symmetric matrix it is the square of the ratio of the two largest magnitudes.",
        "Solve 0.64^k = 10^-6.",
    ],
    notice="Signs do not matter, magnitudes do; and the vector would need twice as many steps.",
)
def steps_needed(answer):
    """Steps for six digits of the eigenvalue."""
    gain = np.log(1e6)
    wrong = {
        "That is the vector's error; the eigenvalue's falls by the square.": gain / np.log(5 / 4),
        "Magnitudes count: the second eigenvalue is -4, not 1.": gain / np.log(25),
        "Magnitudes count, and the eigenvalue's error falls by the square.": gain / np.log(5),
        "The million is taken with logarithm to base 10 on one side only.": 6 / np.log(25 / 16),
        "The ratio is that of the two largest magnitudes.": gain / np.log(16),
        "That is the error's fourth power.": gain / np.log(5 / 4) / 4,
        "Six digits take six steps only if each step brings a digit.": 6,
    }
    given(answer).equals(
        gain / np.log(25 / 16),
        rtol=0.02,
        mistakes=[mistake(says, n) for says, k in wrong.items() for n in (k, round(k))],
    )


@check(
    points=4,
    hints=[
        "Run power iteration, take the pair out of the matrix, run it again.",
        "A - λ v vᵀ, with np.outer(v, v) for a v of length 1 and λ its Rayleigh quotient.",
        "Collect `v @ A @ v` and v in two lists; `A = A - value * np.outer(v, v)`; column_stack.",
    ],
    notice="Whatever error is left in the first vector spoils the next: that is why it is not "
    "repeated a hundred times.",
)
def two_pairs(answer):
    """The two dominant pairs of a symmetric matrix, judged by what eigenpairs are."""
    for rng, n in zip(trials(4), [3, 5, 4, 2], strict=True):
        values = np.array([9, -5, 2, 1, -0.5])[:n] * rng.choice([-1, 1])
        Q = np.linalg.qr(rng.normal(size=(n, n)))[0]
        A, x = Q * values @ Q.T, Q @ rng.choice([-1, 1], size=n) + 0.1 * rng.normal(size=n)
        args = ((A + A.T) / 2, x, 80)
        expect(answer, *args).satisfies(_two, "Return two things: eigenvalues and eigenvectors.")
        found = expect(lambda *a: answer(*a)[0], *args)
        found.equals(values[:2], rtol=1e-5, mistakes=_wrong_pairs(values))
        columns = expect(lambda *a: answer(*a)[1], *args)
        columns.satisfies(
            lambda V, n=n: n == 2 or np.shape(V) != (2, n), "Columns are asked, not rows."
        )
        twice = {"Both columns are the first eigenvector.": Q[:, [0, 0]]}
        columns.equals(Q[:, :2], rtol=1e-4, up_to=("sign",), mistakes=twice)


def _wrong_pairs(values):
    one, two = values[:2]
    return {
        "Both runs find the first pair: is it taken out of the matrix?": [one, one],
        "The smaller one stands first.": [two, one],
        "A length has no sign: use the Rayleigh quotient.": np.abs(values[:2]),
        "These are the two smallest.": np.sort(values)[:2],
        "These are the largest, not those of largest magnitude.": np.sort(values)[:-3:-1],
        "The second has changed its sign: was λ v vᵀ taken away twice?": [one, -one],
    }


def _two(result):
    return isinstance(result, tuple | list) and len(result) == 2


@check(
    points=2,
    hints=[
        "A shift moves all eigenvalues alike, so it changes their ratios.",
        "The factor is the larger of |3 + s| and |-2 + s|, over |4 + s|.",
        "Where are the two rivals, 3 + s and -2 + s, equally large?",
    ],
    notice="The best shift puts the rivals at equal distance from zero, one on each side.",
)
def best_shift(answer):
    """The shift that balances the two rivals."""
    given(answer).returns(shape=()).equals(
        -0.5,
        rtol=0,
        atol=0.0501,
        mistakes={
            "The sign: A + sI is iterated, not A - sI.": 0.5,
            "Without a shift the 3 is the rival, at 0.75 a step. Can you do better?": 0,
            "That makes the 3 zero, but then the -2 is the largest of all.": -3,
            "That makes the -2 zero, and the 3 comes nearer to the 4.": 2,
            "There the shifted 4 and -2 are equally large: a tie.": -1,
            "This is the factor, not the shift.": 2.5 / 3.5,
            "This is the factor without a shift.": 0.75,
            "The shift far out makes all eigenvalues nearly alike.": 3,
        },
    )


@check(
    points=4,
    hints=[
        "Fill P: row i holds what a reader on page i does next.",
        "r = (1 - d) / n + d Pᵀ r, again and again; an empty list becomes a row of 1/n.",
        "`P[i, targets] = 1 / len(targets)` where there are targets.",
    ],
    notice="The gap falls by d a click, for three pages or for a hundred million.",
)
def rank_pages(answer):
    """PageRank of a web of lists, without and with pages that lead nowhere."""
    with part(3, "every page has links"):
        for rng, n in zip(trials(4), [5, 7, 4, 9], strict=True):
            links = [sorted(_some(rng, n)) for _ in range(n)]
            _ranked(answer, links, rng.uniform(0.5, 0.9))
        _ranked(answer, [[1], [0], [0], [2], [0]], 0.92)  # two pages to and fro: slow
    with part(1, "pages without links"):
        for rng, n in zip(trials(3), [5, 6, 4], strict=True):
            links = [sorted(_some(rng, n)) if i % 3 else [] for i in range(n)]
            _ranked(answer, links, rng.uniform(0.5, 0.9))


def _some(rng, n):
    return [int(j) for j in rng.choice(n, size=rng.integers(1, n - 1), replace=False)]


def _limit(M, n, d):
    return np.linalg.solve(np.eye(n) - d * M, np.full(n, (1 - d) / n))


def _ranked(answer, links, d):
    n = len(links)
    L = np.array([[float(j in targets) for j in range(n)] for targets in links])
    out = L.sum(axis=1, keepdims=True)
    loose = L / np.where(out > 0, out, 1)
    P = np.where(out > 0, loose, 1 / n)
    right, lost = _limit(P.T, n, d), _limit(loose.T, n, d)
    once = (1 - d) / n + d * P.T @ np.full(n, 1 / n)
    wrong = {
        "P @ r asks where readers go; P.T @ r, who comes.": np.full(n, 1 / n),
        "Readers on pages without links vanish: the shares no longer sum to 1.": lost,
        "That is the share of incoming links; who links counts, too.": L.sum(axis=0) / L.sum(),
        "That is a single click: go on until nothing moves.": once,
        "d and 1 - d have changed places.": _limit(P.T, n, 1 - d),
        "The jump is (1 - d) / n, not 1 - d.": n * right,
        "Readers must stay on pages without links? They jump.": _stay(loose, out, d),
    }
    mistakes = [*(mistake(says, shares) for says, shares in wrong.items()), UNSETTLED]
    expect(answer, links, d).returns(shape=(n,)).equals(right, rtol=1e-6, mistakes=mistakes)


def _stay(loose, out, d):
    return _limit((loose + np.diag((out == 0).ravel())).T, len(out), d)
