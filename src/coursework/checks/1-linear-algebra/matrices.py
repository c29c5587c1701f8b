"""Checks of the exercises on matrices: maps, products, areas, inverses."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import COMPLEMENT, mistake, transpose_for_inverse
from coursework.registry import check


@check(
    points=3,
    hints=[
        "A linear map is known once it is known where the basis vectors go.",
        "Column j of the matrix is f(e_j), and e_j is row j of the identity matrix.",
        "Start with `columns = [f(e) for e in np.eye(n)]`.",
    ],
    notice="n tries tell everything about a linear map, however many vectors there are.",
)
def matrix_of(answer):
    """The matrix of a linear map that can only be tried."""
    for rng, (m, n) in zip(trials(4), [(3, 3), (2, 4), (5, 3), (4, 1)], strict=True):
        A = rng.normal(size=(m, n))
        f = _hidden(A)
        expect(answer, f, n).equals(
            A,
            mistakes=[
                mistake("The answers of f are columns of the matrix; they stand as rows.", A.T),
                mistake(
                    "Every column is f of the vector of ones: try one basis vector at a time.",
                    np.tile(A.sum(axis=1)[:, None], n),
                ),
                mistake("Each try must hold a single 1, not several.", A.cumsum(axis=1)),
                mistake("Each try must hold a 1, not its number.", A * np.arange(1, n + 1)),
                mistake("The columns are in reversed order.", A[:, ::-1]),
                mistake("These are the rows of the identity, before f was asked.", np.eye(n)),
            ],
        )


def _hidden(A):
    def f(x):
        if np.shape(x) != A.shape[1:]:
            raise ValueError(f"f takes one vector of {A.shape[1]} numbers, got {np.shape(x)}")
        return A @ np.asarray(x, dtype=float)

    return f


@check(
    points=1,
    hints=[
        "Two maps commute if it does not matter which one goes first. Try it on the vector (1, 0).",
        "Which of these maps can be done in either order with your hand on the table?",
        "Is a turn by 30 and then by 50 degrees another than by 50 and then by 30?",
    ],
    notice="Angles add in either order, so turns of the plane commute; in space they do not.",
)
def commute(answer):
    """Which two maps of the plane always commute."""
    given(answer).chooses(
        "b",
        {
            "a": "Shear (1, 0) after a quarter turn and before it: it ends in different places.",
            "c": "Stretch x and then turn by 45 degrees: the long side lies along the diagonal. "
            "Turn first, and it lies along x.",
            "d": "One of the pairs does commute: look for the maps that only turn.",
        },
    )


@check(
    points=2,
    hints=[
        "The inner index k counts the terms: it is the one that AB sums over.",
        "Entry (i, j) of term k is A[i, k] times B[k, j].",
        "One term is `np.outer(A[:, k], B[k])`.",
    ],
    notice="Each term's rows are multiples of one row: the simplest matrices there are.",
)
def outer_products(answer):
    """The terms column times row: a square product first, where rows and columns can be mixed."""
    for rng, square in zip(trials(5), [True, False, False, False, False], strict=True):
        m, n, p = (3, 3, 3) if square else rng.permutation([2, 3, 4])
        A, B = rng.normal(size=(m, n)), rng.normal(size=(n, p))
        right = np.einsum("ik,kj->kij", A, B)
        expect(answer, A, B).equals(
            right,
            mistakes=[
                mistake("This is the sum of the terms, AB: return them one by one.", A @ B),
                mistake("These are running sums: each term stands by itself.", right.cumsum(0)),
                mistake("Each term is transposed: the column of A is a column.", _flipped),
                mistake("The terms' number k is the first axis.", right.transpose(1, 0, 2)),
                mistake("The terms' number k is the first axis, not the last.", _last),
                mistake("Column k of A meets row k of B, not row k with column k.", _rows),
                mistake("Row k of A is taken for column k.", _outer),
                mistake("Column k of B is taken for row k.", lambda A, B: _outer(A.T, B.T)),
            ],
        )


def _flipped(A, B):
    return np.einsum("ik,kj->kji", A, B)


def _last(A, B):
    return np.einsum("ik,kj->ijk", A, B)


def _rows(A, B):
    return _outer(A, B.T)


def _outer(U, V):
    return np.array([np.outer(u, v) for u, v in zip(U, V, strict=True)])


@check(
    points=1,
    hints=[
        "Count the multiplications of each of the two products, and add.",
        "The product of an (m, n) and an (n, p) matrix takes m n p multiplications.",
        "AB takes 20 * 500 * 30 and has shape (20, 30); now the product with C.",
    ],
    notice="The brackets change the work 28 times and the result not at all.",
)
def brackets(answer):
    """The work of three factors in the cheaper order."""
    first, second, dear = 20 * 500 * 30, 20 * 30 * 1000, 500 * 30 * 1000 + 20 * 500 * 1000
    given(answer).equals(
        first + second,
        mistakes={
            "That is the work of A(BC), the dear order.": dear,
            "That is only the first product; there are two.": first,
            "That is only the second product; there are two.": second,
            "That is only the product BC, and of the dear order.": 500 * 30 * 1000,
            "The two costs are added, not multiplied.": first * second,
            "Two products are made one after the other, not one of four sizes.": first * 1000,
            "That is the number of entries of the result.": 20 * 1000,
            "That is what the better order saves.": dear - first - second,
            "Not how many times, but how many multiplications.": dear / (first + second),
            "That counts additions, too: multiplications are asked.": 2 * (first + second),
        },
    )


@check(
    points=3,
    hints=[
        "One triangle for each edge: origin, corner, next corner.",
        "Its signed area is half of det = p[0] * q[1] - p[1] * q[0].",
        "The next corners are `np.roll(corners, -1, axis=0)`; the last edge leads back.",
    ],
    notice="The sign of the determinant does the work: what lies outside cancels.",
)
def polygon_area(answer):
    """Polygons with dents, not around the origin, run against the clock and with it."""
    for turns, rng in enumerate(trials(6)):
        n = rng.integers(5, 9)
        angles = (np.arange(n) + rng.uniform(0, 0.6, size=n)) * 2 * np.pi / n
        radii = np.where(np.arange(n) % 2, 0.4, 2.0) * rng.uniform(0.8, 1.2, size=n)
        arms = radii[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
        corners = (rng.uniform(1, 3, size=2) + arms)[:: -1 if turns % 2 else 1]
        pieces = _triangles(corners)
        expect(answer, corners).equals(
            pieces.sum(), mistakes=_area_mistakes(corners, pieces), condition=100
        )
    expect(answer, np.array([[0, 0], [3, 0], [0, 1]])).equals(1.5)


def _triangles(corners):
    (x, y), (u, v) = corners.T, np.roll(corners, -1, axis=0).T
    return 0.5 * (x * v - y * u)


def _area_mistakes(corners, pieces):
    width, height = np.ptp(corners, axis=0)
    p, q = corners, np.roll(corners, -1, axis=0)
    says = {
        "The edge from the last corner back to the first is missing.": pieces[:-1].sum(),
        "Each triangle is made positive: those outside must cancel.": np.abs(pieces).sum(),
        "The signs of both products are the same: the determinant subtracts one.": 0.5
        * np.sum(p[:, 0] * q[:, 1] + p[:, 1] * q[:, 0]),
        "That is the dot product of neighbours, not their determinant.": 0.5 * np.sum(p * q),
        "That is the box around the polygon.": width * height,
        "That is the mean over the edges, not their sum.": pieces.mean(),
    }
    doubled = {f"{key} And the half is missing.": 2 * value for key, value in says.items()}
    lost = {"The sign is lost: with the clock the area is negative.": abs(pieces.sum())}
    return lost | says | doubled


@check(
    points=2,
    hints=[
        "A matrix presses the plane flat exactly when its determinant is 0: when ad = bc.",
        "There are 7 whole numbers from -3 to 3, so 7 * 7 * 7 * 7 matrices: try them all.",
        "`a, b, c, d = np.meshgrid(*[np.arange(-3, 4)] * 4)` holds every choice.",
    ],
    notice="With numbers from a continuous range the share is 0: chance never meets ad = bc.",
)
def singular_share(answer):
    """The share of flat matrices among all with entries from -3 to 3."""
    right = _share(range(-3, 4))
    given(answer).equals(
        right,
        mistakes=[
            mistake(
                "The 3 is left out: range and arange stop before their end.", _share(range(-3, 3))
            ),
            mistake("That is how many there are; divide by the number of all matrices.", 289),
            mistake(
                "That is the share in percent; a number between 0 and 1 is asked.", 100 * right
            ),
            mistake("That is the example with entries 0 and 1.", _share(range(2))),
            mistake("The 0 is an entry, too.", _share([-3, -2, -1, 1, 2, 3])),
            mistake("The entries may be negative, too.", _share(range(4))),
            mistake("The entries may be negative and 0, too.", _share(range(1, 4))),
            COMPLEMENT,
        ],
        rtol=4e-3,
    )


def _share(entries):
    a, b, c, d = np.meshgrid(*[np.array(entries)] * 4)
    return np.mean(a * d == b * c)


@check(
    points=3,
    hints=[
        "Undoing a map that scales areas by det A scales them by one over det A.",
        "Swap a and d, flip the signs of b and c, divide all four by ad - bc.",
        "Start with `(a, b), (c, d) = A` and `det = a * d - b * c`.",
    ],
    notice="The determinant stands below: a matrix that flattens the plane cannot be undone.",
)
def inverse_2x2(answer):
    """The inverse of a matrix with two rows and two columns."""
    with part(2, "matrices that have an inverse"):
        for rng in trials(5):
            A = rng.normal(size=(2, 2)) + 2 * np.eye(2)
            right = np.linalg.inv(A)
            expect(answer, A).equals(
                right, condition=np.linalg.cond(A), mistakes=_inverse_mistakes(A)
            )
        small = np.array([[0.0, 2.0], [4.0, 1.0]]) / 2**13  # a mirror, a 0 first, small, not flat
        expect(answer, small).equals(np.linalg.inv(small))
    with part(1, "matrices that have none"):
        expect(answer, np.eye(2)).equals(np.eye(2))  # so that refusing everything earns nothing
        expect(answer, np.diag([2.0, 0.0])).raises(ValueError, "its determinant is 0")
        for rng in trials(2):
            A = np.outer(2 ** rng.integers(1, 6, size=2), 2 ** rng.integers(1, 6, size=2))
            expect(answer, A).raises(ValueError, "its determinant is 0")
            expect(answer, A / 8).raises(ValueError, "its determinant is 0")
            rounded = np.outer([2, 49], [1, rng.integers(1, 5)])  # elimination leaves 1e-16 of it
            expect(answer, rounded).raises(ValueError, "ad - bc is 0; np.linalg rounds it")


def _inverse_mistakes(A):
    (a, b), (c, d) = A
    det, flipped = a * d - b * c, np.array([[d, -b], [-c, a]])
    return [
        mistake("The division by the determinant is missing.", flipped),
        mistake("It is multiplied by the determinant, not divided.", flipped * det),
        mistake("The determinant is ad - bc.", flipped / (a * d + b * c)),
        mistake("Swap a and d.", np.array([[a, -b], [-c, d]]) / det),
        mistake("Flip the signs of b and c.", np.array([[d, b], [c, a]]) / det),
        mistake("Swap a and d, not b and c.", np.array([[a, -c], [-b, d]]) / det),
        mistake("One over each entry undoes no matrix.", 1 / A),
        transpose_for_inverse(A.T),
    ]
