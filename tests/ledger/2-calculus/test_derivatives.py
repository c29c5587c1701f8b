from fractions import Fraction
from math import factorial

import mpmath
import numpy as np
import sympy
from scipy.linalg import sinm
from scipy.optimize import minimize_scalar

from mlmath.calculus.dual import Dual, derivative
from mlmath.calculus.taylor import taylor_polynomial
from mlmath.numerics import central_difference, complex_step, forward_difference
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

HIGH_PRECISION = "numerical differentiation with many digits (mpmath)"


def measured(f, x):
    """The slope of f at x, from values with more digits than a float has."""
    return float(mpmath.diff(f, x))


def line_through(f, x, h):
    """The slope of the straight line fitted through two points of the graph."""
    return np.polyfit([x, x + h], [f(x), f(x + h)], 1)[0]


def cubic(rng):
    """A random polynomial of degree 3 and its first three derivatives."""
    f = np.poly1d(rng.normal(size=4))
    return f, f.deriv(1), f.deriv(2), f.deriv(3)


@entry(
    "eq-derivatives-secant",
    code=None,
    route="a line fitted through both points",
    latex="2ace994d48",
)
def test_secant(rng):
    x, h = rng.normal(), rng.uniform(0.5, 2)

    def f(x):
        return x**3

    close((f(x + h) - f(x)) / h, route=line_through(lambda t: t * t * t, x, h))


@entry(
    "eq-derivatives-square",
    code=None,
    route="a line fitted through both points",
    latex="89b21a4de0",
)
def test_square(rng):
    x, h = rng.normal(), rng.uniform(0.5, 2)
    sides = [((x + h) ** 2 - x**2) / h, (2 * x * h + h**2) / h, 2 * x + h]
    close(sides, route=[line_through(np.square, x, h)] * 3)


@entry("eq-derivatives-derivative", code=None, route=HIGH_PRECISION, latex="adca56f181")
def test_derivative(rng):
    h, x = sympy.Symbol("h"), sympy.Rational(int(rng.integers(3, 20)), 7)

    def f(x):
        return x**3 + 1 / x

    slope = measured(lambda t: t * t * t + t**-1, float(x))
    close(float(sympy.limit((f(x + h) - f(x)) / h, h, 0)), route=slope)


@entry(
    "eq-derivatives-tangent", code=None, route="the series of SymPy, cut off", latex="88b284aebc"
)
def test_tangent(rng):
    a, x = int(rng.integers(2, 5)), float(rng.uniform(1, 3))
    t = sympy.Symbol("t")
    straight = sympy.series(sympy.log(t), t, a, 2).removeO()
    close(np.log(a) + 1 / a * (x - a), route=float(straight.subs(t, x)))


@entry(
    "eq-derivatives-linear", code=None, route="the cube of the shifted point", latex="a2a319a435"
)
def test_linear(rng):
    x, h = rng.normal(), rng.uniform(0.5, 2)

    def r(h):
        return 3 * x * h + h**2

    close(x**3 + 3 * x**2 * h + r(h) * h, route=(x + h) ** 3)
    close(r(0.0), route=0.0)  # a polynomial in h: its limit is its value


@entry("eq-derivatives-sum", code=None, route=HIGH_PRECISION, latex="c856692ec4")
def test_sum(rng):
    x, alpha, beta = rng.uniform(0.5, 2, size=3)
    f1, g1 = 3 * x**2, np.exp(x)  # the slopes of x^3 and e^x
    whole = measured(lambda t: alpha * t**3 + beta * mpmath.exp(t), x)
    close(alpha * f1 + beta * g1, route=whole)


@entry("eq-derivatives-product", code=None, route=HIGH_PRECISION, latex="3d3a1f28f2")
def test_product(rng):
    x = rng.uniform(0.5, 2)
    f, f1, g, g1 = x**3, 3 * x**2, np.exp(x), np.exp(x)
    close(f1 * g + f * g1, route=measured(lambda t: t**3 * mpmath.exp(t), x))


@entry("eq-derivatives-quotient", code=None, route=HIGH_PRECISION, latex="84ed0dc64f")
def test_quotient(rng):
    x = rng.uniform(0.5, 2)
    f, f1, g, g1 = x**3, 3 * x**2, np.sin(x), np.cos(x)
    close((f1 * g - f * g1) / g**2, route=measured(lambda t: t**3 / mpmath.sin(t), x))


@entry("eq-derivatives-chain", code=None, route=HIGH_PRECISION, latex="f53a6dbd4d")
def test_chain(rng):
    x = rng.uniform(0.5, 2)

    def f1(y):
        return np.cos(y)

    g, g1 = x**3, 3 * x**2
    close(f1(g) * g1, route=measured(lambda t: mpmath.sin(t**3), x))


