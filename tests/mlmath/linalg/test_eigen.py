"""Eigenvalues and singular values: definitions, NumPy and SciPy, invariants, error budgets."""

import mpmath
import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mlmath.linalg import eigen as E
from mlmath.linalg import svd as S
from mlmath.linalg.jacobi import rotation, rounds
from mlmath.linalg.symmetric import definiteness, qr_iteration, symmetric_eigen
from tests.mlmath.linalg.hostile import U, from_mp, graded, hilbert, nearly_parallel, to_mp

MATRICES = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.floats(-1e3, 1e3).map(lambda x: round(x, 6)),
)


def test_rayleigh_quotient():
    assert E.rayleigh_quotient([[2, 0], [0, 5]], [0, 3]) == 5
    assert E.rayleigh_quotient([[2, 1], [0, 5]], [1, 1]) == pytest.approx(4)
    assert E.rayleigh_quotient([[2, 0], [0, 5]], [1e200, 1e200]) == pytest.approx(3.5)


def test_power_steps_shrink_the_error_by_the_ratio_of_eigenvalues():
    A = np.array([[4.0, 1.0], [0.0, 2.0]])  # eigenvalues 4 and 2, not symmetric
    xs = E.power_steps(A, [1, 1], 30)
    assert xs.shape == (31, 2)
    np.testing.assert_allclose(np.linalg.norm(xs, axis=1), 1)
    np.testing.assert_allclose(xs[0], np.ones(2) / np.sqrt(2))
    np.testing.assert_allclose(xs[1], [5 / np.sqrt(29), 2 / np.sqrt(29)])
    errors = np.abs(xs[:, 1])
    np.testing.assert_allclose(errors[11:20] / errors[10:19], 0.5, atol=1e-3)


@pytest.mark.parametrize("top", [7.0, -7.0])
def test_power_iteration(top, rng):
    V = np.linalg.qr(rng.standard_normal((5, 5)))[0]
    A = V @ np.diag([3, top, -2, 1, 0]) @ V.T
    value, vector = E.power_iteration(A, rng.standard_normal(5))
    assert value == pytest.approx(top, rel=1e-12)
    np.testing.assert_allclose(vector, E.fix_sign(V[:, 1]), atol=1e-9)
    assert np.linalg.norm(A @ vector - value * vector) <= 1.1e-10 * abs(top)


def test_power_iteration_then_deflation_gives_all_pairs(rng):
    B = rng.standard_normal((4, 4))
    A = B @ B.T
    values = np.linalg.eigvalsh(A)[::-1]
    rest = A
    for k in range(4):
        value, vector = E.power_iteration(rest, rng.standard_normal(4))
        assert value == pytest.approx(values[k], rel=1e-7)
        rest = E.deflate(rest, value, 3 * vector)
    np.testing.assert_allclose(rest, 0, atol=1e-8)


def test_deflation_moves_one_eigenvalue_only(rng):
    B = rng.standard_normal((4, 4))
    w, V = np.linalg.eigh(B + B.T)
    got = np.linalg.eigvalsh(E.deflate(B + B.T, w[1], V[:, 1]))
    np.testing.assert_allclose(np.sort(np.append(np.delete(w, 1), 0)), got, atol=1e-13)


def test_pagerank_solves_its_linear_system(rng):
    links = rng.integers(0, 2, (6, 6)) * rng.uniform(1, 3, (6, 6))
    links[2] = 0  # a page without links
    n, d = 6, 0.85
    P = np.array([row / row.sum() if row.any() else np.full(n, 1 / n) for row in links])
    expected = np.linalg.solve(np.eye(n) - d * P.T, np.full(n, (1 - d) / n))
    r = E.pagerank(links)
    np.testing.assert_allclose(r, expected, rtol=1e-11)
    assert r.sum() == pytest.approx(1, abs=1e-14)
    assert not np.allclose(E.pagerank(links.T), r)


def test_pagerank_by_hand():
    r = E.pagerank([[0, 1], [0, 0]], damping=0.5)  # 0 links to 1; 1 links nowhere
    np.testing.assert_allclose(r, [0.4, 0.6], rtol=1e-11)
    np.testing.assert_allclose(E.pagerank([[0, 0.1], [0, 0]], damping=0.5), [0.4, 0.6], rtol=1e-11)
    np.testing.assert_allclose(E.pagerank(np.zeros((3, 3))), 1 / 3)


@given(MATRICES)
@settings(max_examples=80, deadline=None)
def test_every_eigenvalue_lies_in_a_gershgorin_disc(A):
    A = A[: min(A.shape), : min(A.shape)]
    centres, radii = E.gershgorin_discs(A)
    slack = 1e-6 * (1 + np.abs(A).max())
    for z in np.linalg.eigvals(A):
        assert np.any(np.abs(z - centres) <= radii + slack)


def test_gershgorin_by_hand():
    centres, radii = E.gershgorin_discs([[1, -2, 3], [0, 5, 0], [1, 1, -1]])
    assert (centres.tolist(), radii.tolist()) == ([1, 5, -1], [5, 0, 2])


