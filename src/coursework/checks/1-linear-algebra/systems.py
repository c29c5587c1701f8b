"""Checks of the exercises on systems: elimination, all answers, bases, rank."""

import numpy as np

from coursework.expect import expect, fail, given, part, trials
from coursework.registry import check


@check(
    points=2,
    hints=[
        "Eliminate with c and d as letters, until the third row holds only x3.",
        "After the first column the rows are (0, 1, -2 | -1) and (0, 2, c - 1 | d - 1).",
        "No pivot: the number before x3 in the last row is 0. Then its right side must be 0, too.",
    ],
    notice="One number decides whether there is a single answer, the other whether any is left.",
)
def critical(answer):
    """The numbers with which a third equation says nothing new."""
    given(answer).equals(
        np.array([-3, -1]),
        mistakes={
            "The order is c first, then d.": np.array([-1, -3]),
            "The second column is not cleared yet: subtract twice row 2.": np.array([1, 1]),
            "Check the signs of both: the last row is (0, 0, c + ... | d + ...).": np.array([3, 1]),
            "For d, make every move on the right-hand side, too; c is right.": np.array([-3, 1]),
            "For d, subtract the right-hand sides as well; c is right.": np.array([-3, 0]),
            "Check the sign of c; d is right.": np.array([3, -1]),
            "Row 2 was added, not subtracted.": np.array([5, 3]),
            "That is the example, with two equations.": np.array([4, 16]),
        },
        rtol=1e-6,
    )


@check(
    points=2,
    hints=[
        "Which unknown is known first in a triangle: the first or the last?",
        "x_i = (c_i - sum over j > i of U_ij x_j) / U_ii: mind the brackets.",
        "Start with `x = np.zeros(len(c))` and `for i in reversed(range(len(c))):`.",
    ],
    notice="zeros_like of integers is an array of integers, which cuts off decimals in silence.",
)
def repaired(answer):
    """Back substitution."""
    for rng in trials(4):
        n = rng.integers(3, 6)
        U = np.triu(rng.uniform(1, 3, size=(n, n)) * rng.choice([-1, 1], size=(n, n)))
        c = rng.normal(size=n)
        right = np.linalg.solve(U, c)
        expect(answer, U, c).equals(
            right, condition=100 * np.linalg.cond(U), mistakes=_slips_of_back(U, c)
        )
    expect(answer, np.array([[2, 1], [0, 4]]), np.array([4, 3])).equals(
        np.array([1.625, 0.75]),
        mistakes={
            "Integers cut off the decimals: zeros_like(c) takes the kind of c.": np.array([2, 0])
        },
    )


def _slips_of_back(U, c):
    return {
        "The loop must begin at the bottom.": _back(U, c, range(len(c))),
        "The whole difference is divided by the diagonal: brackets.": _back(U, c, part_only=True),
        "The division by the diagonal is missing.": _back(np.triu(U, 1) + np.eye(len(U)), c),
        "The known part is subtracted, not added.": _back(U, c, sign=-1),
        "This is the transposed triangle: row i, not column i.": np.linalg.solve(U.T, c),
        "The product is U x; it must be undone.": U @ c,
        "The loop begins at the top, and the brackets are missing.": _back(
            U, c, range(len(c)), part_only=True
        ),
        "The loop stops before row 0.": _back(U, c, range(len(c) - 1, 0, -1)),
    }


def _back(U, c, order=None, *, part_only=False, sign=1):
    x = np.zeros(len(c))
    for i in range(len(c) - 1, -1, -1) if order is None else order:
        known = sign * U[i, i + 1 :] @ x[i + 1 :]
        x[i] = c[i] - known / U[i, i] if part_only else (c[i] - known) / U[i, i]
    return x


