from fractions import Fraction

import numpy as np
import sympy
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist, cosine
from scipy.stats import zscore

from mlmath.linalg.norms import angle, cosine_similarity, norm1, norm2, norm_inf
from mlmath.linalg.projection import project_on_line
from tests.ledger.comparison import at_most, close, near_mean
from tests.ledger.registry import entry


def dots(u, v):
    """A dot product as a loop."""
    return sum(float(p) * float(q) for p, q in zip(u, v, strict=True))


def nearest_multiple(u, v):
    """The number t with t v nearest to u, and the squared distance, by search."""
    found = minimize_scalar(lambda t: sum((u - t * v) ** 2), options={"xtol": 1e-12})
    return found.x, found.fun


@entry(
    "eq-vectors-operations",
    code=None,
    route="SymPy's vectors",
    latex="",
)
def test_operations(rng):
    u, v = rng.integers(1, 10, size=(2, 3))
    c = int(rng.integers(2, 10))
    total, multiple = sympy.Matrix(u) + sympy.Matrix(v), c * sympy.Matrix(u)
    close([u[i] + v[i] for i in range(3)], route=np.array(total, dtype=float).ravel())
    close([c * u[i] for i in range(3)], route=np.array(multiple, dtype=float).ravel())


@entry("eq-vectors-mean", code=None, route="NumPy's mean of the rows", latex="")
def test_mean(rng):
    x = rng.normal(size=(5, 3))
    N = len(x)
    close(1 / N * sum(x[k] for k in range(N)), route=x.mean(axis=0))


@entry(
    "eq-vectors-one-hot",
    code=None,
    route="one place per category, filled by comparing names",
    latex="",
)
def test_one_hot(rng):
    names = rng.permutation(["red", "green", "blue"])
    vectors = {"red": [1, 0, 0], "green": [0, 1, 0], "blue": [0, 0, 1]}
    route = [[float(name == place) for place in ("red", "green", "blue")] for name in names]
    close([vectors[name] for name in names], route=route)


@entry("eq-vectors-norms", code="mlmath.linalg.norms.norm1", route="SciPy's distances", latex="")
def test_norms(rng):
    x = rng.normal(size=4)
    pair = x[None], np.zeros((1, 4))
    close(sum(abs(x[i]) for i in range(4)), code=norm1(x), route=cdist(*pair, "cityblock")[0, 0])
    close(
        np.sqrt(sum(x[i] ** 2 for i in range(4))),
        code=norm2(x),
        route=cdist(*pair, "euclidean")[0, 0],
    )
    close(max(abs(x[i]) for i in range(4)), code=norm_inf(x), route=cdist(*pair, "chebyshev")[0, 0])


@entry("eq-vectors-p-norm", code=None, route="SciPy's Minkowski distance", latex="")
def test_p_norm(rng):
    x, p = rng.normal(size=4), rng.uniform(1.5, 4)
    route = cdist(x[None], np.zeros((1, 4)), "minkowski", p=p)[0, 0]
    close(sum(abs(x[i]) ** p for i in range(4)) ** (1 / p), route=route)


@entry("eq-vectors-p-limit", code=None, route="random vectors, tight at e_1 and at ones", latex="")
def test_p_limit(rng):
    x, p = rng.normal(size=(200, 4)), rng.uniform(1.5, 6)
    n = x.shape[1]
    largest, length = np.abs(x).max(axis=1), np.linalg.norm(x, p, axis=1)
    single, ones = np.eye(n)[0], np.ones(n)
    at_most(largest, length, tight=(single.max(), np.linalg.norm(single, p)))
    at_most(length, n ** (1 / p) * largest, tight=(np.linalg.norm(ones, p), n ** (1 / p) * 1))


@entry("eq-vectors-norm-rules", code="mlmath.linalg.norms.norm1", route="random vectors", latex="")
def test_norm_rules(rng):
    u, v, c = rng.normal(size=(50, 3)), rng.normal(size=(50, 3)), -rng.uniform(1, 2)
    zero = np.zeros(3)
    for p, norm in ((1, norm1), (2, norm2), (np.inf, norm_inf)):
        assert all(norm(w) > 0 for w in (*u, *np.eye(3)))
        close(0 * np.linalg.norm(u[0], p), code=norm(zero), route=cdist([zero], [zero])[0, 0])
        route = np.linalg.norm(c * u, p, axis=1)
        close(abs(c) * np.linalg.norm(u, p, axis=1), code=[norm(c * w) for w in u], route=route)
        apart = np.linalg.norm(u, p, axis=1) + np.linalg.norm(v, p, axis=1)
        together = [norm(a + b) for a, b in zip(u, v, strict=True)]
        same = norm(u[0]) + norm(u[0])
        at_most(together, apart, tight=(norm(2 * u[0]), same))


