import numpy as np

from tests.coursework.bank import Bank, bank_tests


def centred(X):
    X = np.asarray(X, dtype=float)
    return X - X.mean(axis=0)


def cov(X):
    return centred(X).T @ centred(X) / (len(X) - 1)


def cov_by_loops(X):
    X = centred(X)
    d = X.shape[1]
    return [[float(sum(X[:, j] * X[:, k])) / (len(X) - 1) for k in range(d)] for j in range(d)]


def cov_by_outer(X):
    return sum(np.outer(x, x) for x in centred(X)) / (len(X) - 1)


def angle_by_eigh(a, b, c):
    x, y = np.linalg.eigh([[a, b], [b, c]])[1][:, 1]
    return np.arctan2(y, x)


def angle_by_search(a, b, c):
    """The best of many angles, then closer and closer."""
    low, high = 0.0, np.pi
    for _ in range(12):
        t = np.linspace(low, high, 2001)
        best = t[np.argmax(a * np.cos(t) ** 2 + b * np.sin(2 * t) + c * np.sin(t) ** 2)]
        step = t[1] - t[0]
        low, high = best - 2 * step, best + 2 * step
    C, v = np.array([[a, b], [b, c]]), np.array([np.cos(best), np.sin(best)])
    for _ in range(2000):
        v = C @ v + 10 * v
        v /= np.linalg.norm(v)
    return float(np.arctan2(v[1], v[0])) + np.pi


def right_angle(a, b, c):
    return np.arctan2(2 * b, a - c) / 2


def blind_angle(a, b, c):
    with np.errstate(all="ignore"):
        return np.arctan(2 * b / (a - c)) / 2 if a != c else np.pi / 4


def by_svd(X, K):
    _, sigma, Vt = np.linalg.svd(centred(X), full_matrices=False)
    return sigma[:K] ** 2 / (len(X) - 1), Vt[:K].T


def by_eigh(X, K):
    values, vectors = np.linalg.eigh(cov(X))
    return values[::-1][:K], -vectors[:, ::-1][:, :K]


def by_power(X, K):
    C, values, axes = cov(X), [], []
    for k in range(K):
        v = np.cos(np.arange(len(C)) + k + 1)
        for _ in range(3000):
            v = C @ v
            v /= np.linalg.norm(v)
        values.append(v @ C @ v)
        axes.append(v)
        C = C - values[-1] * np.outer(v, v)
    return values, np.array(axes).T


def axes_with(change):
    return lambda X, K: change(*by_svd(X, K))


def not_centred(X, K):
    _, sigma, Vt = np.linalg.svd(X, full_matrices=False)
    return sigma[:K] ** 2 / (len(X) - 1), Vt[:K].T


def left(v, K, N, more=0, root=True, per=None):
    v = np.asarray(v)
    mean = (N - 1) / N * v[max(K + more, 0) :].sum() / (per or len(v))
    return np.sqrt(mean) if root else mean


def white(train, new, K, mean=None, trained=True, factor=None):
    train, new = np.asarray(train, dtype=float), np.asarray(new, dtype=float)
    mean = train.mean(axis=0) if mean is None else mean
    _, sigma, Vt = np.linalg.svd(train - mean, full_matrices=False)
    Z = (new - (train.mean(axis=0) if trained else new.mean(axis=0))) @ Vt[:K].T
    return Z / sigma[:K] * (np.sqrt(len(train) - 1) if factor is None else factor)


def white_by_eigh(train, new, K):
    values, vectors = np.linalg.eigh(cov(train))
    V = vectors[:, ::-1][:, :K]
    return (new - np.mean(train, axis=0)) @ V @ np.diag(values[::-1][:K] ** -0.5)


def white_row_by_row(train, new, K):
    mean, (values, V) = np.mean(train, axis=0), by_svd(train, K)
    return [[float(v @ (x - mean)) / s**0.5 for s, v in zip(values, V.T, strict=True)] for x in new]


def broken(train, new, K):
    return white(train, new, K, 0, False, 1)


FULL = "The rows that are added belong to no variance, and K never reaches them."
SHARES = "The divisor of the standard deviations drops out of the shares."

