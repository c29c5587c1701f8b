"""Activations: definitions, tails, types, and what must always hold."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mlmath import activations as m
from mlmath.activations import (
    gelu_vjp,
    log_softmax_vjp,
    prelu_vjp,
    sigmoid_vjp,
    softmax_vjp,
    softplus_vjp,
    step_vjp,
)
from mlmath.autodiff import Tensor

ENTRYWISE = [m.step, m.sigmoid, m.tanh, m.relu, m.leaky_relu, m.elu, m.gelu, m.softplus]
ALL = [*ENTRYWISE, m.softmax, m.log_softmax]
SCORES = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=st.floats(-1e4, 1e4)
)


def leaky(x, a):
    return x if x > 0 else a * x


DEFINITIONS = [
    (m.step, {}, lambda x: 1.0 if x >= 0 else 0.0),
    (m.sigmoid, {}, lambda x: 1 / (1 + math.exp(-x))),
    (m.tanh, {}, math.tanh),
    (m.relu, {}, lambda x: max(x, 0)),
    (m.leaky_relu, {}, lambda x: leaky(x, 0.01)),
    (m.leaky_relu, {"negative_slope": 0.2}, lambda x: leaky(x, 0.2)),
    (m.elu, {}, lambda x: x if x > 0 else math.exp(x) - 1),
    (m.elu, {"alpha": 0.3}, lambda x: x if x > 0 else 0.3 * (math.exp(x) - 1)),
    (m.gelu, {}, lambda x: 0.5 * x * (1 + math.erf(x / math.sqrt(2)))),
    (
        m.gelu,
        {"approximate": "tanh"},
        lambda x: 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    ),
    (m.softplus, {}, lambda x: math.log(1 + math.exp(x))),
]


@pytest.mark.parametrize(("f", "options", "definition"), DEFINITIONS)
def test_each_entry_follows_the_definition(f, options, definition, rng):
    x = np.append(2 * rng.standard_normal((3, 4)), np.zeros((1, 4)), axis=0)
    expected = [[definition(v) for v in row] for row in x.tolist()]
    np.testing.assert_allclose(f(x, **options), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_softmax_by_loops(axis, rng):
    z = rng.standard_normal((2, 3, 4))
    for index in np.ndindex(z.shape):
        row = z[tuple(slice(None) if i == axis % 3 else n for i, n in enumerate(index))]
        p = math.exp(z[index]) / sum(math.exp(v) for v in row)
        assert m.softmax(z, axis=axis)[index] == pytest.approx(p, rel=1e-12)
        assert m.log_softmax(z, axis=axis)[index] == pytest.approx(math.log(p), rel=1e-12)


def test_the_slopes_of_the_step_are_zero(rng):
    y, pullback = step_vjp(rng.standard_normal((3, 4)))
    (dx,) = pullback(np.ones_like(y))
    assert dx.shape == (3, 4)
    assert not dx.any()


def test_prelu_by_loops(rng):
    x, a, dy = rng.standard_normal((2, 3, 4)), np.array([0.1, 0.2, 0.3]), rng.random((2, 3, 4))
    y, pullback = prelu_vjp(x, a)
    dx, da = pullback(dy)
    expected = np.zeros(3)
    for n, c, i in np.ndindex(x.shape):
        slope = 1 if x[n, c, i] > 0 else a[c]
        assert y[n, c, i] == slope * x[n, c, i]
        assert dx[n, c, i] == slope * dy[n, c, i]
        expected[c] += dy[n, c, i] * min(x[n, c, i], 0)
    np.testing.assert_allclose(da, expected, rtol=1e-12)


@pytest.mark.parametrize("f", ALL)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_floats_is_kept_forwards_and_backwards(f, dtype, rng):
    f_vjp = getattr(m, f.__name__ + "_vjp")
    y, pullback = f_vjp(rng.standard_normal((3, 4)).astype(dtype))
    assert y.dtype == pullback(np.ones_like(y))[0].dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_options_do_not_change_the_type(dtype, rng):
    x = rng.standard_normal((3, 4)).astype(dtype)
    slope = np.array([0.25], dtype)
    for y, pullback in (
        m.leaky_relu_vjp(x, negative_slope=np.float64(0.1)),
        m.elu_vjp(x, alpha=np.float64(0.5)),
        m.gelu_vjp(x, approximate="tanh"),
        m.prelu_vjp(x, slope),
    ):
        assert y.dtype == dtype
        assert all(dx.dtype == dtype for dx in pullback(np.ones_like(y)))


@pytest.mark.parametrize("f", ALL)
def test_lists_and_integers_become_floats(f):
    expected = f(np.array([[-2.0, 0.0, 3.0]]))
    assert expected.dtype == np.float64
    for x in ([[-2, 0, 3]], np.array([[-2, 0, 3]], dtype=np.int8)):
        np.testing.assert_array_equal(f(x), expected)


@pytest.mark.parametrize("f", ALL)
def test_read_only_and_strided_inputs_stay_as_they_are(f, rng):
    base = rng.standard_normal((6, 8))
    x = base[::2, ::-2]
    x.setflags(write=False)
    before = x.copy()
    np.testing.assert_array_equal(f(x), f(before))
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("f", ALL)
def test_scores_of_ten_thousand_give_no_nan(f):
    x = Tensor(np.array([[-1e4, -40.0, 0.0, 40.0, 1e4]]))
    y = f(x)
    y.backward(np.ones(y.shape))
    assert np.isfinite(y.data).all()
    assert np.isfinite(x.grad).all()


@pytest.mark.parametrize("x", [-700.0, -40.0, -8.0, -1e-9, 1e-9, 30.0])
def test_tails_keep_their_digits(x):
    mpmath.mp.dps = 50
    X = mpmath.mpf(x)
    Phi = mpmath.erfc(-X / mpmath.sqrt(2)) / 2
    s = 1 / (1 + mpmath.exp(-X))
    relative = 1e-13 if abs(x) < 300 else 1e-12
    assert m.sigmoid(x) == pytest.approx(float(s), rel=relative)
    assert sigmoid_vjp(x)[1](1.0)[0] == pytest.approx(float(s * (1 - s)), rel=relative)
    assert m.softplus(x) == pytest.approx(float(mpmath.log(1 + mpmath.exp(X))), rel=relative)
    assert softplus_vjp(x)[1](1.0)[0] == pytest.approx(float(s), rel=relative)
    assert m.gelu(x) == pytest.approx(float(X * Phi), rel=relative, abs=1e-300)
    assert m.elu(x) == pytest.approx(float(mpmath.expm1(X)) if x < 0 else x, rel=relative)


def test_both_forms_of_gelu_are_close():
    x = np.linspace(-8, 8, 2001)
    gap = np.abs(gelu_vjp(x)[0] - gelu_vjp(x, approximate="tanh")[0])
    assert 1e-4 < gap.max() < 5e-4


def test_minus_infinity_masks_a_class():
    p, pullback = softmax_vjp(np.array([1.0, -np.inf, 1.0]))
    np.testing.assert_array_equal(p, [0.5, 0, 0.5])
    np.testing.assert_array_equal(pullback(np.array([1.0, 5.0, -1.0]))[0], [0.5, 0, -0.5])


@given(SCORES)
def test_softmax_gives_probabilities_in_the_order_of_the_scores(z):
    p = softmax_vjp(z)[0]
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    ranked = np.take_along_axis(p, z.argsort(axis=-1), axis=-1)
    assert (np.diff(ranked, axis=-1) >= 0).all()


@given(SCORES, st.floats(-1e4, 1e4))
def test_a_shift_of_all_scores_changes_nothing(z, shift):
    np.testing.assert_allclose(softmax_vjp(z + shift)[0], softmax_vjp(z)[0], atol=1e-11)
    y, shifted = log_softmax_vjp(z)[0], log_softmax_vjp(z + shift)[0]
    np.testing.assert_allclose(shifted, y, rtol=1e-11, atol=1e-10)


@given(SCORES)
def test_log_softmax_is_the_logarithm_of_softmax(z):
    np.testing.assert_allclose(np.exp(log_softmax_vjp(z)[0]), softmax_vjp(z)[0], atol=1e-12)


@given(SCORES)
def test_symmetries(x):
    np.testing.assert_allclose(sigmoid_vjp(x)[0] + sigmoid_vjp(-x)[0], 1, rtol=1e-15)
    np.testing.assert_allclose(softplus_vjp(x)[0] - softplus_vjp(-x)[0], x, atol=1e-12)
    np.testing.assert_array_equal(m.tanh(-x), -m.tanh(x))
    np.testing.assert_array_equal(m.relu(x) - m.relu(-x), x)
    np.testing.assert_allclose(m.gelu(x) - m.gelu(-x), x, atol=1e-12)


@given(SCORES)
def test_slopes_of_the_sigmoid_lie_between_0_and_a_quarter(x):
    (slope,) = sigmoid_vjp(x)[1](np.ones_like(x))
    assert (slope >= 0).all()
    assert (slope <= 0.25 + 1e-15).all()
