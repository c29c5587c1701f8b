"""Errors that the field has published, each with the right formula and a judge of both.

An erratum belongs to a lesson. Once that lesson is in the book, one of its entries must claim the
erratum, ``errata={name: (right text, wrong text)}``, and must fail when its own transcription is
changed from right to wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import expm
from scipy.optimize import approx_fprime
from scipy.signal import correlate2d as scipy_correlate2d
from scipy.stats import entropy

from mlmath.activations import elu, tanh
from mlmath.autodiff import Tensor, grad
from mlmath.convolution.algorithms import correlate2d
from mlmath.convolution.pooling import max_pool2d
from mlmath.layers import dropout
from mlmath.losses import mse
from mlmath.optim.adam import Adam
from tests.ledger.comparison import at_most, close, near_mean


class Case(NamedTuple):
    """A formula as it should read, as it was published, and what judges either."""

    right: object
    wrong: object
    judge: Callable[[object], None]


@dataclass(frozen=True)
class Erratum:
    name: str
    lesson: str
    case: Callable[[np.random.Generator], Case]


ERRATA: list[Erratum] = []


def erratum(name: str, lesson: str):
    def note(case):
        ERRATA.append(Erratum(name, lesson, case))
        return case

    return note


def slopes(f, x):
    """Central differences of a scalar function of an array, an independent route to a gradient."""
    x = np.asarray(x, dtype=float)
    return approx_fprime(x.ravel(), lambda v: f(v.reshape(x.shape)), 1e-7).reshape(x.shape)


by_slopes = partial(partial, close, route_rtol=1e-5)


@erratum("squared error's gradient without its factor 2", "2-calculus/gradient-descent")
def factor_two(rng):
    X, y, w = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    right = 2 / 5 * X.T @ (X @ w - y)
    wrong = 1 / 5 * X.T @ (X @ w - y)
    code = grad(lambda v: mse(Tensor(X) @ v, y))(w)
    return Case(right, wrong, by_slopes(code=code, route=slopes(lambda v: mse(X @ v, y), w)))


def small_network(rng):
    """Two tanh layers, one example: its numbers, and the loss as a function of the weights."""
    x, y = rng.normal(size=3), rng.normal(size=2)
    W1, W2 = rng.normal(size=(4, 3)), rng.normal(size=(2, 4))

    def loss(W1, W2):
        return 0.5 * np.sum((W2 @ np.tanh(W1 @ x) - y) ** 2)

    z1 = W1 @ x
    z2 = W2 @ np.tanh(z1)
    return x, W1, W2, z1, z2, z2 - y, loss


def taped_gradient(x, W1, W2, y):
    return grad(lambda W: 0.5 * ((Tensor(W2) @ tanh(W @ x) - y) ** 2).sum())(W1)


@erratum("tanh'(z2) for tanh'(z1) in the hidden layer", "2-calculus/backpropagation")
def wrong_layer(rng):
    x, W1, _, z1, _, _, _ = small_network(rng)
    W2 = rng.normal(size=(4, 4))
    y = rng.normal(size=4)
    z2 = W2 @ np.tanh(z1)
    back = W2.T @ (z2 - y)
    right = np.outer(back * (1 - np.tanh(z1) ** 2), x)
    wrong = np.outer(back * (1 - np.tanh(z2) ** 2), x)
    route = slopes(lambda W: 0.5 * np.sum((W2 @ np.tanh(W @ x) - y) ** 2), W1)
    return Case(right, wrong, by_slopes(code=taped_gradient(x, W1, W2, y), route=route))


@erratum("a sign lost in backpropagation", "2-calculus/backpropagation")
def lost_sign(rng):
    x, W1, W2, z1, z2, delta2, loss = small_network(rng)
    slope = 1 - np.tanh(z1) ** 2
    right = np.outer(W2.T @ delta2 * slope, x)
    wrong = np.outer(-W2.T @ delta2 * slope, x)
    code = taped_gradient(x, W1, W2, z2 - delta2)
    return Case(right, wrong, by_slopes(code=code, route=slopes(lambda W: loss(W, W2), W1)))


@erratum("dL/dW with its transpose lost", "2-calculus/backpropagation")
def lost_transpose(rng):
    _, W1, W2, z1, _, delta2, loss = small_network(rng)
    a1 = np.tanh(z1)
    right, wrong = np.outer(delta2, a1), np.outer(a1, delta2)
    return Case(right, wrong, by_slopes(route=slopes(lambda W: loss(W1, W), W2)))


@erratum("Adam without the hat on v", "4-optimization/adaptive")
def hatless(rng):
    theta, gradients = rng.normal(size=3), rng.normal(size=(4, 3))
    p = Tensor(theta)
    optimizer = Adam([p], lr=0.1)
    for g in gradients:
        p.grad = g
        optimizer.step()

    def adam(v_hat, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8):
        x, m, v = theta, 0, 0
        for t, g in enumerate(gradients, start=1):
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
            x = x - lr * (m / (1 - beta1**t)) / (np.sqrt(v_hat(v, beta2, t)) + eps)
        return x

    right = adam(lambda v, beta2, t: v / (1 - beta2**t))
    return Case(right, adam(lambda v, beta2, t: v), partial(close, code=p.data))


@erratum("exp(-(A + B)t) split into a product", "7-advanced/graphs")
def split_exponential(rng):
    A, B, x, t = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3), 0.7
    flow = solve_ivp(lambda s, u: -(A + B) @ u, (0, t), x, rtol=1e-10, atol=1e-12).y[:, -1]
    right, wrong = expm(-(A + B) * t) @ x, expm(-A * t) @ expm(-B * t) @ x
    return Case(right, wrong, partial(close, route=flow, route_rtol=1e-7))


def divergences(rng):
    p, q = rng.dirichlet(np.ones(4), size=(2, 50))
    return p, q, entropy(p, q, axis=1)


@erratum("KL is at least one", "5-information/divergence")
def least_divergence(rng):
    p, _, divergence = divergences(rng)
    same = entropy(p[0], p[0])

    def judge(bound):
        at_most(np.full(50, bound), divergence, tight=(bound, same))

    return Case(0.0, 1.0, judge)


@erratum("KL is a distance, so symmetric", "5-information/divergence")
def asymmetric(rng):
    p, q, divergence = divergences(rng)
    right, wrong = np.sum(p * np.log(p / q), axis=1), np.sum(q * np.log(q / p), axis=1)
    return Case(right, wrong, partial(close, route=divergence))


@erratum("dropout scaled by the drop rate", "4-optimization/regularization")
def scaled_by_drop_rate(rng):
    x, p = rng.normal(size=3), 0.2
    keep = rng.random((60_000, 3)) >= p
    samples = dropout(np.tile(x, (60_000, 1)), keep, p=p)

    def expectation(scale):
        return (1 - p) * x * scale

    judge = partial(near_mean, samples=samples)
    return Case(expectation(1 / (1 - p)), expectation(1 / p), judge)


@erratum("ELU smooth at 0 for every alpha", "2-calculus/activations")
def smooth_elu(rng):
    alpha, h = np.array([0.5, 1.0, 2.0]), 1e-7
    from_the_left = np.array([(elu(0.0, alpha=a) - elu(-h, alpha=a)) / h for a in alpha])
    return Case(alpha, np.ones(3), partial(close, route=from_the_left, route_rtol=1e-6))


@erratum("a dead ReLU never revives", "2-calculus/activations")
def dead_for_ever(rng):
    w, lr = rng.uniform(0.2, 0.8), 0.1

    def loss(w):
        h = np.maximum(w, 0)
        return (h + np.maximum(h - 1, 0) - 3) ** 2

    after = w - lr * slopes(lambda v: loss(v[0]), [w])[0]
    return Case(w - 1 + 2 * lr * (3 - w), w - 1, partial(close, route=after - 1, route_rtol=1e-5))


@erratum("the vertical filter's first sum on a 6x6 image", "6-numerics/convolution")
def vertical_filter(rng):
    image = rng.integers(0, 10, size=(6, 6)).astype(float)
    kernel = np.array([[1.0, 0, -1]] * 3)
    left, right_column = image[:3, 0].sum(), image[:3, 2].sum()
    judge = partial(
        close,
        code=correlate2d(image, kernel)[0, 0],
        route=scipy_correlate2d(image, kernel, mode="valid")[0, 0],
    )
    return Case(left - right_column, left + right_column, judge)


@erratum("pooling is location invariant", "6-numerics/convolution")
def shifted_pool(rng):
    image = rng.normal(size=(1, 1, 6, 6))
    shifted = np.roll(image, 1, axis=3)

    def pooled(x):
        return np.array(
            [[x[0, 0, i : i + 2, j : j + 2].max() for j in (0, 2, 4)] for i in (0, 2, 4)]
        )

    return Case(pooled(shifted), pooled(image), partial(close, code=max_pool2d(shifted)[0, 0]))
