import numpy as np

from tests.coursework.bank import Bank, bank_tests


def values(A):
    return np.linalg.svd(A, compute_uv=False)


def thin(A):
    return np.linalg.svd(A, full_matrices=False)


def tail(x):
    return np.array([np.sum(x[k:]) for k in range(len(x) + 1)])


def first(rule):
    """The first k for which the rule's error is within the tolerance."""
    return lambda A, tolerance: int(np.argmax(rule(values(A)) <= tolerance))


def share(s):
    return np.sqrt(tail(s**2) / np.sum(s**2))


terms = first(share)


def by_building(A, tolerance):
    U, s, Vt = thin(A)
    for k in range(len(s) + 1):
        if np.linalg.norm(A - (U[:, :k] * s[:k]) @ Vt[:k]) <= tolerance * np.linalg.norm(A):
            return np.int64(k)


def by_eigenvalues(A, tolerance):
    squares = np.linalg.eigvalsh(np.asarray(A, float).T @ A)[::-1].clip(0)
    squares[squares < 1e-13 * squares[0]] = 0
    return float(np.argmax(tail(squares) <= tolerance**2 * squares.sum()))


def parts(A, y):
    U, s, Vt = thin(A)
    r = int(np.sum(s > 1e-10 * s[0]))
    return U[:, :r], s[:r], Vt[:r], y


def with_parts(rule):
    return lambda A, y: rule(*parts(A, y))


def loop_weights(A, y):
    U, s, Vt = np.linalg.svd(A)
    return sum((U[:, i] @ y) / s[i] * Vt[i] for i in range(len(s)) if s[i] > 1e-10 * s[0])


def by_eigen_weights(A, y):
    A = np.asarray(A, float)
    squares, V = np.linalg.eigh(A.T @ A)
    keep = squares > 1e-12 * squares[-1]
    return V[:, keep] @ (V[:, keep].T @ (A.T @ y) / squares[keep])


def unthreatened(A, y):
    U, s, Vt = thin(A)
    return Vt.T @ (U.T @ y / s)


def absolute(A, y):
    U, s, Vt = thin(A)
    r = int(np.sum(s > 1e-10))
    return Vt[:r].T @ (U[:, :r].T @ y / s[:r])


def untransposed(A, y):
    U, s, Vt = thin(A)
    return Vt @ (U.T @ y / s)


def basic(A, y):
    _, s, _, _ = parts(A, y)
    w = np.zeros(A.shape[1])
    w[: len(s)] = np.linalg.lstsq(A[:, : len(s)], y, rcond=None)[0]
    return w


def ridge(rule):
    def fitted(A, y, p):
        U, s, Vt = thin(A)
        return Vt.T @ (rule(s, p) * (U.T @ y))

    return fitted


def ridge_loop(A, y, p):
    U, s, Vt = np.linalg.svd(A)
    return sum(s[i] / (s[i] ** 2 + p) * (U[:, i] @ y) * Vt[i] for i in range(len(s)))


def broken(A, y, p):
    U, s, V = np.linalg.svd(A)
    return V @ (s**2 / (s**2 + p) * (U.T @ y))


def half_broken(A, y, p):
    U, s, V = thin(A)
    return V @ (s / (s**2 + p) * (U.T @ y))


def left(i, j):
    return lambda A: (np.linalg.svd(A)[0][:, i], np.linalg.svd(A)[0][:, j])


def by_gram(A):
    U = np.linalg.eigh(A @ A.T)[1]
    return [U[:, -1], -U[:, 0]]


def by_right(A):
    Vt = np.linalg.svd(A)[2]
    b, error = A @ Vt[0], A @ Vt[-1]
    return np.array([b / np.linalg.norm(b), error / np.linalg.norm(error)])


def low(F, k):
    U, s, Vt = thin(F)
    return (U[:, :k] * s[:k]) @ Vt[:k]


def means(R, axis=0):
    return np.broadcast_to(np.nanmean(R, axis=axis, keepdims=True), R.shape)


def rounds(R, k, start=None, n=100, more=0):
    F = np.where(np.isnan(R), means(R) if start is None else start, R)
    for _ in range(n):
        F = np.where(np.isnan(R), low(F, k + more), R)
    return F


def in_place(R, k):
    F, gaps = np.array(R, dtype=float), np.isnan(R)
    F[gaps] = np.nanmean(R, axis=0)[np.nonzero(gaps)[1]]
    for _ in range(150):
        F[gaps] = low(F, k)[gaps]
    return F.tolist()


def by_people(R, k):
    return rounds(R, k, means(R, 1))


def never_back(R, k):
    F = np.where(np.isnan(R), means(R), R)
    for _ in range(100):
        F = low(F, k)
    return F


def smoothed(R, k):
    return low(rounds(R, k), k)


