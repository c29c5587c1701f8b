"""Right and wrong answers to the exercises on matrices."""

import numpy as np

from tests.coursework.bank import Bank, bank_tests


def layer_by_loops(X, W, b):
    Y = []
    for x in X:
        row = []
        for w, c in zip(W, b, strict=True):
            row.append(sum(float(p) * float(q) for p, q in zip(x, w, strict=True)) + float(c))
        Y.append(row)
    return Y


def layer_float32(X, W, b):
    return np.float32(X) @ np.float32(W).T + np.float32(b)


def layer_in_place(X, W, b):
    X -= X.mean()
    return X @ W.T + b


def adjugate(A):
    return np.array([[A[1, 1], -A[0, 1]], [-A[1, 0], A[0, 0]]])


def refusing(inverse):
    """An inverse that refuses what it must, so that only its own mistake shows."""

    def inverse_2x2(A):
        if A[0, 0] * A[1, 1] == A[0, 1] * A[1, 0]:
            raise ValueError("singular")
        return inverse(A)

    return inverse_2x2


def inverse_by_lists(A):
    a, b, c, d = (float(x) for row in A for x in row)
    if a * d - b * c == 0:
        raise ValueError("flat")
    return [[d / (a * d - b * c), b / (b * c - a * d)], [c / (b * c - a * d), a / (a * d - b * c)]]


BANKS = {
    "layer": Bank(
        right=[
            layer_by_loops,
            layer_float32,
            lambda X, W, b: np.einsum("nd,od->no", X, W) + b,
            lambda X, W, b: (W @ X.T + b[:, None]).T,
        ],
        wrong=[
            (lambda X, W, b: X @ W + b, "each row of W is one neuron"),
            (lambda X, W, b: X @ W.T, "bias b is not added"),
            (lambda X, W, b: X @ W.T - b, "bias b is subtracted"),
            (lambda X, W, b: W @ X.T + b[:, None], "one row per example"),
            (lambda X, W, b: X * W + b, "matrix product is `@`"),
            (lambda X, W, b: X @ W.T + b[: len(X), None], "bias belongs to the neurons"),
            (layer_in_place, "changes its input"),
            (lambda X, W, b: None, "return missing"),
            (lambda X, W, b: np.tanh(X @ W.T + b), None),
        ],
    ),
    "inverse_2x2": Bank(
        right=[
            inverse_by_lists,
            refusing(np.linalg.inv),
            refusing(lambda A: adjugate(A) / np.linalg.det(A)),
            refusing(lambda A: np.linalg.solve(A, np.eye(2))),
        ],
        wrong=[
            (refusing(adjugate), "division by the determinant is missing"),
            (refusing(lambda A: adjugate(A).T / np.linalg.det(A)), "transpose"),
            (refusing(lambda A: adjugate(A) * np.linalg.det(A)), "multiplied by the determinant"),
            (refusing(lambda A: np.abs(adjugate(A)) / np.linalg.det(A)), None),
            (refusing(lambda A: A.T), "agree only for rotations"),
            (refusing(lambda A: 1 / A), "undoes no matrix"),
            (lambda A: adjugate(A) / (A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]), "must be refused"),
            (refusing(lambda A: -adjugate(A) / np.linalg.det(A)), "sign is flipped"),
        ],
    ),
    "commute": Bank(
        right=["b", "B", "(b)"],
        wrong=[
            ("a", "quarter turn"),
            ("c", "along the diagonal"),
            ("d", "maps that only turn"),
            ("ab", "Choose one of"),
            (2, "Choose one of"),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/matrices", BANKS)
