"""Checks of the exercises on symmetric matrices: forms, discs, ellipses, limits, turns."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Try the basis vectors first: which entries do their values show?",
        "f(e_i + e_j) is A_ii + 2 A_ij + A_jj.",
        "`E = np.eye(n)`, then f of each row, and f of the sum of each two rows.",
    ],
    notice="n (n + 1) / 2 questions are enough: as many as a symmetric matrix has free entries.",
)
def matrix_of_form(answer):
    """A symmetric matrix from values of its form."""
    for rng, n in zip(trials(5), [2, 3, 4, 3, 1], strict=True):
        M = rng.normal(size=(n, n))
        A = M + M.T
        expect(answer, lambda x, A=A: float(np.asarray(x) @ A @ np.asarray(x)), n).equals(
            A, mistakes=_form_mistakes(A)
        )


def _form_mistakes(A):
    d, n = np.diag(A), len(A)
    both = A * (2 - np.eye(n))
    alone = np.add.outer(d, d)
    return [
        mistake("Each mixed entry is twice too large: the product comes twice in the form.", both),
        mistake("The diagonal alone misses the mixed products.", np.diag(d)),
        mistake("The mixed products stand on one side only: share them.", np.triu(both)),
        mistake("The mixed products stand on one side only: share them.", np.tril(both)),
        mistake("f(e_i + e_j) holds the two squares, too: subtract them.", alone + 2 * A),
        mistake("The two squares must be subtracted before halving.", alone / 2 + A),
        mistake("The two squares are subtracted only once halved.", A + alone / 4),
        mistake("The diagonal is twice too large: 2 A_ii is f(2 e_i) - 2 f(e_i).", A + np.diag(d)),
        mistake("The diagonal is zero: f(e_i) is what belongs there.", A - np.diag(d)),
        mistake("f(e_i + e_j) and the squares have changed places.", -A),
    ]


@check(
    points=1,
    hints=[
        "Compare each diagonal entry with the sum of the magnitudes beside it.",
        "An interval lies above zero if the diagonal entry is greater than its radius.",
    ],
    notice="The discs can prove that a matrix is a bowl; they can never prove that it is none.",
)
def sure_bowl(answer):
    """The only matrix whose intervals lie above zero."""
    given(answer).chooses(
        "b",
        {
            "a": "It is a bowl, but the first interval reaches below zero: 2 is less than 1.5 + 1.",
            "c": "The diagonal dominates, but it is negative: all the intervals lie below zero.",
            "d": "It is a bowl, but the second interval reaches zero: 3 is not more than 1 + 2.",
        },
    )


@check(
    points=1,
    hints=[
        "Write the matrix; half of the mixed coefficient stands beside the diagonal.",
        "Its eigenvectors are (1, 1) and (1, -1). What does it do to them?",
        "The half axes of the level line of height h are the roots of h over the eigenvalues.",
    ],
    notice="The condition number is the square of this ratio.",
)
def axis_ratio(answer):
    """The ratio of the axes of an ellipse."""
    given(answer).equals(
        3.0,
        mistakes={
            "That is the ratio of the eigenvalues; lengths go with their roots.": 9.0,
            "It is how many times wider than long: turn the fraction over.": 1 / 3,
            "That is the inverse ratio of the eigenvalues; lengths go with roots.": 1 / 9,
            "Equal squares make no circle: the mixed term stretches the ellipse.": 1.0,
            "Half of 8 stands beside the diagonal, not 8; and lengths go with roots.": 13 / 3,
            "Half of 8 stands beside the diagonal, not 8: that form is a saddle.": np.sqrt(13 / 3),
            "That is the mixed coefficient over a square's.": 8 / 5,
            "That is the difference of the eigenvalues.": 8.0,
        },
        rtol=1e-3,
    )


@check(
    points=2,
    hints=[
        "Write the symmetric matrix of shape (3, 3), then complete the squares or eliminate.",
        "All three pivots, or all three leading determinants, must be positive.",
        "The determinant of the whole matrix is 4 - c^2, that of its upper left block 6 - c^2.",
    ],
    notice="Every variable that joins can break the bowl earlier, never later.",
)
def bowl_limit(answer):
    """The coefficient at which a form of three variables stops being a bowl."""
    given(answer).equals(
        2.0,
        mistakes={
            "That is where x and y alone stop being a bowl; z breaks it earlier.": np.sqrt(6),
            "That is its square, or c was halved: c itself stands beside the diagonal.": 4.0,
            "That is the square of the limit for x and y alone.": 6.0,
            "The mixed coefficient is 2c; half of it, c, stands beside the diagonal.": 1.0,
            "The mixed coefficient is 2c, not c, and z matters as well.": 2 * np.sqrt(6),
            "c, not 2c, stands beside the diagonal, and z matters as well.": np.sqrt(6) / 2,
            "The smallest positive one is asked; the sign of c does not matter.": -2.0,
            "At c = 0 the pivots are 2, 3 and 2/3: it is a bowl.": 0.0,
        },
        rtol=1e-3,
    )


@check(
    points=3,
    hints=[
        "Write the entry beside the diagonal of R.T A R with cosines and sines of the angle.",
        "It is zero if tan(2 theta) = 2b / (a - c).",
        "`theta = np.arctan2(2 * b, a - c) / 2` has no trouble where a = c.",
    ],
    notice="One turn removes one mixed term; many turns, two axes at a time, remove them all.",
)
def untwist(answer):
    """A turn that makes a symmetric matrix diagonal; judged by what it does."""
    for rng in trials(6):
        a, b, c = rng.uniform(0.5, 2, size=3) * rng.choice([-1, 1], size=3)
        _judge_turn(answer, np.array([[a, b], [b, c]]))
    for entries in ([2, 1, 2], [0, -1, 0], [1, 0, 3], [3, 0, 1], [1, 0, 1], [0, 0, 0]):
        a, b, c = map(float, entries)
        _judge_turn(answer, np.array([[a, b], [b, c]]))


def _judge_turn(answer, A):
    scale = max(np.abs(A).max(), 1.0)
    expect(answer, A).returns(shape=(2, 2), finite=True).satisfies(
        lambda R: not _wrong_quarter(R, A, scale),
        "It is a turn by twice the angle: tan(2 theta) is given, theta is its half.",
    ).satisfies(
        lambda R: np.abs(np.asarray(R).T @ R - np.eye(2)).max() < 1e-4,
        "It is no turn: its columns must be perpendicular and of length 1.",
    ).satisfies(
        lambda R: np.linalg.det(R) > 0,
        "It mirrors the plane: its determinant must be 1, not -1.",
    ).satisfies(
        lambda R: not _turned_back(R, A, scale),
        "It turns the wrong way: R A R.T is diagonal, and R.T A R is asked.",
    ).satisfies(
        lambda R: _mixed(R, A) < 1e-4 * scale,
        "A mixed term is left: R.T A R has entries beside its diagonal.",
    )


def _mixed(R, A):
    return abs((np.asarray(R).T @ A @ R)[0, 1])


def _turned_back(R, A, scale):
    return _mixed(R, A) > 1e-4 * scale and _mixed(np.asarray(R).T, A) < 1e-4 * scale


def _wrong_quarter(R, A, scale):
    R = np.asarray(R, dtype=float)
    if _mixed(R, A) < 1e-4 * scale or np.abs(R.T @ R - np.eye(2)).max() > 1e-4:
        return False
    half = np.arctan2(R[1, 0], R[0, 0]) / 2
    turn = np.array([[np.cos(half), -np.sin(half)], [np.sin(half), np.cos(half)]])
    return bool(_mixed(turn, A) < 1e-4 * scale)
