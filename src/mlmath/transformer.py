"""Transformer blocks: attention mixes positions, a small network thinks about each of them."""

import math

import numpy as np

from mlmath.attention.multi_head import MultiHeadAttention
from mlmath.autodiff import primitive
from mlmath.initialization import xavier_uniform
from mlmath.layers import Linear, linear_vjp
from mlmath.module import Module
from mlmath.normalization import LayerNorm
from mlmath.validation import as_floats

CHUNK = 32_768  # so many numbers stay in the cache while the steps of a formula pass over them


def gelu_slope(x, y, slope):
    r"""Write GELU (tanh form) of `x` and its derivative, chunk by chunk.

    .. math:: y = \tfrac{x}{2} (1 + t), \quad
        y' = \tfrac{1}{2} (1 + t) + \tfrac{x}{2} (1 - t^2) u', \quad
        t = \tanh u, \quad u = \sqrt{2 / \pi}\,(x + 0.044715\, x^3)

    Parameters
    ----------
    x, y, slope : ndarray, contiguous, equal shapes
        Input, and two arrays that receive the value and the derivative; `y` may be `x` itself.
    """
    x, y, slope = x.reshape(-1), y.reshape(-1), slope.reshape(-1)
    for start in range(0, x.size, CHUNK):
        part = slice(start, start + CHUNK)
        _gelu_slope(x[part], y[part], slope[part])


def _gelu_slope(x, y, slope):
    """Write y = x p / 2 and y' = p (1/2 + (2 - p) x u' / 2), with p = 1 + tanh u."""
    c = math.sqrt(2 / math.pi)
    square = x * x
    p = square * (0.044715 * c)
    p += c
    p *= x  # u
    np.tanh(p, out=p)
    p += 1
    square *= 1.5 * 0.044715 * c
    square += 0.5 * c
    square *= x  # x u' / 2
    np.multiply(x, p, out=y)
    y *= 0.5
    np.subtract(2, p, out=slope)
    slope *= square
    slope += 0.5
    slope *= p


def feed_forward_vjp(x, up_weight, up_bias, down_weight, down_bias):
    r"""Two linear maps with GELU between them, as one node of the tape.

    .. math:: y = W_2 \operatorname{gelu}(W_1 x + b_1) + b_2

    Parameters
    ----------
    x : ndarray of shape (..., C)
    up_weight : ndarray of shape (M, C)
    up_bias : ndarray of shape (M,)
    down_weight : ndarray of shape (C, M)
    down_bias : ndarray of shape (C,)

    Returns
    -------
    y : ndarray of shape (..., C)
    pullback : callable
        dy -> (dx, dup_weight, dup_bias, ddown_weight, ddown_bias).

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    References
    ----------
    Vaswani et al. (2017), equation 2, with the GELU of GPT-2. Book: eq-transformer-feed-forward.
    """
    h, back_to_x = linear_vjp(as_floats(x), up_weight, up_bias)
    slope = np.empty_like(h)
    gelu_slope(h, h, slope)
    y, back_to_h = linear_vjp(h, down_weight, down_bias)

    def pullback(dy):
        dh, ddown_weight, ddown_bias = back_to_h(dy)
        dh *= slope
        return *back_to_x(dh), ddown_weight, ddown_bias

    return y, pullback


feed_forward = primitive(feed_forward_vjp)


class FeedForward(Module):
    """The network of a block: from `width` channels to `hidden` and back; see `feed_forward_vjp`.

    Raises
    ------
    ValueError
        If a size is not positive.
    """

    def __init__(self, width, hidden, rng):
        self.up = Linear(width, hidden, rng, init=xavier_uniform)
        self.down = Linear(hidden, width, rng, init=xavier_uniform)

    def forward(self, x):
        """Map (..., width) to (..., width)."""
        return feed_forward(x, self.up.weight, self.up.bias, self.down.weight, self.down.bias)


class Block(Module):
    r"""A pre-norm transformer block.

    .. math:: x \leftarrow x + \operatorname{attention}(\operatorname{norm}(x)), \qquad
        x \leftarrow x + \operatorname{network}(\operatorname{norm}(x))

    With ``causal=False`` it is a block of an encoder, with ``cross=True`` of a decoder that also
    looks at an encoder's output.

    Parameters
    ----------
    width : int
        Channels C.
    heads : int
        Divides `width`.
    rng : numpy.random.Generator
        Draws the weights.
    causal, cross, rotary : bool
        Whether to hide the future, to look at a memory, to turn queries and keys by position.

    Raises
    ------
    ValueError
        If the heads do not divide the width.

    References
    ----------
    Xiong et al. (2020), arXiv:2002.04745, for the place of the norms. Book: eq-transformer-block.
    """

    def __init__(self, width, heads, rng, *, causal=True, cross=False, rotary=False):
        self.norm1 = LayerNorm(width)
        self.attention = MultiHeadAttention(width, heads, rng, causal=causal, rotary=rotary)
        if cross:
            self.norm_cross = LayerNorm(width)
            self.cross = MultiHeadAttention(width, heads, rng)
        self.norm2 = LayerNorm(width)
        self.network = FeedForward(width, 4 * width, rng)

    def forward(self, x, memory=None, *, mask=None, cache=None):
        """Map (N, T, C) to (N, T, C).

        Parameters
        ----------
        x : Tensor or ndarray of shape (N, T, C)
        memory : Tensor or ndarray of shape (N, S, C)
            What the cross-attention looks at; needed just if the block has one.
        mask : ndarray of bool, optional
            Passed on to the self-attention.
        cache : KVCache, optional
            Passed on to the self-attention.

        Raises
        ------
        ValueError
            If a memory is missing, or given to a block without cross-attention.
        """
        if (memory is None) == hasattr(self, "cross"):
            raise ValueError("a block needs a memory if it was made with cross=True, else none")
        x = self.attention(self.norm1(x), mask=mask, cache=cache) + x
        if memory is not None:
            x = self.cross(self.norm_cross(x), memory) + x
        return self.network(self.norm2(x)) + x
