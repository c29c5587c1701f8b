"""Differences, the gradient check, log-sum-exp."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp

from mlmath.autodiff import Tensor
from mlmath.numerics import (
    central_difference,
    complex_step,
    forward_difference,
    log_sum_exp,
    log_sum_exp_vjp,
    vjp_error,
)

U = 2.0**-53


def wave(x):
    return np.exp(np.sin(3 * x)) / (1 + x * x)


def wave_slope(x):
    return wave(x) * (3 * np.cos(3 * x) - 2 * x / (1 + x * x))


def fitted_order(f, x, slope, hs):
    errors = np.abs(f(wave, x, hs) - slope)
    return np.polyfit(np.log(hs), np.log(errors), 1)[0]


@pytest.mark.parametrize(
    ("difference", "order"), [(forward_difference, 1), (central_difference, 2)]
)
def test_order_of_the_truncation_error(difference, order):
    hs = np.logspace(-4, -2, 9)
    assert fitted_order(difference, 0.3, wave_slope(0.3), hs) == pytest.approx(order, abs=0.05)


@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_rounding_error_grows_as_one_over_h(difference):
    xs, slopes = np.linspace(-1, 1, 201), wave_slope(np.linspace(-1, 1, 201))
    error = [np.median(np.abs(difference(wave, xs, h) - slopes)) for h in (1e-11, 1e-13)]
    assert 30 < error[1] / error[0] < 300


def test_default_steps_reach_their_accuracy():
    x = np.linspace(-2, 2, 41)
    assert np.abs(forward_difference(wave, x) - wave_slope(x)).max() < 5e-7
    assert np.abs(central_difference(wave, x) - wave_slope(x)).max() < 5e-9
    np.testing.assert_allclose(complex_step(wave, x), wave_slope(x), rtol=1e-13, atol=1e-14)


def test_complex_step_needs_no_tuning():
    for h in (1e-8, 1e-100, 1e-300):
        assert complex_step(wave, 0.7, h) == pytest.approx(wave_slope(0.7), rel=1e-14)


def test_a_straight_line_has_its_slope_in_both_differences():
    assert forward_difference(lambda x: 3 * x, 1.0, 0.5) == 3.0
    assert central_difference(lambda x: 3 * x * x, 1.0, 0.5) == 6.0
    assert forward_difference(lambda x: x * x, 1, 2) == 4.0


def test_steps_broadcast_against_points():
    assert central_difference(wave, np.zeros((4, 1)), [0.1, 0.2, 0.3]).shape == (4, 3)


def test_vjp_error_sees_each_argument(rng):
    def right_vjp(a, b):
        return a * b, lambda dy: (dy * b, dy * a)

    def first_wrong_vjp(a, b):
        return a * b, lambda dy: (dy * b * 1.001, dy * a)

    def second_wrong_vjp(a, b):
        return a * b, lambda dy: (dy * b, -dy * a)

    a, b = rng.standard_normal((2, 3, 4))
    assert vjp_error(right_vjp, a, b, rng=rng) < 1e-9
    assert vjp_error(first_wrong_vjp, a, b, rng=rng) > 1e-5
    assert vjp_error(second_wrong_vjp, a, b, rng=rng) > 1e-1


def test_vjp_error_keeps_a_nan(rng):
    def broken_vjp(a, b):
        return a * b, lambda dy: (dy * np.nan, dy * a)

    assert np.isnan(vjp_error(broken_vjp, *rng.standard_normal((2, 3)), rng=rng))


def test_vjp_error_is_relative(rng):
    def large_vjp(x):
        return 1e9 * x * x, lambda dy: (2e9 * dy * x,)

    assert vjp_error(large_vjp, rng.standard_normal(5), rng=rng) < 1e-7


def test_vjp_error_passes_keywords_and_leaves_labels_alone(rng):
    def pick_vjp(x, labels, scale=1.0):
        def pullback(dy):
            dx = np.zeros(x.shape)
            dx[np.arange(len(x)), labels] = scale * dy
            return dx, None

        return scale * x[np.arange(len(x)), labels], pullback

    labels = np.array([1, 0, 1])
    assert vjp_error(pick_vjp, rng.standard_normal((3, 2)), labels, rng=rng, scale=2.0) < 1e-9


def test_vjp_error_of_a_declared_constant(rng):
    def shift_vjp(x, noise):
        return x + noise, lambda dy: (dy, None)

    x, noise = rng.standard_normal((2, 3))
    assert vjp_error(shift_vjp, x, noise, rng=rng, constants=(1,)) < 1e-9


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=20), st.floats(-1e4, 1e4))
@settings(max_examples=100, deadline=None)
def test_log_sum_exp_invariants(numbers, shift):
    z = np.array(numbers)
    lse = log_sum_exp(z)
    assert lse == pytest.approx(logsumexp(z), rel=1e-14, abs=1e-14)
    assert z.max() <= lse <= z.max() + np.log(len(z)) * (1 + 1e-12) + 1e-9
    assert log_sum_exp(z + shift) == pytest.approx(lse + shift, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e2, 1e4, 1e300])
def test_log_sum_exp_error_budget(scale, rng):
    """|error| <= 4 u (|lse| + max|z| + log n): what the last addition and the exponents round."""
    for _ in range(10):
        z = scale * rng.standard_normal(50)
        with mpmath.workdps(40):
            exact = mpmath.log(mpmath.fsum(mpmath.exp(mpmath.mpf(float(v))) for v in z))
            error = abs(exact - mpmath.mpf(float(log_sum_exp(z))))
        assert error <= 4 * U * (abs(float(exact)) + np.abs(z).max() + np.log(50))


def test_log_sum_exp_at_the_edges():
    inf = np.inf
    got = log_sum_exp([[1e4, 1e4], [-inf, 0.0], [-inf, -inf], [inf, 0.0]])
    np.testing.assert_allclose(got, [1e4 + np.log(2), 0.0, -inf, inf])
    _, pullback = log_sum_exp_vjp(np.array([[-inf, 0.0], [-inf, -inf], [-1e4, 1e4]]))
    np.testing.assert_array_equal(pullback(np.ones(3))[0], [[0, 1], [0, 0], [0, 1]])


def test_log_sum_exp_shapes(rng):
    z = rng.standard_normal((2, 3, 4))
    assert log_sum_exp(z).shape == (2, 3)
    assert log_sum_exp(z, axis=1, keepdims=True).shape == (2, 1, 4)
    assert log_sum_exp(z, axis=(0, 2)).shape == (3,)
    assert log_sum_exp(z, axis=None).shape == ()
    np.testing.assert_allclose(log_sum_exp(z, axis=None), logsumexp(z))
    assert log_sum_exp(np.float32(z)).dtype == np.float32
    assert log_sum_exp(Tensor(z), axis=0).shape == (3, 4)
