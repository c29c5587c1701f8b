"""Refusals of sets and counting."""

from mlmath.sets import counting as c
from mlmath.sets import relations as r

CASES = [
    (r.subsets, [[1, 1]], {}, ValueError, r"the items repeat; pass set\(items\)"),
    (r.partitions, ["noon"], {}, ValueError, "the items repeat"),
    (r.product, [[1, 2], [3, 3]], {}, ValueError, "the items repeat"),
    (r.classes, [[2, 2], abs], {}, ValueError, "the items repeat"),
    (r.is_function, [[(1, 9)], [1], [2]], {}, ValueError, r"pair \(1, 9\) lies outside"),
    (r.is_function, [[(7, 2)], [1], [2]], {}, ValueError, r"pair \(7, 2\) lies outside"),
    (r.is_function, [[1, 2], [1], [2]], {}, ValueError, "1 is not a pair"),
    (r.is_equivalence, [[(1, 3)], [1, 2]], {}, ValueError, r"pair \(1, 3\) lies outside"),
    (r.is_equivalence, [[(1, 1, 1)], [1]], {}, ValueError, r"\(1, 1, 1\) is not a pair"),
    (c.permutations, [-1], {}, ValueError, "n must be an integer of at least 0, got -1"),
    (c.permutations, [3, 1.0], {}, ValueError, "k must be an integer of at least 0, got 1.0"),
    (c.combinations, [2.5, 1], {}, ValueError, "n must be an integer of at least 0, got 2.5"),
    (c.combinations, [5, -2], {}, ValueError, "k must be an integer of at least 0, got -2"),
    (c.stirling, ["3", 1], {}, ValueError, "n must be an integer of at least 0, got '3'"),
    (c.stirling, [3, True], {}, ValueError, "k must be an integer of at least 0, got True"),
    (c.bell, [-5], {}, ValueError, "n must be an integer of at least 0, got -5"),
    (c.tree_shapes, [None], {}, ValueError, "splits must be an integer of at least 0, got None"),
    (c.decision_trees, [-1], {}, ValueError, "questions must be an integer of at least 0"),
]
