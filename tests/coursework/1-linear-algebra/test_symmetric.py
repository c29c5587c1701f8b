"""Right and wrong answers to the exercises on symmetric matrices."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.1-linear-algebra.symmetric_answers")

VECTOR = "the transpose of a vector is the vector"
BANKS = {
    "matrix_of_form": Bank(
        right=[of.form_by_loops, of.form_by_fitting, of.form_float32, of.form],
        wrong=[
            (lambda f, n: of.form(f, n, mixed=1), "twice too large"),
            (lambda f, n: np.diag([f(e) for e in np.eye(n)]), "misses the mixed"),
            (lambda f, n: of.form(f, n, mixed=1, side=np.triu), "one side only"),
            (lambda f, n: of.form(f, n, mixed=1, side=np.tril), "one side only"),
            (lambda f, n: [[f(p + q) for q in np.eye(n)] for p in np.eye(n)], "holds the two sq"),
            (
                lambda f, n: np.array([[f(p + q) for q in np.eye(n)] for p in np.eye(n)]) / 2,
                "subtracted before halving",
            ),
            (lambda f, n: of.form(f, n, square=2), "diagonal is twice"),
            (lambda f, n: of.form(f, n, square=0), "diagonal is zero"),
            (lambda f, n: of.form(f, n, mixed=-0.5, square=-1), "changed places"),
            (lambda f, n: f(np.eye(n)), None),
        ],
    ),
    "sure_bowl": Bank(
        right=["b", "B", "(b)"],
        wrong=[
            ("a", "less than 1.5 + 1"),
            ("c", "below zero"),
            ("d", "not more than"),
            ("e", "Choose one of"),
        ],
    ),
    "axis_ratio": Bank(
        right=[3, 3.0, np.sqrt(9), np.float32(3.0), np.array(3.0)],
        wrong=[
            (9, "ratio of the eigenvalues"),
            (1 / 3, "turn the fraction"),
            (1 / 9, "inverse ratio"),
            (1.0, "make no circle"),
            (13 / 3, "lengths go with roots"),
            (np.sqrt(13 / 3), "that form is a saddle"),
            (1.6, "over a square's"),
            (8, "difference"),
            (2.5, None),
        ],
    ),
    "bowl_limit": Bank(
        right=[2, 2.0, np.sqrt(4), np.float32(2.0), np.array(2.0)],
        wrong=[
            (6**0.5, "z breaks it earlier"),
            (4, "its square"),
            (6, "for x and y alone"),
            (1, "half of it"),
            (24**0.5, "and z matters"),
            (6**0.5 / 2, "not 2c, stands"),
            (-2, "smallest positive"),
            (0, "it is a bowl"),
            (3.0, None),
        ],
    ),
    "untwist": Bank(
        right=[
            lambda A: of.turn(of.angle(A)),
            of.untwist_by_eigh,
            of.untwist_by_jacobi,
            of.untwist_by_search,
            lambda A: np.float32(of.turn(of.angle(A) - np.pi / 2)),
        ],
        wrong=[
            (lambda A: of.turn(2 * of.angle(A)), "twice the angle"),
            (lambda A: of.turn(-of.angle(A)), "wrong way"),
            (lambda A: of.turn(of.angle(A)) @ np.diag([1, -1]), "mirrors"),
            (lambda A: np.eye(2), "mixed term is left"),
            (lambda A: A, "no turn"),
            (lambda A: 2 * of.turn(of.angle(A)), "no turn"),
            (of.untwist_by_arctan, "division by zero"),
            (lambda A: of.angle(A), "wrong shape"),
            (lambda A: of.turn(of.angle(A)).T @ A @ of.turn(of.angle(A)), "no turn"),
            (lambda A: np.linalg.eigh(A)[1] @ np.diag([1, 1.0]), None),
        ],
        survivors={
            "sign: return np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), "
            "np.cos(theta)]]) -> return -np.array([[np.cos(theta), -np.sin(theta)], "
            "[np.sin(theta), np.cos(theta)]])": "half a turn more is a turn as good",
        },
    ),
    "repaired": Bank(
        right=[
            of.root,
            of.root_by_elimination,
            of.root_by_rows,
            of.root_by_numpy,
            lambda A: np.float32(of.root(A)).tolist(),
            np.linalg.cholesky,
        ],
        wrong=[
            (lambda A: of.root(A, False, False, False), "nothing is repaired"),
            (of.refusing(lambda A: of.root(A, subtract=False)), "before the root"),
            (of.refusing(lambda A: of.root(A, divide=False, refuse=False)), "divide by L[j, j]"),
            (lambda A: of.root(A, refuse=False), "a pivot is negative"),
            (of.root_refusing_negative_entries, "a pivot is negative"),
            (of.root_refusing_by_determinant, "two pivots are negative"),
            (of.root_refusing_by_diagonal_and_determinant, "two pivots are negative"),
            (of.refusing(lambda A: np.linalg.cholesky(A).T), "upper triangle"),
            (
                of.refusing(lambda A: np.linalg.cholesky(A) / np.diag(np.linalg.cholesky(A))),
                "have not been shared",
            ),
            (of.refusing(lambda A: -np.linalg.cholesky(A)), "sign is flipped"),
            (of.refusing(lambda A: np.sqrt(np.tril(np.abs(A)))), None),
            (of.root_refusing_all, "not positive"),
        ],
        survivors={
            "transpose: L[j, :j] @ L[j, :j] -> L[j, :j].T @ L[j, :j]": VECTOR,
            "transpose: L[i, :j] @ L[j, :j] -> L[i, :j].T @ L[j, :j]": VECTOR,
            "transpose: L[i, :j] @ L[j, :j] -> L[j, :j] @ L[i, :j]": "a dot product commutes",
            "sign: j + 1 -> j - 1": "above the diagonal the formula gives zero",
            "constant: 1 -> 0": "on the diagonal the formula gives the root once more",
            "index: A[i, j] -> A[j, i]": "A is symmetric",
        },
    ),
    "lowest_point": Bank(
        right=[
            of.refusing(of.lowest),
            of.lowest_by_cholesky,
            of.lowest_by_axes,
            of.refusing(of.lowest_by_search),
            of.refusing(lambda A, b: (np.linalg.inv(A) @ b, -(b @ np.linalg.inv(A) @ b) / 2)),
        ],
        wrong=[
            (of.lowest, "saddle"),
            (of.lowest_by_determinant, "positive determinant"),
            (of.lowest_by_diagonal, "saddle"),
            (of.lowest_by_diagonal_and_determinant, "hide it"),
            (of.lowest_by_trace_and_determinant, "hide it"),
            (of.refusing(lambda A, b: (of.lowest(A, b)[0] / 2, 0.0)), "already has its half"),
            (of.refusing(lambda A, b: (2 * of.lowest(A, b)[0], 0.0)), "half before it"),
            (of.refusing(lambda A, b: (-of.lowest(A, b)[0], 0.0)), "not added"),
            (of.refusing(lambda A, b: (A @ b, 0.0)), "not undone"),
            (of.refusing(lambda A, b: (of.lowest(A, b)[0], 2 * of.lowest(A, b)[1])), "lacks the"),
            (of.refusing(lambda A, b: (of.lowest(A, b)[0], -of.lowest(A, b)[1])), "with a minus"),
            (of.refusing(lambda A, b: of.lowest(A, b)[0]), "2 values"),
        ],
        survivors={
            "comparison: np.linalg.eigvalsh(A)[0] <= 0 -> np.linalg.eigvalsh(A)[0] < 0": "a trough "
            "is refused by np.linalg.solve, whose error is a ValueError",
            "transpose: b @ x -> x @ b": "a dot product commutes",
            "transpose: b @ x -> b.T @ x": VECTOR,
        },
    ),
    "third_correlation": Bank(
        right=[0.62, 2 * 0.81 - 1, np.cos(2 * np.arccos(0.9)), np.float32(0.62)],
        wrong=[
            (0.81, "middle"),
            (1.0, "largest"),
            (0.8, "added and subtracted"),
            (0, "below 0"),
            (0.19, "how far from 0.81"),
            (-1, "far below zero"),
            (-0.62, "determinant at"),
            (0.9, "as large as"),
            (0.81 - 0.19**0.5, "sine of the angle"),
            (-0.5, "example with 0.5"),
            (0.7, None),
        ],
    ),
    "share_of_bowls": Bank(
        right=[1 / 9, 0.111, 0.1125, np.float32(0.1105), np.array(0.1111)],
        wrong=[
            (2 / 9, "counts the domes"),
            (0.25, "forgets the mixed"),
            (7 / 9, "share of saddles"),
            (11.1, "percent"),
            (8 / 9, "no bowl"),
            (4 / 9, "between 0 and 1"),
            (0.186, "not its half"),
            (1 / 16, "with the square"),
            (0.1158, "Normal draws"),
            (0.5, None),
        ],
        survivors={
            "comparison: a > 0 -> a >= 0": "no draw is exactly 0",
            "comparison: a > 0 -> a < 0": "domes are as frequent as bowls",
            "comparison: a * c > b ** 2 -> a * c >= b ** 2": "no draw lies exactly between",
            "constant: 1 -> 2": "another seed",
            "constant: 1 -> 0": "another seed",
            "constant: 1000000 -> 1000001": "one draw more",
            "constant: 1000000 -> 999999": "one draw less",
        },
    ),
}
test_bank = bank_tests("1-linear-algebra/symmetric", BANKS)
