"""Refusals of the damaged collection."""

import numpy as np

from mlmath.datasets.collection import photograph_collection


def rng():
    return np.random.default_rng(0)


CASES = [
    (photograph_collection, [0, rng()], {}, ValueError, "n must be an integer of at least 1"),
    (photograph_collection, [5.0, rng()], {}, ValueError, "n must be an integer of at least 1"),
    (photograph_collection, [5, 7], {}, ValueError, "rng must be a numpy Generator, got int"),
    (photograph_collection, [5, rng(), 0], {}, ValueError, "scale must be an integer of at least"),
    (photograph_collection, [5, rng(), 21], {}, ValueError, "scale must be 1 to 20, got 21"),
    (photograph_collection, [5, rng()], {"noise": -1}, ValueError, "noise must be at least 0"),
    (photograph_collection, [5, rng()], {"lost": 0.95}, ValueError, "lost must be 0 to 0.9"),
    (photograph_collection, [5, rng()], {"lost": np.nan}, ValueError, "lost must be a number"),
]
