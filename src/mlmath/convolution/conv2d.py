"""Convolution layers' mathematics: forward by im2col, backward by its transpose."""

import numpy as np

from mlmath.autodiff import primitive
from mlmath.convolution.algorithms import check_kernel
from mlmath.convolution.geometry import batch_first, batch_last, col2im, im2col, pad2d_vjp
from mlmath.memory import matmul


def conv2d_vjp(x, weight, bias=None, stride=1, padding=0, mode="zero", needs=(True,) * 3):
    r"""Slide kernels over images (cross-correlation, which deep learning calls convolution).

    .. math:: y_{n,o,i,j} = b_o + \sum_{c,u,v} w_{o,c,u,v}\, x_{n,c,\,si+u,\,sj+v}

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        N images with C channels.
    weight : ndarray of shape (O, C, U, V)
        O kernels of U rows and V columns.
    bias : ndarray of shape (O,), optional
        One offset per kernel.
    stride : int or pair of int
        Pixels between two landings.
    padding : int
        Width of the frame around the images, in pixels.
    mode : {"zero", "edge"}
        What the frame holds.
    needs : tuple of bool
        A first entry of False saves the work of dx, as in the first layer of a network.

    Returns
    -------
    y : ndarray of shape (N, O, H', W')
    pullback : callable
        dy -> (dx, dweight, dbias), without the last if there is no bias.

    Raises
    ------
    ValueError
        If the channels of `x` and `weight` differ, `bias` has not one entry per kernel, the
        kernel does not fit, stride is below 1, padding negative or the mode unknown.

    References
    ----------
    Chellapilla, Puri & Simard (2006) for im2col. Book: eq-convolution-layer.
    """
    x, weight, shape = check_kernel(x, weight, stride, padding)
    O, kernel_shape = len(weight), weight.shape[2:]
    if bias is not None and np.shape(bias) != (O,):
        raise ValueError(f"bias must have shape ({O},), but its shape is {np.shape(bias)}")
    padded, unpad = pad2d_vjp(x, padding, mode)
    columns = im2col(padded, kernel_shape, stride)
    kernel_rows = weight.reshape(O, -1)
    y = matmul(kernel_rows, columns)
    if bias is not None:
        y += np.asarray(bias)[:, None]

    def pullback(dy):
        dy_rows = batch_last(dy).reshape(O, -1)
        dx = None
        if needs[0]:
            dx = col2im(matmul(kernel_rows.T, dy_rows), padded.shape, kernel_shape, stride)
            (dx,) = unpad(dx)
        dweight = _sum_over_columns(dy_rows, columns, shape).reshape(weight.shape)
        ones = np.ones(dy_rows.shape[1], dy_rows.dtype)  # a product adds up faster than sum does
        return (dx, dweight) if bias is None else (dx, dweight, dy_rows @ ones)

    return batch_first(y.reshape(O, *shape, len(x))), pullback


def _sum_over_columns(a, b, shape):
    """``a @ b.T`` as a sum of products of at most 512 columns: in cache, up to four times faster.

    The columns run over the rows and columns of `shape` and over the images.
    """
    images = a.shape[1] // (shape[0] * shape[1])
    fits = (n for n in range(shape[1], 0, -1) if shape[1] % n == 0 and n * images <= 512)
    width = next(fits, 1) * images
    a, b = (m.reshape(len(m), -1, width) for m in (a, b))
    return (a.transpose(1, 0, 2) @ b.transpose(1, 2, 0)).sum(axis=0)


def conv_transpose2d_vjp(x, weight, bias=None, stride=1, padding=0):
    """Spread each pixel over a patch: the transpose of `conv2d` in its images.

    Parameters
    ----------
    x : ndarray of shape (N, O, H', W')
        N images with O channels.
    weight : ndarray of shape (O, C, U, V)
        The kernels of the `conv2d` that this function transposes.
    bias : ndarray of shape (C,), optional
    stride : int
        Pixels between two patches.
    padding : int
        Width of the frame that is cut off, in pixels.

    Returns
    -------
    y : ndarray of shape (N, C, H, W)
        With H = (H' - 1) * stride + U - 2 * padding, and W alike.
    pullback : callable
        dy -> (dx, dweight, dbias), without the last if there is no bias.

    Raises
    ------
    ValueError
        If the channels differ or nothing remains after the frame is cut off.

    References
    ----------
    Dumoulin & Visin (2016), arXiv:1603.07285, section 4.
    """
    weight = np.asarray(weight)
    O, C, U, V = weight.shape
    if x.ndim != 4 or x.shape[1] != O:
        raise ValueError(f"x must have shape (N, {O}, H, W), but its shape is {x.shape}")
    H, W = ((n - 1) * stride + k - 2 * padding for n, k in zip(x.shape[2:], (U, V), strict=True))
    if min(H, W) < 1:
        raise ValueError(f"a frame of {padding} pixels leaves a {H}x{W} image: pad less")
    # conv2d is linear in its images, so its pullback is its transpose wherever it is taken.
    zeros = np.zeros((len(x), C, H, W), np.result_type(x, weight, np.float32))
    _, transpose = conv2d_vjp(zeros, weight, None, stride, padding)
    y = transpose(x)[0]
    if bias is not None:
        y = y + np.asarray(bias)[:, None, None]

    def pullback(dy):
        dx, weight_pullback = conv2d_vjp(dy, weight, None, stride, padding)
        dweight = weight_pullback(x)[1]
        return (dx, dweight) if bias is None else (dx, dweight, dy.sum(axis=(0, 2, 3)))

    return y, pullback


conv2d, conv_transpose2d, pad2d = map(primitive, (conv2d_vjp, conv_transpose2d_vjp, pad2d_vjp))
