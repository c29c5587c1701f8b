"""Right and wrong answers to the exercises on systems."""

from importlib import import_module

import numpy as np
from scipy.linalg import null_space

from mlmath.linalg.elimination import null_space_by_elimination
from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.1-linear-algebra.systems_answers")

BANKS = {
    "critical": Bank(
        right=[[-3, -1], (-3.0, -1.0), np.array([-3, -1]), np.float32([-3, -1])],
        wrong=[
            ([-1, -3], "order is c first"),
            ([1, 1], "second column is not cleared"),
            ([3, 1], "sign"),
            ([-3, 1], "every move on the right-hand side"),
            ([-3, 0], "subtract the right-hand sides"),
            ([3, -1], "sign of c"),
            ([5, 3], "not subtracted"),
            ([4, 16], "the example"),
            ([-3, 2], None),
            (-3, "wrong shape"),
        ],
    ),
    "repaired": Bank(
        right=[of.back_by_rows, of.back_by_columns, of.triangular, np.linalg.solve],
        wrong=[
            (lambda U, c: of.back(U, c, order=range), "begin at the bottom"),
            (lambda U, c: of.back(U, c, brackets=False), "brackets"),
            (lambda U, c: of.back(U, c, order=range, brackets=False), "begins at the top"),
            (lambda U, c: of.back(U, c, divide=False), "division by the diagonal is missing"),
            (lambda U, c: of.back(U, c, sign=-1), "subtracted, not added"),
            (lambda U, c: of.back(U, c, kind=c.dtype), "cut off the decimals"),
            (lambda U, c: c / np.diag(U), "begin at the bottom"),
            (lambda U, c: np.linalg.solve(U.T, c), "transposed triangle"),
            (lambda U, c: U @ c, "must be undone"),
            (lambda U, c: of.back(U, c, order=lambda n: range(n - 1, 0, -1)), "before row 0"),
            (lambda U, c: of.back(U, c) + U[0], None),
        ],
        survivors={
            "transpose: U[i, i + 1:] @ x[i + 1:] -> x[i + 1:] @ U[i, i + 1:]": "u·x = x·u",
            "transpose: U[i, i + 1:] @ x[i + 1:] -> U[i, i + 1:].T @ x[i + 1:]": "a vector",
            "comparison: np.zeros(len(c)) -> np.ones(len(c))": "overwritten first",
        },
    ),
    "solve_pivoted": Bank(
        right=[
            of.refusing(np.linalg.solve),
            of.refusing(of.factored),
            of.refusing(of.gauss_jordan),
            of.eliminate,
            lambda A, b: of.eliminate(A, b).tolist(),
        ],
        wrong=[
            (lambda A, b: of.eliminate(A, b, pick=of.first, refuse=False), "0 or small was kept"),
            (lambda A, b: of.eliminate(A, b, pick=of.only_if_zero), "0 or small was kept"),
            (of.first_column_only, "0 or small was kept"),
            (lambda A, b: of.eliminate(A, b, pick=of.only_if_tiny), "0 or small was kept"),
            (of.refusing_small_determinants, None),
            (lambda A, b: of.eliminate(A, b, pick=np.argmax), "absolute value"),
            (lambda A, b: of.eliminate(A, b, with_b=False), "those of b are not"),
            (lambda A, b: of.eliminate(A, b, clear_b=False), "subtracted, those of b are not"),
            (lambda A, b: of.eliminate(A, b, substitute=False), "substitute back"),
            (of.refusing(lambda A, b: np.linalg.solve(A.T, b)), "transposed system"),
            (of.refusing(lambda A, b: A @ b), "A times b"),
            (of.refusing(lambda A, b: b / np.diag(A)), "solves no system"),
            (of.refusing(lambda A, b: -np.linalg.solve(A, b)), "sign is flipped"),
            (lambda A, b: np.linalg.lstsq(A, b, rcond=None)[0], "must be refused"),
            (of.refusing(lambda A, b: np.linalg.solve(A, b) + A[0]), None),
        ],
        survivors={
            "transpose: M[i, i + 1:n] @ x[i + 1:] -> x[i + 1:] @ M[i, i + 1:n]": "u·x = x·u",
            "transpose: M[i, i + 1:n] @ x[i + 1:] -> M[i, i + 1:n].T @ x[i + 1:]": "a vector",
            "comparison: np.zeros(n) -> np.ones(n)": "overwritten first",
        },
    ),
    "saving": Bank(
        right=[91.818, 91.8, 92, 1000 * 18.18 / 198, np.float32(91.8182)],
        wrong=[
            (1000.0, "in both ways"),
            (1000 * 18 / 198, "first way are forgotten"),
            (198 / 18180, "other way round"),
            (100.0, "over that of one substitution"),
            (101.0, "needed once in the second way"),
            (1000 * 18.09 / 108, "together take 2 n^2"),
            (18.18e9, "not how many times"),
            (198e6, "cheaper way"),
            (18.18e9 - 198e6, "difference"),
            (50.0, None),
        ],
        survivors={
            "constant: 1000 -> 1001": "within the 1 % that is asked",
            "constant: 1000 -> 999": "within the 1 % that is asked",
            "constant: 300 -> 299": "within the 1 % that is asked",
            "constant: 300 -> 301": "within the 1 % that is asked",
        },
    ),
    "all_answers": Bank(
        right=[
            of.answering(of.least, null_space),
            of.answering(of.least, null_space_by_elimination),
            of.answering(of.least, of.slanted),
            of.answering(lambda A, b: list(of.least(A, b)), lambda A: null_space(A).tolist()),
        ],
        wrong=[
            (of.answering(of.least, lambda A: null_space(A).T), "stand as rows"),
            (of.answering(of.least, of.no_minus), "minus sign"),
            (of.answering(of.least, of.repeated), "not independent"),
            (of.answering(of.least, lambda A: null_space(A)[:, 1:]), "one column for each free"),
            (of.answering(lambda A, b: 0 * A[0], null_space), "is 0, not b"),
            (of.answering(lambda A, b: -of.least(A, b), null_space), "a sign"),
            (of.answering(lambda A, b: of.least(A, b) + 1 + A[0], null_space), "is not b"),
            (lambda A, b: (of.least(A, b), null_space(A)), "must be refused"),
            (of.least, None),
            (of.pivots_first, "is not b"),
            (of.tall_not_refused, "must be refused"),
            (lambda A, b: of.answering(of.least, null_space)(A, b)[::-1], "x0 first"),
            (of.answering(lambda A, b: b, null_space), "one number for each unknown"),
        ],
    ),
    "affine": Bank(
        right=["b", "B", "(b)"],
        wrong=[
            ("a", "it is a subspace"),
            ("c", "leaves it at once"),
            ("d", "backwards"),
            (2, "Choose one of"),
        ],
    ),
    "mirror": Bank(
        right=[
            of.by_angle,
            of.by_lists,
            lambda v: 2 * np.outer(v, v) / (v @ v) - np.eye(2),
            lambda v: of.frame(v) @ np.diag([1, -1]) @ np.linalg.inv(of.frame(v)),
        ],
        wrong=[
            (lambda v: of.frame(v) @ of.FLIP @ of.frame(v).T, "not the transpose"),
            (lambda v: np.linalg.inv(of.frame(v)) @ of.FLIP @ of.frame(v), "order is B diag"),
            (lambda v: -of.by_angle(v), "right angles to v"),
            (lambda v: -np.eye(2), "180 degrees"),
            (lambda v: np.outer(v, v) / (v @ v), "drops the plane"),
            (lambda v: of.FLIP, "change back is missing"),
            (lambda v: of.frame(v) @ of.FLIP, "last factor"),
            (lambda v: of.FLIP @ np.linalg.inv(of.frame(v)), "first factor"),
            (lambda v: 2 * np.outer(v, v) - np.eye(2), "length 1"),
            (lambda v: np.eye(2), "nothing flips"),
            (lambda v: of.frame(v), None),
            (of.by_slope, "nan"),
            (of.by_integers, "integers cut off"),
        ],
        survivors={
            "transpose: B @ np.diag([1, -1]) @ np.linalg.inv(B) -> (B @ np.diag([1, -1])).T @ np.linalg.inv(B)": "B diag(1, -1) is symmetric"
        },
    ),
    "rank_two": Bank(
        right=[288 / 512, 0.5625, 0.562, np.float32(0.5625)],
        wrong=[
            (338 / 512, "all singular"),
            (49 / 512, "with rank 1"),
            (174 / 512, "with rank 3"),
            (288, "divide by 512"),
            (56.25, "percent"),
            (462 / 512, "2 or more"),
            (288 / 338, "among the singular ones"),
            (224 / 512, "complement"),
            (0.375, "the example"),
            (0.5, None),
        ],
    ),
    "disguise": Bank(
        right=[
            of.nearest,
            lambda W, x, y: x + of.unseen(W) @ (y - x),
            lambda W, x, y: x + null_space(W) @ null_space(W).T @ (y - x),
            lambda W, x, y: list(np.linalg.pinv(W) @ W @ x + of.unseen(W) @ y),
        ],
        wrong=[
            (lambda W, x, y: x + np.linalg.pinv(W) @ W @ (y - x), "answers of y"),
            (lambda W, x, y: of.unseen(W) @ (y - x), "add it to x"),
            (lambda W, x, y: y + of.unseen(W) @ (y - x), "start from x"),
            (lambda W, x, y: x - of.unseen(W) @ (y - x), "away from y"),
            (lambda W, x, y: x + of.unseen(W) @ y, "part of y alone"),
            (lambda W, x, y: y, "y itself"),
            (lambda W, x, y: x, "x itself"),
            (lambda W, x, y: of.unseen(W) @ y, "row space is lost"),
            (lambda W, x, y: x + of.unseen(W) @ (y - x) / 2, "half way"),
            (lambda W, x, y: (x + y) / 2, None),
            (of.by_normal_equations, None),
            (of.by_slanted_basis, "unit vectors at right angles"),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/systems", BANKS)
