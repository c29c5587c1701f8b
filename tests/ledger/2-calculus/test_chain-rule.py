from itertools import pairwise

import numpy as np
import sympy

from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

TINY = 1e-20


STEPS = (
    lambda v: v[0] * v[1],
    lambda v: np.sin(v[0]),
    lambda v: v[2] * v[3] + v[1],
    lambda v: v[4] * v[4] * v[0],
)


def program(x):
    """Two inputs and four more values."""
    v = [*x]
    for step in STEPS:
        v.append(step(v))
    return np.array(v)


def resumed(v, i):
    """The program's last value by complex step, with node i changed and all after it made anew."""
    v = [complex(value) for value in v[: max(i + 1, 2)]]
    v[i] += TINY * 1j
    for step in STEPS[len(v) - 2 :]:
        v.append(step(v))
    return v[-1].imag / TINY


def local_slopes(v):
    """The local derivatives on the program's edges (from, to)."""
    return {
        (0, 2): v[1],
        (1, 2): v[0],
        (0, 3): np.cos(v[0]),
        (1, 4): 1,
        (2, 4): v[3],
        (3, 4): v[2],
        (0, 5): v[4] ** 2,
        (4, 5): 2 * v[4] * v[0],
    }


def layer(rng, p, m):
    """A bent layer from m to p numbers, and its Jacobian."""
    W = rng.normal(size=(p, m))

    def f(x):
        return np.tanh(W @ x)

    def jacobian(x):
        return (1 - np.tanh(W @ x) ** 2)[:, None] * W

    return f, jacobian


def spectral(A):
    return np.linalg.norm(A, 2)


@entry(
    "eq-chain-rule-line",
    code=None,
    route="the cube, multiplied out; the limit by SymPy",
    latex="675e0eb7d3",
)
def test_line(rng):
    place, step = rng.uniform(0.5, 1.5, size=2)
    x, h = sympy.symbols("x h")
    epsilon = sympy.cancel(((x + h) ** 3 - x**3) / h - sympy.diff(x**3, x))
    eps = float(epsilon.subs({x: place, h: step}))
    close(place**3 + (3 * place**2 + eps) * step, route=(place + step) ** 3)
    close(0, route=float(sympy.limit(epsilon, h, 0)))


@entry(
    "eq-chain-rule-error",
    code=None,
    route="the quotient of differences of two cubes",
    latex="45731fb5d7",
)
def test_error(rng):
    x, h = rng.uniform(0.5, 1.5, size=2)
    u, k = x**3, (x + h) ** 3 - x**3
    slope_f, slope_g, eps, delta = 3 * x**2, 3 * u**2, 3 * x * h + h**2, 3 * u * k + k**2
    quotient = ((x + h) ** 9 - x**9) / h
    close((slope_g + delta) * (slope_f + eps), route=quotient)
    close(slope_g * slope_f + slope_g * eps + delta * slope_f + delta * eps, route=quotient)


@entry("eq-chain-rule-one", code=None, route="complex step", latex="ca7d26cc20")
def test_one(rng):
    x = rng.uniform(0.5, 1.5)
    f, slope_f, slope_g = np.sin, np.cos, np.exp
    close(slope_g(f(x)) * slope_f(x), route=np.exp(np.sin(x + TINY * 1j)).imag / TINY)


@entry(
    "eq-chain-rule-chain", code=None, route="complex step through five links", latex="dbe157875e"
)
def test_chain(rng):
    K, start = rng.integers(5, 6), rng.uniform(0.5, 1.5)
    a = rng.uniform(0.5, 1.5, size=K + 1)
    v = [start]
    for k in range(1, K + 1):
        v.append(a[k] * np.sin(v[k - 1]))
    end = start + TINY * 1j
    for turn in a[1:]:
        end = turn * np.sin(end)
    close(
        np.prod([a[k] * np.cos(v[k - 1]) for k in range(1, K + 1)]),
        route=end.imag / TINY,
    )


@entry(
    "eq-chain-rule-plane",
    code=None,
    route="a quadratic form, multiplied out; its error at a tiny step",
    latex="957290c2b2",
)
def test_plane(rng):
    A, u, k = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    slopes = [sum((A[i, j] + A[j, i]) * u[j] for j in range(3)) for i in range(3)]

    def g(u):
        return np.dot(u, np.dot(A, u))

    def delta(k):
        return g(k) / np.sqrt(sum(k**2))

    m = len(u)
    close(
        g(u) + sum(slopes[i] * k[i] for i in range(m)) + delta(k) * np.linalg.norm(k),
        route=sum(A[i, j] * (u + k)[i] * (u + k)[j] for i in range(3) for j in range(3)),
    )
    close(0, route=delta(1e-14 * k))


@entry("eq-chain-rule-sum", code=None, route="complex step", latex="29bd68c15e")
def test_sum(rng):
    x, a = rng.uniform(0.5, 1.5), rng.uniform(0.5, 1.5, size=4)

    def u(x):
        return np.sin(a * x)

    inner, m = a * np.cos(a * x), len(a)
    partial = [np.prod(np.delete(u(x), i)) for i in range(m)]  # of the product of all u
    close(
        sum(partial[i] * inner[i] for i in range(m)),
        route=np.prod(u(x + TINY * 1j)).imag / TINY,
    )


@entry("eq-chain-rule-product", code=None, route="derivative by SymPy", latex="010ac95d1d")
def test_product(rng):
    place = rng.uniform(0.5, 1.5)
    x = sympy.Symbol("x")
    u1, u2, d1, d2 = np.sin(place), np.exp(place), np.cos(place), np.exp(place)
    whole = sympy.diff(sympy.sin(x) * sympy.exp(x), x)
    close(u2 * d1 + u1 * d2, route=float(whole.subs(x, place)))


