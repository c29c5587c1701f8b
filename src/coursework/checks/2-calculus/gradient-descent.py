"""Checks of the exercises on gradient descent."""

import numpy as np

from coursework.expect import expect, part, trials
from coursework.mistakes import mistake, sum_for_mean
from coursework.registry import check


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
        w, g, lr = rng.normal(size=3), rng.normal(size=3), rng.uniform(0.1, 0.9)
        unit = g / np.linalg.norm(g)
        expect(answer, w, g, lr).equals(
            w - lr * g,
            mistakes=[
                mistake("You walk uphill: the gradient is added, not subtracted.", w + lr * g),
                mistake("The learning rate is missing.", w - g),
                mistake(
                    "The gradient is divided by the learning rate, not multiplied.", w - g / lr
                ),
                mistake("This is the step alone; subtract it from w.", lr * g),
                mistake("This is the step alone; add it to w.", -lr * g),
                mistake(
                    "The step has length lr whatever the slope: do not normalise g.", w - lr * unit
                ),
                mistake("Only the signs of the gradient are used.", w - lr * np.sign(g)),
                mistake(
                    "The parentheses are off: only the gradient is multiplied by lr.", lr * (w - g)
                ),
            ],
        )


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
            _walks(answer, rng, tol=rng.uniform(0.01, 0.1), most=1000)
    with part(1, "stops after `most` steps, and at once on flat ground"):
        for rng in trials(2):
            _walks(answer, rng, tol=1e-9, most=int(rng.integers(3, 9)))
        expect(answer, np.asarray, np.zeros(2), 0.1, 1e-3, 50).equals((np.zeros(2), 0))


def _walks(answer, rng, tol, most):
    a, start, lr = rng.uniform(1, 3, size=2), rng.normal(size=2) + 3, rng.uniform(0.1, 0.3)

    def walk(sign=1, early=0, short=np.linalg.norm):
        w, made = start, 0
        while made < most - early and short(a * w) > tol:
            w, made = w - sign * lr * a * w, made + 1
        return w, made

    right, made = walk()
    slips = [
        ("You walk uphill: the gradient is added, not subtracted.", walk(sign=-1)[0]),
        ("One step is made after the ground is flat: test before you step.", right * (1 - lr * a)),
        ("This is the start: is the step ever made?", start),
        ("This is the gradient at the last point; the point itself is asked.", a * right),
        ("You stop by the largest entry; the length of the gradient is asked.",
         walk(short=lambda g: np.abs(g).max())[0]),
        ("You compare the squared length with tol; the length is asked.", walk(short=lambda g: g @ g)[0]),
        ("You stop when the step is short; the gradient is to be short.",
         walk(short=lambda g: lr * np.linalg.norm(g))[0]),
        ("One step too few: `most` steps are allowed.", walk(early=1)[0]),
    ]  # fmt: skip
    counts = [
        mistake("The steps are counted one too many.", made + 1),
        mistake("The steps are counted one too few.", made - 1),
    ]
    expect(answer, lambda w: a * w, start, lr, tol, most).equals(
        (right, made), mistakes=[mistake(*slip) for slip in slips] + counts
    )


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
        expect(answer, X, y, w).equals(
            2 / N * X.T @ r,
            mistakes=[
                mistake(
                    "You divide by N twice: is np.mean used as well as 1/N?", 2 / N**2 * X.T @ r
                ),
                mistake("The 2 of the square and the 1/N of the mean are missing.", X.T @ r),
                sum_for_mean(N),
                mistake(
                    "You divide by the number of parameters, not of examples.", 2 / n * X.T @ r
                ),
                mistake("The targets y are not subtracted.", 2 / N * X.T @ X @ w),
                mistake("The residual is Xw - y: yours is Xw + y.", 2 / N * X.T @ (X @ w + y)),
                mistake("This is the mean squared error itself; its gradient is asked.", r @ r / N),
                mistake(
                    "These are the residuals; they are still to be multiplied by X^T.", 2 / N * r
                ),
                mistake(
                    "The residuals are squared; in the gradient they stand once.",
                    2 / N * X.T @ r**2,
                ),
            ],
        )
