"""Three rules for the area under a curve."""

import numpy as np

from mlmath.validation import as_count, as_number


def midpoint(f, a, b, n):
    r"""Rectangles as high as the curve in their middle: error O(h**2).

    .. math:: \int_a^b f(x) \, dx \approx h \sum_{i=0}^{n-1} f\big(a + (i + \tfrac12) h\big),
        \qquad h = \frac{b - a}{n}

    Parameters
    ----------
    f : callable
        Maps an array of shape (n,) to one of the same shape.
    a, b : float
        Ends; b may be smaller than a.
    n : int
        Number of slices.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If an end is not finite, n is no positive integer, or f changes the shape.
    """
    a, h, n = _slices(a, b, n)
    return float(h * np.sum(_values(f, a + (np.arange(n) + 0.5) * h)))


def trapezoid(f, a, b, n):
    r"""Slices with a slanted roof: error O(h**2), twice the midpoint rule's with the other sign.

    .. math:: \int_a^b f(x) \, dx \approx h \Big( \tfrac12 f(a) + \sum_{i=1}^{n-1} f(a + i h)
        + \tfrac12 f(b) \Big)

    Parameters
    ----------
    f : callable
        Maps an array of shape (n + 1,) to one of the same shape.
    a, b : float
        Ends; b may be smaller than a.
    n : int
        Number of slices.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If an end is not finite, n is no positive integer, or f changes the shape.
    """
    a, h, n = _slices(a, b, n)
    y = _values(f, a + np.arange(n + 1) * h)
    return float(h * (np.sum(y) - (y[0] + y[-1]) / 2))


def simpson(f, a, b, n):
    r"""Parabolas over pairs of slices: error O(h**4), none for polynomials up to degree 3.

    .. math:: \int_a^b f(x) \, dx \approx \frac{h}{3} \Big( f(a) + 4 \sum_{i \text{ odd}} f(a + i h)
        + 2 \sum_{i \text{ even}} f(a + i h) + f(b) \Big)

    Parameters
    ----------
    f : callable
        Maps an array of shape (n + 1,) to one of the same shape.
    a, b : float
        Ends; b may be smaller than a.
    n : int
        Number of slices, even.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If an end is not finite, n is no positive even integer, or f changes the shape.
    """
    a, h, n = _slices(a, b, n)
    if n % 2:
        raise ValueError(f"Simpson's rule takes slices in pairs: n must be even, got {n}")
    y = _values(f, a + np.arange(n + 1) * h)
    return float(h / 3 * (y[0] + 4 * np.sum(y[1::2]) + 2 * np.sum(y[2:-1:2]) + y[-1]))


def _slices(a, b, n):
    a, b, n = as_number(a, "a"), as_number(b, "b"), as_count(n, "n")
    return a, (b - a) / n, n


def _values(f, x):
    y = np.asarray(f(x))
    if y.shape != x.shape:
        raise ValueError(f"f must keep the shape {x.shape}, it returned {y.shape}")
    return y
