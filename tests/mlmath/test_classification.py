"""The perceptron against scikit-learn, its rule by loops, and Novikoff's bound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Perceptron as Twin
from sklearn.svm import SVC

from mlmath.classification import Perceptron, novikoff_bound
from mlmath.datasets.generated import make_moons, make_ring, make_separable, make_xor
from mlmath.datasets.shipped import load_iris


def draw(seed, n=25, margin=0.05):
    return make_separable(n, np.random.default_rng(seed), margin)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("max_iter", [1, 3, 50])
@pytest.mark.parametrize("make", [make_separable, make_moons, make_xor])
def test_equals_its_twin(make, max_iter, fit_intercept, rng):
    X, y = make(40, rng)
    ours = Perceptron(max_iter, fit_intercept=fit_intercept).fit(X, y)
    twin = Twin(max_iter=max_iter, fit_intercept=fit_intercept, shuffle=False, tol=None).fit(X, y)
    np.testing.assert_allclose(ours.coef_, twin.coef_, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(ours.intercept_, twin.intercept_)
    np.testing.assert_array_equal(ours.predict(X), twin.predict(X))
    np.testing.assert_allclose(ours.decision_function(X), twin.decision_function(X), atol=1e-10)
    np.testing.assert_array_equal(ours.classes_, twin.classes_)


@given(st.integers(0, 2**32), st.sampled_from([0.1, 1.0, 3.0]))
def test_the_rule_by_loops(seed, lr):
    X, y = draw(seed, 12)
    model = Perceptron(max_iter=4, lr=lr).fit(X, y)
    w, b, history, mistakes = [0.0, 0.0], 0.0, [[0.0, 0.0, 0.0]], []
    for _ in range(4):
        wrong = 0
        for i in range(12):
            sign = 1 if y[i] == 1 else -1
            z = w[0] * X[i, 0] + w[1] * X[i, 1] + b
            if sign * z <= 0:
                w = [w[0] + lr * sign * X[i, 0], w[1] + lr * sign * X[i, 1]]
                b += lr * sign
                history.append([*w, b])
                mistakes.append(i)
                wrong += 1
        if wrong == 0:
            break
    np.testing.assert_allclose(model.history_, history, atol=1e-12)
    np.testing.assert_array_equal(model.mistakes_, mistakes)
    assert model.converged_ == (wrong == 0)


@given(st.integers(0, 2**32))
def test_separable_points_are_learned_within_the_bound(seed):
    X, y = draw(seed)
    model = Perceptron(max_iter=100_000).fit(X, y)
    assert model.converged_
    assert model.score(X, y) == 1
    assert model.predict(X).dtype == y.dtype
    signs = np.where(y == 1, 1.0, -1.0)
    Z = np.column_stack([X, np.ones(len(X))])
    assert len(model.mistakes_) <= novikoff_bound(Z, signs, model.history_[-1])
    theta = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    known = [np.cos(theta), np.sin(theta), 0.0]
    assert len(model.mistakes_) <= novikoff_bound(Z, signs, known)


def test_the_bound_is_smallest_for_the_widest_margin(rng):
    X, y = draw(3)
    signs = np.where(y == 1, 1.0, -1.0)
    # without intercept the widest margin is that of the points and their mirror images
    both, labels = np.vstack([X, -X]), np.concatenate([signs, -signs])
    widest = SVC(C=1e12, kernel="linear", tol=1e-10).fit(both, labels).coef_[0]
    best = novikoff_bound(X, signs, widest)
    for _ in range(200):
        w = widest + 0.2 * np.linalg.norm(widest) * rng.standard_normal(2)
        if (signs * (X @ w) > 0).all():
            assert novikoff_bound(X, signs, w) >= best * (1 - 1e-6)
    model = Perceptron(fit_intercept=False).fit(X, y)
    assert model.converged_
    assert len(model.mistakes_) <= best


def test_the_bound_by_hand():
    X, y, w = [[3.0, 4.0], [0.0, -1.0]], [1, -1], [0.0, 2.0]
    assert novikoff_bound(X, y, w) == pytest.approx((5 / 1) ** 2)
    assert novikoff_bound(X, y, [0.0, 1e-9]) == pytest.approx(25)
    assert type(novikoff_bound(X, y, w)) is float


def test_each_mistake_adds_the_point_to_the_weights(rng):
    X, y = draw(11, 30)
    model = Perceptron(lr=0.5).fit(X, y)
    signs = np.where(y == 1, 1.0, -1.0)[:, None]
    moves = 0.5 * signs * np.column_stack([X, np.ones(30)])
    np.testing.assert_allclose(np.diff(model.history_, axis=0), moves[model.mistakes_], atol=1e-12)
    np.testing.assert_array_equal(model.history_[0], np.zeros(3))
    np.testing.assert_array_equal(model.history_[-1, :2], model.coef_[0])
    assert model.history_[-1, 2] == model.intercept_[0]


def test_the_step_scales_the_weights_and_changes_no_decision():
    X, y = draw(7)
    one, tenth = Perceptron().fit(X, y), Perceptron(lr=0.125).fit(X, y)
    np.testing.assert_allclose(tenth.coef_, 0.125 * one.coef_)
    np.testing.assert_array_equal(tenth.mistakes_, one.mistakes_)


@pytest.mark.parametrize("make", [make_xor, make_ring])
def test_what_no_line_separates_is_never_learned(make, rng):
    X, y = make(40, rng)
    model = Perceptron(max_iter=60).fit(X, y)
    assert not model.converged_
    assert model.n_iter_ == 60
    assert model.score(X, y) < 1


def test_it_stops_after_a_pass_without_mistake():
    model = Perceptron().fit([[1.0], [-1.0]], [1, 0])
    # the first point moves w and b to 1; the second then lies on the line, which is a mistake
    np.testing.assert_array_equal(model.history_, [[0, 0], [1, 1], [2, 0]])
    assert (model.n_iter_, model.converged_) == (2, True)


def test_a_point_on_the_line_is_a_mistake_and_predicted_as_the_first_class():
    model = Perceptron(max_iter=1, fit_intercept=False).fit([[0.0], [1.0]], ["no", "yes"])
    assert list(model.predict([[0.0], [2.0], [-2.0]])) == ["no", "yes", "no"]
    np.testing.assert_array_equal(model.mistakes_, [0, 1])


@pytest.mark.parametrize("labels", [["b", "a"], [-1, 1], [3.0, 7.0], [True, False]])
def test_any_two_labels(labels):
    X, y = draw(5)
    model = Perceptron().fit(X, np.array(labels)[y])
    assert set(model.predict(X)) == set(labels)
    assert model.score(X, np.array(labels)[y]) == 1


def test_setosa_is_learned():
    iris = load_iris()
    model = Perceptron().fit(iris.data, iris.target == 0)
    assert model.converged_
    assert model.score(iris.data, iris.target == 0) == 1


def test_without_intercept_the_line_goes_through_zero():
    X, y = draw(9)
    model = Perceptron(fit_intercept=False).fit(X, y)
    assert model.intercept_[0] == 0
    assert (model.history_[:, -1] == 0).all()
