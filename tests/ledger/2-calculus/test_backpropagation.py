from itertools import pairwise

import numpy as np
from scipy.special import expit, log_expit, logsumexp, softmax

from mlmath.layers import linear_vjp
from mlmath.losses import binary_cross_entropy_vjp, cross_entropy_vjp
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry


def bend(z):
    """The sigmoid, for complex numbers as well."""
    return 1 / (1 + np.exp(-z))


def slopes(f, w, h=1e-20):
    """The gradient of a scalar function by complex steps, entry by entry."""
    w = np.asarray(w, dtype=complex)
    g = np.zeros(w.shape)
    for k in np.ndindex(w.shape):
        nudged = w.copy()
        nudged[k] += 1j * h
        g[k] = np.imag(f(nudged)) / h
    return g


SHIFT = "softmax forgives any shift; this one only keeps exp from overflowing"
ALL_NEEDED = "the flags are all true, here as wherever nothing is left out"
LEFT_OVER = "for NumPy any negative length means what is left"
LINEAR = {
    "constant: 1 -> 2": LEFT_OVER,
    "constant: 0 -> 1": ALL_NEEDED,
    "constant: 1 -> 0": ALL_NEEDED,
    "transpose: np.ones(len(dy_rows), dy.dtype) @ dy_rows -> "
    "np.ones(len(dy_rows), dy.dtype).T @ dy_rows": "a vector is its own transpose in NumPy",
}


def price_of(z, y):
    """The price of a probability bend(z), written out for y = 0 and y = 1, complex numbers too."""
    return sum(-np.log(bend(u if t else -u)) for u, t in zip(np.ravel(z), np.ravel(y), strict=True))


def network(rng, sizes):
    """Weights and biases of layers of these sizes, an input and a label for each output."""
    W = [rng.normal(size=(m, n)) for n, m in pairwise(sizes)]
    b = [rng.normal(size=m) for m in sizes[1:]]
    return W, b, rng.normal(size=sizes[0]), rng.integers(2, size=sizes[-1])


def through(W, b, z):
    """Go from sums z of one layer through further layers to the sums of the last."""
    for weight, bias in zip(W, b, strict=True):
        z = weight @ bend(z) + bias
    return z


def batch(rng):
    """Two layers, a batch of 5, its labels; and the mean price as a function of all of these."""
    W, b, _, _ = network(rng, (3, 4, 1))
    X, Y = rng.normal(size=(5, 3)), rng.integers(2, size=(5, 1))

    def mean_price(Z1=None, W1=W[0], b1=b[0], W2=W[1], b2=b[1], Z2=None):
        total = 0
        for n, x in enumerate(X):
            z1 = W1 @ x + b1 if Z1 is None else Z1[n]
            total = total + price_of(W2 @ bend(z1) + b2 if Z2 is None else Z2[n], Y[n])
        return total / len(X)

    return W, b, X, Y, mean_price


@entry(
    "eq-backpropagation-layer",
    code="mlmath.layers.linear_vjp",
    route="sums neuron by neuron, and complex steps",
    survives=LINEAR,
    latex="5915b96e90",
)
def test_layer(rng):
    W, b, a = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    delta = rng.normal(size=4)
    value, pullback = linear_vjp(a, W, b)
    z = W @ a + b
    sums = [sum(W[i, j] * a[j] for j in range(3)) + b[i] for i in range(4)]
    close(z, code=value, route=np.array(sums))
    close(1 / (1 + np.exp(-z)), route=expit(np.array(sums)))
    da, dW, db = pullback(delta)
    assert db is not None
    close(W.T @ delta, code=da, route=slopes(lambda v: delta @ (W @ v + b), a))
    close(np.outer(delta, a), code=dW, route=slopes(lambda V: delta @ (V @ a + b), W))
    close(delta, code=db, route=slopes(lambda c: delta @ (W @ a + c), b))


@entry(
    "eq-backpropagation-price",
    code="mlmath.losses.binary_cross_entropy_vjp",
    route="SciPy's log of the sigmoid, case by case",
    survives={"statement: z, t = _alike(z, t) -> pass": "arrays of one shape stay as they are"},
    latex="4585a5fad1",
)
def test_price(rng):
    z, y = rng.normal(size=6), np.array([0, 1, 1, 0, 1, 0])
    p = expit(z)
    route = -log_expit(np.where(y, z, -z))
    value, pullback = binary_cross_entropy_vjp(z, y)
    close(np.where(y == 1, -np.log(p), -np.log(1 - p)), route=route)
    close(-y * np.log(p) - (1 - y) * np.log(1 - p), route=route)
    close(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)), code=value, route=np.mean(route))
    gradient, none = pullback(3.0)
    assert none is None
    close(3 / 6 * (p - y), code=gradient, route=slopes(lambda v: price_of(v, y) / 2, z))


