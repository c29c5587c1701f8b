"""Normalization: shift and stretch numbers to mean 0 and variance 1 inside a network."""

import numpy as np

from mlmath.autodiff import Tensor, primitive
from mlmath.module import Module
from mlmath.validation import as_count, as_floats, as_number


def layer_norm_vjp(x, weight, bias, eps=1e-5):
    r"""Normalize each row over its D features, then scale and shift them.

    .. math:: y = \gamma \odot \hat{x} + \beta, \qquad
        \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}

    Parameters
    ----------
    x : ndarray of shape (..., D)
    weight, bias : ndarray of shape (D,)
        Scale and shift.
    eps : float
        Added to the variance, in the squared unit of `x`.

    Returns
    -------
    y : ndarray of shape (..., D)
    pullback : callable
        dy -> (dx, dweight, dbias).

    Raises
    ------
    ValueError
        If `weight` or `bias` has not one entry per feature.

    References
    ----------
    Ba, Kiros & Hinton (2016), arXiv:1607.06450. Book: eq-transformer-layer-norm.
    """
    x = _check_features(x, -1, weight=weight, bias=bias)
    rows = x.reshape(-1, x.shape[-1])
    x_hat = rows - _row_means(rows)
    scale = 1 / np.sqrt(_row_means(x_hat, x_hat) + eps)
    x_hat *= scale
    y = x_hat * weight
    y += bias

    def pullback(dy):
        dy = dy.reshape(x_hat.shape)
        dx = dy * weight
        # The mean and the variance hang on every entry of the row: two means come back.
        along = _row_means(dx, x_hat)
        dx -= _row_means(dx)
        dx -= x_hat * along
        dx *= scale
        return dx.reshape(x.shape), _column_sums(dy * x_hat), _column_sums(dy)

    return y.reshape(x.shape), pullback


def rms_norm_vjp(x, weight, eps=1e-5):
    r"""Divide each row by its root mean square, then scale the features.

    .. math:: y = \gamma \odot \frac{x}{\sqrt{\frac{1}{D} \sum_i x_i^2 + \epsilon}}

    Parameters
    ----------
    x : ndarray of shape (..., D)
    weight : ndarray of shape (D,)
        Scale.
    eps : float
        Added to the mean square, in the squared unit of `x`.

    Returns
    -------
    y : ndarray of shape (..., D)
    pullback : callable
        dy -> (dx, dweight).

    Raises
    ------
    ValueError
        If `weight` has not one entry per feature.

    References
    ----------
    Zhang & Sennrich (2019), arXiv:1910.07467. Book: eq-normalization-rms.
    """
    x = _check_features(x, -1, weight=weight)
    rows = x.reshape(-1, x.shape[-1])
    scale = 1 / np.sqrt(_row_means(rows, rows) + eps)
    x_hat = rows * scale

    def pullback(dy):
        dy = dy.reshape(x_hat.shape)
        dx = dy * weight
        dx -= x_hat * _row_means(dx, x_hat)
        dx *= scale
        return dx.reshape(x.shape), _column_sums(dy * x_hat)

    return (x_hat * weight).reshape(x.shape), pullback


def batch_norm_vjp(x, weight, bias, eps=1e-5):
    r"""Normalize each feature over the batch, or each channel over batch and pixels.

    .. math:: y_n = \gamma \hat{x}_n + \beta, \qquad
        \hat{x}_n = \frac{x_n - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad
        \sigma^2 = \frac{1}{N} \sum_n (x_n - \mu)^2

    Parameters
    ----------
    x : ndarray of shape (N, C) or (N, C, ...)
    weight, bias : ndarray of shape (C,)
        Scale and shift.
    eps : float
        Added to the variance, in the squared unit of `x`.

    Returns
    -------
    y : ndarray shaped like `x`
    pullback : callable
        dy -> (dx, dweight, dbias).

    Raises
    ------
    ValueError
        If `weight` or `bias` has not one entry per channel, or a channel holds one number only:
        it would always be normalized to 0.

    References
    ----------
    Ioffe & Szegedy (2015), arXiv:1502.03167. Book: eq-normalization-batch.
    """
    x = _check_features(x, 1, weight=weight, bias=bias)
    if x.size == x.shape[1]:
        raise ValueError(
            f"batch normalization needs more than one number per channel, but x has shape "
            f"{x.shape}: take a larger batch, or the stored statistics (eval)"
        )
    axes, (gamma, beta) = _batch_axes(x), (_as_channels(p, x.ndim) for p in (weight, bias))
    x_hat = x - x.mean(axis=axes, keepdims=True)
    scale = 1 / np.sqrt((x_hat * x_hat).mean(axis=axes, keepdims=True) + eps)
    x_hat *= scale

    def pullback(dy):
        dx = dy * gamma
        along = (dx * x_hat).mean(axis=axes, keepdims=True)
        dx = scale * (dx - dx.mean(axis=axes, keepdims=True) - x_hat * along)
        return dx, (dy * x_hat).sum(axis=axes), dy.sum(axis=axes)

    return x_hat * gamma + beta, pullback