@check(
    points=4,
    hints=[
        "Put b beside A as one more column, so that every move is made on it, too.",
        "In column k: find the entry of largest magnitude from row k down, swap, clear below.",
        "Start with `M = np.column_stack([A, b]).astype(float)`; "
        "`best = k + np.argmax(np.abs(M[k:, k]))`.",
    ],
    notice="After the swap no multiplier exceeds 1, so no row is blown up before it is subtracted.",
)
def solve_pivoted(answer):
    """Elimination with partial pivoting."""
    with part(2, "on random systems"):
        for rng in trials(5):
            n = rng.integers(3, 6)
            A, b = rng.normal(size=(n, n)), rng.normal(size=n)
            expect(answer, A, b).equals(
                np.linalg.solve(A, b), condition=1e3 * np.linalg.cond(A), mistakes=_slips(A, b)
            )
    with part(1, "where the pivot is zero, or nearly"):
        for first, below in ((0, 1), (1e-20, 1), (1e-20, -1)):
            A, b = np.array([[first, 1], [below, 1]]), np.array([3.0, 5.0])
            right = np.linalg.solve(A, b)
            expect(answer, A, b).equals(right, mistakes=_slips(A, b))
        for A, b in _hidden_pivots():
            expect(answer, A, b).equals(np.linalg.solve(A, b), mistakes=_slips(A, b))
    with part(1, "where there is no single answer"):
        for scale in (2, 1e-5):  # must not refuse all, nor what has a small determinant
            expect(answer, scale * np.eye(3), np.ones(3)).equals(np.ones(3) / scale)
        for A in ([[1, 2], [2, 4]], [[0, 1], [0, 3]], [[2, 1, 1], [2, 1, 1], [0, 1, 3]]):
            A = np.array(A, dtype=float)
            expect(answer, A, np.ones(len(A))).raises(ValueError, "its pivot is exactly 0")


def _hidden_pivots():
    """A pivot 0 after one step; a tiny one in column 2; one that is tiny beside the rest only."""
    yield np.array([[1, 2, 1], [1, 2, 4], [2, 1, 1]]), np.array([4, 7, 4])
    yield np.array([[1, 0, 0], [0, 1e-20, 1], [0, 1, 1]]), np.array([7.0, 3.0, 5.0])
    yield np.array([[1, 1e20], [1e20, 1e20]]), np.array([3e20, 5e20])


def _slips(A, b):
    with np.errstate(all="ignore"):
        return {
            "The largest magnitude counts: take the absolute value first.": _eliminate(
                A, b, pick=np.argmax
            ),
            "A pivot that is 0 or small was kept: swap the largest entry up, always.": _eliminate(
                A, b, pick=lambda column: 0
            ),
            "The rows of A are swapped, those of b are not.": _eliminate(A, b, with_b=False),
            "The smallest entry was taken as pivot.": _eliminate(
                A, b, pick=lambda column: np.argmin(np.abs(column))
            ),
            "The rows of A are subtracted, those of b are not.": _eliminate(A, b, clear_b=False),
            "This is the right-hand side after elimination: substitute back.": _eliminate(
                A, b, substitute=False
            ),
            "Rows were taken for columns: this solves the transposed system.": np.linalg.lstsq(
                A.T, b, rcond=None
            )[0],
            "That is A times b; the system is to be solved.": A @ b,
            "Dividing by the diagonal solves no system.": b / np.diag(A),
        }


def _largest(column):
    return np.argmax(np.abs(column))


def _eliminate(A, b, *, pick=_largest, with_b=True, clear_b=True, substitute=True):
    A, b = A.astype(float), b.astype(float)
    for k in range(len(b)):
        best = k + pick(A[k:, k])
        A[[k, best]] = A[[best, k]]
        if with_b:
            b[[k, best]] = b[[best, k]]
        for i in range(k + 1, len(b)):
            multiplier = A[i, k] / A[k, k]
            A[i] -= multiplier * A[k]
            b[i] -= multiplier * b[k] * clear_b
    return _back(A, b) if substitute else b


