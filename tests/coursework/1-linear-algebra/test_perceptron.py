"""Right and wrong answers to the exercises on the perceptron."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.1-linear-algebra.perceptron_answers")


def norm(w):
    return np.sqrt(sum(v * v for v in w))


BANKS = {
    "distance": Bank(
        right=[
            lambda X, w, b: [(np.dot(x, w) + b) / norm(w) for x in X],
            lambda X, w, b: X @ (w / norm(w)) + b / norm(w),
            lambda X, w, b: (X - (-b / (w @ w)) * w) @ w / norm(w),
        ],
        wrong=[
            (lambda X, w, b: X @ w + b, "divided by the length"),
            (lambda X, w, b: (X @ w + b) / (w @ w), "not by its square"),
            (lambda X, w, b: np.abs(X @ w + b) / norm(w), "has a sign"),
            (lambda X, w, b: X @ w / norm(w), "bias is forgotten"),
            (lambda X, w, b: X @ w / norm(w) + b, "the bias is divided"),
            (lambda X, w, b: X @ w + b / norm(w), "only the bias"),
            (lambda X, w, b: (X @ w + b) / np.abs(w).sum(), "root of the sum"),
            (lambda X, w, b: -(X @ w + b) / norm(w), "it is the negative"),
            (lambda X, w, b: (X @ w + b) / np.linalg.norm(X, axis=1), "those of the points"),
            (lambda X, w, b: (X @ w - b) / norm(w), "not subtracted"),
            (lambda X, w, b: (X @ w + b) / norm(w) + 1 + X[:, 0], None),
            (lambda X, w, b: (X[:, :3] @ w[:3] + b) / norm(w[:3]), "more than three"),
            (lambda X, w, b: [(X[i] @ w + b) / norm(w) for i in range(5)], "out of bounds"),
        ],
    ),
    "by_hand": Bank(
        right=[[0, -1, -3], (0.0, -1.0, -3.0), np.array([0, -1, -3]), np.float32([0, -1, -3])],
        wrong=[
            ([1, 0, -1], "after one pass"),
            ([0, -2, -2], "last correction"),
            ([2, 1, 1], "first point of all"),
            ([1, -1, 0], "after two points"),
            ([3, -1, -2], "until none is left"),
            ([0, -1, 0], "bias learns"),
            ([-3, 0, -1], "order"),
            ([0, -1, 5], "moves by y"),
            ([2, 0, -2], "not at every point"),
            ([5, 5, 5], None),
            ([0, -1], "wrong shape"),
        ],
    ),
    "repaired": Bank(
        right=[of.learn, of.from_package, of.appended],
        wrong=[
            (of.strictly, "never learns"),
            (lambda X, y, p: of.learn(X, y, p, brackets=False), "inside the brackets"),
            (lambda X, y, p: of.learn(X, y, p, label=False), "label is missing"),
            (lambda X, y, p: of.learn(X, y, p, bias=0), "gets y at each mistake"),
            (lambda X, y, p: of.learn(X, y, p, always=True), "right or wrong"),
            (lambda X, y, p: of.learn(X, y, p, least=1.0), "near the line"),
            (lambda X, y, p: of.learn(X, y, p, label=False, brackets=False), "label"),
            (lambda X, y, p: of.learn(X, y, 1), "one pass only"),
            (lambda X, y, p: of.learn(X[::-1], y[::-1], p), "last to the first"),
            (lambda X, y, p: of.learn(X, y, p)[0], None),
            (of.divided, None),
            (of.all_at_once, "at once"),
        ],
        survivors={
            "transpose: w @ X[i] -> X[i] @ w": "u·x = x·u",
            "transpose: w @ X[i] -> w.T @ X[i]": "a vector",
        },
    ),
    "corrections": Bank(
        right=[of.count, of.formula(of.full), lambda *a: float(of.count(*a))],
        wrong=[
            (of.formula(lambda x, lr: lr * (x @ x)), "bias learns, too"),
            (of.formula(lambda x, lr: x @ x + 1), "step η is forgotten"),
            (of.formula(lambda x, lr: lr * (x @ x) + 1), "whole gain"),
            (of.formula(lambda x, lr: lr * (np.linalg.norm(x) + 1)), "squared"),
            (of.formula(of.full, more=0), "one too few"),
            (of.formula(of.full, more=2), "one too many"),
            (of.formula(of.full, rounded=np.ceil, more=0), "end on the line"),
            (of.formula(of.full, rounded=float, more=0), "whole number"),
            (lambda w, b, x, y, lr: np.floor(-y * (w @ x + b) / of.full(x, lr)) + 1, "needs none"),
            (lambda w, b, x, y, lr: 0, "at least one"),
            (lambda w, b, x, y, lr: abs(w @ x + b) // of.full(x, lr) + 1, "needs none"),
        ],
        survivors=dict.fromkeys(
            [
                "transpose: w @ x -> x @ w",
                "transpose: w @ x -> w.T @ x",
                "transpose: x @ x -> x.T @ x",
            ],
            "u·x = x·u, and a vector is its own transpose",
        ),
    ),
    "cube": Bank(
        right=[104, 104.0, np.int64(104)],
        wrong=[
            (102, "only one label"),
            (14, "without a bias"),
            (152, "not separable"),
            (256, "all of them"),
            (104 / 256, "share"),
            (52, "opposite once"),
            (103, None),
        ],
        survivors=of.CUBES,
    ),
    "unlearnable": Bank(
        right=["b", "B", "(b)"],
        wrong=[("a", "cut off"), ("c", "every y"), ("d", "room for a line"), (2, "Choose one of")],
    ),
    "neurons": Bank(
        right=[14, 14.0, np.int64(14)],
        wrong=[
            (13, "92"),
            (7, "on paper"),
            (99, "as many as it has pieces"),
            (100, "one for each region"),
            (15, "one less"),
            (10, "divided by 2"),
            ((np.sqrt(793) - 1) / 2, "whole"),
            (20, None),
        ],
    ),
    "triangle": Bank(
        right=[
            of.network(),
            of.network(scale=(2, 0.1, 5), order=(2, 0, 1)),
            of.network(w2=(2, 2, 2), b2=-5),
            of.moved([[-1, 0], [0, -1], [3, 4]], [0, 0, -12], (-1, -1, -1), 0.5),
        ],
        wrong=[
            (of.network(b2=-1.5), "only if all three agree"),
            (of.network(b2=-0.5), "1 everywhere"),
            (of.network(b2=-3.5), "0 everywhere"),
            (of.network(b2=0.5), "1 everywhere"),
            (of.network(scale=(1, 1, -1)), "positive side outside"),
            (of.network(scale=(-1, 1, 1)), "positive side outside"),
            (of.network(w2=(-1, -1, -1), b2=2.5), "other way round"),
            (of.moved([[1, 0], [0, 1], [-4, -3]], [0, 0, 12]), "check the line"),
            (of.moved([[1, 0], [0, 1], [-3, -4]], [0, 0, 11.5]), "check the line"),
            (of.moved([[1, 0], [0, 1], [-3, -4]], [0, 0, 12.1]), "check the line"),
            (of.moved([[1, 0], [0, 1], [-3, -4]], [0, 0, 12.02]), "check the line"),
            (of.moved([[1, 0], [0.003, 1], [-3, -4]], [0, 0, 12]), "check the line"),
            (lambda: ([[1, 0], [0, 1], [-3]], [0, 0, 12], [1, 1, 1], -2.5), "equal length"),
            (lambda: (*of.EDGES, [1, 1, 1], None), "missing"),
            (lambda: of.EDGES, "four things"),
            (of.moved(np.ones((2, 3)), [0, 0]), "shape (3, 2)"),
        ],
        survivors={
            "constant: 1.0 -> 2.0": "a neuron without bias may be scaled by any factor above 0"
        },
    ),
    "forward": Bank(
        right=[of.carry, of.by_rows, of.columns],
        wrong=[
            (lambda X, L: of.carry(X, L, last=False), "last layer needs its step"),
            (lambda X, L: of.carry(X, L, bias=0), "biases are forgotten"),
            (lambda X, L: of.carry(X, L, bend=np.array), "step"),
            (lambda X, L: of.carry(X, L, bend=lambda z: np.maximum(z, 0)), "only cuts below"),
            (lambda X, L: of.carry(X, L, bend=lambda z: (z < 0) * 1.0), "turned round"),
            (lambda X, L: of.carry(X, L, bend=np.sign), "not -1 and 1"),
            (lambda X, L: of.carry(X, L, bend=lambda z: (z > 0) * 1.0), "exactly 0"),
            (lambda X, L: of.carry(X, L[:1]), "first layer only"),
            (lambda X, L: of.carry(X, L[:-1]), "left out"),
            (lambda X, L: of.carry(X, L).T, "transpose"),
            (lambda X, L: of.carry(X, L, turn=True), "one row of W"),
            (lambda X, L: of.carry(X, L, bend=lambda z: (z > -1e-8) * 1.0), "however near"),
            (lambda X, L: of.carry(X, L[:3]), None),
            (lambda X, L: of.carry(X, L) * 0.5 + 0.1, None),
        ],
    ),
    "one_layer": Bank(
        right=[of.fold, of.by_asking, of.from_the_end],
        wrong=[
            (lambda L: (of.fold(L)[0], L[-1][1]), "earlier ones come through"),
            (lambda L: (of.fold(L)[0], 0 * L[-1][1]), "biases are lost"),
            (lambda L: (of.fold(L)[0], of.fold(L)[1] - L[-1][1]), "last layer is missing"),
            (lambda L: (of.fold(L)[0].T, of.fold(L)[1]), "transpose"),
            (lambda L: L[-1], "last layer alone"),
            (
                lambda L: of.square(
                    L, lambda S: (of.fold([(W.T, b) for W, b in S])[0].T, of.fold(S)[1])
                ),
                "wrong order",
            ),
            (
                lambda L: of.square(L, lambda S: (of.fold(S)[0], sum(b for _, b in S))),
                "carried through",
            ),
            (
                lambda L: of.square(L, lambda S: (sum(W for W, _ in S), of.fold(S)[1])),
                "multiplied, not added",
            ),
            (
                lambda L: of.square(
                    L, lambda S: (np.prod([W for W, _ in S], axis=0), of.fold(S)[1])
                ),
                "with @",
            ),
            (lambda L: (of.fold(L)[0], of.fold(L)[1] + 1 + L[0][0][0, 0]), None),
        ],
    ),
}
test_bank = bank_tests("1-linear-algebra/perceptron", BANKS)
