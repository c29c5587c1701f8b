"""Correct digits of certified coefficients, route by route.

The digits of an answer are -log10 of its worst relative error over the coefficients. Reached on
x86-64 with OpenBLAS, with and without AVX2, rounded down to halves (κ is the condition number of
the design matrix):

=============  =======  ======  =====  =====  ================
data set       κ        normal  QR     SVD    LinearRegression
=============  =======  ======  =====  =====  ================
no intercept   1        14.5    14.5   14.5   14.5
Norris         9e2      12      12     13     12
Wampler 1      6e6      6       9.5    9.5    9
Wampler 2      6e6      8.5     12.5   12     12.5
Longley        5e9      7       12     11.5   13
Filip          1.8e15   none    7.5    0      7
=============  =======  ======  =====  =====  ================

Normal equations refuse Filip; the SVD drops the direction that rounding cannot tell from zero, and
with it all digits of the coefficients, though its curve explains nearly as much of y (99.56 %
instead of 99.67 %). LinearRegression centres first and puts the columns into one unit. The tests
ask for a digit or two less, since the last digits belong to the machine.
"""

import numpy as np
import pytest

from mlmath.linalg.least_squares import (
    least_squares_normal,
    least_squares_qr,
    least_squares_svd,
)
from mlmath.regression import LinearRegression, PolynomialRegression, polynomial_features, r_squared
from tests.mlmath import nist

DEGREES = {"wampler1": 5, "wampler2": 5, "filip": 10}
LEAST = {  # name: digits asked of normal equations, QR, SVD, LinearRegression
    "no_intercept": (13, 13, 13, 13),
    "norris": (11, 11, 11, 11),
    "wampler1": (5, 8, 8, 8),
    "wampler2": (8, 11, 11, 11),
    "longley": (6, 10, 10, 12),
    "filip": (None, 6, None, 6),
}
ROUTES = [least_squares_normal, least_squares_qr, least_squares_svd]
CASES = [
    pytest.param(name, route, digits[i], id=f"{name}-{route.__name__}")
    for name, digits in LEAST.items()
    for i, route in enumerate(ROUTES)
    if digits[i] is not None
]


def correct_digits(w, certified):
    return -np.log10(np.max(np.abs(w - certified) / np.abs(certified)) + 1e-16)


def design(name):
    """Return design matrix, response, certified coefficients."""
    X, y, w = getattr(nist, name)()
    if name in DEGREES:
        return polynomial_features(X, DEGREES[name]), y, w
    return (X if name == "no_intercept" else np.column_stack([np.ones(len(X)), X])), y, w


@pytest.mark.parametrize(("name", "route", "least"), CASES)
def test_digits_of_the_routes(name, route, least):
    A, y, w = design(name)
    assert correct_digits(route(A, y), w) >= least


@pytest.mark.parametrize("name", LEAST)
def test_digits_of_the_estimator(name):
    X, y, w = getattr(nist, name)()
    if name in DEGREES:
        model = PolynomialRegression(DEGREES[name]).fit(X, y)
    else:
        model = LinearRegression(fit_intercept=name != "no_intercept").fit(X, y)
    found = model.coef_ if name == "no_intercept" else np.append(model.intercept_, model.coef_)
    assert correct_digits(found, w) >= LEAST[name][3]


@pytest.mark.parametrize("name", ["longley", "wampler1", "wampler2"])
def test_normal_equations_lose_digits_that_qr_keeps(name):
    A, y, w = design(name)
    lost = correct_digits(least_squares_qr(A, y), w) - correct_digits(least_squares_normal(A, y), w)
    assert lost > 1.5


def test_normal_equations_refuse_filip():
    A, y, _ = design("filip")
    with pytest.raises(ValueError, match="not positive definite"):
        least_squares_normal(A, y)


def test_the_svd_loses_the_coefficients_of_filip_and_explains_nearly_as_much():
    A, y, w = design("filip")
    found = least_squares_svd(A, y)
    assert correct_digits(found, w) < 1
    assert r_squared(y, A @ found) == pytest.approx(0.9956, abs=2e-4)


def test_longley_summary():
    A, y, w = design("longley")
    X, _, _ = nist.longley()
    prediction = LinearRegression().fit(X, y).predict(X)
    assert r_squared(y, prediction) == pytest.approx(0.995479004577296, rel=1e-12)
    deviation = np.sqrt(((y - prediction) ** 2).sum() / (16 - 7))
    assert deviation == pytest.approx(304.854073561965, rel=1e-11)
    assert r_squared(y, A @ w) == pytest.approx(0.995479004577296, rel=1e-9)


def test_filip_summary():
    x, y, _ = nist.filip()
    assert x.shape == (82, 1)
    prediction = PolynomialRegression(10).fit(x, y).predict(x)
    assert r_squared(y, prediction) == pytest.approx(0.996727416185620, rel=1e-9)
    deviation = np.sqrt(((y - prediction) ** 2).sum() / (82 - 11))
    assert deviation == pytest.approx(0.334801051324544e-02, rel=1e-7)


def test_norris_summary():
    x, y, _ = nist.norris()
    assert x.shape == (36, 1)
    model = LinearRegression().fit(x, y)
    assert model.score(x, y) == pytest.approx(0.999993745883712, rel=1e-14)
