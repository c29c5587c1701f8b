"""Rows for `mlmath.activations`."""

from mlmath import activations as a

CASES = [
    *[(f, [(3, 4)], {}) for f in (a.step_vjp, a.sigmoid_vjp, a.tanh_vjp, a.relu_vjp)],
    *[(f, [(2, 3, 4)], {}) for f in (a.leaky_relu_vjp, a.elu_vjp, a.gelu_vjp, a.softplus_vjp)],
    (a.sigmoid_vjp, [()], {}),
    (a.gelu_vjp, [()], {}),
    (a.leaky_relu_vjp, [(5, 3)], {"negative_slope": 0.3}),
    (a.prelu_vjp, [(5,), (1,)], {}),
    (a.prelu_vjp, [(5, 3), (1,)], {}),
    (a.prelu_vjp, [(5, 3), (3,)], {}),
    (a.prelu_vjp, [(2, 3, 4, 5), (3,)], {}),
    (a.prelu_vjp, [(2, 3, 4, 5), (1,)], {}),
    (a.elu_vjp, [(5, 3)], {"alpha": 0.4}),
    (a.gelu_vjp, [(5, 3)], {"approximate": "tanh"}),
    (a.softmax_vjp, [(5, 3)], {}),
    (a.softmax_vjp, [(2, 5, 3)], {"axis": 1}),
    (a.log_softmax_vjp, [(5, 3)], {}),
    (a.log_softmax_vjp, [(2, 5, 3)], {"axis": 1}),
]
