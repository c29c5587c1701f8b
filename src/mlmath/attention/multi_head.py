"""Multi-head attention as a layer: self or cross, masked or not, with a cache for generation."""

import numpy as np

from mlmath.attention.dot_product import causal_mask, scaled_dot_product_attention
from mlmath.attention.fused import self_attention
from mlmath.attention.positions import rotary
from mlmath.autodiff import Tensor
from mlmath.initialization import xavier_uniform
from mlmath.layers import Linear, linear
from mlmath.module import Module
from mlmath.validation import as_count


class KVCache:
    """Keys and values of the positions already seen, so that each is computed once.

    Parameters
    ----------
    capacity : int
        Largest number of positions.

    Raises
    ------
    ValueError
        If the capacity is below 1.
    """

    def __init__(self, capacity):
        self.capacity, self.length = as_count(capacity, "capacity"), 0
        self._keys = self._values = None

    def append(self, k, v):
        """Add keys and values of new positions; return all of them.

        Parameters
        ----------
        k, v : ndarray of shape (N, H, T, D)

        Returns
        -------
        tuple of ndarray of shape (N, H, length, D)

        Raises
        ------
        ValueError
            If they do not fit into what is left of the capacity.
        """
        start, stop = self.length, self.length + k.shape[2]
        if stop > self.capacity:
            raise ValueError(
                f"the cache holds {start} of {self.capacity} positions and cannot take "
                f"{k.shape[2]} more: start a new one with a shorter context"
            )
        if self._keys is None:
            room = (*k.shape[:2], self.capacity, k.shape[3])
            self._keys, self._values = np.empty(room, k.dtype), np.empty(room, v.dtype)
        self._keys[:, :, start:stop], self._values[:, :, start:stop] = k, v
        self.length = stop
        return self._keys[:, :, :stop], self._values[:, :, :stop]


class MultiHeadAttention(Module):
    """Several attentions side by side, each on its own slice of the channels.

    Parameters
    ----------
    width : int
        Channels C of the input and the output.
    heads : int
        Divides `width`.
    rng : numpy.random.Generator
        Draws the weights.
    causal : bool
        Whether a position sees only itself and those before it.
    rotary : bool
        Whether queries and keys are turned by their positions.

    Attributes
    ----------
    project : Linear
        From C to 3C: queries, keys, values.
    out : Linear
        From C to C.

    Raises
    ------
    ValueError
        If the heads do not divide the width.
    """

    def __init__(self, width, heads, rng, *, causal=False, rotary=False):
        if as_count(width, "width") % as_count(heads, "heads"):
            raise ValueError(
                f"{heads} heads do not divide {width} channels: choose a divisor of the channels"
            )
        self.project = Linear(width, 3 * width, rng, init=xavier_uniform)
        self.out = Linear(width, width, rng, init=xavier_uniform)
        self.heads, self.causal, self.rotary = heads, causal, rotary

    def forward(self, x, memory=None, *, mask=None, cache=None):
        """Let each position of `x` look at `x`, or at `memory` (cross-attention).

        Parameters
        ----------
        x : Tensor or ndarray of shape (N, T, C)
        memory : Tensor or ndarray of shape (N, S, C), optional
        mask : ndarray of bool, shape (..., T, S), optional
            True where a position may look, besides what `causal` forbids.
        cache : KVCache, optional
            Keys and values of earlier positions; used without gradients.

        Returns
        -------
        Tensor of shape (N, T, C)
        """
        if memory is None and mask is None and cache is None and not self.rotary:
            p, o = self.project, self.out
            return self_attention(
                x, p.weight, p.bias, o.weight, o.bias, heads=self.heads, causal=self.causal
            )
        q, k, v = self._queries_keys_values(x, memory, 0 if cache is None else cache.length)
        if cache is not None:
            k, v = cache.append(k.data, v.data)
        if self.causal:
            visible = causal_mask(q.shape[2], k.shape[2])
            mask = visible if mask is None else visible & mask
        y = scaled_dot_product_attention(q, k, v, mask=mask)
        return self.out(merge_heads(y))

    def _queries_keys_values(self, x, memory, start):
        """Project, split into heads, turn; `start` is the position of the first row of x."""
        width = self.out.weight.shape[0]
        if memory is None:
            parts = self.project(x).reshape(*x.shape[:2], 3, width)
            q, k, v = (split_heads(parts[:, :, i], self.heads) for i in range(3))
        else:
            weight, bias = self.project.weight, self.project.bias
            q = split_heads(linear(x, weight[:width], bias[:width]), self.heads)
            parts = linear(memory, weight[width:], bias[width:])
            parts = parts.reshape(*memory.shape[:2], 2, width)
            k, v = (split_heads(parts[:, :, i], self.heads) for i in range(2))
        if self.rotary:
            q = rotary(q, positions=np.arange(start, start + q.shape[2]))
            k = rotary(k, positions=np.arange(start, start + k.shape[2]))
        return q, k, v


def split_heads(x, heads):
    """Turn (N, T, C) into (N, heads, T, C / heads).

    Raises
    ------
    ValueError
        If the heads do not divide the channels.
    """
    N, T, C = x.shape
    if C % heads:
        raise ValueError(
            f"{heads} heads do not divide {C} channels: choose a divisor of the channels"
        )
    x = x if isinstance(x, Tensor) else np.asarray(x)
    return x.reshape(N, T, heads, C // heads).transpose(0, 2, 1, 3)


def merge_heads(x):
    """Turn (N, heads, T, D) into (N, T, heads * D): the inverse of `split_heads`."""
    N, heads, T, D = x.shape
    return x.transpose(0, 2, 1, 3).reshape(N, T, heads * D)
