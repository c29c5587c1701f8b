"""Polynomial features: a straight fit in more columns is a bent one in the first."""

from itertools import chain, combinations_with_replacement

import numpy as np

from mlmath.validation import as_count, as_matrix


def polynomial_features(X, degree, bias=True):
    r"""Return all products of at most `degree` columns of X.

    For two columns and degree 2

    .. math:: (x_1, x_2) \mapsto (1,\ x_1,\ x_2,\ x_1^2,\ x_1 x_2,\ x_2^2) .

    Parameters
    ----------
    X : array_like of shape (N, D)
    degree : int
        At least 1.
    bias : bool
        Whether the column of ones comes first.

    Returns
    -------
    ndarray of shape (N, C)
        C is the binomial coefficient of D + degree over degree, without bias one less.

    Raises
    ------
    ValueError
        If X is not a finite matrix or degree is not an integer of at least 1.
    """
    X, degree = as_matrix(X, "X"), as_count(degree, "degree")
    powers = range(0 if bias else 1, degree + 1)
    columns = chain.from_iterable(
        combinations_with_replacement(range(X.shape[1]), d) for d in powers
    )
    return np.column_stack([X[:, list(chosen)].prod(axis=1) for chosen in columns])
