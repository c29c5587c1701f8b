"""Finite sets and counting: what a data set is, and in how many ways it can be grouped."""
