"""Layers: linear maps, embeddings, dropout, and what joins them."""

import numpy as np

from mlmath.activations import prelu
from mlmath.autodiff import Tensor, primitive
from mlmath.initialization import he_normal
from mlmath.module import Module
from mlmath.validation import as_floats


def linear_vjp(x, weight, bias=None, needs=(True, True, True)):
    r"""Affine map of the last axis.

    .. math:: y = x W^\top + b, \qquad \frac{\partial L}{\partial x} = dy\, W, \quad
        \frac{\partial L}{\partial W} = dy^\top x, \quad
        \frac{\partial L}{\partial b} = \sum_n dy_n

    Parameters
    ----------
    x : ndarray of shape (..., in)
    weight : ndarray of shape (out, in)
    bias : ndarray of shape (out,), optional
    needs : tuple of bool
        Which gradients are wanted; that of the first layer's input is not.

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    References
    ----------
    Rumelhart, Hinton & Williams (1986). Book: ``eq-backpropagation-layer``.
    Book: eq-backpropagation-batch-forward, eq-backpropagation-batch-gradients.
    """
    x, weight = as_floats(x), as_floats(weight)
    _check_linear(x, weight, bias)
    M, D = weight.shape
    x_rows = x.reshape(-1, D)
    y = x_rows @ weight.T
    if bias is not None:
        y += bias

    def pullback(dy):
        dy_rows = dy.reshape(-1, M)
        dx = (dy_rows @ weight).reshape(x.shape) if needs[0] else None
        dW = dy_rows.T @ x_rows if needs[1] else None
        # a product with ones is up to ten times faster than sum(axis=0)
        db = None if bias is None else np.ones(len(dy_rows), dy.dtype) @ dy_rows
        return dx, dW, db

    return y.reshape(*x.shape[:-1], M), pullback


def _check_linear(x, weight, bias):
    if weight.ndim != 2 or x.shape[-1:] != weight.shape[1:]:
        raise ValueError(
            f"x of shape {x.shape} does not fit a weight of shape {weight.shape}: "
            "expected (..., in) and (out, in)"
        )
    if bias is not None and np.shape(bias) != weight.shape[:1]:
        raise ValueError(f"bias has shape {np.shape(bias)}, expected {weight.shape[:1]}")


def embedding_vjp(ids, weight):
    r"""Look up one row of a table for each id.

    .. math:: y_n = W_{i_n}, \qquad
        \frac{\partial L}{\partial W_v} = \sum_{n : i_n = v} dy_n

    Parameters
    ----------
    ids : ndarray of int, any shape
        Row numbers, 0 to V - 1, a constant.
    weight : ndarray of shape (V, D)

    Raises
    ------
    ValueError
        If an id is no integer or names no row.

    References
    ----------
    Bengio et al. (2003). Book: ``eq-embeddings-lookup``.
    """
    ids, weight = np.asarray(ids), as_floats(weight)
    if ids.dtype.kind not in "iu" or weight.ndim != 2:
        raise ValueError(
            f"expected integer ids and a table of shape (V, D), got {ids.dtype} and {weight.shape}"
        )
    V, D = weight.shape
    if ids.size and (ids.min() < 0 or ids.max() >= V):
        raise ValueError(f"ids must lie in 0 to {V - 1}, got {ids.min()} to {ids.max()}")

    def pullback(dy):
        dW = np.zeros_like(weight, dtype=dy.dtype)
        if ids.size:
            order = np.argsort(ids, axis=None, kind="stable")
            rows, starts = np.unique(ids.reshape(-1)[order], return_index=True)
            dW[rows] = np.add.reduceat(dy.reshape(-1, D)[order], starts, axis=0)
        return None, dW

    return weight[ids], pullback


def dropout_vjp(x, keep, *, p, scale_at="train"):
    r"""Dropout while training: drop what `keep` does not hold.

    .. math:: y = \frac{x \odot k}{1 - p} \text{ (inverted)} \qquad \text{or} \qquad
        y = x \odot k \text{ (as first published)}

    Parameters
    ----------
    x : ndarray of any shape
    keep : ndarray of bool, shaped like `x`
        The noise k: True with probability 1 - p.
    p : float
        The probability that an entry is dropped, in [0, 1).
    scale_at : {"train", "eval"}
        Where the scale is corrected: here, by 1 / (1 - p), or later, by 1 - p.

    Raises
    ------
    ValueError
        If `p` or `scale_at` is not allowed or the shapes differ.

    References
    ----------
    Srivastava et al. (2014). Book: ``eq-regularization-dropout``.
    """
    _check_dropout(p, scale_at)
    x, keep = as_floats(x), np.asarray(keep)
    if keep.dtype != bool or keep.shape != x.shape:
        raise ValueError(f"keep must be bool of shape {x.shape}, got {keep.dtype} {keep.shape}")
    k = keep * x.dtype.type(1 / (1 - p) if scale_at == "train" else 1)
    return x * k, lambda dy: (dy * k, None)


