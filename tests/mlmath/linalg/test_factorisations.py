"""LU, Cholesky, QR three ways, least squares, row reduction: definitions, SciPy, error budgets."""

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.linalg import least_squares as ls
from mlmath.linalg import lu as L
from mlmath.linalg.cholesky import cholesky, solve_positive_definite
from mlmath.linalg.elimination import four_subspaces, null_space_by_elimination, row_reduce
from mlmath.linalg.qr import full_rank_qr, gram_schmidt, householder, modified_gram_schmidt
from tests.mlmath.linalg.hostile import (
    U,
    exact_condition,
    exact_least_squares,
    exact_solution,
    graded,
    hilbert,
    nearly_parallel,
    relative_error,
    vandermonde,
)

HOSTILE = [*map(hilbert, (3, 6, 9, 11)), *map(vandermonde, (5, 9)), graded(7), np.eye(4) * 1e-150]
INTEGERS = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.integers(-9, 9), min_size=n * n, max_size=n * n)
)
THREE_WAYS = [gram_schmidt, modified_gram_schmidt, householder]


def exact_determinant(A):
    """Leibniz by cofactors, in fractions."""
    if len(A) == 1:
        return Fraction(A[0][0])
    minor = lambda j: [row[:j] + row[j + 1 :] for row in A[1:]]  # noqa: E731
    return sum((-1) ** j * A[0][j] * exact_determinant(minor(j)) for j in range(len(A)))


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_lu_against_scipy(n, rng):
    A = rng.standard_normal((n, n))
    p, lower, upper = L.lu(A)
    P, lower_scipy, upper_scipy = scipy.linalg.lu(A)
    np.testing.assert_array_equal(np.eye(n)[p].T, P)
    np.testing.assert_allclose(lower, lower_scipy, rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(upper, upper_scipy, rtol=1e-10, atol=1e-13)
    assert np.abs(lower).max() == 1.0


@given(INTEGERS)
@settings(max_examples=100, deadline=None)
def test_lu_of_any_integer_matrix(entries):
    n = round(len(entries) ** 0.5)
    A = np.array(entries).reshape(n, n)
    p, lower, upper = L.lu(A)
    np.testing.assert_allclose(lower @ upper, A[p], atol=1e-12)
    np.testing.assert_array_equal(upper, np.triu(upper))
    np.testing.assert_array_equal(lower, np.tril(lower))
    exact = float(exact_determinant(A.tolist()))
    assert L.determinant(A) == pytest.approx(exact, rel=1e-11, abs=1e-9)
    if exact != 0:
        sign, logdet = L.log_determinant(A)
        assert sign * np.exp(logdet) == pytest.approx(exact, rel=1e-11)
        np.testing.assert_allclose(A @ L.inverse(A), np.eye(n), atol=1e-9)
    else:
        with pytest.raises(ValueError, match="A is singular to working precision"):
            L.solve(A, np.ones(n))


def test_determinant_of_a_large_matrix():
    A = 10 * np.eye(400)
    A[[0, 1]] = A[[1, 0]]
    sign, logdet = L.log_determinant(A)
    assert (sign, logdet) == (-1.0, pytest.approx(400 * np.log(10)))
    assert L.log_determinant(np.zeros((2, 2))) == (0.0, -np.inf)


@given(st.permutations(range(6)))
@settings(max_examples=50, deadline=None)
def test_sign_of_a_permutation(p):
    inversions = sum(p[i] > p[j] for i in range(6) for j in range(i + 1, 6))
    assert L.permutation_sign(np.array(p)) == (-1) ** inversions


@pytest.mark.parametrize("A", HOSTILE, ids=lambda A: f"{len(A)}x{len(A)}")
def test_solve_error_budget(A):
    """|x - exact| / |exact| <= 4 n kappa u for elimination with partial pivoting."""
    n, b = len(A), A @ np.ones(len(A))
    error = relative_error(L.solve(A, b), exact_solution(A, b))
    assert error <= 4 * n * exact_condition(A) * U
    residual = np.abs(A @ L.solve(A, b) - b).max()
    assert residual <= 4 * n * U * (np.abs(A) @ np.abs(L.solve(A, b))).max()


def test_the_small_pivot_that_needs_a_swap():
    np.testing.assert_allclose(L.solve([[1e-20, 1], [1, 1]], [1, 2]), [1, 1], rtol=1e-15)


@pytest.mark.parametrize(
    ("A", "b"),
    [
        ([[1e-20, 1e-20], [1, 2]], [2e-20, 3]),
        (np.diag([1, 1e-20]), [1, 1e-20]),
        (1e200 * np.eye(2), [1e200, 1e200]),
        (1e-200 * np.eye(2), [1e-200, 1e-200]),
    ],
)
def test_badly_scaled_is_not_singular(A, b):
    np.testing.assert_allclose(L.solve(A, b), [1, 1], rtol=1e-15)


def test_solve_several_right_sides_and_inverse(rng):
    A, B = rng.standard_normal((5, 5)), rng.standard_normal((5, 3))
    np.testing.assert_allclose(L.solve(A, B), np.linalg.solve(A, B), rtol=1e-11)
    np.testing.assert_allclose(L.inverse(A), np.linalg.inv(A), rtol=1e-11)
    np.testing.assert_allclose(L.solve(A.T[::-1], B), np.linalg.solve(A.T[::-1], B), rtol=1e-11)
    assert L.solve([[2, 0], [0, 4]], [1, 1]).tolist() == [0.5, 0.25]


def test_substitution_reads_its_triangle_only(rng):
    T, b = rng.standard_normal((4, 4)) + 3 * np.eye(4), rng.standard_normal((4, 2))
    for f, lower in ((L.forward_substitution, True), (L.back_substitution, False)):
        expected = scipy.linalg.solve_triangular(T, b, lower=lower)
        np.testing.assert_allclose(f(T, b), expected, rtol=1e-12)
        np.testing.assert_allclose(f(T, b[:, 0]), expected[:, 0], rtol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 6])
