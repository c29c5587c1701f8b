"""Slopes by differences, the check of a pullback, and log-sum-exp."""

import numpy as np

from mlmath.autodiff import primitive
from mlmath.validation import as_array, as_floats


def forward_difference(f, x, h=1.5e-8):
    r"""Slope of f at x from one step ahead: error O(h) from the curve, O(u/h) from rounding.

    .. math:: f'(x) \approx \frac{f(x + h) - f(x)}{h}

    Parameters
    ----------
    f : callable
        Maps an array to an array of the same shape, entry by entry.
    x : array_like
    h : float or array_like
        Step; an array gives the slope for each step. Best near the root of u = 2.2e-16.

    Returns
    -------
    ndarray
        Shaped like x and h broadcast.

    Raises
    ------
    ValueError
        If x is not finite and real, or a step is not positive.

    References
    ----------
    Book: eq-derivatives-forward, eq-derivatives-forward-total.
    """
    x, h = as_array(x), _as_step(h)
    return (f(x + h) - f(x)) / h


def central_difference(f, x, h=6e-6):
    r"""Slope of f at x from both sides: error O(h**2) from the curve, O(u/h) from rounding.

    .. math:: f'(x) \approx \frac{f(x + h) - f(x - h)}{2 h}

    Parameters
    ----------
    f : callable
        Maps an array to an array of the same shape, entry by entry.
    x : array_like
    h : float or array_like
        Step; an array gives the slope for each step. Best near the cube root of u = 2.2e-16.

    Returns
    -------
    ndarray
        Shaped like x and h broadcast.

    Raises
    ------
    ValueError
        If x is not finite and real, or a step is not positive.

    References
    ----------
    Book: eq-derivatives-central, eq-derivatives-central-total.
    """
    x, h = as_array(x), _as_step(h)
    return (f(x + h) - f(x - h)) / (2 * h)


def complex_step(f, x, h=1e-20):
    r"""Slope of f at x from an imaginary step: nothing is subtracted, so no digit is lost.

    .. math:: f'(x) = \frac{\operatorname{Im} f(x + i h)}{h} + O(h^2)

    Parameters
    ----------
    f : callable
        Analytic, and written so that it accepts complex arrays: no `abs`, no comparisons.
    x : array_like
    h : float or array_like
        Step; as small as you like.

    Returns
    -------
    ndarray
        Shaped like x and h broadcast.

    Raises
    ------
    ValueError
        If x is not finite and real, a step is not positive, or f returns real numbers.

    References
    ----------
    Squire and Trapp (1998), Using complex variables to estimate derivatives of real functions.
    Book: eq-derivatives-complex.
    """
    x, h = as_array(x), _as_step(h)
    y = f(x + 1j * h)
    if not np.iscomplexobj(y):
        raise ValueError("f returned real numbers for complex input, so it dropped the slope")
    return np.imag(y) / h


def _as_step(h):
    h = as_array(h, "h")
    if np.any(h <= 0):
        raise ValueError(f"h must be positive, got {h.min()}")
    return h


def log_sum_exp_vjp(z, axis=-1, keepdims=False):
    r"""Logarithm of a sum of exponentials, without overflow: the largest is taken out first.

    .. math:: \operatorname{lse}(z) = m + \log \sum_j e^{z_j - m}, \qquad m = \max_j z_j, \qquad
        \frac{\partial \operatorname{lse}}{\partial z} = \operatorname{softmax}(z)

    Parameters
    ----------
    z : ndarray
        May hold minus infinity (a probability of zero) and plus infinity.
    axis : int or tuple of int or None
    keepdims : bool

    Returns
    -------
    value : ndarray
        In nats.
    pullback : callable

    Raises
    ------
    ValueError
        If z is empty, or not real.

    References
    ----------
    Book: eq-activations-log-sum-exp.
    """
    z = as_floats(z, "z")
    if z.size == 0:
        raise ValueError("z is empty: the logarithm of an empty sum is minus infinity")
    m = z.max(axis=axis, keepdims=True)
    m = np.where(np.isfinite(m), m, 0)  # all minus infinity, or a plus infinity: nothing to shift
    with np.errstate(over="ignore", divide="ignore"):
        lse = m + np.log(np.sum(np.exp(z - m), axis=axis, keepdims=True))

    def pullback(dy):
        dy = dy if keepdims or axis is None else np.expand_dims(dy, axis)
        return (dy * np.exp(z - np.where(lse == -np.inf, 0, lse)),)

    return (lse if keepdims else np.squeeze(lse, axis=axis)), pullback


log_sum_exp = primitive(log_sum_exp_vjp)


def vjp_error(f_vjp, *args, rng, step=1e-6, constants=(), **kwargs):
    r"""Compare a pullback with finite differences and return the largest relative error.

    For a random u and, per argument, a random direction v, two numbers must agree:

    .. math:: \langle u, J v \rangle \approx \Big\langle u,
        \frac{f(x + \epsilon v) - f(x - \epsilon v)}{2 \epsilon} \Big\rangle
        \quad\text{and}\quad \langle J^\top u, v \rangle

    Parameters
    ----------
    f_vjp : callable
        Maps arrays to (value, pullback).
    *args : array_like
        The point. Float arguments are differentiated; the others (labels, flags) are constants.
    rng : numpy.random.Generator
        Draws u and v.
    step : float
        The epsilon of the central difference.
    constants : tuple of int
        Positions of float arguments whose gradient is None on purpose.
    **kwargs
        Passed on to `f_vjp`.

    Returns
    -------
    float
        Over all differentiated arguments the largest
        ``|claimed - measured| / max(1, |claimed|, |measured|)``.

    Raises
    ------
    ValueError
        If the pullback returns the wrong number of gradients, a gradient of the wrong shape, none
        for a float argument, or one for a constant.

    References
    ----------
    Griewank and Walther (2008), Evaluating Derivatives, chapter 3.
    """
    args = [np.asarray(a) if isinstance(a, (list, float)) else a for a in args]
    y, pullback = f_vjp(*args, **kwargs)
    u = rng.standard_normal(np.shape(y))
    gradients = pullback(u)
    if len(gradients) != len(args):
        raise ValueError(f"{len(args)} arguments, but the pullback returned {len(gradients)}")
    errors = [0.0]
    for i, (x, dx) in enumerate(zip(args, gradients, strict=True)):
        if _has_gradient(i, x, dx, constants):
            v = rng.standard_normal(x.shape)
            f_i = lambda x_i, i=i: f_vjp(*args[:i], x_i, *args[i + 1 :], **kwargs)[0]  # noqa: E731
            measured = np.sum(u * (f_i(x + step * v) - f_i(x - step * v))) / (2 * step)
            claimed = np.sum(dx * v)
            errors.append(abs(claimed - measured) / max(1.0, abs(claimed), abs(measured)))
    return float(np.max(errors))  # np.max keeps a NaN, the built-in max may lose it


def _has_gradient(i, x, dx, constants):
    """Whether argument i is differentiated; ValueError if its gradient contradicts that."""
    is_float = isinstance(x, np.ndarray | np.floating) and x.dtype.kind == "f"
    if not is_float or i in constants:
        if dx is not None:
            raise ValueError(f"argument {i} is a constant: its gradient must be None")
        return False
    if dx is None:
        raise ValueError(
            f"argument {i} holds floats, but its gradient is None: compute it, or "
            f"name the position in `constants`"
        )
    if np.shape(dx) != np.shape(x):
        raise ValueError(f"argument {i} has shape {x.shape}, its gradient {np.shape(dx)}")
    return True
