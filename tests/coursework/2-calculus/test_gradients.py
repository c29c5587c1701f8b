"""Right and wrong answers to the exercises on gradients."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.2-calculus.gradients_answers")
norm, outer, solve = np.linalg.norm, np.outer, np.linalg.solve

BANKS = {
    "slope_along": Bank(
        right=[
            lambda g, v: np.dot(g, v / norm(v)),
            lambda g, v: sum(a * b for a, b in zip(g, v, strict=True)) / sum(v**2) ** 0.5,
            lambda g, v: np.float32(g @ v) / np.float32(norm(v)),
        ],
        wrong=[
            (lambda g, v: g @ v, "length of v counts"),
            (lambda g, v: g @ v / norm(v) ** 2, "by its square"),
            (lambda g, v: g @ v / norm(g), "not by that of the gradient"),
            (lambda g, v: g @ v / norm(v) / norm(g), "cosine"),
            (lambda g, v: norm(g), "greatest slope"),
            (lambda g, v: g * v / norm(v), "number"),
            (lambda g, v: -g @ v / norm(v), "sign"),
        ],
    ),
    "log_form_gradient": Bank(
        right=[
            lambda A, x: (A @ x + A.T @ x) / (1 + x @ A @ x),
            lambda A, x: (A @ x + x @ A) / (1 + x.dot(A).dot(x)),
            lambda A, x: np.float32((A + A.T) @ x) / np.float32(1 + x @ A @ x),
        ],
        wrong=[
            (lambda A, x: 2 * A @ x / (1 + x @ A @ x), "symmetric a only"),
            (lambda A, x: 2 * A.T @ x / (1 + x @ A @ x), "symmetric a only"),
            (lambda A, x: A @ x / (1 + x @ A @ x), "only one end"),
            (lambda A, x: (A + A.T) @ x, "one over the inside"),
            (lambda A, x: (A + A.T) @ x / (x @ A @ x), "1 in the inside"),
            (lambda A, x: np.log(1 + x @ A @ x), "shape"),
            (lambda A, x: (A + A.T) @ x * (1 + x @ A @ x), "multiply by the inside"),
        ],
    ),
    "weights_gradient": Bank(
        right=[
            lambda W, x, y: 2 * (W @ x - y)[:, None] * x,
            lambda W, x, y: 2 * np.einsum("i,j->ij", W @ x - y, x),
            of.weights_by_loops,
        ],
        wrong=[
            (lambda W, x, y: outer(W @ x - y, x), "factor 2"),
            (lambda W, x, y: 2 * outer(x, W @ x - y), "shape"),
            (lambda W, x, y: 2 * outer(y - W @ x, x), "other sign"),
            (lambda W, x, y: 2 * outer(W @ x, x), "not subtracted"),
            (lambda W, x, y: 2 * W.T @ (W @ x - y), "shape"),
            (lambda W, x, y: norm(W @ x - y) ** 2, "shape"),
            (lambda W, x, y: 2 * outer(W @ x - y, x**2), None),
        ],
    ),
    "jacobian": Bank(
        right=[of.jacobian(), of.jacobian(h=2e-6), of.jacobian_by_rows],
        wrong=[
            (lambda F, x: of.jacobian()(F, x).T, "transpose"),
            (of.jacobian(divide=1e-5), "not h"),
            (of.jacobian(divide=4e-5), "not 4h"),
            (of.jacobian(divide=1), "not divided"),
            (of.jacobian(back=0, divide=1e-5), "one-sided"),
            (lambda F, x: of.jacobian()(F, x).sum(axis=1), "one at a time"),
            (lambda F, x: -of.jacobian()(F, x), "sign"),
        ],
    ),
    "normalise_vjp": Bank(
        right=[
            of.normalised(lambda x, y, u, r: u / r - x * (x @ u) / r**3),
            of.normalised(lambda x, y, u, r: (np.eye(len(x)) - outer(y, y)) @ u / r),
            of.normalised(lambda x, y, u, r: list((u - y * sum(y * u)) / r)),
        ],
        wrong=[
            (of.normalised(lambda x, y, u, r: (u + y * (x @ u)) / r), "both faults"),
            (of.normalised(lambda x, y, u, r: (u + y * (y @ u)) / r), "sign of the second"),
            (of.normalised(lambda x, y, u, r: (u - y * (x @ u)) / r), "still an x"),
            (of.normalised(lambda x, y, u, r: (u - x * (x @ u)) / r), "must be y"),
            (of.normalised(lambda x, y, u, r: u - y * (y @ u)), "division by the length"),
            (of.normalised(lambda x, y, u, r: u / r), "a term is missing"),
            (of.normalised(lambda x, y, u, r: y), "this is the value"),
        ],
    ),
    "newton": Bank(
        right=[
            of.newton(),
            of.newton(step=lambda H, g: np.linalg.inv(H) @ g),
            of.newton(step=lambda H, g: np.linalg.lstsq(H, g, rcond=None)[0]),
        ],
        wrong=[
            (of.newton(late=1), "one too many"),
            (of.newton(late=-1), "one too few"),
            (of.newton(fresh=False), "that of the start"),
            (of.newton(step=lambda H, g: g / np.diag(H)), "diagonal"),
            (of.newton(step=lambda H, g: -solve(H, g)), "sign of the step"),
            (of.newton_one_more, "test before you step"),
            (lambda *args: of.newton()(*args)[0], "2 values"),
            (lambda g, H, w, tol, most: (w, of.newton()(g, H, w, tol, most)[1]), "start"),
        ],
    ),
    "units": Bank(
        right=[1e-6, 1 / 1e6, np.float64(1e-6)],
        wrong=[
            (1e-3, "factor of the gradient"),
            (1e6, "turn it round"),
            (1000, "millimetres a metre has"),
            (1, "slopes per unit"),
            (1e-9, "not three times"),
        ],
    ),
    "reach": Bank(
        right=[1.0886, 1.09, np.float32(1.0887)],
        wrong=[
            (np.arccosh(np.sqrt(2)), "fallen to a half"),
            (2, "long lost"),
            (1.0, "close in"),
            (2.1773, "jump's own length"),
            (-1.0887, "leaves the range"),
            (3.0, "always comes home"),
        ],
    ),
}
test_bank = bank_tests("2-calculus/gradients", BANKS)
