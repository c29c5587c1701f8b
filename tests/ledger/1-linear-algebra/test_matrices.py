import itertools
import math

import numpy as np
import sympy

from tests.ledger.comparison import close
from tests.ledger.registry import entry


@entry("eq-matrices-product", code=None, route="NumPy's matrix product", latex="f1c79fee55")
def test_product(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    AB = np.zeros((2, 4))
    for i, j in np.ndindex(2, 4):
        AB[i, j] = sum(A[i, k] * B[k, j] for k in range(3))
    close(AB, route=A @ B)


@entry(
    "eq-matrices-determinant",
    code=None,
    route="SymPy, exact integers",
    survives={
        "index: A[i, sigma[i]] -> A[sigma[i], i]": "det of the transpose is det",
        "comparison: a > b -> a >= b": "no value occurs twice",
    },
    latex="992b77cce8",
)
def test_determinant(rng):
    def sign(sigma):
        return (-1) ** sum(a > b for a, b in itertools.combinations(sigma, 2))

    for n in (2, 3):
        A = rng.integers(-5, 6, size=(n, n))
        det = sum(
            sign(sigma) * math.prod(A[i, sigma[i]] for i in range(n))
            for sigma in itertools.permutations(range(n))
        )
        close(det, route=sympy.Matrix(A).det())


@entry("eq-matrices-transpose-product", code=None, route="entry by entry", latex="bfa5ec0326")
def test_transpose_product(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    turned = [[sum(A[i, k] * B[k, j] for k in range(3)) for i in range(2)] for j in range(4)]
    close(B.T @ A.T, route=turned)