@entry(
    "eq-vectors-norm-order",
    code=None,
    route="random vectors; tight at e_1 and at vectors of ones",
    latex="",
)
def test_norm_order(rng):
    x = rng.normal(size=(200, 4))
    n = x.shape[1]
    one, two, top = (np.linalg.norm(x, p, axis=1) for p in (1, 2, np.inf))
    single, ones = np.eye(n)[0], np.ones(n)
    at_most(top, two, tight=(np.abs(single).max(), np.linalg.norm(single, 2)))
    at_most(two, one, tight=(np.linalg.norm(single, 2), np.linalg.norm(single, 1)))
    at_most(
        one, np.sqrt(n) * two, tight=(np.linalg.norm(ones, 1), np.sqrt(n) * np.linalg.norm(ones))
    )
    at_most(
        np.sqrt(n) * two,
        n * top,
        tight=(np.sqrt(n) * np.linalg.norm(ones), n * np.linalg.norm(ones, np.inf)),
    )


@entry("eq-vectors-dot", code=None, route="exact fractions", latex="")
def test_dot(rng):
    u, v = rng.integers(1, 20, size=(2, 4)) / 8
    exact = sum(Fraction(p) * Fraction(q) for p, q in zip(u, v, strict=True))
    close(sum(u[i] * v[i] for i in range(4)), route=float(exact))


@entry("eq-vectors-square", code=None, route="the squared distance, entry by entry", latex="")
def test_square(rng):
    u, v, t = rng.normal(size=4), rng.normal(size=4), rng.uniform(0.5, 2)
    route = cdist([u], [t * v], "sqeuclidean")[0, 0]
    uu, uv, vv = dots(u, u), dots(u, v), dots(v, v)
    close(np.linalg.norm(u - t * v) ** 2, route=route)
    close(uu - 2 * t * uv + t**2 * vv, route=route)
    close(vv * (t - uv / vv) ** 2 + uu - uv**2 / vv, route=route)


@entry(
    "eq-vectors-projection",
    code="mlmath.linalg.projection.project_on_line",
    route="the nearest point, by search (SciPy)",
    latex="",
)
def test_projection(rng):
    u, v = rng.normal(size=4), rng.normal(size=4)
    t, _ = nearest_multiple(u, v)
    close(dots(u, v) / dots(v, v) * v, code=project_on_line(u, v), route=t * v, route_rtol=1e-6)


@entry(
    "eq-vectors-residual",
    code="mlmath.linalg.projection.project_on_line",
    route="exact fractions",
    latex="",
)
def test_residual(rng):
    u, v = rng.integers(1, 10, size=(2, 4))
    a, b = sympy.Matrix(u), sympy.Matrix(v)
    route = float((a - a.dot(b) / b.dot(b) * b).dot(b))
    code = dots(u - project_on_line(u, v), v)
    close(dots(u - dots(u, v) / dots(v, v) * v, v), code=code, route=route)
    close(dots(u, v) - dots(u, v), code=code, route=route)


@entry(
    "eq-vectors-cauchy-schwarz",
    code=None,
    route="random vectors; tight for multiples",
    latex="",
)
def test_cauchy_schwarz(rng):
    u, v = rng.normal(size=(2, 200, 3))
    a = rng.normal(size=3)
    b = -1.7 * a
    at_most(
        np.abs(np.sum(u * v, axis=1)),
        np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1),
        tight=(abs(a @ b), np.linalg.norm(a) * np.linalg.norm(b)),
    )


@entry("eq-vectors-triangle", code=None, route="the squared distance of u and -v (SciPy)", latex="")
def test_triangle(rng):
    u, v = rng.normal(size=(2, 3))
    a, b = np.linalg.norm(u), np.linalg.norm(v)
    route = cdist([u], [-v], "sqeuclidean")[0, 0]
    close(np.linalg.norm(u + v) ** 2, route=route)
    close(a**2 + 2 * (u @ v) + b**2, route=route)
    tight = (cdist([u], [-3 * u], "sqeuclidean")[0, 0], (a + 3 * a) ** 2)
    at_most(a**2 + 2 * (u @ v) + b**2, a**2 + 2 * a * b + b**2, tight=tight)
    close(a**2 + 2 * a * b + b**2, route=cdist([[a]], [[-b]], "sqeuclidean")[0, 0])
    close((a + b) ** 2, route=cdist([[a]], [[-b]], "sqeuclidean")[0, 0])


