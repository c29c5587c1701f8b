"""Attention, positions, and the nodes of a transformer block."""

import numpy as np

from mlmath import transformer as t
from mlmath.attention import dot_product as d
from mlmath.attention import fused as f
from mlmath.attention import positions as p

CASES = [
    (d.scaled_dot_product_attention_vjp, [(4, 3), (5, 3), (5, 2)], {}),
    (
        d.scaled_dot_product_attention_vjp,
        [(2, 3, 4, 5), (2, 3, 6, 5), (2, 3, 6, 2)],
        {"mask": d.causal_mask(4, 6)},
    ),
    (p.rotary_vjp, [(2, 3, 5, 4)], {}),
    (p.rotary_vjp, [(3, 6)], {"positions": np.array([7, 2, 100]), "base": 50.0}),
    (f.self_attention_vjp, [(2, 5, 6), (18, 6), (18,), (6, 6), (6,)], {"heads": 2}),
    (f.self_attention_vjp, [(2, 5, 6), (18, 6), (18,), (6, 6), (6,)], {"heads": 3, "causal": True}),
    (t.feed_forward_vjp, [(2, 5, 4), (7, 4), (7,), (4, 7), (4,)], {}),
]