@entry("eq-derivatives-power", code=None, route=HIGH_PRECISION, latex="bb091e24b7")
def test_power(rng):
    x, powers = rng.uniform(0.5, 2), np.array([1, 2, 3, 7])
    close(
        powers * x ** (powers - 1), route=[measured(lambda t, n=n: t**n, x) for n in (1, 2, 3, 7)]
    )


@entry("eq-derivatives-base", code=None, route="NumPy's expm1", latex="acd17d351a")
def test_base(rng):
    a, x, h = rng.uniform(0.5, 3), rng.normal(), rng.uniform(0.1, 1)
    sides = [(a ** (x + h) - a**x) / h, a**x * (a**h - 1) / h]
    close(sides, route=[np.exp(x * np.log(a)) * np.expm1(h * np.log(a)) / h] * 2)


@entry("eq-derivatives-exp", code=None, route=HIGH_PRECISION, latex="1e706725d7")
def test_exp(rng):
    x = rng.normal(size=3)
    close(np.e**x, route=[measured(mpmath.exp, t) for t in x])


@entry("eq-derivatives-ln", code=None, route=HIGH_PRECISION, latex="a61b048db7")
def test_ln(rng):
    x = rng.uniform(0.3, 4, size=3)
    close(1 / x, route=[measured(mpmath.log, t) for t in x])


@entry("eq-derivatives-squeeze", code=None, route="samples, and the limit", latex="fc88f8cf3c")
def test_squeeze(rng):
    h = rng.uniform(-1.5, 1.5, size=200)
    tiny = np.array([1e-9])
    at_most(np.cos(h), np.sin(h) / h, tight=(np.cos(tiny), np.sin(tiny) / tiny))
    at_most(np.sin(h) / h, np.ones(200), tight=(np.sin(tiny) / tiny, np.ones(1)))


@entry(
    "eq-derivatives-cosine-limit",
    code=None,
    route="the half angle",
    latex="8fe58db4b5",
)
def test_cosine_limit(rng):
    h = rng.uniform(0.3, 1.5)
    sides = [(np.cos(h) - 1) / h, -np.sin(h) / h * np.sin(h) / (1 + np.cos(h))]
    close(sides, route=[-2 * np.sin(h / 2) ** 2 / h] * 2)


@entry("eq-derivatives-sine-secant", code=None, route="the half angle", latex="49fb45c58d")
def test_sine_secant(rng):
    x, h = rng.normal(), rng.uniform(0.3, 1.5)
    left = (np.sin(x + h) - np.sin(x)) / h
    right = np.sin(x) * (np.cos(h) - 1) / h + np.cos(x) * np.sin(h) / h
    close([left, right], route=[2 * np.cos(x + h / 2) * np.sin(h / 2) / h] * 2)


@entry("eq-derivatives-sine", code=None, route=HIGH_PRECISION, latex="0146b5cab4")
def test_sine(rng):
    x = rng.normal()
    close([np.cos(x), -np.sin(x)], route=[measured(mpmath.sin, x), measured(mpmath.cos, x)])


@entry(
    "eq-derivatives-taylor",
    code="mlmath.calculus.taylor.taylor_polynomial",
    route="the Taylor coefficients of mpmath",
    latex="1dbe6b0553",
)
def test_taylor(rng):
    a, x, n = float(rng.normal()), float(rng.normal()), 6
    slopes = np.exp(2 * a) * 2.0 ** np.arange(7)
    route = np.polyval(
        np.array(mpmath.taylor(lambda t: mpmath.exp(2 * t), a, 6), float)[::-1], x - a
    )
    close(
        sum(slopes[k] / factorial(k) * (x - a) ** k for k in range(n + 1)),
        code=taylor_polynomial(slopes, a, x),
        route=route,
    )


@entry(
    "eq-derivatives-series",
    code=None,
    route="the Taylor coefficients of mpmath",
    latex="ed5d6d15b4",
)
def test_series(rng):
    x, n, m = float(rng.uniform(1, 2)), 5, 2
    e = sum(x**k / factorial(k) for k in range(n + 1))
    sine = sum((-1) ** j * x ** (2 * j + 1) / factorial(2 * j + 1) for j in range(m + 1))
    routes = [np.array(mpmath.taylor(f, 0, 5), float)[::-1] for f in (mpmath.exp, mpmath.sin)]
    close([e, sine], route=[np.polyval(c, x) for c in routes])


