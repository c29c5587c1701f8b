"""Several heads: the fused node against the clear form, both against PyTorch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.attention.dot_product import attention_weights, causal_mask
from mlmath.attention.fused import self_attention, self_attention_vjp
from mlmath.attention.multi_head import KVCache, MultiHeadAttention, merge_heads, split_heads
from mlmath.autodiff import Tensor
from tests.mlmath.torch_oracle import assert_agrees

seeds = st.integers(0, 2**32)
SHAPES = [(18, 6), (18,), (6, 6), (6,)]


def clear(layer, x, mask=None):
    """The same layer by its definition: a mask of ones keeps it off the fused path."""
    T = x.shape[1]
    return layer(x, mask=np.ones((T, T), dtype=bool) if mask is None else mask)


def gradients(layer, y, u):
    layer.zero_grad()
    y.backward(u)
    return [p.grad for p in layer.parameters()]


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("scale", [1, 40])
def test_fused_node_equals_the_clear_form(causal, scale, rng):
    layer = MultiHeadAttention(6, 3, rng, causal=causal)
    layer.project.bias.data = rng.standard_normal(18)
    fast, slow = (Tensor(scale * np.ones((2, 5, 6)) * rng.standard_normal(6)) for _ in range(2))
    slow.data = fast.data = scale * rng.standard_normal((2, 5, 6))
    u = rng.standard_normal((2, 5, 6))
    y, z = layer(fast), clear(layer, slow)
    np.testing.assert_allclose(y.data, z.data, atol=1e-12 * scale)
    pairs = zip(gradients(layer, y, u), gradients(layer, z, u), strict=True)
    for a, b in [*pairs, (fast.grad, slow.grad)]:
        np.testing.assert_allclose(a, b, atol=1e-10 * scale)


@pytest.mark.torch
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("heads", [1, 2, 6])
def test_fused_node_agrees_with_pytorch(causal, heads, rng):
    torch = pytest.importorskip("torch")
    hidden = torch.from_numpy(~causal_mask(5)) if causal else None

    def theirs(x, *weights):
        x = x.transpose(0, 1)
        return torch.nn.functional.multi_head_attention_forward(
            x, x, x, 6, heads, weights[0], weights[1], None, None, False, 0.0, weights[2],
            weights[3], attn_mask=hidden,
        )[0].transpose(0, 1)  # fmt: skip

    arrays = [rng.standard_normal(s) for s in [(2, 5, 6), *SHAPES]]
    assert_agrees(
        lambda *a: self_attention(*a, heads=heads, causal=causal), theirs, *arrays, rng=rng
    )


@pytest.mark.torch
def test_cross_attention_agrees_with_pytorch(rng):
    torch = pytest.importorskip("torch")
    layer = MultiHeadAttention(6, 2, rng)
    theirs = torch.nn.MultiheadAttention(6, 2, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.from_numpy(layer.project.weight.data))
        theirs.out_proj.weight.copy_(torch.from_numpy(layer.out.weight.data))
    x, memory = rng.standard_normal((2, 4, 6)), rng.standard_normal((2, 7, 6))
    assert_agrees(layer, lambda x, m: theirs(x, m, m, need_weights=False)[0], x, memory, rng=rng)
    expected = theirs.in_proj_weight.grad.numpy()
    np.testing.assert_allclose(layer.project.weight.grad, expected, atol=1e-10)


@given(seeds)
def test_without_mask_and_positions_order_passes_through(seed):
    rng = np.random.default_rng(seed)
    x, order = rng.standard_normal((2, 7, 6)), rng.permutation(7)
    layer = MultiHeadAttention(6, 3, rng)
    np.testing.assert_allclose(layer(x[:, order]).data, layer(x).data[:, order], atol=1e-12)
    turned = MultiHeadAttention(6, 3, rng, rotary=True)
    assert np.array_equal(order, np.arange(7)) or not np.allclose(
        turned(x[:, order]).data, turned(x).data[:, order], atol=1e-8
    )


@given(seeds, st.integers(0, 5), st.booleans())
def test_causal_layers_leak_nothing(seed, t, rotary):
    rng = np.random.default_rng(seed)
    layer, x = MultiHeadAttention(4, 2, rng, causal=True, rotary=rotary), rng.normal(size=(2, 6, 4))
    y = layer(x).data
    x[:, t + 1 :] += 5
    np.testing.assert_allclose(layer(x).data[:, : t + 1], y[:, : t + 1], atol=1e-13)


@pytest.mark.parametrize("rotary", [False, True])
@pytest.mark.parametrize("cuts", [[6], [1, 2, 3, 4, 5, 6], [4, 5, 6]])
def test_cache_gives_the_numbers_of_the_whole(rotary, cuts, rng):
    layer = MultiHeadAttention(4, 2, rng, causal=True, rotary=rotary)
    x, cache = rng.standard_normal((3, 6, 4)), KVCache(6)
    parts = [layer(part, cache=cache).data for part in np.split(x, cuts[:-1], axis=1)]
    np.testing.assert_allclose(np.concatenate(parts, axis=1), layer(x).data, atol=1e-13)
    assert cache.length == 6


def test_mask_and_causality_add_up(rng):
    layer, x = MultiHeadAttention(4, 2, rng, causal=True), rng.standard_normal((1, 3, 4))
    only_self = layer(x, mask=np.eye(3, dtype=bool)).data
    v = x @ layer.project.weight.data[8:].T
    np.testing.assert_allclose(only_self, v @ layer.out.weight.data.T, atol=1e-13)
    np.testing.assert_allclose(clear(layer, x).data, layer(x).data, atol=1e-13)


def test_split_and_merge_are_inverse(rng):
    x = rng.standard_normal((2, 3, 12))
    assert split_heads(x, 4).shape == (2, 4, 3, 3)
    np.testing.assert_array_equal(split_heads(x, 4)[1, 2, 0], x[1, 0, 6:9])
    np.testing.assert_array_equal(merge_heads(split_heads(x, 4)), x)


@pytest.mark.parametrize("causal", [False, True])
def test_huge_scores_take_the_safe_road(causal, rng):
    weights = [np.concatenate([np.eye(2)] * 3), np.zeros(6), np.eye(2), np.zeros(2)]
    x = 1e3 * rng.standard_normal((1, 4, 2))
    y, pullback = self_attention_vjp(x, *weights, heads=1, causal=causal)
    A = attention_weights(x, x, causal_mask(4) if causal else None)
    np.testing.assert_allclose(y, A @ x, rtol=1e-10)
    assert all(np.isfinite(g).all() for g in pullback(np.ones_like(y)))


def test_float32_stays_float32(rng):
    arrays = [rng.standard_normal(s).astype(np.float32) for s in [(2, 5, 6), *SHAPES]]
    for scale in (1, 30):
        y, pullback = self_attention_vjp(scale * arrays[0], *arrays[1:], heads=2, causal=True)
        assert {y.dtype, *(g.dtype for g in pullback(y))} == {np.dtype(np.float32)}
