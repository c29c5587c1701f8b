"""Attention: soft look-up, several heads, positions, and a cache for generation."""