@entry(
    "eq-derivatives-remainder", code=None, route="samples of e^x, and a power", latex="d25f7fe1e1"
)
def test_remainder(rng):
    rest, bound = [], []
    for n, a, x in zip(
        rng.integers(0, 6, 200), rng.normal(size=200), rng.normal(size=200), strict=True
    ):
        p = np.polyval(np.exp(a) / np.array([factorial(k) for k in range(n, -1, -1)]), x - a)
        M = np.exp(max(a, x))
        rest.append(abs(np.exp(x) - p))
        bound.append(M / factorial(n + 1) * abs(x - a) ** (n + 1))
    a, x, n = -0.7, 1.1, 3  # of (x - a)^4 the polynomial of degree 3 is zero
    M = 24.0
    power = (abs((x - a) ** 4), M / factorial(n + 1) * abs(x - a) ** (n + 1))
    at_most(rest, bound, tight=power)


@entry(
    "eq-derivatives-order",
    code=None,
    route="the first missing term of the sine",
    latex="7bddaebd15",
)
def test_order(rng):
    h, C, p = rng.uniform(-0.5, 0.5, size=200), 1 / 6, 3

    def bound(h):
        return C * abs(h) ** p

    few = np.array([0.5, -2.0])  # h^3 / 6 itself
    at_most(abs(np.sin(h) - h), bound(h), tight=(abs(few**3 / 6), bound(few)))


@entry("eq-derivatives-log", code=None, route="the logarithm of the product", latex="f108417ab2")
def test_log(rng):
    h, C, p = rng.uniform(0.01, 0.5, size=4), rng.uniform(1, 3), 2.5
    close(np.log(C) + p * np.log(h), route=np.log10(C * h**2.5) / np.log10(np.e))


@entry(
    "eq-derivatives-forward",
    code="mlmath.numerics.forward_difference",
    route="a line fitted through both points",
    latex="e0e738aeb5",
)
def test_forward(rng):
    f, x, h = np.poly1d(rng.normal(size=3)), rng.normal(), rng.uniform(0.3, 1)
    f1, f2 = f.deriv(1), f.deriv(2)  # of degree 2, so that nothing is left
    formula = f1(x) + h / 2 * f2(x)
    close(formula, code=forward_difference(f, x, h), route=line_through(f, x, h))


@entry(
    "eq-derivatives-central",
    code="mlmath.numerics.central_difference",
    route="a line fitted through both points",
    latex="e92a96e2c6",
)
def test_central(rng):
    f, f1, _, f3 = cubic(rng)
    x, h = rng.normal(), rng.uniform(0.3, 1)
    route = line_through(f, x - h, 2 * h)
    close(f1(x) + h**2 / 6 * f3(x), code=central_difference(f, x, h), route=route)


@entry("eq-derivatives-rounding", code=None, route="exact fractions", latex="1a3edd767a")
def test_rounding(rng):
    u = 2.0**-52
    drawn = [Fraction(int(t), 2**61) for t in rng.integers(2**61, 2**62, size=200)]
    half_way = Fraction(2**53 + 1, 2**53)  # between 1 and the next number

    def delta(y):
        return abs(float((Fraction(float(y)) - y) / y)) / u  # in units of u

    bound = 1 / 2
    at_most([delta(y) for y in drawn], [bound] * 200, tight=(delta(half_way), bound))


@entry(
    "eq-derivatives-cancellation",
    code=None,
    route="errors drawn, and the worst",
    latex="8df674e216",
)
def test_cancellation(rng):
    u, (a, b) = 0.01, rng.normal(size=(2, 300))
    d, e = rng.uniform(-0.005, 0.005, size=(2, 300))

    def relative(a, b, d, e):
        return abs((a * (1 + d) - b * (1 + e)) - (a - b)) / abs(a - b)

    def bound(a, b):
        return u / 2 * (abs(a) + abs(b)) / abs(a - b)

    worst = (relative(2.0, 1.5, 0.005, -0.005), bound(2.0, 1.5))
    at_most(relative(a, b, d, e), bound(a, b), tight=worst)


@entry(
    "eq-derivatives-forward-total",
    code=None,
    route="errors drawn, and the worst",
    latex="c72ced9358",
)
def test_forward_total(rng):
    u, x, h = 0.01, rng.normal(size=300), rng.uniform(0.1, 1, size=300)
    d, e = rng.uniform(-0.005, 0.005, size=(2, 300))
    there, here = np.sin(x + h), np.sin(x)

    def error(there, here, h, d, e, slope):
        return abs((there * (1 + d) - here * (1 + e)) / h - slope)

    def bound(h, M2, there, here):
        return h / 2 * M2 + u * np.maximum(abs(there), abs(here)) / h

    # 2 + 3 t (t - s) has the height 2 at 0 and at s, curvature 6, and slope -3 s at 0
    s = 0.3
    tight = error(2, 2, s, 0.005, -0.005, -3 * s), bound(s, 6, 2, 2)
    at_most(error(there, here, h, d, e, np.cos(x)), bound(h, 1, there, here), tight=tight)


