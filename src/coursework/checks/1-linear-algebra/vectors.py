"""Checks of the exercises on vectors: shapes, lengths, projections, angles."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake, wrong_axis
from coursework.registry import check


@check(
    points=1,
    hints=[
        "Write both shapes below each other, aligned at the right.",
        "X[:, None, :] has shape (5, 1, 3); Y has shape (4, 3).",
        "A missing length counts as 1, and an axis of length 1 is repeated.",
    ],
    notice="Every row met every row: that is what the inserted axis is for.",
)
def broadcast_shape(answer):
    """The shape of all differences of rows."""
    given(answer).equals(
        [5, 4, 3],
        mistakes={
            "The rows of X come first: its axis stands on the left.": [4, 5, 3],
            "Nothing is summed: the last axis stays.": [5, 4],
            "The pairs of rows have two axes, one for X and one for Y.": [20, 3],
            "An axis of length 1 is repeated as often as the other needs.": [5, 1, 3],
            "That is the shape of X; each of its rows meets every row of Y.": [5, 3],
            "The features of X and Y correspond: they share one axis.": [5, 3, 4, 3],
            "The inserted axis stands in the middle, not at the end.": [5, 3, 4],
        },
    )


@check(
    points=2,
    hints=[
        "One length for each row: sum the squares along the row.",
        "The lengths have shape (N,); as a column of shape (N, 1) they divide rows.",
        "`length = np.sqrt(np.sum(X**2, axis=1))`, and zeros in it become 1.",
    ],
    notice="After this, `U @ U.T` is the table of all cosines.",
)
def unit_rows(answer):
    """Rows of length 1; square tables first, where a wrong axis runs."""
    with part(1, "on random rows"):
        for rng, shape in zip(trials(4), [(3, 3), (4, 4), (2, 5), (5, 2)], strict=True):
            X = rng.normal(size=shape)
            expect(answer, X).equals(_over(X, 2), mistakes=_unit_mistakes(X))
    with part(1, "with a row of zeros"):
        X = np.array([[0, 3, -4], [0, 0, 0], [6, 0, -6], [4e-6, 0, 3e-6]])
        right = [[0, 0.6, -0.8], [0, 0, 0], [0.5**0.5, 0, -(0.5**0.5)], [0.8, 0, 0.6]]
        # a length with 1e-12 added to it is right, too
        expect(answer, X).returns(shape=(4, 3)).equals(
            right, mistakes=_left_alone(X, right) + _unit_mistakes(X), rtol=1e-6
        )


def _left_alone(X, right):
    sums = X.sum(axis=1, keepdims=True)
    short = np.linalg.norm(X, axis=1, keepdims=True) < 1e-3
    return [
        mistake("Entries that cancel do not make a row of zeros.", np.where(sums == 0, X, right)),
        mistake("A short row has a direction, too.", np.where(short, X, right)),
        mistake("A short row has a direction, too.", np.where(short, 0, right)),
    ]


def _over(X, p, axis=1):
    return X / np.linalg.norm(X, p, axis=axis, keepdims=True)


def _unit_mistakes(X):
    squares = np.sum(X**2, axis=1, keepdims=True) + (X == 0).all(axis=1, keepdims=True)
    return [
        wrong_axis(lambda X: _over(X, 2, 0)),
        mistake("The lengths stand as a row: make them a column.", lambda X: _divided(X)),
        mistake("The root is missing: a length is the root of squares.", X / squares),
        mistake("That is the 1-norm: the lesson's length is the 2-norm.", lambda X: _over(X, 1)),
        mistake("That is the ∞-norm, the largest entry.", lambda X: _over(X, np.inf)),
        mistake("The whole table was divided by one number.", X / np.sqrt(np.sum(X**2))),
        mistake("Multiplied by the length, not divided.", X * np.sqrt(squares)),
        mistake("Nothing has been divided yet.", X),
    ]


def _divided(X):
    return X / np.linalg.norm(X, axis=1)


@check(
    points=3,
    hints=[
        "First the differences of every row and every row, then their norms.",
        "X[:, None, :] - Y has shape (N, M, n); the norm runs along the last axis.",
        "Start with `sizes = np.abs(X[:, None, :] - Y)`; p = np.inf takes the maximum.",
    ],
    notice="The table has N times M numbers, but the differences on the way have n times as many.",
)
def distance_table(answer):
    """All distances: p = 1, 2, 3 and another, equal rows, then infinity."""
    with part(2, "for finite p"):
        for rng, p, N, M, n in zip(trials(4), [3, 1, 2, 2.5], *_SIZES, strict=True):
            X, Y = rng.normal(size=(N, n)), rng.normal(size=(M, n))
            expect(answer, X, Y, p).equals(_table(X, Y, p), mistakes=_table_mistakes(X, Y, p))
        for rng in trials(1):  # rounding may put a square below zero; its root is nan
            X = rng.normal(size=(30, 5))
            expect(answer, X, X, 2).equals(_table(X, X, 2), atol=1e-6)
    with part(1, "for p = np.inf"):
        for rng, N, M, n in zip(trials(4), *_SIZES, strict=True):
            X, Y = rng.normal(size=(N, n)), rng.normal(size=(M, n))
            right = _table(X, Y, np.inf)
            smallest = np.abs(X[:, None] - Y).min(axis=2)
            expect(answer, X, Y, np.inf).equals(
                right,
                mistakes={
                    "Differences are compared with their signs: take sizes.": (X[:, None] - Y).max(
                        axis=2
                    ),
                    "That is the smallest difference, not the largest.": smallest,
                    "For p = np.inf the power is of no use: take the largest size.": right**0,
                    "Rows and columns of the table have changed places.": right.T,
                },
            )


_SIZES = (3, 2, 6, 5), (5, 4, 3, 2), (4, 5, 3, 6)  # N, M, n


def _table(X, Y, p):
    return np.linalg.norm(X[:, None] - Y, p, axis=2)


def _table_mistakes(X, Y, p):
    right, signed = _table(X, Y, p), X[:, None] - Y
    sums = np.sum(signed**p, axis=2) if p == int(p) else signed[..., 0]
    says = {
        "Rows and columns of the table have changed places.": right.T,
        "The p-th root is missing.": right**p,
        "The square root is taken, not the p-th root.": np.sqrt(right**p),
        "That is the 2-norm whatever p is.": _table(X, Y, 2),
        "That is the 1-norm whatever p is.": _table(X, Y, 1),
        "The absolute value is missing: with odd p, differences cancel.": sums,
        "The absolute value is taken after the sum: with odd p, differences cancel before.": np.abs(
            sums
        )
        ** (1 / p),
        "Divided by the number of features: that is a mean, not a norm.": right
        / X.shape[1] ** (1 / p),
        "The differences are not yet combined: take the norm along the last axis.": signed,
    }
    return [mistake(text, wrong) for text, wrong in says.items()]


@check(
    points=3,
    hints=[
        "Move everything so that a becomes the origin.",
        "Project x - a on the direction d = b - a, and move back.",
        "`d = b - a`, then `a + t * d` with t = (x - a)·d / (d·d).",
    ],
    notice="What is left over, x minus the answer, is orthogonal to the road.",
)
def nearest_on_line(answer):
    """The nearest point of a line away from the origin."""
    for rng, n in zip(trials(5), [2, 3, 4, 2, 6], strict=True):
        x, a, b = rng.normal(size=(3, n)) + rng.uniform(1, 2, size=(3, 1))
        d = b - a
        t = (x - a) @ d / (d @ d)
        expect(answer, x, a, b).equals(
            a + t * d,
            mistakes=_off_the_line(x, a, b, t),
            condition=1e3,
            atol=1e-6,  # for whoever searches
        )
    x, a, b = np.array([9.0, 5.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])
    expect(answer, x, a, b).equals(
        [9, 1], mistakes={"The nearest point may lie beyond a or b.": [1, 1]}
    )


def _off_the_line(x, a, b, t):
    """What people get instead of the point a + t (b - a) that is nearest to x."""
    d = b - a
    return {
        "That is projected on the line through the origin and b.": x @ b / (b @ b) * b,
        "That is projected on the line through the origin and a.": x @ a / (a @ a) * a,
        "Not moved back: a is to be added at the end.": t * d,
        "x was not moved: project x - a, not x.": a + x @ d / (d @ d) * d,
        "Neither moved nor moved back: the road does not pass the origin.": x @ d / (d @ d) * d,
        "Divided by the length of b - a; its square is needed.": a + t * np.linalg.norm(d) * d,
        "Nothing is divided: the multiple of b - a is a quotient.": a + t * (d @ d) * d,
        "That is what is left over, x minus the nearest point.": x - a - t * d,
        "Moved back to b, but t counts from a.": b + t * d,
        "That is how far along the road, not the point.": t,
        "That is the distance, not the point.": np.linalg.norm(x - a - t * d),
        "The nearest point may lie beyond a or b.": a + np.clip(t, 0, 1) * d,
    }


@check(
    points=2,
    hints=[
        "Multiply out the square of the length of u + v.",
        "19 = 4 + 2 u·v + 9 gives the dot product.",
        "The cosine is the dot product divided by both lengths.",
    ],
    notice="Three lengths fix the angle, in 500 dimensions as on paper.",
)
def angle_between(answer):
    """The angle from three lengths."""
    given(answer).equals(
        60,
        mistakes={
            "That is the angle in the triangle; the arrows start at the same point.": 120,
            "The angle is in radians; degrees are asked.": np.pi / 3,
            "That is the cosine; the angle is asked.": 0.5,
            "That is the dot product; the angle is asked.": 3,
            "That is the sine's angle; the quotient is a cosine.": 30,
            "The 2 before u·v is lost.": 0,
            "That would need u·v = 0: look at 19 = 4 + 2 u·v + 9.": 90,
        },
        rtol=2e-3,
    )
