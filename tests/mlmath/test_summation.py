"""Sums that keep their digits, against exact arithmetic."""

from fractions import Fraction
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.summation import (
    compensated_sum,
    kahan_sum,
    naive_sum,
    naive_variance,
    pairwise_sum,
    running_mean_variance,
    stable_mean,
    stable_variance,
)

U = 2.0**-53
NUMBERS = st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=60)


def bound(x, c):
    return c * U * fsum(np.abs(x))


def exact_variance(x, ddof):
    values = [Fraction(float(v)) for v in x]
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / (len(values) - ddof)


@given(NUMBERS)
@settings(max_examples=200, deadline=None)
def test_error_bounds_of_the_four_sums(numbers):
    x, exact = np.array(numbers), fsum(numbers)
    n, rounded = len(x), U * abs(exact)
    assert abs(naive_sum(x) - exact) <= bound(x, 1.01 * n) + rounded
    assert abs(pairwise_sum(x) - exact) <= bound(x, np.ceil(np.log2(n)) + 0.01) + rounded
    assert abs(kahan_sum(x) - exact) <= bound(x, 2 + 1e-9) + rounded
    assert abs(compensated_sum(x) - exact) <= bound(x, n**2 * U) + 2 * rounded


def test_each_sum_keeps_what_the_one_before_loses():
    x = np.array([1.0] + [1e-16] * 1000)
    assert naive_sum(x) == 1.0
    assert kahan_sum(x) == pytest.approx(1 + 1e-13, abs=3e-16)
    y = np.array([1.0, 1e100, 1.0, -1e100])
    assert kahan_sum(y) == 0.0
    assert compensated_sum(y) == 2.0
    many = np.full(2**16, np.float32(0.1))
    exact = 2**16 * float(np.float32(0.1))
    assert abs(naive_sum(many) - exact) / exact > 1e-4
    assert abs(pairwise_sum(many) - exact) / exact < 1e-6
    assert naive_sum(many).dtype == pairwise_sum(many).dtype == kahan_sum(many).dtype == np.float32


def test_integers_are_summed_as_floats():
    for add in (naive_sum, pairwise_sum, kahan_sum, compensated_sum):
        assert add([1, 2, 3]) == 6.0
        assert add([5]) == 5.0


@pytest.mark.parametrize("mean", [0.0, 1e8, -1e12])
def test_variance_of_data_far_from_zero(mean, rng):
    """Two passes: relative error <= 4 n u; Welford: <= 4 n u kappa with kappa = |mean| / s."""
    x = mean + rng.standard_normal(500)
    for ddof in (0, 1):
        exact = float(exact_variance(x, ddof))
        assert abs(stable_variance(x, ddof=ddof) - exact) <= 4 * 500 * U * exact
        m, v = running_mean_variance(x, ddof)
        kappa = 1 + abs(mean)
        assert abs(v - exact) <= 4 * 500 * U * kappa * exact
        assert abs(m - fsum(x) / 500) <= 4 * 500 * U * kappa
    assert abs(stable_mean(x) - fsum(x) / 500) <= 2 * U * max(1, abs(mean))


def test_the_textbook_formula_cancels(rng):
    x = 1e8 + rng.standard_normal(500)
    assert abs(naive_variance(x) / float(exact_variance(x, 0)) - 1) > 0.1
    y = rng.standard_normal((500, 3))
    np.testing.assert_allclose(naive_variance(y, axis=0, ddof=1), y.var(axis=0, ddof=1))


def test_mean_and_variance_along_an_axis(rng):
    x = rng.standard_normal((4, 6))
    for axis in (0, 1, -1, None):
        np.testing.assert_allclose(stable_mean(x, axis), x.mean(axis=axis), atol=1e-15)
        for ddof in (0, 1):
            expected = x.var(axis=axis, ddof=ddof)
            np.testing.assert_allclose(stable_variance(x, axis, ddof), expected, rtol=1e-14)
    assert isinstance(stable_mean(x), float)
    assert stable_variance([1, 2, 3, 4], ddof=1) == pytest.approx(5 / 3)
    assert running_mean_variance([1, 2, 3, 4], ddof=1) == pytest.approx((2.5, 5 / 3))
    assert running_mean_variance([7.0]) == (7.0, 0.0)
