"""Right and wrong answers to the exercises on vectors."""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist

from tests.coursework.bank import Bank, bank_tests


def unit_by_loop(X):
    rows = []
    for row in X:
        length = sum(float(x) ** 2 for x in row) ** 0.5
        rows.append([float(x) / length if length else 0.0 for x in row])
    return rows


def unit_by_norm(X):
    length = np.linalg.norm(X, axis=1, keepdims=True)
    return np.divide(X, length, out=np.zeros(X.shape), where=length > 0)


def unit_float32(X):
    length = np.sqrt(np.einsum("ij,ij->i", X, X))
    return (X.T / np.where(length > 0, length, 1)).T.astype(np.float32)


def over(divide):
    """A wrong unit_rows that keeps zero rows."""

    def wrong(X):
        with np.errstate(all="ignore"):
            return np.nan_to_num(divide(X))

    return wrong


def left_alone(rows):
    """A wrong unit_rows that divides some rows by 1."""

    def wrong(X):
        length = np.linalg.norm(X, axis=1, keepdims=True)
        return X / np.where(rows(X, length) | (length == 0), 1, length)

    return wrong


def table_by_loops(X, Y, p):
    return [[float(np.linalg.norm(x - y, p)) for y in Y] for x in X]


def table_by_cdist(X, Y, p):
    if p == np.inf:
        return cdist(X, Y, "chebyshev")
    return cdist(X, Y, "minkowski", p=p)


def table_scaled(X, Y, p):
    sizes = np.abs(Y[None] - X[:, None]).astype(np.float32)
    top = sizes.max(axis=2)
    scale = np.where(top > 0, top, 1)[..., None]  # equal rows have distance 0, not 0/0
    return top if p == np.inf else top * ((sizes / scale) ** p).sum(axis=2) ** (1 / p)


def table_multiplied_out(X, Y, p, least=0.0):
    if p != 2:
        return table_by_cdist(X, Y, p)
    D = np.sum(X**2, axis=1)[:, None] + np.sum(Y**2, axis=1) - 2 * X @ Y.T
    with np.errstate(all="ignore"):
        return np.sqrt(np.maximum(D, least))


def table_of_fixed_size(X, Y, p):
    D = np.zeros((3, 5))
    for i, j in np.ndindex(D.shape):
        D[i, j] = np.linalg.norm(X[i] - Y[j], p)
    return D


def table_if(finite, infinite=lambda D: np.abs(D).max(axis=2)):
    def table(X, Y, p):
        D = X[:, None] - Y
        with np.errstate(all="ignore"):
            return infinite(D) if p == np.inf else finite(D, p)

    return table


def near_by_lstsq(x, a, b):
    t = np.linalg.lstsq((b - a)[:, None], x - a, rcond=None)[0]
    return a + (b - a) * t


def near_by_unit(x, a, b):
    e = (b - a) / np.linalg.norm(b - a)
    return b + np.outer(e, e) @ (x - b)


def near_by_search(x, a, b):
    t = minimize_scalar(lambda t: np.sum((a + t * (b - a) - x) ** 2)).x
    return a + t * (b - a)


def near_by_loop(x, a, b):
    d = [float(q - p) for p, q in zip(a, b, strict=True)]
    top = sum((float(s) - float(p)) * k for s, p, k in zip(x, a, d, strict=True))
    t = top / sum(k * k for k in d)
    return [float(p) + t * k for p, k in zip(a, d, strict=True)]


def near(move=True, back=True, power=2.0):
    def wrong(x, a, b):
        d = b - a
        start = a if move else 0 * a
        return (a if back else 0 * a) + (x - start) @ d / np.linalg.norm(d) ** power * d

    return wrong


def standard_by_loops(train, new):
    columns = []
    for old, fresh in zip(train.T, new.T, strict=True):
        mean = sum(old) / len(old)
        std = (sum((old - mean) ** 2) / len(old)) ** 0.5
        columns.append([(x - mean) / std for x in fresh])
    return [list(row) for row in zip(*columns, strict=True)]


def broken(train, new):
    return new - new.mean(axis=0) / train.std(axis=1)


def squash(x, a, b):
    d = b - a
    return a + np.clip((x - a) @ d / (d @ d), 0, 1) * d


