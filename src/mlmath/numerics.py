"""Derivatives by differences, and sums that keep their digits."""

import numpy as np


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
