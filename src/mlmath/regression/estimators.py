"""Linear, ridge and polynomial regression with scikit-learn's interface."""

import numpy as np
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mlmath.regression.least_squares import require_penalty, shrunken_inverse
from mlmath.regression.polynomial import polynomial_features


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
            w = self._solve(X - x_mean, y - y_mean)
            self.intercept_ = y_mean - x_mean @ w
        else:
            w, self.intercept_ = self._solve(X, y), 0.0
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

    def _solve(self, X, y):
        w, _, self.rank_, self.singular_ = np.linalg.lstsq(X, y, rcond=None)
        return w


class LinearRegression(_LinearModel):
    r"""Least squares with an intercept; of several best answers the shortest.

    .. math:: \min_{w, b} \sum_i (w^\top x_i + b - y_i)^2

    The columns are centred first, so the intercept costs nothing:
    :math:`b = \bar y - \bar x^\top w`. A singular value below N or D roundings of the largest
    counts as zero (scikit-learn 1.9 cuts at a millionth and so loses nearly dependent columns).

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
    singular_ : ndarray of shape (min(N, D),)
        Its singular values.
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

    def _solve(self, X, y):
        return shrunken_inverse(X, require_penalty(self.alpha)) @ y


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
    singular_ : ndarray of shape (min(N, C),)
    """

    def __init__(self, degree=2):
        self.degree = degree

    def _features(self, X):
        return polynomial_features(X, self.degree, bias=False)
