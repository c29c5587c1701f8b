"""Attention."""

from mlmath.attention import dot_product as d

CASES = [
    (d.scaled_dot_product_attention_vjp, [(4, 3), (5, 3), (5, 2)], {}),
    (
        d.scaled_dot_product_attention_vjp,
        [(2, 3, 4, 5), (2, 3, 6, 5), (2, 3, 6, 2)],
        {"mask": d.causal_mask(4, 6)},
    ),
]
