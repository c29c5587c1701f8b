"""Principal component analysis with scikit-learn's interface."""

from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mlmath.linalg.eigen import fix_sign
from mlmath.validation import as_count, as_matrix, as_number


def _principal_axes(X):
    """Return the variances of centred data, largest first, and their axes as rows.

    With many rows by the eigenvectors of the covariance, which is faster and gives small
    variances half as many digits; otherwise by the singular vectors of X.

    References
    ----------
    Book: eq-pca-svd.
    """
    N, D = X.shape
    if N >= 10 * D:
        variances, V = np.linalg.eigh(X.T @ X / (N - 1))
        return np.maximum(variances[::-1], 0.0), fix_sign(V[:, ::-1]).T
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return s**2 / (N - 1), fix_sign(Vt.T).T


class PCA(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""The few directions along which data vary most.

    The rows of V_K are the first K eigenvectors of the sample covariance,

    .. math:: \frac{1}{N-1} \sum_i (x_i - \bar x)(x_i - \bar x)^\top v_k = \lambda_k v_k, \qquad
        z = V_K (x - \bar x), \qquad \hat x = V_K^\top z + \bar x .

    Parameters
    ----------
    n_components : int, float or None
        How many directions: an integer K; a share of the variance between 0 and 1, of which
        the fewest directions that exceed it are kept; or None for min(N, D).
    whiten : bool
        Whether each coordinate is divided by its standard deviation.

    Attributes
    ----------
    components_ : ndarray of shape (K, D)
        Orthonormal rows; the largest entry of each is positive.
    explained_variance_ : ndarray of shape (K,)
        Eigenvalues of the sample covariance (N - 1 in its denominator).
    explained_variance_ratio_ : ndarray of shape (K,)
        Their share of the whole variance.
    singular_values_ : ndarray of shape (K,)
        Of the centred data.
    mean_ : ndarray of shape (D,)
    n_components_ : int
        K.
    noise_variance_ : float
        Mean of the variances left out, 0 if none.

    References
    ----------
    Pearson (1901); Hotelling (1933).
    Book: eq-pca-covariance, eq-pca-reconstruction, eq-pca-error, eq-pca-whitening.
    """

    def __init__(self, n_components=None, *, whiten=False):
        self.n_components = n_components
        self.whiten = whiten

    def fit(self, X, y=None):
        """Find the directions.

        Parameters
        ----------
        X : array_like of shape (N, D)
            At least two rows.
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If X is ragged, complex, not finite, not a matrix, or without variance; if
            n_components lies outside its range; if a direction without variance is to be whitened.
        """
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        self.mean_ = X.mean(axis=0)
        variances, axes = _principal_axes(X - self.mean_)
        if variances[0] == 0:
            raise ValueError("all rows of X are equal: there is no direction of variance to find")
        ratios = variances / variances.sum()
        K = self._number_of_components(ratios)
        if self.whiten and ratios[K - 1] <= max(X.shape) * np.finfo(np.float64).eps * ratios[0]:
            raise ValueError(
                f"component {K} has no variance and cannot be whitened:"
                " choose a smaller n_components or whiten=False"
            )
        self.n_components_, self.components_ = K, np.ascontiguousarray(axes[:K])
        self.explained_variance_, self.explained_variance_ratio_ = variances[:K], ratios[:K]
        self.singular_values_ = np.sqrt(variances[:K] * (len(X) - 1))
        self.noise_variance_ = variances[K:].mean() if len(variances) > K else 0.0
        return self

    def _number_of_components(self, ratios):
        wanted, most = self.n_components, len(ratios)
        if wanted is None:
            return most
        if isinstance(wanted, Integral):
            if as_count(wanted, "n_components") > most:
                raise ValueError(f"n_components must be at most min(N, D) = {most}, got {wanted!r}")
            return int(wanted)
        share = as_number(wanted, "n_components (as a share of the variance)", above=0, below=1)
        return min(int(np.searchsorted(ratios.cumsum(), share, side="right")) + 1, most)

    @property
    def _n_features_out(self):
        return self.n_components_

    @property
    def _scale(self):
        return np.sqrt(self.explained_variance_) if self.whiten else 1.0

    def transform(self, X):
        """Return the coordinates along the components.

        Parameters
        ----------
        X : array_like of shape (N, D)

        Returns
        -------
        ndarray of shape (N, K)

        Raises
        ------
        ValueError
            If the model is not fitted (NotFittedError), or X is no finite matrix with D columns.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        Z = X @ self.components_.T
        Z -= self.mean_ @ self.components_.T  # a centred copy of X costs more than the product
        Z /= self._scale
        return Z

    def inverse_transform(self, Z):
        """Return the points in the plane of the components that have these coordinates.

        Parameters
        ----------
        Z : array_like of shape (N, K)

        Returns
        -------
        ndarray of shape (N, D)

        Raises
        ------
        ValueError
            If the model is not fitted (NotFittedError), or Z is no finite matrix with K columns.
        """
        check_is_fitted(self)
        Z = as_matrix(Z, "Z", shape=(None, self.n_components_))
        return (Z * self._scale) @ self.components_ + self.mean_
