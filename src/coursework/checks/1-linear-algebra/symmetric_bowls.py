"""Checks of the exercises on symmetric matrices: square roots, lowest points, shares."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Multiply L by its mirror image and compare entry (j, j), then entry (i, j), with A.",
        "L_jj is the root of A_jj less the squares already in row j; below it, divide by L_jj.",
        "First new line: `pivot = A[j, j] - L[j, :j] @ L[j, :j]`. Ask about its sign.",
    ],
    notice="The squares of the diagonal are the pivots: who can take the roots has a bowl.",
)
def repaired(answer):
    """The Cholesky factor, and the refusal of what has none."""
    with part(2, "positive definite matrices"):
        for rng, n in zip(trials(5), [2, 3, 4, 5, 3], strict=True):
            M = rng.normal(size=(n, n))
            A = M @ M.T + np.eye(n)
            expect(answer, A).equals(np.linalg.cholesky(A), rtol=1e-5, mistakes=_root_mistakes(A))
        expect(answer, np.array([[4, 2], [2, 5]])).equals([[2, 0], [1, 2]])
    with part(1, "matrices that have no such factor"):
        expect(answer, np.eye(2)).equals(np.eye(2))  # so that refusing everything earns nothing
        for A in ([[1, 2], [2, 1]], [[-1, 0], [0, 2]], [[2, 0, 0], [0, 3, 4], [0, 4, 5]]):
            expect(answer, np.array(A, dtype=float)).raises(ValueError, "a pivot is negative")
        for A in ([[-2, 0], [0, -1]], [[1, 2, 2], [2, 1, 2], [2, 2, 1]]):  # no determinant tells
            expect(answer, np.array(A, dtype=float)).raises(ValueError, "two pivots are negative")
        expect(answer, np.ones((2, 2))).raises(ValueError, "its second pivot is 0: a trough")


def _root_mistakes(A):
    L = np.linalg.cholesky(A)
    pivots = np.diag(L) ** 2
    return [
        mistake("Nothing is repaired yet.", _variant(A, False, False)),
        mistake(
            "The squares in the row must be subtracted before the root.", _variant(A, False, True)
        ),
        mistake("Below the diagonal: divide by L[j, j].", _variant(A, True, False)),
        mistake("The root is missing on the diagonal.", L - np.diag(np.diag(L)) + np.diag(pivots)),
        mistake("The pivots have not been shared: this is L of L D L^T.", L / np.diag(L)),
        mistake("It is the upper triangle; the lower one is asked.", L.T),
        mistake("The diagonal is divided by, then set to one.", L - np.diag(np.diag(L) - 1)),
        mistake("It is a square root, but not the triangle.", _symmetric_root(A)),
    ]


def _variant(A, subtract, divide):
    L = np.zeros_like(A)
    for j in range(len(A)):
        pivot = A[j, j] - subtract * (L[j, :j] @ L[j, :j])
        L[j, j] = np.sqrt(pivot) if pivot > 0 else np.nan
        below = A[j + 1 :, j] - L[j + 1 :, :j] @ L[j, :j]
        L[j + 1 :, j] = below / (L[j, j] if divide else 1)
    return L


def _symmetric_root(A):
    values, Q = np.linalg.eigh(A)
    return Q * np.sqrt(values) @ Q.T


@check(
    points=3,
    hints=[
        "Complete the square: the lowest point solves a linear system.",
        "It solves A x = b, and the value there is half of b . x, with a minus.",
        "Ask for the shape first: `np.linalg.eigvalsh(A)[0]` is the smallest eigenvalue.",
    ],
    notice="To solve A x = b with a bowl A is to find a lowest point: that is the road of step 2.",
)
def lowest_point(answer):
    """The lowest point of a bowl, and the refusal of other shapes."""
    with part(2, "bowls"):
        for rng, n in zip(trials(5), [2, 3, 4, 2, 1], strict=True):
            M, b = rng.normal(size=(n, n)), rng.normal(size=n) + 2
            A = M @ M.T + np.eye(n)
            x = np.linalg.solve(A, b)
            expect(answer, A, b).equals(
                (x, -(b @ x) / 2), rtol=1e-4, mistakes=_low_mistakes(A, b, x)
            )
        A, b = np.array([[2.0, -1.0], [-1.0, 2.0]]), np.zeros(2)
        expect(answer, A, b).equals((np.zeros(2), 0.0), atol=1e-4)
    with part(1, "other shapes"):
        expect(answer, np.eye(2), np.ones(2)).equals((np.ones(2), -1.0), rtol=1e-4)
        for A, why in (
            ([[1, 2], [2, 1]], "it is a saddle"),
            ([[-2, 0], [0, -1]], "it is a dome, with a positive determinant"),
            ([[1, 0, 0], [0, -1, 0], [0, 0, -1]], "it is a saddle, with a positive determinant"),
            ([[1, 2, 2], [2, 1, 2], [2, 2, 1]], "it is a saddle; diagonal and determinant hide it"),
            ([[1, 1], [1, 1]], "it is a trough"),
        ):
            A = np.array(A, dtype=float)
            expect(answer, A, np.ones(len(A))).raises(ValueError, why)


def _low_mistakes(A, b, x):
    return [
        mistake("The point is that for A x = b / 2: the form already has its half.", x / 2),
        mistake("The point is that for 2b: the form has a half before it.", 2 * x),
        mistake("The point is -x: b . x is subtracted, not added.", -x),
        mistake("A is multiplied, not undone: solve A x = b.", A @ b),
        mistake("The value lacks the half: x . A x / 2 is half of b . x.", -(b @ x)),
        mistake("The value is below zero: it is half of b . x with a minus.", b @ x / 2),
        mistake("That is the bowl's part alone; b . x is subtracted.", x @ A @ x / 2),
        mistake("The value has the half twice.", -(b @ x) / 4),
        mistake("That is b . x alone.", b @ x),
    ]


@check(
    points=2,
    hints=[
        "Write the symmetric matrix of shape (3, 3), with t for the third correlation.",
        "Its determinant is 1 + 2 * 0.81 t - 2 * 0.81 - t^2: for which t is it not negative?",
        "Or: 0.9 is the cosine of an angle; how far apart can two steps of it lead?",
    ],
    notice="A list of correlations is not free: the table must be semidefinite as a whole.",
)
def third_correlation(answer):
    """The least third correlation that keeps the table semidefinite."""
    given(answer).equals(
        2 * 0.9**2 - 1,
        mistakes={
            "That is the middle of what is possible; how far may it be left?": 0.81,
            "That is the largest.": 1.0,
            "Correlations cannot be added and subtracted like that.": 0.8,
            "With that the determinant is negative: some mixture has a variance below 0.": 0.0,
            "That is how far from 0.81 it may be.": 0.19,
            "At -1 the determinant is far below zero: the table is not semidefinite.": -1.0,
            "That is the determinant at a third correlation of 0.": -0.62,
            "It need not be as large as the other two.": 0.9,
            "That is with the root of 0.19, which is the sine of the angle.": 0.81 - np.sqrt(0.19),
            "That is the example with 0.5.": -0.5,
        },
        rtol=1e-3,
    )


@check(
    points=2,
    hints=[
        "Draw three arrays of random numbers and ask the two-by-two test of each triple.",
        "It is a bowl if a > 0 and a c > b^2.",
        "`a, b, c = rng.uniform(-1, 1, size=(3, 1_000_000))`, and a mean of truth values.",
    ],
    notice="It is 1 in 9; saddles are 7 in 9, and in more variables nearly all.",
)
def share_of_bowls(answer):
    """The share of bowls among forms with even coefficients."""
    given(answer).equals(
        1 / 9,
        mistakes=[
            mistake("That counts the domes as well: a must be positive.", 2 / 9),
            mistake("That forgets the mixed term: a c > b^2 is needed.", 1 / 4),
            mistake("That is the share of saddles.", 7 / 9),
            mistake("That is the share in percent.", 100 / 9),
            mistake("That is the share of forms that are no bowl.", 8 / 9),
            mistake("Draws between 0 and 1 leave out the negative numbers.", 4 / 9),
            mistake(
                "The mixed coefficient is 2b, so beside the diagonal stands b, not its half.",
                (31 - 6 * np.log(2)) / 144,
            ),
            mistake("The test is a c > b^2, with the square.", 1 / 16),
            mistake("Normal draws, or too few, give that: draw evenly, 200 000 times.", 0.116),
        ],
        rtol=0.027,
    )
