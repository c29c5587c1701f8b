from fractions import Fraction

import numpy as np
import sympy
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist, cosine
from scipy.stats import zscore

from mlmath.linalg.norms import cosine_similarity, norm1, norm2, norm_inf
from mlmath.linalg.projection import project_on_line
from tests.ledger.comparison import at_most, close, near_mean
from tests.ledger.registry import entry


def moment(k):
    """The mean of (s - t)^k over the unit square, exactly."""
    s, t = sympy.symbols("s t")
    return sympy.integrate(sympy.integrate((s - t) ** k, (s, 0, 1)), (t, 0, 1))


def nearest_multiple(u, v):
    """The number t with t v nearest to u, and the squared distance, by search."""
    found = minimize_scalar(lambda t: sum((u - t * v) ** 2), options={"xtol": 1e-12})
    return found.x, found.fun


@entry("eq-vectors-operations", code=None, route="SymPy's vectors", latex="8c7b3feb11")
def test_operations(rng):
    u, v = rng.integers(1, 10, size=(2, 3))
    c = int(rng.integers(2, 10))
    total, multiple = sympy.Matrix(u) + sympy.Matrix(v), c * sympy.Matrix(u)
    close([u[i] + v[i] for i in range(3)], route=np.array(total, dtype=float).ravel())
    close([c * u[i] for i in range(3)], route=np.array(multiple, dtype=float).ravel())


@entry("eq-vectors-mean", code=None, route="NumPy's mean of the rows", latex="107bfb432b")
def test_mean(rng):
    x = rng.normal(size=(5, 3))
    N = len(x)
    close(1 / N * sum(x_k for x_k in x), route=x.mean(axis=0))


@entry(
    "eq-vectors-one-hot",
    code=None,
    route="one place per category, filled by comparing names",
    latex="1861b6d629",
)
def test_one_hot(rng):
    names = rng.permutation(["red", "green", "blue"])
    vectors = {"red": [1, 0, 0], "green": [0, 1, 0], "blue": [0, 0, 1]}
    route = [[float(name == place) for place in ("red", "green", "blue")] for name in names]
    close([vectors[name] for name in names], route=route)


@entry(
    "eq-vectors-norms",
    code="mlmath.linalg.norms.norm1",
    route="SciPy's distances",
    latex="f3283f14aa",
)
def test_norms(rng):
    x = rng.normal(size=4)
    pair = x[None], np.zeros((1, 4))
    street, bird, crane = (cdist(*pair, k)[0, 0] for k in ("cityblock", "euclidean", "chebyshev"))
    close(sum(abs(x_i) for x_i in x), code=norm1(x), route=street)
    close(np.sqrt(sum(x_i**2 for x_i in x)), code=norm2(x), route=bird)
    close(max(abs(x_i) for x_i in x), code=norm_inf(x), route=crane)


@entry("eq-vectors-p-norm", code=None, route="SciPy's Minkowski distance", latex="c86d8c3bf6")
def test_p_norm(rng):
    x, p = rng.normal(size=4), rng.uniform(1.5, 4)
    route = cdist(x[None], np.zeros((1, 4)), "minkowski", p=p)[0, 0]
    close(sum(abs(x_i) ** p for x_i in x) ** (1 / p), route=route)


@entry(
    "eq-vectors-p-limit",
    code=None,
    route="random vectors, tight at e_1 and at ones",
    latex="ea1e699315",
)
def test_p_limit(rng):
    X, p = rng.normal(size=(200, 4)), rng.uniform(1.5, 6)
    one_entry, equal = rng.normal() * np.eye(4)[2], rng.normal() * np.ones(4)

    def largest(x):
        return max(abs(x))

    def length(x):
        return sum(abs(x) ** p) ** (1 / p)

    def bound(x):
        return len(x) ** (1 / p) * largest(x)

    lengths = [length(x) for x in X]
    close(length(X[0]), route=cdist(X[:1], np.zeros((1, 4)), "minkowski", p=p)[0, 0])
    at_most([largest(x) for x in X], lengths, tight=(largest(one_entry), length(one_entry)))
    at_most(lengths, [bound(x) for x in X], tight=(length(equal), bound(equal)))


@entry(
    "eq-vectors-norm-rules",
    code="mlmath.linalg.norms.norm1",
    route="random vectors",
    latex="b76f1f850a",
)
def test_norm_rules(rng):
    pairs, c, zero = rng.normal(size=(50, 2, 3)), -rng.uniform(1, 2), np.zeros(3)
    u, same = rng.normal(size=3), rng.normal(size=3) * np.ones((2, 3))
    for norm, metric in ((norm1, "cityblock"), (norm2, "euclidean"), (norm_inf, "chebyshev")):

        def size(x, metric=metric):
            return cdist([x], [zero], metric).item()

        def sides(u, v, size=size):
            return size(u + v), size(u) + size(v)

        assert size(u) > 0 == norm(zero)
        close(abs(c) * size(u), code=norm(c * u), route=size(c * u))
        lesser, greater = np.array([sides(*pair) for pair in pairs]).T
        at_most(lesser, greater, tight=sides(*same))
        close(lesser, code=[norm(u + v) for u, v in pairs])