@entry(
    "eq-backpropagation-output",
    code="mlmath.losses.binary_cross_entropy_vjp",
    route="complex steps",
    survives={"statement: z, t = _alike(z, t) -> pass": "arrays of one shape stay as they are"},
    latex="d1719751dd",
)
def test_output(rng):
    z, y = rng.normal(size=7), np.array([0, 1, 1, 0, 1, 0, 0])
    p = expit(z)
    value, pullback = binary_cross_entropy_vjp(z, y)
    close(p - y, code=pullback(7.0)[0], route=slopes(lambda v: price_of(v, y), z))
    close(np.mean(-np.log(np.where(y, p, 1 - p))), code=value, route=price_of(z, y).real / 7)
    assert pullback(7.0)[1] is None


@entry(
    "eq-backpropagation-softmax",
    code="mlmath.losses.cross_entropy_vjp",
    route="complex steps",
    survives=dict.fromkeys(
        [
            "sign: s - s.max(axis=1, keepdims=True) -> s + s.max(axis=1, keepdims=True)",
            "factor: s - s.max(axis=1, keepdims=True) -> s - 2 * s.max(axis=1, keepdims=True)",
            "axis: s.max(axis=1, keepdims=True) -> s.max(keepdims=True)",
            "comparison: s.max(axis=1, keepdims=True) -> s.min(axis=1, keepdims=True)",
        ],
        SHIFT,
    )
    | dict.fromkeys(["constant: 1 -> 2", "sign: -1 -> 1"], LEFT_OVER),
    latex="b98db213e1",
)
def test_softmax(rng):
    z, k = rng.normal(size=4), 2
    p, y = softmax(z), np.eye(4)[k]

    def price(v):
        return np.log(np.sum(np.exp(v))) - v[k]

    value, pullback = cross_entropy_vjp(z[None], np.array([k]))
    close(-np.log(p[k]), code=value, route=logsumexp(z) - z[k])
    close(p - y, code=pullback(1.0)[0][0], route=slopes(price, z))
    rows = rng.normal(size=(3, 4))
    labels = np.array([1, 3, 0])
    value, pullback = cross_entropy_vjp(rows, labels)
    mean = np.mean([logsumexp(r) - r[t] for r, t in zip(rows, labels, strict=True)])
    close(np.mean(-np.log(softmax(rows, axis=1)[np.arange(3), labels])), code=value, route=mean)
    close(
        2 * (softmax(rows, axis=1) - np.eye(4)[labels]) / 3,
        code=pullback(2.0)[0],
        route=2 * slopes(lambda R: np.mean([np.log(np.sum(np.exp(r))) - r[t]
                                            for r, t in zip(R, labels, strict=True)]), rows),
    )  # fmt: skip
    assert pullback(2.0)[1] is None


@entry(
    "eq-backpropagation-delta",
    code=None,
    route="complex steps in the sums of the layer",
    errata={
        "tanh'(z2) for tanh'(z1) in the hidden layer": ("slope(z1)", "slope(z2)"),
        "a sign lost in backpropagation": ("close((W[0].T", "close((-W[0].T"),
    },
    latex="60d0902ef9",
)
def test_delta(rng):
    W, b, z1, y = network(rng, (4, 4))
    z2 = W[0] @ expit(z1) + b[0]
    delta2 = expit(z2) - y

    def slope(z):
        return expit(z) * (1 - expit(z))

    route = slopes(lambda z: price_of(through(W, b, z), y), z1)
    close((W[0].T @ delta2) * slope(z1), route=route)


@entry(
    "eq-backpropagation-weights",
    code=None,
    route="complex steps in the weights",
    errata={
        "dL/dW with its transpose lost": ("np.outer(delta, a)", "np.outer(a, delta)"),
    },
    latex="76db9ffae8",
)
def test_weights(rng):
    W, b, z1, y = network(rng, (4, 4))
    a = expit(z1)
    delta = expit(W[0] @ a + b[0]) - y
    route = slopes(lambda V: price_of(V @ a + b[0], y), W[0])
    close(np.outer(delta, a), route=route)


@entry(
    "eq-backpropagation-bias",
    code=None,
    route="complex steps in the biases",
    latex="8ac7afb24c",
)
def test_bias(rng):
    W, b, z1, y = network(rng, (3, 4))
    delta = expit(W[0] @ expit(z1) + b[0]) - y
    close(delta, route=slopes(lambda c: price_of(W[0] @ bend(z1) + c, y), b[0]))


