"""Regressions against scikit-learn, SciPy, `mlmath.linalg` and their defining equations."""

from itertools import product
from math import comb

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import linear_model
from sklearn.base import clone
from sklearn.metrics import r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

from mlmath.datasets.shipped import load_diabetes
from mlmath.linalg.least_squares import (
    least_squares_normal,
    least_squares_qr,
    least_squares_svd,
    ridge,
)
from mlmath.linalg.projection import leverage
from mlmath.regression import (
    LinearRegression,
    PolynomialRegression,
    Ridge,
    polynomial_features,
    r_squared,
    residuals,
)

TOL = {"rtol": 1e-8, "atol": 1e-8}


def draw(rng, n, d, outputs=None, rank=None):
    X = rng.standard_normal((n, d)) + 3.0
    if rank is not None:
        X = rng.standard_normal((n, rank)) @ rng.standard_normal((rank, d))
    return X, rng.standard_normal(n if outputs is None else (n, outputs))


EDGES = {
    "tall": {"n": 30, "d": 4},
    "wide": {"n": 5, "d": 9},
    "square": {"n": 6, "d": 6},
    "one feature": {"n": 12, "d": 1},
    "two points": {"n": 2, "d": 1},
    "two outputs": {"n": 20, "d": 3, "outputs": 2},
    "one output as a matrix": {"n": 20, "d": 3, "outputs": 1},
    "wide with outputs": {"n": 4, "d": 7, "outputs": 3},
    "dependent columns": {"n": 20, "d": 5, "rank": 2},
    "dependent with outputs": {"n": 20, "d": 5, "outputs": 2, "rank": 3},
}
edges = pytest.mark.parametrize("shape", EDGES.values(), ids=EDGES.keys())
intercepts = pytest.mark.parametrize("fit_intercept", [True, False])


def assert_same(ours, twin, X):
    # scikit-learn's Ridge drops the axis of a single output, its LinearRegression does not
    single = isinstance(twin, linear_model.Ridge) and ours.coef_.shape == (1, X.shape[1])
    for a, b in [
        (ours.coef_, twin.coef_),
        (ours.intercept_, twin.intercept_),
        (ours.predict(X), twin.predict(X)),
    ]:
        assert single or np.shape(a) == np.shape(b)
        np.testing.assert_allclose(np.ravel(a), np.ravel(b), **TOL)


@edges
@intercepts
def test_linear_equals_its_twin(shape, fit_intercept, rng):
    X, y = draw(rng, **shape)
    ours = LinearRegression(fit_intercept=fit_intercept).fit(X, y)
    twin = linear_model.LinearRegression(fit_intercept=fit_intercept).fit(X, y)
    assert_same(ours, twin, X)
    assert ours.rank_ == twin.rank_
    assert ours.score(X, y) == pytest.approx(twin.score(X, y), abs=1e-8)


@edges
@intercepts
@pytest.mark.parametrize("alpha", [1e-3, 1.0, 100.0])
def test_ridge_equals_its_twin(shape, fit_intercept, alpha, rng):
    X, y = draw(rng, **shape)
    ours = Ridge(alpha, fit_intercept=fit_intercept).fit(X, y)
    twin = linear_model.Ridge(alpha=alpha, fit_intercept=fit_intercept).fit(X, y)
    assert_same(ours, twin, X)


@edges
@intercepts
def test_ridge_without_penalty_is_linear(shape, fit_intercept, rng):
    X, y = draw(rng, **shape)
    ours = Ridge(0, fit_intercept=fit_intercept).fit(X, y)
    assert_same(ours, LinearRegression(fit_intercept=fit_intercept).fit(X, y), X)
    if shape["n"] > shape["d"] and "rank" not in shape:
        twin = linear_model.Ridge(alpha=0, fit_intercept=fit_intercept).fit(X, y)
        assert_same(ours, twin, X)


@intercepts
def test_the_order_of_the_points_does_not_matter(fit_intercept, rng):
    X, y = draw(rng, 25, 4, outputs=2)
    order = rng.permutation(25)
    for model in (LinearRegression, Ridge):
        first = model(fit_intercept=fit_intercept).fit(X, y)
        second = model(fit_intercept=fit_intercept).fit(X[order], y[order])
        np.testing.assert_allclose(first.coef_, second.coef_, rtol=1e-10)


def test_wide_systems_get_the_shortest_answer(rng):
    X, y = draw(rng, 4, 9)
    ours = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(ours.coef_, scipy.linalg.pinv(X) @ y, **TOL)
    np.testing.assert_allclose(ours.predict(X), y)


