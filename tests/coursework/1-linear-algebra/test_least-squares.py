from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.1-linear-algebra.least_squares_answers")

DROPS = "A constant added to y drops out: the x minus their mean sum to zero."

BANKS = {
    "fit_line": Bank(
        right=[
            of.refusing(of.line),
            of.refusing(lambda x, y: np.linalg.lstsq(of.ones(x), y, rcond=None)[0]),
            of.refusing(lambda x, y: np.polyfit(x, y, 1)[::-1]),
            of.refusing(of.looped_line),
            lambda x, y: np.float32(of.refusing(of.looped_line)(x, y)),
            of.refusing(
                lambda x, y: list(np.linalg.solve(of.ones(x).T @ of.ones(x), of.ones(x).T @ y))
            ),
        ],
        wrong=[
            (of.refusing(lambda x, y: of.line(x, y)[::-1]), "constant comes first"),
            (of.refusing(lambda x, y: of.line(y, x)), "changed places"),
            (of.refusing(lambda x, y: np.array([0, x @ y / (x @ x)])), "through the origin"),
            (
                of.refusing(of.through_means(lambda x, y: x @ y / (x @ x))),
                "means are not subtracted",
            ),
            (of.refusing(lambda x, y: np.array([y.mean(), of.slope(x, y)])), "mean of y"),
            (
                of.refusing(
                    lambda x, y: np.array([y.mean() + of.slope(x, y) * x.mean(), of.slope(x, y)])
                ),
                "added",
            ),
            (of.refusing(of.through_means(lambda x, y: np.cov(x, y)[0, 1] / np.var(x))), "m - 1"),
            (
                of.refusing(of.through_means(lambda x, y: x @ y / np.sum((x - x.mean()) ** 2))),
                "but not above",
            ),
            (lambda x, y: np.linalg.lstsq(of.ones(x), y, rcond=None)[0], "no slope is determined"),
            (of.refusing_when(lambda x: len(set(x)) < len(x)), "only then"),
            (of.refusing_when(lambda x: x[0] == x[-1]), "only then"),
            (of.refusing_when(lambda x: np.ptp(x) < 0.5), "only then"),
            (of.refusing(lambda x, y: np.array([np.median(y), 0])), None),
        ],
        survivors={
            "constant: 0 -> 1": "If all x are equal, they equal the second as well.",
            "sign: y - np.mean(y) -> y + np.mean(y)": DROPS,
            "factor: y - np.mean(y) -> y - 2 * np.mean(y)": DROPS,
        },
    ),
    "shifted": Bank(
        right=[[8, 4], (8.0, 4.0), np.array([8, 4]), np.float32([8, 4])],
        wrong=[
            ([5, 4], "shifts afterwards"),
            ([4, 2], "doubling is missing"),
            ([2, 4], "shift is missing"),
            ([8, 2], "slope is doubled"),
            ([8, 10], "steeper"),
            ([2, 10], "not the slope"),
            ([4, 8], "constant comes first"),
            ([1, 2], "old weights"),
            ([7, 4], "doubled as well"),
            ([7, 3], None),
        ],
    ),
    "orthonormal": Bank(
        right=[
            of.qr_positive,
            of.qr_by_cholesky,
            of.qr_modified,
            lambda A: list(of.qr_modified(A)),
        ],
        wrong=[
            (of.changed(lambda Q, R: (Q * np.diag(R), R)), "length 1"),
            (lambda A: (A / np.linalg.norm(A, axis=0), of.qr_positive(A)[1]), "no shadow"),
            (of.qr_one_shadow, "just before"),
            (of.qr_first_shadow, "first direction"),
            (of.qr_of_whole_numbers, "whole numbers only"),
            (of.changed(lambda Q, R: (Q, R.T)), "transposed"),
            (of.changed(lambda Q, R: (Q, R - np.diag(np.diag(R)))), "diagonal of R is missing"),
            (of.changed(lambda Q, R: (Q, np.diag(np.diag(R)))), "not the shadows"),
            (of.changed(lambda Q, R: (-Q, -R)), "must be positive"),
            (of.changed(lambda Q, R: (Q, R - np.diag(np.diag(R)) + np.eye(len(R)))), "holds ones"),
            (of.changed(lambda Q, R: Q), "2 values"),
            (of.changed(lambda Q, R: (Q[:, ::-1], R)), None),
        ],
        survivors={
            "comparison: np.zeros((m, n)) -> np.ones((m, n))": "Every entry of Q is overwritten.",
        },
    ),
    "lone_point": Bank(
        right=[1 / 5 + 10 / 13, 0.969, 0.9692, np.float32(0.96923), np.array(63 / 65)],
        wrong=[
            (1 - 63 / 65, "complement"),
            (10 / 13, "1/m of every point"),
            (0.2, "at the mean only"),
            (0.4, "mean leverage"),
            (196 / 210, "not 0"),
            (0.2 + 196 / 210, "not 0"),
            (0.5, "squared"),
            (0.7, "squared"),
            (0.2 + 100 / 30, "itself belongs"),
            (0.2 + 16 / 130, "first point"),
            (2.0, None),
        ],
    ),
    "repaired": Bank(
        right=[
            of.tall_ridge,
            lambda A, y, p: np.linalg.solve(A.T @ A + p * np.eye(A.shape[1]), A.T @ y),
            lambda A, y, p: A.T @ np.linalg.solve(A @ A.T + p * np.eye(len(A)), y),
        ],
        wrong=[
            (of.broken, "nothing is repaired"),
            (lambda A, y, p: of.tall_ridge(A, y, p, left=of.plain), "lacks the price"),
            (lambda A, y, p: of.tall_ridge(A, y, p, of.price), "not its root"),
            (lambda A, y, p: of.tall_ridge(A, y, p, below=1.0), "drawn to 1"),
            (lambda A, y, p: of.tall_ridge(A, y, p, of.price, 1.0), "root and the zeros"),
            (lambda A, y, p: of.tall_ridge(A, y, p, lambda p: p**0.25), "once too often"),
            (
                lambda A, y, p: np.linalg.solve(A.T @ A - p * np.eye(A.shape[1]), A.T @ y),
                "is added",
            ),
            (
                lambda A, y, p: of.tall_ridge(A, y, p) if p > 1 else np.linalg.lstsq(A, y)[0],
                "lacks the price",
            ),
            (lambda A, y, p: of.tall_ridge(A, y, 2 * p), None),
        ],
    ),
    "best_degree": Bank(
        right=[
            (6, of.TEN),
            [6.0, np.array(of.TEN)],
            (np.int64(6), np.float32(of.TEN)),
            (np.array(6), [round(e, 3) for e in of.TEN]),
        ],
        wrong=[
            (6, "two things"),
            ((of.TEN, 6), "two things"),
            ((5, of.TEN), "counts from 0"),
            ((7, of.TEN), "number of weights"),
            ((10, of.TEN), "training points best"),
            ((9, of.TEN), "counted from 0"),
            ((min(of.TEN), of.TEN), "degree is asked"),
            ((10, of.degree_errors(of.TRAIN, of.TRAIN)), "on the training points"),
            ((6, of.degree_errors(of.TRAIN, of.TRAIN)), "on the training points"),
            ((6, of.degree_errors(of.TRAIN, of.VAL, root=float)), "root is missing"),
            ((6, of.degree_errors(of.VAL, of.VAL)), "seen the validation points"),
            ((6, of.degree_errors(of.EVERY, of.VAL)), "training and validation"),
            ((6, of.degree_errors(of.TRAIN, of.VAL, range(10))), "begins at degree 0"),
            ((6, of.degree_errors(of.TRAIN, of.VAL, range(2, 12))), "begins at degree 2"),
            ((6, of.TEN[:-1]), "Degree 10 is missing"),
            ((6, [e * 200**0.5 for e in of.TEN]), "roots of sums"),
            ((6, of.TEN[::-1]), "reversed"),
            ((6, [1, 1, 1, 1, 1, 0.1, 1, 1, 1, 1]), None),
        ],
    ),
    "leak": Bank(
        right=["b", "B", " b "],
        wrong=[("a", "helped to make"), ("c", "other company"), ("d", "before it is opened")],
    ),
    "left_out": Bank(
        right=[of.loop, of.by_hat, of.with_parts(lambda r, h: r / (1 - h))],
        wrong=[
            (of.with_parts(lambda r, h: r), "fit to all points"),
            (lambda A, y: y - of.by_hat(A, y), "predictions"),
            (lambda A, y: y - of.parts(A, y)[0], "fitted values"),
            (of.with_parts(lambda r, h: r * (1 - h)), "divide"),
            (of.with_parts(lambda r, h: r / h), "leverage itself"),
            (of.with_parts(lambda r, h: r / (1 + h)), "1 + h"),
            (of.with_parts(lambda r, h: r / np.sqrt(1 - h)), "root too many"),
            (of.with_parts(lambda r, h: r / (1 - h) ** 2), "square too many"),
            (of.with_parts(lambda r, h: r / (1 - h.mean())), "mean leverage"),
            (of.with_parts(lambda r, h: h), "leverages"),
            (lambda A, y: -of.by_hat(A, y), "sign is flipped"),
            (of.with_parts(lambda r, h: np.abs(r / (1 - h))), "sizes"),
            (of.with_parts(lambda r, h: r + h), None),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/least-squares", BANKS)