@entry(
    "eq-vectors-norm-order",
    code=None,
    route="random vectors; tight at e_1 and at vectors of ones",
    latex="89f0657ee2",
)
def test_norm_order(rng):
    X = rng.normal(size=(200, 4))
    one_entry, equal = rng.normal() * np.eye(4)[2], rng.normal() * np.ones(4)

    def chain(x):
        n, one, two, top = len(x), sum(abs(x)), np.sqrt(sum(x**2)), max(abs(x))
        return top, two, one, np.sqrt(n) * two, n * top

    first, second, third, fourth, fifth = np.array([chain(x) for x in X]).T
    a, b, c, _, _ = chain(one_entry)
    at_most([first, second], [second, third], tight=([a, b], [b, c]))
    _, _, c, d, e = chain(equal)
    at_most([third, fourth], [fourth, fifth], tight=([c, d], [d, e]))


@entry("eq-vectors-dot", code=None, route="exact fractions", latex="9ba96f40b0")
def test_dot(rng):
    u, v = rng.integers(1, 20, size=(2, 4)) / 8
    exact = sum(Fraction(p) * Fraction(q) for p, q in zip(u, v, strict=True))
    close(sum(u[i] * v[i] for i in range(4)), route=float(exact))


@entry(
    "eq-vectors-square", code=None, route="the squared distance, entry by entry", latex="b0890eb7ff"
)
def test_square(rng):
    u, v, t = rng.normal(size=4), rng.normal(size=4), rng.uniform(0.5, 2)
    route = cdist([u], [t * v], "sqeuclidean")[0, 0]
    uu, uv, vv = np.dot(u, u), np.dot(u, v), np.dot(v, v)
    close(np.linalg.norm(u - t * v) ** 2, route=route)
    close(uu - 2 * t * uv + t**2 * vv, route=route)
    close(vv * (t - uv / vv) ** 2 + uu - uv**2 / vv, route=route)


@entry(
    "eq-vectors-projection",
    code="mlmath.linalg.projection.project_on_line",
    route="the nearest point, by search (SciPy)",
    latex="0530873e96",
    survives={
        "transpose: e @ x -> x @ e": "a dot product is symmetric",
        "transpose: e @ x -> e.T @ x": "a vector is its own transpose in NumPy",
    },
)
def test_projection(rng):
    u, v = rng.normal(size=4), rng.normal(size=4)
    t, _ = nearest_multiple(u, v)
    close(np.dot(u, v) / np.dot(v, v) * v, code=project_on_line(u, v), route=t * v, route_rtol=1e-6)


@entry("eq-vectors-residual", code=None, route="exact fractions", latex="37fdc5eee0")
def test_residual(rng):
    u, v = rng.integers(1, 10, size=(2, 4))
    a, b = sympy.Matrix(u), sympy.Matrix(v)
    route = float((a - a.dot(b) / b.dot(b) * b).dot(b))
    close(np.dot(u - np.dot(u, v) / np.dot(v, v) * v, v), route=route)
    close(np.dot(u, v) - np.dot(u, v), route=route)


@entry(
    "eq-vectors-cauchy-schwarz",
    code=None,
    route="random vectors; tight for multiples",
    latex="8ef912da75",
)
def test_cauchy_schwarz(rng):
    pairs = rng.normal(size=(200, 2, 3))
    u, v = np.outer(rng.normal(size=2), rng.normal(size=3))

    def sides(u, v):
        return abs(np.dot(u, v)), np.linalg.norm(u) * np.linalg.norm(v)

    lesser, greater = np.array([sides(u, v) for u, v in pairs]).T
    at_most(lesser, greater, tight=sides(u, v))


@entry(
    "eq-vectors-triangle",
    code=None,
    route="the squared distance of u and -v (SciPy)",
    latex="60b5193175",
)
def test_triangle(rng):
    pairs = rng.normal(size=(200, 2, 3))
    u, v = np.outer(rng.uniform(1, 2, size=2), rng.normal(size=3))

    def left(u, v):
        return np.linalg.norm(u) ** 2 + 2 * np.dot(u, v) + np.linalg.norm(v) ** 2

    def right(u, v):
        a, b = np.linalg.norm(u), np.linalg.norm(v)
        return [a**2 + 2 * a * b + b**2, (a + b) ** 2]

    squares = [cdist([u], [-v], "sqeuclidean")[0, 0] for u, v in pairs]
    close([np.linalg.norm(u + v) ** 2 for u, v in pairs], route=squares)
    close([left(u, v) for u, v in pairs], route=squares)
    bounds = np.array([right(u, v) for u, v in pairs])
    at_most([squares, squares], bounds.T, tight=([left(u, v)] * 2, right(u, v)))


