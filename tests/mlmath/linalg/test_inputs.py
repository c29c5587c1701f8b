"""Every function gives the same for lists, integers, float32, strides and read-only arrays."""

import numpy as np
import pytest

from mlmath.linalg import cholesky, elimination, least_squares, lu, norms, projection, qr, svd
from mlmath.linalg import eigen as E
from mlmath.linalg import symmetric as S

SQUARE = np.array([[4, 1, 0], [1, 3, 1], [0, 1, 2]])  # also symmetric positive definite
TALL = np.array([[1, 2], [3, 4], [5, 7]])
X, Y = np.array([1, 2, 3]), np.array([-2, 0, 5])

CALLS = [
    (norms.norm1, [X]),
    (norms.norm2, [X]),
    (norms.norm_inf, [X]),
    (norms.frobenius_norm, [TALL]),
    (norms.operator_norm1, [TALL]),
    (norms.operator_norm_inf, [TALL]),
    (norms.cosine_similarity, [X, Y]),
    (norms.angle, [X, Y]),
    (norms.unit, [X]),
    (projection.project_on_line, [X, Y]),
    (projection.project_on_columns, [X, TALL]),
    (projection.projection_matrix, [TALL]),
    (projection.leverage, [TALL]),
    (lu.lu, [SQUARE]),
    (lu.solve, [SQUARE, X]),
    (lu.inverse, [SQUARE]),
    (lu.determinant, [SQUARE]),
    (lu.log_determinant, [SQUARE]),
    (lu.forward_substitution, [SQUARE, X]),
    (lu.back_substitution, [SQUARE, X]),
    (cholesky.cholesky, [SQUARE]),
    (cholesky.solve_positive_definite, [SQUARE, X]),
    (qr.gram_schmidt, [TALL]),
    (qr.modified_gram_schmidt, [TALL]),
    (qr.householder, [TALL]),
    (least_squares.least_squares_normal, [TALL, X]),
    (least_squares.least_squares_qr, [TALL, X]),
    (least_squares.least_squares_svd, [TALL, X]),
    (least_squares.ridge, [TALL, X, np.array(1)]),
    (elimination.row_reduce, [TALL]),
    (elimination.null_space_by_elimination, [TALL.T]),
    (E.rayleigh_quotient, [SQUARE, X]),
    (E.power_iteration, [SQUARE, X]),
    (E.deflate, [np.diag([3, 2, 1]), np.array(3), np.array([2, 0, 0])]),
    (E.pagerank, [SQUARE]),
    (E.gershgorin_discs, [SQUARE]),
    (S.symmetric_eigen, [SQUARE]),
    (svd.svd, [TALL]),
    (svd.rank, [TALL]),
    (svd.spectral_norm, [TALL]),
    (svd.condition_number, [TALL]),
    (svd.pseudo_inverse, [TALL]),
]


def strided(a):
    wide = np.zeros((*a.shape, 2))
    wide[..., 0] = a
    return wide[..., 0]


def frozen(a):
    a = a.astype(float)
    a.setflags(write=False)
    return a


FORMS = [
    np.ndarray.tolist,
    lambda a: a.astype(np.int8),
    lambda a: np.array(a, dtype=float, order="F"),
    strided,
    frozen,
    lambda a: a.astype(np.float32),
]


@pytest.mark.parametrize(("f", "args"), CALLS, ids=lambda v: getattr(v, "__name__", ""))
def test_the_form_of_the_input_does_not_matter(f, args):
    expected = f(*[a.astype(float) for a in args])
    for form in FORMS:
        given = [form(a) for a in args]
        got = f(*given)
        parts = zip(got, expected, strict=True) if isinstance(got, tuple) else [(got, expected)]
        for g, e in parts:
            np.testing.assert_allclose(g, e, rtol=1e-6, atol=1e-6)
        for g, a in zip(given, args, strict=True):
            np.testing.assert_array_equal(g, a)
