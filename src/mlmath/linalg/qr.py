"""A = QR in three ways: equal on paper, different in what rounding leaves of them."""

import numpy as np

from mlmath.linalg.norms import norm2
from mlmath.validation import as_matrix


def gram_schmidt(A):
    r"""QR by classical Gram-Schmidt: from each column take its shadow on all earlier directions.

    .. math:: v_j = a_j - \sum_{i<j} (q_i \cdot a_j) \, q_i, \qquad q_j = v_j / \|v_j\|_2

    Loses orthogonality as the square of the condition number.

    Parameters
    ----------
    A : array_like of shape (m, n)
        Tall or square, with linearly independent columns.

    Returns
    -------
    Q : ndarray of shape (m, n)
        Orthonormal columns.
    R : ndarray of shape (n, n)
        Upper triangular with a positive diagonal; A = Q R.

    Raises
    ------
    ValueError
        If A is wide, or a column is a combination of the earlier ones.

    References
    ----------
    Trefethen and Bau (1997), Numerical Linear Algebra, lecture 8.
    """
    A = _as_tall(A)
    Q, R = np.zeros(A.shape), np.zeros((A.shape[1], A.shape[1]))
    for j, a in enumerate(A.T):
        R[:j, j] = Q[:, :j].T @ a
        v = a - Q[:, :j] @ R[:j, j]
        R[j, j] = _length(v, a, j)
        Q[:, j] = v / R[j, j]
    return Q, R


def modified_gram_schmidt(A):
    r"""QR by modified Gram-Schmidt: each new direction is taken out of all later columns at once.

    .. math:: q_i = v_i / \|v_i\|_2, \qquad v_j \leftarrow v_j - (q_i \cdot v_j) \, q_i
        \quad\text{for all } j > i

    Loses orthogonality as the condition number, not as its square.

    Parameters
    ----------
    A : array_like of shape (m, n)
        Tall or square, with linearly independent columns.

    Returns
    -------
    Q : ndarray of shape (m, n)
        Orthonormal columns.
    R : ndarray of shape (n, n)
        Upper triangular with a positive diagonal; A = Q R.

    Raises
    ------
    ValueError
        If A is wide, or a column is a combination of the earlier ones.

    References
    ----------
    Björck (1967), Solving linear least squares problems by Gram-Schmidt orthogonalization.
    """
    A = _as_tall(A)
    V, R = A.astype(float), np.zeros((A.shape[1], A.shape[1]))
    for i in range(A.shape[1]):
        R[i, i] = _length(V[:, i], A[:, i], i)
        V[:, i] /= R[i, i]
        R[i, i + 1 :] = V[:, i] @ V[:, i + 1 :]
        V[:, i + 1 :] -= np.outer(V[:, i], R[i, i + 1 :])
    return V, R


def householder(A, full=False):
    r"""QR by Householder reflections: mirror each column onto an axis.

    .. math:: H = I - 2 \, v v^\top, \qquad v = \frac{x + \operatorname{sign}(x_1) \|x\|_2 \, e_1}
        {\| x + \operatorname{sign}(x_1) \|x\|_2 \, e_1 \|_2}, \qquad H_n \cdots H_1 A = R

    Q is orthonormal to rounding whatever the condition of A; dependent columns are allowed.

    Parameters
    ----------
    A : array_like of shape (m, n)
        Tall or square.
    full : bool
        Whether Q gets all m columns.

    Returns
    -------
    Q : ndarray of shape (m, n), or (m, m) if full
        Orthonormal columns.
    R : ndarray of shape (n, n), or (m, n) if full
        Upper triangular; A = Q R.

    Raises
    ------
    ValueError
        If A is wide.

    References
    ----------
    Trefethen and Bau (1997), Numerical Linear Algebra, lecture 10.
    """
    R = _as_tall(A).astype(float)
    m, n = R.shape
    mirrors = []
    for k in range(n):
        v = R[k:, k].copy()
        v[0] += np.copysign(norm2(v), v[0])
        length = norm2(v)
        v = v / length if length > 0 else v
        R[k:, k:] -= 2 * np.outer(v, v @ R[k:, k:])
        mirrors.append(v)
    Q = np.eye(m, m if full else n)
    for k, v in reversed(list(enumerate(mirrors))):
        Q[k:] -= 2 * np.outer(v, v @ Q[k:])
    return Q, np.triu(R if full else R[:n])


def full_rank_qr(A):
    """QR by `householder`; ValueError if rounding cannot tell A from one with dependent columns."""
    Q, R = householder(A)
    smallest = np.abs(np.diag(R))
    threshold = len(A) * np.finfo(float).eps * np.array([norm2(r) for r in R.T])
    if np.any(smallest <= threshold):
        j = int(np.argmax(smallest <= threshold))
        raise ValueError(
            f"column {j} of A is a combination of the earlier columns: drop it, or use a method "
            "that allows dependent columns (pseudo_inverse)"
        )
    return Q, R


def _as_tall(A):
    A = as_matrix(A)
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A must have at least as many rows as columns, got shape {A.shape}")
    return A


def _length(v, a, j):
    """Length of what is left of column j; ValueError if that is only rounding."""
    length = norm2(v)
    if length <= np.finfo(float).eps * norm2(a):
        raise ValueError(f"column {j} of A is a combination of the earlier columns: drop it")
    return length