@entry(
    "eq-vectors-cosine",
    code="mlmath.linalg.norms.cosine_similarity",
    route="SciPy's cosine distance; the law of cosines",
    latex="81eacd2cdc",
    survives={
        "transpose: unit(x, 'x') @ unit(y, 'y') -> unit(y, 'y') @ unit(x, 'x')": "a dot product is "
        "symmetric",
        "transpose: unit(x, 'x') @ unit(y, 'y') -> unit(x, 'x').T @ unit(y, 'y')": "a vector has "
        "no transpose of its own",
        "constant: 1.0 -> 2.0": "the clip removes rounding only",
    },
)
def test_cosine(rng):
    u, v = rng.normal(size=(2, 4))
    a, b, c = np.linalg.norm(u), np.linalg.norm(v), np.linalg.norm(u - v)
    formula = np.dot(u, v) / (a * b)
    close(formula, code=cosine_similarity(u, v), route=1 - cosine(u, v))
    close(formula, route=(a**2 + b**2 - c**2) / (2 * a * b))


@entry(
    "eq-vectors-unit-distance",
    code=None,
    route="the squared distance of the unit vectors (SciPy)",
    latex="2b017a5b47",
)
def test_unit_distance(rng):
    u, v = rng.normal(size=(2, 4))
    a, b = u / np.linalg.norm(u), v / np.linalg.norm(v)
    route = cdist([a], [b], "sqeuclidean")[0, 0]
    close(np.linalg.norm(a - b) ** 2, route=route)
    close(1 - 2 * np.dot(a, b) + 1, route=route)
    theta = np.arccos(np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v)))
    close(2 - 2 * np.cos(theta), route=route)


@entry("eq-vectors-standardise", code=None, route="SciPy's z-scores", latex="580a6fc601")
def test_standardise(rng):
    X = rng.normal(2, 3, size=(5, 3))
    N = len(X)
    mean = 1 / N * sum(row for row in X)
    s = np.sqrt(1 / N * sum((row - mean) ** 2 for row in X))
    close(mean, route=X.mean(axis=0))
    close(s, route=X.std(axis=0))
    close([(row - mean) / s for row in X], route=zscore(X))


@entry("eq-vectors-pairs", code=None, route="SciPy's pairwise distances", latex="b927ca7a8c")
def test_pairs(rng):
    x = rng.normal(size=(4, 3))
    D = [[np.dot(x[i], x[i]) + np.dot(x[j], x[j]) - 2 * np.dot(x[i], x[j]) for j in range(4)]
         for i in range(4)]  # fmt: skip
    close(D, route=cdist(x, x, "sqeuclidean"), atol=1e-10)


@entry(
    "eq-vectors-cube",
    code=None,
    route="exact integrals over the square (SymPy); Monte Carlo",
    latex="7d53753161",
)
def test_cube(rng):
    n = int(rng.integers(3, 9))
    second, fourth = moment(2), moment(4)
    close(n / 6, route=float(n * second))
    close(7 * n / 180, route=float(n * (fourth - second**2)))
    squares = np.sum((rng.random((40_000, n)) - rng.random((40_000, n))) ** 2, axis=1)
    near_mean(n / 6, squares)
    near_mean(7 * n / 180, (squares - n / 6) ** 2)  # here no mixed product is left out by hand


@entry(
    "eq-vectors-concentration",
    code=None,
    route="the relative spread of squares, halved, by exact integrals; simulation",
    latex="d9a1dd98ce",
)
def test_concentration(rng):
    n = int(rng.integers(50, 90))
    second, fourth = moment(2), moment(4)
    spread = sympy.sqrt(n * (fourth - second**2)) / (n * second)
    close(1 / 2 * np.sqrt(7 / (5 * n)), route=float(spread) / 2)
    close(0.592 / np.sqrt(n), route=float(spread) / 2, route_rtol=1e-3)
    r = np.linalg.norm(rng.random((40_000, n)) - rng.random((40_000, n)), axis=1)
    assert abs(r.std() / r.mean() / float(spread / 2) - 1) < 0.03


@entry(
    "eq-vectors-random-cosine",
    code=None,
    route="Monte Carlo over normal vectors",
    latex="25edb7253b",
)
def test_random_cosine(rng):
    n = int(rng.integers(3, 9))
    u, v = rng.normal(size=(2, 40_000, n))
    cosines = np.sum(u * v, axis=1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)
    near_mean(1 / n, cosines**2)
