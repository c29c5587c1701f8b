"""Checks of the exercises on gradient descent."""

import numpy as np

from coursework.expect import expect, part, trials
from coursework.mistakes import mistake, sum_for_mean
from coursework.registry import check

UPHILL = "You walk uphill: the gradient is added, not subtracted."


def _named(sentences):
    return [mistake(says, wrong) for says, wrong in sentences.items()]


@check(
    points=1,
    hints=[
        "The gradient points uphill. You want to go down.",
        "The new point is the old one minus the learning rate times the gradient.",
        "One line does it: `return w - lr * ...`, which makes a new array.",
    ],
    notice="One subtraction: whatever a network learns, it learns by this line.",
)
def step(answer):
    """One step against the gradient."""
    for rng in trials(4):
        w, g = 5 * rng.normal(size=(4, 2)).T  # not contiguous in memory
        lr = rng.uniform(0.1, 0.9)
        slips = {
            UPHILL: w + lr * g,
            "The learning rate is missing.": w - g,
            "The gradient is divided by the learning rate, not multiplied.": w - g / lr,
            "This is the step alone; subtract it from w.": lr * g,
            "This is the step alone; add it to w.": -lr * g,
            "The step's length is lr whatever the slope: keep g's length.": w
            - lr * g / np.linalg.norm(g),
            "Only the signs of the gradient are used.": w - lr * np.sign(g),
            "Only the gradient is multiplied by lr, not w.": lr * (w - g),
        }
        expect(answer, w, g, lr).equals(w - lr * g, mistakes=_named(slips))
    expect(answer, np.array([3, 1]), np.array([1, 5]), 0.5).equals(np.array([2.5, -1.5]))


@check(
    points=3,
    hints=[
        "At each point: ask for the gradient, see whether it is short, and only then step.",
        "The length of the gradient is `np.linalg.norm(g)`; stop as soon as it is at most tol.",
        "Start with `for made in range(most):` and `g = gradient(w)`; return w and made when flat.",
    ],
    notice="The length of the gradient tells how flat it is; the length of the step also holds lr.",
)
def descend(answer):
    """Gradient descent with a stopping rule, on bowls."""
    with part(2, "stops where it is flat"):
        for rng in trials(3):
            _walks(answer, rng, tol=rng.uniform(1e-4, 1e-3), most=1000)
        below = [mistake("A gradient of length tol is short enough.", v) for v in ([0.0625], 4)]
        exact = np.array([0.125]), 3
        expect(answer, lambda w: 4 * w, np.ones(1), 0.125, 0.5, 100).equals(exact, below)
    with part(1, "stops after `most` steps, and at once on flat ground"):
        for rng in trials(2):
            _walks(answer, rng, tol=1e-9, most=int(rng.integers(3, 9)))
        late = [mistake("Flat ground needs no step: look before you step.", 1)]
        expect(answer, np.copy, np.zeros(2), 0.1, 1e-3, 50).equals((np.zeros(2), 0), late)


def _walks(answer, rng, tol, most):
    a, start, lr = rng.uniform(1, 1.2, 3), rng.uniform(3, 4, 3), rng.uniform(0.1, 0.3)

    def walk(short=np.linalg.norm, most=most):
        w, made = start, 0
        while made < most and short(a * w) > tol:
            w, made = w - lr * a * w, made + 1
        return w, made

    right, made = walk()
    slips = {
        UPHILL: lambda *_: start * (1 + lr * a) ** most,
        "One step is made after it is flat: test before you step.": right * (1 - lr * a),
        "This is the start: is the step ever made?": start,
        "This is the gradient there; the point itself is asked.": a * right,
        "The length of the gradient is asked, not its largest entry.": walk(
            lambda g: abs(g).max()
        )[0],
        "You compare the squared length with tol, not the length.": walk(lambda g: g @ g)[0],
        "The gradient is to be short, not the step.": walk(lambda g: lr * np.linalg.norm(g))[0],
        "One step too few is made: `most` are allowed.": walk(most=made - 1)[0],
        "The steps are counted one too many.": made + 1,
        "The steps are counted one too few.": made - 1,
    }  # fmt: skip
    expect(answer, lambda w: a * w, start, lr, tol, most).equals((right, made), _named(slips))


@check(
    points=2,
    hints=[
        "First the residuals, then ask for each parameter which residuals it changes.",
        "The gradient of the sum of squares is twice X transposed times (Xw - y); take the mean.",
        "Start with `r = X @ w - y`, an array of shape (N,); then X.T @ r has shape (n,).",
    ],
    notice="Two products with X, no n by N matrix of slopes: that is all a step costs.",
)
def mse_gradient(answer):
    """The gradient of the mean squared error."""
    for rng, (N, n) in zip(trials(5), [(5, 3), (7, 2), (4, 4), (3, 5), (6, 1)], strict=True):
        X, y, w = rng.normal(size=(N, n)), rng.normal(size=N), rng.normal(size=n)
        r = X @ w - y
        slips = {
            "You divide by N twice: np.mean and 1/N?": 2 / N**2 * X.T @ r,
            "The 2 of the square and the 1/N of the mean are missing.": X.T @ r,
            "You divide by the number of parameters, not of examples.": 2 / n * X.T @ r,
            "The targets y are not subtracted.": 2 / N * X.T @ X @ w,
            "The residual is Xw - y: yours is Xw + y.": 2 / N * X.T @ (X @ w + y),
            "This is the mean squared error; its gradient is asked.": r @ r / N,
            "These are residuals; they are still to be multiplied by X^T.": 2 / N * r,
            "The residuals are squared; in the gradient they stand once.": 2 / N * X.T @ r**2,
        }
        expect(answer, X, y, w).equals(2 / N * X.T @ r, [*_named(slips), sum_for_mean(N)])


