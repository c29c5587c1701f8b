"""Activations, losses, layers and the network beside PyTorch: values and gradients, float64."""

import numpy as np
import pytest

from mlmath import activations, layers, losses
from mlmath.activations import tanh
from mlmath.network import MLP
from tests.mlmath.torch_oracle import assert_agrees

torch = pytest.importorskip("torch")
F = torch.nn.functional
pytestmark = pytest.mark.torch

SHAPES = [(7,), (3, 5), (2, 3, 4), (4, 2, 3, 5)]
ACTIVATIONS = [
    (activations.sigmoid, {}, torch.sigmoid),
    (activations.tanh, {}, torch.tanh),
    (activations.relu, {}, F.relu),
    (activations.leaky_relu, {}, F.leaky_relu),
    (activations.leaky_relu, {"negative_slope": 0.3}, lambda x: F.leaky_relu(x, 0.3)),
    (activations.elu, {}, F.elu),
    (activations.elu, {"alpha": 0.3}, lambda x: F.elu(x, 0.3)),
    (activations.gelu, {}, F.gelu),
    (activations.gelu, {"approximate": "tanh"}, lambda x: F.gelu(x, approximate="tanh")),
    (activations.softplus, {}, lambda x: F.softplus(x, threshold=1e3)),
    (activations.softmax, {}, lambda x: F.softmax(x, -1)),
    (activations.softmax, {"axis": 0}, lambda x: F.softmax(x, 0)),
    (activations.log_softmax, {}, lambda x: F.log_softmax(x, -1)),
    (activations.log_softmax, {"axis": 0}, lambda x: F.log_softmax(x, 0)),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("ours", "options", "theirs"), ACTIVATIONS)
def test_activations(ours, options, theirs, shape, rng):
    x = rng.standard_normal(shape) * 10.0 ** rng.integers(-3, 2, size=shape)
    assert_agrees(lambda x: ours(x, **options), theirs, x, rng=rng)


@pytest.mark.parametrize(("ours", "options", "theirs"), ACTIVATIONS)
def test_activations_at_zero(ours, options, theirs, rng):
    assert_agrees(lambda x: ours(x, **options), theirs, np.zeros((2, 3)), rng=rng)


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("shape", [(5, 3), (2, 3, 4), (2, 3, 4, 5)])
def test_prelu(shape, size, rng):
    assert_agrees(activations.prelu, F.prelu, rng.standard_normal(shape), rng.random(size), rng=rng)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (losses.mse, F.mse_loss),
        (losses.rmse, lambda y, t: torch.sqrt(F.mse_loss(y, t))),
        (losses.mae, F.l1_loss),
        (losses.huber, F.huber_loss),
        (lambda y, t: losses.huber(y, t, delta=0.4), lambda y, t: F.huber_loss(y, t, delta=0.4)),
        (losses.log_cosh, lambda y, t: torch.log(torch.cosh(y - t)).mean()),
    ],
)
def test_losses_of_a_residual(ours, theirs, shape, rng):
    y, t = rng.standard_normal((2, *shape)) * 2
    assert_agrees(ours, theirs, y, t, rng=rng)


def torch_focal(z, t, gamma, alpha):
    """The focal loss as torchvision writes it, for 0/1 targets."""
    p = torch.sigmoid(z)
    price = F.binary_cross_entropy_with_logits(z, t, reduction="none")
    p_t = p * t + (1 - p) * (1 - t)
    weight = 1.0 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
    return (weight * (1 - p_t) ** gamma * price).mean()


@pytest.mark.parametrize("shape", SHAPES)
def test_binary_losses(shape, rng):
    z, bits, shares = rng.standard_normal(shape) * 3, rng.integers(0, 2, shape), rng.random(shape)
    hard, soft = torch.tensor(bits, dtype=torch.float64), torch.tensor(shares)
    entropy = F.binary_cross_entropy_with_logits
    pairs = [
        (lambda z: losses.binary_cross_entropy(z, bits), lambda z: entropy(z, hard)),
        (lambda z: losses.binary_cross_entropy(z, shares), lambda z: entropy(z, soft)),
        (lambda z: losses.hinge(z, 2 * bits - 1), lambda z: F.relu(1 - (2 * hard - 1) * z).mean()),
        (lambda z: losses.focal(z, bits), lambda z: torch_focal(z, hard, 2.0, None)),
        (
            lambda z: losses.focal(z, bits, gamma=1.5, alpha=0.25),
            lambda z: torch_focal(z, hard, 1.5, 0.25),
        ),
    ]
    for ours, theirs in pairs:
        assert_agrees(ours, theirs, z, rng=rng)


def test_cross_entropies(rng):
    z, labels = rng.standard_normal((6, 4)) * 5, rng.integers(4, size=6)
    assert_agrees(
        lambda z: losses.cross_entropy(z, labels),
        lambda z: F.cross_entropy(z, torch.tensor(labels)),
        z,
        rng=rng,
    )
    t = rng.dirichlet(np.ones(4), size=6)
    assert_agrees(
        lambda z: losses.categorical_cross_entropy(z, t),
        lambda z: F.cross_entropy(z, torch.tensor(t)),
        z,
        rng=rng,
    )


def test_cross_entropy_of_sequences(rng):
    z, labels = rng.standard_normal((2, 5, 3)), rng.integers(3, size=(2, 5))
    assert_agrees(
        lambda z: losses.cross_entropy(z, labels),
        lambda z: F.cross_entropy(z.flatten(0, 1), torch.tensor(labels).flatten()),
        z,
        rng=rng,
    )


@pytest.mark.parametrize("shape", [(5,), (3, 5), (2, 3, 5), (2, 4, 3, 5)])
def test_linear(shape, rng):
    x, W, b = rng.standard_normal(shape), rng.standard_normal((4, 5)), rng.standard_normal(4)
    assert_agrees(layers.linear, F.linear, x, W, b, rng=rng)
    assert_agrees(lambda x, W: layers.linear(x, W, None), F.linear, x, W, rng=rng)


@pytest.mark.parametrize("shape", [(), (6,), (2, 7), (2, 3, 4)])
def test_embedding(shape, rng):
    ids, W = rng.integers(5, size=shape), rng.standard_normal((5, 3))
    assert_agrees(
        lambda W: layers.embedding(ids, W), lambda W: F.embedding(torch.tensor(ids), W), W, rng=rng
    )


@pytest.mark.parametrize("sizes", [(5, 3), (5, 7, 3), (4, 6, 5, 3)])
def test_network(sizes, rng):
    model = MLP(sizes, rng, activation=tanh)
    modules = []
    for layer in model.layers:
        twin = torch.nn.Linear(*layer.weight.shape[::-1], dtype=torch.float64)
        twin.load_state_dict({k: torch.tensor(v) for k, v in layer.state_dict().items()})
        modules += [twin, torch.nn.Tanh()]
    twin = torch.nn.Sequential(*modules[:-1])
    x, labels = rng.standard_normal((6, sizes[0])), rng.integers(sizes[-1], size=6)
    L = losses.cross_entropy(model(x), labels)
    M = F.cross_entropy(twin(torch.tensor(x)), torch.tensor(labels))
    np.testing.assert_allclose(L.data, M.item(), rtol=1e-12)
    L.backward()
    M.backward()
    for p, q in zip(model.parameters(), twin.parameters(), strict=True):
        np.testing.assert_allclose(p.grad, q.grad.numpy(), rtol=1e-10, atol=1e-12)
