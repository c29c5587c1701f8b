"""The square root of a positive definite matrix, as a triangle."""

import numpy as np

from mlmath.linalg.lu import back_substitution, forward_substitution
from mlmath.validation import as_symmetric


def cholesky(A):
    r"""Factor a symmetric positive definite matrix into a triangle times its mirror image.

    .. math:: A = L L^\top, \qquad L_{jj} = \sqrt{A_{jj} - \sum_{k<j} L_{jk}^2}, \qquad
        L_{ij} = \frac{1}{L_{jj}} \Big( A_{ij} - \sum_{k<j} L_{ik} L_{jk} \Big)

    Takes about 1/3 n**3 operations, half of elimination, and needs no pivots.

    Parameters
    ----------
    A : array_like of shape (n, n)

    Returns
    -------
    ndarray of shape (n, n)
        Lower triangular with a positive diagonal.

    Raises
    ------
    ValueError
        If A is not symmetric, or not positive definite: then a square root does not exist.

    References
    ----------
    Trefethen and Bau (1997), Numerical Linear Algebra, lecture 23.
    Book: eq-symmetric-cholesky, eq-symmetric-ldl.
    """
    A = as_symmetric(A)
    L = np.zeros(A.shape)
    for j in range(len(A)):
        below = A[j:, j] - L[j:, :j] @ L[j, :j]
        if below[0] <= 0:
            raise ValueError(
                f"A is not positive definite: the square of L[{j}, {j}] would be {below[0]:.3g}. "
                "A covariance with dependent features needs a small multiple of I added"
            )
        L[j:, j] = below / np.sqrt(below[0])
    return L


def solve_positive_definite(A, b):
    r"""Solve A x = b for symmetric positive definite A.

    .. math:: A = L L^\top, \qquad L y = b, \qquad L^\top x = y

    Parameters
    ----------
    A : array_like of shape (n, n)
    b : array_like of shape (n,) or (n, k)

    Returns
    -------
    ndarray shaped like b

    Raises
    ------
    ValueError
        If A is not symmetric or not positive definite, or the shapes do not fit.
    """
    L = cholesky(A)
    return back_substitution(L.T, forward_substitution(L, b))
