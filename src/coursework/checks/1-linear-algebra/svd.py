"""Checks of the exercises on the SVD: terms, stretches, condition, pseudo-inverse."""

import numpy as np

from coursework.expect import expect, fail, given, trials
from coursework.registry import check

SHAPES = [(16, 12), (12, 15), (13, 13), (18, 12), (14, 16)]


@check(
    points=2,
    hints=[
        "Write x as a mixture of v1 and v2.",
        "A stretches the first part by 5 and the second by 2; the parts stay perpendicular.",
        "The squared length is (5 cos 30°)² + (2 sin 30°)².",
    ],
    notice="The rows of A did not matter: only the singular values and the angle do.",
)
def lengths(answer):
    """The length of Ax for x at 30 degrees from the first direction."""
    c, s = np.cos(np.pi / 6), np.sin(np.pi / 6)
    given(answer).equals(
        np.hypot(5 * c, 2 * s),
        mistakes={
            "The parts are perpendicular: their lengths do not add up.": 5 * c + 2 * s,
            "That is the squared length.": 25 * c**2 + 4 * s**2,
            "Sine and cosine have changed places.": np.hypot(5 * s, 2 * c),
            "The part along the second direction is missing.": 5 * c,
            "The part along the first direction is missing.": 2 * s,
            "The singular values must be squared with the rest.": np.sqrt(5 * c**2 + 2 * s**2),
            "That takes 30 for radians.": np.hypot(5 * np.cos(30), 2 * np.sin(30)),
            "That is the mean of the stretches; the angle decides.": 3.5,
            "That is the Frobenius norm of A, with no vector in it.": np.sqrt(29),
        },
        rtol=1.2e-3,
    )


@check(
    points=1,
    hints=[
        "How many different rows does each picture have, up to a factor?",
        "A picture of rank 2 has rows that are mixtures of two rows.",
    ],
    notice="Rank sees rows and columns only: what is easy to say may be hard to factor.",
)
def picture(answer):
    """The picture of largest rank."""
    given(answer).chooses(
        "c",
        {
            "a": "A chessboard has two kinds of rows only.",
            "b": "All rows of the flag are multiples of one row.",
            "d": "The shade is a column times a row of ones plus a column of ones times a row.",
        },
    )


@check(
    points=3,
    hints=[
        "What is left out has the singular values from number k + 1 on.",
        "The relative error is the root of (squares left out / all squares).",
        "`squares = np.linalg.svd(A, compute_uv=False) ** 2`, then try k = 0, 1, 2, ...",
    ],
    notice="Nothing had to be built: the singular values know all the errors beforehand.",
)
def terms_needed(answer):
    """The smallest number of terms within a relative Frobenius error."""
    for rng, (m, n) in zip(trials(5), SHAPES, strict=True):
        sigma, tolerance, k = _telling(rng, min(m, n))
        A = _with_values(rng, m, n, sigma)
        expect(answer, A, tolerance).equals(
            k, mistakes=_wrong_terms(sigma, tolerance, k), rtol=1e-6
        )
    expect(answer, np.diag([4, 3]), 0.7).equals(1)
    expect(answer, np.diag([4, 3, 1]), 1.5).equals(0)
    expect(answer, np.diag([1, 1, 1]), 1e-3).equals(3)
    expect(answer, np.outer([1, 2, 3], [1, -1, 0, 2]), 1e-6).equals(1)


def _telling(rng, count):
    """Singular values and a tolerance between two errors for which other rules would differ."""
    for _ in range(1000):
        sigma = np.sort(rng.uniform(0.2, 2, count))[::-1]
        errors = np.sqrt(_tails(sigma**2)) / np.linalg.norm(sigma)
        k = int(rng.integers(1, count - 1))
        tolerance = (errors[k] + errors[k - 1]) / 2
        others = list(_other_rules(sigma, tolerance).values())
        if all(abs(other - k) > 1 for other in others) and len(set(others)) == len(others):
            break
    return sigma, tolerance, k


def _with_values(rng, m, n, sigma):
    U = np.linalg.qr(rng.normal(size=(m, len(sigma))))[0]
    V = np.linalg.qr(rng.normal(size=(n, len(sigma))))[0]
    return U * sigma @ V.T


def _tails(x):
    """Sums of x from k on, for k = 0 ... len(x)."""
    return np.append(np.cumsum(x[::-1])[::-1], 0)


def _first(tail, tolerance):
    return int(np.argmax(tail <= tolerance))


def _other_rules(sigma, tolerance):
    """What the usual wrong rules find."""
    squares = _tails(sigma**2) / np.sum(sigma**2)
    return {
        "The singular values must be squared.": _first(_tails(sigma) / sigma.sum(), tolerance),
        "The root is missing: compare the error, not its square.": _first(squares, tolerance),
        "That keeps the tolerance and loses the rest.": _first(squares, 1 - tolerance),
        "That is the error in the spectral norm.": _first(
            np.append(sigma, 0) / sigma[0], tolerance
        ),
        "The error is relative: divide by the norm of A.": _first(
            _tails(sigma**2) ** 0.5, tolerance
        ),
    }


