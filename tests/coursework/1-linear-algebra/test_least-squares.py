import numpy as np

from tests.coursework.bank import Bank, bank_tests


def ones(x):
    return np.column_stack([np.ones(len(x)), x])


def refusing(fit):
    """A fit that also refuses equal x, so that only its line is judged."""

    def guarded(x, y):
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        if np.ptp(x) == 0:
            raise ValueError("all x are equal")
        return fit(x, y)

    return guarded


def slope(x, y):
    return np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)


def through_means(s):
    return lambda x, y: np.array([y.mean() - s(x, y) * x.mean(), s(x, y)])


line = through_means(slope)


def qr_positive(A):
    Q, R = np.linalg.qr(A)
    signs = np.sign(np.diag(R))
    return Q * signs, signs[:, None] * R


def qr_by_cholesky(A):
    R = np.linalg.cholesky(A.T @ A).T
    return A @ np.linalg.inv(R), R


def qr_modified(A):
    V, n = np.array(A, dtype=float), A.shape[1]
    R = np.zeros((n, n))
    for i in range(n):
        R[i, i] = np.linalg.norm(V[:, i])
        V[:, i] /= R[i, i]
        for j in range(i + 1, n):
            R[i, j] = V[:, i] @ V[:, j]
            V[:, j] -= R[i, j] * V[:, i]
    return V, R


def qr_one_shadow(A):
    _, R = qr_positive(A)
    Q = A / np.linalg.norm(A, axis=0)
    for j in range(1, A.shape[1]):
        v = A[:, j] - (Q[:, j - 1] @ A[:, j]) * Q[:, j - 1]
        Q[:, j] = v / np.linalg.norm(v)
    return Q, R


def changed(change):
    """The right Q and R after a change."""
    return lambda A: change(*qr_positive(A))


def tall_ridge(A, y, p, root=np.sqrt, below=0.0, left=None):
    n = A.shape[1]
    T = np.vstack([A, root(p) * np.eye(n)])
    b = np.concatenate([y, np.full(n, below)])
    return np.linalg.lstsq(T.T @ T if left is None else left(A), T.T @ b, rcond=None)[0]


def plain(A):
    return A.T @ A


def price(p):
    return p


def broken(A, y, p):
    return tall_ridge(A, y, p, price, 1.0, plain)


def parts(A, y):
    Q = np.linalg.qr(A)[0]
    return y - Q @ (Q.T @ y), np.sum(Q**2, axis=1)


def with_parts(change):
    return lambda A, y: change(*parts(A, y))


def loop(A, y):
    out = []
    for i in range(len(y)):
        k = np.arange(len(y)) != i
        out.append(y[i] - A[i] @ np.linalg.lstsq(A[k], y[k], rcond=None)[0])
    return out


def by_hat(A, y):
    P = A @ np.linalg.inv(A.T @ A) @ A.T
    return (y - P @ y) / (1 - np.diag(P))


DROPS = "A constant added to y drops out: the x minus their mean sum to zero."
SAME = "The given data are changed, and the best degree for those is the same."

CURVE, NOISE = "np.exp(x) * np.cos(4 * x)", "0.3 * rng.standard_normal(n)"