def _check_dropout(p, scale_at):
    if not 0 <= p < 1:
        raise ValueError(f"p is the probability to drop an entry, in [0, 1), got {p}")
    if scale_at not in {"train", "eval"}:
        raise ValueError(f'scale_at must be "train" or "eval", got {scale_at!r}')


linear, embedding, dropout = map(primitive, (linear_vjp, embedding_vjp, dropout_vjp))


class Linear(Module):
    """Affine map from `in_features` to `out_features`, see `linear_vjp`.

    Parameters
    ----------
    in_features, out_features : int
    rng : numpy.random.Generator
    bias : bool
        Whether to add a bias, which starts at zero.
    init : callable
        Maps (shape, rng) to the first weight, see `mlmath.initialization`.

    Attributes
    ----------
    weight : Tensor of shape (out_features, in_features)
    bias : Tensor of shape (out_features,) or None

    Raises
    ------
    ValueError
        If a size is not positive.
    """

    def __init__(self, in_features, out_features, rng, *, bias=True, init=he_normal):
        self.weight = Tensor(init((out_features, in_features), rng))
        self.bias = Tensor(np.zeros(out_features)) if bias else None

    def forward(self, x):
        """Map (..., in_features) to (..., out_features)."""
        return linear(x, self.weight, self.bias)


class Embedding(Module):
    """A learned vector for each of `num_embeddings` ids, standard normal at first.

    Attributes
    ----------
    weight : Tensor of shape (num_embeddings, embedding_dim)

    Raises
    ------
    ValueError
        If a size is not positive.
    """

    def __init__(self, num_embeddings, embedding_dim, rng):
        if min(num_embeddings, embedding_dim) < 1:
            raise ValueError(f"sizes must be positive, got {num_embeddings} and {embedding_dim}")
        self.weight = Tensor(rng.standard_normal((num_embeddings, embedding_dim)))

    def forward(self, ids):
        """Map ids of any shape to (..., embedding_dim)."""
        return embedding(ids, self.weight)


class Dropout(Module):
    """Drop each entry with probability `p` in training; see `dropout_vjp` for the two scalings.

    Parameters
    ----------
    p : float
        In [0, 1).
    rng : numpy.random.Generator
        Draws a new mask at every call.
    scale_at : {"train", "eval"}

    Raises
    ------
    ValueError
        If `p` or `scale_at` is not allowed.
    """

    def __init__(self, p, rng, *, scale_at="train"):
        _check_dropout(p, scale_at)
        self.p, self.rng, self.scale_at = float(p), rng, scale_at

    def forward(self, x):
        """Drop and scale, the shape stays."""
        if self.training:
            keep = self.rng.random(x.shape, dtype=np.float32) >= self.p
            return dropout(x, keep, p=self.p, scale_at=self.scale_at)
        return x if self.scale_at == "train" else x * (1 - self.p)


class Flatten(Module):
    """All axes but the first become one."""

    def forward(self, x):
        """Map (N, ...) to (N, D)."""
        return x.reshape(len(x), -1)


class Activation(Module):
    """A function as a layer, with its options: ``Activation(leaky_relu, negative_slope=0.1)``.

    Sequential takes plain functions too; this is for those with options.
    """

    def __init__(self, f, **options):
        self.f, self.options = f, options

    def forward(self, x):
        """Bend x, the shape stays."""
        return self.f(x, **self.options)


class PReLU(Module):
    """ReLU with a learned negative slope, one for all or one a channel (axis 1).

    Attributes
    ----------
    weight : Tensor of shape (num_parameters,)
    """

    def __init__(self, num_parameters=1, *, init=0.25):
        self.weight = Tensor(np.full(num_parameters, float(init)))

    def forward(self, x):
        """Bend x of shape (N,) or (N, C, ...), the shape stays."""
        return prelu(x, self.weight)
