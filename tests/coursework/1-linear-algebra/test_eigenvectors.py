"""Right and wrong answers to the exercises on eigenvectors."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.1-linear-algebra.eigenvectors_answers")

NUMBER = "a number is its own transpose, and a vector has none"
SYMMETRIC = "the matrix is symmetric"
KINK = "the best shift lies at the kink of the numerator, whatever it is divided by"
GRID = "the grid is finer than what is asked, and wider"

BANKS = {
    "eigenvalues_2x2": Bank(
        right=[
            of.by_formula,
            np.linalg.eigvals,
            lambda A: np.roots([1, -np.trace(A), np.linalg.det(A)]),
            lambda A: np.array(of.by_formula(A))[::-1].astype(complex),
        ],
        wrong=[
            (lambda A: of.pair(A, half=1), "trace must be halved"),
            (lambda A: of.pair(A, root=lambda v: v), "root is missing"),
            (
                lambda A: of.pair(A, inside=lambda a, b, c, d: ((a - d) / 2) ** 2 - b * c),
                "stands + bc",
            ),
            (
                lambda A: of.pair(A, inside=lambda a, b, c, d: (a - d) ** 2 + b * c),
                "half of a - d",
            ),
            (lambda A: 2 * of.pair(A), "2 below is lost"),
            (lambda A: of.pair(A, half=-0.5), "minus the trace"),
            (np.diag, "diagonal entries"),
            (lambda A: np.abs(of.by_formula(A)), "magnitudes"),
            (of.only_real, "imaginary part"),
            (lambda A: of.pair(A, root=np.sqrt), "inf or nan"),
            (lambda A: of.by_formula(A)[0], "wrong shape"),
            (lambda A: of.pair(A, inside=lambda a, b, c, d: (a - d) ** 2 + 2 * b * c), None),
        ],
        survivors={
            "sign: ((a - d) / 2) ** 2 + b * c + 0j -> ((a - d) / 2) ** 2 + b * c - 0j": "nothing is subtracted",
            "factor: ((a - d) / 2) ** 2 + b * c + 0j -> ((a - d) / 2) ** 2 + b * c + 2 * 0j": "twice nothing is added",
            "constant: 0 -> 1": "real eigenvalues may be given as complex numbers",
        },
    ),
    "two_entries": Bank(
        right=[[3, 2], (3.0, 2.0), np.array([3, 2])],
        wrong=[
            ([2, 3], "wrong order"),
            ([-3, 2], "is subtracted"),
            ([13 / 4, 3], "1 on the diagonal"),
            ([-2, 2], "negative"),
            ([4, 6], "5 - 2"),
            ([5, -2], "not the entries"),
            ([12, 2], "factor 4"),
            ([3, 3], None),
            (3, "shape"),
        ],
    ),
    "defective": Bank(
        right=["c", "C", "(c)"],
        wrong=[
            ("a", "every vector"),
            ("b", "2 and 3"),
            ("d", "i and -i"),
            ("e", "Choose one of"),
        ],
    ),
    "matrix_root": Bank(
        right=[
            of.root_by_halving,
            of.root_by_modes,
            of.root_with(lambda V, s, A: np.linalg.solve(V.T, (V * s).T).T),
            of.root_with(lambda V, s, A: np.float32(V @ np.diag(s) @ np.linalg.inv(V))),
        ],
        wrong=[
            (lambda A: np.sqrt(np.abs(A)), "root of each entry"),
            (of.root_with(lambda V, s, A: V * s @ V.T), "agree only for rotations"),
            (lambda A: A, "no root is taken"),
            (of.root_with(lambda V, s, A: np.linalg.inv(V) * s @ V), "changed places"),
            (lambda A: A / 2, "divided by 2"),
            (of.root_with(lambda V, s, A: V * s), "way back"),
            (of.root_with(lambda V, s, A: np.diag(s)), "in the basis of eigenvectors"),
            (lambda A: A @ A, "squared"),
            (lambda A: np.linalg.inv(of.root_by_modes(A)), "inverse"),
            (lambda A: -of.root_by_modes(A), "negative"),
            (of.root_with_a_negative, "negative"),
            (of.root_with(lambda V, s, A: s), "wrong shape"),
            (of.root_with(lambda V, s, A: (V * s @ np.linalg.inv(V)) + 0.01 * A * A), None),
        ],
    ),
    "spiral": Bank(
        right=[[1.281, 38.66], (1.64**0.5, 38.7), np.array([1.2806, 38.6598])],
        wrong=[
            ([1.64, 38.66], "magnitude squared"),
            ([1.8, 38.66], "not the parts"),
            ([1.0, 38.66], "real part alone"),
            ([0.8, 38.66], "imaginary part alone"),
            ([0.6, 38.66], "not subtracted"),
            ([1.281, 0.6747], "radians"),
            ([1.281, 51.34], "wrong axis"),
            ([1.281, -38.66], "other way"),
            ([1.281, 21.8], "column 1"),
            ([38.66, 1.281], "First the factor"),
            ([1.281, 45], None),
            (1.281, "shape"),
        ],
    ),
    "repaired": Bank(
        right=[
            of.repaired_at_the_end,
            of.repaired_by_loops,
            lambda A, x, n: [of.quotient(A, of.power(A, x, n)), of.power(A, x, n)],
        ],
        wrong=[
            (of.broken, "nothing is repaired"),
            (
                lambda A, x, n: (np.linalg.norm(A @ of.power(A, x, n)), of.power(A, x, n)),
                "length has no sign",
            ),
            (
                lambda A, x, n: (
                    of.quotient(A, of.power(A, x, n)),
                    of.power(A, x, n, of.largest),
                ),
                "largest entry is 1",
            ),
            (
                lambda A, x, n: (
                    of.quotient(A, of.power(A, x, n, turn=np.transpose)),
                    of.power(A, x, n, turn=np.transpose),
                ),
                "transpose",
            ),
            (
                lambda A, x, n: (
                    of.quotient(A, of.power(A, x, n)),
                    np.linalg.matrix_power(A, n) @ x,
                ),
                "never divided",
            ),
            (
                lambda A, x, n: (of.quotient(A, of.power(A, x, n - 1)), of.power(A, x, n - 1)),
                "lacks one step",
            ),
            (
                lambda A, x, n: (of.quotient(A, of.power(A, x, n + 1)), of.power(A, x, n + 1)),
                "one step too many",
            ),
            (
                lambda A, x, n: (of.quotient(A, of.power(A, x, n)), of.power(A, x, n, np.sum)),
                None,
            ),
            (lambda A, x, n: of.power(A, x, n), "2 values"),
        ],
        survivors={
            "transpose: x @ A @ x -> x @ (x @ A)": NUMBER,
            "transpose: x @ A @ x -> (x @ A).T @ x": NUMBER,
            "transpose: x @ A -> A @ x": NUMBER,
            "transpose: x @ A -> x.T @ A": NUMBER,
        },
    ),
    "steps_needed": Bank(
        right=[31, 30.96, np.log(1e6) / np.log(25 / 16), np.int64(31)],
        wrong=[
            (62, "vector's error"),
            (4.29, "not 1"),
            (8.58, "by the square"),
            (13.44, "base 10"),
            (4.98, "two largest magnitudes"),
            (15.48, "fourth power"),
            (6, "each step brings a digit"),
            (9, "by the square"),
            (4, "not 1"),
            (15, "fourth power"),
            (29, None),
        ],
    ),
    "two_pairs": Bank(
        right=[
            of.pairs_by_library,
            of.pairs_by_projection,
            of.pairs_with(lambda A, value, v: A - value * v[:, None] * v[None, :]),
        ],
        wrong=[
            (of.pairs_with(lambda A, value, v: A), "first pair"),
            (of.pairs_with(lambda A, value, v: A - 2 * value * np.outer(v, v)), "taken away twice"),
            (
                of.pairs_with(
                    lambda A, value, v: A - value * np.outer(v, v),
                    value=lambda A, v: np.linalg.norm(A @ v),
                ),
                "no sign",
            ),
            (
                of.pairs_with(lambda A, value, v: A - value * np.outer(v, v), order=(1, 0)),
                "smaller one stands first",
            ),
            (of.pairs_in_place, "changes its input"),
            (
                lambda A, x, n: (
                    of.pairs_by_library(A, x, n)[0],
                    of.pairs_by_library(A, x, n)[1].T,
                ),
                "not rows",
            ),
            (lambda A, x, n: of.pairs_by_library(A, x, n)[0], "two"),
            (
                lambda A, x, n: (np.linalg.eigh(A)[0][:2], np.linalg.eigh(A)[1][:, :2]),
                "two smallest",
            ),
            (
                lambda A, x, n: (of.pairs_by_library(A, x, n)[0], np.eye(len(x))[:, :2]),
                None,
            ),
        ],
        survivors={
            "transpose: v @ A @ v -> v @ (v @ A)": NUMBER,
            "transpose: v @ A @ v -> (v @ A).T @ v": NUMBER,
            "transpose: A @ v -> v @ A": SYMMETRIC,
            "transpose: A @ v -> A.T @ v": SYMMETRIC,
            "transpose: v @ A -> A @ v": SYMMETRIC,
            "transpose: v @ A -> v.T @ A": NUMBER,
            "constant: 1 -> 0": "when it matters, only one value is there",
        },
    ),
    "best_shift": Bank(
        right=[-0.5, -0.49, -0.54, np.float64(-0.5)],
        wrong=[
            (0.5, "sign"),
            (0, "rival"),
            (-3, "largest of all"),
            (2, "nearer to the 4"),
            (-1, "a tie"),
            (2.5 / 3.5, "factor, not"),
            (3, "nearly alike"),
            (-0.7, None),
        ],
        survivors={
            "factor: np.maximum(np.abs(3 + shifts), np.abs(-2 + shifts)) / np.abs(4 + shifts) -> np.maximum(np.abs(3 + shifts), np.abs(-2 + shifts)) * np.abs(4 + shifts)": KINK,
            "index: shifts[np.argmin(factor)] -> shifts[np.argmin(factor) - 1]": GRID,
            "constant: 3 -> 4": GRID,
            "constant: 3 -> 2": GRID,
            "constant: 391 -> 392": GRID,
            "constant: 391 -> 390": GRID,
            "constant: 0.9 -> 1.8": GRID,
            "sign: 4 + shifts -> 4 - shifts": KINK,
            "constant: 4 -> 5": KINK,
            "constant: 4 -> 3": KINK,
        },
    ),
    "rank_pages": Bank(
        right=[
            of.rank_by_solving,
            of.rank_by_eigenvector,
            of.rank_by_dangling_mass,
            of.walk,
            of.normalised,
        ],
        wrong=[
            (lambda links, d: of.walk(links, d, turn=lambda P: P), "who comes"),
            (lambda links, d: of.walk(links, d, "lose"), "vanish"),
            (lambda links, d: of.walk(links, d, "stay"), "They jump"),
            (of.incoming, "incoming links"),
            (lambda links, d: of.walk(links, d, clicks=1), "single click"),
            (lambda links, d: of.walk(links, 1 - d), "changed places"),
            (lambda links, d: of.walk(links, d, jump=lambda d, n: 1 - d), "not 1 - d"),
            (lambda links, d: of.walk(links, d, clicks=3), None),
            (lambda links, d: of.walk(links, d, clicks=60), "not settled"),
            (lambda links, d: of.walk(links, d, clicks=100), "not settled"),
            (lambda links, d: of.walk(links, d)[:, None], "wrong shape"),
        ],
        survivors={
            "factor: 1 / n -> 1 * n": "the start does not matter",
            "constant: 1 -> 2": "the start does not matter",
            "constant: 1 -> 0": "the start does not matter",
            "constant: 25 -> 26": "one more click in a hundred",
            "constant: 25 -> 24": "still eight digits",
        },
    ),
}
test_bank = bank_tests("1-linear-algebra/eigenvectors", BANKS)
