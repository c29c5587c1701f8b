"""Pooling: one number for each patch of each channel."""

import numpy as np

from mlmath.autodiff import primitive
from mlmath.convolution.geometry import (
    batch_first,
    batch_last,
    check_images,
    landings,
    output_shape,
    pair,
)
from mlmath.memory import empty, zeros


def max_pool2d_vjp(x, kernel=2, stride=None):
    """Keep the largest pixel of each patch.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    kernel : int or pair of int
        Rows and columns of a patch, in pixels.
    stride : int or pair of int, optional
        Pixels between two patches; `kernel` when missing, so that patches tile the image.

    Returns
    -------
    y : ndarray of shape (N, C, H', W')
    pullback : callable
        dy -> (dx,). Among equal pixels the first, row by row, receives the gradient.

    Raises
    ------
    ValueError
        If the patch does not fit into the image or stride is below 1.

    References
    ----------
    Book: eq-convolution-max-pool.
    """
    return _pool_extreme(x, kernel, stride, np.maximum)


def min_pool2d_vjp(x, kernel=2, stride=None):
    """Keep the smallest pixel of each patch; otherwise as `max_pool2d_vjp`."""
    return _pool_extreme(x, kernel, stride, np.minimum)


def average_pool2d_vjp(x, kernel=2, stride=None):
    """Keep the mean of each patch; otherwise as `max_pool2d_vjp`."""
    x, kernel, stride = _check(x, kernel, stride)
    y = sum(view for _, _, view in landings(x, kernel, stride)) / (kernel[0] * kernel[1])

    def pullback(dy):
        dx, share = np.zeros_like(x), dy / (kernel[0] * kernel[1])
        for _, _, view in landings(dx, kernel, stride):
            view += share
        return (dx,)

    return y, pullback


def _pool_extreme(x, kernel, stride, extreme):
    """Max or min pooling; the first pixel that equals the result receives the gradient."""
    x, kernel, stride = _check(x, kernel, stride)
    views = [view for _, _, view in landings(x, kernel, stride)]
    y = views[0].copy(order="K")
    for view in views[1:]:
        extreme(y, view, out=y)
    tiled = kernel == stride and all(n % k == 0 for n, k in zip(x.shape[2:], kernel, strict=True))

    def pullback(dy):
        # Patches that tile the image write each pixel once: no zeros first, no sums.
        dx = batch_first((empty if tiled else zeros)(batch_last(x).shape, x.dtype))
        dy = batch_first(np.ascontiguousarray(batch_last(dy)))
        waiting = np.ones_like(y, dtype=bool)
        for view, (_, _, dview) in zip(views, landings(dx, kernel, stride), strict=True):
            hit = (view == y) & waiting
            waiting ^= hit
            if tiled:
                np.multiply(hit, dy, out=dview)
            else:
                dview += hit * dy
        return (dx,)

    return y, pullback


def _check(x, kernel, stride):
    """Return images, kernel and stride in their full form, or refuse them."""
    x, kernel = check_images(x), pair(kernel, "kernel")
    stride = kernel if stride is None else pair(stride, "stride")
    output_shape(x.shape[2:], kernel, stride)
    return x, kernel, stride


max_pool2d, min_pool2d = primitive(max_pool2d_vjp), primitive(min_pool2d_vjp)
average_pool2d = primitive(average_pool2d_vjp)
