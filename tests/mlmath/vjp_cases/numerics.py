"""Log-sum-exp."""

from mlmath.numerics import log_sum_exp_vjp

CASES = [
    (log_sum_exp_vjp, [(3, 4)], {}),
    (log_sum_exp_vjp, [(3, 4, 2)], {"axis": 1}),
    (log_sum_exp_vjp, [(3, 4, 2)], {"axis": (0, 2)}),
    (log_sum_exp_vjp, [(3, 4)], {"axis": 0, "keepdims": True}),
    (log_sum_exp_vjp, [(3, 4)], {"axis": None}),
]
