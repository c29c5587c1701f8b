"""Refused features, statistics and settings."""

import numpy as np

from mlmath import normalization as n

X, W = np.ones((4, 3)), np.ones(3)

CASES = [
    (n.layer_norm, [X, np.ones(4), W], {}, ValueError, r"weight must have shape \(3,\)"),
    (n.layer_norm, [X, W, np.ones((1, 3))], {}, ValueError, r"bias must have shape \(3,\)"),
    (n.rms_norm, [X, 1.0], {}, ValueError, r"weight must have shape \(3,\), one entry per feature"),
    (n.batch_norm, [np.ones(3), W, W], {}, ValueError, r"x must have shape \(N, C\)"),
    (n.batch_norm, [X[:1], W, W], {}, ValueError, "more than one number per channel"),
    (n.batch_norm, [np.ones((2, 4, 3)), W, W], {}, ValueError, r"weight must have shape \(4,\)"),
    (n.batch_norm_eval, [X, W, W, W, np.ones(2)], {}, ValueError, r"variance must have shape"),
    (n.batch_norm_eval, [X, W, W, np.ones(2), W], {}, ValueError, r"mean must have shape \(3,\)"),
    (n.layer_norm, [X * 1j, W, W], {}, ValueError, "must hold real numbers"),
    (n.LayerNorm, [0], {}, ValueError, "num_features must be an integer of at least 1"),
    (n.RMSNorm, [3], {"eps": 0}, ValueError, "eps must be a number in"),
    (n.BatchNorm, [3], {"momentum": 1.5}, ValueError, "momentum must be a number in"),
]
