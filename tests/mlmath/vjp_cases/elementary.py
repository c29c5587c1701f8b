"""The elementary functions."""

import numpy as np

from mlmath import elementary as el

POSITIVE = np.array([[0.3, 1.2, 2.5], [0.7, 3.0, 1.1]])
INDEX = np.array([2, 0, 2, 1])

CASES = [
    (el.add_vjp, [(3, 4), (3, 4)], {}),
    (el.add_vjp, [(2, 3, 4), (4,)], {}),
    (el.add_vjp, [(3, 1), (1, 4)], {}),
    (el.add_vjp, [(1, 1), ()], {}),
    (el.subtract_vjp, [(2, 3, 4), (3, 1)], {}),
    (el.subtract_vjp, [(), (4, 3)], {}),
    (el.multiply_vjp, [(3, 4), ()], {}),
    (el.multiply_vjp, [(3, 1), (2, 1, 4)], {}),
    (el.divide_vjp, [(4, 2, 3), POSITIVE], {}),
    (el.divide_vjp, [(2, 1), POSITIVE], {}),
    (el.power_vjp, [POSITIVE, (2, 2, 3)], {}),
    (el.power_vjp, [POSITIVE, 3], {"needs": (True, False)}),
    (el.negative_vjp, [(3, 2)], {}),
    (el.matmul_vjp, [(3, 4), (4, 2)], {}),
    (el.matmul_vjp, [(5, 3, 4), (4, 2)], {}),
    (el.matmul_vjp, [(5, 3, 4), (5, 4, 2)], {}),
    (el.matmul_vjp, [(3, 4), (5, 4, 2)], {}),
    (el.matmul_vjp, [(2, 1, 3, 4), (5, 4, 2)], {}),
    (el.matmul_vjp, [(4,), (4,)], {}),
    (el.matmul_vjp, [(3, 4), (4,)], {}),
    (el.matmul_vjp, [(4,), (4, 2)], {}),
    (el.matmul_vjp, [(5, 3, 4), (4,)], {}),
    (el.matmul_vjp, [(4,), (5, 4, 2)], {}),
    (el.getitem_vjp, [(3, 4), INDEX], {}),
    (el.getitem_vjp, [(3, 4), (slice(None), 1)], {}),
    (el.sum_vjp, [(3, 4, 2)], {}),
    (el.sum_vjp, [(3, 4, 2)], {"axis": 1}),
    (el.sum_vjp, [(3, 4, 2)], {"axis": (0, -1)}),
    (el.sum_vjp, [(3, 4, 2)], {"axis": -1, "keepdims": True}),
    (el.mean_vjp, [(3, 4, 2)], {}),
    (el.mean_vjp, [(3, 4, 2)], {"axis": 1}),
    (el.mean_vjp, [(3, 4, 2)], {"axis": (0, -1), "keepdims": True}),
    (el.reshape_vjp, [(3, 4), np.array([2, 6])], {}),
    (el.transpose_vjp, [(3, 4, 2), np.array([2, 0, 1])], {}),
    (el.transpose_vjp, [(3, 4, 2), None], {}),
    (el.exp_vjp, [(3, 2)], {}),
    (el.log_vjp, [POSITIVE], {}),
    (el.sqrt_vjp, [POSITIVE], {}),
    (el.sin_vjp, [(3, 2)], {}),
    (el.cos_vjp, [(3, 2)], {}),
    (el.absolute_vjp, [(3, 2)], {}),
    (el.maximum_vjp, [(3, 2), (2,)], {}),
    (el.maximum_vjp, [(), (2, 3)], {}),
    (el.where_vjp, [INDEX > 0, (3, 1), (3, 4)], {}),
    (el.concatenate_vjp, [(3, 2), (1, 2), (4, 2)], {}),
    (el.concatenate_vjp, [(3, 2), (3, 5)], {"axis": -1}),
    (el.stack_vjp, [(3, 2), (3, 2)], {"axis": 1}),
]
