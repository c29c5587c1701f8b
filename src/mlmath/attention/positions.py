"""Positions: how a set of vectors learns that it is a sequence."""

import numpy as np

from mlmath.autodiff import primitive
from mlmath.validation import as_count, as_floats


def sinusoid_positions(length, width, base=10_000.0):
    r"""Waves of falling frequency, one row per position, to be added to the embeddings.

    .. math:: P_{t,2i} = \sin(t\, b^{-2i/D}), \qquad P_{t,2i+1} = \cos(t\, b^{-2i/D})

    Parameters
    ----------
    length : int
        Number of positions T.
    width : int
        Number of features D, even.
    base : float
        The base b: the slowest wave takes about 2 pi b positions.

    Returns
    -------
    ndarray of shape (T, D)

    Raises
    ------
    ValueError
        If a count is below 1 or the width is odd.

    References
    ----------
    Vaswani et al. (2017), arXiv:1706.03762, section 3.5. Book: eq-multi-head-sinusoid.
    """
    angles = _angles(np.arange(as_count(length, "length")), as_count(width, "width"), base)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


def rotary_vjp(x, positions=None, base=10_000.0):
    r"""Turn each pair of features by an angle that grows with the position.

    .. math:: \begin{pmatrix} y_{2i} \\ y_{2i+1} \end{pmatrix} =
        \begin{pmatrix} \cos t\omega_i & -\sin t\omega_i \\ \sin t\omega_i & \cos t\omega_i
        \end{pmatrix} \begin{pmatrix} x_{2i} \\ x_{2i+1} \end{pmatrix},
        \qquad \omega_i = b^{-2i/D}

    The product of a turned query and a turned key hangs on the distance of their positions alone.

    Parameters
    ----------
    x : ndarray of shape (..., T, D)
        D even.
    positions : ndarray of int, shape (T,), optional
        0, 1, ..., T - 1 when missing.
    base : float
        The base b of the frequencies.

    Returns
    -------
    y : ndarray of shape (..., T, D)
    pullback : callable
        dy -> (dx,). The transpose of a turn is the turn back.

    Raises
    ------
    ValueError
        If D is odd or there is not one position per row.

    References
    ----------
    Su et al. (2021), arXiv:2104.09864, equation 34. Book: eq-multi-head-rotary.
    """
    x = as_floats(x)
    if x.ndim < 2:
        raise ValueError(f"x must have shape (..., T, D), but its shape is {x.shape}")
    positions = np.arange(x.shape[-2]) if positions is None else np.asarray(positions)
    if positions.shape != x.shape[-2:-1]:
        raise ValueError(
            f"positions must have shape {x.shape[-2:-1]}, one per row of x, "
            f"but their shape is {positions.shape}"
        )
    angles = _angles(positions, x.shape[-1], base)
    cos, sin = np.cos(angles).astype(x.dtype), np.sin(angles).astype(x.dtype)
    return _turn(x, cos, sin), lambda dy: (_turn(dy, cos, -sin),)


def _angles(positions, width, base):
    """Angle of each position and pair, shape (T, D / 2)."""
    if width % 2:
        raise ValueError(f"features are turned in pairs, so their number must be even, not {width}")
    return np.outer(positions, float(base) ** (-np.arange(0, width, 2) / width))


def _turn(x, cos, sin):
    y = np.empty_like(x)
    y[..., 0::2] = x[..., 0::2] * cos - x[..., 1::2] * sin
    y[..., 1::2] = x[..., 0::2] * sin + x[..., 1::2] * cos
    return y


rotary = primitive(rotary_vjp)