@entry(
    "eq-backpropagation-update",
    code=None,
    route="the minimiser of the local model",
    latex="9bd14e20bd",
)
def test_update(rng):
    w, gradient, eta = rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), rng.uniform(0.1, 0.9)
    # the step minimises <g, v - w> + |v - w|^2 / (2 eta): set the derivative to zero, solve for v
    minimiser = np.linalg.solve(np.eye(2) / eta, w / eta - gradient)
    close(w - eta * gradient, route=minimiser)


@entry(
    "eq-backpropagation-fall",
    code=None,
    route="a step so short that its square is lost",
    latex="f4f01aa2e8",
)
def test_fall(rng):
    w, eta = rng.normal(size=4), rng.uniform(1e-5, 2e-5)
    g, y = softmax(w), np.eye(4)[1]
    after = logsumexp(w - eta * (g - y)) - (w - eta * (g - y))[1]
    fall = after - logsumexp(w) + w[1]
    close(-eta * np.linalg.norm(g - y) ** 2, route=fall, route_rtol=5e-4)
    close(logsumexp(w) - w[1] - eta * np.linalg.norm(g - y) ** 2, route=after, route_rtol=1e-8)


@entry(
    "eq-backpropagation-batch-forward",
    code="mlmath.layers.linear_vjp",
    route="example by example",
    survives=LINEAR,
    latex="9890db99fd",
)
def test_batch_forward(rng):
    W, b, X, _, _ = batch(rng)
    ones = np.ones(5)
    Z = X @ W[0].T + np.outer(ones, b[0])
    by_rows = np.array([W[0] @ x + b[0] for x in X])
    value, pullback = linear_vjp(X, W[0], b[0])
    close(Z, code=value, route=by_rows)
    close(1 / (1 + np.exp(-Z)), route=expit(by_rows))
    D = rng.normal(size=(5, 4))
    dX, dW, db = pullback(D)
    assert db is not None
    close(D @ W[0], code=dX, route=np.array([W[0].T @ d for d in D]))
    close(D.T @ X, code=dW, route=sum(np.outer(d, x) for d, x in zip(D, X, strict=True)))
    close(D.T @ ones, code=db, route=D.sum(axis=0))


@entry(
    "eq-backpropagation-batch-delta",
    code=None,
    route="complex steps in all sums of the batch",
    latex="718c63dba0",
)
def test_batch_delta(rng):
    W, b, _, Y, mean_price = batch(rng)
    N, Z1, Z2 = 5, rng.normal(size=(5, 4)), rng.normal(size=(5, 1))
    P = expit(Z2)
    close(1 / N * (P - Y), route=slopes(lambda Z: mean_price(Z2=Z), Z2))
    last = (expit(expit(Z1) @ W[1].T + b[1]) - Y) / 5
    hidden = (last @ W[1]) * (expit(Z1) * (1 - expit(Z1)))
    close(hidden, route=slopes(lambda Z: mean_price(Z1=Z), Z1))


@entry(
    "eq-backpropagation-batch-gradients",
    code=None,
    route="complex steps in the weights and biases",
    latex="f517df2252",
)
def test_batch_gradients(rng):
    A, Delta = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    W, b, ones = rng.normal(size=(4, 3)), rng.normal(size=4), np.ones(5)

    def price(W, b):  # its gradient with respect to the sums is Delta
        return sum(Delta[n] @ (W @ A[n] + b) for n in range(5))

    route = slopes(lambda V: price(V, b), W)
    close(sum(np.outer(Delta[n], A[n]) for n in range(5)), route=route)
    close(Delta.T @ A, route=route)
    close(Delta.T @ ones, route=slopes(lambda c: price(W, c), b))


@entry(
    "eq-backpropagation-check",
    code=None,
    route="the derivative of log-sum-exp (SciPy)",
    latex="909fe8258b",
)
def test_check(rng):
    w, k, eps = rng.normal(size=4), rng.integers(4), rng.uniform(1e-5, 2e-5)
    e = np.eye(4)[k]
    measured = (logsumexp(w + eps * e) - logsumexp(w - eps * e)) / (2 * eps)
    close(measured, route=softmax(w)[k], route_rtol=1e-8)


