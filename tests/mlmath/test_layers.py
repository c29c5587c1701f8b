"""Layers: shapes, noise, and the tree of modules that holds them."""

import numpy as np
import pytest

from mlmath.activations import leaky_relu, relu
from mlmath.autodiff import Tensor
from mlmath.initialization import zeros
from mlmath.layers import (
    Activation,
    Dropout,
    Embedding,
    Flatten,
    Linear,
    PReLU,
    dropout,
    dropout_vjp,
    embedding,
    embedding_vjp,
    linear,
    linear_vjp,
)
from mlmath.module import Module, Sequential


def test_linear_by_loops(rng):
    x, W, b = rng.standard_normal((2, 5, 3)), rng.standard_normal((4, 3)), rng.standard_normal(4)
    y = linear(x, W, b)
    assert y.shape == (2, 5, 4)
    for n, t, i in np.ndindex(y.shape):
        expected = b[i] + sum(W[i, j] * x[n, t, j] for j in range(3))
        assert y[n, t, i] == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(linear(x, W), y - b, rtol=1e-12, atol=1e-14)


def test_linear_computes_only_the_gradients_that_are_needed(rng):
    x, W, b = rng.standard_normal((5, 3)), rng.standard_normal((4, 3)), rng.standard_normal(4)
    dy = rng.standard_normal((5, 4))
    full = linear_vjp(x, W, b)[1](dy)
    dx, dW, db = linear_vjp(x, W, b, needs=(False, True, True))[1](dy)
    assert dx is None
    np.testing.assert_array_equal(dW, full[1])
    np.testing.assert_array_equal(db, full[2])
    dx, dW, _ = linear_vjp(x, W, b, needs=(True, False, False))[1](dy)
    assert dW is None
    np.testing.assert_array_equal(dx, full[0])


def test_linear_takes_read_only_strided_and_integer_inputs(rng):
    base, W = rng.standard_normal((8, 6)), rng.standard_normal((4, 3))
    x = base[::2, ::2]
    x.setflags(write=False)
    np.testing.assert_allclose(linear(x, W), x.copy() @ W.T, rtol=1e-12)
    np.testing.assert_array_equal(linear([[1, 2, 3]], W), linear([[1.0, 2.0, 3.0]], W))


def test_embedding_adds_up_what_comes_back_to_one_row():
    ids, W = np.array([[2, 0], [2, 2]]), np.arange(12.0).reshape(4, 3)
    y, pullback = embedding_vjp(ids, W)
    np.testing.assert_array_equal(y, [[W[2], W[0]], [W[2], W[2]]])
    _, dW = pullback(np.ones((2, 2, 3)))
    np.testing.assert_array_equal(dW, [[1] * 3, [0] * 3, [3] * 3, [0] * 3])
    assert not np.shares_memory(y, W)


def test_embedding_layer(rng):
    layer = Embedding(7, 3, rng)
    ids = rng.integers(7, size=(2, 5))
    assert layer(ids).shape == (2, 5, 3)
    np.testing.assert_array_equal(layer(ids).data, embedding(ids, layer.weight.data))
    weights = Embedding(300, 50, rng).weight.data
    assert weights.mean() == pytest.approx(0, abs=0.05)
    assert weights.std() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("scale_at", ["train", "eval"])
def test_dropout_by_loops(scale_at, rng):
    x, keep = rng.standard_normal((3, 4)), rng.random((3, 4)) < 0.75
    y, pullback = dropout_vjp(x, keep, p=0.25, scale_at=scale_at)
    dx, none = pullback(np.ones((3, 4)))
    scale = 0.75 if scale_at == "train" else 1
    for i in np.ndindex(3, 4):
        assert y[i] == pytest.approx(x[i] / scale if keep[i] else 0)
        assert dx[i] == pytest.approx(1 / scale if keep[i] else 0)
    assert none is None


@pytest.mark.parametrize("scale_at", ["train", "eval"])
@pytest.mark.parametrize("p", [0.0, 0.2, 0.7])
def test_training_and_evaluation_agree_in_the_mean(scale_at, p, rng):
    layer, x = Dropout(p, rng, scale_at=scale_at), np.ones((400, 500))
    y = layer(x)
    assert (y == 0).mean() == pytest.approx(p, abs=0.01)
    expected = layer.eval()(x)
    assert expected[0, 0] == (1 if scale_at == "train" else pytest.approx(1 - p))
    assert y.mean() == pytest.approx(expected.mean(), abs=0.02)


def test_dropout_of_a_list_of_integers_gives_floats():
    y = dropout([4, 6], [True, False], p=0.5)
    assert y.dtype == np.float64
    np.testing.assert_array_equal(y, [8, 0])


def test_a_table_may_have_one_row_or_one_column(rng):
    assert Embedding(1, 3, rng)([0, 0]).shape == (2, 3)
    assert Embedding(3, 1, rng)([0, 2]).shape == (2, 1)


def test_dropout_draws_anew_and_keeps_the_type(rng):
    layer, x = Dropout(0.5, rng), np.ones((20, 30), np.float32)
    first, second = layer(x), layer(Tensor(x))
    assert (first != second.data).any()
    assert first.dtype == second.dtype == layer.eval()(x).dtype == np.float32
    assert layer(x) is x


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_floats_is_kept_forwards_and_backwards(dtype, rng):
    x, W, b = (rng.standard_normal(shape).astype(dtype) for shape in [(5, 3), (4, 3), (4,)])
    for y, pullback in [
        linear_vjp(x, W, b),
        linear_vjp(x, W),
        embedding_vjp(np.array([1, 3]), W),
        dropout_vjp(x, x > 0, p=np.float64(0.3)),
        dropout_vjp(x, x > 0, p=np.float64(0.3), scale_at="eval"),
    ]:
        assert y.dtype == dtype
        assert all(dx is None or dx.dtype == dtype for dx in pullback(np.ones_like(y)))
    layer = Dropout(np.float64(0.3), rng, scale_at="eval").eval()
    assert layer(x).dtype == dtype