@given(arrays(float, (8, 3), elements=st.integers(-50, 50).map(float)), st.integers(0, 2**31))
def test_residuals_stand_upright_on_the_columns(X, seed):
    y = np.random.default_rng(seed).standard_normal(8)
    r = y - LinearRegression().fit(X, y).predict(X)
    scale = 1 + np.abs(X).max()
    assert abs(r.sum()) < 1e-9 * scale
    assert np.abs(X.T @ r).max() < 1e-9 * scale**2


@pytest.mark.parametrize("solve", [least_squares_normal, least_squares_qr, least_squares_svd])
@pytest.mark.parametrize("d", [1, 4])
def test_linear_equals_the_three_routes_of_linalg(solve, d, rng):
    X, y = draw(rng, 25, d)
    ours = LinearRegression().fit(X, y)
    ones = np.column_stack([np.ones(25), X])
    np.testing.assert_allclose(np.append(ours.intercept_, ours.coef_), solve(ones, y), **TOL)
    through_zero = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(through_zero.coef_, solve(X, y), **TOL)


@pytest.mark.parametrize("shape", [(4, 9), (9, 4)])
def test_shortest_answer_equals_that_of_linalg(shape, rng):
    X, y = draw(rng, *shape, rank=3)
    ours = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(ours.coef_, least_squares_svd(X, y), **TOL)


@pytest.mark.parametrize("shape", [(15, 4), (4, 9)])
def test_ridge_equals_the_stacked_system_of_linalg(shape, rng):
    X, y = draw(rng, *shape)
    ours = Ridge(2.5).fit(X, y)
    np.testing.assert_allclose(ours.coef_, ridge(X - X.mean(axis=0), y - y.mean(), 2.5), **TOL)


def test_the_gradient_of_ridge_vanishes(rng):
    X, y = draw(rng, 15, 4)
    model = Ridge(0.7).fit(X, y)
    r = model.predict(X) - y
    np.testing.assert_allclose(X.T @ r + 0.7 * model.coef_, 0, atol=1e-10)
    assert r.sum() == pytest.approx(0, abs=1e-10)


def test_ridge_shrinks_along_singular_directions(rng):
    X, y = draw(rng, 15, 4)
    _, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    plain, shrunk = LinearRegression().fit(X, y), Ridge(3.0).fit(X, y)
    np.testing.assert_allclose(Vt @ shrunk.coef_, s**2 / (s**2 + 3.0) * (Vt @ plain.coef_))


def test_nearly_dependent_columns_keep_their_weights(rng):
    a = rng.standard_normal(40)
    X = np.column_stack([a, a + 1e-9 * rng.standard_normal(40)])
    y = X @ [2.0, -1.0]
    model = LinearRegression(fit_intercept=False).fit(X, y)
    assert model.rank_ == 2
    np.testing.assert_allclose(model.coef_, [2, -1], atol=1e-5)


@given(arrays(float, (7, 4), elements=st.integers(-3, 3).map(float)), st.integers(0, 2**31))
def test_any_rank_gives_the_shortest_answer(X, seed):
    y = np.random.default_rng(seed).standard_normal(7)
    model = LinearRegression().fit(X, y)
    C = X - X.mean(axis=0)
    np.testing.assert_allclose(model.coef_, np.linalg.pinv(C, rcond=1e-12) @ y, atol=1e-9)
    assert model.rank_ == np.linalg.matrix_rank(C, tol=1e-9)


@intercepts
def test_a_column_in_small_units_is_not_lost(fit_intercept, rng):
    X, y = draw(rng, 30, 3)
    scales = np.array([1.0, 1e-12, 1e9])
    model = LinearRegression(fit_intercept=fit_intercept)
    plain, scaled = clone(model).fit(X, y), clone(model).fit(X * scales, y)
    np.testing.assert_allclose(scaled.coef_ * scales, plain.coef_, rtol=1e-8)
    assert scaled.rank_ == 3


def test_constant_columns_weigh_nothing(rng):
    X, y = draw(rng, 10, 2)
    X = np.column_stack([X, np.full(10, 7.0)])
    for model in (LinearRegression(), Ridge()):
        assert model.fit(X, y).coef_[2] == pytest.approx(0, abs=1e-12)
    lonely = Ridge().fit(np.full((5, 1), 2.0), np.arange(5.0))
    assert lonely.coef_[0] == 0
    assert lonely.intercept_ == 2


