"""Elimination with partial pivoting, and what follows from it: solve, inverse, determinant."""

import numpy as np

from mlmath.validation import as_array, as_matrix, as_square


def lu(A):
    r"""Factor A into triangles, rows reordered so that no multiplier exceeds 1.

    .. math:: A_{p} = L U, \qquad L_{ik} = \frac{U_{ik}}{U_{kk}}, \qquad
        U_{i} \leftarrow U_{i} - L_{ik} U_{k}

    Takes about 2/3 n**3 operations.

    Parameters
    ----------
    A : array_like of shape (n, n)
        May be singular; U then has a zero, or only rounding, on its diagonal.

    Returns
    -------
    p : ndarray of int, shape (n,)
        Order of the rows: ``A[p] == L @ U`` up to rounding.
    L : ndarray of shape (n, n)
        Lower triangular with ones on the diagonal.
    U : ndarray of shape (n, n)
        Upper triangular.

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers.

    References
    ----------
    Trefethen and Bau (1997), Numerical Linear Algebra, lecture 21.
    """
    U = as_square(A).astype(float)
    n = len(U)
    L, p = np.eye(n), np.arange(n)
    for k in range(n - 1):
        best = k + np.argmax(np.abs(U[k:, k]))
        for rows in (U, p, L[:, :k]):
            rows[[k, best]] = rows[[best, k]]
        if U[k, k] != 0:
            L[k + 1 :, k] = U[k + 1 :, k] / U[k, k]
            U[k + 1 :, k:] -= np.outer(L[k + 1 :, k], U[k, k:])
    return p, L, np.triu(U)


def forward_substitution(L, b):
    r"""Solve L x = b from the top, for L lower triangular.

    .. math:: x_i = \frac{1}{L_{ii}} \Big( b_i - \sum_{j<i} L_{ij} x_j \Big)

    Parameters
    ----------
    L : array_like of shape (n, n)
        Entries above the diagonal are not read.
    b : array_like of shape (n,) or (n, k)

    Returns
    -------
    ndarray shaped like b

    Raises
    ------
    ValueError
        If L has a zero on its diagonal, or the shapes do not fit.
    """
    L, b = _as_system(L, b, "L")
    x = np.zeros(b.shape)
    for i in range(len(L)):
        x[i] = (b[i] - L[i, :i] @ x[:i]) / L[i, i]
    return x


def back_substitution(U, b):
    r"""Solve U x = b from the bottom, for U upper triangular.

    .. math:: x_i = \frac{1}{U_{ii}} \Big( b_i - \sum_{j>i} U_{ij} x_j \Big)

    Parameters
    ----------
    U : array_like of shape (n, n)
        Entries below the diagonal are not read.
    b : array_like of shape (n,) or (n, k)

    Returns
    -------
    ndarray shaped like b

    Raises
    ------
    ValueError
        If U has a zero on its diagonal, or the shapes do not fit.
    """
    U, b = _as_system(U, b, "U")
    x = np.zeros(b.shape)
    for i in reversed(range(len(U))):
        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x


def solve(A, b):
    r"""Solve A x = b by elimination with partial pivoting.

    .. math:: A_p = L U, \qquad L y = b_p, \qquad U x = y

    Parameters
    ----------
    A : array_like of shape (n, n)
    b : array_like of shape (n,) or (n, k)
        One right-hand side, or one per column.

    Returns
    -------
    ndarray shaped like b

    Raises
    ------
    ValueError
        If A is singular, or so close to it that rounding cannot tell; or the shapes do not fit.

    References
    ----------
    Higham (2002), Accuracy and Stability of Numerical Algorithms, theorem 9.3: the computed
    factors belong to a matrix within n u |L||U| of A. If that range holds a singular matrix,
    the answer would be noise.
    """
    A = as_square(A)
    b = _as_right_side(b, len(A))
    p, L, U = lu(A)
    rounding = len(A) * np.finfo(float).eps * np.sum(np.abs(L) * np.abs(U).T, axis=1)
    if np.any(np.abs(np.diag(U)) <= rounding):
        raise ValueError(
            "A is singular to working precision: its columns depend on one another, so A x = b has "
            "no answer or many. Use a least-squares method (pseudo_inverse)"
        )
    return back_substitution(U, forward_substitution(L, b[p]))


def inverse(A):
    r"""Inverse of A, column by column: the solutions of A x = e_j.

    To solve one system, `solve` is faster and more accurate.

    .. math:: A A^{-1} = A^{-1} A = I

    Parameters
    ----------
    A : array_like of shape (n, n)

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If A is singular to working precision.
    """
    A = as_square(A)
    return solve(A, np.eye(len(A)))


def determinant(A):
    r"""Signed factor by which A scales volumes: the product of the pivots.

    .. math:: \det A = \operatorname{sign}(p) \prod_k U_{kk}

    Parameters
    ----------
    A : array_like of shape (n, n)

    Returns
    -------
    float
        Overflows for large matrices; use `log_determinant` there.

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers.
    """
    p, _, U = lu(A)
    return float(permutation_sign(p) * np.prod(np.diag(U)))


def log_determinant(A):
    r"""Sign and natural logarithm of the absolute determinant, which never overflows.

    .. math:: \log |\det A| = \sum_k \log |U_{kk}|

    Parameters
    ----------
    A : array_like of shape (n, n)

    Returns
    -------
    sign : float
        -1, 0 or 1.
    logdet : float
        In nats; minus infinity where a pivot is exactly zero.

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers.
    """
    p, _, U = lu(A)
    pivots = np.diag(U)
    if np.any(pivots == 0):
        return 0.0, -np.inf
    return float(permutation_sign(p) * np.prod(np.sign(pivots))), float(
        np.sum(np.log(np.abs(pivots)))
    )


def permutation_sign(p):
    """Return 1.0 if an even number of swaps sorts p, else -1.0: a cycle of length k needs k - 1."""
    seen, sign = set(), 1.0
    for start in range(len(p)):
        i, length = start, 0
        while i not in seen:
            seen.add(i)
            i, length = int(p[i]), length + 1
        sign *= -1.0 if length > 0 and length % 2 == 0 else 1.0
    return sign


def _as_right_side(b, n):
    b = as_array(b, "b")
    if b.ndim not in (1, 2) or len(b) != n:
        raise ValueError(f"b must have shape ({n},) or ({n}, k), got {b.shape}")
    return b


def _as_system(T, b, name):
    """Check a triangular system: square, no zero on the diagonal, b of fitting length."""
    T = as_matrix(as_square(T, name), name)
    if np.any(np.diag(T) == 0):
        k = int(np.argmax(np.diag(T) == 0))
        raise ValueError(f"{name} is singular: its diagonal entry {k} is zero")
    return T, _as_right_side(b, len(T))
