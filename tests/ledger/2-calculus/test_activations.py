import numpy as np
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.special import erf, expit, logsumexp, ndtr
from scipy.special import log_softmax as scipy_log_softmax
from scipy.special import softmax as scipy_softmax

from mlmath.activations import (
    elu_vjp,
    gelu_vjp,
    leaky_relu_vjp,
    log_softmax_vjp,
    prelu_vjp,
    relu_vjp,
    sigmoid_vjp,
    softmax_vjp,
    softplus_vjp,
    step_vjp,
    tanh_vjp,
)
from mlmath.numerics import log_sum_exp_vjp
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry


def inputs(rng):
    """Numbers on both sides of zero, none of them near it."""
    return rng.uniform(0.2, 3, size=8) * np.repeat([-1, 1], 4)


def run(vjp, x):
    """Value and slope of a primitive that works entry by entry."""
    y, pullback = vjp(x)
    return [y, pullback(np.ones_like(x))[0]]


def slopes(f, x):
    """Central differences, entry by entry."""
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6


def jacobian(f, z):
    return np.array([approx_fprime(z, lambda v, i=i: f(v)[i]) for i in range(len(z))])


@entry(
    "eq-activations-linear",
    code=None,
    route="the two layers' columns, found by sending in zero and the unit vectors",
    latex="4323689921",
)
def test_linear(rng):
    W1, W2, b1, b2 = (rng.normal(size=s) for s in [(4, 3), (2, 4), 4, 2])
    x = rng.normal(size=3)

    def layers(v):
        hidden = [sum(W1[i, j] * v[j] for j in range(3)) + b1[i] for i in range(4)]
        return np.array([sum(W2[i, j] * hidden[j] for j in range(4)) + b2[i] for i in range(2)])

    bias = layers(np.zeros(3))
    columns = np.array([layers(e) - bias for e in np.eye(3)]).T
    close(np.dot(W2, np.dot(W1, x) + b1) + b2, route=columns @ x + bias)
    close(np.dot(np.dot(W2, W1), x) + (np.dot(W2, b1) + b2), route=columns @ x + bias)


@entry(
    "eq-activations-step",
    code="mlmath.activations.step_vjp",
    route="NumPy's heaviside",
    latex="4304e00b0e",
)
def test_step(rng):
    x = np.append(inputs(rng), 0.0)
    value, slope = run(step_vjp, x)
    close(np.array([1.0 if v >= 0 else 0.0 for v in x]), code=value, route=np.heaviside(x, 1))
    close(np.full(8, 0.0), code=slope[:-1], route=slopes(lambda t: np.heaviside(t, 1), x[:-1]))


@entry(
    "eq-activations-sigmoid",
    code="mlmath.activations.sigmoid_vjp",
    route="SciPy's expit",
    latex="7297e28abf",
)
def test_sigmoid(rng):
    x = inputs(rng)
    value, slope = run(sigmoid_vjp, x)
    close(1 / (1 + np.exp(-x)), code=value, route=expit(x))
    close(expit(x) * expit(-x), code=slope, route=slopes(expit, x), route_rtol=1e-7)


@entry(
    "eq-activations-sigmoid-slope",
    code="mlmath.activations.sigmoid_vjp",
    route="differences of SciPy's expit; the bound on many inputs, equality at 0",
    latex="0b37856ad9",
)
def test_sigmoid_slope(rng):
    x = inputs(rng)
    slope = run(sigmoid_vjp, x)[1]
    close(np.exp(-x) / (1 + np.exp(-x)) ** 2, code=slope, route=slopes(expit, x), route_rtol=1e-7)
    s = 1 / (1 + np.exp(-x))
    close(s * (1 - s), code=slope, route=slopes(expit, x), route_rtol=1e-7)
    at_most(
        np.abs(slopes(expit, x)),
        np.full(8, 1 / 4),
        tight=(slopes(expit, np.zeros(1)).round(9), np.full(1, 1 / 4)),
    )