@pytest.mark.parametrize("scale", [1e-150, 1e-8, 1e8, 1e150])
def test_scale_of_the_data(scale, rng):
    X, y = draw(rng, 12, 3)
    plain = LinearRegression().fit(X, y)
    np.testing.assert_allclose(LinearRegression().fit(X * scale, y).coef_ * scale, plain.coef_)
    np.testing.assert_allclose(LinearRegression().fit(X, y * scale).coef_ / scale, plain.coef_)


def test_far_from_zero_the_intercept_costs_no_digits(rng):
    X, y = draw(rng, 30, 2)
    np.testing.assert_allclose(
        LinearRegression().fit(X + 1e8, y).coef_, LinearRegression().fit(X, y).coef_, rtol=1e-6
    )


@pytest.mark.parametrize("degree", [1, 2, 3])
@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("outputs", [None, 2])
def test_polynomial_equals_its_twin(degree, d, outputs, rng):
    X, y = draw(rng, 40, d, outputs)
    X -= 3
    ours = PolynomialRegression(degree).fit(X, y)
    twin = make_pipeline(
        PolynomialFeatures(degree, include_bias=False), linear_model.LinearRegression()
    ).fit(X, y)
    np.testing.assert_allclose(ours.coef_, twin[-1].coef_, **TOL)
    np.testing.assert_allclose(ours.intercept_, twin[-1].intercept_, **TOL)
    np.testing.assert_allclose(ours.predict(X), twin.predict(X), **TOL)
    assert ours.n_features_in_ == d


def test_polynomial_finds_the_polynomial(rng):
    x = rng.uniform(-1, 1, (20, 1))
    y = 3 - 2 * x[:, 0] + 0.5 * x[:, 0] ** 3
    model = PolynomialRegression(3).fit(x, y)
    assert model.intercept_ == pytest.approx(3)
    np.testing.assert_allclose(model.coef_, [-2, 0, 0.5], atol=1e-12)


@pytest.mark.parametrize("model", ["LinearRegression", "Ridge"])
def test_diabetes_equals_scikit_learn(model):
    X, y, *_ = load_diabetes()
    ours, twin = globals()[model]().fit(X, y), getattr(linear_model, model)().fit(X, y)
    np.testing.assert_allclose(ours.coef_, twin.coef_, rtol=1e-8)
    assert ours.intercept_ == pytest.approx(twin.intercept_, rel=1e-12)
    assert ours.score(X, y) == pytest.approx(twin.score(X, y), rel=1e-12)


def test_a_point_left_out_is_missed_by_its_residual_over_one_minus_leverage(rng):
    X, y = draw(rng, 9, 3)
    r = y - LinearRegression().fit(X, y).predict(X)
    h = leverage(np.column_stack([np.ones(9), X]))
    for i in range(9):
        others = np.arange(9) != i
        model = LinearRegression().fit(X[others], y[others])
        assert y[i] - model.predict(X[[i]])[0] == pytest.approx(r[i] / (1 - h[i]))


def test_residuals_by_loops(rng):
    X, y, w = rng.standard_normal((5, 2)), rng.standard_normal(5), rng.standard_normal(2)
    expected = [y[i] - sum(X[i, j] * w[j] for j in range(2)) for i in range(5)]
    np.testing.assert_allclose(residuals(X, y, w), expected)


def test_r_squared(rng):
    y = rng.standard_normal(9)
    guess = y + 0.3 * rng.standard_normal(9)
    assert r_squared(y, guess) == pytest.approx(r2_score(y, guess), rel=1e-13)
    assert r_squared(y, y) == 1
    assert r_squared(y, np.full(9, y.mean())) == pytest.approx(0, abs=1e-14)
    assert r_squared(y, -y) < 0
    assert type(r_squared(y, y)) is float


@pytest.mark.parametrize("degree", [1, 2, 4])
@pytest.mark.parametrize("d", [1, 2, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_polynomial_features_equal_scikit_learn(degree, d, bias, rng):
    X = rng.standard_normal((5, d))
    ours = polynomial_features(X, degree, bias=bias)
    twin = PolynomialFeatures(degree, include_bias=bias).fit_transform(X)
    np.testing.assert_allclose(ours, twin, rtol=1e-13)
    assert ours.shape == (5, comb(d + degree, degree) - (not bias))


def test_polynomial_features_are_all_powers(rng):
    X = rng.uniform(1, 2, (1, 3))
    expected = sorted(
        np.prod(X[0] ** np.array(powers))
        for powers in product(range(4), repeat=3)
        if sum(powers) <= 3
    )
    np.testing.assert_allclose(np.sort(polynomial_features(X, 3)[0]), expected)


def test_polynomial_features_of_integers_are_floats():
    assert polynomial_features([[300]], 8)[0, -1] == 300.0**8
