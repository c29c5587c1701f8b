"""Right and wrong answers to the exercises on backpropagation."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.2-calculus.backpropagation_answers")
s = of.sigmoid

BANKS = {
    "blame": Bank(
        right=[
            [0.0762, -0.1366, 0.4845],
            np.array([0.07621, -0.13663, 0.48448]),
            (0.0762, -0.1366, 0.4845),
        ],
        wrong=[
            ([-0.0811, 0.1454, -0.5155], "now y = 0"),
            ([0.01903, -0.03413, 0.1210], "has cancelled"),
            ([0.3876, -0.5814, 0.4845], "are missing"),
            ([0.2834, -0.3619, 0.4845], "not a."),
            ([0.1042, -0.2195, 0.4845], "not 1 - a"),
            ([0.0953, 0.1139, 0.4845], "weights 0.8 and -1.2"),
            ([0.4845, 0.0762, -0.1366], "stands last"),
            ([-0.0762, 0.1366, -0.4845], "sign"),
            ([0.3542, 0.3016, 0.4845], "delta times answer"),
            ([0.0762, -0.1366], None),
        ],
    ),
    "squared_blame": Bank(
        right=[
            lambda z, y: (s(z) - y) * s(z) * s(-z),
            lambda z, y: (1 / (1 + np.exp(-z)) - y) * np.exp(-z) / (1 + np.exp(-z)) ** 2,
            lambda z, y: (np.tanh(z / 2) / 2 + 0.5 - y) * (1 - np.tanh(z / 2) ** 2) / 4,
            lambda z, y: [(s(u) - t) * s(u) * (1 - s(u)) for u, t in zip(z, y, strict=True)],
        ],
        wrong=[
            (lambda z, y: s(z) - y, "nothing cancels"),
            (lambda z, y: 2 * (s(z) - y) * s(z) * s(-z), "2 too many"),
            (lambda z, y: (s(z) - y) * s(z), "one factor is missing"),
            (lambda z, y: (s(z) - y) * s(-z), "one factor is missing"),
            (lambda z, y: (y - s(z)) * s(z) * s(-z), "sign"),
            (lambda z, y: (s(z) - y) ** 2 / 2, "derivative is asked"),
            (lambda z, y: (s(z) - y) * s(z) * s(-z) / len(z), "mean is not asked"),
            (lambda z, y: (z - y) * s(z) * s(-z), "where p belongs"),
            (lambda z, y: (s(z) - y) * s(s(z)) * s(-s(z)), "belongs at z"),
            (lambda z, y: np.mean((s(z) - y) * s(z) * s(-z)), None),
        ],
    ),
    "linear_backward": Bank(
        right=[
            of.linear_by_loops,
            of.linear_by_einsum,
            lambda D, W, A: (np.dot(D, W), (A.T @ D).T, np.ones(len(D)) @ D),
        ],
        wrong=[
            (lambda D, W, A: (D @ W, A.T @ D, D.sum(axis=0)), "transpose"),
            (lambda D, W, A: (D @ W, D.T @ A / len(D), D.mean(axis=0)), "1/N"),
            (lambda D, W, A: (D @ W, D.T @ A, D.mean(axis=0)), "1/N"),
            (lambda D, W, A: (D @ W, D.T @ A, D.sum(axis=1)), "over the examples"),
            (lambda D, W, A: (D @ W, D.T @ A, D.sum(axis=0, keepdims=True)), "kept an axis"),
            (lambda D, W, A: (D @ W, D.T @ A, D), "add up"),
            (lambda D, W, A: ((D @ W).T, D.T @ A, D.sum(axis=0)), "transpose"),
            (lambda D, W, A: (D @ W.T, D.T @ A, D.sum(axis=0)), None),
            (lambda D, W, A: (-D @ W, D.T @ A, D.sum(axis=0)), "sign"),
            (lambda D, W, A: (D @ W, D.T @ A), "3 values"),
        ],
    ),
    "backprop": Bank(
        right=[of.network, of.network_by_examples, of.network_by_tape],
        wrong=[
            (of.slip(last=lambda P: P * (1 - P)), "has cancelled"),
            (of.slip(slope=lambda A: A * (1 - A)), "that of the sigmoid"),
            (of.slip(slope=lambda A: 1), "slope of the hidden bend"),
            (of.slip(slope=lambda A: 1 - np.tanh(A) ** 2), "tanh(z) already"),
            (of.slip(W="missing"), "W2 are missing"),
            (of.slip(N=lambda N: 1), "it is the sum"),
            (of.slip(N=lambda N: N * N), "twice"),
            (of.slip(transposed=True), "transpose"),
            (lambda *args: tuple(-g for g in of.network(*args)), "sign"),
            (lambda *args: of.network(*args)[::-1], None),
        ],
    ),
    "repaired": Bank(
        right=[
            of.stepped,
            of.step_slip(gradients=of.network_by_examples),
            of.step_slip(gradients=of.network_by_tape),
        ],
        wrong=[
            (of.step_slip(gradients=of.slip(last=lambda P: P * (1 - P))), "output's sigmoid"),
            (of.step_slip(early=True), "moves before"),
            (of.step_slip(mean=True), "takes the mean"),
            (of.step_slip(early=True, mean=True), "moves before"),
            (of.step_slip(sign=-1), "uphill"),
            (of.step_slip(gradients=of.slip(slope=lambda A: 1)), "slope of tanh"),
            (of.step_slip(gradients=of.slip(N=lambda N: 1)), "1/N is missing"),
            (of.step_slip(in_place=True), "changes its input"),
            (of.step_slip(gradients=of.slip(W="missing")), None),
        ],
    ),
    "suspect": Bank(
        right=[
            of.search,
            of.search_all,
            lambda loss, params, gradients: of.search(loss, params, gradients, eps=3e-6),
        ],
        wrong=[
            (lambda loss, params, gradients: -1, "flipped sign"),
            (lambda loss, params, gradients: 0, "That gradient is right"),
            (of.search_by(lambda g, m: np.linalg.norm(g - m) > 1e-4), "small gradients"),
            (of.search_by(lambda g, m: np.linalg.norm(g - m) > 1e-9), "that gradient is right"),
            (of.search_by(lambda g, m: of.relative(g.sum(), m.sum())), "transposed"),
            (of.search_by(lambda g, m: of.relative(g.flat[0], m.flat[0])), "one by one"),
            (
                of.search_by(lambda g, m: np.linalg.norm(g - m) > 0.1 * np.linalg.norm(g)),
                "1.01",
            ),
            (of.search_by(lambda g, m: of.relative(np.abs(g), np.abs(m))), "flipped sign"),
            (of.search_moving, "changes its input"),
            (
                lambda loss, params, gradients: of.search(
                    loss, params, gradients, eps=0.3, one_sided=True
                ),
                "that gradient is right",
            ),
        ],
    ),
    "culprit": Bank(
        right=["W2", " W2 ", "w2"],
        wrong=[
            ("W1", "D1 is right"),
            ("b1", "sum of D1"),
            ("b2", "sum of D2"),
            ("W3", "reads tanh(Z2)"),
            ("b3", "divided by N"),
        ],
    ),
    "depth": Bank(
        right=[11, 11.0, np.int64(11)],
        wrong=[
            (10, "only L - 1 slopes"),
            (9, "not L + 1"),
            (12, "not to the L - 2"),
            (21, "1/2"),
            (7, "1/10"),
            (250_001, "do not add"),
            (50, None),
        ],
    ),
    "honest_rate": Bank(
        right=[0.370, 0.3704, np.float64(0.37045)],
        wrong=[
            (12.87, "10 %"),
            (2.247, "Half"),
            (0.756, "80 %"),
            (0.1843, "95 %"),
            (0.0368, "99 %"),
            (0.752, "biases"),
            (0.4178, "all nine"),
            (0.4, None),
        ],
    ),
    "multiplications": Bank(
        right=[
            of.sizes_by_loops,
            lambda sizes: (
                int(np.dot(sizes[1:], sizes[:-1])),
                int(2 * np.dot(sizes[1:], sizes[:-1])) - sizes[0] * sizes[1],
            ),
            of.sizes_in_two_sums,
        ],
        wrong=[
            (lambda sizes: (w := of.sizes_by_loops(sizes)[0], 2 * w), "hands none back"),
            (lambda sizes: (w := of.sizes_by_loops(sizes)[0], w), "every layer but the first"),
            (
                lambda sizes: (w := of.sizes_by_loops(sizes)[0], w - sizes[0] * sizes[1]),
                "gradient for each weight",
            ),
            (
                lambda sizes: (w := of.sizes_by_loops(sizes)[0], 2 * w - sizes[-1] * sizes[-2]),
                "last layer",
            ),
            (
                lambda sizes: (
                    of.sizes_by_loops(sizes)[0] + sum(sizes[1:]),
                    of.sizes_by_loops(sizes)[1],
                ),
                "not counted",
            ),
            (lambda sizes: (sum(sizes), 2 * sum(sizes)), "multiply the sizes"),
            (
                lambda sizes: (of.sizes_by_loops(sizes)[0], sum(of.sizes_by_loops(sizes))),
                "alone",
            ),
            (lambda sizes: of.sizes_by_loops(sizes)[::-1], None),
        ],
    ),
}

test_bank = bank_tests("2-calculus/backpropagation", BANKS)