@entry(
    "eq-activations-tanh",
    code="mlmath.activations.tanh_vjp",
    route="NumPy's tanh and its differences; equality of the bound at 0",
    latex="018520dccf",
)
def test_tanh(rng):
    x = inputs(rng)
    value, slope = run(tanh_vjp, x)
    close((np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)), code=value, route=np.tanh(x))
    close(2 * (1 / (1 + np.exp(-2 * x))) - 1, code=value, route=np.tanh(x))
    t = (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
    close(1 - t**2, code=slope, route=slopes(np.tanh, x), route_rtol=1e-7)
    at_most(
        slopes(np.tanh, x),
        np.full(8, 1.0),
        tight=(slopes(np.tanh, np.zeros(1)).round(9), np.full(1, 1.0)),
    )


@entry(
    "eq-activations-relu",
    code="mlmath.activations.relu_vjp",
    route="half the sum of x and |x|, and differences of it",
    latex="c502910cc2",
)
def test_relu(rng):
    x = inputs(rng)
    value, slope = run(relu_vjp, x)
    close(np.array([max(v, 0) for v in x]), code=value, route=(x + np.abs(x)) / 2)
    beyond = slopes(lambda t: (t + np.abs(t)) / 2, x)
    close(np.array([float(v > 0) for v in x]), code=slope, route=beyond, route_rtol=1e-8)


@entry(
    "eq-activations-leaky-relu",
    code="mlmath.activations.leaky_relu_vjp",
    route="the larger of x and a x, and its differences",
    latex="6a4dc6ed55",
)
def test_leaky_relu(rng):
    x, a = inputs(rng), rng.uniform(0.05, 0.5)
    value, slope = run(lambda t: leaky_relu_vjp(t, negative_slope=a), x)

    def larger(t):
        return np.maximum(t, a * t)

    close(np.array([max(v, 0) + a * min(v, 0) for v in x]), code=value, route=larger(x))
    close(
        np.array([(v > 0) + a * (v < 0) for v in x]),
        code=slope,
        route=slopes(larger, x),
        route_rtol=1e-8,
    )


@entry(
    "eq-activations-prelu",
    code="mlmath.activations.prelu_vjp",
    route="where() and its differences in x and in a",
    latex="a68e815b78",
)
def test_prelu(rng):
    x, a = rng.permuted(inputs(rng)).reshape(4, 2), rng.uniform(0.05, 0.5, size=2)
    dy = rng.normal(size=(4, 2))
    value, pullback = prelu_vjp(x, a)
    dx, da = pullback(dy)

    def bent(t, slope):
        return np.where(t > 0, t, slope * t)

    close(
        [[max(x[i, c], 0) + a[c] * min(x[i, c], 0) for c in range(2)] for i in range(4)],
        code=value,
        route=bent(x, a),
    )
    close(
        [sum(dy[i, c] * min(x[i, c], 0) for i in range(4)) for c in range(2)],
        code=da,
        route=(dy * slopes(lambda s: bent(x, s), a)).sum(axis=0),
        route_rtol=1e-7,
    )
    close(
        [[dy[i, c] * ((x[i, c] > 0) + a[c] * (x[i, c] < 0)) for c in range(2)] for i in range(4)],
        code=dx,
        route=dy * slopes(lambda t: bent(t, a), x),
        route_rtol=1e-7,
    )


@entry(
    "eq-activations-elu",
    code="mlmath.activations.elu_vjp",
    route="the slope alpha e^t added up from 0 (SciPy's quad), and differences",
    latex="88ca8cf282",
)
def test_elu(rng):
    x, alpha = inputs(rng), rng.uniform(0.5, 2.0)
    value, slope = run(lambda t: elu_vjp(t, alpha=alpha), x)

    def added(t):
        return quad(lambda s: alpha * np.exp(s) if s < 0 else 1, 0, t, epsabs=1e-13)[0]

    close(
        np.array([v if v > 0 else alpha * (np.exp(v) - 1) for v in x]),
        code=value,
        route=[added(v) for v in x],
    )
    close(
        np.array([1 if v > 0 else alpha * np.exp(v) for v in x]),
        code=slope,
        route=slopes(np.vectorize(added), x),
        route_rtol=1e-6,
    )


@entry(
    "eq-activations-elu-kink",
    code="mlmath.activations.elu_vjp",
    route="one-sided differences at 0 of the definition",
    errata={"ELU smooth at 0 for every alpha": ("left = alpha", "left = 1 + 0 * alpha")},
    latex="d03d63b1f0",
)
def test_elu_kink(rng):
    alpha, h = rng.uniform(0.3, 0.7), 1e-7
    left = alpha
    near = np.array([-1e-15, 1e-15])
    slope = run(lambda t: elu_vjp(t, alpha=alpha), near)[1]
    from_left, from_right = (0 - alpha * np.expm1(-h)) / h, (h - 0) / h
    close([left, 1.0], code=slope, route=[from_left, from_right], route_rtol=1e-6)


@entry(
    "eq-activations-gelu",
    code="mlmath.activations.gelu_vjp",
    route="SciPy's normal distribution; its error function, differences",
    latex="157d2671ed",
)
def test_gelu(rng):
    x = inputs(rng)
    value, slope = run(gelu_vjp, x)

    def gelu(t):
        return t * (1 + erf(t / np.sqrt(2))) / 2

    close(x * ndtr(x), code=value, route=gelu(x))
    bell = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    close(ndtr(x) + x * bell, code=slope, route=slopes(gelu, x), route_rtol=1e-7)


@entry(
    "eq-activations-softplus",
    code="mlmath.activations.softplus_vjp",
    route="NumPy's logaddexp and its differences",
    latex="7f50f61c79",
)
def test_softplus(rng):
    x = inputs(rng)
    value, slope = run(softplus_vjp, x)
    close(np.log(1 + np.exp(x)), code=value, route=np.logaddexp(0, x))
    close(
        np.array([max(v, 0) + np.log(1 + np.exp(-abs(v))) for v in x]),
        code=value,
        route=np.logaddexp(0, x),
    )
    beyond = slopes(lambda t: np.logaddexp(0, t), x)
    close(1 / (1 + np.exp(-x)), code=slope, route=beyond, route_rtol=1e-7)


@entry(
    "eq-activations-layers",
    code=None,
    route="differences through the layers; equality where every unit sits in the middle",
    latex="c494de9f7a",
)
def test_layers(rng):
    T, x = int(rng.integers(3, 4)), rng.normal(size=4)
    Ws = [rng.normal(size=(4, 4)) for _ in range(T)]

    def through(v, centred=False):
        for W in Ws:
            v = expit(W @ (v - 0.5) if centred else W @ v)
        return v

    def bound(Ws):
        return 4.0 ** (-T) * np.prod([np.linalg.norm(W, 2) for W in Ws])

    a, J = x, np.eye(4)
    for W in Ws:
        a = expit(np.dot(W, a))
        J = np.dot(np.diag(a * (1 - a)), np.dot(W, J))
    exact = jacobian(through, x)
    close(J, route=exact, route_rtol=1e-5)
    Q = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    stretches = rng.uniform(1, 9, size=T)
    middle = np.eye(4)
    for stretch in stretches:
        middle = slopes(expit, np.zeros(4)).round(9)[:, None] * (stretch * Q) @ middle
    at_most(
        np.array([np.linalg.norm(exact, 2)]),
        np.array([bound(Ws)]),
        tight=(np.linalg.norm(middle, 2), bound([stretch * Q for stretch in stretches])),
    )


@entry(
    "eq-activations-dead",
    code=None,
    route="differences of the loss of a network with a dead unit, and with a living one",
    latex="12f6033351",
)
def test_dead(rng):
    X, w, y = rng.normal(size=(6, 3)), rng.normal(size=3), rng.normal(size=6)

    def loss(v):
        return np.sum((2 * np.maximum(X @ v[:3] + v[3], 0) - y) ** 2)

    for b in (-20.0, 0.1):
        out = np.maximum(X @ w + b, 0)
        g = 2 * 2 * (2 * out - y)
        route = approx_fprime(np.append(w, b), loss, 1e-7)
        on = [np.dot(w, X[i]) + b > 0 for i in range(6)]
        close(sum(g[i] * on[i] * X[i] for i in range(6)), route=route[:3], route_rtol=1e-5)
        close(sum(g[i] * on[i] for i in range(6)), route=route[3], route_rtol=1e-5)
    b = rng.uniform(-30, -20)
    close(np.full(4, 0.0), route=approx_fprime(np.append(w, b), loss))


@entry(
    "eq-activations-revive",
    code=None,
    route="one step with the slope of the small network's loss by differences",
    errata={"a dead ReLU never revives": ("+ 2 * eta * (3 - w)", "+ 0 * eta * (3 - w)")},
    latex="eba5eddb3d",
)
def test_revive(rng):
    w, eta = rng.uniform(0.2, 0.8), rng.uniform(0.05, 0.1)

    def loss(v):
        h = np.maximum(v, 0)
        return (h + np.maximum(h - 1, 0) - 3) ** 2

    after = w - eta * slopes(loss, w)
    close((w - 1) + 2 * eta * (3 - w), route=after - 1, route_rtol=1e-7)


@entry(
    "eq-activations-softmax",
    code="mlmath.activations.softmax_vjp",
    route="SciPy's softmax",
    latex="1b2528ef59",
)
def test_softmax(rng):
    z, dp = rng.normal(size=4), rng.normal(size=4)
    value, pullback = softmax_vjp(z)
    m = max(z)
    close(np.exp(z) / sum(np.exp(z)), code=value, route=scipy_softmax(z))
    close(np.exp(z - m) / sum(np.exp(z - m)), code=value, route=scipy_softmax(z))
    p = scipy_softmax(z)
    close(
        p * (dp - dp @ p),
        code=pullback(dp)[0],
        route=dp @ jacobian(scipy_softmax, z),
        route_rtol=1e-6,
    )


@entry(
    "eq-activations-softmax-jacobian",
    code="mlmath.activations.softmax_vjp",
    route="differences of SciPy's softmax",
    latex="1ba5551540",
)
def test_softmax_jacobian(rng):
    z = rng.normal(size=4)
    p = np.exp(z) / sum(np.exp(z))
    value, pullback = softmax_vjp(z)
    rows = np.array([pullback(e)[0] for e in np.eye(4)])
    route = jacobian(scipy_softmax, z)
    close(p, code=value, route=scipy_softmax(z))
    entries = [[p[i] * ((i == j) - p[j]) for j in range(4)] for i in range(4)]
    close(entries, code=rows, route=route, route_rtol=1e-6)
    close(np.diag(p) - np.outer(p, p), code=rows, route=route, route_rtol=1e-6)


@entry(
    "eq-activations-log-sum-exp",
    code="mlmath.numerics.log_sum_exp_vjp",
    route="SciPy's logsumexp; equal scores reach the upper bound, one far ahead the lower",
    latex="8422e37513",
)
def test_log_sum_exp(rng):
    z, alike = rng.normal(size=5), np.full(5, rng.normal())
    m, K = max(z), len(z)
    value, pullback = log_sum_exp_vjp(z)
    close(np.log(sum(np.exp(z))), code=value, route=logsumexp(z))
    close(m + np.log(sum(np.exp(z - m))), code=value, route=logsumexp(z))
    close(np.exp(z) / sum(np.exp(z)), code=pullback(1.0)[0], route=scipy_softmax(z))
    at_most(logsumexp(z), m + np.log(K), tight=(logsumexp(alike), max(alike) + np.log(K)))
    ahead = np.array([0, 90.0, 0])
    at_most(m, logsumexp(z), tight=(max(ahead), logsumexp(ahead)))


@entry(
    "eq-activations-log-softmax",
    code="mlmath.activations.log_softmax_vjp",
    route="SciPy's log_softmax and its differences",
    latex="2738dc0e4e",
)
def test_log_softmax(rng):
    z = rng.normal(size=4)
    value, pullback = log_softmax_vjp(z)
    close(z - np.log(sum(np.exp(z))), code=value, route=scipy_log_softmax(z))
    p = np.exp(z) / sum(np.exp(z))
    close(
        [[(i == j) - p[j] for j in range(4)] for i in range(4)],
        code=np.array([pullback(e)[0] for e in np.eye(4)]),
        route=jacobian(scipy_log_softmax, z),
        route_rtol=1e-6,
    )
