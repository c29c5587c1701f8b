"""Right and wrong answers to the drills on NumPy."""

import numpy as np

from tests.coursework.bank import Bank, bank_tests
from tests.coursework.start import numpy_answers as of

BANKS = {
    "inner": Bank(
        right=[
            of.inner_by_loops,
            of.inner_by_mask,
            lambda A: A[1:-1][:, 1:-1],
            lambda A: np.delete(np.delete(A, [0, -1], axis=0), [0, -1], axis=1),
        ],
        wrong=[
            (lambda A: A[1:, 1:], "last ones are not"),
            (lambda A: A[:-1, :-1], "first ones are not"),
            (lambda A: A[1:-1], "columns are not"),
            (lambda A: A[:, 1:-1], "rows are not"),
            (lambda A: A[1:-1][1:-1], "cut twice"),
            (lambda A: A[1:-2, 1:-2], "one place too early"),
            (lambda A: A[2:-2, 2:-2], "on each side"),
            (lambda A: A[2:-1, 2:-1], "counted from 0"),
            (lambda A: A[1:-1, 1:-1].T, "transpose"),
            (lambda A: A, None),
        ],
    ),
    "centred": Bank(
        right=[
            of.centred_by_loops,
            lambda X: np.float32(X) - np.float32(X).mean(axis=0, keepdims=True),
            lambda X: (X.T - X.mean(axis=0)[:, None]).T,
            lambda X: X - np.ones((1, len(X))) @ X / len(X),
        ],
        wrong=[
            (lambda X: X - X.mean(axis=1, keepdims=True), "each row lost its own mean"),
            (lambda X: X - X.mean(axis=1), "wrong axis"),
            (lambda X: X - X.mean(), "one mean of all entries"),
            (lambda X: X.mean(axis=0), "these are the means"),
            (lambda X: X + X.mean(axis=0), "added"),
            (lambda X: X - X.sum(axis=0), "sums were subtracted"),
            (lambda X: X / X.mean(axis=0), "divided by the means"),
            (lambda X: X - np.median(X, axis=0), "median"),
            (lambda X: (X - X.mean(axis=0)) / X.std(axis=0), "spread"),
            (lambda X: X.mean(axis=0) - X, "sign is flipped"),
            (of.centred_in_place, "changes its input"),
            (lambda X: X - X.max(axis=0), None),
        ],
    ),
    "shares": Bank(
        right=[
            of.shares_by_lists,
            lambda A: A / A.sum(axis=1)[:, None],
            lambda A: (A.T / A.sum(axis=1)).T,
            lambda A: np.float32(A) / np.float32(A).sum(axis=-1, keepdims=True),
        ],
        wrong=[
            (lambda A: A / A.sum(axis=1), "they must be a column"),
            (lambda A: A / A.sum(axis=0), "columns add up"),
            (lambda A: A / A.sum(), "whole table"),
            (lambda A: 100 * A / A.sum(axis=1, keepdims=True), "percent"),
            (lambda A: A.sum(axis=1, keepdims=True), "these are the sums"),
            (lambda A: A.sum(axis=1), "these are the sums"),
            (lambda A: A / A.mean(axis=1, keepdims=True), "mean of the row"),
            (lambda A: A / A.max(axis=1, keepdims=True), "largest of the row"),
            (lambda A: A * A.sum(axis=1, keepdims=True), "multiplied"),
            (lambda A: A.T / A.sum(axis=1), "transpose"),
            (lambda A: A / np.linalg.norm(A, axis=1, keepdims=True), None),
        ],
    ),
    "differences": Bank(
        right=[
            of.differences_by_loops,
            of.differences_by_repeat,
            np.subtract.outer,
            lambda x, y: np.float32(x).reshape(-1, 1) - np.float32(y)[None, :],
        ],
        wrong=[
            (lambda x, y: x - y, "equal places"),
            (lambda x, y: x - y[:, None], "on its side"),
            (lambda x, y: y[:, None] - x, "roles are exchanged"),
            (lambda x, y: y - x[:, None], "sign is flipped"),
            (lambda x, y: x[:, None] + y, "added"),
            (lambda x, y: x[:, None] * y, "multiplied"),
            (lambda x, y: abs(x[:, None] - y), "absolute value"),
            (lambda x, y: (x[:, None] - y) ** 2, "squared"),
            (lambda x, y: (x[:, None] - y).ravel(), "in one line"),
            (lambda x, y: x[:, None] - y.mean(), None),
        ],
    ),
    "entries": Bank(
        right=[140, 140.0, np.int64(140), np.array(140), np.zeros((7, 4, 5)).size],
        wrong=[
            (35, "first array"),
            (4, "second array"),
            (39, "each is repeated"),
            (16, "not added"),
            (28, "stretched to 5"),
            (20, "7, is missing"),
            (560, "align at the right"),
            (3, "number of axes"),
            (980, "not multiplied"),
            (141, None),
        ],
    ),
    "stretched_axes": Bank(
        right=[
            of.stretched,
            of.stretched_by_strides,
            of.stretched_from_the_right,
            lambda a, c: tuple(of.stretched(list(a), list(c))),
        ],
        wrong=[
            (lambda a, c: of.stretched(a, c)[len(c) - len(a) :], "does not have count, too"),
            (lambda a, c: list(range(len(c) - len(a))), "length 1 that grew"),
            (
                lambda a, c: [
                    k if k < len(c) - len(a) else k - len(c) + len(a) for k in of.stretched(a, c)
                ],
                "not in a",
            ),
            (
                lambda a, c: [k for k in range(len(c)) if k >= len(a) or a[k] == 1],
                "not at the left",
            ),
            (
                lambda a, c: [k for k in range(len(c)) if k not in of.stretched(a, c)],
                "not stretched",
            ),
            (lambda a, c: [k - len(c) for k in of.stretched(a, c)], "not backwards"),
            (lambda a, c: [k + 1 for k in of.stretched(a, c)], "counted from 0"),
            (
                lambda a, c: [k for k in range(len(c)) if ((1,) * (len(c) - len(a)) + a)[k] == 1],
                "in both shapes",
            ),
            (
                lambda a, c: [
                    k for k in range(len(c)) if ((1,) * (len(c) - len(a)) + a)[k] != c[k]
                ],
                "even where c has length 1",
            ),
            (lambda a, c: [c[k] for k in of.stretched(a, c)], "not the axes"),
            (lambda a, c: len(of.stretched(a, c)), "the list of them"),
            (lambda a, c: [], None),
        ],
    ),
    "halved": Bank(
        right=[
            of.halved,
            of.halved_by_factors,
            of.halved_by_lists,
            lambda X, r: of.halved(X, r) + 0,
        ],
        wrong=[
            (of.halved_at_the_caller, "changes its input"),
            (of.halved_whole, "cut off"),
            (lambda X, rows: of.halved(X, rows) if rows else X, "input itself comes back"),
            (of.halved_columns, "columns are halved"),
            (of.halved_columns_whole, "columns are halved"),
            (lambda X, rows: X / 2, "all rows"),
            (
                lambda X, rows: of.halved(X, [k for k in range(len(X)) if k not in rows]),
                "other rows",
            ),
            (lambda X, rows: X[rows] / 2, "whole table is asked"),
            (of.halved_first, "return inside"),
            (of.halved_last, "only the last"),
            (lambda X, rows: X + 0.0, "nothing is halved"),
            (lambda X, rows: of.halved(of.halved(X, rows), rows), "divided by 4"),
            (of.doubled, "doubled"),
            (of.cleared, "set to 0"),
        ],
    ),
    "shuffled": Bank(
        right=[of.shuffled, of.shuffled_by_sorting, of.shuffled_by_places],
        wrong=[
            (of.shuffled_twice, "torn apart"),
            (of.shuffled_old_way, "same seed gave two orders"),
            (lambda X, y, seed: of.shuffled(X, y, 0), "two seeds gave the same order"),
            (of.shuffled_with_repeats, "without putting back"),
            (of.shuffled_entries, "only whole rows may move"),
            (of.shuffled_in_place, "changes its input"),
            (of.shuffled_by_a_cut, "only cut"),
            (lambda X, y, seed: (X, y), "nothing is shuffled"),
            (lambda X, y, seed: (X, of.shuffled(X, y, seed)[1]), "X is not shuffled"),
            (lambda X, y, seed: (of.shuffled(X, y, seed)[0], y), "y is not shuffled"),
            (lambda X, y, seed: of.shuffled(X, y, seed)[0], "two arrays"),
            (lambda X, y, seed: (X[:5], y[:5]), "shapes must stay"),
        ],
    ),
    "larger_die": Bank(
        right=[161 / 36, 4.47, 4.46, np.float32(4.472), np.array(4.48)],
        wrong=[
            (3.5, "one die"),
            (7.0, "sum of two"),
            (2.53, "smaller"),
            (1.944, "difference"),
            (3.8, "no die shows a 6"),
            (3.47, "from 0 to 5"),
            (12.25, "product"),
            (6, "each row"),
            (4.96, "three dice"),
            (1.75, "two coins"),
            (4.5, None),
            (4.2, None),
        ],
        survivors={
            "constant: 1 -> 2": "another seed",
            "constant: 1 -> 0": "another seed",
            "constant: 200000 -> 200001": "one throw more",
            "constant: 200000 -> 199999": "one throw fewer",
        },
    ),
    "message": Bank(
        right=["c", "C", "(c)"],
        wrong=[
            ("a", "shape of the table"),
            ("b", "out of bounds"),
            ("d", "two axes"),
            ("e", "Choose one of"),
            (3, "Choose one of"),
        ],
    ),
}
test_bank = bank_tests("start/numpy", BANKS)
