"""Estimators beside scikit-learn's: fit and use, in float64.

`pca-2000` is a case that ours loses: there scikit-learn draws a random subspace, ours is exact.
"""

from functools import partial

import numpy as np

from benchmarks.harness import compare
from mlmath.datasets.shipped import load_digits
from mlmath.decomposition import PCA
from mlmath.regression import LinearRegression


def rows():
    for name, data in {"pca": digits, "pca-2000": square_data}.items():
        peers = {"sklearn": partial(sklearn_pca, data)}
        yield from compare(name, partial(our_pca, data), peers, partial(gram, data), rtol=0.02)
    yield from compare("linear", our_linear, {"sklearn": sklearn_linear})


def digits():
    return load_digits().data


def square_data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((2000, 400)) * np.linspace(1, 20, 400) ** 2


def table():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((10_000, 50))
    return X, X @ rng.standard_normal(50) + rng.standard_normal(10_000)


def reduce(make, X):
    """Fit ten components, and return the variance of the first coordinate."""
    return make(10).fit(X).transform(X)[:, 0].var()


def our_pca(data):
    return partial(reduce, PCA, data())


def sklearn_pca(data):
    from sklearn.decomposition import PCA as TheirPCA

    return partial(reduce, partial(TheirPCA, random_state=0), data())


def gram(data):
    """Multiply as much as the covariance and the projection need, and no more."""
    X = data()
    V = np.ones((X.shape[1], 10))

    def step():
        X.T @ X, X @ V

    return step


def predict(make, X, y):
    """Fit, and return the mean size of the predictions."""
    return np.abs(make().fit(X, y).predict(X)).mean()


def our_linear():
    return partial(predict, LinearRegression, *table())


def sklearn_linear():
    from sklearn.linear_model import LinearRegression as TheirLinearRegression

    return partial(predict, TheirLinearRegression, *table())
