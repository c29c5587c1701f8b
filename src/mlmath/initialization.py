"""Initialization: where the weights start.

A weight has shape (out, in, ...); its fan-in is the number of inputs one output adds up, its
fan-out the number of outputs one input reaches.
"""

import math

import numpy as np

_GAINS = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2)}


def zeros(shape, rng=None):
    """Return zeros; all units of a layer then stay equal for ever, so use it for biases only."""
    return np.zeros(shape)


def uniform(shape, rng, *, bound=None):
    r"""Draw from U(-bound, bound).

    Parameters
    ----------
    shape : tuple of int
        (out, in, ...)
    rng : numpy.random.Generator
    bound : float, optional
        1 / sqrt(fan-in) if left out, as PyTorch's linear and convolutional layers do.

    Raises
    ------
    ValueError
        If `shape` has fewer than two axes or an empty one, or `bound` is negative.

    References
    ----------
    LeCun et al. (1998), "Efficient BackProp". Book: ``eq-initialization-uniform``.
    """
    bound = 1 / math.sqrt(fans(shape)[0]) if bound is None else bound
    if not bound >= 0:
        raise ValueError(f"bound must not be negative, got {bound}")
    return rng.uniform(-bound, bound, shape)


def xavier_normal(shape, rng, *, gain=1.0):
    r"""Draw from a normal that keeps the variance both forwards and backwards, on average.

    .. math:: \operatorname{Var} w = g^2 \, \frac{2}{n_\text{in} + n_\text{out}}

    Parameters
    ----------
    shape : tuple of int
        (out, in, ...)
    rng : numpy.random.Generator
    gain : float or {"linear", "sigmoid", "tanh", "relu"}
        The factor g, or the activation that follows (see `gain_of`).

    Raises
    ------
    ValueError
        If `shape` has fewer than two axes or an empty one, or `gain` is unknown or negative.

    References
    ----------
    Glorot & Bengio (2010). Book: ``eq-initialization-xavier``.
    """
    return rng.normal(0, gain_of(gain) * math.sqrt(2 / sum(fans(shape))), shape)


def xavier_uniform(shape, rng, *, gain=1.0):
    r"""Draw as `xavier_normal` does, with equal variance, from a uniform.

    .. math:: w \sim U(-a, a), \qquad a = g \sqrt{\frac{6}{n_\text{in} + n_\text{out}}}

    Parameters, errors and reference as for `xavier_normal`.
    """
    a = gain_of(gain) * math.sqrt(6 / sum(fans(shape)))
    return rng.uniform(-a, a, shape)


def he_normal(shape, rng, *, gain="relu"):
    r"""Draw from a normal that keeps the mean square through layers of ReLU.

    .. math:: \operatorname{Var} w = \frac{g^2}{n_\text{in}}, \qquad g = \sqrt2 \text{ for ReLU}

    Parameters
    ----------
    shape : tuple of int
        (out, in, ...)
    rng : numpy.random.Generator
    gain : float or {"linear", "sigmoid", "tanh", "relu"}
        The factor g, or the activation that follows (see `gain_of`).

    Raises
    ------
    ValueError
        If `shape` has fewer than two axes or an empty one, or `gain` is unknown or negative.

    References
    ----------
    He et al. (2015), arXiv:1502.01852. Book: ``eq-initialization-he``.
    """
    return rng.normal(0, gain_of(gain) / math.sqrt(fans(shape)[0]), shape)


def he_uniform(shape, rng, *, gain="relu"):
    r"""Draw as `he_normal` does, with equal variance, from a uniform.

    .. math:: w \sim U(-a, a), \qquad a = g \sqrt{\frac{3}{n_\text{in}}}

    Parameters, errors and reference as for `he_normal`.
    """
    a = gain_of(gain) * math.sqrt(3 / fans(shape)[0])
    return rng.uniform(-a, a, shape)


def fans(shape):
    """Return (fan-in, fan-out) of a weight of `shape` (out, in, ...).

    Raises
    ------
    ValueError
        If `shape` has fewer than two axes or an empty one.
    """
    if len(shape) < 2 or min(shape) < 1:
        raise ValueError(f"a weight has shape (out, in, ...) without empty axes, got {shape}")
    receptive = math.prod(shape[2:])
    return shape[1] * receptive, shape[0] * receptive


def gain_of(gain):
    """Return the factor by which weights must grow to undo what an activation takes away.

    Parameters
    ----------
    gain : float or {"linear", "sigmoid", "tanh", "relu"}
        A number is returned as it is. PyTorch's values: 1, 1, 5/3 and the root of 2.

    Raises
    ------
    ValueError
        If the word is unknown or the number negative.
    """
    if isinstance(gain, str):
        if gain not in _GAINS:
            raise ValueError(f"no gain is known for {gain!r}, expected one of {sorted(_GAINS)}")
        return _GAINS[gain]
    if not gain >= 0:
        raise ValueError(f"gain must not be negative, got {gain}")
    return gain
