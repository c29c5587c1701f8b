"""Checks of the exercises on the SVD: shortest weights, ridge, ratings with gaps."""

import numpy as np

from coursework.expect import expect, fail, given, part, trials
from coursework.registry import check

DEPENDENT = [(6, 4, 2, 7), (3, 5, 3, 1e-12), (4, 6, 2, 1e7), (5, 5, 3, 1)]  # m, n, rank, scale
TABLES = [(9, 7, 1), (11, 14, 2), (12, 10, 2)]  # rows, columns, rank
ROUNDS = 100


@check(
    points=3,
    hints=[
        "Along each direction: how much of u_i is in y, divided by sigma_i.",
        "Sum (u_i . y) / sigma_i times v_i over those with a sigma that counts.",
        "`r = np.sum(sigma > 1e-10 * sigma[0])`, then only the first r of each.",
    ],
    notice="The directions that A cannot see are left out: that makes the weights the shortest.",
)
def shortest(answer):
    """The shortest least-squares weights, for any rank."""
    with part(1, "with independent columns"):
        for rng in trials(3):
            A, y = rng.normal(size=(6, 3)), rng.normal(size=6)
            expect(answer, A, y).equals(np.linalg.pinv(A) @ y, mistakes=_wrong_weights(A, y))
    with part(2, "with dependent columns, or more columns than rows"):
        for rng, (m, n, r, scale) in zip(trials(4), DEPENDENT, strict=True):
            A = scale * rng.normal(size=(m, r)) @ rng.normal(size=(r, n))
            y = rng.normal(size=m)
            right = np.linalg.pinv(A, rcond=1e-10) @ y
            expect(answer, A, y).equals(right, mistakes=_wrong_weights(A, y), rtol=1e-5)
        expect(answer, np.ones((2, 2)), np.array([2, 4])).equals([1.5, 1.5])


def _wrong_weights(A, y):
    U, sigma, Vt = np.linalg.svd(A, full_matrices=False)
    r = int(np.sum(sigma > 1e-10 * sigma[0]))
    amounts = U[:, :r].T @ y
    everything = Vt.T @ (U.T @ y / sigma)
    basic = np.zeros(A.shape[1])
    basic[:r] = np.linalg.lstsq(A[:, :r], y, rcond=None)[0]
    fewer = (amounts / sigma[:r])[: r - 1]
    return {
        "Multiplied by the singular values: divide.": Vt[:r].T @ (amounts * sigma[:r]),
        "The singular values are not undone.": Vt[:r].T @ amounts,
        "Divided by the squares of the singular values.": Vt[:r].T @ (amounts / sigma[:r] ** 2),
        "Those fit as well, but they are longer.": basic,
        "One direction too few: the last that counts is left out.": Vt[: r - 1].T @ fewer,
        "Those are the fitted values, not the weights.": U[:, :r] @ amounts,
        "Vt is transposed already: its rows are the v_i.": lambda *_: Vt @ (U.T @ y / sigma),
        "Every direction is divided, those of rounding, too: apply the threshold.": everything,
        "Nothing was counted: the threshold is relative, 1e-10 times sigma_1.": 0 * everything,
    }


@check(
    points=3,
    hints=[
        "Print the shapes of what `svd` returns for a tall matrix; which of the three is which?",
        "NumPy returns the transpose of V. And what does the filter factor multiply?",
        "w is the sum of sigma_i / (sigma_i² + penalty) times (u_i . y) times v_i.",
    ],
    notice="Written this way nothing is divided by zero, whatever the singular values are.",
)
def repaired(answer):
    """Ridge regression through singular values."""
    with part(2, "on random matrices"):
        for rng, (m, n) in zip(trials(5), [(6, 3), (3, 5), (4, 4), (7, 2), (5, 5)], strict=True):
            A, y, penalty = rng.normal(size=(m, n)), rng.normal(size=m), rng.uniform(1, 4)
            right = _ridge(A, y, penalty)
            expect(answer, A, y, penalty).equals(right, mistakes=_wrong_ridges(A, y, penalty))
        expect(answer, np.array([[1], [1]]), np.array([3, 5]), 2).equals([2.0])
    with part(1, "where singular values are zero"):
        for rng in trials(2):
            A, y = np.outer(rng.normal(size=4), rng.normal(size=3)), rng.normal(size=4)
            expect(answer, A, y, 1.5).equals(_ridge(A, y, 1.5))
        expect(answer, np.zeros((3, 2)), np.ones(3), 1.0).equals([0, 0])


def _ridge(A, y, penalty):
    return np.linalg.solve(A.T @ A + penalty * np.eye(A.shape[1]), A.T @ y)


def _wrong_ridges(A, y, p):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    c, share = U.T @ y, s**2 / (s**2 + p)
    square = Vt.shape[0] == Vt.shape[1]
    transposed = (Vt @ (share / s * c), Vt @ (share * c)) if square else (np.nan, np.nan)
    return {
        "The share still lacks its division by sigma.": Vt.T @ (share * c),
        "V is still transposed.": transposed[0],
        "V is transposed, and the division by sigma is missing.": transposed[1],
        "That is plain least squares: where is the penalty?": Vt.T @ (c / s),
        "Multiplied by sigma: divide.": Vt.T @ (share * s * c),
        "The penalty is squared; it is added to sigma² as it is.": Vt.T @ (s / (s**2 + p**2) * c),
        "The penalty is added to sigma, not to its square.": Vt.T @ (c / (s + p)),
        "Those are the fitted values, not the weights.": A @ _ridge(A, y, p),
    }