def test_small_layers(rng):
    assert Flatten()(np.zeros((2, 3, 4))).shape == (2, 12)
    assert Flatten()(Tensor(np.zeros((2, 3, 4)))).shape == (2, 12)
    x = rng.standard_normal((4, 3))
    layer = Activation(leaky_relu, negative_slope=0.3)
    np.testing.assert_array_equal(layer(x), leaky_relu(x, negative_slope=0.3))
    bend = PReLU(3, init=0.1)
    np.testing.assert_array_equal(bend(x).data, leaky_relu(x, negative_slope=0.1))
    bend(x).sum().backward()
    np.testing.assert_allclose(bend.weight.grad, np.minimum(x, 0).sum(axis=0))
    assert PReLU().weight.data == [0.25]


def test_linear_layer_starts_small_and_without_bias(rng):
    layer = Linear(300, 200, rng)
    assert layer.weight.shape == (200, 300)
    assert layer.weight.data.std() == pytest.approx(np.sqrt(2 / 300), rel=0.05)
    assert not layer.bias.data.any()
    assert layer.bias.shape == (200,)
    bare = Linear(3, 2, rng, bias=False, init=zeros)
    assert [name for name, _ in bare.named_parameters()] == ["weight"]
    np.testing.assert_array_equal(bare(np.ones((5, 3))).data, np.zeros((5, 2)))


class Block(Module):
    """Parts in lists, twice, shared, a buffer, and things that are no parts."""

    def __init__(self, rng):
        self.first = Linear(3, 3, rng)
        self.again = self.first
        self.parts = [self.first, Linear(3, 2, rng), (PReLU(), Dropout(0.5, rng))]
        self.scale = Tensor(np.ones(2))
        self.shared = self.scale
        self.seen = np.zeros(2)
        self.count = np.array(0)
        self.name, self.none = "block", None

    def forward(self, x):
        return self.parts[2][0](self.parts[1](self.first(x))) * self.scale


NAMES = [
    "scale",
    "first.weight",
    "first.bias",
    "parts.1.weight",
    "parts.1.bias",
    "parts.2.0.weight",
]


def test_each_part_counts_once(rng):
    block = Block(rng)
    assert [name for name, _ in block.named_parameters()] == NAMES
    assert len(list(block.parameters())) == 6
    assert [type(m) for m in block.modules()] == [Block, Linear, Linear, PReLU, Dropout]
    assert list(block.state_dict()) == [*NAMES, "seen", "count"]


def test_modes_reach_every_part(rng):
    block = Block(rng)
    assert all(m.training for m in block.modules())
    assert block.eval() is block
    assert not any(m.training for m in block.modules())
    assert all(m.training for m in block.train().modules())


def test_state_goes_from_one_module_into_another(rng):
    a, b = Block(rng), Block(rng)
    a.seen[:] = [3, 4]
    parameter = b.first.weight
    b.load_state_dict(a.state_dict())
    x = rng.standard_normal((4, 3))
    np.testing.assert_array_equal(a(x).data, b(x).data)
    np.testing.assert_array_equal(b.seen, [3, 4])
    assert b.first.weight is parameter
    state = a.state_dict()
    a.first.weight.data += 1
    np.testing.assert_array_equal(state["first.weight"], b.first.weight.data)


def test_a_state_that_does_not_fit_changes_nothing(rng):
    block = Block(rng)
    before, state = block.state_dict(), block.state_dict()
    state["scale"] = np.full(2, 9.0)
    state["seen"] = np.zeros(3)
    with pytest.raises(ValueError, match=r"seen has shape \(2,\), not \(3,\)"):
        block.load_state_dict(state)
    del state["seen"]
    with pytest.raises(ValueError, match=r"missing names: \['seen'\], unknown names: \['more'\]"):
        block.load_state_dict(state | {"more": 1})
    for name, array in block.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_all_floats_change_their_type_together(rng):
    block = Block(rng)
    block(np.ones((2, 3))).sum().backward()
    assert block.to(np.float32) is block
    assert {p.dtype for p in block.parameters()} == {np.dtype(np.float32)}
    assert all(p.grad is None for p in block.parameters())
    assert block.seen.dtype == np.float32
    assert block.count.dtype == np.array(0).dtype
    assert block(np.ones((2, 3), np.float32)).dtype == np.float32


def test_gradients_are_forgotten(rng):
    block = Block(rng)
    block(np.ones((2, 3))).sum().backward()
    assert all(p.grad is not None for p in block.parameters())
    block.zero_grad()
    assert all(p.grad is None for p in block.parameters())


def test_sequential_is_a_chain(rng):
    first, last = Linear(3, 4, rng), Linear(4, 2, rng)
    chain = Sequential(first, relu, last)
    x = rng.standard_normal((5, 3))
    np.testing.assert_array_equal(chain(x).data, last(relu(first(x))).data)
    assert len(chain) == 3
    assert chain[0] is first
    assert [name for name, _ in chain.named_parameters()][::2] == [
        "layers.0.weight",
        "layers.2.weight",
    ]


def test_a_list_of_layers_that_contains_itself_is_walked_once(rng):
    chain = Sequential(Linear(2, 2, rng))
    chain.layers.append(chain)
    assert len(list(chain.parameters())) == 2


def test_a_module_without_forward_says_so():
    with pytest.raises(NotImplementedError, match="Module defines no forward"):
        Module()(1)