@check(
    points=2,
    hints=[
        "The speed limit is 2/L, and L is the largest eigenvalue of the Hessian.",
        "The Hessian of the mean squared error is (2/N) times X transposed times X.",
        "Start with `H = 2 / len(X) * X.T @ X`; `np.linalg.eigvalsh` gives its eigenvalues.",
    ],
    notice="The targets do not matter: how fast you may learn is settled by the inputs alone.",
)
def speed_limit(answer):
    """The largest learning rate for the mean squared error."""
    for rng, (N, n) in zip(trials(4), [(6, 3), (5, 2), (9, 4), (3, 5)], strict=True):
        X = rng.normal(size=(N, n)) * rng.uniform(0.5, 3, size=n) + 1
        s = np.linalg.svd(X, compute_uv=False)
        slips = {
            "This is 1/L, the careful rate; the limit is farther out.": N / s[0] ** 2 / 2,
            "This is L itself, the largest curvature.": 2 / N * s[0] ** 2,
            "The 2 of the squared error is lost: the Hessian is 2/N X^T X.": 2 * N / s[0] ** 2,
            "The 1/N of the mean is lost.": 1 / s[0] ** 2,
            "The Hessian is 2/N X^T X; yours is X^T X.": 2 / s[0] ** 2,
            "The steepest direction sets the limit, not the flattest.": N / s[-1] ** 2,
            "Square the singular values: curvatures are wanted.": N / s[0],
            "This is 2/(L + mu), the best rate.": N / (s[0] ** 2 + s[-1] ** 2),
            "This uses the sum of the eigenvalues, not the largest.": N / (s**2).sum(),
        }  # fmt: skip
        expect(answer, X).equals(N / s[0] ** 2, _named(slips))


@check(
    points=3,
    hints=[
        "The best rate makes the flattest and the steepest direction shrink equally fast.",
        "After T steps rho**T of the distance is left; solve rho**T <= eps for the whole number T.",
        "Start with `rho = (L - mu) / (L + mu)`, then T is a ratio of logarithms, rounded up.",
    ],
    notice="The steps grow like kappa, but only like the logarithm of the accuracy you want.",
)
def best_walk(answer):
    """The best learning rate, its factor per step and the number of steps."""
    for rng in trials(4):
        mu = rng.uniform(0.5, 2)
        L = mu * rng.uniform(1.5, 2.5)
        rho, T = (L - mu) / (L + mu), int(rng.integers(40, 80))
        eps = rho ** (T - rng.uniform(0.2, 0.8))
        slips = {
            "1/L is the careful rate, not the best.": 1 / L,
            "2/L is the limit, not the best rate.": 2 / L,
            "The best rate is 2/(L + mu): a 2 is lost.": 1 / (L + mu),
            "This is 1 - 1/kappa, the factor of the careful rate 1/L.": 1 - mu / L,
            "A factor above 1 grows: numerator and denominator are swapped.": 1 / rho,
            "Round up: with one step fewer eps is not yet reached.": T - 1,
            "T is a whole number: round up.": np.log(eps) / np.log(rho),
            "This is the formula for large kappa; here the exact count is asked.": np.ceil(
                L / mu / 2 * np.log(1 / eps)
            ),
        }
        expect(answer, mu, L, eps).equals((2 / (L + mu), rho, T), _named(slips))


@check(
    points=3,
    hints=[
        "There are three faults. Ask of each line: which way, how large, and whose array?",
        "Against the gradient; 1/N once; and a new array for w in place of `+=`.",
        "Start with `residual = X @ w - y`, without a division.",
    ],
    notice="`w = w - ...` makes a new array, `w -= ...` writes into the caller's.",
)
def repaired(answer):
    """Least squares by descent, repaired."""
    for rng, (N, n) in zip(trials(3), [(6, 3), (7, 2), (5, 4)], strict=True):
        X, y, w = rng.normal(size=(N, n)), rng.normal(size=N), rng.normal(size=n)
        lr, steps = rng.uniform(0.05, 0.1), int(rng.integers(3, 9))

        def walk(a, steps=steps, X=X, y=y, w=w):
            for _ in range(steps):
                w = w - a * X.T @ (X @ w - y)
            return w

        a = lr * 2 / N
        slips = {
            "Two faults are left: it walks uphill, and it divides by N twice.": walk(-a / N),
            UPHILL: walk(-a),
            "It divides by N twice.": walk(a / N),
            "It never divides by N.": walk(a * N),
            "The factor 2 of the squared error is lost.": walk(a / 2),
            "Only one step is made: is the return inside the loop?": walk(a, 1),
            "One step too few is made.": walk(a, steps - 1),
            "One step too many is made.": walk(a, steps + 1),
        }
        expect(answer, X, y, w, lr, steps).equals(walk(a), _named(slips))
    whole = np.array([[2, 1], [0, 1]]), np.array([1, 3]), np.array([1, 1])
    right = [mistake("Integers are to be promoted: w = w - ...", [0, 1])]
    expect(answer, *whole, 0.125, 1).equals(np.array([0.5, 1.0]), right)