def batch_norm_eval_vjp(x, weight, bias, mean, variance, eps=1e-5):
    r"""Normalize each channel by stored statistics, which are constants.

    .. math:: y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta

    Parameters
    ----------
    x : ndarray of shape (N, C) or (N, C, ...)
    weight, bias, mean, variance : ndarray of shape (C,)
    eps : float
        Added to the variance, in the squared unit of `x`.

    Returns
    -------
    y : ndarray shaped like `x`
    pullback : callable
        dy -> (dx, dweight, dbias, None, None).

    Raises
    ------
    ValueError
        If one of the four has not one entry per channel.
    """
    x = _check_features(x, 1, weight=weight, bias=bias, mean=mean, variance=variance)
    axes = _batch_axes(x)
    gamma, beta, mu, var = (_as_channels(p, x.ndim) for p in (weight, bias, mean, variance))
    scale = 1 / np.sqrt(var + eps)
    x_hat = (x - mu) * scale

    def pullback(dy):
        return dy * (gamma * scale), (dy * x_hat).sum(axis=axes), dy.sum(axis=axes), None, None

    return x_hat * gamma + beta, pullback


layer_norm, rms_norm = primitive(layer_norm_vjp), primitive(rms_norm_vjp)
batch_norm, batch_norm_eval = primitive(batch_norm_vjp), primitive(batch_norm_eval_vjp)


class LayerNorm(Module):
    """Layer normalization of `num_features` features; see `layer_norm_vjp`."""

    def __init__(self, num_features, *, eps=1e-5):
        self.weight = Tensor(np.ones(as_count(num_features, "num_features")))
        self.bias = Tensor(np.zeros(num_features))
        self.eps = as_number(eps, "eps", above=0)

    def forward(self, x):
        """Normalize the last axis, the shape stays."""
        return layer_norm(x, self.weight, self.bias, eps=self.eps)


class RMSNorm(Module):
    """Root-mean-square normalization of `num_features` features; see `rms_norm_vjp`."""

    def __init__(self, num_features, *, eps=1e-5):
        self.weight = Tensor(np.ones(as_count(num_features, "num_features")))
        self.eps = as_number(eps, "eps", above=0)

    def forward(self, x):
        """Normalize the last axis, the shape stays."""
        return rms_norm(x, self.weight, eps=self.eps)


class BatchNorm(Module):
    """Batch normalization: batch statistics in training, running ones in evaluation.

    Parameters
    ----------
    num_features : int
        Features of (N, C), or channels of (N, C, H, W).
    momentum : float
        Weight of the newest batch in the running statistics, between 0 and 1.
    eps : float
        Added to the variance.

    Attributes
    ----------
    running_mean, running_var : ndarray of shape (num_features,)
        The variance with n - 1, as PyTorch keeps it.

    Raises
    ------
    ValueError
        If `num_features` is below 1, or `momentum` lies outside (0, 1).
    """

    def __init__(self, num_features, *, momentum=0.1, eps=1e-5):
        self.weight = Tensor(np.ones(as_count(num_features, "num_features")))
        self.bias = Tensor(np.zeros(num_features))
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)
        self.momentum = as_number(momentum, "momentum", above=0, below=1)
        self.eps = as_number(eps, "eps", above=0)

    def forward(self, x):
        """Normalize axis 1 of (N, C, ...), the shape stays."""
        if self.training:
            y = batch_norm(x, self.weight, self.bias, eps=self.eps)
            self._remember(x.data if isinstance(x, Tensor) else as_floats(x))
            return y
        return batch_norm_eval(
            x, self.weight, self.bias, self.running_mean, self.running_var, eps=self.eps
        )

    def _remember(self, x):
        """Move the running statistics towards those of this batch."""
        axes = _batch_axes(x)
        self.running_mean += self.momentum * (x.mean(axis=axes) - self.running_mean)
        self.running_var += self.momentum * (x.var(axis=axes, ddof=1) - self.running_var)


def _check_features(x, axis, **parameters):
    """Return `x` as floats; refuse parameters without one entry per feature of `axis`."""
    x = as_floats(x)
    if x.ndim < 2 and axis == 1:
        raise ValueError(f"x must have shape (N, C) or (N, C, ...), but it is {x.shape}")
    for name, p in parameters.items():
        if np.shape(p) != (x.shape[axis],):
            raise ValueError(
                f"{name} must have shape ({x.shape[axis]},), one entry per feature of x, "
                f"but its shape is {np.shape(p)}"
            )
    return x


def _batch_axes(x):
    """All axes but that of the channels."""
    return (0, *range(2, x.ndim))


def _as_channels(p, ndim):
    """Shape (C,) to (C, 1, 1), so that it meets axis 1."""
    return np.reshape(p, (-1,) + (1,) * (ndim - 2))


# Sums as products with ones: BLAS adds up two to six times faster than reductions over short axes.
def _row_means(a, b=None):
    """Mean over the last axis of `a`, or of a * b, kept as a column."""
    n = a.shape[1]
    if b is None:
        return (a @ np.full(n, 1 / n, a.dtype))[:, None]
    return np.vecdot(a, b)[:, None] / n


def _column_sums(a):
    """Sum over the first axis."""
    return np.ones(len(a), a.dtype) @ a
