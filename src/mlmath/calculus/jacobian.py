"""Gradients, Jacobians and Hessians by differences, for functions of several variables."""

import numpy as np

from mlmath.validation import as_number, as_vector

STEPS = {"forward": 1.5e-8, "central": 6e-6, "complex": 1e-20}


def jacobian(f, x, method="central", h=None):
    r"""Matrix of all slopes of f at x, one column per direction.

    .. math:: J_{ij} = \frac{\partial f_i}{\partial x_j}, \qquad
        J e_j \approx \frac{f(x + h e_j) - f(x - h e_j)}{2 h}

    Parameters
    ----------
    f : callable
        Maps an array of shape (n,) to a number or an array of shape (m,).
    x : array_like of shape (n,)
    method : {"forward", "central", "complex"}
        "complex" asks for an analytic f that accepts complex arrays, and is exact to rounding.
    h : float, optional
        Step, multiplied by max(1, |x_j|); by default 1.5e-8, 6e-6 or 1e-20.

    Returns
    -------
    ndarray of shape (m, n), or (n,) where f returns a number

    Raises
    ------
    ValueError
        If x is no vector of finite reals, the method is unknown, h is not positive, or f returns
        real numbers to the complex method.

    References
    ----------
    Book: eq-gradients-jacobian.
    """
    x = as_vector(x).astype(float)
    if method not in STEPS:
        raise ValueError(f"method must be one of {', '.join(STEPS)}, got {method!r}")
    h = STEPS[method] if h is None else as_number(h, "h", above=0)
    steps = h * np.diag(np.maximum(1.0, np.abs(x)))
    columns = [_slope_along(f, x, step, method) / step.max() for step in steps]
    return np.stack(columns, axis=-1)


def _slope_along(f, x, step, method):
    """Change of f along a step, not yet divided by its length."""
    if method == "forward":
        return np.subtract(f(x + step), f(x))
    if method == "central":
        return np.subtract(f(x + step), f(x - step)) / 2
    y = np.asarray(f(x + 1j * step))
    if not np.iscomplexobj(y):
        raise ValueError("f returned real numbers for complex input, so it dropped the slope")
    return y.imag


def directional_derivative(f, x, v, h=6e-6):
    r"""Slope of f at x along v, by a central difference.

    .. math:: D_v f(x) = \nabla f(x) \cdot v \approx \frac{f(x + h v) - f(x - h v)}{2 h}

    Parameters
    ----------
    f : callable
        Maps an array of shape (n,) to a number or an array.
    x, v : array_like of shape (n,)
        v counts with its length.
    h : float

    Returns
    -------
    float, or ndarray where f returns an array

    Raises
    ------
    ValueError
        If x or v is no vector of finite reals, their lengths differ, or h is not positive.

    References
    ----------
    Book: eq-gradients-directional.
    """
    x, h = as_vector(x), as_number(h, "h", above=0)
    v = as_vector(v, "v", length=len(x))
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def hessian(f, x, h=1e-4):
    r"""Matrix of all second slopes of f at x, by central differences in both directions.

    .. math:: H_{ij} \approx \frac{f(x + h_i + h_j) - f(x + h_i - h_j) - f(x - h_i + h_j)
        + f(x - h_i - h_j)}{4 |h_i| |h_j|}

    Keeps about 7 digits.

    Parameters
    ----------
    f : callable
        Maps an array of shape (n,) to a number.
    x : array_like of shape (n,)
    h : float
        Step, multiplied by max(1, |x_j|).

    Returns
    -------
    ndarray of shape (n, n)
        Symmetric.

    Raises
    ------
    ValueError
        If x is no vector of finite reals, or h is not positive.

    References
    ----------
    Book: eq-gradients-hessian.
    """
    x = as_vector(x).astype(float)
    n, steps = len(x), as_number(h, "h", above=0) * np.diag(np.maximum(1.0, np.abs(x)))
    H = np.zeros((n, n))
    for i in range(n):
        for j in range(i, n):
            a, b = steps[i], steps[j]
            change = f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)
            H[i, j] = H[j, i] = change / (4 * a.max() * b.max())
    return H