def test_fix_sign():
    assert E.fix_sign(np.array([1.0, -3.0])).tolist() == [-1, 3]
    got = E.fix_sign(np.array([[1.0, 2.0, 0.0], [-2.0, 1.0, 0.0]]))
    assert got.tolist() == [[-1, 2, 0], [2, 1, 0]]


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8])
def test_a_tournament_meets_every_pair_once(n):
    met = [(int(i), int(j)) for p, q in rounds(n) for i, j in zip(p, q, strict=True)]
    assert sorted(met) == [(i, j) for i in range(n) for j in range(i + 1, n)]
    for p, q in rounds(n):
        assert len({*p, *q}) == 2 * len(p)


@given(*[st.floats(-1e6, 1e6)] * 3)
@settings(max_examples=100, deadline=None)
def test_a_rotation_makes_two_by_two_diagonal(a, b, g):
    (c,), (s,) = rotation(np.array([a]), np.array([b]), np.array([g]))
    J = np.array([[c, s], [-s, c]])
    D = J.T @ [[a, g], [g, b]] @ J
    assert c * c + s * s == pytest.approx(1, abs=1e-15)
    assert c >= 0.7071
    assert abs(D[0, 1]) <= 1e-15 * (abs(a) + abs(b) + abs(g)) * 4


@given(MATRICES)
@settings(max_examples=60, deadline=None)
def test_symmetric_eigen_against_numpy(A):
    A = A.T @ A if A.size % 2 else A[: min(A.shape), : min(A.shape)]
    A = (A + A.T) / 2
    values, V = symmetric_eigen(A)
    n, scale = len(A), np.abs(A).max()
    np.testing.assert_allclose(values, np.linalg.eigvalsh(A)[::-1], atol=40 * n * U * scale)
    np.testing.assert_allclose(V * values @ V.T, A, atol=40 * n * U * scale)
    np.testing.assert_allclose(V.T @ V, np.eye(n), atol=40 * n * U)
    assert np.all(np.diff(values) <= 0)
    assert np.all(V[np.abs(V).argmax(axis=0), np.arange(n)] > 0)


@pytest.mark.parametrize(
    "A", [hilbert(8), graded(6) + graded(6).T, np.ones((5, 5)), 1e200 * hilbert(3)]
)
def test_symmetric_eigen_error_budget(A):
    """|lambda - exact| <= 8 n u |A|_2."""
    with mpmath.workdps(50):
        exact = np.sort([float(v) for v in mpmath.eigsy(to_mp(A), eigvals_only=True)])[::-1]
    values, _ = symmetric_eigen(A)
    assert np.abs(values - exact).max() <= 8 * len(A) * U * np.abs(exact).max()


def test_symmetric_eigen_separates_what_hardly_differs():
    values, V = symmetric_eigen([[1, 1e-14], [1e-14, 1]])
    np.testing.assert_allclose(np.abs(V), np.sqrt(0.5), rtol=1e-12)
    assert values[0] - values[1] == pytest.approx(2e-14, abs=4e-16)


def test_qr_iteration_finds_the_eigenvalues(rng):
    V = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    A = V @ np.diag([8.0, -4, 2, 1]) @ V.T
    A = (A + A.T) / 2
    A_k, W = qr_iteration(A, 60)
    np.testing.assert_allclose(np.diag(A_k), [8, -4, 2, 1], rtol=1e-12)
    np.testing.assert_allclose(W @ A_k @ W.T, A, atol=1e-13)
    np.testing.assert_array_equal(qr_iteration(A, 0)[0], A)
    Q, R = np.linalg.qr(A)
    np.testing.assert_allclose(np.abs(qr_iteration(A, 1)[0]), np.abs(R @ Q), atol=1e-13)


@pytest.mark.parametrize(
    ("eigenvalues", "name"),
    [
        ([1, 2], "positive definite"),
        ([0, 2], "positive semidefinite"),
        ([-1, 2], "indefinite"),
        ([-1, -2], "negative definite"),
        ([-1, 0], "negative semidefinite"),
        ([0, 0], "zero"),
    ],
)
def test_definiteness(eigenvalues, name):
    c, s = 0.6, 0.8
    Q = np.array([[c, -s], [s, c]])
    A = Q @ np.diag(eigenvalues) @ Q.T
    assert definiteness((A + A.T) / 2) == name
    assert definiteness(1e-100 * (A + A.T)) == name


@given(MATRICES)
@settings(max_examples=60, deadline=None)
def test_svd_definition_and_numpy(A):
    m, n = A.shape
    for full in (False, True):
        Um, sigma, Vt = S.svd(A, full=full)
        r = min(m, n)
        scale = np.abs(A).max()
        assert Um.shape == (m, m if full else r)
        assert Vt.shape == (n if full else r, n)
        np.testing.assert_allclose(Um[:, :r] * sigma @ Vt[:r], A, atol=100 * U * scale)
        np.testing.assert_allclose(Um.T @ Um, np.eye(Um.shape[1]), atol=100 * U)
        np.testing.assert_allclose(Vt @ Vt.T, np.eye(len(Vt)), atol=100 * U)
        np.testing.assert_allclose(sigma, np.linalg.svd(A)[1], atol=100 * U * scale)
        assert np.all(np.diff(sigma) <= 0)
        assert np.all(sigma >= 0)
        assert np.all(Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)] > 0)