BANKS = {
    "fit_line": Bank(
        right=[
            refusing(line),
            refusing(lambda x, y: np.linalg.lstsq(ones(x), y, rcond=None)[0]),
            refusing(lambda x, y: np.polyfit(x, y, 1)[::-1]),
            refusing(lambda x, y: list(np.linalg.solve(ones(x).T @ ones(x), ones(x).T @ y))),
        ],
        wrong=[
            (refusing(lambda x, y: line(x, y)[::-1]), "constant comes first"),
            (refusing(lambda x, y: line(y, x)), "changed places"),
            (refusing(lambda x, y: np.array([0, x @ y / (x @ x)])), "through the origin"),
            (refusing(through_means(lambda x, y: x @ y / (x @ x))), "means are not subtracted"),
            (refusing(lambda x, y: np.array([y.mean(), slope(x, y)])), "mean of y"),
            (
                refusing(lambda x, y: np.array([y.mean() + slope(x, y) * x.mean(), slope(x, y)])),
                "added",
            ),
            (refusing(through_means(lambda x, y: np.cov(x, y)[0, 1] / np.var(x))), "m - 1"),
            (
                refusing(through_means(lambda x, y: x @ y / np.sum((x - x.mean()) ** 2))),
                "but not above",
            ),
            (lambda x, y: np.linalg.lstsq(ones(x), y, rcond=None)[0], "no slope is determined"),
            (refusing(lambda x, y: np.array([np.median(y), 0])), None),
        ],
        survivors={
            "constant: 0 -> 1": "If all x are equal, they equal the second as well.",
            "sign: y - np.mean(y) -> y + np.mean(y)": DROPS,
            "factor: y - np.mean(y) -> y - 2 * np.mean(y)": DROPS,
        },
    ),
    "shifted": Bank(
        right=[[8, 4], (8.0, 4.0), np.array([8, 4]), np.float32([8, 4])],
        wrong=[
            ([5, 4], "shifts afterwards"),
            ([4, 2], "doubling is missing"),
            ([2, 4], "shift is missing"),
            ([8, 2], "slope is doubled"),
            ([8, 10], "steeper"),
            ([2, 10], "not the slope"),
            ([4, 8], "constant comes first"),
            ([1, 2], "old weights"),
            ([7, 3], None),
        ],
    ),
    "orthonormal": Bank(
        right=[qr_positive, qr_by_cholesky, qr_modified, lambda A: list(qr_modified(A))],
        wrong=[
            (changed(lambda Q, R: (Q * np.diag(R), R)), "length 1"),
            (lambda A: (A / np.linalg.norm(A, axis=0), qr_positive(A)[1]), "no shadow"),
            (qr_one_shadow, "just before"),
            (changed(lambda Q, R: (Q, R.T)), "transposed"),
            (changed(lambda Q, R: (Q, R - np.diag(np.diag(R)))), "diagonal of R is missing"),
            (changed(lambda Q, R: (Q, np.diag(np.diag(R)))), "not the shadows"),
            (changed(lambda Q, R: (-Q, -R)), "must be positive"),
            (changed(lambda Q, R: (Q, R - np.diag(np.diag(R)) + np.eye(len(R)))), "holds ones"),
            (changed(lambda Q, R: Q), "2 values"),
            (changed(lambda Q, R: (Q[:, ::-1], R)), None),
        ],
        survivors={
            "comparison: np.zeros((m, n)) -> np.ones((m, n))": "Every entry of Q is overwritten.",
        },
    ),
    "lone_point": Bank(
        right=[1 / 5 + 10 / 13, 0.969, 0.9692, np.float32(0.96923), np.array(63 / 65)],
        wrong=[
            (1 - 63 / 65, "complement"),
            (10 / 13, "1/m of every point"),
            (0.2, "at the mean only"),
            (0.4, "mean leverage"),
            (196 / 210, "not 0"),
            (0.2 + 196 / 210, "not 0"),
            (0.5, "squared"),
            (0.7, "squared"),
            (0.2 + 100 / 30, "itself belongs"),
            (0.2 + 16 / 130, "first point"),
            (2.0, None),
        ],
    ),
    "repaired": Bank(
        right=[
            tall_ridge,
            lambda A, y, p: np.linalg.solve(A.T @ A + p * np.eye(A.shape[1]), A.T @ y),
            lambda A, y, p: A.T @ np.linalg.solve(A @ A.T + p * np.eye(len(A)), y),
        ],
        wrong=[
            (broken, "nothing is repaired"),
            (lambda A, y, p: tall_ridge(A, y, p, left=plain), "lacks the price"),
            (lambda A, y, p: tall_ridge(A, y, p, price), "not its root"),
            (lambda A, y, p: tall_ridge(A, y, p, below=1.0), "drawn to 1"),
            (lambda A, y, p: tall_ridge(A, y, p, price, 1.0), "root and the zeros"),
            (lambda A, y, p: tall_ridge(A, y, p, lambda p: p**0.25), "once too often"),
            (
                lambda A, y, p: np.linalg.solve(A.T @ A - p * np.eye(A.shape[1]), A.T @ y),
                "is added",
            ),
            (lambda A, y, p: tall_ridge(A, y, 2 * p), None),
        ],
    ),
    "best_degree": Bank(
        right=[6, 6.0, np.int64(6), np.array(6)],
        wrong=[
            (10, "training points best"),
            (5, "counts from 0"),
            (7, "number of weights"),
            (9, "counted from 0"),
            (11, "training choice"),
            (0.337, "degree is asked"),
            (0.1137, "degree is asked"),
            (1, None),
        ],
        survivors={
            "constant: 20 -> 21": SAME,
            "constant: 200 -> 201": SAME,
            "constant: 200 -> 199": SAME,
            f"sign: {CURVE} + {NOISE} -> {CURVE} - {NOISE}": SAME,
            f"factor: {CURVE} + {NOISE} -> {CURVE} + 2 * ({NOISE})": SAME,
            "comparison: np.cos(4 * x) -> np.sin(4 * x)": SAME,
            "constant: 0.3 -> 0.6": SAME,
            "constant: 4 -> 5": SAME,
            "constant: 4 -> 3": SAME,
            "constant: 1 -> 2": SAME,
            "constant: 1 -> 0": SAME,
            "constant: 11 -> 12": "Degree 11 is worse than the best.",
            "constant: 11 -> 10": "Degree 10 is worse than the best.",
        },
    ),
    "leak": Bank(
        right=["b", "B", " b "],
        wrong=[("a", "helped to make"), ("c", "other company"), ("d", "before it is opened")],
    ),
    "left_out": Bank(
        right=[loop, by_hat, with_parts(lambda r, h: r / (1 - h))],
        wrong=[
            (with_parts(lambda r, h: r), "fit to all points"),
            (lambda A, y: y - by_hat(A, y), "predictions"),
            (lambda A, y: y - parts(A, y)[0], "fitted values"),
            (with_parts(lambda r, h: r * (1 - h)), "divide"),
            (with_parts(lambda r, h: r / h), "leverage itself"),
            (with_parts(lambda r, h: r / (1 + h)), "1 + h"),
            (with_parts(lambda r, h: r / np.sqrt(1 - h)), "root too many"),
            (with_parts(lambda r, h: r / (1 - h) ** 2), "square too many"),
            (with_parts(lambda r, h: r / (1 - h.mean())), "mean leverage"),
            (with_parts(lambda r, h: h), "leverages"),
            (lambda A, y: -by_hat(A, y), "sign is flipped"),
            (with_parts(lambda r, h: np.abs(r / (1 - h))), "sizes"),
            (with_parts(lambda r, h: r + h), None),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/least-squares", BANKS)
