"""Convolution layers against the definition and PyTorch."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.autodiff import Tensor
from mlmath.convolution.algorithms import conv2d_loops
from mlmath.convolution.conv2d import conv2d, conv2d_vjp, conv_transpose2d
from mlmath.convolution.layers import AveragePool2d, Conv2d, MaxPool2d, MinPool2d
from tests.mlmath.torch_oracle import assert_agrees

SETTINGS = list(itertools.product([1, 2, (2, 3)], [0, 1, 2], ["zero", "edge"]))


@pytest.mark.torch
@pytest.mark.parametrize(("stride", "padding", "mode"), SETTINGS)
def test_conv2d_agrees_with_pytorch(stride, padding, mode, rng):
    torch = pytest.importorskip("torch")

    def theirs(x, w, b):
        frame = (padding,) * 4
        x = torch.nn.functional.pad(x, frame, "replicate" if mode == "edge" else "constant")
        return torch.nn.functional.conv2d(x, w, b, stride)

    def ours(x, w, b):
        return conv2d(x, w, b, stride=stride, padding=padding, mode=mode)

    for N, C, O, (U, V), (H, W) in [(2, 3, 4, (3, 2), (7, 6)), (1, 1, 2, (4, 5), (5, 9))]:
        shapes = (N, C, H, W), (O, C, U, V), (O,)
        assert_agrees(ours, theirs, *(rng.standard_normal(s) for s in shapes), rng=rng)


@pytest.mark.torch
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 0), (2, 1), (3, 1)])
def test_transposed_convolution_agrees_with_pytorch(stride, padding, rng):
    torch = pytest.importorskip("torch")
    assert_agrees(
        lambda x, w, b: conv_transpose2d(x, w, b, stride=stride, padding=padding),
        lambda x, w, b: torch.nn.functional.conv_transpose2d(x, w, b, stride, padding),
        *(rng.standard_normal(s) for s in [(2, 4, 3, 5), (4, 3, 3, 4), (3,)]),
        rng=rng,
    )


def test_without_bias(rng):
    x, w = rng.standard_normal((2, 3, 5, 4)), rng.standard_normal((2, 3, 3, 2))
    np.testing.assert_allclose(conv2d(x, w), conv2d_loops(x, w), atol=1e-12)
    kernels = Tensor(w)
    conv2d(Tensor(x), kernels).sum().backward()
    assert kernels.grad.shape == w.shape


def test_no_gradient_is_computed_for_a_constant_image(rng):
    x, w = rng.standard_normal((2, 3, 5, 4)), rng.standard_normal((2, 3, 3, 2))
    y, pullback = conv2d_vjp(x, w, needs=(False, True))
    dx, dw = pullback(np.ones(y.shape))
    assert dx is None
    np.testing.assert_array_equal(dw, conv2d_vjp(x, w)[1](np.ones(y.shape))[1])


@given(st.integers(0, 2**32), st.integers(0, 3), st.integers(0, 3))
def test_moving_the_image_moves_the_result(seed, down, right):
    rng = np.random.default_rng(seed)
    x, w = np.zeros((1, 2, 12, 11)), rng.standard_normal((3, 2, 3, 2))
    x[:, :, 3:7, 3:6] = rng.standard_normal((1, 2, 4, 3))
    moved = conv2d(np.roll(x, (down, right), axis=(2, 3)), w)
    np.testing.assert_allclose(moved, np.roll(conv2d(x, w), (down, right), axis=(2, 3)), atol=1e-12)


def test_layer_keeps_its_settings(rng):
    layer = Conv2d(3, 4, (3, 2), rng, stride=2, padding=1, mode="edge")
    assert layer.weight.shape == (4, 3, 3, 2)
    assert layer.bias.shape == (4,)
    x = rng.standard_normal((2, 3, 6, 5))
    expected = conv2d(x, layer.weight.data, layer.bias.data, stride=2, padding=1, mode="edge")
    np.testing.assert_array_equal(layer(x).data, expected)
    assert Conv2d(3, 4, 3, rng, bias=False).bias is None


def test_float32_stays_float32(rng):
    layer = Conv2d(2, 3, 3, rng, padding=1).to(np.float32)
    x = Tensor(rng.standard_normal((2, 2, 4, 6)).astype(np.float32))
    y = layer(x)
    assert y.dtype == np.float32
    y.sum().backward()
    assert x.grad.dtype == layer.weight.grad.dtype == np.float32


@pytest.mark.parametrize("pool", [MaxPool2d, MinPool2d, AveragePool2d])
def test_pooling_layers_tile_unless_told(pool, rng):
    x = rng.standard_normal((2, 3, 8, 6))
    assert pool()(x).shape == (2, 3, 4, 3)
    assert pool((3, 2), 1)(x).shape == (2, 3, 6, 5)