def test_cholesky_against_scipy(n, rng):
    B = rng.standard_normal((n + 2, n))
    A = B.T @ B
    np.testing.assert_allclose(cholesky(A), scipy.linalg.cholesky(A, lower=True), rtol=1e-11)
    b = rng.standard_normal(n)
    np.testing.assert_allclose(solve_positive_definite(A, b), np.linalg.solve(A, b), rtol=1e-9)
    assert cholesky([[4, 2], [2, 10]]).tolist() == [[2, 0], [1, 3]]


@given(INTEGERS, st.integers(-30, 60))
@settings(max_examples=100, deadline=None)
def test_cholesky_fails_exactly_when_not_positive_definite(entries, shift):
    n = round(len(entries) ** 0.5)
    B = np.array(entries, dtype=float).reshape(n, n)
    A = B + B.T + shift * np.eye(n)
    smallest = np.linalg.eigvalsh(A)[0]
    if smallest > 1e-9:
        L_ = cholesky(A)
        np.testing.assert_allclose(L_ @ L_.T, A, atol=1e-11)
    elif smallest < -1e-9:
        with pytest.raises(ValueError, match="A is not positive definite"):
            cholesky(A)


@pytest.mark.parametrize("A", [*map(hilbert, (3, 6, 9, 11)), np.diag([1e200, 1, 1e-200])])
def test_cholesky_error_budget(A):
    """Backward error |A - L L.T| <= (n + 1) u |L| |L.T|, entry by entry (Higham, theorem 10.3)."""
    n, T = len(A), cholesky(A)
    assert np.all(np.abs(A - T @ T.T) <= 2 * (n + 1) * U * (np.abs(T) @ np.abs(T.T)))


@pytest.mark.parametrize("qr", THREE_WAYS)
@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (7, 3)])
def test_qr_definition(qr, shape, rng):
    A = np.asfortranarray(rng.standard_normal(shape))
    A.setflags(write=False)
    Q, R = qr(A)
    assert Q.shape == shape
    assert R.shape == (shape[1], shape[1])
    np.testing.assert_allclose(Q @ R, A, atol=1e-14)
    np.testing.assert_allclose(Q.T @ Q, np.eye(shape[1]), atol=1e-13)
    np.testing.assert_array_equal(R, np.triu(R))
    signs = np.sign(np.diag(R))
    Q_numpy, R_numpy = np.linalg.qr(A)
    signs_numpy = np.sign(np.diag(R_numpy))
    np.testing.assert_allclose(signs[:, None] * R, signs_numpy[:, None] * R_numpy, atol=1e-13)
    np.testing.assert_allclose(Q * signs, Q_numpy * signs_numpy, atol=1e-12)
    if qr is not householder:
        assert np.all(np.diag(R) > 0)


