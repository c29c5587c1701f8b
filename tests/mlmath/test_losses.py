"""Losses: definitions by loops, hard cases, and what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mlmath import losses as m
from mlmath.activations import softmax_vjp
from mlmath.autodiff import Tensor
from mlmath.losses import (
    cross_entropy_vjp,
    focal_vjp,
    hinge_vjp,
    huber_vjp,
    log_cosh_vjp,
    mae_vjp,
    rmse_vjp,
)

RESIDUAL = [m.mse, m.rmse, m.mae, m.huber, m.log_cosh]
REALS = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3, max_side=4), elements=st.floats(-1e4, 1e4)
)


def huber(r, delta):
    return r * r / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)


DEFINITIONS = [
    (m.mse, {}, lambda r: r * r),
    (m.mae, {}, abs),
    (m.huber, {}, lambda r: huber(r, 1)),
    (m.huber, {"delta": 2.5}, lambda r: huber(r, 2.5)),
    (m.log_cosh, {}, lambda r: math.log(math.cosh(r))),
]


@pytest.mark.parametrize(("loss", "options", "price"), DEFINITIONS)
def test_mean_over_all_entries(loss, options, price, rng):
    y, t = 2 * rng.standard_normal((2, 3, 4))
    expected = sum(price(r) for r in (y - t).reshape(-1).tolist()) / 12
    assert loss(y, t, **options) == pytest.approx(expected, rel=1e-12)


def test_rmse_is_the_root_of_mse(rng):
    y, t = rng.standard_normal((2, 3, 4))
    assert m.rmse(y, t) == pytest.approx(math.sqrt(m.mse(y, t)), rel=1e-14)


def test_classification_losses_by_loops(rng):
    z, bits = 2 * rng.standard_normal((3, 4)), rng.integers(0, 2, (3, 4))
    p = 1 / (1 + np.exp(-z))
    right = np.where(bits == 1, p, 1 - p)
    weight = np.where(bits == 1, 0.3, 0.7)
    binary = m.binary_cross_entropy(z, bits)
    assert binary == pytest.approx(-np.log(right).mean(), rel=1e-12)
    assert m.focal(z, bits, gamma=0) == pytest.approx(binary, rel=1e-12)
    expected = -(weight * (1 - right) ** 3 * np.log(right)).mean()
    assert m.focal(z, bits, gamma=3, alpha=0.3) == pytest.approx(expected, rel=1e-12)
    signs = 2 * bits - 1
    expected = np.mean([max(0, 1 - signs[i] * z[i]) for i in np.ndindex(z.shape)])
    assert m.hinge(z, signs) == pytest.approx(expected, rel=1e-12)


def test_cross_entropy_three_ways(rng):
    z, labels = 3 * rng.standard_normal((6, 4)), rng.integers(4, size=6)
    p = softmax_vjp(z)[0]
    expected = -np.mean([math.log(p[n, k]) for n, k in enumerate(labels)])
    assert m.cross_entropy(z, labels) == pytest.approx(expected, rel=1e-12)
    assert m.categorical_cross_entropy(z, np.eye(4)[labels]) == pytest.approx(expected, rel=1e-12)
    binary = m.binary_cross_entropy(z[:, 1] - z[:, 0], labels % 2)
    assert m.cross_entropy(z[:, :2], labels % 2) == pytest.approx(binary, rel=1e-12)


def test_the_gradient_of_cross_entropy_is_p_minus_t(rng):
    z, labels = rng.standard_normal((6, 4)), rng.integers(4, size=6)
    dz, dt = cross_entropy_vjp(z, labels)[1](1.0)
    np.testing.assert_allclose(dz, (softmax_vjp(z)[0] - np.eye(4)[labels]) / 6, atol=1e-15)
    assert dt is None


def test_uniform_scores_cost_the_logarithm_of_the_number_of_classes():
    assert m.cross_entropy(np.full((5, 7), 3.0), np.arange(5)) == pytest.approx(math.log(7))


@pytest.mark.parametrize("score", [1e4, -1e4])
def test_scores_of_ten_thousand_give_exact_prices(score):
    z = np.array([[score, 0.0], [score, 0.0]])
    labels, right = np.array([0, 1]), int(score < 0)
    assert m.cross_entropy(z, labels) == pytest.approx(5e3)
    assert m.cross_entropy(z, np.array([right, right])) == 0
    assert m.categorical_cross_entropy(z, np.eye(2)) == pytest.approx(5e3)
    assert m.binary_cross_entropy(z[:, 0], np.array([0, 1])) == pytest.approx(5e3)
    assert m.binary_cross_entropy(z[:, 0], np.array([1 - right] * 2)) == 0
    assert m.focal(z[:, 0], np.array([0, 1])) == pytest.approx(5e3)


@pytest.mark.parametrize("score", [1e4, -1e4, 40.0, 0.0])
def test_scores_of_ten_thousand_give_finite_gradients(score):
    z = np.array([score, -score])
    bits = np.array([1, 0])
    for loss in (m.binary_cross_entropy, m.focal, m.categorical_cross_entropy):
        x = Tensor(z)
        loss(x, bits).backward()
        assert np.isfinite(x.grad).all()
    x = Tensor(z)
    m.hinge(x, 2 * bits - 1).backward()
    assert np.isfinite(x.grad).all()


def test_kinks(rng):
    t = np.array([1.0, 2.0])
    for f_vjp in (rmse_vjp, mae_vjp, huber_vjp, log_cosh_vjp):
        L, pullback = f_vjp(t, t)
        assert L == 0
        for gradient in pullback(1.0):
            np.testing.assert_array_equal(gradient, [0, 0])
    np.testing.assert_array_equal(hinge_vjp(np.array([1.0]), np.array([1]))[1](1.0)[0], [0])
    assert huber_vjp(3.0, 0.0, delta=3.0)[1](1.0)[0] == 3
    assert huber_vjp(3.0, 0.0, delta=2.0)[1](1.0)[0] == 2


def test_log_cosh_keeps_digits_near_zero_and_far_out():
    assert m.log_cosh(np.array([1e-3]), np.zeros(1)) == pytest.approx(4.9999991666669e-7, rel=1e-11)
    assert m.log_cosh(np.array([1e4]), np.zeros(1)) == pytest.approx(1e4 - math.log(2), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_floats_is_kept_forwards_and_backwards(dtype, rng):
    bits = rng.integers(0, 2, (3, 4)).astype(dtype)
    z, t = rng.standard_normal((2, 3, 4)).astype(dtype)
    number = np.float64(0.3)  # an option must not turn all into float64
    for L, pullback in [
        m.mse_vjp(z, t),
        m.rmse_vjp(z, t),
        m.rmse_vjp(z, z),
        m.mae_vjp(z, t),
        m.huber_vjp(z, t, delta=number),
        m.log_cosh_vjp(z, t),
        m.binary_cross_entropy_vjp(z, bits),
        m.focal_vjp(z, bits),
        m.focal_vjp(z, bits, gamma=number, alpha=number),
        m.hinge_vjp(z, 2 * bits - 1),
        m.categorical_cross_entropy_vjp(z, np.eye(4, dtype=dtype)[:3]),
        m.cross_entropy_vjp(z, np.array([0, 1, 3])),
    ]:
        assert L.dtype == dtype
        for gradient in pullback(np.ones((), dtype)):
            assert gradient is None or gradient.dtype == dtype


def test_inputs_stay_as_they_are(rng):
    z, labels = rng.standard_normal((6, 4)), rng.integers(4, size=6)
    z.setflags(write=False)
    labels.setflags(write=False)
    L, pullback = cross_entropy_vjp(z[::2, ::-1], labels[::2])
    first = pullback(1.0)[0]
    np.testing.assert_array_equal(first, pullback(1.0)[0])
    assert cross_entropy_vjp(z[::2, ::-1].copy(), labels[::2].copy())[0] == L


def test_a_tensor_may_be_the_target(rng):
    y, t = Tensor(rng.standard_normal(3)), Tensor(rng.standard_normal(3))
    m.mse(y, t).backward()
    np.testing.assert_array_equal(y.grad, -t.grad)


@given(REALS, st.floats(-1e4, 1e4))
def test_a_residual_loss_is_even_not_negative_and_blind_to_shifts(r, shift):
    zero = np.zeros_like(r)
    for loss in RESIDUAL:
        L = loss(r, zero)
        assert L >= 0
        assert loss(zero, r) == L
        assert loss(r + shift, zero + shift) == pytest.approx(L, rel=1e-6, abs=1e-6)


@given(REALS)
def test_the_order_of_the_losses(r):
    zero = np.zeros_like(r)
    mae, rmse = m.mae(r, zero), m.rmse(r, zero)
    assert mae <= rmse * (1 + 1e-12) + 1e-150  # tiny squares vanish
    assert m.huber(r, zero) <= mae * (1 + 1e-12)
    assert mae - math.log(2) - 1e-9 <= m.log_cosh(r, zero) <= mae * (1 + 1e-12) + 1e-15


@given(REALS, st.floats(0, 5))
def test_focal_never_exceeds_binary_cross_entropy(z, gamma):
    bits = (np.arange(z.size) % 2).reshape(z.shape)
    focal, binary = focal_vjp(z, bits, gamma=gamma)[0], m.binary_cross_entropy(z, bits)
    assert 0 <= focal <= binary * (1 + 1e-12)


@given(REALS)
def test_cross_entropy_is_least_at_the_largest_score(z):
    best = m.cross_entropy(z, z.argmax(axis=-1))
    worst = m.cross_entropy(z, z.argmin(axis=-1))
    assert 0 <= best <= math.log(z.shape[-1]) + 1e-12
    assert best <= worst