@check(
    points=4,
    hints=[
        "`known = ~np.isnan(R)`; `np.where(known, R, guess)` puts known ratings over a guess.",
        "One round: SVD of the filled table, its first k terms, the known ratings back.",
        "Begin with `np.where(known, R, np.nanmean(R, axis=0))`, then 100 rounds.",
    ],
    notice="What is missing was never taken for a fact: only what is known pulls.",
)
def complete(answer):
    """Fill the gaps of a table of small rank."""
    with part(3, "on tables of rank 1 and 2 with hidden entries"):
        for rng, (m, n, k) in zip(trials(3), TABLES, strict=True):
            truth, R = _table(rng, m, n, k)
            expect(answer, R, k).equals(truth, mistakes=_wrong_tables(R, k), rtol=2e-3)
        R = np.array([[np.nan, 2], [2, 4]])
        expect(answer, R, 1).equals([[1, 2], [2, 4]], rtol=2e-3)
    with part(1, "with noise: known ratings stay"):
        for rng in trials(1):
            _, R = _table(rng, 8, 6, 1)
            R += 0.1 * rng.normal(size=R.shape)
            _keeps_the_known(expect(answer, R, 1).returns(shape=R.shape, finite=True).value, R)


def _keeps_the_known(found, R):
    known = ~np.isnan(R)
    if not np.allclose(np.asarray(found)[known], R[known], rtol=1e-6):
        fail("Known ratings were changed: put them back at the end, too.")


def _table(rng, m, n, k):
    """A table of rank k, and the same with one gap in each row."""
    truth = np.outer(rng.uniform(1, 2, m), rng.uniform(1, 2, n))
    if k == 2:
        signs = rng.permuted(np.resize([1.0, -1.0], m)), rng.permuted(np.resize([1.0, -1.0], n))
        truth += np.outer(signs[0] * rng.uniform(0.7, 1, m), signs[1] * rng.uniform(0.7, 1, n))
    R = truth.copy()
    rows = np.arange(m)
    R[rows, (rows + rng.integers(n)) % n] = np.nan
    return truth, R


def _terms(F, k):
    U, sigma, Vt = np.linalg.svd(F, full_matrices=False)
    return (U[:, :k] * sigma[:k]) @ Vt[:k]


def _rounds(R, k):
    known = ~np.isnan(R)
    F = np.where(known, R, np.nanmean(R, axis=0))
    for _ in range(ROUNDS):
        F = np.where(known, R, _terms(F, k))
    return F


def _wrong_tables(R, k):
    known = ~np.isnan(R)
    means = np.nanmean(R, axis=0)
    zeros, filled = np.where(known, R, 0.0), np.where(known, R, means)
    stuck, taken = _terms(filled, k), _terms(zeros, k)
    people = np.nanmean(R, axis=1)[:, None]
    return {
        "A gap is not a zero: those were taken for ratings.": taken,
        "A gap is not a zero: it was taken for a rating.": np.where(known, R, taken),
        "The gaps are still zero.": zeros,
        "Those are the means of the films; the rounds are missing.": filled,
        "The known ratings are not put back, so nothing changes after round one.": stuck,
        "Known ratings are put back too seldom: after every round.": np.where(known, R, stuck),
        "That is one term too many.": lambda *_: _rounds(R, k + 1),
        "That is one term too few.": lambda *_: _rounds(R, k - 1),
        "Those are the means of the people; the rounds are missing.": np.where(known, R, people),
    }


@check(
    points=3,
    hints=[
        "Only the entries with `validation` count, and their true values stand in R.",
        "Six calls of `complete(train, k)`, six root mean squares, the smallest.",
        "`error = complete(train, k)[validation] - R[validation]`.",
    ],
    notice="Two directions of taste and one for the level: rank 3, found without being told.",
)
def unseen(answer):
    """The smallest error on ratings that were set aside."""
    R, train, validation = _ratings()

    def error(k):
        return _rms((_rounds(train, k) - R)[validation])

    best = _rounds(train, 3)
    given(answer).equals(
        _rms((best - R)[validation]),
        mistakes=_wrong_errors(R, train, validation, best)
        | {
            "That is the mean of the six errors.": lambda: np.mean([error(k) for k in range(1, 7)]),
            "That is the rank; its error is asked.": 3,
            "That is the error of rank 1.": lambda: error(1),
            "That is the error of rank 2.": lambda: error(2),
            "That is the error of rank 6.": lambda: error(6),
        },
        rtol=1.2e-3,
    )


def _wrong_errors(R, train, validation, table):
    zeros, means = np.nan_to_num(train), np.nanmean(train, axis=0)
    off, gaps = table - R, np.isnan(train)
    blind = [_rms((_terms(zeros, k) - R)[validation]) for k in range(1, 7)]
    return {
        "Zeros stood in the gaps.": min(blind),
        "That is the mean square: the root is missing.": np.mean(off[validation] ** 2),
        "That is the error over all entries, the known ones included.": _rms(off),
        "That is the error over all gaps; only those set aside count.": _rms(off[gaps]),
        "That is the error of the film's mean.": _rms((means - R)[validation]),
        "That is the mean size of the errors, not the root of their mean square.": np.mean(
            np.abs(off[validation])
        ),
    }


def _rms(error):
    return np.sqrt(np.mean(error**2))


def _ratings():
    rng = np.random.default_rng(0)
    people, films = rng.standard_normal((60, 2)), rng.standard_normal((30, 2))
    R = 3 + 0.7 * people @ films.T + 0.4 * rng.standard_normal((60, 30))
    kind = rng.choice(3, size=R.shape, p=[0.5, 0.1, 0.4])
    return R, np.where(kind == 0, R, np.nan), kind == 1
