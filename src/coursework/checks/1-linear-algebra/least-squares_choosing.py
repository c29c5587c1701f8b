"""Checks of the exercises on least squares: ridge, validation, points left out."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "The added rows are residuals like the others: they are squared, and should be 0.",
        "The tall matrix is A with sqrt(penalty) I below it, the target y with zeros below it.",
        "Repair one line at a time; the last needs the tall matrix on both sides.",
    ],
    notice="With penalty 1 a forgotten root hides: try more than one number.",
)
def repaired(answer):
    """Ridge regression through the taller matrix."""
    shapes = [(6, 3), (5, 2), (4, 4), (3, 5), (7, 3)]
    for rng, (m, n), low in zip(trials(5), shapes, [2, 0.3, 2, 2, 20], strict=True):
        A, y, penalty = rng.normal(size=(m, n)), rng.normal(size=m), rng.uniform(low, 2 * low)
        right = _ridge(A, y, penalty)
        expect(answer, A, y, penalty).equals(right, mistakes=_wrong_ridges(A, y, penalty))
    expect(answer, np.array([[1], [1]]), np.array([3, 5]), 2).equals([2.0])


def _ridge(A, y, penalty, wanted=0.0, left=None, root=None):
    """Ridge, or with one fault: another left side, root or wish for the weights."""
    n = A.shape[1]
    root = np.sqrt(penalty) if root is None else root
    left = A.T @ A + root**2 * np.eye(n) if left is None else left
    return np.linalg.lstsq(left, A.T @ y + root * wanted * np.ones(n), rcond=None)[0]


def _wrong_ridges(A, y, p):
    plain = A.T @ A
    return [
        mistake("Nothing is repaired yet.", _ridge(A, y, p, 1.0, plain, p)),
        mistake("The left side still lacks the price.", _ridge(A, y, p, 0.0, plain)),
        mistake("The left side still lacks the price.", _ridge(A, y, p, 1.0, plain)),
        mistake("The left side still lacks the price.", _ridge(A, y, p, 0.0, plain, p)),
        mistake("The added rows hold the price, not its root.", _ridge(A, y, p, root=p)),
        mistake("The weights are still drawn to 1, not to 0.", _ridge(A, y, p, 1.0)),
        mistake("Both the root and the zeros are missing.", _ridge(A, y, p, 1.0, root=p)),
        mistake("The root is taken once too often.", _ridge(A, y, p, root=p**0.25)),
        mistake("The price is subtracted; it is added.", _negative(A, y, p)),
    ]


def _negative(A, y, p):
    return np.linalg.solve(A.T @ A - p * np.eye(A.shape[1]), A.T @ y)


@check(
    points=2,
    hints=[
        "Fit to the training points, judge on the validation points.",
        "`np.vander(x, degree + 1)` makes the columns, `np.linalg.lstsq(A, y)[0]` the weights.",
        "Keep ten errors in a list; the first belongs to degree 1.",
    ],
    notice="The training error would have chosen 10: it always votes for the highest degree.",
)
def best_degree(answer):
    """The degree with the smallest validation error, and the ten errors that chose it."""
    pair = given(answer).satisfies(
        lambda two: isinstance(two, (tuple, list)) and len(two) == 2 and np.size(two[1]) > 1,
        "Give two things in this order: the degree, and the list of the ten errors.",
    )
    degree, errors = pair.value
    validation = _errors(10)[1]
    with part(1, "the ten errors"):
        given(errors).equals(validation, mistakes=_wrong_validations(), rtol=3e-4)
    with part(1, "the degree"):
        best = 1 + int(np.argmin(validation))
        given(degree).equals(best, mistakes=_wrong_degrees(best, validation), rtol=1e-9)
        given(errors).satisfies(
            lambda own: 1 + np.argmin(own) == best and len(own) == 10,
            "The degree is right, but these errors do not choose it.",
        )


def _wrong_degrees(best, validation):
    return {
        "That degree fits the training points best; the others decide.": 10,
        "`np.argmin` counts from 0, and the degrees begin at 1.": best - 1,
        "That is the number of weights, one more than the degree.": best + 1,
        "That is the training choice, counted from 0.": 9,
        "That is the smallest error; the degree is asked.": min(validation),
        "That is the worst degree on the validation points.": 1 + int(np.argmax(validation)),
    }


def _wrong_validations():
    train, validation, own, both = _errors(10)
    return {
        "Those are the errors on the training points.": train,
        "Those are mean squares: the root is missing.": validation**2,
        "Those fits have seen the validation points.": own,
        "Those fits have seen training and validation points.": both,
        "The list begins at degree 0.": _errors(9, first=0)[1],
        "The list begins at degree 2: `range(1, 11)` begins at 1.": _errors(11, first=2)[1],
        "Degree 10 is missing: `range(1, 10)` stops at 9.": validation[:-1],
        "Those are the roots of sums: divide by the number of points first.": (
            validation * np.sqrt(200)
        ),
        "Plain errors are averaged, without squares.": _errors(10, norm=np.mean)[1],
        "Sizes are averaged; square first, then average, then take the root.": (
            _errors(10, norm=lambda e: np.mean(np.abs(e)))[1]
        ),
    }


def _rmse(error):
    return np.sqrt(np.mean(error**2))


def _errors(last, first=1, norm=_rmse):
    """Errors on training and validation points; then of fits to the validation points, to both."""
    rng = np.random.default_rng(7)
    (x, y), (x_val, y_val) = _sample(rng, 20), _sample(rng, 200)
    every = np.append(x, x_val), np.append(y, y_val)
    plan = [(x, y, x, y), (x, y, x_val, y_val), (x_val, y_val) * 2, (*every, x_val, y_val)]
    return np.array(
        [
            [norm(b - np.polyval(np.polyfit(u, v, d), a)) for d in range(first, last + 1)]
            for u, v, a, b in plan
        ]
    )


def _sample(rng, n):
    x = rng.uniform(-1, 1, n)
    return x, np.exp(x) * np.cos(4 * x) + 0.3 * rng.standard_normal(n)


@check(
    points=1,
    hints=[
        "A mean is a number that was fitted to data.",
        "What is fitted may see the training set only.",
    ],
    notice="Everything that is computed from data belongs to the training, means included.",
)
def leak(answer):
    """Where the numbers for centring may come from."""
    given(answer).chooses(
        "b",
        {
            "a": "Then the test examples have helped to make what they are to judge.",
            "c": "Then the same patient gets other features in other company.",
            "d": "Then the test set is used before it is opened.",
        },
    )


@check(
    points=3,
    hints=[
        "A point draws the fit to itself by its leverage.",
        "The error without point i is its residual divided by 1 - h_i.",
        "`Q, _ = np.linalg.qr(A)`; the leverages are the sums of squares of the rows of Q.",
    ],
    notice="One fit does the work of m: leaving out costs nothing in least squares.",
)
def left_out(answer):
    """Leave-one-out errors, compared with as many fits as there are points."""
    for rng, (m, n) in zip(trials(5), [(7, 3), (6, 2), (8, 4), (6, 1), (9, 3)], strict=True):
        A, y = rng.normal(size=(m, n)), rng.normal(size=m)
        right = np.array([y[i] - _without(A, y, i) for i in range(m)])
        expect(answer, A, y).equals(right, mistakes=_wrong_errors(A, y, right), rtol=1e-4)
    expect(answer, np.ones((3, 1)), np.array([0, 3, 6])).equals([-4.5, 0, 4.5])


def _without(A, y, i):
    return A[i] @ np.linalg.lstsq(np.delete(A, i, 0), np.delete(y, i), rcond=None)[0]


def _wrong_errors(A, y, right):
    Q = np.linalg.qr(A)[0]
    h = np.sum(Q**2, axis=1)
    r = y - Q @ (Q.T @ y)
    return [
        mistake("Those are the residuals of the fit to all points.", r),
        mistake("Those are predictions; their errors are asked.", y - right),
        mistake("Those are fitted values; errors are asked.", y - r),
        mistake("The residuals are multiplied by 1 - h; divide.", r * (1 - h)),
        mistake("They are divided by the leverage itself: what share of the error is left?", r / h),
        mistake("They are divided by 1 + h: the point draws the fit nearer.", r / (1 + h)),
        mistake("A root too many: divide by 1 - h itself.", r / np.sqrt(1 - h)),
        mistake("A square too many: divide by 1 - h once.", r / (1 - h) ** 2),
        mistake("Every point gets the mean leverage n/m; each has its own.", r / (1 - h.mean())),
        mistake("Those are the leverages.", h),
        mistake("Only the sizes are right; errors have signs.", np.abs(right)),
        mistake("The squares are asked nowhere: return the errors.", right**2),
    ]
