"""Operators of the tape."""

import numpy as np

from mlmath import autodiff as ad

POSITIVE = np.array([[0.3, 1.2, 2.5], [0.7, 3.0, 1.1]])
INDEX = np.array([2, 0, 2, 1])

CASES = [
    (ad.add_vjp, [(3, 4), (3, 4)], {}),
    (ad.add_vjp, [(2, 3, 4), (4,)], {}),
    (ad.add_vjp, [(3, 1), (1, 4)], {}),
    (ad.add_vjp, [(1, 1), ()], {}),
    (ad.subtract_vjp, [(2, 3, 4), (3, 1)], {}),
    (ad.subtract_vjp, [(), (4, 3)], {}),
    (ad.multiply_vjp, [(3, 4), ()], {}),
    (ad.multiply_vjp, [(3, 1), (2, 1, 4)], {}),
    (ad.divide_vjp, [(4, 2, 3), POSITIVE], {}),
    (ad.divide_vjp, [(2, 1), POSITIVE], {}),
    (ad.power_vjp, [POSITIVE, (2, 2, 3)], {}),
    (ad.power_vjp, [POSITIVE, 3], {"needs": (True, False)}),
    (ad.negative_vjp, [(3, 2)], {}),
    (ad.matmul_vjp, [(3, 4), (4, 2)], {}),
    (ad.matmul_vjp, [(5, 3, 4), (4, 2)], {}),
    (ad.matmul_vjp, [(5, 3, 4), (5, 4, 2)], {}),
    (ad.matmul_vjp, [(3, 4), (5, 4, 2)], {}),
    (ad.matmul_vjp, [(2, 1, 3, 4), (5, 4, 2)], {}),
    (ad.matmul_vjp, [(4,), (4,)], {}),
    (ad.matmul_vjp, [(3, 4), (4,)], {}),
    (ad.matmul_vjp, [(4,), (4, 2)], {}),
    (ad.matmul_vjp, [(5, 3, 4), (4,)], {}),
    (ad.matmul_vjp, [(4,), (5, 4, 2)], {}),
    (ad.getitem_vjp, [(3, 4), INDEX], {}),
    (ad.getitem_vjp, [(3, 4), (slice(None), 1)], {}),
    (ad.sum_vjp, [(3, 4, 2)], {}),
    (ad.sum_vjp, [(3, 4, 2)], {"axis": 1}),
    (ad.sum_vjp, [(3, 4, 2)], {"axis": (0, -1)}),
    (ad.sum_vjp, [(3, 4, 2)], {"axis": -1, "keepdims": True}),
    (ad.mean_vjp, [(3, 4, 2)], {}),
    (ad.mean_vjp, [(3, 4, 2)], {"axis": 1}),
    (ad.mean_vjp, [(3, 4, 2)], {"axis": (0, -1), "keepdims": True}),
    (ad.reshape_vjp, [(3, 4), np.array([2, 6])], {}),
    (ad.transpose_vjp, [(3, 4, 2), np.array([2, 0, 1])], {}),
    (ad.transpose_vjp, [(3, 4, 2), None], {}),
]
