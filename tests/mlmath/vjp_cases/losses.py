"""Rows for `mlmath.losses`."""

import numpy as np

from mlmath import losses as m

SIGNS = np.array([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]])
BITS = (SIGNS + 1) / 2
SHARES = np.array([[0.2, 0.3, 0.5], [0.9, 0.1, 0.0]])
LABELS = np.array([0, 2, 1, 1])

CASES = [
    *[(f, [(4, 3), (4, 3)], {}) for f in (m.mse_vjp, m.rmse_vjp, m.mae_vjp, m.log_cosh_vjp)],
    (m.mse_vjp, [(), ()], {}),
    (m.huber_vjp, [(4, 3), (4, 3)], {}),
    (m.huber_vjp, [(4, 3), (4, 3)], {"delta": 0.3}),
    (m.hinge_vjp, [(2, 3), SIGNS], {}, (1,)),
    (m.binary_cross_entropy_vjp, [(2, 3), BITS], {}, (1,)),
    (m.binary_cross_entropy_vjp, [(2, 3), SHARES], {}, (1,)),
    (m.focal_vjp, [(2, 3), BITS], {}, (1,)),
    (m.focal_vjp, [(2, 3), BITS], {"gamma": 1.3, "alpha": 0.25}, (1,)),
    (m.categorical_cross_entropy_vjp, [(2, 3), SHARES], {}, (1,)),
    (m.cross_entropy_vjp, [(4, 3), LABELS], {}),
    (m.cross_entropy_vjp, [(2, 2, 5), LABELS.reshape(2, 2)], {}),
]
