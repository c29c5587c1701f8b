"""Refused heads, masks, positions, contexts and tokens."""

import numpy as np

from mlmath.attention.dot_product import (
    attention_weights,
    causal_mask,
    scaled_dot_product_attention,
)
from mlmath.attention.fused import self_attention
from mlmath.attention.multi_head import KVCache, MultiHeadAttention, split_heads
from mlmath.attention.positions import rotary, sinusoid_positions
from mlmath.gpt import GPT, draw
from mlmath.tokenizer import CharacterTokenizer
from mlmath.transformer import Block, feed_forward

RNG = np.random.default_rng(0)
X = np.ones((2, 5, 6))
Q, K, V = np.ones((4, 3)), np.ones((5, 3)), np.ones((5, 2))
WEIGHTS = [np.ones((18, 6)), np.ones(18), np.ones((6, 6)), np.ones(6)]
TINY = {"context": 4, "width": 6, "heads": 2, "layers": 1, "rng": RNG}
MODEL = GPT(7, **TINY)
IDS = np.zeros((1, 3), dtype=int)
LOGITS = np.zeros((2, 7))
TOKENS = CharacterTokenizer("abc")

CASES = [
    (attention_weights, [Q, np.ones((5, 4))], {}, ValueError, "with one D, but they are"),
    (attention_weights, [Q[0], K], {}, ValueError, "q and k must have shapes"),
    (attention_weights, [Q, K, np.ones((4, 5))], {}, ValueError, "mask must be boolean"),
    (attention_weights, [Q, K, np.ones((3, 5), bool)], {}, ValueError, "mask must fit shape"),
    (attention_weights, [Q, K, np.zeros((4, 5), bool)], {}, ValueError, "nothing to look at"),
    (scaled_dot_product_attention, [Q, K, V[:4]], {}, ValueError, "q, k, v must have shapes"),
    (scaled_dot_product_attention, [X, K, V], {}, ValueError, "q, k, v must have shapes"),
    (causal_mask, [5, 4], {}, ValueError, "5 queries are the last of 4 keys"),
    (causal_mask, [0], {}, ValueError, "queries must be an integer of at least 1"),
    (self_attention, [X, *WEIGHTS], {"heads": 4}, ValueError, "4 heads do not divide 6 channels"),
    (self_attention, [X, *WEIGHTS], {"heads": 0}, ValueError, "0 heads do not divide"),
    (self_attention, [X[0], *WEIGHTS], {"heads": 2}, ValueError, r"x must have shape \(N, T, C\)"),
    (MultiHeadAttention, [6, 4, RNG], {}, ValueError, "4 heads do not divide 6 channels"),
    (MultiHeadAttention, [6, 0, RNG], {}, ValueError, "heads must be an integer of at least 1"),
    (split_heads, [X, 5], {}, ValueError, "5 heads do not divide 6 channels"),
    (KVCache, [0], {}, ValueError, "capacity must be an integer of at least 1"),
    (
        KVCache(3).append,
        [np.ones((1, 2, 4, 3)), np.ones((1, 2, 4, 3))],
        {},
        ValueError,
        "0 of 3 positions and cannot take 4 more",
    ),
    (sinusoid_positions, [4, 3], {}, ValueError, "must be even, not 3"),
    (sinusoid_positions, [0, 4], {}, ValueError, "length must be an integer"),
    (rotary, [np.ones((4, 5))], {}, ValueError, "must be even, not 5"),
    (rotary, [np.ones(4)], {}, ValueError, r"x must have shape \(..., T, D\)"),
    (rotary, [Q[:, :2]], {"positions": [1, 2]}, ValueError, "one per row of x"),
    (Block, [6, 5, RNG], {}, ValueError, "5 heads do not divide"),
    (Block(6, 2, RNG), [X, X], {}, ValueError, "made with cross=True, else none"),
    (Block(6, 2, RNG, cross=True), [X], {}, ValueError, "a block needs a memory"),
    (feed_forward, [X, *WEIGHTS], {}, ValueError, "does not fit a weight"),
    (GPT, [0], TINY, ValueError, "vocabulary must be an integer of at least 1"),
    (GPT, [7], TINY | {"layers": 0}, ValueError, "layers must be an integer of at least 1"),
    (GPT, [7], TINY | {"heads": 4}, ValueError, "4 heads do not divide 6 channels"),
    (MODEL, [np.zeros((1, 5), int)], {}, ValueError, "5 positions exceed the context of 4"),
    (MODEL, [IDS[0]], {}, ValueError, r"ids must have shape \(N, T\)"),
    (MODEL, [IDS + 7], {}, ValueError, "ids must lie in 0 to 6"),
    (MODEL, [IDS - 1], {}, ValueError, "ids must lie in 0 to 6, got -1"),
    (MODEL, [IDS + 0.5], {}, ValueError, "expected integer ids"),
    (MODEL.loss, [IDS, IDS[:, :2]], {}, ValueError, "labels have shape"),
    (MODEL.generate, [IDS, 0, RNG], {}, ValueError, "length must be an integer of at least 1"),
    (MODEL.generate, [IDS, 2, RNG], {"temperature": -1}, ValueError, "temperature must be a num"),
    (draw, [LOGITS, RNG], {"top_k": 8}, ValueError, "top_k is 8, but there are only 7"),
    (draw, [LOGITS, RNG], {"top_k": 0}, ValueError, "top_k must be an integer of at least 1"),
    (draw, [LOGITS, RNG], {"temperature": np.nan}, ValueError, "temperature must be a number"),
    (CharacterTokenizer, [""], {}, ValueError, "a text of at least one character"),
    (CharacterTokenizer, [b"abc"], {}, ValueError, "a text of at least one character"),
    (TOKENS.encode, ["abd"], {}, ValueError, "the character 'd' is not in the vocabulary"),
    (TOKENS.decode, [[0, 3]], {}, ValueError, "tokens run from 0 to 2, but ids hold 0 to 3"),
    (TOKENS.decode, [[1, -1]], {}, ValueError, "but ids hold -1 to 1"),
    (TOKENS.decode, [[0.5]], {}, ValueError, "a list of whole numbers"),
    (TOKENS.decode, [[[0]]], {}, ValueError, "a list of whole numbers"),
]
