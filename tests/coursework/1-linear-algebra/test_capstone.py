"""The capstone's answers: other ways that pass, slips that fail and hear their name."""

import numpy as np

from mlmath.datasets.collection import photograph_collection
from tests.coursework.bank import Bank, bank_tests


def rows(a):
    return np.reshape(a, (len(a), -1)).astype(float)


def truncated(F, k):
    U, s, Vt = np.linalg.svd(F, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


def means(damaged, known):
    Y, M = rows(damaged), rows(known) > 0
    return np.where(M, Y, np.where(M, Y, 0).sum(axis=0) / np.maximum(M.sum(axis=0), 1))


def refill(damaged, known, k, rounds=25, start=None):
    Y, M = rows(damaged), rows(known) > 0
    F = means(damaged, known) if start is None else np.where(M, Y, start)
    for _ in range(rounds):
        low = truncated(F, k)
        F = np.where(M, Y, low)
    return low.reshape(damaged.shape)


def by_alternating(damaged, known, k):
    """Least squares for the amounts, then for the pictures, on known pixels alone."""
    Y, M = rows(damaged), rows(known) > 0
    V = np.linalg.svd(means(damaged, known), full_matrices=False)[2][:k].T
    U = np.zeros((len(Y), k))
    for _ in range(12):
        for i in range(len(Y)):
            U[i] = np.linalg.lstsq(V[M[i]], Y[i, M[i]], rcond=None)[0]
        for j in range(Y.shape[1]):
            V[j] = np.linalg.lstsq(U[M[:, j]], Y[M[:, j], j], rcond=None)[0]
    return (U @ V.T).reshape(damaged.shape)


def by_eigenvectors(damaged, known, k):
    Y, M, F = rows(damaged), rows(known) > 0, means(damaged, known)
    for _ in range(25):
        U = np.linalg.eigh(F @ F.T)[1][:, -k:]
        low = U @ (U.T @ F)
        F = np.where(M, Y, low)
    return low.reshape(damaged.shape).tolist()


def count_hidden(damaged, known, ranks=range(1, 7), seed=5):
    hidden = known & (np.random.default_rng(seed).uniform(size=known.shape) < 0.1)
    errors = [
        np.mean((refill(damaged, known & ~hidden, k, 8) - damaged)[hidden] ** 2) for k in ranks
    ]
    return ranks[int(np.argmin(errors))]


def count_crowd(damaged, known):
    """The first rank whose own filling leaves nothing above the crowd of the noise."""
    for k in range(1, 7):
        s = singular(rows(np.where(known, damaged, refill(damaged, known, k, 40))))
        if s[k] < 2 * np.median(s):
            return float(k)


def share_of_length(damaged, known, share=0.99):
    """A fixed share of the squared length knows nothing of the noise."""
    s = singular(means(damaged, known)) ** 2
    return int(np.argmax(np.cumsum(s) / s.sum() > share)) + 1


def centred_components(damaged, known, k):
    """PCA with k components and a mean: one pattern more than there are lights."""
    Y, M, F = rows(damaged), rows(known) > 0, means(damaged, known)
    for _ in range(25):
        low = F.mean(axis=0) + truncated(F - F.mean(axis=0), k)
        F = np.where(M, Y, low)
    return low.reshape(damaged.shape)


def singular(a):
    return np.linalg.svd(a, compute_uv=False)


def halves(frames, k):
    U, s, Vt = np.linalg.svd(rows(frames), full_matrices=False)
    return U[:, :k] * np.sqrt(s[:k]), np.sqrt(s[:k])[:, None] * Vt[:k]


def stored(left, right):
    return left.astype(np.float16), right.astype(np.float16)


def pack(frames, k):
    return stored(*halves(np.asarray(frames), k))


def unequal(frames, k):
    U, s, Vt = np.linalg.svd(rows(frames), full_matrices=False)
    return stored(U[:, :k] * s[:k] / 100, 100 * Vt[:k])


def turned(frames, k):
    """Any invertible change of basis between the factors is as good."""
    left, right = halves(frames, k)
    Q = np.linalg.qr(np.random.default_rng(1).normal(size=(k, k)))[0]
    return list(stored(left @ Q, Q.T @ right))


def one_sided(frames, k):
    U, s, Vt = np.linalg.svd(rows(frames), full_matrices=False)
    return stored(200.0 * U[:, :k] * s[:k], Vt[:k] / 200)


def centred(frames, k):
    F = rows(frames)
    return stored(*halves(F - F.mean(axis=0), k))


def without_values(frames, k):
    U, _, Vt = np.linalg.svd(rows(frames), full_matrices=False)
    return stored(U[:, :k], Vt[:k])


def twice(frames, k):
    U, s, Vt = np.linalg.svd(rows(frames), full_matrices=False)
    return stored(U[:, :k] * s[:k] / 8, s[:k, None] * Vt[:k] / 8)


def recover(damaged, known):
    k = count_hidden(damaged, known)
    return pack(refill(damaged, known, k), k)


def recovered(k, fix=refill, store=stored):
    return lambda damaged, known: store(*halves(fix(damaged, known, k), k))


def straight(damaged, known, k):
    return truncated(rows(damaged), k)


def once(damaged, known, k):
    return truncated(means(damaged, known), k).reshape(damaged.shape)


def free(s, n, p, k):
    return s * np.sqrt(k * (n + p - k) / (n * p))


DAMAGED, KNOWN, CLEAN = photograph_collection(80, np.random.default_rng(2026))


def decibels(error):
    return 20 * np.log10(255 / np.sqrt(np.mean(np.square(error))))


LEFT, RIGHT = recover(DAMAGED, KNOWN)
BEFORE = decibels(DAMAGED - CLEAN)
AFTER = decibels(LEFT.astype(float) @ RIGHT.astype(float) - rows(CLEAN))
SHARE = (LEFT.nbytes + RIGHT.nbytes) / DAMAGED.nbytes

ROUNDS = "A round more or less leads to the same matrix."
BEGIN = "Only the first guess of the holes changes, and the rounds forget it."
HIDDEN = "Other pixels are hidden, or a few more; the same rank guesses them best."
HIDE = "np.random.default_rng(0).uniform(size=known.shape)"

BANKS = {
    "count_lights": Bank(
        right=[
            count_hidden,
            lambda d, m: np.int64(count_hidden(d, m, seed=9)),
            count_crowd,
            lambda d, m: [count_hidden(d, m)][0],
        ],
        wrong=[
            (lambda d, m: int(np.sum(singular(rows(d)) > 2 * np.median(singular(rows(d))))), "0"),
            (lambda d, m: np.linalg.matrix_rank(rows(d)), "noise makes the rank full"),
            (lambda d, m: len(d), "noise makes the rank full"),
            (lambda d, m: 1 + int(np.argmax(-np.diff(np.log(singular(means(d, m)))))), "ratio"),
            (lambda d, m: share_of_length(d, m, 0.98), "ratio"),
            (lambda d, m: share_of_length(d, m, 0.999), "too many"),
            (lambda d, m: 4, None),
        ],
        survivors={
            "statement: Y = Y.astype(float) -> pass": "np.where with the means makes floats, too.",
            "constant: 12 -> 13": ROUNDS,
            "constant: 12 -> 11": ROUNDS,
            "statement: F = np.where(M, Y, low) -> pass": "Even one round counts as well.",
            f"comparison: {HIDE} < 0.1 -> {HIDE} <= 0.1": HIDDEN,
            "constant: 0.1 -> 0.2": HIDDEN,
            "constant: 0 -> 1": HIDDEN,
            "constant: 7 -> 8": "One more rank is tried.",
            "constant: 7 -> 6": "Five ranks are enough where there are at most four lights.",
            "axis: M.sum(axis=0) -> M.sum()": BEGIN,
            "constant: 1 -> 2": BEGIN,
            "constant: 1 -> 0": BEGIN,
            "constant: 6 -> 7": ROUNDS,
            "constant: 6 -> 5": ROUNDS,
        },
    ),
    "noise_left": Bank(
        right=[
            free,
            lambda s, n, p, k: (s**2 * (k * n + k * p - k * k) / n / p) ** 0.5,
            lambda s, n, p, k: [s * np.sqrt(1 - (n - k) * (p - k) / (n * p))][0],
        ],
        wrong=[
            (lambda s, n, p, k: free(s, n, p, k) ** 2, "mean square"),
            (lambda s, n, p, k: s * np.sqrt(k * (n + p) / (n * p)), "common part"),
            (lambda s, n, p, k: s * np.sqrt(k * (n + p + 1) / (n * p)), "counted in full"),
            (lambda s, n, p, k: s * np.sqrt(k * (n + p - 1) / (n * p)), "not the right angles"),
            (lambda s, n, p, k: s * np.sqrt(k * (n + p - k - 1) / (n * p)), "singular values"),
            (lambda s, n, p, k: s * k * (n + p - k) / (n * p), "root is missing"),
            (lambda s, n, p, k: s * np.sqrt(k / p), "one side"),
            (lambda s, n, p, k: s * np.sqrt((n - k) * (p - k) / (n * p)), "removed"),
        ],
    ),
    "repair": Bank(
        right=[
            refill,
            by_alternating,
            by_eigenvectors,
            lambda d, m, k: refill(d, m, k).round().clip(0, 255).astype(np.uint8),
        ],
        wrong=[
            (lambda d, m, k: d.astype(float), "holes are still there"),
            (lambda d, m, k: straight(d, m, k).reshape(d.shape), "for real"),
            (lambda d, m, k: means(d, m).reshape(d.shape), "light of its own"),
            (once, "the means still show"),
            (lambda d, m, k: refill(d, m, k) / 255, "0 to 255"),
            (lambda d, m, k: np.where(m, d, refill(d, m, k)), "as noisy as before"),
            (lambda d, m, k: refill(d, m, k + 1), "more patterns"),
            (centred_components, "mean photograph"),
            (lambda d, m, k: rows(d), "shape"),
            (lambda d, m, k: refill(d, m, k - 1), "fewer patterns"),
        ],
        survivors={"constant: 20 -> 21": ROUNDS, "constant: 20 -> 19": ROUNDS},
    ),
    "pack": Bank(
        right=[pack, unequal, turned],
        wrong=[
            (halves, "more than 2"),
            (lambda f, k: pack(f, k + 1), "more than 2"),
            (lambda f, k: [a.astype(np.float32) for a in halves(f, k)], "more than 2"),
            (one_sided, "float16 ends"),
            (without_values, "wrong size"),
            (twice, "wrong size"),
            (centred, "mean is subtracted"),
            (lambda f, k: pack(f, k)[::-1], "product must be"),
            (lambda f, k: pack(f, k - 1), "more than 1"),
            (lambda f, k: pack(f, k)[0], "two arrays"),
            (lambda f, k: [a.astype(np.uint8) for a in halves(f, k)], None),
        ],
        survivors={
            "constant: False -> True": "The further columns of a full U are not used.",
            "constant: 1 -> 2": "reshape takes any negative number for the length that is free.",
        },
    ),
    "recover": Bank(
        right=[recover, recovered(4), recovered(4, by_eigenvectors)],
        wrong=[
            (recovered(4, store=lambda a, b: (a, b)), "10 bytes"),
            (recovered(3), "too low"),
            (recovered(5), "too many lets"),
            (recovered(4, straight), "0 in the holes"),
            (recovered(4, once), "more error"),
            (lambda d, m: refill(d, m, 4), "two arrays"),
        ],
    ),
    "report": Bank(
        right=[
            [BEFORE, AFTER, SHARE],
            np.array([BEFORE, AFTER - 0.1, SHARE]),
            (round(BEFORE, 1), round(AFTER, 1), round(SHARE, 3)),
            [BEFORE, 45.0, SHARE],
        ],
        wrong=[
            (
                [decibels((DAMAGED - CLEAN.astype(np.uint8)).astype(float)), AFTER, SHARE],
                "wrap round",
            ),
            ([BEFORE / 2, AFTER, SHARE], "squares"),
            ([decibels((DAMAGED - CLEAN)[KNOWN]), AFTER, SHARE], "count as 0"),
            ([BEFORE, 36.0, SHARE], "does not reach"),
            ([BEFORE, 60.0, SHARE], "noise allows"),
            ([BEFORE, AFTER, 1 / SHARE], "divided by"),
            ([BEFORE, AFTER, 2 * SHARE], "more than 0.11"),
            ([BEFORE, AFTER, LEFT.nbytes / DAMAGED.nbytes], "both arrays"),
            ([AFTER, BEFORE, SHARE], "order"),
            ([BEFORE, AFTER], "shape"),
        ],
    ),
}

test_bank = bank_tests("1-linear-algebra/capstone", BANKS)