def test_the_three_ways_by_loops(rng):
    A = rng.standard_normal((5, 3))
    Q = []
    for a in A.T:
        v = a.copy()
        for q in Q:
            v = v - (q @ a) * q
        Q.append(v / np.sqrt(v @ v))
    np.testing.assert_allclose(gram_schmidt(A)[0], np.array(Q).T, rtol=1e-12)
    np.testing.assert_allclose(modified_gram_schmidt(A)[0], np.array(Q).T, rtol=1e-12)
    np.testing.assert_allclose(np.abs(householder(A)[0]), np.abs(np.array(Q).T), rtol=1e-12)


def test_householder_full_and_rank_deficient(rng):
    A = rng.standard_normal((5, 2)) @ rng.standard_normal((2, 3))
    A[:, 0] = 0
    for full in (False, True):
        Q, R = householder(A, full=full)
        assert Q.shape == (5, 5 if full else 3)
        np.testing.assert_allclose(Q @ R, A, atol=1e-14)
        np.testing.assert_allclose(Q.T @ Q, np.eye(Q.shape[1]), atol=1e-14)


@pytest.mark.parametrize("gap", [1e-3, 1e-5, 1e-7])
def test_orthogonality_lost_grows_with_kappa_squared_kappa_and_not_at_all(gap):
    """|Q.T Q - I| <= 4 n^2 u times kappa^2 (classical), kappa (modified), 1 (Householder)."""
    A = hilbert(6)[:, :4] if gap == 1e-3 else nearly_parallel(9, 4, gap)
    kappa, n = exact_condition(A), A.shape[1]
    lost = [np.abs(Q.T @ Q - np.eye(n)).max() for Q, _ in (f(A) for f in THREE_WAYS)]
    assert lost[0] <= 4 * n**2 * U * kappa**2
    assert lost[1] <= 4 * n**2 * U * kappa
    assert lost[2] <= 4 * n**2 * U


def test_the_classical_way_really_loses_more():
    Q, _ = gram_schmidt(hilbert(9))
    Q_modified, _ = modified_gram_schmidt(hilbert(9))
    assert np.abs(Q.T @ Q - np.eye(9)).max() > 0.1
    assert np.abs(Q_modified.T @ Q_modified - np.eye(9)).max() < 1e-2


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_qr_far_from_one(scale, rng):
    A = rng.standard_normal((5, 3))
    for qr in THREE_WAYS:
        Q, R = qr(scale * A)
        np.testing.assert_allclose(Q, qr(A)[0], rtol=1e-12)
        np.testing.assert_allclose(R / scale, qr(A)[1], rtol=1e-12, atol=1e-14)


def test_least_squares_against_numpy(rng):
    A, b = rng.standard_normal((8, 3)), rng.standard_normal(8)
    expected = np.linalg.lstsq(A, b)[0]
    for f in (ls.least_squares_normal, ls.least_squares_qr, ls.least_squares_svd):
        np.testing.assert_allclose(f(A, b), expected, rtol=1e-12)
        np.testing.assert_allclose(f(A[:3], b[:3]), np.linalg.solve(A[:3], b[:3]), rtol=1e-9)
    B = np.column_stack([A, A[:, 0] - A[:, 2]])
    np.testing.assert_allclose(ls.least_squares_svd(B, b), np.linalg.lstsq(B, b)[0], rtol=1e-11)
    wide = A.T
    np.testing.assert_allclose(ls.least_squares_svd(wide, b[:3]), np.linalg.pinv(wide) @ b[:3])


