"""Proofs of the equations on the page about NumPy."""

import numpy as np
from sklearn.preprocessing import StandardScaler

from tests.ledger.comparison import close
from tests.ledger.registry import entry


@entry(
    "eq-numpy-sums",
    code=None,
    route="NumPy's sums along an axis",
    latex="30edf85a1a",
)
def test_sums(rng):
    A = rng.normal(size=(4, 5))  # places from 1, as in the formula: row 0 and column 0 are not used
    m, n = 3, 4
    close(
        [sum(A[i, j] for i in range(1, m + 1)) for j in range(1, n + 1)],
        route=A[1:, 1:].sum(axis=0),
    )
    close(
        [sum(A[i, j] for j in range(1, n + 1)) for i in range(1, m + 1)],
        route=np.ones(4) @ A[1:, 1:].T,
    )


@entry(
    "eq-numpy-broadcast",
    code=None,
    route="NumPy's own broadcasting",
    latex="c8754c5d22",
)
def test_broadcast(rng):
    u, v = rng.normal(size=3), rng.normal(size=4)
    close(
        [[u[i] + v[j] for j in range(4)] for i in range(3)],
        route=u[:, None] + v,
    )


@entry(
    "eq-numpy-centred",
    code=None,
    route="scikit-learn's StandardScaler on the transpose, without scaling",
    latex="36c8a3b04b",
)
def test_centred(rng):
    A = rng.normal(size=(4, 5))  # places from 1, as in the formula
    m, n = 3, 4
    close(
        [
            [A[i, j] - 1 / n * sum(A[i, k] for k in range(1, n + 1)) for j in range(1, n + 1)]
            for i in range(1, m + 1)
        ],
        route=StandardScaler(with_std=False).fit_transform(A[1:, 1:].T).T,
    )
