"""Answers to the exercises on least squares that need more than a line."""

import numpy as np


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


def refusing_when(sees):
    """A right fit that refuses too much."""

    def fit(x, y):
        if sees(x):
            raise ValueError("no slope")
        return np.linalg.lstsq(ones(x), y, rcond=None)[0]

    return fit


def looped_line(x, y):
    m = len(x)
    mean_x, mean_y = sum(x) / m, sum(y) / m
    below = sum((a - mean_x) ** 2 for a in x)
    s = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / below
    return mean_y - s * mean_x, s


def qr_of_whole_numbers(A):
    Q, R = np.zeros_like(A), np.zeros_like(A[: A.shape[1]])
    for j in range(A.shape[1]):
        R[:j, j] = Q[:, :j].T @ A[:, j]
        v = A[:, j] - Q[:, :j] @ R[:j, j]
        R[j, j] = np.linalg.norm(v)
        Q[:, j] = v / R[j, j]
    return Q, R


def qr_first_shadow(A):
    _, R = qr_positive(A)
    first = A[:, 0] / np.linalg.norm(A[:, 0])
    rest = A[:, 1:] - np.outer(first, first @ A[:, 1:])
    return np.column_stack([first, rest / np.linalg.norm(rest, axis=0)]), R


def degree_points():
    rng = np.random.default_rng(7)

    def sample(n):
        x = rng.uniform(-1, 1, n)
        return x, np.exp(x) * np.cos(4 * x) + 0.3 * rng.standard_normal(n)

    return sample(20), sample(200)


def degree_errors(fit, judge, degrees=range(1, 11), root=np.sqrt):
    """Errors on ``judge`` of the fits to ``fit``, by the normal equations."""
    out = []
    for degree in degrees:
        A, V = (np.array([x**k for k in range(degree + 1)]).T for x in (fit[0], judge[0]))
        w = np.linalg.solve(A.T @ A, A.T @ fit[1])
        out.append(float(root(np.mean((judge[1] - V @ w) ** 2))))
    return out


TRAIN, VAL = degree_points()
TEN = degree_errors(TRAIN, VAL)
EVERY = tuple(np.append(a, b) for a, b in zip(TRAIN, VAL, strict=True))