def _wrong_terms(sigma, tolerance, k):
    return _other_rules(sigma, tolerance) | {
        "That is one term too many.": k + 1,
        "That is one term too few.": k - 1,
    }


@check(
    points=2,
    hints=[
        "A single row is already a column (here a number) times a row.",
        "Its singular value is its length, v1 the row at length 1.",
        "The pseudo-inverse is v1 divided by the singular value.",
    ],
    notice="It is the shortest vector whose dot product with the row is 1.",
)
def plus(answer):
    """The pseudo-inverse of the row (2, 1, 2)."""
    if np.shape(answer) == (3, 1):
        answer = np.ravel(answer)
    a = np.array([2, 1, 2])
    given(answer).equals(
        a / 9,
        mistakes={
            "That is v1, the row at length 1: the singular value must be undone, too.": a / 3,
            "That is the transpose: it goes back, but undoes no stretch.": a,
            "Reciprocals of the entries do not undo a row.": 1 / a,
            "Divided by the sum of the entries, not of their squares.": a / 5,
            "That undoes too much: the squared length is 9.": a / 27,
            "That multiplies by the singular value.": a * 3,
            "Divide by the squared length, not by the number of entries.": a / 3**0.5,
        },
        rtol=6e-3,
    )


@check(
    points=2,
    hints=[
        "What are the eigenvalues of the square of the taller matrix, AᵀA + λI?",
        "Its singular values are the roots of σ² + λ.",
        "Solve (100 + λ) / (0.01 + λ) = 25.",
    ],
    notice="A price lifts the small singular values and leaves the large ones almost alone.",
)
def price(answer):
    """The price that brings the condition number of the taller matrix to 5."""
    root = (10 - 5 * 0.1) / (5 - 1)
    given(answer).equals(
        99.75 / 24,
        mistakes={
            "The price is added to the squares of the singular values.": root,
            "Its root is not added to the singular values, either.": root**2,
            "The condition number is a ratio of roots, not of squares.": (100 - 0.05) / 4,
            "The largest singular value is lifted as well.": 4 - 0.01,
            "That is the root of the price.": (99.75 / 24) ** 0.5,
            "The small singular value enters squared.": (100 - 2.5) / 24,
            "Collect λ on both sides: 25 λ − λ, not their sum.": 99.75 / 26,
        },
        rtol=1.2e-3,
    )


@check(
    points=3,
    hints=[
        "The inverse divides the part of b along u_i by sigma_i.",
        "Let b lie where it is divided by the most, the error where by the least.",
        "Both are columns of U.",
    ],
    notice="Such errors are rare, but rounding needs no malice to have a part along them.",
)
def worst_case(answer):
    """A right side and an error that reach the condition number."""
    for rng, n in zip(trials(5), [3, 4, 5, 3, 6], strict=True):
        A = _with_values(rng, n, n, np.geomspace(1, rng.uniform(0.05, 0.2), n) * rng.uniform(1, 3))
        b, error = expect(answer, A).returns(shape=(2, n)).value
        _judge_worst(A, np.asarray(b, dtype=float), np.asarray(error, dtype=float))


def _judge_worst(A, b, error):
    for name, vector in (("b", b), ("The error", error)):
        if abs(np.linalg.norm(vector) - 1) > 1e-6:
            fail(f"{name} does not have length 1.")
    grown = np.linalg.norm(np.linalg.solve(A, error)) / np.linalg.norm(np.linalg.solve(A, b))
    if grown > np.linalg.cond(A) * (1 - 1e-5):
        return
    for says, (u, v) in _wrong_directions(A).items():
        if min(abs(b @ u), abs(error @ v)) > 1 - 1e-6:
            fail(says)
    fail("Each has length 1, but the error is magnified by less than the condition number.")


def _wrong_directions(A):
    U, _, Vt = np.linalg.svd(A)
    last = U[:, -1]
    return {
        "They have changed places: that is the best that can happen.": (last, U[:, 0]),
        "Those are right singular vectors: b lives on the other side.": (Vt[0], Vt[-1]),
        "Those are rows of U: its columns are the singular vectors.": (U[0], U[-1]),
        "Those are columns of Vt: nothing is to be found there.": (Vt[:, 0], Vt[:, -1]),
        "Both lie along the last direction: b should be divided by much.": (last, last),
        "Both lie along the first direction: the error should grow.": (U[:, 0], U[:, 0]),
        "That is the second smallest singular value; take the last.": (U[:, 0], U[:, -2]),
    }
