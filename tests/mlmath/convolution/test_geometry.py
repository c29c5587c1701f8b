"""Sizes, padding, columns and their transposes."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlmath.convolution import geometry as g


@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 4), st.integers(0, 3))
def test_output_shape_counts_the_landings(n, k, s, p):
    assume(n + 2 * p >= k)
    landings = len(range(0, n + 2 * p - k + 1, s))
    assert g.output_shape((n, 20), (k, 1), (s, 1), p) == (landings, 20 + 2 * p)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 2**32))
def test_col2im_is_the_transpose_of_im2col(s, t, seed):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 3, 7, 5))
    columns = g.im2col(x, (3, 2), (s, t))
    d = rng.standard_normal(columns.shape)
    back = g.col2im(d, x.shape, (3, 2), (s, t))
    assert np.sum(columns * d) == pytest.approx(np.sum(x * back), rel=1e-12)


def test_first_column_is_the_first_patch(rng):
    x = rng.standard_normal((2, 3, 7, 5))
    columns = g.im2col(x, (3, 2)).reshape(18, 5, 4, 2)
    np.testing.assert_array_equal(columns[:, 0, 0, 1], x[1, :, :3, :2].ravel())
    np.testing.assert_array_equal(columns[:, 4, 1, 0], x[0, :, 4:, 1:3].ravel())


@pytest.mark.parametrize(("mode", "numpy_mode"), [("zero", "constant"), ("edge", "edge")])
@pytest.mark.parametrize("p", [0, 1, 4])
def test_padding_equals_numpy(mode, numpy_mode, p, rng):
    x = rng.standard_normal((2, 3, 4, 5))
    y, _ = g.pad2d_vjp(x, p, mode)
    np.testing.assert_array_equal(y, np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), numpy_mode))


def test_gradient_of_edge_padding_counts_the_copies():
    _, pullback = g.pad2d_vjp(np.zeros((1, 1, 2, 3)), 1, "edge")
    (dx,) = pullback(np.ones((1, 1, 4, 5)))
    np.testing.assert_array_equal(dx[0, 0], [[4, 2, 4], [4, 2, 4]])


def test_views_of_the_batch_axis_are_inverse(rng):
    x = rng.standard_normal((2, 3, 4, 5))
    assert g.batch_last(x).shape == (3, 4, 5, 2)
    np.testing.assert_array_equal(g.batch_first(g.batch_last(x)), x)
    assert np.shares_memory(g.batch_last(x), x)
