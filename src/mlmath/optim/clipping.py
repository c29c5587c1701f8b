"""Gradient clipping: a bound on what one bad batch can do."""

import math

import numpy as np

from mlmath.optim.optimizer import check_range


def clip_grad_norm(parameters, max_norm):
    r"""Scale all gradients down together until their common length is at most `max_norm`.

    .. math:: g \leftarrow g \min\Big(1, \frac{c}{\|g\|_2}\Big)

    Parameters
    ----------
    parameters : iterable of Tensor
        Those without a gradient are left out.
    max_norm : float
        The bound c, positive.

    Returns
    -------
    float
        The length before. Gradients are replaced, never changed in place.

    Raises
    ------
    ValueError
        If `max_norm` is not positive, or the length is not finite.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), arXiv:1211.5063. Book: ``eq-initialization-clipping``.
    """
    check_range("max_norm", max_norm, above=0)
    parameters = [p for p in parameters if p.grad is not None]
    norm = math.hypot(*(float(np.linalg.norm(p.grad)) for p in parameters))
    if not math.isfinite(norm):
        raise ValueError(f"the gradient has length {norm}: training has diverged, lower lr")
    if norm > max_norm:
        for p in parameters:
            p.grad = p.grad * float(max_norm / norm)
    return norm


def clip_grad_value(parameters, clip_value):
    r"""Cut every entry of every gradient to the range from -`clip_value` to `clip_value`.

    .. math:: g_i \leftarrow \max(-c, \min(g_i, c))

    Parameters
    ----------
    parameters : iterable of Tensor
        Those without a gradient are left out.
    clip_value : float
        The bound c, positive.

    Raises
    ------
    ValueError
        If `clip_value` is not positive.

    References
    ----------
    Mikolov (2012), doctoral thesis. Book: ``eq-initialization-clipping-value``.
    """
    check_range("clip_value", clip_value, above=0)
    for p in parameters:
        if p.grad is not None:
            p.grad = np.clip(p.grad, -float(clip_value), float(clip_value))
