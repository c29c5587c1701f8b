"""Convolution, padding and pooling."""

import numpy as np

from mlmath.convolution import conv2d as c
from mlmath.convolution import pooling as p

# Distinct pixels, far apart: finite differences must not move the maximum.
IMAGES = np.random.default_rng(1).permutation(2 * 3 * 7 * 6).reshape(2, 3, 7, 6) / 10

CASES = [
    (c.conv2d_vjp, [(2, 3, 6, 5), (4, 3, 3, 2), (4,)], {}),
    (c.conv2d_vjp, [(2, 3, 6, 5), (4, 3, 3, 2)], {}),
    (c.conv2d_vjp, [(2, 1, 7, 5), (3, 1, 2, 3), (3,)], {"stride": (2, 1), "padding": 1}),
    (c.conv2d_vjp, [(1, 2, 4, 5), (3, 2, 3, 3), (3,)], {"stride": 3, "padding": 2, "mode": "edge"}),
    (c.conv_transpose2d_vjp, [(2, 4, 3, 5), (4, 3, 3, 2), (3,)], {"stride": 2, "padding": 1}),
    (c.conv_transpose2d_vjp, [(2, 2, 3, 5), (2, 3, 2, 4)], {}),
    (c.pad2d_vjp, [(2, 3, 4, 5)], {"padding": 2}),
    (c.pad2d_vjp, [(2, 3, 4, 5)], {"padding": 3, "mode": "edge"}),
    (c.pad2d_vjp, [(2, 3, 4, 5)], {"padding": 0}),
    (p.max_pool2d_vjp, [IMAGES], {}),
    (p.max_pool2d_vjp, [IMAGES], {"kernel": (3, 2), "stride": (2, 1)}),
    (p.min_pool2d_vjp, [IMAGES], {}),
    (p.min_pool2d_vjp, [IMAGES], {"kernel": 3, "stride": 2}),
    (p.average_pool2d_vjp, [IMAGES], {}),
    (p.average_pool2d_vjp, [IMAGES], {"kernel": (2, 3), "stride": 1}),
]