@entry(
    "eq-backpropagation-relative",
    code=None,
    route="sums of squares, and the two ends 0 and 1",
    latex="f91c58ae7e",
)
def test_relative(rng):
    g, g_hat = rng.normal(size=(2, 5))

    def r(g, g_hat):
        return np.linalg.norm(g - g_hat) / (np.linalg.norm(g) + np.linalg.norm(g_hat))

    def length(v):
        return sum(u * u for u in v) ** 0.5

    close(r(g, g_hat), route=length(g - g_hat) / (length(g) + length(g_hat)))
    close(r(g, g), route=0.0)
    close(r(g, -g), route=1.0)


@entry(
    "eq-backpropagation-chain",
    code=None,
    route="complex steps through three layers",
    survives={
        "sign: return expit(z) * (1 - expit(z)) -> return -(expit(z) * (1 - expit(z)))": "two "
        "slopes, so two signs, cancel"
    },
    latex="ec397b0e4c",
)
def test_chain(rng):
    w1, w2, w3, x = rng.normal(size=4)
    b1, b2, b3 = rng.normal(size=3)
    z1 = w1 * x + b1
    z2 = w2 * expit(z1) + b2
    p = expit(w3 * expit(z2) + b3)
    y = rng.integers(2)

    def slope(z):
        return expit(z) * (1 - expit(z))

    def price(v):
        return price_of(w3 * bend(w2 * bend(v[0] * x + b1) + b2) + b3, y)

    close((p - y) * w3 * slope(z2) * w2 * slope(z1) * x, route=slopes(price, [w1])[0])


@entry(
    "eq-backpropagation-product",
    code=None,
    route="complex steps in the first sums",
    survives={
        "transpose: D(z1) @ W[0].T -> D(z1).T @ W[0].T": "a diagonal matrix is its own transpose"
    },
    latex="36eeed7cbc",
)
def test_product(rng):
    W, b, z1, y = network(rng, (3, 4, 5, 2))
    z2 = W[0] @ expit(z1) + b[0]
    z3 = W[1] @ expit(z2) + b[1]
    delta4 = expit(W[2] @ expit(z3) + b[2]) - y

    def D(z):
        return np.diag(expit(z) * (1 - expit(z)))

    route = slopes(lambda z: price_of(through(W, b, z), y), z1)
    close(D(z1) @ W[0].T @ D(z2) @ W[1].T @ D(z3) @ W[2].T @ delta4, route=route)


@entry(
    "eq-backpropagation-vanish",
    code=None,
    route="the recursion in 30 networks; equality where W turns and z = 0",
    survives={
        "constant: 3 -> 4": "three sums are read; a fourth is not",
        "constant: 2 -> 1": "one zero stands for both neurons",
    },
    latex="0d31c8349f",
)
def test_vanish(rng):
    def first(W, z, delta):
        for k in (2, 1, 0):
            delta = expit(z[k]) * expit(-z[k]) * (W[k].T @ delta)
        return np.linalg.norm(delta)

    def bound(L, W, delta):
        longest = [np.linalg.norm(V, 2) for V in W]
        return (1 / 4) ** (L - 1) * np.prod(longest) * np.linalg.norm(delta)

    lesser, greater = [], []
    for _ in range(30):
        W, _, _, _ = network(rng, (3, 4, 2, 3))
        z, delta = [rng.normal(size=n) for n in (3, 4, 2)], rng.normal(size=3)
        lesser.append(first(W, z, delta))
        greater.append(bound(4, W, delta))
    turns, delta = np.linalg.qr(rng.normal(size=(3, 2, 2)))[0], rng.normal(size=2)
    scaled = [rng.normal() * Q for Q in turns]
    tight = first(scaled, [np.zeros(2)] * 3, delta), bound(4, scaled, delta)
    at_most(np.array(lesser), np.array(greater), tight=tight)


@entry(
    "eq-backpropagation-cost",
    code=None,
    route="multiplications counted one by one",
    latex="5d1df7b43d",
)
def test_cost(rng):
    n = rng.integers(2, 6, size=5)
    L, counted = 4, {"forward": 0, "backward": 0}
    for layer in range(1, L + 1):
        for _neuron, _reads in np.ndindex(n[layer], n[layer - 1]):
            counted["forward"] += 1  # w * a
            counted["backward"] += 1  # delta * a
            counted["backward"] += layer > 1  # w * delta; nobody asks for the input's blame
    forward = sum(n[k] * n[k - 1] for k in range(1, L + 1))
    backward = sum(n[k] * n[k - 1] for k in range(1, L + 1)) + sum(
        n[k] * n[k - 1] for k in range(2, L + 1)
    )
    close(np.array([forward, backward]), route=np.array(list(counted.values())))
