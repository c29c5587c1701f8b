"""Right and wrong answers to the exercises on derivatives."""

from importlib import import_module

import numpy as np

from mlmath.calculus.dual import Dual, derivative
from mlmath.numerics import complex_step
from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.2-calculus.derivatives_answers")


def swish(x):
    return x / (1 + np.exp(-x))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


BANKS = {
    "secants": Bank(
        right=[
            lambda f, x, h: (f(x + h) - f(x)) / h,
            lambda f, x, h: [(f(x + t) - f(x)) / t for t in h],
            lambda f, x, h: [np.polyfit([x, x + t], [f(x), f(x + t)], 1)[0] for t in h],
            lambda f, x, h: (f(x) - f(x + h)) / (x - (x + h)),
        ],
        wrong=[
            (lambda f, x, h: f(x + h) - f(x), "the rise alone"),
            (lambda f, x, h: (f(x + abs(h)) - f(x)) / h, "stands left of x"),
            (lambda f, x, h: (f(x + abs(h)) - f(x)) / abs(h), "another secant"),
            (lambda f, x, h: (f(x + h) - f(x)) / abs(h), "with its sign"),
            (lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h), "central difference"),
            (lambda f, x, h: (f(x) - f(x - h)) / h, "stands at x + h"),
            (lambda f, x, h: (f(h) - f(x)) / h, "not at h"),
            (lambda f, x, h: (f(x + h) - f(x)) / (x + h), "not x + h"),
            (lambda f, x, h: h / (f(x + h) - f(x)), "not the run by the rise"),
            (lambda f, x, h: f.deriv()(x) + 0 * h, "the tangent"),
            (lambda f, x, h: (f(x) - f(x + h)) / h, "sign is flipped"),
            (lambda f, x, h: (f(x + h[0]) - f(x)) / h[0], "shape"),
            (lambda f, x, h: (f(x + h) - f(x)) / h**2, None),
        ],
    ),
    "swish_slope": Bank(
        right=[
            lambda x: sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x)),
            lambda x: derivative(swish, x),
            lambda x: complex_step(swish, x),
            lambda x: [(1 + np.exp(-t) * (1 + t)) / (1 + np.exp(-t)) ** 2 for t in x],
        ],
        wrong=[
            (lambda x: sigmoid(x) - x * sigmoid(x) * (1 - sigmoid(x)), "a sign is lost"),
            (lambda x: -np.exp(x), "slope over a slope"),
            (swish, "swish itself"),
            (lambda x: 1 + x * np.exp(-x) / (1 + np.exp(-x)), "stands the square"),
            (sigmoid, "first strip alone"),
            (lambda x: sigmoid(x) * (1 - sigmoid(x)), "factor of its own"),
            (lambda x: x * sigmoid(x) * (1 - sigmoid(x)), "first strip is missing"),
            (lambda x: (swish(x + 1e-5) - swish(x)) / 1e-5, None),
            (lambda x: float(np.sum(x)), "shape"),
        ],
    ),
    "one_sided": Bank(
        right=[
            (-1.5, 2.0, -0.5),
            [-3 / 2, 2, -1 / 2],
            np.linalg.solve([[1, 1, 1], [0, 1, 2], [0, 1, 4]], [0, 1, 0]),
        ],
        wrong=[
            ((-1, 1, 0), "its order is 1"),
            ((-3, 4, -1), "twice too large"),
            ((-0.5, 2, -1.5), "order is that of"),
            ((1.5, -2, 0.5), "looks to the left"),
            ((1, -2, 1), "belongs to f''"),
            ((-0.5, 0, 0.5), "length 2h"),
            ((0, -1, 1), "second and the third"),
            ((-1.5, 2), "shape"),
            ((-1.5, 2, 0.5), None),
        ],
    ),
    "best_central": Bank(
        right=[
            of.best(),
            of.best_by_search,
            lambda F, M3, u: np.array(
                [np.cbrt(1.5 * u * F / M3), 0.5 * np.cbrt(2.25 * (u * F) ** 2 * M3)]
            ).tolist(),
        ],
        wrong=[
            (of.best(lambda F, M3, u: (2 * u * F / M3) ** 0.5), "forward difference"),
            (of.best(lambda F, M3, u: (3 * u * F / M3) ** (1 / 3)), "slopes cancel"),
            (of.best(power=1), "cube root is missing"),
            (of.best(power=1 / 2), "not the square root"),
            (of.best(lambda F, M3, u: (0.75 * u * F / M3) ** (1 / 3)), "h/3"),
            (of.best(lambda F, M3, u: (1.5 * u * M3 / F) ** (1 / 3)), "changed places"),
            (of.best(bound=lambda h, F, M3, u: h**2 / 6 * M3), "rounding is missing"),
            (of.best(bound=lambda h, F, M3, u: u * F / 2 / h), "curve is missing"),
            (of.best(bound=lambda h, F, M3, u: h**2 / 6 * M3 + u * F / h), "from end to end"),
            (lambda F, M3, u: (1.5 * u * F / M3) ** (1 / 3), "2 values"),
            (of.best(bound=lambda h, F, M3, u: h), None),
        ],
    ),
    "degree_needed": Bank(
        right=[of.degree(), of.degree_by_terms, of.degree_by_table],
        wrong=[
            (of.degree(more=0), "holds the term n + 1"),
            (lambda r, tol: of.degree()(r, tol) - 1, "one too few"),
            (lambda r, tol: max(0, of.degree()(r, tol) - 1), "one too few"),
            (of.degree(grows=0), "factor e^r is missing"),
            (of.degree(start=1), "start there"),
            (lambda r, tol: of.degree(grows=0)(r, tol) + 0.5, None),
            (lambda r, tol: of.degree()(r, tol) + 1, "holds the term n + 1"),
            (lambda r, tol: [of.degree()(r, tol)], "single number"),
        ],
        survivors={
            "comparison: math.exp(r) * r ** (n + 1) / math.factorial(n + 1) > tol -> math.exp(r) * r ** (n + 1) / math.factorial(n + 1) >= tol": "never equal",
        },
    ),
    "Dual": Bank(
        right=[
            Dual,
            of.dual(),
            of.ByMatrix,
            of.dual(div=lambda a, b, c, d: b / c - a * d / c / c),
        ],
        wrong=[
            (of.dual(mul=lambda a, b, c, d: b * d), "two strips"),
            (of.dual(mul=lambda a, b, c, d: a * d), "one strip is missing"),
            (of.dual(mul=lambda a, b, c, d: b * c), "one strip is missing"),
            (of.dual(mul=lambda a, b, c, d: a * d + b * c + b * d), "square of epsilon"),
            (of.dual(mul=lambda a, b, c, d: a * d - b * c), "not subtracted"),
            (of.dual(mul=lambda a, b, c, d: b * c - a * d), "neither is subtracted"),
            (of.dual(mul=lambda a, b, c, d: b + d), "as in a sum"),
            (of.dual(mul=lambda a, b, c, d: a * b + c * d), "not by its own"),
            (of.dual(add=lambda a, b, c, d: b), "other number is lost"),
            (of.dual(add=lambda a, b, c, d: b * d), "not multiplied"),
            (of.dual(add=lambda a, b, c, d: a * d + b * c), "simply add up"),
            (of.dual(div=lambda a, b, c, d: b / d if d else 0.0), "quotient of the slopes"),
            (of.dual(div=lambda a, b, c, d: (b * c + a * d) / c**2), "second term is subtracted"),
            (of.dual(div=lambda a, b, c, d: (b * c - a * d) / c), "square of the lower"),
            (of.dual(div=lambda a, b, c, d: b / c), "lower number's slope is lost"),
            (of.dual(div=lambda a, b, c, d: (a * d - b * c) / c**2), "terms are exchanged"),
            (of.dual(number=1.0), "is a constant"),
            (of.InPlace, "operand was changed"),
            (float, None),
        ],
    ),
    "lens": Bank(
        right=[
            of.lens_by_cases,
            of.lens_by_series,
            of.lens_formula(lambda x: 2 * (np.sin(x / 2) / x) ** 2),
            lambda x: np.sinc(x / 2 / np.pi) ** 2 / 2,
            lambda x: [0.5 if t == 0 else 2 * (np.sin(t / 2) / t) ** 2 for t in x],
        ],
        wrong=[
            (of.lens_naive, "subtraction is still there"),
            (of.lens_naive_mended_at_zero, "subtraction is still there"),
            (of.lens_formula(lambda x: 2 * np.sin(x) ** 2 / x**2), "angle is halved"),
            (lambda x: 0.5 - x**2 / 24, "two terms of Taylor"),
            (lambda x: np.full(x.shape, 0.5), "limit alone"),
            (of.lens_formula(lambda x: 2 * np.sin(x / 2) / x**2), "to be squared"),
            (of.lens_formula(lambda x: 2 * np.sin(x / 2) ** 2 / x), "square of x"),
            (of.lens_nan_at_zero, "at 0 the formula"),
            (lambda x: np.where(x == 0, 1.0, of.lens_nan_at_zero(x)), "at 0 the formula"),
            (lambda x: np.where(abs(x) < 1e-4, 0.5, of.lens_naive(x)), None),
        ],
        survivors={
            "constant: 1.0 -> 2.0": "a stand-in that is not used",
        },
    ),
    "measured_order": Bank(
        right=[4, 3.98, 4.03],
        wrong=[
            (2, "order of the central"),
            (2.01, "order of the central"),
            (1, "order of the forward"),
            (3, "only even powers"),
            (5, "only even powers"),
            (-1, "rounding does"),
            (-4, "positive"),
            (16, "power of 2"),
            (4.2, None),
            (0.25, "reciprocal"),
        ],
        survivors={
            "constant: 0.01 -> 0.02": "another span",
            "constant: 0.1 -> 0.2": "another span",
            "constant: 20 -> 21": "one more step",
            "constant: 20 -> 19": "one step less",
        },
    ),
    "flat": Bank(
        right=["c", "C", "(c)"],
        wrong=[
            ("a", "rounding shows"),
            ("b", "tiny"),
            ("d", "two slopes"),
            ("e", "choose one of"),
        ],
    ),
}
test_bank = bank_tests("2-calculus/derivatives", BANKS)
