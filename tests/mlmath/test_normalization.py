"""Normalization against PyTorch and its own invariants."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath import normalization as n
from mlmath.autodiff import Tensor
from mlmath.layers import linear
from tests.mlmath.torch_oracle import assert_agrees

seeds = st.integers(0, 2**32)


@pytest.fixture
def functional():
    return pytest.importorskip("torch").nn.functional


def draws(rng, *shapes):
    return [rng.standard_normal(shape) for shape in shapes]


@pytest.mark.torch
@pytest.mark.parametrize("shape", [(5, 3), (1, 4), (2, 3, 6)])
def test_layer_norm_agrees_with_pytorch(shape, rng, functional):
    D = shape[-1:]
    assert_agrees(
        lambda x, w, b: n.layer_norm(x, w, b, eps=1e-3),
        lambda x, w, b: functional.layer_norm(x, D, w, b, 1e-3),
        *draws(rng, shape, D, D),
        rng=rng,
    )


@pytest.mark.torch
@pytest.mark.parametrize("shape", [(5, 3), (1, 4), (2, 3, 6)])
def test_rms_norm_agrees_with_pytorch(shape, rng, functional):
    D = shape[-1:]
    assert_agrees(
        lambda x, w: n.rms_norm(x, w, eps=1e-3),
        lambda x, w: functional.rms_norm(x, D, w, 1e-3),
        *draws(rng, shape, D),
        rng=rng,
    )


@pytest.mark.torch
@pytest.mark.parametrize("shape", [(5, 3), (2, 4, 6), (3, 2, 4, 5)])
def test_batch_norm_agrees_with_pytorch(shape, rng, functional):
    C = shape[1:2]
    assert_agrees(
        lambda x, w, b: n.batch_norm(x, w, b, eps=1e-3),
        lambda x, w, b: functional.batch_norm(x, None, None, w, b, training=True, eps=1e-3),
        *draws(rng, shape, C, C),
        rng=rng,
    )


@pytest.mark.torch
@pytest.mark.parametrize("shape", [(6, 3), (3, 2, 4, 5)])
def test_batch_norm_layer_remembers_as_pytorch_does(shape, rng):
    torch = pytest.importorskip("torch")
    kind = torch.nn.BatchNorm1d if len(shape) == 2 else torch.nn.BatchNorm2d
    theirs = kind(shape[1], momentum=0.3).double()
    ours = n.BatchNorm(shape[1], momentum=0.3)
    for _ in range(4):
        x = 2 + 3 * rng.standard_normal(shape)
        expected = theirs(torch.from_numpy(x)).detach().numpy()
        np.testing.assert_allclose(ours(x).data, expected, atol=1e-10)
    np.testing.assert_allclose(ours.running_mean, theirs.running_mean.numpy(), atol=1e-12)
    np.testing.assert_allclose(ours.running_var, theirs.running_var.numpy(), atol=1e-12)
    ours.eval()
    assert_agrees(ours, theirs.eval(), rng.standard_normal(shape), rng=rng)
    np.testing.assert_allclose(ours.running_mean, theirs.running_mean.numpy(), atol=1e-12)


@given(seeds, st.floats(0.01, 100))
def test_batch_norm_cannot_see_the_scale_of_the_weights(seed, c):
    rng = np.random.default_rng(seed)
    x, W, gamma, beta = draws(rng, (8, 4), (3, 4), (3,), (3,))
    plain, scaled = (n.batch_norm(x @ (k * W).T, gamma, beta, eps=1e-12) for k in (1, c))
    np.testing.assert_allclose(scaled, plain, atol=1e-5)


@given(seeds, st.floats(0.1, 10))
def test_weights_before_batch_norm_get_a_gradient_across_them_that_shrinks(seed, c):
    rng = np.random.default_rng(seed)
    x, W, u = draws(rng, (9, 4), (3, 4), (9, 3))
    gradients = []
    for k in (1, c):
        weight = Tensor(k * W)
        n.batch_norm(linear(x, weight, None), np.ones(3), np.zeros(3), eps=1e-13).backward(u)
        gradients.append(weight.grad)
    assert abs(np.sum(W * gradients[0])) < 1e-6 * np.linalg.norm(W) * np.linalg.norm(gradients[0])
    np.testing.assert_allclose(c * gradients[1], gradients[0], rtol=1e-4, atol=1e-6)


@given(seeds)
def test_normalized_rows_have_mean_zero_and_mean_square_one(seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-5, 5) + rng.uniform(1, 5) * rng.standard_normal((6, 10))
    y = n.layer_norm(x, np.ones(10), np.zeros(10), eps=1e-12)
    np.testing.assert_allclose(y.mean(axis=1), 0, atol=1e-10)
    np.testing.assert_allclose((y * y).mean(axis=1), 1, atol=1e-8)
    z = n.rms_norm(x, np.ones(10), eps=1e-12)
    np.testing.assert_allclose((z * z).mean(axis=1), 1, atol=1e-8)
    b = n.batch_norm(x, np.ones(10), np.zeros(10), eps=1e-12)
    np.testing.assert_allclose(b, n.layer_norm(x.T, np.ones(6), np.zeros(6), eps=1e-12).T)


def test_large_mean_does_not_drown_the_variance(rng):
    x = rng.standard_normal((4, 50))
    shifted = n.layer_norm(x + 1e8, np.ones(50), np.zeros(50))
    np.testing.assert_allclose(shifted, n.layer_norm(x, np.ones(50), np.zeros(50)), atol=1e-6)


def test_constant_rows_give_the_bias():
    y = n.layer_norm(np.full((2, 3), 7.0), np.ones(3), np.array([1.0, 2.0, 3.0]))
    np.testing.assert_allclose(y, [[1, 2, 3]] * 2, atol=1e-12)


@pytest.mark.parametrize("layer", [n.LayerNorm(4), n.RMSNorm(4), n.BatchNorm(4)])
def test_layers_start_neutral_and_keep_float32(layer, rng):
    x = rng.standard_normal((6, 4)).astype(np.float32)
    layer.to(np.float32)
    assert layer(x).dtype == np.float32
    np.testing.assert_array_equal(layer.weight.data, 1)
    layer.eval()
    assert layer(x).dtype == np.float32


def test_strided_input_gives_the_same_numbers(rng):
    x = rng.standard_normal((6, 5, 4))[::2].transpose(2, 0, 1)
    w, b = draws(rng, (5,), (5,))
    x.setflags(write=False)
    np.testing.assert_array_equal(n.layer_norm(x, w, b), n.layer_norm(x.copy(), w, b))


def test_defaults_are_those_of_pytorch():
    x = np.array([[-1e-3, 1e-3], [1e-3, -1e-3]])
    ones, zeros = np.ones(2), np.zeros(2)
    expected = x / np.sqrt(1e-6 + 1e-5)
    np.testing.assert_allclose(n.layer_norm(x, ones, zeros), expected, rtol=1e-12)
    np.testing.assert_allclose(n.rms_norm(x, ones), expected, rtol=1e-12)
    np.testing.assert_allclose(n.batch_norm(x, ones, zeros), expected, rtol=1e-12)
    still = n.batch_norm_eval(x, ones, zeros, zeros, np.full(2, 1e-6))
    np.testing.assert_allclose(still, expected, rtol=1e-12)
    for layer in (n.LayerNorm(2), n.RMSNorm(2), n.BatchNorm(2)):
        np.testing.assert_allclose(layer(x).data, expected, rtol=1e-12)
    layer = n.BatchNorm(1)
    layer(np.array([[3.0], [5.0]]))
    np.testing.assert_allclose([layer.running_mean[0], layer.running_var[0]], [0.4, 1.1])
