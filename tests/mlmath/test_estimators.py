"""scikit-learn's own check of every estimator, and what all of ours promise."""

import numpy as np
import pytest
from sklearn import decomposition, linear_model
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.utils.estimator_checks import check_estimator

from mlmath.classification import Perceptron
from mlmath.decomposition import PCA
from mlmath.regression import LinearRegression, PolynomialRegression, Ridge

TWINS = [
    (LinearRegression(), linear_model.LinearRegression()),
    (Ridge(), linear_model.Ridge()),
    (PolynomialRegression(), make_pipeline(PolynomialFeatures(), linear_model.LinearRegression())),
    (PCA(), decomposition.PCA()),
    (Perceptron(), linear_model.Perceptron()),
]
IDS = [type(ours).__name__ for ours, _ in TWINS]


def failures(estimator):
    """Names of the checks that fail, and how many passed."""
    results = check_estimator(estimator, on_fail=None, on_skip=None)
    failed = {r["check_name"] for r in results if r["status"] == "failed"}
    return failed, sum(r["status"] == "passed" for r in results)


@pytest.mark.filterwarnings("ignore")  # scikit-learn's checks provoke warnings on purpose
@pytest.mark.parametrize(("ours", "twin"), TWINS, ids=IDS)
def test_scikit_learn_finds_no_fault_that_its_own_estimator_has_not(ours, twin):
    failed, passed = failures(ours)
    if failed:
        assert failed <= failures(twin)[0]
    assert passed >= 45


def rows(rng, n=30, d=4):
    X = rng.standard_normal((n, d))
    return X, (X[:, 0] + 0.3 * X[:, 1] > 0.1).astype(int)


def result(estimator, X):
    return estimator.transform(X) if hasattr(estimator, "transform") else estimator.predict(X)


@pytest.mark.parametrize("estimator", [ours for ours, _ in TWINS], ids=IDS)
def test_read_only_and_strided_input_gives_the_same_and_stays_as_it_was(estimator, rng):
    X, y = rows(rng)
    expected = result(clone(estimator).fit(X, y), X)
    wide = np.zeros((60, 8))
    wide[::2, ::2] = X
    strided, labels = wide[::2, ::2], y.copy()
    strided.setflags(write=False)
    labels.setflags(write=False)
    before = wide.copy()
    np.testing.assert_allclose(result(clone(estimator).fit(strided, labels), strided), expected)
    np.testing.assert_array_equal(wide, before)
    fortran = np.asfortranarray(X)
    np.testing.assert_allclose(result(clone(estimator).fit(fortran, y), fortran), expected)


@pytest.mark.parametrize("estimator", [ours for ours, _ in TWINS], ids=IDS)
def test_integers_are_not_truncated(estimator, rng):
    X = rng.integers(-5, 6, (20, 3))
    y = (X[:, 0] > 0).astype(int)
    whole = result(clone(estimator).fit(X, y), X)
    np.testing.assert_allclose(whole, result(clone(estimator).fit(X.astype(float), y), X))
    if not isinstance(estimator, Perceptron):
        assert whole.dtype == np.float64


@pytest.mark.parametrize("estimator", [ours for ours, _ in TWINS], ids=IDS)
def test_float32_is_computed_in_float64(estimator, rng):
    X, y = rows(rng)
    X = X.astype(np.float32)
    narrow = result(clone(estimator).fit(X, y), X)
    np.testing.assert_array_equal(narrow, result(clone(estimator).fit(X.astype(float), y), X))


@pytest.mark.parametrize("estimator", [ours for ours, _ in TWINS], ids=IDS)
def test_fitting_again_forgets_the_first_fit(estimator, rng):
    X, y = rows(rng)
    Z, labels = rows(rng, 25, 3)
    twice = clone(estimator).fit(X, y).fit(Z, labels)
    np.testing.assert_array_equal(result(twice, Z), result(clone(estimator).fit(Z, labels), Z))


def test_not_fitted_is_a_value_error():
    assert issubclass(NotFittedError, ValueError)
