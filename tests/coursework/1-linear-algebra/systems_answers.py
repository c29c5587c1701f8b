"""Answers to the exercises on systems that need more than a line."""

import numpy as np
from scipy.linalg import lu_factor, lu_solve, null_space, solve_triangular

from mlmath.linalg.elimination import null_space_by_elimination, row_reduce


def back_by_rows(U, c):
    """Back substitution by lists and loops."""
    n, x = len(c), [0.0] * len(c)
    for i in range(n - 1, -1, -1):
        rest = c[i]
        for j in range(i + 1, n):
            rest = rest - U[i][j] * x[j]
        x[i] = rest / U[i][i]
    return x


def back_by_columns(U, c):
    """Back substitution that takes each unknown out of all rows at once."""
    x = np.array(c, dtype=float)
    for j in reversed(range(len(x))):
        x[j] /= U[j, j]
        x[:j] -= U[:j, j] * x[j]
    return x


def back(U, c, *, order=None, brackets=True, divide=True, sign=1, kind=float):
    """Back substitution with one slip or several."""
    x = np.zeros(len(c), dtype=kind)
    for i in reversed(range(len(c))) if order is None else order(len(c)):
        known = sign * (U[i, i + 1 :] @ x[i + 1 :])
        pivot = U[i, i] if divide else 1
        x[i] = (c[i] - known) / pivot if brackets else c[i] - known / pivot
    return x


def triangular(U, c):
    """SciPy's substitution."""
    return solve_triangular(U, c)


def refusing(solve):
    """Refuse what has no single answer, then do as ``solve`` does."""

    def careful(A, b):
        if np.linalg.matrix_rank(A) < len(A):
            raise ValueError("singular")
        return solve(A, b)

    return careful


def factored(A, b):
    """SciPy's factors."""
    return lu_solve(lu_factor(A), b)


def gauss_jordan(A, b):
    """The reduced row echelon form of both."""
    return row_reduce(np.column_stack([A, b]))[0][:, -1]


def largest(column):
    """The place of the entry of largest magnitude."""
    return np.argmax(np.abs(column))


def first(column):
    """No search for a pivot."""
    return 0


def only_if_zero(column):
    """A search only where the pivot is exactly zero."""
    return 0 if column[0] != 0 else largest(column)


def only_if_tiny(column):
    """A search only where the pivot is below a threshold."""
    return 0 if abs(column[0]) > 1e-8 else largest(column)


def first_column_only(A, b):
    """A search in the first column, and later only where the pivot is exactly zero."""
    n = len(b)
    return eliminate(A, b, pick=lambda c: largest(c) if len(c) == n else only_if_zero(c))


def refusing_small_determinants(A, b):
    """The determinant taken for a measure of flatness."""
    if abs(np.linalg.det(A)) < 1e-10:
        raise ValueError("singular")
    return np.linalg.solve(A, b)


def eliminate(A, b, *, pick=largest, with_b=True, clear_b=True, substitute=True, refuse=True):
    """Elimination with one slip or several."""
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    for k in range(len(b)):
        best = k + pick(A[k:, k])
        A[[k, best]] = A[[best, k]]
        if with_b:
            b[[k, best]] = b[[best, k]]
        if refuse and A[k, k] == 0:
            raise ValueError("singular")
        for i in range(k + 1, len(b)):
            multiplier = A[i, k] / A[k, k]
            A[i] -= multiplier * A[k]
            b[i] -= multiplier * b[k] * clear_b
    return back(A, b) if substitute else b


def answering(x0, null):
    """One answer and a null space from two functions, refused where there is none."""

    def answer(A, b):
        x = np.linalg.lstsq(A, b, rcond=None)[0]
        if not np.allclose(A @ x, b, atol=1e-9):
            raise ValueError("no answer")
        return x0(A, b), null(A)

    return answer


def least(A, b):
    """The shortest answer."""
    return np.linalg.lstsq(A, b, rcond=None)[0]


def pivots_first(A, b):
    """The last column read as if the pivots stood in the first columns."""
    R, pivots = row_reduce(np.column_stack([A, b]))
    if A.shape[1] in pivots:
        raise ValueError("no answer")
    x = np.zeros(A.shape[1])
    x[: len(pivots)] = R[: len(pivots), -1]
    return x, null_space(A)


def tall_not_refused(A, b):
    """Refuses only where the columns depend on one another."""
    x = least(A, b)
    if np.linalg.matrix_rank(A) < A.shape[1] and not np.allclose(A @ x, b):
        raise ValueError("no answer")
    return x, null_space(A)


def slanted(A):
    """The null space in another basis."""
    Z = null_space(A)
    return Z @ (np.tri(Z.shape[1]) + np.eye(Z.shape[1]))


def no_minus(A):
    """The special solutions with the signs of the pivots' entries lost."""
    Z = null_space_by_elimination(A)
    Z[row_reduce(A)[1]] *= -1
    return Z


def repeated(A):
    """One vector of the null space, again and again."""
    Z = null_space(A)
    return np.tile(Z[:, :1], Z.shape[1])


def frame(v):
    """v and v turned by a quarter, as columns."""
    return np.array([[v[0], -v[1]], [v[1], v[0]]])


FLIP = np.diag([1, -1])


def by_angle(v):
    """The mirror from the angle of its line."""
    t = 2 * np.arctan2(v[1], v[0])
    return np.array([[np.cos(t), np.sin(t)], [np.sin(t), -np.cos(t)]])


def by_lists(v):
    """The mirror from its four entries."""
    x, y = (float(number) for number in v)
    s = x * x + y * y
    return [[(x * x - y * y) / s, 2 * x * y / s], [2 * x * y / s, (y * y - x * x) / s]]


def unseen(W):
    """The projection on the null space."""
    return np.eye(W.shape[1]) - np.linalg.pinv(W) @ W


def nearest(W, x, y):
    """y, corrected so that it gets the answers of x."""
    return y - np.linalg.lstsq(W, W @ (y - x), rcond=None)[0]


def by_slope(v):
    """The mirror from the slope of its line, which an upright line has not."""
    m = v[1] / v[0]
    return np.array([[1 - m * m, 2 * m], [2 * m, m * m - 1]]) / (1 + m * m)


def by_integers(v):
    """The inverse kept in an array of the kind of v."""
    inverse = np.linalg.inv(frame(v)).astype(v.dtype)
    return frame(v) @ FLIP @ inverse


def by_normal_equations(W, x, y):
    """The row space's part by a solve that needs independent rows."""
    return y - W.T @ np.linalg.solve(W @ W.T, W @ (y - x))


def by_slanted_basis(W, x, y):
    """N Nᵀ with a basis that is not orthonormal."""
    Z = null_space_by_elimination(W)
    return x + Z @ (Z.T @ (y - x))
