"""The nearest point on a line or in a column space."""

import numpy as np

from mlmath.linalg.norms import unit
from mlmath.linalg.qr import full_rank_qr
from mlmath.validation import as_matrix, as_vector


def project_on_line(x, a):
    r"""Nearest point to x on the line through the origin along a.

    .. math:: p = \frac{a \cdot x}{a \cdot a} \, a

    Parameters
    ----------
    x, a : array_like of shape (n,)

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If a is the zero vector, if the lengths differ, or one is no vector of finite reals.
    """
    a = as_vector(a, "a")
    x = as_vector(x, "x", length=len(a))
    e = unit(a, "a")
    return (e @ x) * e


def project_on_columns(x, A):
    r"""Nearest point to x in the column space of A, through an orthonormal basis Q of it.

    .. math:: p = A (A^\top A)^{-1} A^\top x = Q Q^\top x, \qquad A = Q R

    Parameters
    ----------
    x : array_like of shape (m,)
    A : array_like of shape (m, n)
        Its columns are linearly independent.

    Returns
    -------
    ndarray of shape (m,)

    Raises
    ------
    ValueError
        If the columns of A are linearly dependent, or the shapes do not fit.
    """
    A = as_matrix(A)
    x = as_vector(x, "x", length=len(A))
    Q, _ = full_rank_qr(A)
    return Q @ (Q.T @ x)


def projection_matrix(A):
    r"""Matrix that projects on the column space of A: symmetric, and equal to its own square.

    .. math:: P = A (A^\top A)^{-1} A^\top = Q Q^\top

    Parameters
    ----------
    A : array_like of shape (m, n)
        Its columns are linearly independent.

    Returns
    -------
    ndarray of shape (m, m)

    Raises
    ------
    ValueError
        If the columns of A are linearly dependent.
    """
    Q, _ = full_rank_qr(as_matrix(A))
    return Q @ Q.T


def leverage(A):
    r"""How strongly each observation pulls its own fitted value: the diagonal of the projection.

    .. math:: h_i = P_{ii} = \sum_j Q_{ij}^2, \qquad 0 \le h_i \le 1, \qquad \sum_i h_i = n

    Parameters
    ----------
    A : array_like of shape (m, n)
        Its columns are linearly independent.

    Returns
    -------
    ndarray of shape (m,)

    Raises
    ------
    ValueError
        If the columns of A are linearly dependent.
    """
    Q, _ = full_rank_qr(as_matrix(A))
    return np.sum(Q**2, axis=1)
