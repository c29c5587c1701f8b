"""The x whose A x comes nearest to b, by three routes, and the same with a penalty."""

import numpy as np

from mlmath.linalg.cholesky import solve_positive_definite
from mlmath.linalg.lu import back_substitution
from mlmath.linalg.qr import full_rank_qr
from mlmath.linalg.svd import pseudo_inverse
from mlmath.validation import as_matrix, as_number, as_vector


def least_squares_normal(A, b):
    r"""Least squares by the normal equations: fast, but it squares the condition number.

    .. math:: A^\top A \, x = A^\top b

    Parameters
    ----------
    A : array_like of shape (m, n)
        Tall, with linearly independent columns.
    b : array_like of shape (m,)

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If rounding cannot tell A.T A from a singular matrix, or the shapes do not fit.
    """
    A, b = _as_tall_system(A, b)
    try:
        return solve_positive_definite(A.T @ A, A.T @ b)
    except ValueError as error:
        raise ValueError(
            "A.T @ A is not positive definite: the columns of A are dependent, or so close to it "
            "that squaring lost the difference. Try least_squares_qr"
        ) from error


def least_squares_qr(A, b):
    r"""Least squares by Householder QR.

    .. math:: A = Q R, \qquad R x = Q^\top b

    Parameters
    ----------
    A : array_like of shape (m, n)
        Tall, with linearly independent columns.
    b : array_like of shape (m,)

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If the columns of A are dependent to working precision, or the shapes do not fit.
    """
    A, b = _as_tall_system(A, b)
    Q, R = full_rank_qr(A)
    return back_substitution(R, Q.T @ b)


def least_squares_svd(A, b):
    r"""Shortest of all least-squares solutions, for any shape and rank.

    .. math:: x = A^{+} b = \sum_{\sigma_i > 0} \frac{u_i \cdot b}{\sigma_i} v_i

    Parameters
    ----------
    A : array_like of shape (m, n)
    b : array_like of shape (m,)

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If the shapes do not fit, or an entry is not a finite real number.

    References
    ----------
    Book: eq-svd-least-squares.
    """
    A = as_matrix(A)
    return pseudo_inverse(A) @ as_vector(b, "b", length=len(A))


def ridge(A, b, penalty):
    r"""Least squares with a price on long solutions, as plain least squares on a taller matrix.

    .. math:: \min_x \|A x - b\|_2^2 + \lambda \|x\|_2^2 = \min_x \left\|
        \begin{bmatrix} A \\ \sqrt{\lambda} I \end{bmatrix} x -
        \begin{bmatrix} b \\ 0 \end{bmatrix} \right\|_2^2

    Parameters
    ----------
    A : array_like of shape (m, n)
    b : array_like of shape (m,)
    penalty : float
        Lambda, greater than 0, in the squared unit of A.

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If the penalty is not positive, or the shapes do not fit.

    References
    ----------
    Book: eq-svd-filter.
    """
    A = as_matrix(A)
    b = as_vector(b, "b", length=len(A))
    n = A.shape[1]
    root = np.sqrt(as_number(penalty, "penalty", above=0))
    return least_squares_qr(np.vstack([A, root * np.eye(n)]), np.append(b, np.zeros(n)))


def _as_tall_system(A, b):
    A = as_matrix(A)
    if A.shape[0] < A.shape[1]:
        raise ValueError(
            f"A of shape {A.shape} has fewer equations than unknowns, so many x fit exactly: "
            "use least_squares_svd for the shortest"
        )
    return A, as_vector(b, "b", length=len(A))
