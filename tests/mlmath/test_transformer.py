"""Blocks and their feed-forward node."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.activations import gelu_vjp
from mlmath.autodiff import Tensor
from mlmath.layers import linear_vjp
from mlmath.transformer import (
    CHUNK,
    Block,
    FeedForward,
    feed_forward,
    feed_forward_vjp,
    gelu_slope,
)
from tests.mlmath.torch_oracle import assert_agrees

SHAPES = [(2, 5, 4), (7, 4), (7,), (4, 7), (4,)]


@pytest.mark.torch
def test_feed_forward_agrees_with_pytorch(rng):
    functional = pytest.importorskip("torch").nn.functional

    def theirs(x, w1, b1, w2, b2):
        h = functional.gelu(functional.linear(x, w1, b1), approximate="tanh")
        return functional.linear(h, w2, b2)

    assert_agrees(feed_forward, theirs, *(rng.standard_normal(s) for s in SHAPES), rng=rng)


def test_feed_forward_equals_its_three_parts(rng):
    x, w1, b1, w2, b2 = (rng.standard_normal(s) for s in SHAPES)
    h, back1 = linear_vjp(x, w1, b1)
    a, bend = gelu_vjp(h, approximate="tanh")
    y, back2 = linear_vjp(a, w2, b2)
    fused, pullback = feed_forward_vjp(x, w1, b1, w2, b2)
    np.testing.assert_allclose(fused, y, atol=1e-13)
    dy = rng.standard_normal(y.shape)
    da, *second = back2(dy)
    for ours, parts in zip(pullback(dy), [*back1(*bend(da)), *second], strict=True):
        np.testing.assert_allclose(ours, parts, atol=1e-12)


@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, 2 * CHUNK + 3])
def test_slope_in_chunks_equals_the_whole(n, rng):
    x = 4 * rng.standard_normal(n)
    expected, pullback = gelu_vjp(x, approximate="tanh")
    y, slope = np.empty_like(x), np.empty_like(x)
    gelu_slope(x, y, slope)
    np.testing.assert_allclose(y, expected, atol=1e-14)
    np.testing.assert_allclose(slope, pullback(np.ones(n))[0], atol=1e-13)


def test_slope_far_out_is_that_of_relu():
    x = np.array([-1e4, -50.0, 0.0, 50.0, 1e4])
    y, slope = np.empty_like(x), np.empty_like(x)
    gelu_slope(x, y, slope)
    np.testing.assert_array_equal(y, [0, 0, 0, 50, 1e4])
    np.testing.assert_array_equal(slope, [0, 0, 0.5, 1, 1])


@given(st.integers(0, 2**32), st.integers(0, 4))
def test_causal_blocks_leak_nothing_and_encoders_look_everywhere(seed, t):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 6, 4))
    for causal in (True, False):
        block = Block(4, 2, rng, causal=causal)
        before = block(x).data
        later = x.copy()
        later[:, t + 1 :] += rng.standard_normal((2, 5 - t, 4))
        same = np.allclose(block(later).data[:, : t + 1], before[:, : t + 1], atol=1e-13)
        assert same == causal


def test_block_by_its_formula(rng):
    block, x = Block(4, 2, rng), rng.standard_normal((2, 6, 4))
    h = x + block.attention(block.norm1(x)).data
    np.testing.assert_allclose(block(x).data, h + block.network(block.norm2(h)).data, atol=1e-13)


def test_decoder_looks_at_its_memory_and_learns_from_it(rng):
    block = Block(4, 2, rng, cross=True)
    x, memory = rng.standard_normal((2, 6, 4)), Tensor(rng.standard_normal((2, 3, 4)))
    y = block(x, memory)
    y.sum().backward()
    assert np.abs(memory.grad).max() > 0
    assert all(p.grad is not None for p in block.parameters())
    assert not np.allclose(block(x, memory.data[:, ::2]).data, y.data)


def test_parameters_have_pytorch_shapes(rng):
    shapes = {name: p.shape for name, p in Block(4, 2, rng).named_parameters()}
    assert shapes["attention.project.weight"] == (12, 4)
    assert shapes["network.up.weight"] == (16, 4)
    assert sum(np.prod(s) for s in shapes.values()) == 12 * 16 + 13 * 4
    assert FeedForward(4, 7, rng)(np.ones((3, 4))).shape == (3, 4)