BANKS = {
    "broadcast_shape": Bank(
        right=[(5, 4, 3), [5, 4, 3], np.array([5, 4, 3]), np.empty((5, 4, 3)).shape],
        wrong=[
            ((4, 5, 3), "rows of X come first"),
            ((5, 4), "Nothing is summed"),
            ((20, 3), "two axes"),
            ((5, 1, 3), "repeated as often"),
            ((5, 3), "shape of X"),
            ((5, 3, 4, 3), "share one axis"),
            ((5, 3, 4), "in the middle"),
            ((3, 4, 5), "reversed"),
            ((4, 3), None),
        ],
    ),
    "unit_rows": Bank(
        right=[
            unit_by_loop,
            unit_by_norm,
            unit_float32,
            lambda X: X / (np.linalg.norm(X, axis=1, keepdims=True) + 1e-12),
        ],
        wrong=[
            (over(lambda X: X / np.linalg.norm(X, axis=0)), "wrong axis"),
            (over(lambda X: X / np.linalg.norm(X, axis=1)), "make them a column"),
            (over(lambda X: X / np.sum(X**2, axis=1, keepdims=True)), "root is missing"),
            (over(lambda X: X / np.abs(X).sum(axis=1, keepdims=True)), "1-norm"),
            (over(lambda X: X / np.abs(X).max(axis=1, keepdims=True)), "∞-norm"),
            (over(lambda X: X / np.linalg.norm(X)), "one number"),
            (lambda X: X * np.linalg.norm(X, axis=1, keepdims=True), "not divided"),
            (lambda X: X, "Nothing has been divided"),
            (over(lambda X: -X / np.linalg.norm(X, axis=1, keepdims=True)), "sign is flipped"),
            (lambda X: X / np.linalg.norm(X, axis=1, keepdims=True), "holds inf or nan"),
            (left_alone(lambda X, length: X.sum(axis=1, keepdims=True) == 0), "that cancel"),
            (left_alone(lambda X, length: length < 1e-3), "A short row"),
            (
                lambda X: np.where(np.linalg.norm(X, axis=1)[:, None] < 1e-3, 0, unit_by_norm(X)),
                "A short row",
            ),
            (over(lambda X: X / X.sum(axis=1, keepdims=True)), None),
        ],
        survivors={"constant: 1 -> 2": "a row of zeros may be divided by any number but 0"},
    ),
    "distance_table": Bank(
        right=[table_by_loops, table_by_cdist, table_scaled, table_multiplied_out],
        wrong=[
            (lambda X, Y, p: table_by_cdist(Y, X, p), "changed places"),
            (table_if(lambda D, p: (abs(D) ** p).sum(2)), "p-th root is missing"),
            (table_if(lambda D, p: np.sqrt((abs(D) ** p).sum(2))), "not the p-th root"),
            (lambda X, Y, p: cdist(X, Y), "2-norm whatever"),
            (lambda X, Y, p: cdist(X, Y, "cityblock"), "1-norm whatever"),
            (table_if(lambda D, p: abs((D**p).sum(2)) ** (1 / p)), "cancel before"),
            (table_if(lambda D, p: (D**p).sum(2)), "absolute value is missing"),
            (table_if(lambda D, p: (abs(D) ** p).mean(2) ** (1 / p)), "that is a mean"),
            (lambda X, Y, p: X[:, None] - Y, "not yet combined"),
            (
                table_if(lambda D, p: (abs(D) ** p).sum(2) ** (1 / p), lambda D: D.max(axis=2)),
                "with their signs",
            ),
            (
                table_if(
                    lambda D, p: (abs(D) ** p).sum(2) ** (1 / p), lambda D: abs(D).min(axis=2)
                ),
                "not the largest",
            ),
            (
                table_if(
                    lambda D, p: (abs(D) ** p).sum(2) ** (1 / p),
                    lambda D: np.ones(D.shape[:2]),
                ),
                "power is of no use",
            ),
            (lambda X, Y, p: table_multiplied_out(X, Y, p, -np.inf), "inf or nan"),
            (table_of_fixed_size, None),
            (lambda X, Y, p: table_by_cdist(X[:, :4], Y[:, :4], p), None),
            (table_if(lambda D, p: np.exp(-abs(D).sum(2))), None),
        ],
    ),
    "nearest_on_line": Bank(
        right=[near_by_lstsq, near_by_unit, near_by_loop, near_by_search],
        wrong=[
            (lambda x, a, b: x @ b / (b @ b) * b, "origin and b"),
            (lambda x, a, b: x @ a / (a @ a) * a, "origin and a"),
            (near(back=False), "Not moved back"),
            (near(move=False), "x was not moved"),
            (near(move=False, back=False), "Neither moved"),
            (near(power=1), "its square is needed"),
            (near(power=0), "Nothing is divided"),
            (lambda x, a, b: x - near()(x, a, b), "left over"),
            (lambda x, a, b: near()(x, a, b) + b - a, "Moved back to b"),
            (lambda x, a, b: (x - a) @ (b - a) / ((b - a) @ (b - a)), "how far along"),
            (lambda x, a, b: np.linalg.norm(x - near()(x, a, b)), "the distance"),
            (squash, "beyond a or b"),
            (lambda x, a, b: (a + b) / 2, None),
        ],
        survivors={
            "transpose: (x - a) @ d -> d @ (x - a)": "a dot product is symmetric",
            "transpose: (x - a) @ d -> (x - a).T @ d": "a vector has no transpose of its own",
            "transpose: d @ d -> d.T @ d": "a vector has no transpose of its own",
        },
    ),
    "angle_between": Bank(
        right=[60, 60.0, np.degrees(np.arccos(0.5)), np.array(60), np.float32(60)],
        wrong=[
            (120, "in the triangle"),
            (np.pi / 3, "in radians"),
            (0.5, "That is the cosine"),
            (3, "That is the dot product"),
            (30, "quotient is a cosine"),
            (0, "2 before"),
            (90, "look at 19"),
            (-60, "sign is flipped"),
            (45, None),
        ],
    ),
    "repaired": Bank(
        right=[
            standard_by_loops,
            lambda train, new: ((new.T - train.mean(0)[:, None]) / train.std(0)[:, None]).T,
            lambda train, new: np.float32((new - train.mean(0)) / train.var(0) ** 0.5),
        ],
        wrong=[
            (broken, "Nothing is repaired"),
            (lambda t, n: (n - n.mean(0)) / t.std(0), "mean still comes from"),
            (lambda t, n: (n - t.mean(0)) / n.std(0), "spread comes from"),
            (lambda t, n: (n - n.mean(0)) / n.std(0), "both come from"),
            (lambda t, n: n - t.mean(0) / t.std(0), "Brackets are missing"),
            (lambda t, n: (n - t.mean(0)) / t.std(1), "wrong axis"),
            (lambda t, n: (n - t.mean(1)) / t.std(1), "Rows were taken"),
            (lambda t, n: (n - t.mean()) / t.std(), "each feature has its own"),
            (lambda t, n: (n - t.mean(0)) / t.std(), "One spread"),
            (lambda t, n: (n - (b := np.vstack([t, n])).mean(0)) / b.std(0), "got into"),
            (lambda t, n: (n - t.mean(0)) / t.var(0), "root is missing"),
            (lambda t, n: (n - t.mean(0)) / t.std(0, ddof=1), "divides by N - 1"),
            (lambda t, n: (t - t.mean(0)) / t.std(0), "training data came back"),
            (lambda t, n: n / t.std(0), "mean is not subtracted"),
            (lambda t, n: n - t.mean(0), "Nothing is divided"),
            (lambda t, n: (n - t.min(0)) / np.ptp(t, axis=0), None),
        ],
    ),
    "street_spread": Bank(
        right=[0.05, 1 / np.sqrt(400), 0.0494, np.float32(0.0507), np.array(0.05)],
        wrong=[
            (0.0418, "That is the 2-norm"),
            (0.0414, "That is the 2-norm"),
            (0.0408, "length of one point"),
            (0.0837, "squared distance"),
            (3.34, "divide it by the mean"),
            (66.7, "That is the mean;"),
            (11.1, "That is the variance;"),
            (0.167, "a root is missing"),
            (20.0, "other way round"),
            (5.0, "in percent"),
            (0.5, "2 dimensions"),
            (0.06, None),
        ],
        survivors={
            "constant: 1 -> 2": "another seed",
            "constant: 1 -> 0": "another seed",
            "factor: rng.random((20000, 200)) - rng.random((20000, 200)) -> "
            "rng.random((20000, 200)) - 2 * rng.random((20000, 200))": "by chance its "
            "mean is 2n/3, its variance 2n/9 and the quotient the same",
        },
    ),
    "measure": Bank(
        right=["b", "B", "(b)"],
        wrong=[
            ("a", "nine times"),
            ("c", "largest difference"),
            ("d", "heaviest listener"),
            ("cosine", "Choose one of"),
            (2, "Choose one of"),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/vectors", BANKS)
