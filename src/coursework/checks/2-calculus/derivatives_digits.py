"""Checks of the exercises on derivatives: dual numbers, digits, orders."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.registry import check


@check(
    points=4,
    hints=[
        "Each operation says twice what it does: to the values, and to the slopes.",
        "Slopes: b + d for a sum, a d + b c for a product, (b - (a/c) d) / c for a quotient.",
        "First line of each: `other = other if isinstance(other, Dual) else Dual(other)`.",
    ],
    notice="The rules of differentiation are all in three lines; no h was needed.",
)
def Dual(answer):
    """Sums, products, quotients of dual numbers, and plain numbers among them."""
    with part(1, "sums"):
        for a, b, c, d in _numbers():
            _of_two(answer, "+", (a, b, c, d), (a + c, b + d), _slope_of_sum(a, b, c, d))
    with part(1, "products"):
        for a, b, c, d in _numbers():
            right = a * c, a * d + b * c
            _of_two(answer, "*", (a, b, c, d), right, _slope_of_product(a, b, c, d))
    with part(1, "quotients"):
        for a, b, c, d in _numbers():
            right = a / c, (b * c - a * d) / c**2
            _of_two(answer, "/", (a, b, c, d), right, _slope_of_quotient(a, b, c, d))
    with part(1, "plain numbers, and a program"):
        _with_numbers(answer)


def _numbers():
    for rng in trials(3):
        yield rng.uniform(0.5, 3, size=4) * rng.choice([-1, 1], size=4)


def _pair(y):
    return y.value, y.slope


def _of_two(answer, sign, numbers, right, slips):
    def compute(a, b, c, d):
        p, q = answer(a, b), answer(c, d)
        y = p + q if sign == "+" else p * q if sign == "*" else p / q
        if _pair(p) != (a, b) or _pair(q) != (c, d):
            raise ValueError("an operand was changed: make a new Dual and leave both as they are")
        return _pair(y)

    expect(compute, *map(float, numbers)).equals(right, slips)


def _slope_of_sum(a, b, c, d):
    return {
        "The slope of the other number is lost: slopes of a sum add up.": b,
        "Slopes of a sum add up, they are not multiplied.": b * d,
        "That is the product rule; slopes of a sum simply add up.": a * d + b * c,
    }


def _slope_of_product(a, b, c, d):
    return {
        "The slope of a product is not the product of the slopes: two strips.": b * d,
        "One strip is missing: each factor's slope counts.": a * d,
        "One strip is missing, that of the other factor's slope.": b * c,
        "The square of epsilon is 0: the product of the two slopes vanishes.": a * d
        + b * c
        + b * d,
        "The strips are added, not subtracted.": a * d - b * c,
        "The strips are added; neither is subtracted.": b * c - a * d,
        "Slopes are added as in a sum; in a product each is multiplied by the other value.": b + d,
        "Each slope is multiplied by the other's value, not by its own.": a * b + c * d,
    }


def _slope_of_quotient(a, b, c, d):
    return {
        "The slope of a quotient is not the quotient of the slopes.": b / d,
        "In a quotient the second term is subtracted.": (b * c + a * d) / c**2,
        "Divide by the square of the lower value.": (b * c - a * d) / c,
        "The lower number's slope is lost: it changes the quotient too.": b / c,
        "Above, the terms are exchanged: slope of the upper number first.": (a * d - b * c) / c**2,
        "The lower value divides, not its slope.": (b * c - a * d) / d**2,
    }


def _with_numbers(answer):
    for rng in trials(3):
        a, b, k = rng.uniform(0.5, 3, size=3)
        tests = {
            "+": (lambda x, k: x + k, (a + k, b), b + 1),
            "left +": (lambda x, k: k + x, (a + k, b), b + 1),
            "*": (lambda x, k: x * k, (a * k, b * k), b * k + a),
            "left *": (lambda x, k: k * x, (a * k, b * k), b * k + a),
            "/": (lambda x, k: x / k, (a / k, b / k), (b * k - a) / k**2),
            "-": (lambda x, k: x - k, (a - k, b), b - 1),
        }
        for program, right, slope_one in tests.values():
            slips = {"A plain number is a constant: its slope is 0, not 1.": slope_one}
            run = expect(lambda a, b, k, p=program: _pair(p(answer(a, b), k)), a, b, k)
            run.equals(right, slips)
        heron = expect(lambda a: _pair(_heron(answer(a, 1.0))), a)
        heron.equals((np.sqrt(a), 0.5 / np.sqrt(a)))


def _heron(a):
    root = a
    for _ in range(30):
        root = (root + a / root) / 2
    return root


@check(
    points=2,
    hints=[
        "Which subtraction has two nearly equal numbers?",
        "1 - cos x is 2 sin(x/2)^2: nothing is subtracted there.",
        "Start with `half = np.where(x == 0, 1.0, x / 2)`, so that nothing is divided by 0.",
    ],
    notice="The same number, another formula: digits are lost by the way, not by the goal.",
)
def lens(answer):
    """(1 - cos x) / x^2 without cancellation."""
    for rng in trials(3):
        small = 10.0 ** rng.uniform(-12, -9, size=6) * np.array([1, -1, 1, 1, -1, 1])
        middle = 10.0 ** np.r_[rng.uniform(-8, -4, size=4), rng.uniform(-4, -3.5, size=6)]
        x = np.r_[small, middle, rng.uniform(-3, 3, size=5)]
        sine = np.sin(x / 2)
        with np.errstate(all="ignore"):
            slips = {
                "The subtraction is still there: its digits are gone.": (1 - np.cos(x)) / x**2,
                "The angle is halved: 1 - cos x is 2 sin(x/2)^2.": 2 * np.sin(x) ** 2 / x**2,
                "Two terms of Taylor do for small x only.": 0.5 - x**2 / 24,
                "The limit alone does for small x only.": 0.5 + 0 * x,
                "The sine is to be squared.": 2 * sine / x**2,
                "Divide by the square of x.": 2 * sine**2 / x,
            }
        expect(answer, x).returns(shape=x.shape).equals(2 * (sine / x) ** 2, slips)
    expect(answer, np.array([0, 1])).satisfies(
        lambda y: np.isclose(y[0], 0.5), "At 0 the formula gives 0/0: the limit 1/2 is asked."
    ).equals(np.array([0.5, 1 - np.cos(1)]))


@check(
    points=2,
    hints=[
        "Compute the error for several steps and look at it on logarithmic axes.",
        "The order is the slope of log error against log h.",
        "`np.polyfit(np.log(h), np.log(error), 1)[0]` measures a slope.",
    ],
    notice="Two central differences, combined so that what both have wrong cancels.",
)
def measured_order(answer):
    """The measured order of a formula with four values."""
    slips = {
        "That is the order of the central difference: this formula cancels its first error.": 2,
        "That is the order of the forward difference: measure this one.": 1,
        "By symmetry only even powers of h are left: measure again.": 3,
        "By symmetry only even powers of h are left: look at the slope once more.": 5,
        "That is what rounding does at tiny steps: take h between 0.01 and 0.1.": -1,
        "The sign: the error falls when h falls, so the slope is positive.": -4,
        "That is the factor for half the h; the power of 2 in it is asked.": 16,
    }
    given(answer).returns((), low=-20, high=1000).equals(4, slips, rtol=0.025)


@check(
    points=1,
    hints=[
        "How many different numbers are there between 1 and 1.0000001 in float32?",
        "What is stored for 1 + h?",
        "The difference of two equal numbers is exactly 0.",
    ],
    notice="Exactly 0 for nearly all of them is a hint: true slopes are seldom exactly 0.",
)
def flat(answer):
    """Why every slope is exactly 0."""
    because = {
        "a": "At a minimum the measured slopes would be small, not exactly 0, and rounding shows.",
        "b": "A long step gives a wrong slope, but hardly ever exactly 0; and this one is tiny.",
        "d": "At a kink a secant has one of two slopes; it would not be 0 for nearly all weights.",
    }
    given(answer).chooses("c", because)
