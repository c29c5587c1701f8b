"""The small GPT against PyTorch's pieces, its cache, and its sampler."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.gpt import GPT, bits_per_token, count_parameters, draw
from mlmath.optim.adam import AdamW

SIZE = {"context": 8, "width": 12, "heads": 3, "layers": 2}


def model(rng, **changes):
    """A GPT with weights large enough that attention is far from uniform."""
    gpt = GPT(11, **(SIZE | changes), rng=rng)
    for p in gpt.parameters():
        p.data = p.data + 0.3 * rng.standard_normal(p.shape)
    return gpt


def peer_loss(weights, ids, targets, heads, layers):
    """The same model written with PyTorch's functions, on leaves with our names."""
    torch = pytest.importorskip("torch")
    F = torch.nn.functional

    C = weights["tokens.weight"].shape[1]
    norm = lambda x, name: F.layer_norm(x, (C,), weights[name + ".weight"], weights[name + ".bias"])  # noqa: E731
    linear = lambda x, name: F.linear(x, weights[name + ".weight"], weights[name + ".bias"])  # noqa: E731
    x = weights["tokens.weight"][ids] + weights["positions.weight"][: ids.shape[1]]
    N, T, _ = x.shape
    for i in range(layers):
        block = f"blocks.{i}."
        q, k, v = (
            part.view(N, T, heads, C // heads).transpose(1, 2)
            for part in linear(norm(x, block + "norm1"), block + "attention.project").split(C, -1)
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + linear(y.transpose(1, 2).reshape(N, T, C), block + "attention.out")
        h = F.gelu(linear(norm(x, block + "norm2"), block + "network.up"), approximate="tanh")
        x = x + linear(h, block + "network.down")
    head = weights.get("head.weight", weights["tokens.weight"])
    logits = F.linear(norm(x, "norm"), head)
    return F.cross_entropy(logits.reshape(N * T, -1), torch.as_tensor(targets).reshape(-1))


def peer_weights(gpt):
    torch = pytest.importorskip("torch")
    return {
        name: torch.tensor(p.data, requires_grad=True, dtype=torch.float64)
        for name, p in gpt.named_parameters()
    }


@pytest.mark.torch
@pytest.mark.parametrize("tied", [False, True])
def test_loss_and_every_gradient_agree_with_pytorch(tied, rng):
    gpt = model(rng, tied=tied)
    ids, targets = rng.integers(0, 11, (2, 3, 7))
    weights = peer_weights(gpt)
    theirs = peer_loss(weights, ids, targets, 3, 2)
    ours = gpt.loss(ids, targets)
    assert abs(ours.item() - theirs.item()) < 1e-8
    ours.backward()
    theirs.backward()
    for name, p in gpt.named_parameters():
        np.testing.assert_allclose(p.grad, weights[name].grad.numpy(), rtol=0, atol=1e-8)


@pytest.mark.torch
def test_fifty_steps_of_adamw_agree_with_pytorch(rng):
    torch = pytest.importorskip("torch")
    gpt = GPT(11, **SIZE, rng=rng)
    weights = peer_weights(gpt)
    ours = AdamW(gpt.parameters(), 3e-3, weight_decay=0.1)
    theirs = torch.optim.AdamW(weights.values(), lr=3e-3, weight_decay=0.1)
    for _ in range(50):
        ids, targets = rng.integers(0, 11, (2, 4, 8))
        loss, peer = gpt.loss(ids, targets), peer_loss(weights, ids, targets, 3, 2)
        assert abs(loss.item() - peer.item()) < 1e-6
        ours.zero_grad()
        theirs.zero_grad()
        loss.backward()
        peer.backward()
        ours.step()
        theirs.step()


@pytest.mark.parametrize("tied", [False, True])
@given(
    V=st.integers(1, 9), T=st.integers(1, 7), heads=st.integers(1, 3), d=st.integers(1, 4),
    L=st.integers(1, 3),
)  # fmt: skip
def test_parameter_formula(tied, V, T, heads, d, L):
    C, rng = heads * d, np.random.default_rng(0)
    gpt = GPT(V, context=T, width=C, heads=heads, layers=L, rng=rng, tied=tied)
    assert sum(p.size for p in gpt.parameters()) == count_parameters(V, T, C, L, tied=tied)


@given(st.integers(0, 2**32), st.lists(st.integers(1, 7), unique=True).map(sorted))
def test_cached_logits_equal_the_full_ones(seed, cuts):
    rng = np.random.default_rng(seed)
    gpt, ids = model(rng), rng.integers(0, 11, (2, 8))
    caches = gpt.caches()
    parts = [gpt(part, caches) for part in np.split(ids, cuts, axis=1)]
    assert all(type(part) is np.ndarray for part in parts)
    np.testing.assert_allclose(np.concatenate(parts, axis=1), gpt(ids).data, atol=1e-12)


def test_no_token_sees_the_future(rng):
    gpt, ids = model(rng), rng.integers(0, 11, (2, 8))
    before = gpt(ids).data
    ids[:, 5:] = (ids[:, 5:] + 1) % 11
    after = gpt(ids).data
    np.testing.assert_array_equal(after[:, :5], before[:, :5])
    assert not np.allclose(after[:, 5:], before[:, 5:])


def test_a_fresh_model_guesses(rng):
    ids, targets = rng.integers(0, 11, (2, 30, 8))
    assert GPT(11, **SIZE, rng=rng).loss(ids, targets).item() == pytest.approx(np.log(11), abs=0.05)


def test_one_batch_can_be_learned_by_heart(rng):
    gpt = GPT(11, **SIZE, rng=rng).to(np.float32)
    ids, targets = rng.integers(0, 11, (2, 2, 8))
    optimizer = AdamW(gpt.parameters(), 1e-2)
    for _ in range(120):
        optimizer.zero_grad()
        loss = gpt.loss(ids, targets)
        loss.backward()
        optimizer.step()
    assert loss.dtype == np.float32
    assert loss.item() < 0.05


def test_greedy_generation_takes_the_likeliest_of_the_last_window(rng):
    gpt, ids = model(rng), rng.integers(0, 11, (2, 3))
    out = gpt.generate(ids, 12, rng, temperature=0)
    assert out.shape == (2, 15)
    np.testing.assert_array_equal(out[:, :3], ids)
    for t in range(3, 15):
        logits = gpt(out[:, max(0, t - 8) : t]).data[:, -1]
        np.testing.assert_array_equal(out[:, t], logits.argmax(axis=1))


def test_generation_is_reproducible_and_leaves_the_beginning_alone(rng):
    gpt, ids = model(rng), rng.integers(0, 11, (1, 10))
    before = ids.copy()
    a, b = (gpt.generate(ids, 9, np.random.default_rng(5), top_k=4) for _ in range(2))
    np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(ids, before)


def test_draws_follow_the_softmax(rng):
    logits, tau = np.array([0.0, 1.0, -2.0, 1.5]), 0.7
    counts = np.bincount(draw(np.tile(logits, (40_000, 1)), rng, temperature=tau), minlength=4)
    p = np.exp(logits / tau) / np.exp(logits / tau).sum()
    assert np.abs(counts / 40_000 - p).max() < 5 * 0.5 / np.sqrt(40_000)


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_top_k_draws_among_the_k_largest(seed, k):
    rng = np.random.default_rng(seed)
    logits = np.tile(rng.standard_normal(6), (300, 1))
    allowed = set(np.argsort(logits[0])[-k:])
    assert set(draw(logits, rng, temperature=3.0, top_k=k)) <= allowed


@pytest.mark.parametrize("temperature", [0, 1e-6])
def test_cold_draws_take_the_largest(temperature, rng):
    logits = 1e4 * rng.standard_normal((5, 7))
    drawn = draw(logits, rng, temperature=temperature)
    np.testing.assert_array_equal(drawn, logits.argmax(axis=1))


def test_bits_are_nats_over_log_two():
    assert bits_per_token(np.log(2)) == 1
    assert bits_per_token(2 * np.log(8)) == pytest.approx(6)


def test_weights_written_into_the_stream_start_smaller(rng):
    gpt = GPT(40, context=8, width=40, heads=2, layers=8, rng=rng)
    spread = {name: p.data.std() for name, p in gpt.named_parameters() if p.ndim == 2}
    for name, std in spread.items():
        expected = 0.005 if name.endswith(("out.weight", "down.weight")) else 0.02
        assert std == pytest.approx(expected, rel=0.15), name
