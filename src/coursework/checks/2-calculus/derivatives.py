"""Checks of the exercises on derivatives: secants, rules, differences."""

import math

import numpy as np

from coursework.expect import expect, given, trials
from coursework.registry import check


@check(
    points=1,
    hints=[
        "A slope is a rise divided by a run.",
        "The rise is f(x + h) - f(x), the run is h.",
        "One line: `return (f(x + h) - ...) / h`.",
    ],
    notice="The same line works for steps to the left: rise and run change sign together.",
)
def secants(answer):
    """Slopes of secants of random polynomials."""
    for rng in trials(4):
        f, x = np.poly1d(rng.normal(size=5)), rng.normal()
        h = rng.uniform(0.2, 1.5, size=6) * np.array([1, -1, 1, 1, -1, 1])
        rise, central = f(x + h) - f(x), (f(x + h) - f(x - h)) / 2 / h
        ahead = f(x + abs(h)) - f(x)
        slips = {
            "That is the rise alone: divide it by the run h.": rise,
            "The run is h, with its sign: to the left it is negative.": rise / abs(h),
            "That is the central difference; the secant starts at x itself.": central,
            "The second point stands at x + h.": (f(x) - f(x - h)) / h,
            "The second point stands at x + h, not at h.": (f(h) - f(x)) / h,
            "The run is h, not x + h.": rise / (x + h),
            "No absolute value: with a negative h the point stands left of x.": ahead / h,
            "No absolute value of h: left of x there is another secant.": ahead / abs(h),
            "Divide the rise by the run, not the run by the rise.": h / rise,
            "That is the tangent; a secant through two points is asked.": f.deriv()(x) + 0 * h,
        }
        expect(answer, f, x, h).returns(shape=(6,)).equals(rise / h, slips)


@check(
    points=2,
    hints=[
        "It is a quotient: x above, 1 + e^(-x) below.",
        "The slope below is -e^(-x), so the quotient rule has two minus signs.",
        "Start with `below = 1 + np.exp(-x)`.",
    ],
    notice="For large x the slope is nearly 1, for very negative x nearly 0: a soft kink.",
)
def swish_slope(answer):
    """The slope of x / (1 + exp(-x))."""
    for rng in trials(4):
        x = np.r_[0.0, rng.uniform(-4, 4, size=6)]
        e, g = np.exp(-x), 1 + np.exp(-x)
        slips = {
            "A sign is lost: the slope below is -e^(-x), and it is subtracted.": (g - x * e) / g**2,
            "That is a slope over a slope: a quotient has its own rule.": -1 / e,
            "That is swish itself; its slope is asked.": x / g,
            "Below the line stands the square.": (g + x * e) / g,
            "That is the first strip alone: x changes the lower part, too.": 1 / g,
            "That is the slope of 1/(1 + e^(-x)); x is a factor of its own.": e / g**2,
            "The first strip is missing: x itself has the slope 1.": x * e / g**2,
        }
        expect(answer, x).returns(shape=(7,)).equals((g + x * e) / g**2, slips)


@check(
    points=3,
    hints=[
        "Put the Taylor polynomials of f(x + h) and f(x + 2h) into the formula.",
        "Three demands: nothing of f(x) may be left, one f'(x), nothing of f''(x).",
        "a + b + c = 0, b + 2c = 1, and for f'': b/2 + 2c = 0.",
    ],
    notice="Three unknowns, three terms of Taylor: each new value buys one order.",
)
def one_sided(answer):
    """Three weights of a slope at the edge."""
    slips = {
        "That is the forward difference: its order is 1. Let the third value cancel f''.": [
            -1,
            1,
            0,
        ],
        "The weights are twice too large: h stands below, not 2h.": [-3, 4, -1],
        "The order is that of x, x + h, x + 2h.": [-0.5, 2, -1.5],
        "That looks to the left: the points lie at x, x + h, x + 2h.": [1.5, -2, 0.5],
        "That belongs to f'': one f'(x) is asked, and no f''(x).": [1, -2, 1],
        "That is a secant of length 2h: exact for f(x) and f'(x), but f'' is left.": [-0.5, 0, 0.5],
        "That is the secant between the second and the third point: f'' is left.": [0, -1, 1],
    }
    given(answer).returns((3,)).equals(np.array([-1.5, 2, -0.5]), slips)


@check(
    points=3,
    hints=[
        "The bound is least where its slope with respect to h is 0.",
        "The slope is h M3 / 3 - u F / (2 h^2); solve for h^3.",
        "Start with `h = (3 * u * F / (2 * M3)) ** (1 / 3)`.",
    ],
    notice="The step grows like the cube root of u, the error like its square.",
)
def best_central(answer):
    """The step of least error, and the bound there."""
    for rng in trials(4):
        F, M3, u = rng.uniform(0.5, 4), rng.uniform(0.5, 4), 10 ** rng.uniform(-8, -2)
        q = 1.5 * u * F / M3
        h = q ** (1 / 3)
        curve, rounding = h**2 / 6 * M3, u * F / (2 * h)
        steps = {
            "That is the best step of the forward difference.": (2 * u * F / M3) ** 0.5,
            "Not where both parts are equal, but where their slopes cancel.": (2 * q) ** (1 / 3),
            "The cube root is missing: you solved for h^3.": q,
            "h^3 was found: take the cube root, not the square root.": q**0.5,
            "The slope of h^2/6 is h/3.": (q / 2) ** (1 / 3),
            "F and M3 have changed places.": (1.5 * u * M3 / F) ** (1 / 3),
        }
        bounds = {
            "The bound has two parts: that of rounding is missing.": curve,
            "The bound has two parts: that of the curve is missing.": rounding,
            "Rounding adds u F / (2h): the step from end to end is 2h.": curve + 2 * rounding,
        }
        expect(answer, F, M3, u).equals((h, curve + rounding), steps | bounds)


@check(
    points=2,
    hints=[
        "Try n = 0, 1, 2, ... until the bound is small enough.",
        "The bound of degree n holds the term n + 1, the first one that is left out.",
        "Start with `n = 0` and `while math.exp(r) * r ** (n + 1) / ... > tol:`.",
    ],
    notice="The factorial wins: ten times the accuracy costs only a degree or two.",
)
def degree_needed(answer):
    """The smallest degree that the bound allows."""
    for rng in trials(6):
        r, tol = rng.uniform(0.3, 6), 10 ** rng.uniform(-10, -1)
        n = _smallest(r, tol)
        bound = math.exp(r) * r ** (n + 1) / math.factorial(n + 1)
        slips = {
            "One too many: the bound of degree n holds the term n + 1.": n + 1,
            "One too few: is the bound of this degree at most tol?": n - 1,
            "The factor e^r is missing: the slope grows on the way.": _smallest(r, tol, 0),
            "The factorial is missing below the power.": _smallest(r, tol, fact=False),
            "That is the bound, not the degree.": bound,
        }
        expect(answer, r, tol).returns(shape=(), low=0).equals(n, slips)
    expect(answer, 1.0, 0.5).equals(2, {"The bound of degree n holds the term n + 1.": 3})
    expect(answer, 0.1, 10.0).equals(0, {"Degree 0, a constant, may be enough: start there.": 1})


def _smallest(r, tol, grows=1, fact=True):
    for n in range(300):
        below = math.factorial(n + 1) if fact else 1
        if math.exp(grows * r) * r ** (n + 1) / below <= tol:
            return n
    return -1
