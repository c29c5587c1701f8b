"""Functions that answer the exercises on matrices, rightly and wrongly."""

from itertools import pairwise, product

import numpy as np


def matrix_by_lists(f, n):
    columns = [list(f([float(i == j) for i in range(n)])) for j in range(n)]
    return [[columns[j][i] for j in range(n)] for i in range(len(columns[0]))]


def matrix_by_filling(f, n):
    A = np.zeros((len(f(np.zeros(n))), n), order="F", dtype=np.float32)
    for j in range(n):
        e = np.zeros(n)
        e[j] = 1
        A[:, j] = f(e)
    return A


def matrix_by_solving(f, n):
    X = np.tri(n) + 2 * np.eye(n)
    return np.array([f(x) for x in X]).T @ np.linalg.inv(X.T)


def products_by_loops(A, B):
    m, n = A.shape
    return [
        [[float(A[i, k] * B[k, j]) for j in range(B.shape[1])] for i in range(m)] for k in range(n)
    ]


def stack(U, V):
    return np.array([np.outer(u, v) for u, v in zip(U, V, strict=True)])


def area_by_loop(corners):
    area = 0.0
    for k in range(len(corners)):
        (a, c), (b, d) = corners[k - 1], corners[k]
        area += (a * d - b * c) / 2
    return area


def area_by_fan(corners):
    arms = corners[1:] - corners[0]
    return sum(np.linalg.det([p, q]) for p, q in pairwise(arms)) / 2


def area_by_trapezes(corners):
    x, y = np.asfortranarray(corners).T
    return np.sum((x - np.roll(x, -1)) * (y + np.roll(y, -1))) / 2


def area_by_complex(corners):
    z = corners[:, 0] + 1j * corners[:, 1]
    return np.sum(np.conj(z) * np.roll(z, -1)).imag / 2


def area_by_size(corners):
    return sum(abs(np.linalg.det([p, q])) for p, q in zip(corners, np.roll(corners, -1, 0))) / 2  # noqa: B905


def share(entries):
    flat = [a * d == b * c for a, b, c, d in product(entries, repeat=4)]
    return sum(flat) / len(flat)


def turn_by_lists(p, theta):
    c, s, (x, y) = float(np.cos(theta)), float(np.sin(theta)), p
    return [[c, -s], [s, c]], [x - c * x + s * y, y - s * x - c * y]


def turn_by_complex(p, theta):
    z, w = np.exp(1j * theta), complex(*p)
    shift = w - z * w
    return np.array([[z.real, -z.imag], [z.imag, z.real]]), np.array([shift.real, shift.imag])


def turn(theta):
    return np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])


def turn_by_root(p, theta):
    s = np.sin(theta)
    R = np.array([[np.sqrt(1 - s * s), -s], [s, np.sqrt(1 - s * s)]])
    return R, p - R @ p


def turn_float32(p, theta):
    R = turn(theta).astype(np.float32)
    return R, np.float32(p) - R @ np.float32(p)


def back_by_loop(y):
    x = [0.0] * (len(y) + 1)
    for i, value in enumerate(y):
        x[i] -= value
        x[i + 1] += value
    return x


def back_whole_numbers(y):
    x = np.zeros(len(y) + 1, dtype=int)
    for i, value in enumerate(y):
        x[i] -= value
        x[i + 1] += value
    return x


def back_forgets_the_end(y):
    x = np.zeros(len(y) + 1)
    x[1:-1] += y[:-1]
    x[:-1] -= y
    return x


def network_by_loops(X, W1, b1, W2, b2):
    rows = []
    for x in X:
        h = [max(0.0, float(w @ x + b)) for w, b in zip(W1, b1, strict=True)]
        rows.append([float(np.dot(w, h) + b) for w, b in zip(W2, b2, strict=True)])
    return rows


def network_float32(*arrays):
    X, W1, b1, W2, b2 = map(np.float32, arrays)
    return np.asfortranarray(np.maximum(X @ W1.T + b1, 0) @ W2.T + b2)


def network_of_columns(X, W1, b1, W2, b2):
    H = W1 @ X.T + b1[:, None]
    return (W2 @ (H * (H > 0)) + b2[:, None]).T


def broken(X, W1, b1, W2, b2):
    H = X @ W1 + b1
    Z = W2 @ H + b2
    return np.maximum(Z, 0)


def relu(Z):
    return np.maximum(Z, 0)


def collapse_by_trying(W1, b1, W2, b2):
    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    b = both(np.zeros(W1.shape[1]))
    return np.column_stack([both(e) - b for e in np.eye(W1.shape[1])]), b


def collapse_by_loops(W1, b1, W2, b2):
    W = [
        [sum(float(r[k] * W1[k, j]) for k in range(len(W1))) for j in range(W1.shape[1])]
        for r in W2
    ]
    return W, [
        sum(float(p * q) for p, q in zip(r, b1, strict=True)) + c
        for r, c in zip(W2, b2, strict=True)
    ]


def collapse_bordered(W1, b1, W2, b2):
    def bordered(W, b):
        return np.block([[W, b[:, None]], [np.zeros((1, W.shape[1])), np.ones((1, 1))]])

    M = bordered(W2, b2) @ bordered(W1, b1)
    return [M[:-1, :-1], M[:-1, -1]]


def layer_by_loops(X, W, b):
    Y = []
    for x in X:
        row = []
        for w, c in zip(W, b, strict=True):
            row.append(sum(float(p) * float(q) for p, q in zip(x, w, strict=True)) + float(c))
        Y.append(row)
    return Y


def layer_float32(X, W, b):
    return np.float32(X) @ np.float32(W).T + np.float32(b)


def layer_in_place(X, W, b):
    X -= X.mean()
    return X @ W.T + b


def adjugate(A):
    return np.array([[A[1, 1], -A[0, 1]], [-A[1, 0], A[0, 0]]])


def refusing_equal_ratios(A):
    (a, b), (c, d) = A
    with np.errstate(divide="ignore", invalid="ignore"):
        if a / c == b / d:
            raise ValueError("the columns are parallel")
        return adjugate(A) / (a * d - b * c)


def refusing_small(A):
    if abs(np.linalg.det(A)) < 1e-6:
        raise ValueError("small determinant")
    return np.linalg.inv(A)


def refusing(inverse):
    """An inverse that refuses what it must, so that only its own mistake shows."""

    def inverse_2x2(A):
        if A[0, 0] * A[1, 1] == A[0, 1] * A[1, 0]:
            raise ValueError("singular")
        return inverse(A)

    return inverse_2x2


def inverse_by_lists(A):
    a, b, c, d = (float(x) for row in A for x in row)
    if a * d - b * c == 0:
        raise ValueError("flat")
    return [[d / (a * d - b * c), b / (b * c - a * d)], [c / (b * c - a * d), a / (a * d - b * c)]]