def test_ridge_against_its_normal_equations(rng):
    for shape in ((8, 3), (3, 8)):
        A, b = rng.standard_normal(shape), rng.standard_normal(shape[0])
        expected = np.linalg.solve(A.T @ A + 0.7 * np.eye(shape[1]), A.T @ b)
        np.testing.assert_allclose(ls.ridge(A, b, 0.7), expected, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(
    "A", [hilbert(9)[:, :5], vandermonde(12)[:, :6], nearly_parallel(6, 3, 1e-4)]
)
def test_least_squares_error_budgets(A):
    """QR: <= 8 n kappa u; normal equations: <= 8 n kappa^2 u (b lies in the column space)."""
    b = A @ np.ones(A.shape[1])
    exact, kappa, n = exact_least_squares(A, b), exact_condition(A), A.shape[1]
    assert relative_error(ls.least_squares_qr(A, b), exact) <= 8 * n * kappa * U
    assert relative_error(ls.least_squares_svd(A, b), exact) <= 8 * n * kappa * U
    assert relative_error(ls.least_squares_normal(A, b), exact) <= 8 * n * kappa**2 * U


def test_normal_equations_give_up_before_qr_does():
    A = nearly_parallel(5, 3, 1e-9)
    b = A @ [1.0, 2.0, 3.0]
    with pytest.raises(ValueError, match="squaring lost the difference"):
        ls.least_squares_normal(A, b)
    assert relative_error(ls.least_squares_qr(A, b), exact_least_squares(A, b)) < 1e-6


def test_full_rank_qr_refuses_what_rounding_cannot_tell(rng):
    A = rng.standard_normal((6, 3))
    np.testing.assert_array_equal(full_rank_qr(A)[0], householder(A)[0])
    A[:, 2] = A[:, 0] + 2 * A[:, 1]
    with pytest.raises(ValueError, match="column 2 of A is a combination of the earlier columns"):
        full_rank_qr(A)


def test_row_reduce_by_hand():
    A = np.array([[1, 2, 1, 4], [2, 4, 0, 2], [3, 6, 1, 6]])
    R, pivots = row_reduce(A)
    np.testing.assert_allclose(R, [[1, 2, 0, 1], [0, 0, 1, 3], [0, 0, 0, 0]], atol=1e-15)
    assert pivots == [0, 2]
    N = null_space_by_elimination(A)
    np.testing.assert_allclose(N, [[-2, -1], [1, 0], [0, -3], [0, 1]], atol=1e-15)
    np.testing.assert_allclose(A @ N, 0, atol=1e-14)
    assert null_space_by_elimination(np.eye(3)).shape == (3, 0)
    assert row_reduce(np.zeros((2, 3)))[1] == []


@given(st.integers(1, 5), st.integers(1, 5), st.data())
@settings(max_examples=80, deadline=None)
def test_row_reduce_against_sympy_on_integers(m, n, data):
    import sympy

    entries = data.draw(st.lists(st.integers(-4, 4), min_size=m * n, max_size=m * n))
    A = np.array(entries).reshape(m, n)
    R, pivots = row_reduce(A)
    exact, exact_pivots = sympy.Matrix(A.tolist()).rref()
    assert tuple(pivots) == exact_pivots
    np.testing.assert_allclose(R, np.array(exact.tolist(), dtype=float), atol=1e-9)


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_four_subspaces(shape, rng):
    A = rng.standard_normal((shape[0], 2)) @ rng.standard_normal((2, shape[1]))
    S = four_subspaces(A)
    m, n = shape
    assert [S[k].shape for k in ("row", "null", "column", "left_null")] == [
        (n, 2),
        (n, n - 2),
        (m, 2),
        (m, m - 2),
    ]
    np.testing.assert_allclose(A @ S["null"], 0, atol=1e-13)
    np.testing.assert_allclose(S["left_null"].T @ A, 0, atol=1e-13)
    np.testing.assert_allclose(S["column"] @ (S["column"].T @ A), A, atol=1e-13)
    np.testing.assert_allclose((A @ S["row"]) @ S["row"].T, A, atol=1e-13)
    for left, right in (("row", "null"), ("column", "left_null")):
        whole = np.hstack([S[left], S[right]])
        np.testing.assert_allclose(whole.T @ whole, np.eye(len(whole)), atol=1e-13)
