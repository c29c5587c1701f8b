"""One set of functions, three lives: derived on paper, chained by hand, lifted onto the tape.

The three must be equal to the last bit. What is on paper is written out below with the operations
in the order of the derivation; by hand, the pullbacks are called one after the other; on the tape
`Tensor.backward` calls them.
"""

from itertools import pairwise

import numpy as np
import pytest

from mlmath import activations
from mlmath.autodiff import Tensor, primitive
from mlmath.layers import linear_vjp
from mlmath.losses import binary_cross_entropy_vjp

SIZES = (5, 4, 3, 2)


def through_sigmoid(blame, z):
    """Blame times s (1 - s), the slope in the form without cancellation."""
    e = np.exp(-np.abs(z))
    return blame * e / ((1 + e) * (1 + e))


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


BENDS = {
    "sigmoid": (sigmoid, through_sigmoid),
    "tanh": (np.tanh, lambda blame, z: blame * (1 - np.tanh(z) * np.tanh(z))),
    "relu": (lambda z: np.maximum(z, 0), lambda blame, z: blame * (z > 0)),
}


@pytest.fixture
def problem(rng):
    weights = [rng.normal(size=(m, n)) for n, m in pairwise(SIZES)]
    biases = [rng.normal(size=m) for m in SIZES[1:]]
    params = list(zip(weights, biases, strict=True))
    return params, rng.normal(size=(7, SIZES[0])), rng.integers(2, size=(7, SIZES[-1])) * 1.0


def on_paper(params, X, Y, name):
    bend, through_bend = BENDS[name]
    A, Z = [X], []
    for W, b in params:
        Z.append(A[-1] @ W.T + b)
        A.append(bend(Z[-1]))
    delta = (sigmoid(Z[-1]) - Y) * (1 / Y.size)
    gradients = []
    for k in reversed(range(len(params))):
        gradients[:0] = [delta.T @ A[k], np.ones(len(X)) @ delta]
        if k:
            delta = through_bend(delta @ params[k][0], Z[k - 1])
    return gradients


def by_hand(params, X, Y, name):
    bend_vjp, A, backs = getattr(activations, f"{name}_vjp"), X, []
    for W, b in params[:-1]:
        Z, through_linear = linear_vjp(A, W, b)
        A, through_bend = bend_vjp(Z)
        backs.append((through_linear, through_bend))
    Z, through_linear = linear_vjp(A, *params[-1])
    _, through_price = binary_cross_entropy_vjp(Z, Y)
    dA, *gradients = through_linear(through_price(1.0)[0])
    for through_linear, through_bend in reversed(backs):
        dA, *own = through_linear(*through_bend(dA))
        gradients[:0] = own
    return gradients


def on_tape(params, X, Y, name):
    bend = primitive(getattr(activations, f"{name}_vjp"))
    linear, price = primitive(linear_vjp), primitive(binary_cross_entropy_vjp)
    leaves, A = [(Tensor(W), Tensor(b)) for W, b in params], X
    for W, b in leaves[:-1]:
        A = bend(linear(A, W, b))
    price(linear(A, *leaves[-1]), Y).backward()
    return [leaf.grad for pair in leaves for leaf in pair]


@pytest.mark.parametrize("name", BENDS)
def test_three_lives_are_equal_to_the_last_bit(problem, name):
    paper, hand, tape = (life(*problem, name) for life in (on_paper, by_hand, on_tape))
    assert len(paper) == len(hand) == len(tape) == 2 * (len(SIZES) - 1)
    for p, h, t in zip(paper, hand, tape, strict=True):
        assert p.dtype == h.dtype == t.dtype == np.float64
        assert np.array_equal(p, h), "paper and hand"
        assert np.array_equal(h, t), "hand and tape"


@pytest.mark.parametrize("name", BENDS)
def test_one_bit_of_the_weights_is_noticed(problem, name):
    params, X, Y = problem
    wrong = list(params)
    wrong[1] = np.nextafter(wrong[1][0], 9), wrong[1][1]
    one, other = by_hand(params, X, Y, name), on_paper(wrong, X, Y, name)
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.torch
@pytest.mark.parametrize("name", BENDS)
def test_they_agree_with_torch(problem, name):
    torch = pytest.importorskip("torch")
    params, X, Y = problem
    leaves = [[torch.tensor(v, requires_grad=True) for v in pair] for pair in params]
    A = torch.tensor(X)
    for W, b in leaves[:-1]:
        A = getattr(torch, name)(A @ W.T + b)
    Z = A @ leaves[-1][0].T + leaves[-1][1]
    torch.nn.functional.binary_cross_entropy_with_logits(Z, torch.tensor(Y)).backward()
    theirs = [leaf.grad.numpy() for pair in leaves for leaf in pair]
    for ours, other in zip(by_hand(params, X, Y, name), theirs, strict=True):
        np.testing.assert_allclose(ours, other, rtol=1e-10, atol=1e-14)
