"""Checks of the exercises on gradients: a pullback, and Newton's steps."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Compare u . (F(x + hv) - F(x - hv)) / 2h with pullback(u) . v, at |x| other than 1.",
        "J = (I - y y^T) / length: what u has along y is taken away.",
        "Start with `length = np.linalg.norm(x)` and `y = x / length`.",
    ],
    notice="J^T u is always orthogonal to y: a longer x gives the same result.",
)
def normalise_vjp(answer):
    """The pullback of bringing a vector to length 1."""
    for rng in trials(4):
        x, u = rng.normal(size=4) * 3, rng.normal(size=4)
        length = np.linalg.norm(x)
        y = x / length
        right = (u - y * (y @ u)) / length
        slips = {
            "Both faults are left: the sign, and an x in the place of a y.": (u + y * (x @ u))
            / length,
            "The sign of the second term is still wrong.": (u + y * (y @ u)) / length,
            "There is still an x where y is needed.": (u - y * (x @ u)) / length,
            "Both factors along u must be y.": (u - x * (x @ u)) / length,
            "The division by the length is lost.": right * length,
            "It is divided by the length twice.": right / length,
            "The length depends on x, too: a term is missing.": u / length,
            "The term along y alone is left; u itself is missing.": -y * (y @ u) / length,
            "This is the value, not the product of J^T with u.": y,
        }
        expect(lambda x: answer(x)[0], x).equals(y)
        expect(lambda x, u: answer(x)[1](u), x, u).equals(right, slips)


D, C = np.array([[1.0, 2.0], [1.0, -1.0], [-1.0, 0.3]]), np.array([1.0, -0.5, 0.4])


def _gradient(w):
    """The gradient of the sum of t**2 / 2 + t**4 / 4 over the entries of t = D w - C."""
    t = D @ w - C
    return D.T @ (t + t**3)


def _hessian(w):
    return D.T * (1 + 3 * (D @ w - C) ** 2) @ D


def _walk(w, tol, most, *, step=np.linalg.solve, fresh=True):
    """Newton's steps, and with one setting changed others."""
    first, made = _hessian(w), 0
    while made < most and tol < np.linalg.norm(g := _gradient(w)) < 1e30:
        w, made = w - step(_hessian(w) if fresh else first, g), made + 1
    return w, made


@check(
    points=3,
    hints=[
        "Ask for the gradient, test its length, then solve for the step.",
        "Solve H s = -g at the present point; ask for H anew each time.",
        "Start with `for made in range(most):` and `g = gradient(w)`.",
    ],
    notice="Near the minimum the digits double, so a stricter tol costs one step at most or two.",
)
def newton(answer):
    """Newton's steps until the gradient is short."""
    for rng, most in zip(trials(4), [50, 50, 2, 50], strict=True):
        w, tol = rng.uniform(2, 3, size=2), 10.0 ** rng.uniform(-4, -3)
        point, made = _walk(w, tol, most)
        slips = _newton_slips(w, tol, most, point, made)
        found = expect(answer, _gradient, _hessian, w, tol, most)
        found.equals((point, made), slips, rtol=1e-7)
    flat = np.zeros(1), 0
    quadratic = (lambda w: 2 * w, lambda w: np.array([[2.0]]))
    expect(answer, *quadratic, np.zeros(1), 1e-9, 5).equals(
        flat, {"A start that is flat needs no step: measure before you step.": 1}
    )


def _newton_slips(w, tol, most, point, made):
    def other(says, **settings):
        pair = _walk(w, tol, most, **settings)
        return [mistake(says, pair[0]), mistake(says, pair[1])]

    return [
        mistake("The steps are counted one too many.", made + 1),
        mistake("The steps are counted one too few.", made - 1),
        mistake("The walk is one step too long: test before you step.",
                _walk(w, 0, made + 1)[0]),
        mistake("The walk is one step too short.", _walk(w, 0, max(made - 1, 0))[0]),
        mistake("That is the start: nothing was walked.", w),
        mistake("That is the gradient at the end; the point is asked.",
                _gradient(point)),
        *other("The Hessian is that of the start: ask for it anew at each point.", fresh=False),
        *other("That is a step along the gradient; solve with the Hessian.",
               step=lambda H, g: g),
        *other("You multiply by the Hessian; solve with it.", step=lambda H, g: H @ g),
        *other("Only the diagonal of the Hessian is used.", step=lambda H, g: g / np.diag(H)),
        *other("The sign of the step is wrong: s = -H^-1 g.",
               step=lambda H, g: -np.linalg.solve(H, g)),
    ]  # fmt: skip


@check(
    points=1,
    hints=[
        "By what factor does a first derivative change when steps are counted in millimetres?",
        "The Hessian is differentiated twice, and each time the factor comes in.",
        "g(z) = f(z / 1000): each derivative by z brings 1/1000.",
    ],
    notice="Newton's step stays the same step; a step along the gradient changes with the units.",
)
def units(answer):
    """How the Hessian changes with the unit of the places."""
    slips = {
        "That is the factor of the gradient: the Hessian is differentiated twice.": 1e-3,
        "In smaller units a unit step is smaller, so curvatures shrink: turn it round.": 1e6,
        "That is how many millimetres a metre has; think of what a derivative divides by.": 1000,
        "The height is the same, but its slopes per unit are not.": 1,
        "Twice, not three times.": 1e-9,
    }
    given(answer).equals(1e-6, slips)


@check(
    points=3,
    hints=[
        "Write a function that says of a start whether it comes home. Then close in.",
        "The step goes to w - tanh(w) * cosh(w)**2; a walk beyond 10 is lost.",
        "Start with `low, high = 0.5, 3.0` and test the middle, thirty times.",
    ],
    notice="At the edge the walk jumps to and fro between w and -w: sinh 2w = 4w.",
)
def reach(answer):
    """The largest start from which Newton's steps on ln cosh come home."""
    low, high = 0.5, 3.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.sinh(2 * middle) < 4 * middle else (low, middle)
    slips = {
        "That is where the curvature has fallen to a half. Measure.": np.arccosh(np.sqrt(2)),
        "From there the walk is long lost: let it make more steps before you judge.": 2,
        "That is the jump's own length; the start is asked.": 2 * low,
        "From there it comes home, but larger starts do, too: close in.": 1,
        "The step uses the slope without its Hessian? Then it always comes home.": 3,
    }
    given(answer).returns((), low=0, high=10).equals(low, slips, rtol=5e-3)
