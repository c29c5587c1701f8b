"""What validation, differences and sums refuse."""

import numpy as np

from mlmath import numerics, summation
from mlmath import validation as v

RNG = np.random.default_rng(0)


def count_wrong_vjp(a, b):
    return a * b, lambda dy: (dy * b,)


def shape_wrong_vjp(a):
    return a * a, lambda dy: (np.sum(2 * dy * a),)


def none_vjp(a):
    return a * a, lambda dy: (None,)


def constant_vjp(a, labels):
    return a * labels, lambda dy: (dy * labels, dy * a)


CASES = [
    (v.as_array, ([[1, 2], [3]],), {}, ValueError, "x is ragged: its rows differ in length"),
    (v.as_array, ([1j],), {}, ValueError, "real numbers, got dtype complex128: take .real"),
    (v.as_array, (["1"],), {}, ValueError, "must hold real numbers, got dtype <U1"),
    (v.as_array, ([None, 1],), {}, ValueError, "must hold real numbers, got dtype object"),
    (v.as_array, ([],), {}, ValueError, r"x is empty \(shape \(0,\)\)"),
    (v.as_array, ([[0.0, np.nan]],), {}, ValueError, r"finite, got nan at index \(0, 1\)"),
    (v.as_array, ([0.0, -np.inf],), {}, ValueError, r"finite, got -inf at index \(1,\)"),
    (v.as_vector, ([[1.0]],), {}, ValueError, r"must have 1 axes, got 2 \(shape \(1, 1\)\)"),
    (v.as_vector, ([1.0],), {"length": 2}, ValueError, "must have length 2, got 1"),
    (v.as_matrix, ([1.0],), {}, ValueError, r"A must have 2 axes, got 1"),
    (v.as_matrix, (np.ones((2, 3)), "X", (None, 2)), {}, ValueError, r"X must have shape \(any, 2"),
    (v.as_square, (np.ones((2, 3)),), {}, ValueError, r"must be square, got shape \(2, 3\)"),
    (v.as_symmetric, ([[1, 2], [3, 4]],), {}, ValueError, "differs from its transpose by 1"),
    (v.as_count, (2.0,), {}, ValueError, "n must be an integer of at least 1, got 2.0"),
    (v.as_count, (True,), {}, ValueError, "must be an integer of at least 1, got True"),
    (v.as_count, (0,), {}, ValueError, "must be an integer of at least 1, got 0"),
    (v.as_number, (np.nan,), {}, ValueError, "must be a number in"),
    (v.as_number, ([1.0],), {}, ValueError, "must be a number in"),
    (v.as_number, ("3",), {}, ValueError, "must hold real numbers"),
    (numerics.forward_difference, (np.sin, [1.0, np.nan]), {}, ValueError, "x must be finite"),
    (numerics.forward_difference, (np.sin, 1.0, 0.0), {}, ValueError, "h must be positive, got 0"),
    (numerics.central_difference, (np.sin, 1j), {}, ValueError, "must hold real numbers"),
    (numerics.central_difference, (np.sin, 1.0, [1, -1]), {}, ValueError, "h must be positive"),
    (numerics.complex_step, (np.abs, 1.0), {}, ValueError, "f returned real numbers for complex"),
    (numerics.log_sum_exp, ([],), {}, ValueError, "z is empty"),
    (numerics.log_sum_exp, ([1j],), {}, ValueError, "z must hold real numbers"),
    (
        numerics.vjp_error,
        (count_wrong_vjp, [1.0], [2.0]),
        {"rng": RNG},
        ValueError,
        "2 arguments, but the pullback returned 1",
    ),
    (
        numerics.vjp_error,
        (shape_wrong_vjp, [1.0]),
        {"rng": RNG},
        ValueError,
        r"argument 0 has shape \(1,\), its gradient \(\)",
    ),
    (
        numerics.vjp_error,
        (none_vjp, [1.0]),
        {"rng": RNG},
        ValueError,
        "argument 0 holds floats, but its gradient is None",
    ),
    (
        numerics.vjp_error,
        (constant_vjp, [1.0], np.array([1])),
        {"rng": RNG},
        ValueError,
        "argument 1 is a constant: its gradient must be None",
    ),
    (summation.naive_sum, ([],), {}, ValueError, "x is empty"),
    (summation.pairwise_sum, ([[1.0]],), {}, ValueError, "x must have 1 axes"),
    (summation.kahan_sum, ([np.inf],), {}, ValueError, "x must be finite"),
    (summation.compensated_sum, (3.0,), {}, ValueError, "x must have 1 axes, got 0"),
    (summation.stable_mean, ([],), {}, ValueError, "x is empty"),
    (summation.stable_variance, ([1.0],), {"ddof": 1}, ValueError, "more than 1 numbers, got 1"),
    (summation.stable_variance, ([1.0],), {"ddof": 0.5}, ValueError, "ddof must be an integer"),
    (summation.running_mean_variance, ([1.0], 1), {}, ValueError, "more than 1 numbers, got 1"),
]