@entry(
    "eq-vectors-cosine",
    code="mlmath.linalg.norms.cosine_similarity",
    route="SciPy's cosine distance; the law of cosines",
    latex="",
)
def test_cosine(rng):
    u, v = rng.normal(size=(2, 4))
    a, b, c = np.linalg.norm(u), np.linalg.norm(v), np.linalg.norm(u - v)
    formula = dots(u, v) / (a * b)
    close(formula, code=cosine_similarity(u, v), route=1 - cosine(u, v))
    close(formula, code=np.cos(angle(u, v)), route=(a**2 + b**2 - c**2) / (2 * a * b))


@entry(
    "eq-vectors-unit-distance",
    code="mlmath.linalg.norms.cosine_similarity",
    route="the squared distance of the unit vectors (SciPy)",
    latex="",
)
def test_unit_distance(rng):
    u, v = rng.normal(size=(2, 4))
    a, b = u / np.linalg.norm(u), v / np.linalg.norm(v)
    route = cdist([a], [b], "sqeuclidean")[0, 0]
    close(np.linalg.norm(a - b) ** 2, route=route)
    close(1 - 2 * dots(a, b) + 1, route=route)
    theta = np.arccos(dots(u, v) / (np.linalg.norm(u) * np.linalg.norm(v)))
    close(2 - 2 * np.cos(theta), code=2 - 2 * cosine_similarity(u, v), route=route)


@entry("eq-vectors-standardise", code=None, route="SciPy's z-scores", latex="")
def test_standardise(rng):
    X = rng.normal(2, 3, size=(5, 3))
    N, n = X.shape
    mean = [1 / N * sum(X[i, j] for i in range(N)) for j in range(n)]
    s = [np.sqrt(1 / N * sum((X[i, j] - mean[j]) ** 2 for i in range(N))) for j in range(n)]
    close(mean, route=X.mean(axis=0))
    close(s, route=X.std(axis=0))
    close([[(X[i, j] - mean[j]) / s[j] for j in range(n)] for i in range(N)], route=zscore(X))


@entry("eq-vectors-pairs", code=None, route="SciPy's pairwise distances", latex="")
def test_pairs(rng):
    x = rng.normal(size=(4, 3))
    D = [[dots(x[i], x[i]) + dots(x[j], x[j]) - 2 * dots(x[i], x[j]) for j in range(4)]
         for i in range(4)]  # fmt: skip
    close(D, route=cdist(x, x, "sqeuclidean"), atol=1e-10)


@entry(
    "eq-vectors-cube",
    code=None,
    route="exact integrals over the square (SymPy); Monte Carlo",
    latex="",
)
def test_cube(rng):
    n = int(rng.integers(3, 9))
    s, t = sympy.symbols("s t")
    second, fourth = (
        sympy.integrate(sympy.integrate((s - t) ** k, (s, 0, 1)), (t, 0, 1)) for k in (2, 4)
    )
    close(n / 6, route=float(n * second))
    close(7 * n / 180, route=float(n * (fourth - second**2)))
    squares = np.sum((rng.random((40_000, n)) - rng.random((40_000, n))) ** 2, axis=1)
    near_mean([n / 6, 7 * n / 180], np.column_stack([squares, (squares - n / 6) ** 2]))


@entry(
    "eq-vectors-concentration",
    code=None,
    route="the relative spread of squares, halved, by exact integrals; simulation",
    latex="",
)
def test_concentration(rng):
    n = int(rng.integers(50, 90))
    s, t = sympy.symbols("s t")
    second, fourth = (
        sympy.integrate(sympy.integrate((s - t) ** k, (s, 0, 1)), (t, 0, 1)) for k in (2, 4)
    )
    spread = sympy.sqrt(n * (fourth - second**2)) / (n * second)
    close(1 / 2 * np.sqrt(7 / (5 * n)), route=float(spread) / 2)
    close(0.592 / np.sqrt(n), route=float(spread) / 2, route_rtol=1e-3)
    r = np.linalg.norm(rng.random((40_000, n)) - rng.random((40_000, n)), axis=1)
    assert abs(r.std() / r.mean() / float(spread / 2) - 1) < 0.03


@entry(
    "eq-vectors-random-cosine",
    code=None,
    route="Monte Carlo over normal vectors",
    latex="",
)
def test_random_cosine(rng):
    n = int(rng.integers(3, 9))
    u, v = rng.normal(size=(2, 40_000, n))
    cosines = np.sum(u * v, axis=1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)
    near_mean(1 / n, cosines**2)
