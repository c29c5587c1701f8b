"""Refusals of the seeded generators."""

import numpy as np

from mlmath.datasets.generated import (
    make_house_prices,
    make_moons,
    make_ring,
    make_separable,
    make_spirals,
    make_xor,
)


def rng():
    return np.random.default_rng(0)


CASES = [
    (make_ring, [1, rng()], {}, ValueError, "n must be an integer of at least 2, got 1"),
    (make_ring, [10, 0], {}, ValueError, r"rng must be a numpy Generator, got int; pass"),
    (make_ring, [10, None], {}, ValueError, "rng must be a numpy Generator, got NoneType"),
    (make_ring, [10, rng(), -0.1], {}, ValueError, "noise must be at least 0, got -0.1"),
    (make_moons, [10.0, rng()], {}, ValueError, "n must be an integer of at least 2, got 10.0"),
    (make_moons, [True, rng()], {}, ValueError, "n must be an integer of at least 2, got True"),
    (make_moons, [10, rng(), np.nan], {}, ValueError, "noise must be a number"),
    (make_moons, [10, rng(), np.inf], {}, ValueError, "noise must be a number"),
    (make_moons, [10, rng(), "big"], {}, ValueError, "noise must hold real numbers"),
    (make_spirals, [2, rng(), 3], {}, ValueError, "n must be an integer of at least 3, got 2"),
    (make_spirals, [9, rng(), 1], {}, ValueError, "classes must be an integer of at least 2"),
    (make_spirals, [9, rng()], {"turns": np.inf}, ValueError, "turns must be a number"),
    (make_spirals, [9, rng()], {"turns": [1, 2]}, ValueError, "turns must be a number"),
    (make_xor, [3, rng()], {}, ValueError, "n must be an integer of at least 4, got 3"),
    (make_xor, [8, np.random.RandomState(0)], {}, ValueError, "rng must be a numpy Generator"),
    (make_separable, [8, rng(), 1.0], {}, ValueError, "margin must be at least 0 and below 1"),
    (make_separable, [8, rng(), -0.5], {}, ValueError, "margin must be at least 0 and below 1"),
    (make_separable, [8, rng(), np.nan], {}, ValueError, "margin must be a number"),
    (make_house_prices, [0, rng()], {}, ValueError, "n must be an integer of at least 1, got 0"),
    (make_house_prices, [5, rng(), -1], {}, ValueError, "noise must be at least 0, got -1"),
]
