"""A small GPT: embeddings, causal blocks, a head that scores the next token."""

import math

import numpy as np

from mlmath.activations import softmax
from mlmath.attention.multi_head import KVCache
from mlmath.autodiff import Tensor
from mlmath.layers import Embedding, Linear, linear
from mlmath.losses import cross_entropy
from mlmath.module import Module
from mlmath.normalization import LayerNorm
from mlmath.transformer import Block
from mlmath.validation import as_count, as_number


class GPT(Module):
    """A causal transformer over token numbers, with learned positions and pre-norm blocks.

    Parameters
    ----------
    vocabulary : int
        Number of tokens V.
    context : int
        Largest number of positions.
    width : int
        Channels C.
    heads : int
        Divides `width`.
    layers : int
        Number of blocks.
    rng : numpy.random.Generator
        Draws the weights: normal with standard deviation 0.02, as GPT-2 does; those that write into
        the residual stream are divided by the root of twice the layers.
    tied : bool
        Whether the head is the token embedding.

    Raises
    ------
    ValueError
        If a count is below 1 or the heads do not divide the width.

    References
    ----------
    Radford et al. (2019), "Language Models are Unsupervised Multitask Learners".
    """

    def __init__(self, vocabulary, *, context, width, heads, layers, rng, tied=False):
        for name, n in {"vocabulary": vocabulary, "context": context, "layers": layers}.items():
            as_count(n, name)
        self.tokens = Embedding(vocabulary, width, rng)
        self.positions = Embedding(context, width, rng)
        self.blocks = [Block(width, heads, rng) for _ in range(layers)]
        self.norm = LayerNorm(width)
        self.head = None if tied else Linear(width, vocabulary, rng, bias=False)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                into_stream = name.endswith(("out.weight", "down.weight"))
                std = 0.02 / math.sqrt(2 * layers) if into_stream else 0.02
                p.data = rng.normal(0, std, p.shape)

    def forward(self, ids, caches=None):
        """Score every token as the next one after each position.

        Parameters
        ----------
        ids : ndarray of int, shape (N, T)
            Token numbers.
        caches : list of KVCache, optional
            One per block. Then `ids` continue what the caches have seen, and the result is an
            array without gradient.

        Returns
        -------
        Tensor of shape (N, T, V)
            Logits.

        Raises
        ------
        ValueError
            If `ids` is not a matrix of known tokens, or longer than the context.
        """
        ids, start = np.asarray(ids), 0 if caches is None else caches[0].length
        x = self.tokens(ids) + self.positions(self._places(ids, start))
        for i, block in enumerate(self.blocks):
            x = block(x, cache=None if caches is None else caches[i])
        head = self.tokens if self.head is None else self.head
        logits = linear(self.norm(x), head.weight, None)
        return logits if caches is None else logits.data

    def _places(self, ids, start):
        """Position of each column of `ids`, the first being `start`."""
        context = self.positions.weight.shape[0]
        if ids.ndim != 2 or ids.size == 0:
            raise ValueError(f"ids must have shape (N, T), none of them 0, but it is {ids.shape}")
        stop = start + ids.shape[1]
        if stop > context:
            raise ValueError(
                f"{stop} positions exceed the context of {context}: cut the sequence, "
                "or make a model with a longer context"
            )
        return np.arange(start, stop)

    def loss(self, ids, targets):
        """Mean cross-entropy, in nats, of predicting each target from all ids up to its place.

        Parameters
        ----------
        ids, targets : ndarray of int, shape (N, T)
            In a text, `targets` are `ids` one place later.

        Returns
        -------
        Tensor of shape ()

        Raises
        ------
        ValueError
            If a token is unknown, the shapes differ or the context is exceeded.
        """
        return cross_entropy(self(ids), targets)

    def caches(self):
        """Return one empty `KVCache` per block."""
        context = self.positions.weight.shape[0]
        return [KVCache(context) for _ in self.blocks]

    def generate(self, ids, length, rng, *, temperature=1.0, top_k=None):
        """Continue each row of `ids` by drawing one token after the other.

        While the text fits into the context each position is computed once and remembered; after
        that the last `context` tokens are read anew for every token.

        Parameters
        ----------
        ids : ndarray of int, shape (N, T)
            The beginnings.
        length : int
            How many tokens to add.
        rng : numpy.random.Generator
            Draws the tokens.
        temperature : float
            Divides the logits; 0 always takes the likeliest token.
        top_k : int, optional
            Draw among the k likeliest tokens only.

        Returns
        -------
        ndarray of int, shape (N, T + length)

        Raises
        ------
        ValueError
            If `ids` is no matrix of known tokens, a count is below 1 or temperature negative.
        """
        ids, context = np.array(ids), self.positions.weight.shape[0]
        caches, unread = self.caches(), ids[:, -context:]
        for _ in range(as_count(length, "length")):
            if caches[0].length + unread.shape[1] > context:
                caches, unread = self.caches(), ids[:, -context:]
            logits = self(unread, caches)[:, -1]
            unread = draw(logits, rng, temperature=temperature, top_k=top_k)[:, None]
            ids = np.concatenate([ids, unread], axis=1)
        return ids


def draw(logits, rng, *, temperature=1.0, top_k=None):
    r"""Draw one token per row.

    .. math:: P(i) \propto e^{z_i / \tau} \text{ for the } k \text{ largest } z_i

    Parameters
    ----------
    logits : ndarray of shape (N, V)
    rng : numpy.random.Generator
    temperature : float
        The temperature tau; 0 takes the largest logit, the first among equals.
    top_k : int, optional
        How many tokens stay in play; ties with the k-th stay too.

    Returns
    -------
    ndarray of int, shape (N,)

    Raises
    ------
    ValueError
        If `temperature` is negative or `top_k` below 1 or above V.
    """
    logits = np.asarray(logits, dtype=np.float64)
    if temperature != 0:
        as_number(temperature, "temperature", above=0)
    if top_k is not None:
        if as_count(top_k, "top_k") > logits.shape[1]:
            raise ValueError(f"top_k is {top_k}, but there are only {logits.shape[1]} tokens")
        kth = np.partition(logits, -top_k, axis=1)[:, -top_k, None]
        logits = np.where(logits >= kth, logits, -np.inf)
    if temperature == 0:
        return logits.argmax(axis=1)
    p = softmax((logits - logits.max(axis=1, keepdims=True)) / temperature)
    # Inversion: the first token whose cumulated probability exceeds a uniform draw.
    return (p.cumsum(axis=1) > rng.random((len(p), 1))).argmax(axis=1)


def count_parameters(vocabulary, context, width, layers, *, tied=False):
    r"""Number of parameters of a `GPT`.

    .. math:: P = (V + T)\,C + L\,(12\,C^2 + 13\,C) + 2\,C + V C\ [\text{not tied}]

    Parameters
    ----------
    vocabulary, context, width, layers : int
        V, T, C and L.
    tied : bool

    Returns
    -------
    int

    References
    ----------
    Book: eq-mini-gpt-parameters.
    """
    V, T, C, L = vocabulary, context, width, layers
    return (V + T) * C + L * (12 * C * C + 13 * C) + 2 * C + (0 if tied else V * C)


def bits_per_token(loss):
    """Turn a loss in nats into bits: divide by log 2."""
    return (loss.item() if isinstance(loss, Tensor) else float(loss)) / math.log(2)
