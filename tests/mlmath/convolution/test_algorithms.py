"""Four algorithms, one definition; SciPy and hand-worked numbers as judges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from mlmath.convolution import algorithms as a

FAST = [a.conv2d_im2col, a.conv2d_toeplitz, a.conv2d_fft]


@st.composite
def problems(draw):
    """Images, kernels and a stride that fit together, all sides different."""
    N, C, O, U, V = (draw(st.integers(1, 3)) for _ in range(5))
    H, W = U + draw(st.integers(0, 5)), V + draw(st.integers(0, 5))
    stride = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return rng.standard_normal((N, C, H, W)), rng.standard_normal((O, C, U, V)), stride


@given(problems())
def test_all_algorithms_give_the_numbers_of_the_loops(problem):
    expected = a.conv2d_loops(*problem)
    for f in FAST:
        np.testing.assert_allclose(f(*problem), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("f", [a.conv2d_loops, *FAST])
def test_integers_are_not_truncated(f, rng):
    x, w = rng.integers(0, 255, (2, 1, 5, 4)), np.array([[[[0.5, -0.25]]]])
    expected = 0.5 * x[..., :-1] - 0.25 * x[..., 1:]
    np.testing.assert_allclose(f(x, w), expected, rtol=0, atol=1e-11)


@pytest.mark.parametrize("f", [a.conv2d_loops, *FAST])
def test_read_only_and_strided_input_works_and_stays(f, rng):
    x = rng.standard_normal((4, 7, 2, 3)).transpose(3, 2, 1, 0)[:, :, ::-1]
    w = rng.standard_normal((2, 2, 2, 2))
    x.setflags(write=False)
    before = x.copy()
    np.testing.assert_allclose(f(x, w), a.conv2d_loops(before, w), rtol=0, atol=1e-12)
    np.testing.assert_array_equal(x, before)


def test_one_image_and_kernel_agree_with_scipy(rng):
    image, kernel = rng.standard_normal((6, 9)), rng.standard_normal((3, 2))
    np.testing.assert_allclose(
        a.correlate2d(image, kernel), signal.correlate2d(image, kernel, mode="valid"), atol=1e-13
    )
    np.testing.assert_allclose(
        a.convolve2d(image, kernel), signal.convolve2d(image, kernel, mode="valid"), atol=1e-13
    )


def test_vertical_edge_by_hand():
    image = np.zeros((6, 6))
    image[:, :3] = 10
    kernel = [[1, 0, -1]] * 3
    np.testing.assert_array_equal(a.correlate2d(image, kernel), [[0, 30, 30, 0]] * 4)
    np.testing.assert_array_equal(a.convolve2d(image, kernel), [[0, -30, -30, 0]] * 4)


def test_toeplitz_rows_repeat_the_kernel(rng):
    w = rng.standard_normal((1, 1, 2, 2))
    T = a.toeplitz_matrix(w, (3, 4))
    assert T.shape == (6, 12)
    for row in T:
        np.testing.assert_array_equal(row[row != 0], w.ravel())
    np.testing.assert_array_equal(T[1, 1:], T[0, :-1])


@given(st.integers(1, 20))
def test_dft_matrix_is_a_scaled_unitary_basis(n):
    F, x = a.dft_matrix(n), np.random.default_rng(n).standard_normal(n)
    np.testing.assert_allclose(F @ x, np.fft.fft(x), atol=1e-12)
    np.testing.assert_allclose(F @ F.conj().T, n * np.eye(n), atol=1e-12)


def test_fft_keeps_float32_accuracy(rng):
    x = rng.standard_normal((1, 2, 9, 8)).astype(np.float32)
    w = rng.standard_normal((3, 2, 4, 3)).astype(np.float32)
    y = a.conv2d_fft(x, w)
    assert np.abs(y - a.conv2d_loops(x.astype(float), w.astype(float))).max() < 1e-4