RNG = np.random.default_rng(0)
PEOPLE, FILMS = RNG.standard_normal((60, 2)), RNG.standard_normal((30, 2))
RATINGS = 3 + 0.7 * PEOPLE @ FILMS.T + 0.4 * RNG.standard_normal((60, 30))
KIND = RNG.choice(3, size=RATINGS.shape, p=[0.5, 0.1, 0.4])
TRAIN, ASIDE = np.where(KIND == 0, RATINGS, np.nan), KIND == 1


def rms(table, where=ASIDE):
    return np.sqrt(np.mean((table - RATINGS)[where] ** 2))


THREE = rounds(TRAIN, 3)
ZEROS = np.where(np.isnan(TRAIN), 0, TRAIN)
BEST = rms(THREE)

FULL = "The further columns of U are cut off."
GAP = "No singular value lies near the threshold."
HALF = np.sqrt(3) / 2
A_PLUS = np.array([2, 1, 2]) / 9
LAMBDA = 99.75 / 24

BANKS = {
    "lengths": Bank(
        right=[np.sqrt(19.75), 4.444, 4.44, np.float32(4.4441), np.array(np.hypot(5 * HALF, 1))],
        wrong=[
            (5 * HALF + 1, "do not add up"),
            (19.75, "squared length"),
            (np.sqrt(25 / 4 + 3), "changed places"),
            (5 * HALF, "second direction is missing"),
            (1.0, "first direction is missing"),
            (np.sqrt(5 * 0.75 + 0.5), "must be squared"),
            (np.hypot(5 * np.cos(30), 2 * np.sin(30)), "radians"),
            (3.5, "mean of the stretches"),
            (np.sqrt(29), "Frobenius"),
            (7.0, None),
        ],
        survivors={"factor: 4 * 1 -> 4 / 1": "Times 1 or divided by 1."},
    ),
    "picture": Bank(
        right=["c", "C", " c "],
        wrong=[("a", "two kinds of rows"), ("b", "one row"), ("d", "row of ones")],
    ),
    "terms_needed": Bank(
        right=[terms, by_building, by_eigenvalues],
        wrong=[
            (lambda A, t: terms(A, t) + 1, "too many"),
            (lambda A, t: max(terms(A, t) - 1, 0), "too few"),
            (first(lambda s: tail(s) / s.sum()), "must be squared"),
            (first(lambda s: tail(s**2) / np.sum(s**2)), "root is missing"),
            (first(lambda s: np.append(s, 0) / s[0]), "spectral norm"),
            (first(lambda s: np.sqrt(tail(s**2))), "divide by the norm"),
            (lambda A, t: 0, "zero"),
            (lambda A, t: terms(A, t) + 0.5, None),
        ],
        survivors={
            "comparison: np.sqrt(squares[k:].sum() / squares.sum()) <= tolerance -> "
            "np.sqrt(squares[k:].sum() / squares.sum()) < tolerance": "Equality hangs on rounding.",
        },
    ),
    "plus": Bank(
        right=[A_PLUS, A_PLUS[:, None], [2 / 9, 1 / 9, 2 / 9], (0.222, 0.111, 0.222)],
        wrong=[
            (np.array([2, 1, 2]) / 3, "length 1"),
            ([2, 1, 2], "transpose"),
            ([0.5, 1, 0.5], "reciprocals"),
            (np.array([2, 1, 2]) / 5, "sum of the entries"),
            (np.array([2, 1, 2]) / 27, "too much"),
            ([6, 3, 6], "multiplies"),
            ([0.3, 0.3, 0.3], None),
        ],
    ),
    "shortest": Bank(
        right=[
            with_parts(lambda U, s, Vt, y: Vt.T @ (U.T @ y / s)),
            loop_weights,
            by_eigen_weights,
            lambda A, y: np.linalg.pinv(A, rcond=1e-10) @ y,
        ],
        wrong=[
            (with_parts(lambda U, s, Vt, y: Vt.T @ (U.T @ y * s)), "divide"),
            (with_parts(lambda U, s, Vt, y: Vt.T @ (U.T @ y)), "not undone"),
            (with_parts(lambda U, s, Vt, y: Vt.T @ (U.T @ y / s**2)), "squares"),
            (with_parts(lambda U, s, Vt, y: Vt[:-1].T @ (U.T @ y / s)[:-1]), "too few"),
            (basic, "longer"),
            (unthreatened, "threshold"),
            (absolute, "threshold"),
            (untransposed, "its rows are the v_i"),
            (with_parts(lambda U, s, Vt, y: U @ (U.T @ y)), "fitted values"),
            (lambda A, y: A.T @ y, None),
        ],
        survivors={
            "comparison: sigma > 1e-10 * sigma[0] -> sigma >= 1e-10 * sigma[0]": GAP,
            "constant: 1e-10 -> 2e-10": GAP,
            "constant: False -> True": FULL,
        },
    ),
    "repaired": Bank(
        right=[
            ridge(lambda s, p: s / (s**2 + p)),
            ridge_loop,
            lambda A, y, p: np.linalg.solve(A.T @ A + p * np.eye(A.shape[1]), A.T @ y),
            lambda A, y, p: A.T @ np.linalg.solve(A @ A.T + p * np.eye(len(A)), y),
        ],
        wrong=[
            (ridge(lambda s, p: s**2 / (s**2 + p)), "lacks its division"),
            (ridge(lambda s, p: 1 / s), "plain least squares"),
            (ridge(lambda s, p: s**3 / (s**2 + p)), "divide"),
            (ridge(lambda s, p: s / (s**2 + p**2)), "penalty is squared"),
            (ridge(lambda s, p: 1 / (s + p)), "not to its square"),
            (broken, "raises"),
            (half_broken, "transposed"),
            (ridge(lambda s, p: s**2 / (s**2 + p) / s), "division by zero"),
            (lambda A, y, p: y[: A.shape[1]], None),
        ],
    ),
    "price": Bank(
        right=[LAMBDA, 4.156, 4.16, np.float32(4.15625), np.array(LAMBDA)],
        wrong=[
            (2.375, "squares of the singular values"),
            (2.375**2, "root is not added"),
            (24.9875, "ratio of roots"),
            (3.99, "lifted as well"),
            (np.sqrt(LAMBDA), "root of the price"),
            (97.5 / 24, "enters squared"),
            (99.75 / 26, "both sides"),
            (1.0, None),
        ],
        survivors={
            "constant: 25 -> 26": "As a factor of 0.01: a change of the fourth digit.",
            "constant: 25 -> 24": "As a factor of 0.01: a change of the fourth digit.",
        },
    ),
    "worst_case": Bank(
        right=[left(0, -1), by_gram, by_right],
        wrong=[
            (left(-1, 0), "changed places"),
            (lambda A: np.linalg.svd(A)[2][[0, -1]], "right singular vectors"),
            (lambda A: np.linalg.svd(A)[0][[0, -1]], "rows of U"),
            (lambda A: np.linalg.svd(A)[2].T[[0, -1]], "columns of Vt"),
            (left(-1, -1), "last direction"),
            (left(0, 0), "first direction"),
            (left(0, -2), "second smallest"),
            (lambda A: 2 * by_right(A), "length 1"),
            (lambda A: np.eye(len(A))[[0, -1]], "less than the condition number"),
        ],
    ),
    "complete": Bank(
        right=[rounds, in_place, by_people, lambda R, k: rounds(R, k, n=500)],
        wrong=[
            (lambda R, k: low(np.where(np.isnan(R), 0, R), k), "not a zero"),
            (lambda R, k: np.where(np.isnan(R), low(np.nan_to_num(R), k), R), "not a zero"),
            (lambda R, k: np.nan_to_num(R), "still zero"),
            (lambda R, k: rounds(R, k, n=0), "means of the films"),
            (never_back, "not put back"),
            (lambda R, k: rounds(R, k, n=1), "too seldom"),
            (lambda R, k: rounds(R, k, more=1), "too many"),
            (lambda R, k: rounds(R, k, means(R, 1), 0), "means of the people"),
            (smoothed, "known ratings were changed"),
            (lambda R, k: R, "inf or nan"),
            (lambda R, k: np.where(np.isnan(R), np.nanmean(R), R), None),
        ],
        survivors={
            "axis: np.nanmean(R, axis=0) -> np.nanmean(R)": "Another start, the same table.",
            "constant: 100 -> 101": "One round more or less, the same table.",
            "constant: 100 -> 99": "One round more or less, the same table.",
            "constant: False -> True": FULL,
        },
    ),
    "unseen": Bank(
        right=[BEST, 0.441, np.float32(BEST), np.array(rms(rounds(TRAIN, 3, n=500)))],
        wrong=[
            (min(rms(low(ZEROS, k)) for k in range(1, 7)), "zeros"),
            (BEST**2, "root is missing"),
            (rms(THREE, slice(None)), "all entries"),
            (rms(THREE, np.isnan(TRAIN)), "all gaps"),
            (3.0, "rank"),
            (rms(means(TRAIN)), "film's mean"),
            (rms(rounds(TRAIN, 1)), "rank 1"),
            (rms(rounds(TRAIN, 2)), "rank 2"),
            (np.mean(np.abs(THREE - RATINGS)[ASIDE]), "mean size"),
            (0.2, None),
        ],
        survivors={
            "constant: 3 -> 4": "Another mean rating: rank 3 finds it, too.",
            "constant: 3 -> 2": "Another mean rating: rank 3 finds it, too.",
            "constant: 1 -> 2": "The smallest error is that of rank 3.",
            "constant: 1 -> 0": "The smallest error is that of rank 3.",
            "constant: 7 -> 8": "The smallest error is that of rank 3.",
            "constant: 7 -> 6": "The smallest error is that of rank 3.",
        },
    ),
}

test_bank = bank_tests("1-linear-algebra/svd", BANKS)
