"""Multi-head self-attention as one node of the tape: the fast twin of the clear form.

Three thoughts make it fast, and a test holds it equal to the plain formula. The division by the sum
of exponentials waits until after the product with V, where rows are short. The shift by each row's
maximum is left out when all scores are so small that no exponential can overflow or vanish. And
Q, K, V and their gradients are views of one array, so nothing is copied to split or merge heads.
"""

import math

import numpy as np

from mlmath.autodiff import primitive
from mlmath.layers import linear_vjp
from mlmath.memory import empty, matmul
from mlmath.validation import as_floats

SAFE_SCORE = 30.0  # e^30 = 1e13 and e^-30 leave room for sums and products in float32


def self_attention_vjp(x, in_weight, in_bias, out_weight, out_bias, *, heads, causal=False):
    r"""Multi-head self-attention, projections included.

    .. math:: Y = \operatorname{concat}_h\bigl(\operatorname{softmax}(
        Q_h K_h^\top / \sqrt{d_k}) V_h\bigr) W_O^\top + b_O, \qquad
        [Q, K, V] = X W_I^\top + b_I

    Parameters
    ----------
    x : ndarray of shape (N, T, C)
    in_weight : ndarray of shape (3C, C)
        Rows of queries, keys, values.
    in_bias : ndarray of shape (3C,)
    out_weight : ndarray of shape (C, C)
    out_bias : ndarray of shape (C,)
    heads : int
        Divides C.
    causal : bool
        Whether a position sees only itself and those before it.

    Returns
    -------
    y : ndarray of shape (N, T, C)
    pullback : callable
        dy -> (dx, din_weight, din_bias, dout_weight, dout_bias).

    Raises
    ------
    ValueError
        If the heads do not divide C or a shape does not fit.

    References
    ----------
    Vaswani et al. (2017), section 3.2.2; Dao et al. (2022), arXiv:2205.14135, for the order.
    """
    x = as_floats(x)
    check_heads(x, heads)
    projected, back_to_x = linear_vjp(x, in_weight, in_bias)
    mixed, back_to_projected = _mix(projected, heads, causal)
    y, back_to_mixed = linear_vjp(mixed, out_weight, out_bias)

    def pullback(dy):
        dmixed, *dout = back_to_mixed(dy)
        return *back_to_x(back_to_projected(dmixed)), *dout

    return y, pullback


def _mix(projected, heads, causal):
    """Attend in each head; the queries in `projected` are scaled in place, and so is `dmixed`."""
    N, T, width = projected.shape
    q, k, v = split(projected, 3, heads)
    scale = 1 / math.sqrt(q.shape[-1])
    q *= scale
    E = _exponentials(matmul(q, k.mT), causal)
    total = (E.reshape(-1, T) @ np.ones(T, E.dtype)).reshape(*E.shape[:-1], 1)
    mixed = empty((N, T, width // 3), projected.dtype)
    (y,) = split(mixed, 1, heads)
    np.matmul(E, v, out=y)
    y /= total

    def pullback(dmixed):
        (dy,) = split(dmixed, 1, heads)
        dy /= total
        dprojected = empty(projected.shape, projected.dtype)
        dq, dk, dv = split(dprojected, 3, heads)
        np.matmul(E.mT, dy, out=dv)
        dscores = matmul(dy, v.mT)
        dscores -= np.vecdot(dy, y)[..., None]
        dscores *= E
        np.matmul(dscores, k, out=dq)
        dq *= scale
        np.matmul(dscores.mT, q, out=dk)
        return dprojected

    return mixed, pullback


def check_heads(x, heads):
    """Refuse anything but (N, T, C) with a C that the heads divide."""
    if x.ndim != 3:
        raise ValueError(f"x must have shape (N, T, C), but its shape is {x.shape}")
    if heads < 1 or x.shape[-1] % heads:
        raise ValueError(
            f"{heads} heads do not divide {x.shape[-1]} channels: choose a divisor of the channels"
        )


def split(x, parts, heads):
    """View (N, T, parts * C) as `parts` arrays of shape (N, heads, T, C / heads)."""
    N, T, width = x.shape
    return x.reshape(N, T, parts, heads, width // (parts * heads)).transpose(2, 0, 3, 1, 4)


def _exponentials(scores, causal):
    """Exponentials of the scores, in place, up to a factor per row; 0 where nobody may look."""
    T = scores.shape[-1]
    visible = np.tri(T, dtype=bool)
    if not (scores.max() <= SAFE_SCORE and scores.min() >= -SAFE_SCORE):
        if causal:
            scores[..., ~visible] = -np.inf
        scores -= scores.max(axis=-1, keepdims=True)
        return np.exp(scores, out=scores)
    np.exp(scores, out=scores)
    if causal:
        scores *= visible.astype(scores.dtype)
    return scores


self_attention = primitive(self_attention_vjp)