@entry(
    "eq-chain-rule-jacobian", code=None, route="complex step, column by column", latex="9caf57880e"
)
def test_jacobian(rng):
    (f, jacobian_f), (g, jacobian_g) = layer(rng, 4, 3), layer(rng, 2, 4)
    x = rng.normal(size=3)
    columns = [g(f(x + TINY * 1j * e)).imag / TINY for e in np.eye(3)]
    close(jacobian_g(f(x)) @ jacobian_f(x), route=np.transpose(columns))


@entry(
    "eq-chain-rule-remainder",
    code=None,
    route="random steps through two layers; equality for squares of squares",
    latex="92c7d0bcfc",
)
def test_remainder(rng):
    (f, jacobian_f), (g, jacobian_g) = layer(rng, 4, 3), layer(rng, 2, 4)
    x, steps = rng.normal(size=3), 0.5 * rng.normal(size=(60, 3))
    J_f, J_g = jacobian_f(x), jacobian_g(f(x))

    def bound(J_g, J_f, epsilon, delta):
        size = np.linalg.norm
        return spectral(J_g) * size(epsilon) + (spectral(J_f) + size(epsilon)) * size(delta)

    def sides(f, g, x, h, J_f, J_g):
        u, k = f(x), f(x + h) - f(x)
        epsilon = (k - np.dot(J_f, h)) / np.linalg.norm(h)
        delta = (g(u + k) - g(u) - np.dot(J_g, k)) / np.linalg.norm(k)
        left = np.linalg.norm(g(f(x + h)) - g(f(x)) - np.dot(J_g, np.dot(J_f, h)))
        return left / np.linalg.norm(h), bound(J_g, J_f, epsilon, delta)

    lesser, greater = np.array([sides(f, g, x, h, J_f, J_g) for h in steps]).T
    # on the line, two squares, upwards, slopes below the true ones: no term cancels another
    place, step = rng.uniform(0.5, 1.5, size=(2, 1))
    slopes = rng.uniform(0.1, 0.2, size=(2, 1, 1))
    at_most(lesser, greater, tight=sides(np.square, np.square, place, step, *slopes))
    close([spectral(J_f), spectral(J_g)], route=[np.linalg.svd(J)[1][0] for J in (J_f, J_g)])


@entry(
    "eq-chain-rule-routes",
    code=None,
    route="the inverse of I - D, with D the local derivatives",
    latex="4122f37510",
)
def test_routes(rng):
    N = rng.integers(6, 7)
    d = np.tril(rng.normal(size=(N, N)), -1)

    def routes(i, end):
        return [[i]] if i == end else [[i, *rest] for j in later(i) for rest in routes(j, end)]

    def later(i):
        return np.flatnonzero(d[:, i])

    close(
        [sum(np.prod([d[b, a] for a, b in pairwise(r)]) for r in routes(i, N - 1)) for i in (0, 1)],
        route=np.linalg.inv(np.eye(N) - d)[-1, :2],
    )


@entry("eq-chain-rule-forward", code=None, route="complex step, at every node", latex="43a5f7115e")
def test_forward(rng):
    x, chosen = rng.uniform(0.5, 1.5, size=2), rng.normal(size=2)
    d, dot = local_slopes(program(x)), list(chosen)
    for j in range(2, 6):
        dot.append(sum(d[i, j] * dot[i] for i in range(j) if (i, j) in d))
    close(dot, route=program(x + TINY * 1j * chosen).imag / TINY)


@entry(
    "eq-chain-rule-reverse", code=None, route="complex step, every node nudged", latex="77eaaebb68"
)
def test_reverse(rng):
    x, seed = rng.uniform(0.5, 1.5, size=2), rng.normal()
    v, last = program(x), 5
    d, bar = local_slopes(v), {last: seed}
    for i in (4, 3, 2, 1, 0):
        bar[i] = sum(d[i, j] * bar[j] for j in bar if (i, j) in d)
    close([bar[i] for i in sorted(bar)], route=[seed * resumed(v, i) for i in sorted(bar)])


@entry(
    "eq-chain-rule-cost",
    code=None,
    route="multiplications counted one by one in the sweeps of a random graph",
    latex="05dfdbf7ec",
)
def test_cost(rng):
    n, m, size = rng.integers(3, 4), rng.integers(2, 3), rng.integers(9, 10)
    edges = [(i, j) for j in range(n, size) for i in range(j) if rng.uniform() < 0.7]

    def sweep(order):
        return sum(1 for _ in order)

    E = len(edges)
    counted = [sum(sweep(edges) for _ in range(n)), sum(sweep(edges[::-1]) for _ in range(m))]
    close([n * E, m * E], route=counted)


@entry(
    "eq-chain-rule-order",
    code=None,
    route="multiplications counted in products by three loops",
    latex="68cef547f3",
)
def test_order(rng):
    n = rng.permutation([2, 3, 4, 5, 6])
    K = len(n) - 1

    def product(left, right):
        (a, b), (_, c) = left, right
        return (a, c), sum(1 for _ in np.ndindex(a, b, c))

    shapes, work = list(zip(n[1:], n, strict=False)), [0, 0]  # of J_1 to J_K
    right, left = shapes[0], shapes[-1]
    for shape in shapes[1:]:
        right, steps = product(shape, right)
        work[0] += steps
    for shape in shapes[-2::-1]:
        left, steps = product(left, shape)
        work[1] += steps
    from_right = n[0] * sum(n[k] * n[k - 1] for k in range(2, K + 1))
    from_left = n[K] * sum(n[k] * n[k - 1] for k in range(1, K))
    close([from_right, from_left], route=work)
