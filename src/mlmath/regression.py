"""Linear, ridge and polynomial regression with scikit-learn's interface, and what a fit leaves."""

from itertools import chain, combinations_with_replacement

import numpy as np
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mlmath.validation import as_count, as_matrix, as_number, as_vector

EPS = np.finfo(np.float64).eps


class _LinearModel(MultiOutputMixin, RegressorMixin, BaseEstimator):
    """What the three share: centring, the intercept, prediction."""

    fit_intercept = True

    def fit(self, X, y):
        """Fit the weights.

        Parameters
        ----------
        X : array_like of shape (N, D)
        y : array_like of shape (N,) or (N, K)

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If an array is ragged, empty, complex, not finite or of a wrong shape, or a
            parameter lies outside its range.
        """
        X, y = validate_data(
            self, X, y, dtype=np.float64, y_numeric=True, multi_output=True, order="C"
        )
        X, y = self._features(X), y.astype(np.float64, copy=False)
        if self.fit_intercept:
            x_mean, y_mean = X.mean(axis=0), y.mean(axis=0)
            w = self._solve(X - x_mean, y - y_mean, np.abs(X).max(axis=0))
            self.intercept_ = y_mean - x_mean @ w
        else:
            w, self.intercept_ = self._solve(X, y, np.abs(X).max(axis=0)), 0.0
        self.coef_ = w.T
        return self

    def predict(self, X):
        """Return Xw + b.

        Parameters
        ----------
        X : array_like of shape (N, D)

        Returns
        -------
        ndarray of shape (N,) or (N, K)

        Raises
        ------
        ValueError
            If the model is not fitted (NotFittedError), or X is no finite matrix with D columns.
        """
        check_is_fitted(self)
        X = self._features(validate_data(self, X, dtype=np.float64, reset=False))
        return X @ self.coef_.T + self.intercept_

    def _features(self, X):
        return X

    def _solve(self, X, y, units):
        """Solve with all columns in one unit; if they are dependent, for the shortest w.

        `units` are the largest entries of the columns before centring: what centring leaves of a
        constant column is rounding, and small in that unit.
        """
        units = np.where(units > 0, units, 1.0)
        w, _, self.rank_, _ = np.linalg.lstsq(X / units, y, rcond=None)
        if self.rank_ == X.shape[1]:
            return (w.T / units).T
        w, _, self.rank_, _ = np.linalg.lstsq(X, y, rcond=None)
        return w


class LinearRegression(_LinearModel):
    r"""Least squares with an intercept; of several best answers the shortest.

    .. math:: \min_{w, b} \sum_i (w^\top x_i + b - y_i)^2

    The columns are centred first, so the intercept costs nothing:
    :math:`b = \bar y - \bar x^\top w`. Whether columns are dependent is judged with all of
    them in one unit, so a column of small numbers is not lost (scikit-learn 1.9 drops every
    singular value below a millionth of the largest).

    Parameters
    ----------
    fit_intercept : bool
        Whether b is fitted; otherwise it is 0 and nothing is centred.

    Attributes
    ----------
    coef_ : ndarray of shape (D,) or (K, D)
    intercept_ : float or ndarray of shape (K,)
    rank_ : int
        Rank of the (centred) X.
    """

    def __init__(self, *, fit_intercept=True):
        self.fit_intercept = fit_intercept


class Ridge(_LinearModel):
    r"""Least squares with a price on long weights.

    .. math:: \min_{w, b} \sum_i (w^\top x_i + b - y_i)^2 + \alpha \lVert w \rVert^2

    Along the singular direction i of the centred X the plain answer is shrunk by
    :math:`\sigma_i^2 / (\sigma_i^2 + \alpha)`.

    Parameters
    ----------
    alpha : float
        Weight of the penalty, at least 0; the intercept is not penalised.
    fit_intercept : bool
        Whether b is fitted; otherwise it is 0 and nothing is centred.

    Attributes
    ----------
    coef_ : ndarray of shape (D,) or (K, D)
    intercept_ : float or ndarray of shape (K,)

    References
    ----------
    Hoerl and Kennard (1970), "Ridge regression".
    """

    def __init__(self, alpha=1.0, *, fit_intercept=True):
        self.alpha = alpha
        self.fit_intercept = fit_intercept

    def _solve(self, X, y, units):
        alpha = as_number(self.alpha, "alpha")
        if alpha < 0:
            raise ValueError(f"alpha must be at least 0, got {self.alpha!r}: it is a penalty")
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        kept = s > max(X.shape) * EPS * s[0]
        U, s, Vt = U[:, kept], s[kept], Vt[kept]
        return (Vt.T * (s / (s**2 + alpha))) @ (U.T @ y)


class PolynomialRegression(_LinearModel):
    r"""Least squares in all products of at most `degree` features.

    .. math:: \hat y = b + \sum_{1 \le |k| \le d} w_k\, x_1^{k_1} \cdots x_D^{k_D}

    Parameters
    ----------
    degree : int
        At least 1.

    Attributes
    ----------
    coef_ : ndarray of shape (C,) or (K, C)
        One weight per product, in the order of `polynomial_features` without its ones.
    intercept_ : float or ndarray of shape (K,)
    rank_ : int
    """

    def __init__(self, degree=2):
        self.degree = degree

    def _features(self, X):
        return polynomial_features(X, self.degree, bias=False)


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


def residuals(X, y, w):
    r"""Return what the fit leaves over.

    .. math:: r = y - Xw

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)
    w : array_like of shape (D,)

    Returns
    -------
    ndarray of shape (N,)

    Raises
    ------
    ValueError
        If the shapes do not fit or a number is not finite.
    """
    X = as_matrix(X, "X")
    y = as_vector(y, "y", length=len(X))
    return y - X @ as_vector(w, "w", length=X.shape[1])


def r_squared(y, prediction):
    r"""Return the share of the variance of y that the prediction explains, at most 1.

    .. math:: R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}

    Parameters
    ----------
    y, prediction : array_like of shape (N,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the lengths differ, a number is not finite, or y is constant.
    """
    y = as_vector(y, "y")
    prediction = as_vector(prediction, "prediction", length=len(y))
    if (y == y[0]).all():
        raise ValueError("y is constant: there is no variance to explain, R² is not defined")
    return float(1 - ((y - prediction) ** 2).sum() / ((y - y.mean()) ** 2).sum())