@entry(
    "eq-derivatives-forward-best",
    code=None,
    route="SciPy's search for the least",
    latex="2a1f54c28b",
)
def test_forward_best(rng):
    u, F, M2 = rng.uniform(0.5, 2, size=3)
    options = {"xatol": 1e-12}
    least = minimize_scalar(
        lambda h: h * M2 / 2 + u * F / h, bounds=(0.01, 20), method="bounded", options=options
    )
    close(
        [np.sqrt(2 * u * F / M2), np.sqrt(2 * u * F * M2)],
        route=[least.x, least.fun],
        route_rtol=1e-6,
    )


@entry(
    "eq-derivatives-central-total",
    code=None,
    route="errors drawn, and the worst",
    latex="edfe8c0c58",
)
def test_central_total(rng):
    u, x, h = 0.01, rng.normal(size=300), rng.uniform(0.1, 1, size=300)
    d, e = rng.uniform(-0.005, 0.005, size=(2, 300))
    ahead, back = np.sin(x + h), np.sin(x - h)

    def error(ahead, back, h, d, e, slope):
        return abs((ahead * (1 + d) - back * (1 + e)) / (2 * h) - slope)

    def bound(h, M3, ahead, back):
        return h**2 / 6 * M3 + u * np.maximum(abs(ahead), abs(back)) / (2 * h)

    # 2 + t^3 - s^2 t has the height 2 at s and -s, third derivative 6, and slope -s^2 at 0
    s = 0.3
    tight = error(2, 2, s, 0.005, -0.005, -(s**2)), bound(s, 6, 2, 2)
    at_most(error(ahead, back, h, d, e, np.cos(x)), bound(h, 1, ahead, back), tight=tight)


@entry(
    "eq-derivatives-imaginary", code=None, route="complex arithmetic on a cubic", latex="f300fcabcd"
)
def test_imaginary(rng):
    f, f1, f2, f3 = cubic(rng)
    x, h = rng.normal(), rng.uniform(0.3, 1)
    series = f(x) + 1j * h * f1(x) - h**2 / 2 * f2(x) - 1j * h**3 / 6 * f3(x)
    close(series, route=np.polyval(f.coeffs, x + 1j * h))


@entry(
    "eq-derivatives-complex",
    code="mlmath.numerics.complex_step",
    route="complex arithmetic on a cubic",
    latex="34177a0cb3",
)
def test_complex(rng):
    f, f1, _, f3 = cubic(rng)
    x, h = rng.normal(), rng.uniform(0.3, 1)
    route = np.polyval(f.coeffs, complex(x, h)).imag / h
    close(f1(x) - h**2 / 6 * f3(x), code=complex_step(f, x, h), route=route)


@entry(
    "eq-derivatives-dual",
    code="mlmath.calculus.dual.Dual.__mul__",
    route="products of two by two matrices",
    latex="3ab3f2cd94",
)
def test_dual(rng):
    a, b, c, d = rng.normal(size=4)
    p, q = np.array([[a, b], [0, a]]), np.array([[c, d], [0, c]])
    together, product = Dual(a, b) + Dual(c, d), Dual(a, b) * Dual(c, d)
    close([a + c, b + d], code=[together.value, together.slope], route=(p + q)[0])
    close([a * c, a * d + b * c], code=[product.value, product.slope], route=(p @ q)[0])


@entry(
    "eq-derivatives-dual-matrix", code=None, route="what it does to ε and to 1", latex="7612ef591c"
)
def test_dual_matrix(rng):
    a, b = rng.normal(size=2)
    columns = np.polymul([b, a], [1, 0])[1:], np.polymul([b, a], [0, 1])  # ε² is dropped
    close(a * np.eye(2) + b * np.array([[0, 1], [0, 0]]), route=np.column_stack(columns))
    close([[a, b], [0, a]], route=np.column_stack(columns))


@entry(
    "eq-derivatives-dual-function",
    code="mlmath.calculus.dual.derivative",
    route="the sine of a matrix (SciPy)",
    latex="9ea73e1e76",
)
def test_dual_function(rng):
    a, b = rng.normal(size=2)
    matrix = sinm(np.array([[a, b], [0, a]]))
    d = np.sin(Dual(a, b))
    close([np.sin(a), np.cos(a) * b], code=[d.value, d.slope], route=matrix[0])
    close(np.cos(a) * b, code=derivative(np.sin, a) * b)
