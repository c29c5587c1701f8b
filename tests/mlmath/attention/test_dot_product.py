"""Attention against PyTorch, the definition, and what must not leak."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.attention import dot_product as d
from tests.mlmath.torch_oracle import assert_agrees

seeds = st.integers(0, 2**32)


def qkv(rng, T=4, S=6, D=3, E=2, lead=(2, 3)):
    return [rng.standard_normal((*lead, *s)) for s in [(T, D), (S, D), (S, E)]]


@pytest.mark.torch
@pytest.mark.parametrize("lead", [(), (2,), (2, 3)])
@pytest.mark.parametrize("masked", [False, True])
def test_agrees_with_pytorch(lead, masked, rng):
    torch = pytest.importorskip("torch")
    mask = (rng.random((4, 6)) < 0.5) | np.eye(4, 6, dtype=bool) if masked else None
    peer = None if mask is None else torch.from_numpy(mask)
    assert_agrees(
        lambda q, k, v: d.scaled_dot_product_attention(q, k, v, mask=mask),
        lambda q, k, v: torch.nn.functional.scaled_dot_product_attention(q, k, v, peer),
        *qkv(rng, lead=lead),
        rng=rng,
    )


def test_definition_by_loops(rng):
    q, k, v = qkv(rng, lead=())
    y = np.zeros((4, 2))
    for t in range(4):
        weights = np.exp([q[t] @ k[s] / np.sqrt(3) for s in range(6)])
        for s in range(6):
            y[t] += weights[s] / weights.sum() * v[s]
    np.testing.assert_allclose(d.scaled_dot_product_attention(q, k, v), y, atol=1e-14)


@given(seeds)
def test_weights_sum_to_one_and_respect_the_mask(seed):
    rng = np.random.default_rng(seed)
    q, k, _ = qkv(rng)
    mask = (rng.random((4, 6)) < 0.5) | np.eye(4, 6, dtype=bool)
    A = d.attention_weights(30 * q, k, mask)
    np.testing.assert_allclose(A.sum(axis=-1), 1, atol=1e-12)
    assert (A[..., ~mask] == 0).all()
    assert (A >= 0).all()


@given(seeds)
def test_order_of_the_dictionary_does_not_matter_and_of_the_queries_passes_through(seed):
    rng = np.random.default_rng(seed)
    q, k, v = qkv(rng)
    y, order = d.scaled_dot_product_attention(q, k, v), rng.permutation(6)
    shuffled = d.scaled_dot_product_attention(q, k[..., order, :], v[..., order, :])
    np.testing.assert_allclose(shuffled, y, atol=1e-13)
    order = rng.permutation(4)
    np.testing.assert_allclose(
        d.scaled_dot_product_attention(q[..., order, :], k, v), y[..., order, :], atol=1e-13
    )


@given(seeds, st.integers(0, 4))
def test_nothing_leaks_from_the_future(seed, t):
    rng = np.random.default_rng(seed)
    q, k, v = qkv(rng, T=5, S=5)
    mask = d.causal_mask(5)
    y = d.scaled_dot_product_attention(q, k, v, mask=mask)
    k[..., t + 1 :, :], v[..., t + 1 :, :] = 1e3, -1e3
    changed = d.scaled_dot_product_attention(q, k, v, mask=mask)
    np.testing.assert_array_equal(changed[..., : t + 1, :], y[..., : t + 1, :])


def test_causal_mask_lets_the_last_queries_see_the_earlier_keys():
    np.testing.assert_array_equal(d.causal_mask(2, 4), [[1, 1, 1, 0], [1, 1, 1, 1]])
    np.testing.assert_array_equal(d.causal_mask(3), np.tril(np.ones((3, 3))))


def test_scores_of_ten_thousand_stay_finite():
    q = np.array([[1e4], [-1e4]])
    y = d.scaled_dot_product_attention(q, np.array([[1.0], [-1.0]]), np.array([[5.0], [7.0]]))
    np.testing.assert_array_equal(y, [[5], [7]])


def test_equal_keys_give_the_mean_of_the_values(rng):
    q, k, v = qkv(rng)
    y = d.scaled_dot_product_attention(q, np.ones_like(k), v)
    np.testing.assert_allclose(y, np.repeat(v.mean(axis=-2, keepdims=True), 4, axis=-2), atol=1e-14)
