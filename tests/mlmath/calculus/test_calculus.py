"""Dual numbers, Jacobians, Taylor polynomials and quadrature against SymPy, SciPy and orders."""

import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.calculus.dual import SLOPES, Dual, derivative
from mlmath.calculus.jacobian import directional_derivative, hessian, jacobian
from mlmath.calculus.quadrature import midpoint, simpson, trapezoid
from mlmath.calculus.taylor import quadratic_model, taylor_coefficients, taylor_polynomial

S = sympy.Symbol("s")
EXPRESSIONS = [
    S**3 - 2 * S + 1,
    (2 - S) / (3 + S * S),
    1 / S - S / 2 + (-S),
    2**S + S**S + S**0.5 + 1 - S,
    sympy.sin(S) * sympy.exp(-S) + sympy.cos(S * S) / sympy.log(S + 2),
    sympy.tanh(sympy.sqrt(S)) - sympy.tan(S / 3) + sympy.atan(S),
    sympy.sinh(S) * sympy.cosh(S) ** 2,
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_dual_numbers_against_sympy(expression):
    f = sympy.lambdify(S, expression, "numpy")
    exact = sympy.lambdify(S, sympy.diff(expression, S), "mpmath")
    x = np.array([0.3, 0.8, 1.7])
    got = derivative(f, x)
    np.testing.assert_allclose(got, [float(exact(float(v))) for v in x], rtol=1e-13)
    np.testing.assert_array_equal(f(Dual(x, 1.0)).value, f(x))


@pytest.mark.parametrize("f", list(SLOPES), ids=lambda f: f.__name__)
def test_each_slope_against_central_differences(f):
    x = np.array([0.4, 1.3])
    np.testing.assert_allclose(derivative(f, x), (f(x + 1e-6) - f(x - 1e-6)) / 2e-6, rtol=1e-8)


def test_dual_numbers_mix_with_numbers_and_arrays_on_either_side():
    a, d = np.array([1.0, 2.0]), Dual(np.array([3.0, 5.0]), np.array([1.0, 10.0]))
    for f in (
        lambda a, d: a + d,
        lambda a, d: d - a,
        lambda a, d: a - d,
        lambda a, d: a * d,
        lambda a, d: a / d,
        lambda a, d: d / a,
        lambda a, d: a**d,
        lambda a, d: d**a,
    ):
        for left in (a, 2.0, np.float64(2.0)):
            got = f(left, d)
            assert isinstance(got, Dual)
            np.testing.assert_allclose(got.value, f(left, d.value), rtol=1e-15)
            step = 1e-30j * d.slope
            np.testing.assert_allclose(got.slope, f(left, d.value + step).imag / 1e-30, rtol=1e-14)
    assert repr(Dual(1, 2)) == "Dual(1.0, 2.0)"
    assert derivative(lambda x: 7.0, [1, 2]).tolist() == [0.0, 0.0]
    assert derivative(lambda x: x**0, [0.0]).tolist() == [0.0]


def curve(x):
    return np.array([x[0] * x[1], np.sin(x[2]), x[0] ** 2 + x[2], np.exp(x[1])])


def curve_jacobian(x):
    return np.array([[x[1], x[0], 0], [0, 0, np.cos(x[2])], [2 * x[0], 0, 1], [0, np.exp(x[1]), 0]])


@pytest.mark.parametrize(
    ("method", "tol"), [("forward", 1e-6), ("central", 1e-8), ("complex", 1e-14)]
)
def test_jacobian_by_three_methods(method, tol):
    x = np.array([1.2, -0.7, 40.0])
    x.setflags(write=False)
    J = jacobian(curve, x, method)
    assert J.shape == (4, 3)
    np.testing.assert_allclose(J, curve_jacobian(x), rtol=tol, atol=tol)
    np.testing.assert_allclose(
        jacobian(lambda x: x[0] * x[1], [2, 3, 4], method), [3, 2, 0], atol=1e-7
    )


def test_jacobian_takes_its_step_from_the_size_of_x():
    np.testing.assert_allclose(jacobian(lambda x: x**2, [1e8, 1.0]), np.diag([2e8, 2]), rtol=1e-8)
    assert jacobian(lambda x: x[0] ** 2, [1.0], "forward", h=0.5)[0] == 2.5
    assert jacobian(lambda x: x[0] ** 3, [1.0], "central", h=0.5)[0] == 3.25


def test_jacobian_of_a_composition_is_the_product(rng):
    A, x = rng.standard_normal((2, 4)), rng.standard_normal(3)
    J = jacobian(lambda x: np.tanh(A @ curve(x)), x)
    outer = 1 - np.tanh(A @ curve(x)) ** 2
    np.testing.assert_allclose(J, outer[:, None] * (A @ curve_jacobian(x)), rtol=1e-7, atol=1e-9)


def test_directional_derivative_is_the_gradient_along_v(rng):
    x, v = rng.standard_normal((2, 3))
    np.testing.assert_allclose(
        directional_derivative(curve, x, v), curve_jacobian(x) @ v, rtol=1e-7
    )
    slope = directional_derivative(lambda x: x @ x, x, 2 * v)
    assert slope == pytest.approx(4 * x @ v, rel=1e-8)
    assert directional_derivative(lambda x: x[0] ** 3, [1.0], [1.0], h=0.5) == 3.25


def test_hessian_against_sympy():
    x, y, z = sympy.symbols("x y z")
    expression = sympy.exp(x * y) + x**3 * z - sympy.cos(y * z) * x
    point = [0.5, -1.1, 2.0]
    f = sympy.lambdify([[x, y, z]], expression, "numpy")
    exact = sympy.lambdify([x, y, z], sympy.hessian(expression, (x, y, z)), "numpy")(*point)
    H = hessian(f, point)
    np.testing.assert_allclose(H, exact, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(H, H.T)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=7), st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=100, deadline=None)
