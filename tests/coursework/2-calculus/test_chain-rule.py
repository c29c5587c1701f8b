"""Right and wrong answers to the exercises on the chain rule."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.2-calculus.chain_rule_answers")

BANKS = {
    "study_slopes": Bank(
        right=[
            of.study_by_tape,
            of.study_by_complex_step,
            lambda s, z: tuple(np.array([12 * z - 3 * s**2, 12 * s]) / 5),
        ],
        wrong=[
            (lambda s, z: ((12 * z - s * s) / 5, 12 * s / 5), "also tires"),
            (lambda s, z: (-2 * s * s / 5, 12 * s / 5), "through energy is counted"),
            (lambda s, z: ((12 * z + s * s) / 5, 12 * s / 5), "sign of that route"),
            (lambda s, z: ((12 * z - 2 * s * s) / 5, 12 * s / 5), "is 2s, not s"),
            (lambda s, z: ((12 * z - 3 * s * s) / 5, 12), "each worth s/5"),
            (lambda s, z: ((12 * z - 3 * s * s) / 5, s / 5), "what a point of energy is worth"),
            (lambda s, z: (12 * s / 5, (12 * z - 3 * s * s) / 5), "changed places"),
            (lambda s, z: ((12 * z - s * s) / 5 * -2 * s * s / 5, 12 * s / 5), "multiplied"),
            (lambda s, z: (12 * z - 3 * s * s) / 5, "2 values"),
            (lambda s, z: (12 * z - 3 * s * s, 12 * s), None),
        ],
    ),
    "chain_slope": Bank(
        right=[of.chain_backwards, of.chain_recursive, of.chain_slip()],
        wrong=[
            (of.chain_slip(still=True), "at the first x"),
            (of.chain_slip(add=True, start=0.0), "along a chain they multiply"),
            (of.chain_slip(late=True), "after its function"),
            (of.chain_slip(turned=True), "from the last to the first"),
            (of.chain_slip(drop=1), "last link is missing"),
            (of.chain_slip(start=0.0), "every entry is zero"),
            (of.last_link, "last link alone"),
            (of.last_value, "this is the last value"),
            (lambda links, x: of.chain_slip()(links, x) if links else 0.0, "without links"),
            (lambda links, x: of.chain_slip()(links, x) ** 2, None),
        ],
    ),
    "overwritten": Bank(
        right=[4, 4.0, np.int64(4)],
        wrong=[
            (12, "the right slope"),
            (8, "would have to be added"),
            (2, "blame of a"),
            (0, "not with zero"),
            (1, "still to be multiplied"),
            (6, None),
        ],
    ),
    "repaired": Bank(
        right=[
            of.back,
            lambda x, y: ((x * y + y) * x, 2 * x * y + y, x**2 + x),
            lambda x, y: [
                (x * y + y) * x,
                *of.by_tape(lambda a, b: (a * b + b) * a, float(x), float(y)),
            ],
        ],
        wrong=[
            (of.as_printed, "first report to x"),
            (of.back_slip(first_x=0), "first report to x"),
            (of.back_slip(first_y=0), "first report to y is overwritten."),
            (of.back_slip(local=lambda x, y: x * y), "x, not p"),
            (of.back_slip(first_y=0, local=lambda x, y: x * y), "and the derivative"),
            (of.back_slip(by_x=0), "second report to x, through p"),
            (of.back_slip(by_y=0), "second report to y, through p"),
            (lambda x, y: of.back(x, y)[1:], "3 values"),
            (of.back_slip(local=lambda x, y: y), None),
        ],
    ),
    "two_weights": Bank(
        right=[
            of.two_by_tape,
            of.two_slip(),
            of.two_slip(bend=lambda a, u: 1 / np.cosh(u) ** 2),
        ],
        wrong=[
            (of.two_slip(factor=-1), "not t - y"),
            (of.two_slip(factor=2), "has no 2"),
            (of.two_slip(inner=False), "factor x"),
            (of.two_slip(bend=lambda a, u: 1), "slope of tanh is missing"),
            (of.two_slip(bend=lambda a, u: 1 - a), "yours is 1 - a."),
            (of.two_slip(bend=lambda a, u: 1 - np.tanh(a) ** 2), "not at a"),
            (of.two_slip(through=False), "passes through w2"),
            (of.two_slip(mix=True), "changed places"),
            (lambda w1, w2, x, t: of.two_slip()(w1, w2, x, t)[0], "2 values"),
            (
                lambda w1, w2, x, t: (
                    of.two_slip()(w1, w2, x, t)[0],
                    (w2 * np.tanh(w1 * x) - t) * w2,
                ),
                "what w2 is multiplied by",
            ),
            (of.two_slip(bend=lambda a, u: 1 + a * a), None),
        ],
    ),
    "second_slope": Bank(
        right=[
            lambda f1, f2, g1, g2: g2 * f1 * f1 + g1 * f2,
            lambda *n: float(np.dot([n[3], n[2]], [n[0] ** 2, n[1]])),
            lambda f1, f2, g1, g2: np.float32(g2 * f1**2) + np.float32(g1 * f2),
        ],
        wrong=[
            (lambda f1, f2, g1, g2: g2 * f2, "do not multiply"),
            (lambda f1, f2, g1, g2: g2 * f1**2, "with f'' is missing"),
            (lambda f1, f2, g1, g2: g1 * f2, "with g'' is missing"),
            (lambda f1, f2, g1, g2: g2 * f1 + g1 * f2, "f' enters squared"),
            (lambda f1, f2, g1, g2: g2 + g1 * f2, "f' is missing"),
            (lambda f1, f2, g1, g2: g1 * f1**2 + g2 * f2, "roles are mixed"),
            (lambda f1, f2, g1, g2: g2 * f1**2 + 2 * g1 * f2, "there is no 2"),
            (lambda f1, f2, g1, g2: -g2 * f1**2 - g1 * f2, "sign is flipped"),
            (lambda f1, f2, g1, g2: g2 * f1**2 - g1 * f2, None),
        ],
    ),
    "blames": Bank(
        right=[
            of.by_inverse,
            of.by_recursion,
            of.sweep_slip(key=lambda e: -e[0]),
        ],
        wrong=[
            (of.sweep_slip(key=None), "order the edges"),
            (lambda edges, *rest: of.sweep(edges[::-1], *rest, key=None), "order the edges"),
            (of.sweep_slip(key=lambda e: e[1]), "order the edges"),
            (of.sweep_slip(add=False), "with +="),
            (lambda edges, size, output: of.sweep(edges, size, size - 1), "not at `output`"),
            (of.forwards, "sweep runs forwards"),
            (lambda edges, size, output: of.forwards(edges, size, 0), "runs forwards from node 0"),
            (
                lambda edges, size, output: of.sweep(edges, size, output) - np.eye(size)[output],
                "by itself is 1",
            ),
            (lambda edges, size, output: of.sweep(edges, size, output)[0], "single number"),
            (of.sweep_slip(seed=-1.0), "sign is flipped"),
            (lambda edges, *rest: of.sweep([(i, j, d * d) for i, j, d in edges], *rest), None),
        ],
        survivors={"constant: 1 -> 0": "from the highest source down is an order as good"},
    ),
    "bracket_costs": Bank(
        right=[
            of.costs_by_products,
            lambda n: (
                n[0] * int(np.dot(n[2:], n[1:-1])),
                n[-1] * int(np.dot(n[1:-1], n[:-2])),
            ),
            lambda n: tuple(np.array(of.costs_by_products(n))),
        ],
        wrong=[
            (lambda n: (n[0] * int(np.dot(n[1:], n[:-1])), 0), "J_1 stands there already"),
            (
                lambda n: (of.costs_by_products(n)[0], n[-1] * int(np.dot(n[1:], n[:-1]))),
                "J_K stands there already",
            ),
            (lambda n: of.costs_by_products(n)[::-1], "swapped"),
            (lambda n: (int(np.dot(n[2:], n[1:-1])), 0), "fixed size is missing"),
            (
                lambda n: (of.costs_by_products(n)[0], int(np.dot(n[1:-1], n[:-2]))),
                "fixed size is missing",
            ),
            (lambda n: of.costs_by_products(n)[0], "2 values"),
            (lambda n: tuple(2 * c for c in of.costs_by_products(n)), "factor of 2"),
            (lambda n: (of.costs_by_products(n)[0] + 1, of.costs_by_products(n)[1]), None),
        ],
    ),
    "best_study": Bank(
        right=[5.477, np.sqrt(30), 5.48],
        wrong=[
            (np.sqrt(90), "energy is used up"),
            (np.sqrt(32), "8 hours"),
            (30.0, "square of what is asked"),
            (5, "more digits"),
            (np.sqrt(45), "do not yet cancel"),
            (65.73, "in points"),
            (6.0, "began"),
            (-5.477, "leaves the range"),
            (5.3, None),
        ],
        survivors={
            "constant: 6.0 -> 12.0": "another start, the same top",
            "constant: 200 -> 201": "settled long before",
            "constant: 200 -> 199": "settled long before",
            "factor: s + 0.05 * (by_score + by_energy * -2 * s) -> "
            "s + 2 * (0.05 * (by_score + by_energy * -2 * s))": "another learning rate",
            "constant: 0.05 -> 0.1": "another learning rate",
        },
    ),
    "input_blame": Bank(
        right=[
            of.input_by_tape,
            of.input_by_loops,
            lambda W, v, x: (v / np.cosh(W @ x) ** 2) @ W,
        ],
        wrong=[
            (lambda W, v, x: W.T @ v, "slope of the bend is missing"),
            (lambda W, v, x: W.T @ (1 - np.tanh(W @ x) ** 2), "weights v are missing"),
            (lambda W, v, x: W.T @ (v * (1 - np.tanh(W @ x))), "yours is 1 - a."),
            (lambda W, v, x: W.T @ (v * np.tanh(W @ x)), "hidden values are used"),
            (lambda W, v, x: v * (1 - np.tanh(W @ x) ** 2), "carry it on through W"),
            (lambda W, v, x: v @ np.tanh(W @ x), "this is the output"),
            (lambda W, v, x: W.T @ (v * (1 - np.tanh(np.tanh(W @ x)) ** 2)), "not at a"),
            (lambda W, v, x: W.T @ (v * (1 - (W @ x) ** 2)), "before the bend"),
            (lambda W, v, x: -of.input_by_tape(W, v, x), "a**2 - 1"),
            (lambda W, v, x: W.T @ (v**2 * (1 - np.tanh(W @ x) ** 2)), None),
        ],
    ),
    "mode": Bank(
        right=["b", "B", "(b)"],
        wrong=[
            ("a", "one sweep for each output"),
            ("c", "not as exact"),
            ("d", "count the inputs"),
            ("e", "choose one of"),
        ],
    ),
}
test_bank = bank_tests("2-calculus/chain-rule", BANKS)
