"""Where a kernel lands on an image: sizes, padding, patches as columns, and the way back.

Images are (N, C, H, W) for every caller. In memory the arrays made here keep the batch axis last:
then a patch of all images is a plain slice with a long contiguous axis, and one matrix product
handles the whole batch. Strides carry that order; no caller needs to know it.
"""

from mlmath.memory import empty, zeros
from mlmath.validation import as_count, as_floats

MODES = ("zero", "edge")


def pair(value, name):
    """Return `value` as (rows, columns): an integer at least 1 stands for both.

    Raises
    ------
    ValueError
        If it is neither an integer of at least 1 nor two of them.
    """
    values = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(values) != 2:
        raise ValueError(f"{name} must be one integer or two, but it is {value!r}")
    return tuple(as_count(v, name) for v in values)


def output_shape(image_shape, kernel_shape, stride=1, padding=0):
    r"""Rows and columns that remain when a kernel slides over an image.

    .. math:: H' = \left\lfloor \frac{H + 2p - U}{s} \right\rfloor + 1

    Parameters
    ----------
    image_shape : pair of int
        Rows H and columns W, in pixels.
    kernel_shape : pair of int
        Rows U and columns V, in pixels.
    stride : int or pair of int
        Pixels between two landings.
    padding : int
        Pixels added on each of the four sides.

    Returns
    -------
    tuple of int
        Rows H' and columns W'.

    Raises
    ------
    ValueError
        If stride is below 1, padding is negative, or the kernel is larger than the padded image.

    References
    ----------
    Dumoulin & Visin (2016), arXiv:1603.07285, relationship 6. Book: eq-convolution-size.
    """
    stride = pair(stride, "stride")
    as_count(padding, "padding", least=0)
    H, W = (n + 2 * padding for n in image_shape)
    U, V = kernel_shape
    if H < U or W < V:
        raise ValueError(
            f"a {U}x{V} kernel does not fit into a {H}x{W} image (padding included): "
            "take a smaller kernel or pad more"
        )
    return (H - U) // stride[0] + 1, (W - V) // stride[1] + 1


def check_images(x, name="x"):
    """Return `x` as a floating array of shape (N, C, H, W).

    Raises
    ------
    ValueError
        If it has not four axes or holds no real numbers.
    """
    x = as_floats(x, name)
    if x.ndim != 4 or 0 in x.shape:
        raise ValueError(f"{name} must have 4 axes, none empty, but its shape is {x.shape}")
    return x


def batch_last(x):
    """View (N, C, H, W) as (C, H, W, N)."""
    return x.transpose(1, 2, 3, 0)


def batch_first(x):
    """View (C, H, W, N) as (N, C, H, W)."""
    return x.transpose(3, 0, 1, 2)


def landings(x, kernel_shape, stride):
    """Yield (u, v, view): the pixels of `x` that lie under kernel cell (u, v) at each landing.

    Each view has shape (N, C, H', W') and shares its memory with `x`.
    """
    (U, V), (s, t) = kernel_shape, stride
    rows, columns = output_shape(x.shape[2:], kernel_shape, stride)
    for u in range(U):
        for v in range(V):
            yield u, v, x[:, :, u : u + s * rows : s, v : v + t * columns : t]


def im2col(x, kernel_shape, stride=1):
    """Write each patch of the images as one column.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    kernel_shape : pair of int
        Rows U and columns V, in pixels.
    stride : int or pair of int
        Pixels between two landings.

    Returns
    -------
    ndarray of shape (C * U * V, H' * W' * N)
        Row order as in ``weight.reshape(O, -1)``; columns run over rows, columns, images.

    Raises
    ------
    ValueError
        If the kernel does not fit or stride is below 1.
    """
    x, stride = check_images(x), pair(stride, "stride")
    (N, C), shape = x.shape[:2], output_shape(x.shape[2:], kernel_shape, stride)
    patches = empty((C, *kernel_shape, *shape, N), x.dtype)
    for u, v, view in landings(x, kernel_shape, stride):
        patches[:, u, v] = batch_last(view)
    return patches.reshape(C * kernel_shape[0] * kernel_shape[1], -1)


def col2im(columns, image_shape, kernel_shape, stride=1):
    """Add each column back to where its patch was taken: the transpose of `im2col`.

    Parameters
    ----------
    columns : ndarray of shape (C * U * V, H' * W' * N)
    image_shape : tuple of int
        (N, C, H, W) of the images.
    kernel_shape : pair of int
        Rows U and columns V, in pixels.
    stride : int or pair of int
        Pixels between two landings.

    Returns
    -------
    ndarray of shape (N, C, H, W)

    Raises
    ------
    ValueError
        If the kernel does not fit or stride is below 1.
    """
    stride = pair(stride, "stride")
    N, C, H, W = image_shape
    shape = output_shape((H, W), kernel_shape, stride)
    patches = columns.reshape(C, *kernel_shape, *shape, N)
    images = batch_first(zeros((C, H, W, N), columns.dtype))
    for u, v, view in landings(images, kernel_shape, stride):
        view += batch_first(patches[:, u, v])
    return images


def pad2d_vjp(x, padding=1, mode="zero"):
    """Add a frame around each image: zeros, or the nearest pixel of the edge.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    padding : int
        Width p of the frame in pixels.
    mode : {"zero", "edge"}

    Returns
    -------
    y : ndarray of shape (N, C, H + 2p, W + 2p)
    pullback : callable
        dy -> (dx,). An edge pixel collects the gradient of its copies.

    Raises
    ------
    ValueError
        If padding is negative or the mode is unknown.
    """
    x = check_images(x)
    if mode not in MODES:
        raise ValueError(f"padding mode must be one of {MODES}, but it is {mode!r}")
    as_count(padding, "padding", least=0)
    if padding == 0:
        return x, lambda dy: (dy,)
    (N, C, H, W), p = x.shape, padding
    y = batch_first(zeros((C, H + 2 * p, W + 2 * p, N), x.dtype))
    inner = (slice(None), slice(None), slice(p, p + H), slice(p, p + W))
    y[inner] = x
    if mode == "edge":
        _copy_edges(y, p)

    def pullback(dy):
        return (dy[inner] if mode == "zero" else _fold_edges(dy, p)[inner],)

    return y, pullback


def _copy_edges(y, p):
    """Fill the frame of width `p` with the nearest inner pixel: rows first, then columns."""
    y[:, :, :p] = y[:, :, p : p + 1]
    y[:, :, -p:] = y[:, :, -p - 1 : -p]
    y[:, :, :, :p] = y[:, :, :, p : p + 1]
    y[:, :, :, -p:] = y[:, :, :, -p - 1 : -p]


def _fold_edges(dy, p):
    """Transpose of `_copy_edges`: the steps in reverse, each copy turned into a sum."""
    dy = dy.copy(order="K")
    dy[:, :, :, -p - 1] += dy[:, :, :, -p:].sum(axis=3)
    dy[:, :, :, p] += dy[:, :, :, :p].sum(axis=3)
    dy[:, :, -p - 1] += dy[:, :, -p:].sum(axis=2)
    dy[:, :, p] += dy[:, :, :p].sum(axis=2)
    return dy
