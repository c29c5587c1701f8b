"""Rows for `mlmath.layers`."""

import numpy as np

from mlmath import layers as m

IDS = np.array([[0, 3, 3], [1, 3, 0]])
KEEP = np.array([[True, False, True], [False, True, True]])

CASES = [
    (m.linear_vjp, [(5, 3), (4, 3), (4,)], {}),
    (m.linear_vjp, [(2, 5, 3), (4, 3), (4,)], {}),
    (m.linear_vjp, [(3,), (4, 3), (4,)], {}),
    (m.linear_vjp, [(5, 3), (4, 3), None], {}),
    (m.embedding_vjp, [IDS, (5, 4)], {}),
    (m.embedding_vjp, [IDS[0], (5, 4)], {}),
    (m.embedding_vjp, [IDS[:0], (5, 4)], {}),
    (m.dropout_vjp, [(2, 3), KEEP], {"p": 0.4}),
    (m.dropout_vjp, [(2, 3), KEEP], {"p": 0.4, "scale_at": "eval"}),
]
