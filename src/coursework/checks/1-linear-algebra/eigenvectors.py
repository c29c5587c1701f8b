"""Checks of the exercises on eigenvectors: eigenvalues, diagonalisation, complex pairs."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import Mistake, mistake, transpose_for_inverse
from coursework.registry import check


@check(
    points=3,
    hints=[
        "They are the zeros of a quadratic whose coefficients are the trace and the determinant.",
        "Half the trace, plus and minus the root of ((a - d) / 2)² + bc.",
        "`root = np.sqrt(((a - d) / 2) ** 2 + b * c + 0j)`: the 0j lets it be complex.",
    ],
    notice="Their sum is the trace and their product the determinant: the quickest check there is.",
)
def eigenvalues_2x2(answer):
    """Both zeros of the characteristic polynomial, in any order."""
    with part(2, "real eigenvalues"):
        for rng in trials(4):
            A = rng.uniform(0.5, 3, size=(2, 2)) * [[1, 1], [1, -1]]
            _pair(answer, A)
        _pair(answer, np.array([[3.0, 1.0], [0.0, 3.0]]))
        _pair(answer, np.array([[1, 2], [3, 0]]))
    with part(1, "complex eigenvalues"):
        for rng in trials(3):
            _pair(answer, rng.uniform(1, 3, size=(2, 2)) * [[1, -3], [3, 1]])


def _pair(answer, A):
    (a, b), (c, d) = A
    half, inside = (a + d) / 2, ((a - d) / 2) ** 2 + b * c + 0j
    wide = np.sqrt((a - d) ** 2 + b * c + 0j)
    expect(lambda A: _ordered(answer(A)), A).equals(
        _both(half, np.sqrt(inside)),
        rtol=1e-6,
        mistakes={
            "The root is missing.": _both(half, inside),
            "The trace must be halved.": _both(2 * half, np.sqrt(inside)),
            "Under the root stands + bc.": _both(half, np.sqrt(inside - 2 * b * c)),
            "The half of a - d is missing.": _both(half, wide),
            "The 2 below is lost.": _both(2 * half, 2 * np.sqrt(inside)),
            "The sum comes out as minus the trace.": _both(-half, np.sqrt(inside)),
            "The eigenvalues are not the diagonal entries.": _ordered([a, d]),
            "A complex pair has an imaginary part.": _ordered([half, half]),
            "The magnitudes were returned.": _ordered(np.abs(_both(half, np.sqrt(inside)))),
        },
    )


def _both(middle, root):
    values = _ordered([middle + root, middle - root])
    return values.real if np.all(values.imag == 0) else values


def _ordered(values):
    """By real part, then imaginary part, where there are two numbers at all."""
    array = np.asarray(values)
    if array.shape != (2,) or array.dtype.kind not in "iufc":
        return values
    real = np.round(array.real / (np.abs(array).max() or 1), 4)
    return array[np.lexsort((array.imag, real))]


@check(
    points=2,
    hints=[
        "Two numbers that the matrix shows at once follow from its eigenvalues.",
        "The trace is the sum of the eigenvalues, the determinant their product.",
        "1 + d = 5 - 2 and 1 * d - 4 c = 5 * (-2).",
    ],
    notice="Two equations without any polynomial. In reverse it is the best check of eigenvalues.",
)
def two_entries(answer):
    """The lower row from trace and determinant."""
    given(answer).returns(shape=(2,)).equals(
        [3, 2],
        mistakes={
            "These are c and d in the wrong order.": [2, 3],
            "In ad - bc the product bc is subtracted.": [-3, 2],
            "The trace holds the 1 on the diagonal, too.": [13 / 4, 3],
            "The product of the eigenvalues is negative.": [-2, 2],
            "The sum of the eigenvalues is 5 - 2.": [4, 6],
            "These are the eigenvalues, not the entries.": [5, -2],
            "The d is right; the determinant is minus 10, and c has the factor 4.": [12, 2],
        },
    )


@check(
    points=1,
    hints=[
        "Different eigenvalues always come with independent eigenvectors.",
        "Look where one eigenvalue occurs twice, and count the directions that are kept.",
        "Solve (A - 2I) v = 0 for the matrices with 2 on the whole diagonal.",
    ],
    notice="A shear, stretched by 2. Equal eigenvalues alone are no harm: think of the identity.",
)
def defective(answer):
    """Which matrix has too few eigenvectors."""
    given(answer).chooses(
        "c",
        {
            "a": "It multiplies every vector by 2, so every vector is an eigenvector.",
            "b": "Its eigenvalues are 2 and 3. They differ, so their eigenvectors are independent.",
            "d": "A quarter turn has the eigenvalues i and -i. They differ: complex numbers are "
            "allowed here.",
        },
    )


@check(
    points=3,
    hints=[
        "In the basis of its eigenvectors A is a plain stretch. What is half a stretch?",
        "S = V Λ^½ V⁻¹: in S S the two inner factors cancel.",
        "`values, V = np.linalg.eig(A)`, then the root of the values.",
    ],
    notice="In this way any function can be taken of a matrix that has a basis of eigenvectors.",
)
def matrix_root(answer):
    """The root of a matrix with positive eigenvalues."""
    for rng, n in zip(trials(5), [2, 3, 3, 4, 1], strict=True):
        values = rng.permutation(np.arange(1, n + 1) ** 2) + rng.uniform(0.1, 0.6, size=n)
        V = np.linalg.qr(rng.normal(size=(n, n)))[0] + 0.3 * rng.normal(size=(n, n))
        A = V * values @ np.linalg.inv(V)
        right = V * np.sqrt(values) @ np.linalg.inv(V)
        expect(answer, A).equals(right, rtol=1e-4, mistakes=_root_mistakes(A, right))


def _root_mistakes(A, right):
    values, V = np.linalg.eig(A)
    s, W = np.sqrt(values), np.linalg.inv(V)
    return [
        mistake("The root of each entry is another thing: try S @ S.", np.sqrt(np.abs(A))),
        transpose_for_inverse(V * s @ V.T),
        mistake("This is A itself: no root is taken.", A),
        mistake("V and its inverse have changed places.", W * s @ V),
        mistake("This is A divided by 2, not half a step.", A / 2),
        mistake("The way back, V⁻¹, is missing.", V * s),
        mistake("These are only the roots, in the basis of eigenvectors.", np.diag(s)),
        mistake("This is A squared: two steps, not half of one.", A @ A),
        mistake("This is the inverse of what is asked.", np.linalg.inv(right)),
        Mistake(
            "S S is A, but an eigenvalue of S is negative: take the positive roots.",
            pattern=lambda got, reference, same: same(got @ got, reference @ reference),
        ),
    ]


@check(
    points=2,
    hints=[
        "Find the complex pair: half the trace, and the root of a negative number.",
        "The factor is the magnitude of the eigenvalue, the angle that of the point in the plane.",
        "The eigenvalue is 1 + 0.8 i.",
    ],
    notice="The factor is also the root of the determinant: a pair multiplies to its magnitude².",
)
def spiral(answer):
    """Magnitude and angle of a complex eigenvalue."""
    r, angle = np.hypot(1, 0.8), np.degrees(np.arctan2(0.8, 1))
    given(answer).returns(shape=(2,)).satisfies(
        lambda v: abs(v[0] - angle) > 0.5, "First the factor, then the angle."
    )
    for k, (right, mistakes) in enumerate(_spiral_mistakes(r, angle)):
        given(answer[k]).equals(right, rtol=4e-3, mistakes=mistakes)


def _spiral_mistakes(r, angle):
    factor = {
        "The factor's root is missing: this is the magnitude squared, the determinant.": r**2,
        "Add the squares of the two parts, not the parts.": 1.8,
        "That is the real part alone; the imaginary part lengthens, too.": 1.0,
        "That is the imaginary part alone.": 0.8,
        "Squares of the parts are added, not subtracted.": 0.6,
    }
    turn = {
        "The angle is in radians; degrees are asked.": np.radians(angle),
        "The angle is measured from the wrong axis: 0.8 lies across 1.": 90 - angle,
        "The angle runs the other way: give it between 0 and 180.": -angle,
        "This is the angle of column 1 of A; ask for that of the eigenvalue.": np.degrees(
            np.arctan(0.4)
        ),
    }
    return [(r, factor), (angle, turn)]