def test_the_taylor_polynomial_of_a_polynomial_is_itself(coefficients, a, x):
    p = np.polynomial.Polynomial(coefficients)
    derivatives = [p.deriv(k)(a) if k else p(a) for k in range(len(coefficients))]
    assert taylor_polynomial(derivatives, a, x) == pytest.approx(p(x), rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("degree", range(6))
def test_order_of_the_taylor_error(degree):
    derivatives = [np.exp(0.3)] * (degree + 1)
    hs = np.logspace(-1.5, -0.5, 7)
    errors = np.abs(taylor_polynomial(derivatives, 0.3, 0.3 + hs) - np.exp(0.3 + hs))
    assert np.polyfit(np.log(hs), np.log(errors), 1)[0] == pytest.approx(degree + 1, abs=0.1)


@pytest.mark.parametrize(
    "f", [lambda x, m: 1 / (1 + x * x), lambda x, m: m.exp(m.sin(x)), lambda x, m: x**5 - x]
)
def test_taylor_coefficients_against_mpmath(f):
    """|error of c_k| <= 60 u / r**k with r = 1/2: max|f| on the circle is below 3."""
    with mpmath.workdps(60):
        exact = np.array([float(c) for c in mpmath.taylor(lambda x: f(x, mpmath), 0.25, 8)])
    got = taylor_coefficients(lambda x: f(x, np), 0.25, 8)
    assert np.all(np.abs(got - exact) <= 60 * 2.0**-53 * 2.0 ** np.arange(9))


def test_taylor_coefficients_up_to_half_the_samples():
    got = taylor_coefficients(np.exp, 0, 7, samples=16)
    np.testing.assert_allclose(got, [1 / math.factorial(k) for k in range(8)], rtol=1e-9)


def test_quadratic_model_touches_in_the_third_order(rng):
    x, v = np.array([0.3, -0.4]), np.array([0.6, 0.8])
    f = lambda x: np.exp(x[0]) * np.sin(x[1])  # noqa: E731
    e, s, c = np.exp(x[0]), np.sin(x[1]), np.cos(x[1])
    q = quadratic_model(f(x), [e * s, e * c], [[e * s, e * c], [e * c, -e * s]], x)
    hs = np.logspace(-2, -1, 7)
    errors = [abs(q(x + h * v) - f(x + h * v)) for h in hs]
    assert np.polyfit(np.log(hs), np.log(errors), 1)[0] == pytest.approx(3, abs=0.1)
    assert q(rng.standard_normal((4, 5, 2))).shape == (4, 5)


RULES = [(midpoint, 2), (trapezoid, 2), (simpson, 4)]


@pytest.mark.parametrize(("rule", "order"), RULES)
def test_order_of_each_rule(rule, order):
    ns = np.array([8, 16, 32, 64])
    errors = [abs(rule(np.exp, -1, 2, int(n)) - (np.exp(2) - np.exp(-1))) for n in ns]
    assert np.polyfit(np.log(ns), np.log(errors), 1)[0] == pytest.approx(-order, abs=0.05)


def test_rules_by_hand():
    f = lambda x: x**2  # noqa: E731
    assert midpoint(f, 0, 2, 2) == 0.25 + 2.25
    assert trapezoid(f, 0, 2, 2) == 0 / 2 + 1 + 4 / 2
    assert simpson(f, 0, 2, 2) == pytest.approx(8 / 3, rel=1e-15)
    assert simpson(f, 2, 0, 4) == pytest.approx(-8 / 3, rel=1e-15)
    assert midpoint(lambda x: x, 3, 3, 1) == 0.0


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_degrees_that_are_integrated_exactly(c, n):
    cubic = np.polynomial.Polynomial(c)
    line = np.polynomial.Polynomial(c[:2])
    for rule, p, slices in ((midpoint, line, n), (trapezoid, line, n), (simpson, cubic, 2 * n)):
        exact = p.integ()(1.5) - p.integ()(-1.0)
        assert rule(p, -1.0, 1.5, slices) == pytest.approx(exact, rel=1e-12, abs=1e-11)


def test_midpoint_errs_by_half_of_trapezoid_on_the_other_side():
    exact = np.exp(1) - 1
    ratio = (midpoint(np.exp, 0, 1, 50) - exact) / (trapezoid(np.exp, 0, 1, 50) - exact)
    assert ratio == pytest.approx(-0.5, abs=0.001)
