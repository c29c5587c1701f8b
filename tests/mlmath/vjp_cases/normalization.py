"""Batch, layer and root-mean-square normalization."""

import numpy as np

from mlmath import normalization as n

POSITIVE = np.array([0.4, 1.3, 2.2])

CASES = [
    (n.layer_norm_vjp, [(5, 3), (3,), (3,)], {}),
    (n.layer_norm_vjp, [(2, 4, 6), (6,), (6,)], {}),
    (n.rms_norm_vjp, [(5, 3), (3,)], {}),
    (n.rms_norm_vjp, [(2, 4, 6), (6,)], {}),
    (n.batch_norm_vjp, [(5, 3), (3,), (3,)], {}),
    (n.batch_norm_vjp, [(2, 3, 4, 5), (3,), (3,)], {}),
    (n.batch_norm_eval_vjp, [(5, 3), (3,), (3,), (3,), POSITIVE], {}, (3, 4)),
    (n.batch_norm_eval_vjp, [(2, 3, 4), (3,), (3,), (3,), POSITIVE], {}, (3, 4)),
]
