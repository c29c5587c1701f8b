"""Answers to the exercises on symmetric matrices, right and wrong, that need more than a line."""

import numpy as np
from scipy.optimize import minimize


def form_by_loops(f, n):
    A = [[0.0] * n for _ in range(n)]
    for i in range(n):
        p = np.zeros(n)
        p[i] = 1
        for j in range(n):
            q = np.zeros(n)
            q[j] = 1
            A[i][j] = (f(p + q) - f(p - q)) / 4
    return A


def form_by_fitting(f, n):
    rng = np.random.default_rng(3)
    X = rng.standard_normal((4 * n * n, n))
    i, j = np.triu_indices(n)
    amounts = np.linalg.lstsq(X[:, i] * X[:, j], [f(x) for x in X], rcond=None)[0]
    A = np.zeros((n, n))
    A[i, j] = amounts / 2
    return A + A.T


def form_float32(f, n):
    E = np.eye(n, dtype=np.float32)
    squares = np.array([f(e) for e in E], dtype=np.float32)
    both = np.array([[f(p + q) for q in E] for p in E], dtype=np.float32)
    return (both - squares[:, None] - squares) / 2


def form(f, n, mixed=0.5, square=1.0, subtract=1.0, side=None):
    """The right answer, with the parts that people get wrong as knobs."""
    E = np.eye(n)
    squares = np.array([f(e) for e in E])
    both = np.array([[f(p + q) for q in E] for p in E])
    A = mixed * (both - subtract * (squares[:, None] + squares))
    np.fill_diagonal(A, square * squares)
    return A if side is None else side(A)


def turn(theta):
    return np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])


def angle(A):
    return np.arctan2(2 * A[0, 1], A[0, 0] - A[1, 1]) / 2


def untwist_by_eigh(A):
    Q = np.linalg.eigh(A)[1]
    return Q * [1, np.sign(np.linalg.det(Q))]


def untwist_by_jacobi(A):
    (a, g), (_, b) = A
    below = abs(b - a) + np.hypot(b - a, 2 * g)
    t = 0 if g == 0 else 2 * g * (1 if b >= a else -1) / below
    c = 1 / np.sqrt(1 + t * t)
    return [[c, t * c], [-t * c, c]]


def untwist_by_search(A):
    low, high = 0.0, np.pi / 2

    def mixed(t):
        return (turn(t).T @ A @ turn(t))[0, 1]

    if mixed(low) == 0:
        return np.eye(2)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if mixed(middle) * mixed(low) > 0 else (low, middle)
    return turn(low)


def untwist_by_arctan(A):
    with np.errstate(all="ignore"):
        return turn(np.arctan(2 * A[0, 1] / (A[0, 0] - A[1, 1])) / 2)


def root(A, subtract=True, divide=True, refuse=True):
    """The Cholesky factor by loops, with the parts that people get wrong as knobs."""
    n = len(A)
    L = np.zeros((n, n))
    for j in range(n):
        pivot = A[j, j] - subtract * (L[j, :j] @ L[j, :j])
        if refuse and pivot <= 0:
            raise ValueError("not positive definite")
        L[j, j] = np.sqrt(pivot)
        for i in range(j + 1, n):
            L[i, j] = (A[i, j] - L[i, :j] @ L[j, :j]) / (L[j, j] if divide else 1)
    return L


def root_by_elimination(A):
    rest, columns = np.array(A, dtype=float), []
    for j in range(len(rest)):
        if rest[j, j] <= 0:
            raise ValueError("not positive definite")
        columns.append(rest[:, j] / np.sqrt(rest[j, j]))
        rest = rest - np.outer(columns[-1], columns[-1])
    return np.tril(np.array(columns).T)


def root_by_rows(A):
    n = len(A)
    L = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            left = A[i][j] - sum(L[i][k] * L[j][k] for k in range(j))
            if i == j and left <= 0:
                raise ValueError("not positive definite")
            L[i][j] = left**0.5 if i == j else left / L[j][j]
    return L


def root_by_numpy(A):
    if np.linalg.eigvalsh(A)[0] <= 1e-12:
        raise ValueError("not positive definite")
    return np.linalg.cholesky(A).astype(np.float32)


def root_refusing_negative_entries(A):
    if np.any(np.diag(A) <= 0):
        raise ValueError("not positive definite")
    return root(A, refuse=False)


def root_refusing_by_determinant(A):
    if np.linalg.det(A) <= 1e-12:
        raise ValueError("not positive definite")
    return root(A, refuse=False)


def root_refusing_by_diagonal_and_determinant(A):
    if np.any(np.diag(A) <= 0):
        raise ValueError("not positive definite")
    return root_refusing_by_determinant(A)


def root_refusing_all(A):
    raise ValueError("not positive definite")


def refusing(answer):
    """The answer, with the right refusal before it."""

    def guarded(A, *rest):
        if np.linalg.eigvalsh(A)[0] <= 1e-12:
            raise ValueError("not positive definite")
        return answer(A, *rest)

    return guarded


def lowest(A, b):
    x = np.linalg.solve(A, b)
    return x, -(b @ x) / 2


def lowest_by_cholesky(A, b):
    try:
        L = np.linalg.cholesky(A)
    except np.linalg.LinAlgError:
        raise ValueError("no bowl") from None
    y = np.linalg.solve(L, b)
    x = np.linalg.solve(L.T, y)
    return x, -(y @ y) / 2


def lowest_by_axes(A, b):
    values, Q = np.linalg.eigh(A)
    if np.any(values <= 1e-12):
        raise ValueError("no bowl")
    x = Q @ (Q.T @ b / values)
    return [list(x), 0.5 * x @ A @ x - b @ x]


def lowest_by_search(A, b):
    found = minimize(lambda x: x @ A @ x / 2 - b @ x, np.ones(len(b)))
    return found.x, found.fun


def lowest_by_determinant(A, b):
    if np.linalg.det(A) <= 1e-12:
        raise ValueError("no bowl")
    return lowest(A, b)


def lowest_by_diagonal(A, b):
    if np.any(np.diag(A) <= 0):
        raise ValueError("no bowl")
    return lowest(A, b)


def lowest_by_diagonal_and_determinant(A, b):
    if np.any(np.diag(A) <= 0):
        raise ValueError("no bowl")
    return lowest_by_determinant(A, b)


def lowest_by_trace_and_determinant(A, b):
    if np.trace(A) <= 0:
        raise ValueError("no bowl")
    return lowest_by_determinant(A, b)
