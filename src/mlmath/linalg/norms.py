"""Lengths of vectors and matrices, and the angle between two vectors."""

import numpy as np

from mlmath.validation import as_array, as_matrix, as_vector


def norm1(x):
    r"""Sum of absolute values, the way along the streets.

    .. math:: \|x\|_1 = \sum_i |x_i|

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.
    """
    return np.abs(as_vector(x)).sum()


def norm2(x):
    r"""Euclidean length, without overflow or underflow on the way.

    .. math:: \|x\|_2 = \sqrt{\textstyle\sum_i x_i^2}

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.
    """
    return _root_of_squares(as_vector(x))


def norm_inf(x):
    r"""Largest absolute value.

    .. math:: \|x\|_\infty = \max_i |x_i|

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.
    """
    return np.abs(as_vector(x)).max()


def frobenius_norm(A):
    r"""Length of a matrix read as one long vector.

    .. math:: \|A\|_F = \sqrt{\textstyle\sum_{ij} A_{ij}^2}

    Parameters
    ----------
    A : array_like of shape (m, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If A is not a non-empty matrix of finite real numbers.
    """
    return _root_of_squares(as_matrix(A))


def operator_norm1(A):
    r"""Largest column sum: how much A can stretch a vector's 1-norm.

    .. math:: \|A\|_1 = \max_j \sum_i |A_{ij}|

    Parameters
    ----------
    A : array_like of shape (m, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If A is not a non-empty matrix of finite real numbers.
    """
    return np.abs(as_matrix(A)).sum(axis=0).max()


def operator_norm_inf(A):
    r"""Largest row sum: how much A can stretch a vector's infinity norm.

    .. math:: \|A\|_\infty = \max_i \sum_j |A_{ij}|

    Parameters
    ----------
    A : array_like of shape (m, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If A is not a non-empty matrix of finite real numbers.
    """
    return np.abs(as_matrix(A)).sum(axis=1).max()


def cosine_similarity(x, y):
    r"""Cosine of the angle between x and y, between -1 and 1.

    .. math:: \cos \theta = \frac{x \cdot y}{\|x\|_2 \, \|y\|_2}

    Parameters
    ----------
    x, y : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x or y is the zero vector, if their lengths differ, or one is no vector of finite reals.
    """
    x = as_vector(x, "x")
    y = as_vector(y, "y", length=len(x))
    return float(np.clip(unit(x, "x") @ unit(y, "y"), -1.0, 1.0))


def angle(x, y):
    r"""Angle between x and y in radians, from 0 to pi, accurate for the smallest angles too.

    .. math:: \theta = 2 \arctan \frac{\|\hat x - \hat y\|_2}{\|\hat x + \hat y\|_2}, \qquad
        \hat x = \frac{x}{\|x\|_2}

    It equals the arccosine of `cosine_similarity`, which loses half the digits near 0.

    Parameters
    ----------
    x, y : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x or y is the zero vector, if their lengths differ, or one is no vector of finite reals.

    References
    ----------
    Kahan (2006), How futile are mindless assessments of roundoff, section 12.
    """
    x = as_vector(x, "x")
    y = as_vector(y, "y", length=len(x))
    x, y = unit(x, "x"), unit(y, "y")
    return float(2 * np.arctan2(norm2(x - y), norm2(x + y)))


def unit(x, name="x"):
    """Return x divided by its Euclidean length; ValueError if x is zero."""
    x = as_vector(x, name)
    largest = np.abs(x).max()
    if largest == 0:
        raise ValueError(f"{name} is the zero vector: it has no direction")
    x = x / largest  # so that no square over- or underflows
    return x / np.sqrt(x @ x)


def _root_of_squares(x):
    """Square root of the sum of squares, scaled so that no square over- or underflows."""
    largest = np.abs(as_array(x)).max()
    return largest * np.sqrt(np.sum((x / largest) ** 2)) if largest > 0 else largest
