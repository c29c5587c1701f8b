"""What the functions of calculus refuse."""

import numpy as np

from mlmath.calculus.dual import Dual, derivative
from mlmath.calculus.jacobian import directional_derivative, hessian, jacobian
from mlmath.calculus.quadrature import midpoint, simpson, trapezoid
from mlmath.calculus.taylor import quadratic_model, taylor_coefficients, taylor_polynomial

EYE = np.eye(2)

CASES = [
    (Dual, ([1.0, 2.0], [1.0]), {}, ValueError, r"value has shape \(2,\), slope \(1,\)"),
    (Dual, (1j,), {}, ValueError, "value must hold real numbers"),
    (derivative, (np.arcsinh, 1.0), {}, ValueError, "no slope is known for np.arcsinh: use one of"),
    (derivative, (np.add.reduce, [1.0]), {}, ValueError, "no slope is known for np.add"),
    (jacobian, (np.sin, []), {}, ValueError, "x is empty"),
    (jacobian, (np.sin, [np.nan]), {}, ValueError, "x must be finite"),
    (jacobian, (np.sin, [1.0], "exact"), {}, ValueError, "method must be one of forward, central"),
    (jacobian, (np.sin, [1.0]), {"h": 0}, ValueError, "h must be a number in"),
    (jacobian, (np.abs, [1.0], "complex"), {}, ValueError, "f returned real numbers for complex"),
    (hessian, (np.sum, [[1.0]]), {}, ValueError, "x must have 1 axes"),
    (hessian, (np.sum, [1.0], -1), {}, ValueError, "h must be a number in"),
    (directional_derivative, (np.sum, [1.0], [1.0, 2.0]), {}, ValueError, "v must have length 1"),
    (taylor_polynomial, ([], 0.0, 1.0), {}, ValueError, "derivatives is empty"),
    (taylor_polynomial, ([1.0], np.inf, 1.0), {}, ValueError, "a must be a number"),
    (
        taylor_coefficients,
        (np.exp, 0.0, 32),
        {},
        ValueError,
        "degree must be below samples / 2 = 3",
    ),
    (taylor_coefficients, (np.exp, 0.0, 3, 0.0), {}, ValueError, "radius must be a number in"),
    (quadratic_model, (1.0, [1.0], EYE, [1.0, 2.0]), {}, ValueError, "gradient must have length 2"),
    (quadratic_model, (1.0, [1.0], EYE, [1.0]), {}, ValueError, "hessian has shape"),
    (midpoint, (np.sin, 0, 1, 0), {}, ValueError, "n must be an integer of at least 1, got 0"),
    (trapezoid, (np.sin, 0, np.inf, 4), {}, ValueError, "b must be a number in"),
    (trapezoid, (lambda x: 1.0, 0, 1, 4), {}, ValueError, r"f must keep the shape \(5,\)"),
    (simpson, (np.sin, 0, 1, 3), {}, ValueError, "n must be even, got 3"),
    (simpson, (np.sin, 0, 1, 2.0), {}, ValueError, "n must be an integer"),
]
