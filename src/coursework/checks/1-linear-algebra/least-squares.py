"""Checks of the exercises on least squares: lines, perpendicular columns, leverage."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import COMPLEMENT, Mistake, mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "The line goes through the point of means, so only the slope is left to find.",
        "The slope is the sum of (x - mean of x)(y - mean of y) over that of (x - mean of x)².",
        "`dx = x - np.mean(x)`, and refuse when all x are equal.",
    ],
    notice="Once the means are subtracted, a line is a projection on a single column.",
)
def fit_line(answer):
    """Constant and slope of the least-squares line."""
    with part(2, "on random points"):
        for rng, m in zip(trials(5), [6, 5, 9, 4, 7], strict=True):
            x, y = rng.normal(2, 1, size=m), rng.normal(-3, 2, size=m)
            right = _line(x, y)
            expect(answer, x, y).equals(right, mistakes=_wrong_lines(x, y, right))
        expect(answer, [0, 1, 2], [1, 1, 4]).equals([0.5, 1.5])
    with part(1, "when all x are equal, and only then"):
        for x in ([3.0, 4.0], [2.0, 2.0, 5.0, 2.0], [7.0, 7.01, 7.02]):
            y = np.arange(len(x)) ** 2 + 1.0
            expect(answer, np.array(x), y).equals(_line(x, y), rtol=1e-6)
        expect(answer, np.full(4, 2.0), np.arange(4.0)).raises(
            ValueError, "all x are equal, so no slope is determined"
        )


def _line(x, y):
    return np.polynomial.Polynomial.fit(x, y, 1).convert().coef


def _wrong_lines(x, y, right):
    constant, slope = right
    steep = slope * len(x) / (len(x) - 1)
    across = _line(y, x)
    through = x @ y / (x @ x)
    raw = x @ y / np.sum((x - x.mean()) ** 2)
    return [
        mistake("The constant comes first, the slope second.", right[::-1]),
        mistake("That predicts x from y: they have changed places.", across),
        mistake("The line is forced through the origin: subtract the means.", [0, through]),
        mistake("The means are not subtracted.", [y.mean() - through * x.mean(), through]),
        mistake("The mean is subtracted below, but not above.", [y.mean() - raw * x.mean(), raw]),
        mistake("The constant is the mean of y: the line must pass the means.", [y.mean(), slope]),
        mistake("The constant has slope times mean added.", [2 * y.mean() - constant, slope]),
        mistake(
            "One sum is divided by m and the other by m - 1.",
            [y.mean() - steep * x.mean(), steep],
        ),
    ]


@check(
    points=2,
    hints=[
        "The weights depend linearly on y.",
        "The best weights for a column of ones are (1, 0).",
        "First add 3 to the constant, then double everything that is there.",
    ],
    notice="What is done to y happens to the line as well: the fit is linear in y.",
)
def shifted(answer):
    """The weights after a shift and a stretch of y."""
    given(answer).equals(
        [8, 4],
        mistakes={
            "That doubles first and shifts afterwards.": [5, 4],
            "The shift is there, the doubling is missing.": [4, 2],
            "The doubling is there, the shift is missing.": [2, 4],
            "The slope is doubled, too.": [8, 2],
            "The constant that was there before is doubled as well.": [7, 4],
            "A shift of y lifts the line; it does not make it steeper.": [8, 10],
            "The shift moves the constant, not the slope.": [2, 10],
            "The constant comes first, the slope second.": [4, 8],
            "Those are the old weights.": [1, 2],
        },
        rtol=1e-6,
    )


@check(
    points=4,
    hints=[
        "From each column take away its shadows on the directions already found.",
        "v = a_j - sum over i < j of (q_i . a_j) q_i; then q_j is v at length 1.",
        "`R[:j, j] = Q[:, :j].T @ A[:, j]` holds all shadows of column j.",
    ],
    notice="R only remembers what was taken away: Q @ R gives the columns back.",
)
def orthonormal(answer):
    """Q and R, with a positive diagonal, by any method."""
    for rng, (m, n) in zip(trials(5), [(5, 3), (6, 4), (4, 4), (7, 3), (5, 5)], strict=True):
        A = rng.normal(size=(m, n))
        Q, R = _positive_qr(A)
        expect(answer, A).equals((Q, R), mistakes=_wrong_qr(A, Q, R), rtol=1e-4)
    expect(answer, np.array([[3, 1], [4, 3]])).equals(
        ([[0.6, -0.8], [0.8, 0.6]], [[5, 3], [0, 1]]), mistakes=[WHOLE], rtol=1e-4
    )


WHOLE = Mistake(
    "Q holds whole numbers only: `np.zeros_like` of whole numbers cannot keep decimals.",
    pattern=lambda got, reference, same: np.array_equal(got, np.trunc(got)),
)


def _positive_qr(A):
    Q, R = np.linalg.qr(A)
    signs = np.sign(np.diag(R))
    return Q * signs, R * signs[:, None]


def _wrong_qr(A, Q, R):
    rows = np.arange(len(R))
    last = _last_shadow_only(A)
    return [
        mistake("The columns of Q do not have length 1.", Q * np.diag(R)),
        mistake("The columns have length 1, but no shadow is taken away.", A / _lengths(A)),
        mistake("Only the shadow on the direction just before is taken away.", last),
        mistake("Only the shadow on the first direction is taken away.", _first_shadow_only(A)),
        mistake("The shadows are taken on columns of A, not on those of Q.", _old_columns(A)),
        mistake("R is transposed: its zeros belong below the diagonal.", R.T),
        mistake("The diagonal of R is missing: the lengths stand there.", R - np.diag(np.diag(R))),
        mistake("R holds the lengths, but not the shadows.", np.diag(np.diag(R))),
        mistake("The diagonal of R must be positive: turn signs in Q and R.", -R),
        mistake("The diagonal of R must be positive: turn signs in Q and R.", -Q),
        mistake("The diagonal of R must be positive: turn signs in Q and R.", np.linalg.qr(A)[0]),
        mistake(
            "The diagonal of R holds ones, not lengths.", np.where(rows[:, None] == rows, 1, R)
        ),
    ]


def _lengths(A):
    return np.linalg.norm(A, axis=0)


def _last_shadow_only(A):
    Q = A / _lengths(A)
    for j in range(1, A.shape[1]):
        v = A[:, j] - (Q[:, j - 1] @ A[:, j]) * Q[:, j - 1]
        Q[:, j] = v / np.linalg.norm(v)
    return Q


def _first_shadow_only(A):
    Q = A / _lengths(A)
    rest = A[:, 1:] - np.outer(Q[:, 0], Q[:, 0] @ A[:, 1:])
    return np.column_stack([Q[:, 0], rest / _lengths(rest)])


def _old_columns(A):
    Q = A / _lengths(A)
    units = Q.copy()
    for j in range(1, A.shape[1]):
        v = A[:, j] - units[:, :j] @ (units[:, :j].T @ A[:, j])
        Q[:, j] = v / np.linalg.norm(v)
    return Q


@check(
    points=2,
    hints=[
        "The leverage needs the mean of x and the squared distances from it.",
        "1/m plus the point's squared distance from the mean over the sum of all of them.",
        "The mean is 4; the last point's distance from it is 10.",
    ],
    notice="The line follows that point almost completely, be it right or wrong.",
)
def lone_point(answer):
    """The leverage of the last of five points."""
    x = np.array([0, 1, 2, 3, 14])
    squares = (x - x.mean()) ** 2
    share = squares[-1] / squares.sum()
    right = 1 / len(x) + share
    away = np.abs(x - x.mean())
    given(answer).equals(
        right,
        mistakes=[
            COMPLEMENT,
            mistake("The share 1/m of every point is missing.", share),
            mistake("That is the share of a point at the mean only.", 1 / len(x)),
            mistake("That is the mean leverage, n/m.", 2 / len(x)),
            mistake("Distances are measured from the mean, not 0.", 196 / 210),
            mistake("Distances are measured from the mean, not 0.", 0.2 + 196 / 210),
            mistake("The distances must be squared.", away[-1] / away.sum()),
            mistake("The distances must be squared.", 0.2 + away[-1] / away.sum()),
            mistake("The point itself belongs into the sum below.", 0.2 + 100 / 30),
            mistake("That is the leverage of the first point.", 0.2 + 16 / 130),
        ],
        rtol=6e-4,
    )
