"""Right and wrong answers to the exercises on gradient descent."""

from importlib import import_module

import numpy as np

from tests.coursework.bank import Bank, bank_tests

of = import_module("tests.coursework.2-calculus.gradient_descent_answers")

BANKS = {
    "step": Bank(
        right=[
            lambda w, g, lr: w - lr * g,
            lambda w, g, lr: [a - lr * b for a, b in zip(w.tolist(), g.tolist(), strict=True)],
            lambda w, g, lr: np.float32(w) - np.float32(lr) * np.float32(g),
            lambda w, g, lr: np.add(w, np.multiply(-lr, g)),
        ],
        wrong=[
            (lambda w, g, lr: w + lr * g, "walk uphill"),
            (lambda w, g, lr: w - g, "learning rate is missing"),
            (lambda w, g, lr: w - g / lr, "divided by the learning rate"),
            (lambda w, g, lr: lr * g, "the step alone"),
            (lambda w, g, lr: -lr * g, "the step alone"),
            (lambda w, g, lr: lr * (w - g), "not w"),
            (lambda w, g, lr: w - lr * np.sign(g), "only the signs"),
            (lambda w, g, lr: w - lr * g / np.linalg.norm(g), "whatever the slope"),
            (of.step_in_place, "changes its input"),
            (lambda w, g, lr: (w - lr * g).astype(int), "cut off"),
            (lambda w, g, lr: w - lr * g**2, None),
        ],
    ),
    "descend": Bank(
        right=[
            of.walk,
            of.walk_by_lists,
            lambda *args: of.walk(*args, short=lambda g: np.sqrt(np.sum(g**2))),
            lambda gradient, w, *rest: of.walk(gradient, np.array(w).tolist() * np.ones(1), *rest),
        ],
        wrong=[
            (of.slip(sign=-1), "walk uphill"),
            (of.slip(late=1), "counted one too many"),
            (of.slip(late=-1), "counted one too few"),
            (of.slip(early=1), "one step too few"),
            (of.slip(short=lambda g: g @ g), "squared length"),
            (of.slip(short=lambda g: abs(g).max()), "largest entry"),
            (of.wants_less_than_tol, "short enough"),
            (of.looks_after_the_step, "look before you step"),
            (of.steps_once_more, "test before you step"),
            (lambda gradient, w, *rest: (w, of.walk(gradient, w, *rest)[1]), "ever made"),
            (
                lambda gradient, w, lr, tol, most: of.walk(gradient, w, lr, tol / lr, most),
                "not the step",
            ),
            (lambda *args: of.walk(*args)[0], "2 values"),
            (
                lambda gradient, *rest: (gradient((r := of.walk(gradient, *rest))[0]), r[1]),
                "the point itself",
            ),
            (lambda gradient, w, lr, tol, most: of.walk(gradient, w, lr / 2, tol, most), None),
        ],
    ),
    "mse_gradient": Bank(
        right=[
            of.mse_by_loops,
            of.mse_by_differences,
            lambda X, y, w: 2 * np.mean(X * (X @ w - y)[:, None], axis=0),
            lambda X, y, w: np.float32(2 / len(y)) * np.float32(X.T @ (X @ w - y)),
        ],
        wrong=[
            (lambda X, y, w: 1 / len(y) * X.T @ (X @ w - y), "factor of 2"),
            (lambda X, y, w: 2 * X.T @ (X @ w - y), "it is the sum"),
            (lambda X, y, w: X.T @ (X @ w - y), "are missing"),
            (lambda X, y, w: 2 / len(y) * X.T @ (y - X @ w), "sign is flipped"),
            (lambda X, y, w: 2 / len(y) ** 2 * X.T @ (X @ w - y), "by N twice"),
            (lambda X, y, w: 2 / len(w) * X.T @ (X @ w - y), "number of parameters"),
            (lambda X, y, w: 2 / len(y) * X.T @ (X @ w), "not subtracted"),
            (lambda X, y, w: 2 / len(y) * X.T @ (X @ w + y), "yours is Xw + y"),
            (lambda X, y, w: np.mean((X @ w - y) ** 2), "its gradient is asked"),
            (lambda X, y, w: 2 / len(y) * (X @ w - y), "multiplied by X^T"),
            (lambda X, y, w: 2 / len(y) * X.T @ (X @ w - y) ** 2, "are squared"),
            (lambda X, y, w: 2 / len(y) * X @ (X @ w - y), None),
        ],
    ),
    "speed_limit": Bank(
        right=[
            lambda X: 2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max(),
            lambda X: len(X) / np.linalg.norm(X, 2) ** 2,
            lambda X: len(X) / np.linalg.svd(X)[1][0] ** 2,
            lambda X: float(
                1
                / max(
                    np.linalg.eigvals(np.cov(X.T, bias=True) + np.outer(X.mean(0), X.mean(0))).real
                )
            ),
            lambda X: np.float32(len(X) / np.linalg.norm(np.float32(X), 2) ** 2),
        ],
        wrong=[
            (lambda X: len(X) / np.linalg.norm(X, 2) ** 2 / 2, "careful rate"),
            (lambda X: 2 * len(X) / np.linalg.norm(X, 2) ** 2, "2 of the squared error is lost"),
            (lambda X: 1 / np.linalg.norm(X, 2) ** 2, "1/N of the mean is lost"),
            (lambda X: 2 / np.linalg.norm(X, 2) ** 2, "yours is X^T X"),
            (lambda X: 2 / len(X) * np.linalg.norm(X, 2) ** 2, "L itself"),
            (lambda X: len(X) / np.linalg.svd(X)[1][-1] ** 2, "not the flattest"),
            (lambda X: len(X) / np.linalg.norm(X, 2), "square the singular values"),
            (lambda X: len(X) / np.linalg.norm(X) ** 2, "sum of the eigenvalues"),
            (lambda X: X.T @ X, "single number"),
            (lambda X: X.shape[1] / np.linalg.norm(X, 2) ** 2, None),
        ],
        survivors={
            "transpose: 2 / len(X) * X.T @ X -> X @ (2 / len(X) * X.T)": "its eigenvalues",
        },
    ),
    "best_walk": Bank(
        right=[
            of.best_by_counting,
            of.best(rho=lambda mu, L: (L / mu - 1) / (L / mu + 1)),
            of.best(T=lambda mu, L, eps, rho: int(np.log10(eps) / np.log10(rho)) + 1),
            of.best(lr=lambda mu, L: 1 / np.mean([mu, L])),
        ],
        wrong=[
            (of.best(lr=lambda mu, L: 1 / L), "careful rate"),
            (of.best(lr=lambda mu, L: 2 / L), "is the limit"),
            (of.best(lr=lambda mu, L: 1 / (L + mu)), "a 2 is lost"),
            (of.best(rho=lambda mu, L: 1 - mu / L), "factor of the careful rate"),
            (of.best(rho=lambda mu, L: (L + mu) / (L - mu)), "swapped"),
            (of.best(rho=lambda mu, L: (mu - L) / (L + mu)), "sign is flipped"),
            (of.best(T=lambda mu, L, eps, rho: int(np.log(eps) / np.log(rho))), "round up"),
            (of.best(T=lambda mu, L, eps, rho: np.log(eps) / np.log(rho)), "whole number"),
            (
                of.best(T=lambda mu, L, eps, rho: np.ceil(L / mu / 2 * np.log(1 / eps))),
                "large kappa",
            ),
            (lambda mu, L, eps: 2 / (L + mu), "3 values"),
        ],
    ),
    "units": Bank(
        right=[100, 100.0, np.int64(100), [[100]][0][0]],
        wrong=[
            (10, "their squares"),
            (1000, "metres with millimetres"),
            (1e6, "metres against"),
            (10**4, "not like its square"),
            (1, "other column"),
            (50, "factor of 2"),
        ],
        survivors={
            "constant: 100 -> 101": "about 100 is asked: 2 % are allowed",
            "constant: 100 -> 99": "about 100 is asked",
        },
    ),
    "repaired": Bank(
        right=[of.fit(), of.fit_on_a_copy, lambda *args: of.fit()(*args).tolist()],
        wrong=[
            (of.fit(lambda N: 2 / N**2, -1), "two faults"),
            (of.fit(lambda N: 2 / N**2), "divides by N twice"),
            (of.fit(sign=-1), "walk uphill"),
            (of.fit_in_place, "changes its input"),
            (of.fit(lambda N: 2), "never divides by N"),
            (of.fit(lambda N: 1 / N), "factor 2"),
            (of.returns_inside, "inside the loop"),
            (of.fit(more=-1), "one step too few"),
            (of.fit(more=1), "one step too many"),
            (of.fit_as_integers, "integers"),
        ],
    ),
    "standardise": Bank(
        right=[
            of.scaled(),
            of.scaled_by_loops,
            lambda a, b: of.scaled()(np.float32(a), np.float32(b)),
        ],
        wrong=[
            (of.own_scales, "its own mean"),
            (of.scaled_together, "must stay unseen"),
            (of.rows_scaled, "rows were standardised"),
            (of.scaled(mean=lambda X, _: X.mean()), "whole table"),
            (of.scaled(spread=np.var), "variance"),
            (of.scaled(spread=lambda X, _: np.std(X, 0, ddof=1)), "ddof"),
            (of.scaled(spread=lambda X, _: np.ones(X.shape[1])), "nothing is divided"),
            (of.scaled(mean=lambda X, _: 0), "mean is not subtracted"),
            (of.scaled(mean=np.min, spread=np.ptp), "between 0 and 1"),
            (of.scaled_divides_by_zero, "division by zero"),
        ],
    ),
    "on_foot": Bank(
        right=[of.line(), of.line_directly, of.line(steps=3000)],
        wrong=[
            (of.line(lambda b, w, m, s: np.r_[b, w]), "translate them back"),
            (of.line(lambda b, w, m, s: np.r_[b, w / s]), "centred features"),
            (of.line(lambda b, w, m, s: np.r_[w / s, b - w / s @ m]), "intercept comes first"),
            (of.line(lambda b, w, m, s: np.r_[b - w / s @ m, w * s]), "divided by the spread"),
            (of.line(steps=8), "stop too early"),
            (of.line(lambda b, w, m, s: np.r_[0, w / s], ones=False), "add a column of ones"),
            (of.line(lambda b, w, m, s: w / s), "wrong shape"),
            (of.line_in_measured_units, None),
        ],
        survivors={
            "comparison: np.zeros(Z.shape[1]) -> np.ones(Z.shape[1])": "any start will do",
            "constant: 2 -> 1": "half the rate arrives, too",
            "constant: 2 -> 3": "1.5 times the rate arrives, too",
            "factor: curvatures[0] + curvatures[-1] -> "
            "curvatures[0] + 2 * curvatures[-1]": "slower",
            "constant: 1000 -> 1001": "arrived before",
            "constant: 1000 -> 999": "arrived before",
            "index: curvatures[-1] -> curvatures[-1 - 1]": "a rate that still converges here",
            "constant: 0 -> 1": "a rate that still converges here",
            "sign: -1 -> 1": "a rate that still converges here",
            "constant: 1 -> 2": "a rate that still converges here",
            "transpose: slopes @ mean -> mean @ slopes": "a dot product",
            "transpose: slopes @ mean -> slopes.T @ mean": "a dot product",
            "factor: lr * 2 -> lr / 2": "a quarter of the rate arrives, too",
        },
    ),
    "critical_point": Bank(
        right=[
            of.kind(np.linalg.eigvalsh),
            of.kind_by_signs,
            lambda H: np.str_(of.kind(np.linalg.eigvalsh)(H)),
        ],
        wrong=[
            (of.kind(np.diag), "diagonal alone"),
            (of.kind(np.linalg.det), "determinant alone"),
            (of.kind_without_zero, "alone does not tell"),
            (of.kind_zero_first, "one zero does not leave it open"),
            (
                of.kind(np.linalg.eigvalsh, ("maximum", "minimum", "saddle", "undecided")),
                "changed places",
            ),
            (lambda H: np.linalg.eigvalsh(H), "text is expected"),
            (of.kind(lambda H: of.cut(np.linalg.eigvalsh(H), 1e-9)), "small is not zero"),
            (of.kind(lambda H: of.cut(np.linalg.eigvalsh(H / abs(H).max()), 1e-5)), "small is not"),
            (lambda H: "saddle", None),
        ],
        survivors={
            "constant: 1e-09 -> 2e-09": "no test lies between two tiny thresholds",
        },
    ),
    "backtrack": Bank(
        right=[
            of.search(),
            of.search_by_recursion,
            lambda f, g, w, lr: of.search()(f, g, np.array(w), float(lr)),
        ],
        wrong=[
            (of.search(promise=0), "too early"),
            (of.search(promise=0.25), "too early"),
            (of.search(shrink=0.1), "no other factor"),
            (of.search(promise=-np.inf), "full rate is used"),
            (of.search(then=0.5), "once too often"),
            (of.search(then=2), "too early"),
            (of.search(sign=-1), "walk uphill"),
            (lambda *args: of.search()(*args)[0], "2 values"),
        ],
        survivors={
            "comparison: f(w - lr * g) > f(w) - lr * (g @ g) / 2 -> "
            "f(w - lr * g) >= f(w) - lr * (g @ g) / 2": "equality is a matter of rounding",
            "transpose: g @ g -> g.T @ g": "a dot product",
        },
    ),
    "limit": Bank(
        right=[0.599, 6 / np.sinh(3), np.float32(0.5985), 0.6],
        wrong=[
            (2, "bottom"),
            (2 / np.cosh(3), "curvature at the start"),
            (3 / np.sinh(3), "lands on the bottom"),
            (1 / np.cosh(3), "far on the safe side"),
            (1.0, "curvature at the bottom"),
            (0.65, "too large"),
            (-0.6, "leaves the range"),
        ],
        survivors={
            "constant: 0.01 -> 0.02": "another bracket",
            "constant: 2.0 -> 4.0": "another bracket",
            "constant: 30 -> 31": "digits that are not asked",
            "constant: 30 -> 29": "digits that are not asked",
            "constant: 2000 -> 2001": "decided long before",
            "constant: 2000 -> 1999": "decided long before",
            "comparison: abs(w) > 10 -> abs(w) >= 10": "never hit exactly",
            "constant: 10 -> 11": "lost is lost",
            "constant: 10 -> 9": "lost is lost",
        },
    ),
    "curve": Bank(
        right=["c", "C", "(c)"],
        wrong=[
            ("a", "never rises"),
            ("b", "first step on"),
            ("d", "falls first"),
            ("e", "choose one of"),
        ],
    ),
}
test_bank = bank_tests("2-calculus/gradient-descent", BANKS)