@check(
    points=1,
    hints=[
        "Write down the work of both ways: 1000 times everything, or the factors only once.",
        "Anew: 1000 (2/3 n^3 + 2 n^2). Once: 2/3 n^3 + 1000 * 2 n^2.",
        "2/3 n^3 is 18 million and 2 n^2 is 180 thousand.",
    ],
    notice="With the factors at hand each new b costs a hundredth of a solution from nothing.",
)
def saving(answer):
    """The gain of factoring once."""
    factor, twice = 2 / 3 * 300**3, 2 * 300**2
    new, once = 1000 * (factor + twice), factor + 1000 * twice
    given(answer).equals(
        new / once,
        mistakes={
            "The substitutions must be done for each b in both ways.": new / (factor + twice),
            "The substitutions of the first way are forgotten.": 1000 * factor / once,
            "That is the other way round: divide the dear way by the cheap one.": once / new,
            "That is the work of the factors over that of one substitution.": factor / twice,
            "Both substitutions together take 2 n^2, not n^2.": 1000
            * (factor + twice / 2)
            / (factor + 500 * twice),
            "The factors are needed once in the second way, too.": new / (1000 * twice),
            "That is the number of operations, not how many times as many.": new,
            "That is the number of operations of the cheaper way.": once,
            "That is the difference; how many times as many is asked.": new - once,
        },
        rtol=9e-3,
    )


@check(
    points=3,
    hints=[
        "Reduce [A | b]. A pivot in its last column means 0 = 1.",
        "x0: free unknowns 0, pivots from the last column. Z: one column per free column of A.",
        "Start with `R, pivots = row_reduce(np.column_stack([A, b]))`.",
    ],
    notice="One answer plus the null space: the answers are an affine set.",
)
def all_answers(answer):
    """One answer and a basis of the null space."""
    with part(2, "where there are answers"):
        for rng, (m, n, r) in zip(
            trials(4), [(3, 5, 3), (4, 5, 2), (2, 6, 2), (5, 3, 3)], strict=True
        ):
            A = rng.normal(size=(m, r)) @ rng.normal(size=(r, n))
            _judge_answers(expect(answer, A, A @ rng.normal(size=n)).value, A, r)
            _judge_particular(expect(answer, A, A @ np.ones(n)).value[0], A, A @ np.ones(n))
        A = np.array([[0.0, 1, 2, 0, 3], [0, 2, 4, 1, 4], [0, 3, 6, 1, 7]])  # free, then pivot
        value = expect(answer, A, A @ np.ones(5)).value
        _judge_answers(value, A, 2)
        _judge_particular(value[0], A, A @ np.ones(5))
    with part(1, "where there is none"):
        A = np.array([[1.0, 2.0], [2.0, 4.0]])
        _judge_particular(expect(answer, A, np.array([1.0, 2.0])).value[0], A, np.array([1.0, 2.0]))
        expect(answer, A, np.array([1.0, 3.0])).raises(ValueError, "there is no answer")
        A = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
        expect(answer, A, np.array([1.0, 2.0, 4.0])).raises(ValueError, "there is no answer")


def _judge_answers(value, A, r):
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        fail("Return two arrays, x0 and Z.")
    if np.ndim(value[0]) == 2 and np.ndim(value[1]) == 1:
        fail("The order is x0 first, then Z.")
    n = A.shape[1]
    Z = np.asarray(value[1], dtype=float)
    if Z.shape == (n - r, n) != (n, n - r):
        fail("The vectors of the null space are columns of Z; they stand as rows.")
    if Z.shape != (n, n - r):
        fail("Z needs one row for each unknown and one column for each free column of A.")
    if not np.allclose(A @ Z, 0, atol=1e-8):
        flipped = Z * np.where(np.isclose(Z, 1) | np.isclose(Z, 0), 1, -1)
        signs = np.allclose(A @ flipped, 0, atol=1e-8)
        fail("The pivots' entries take a minus sign." if signs else "A Z is not zero.")
    if n > r and np.linalg.matrix_rank(Z, tol=1e-9) < n - r:
        fail("The columns of Z are not independent, so they are no basis.")


def _judge_particular(x, A, b):
    x = np.asarray(x, dtype=float)
    if x.shape != (A.shape[1],):
        fail("x0 needs one number for each unknown, in the shape (n,).")
    if not np.allclose(A @ x, b, atol=1e-8):
        zero = np.allclose(A @ x, 0, atol=1e-8)
        negative = np.allclose(A @ x, -b, atol=1e-8)
        says = "A x0 is 0, not b." if zero else "A x0 is -b: a sign." if negative else None
        fail(says or "A x0 is not b.")