BANKS = {
    "covariance": Bank(
        right=[cov, cov_by_loops, cov_by_outer, lambda X: np.cov(X, rowvar=False)],
        wrong=[
            (lambda X: np.cov(X.T, ddof=0), "divided by n"),
            (lambda X: centred(X).T @ centred(X), "sum"),
            (lambda X: X.T @ X / (len(X) - 1), "not centred"),
            (lambda X: (X - X.mean()).T @ (X - X.mean()) / (len(X) - 1), "whole table"),
            (np.cov, "row per example"),
            (lambda X: np.corrcoef(X.T), "correlations"),
            (lambda X: np.diag(np.var(X, axis=0, ddof=1)), "no covariances"),
            (lambda X: cov((X.T - X.mean(axis=1)).T) * 1.1, None),
        ],
    ),
    "moved": Bank(
        right=[[36, 16], (36.0, 16.0), np.array([36, 16]), np.float32([36, 16])],
        wrong=[
            ([18, 8], "made of squares"),
            ([6, 4], "standard deviations"),
            ([43, 23], "shift moves the mean"),
            ([25, 15], "shift moves the mean"),
            ([9, 4], "doubling is missing"),
            ([16, 36], "largest comes first"),
            ([144, 64], "sixteen"),
            ([30, 16], None),
        ],
    ),
    "best_angle": Bank(
        right=[
            right_angle,
            angle_by_eigh,
            angle_by_search,
            lambda a, b, c: right_angle(a, b, c) + np.pi,
            lambda a, b, c: np.float32(right_angle(a, b, c)),
            lambda a, b, c: round(right_angle(a, b, c), 5),
        ],
        wrong=[
            (lambda a, b, c: right_angle(a, b, c) + np.pi / 2, "least variance"),
            (lambda a, b, c: 2 * right_angle(a, b, c), "twice the angle"),
            (lambda a, b, c: np.degrees(right_angle(a, b, c)), "degrees"),
            (lambda a, b, c: -right_angle(a, b, c), "wrong sign"),
            (lambda a, b, c: np.arctan2(b, a - c) / 2, "2 before b"),
            (lambda a, b, c: np.arctan2(a - c, 2 * b) / 2, "changed places"),
            (blind_angle, "least variance"),
            (lambda a, b, c: [right_angle(a, b, c)], "a single number is asked"),
            (lambda a, b, c: round(right_angle(a, b, c), 2), None),
            (lambda a, b, c: 0.3, None),
        ],
    ),
    "principal_axes": Bank(
        right=[by_svd, by_eigh, by_power, axes_with(lambda v, V: (list(v), -V))],
        wrong=[
            (not_centred, "not centred"),
            (lambda X, K: (by_svd(X, K)[0] * (len(X) - 1) / len(X), by_svd(X, K)[1]), "n - 1"),
            (
                lambda X, K: (np.sqrt(by_svd(X, K)[0] * (len(X) - 1)), by_svd(X, K)[1]),
                "square them",
            ),
            (lambda X, K: (by_svd(X, K)[0] * (len(X) - 1), by_svd(X, K)[1]), "still need N - 1"),
            (axes_with(lambda v, V: (np.sqrt(v), V)), "standard deviations"),
            (
                lambda X, K: tuple(part[..., :K] for part in np.linalg.eigh(-cov(X))),
                "cannot be negative",
            ),
            (axes_with(lambda v, V: (v, V.T)), "rows"),
            (lambda X, K: tuple(np.linalg.eigh(cov(X))[i][..., :K] for i in (0, 1)), "upwards"),
            (
                lambda X, K: (by_svd(X, K)[0], np.linalg.eigh(cov(X))[1][:, :K]),
                "last axes",
            ),
            (axes_with(lambda v, V: (V, v)), None),
            (axes_with(lambda v, V: V), "2 values"),
        ],
        survivors={"constant: False -> True": FULL},
    ),
    "left_over": Bank(
        right=[
            left,
            lambda v, K, N: (
                float(sum(x for k, x in enumerate(v) if k >= K) * (1 - 1 / N) / len(v)) ** 0.5
            ),
            lambda v, K, N: np.linalg.norm(np.sqrt((N - 1) * v[K:])) / np.sqrt(N * v.size),
        ],
        wrong=[
            (lambda v, K, N: left(v, K, N, root=False), "root is missing"),
            (lambda v, K, N: np.sqrt(v[K:].sum() / len(v)), "undone"),
            (lambda v, K, N: np.sqrt(v[K:].sum() / (N * len(v))), "means already"),
            (lambda v, K, N: left(v, K, N, per=1), "whole image"),
            (lambda v, K, N: v[K:].sum() / v.sum(), "share"),
            (lambda v, K, N: left(v, K, N, more=1), "too late"),
            (lambda v, K, N: left(v, K, N, more=-1), "too early"),
            (lambda v, K, N: np.sqrt(v[:K].sum() * (N - 1) / N / len(v)), "what is kept"),
            (lambda v, K, N: 1.0, None),
        ],
    ),
    "repaired": Bank(
        right=[white, white_by_eigh, white_row_by_row, lambda t, n, K: -white(t, n, K)],
        wrong=[
            (broken, "own mean; a singular value"),
            (lambda t, n, K: white(t, n, K, 0), "training data are not centred"),
            (lambda t, n, K: white(t, n, K, trained=False), "own mean"),
            (lambda t, n, K: white(t, n, K, factor=1), "not yet a standard deviation"),
            (lambda t, n, K: white(t, n, K, 0, False), "own mean"),
            (lambda t, n, K: white(t, n, K, factor=np.sqrt(len(t))), "divided by N"),
            (lambda t, n, K: white(t, n, K) * np.sqrt(by_svd(t, K)[0]), "not divided"),
            (lambda t, n, K: white(t, n, K) / np.sqrt(by_svd(t, K)[0]), "variance, not"),
            (lambda t, n, K: white(t, n, K)[:, ::-1] + 1, None),
        ],
        survivors={
            "constant: False -> True": FULL,
            "sign: return Z / (sigma[:K] / np.sqrt(len(train) - 1)) -> "
            "return -(Z / (sigma[:K] / np.sqrt(len(train) - 1)))": "The sign of an axis is free.",
        },
    ),
    "enough": Bank(
        right=[10, 10.0, np.int64(10), np.array(10)],
        wrong=[
            (1, "standardising"),
            (9, "counts from 0"),
            (11, "too many"),
            (7, "90 %"),
            (17, "99 %"),
            (30, "fewer suffice"),
            (20, "thrown away"),
            (14, None),
        ],
        survivors={
            "constant: 1 -> 2": SHARES,
            "constant: 1 -> 0": SHARES,
            "comparison: shares.cumsum() >= 0.95 -> shares.cumsum() > 0.95": "None is exactly 0.95.",
        },
    ),
    "most_axes": Bank(
        right=["b", "B", "(b)"],
        wrong=[("a", "sum to zero"), ("c", "cannot spread"), ("d", "map")],
    ),
}
test_bank = bank_tests("1-linear-algebra/pca", BANKS)
