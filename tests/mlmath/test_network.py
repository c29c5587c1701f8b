"""The feedforward network: its formula, and that it learns."""

import numpy as np
import pytest

from mlmath.activations import relu, tanh
from mlmath.autodiff import Tensor
from mlmath.datasets.shipped import load_digits
from mlmath.initialization import zeros
from mlmath.losses import cross_entropy, mse
from mlmath.network import MLP
from mlmath.numerics import vjp_error
from mlmath.optim.adam import Adam
from mlmath.optim.sgd import SGD
from mlmath.training import fit


@pytest.mark.parametrize("bend", [np.tanh, lambda z: np.maximum(z, 0)])
def test_forward_follows_the_formula(bend, rng):
    model = MLP((3, 5, 4, 2), rng, activation=tanh if bend is np.tanh else relu)
    x = rng.standard_normal((6, 3))
    a = x
    for layer in model.layers[:-1]:
        a = bend(a @ layer.weight.data.T + layer.bias.data)
    z = a @ model.layers[-1].weight.data.T + model.layers[-1].bias.data
    np.testing.assert_allclose(model(x).data, z, rtol=1e-12, atol=1e-14)
    np.testing.assert_array_equal(model.predict(x), z.argmax(axis=1))
    assert model.predict(x.reshape(2, 3, 3)).shape == (2, 3)


def test_every_gradient_agrees_with_finite_differences(rng):
    model, x, labels = MLP((3, 5, 4), rng), rng.standard_normal((6, 3)), rng.integers(4, size=6)
    parameters = list(model.parameters())

    def loss_vjp(*arrays):
        for p, array in zip(parameters, arrays, strict=True):
            p.data, p.grad = array, None
        L = cross_entropy(model(x), labels)
        L.backward()
        gradients = tuple(p.grad for p in parameters)
        return L.data, lambda dL: tuple(dL * g for g in gradients)

    assert vjp_error(loss_vjp, *[p.data.copy() for p in parameters], rng=rng) < 1e-7


def test_the_input_may_be_a_tensor(rng):
    model, x = MLP((3, 4, 2), rng), Tensor(rng.standard_normal((5, 3)))
    model(x).sum().backward()
    assert x.grad.shape == (5, 3)


def test_zeros_never_break_the_symmetry(rng):
    model = MLP((3, 8, 2), rng, activation=tanh, init=zeros)
    x, t = rng.standard_normal((40, 3)), rng.integers(2, size=40)
    fit(model, cross_entropy, SGD(model.parameters(), 0.5), x, t, epochs=5, batch_size=8, rng=rng)
    assert not model.layers[0].weight.data.any()


def test_two_layers_solve_xor(rng):
    x, t = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    model = MLP((2, 8, 2), rng, activation=tanh)
    optimizer = Adam(model.parameters(), lr=0.05)
    fit(model, cross_entropy, optimizer, x, t, epochs=200, batch_size=4, rng=rng)
    np.testing.assert_array_equal(model.predict(x), t)


def test_one_layer_finds_the_least_squares_line(rng):
    x = rng.standard_normal((50, 3))
    t = x @ [[1.0], [-2.0], [0.5]] + 0.3 + 0.1 * rng.standard_normal((50, 1))
    model = MLP((3, 1), rng)
    fit(model, mse, SGD(model.parameters(), 0.1), x, t, epochs=400, batch_size=50, rng=rng)
    best = np.linalg.lstsq(np.c_[x, np.ones(50)], t, rcond=None)[0][:, 0]
    np.testing.assert_allclose(model.layers[0].weight.data[0], best[:3], atol=1e-8)
    np.testing.assert_allclose(model.layers[0].bias.data, best[3:], atol=1e-8)


def test_digits_are_read_above_97_percent():
    rng = np.random.default_rng(1)
    digits = load_digits()
    x, t = digits.data / 16.0, digits.target
    order = rng.permutation(len(x))
    train, test = order[:1400], order[1400:]
    model = MLP((64, 64, 10), rng)
    optimizer = Adam(model.parameters(), lr=2e-3)
    fit(model, cross_entropy, optimizer, x[train], t[train], epochs=60, batch_size=32, rng=rng)
    assert (model.predict(x[test]) == t[test]).mean() > 0.97
