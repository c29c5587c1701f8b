"""Scaled dot-product attention: a dictionary that answers with a weighted mean of its values."""

import math

import numpy as np

from mlmath.activations import softmax_vjp
from mlmath.autodiff import primitive
from mlmath.validation import as_count, as_floats


def causal_mask(queries, keys=None):
    """Say who may look where when nobody may look ahead.

    Parameters
    ----------
    queries : int
        Number of positions that look, T.
    keys : int, optional
        Number of positions looked at, S; T when missing. The queries are the last T of them.

    Returns
    -------
    ndarray of bool, shape (T, S)
        True where key s lies not after query t.

    Raises
    ------
    ValueError
        If there are more queries than keys, or a count is below 1.
    """
    keys = as_count(queries, "queries") if keys is None else as_count(keys, "keys")
    if queries > keys:
        raise ValueError(f"{queries} queries are the last of {keys} keys: give at least as many")
    return np.tri(queries, keys, keys - queries, dtype=bool)


def attention_weights(q, k, mask=None):
    r"""How much each query looks at each key; each row sums to 1.

    .. math:: A = \operatorname{softmax}\bigl(Q K^\top / \sqrt{d_k}\bigr)

    Parameters
    ----------
    q : ndarray of shape (..., T, D)
    k : ndarray of shape (..., S, D)
    mask : ndarray of bool, shape (..., T, S), optional
        True where a query may look. Missing: everywhere.

    Returns
    -------
    ndarray of shape (..., T, S)

    Raises
    ------
    ValueError
        If shapes do not fit, the mask is not boolean, or a query may look nowhere.
    """
    q, k = as_floats(q, "q"), as_floats(k, "k")
    if q.ndim < 2 or k.ndim < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(
            f"q and k must have shapes (..., T, D) and (..., S, D) with one D, "
            f"but they are {q.shape} and {k.shape}"
        )
    scores = (q @ k.mT) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(_check_mask(mask, scores.shape), scores, -np.inf)
    return softmax_vjp(scores)[0]


def scaled_dot_product_attention_vjp(q, k, v, *, mask=None):
    r"""Mix the values in proportion to how well each key answers each query.

    .. math:: Y = A V, \qquad A = \operatorname{softmax}\bigl(Q K^\top / \sqrt{d_k}\bigr)

    Parameters
    ----------
    q : ndarray of shape (..., T, D)
        Queries.
    k : ndarray of shape (..., S, D)
        Keys.
    v : ndarray of shape (..., S, E)
        Values.
    mask : ndarray of bool, shape (..., T, S), optional
        True where a query may look. Missing: everywhere.

    Returns
    -------
    y : ndarray of shape (..., T, E)
    pullback : callable
        dy -> (dq, dk, dv).

    Raises
    ------
    ValueError
        If shapes do not fit, the mask is not boolean, or a query may look nowhere.

    References
    ----------
    Vaswani et al. (2017), arXiv:1706.03762, equation 1. Book: eq-attention-scaled.
    """
    q, k, v = as_floats(q, "q"), as_floats(k, "k"), as_floats(v, "v")
    if v.ndim < 2 or q.shape[:-2] != v.shape[:-2] or k.shape[:-1] != v.shape[:-1]:
        raise ValueError(
            f"q, k, v must have shapes (..., T, D), (..., S, D), (..., S, E), "
            f"but they are {q.shape}, {k.shape}, {v.shape}"
        )
    A = attention_weights(q, k, mask)

    def pullback(dy):
        dA = dy @ v.mT
        # Back through the softmax, whose Jacobian is diag(a) - a a^T, row by row.
        dscores = A * (dA - (dA * A).sum(axis=-1, keepdims=True)) / math.sqrt(q.shape[-1])
        return dscores @ k, dscores.mT @ q, A.mT @ dy

    return A @ v, pullback


def _check_mask(mask, shape):
    """Return a boolean mask that leaves each query something to look at."""
    mask = np.asarray(mask)
    if mask.dtype != bool:
        raise ValueError(f"mask must be boolean, True where a query may look, not {mask.dtype}")
    try:
        mask = np.broadcast_to(mask, shape)
    except ValueError:
        raise ValueError(f"mask must fit shape {shape}, but its shape is {mask.shape}") from None
    if not mask.any(axis=-1).all():
        raise ValueError("the mask leaves a query nothing to look at: allow at least one key each")
    return mask


scaled_dot_product_attention = primitive(scaled_dot_product_attention_vjp)
