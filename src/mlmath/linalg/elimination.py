"""Row reduction and the four subspaces: what A x = b can answer, and in how many ways."""

import numpy as np

from mlmath.linalg.svd import rank, svd
from mlmath.validation import as_matrix, as_number


def row_reduce(A, tol=1e-12):
    r"""Reduced row echelon form by Gauss-Jordan elimination with partial pivoting.

    Per pivot three moves: swap the largest entry up, divide its row by it, clear its column.

    Parameters
    ----------
    A : array_like of shape (m, n)
    tol : float
        Entries up to ``tol * max|A|`` count as zero when a pivot is sought.

    Returns
    -------
    R : ndarray of shape (m, n)
        Every pivot is 1 and alone in its column.
    pivots : list of int
        Columns that hold a pivot; the others are free.

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers, or tol is not positive.
    """
    R = as_matrix(A).astype(float)
    threshold = as_number(tol, "tol", above=0) * np.abs(R).max()
    pivots = []
    for j in range(R.shape[1]):
        i = len(pivots)
        if i == len(R):
            break
        best = i + np.argmax(np.abs(R[i:, j]))
        if np.abs(R[best, j]) <= threshold:
            R[i:, j] = 0.0
            continue
        R[[i, best]] = R[[best, i]]
        R[i] /= R[i, j]
        others = np.arange(len(R)) != i
        R[others] -= np.outer(R[others, j], R[i])
        pivots.append(j)
    return R, pivots


def null_space_by_elimination(A, tol=1e-12):
    """Basis of all x with A x = 0, one vector per free column: set it to 1, read off the pivots.

    Parameters
    ----------
    A : array_like of shape (m, n)
    tol : float
        As in `row_reduce`.

    Returns
    -------
    ndarray of shape (n, n - rank)
        One basis vector per column, in general not orthogonal.

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers, or tol is not positive.
    """
    R, pivots = row_reduce(A, tol)
    free = [j for j in range(R.shape[1]) if j not in pivots]
    basis = np.zeros((R.shape[1], len(free)))
    for k, j in enumerate(free):
        basis[j, k] = 1.0
        basis[pivots, k] = -R[: len(pivots), j]
    return basis


def four_subspaces(A, tol=None):
    r"""Orthonormal bases of the four subspaces, from the singular value decomposition.

    .. math:: \mathbb{R}^n = C(A^\top) \oplus N(A), \qquad \mathbb{R}^m = C(A) \oplus N(A^\top)

    Parameters
    ----------
    A : array_like of shape (m, n)
    tol : float, optional
        As in `rank`, whose value is called r below.

    Returns
    -------
    dict of ndarray
        ``row`` of shape (n, r), ``null`` (n, n - r), ``column`` (m, r), ``left_null`` (m, m - r).

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers.
    """
    A = as_matrix(A)
    r = rank(A, tol)
    U, _, Vt = svd(A, full=True)
    return {"row": Vt[:r].T, "null": Vt[r:].T, "column": U[:, :r], "left_null": U[:, r:]}
