"""Right and wrong answers to the exercises on sets, functions and counting."""

from importlib import import_module
from math import comb

import numpy as np

from mlmath.sets.counting import bell, stirling
from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.start.sets_answers")

BANKS = {
    "same_label": Bank(
        right=[
            of.table_by_loops,
            of.table_by_one_hot,
            of.table_by_blocks,
            lambda label: label[:, None] == label[None, :],
            lambda label: np.equal.outer(label, label).astype(np.uint8),
        ],
        wrong=[
            (lambda x: (x[:, None] != x).astype(int), "changed places"),
            (lambda x: (x[:, None] == x) - np.eye(len(x)), "diagonal is full"),
            (lambda x: np.triu(x[:, None] == x), "only one half"),
            (lambda x: np.tril(x[:, None] == x), "only one half"),
            (lambda x: np.outer(x, x), "multiplied"),
            (lambda x: x[:, None] - x, "subtracted"),
            (lambda x: (x == x).astype(int), "make a table"),
            (lambda x: (x[:, None] == x).sum(axis=1), "sizes of the blocks"),
            (lambda x: np.ones((len(x), len(x))), "count as alike"),
            (lambda x: np.eye(len(x)), "stand beside"),
            (lambda x: (x[:, None] == x)[::-1], None),
            (lambda x: abs(x[:, None] - x) <= 1, "nearly equal"),
            (lambda x: x[:, None] // 2 == x // 2, "nearly equal"),
            (lambda x: abs(x)[:, None] == abs(x), "the sign counts"),
            (lambda x: x[:, None] % 100 == x % 100, None),
            (lambda x: (x[:, None] == np.unique(x)).astype(int), "wrong shape"),
        ],
    ),
    "equivalence": Bank(
        right=["c", "C", "(c)"],
        wrong=[
            ("a", "the two ends"),
            ("b", "need not be neighbours"),
            ("d", "what do x and z share"),
            ("e", "Choose one of"),
            (3, "Choose one of"),
        ],
    ),
    "leaked": Bank(
        right=[
            of.leaked_by_loops,
            of.leaked_by_distance,
            of.leaked_by_unique,
            lambda a, b: (b[:, None] == a).all(axis=2).any(axis=1),
        ],
        wrong=[
            (lambda a, b: (b[:, None] == a).any(axis=(1, 2)), "all must agree"),
            (lambda a, b: (b[:, None] == a).any(axis=1).all(axis=1), "one training row"),
            (lambda a, b: (a[:, None] == b).all(axis=2).any(axis=1), "not for each training row"),
            (lambda a, b: np.isin(b, a).all(axis=1), "somewhere"),
            (lambda a, b: (a[: len(b)] == b).all(axis=1), "same place only"),
            (lambda a, b: np.isin(b[:, 0], a[:, 0]), "only the first number"),
            (lambda a, b: of.leaked_by_distance(np.sort(a), np.sort(b)), "order of the numbers"),
            (lambda a, b: of.leaked_by_distance(a, b).sum(), "not asked, but which"),
            (lambda a, b: np.flatnonzero(of.leaked_by_distance(a, b)), "those are their places"),
            (lambda a, b: ~of.leaked_by_distance(a, b), "changed places"),
            (of.leaked_within, "no leak"),
            (of.leaked_by_text, "look like"),
            (lambda a, b: np.isin(b.sum(axis=1), a.sum(axis=1)), "same sum"),
            (lambda a, b: of.leaked_by_distance(a // 1, b // 1), "nearly equal"),
            (lambda a, b: of.leaked_by_distance(abs(a), abs(b)), "signs"),
            (lambda a, b: abs(b[:, None] - a).max(axis=2).min(axis=1) < 0.5, "nearly equal"),
            (
                lambda a, b: np.isin(
                    b @ 10.0 ** np.arange(b.shape[1]), a @ 10.0 ** np.arange(a.shape[1])
                ),
                "same sum",
            ),
        ],
    ),
    "siblings": Bank(
        right=[0.9734, 1 - 72 / 812 * 0.3, np.float32(0.9734), np.array(0.97340)],
        wrong=[
            (0.97, None),
            (20 / 29 + 9 / 29 * 0.7, "each row has two"),
            (1 - (1 - 20 * 19 / 29 / 28) * 0.3, "both are not needed"),
            (1 - (9 / 29) ** 2 * 0.3, "one of 28"),
            (1 - 1 / 9 * 0.3, "taken a place"),
            (1 - 72 / 812, "right, too"),
            (0.7, "honest accuracy"),
            (97.34, "not in percent"),
            (1 - (1 - 72 / 812) * 0.3, "changed places"),
            (0.0266, "wrong answers"),
        ],
    ),
    "honest_split": Bank(
        right=[of.split_by_permutation, of.split_by_places, of.split_as_numbers],
        wrong=[
            (of.split_careless, "both sides"),
            (of.split_other_side, "the other side"),
            (of.split_with_replacement, "drawn twice"),
            (of.split_by_rows, "drawn more often"),
            (of.split_by_few_rows, "drawn too seldom"),
            (of.split_first, "same patients"),
            (of.split_neighbours, "more often than others"),
            (of.split_own_lot, "same patients"),
            (of.split_small_numbers, "number of patients"),
            (of.split_names, "wrong shape"),
            (lambda patient, m, rng: np.ones(len(patient), dtype=bool), "number of patients"),
        ],
    ),
    "pairs": Bank(
        right=[945, 945.0, 3 * 5 * 7 * 9, np.int64(945), np.array(945)],
        wrong=[
            (113_400, "divide by their orders"),
            (30_240, "within a pair"),
            (3_628_800, "rows of ten"),
            (45, "one pair"),
            (252, "five of ten"),
            (stirling(10, 5), "any size"),
            (25, "multiply"),
            (362_880, "two people are gone"),
            (105, "eight people"),
            (10_395, "twelve people"),
            (3, "example"),
            (900, None),
        ],
    ),
    "clusterings": Bank(
        right=[of.clusterings_by_calls, of.clusterings_by_signs, of.clusterings_in_objects],
        wrong=[
            (comb, "k groups to choose from"),
            (lambda n, k: of.table(n, k, lambda n, k: n, object), "not of n"),
            (lambda n, k: of.table(n, k, lambda n, k: k - 1, object), "not of k - 1"),
            (lambda n, k: of.table(n, k, lambda n, k: k, np.int64), "not exact"),
            (lambda n, k: of.table(n, k, lambda n, k: k, float), "not exact"),
            (lambda n, k: k**n, "may not be empty"),
            (lambda n, k: sum(stirling(n, j) for j in range(k + 1)), "may not be empty"),
            (lambda n, k: bell(n), "all added"),
            (lambda n, k: stirling(n + 1, k), "one thing too many"),
            (lambda n, k: stirling(n - 1, k) if n else 1, "one thing too few"),
            (lambda n, k: of.stirling_with_names(n, k), "gives names"),
            (lambda n, k: stirling(n, k) if n else 1, None),
            (lambda n, k: [stirling(n, j) for j in range(k + 1)], "wrong shape"),
        ],
        survivors={
            "factor: [1] + [0] * k -> [1] + 2 * ([0] * k)": "places beyond k are never read",
            "factor: [0] + [row[j - 1] + j * row[j] for j in range(1, k + 1)] -> "
            "[0] + 2 * [row[j - 1] + j * row[j] for j in range(1, k + 1)]": "nor are these",
        },
    ),
    "not_alone": Bank(
        right=[715, 715.0, bell(7) - 162, np.int64(715), np.array(715)],
        wrong=[
            (4140, "all partitions"),
            (162, "seven people"),
            (3425, "nine people"),
            (105, "only pairs"),
            (119, "only two tables"),
            (4139, "all are alone"),
            (3425 + 0.5, None),
            (714, "all eight"),
            (4140 - 877, "the last person"),
            (877, "partitions of seven"),
            (4, "example"),
        ],
    ),
    "restarts": Bank(
        right=[10, 10.0, np.int64(10), int(np.ceil(np.log(0.01) / np.log(0.63)))],
        wrong=[
            (9, "one short"),
            (11, "more than needed"),
            (3, "on average"),
            (2.7027, "on average"),
            (9.967, "come whole"),
            (9.97, "come whole"),
            (7, "0.95"),
            (2.6757, "not added up"),
            (5, "does not hit"),
            (100, "far too many"),
            (2, "example"),
            (50, None),
        ],
        survivors={
            "constant: 1 -> 2": "the search may begin at any number below ten",
            "constant: 1 -> 0": "the search may begin at any number below ten",
            "comparison: 1 - 0.63 ** restarts < 0.99 -> 1 - 0.63 ** restarts <= 0.99": "no "
            "power of 0.63 is 0.01",
        },
    ),
    "blind": Bank(
        right=[144, 144.0, np.int64(144), np.array(144)],
        wrong=[
            (146, "are to be left out"),
            (110, "does help"),
            (246, "none may"),
            (8, "every single question helps"),
            (16, "more than is asked"),
            (0.5625, "not which share"),
            (144 / 254, "not which share"),
            (10, "example"),
            (256, "all labellings"),
            (254, "both labels"),
            (128, None),
        ],
        survivors={
            "factor: return min(sum(labels), len(labels) - sum(labels)) -> "
            "return 2 * min(sum(labels), len(labels) - sum(labels))": "all mistakes count double",
        },
    ),
}
test_bank = bank_tests("start/sets", BANKS)
