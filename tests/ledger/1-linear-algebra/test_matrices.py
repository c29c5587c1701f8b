import numpy as np
import sympy

from mlmath.linalg.lu import determinant
from tests.ledger.comparison import close
from tests.ledger.registry import entry


@entry("eq-matrices-product", code=None, route="NumPy's matrix product", latex="131a713b5f")
def test_product(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    AB = np.zeros((2, 4))
    for i, j in np.ndindex(2, 4):
        AB[i, j] = sum(A[i, k] * B[k, j] for k in range(3))
    close(AB, route=A @ B)


@entry(
    "eq-matrices-determinant",
    code="mlmath.linalg.lu.determinant",
    route="the area of the image of the unit square, by the shoelace formula",
    latex="515e1f2d2e",
)
def test_determinant(rng):
    A = rng.normal(size=(2, 2))
    (a, b), (c, d) = A
    x, y = A @ np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
    area = 0.5 * sum(x[i - 1] * y[i] - x[i] * y[i - 1] for i in range(4))
    close(a * d - b * c, code=determinant(A), route=area)


@entry(
    "eq-matrices-transpose-product", code=None, route="SymPy, entry by entry", latex="45aad63427"
)
def test_transpose_product(rng):
    A, B = rng.integers(-9, 10, size=(2, 3)), rng.integers(-9, 10, size=(3, 4))
    route = (sympy.Matrix(A) * sympy.Matrix(B)).T
    close(B.T @ A.T, route=np.array(route, dtype=float))
