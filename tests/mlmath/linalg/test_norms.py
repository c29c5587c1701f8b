"""Norms, angles, projections: loops, SciPy, inequalities, and numbers far from 1."""

import mpmath
import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.linalg import norms as N
from mlmath.linalg.projection import (
    leverage,
    project_on_columns,
    project_on_line,
    projection_matrix,
)

VECTORS = st.integers(1, 6).flatmap(
    lambda n: st.tuples(*[st.lists(st.floats(-1e3, 1e3), min_size=n, max_size=n)] * 2)
)


def test_vector_norms_by_loops():
    x = [3, -4, 12]
    assert N.norm1(x) == 19
    assert N.norm2(x) == 13
    assert N.norm_inf(x) == 12


def test_matrix_norms_against_scipy(rng):
    A = rng.standard_normal((4, 3))
    assert N.frobenius_norm(A) == pytest.approx(scipy.linalg.norm(A), rel=1e-14)
    assert N.operator_norm1(A) == pytest.approx(scipy.linalg.norm(A, 1), rel=1e-14)
    assert N.operator_norm_inf(A) == pytest.approx(scipy.linalg.norm(A, np.inf), rel=1e-14)
    assert N.operator_norm1([[1, -2], [3, 4], [0, 0]]) == 6
    assert N.operator_norm_inf([[1, -2], [3, 4], [0, 0]]) == 7


@given(VECTORS, st.floats(-100, 100))
@settings(max_examples=100, deadline=None)
def test_norms_obey_their_laws(xy, a):
    x, y = map(np.array, xy)
    slack = 1e-9
    for norm in (N.norm1, N.norm2, N.norm_inf):
        assert norm(x + y) <= norm(x) + norm(y) + slack
        assert norm(a * x) == pytest.approx(abs(a) * norm(x), rel=1e-12, abs=slack)
        assert (norm(x) == 0) == (not x.any())
    n = len(x)
    assert N.norm_inf(x) <= N.norm2(x) * (1 + 1e-15) <= N.norm1(x) * (1 + 1e-14) + slack
    assert N.norm1(x) <= np.sqrt(n) * N.norm2(x) * (1 + 1e-14)
    assert N.norm2(x) <= np.sqrt(n) * N.norm_inf(x) * (1 + 1e-14)
    assert abs(x @ y) <= N.norm2(x) * N.norm2(y) * (1 + 1e-14) + slack


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1.0, 1e170, 1e300])
def test_no_square_overflows(scale):
    assert N.norm2([3 * scale, 4 * scale]) == pytest.approx(5 * scale, rel=1e-15)
    assert N.frobenius_norm([[3 * scale, 4 * scale]]) == pytest.approx(5 * scale, rel=1e-15)
    assert N.cosine_similarity([3 * scale, 4 * scale], [4, 3]) == pytest.approx(0.96, rel=1e-15)
    assert N.angle([scale, scale], [scale, 0]) == pytest.approx(np.pi / 4, rel=1e-15)
    np.testing.assert_allclose(N.unit([3 * scale, -4 * scale]), [0.6, -0.8], rtol=1e-15)


def test_norm2_error_budget(rng):
    """Relative error <= (n/2 + 2) u."""
    x = rng.standard_normal(1000) * 10.0 ** rng.integers(-20, 20, 1000)
    with mpmath.workdps(40):
        exact = float(mpmath.norm(mpmath.matrix(x.tolist()), 2))
    assert abs(N.norm2(x) - exact) <= 502 * 2.0**-53 * exact


def test_cosine_and_angle():
    assert N.cosine_similarity([1, 0], [0, 2]) == 0
    assert N.cosine_similarity([1, 2], [-2, -4]) == pytest.approx(-1, rel=1e-15)
    assert -1 <= N.cosine_similarity([0.1, 0.7], [-0.1, -0.7]) <= 1
    assert N.angle([1, 0], [0, -3]) == pytest.approx(np.pi / 2)
    assert N.angle([1, 2, 3], [-1, -2, -3]) == pytest.approx(np.pi)
    assert N.angle([1, 2, 3], [2, 4, 6]) == pytest.approx(0, abs=1e-15)


def test_the_angle_keeps_its_digits_near_zero():
    tiny = 1e-9
    x, y = [1.0, 0.0], [np.cos(tiny), np.sin(tiny)]
    assert N.angle(x, y) == pytest.approx(tiny, rel=1e-7)
    assert np.arccos(N.cosine_similarity(x, y)) == 0.0  # what the textbook formula sees


@given(VECTORS)
@settings(max_examples=100, deadline=None)
def test_the_shadow_on_a_line_is_the_nearest_point(xy):
    x, a = map(np.array, xy)
    if np.abs(a).max() < 1e-6:
        return
    p = project_on_line(x, a)
    scale = 1 + N.norm2(x)
    assert abs((x - p) @ N.unit(a)) <= 1e-12 * scale
    np.testing.assert_allclose(project_on_line(p, a), p, atol=1e-12 * scale)
    for t in (-1e-3, 1e-3):
        assert N.norm2(x - p - t * N.unit(a)) >= N.norm2(x - p) - 1e-12 * scale


def test_projection_on_columns(rng):
    A, x = rng.standard_normal((6, 3)), rng.standard_normal(6)
    p, P = project_on_columns(x, A), projection_matrix(A)
    direct = A @ np.linalg.inv(A.T @ A) @ A.T
    np.testing.assert_allclose(P, direct, atol=1e-13)
    np.testing.assert_allclose(p, direct @ x, atol=1e-13)
    np.testing.assert_allclose(A.T @ (x - p), 0, atol=1e-13)
    np.testing.assert_allclose(P @ P, P, atol=1e-14)
    np.testing.assert_array_equal(P, P.T)
    np.testing.assert_allclose(project_on_columns(x, A[:, :1]), project_on_line(x, A[:, 0]))
    np.testing.assert_allclose(leverage(A), np.diag(P), atol=1e-15)
    assert leverage(A).sum() == pytest.approx(3)
