"""Functions that answer the exercises on backpropagation, rightly and wrongly."""

from itertools import pairwise

import numpy as np

from mlmath.activations import tanh
from mlmath.autodiff import Tensor
from mlmath.layers import linear
from mlmath.losses import binary_cross_entropy


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def linear_by_loops(delta, W, A):
    (N, m), n = delta.shape, W.shape[1]
    dA, dW, db = np.zeros((N, n)), np.zeros((m, n)), np.zeros(m)
    for k in range(N):
        for i in range(m):
            db[i] += delta[k, i]
            for j in range(n):
                dA[k, j] += delta[k, i] * W[i, j]
                dW[i, j] += delta[k, i] * A[k, j]
    return dA, dW, db


def linear_by_einsum(delta, W, A):
    return np.einsum("ki,ij->kj", delta, W), np.einsum("ki,kj->ij", delta, A), np.sum(delta, 0)


def network(W1, b1, W2, b2, X, Y, *, last=None, slope=None, W=None, N=None, transposed=False):
    """The right four gradients, and with one setting changed wrong ones."""
    A = np.tanh(X @ W1.T + b1)
    P = sigmoid(A @ W2.T + b2)
    D2 = (P - Y) * (last(P) if last else 1) / (N(len(X)) if N else len(X))
    D1 = D2 @ (np.ones_like(W2) if W == "missing" else W2) * (slope(A) if slope else 1 - A**2)
    dW1, dW2 = D1.T @ X, D2.T @ A
    if transposed:
        dW1, dW2 = dW1.T, dW2.T
    return dW1, D1.sum(axis=0), dW2, D2.sum(axis=0)


def slip(**settings):
    return lambda *args: network(*args, **settings)


def network_by_examples(W1, b1, W2, b2, X, Y):
    total = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
    for x, y in zip(X, Y, strict=True):
        a = np.tanh(W1 @ x + b1)
        d2 = sigmoid(W2 @ a + b2) - y
        d1 = W2.T @ d2 / np.cosh(W1 @ x + b1) ** 2
        for t, g in zip(total, (np.outer(d1, x), d1, np.outer(d2, a), d2), strict=True):
            t += g / len(X)
    return tuple(total)


def network_by_tape(W1, b1, W2, b2, X, Y):
    params = W1, b1, W2, b2 = [Tensor(w) for w in (W1, b1, W2, b2)]
    binary_cross_entropy(linear(tanh(linear(X, W1, b1)), W2, b2), Y).backward()
    return tuple(w.grad for w in params)


def stepped(*args, gradients=network, sign=1, early=False, mean=False, in_place=False):
    """One step, and with one setting changed a wrong one."""
    *params, X, Y, lr = args
    if in_place:
        for w, g in zip(params, gradients(*params, X, Y), strict=True):
            w -= lr * g
        return tuple(params)
    g = list(gradients(*params, X, Y))
    if early:
        W1, b1, W2, b2 = params
        moved = W2 - lr * g[2]
        A = np.tanh(X @ W1.T + b1)
        D1 = (sigmoid(A @ W2.T + b2) - Y) / len(X) @ moved * (1 - A**2)
        g[:2] = D1.T @ X, D1.sum(axis=0)
    if mean:
        g[1] = g[1] / len(X)
    return tuple(w - sign * lr * u for w, u in zip(params, g, strict=True))


def step_slip(**settings):
    return lambda *args: stepped(*args, **settings)


def measured(loss, params, k, eps=1e-5, *, one_sided=False):
    w = params[k]
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        up, down = w.astype(float), w.astype(float)
        up[i] += eps
        down[i] -= 0 if one_sided else eps
        ends = [loss(*params[:k], v, *params[k + 1 :]) for v in (up, down)]
        g[i] = (ends[0] - ends[1]) / (eps if one_sided else 2 * eps)
    return g


def relative(g, m):
    return np.linalg.norm(g - m) > 1e-4 * (np.linalg.norm(g) + np.linalg.norm(m))


def search(loss, params, gradients, differs=relative, **settings):
    for k, g in enumerate(gradients):
        if differs(g, measured(loss, params, k, **settings)):
            return k
    return -1


def search_by(differs):
    return lambda loss, params, gradients: search(loss, params, gradients, differs)


def search_all(loss, params, gradients):
    errors = []
    for k, g in enumerate(gradients):
        m = measured(loss, params, k)
        errors.append(np.linalg.norm(g - m) / (np.linalg.norm(g) + np.linalg.norm(m)))
    worst = int(np.argmax(errors))
    return worst if errors[worst] > 1e-4 else -1


def search_moving(loss, params, gradients):
    for k, (w, g) in enumerate(zip(params, gradients, strict=True)):
        m = np.zeros(w.shape)
        for i in np.ndindex(w.shape):
            w[i] += 1e-5
            up = loss(*params)
            w[i] -= 2e-5
            m[i] = (up - loss(*params)) / 2e-5
        if relative(g, m):
            return k
    return -1


def sizes_by_loops(sizes):
    forward = backward = 0
    for layer, (n, m) in enumerate(pairwise(sizes)):
        forward += n * m
        backward += n * m * (2 if layer else 1)
    return forward, backward


def sizes_in_two_sums(sizes):
    weights = [a * b for a, b in pairwise(sizes)]
    return sum(weights), sum(weights) + sum(weights[1:])
