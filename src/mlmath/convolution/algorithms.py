"""Four ways to slide a kernel over an image; all give the same numbers, at different prices."""

import numpy as np

from mlmath.convolution.geometry import (
    batch_first,
    check_images,
    im2col,
    output_shape,
    pair,
)


def check_kernel(x, weight, stride=1, padding=0):
    """Return images, kernels as floating arrays, and the rows and columns of the result.

    Raises
    ------
    ValueError
        If an argument has not four axes, the channels differ, or the kernel does not fit.
    """
    x, weight = check_images(x), check_images(weight, "weight")
    if x.shape[1] != weight.shape[1]:
        raise ValueError(
            f"the images have {x.shape[1]} channels but the kernels expect {weight.shape[1]}: "
            "weight must have shape (O, C, U, V) with the images' C"
        )
    return x, weight, output_shape(x.shape[2:], weight.shape[2:], stride, padding)


def correlate2d(image, kernel):
    r"""Slide one kernel over one grey image, by the definition.

    .. math:: O_{ij} = \sum_{m} \sum_{n} I_{i+m,\,j+n} K_{mn}

    Parameters
    ----------
    image : array_like of shape (H, W)
    kernel : array_like of shape (U, V)

    Returns
    -------
    ndarray of shape (H - U + 1, W - V + 1)

    Raises
    ------
    ValueError
        If an argument is not a matrix or the kernel is larger than the image.

    References
    ----------
    Book: eq-convolution-correlation.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError(
            f"image and kernel must be matrices, but their shapes are {image.shape} "
            f"and {kernel.shape}"
        )
    return conv2d_loops(image[None, None], kernel[None, None])[0, 0]


def convolve2d(image, kernel):
    r"""Convolution as mathematics means it: cross-correlation with the kernel turned by 180°.

    .. math:: O_{ij} = \sum_{m} \sum_{n} I_{i-m,\,j-n} K_{mn}, \quad
              i \ge U - 1,\ j \ge V - 1

    Parameters
    ----------
    image : array_like of shape (H, W)
    kernel : array_like of shape (U, V)

    Returns
    -------
    ndarray of shape (H - U + 1, W - V + 1)

    Raises
    ------
    ValueError
        If an argument is not a matrix or the kernel is larger than the image.
    """
    return correlate2d(image, np.flip(np.asarray(kernel)))


def conv2d_loops(x, weight, stride=1):
    r"""Cross-correlation by the definition, one output pixel after another.

    .. math:: y_{n,o,i,j} = \sum_{c,u,v} w_{o,c,u,v}\, x_{n,c,\,si+u,\,sj+v}

    Parameters
    ----------
    x : array_like of shape (N, C, H, W)
    weight : array_like of shape (O, C, U, V)
    stride : int or pair of int
        Pixels between two landings.

    Returns
    -------
    ndarray of shape (N, O, H', W')

    Raises
    ------
    ValueError
        If the channels differ, the kernel does not fit or stride is below 1.
    """
    x, weight, shape = check_kernel(x, weight, stride)
    (s, t), (O, _, U, V) = pair(stride, "stride"), weight.shape
    y = np.empty((len(x), O, *shape), np.result_type(x, weight))
    for n in range(len(x)):
        for o in range(O):
            for i in range(shape[0]):
                for j in range(shape[1]):
                    patch = x[n, :, s * i : s * i + U, t * j : t * j + V]
                    y[n, o, i, j] = np.sum(weight[o] * patch)
    return y


def conv2d_im2col(x, weight, stride=1):
    """Cross-correlation as one matrix product: each patch is a column, each kernel a row.

    Parameters, result and errors as in `conv2d_loops`.
    """
    x, weight, shape = check_kernel(x, weight, stride)
    y = weight.reshape(len(weight), -1) @ im2col(x, weight.shape[2:], stride)
    return batch_first(y.reshape(len(weight), *shape, len(x)))


def toeplitz_matrix(weight, image_shape, stride=1):
    """The matrix T with ``T @ image.ravel() == conv2d_loops(image, weight).ravel()``.

    Row (o, i, j) holds kernel o at landing (i, j) and zeros elsewhere, so the same U·V·C numbers
    stand in each row of a kernel, shifted.

    Parameters
    ----------
    weight : array_like of shape (O, C, U, V)
    image_shape : pair of int
        Rows H and columns W of the images, in pixels.
    stride : int or pair of int
        Pixels between two landings.

    Returns
    -------
    ndarray of shape (O * H' * W', C * H * W)

    Raises
    ------
    ValueError
        If the kernel does not fit or stride is below 1.
    """
    weight, (s, t) = check_images(weight, "weight"), pair(stride, "stride")
    O, C, U, V = weight.shape
    rows, columns = output_shape(image_shape, (U, V), stride)
    T = np.zeros((O, rows, columns, C, *image_shape), weight.dtype)
    for i in range(rows):
        for j in range(columns):
            T[:, i, j, :, s * i : s * i + U, t * j : t * j + V] = weight
    return T.reshape(O * rows * columns, -1)


def conv2d_toeplitz(x, weight, stride=1):
    """Cross-correlation as a structured matrix times each image, written as one long vector.

    Parameters, result and errors as in `conv2d_loops`.
    """
    x, weight, shape = check_kernel(x, weight, stride)
    T = toeplitz_matrix(weight, x.shape[2:], stride)
    return (x.reshape(len(x), -1) @ T.T).reshape(len(x), len(weight), *shape)


def conv2d_fft(x, weight, stride=1):
    r"""Cross-correlation as a product of frequencies.

    .. math:: y = \mathcal{F}^{-1}\Bigl(\sum_c \mathcal{F}(x_c)\,\overline{\mathcal{F}(w_c)}\Bigr)

    The transform wraps around the image; only landings that do not are kept. The cost does not
    depend on the kernel's size. Parameters, result and errors as in `conv2d_loops`.
    """
    x, weight, shape = check_kernel(x, weight, stride)
    (s, t), size = pair(stride, "stride"), x.shape[2:]
    X, K = np.fft.rfft2(x), np.fft.rfft2(weight, size)
    product = X.transpose(2, 3, 0, 1) @ K.conj().transpose(2, 3, 1, 0)
    y = np.fft.irfft2(product.transpose(2, 3, 0, 1), size)
    return np.ascontiguousarray(y[:, :, : s * shape[0] : s, : t * shape[1] : t])


def dft_matrix(n):
    r"""The discrete Fourier transform as a change of basis: column k is the k-th wave.

    .. math:: F_{jk} = e^{-2\pi i\, jk / n}

    Parameters
    ----------
    n : int
        Number of samples.

    Returns
    -------
    ndarray of shape (n, n)
        ``F @ x`` equals ``numpy.fft.fft(x)``; ``F @ F.conj().T`` is n times the identity.

    Raises
    ------
    ValueError
        If n is not an integer of at least 1.
    """
    n, _ = pair(n, "n")
    # The exponent is reduced modulo n first: exp loses digits for large arguments.
    return np.exp(-2j * np.pi * (np.outer(np.arange(n), np.arange(n)) % n) / n)
