"""Refused images, kernels, strides and patches."""

import numpy as np

from mlmath.cnn import CNN
from mlmath.convolution import algorithms as a
from mlmath.convolution.conv2d import conv2d, conv_transpose2d, pad2d
from mlmath.convolution.geometry import im2col, output_shape, pair
from mlmath.convolution.layers import Conv2d, MaxPool2d
from mlmath.convolution.pooling import average_pool2d, max_pool2d, min_pool2d

RNG = np.random.default_rng(0)
IMAGES = np.ones((2, 3, 5, 4))
KERNELS = np.ones((4, 3, 2, 2))

CASES = [
    (
        conv2d,
        [IMAGES, np.ones((4, 2, 2, 2))],
        {},
        ValueError,
        "3 channels but the kernels expect 2",
    ),
    (conv2d, [IMAGES, np.ones((4, 3, 6, 2))], {}, ValueError, "6x2 kernel does not fit into a 5x4"),
    (conv2d, [IMAGES, KERNELS, np.ones(3)], {}, ValueError, r"bias must have shape \(4,\)"),
    (conv2d, [IMAGES, KERNELS], {"stride": 0}, ValueError, "stride must be an integer of at least"),
    (conv2d, [IMAGES, KERNELS], {"stride": 1.5}, ValueError, "stride must be an integer"),
    (conv2d, [IMAGES, KERNELS], {"stride": (1, 2, 3)}, ValueError, "one integer or two"),
    (conv2d, [IMAGES, KERNELS], {"padding": -1}, ValueError, "padding must be an integer"),
    (conv2d, [IMAGES, KERNELS], {"padding": 1, "mode": "mirror"}, ValueError, "padding mode must"),
    (conv2d, [IMAGES[0], KERNELS], {}, ValueError, "x must have 4 axes"),
    (conv2d, [IMAGES, KERNELS[0]], {}, ValueError, "weight must have 4 axes"),
    (conv2d, [IMAGES[:0], KERNELS], {}, ValueError, "none empty"),
    (conv2d, [IMAGES * 1j, KERNELS], {}, ValueError, "must hold real numbers"),
    (conv_transpose2d, [IMAGES, KERNELS], {}, ValueError, r"x must have shape \(N, 4, H, W\)"),
    (
        conv_transpose2d,
        [np.ones((1, 4, 1, 1)), KERNELS],
        {"padding": 1},
        ValueError,
        "leaves a 0x0 image",
    ),
    (pad2d, [IMAGES], {"padding": 0.5}, ValueError, "padding must be an integer"),
    (pad2d, [IMAGES], {"padding": 0, "mode": "wrap"}, ValueError, "padding mode must be one of"),
    (a.conv2d_loops, [IMAGES, KERNELS[:, :1]], {}, ValueError, "kernels expect 1"),
    (a.conv2d_fft, [IMAGES, np.ones((1, 3, 2, 7))], {}, ValueError, "2x7 kernel does not fit"),
    (a.conv2d_im2col, [IMAGES, KERNELS], {"stride": -1}, ValueError, "stride must be an integer"),
    (a.conv2d_toeplitz, ["image", KERNELS], {}, ValueError, "must hold real numbers"),
    (a.toeplitz_matrix, [KERNELS, (1, 5)], {}, ValueError, "does not fit into a 1x5 image"),
    (a.correlate2d, [IMAGES, [[1, 2]]], {}, ValueError, "image and kernel must be matrices"),
    (a.correlate2d, [[[1, 2]], [[1], [2]]], {}, ValueError, "2x1 kernel does not fit"),
    (a.convolve2d, [[[1, 2]], [1, 2]], {}, ValueError, "image and kernel must be matrices"),
    (a.dft_matrix, [0], {}, ValueError, "n must be an integer of at least 1"),
    (im2col, [IMAGES, (2, 9)], {}, ValueError, "2x9 kernel does not fit"),
    (output_shape, [(4, 4), (2, 2)], {"padding": True}, ValueError, "padding must be an integer"),
    (pair, [(1,), "kernel"], {}, ValueError, "kernel must be one integer or two"),
    (max_pool2d, [IMAGES], {"kernel": 5}, ValueError, "5x5 kernel does not fit into a 5x4 image"),
    (min_pool2d, [IMAGES], {"kernel": 0}, ValueError, "kernel must be an integer of at least 1"),
    (average_pool2d, [IMAGES], {"stride": 0}, ValueError, "stride must be an integer"),
    (max_pool2d, [np.ones((3, 3))], {}, ValueError, "x must have 4 axes"),
    (Conv2d, [0, 4, 3, RNG], {}, ValueError, "in_channels must be an integer of at least 1"),
    (Conv2d, [3, 4, 3.0, RNG], {}, ValueError, "kernel_size must be an integer"),
    (MaxPool2d, [(2, 2, 2)], {}, ValueError, "kernel must be one integer or two"),
    (CNN, [(1, 8, 8), 10, RNG], {"kernel_size": 4}, ValueError, "kernel_size must be odd"),
    (CNN, [(1, 3, 8), 10, RNG], {}, ValueError, "2x2 kernel does not fit into a 1x4 image"),
]