@pytest.mark.parametrize(
    "A",
    [
        hilbert(8),
        hilbert(9)[:, :5],
        graded(6),
        nearly_parallel(8, 4, 1e-9),
        np.ones((4, 6)),
        np.diag([1e150, 1, 1e-150]),
        np.diag([1, 1e-160, 0]),
    ],
    ids=["hilbert", "tall hilbert", "graded", "parallel", "ones", "range", "underflow"],
)
def test_svd_error_budget(A):
    """|sigma - exact| <= 8 r u sigma_1, and U, V orthonormal to 8 max(m, n) u."""
    with mpmath.workdps(60):
        exact = from_mp(mpmath.svd_r(to_mp(A), compute_uv=False)).ravel()
    Um, sigma, Vt = S.svd(A)
    r = len(sigma)
    assert np.abs(sigma - exact).max() <= 8 * r * U * exact[0]
    for Q in (Um, Vt.T):
        assert np.abs(Q.T @ Q - np.eye(r)).max() <= 8 * max(A.shape) * U


def test_jacobi_keeps_small_singular_values_that_others_lose():
    """Columns of very different length: each singular value to 20 u, relative to itself."""
    B = np.array([[3.0, 1.0, 0.2], [0.5, 2.0, 1.0], [0.1, 0.3, 4.0], [1.0, 1.0, 1.0]])
    A = B * [1.0, 1e-12, 1e-30]
    with mpmath.workdps(100):
        exact = from_mp(mpmath.svd_r(to_mp(A), compute_uv=False)).ravel()
    assert np.abs(S.svd(A)[1] / exact - 1).max() <= 20 * U


def test_rank_condition_norm(rng):
    A = rng.standard_normal((6, 3)) @ rng.standard_normal((3, 5))
    assert S.rank(A) == 3
    assert S.rank(A.T) == 3
    assert S.rank(np.zeros((2, 3))) == 0
    assert S.rank(np.diag([1, 1e-5]), tol=1e-4) == 1
    B = rng.standard_normal((5, 4))
    assert S.condition_number(B) == pytest.approx(np.linalg.cond(B), rel=1e-12)
    assert S.condition_number(B.T) == pytest.approx(np.linalg.cond(B), rel=1e-12)
    assert S.condition_number([[1, 0], [0, 0]]) == np.inf
    assert S.condition_number(np.diag([2.0, 1.0, 0.0])) == np.inf
    assert S.condition_number([[3.0], [4.0]]) == 1
    assert S.spectral_norm(B) == pytest.approx(scipy.linalg.norm(B, 2), rel=1e-14)
    assert S.condition_number(B.T @ B) == pytest.approx(S.condition_number(B) ** 2, rel=1e-10)


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_pseudo_inverse_obeys_penrose(shape, rng):
    A = rng.standard_normal((shape[0], 2)) @ rng.standard_normal((2, shape[1]))
    X = S.pseudo_inverse(A)
    for left, right in ((A @ X @ A, A), (X @ A @ X, X), ((A @ X).T, A @ X), ((X @ A).T, X @ A)):
        np.testing.assert_allclose(left, right, atol=1e-13)
    np.testing.assert_allclose(X, np.linalg.pinv(A, rcond=1e-12), atol=1e-13)
    assert S.pseudo_inverse(np.diag([2.0, 1e-5]), tol=1e-4).tolist() == [[0.5, 0], [0, 0]]


def test_low_rank_is_the_best(rng):
    A = rng.standard_normal((6, 4))
    sigma = np.linalg.svd(A)[1]
    for k in range(5):
        error = A - S.low_rank(A, k)
        assert np.linalg.norm(error) == pytest.approx(np.sqrt(np.sum(sigma[k:] ** 2)), abs=1e-13)
        assert np.linalg.norm(error, 2) == pytest.approx(np.append(sigma, 0)[k], abs=1e-13)
        assert np.linalg.matrix_rank(S.low_rank(A, k), tol=1e-10) == k
        rival = rng.standard_normal((6, k)) @ rng.standard_normal((k, 4))
        assert np.linalg.norm(error) <= np.linalg.norm(A - rival)


def test_complete_basis(rng):
    Q = np.linalg.qr(rng.standard_normal((5, 2)))[0]
    whole = S.complete_basis(Q, 4)
    np.testing.assert_array_equal(whole[:, :2], Q)
    np.testing.assert_allclose(whole.T @ whole, np.eye(4), atol=1e-14)
    assert S.complete_basis(np.zeros((3, 0)), 2).tolist() == np.eye(3, 2).tolist()
