"""Sinusoids and turns."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mlmath.attention import positions as p


def test_sinusoids_by_the_formula():
    P = p.sinusoid_positions(7, 6)
    for t in range(7):
        for i in range(3):
            angle = t / 10_000 ** (2 * i / 6)
            np.testing.assert_allclose(P[t, 2 * i : 2 * i + 2], [np.sin(angle), np.cos(angle)])


def test_a_step_is_the_same_turn_from_everywhere():
    P = p.sinusoid_positions(30, 8)
    products = P @ P.T
    for shift in range(5):
        np.testing.assert_allclose(np.diag(products, shift), products[0, shift], atol=1e-12)


@given(st.integers(0, 2**32), st.integers(0, 50))
def test_turned_products_hang_on_distance_alone(seed, shift):
    rng = np.random.default_rng(seed)
    q, k = rng.standard_normal((2, 5, 6))
    here, there = np.arange(5), np.arange(5) + shift
    a = p.rotary(q, positions=here) @ p.rotary(k, positions=here).T
    b = p.rotary(q, positions=there) @ p.rotary(k, positions=there).T
    np.testing.assert_allclose(a, b, atol=1e-11)


def test_turns_are_multiplications_of_complex_numbers(rng):
    x = rng.standard_normal((2, 5, 6))
    z = x[..., ::2] + 1j * x[..., 1::2]
    z *= np.exp(1j * np.outer(np.arange(5), 100.0 ** (-np.arange(3) / 3)))
    y = p.rotary(x, base=100.0)
    np.testing.assert_allclose(y[..., ::2], z.real, atol=1e-14)
    np.testing.assert_allclose(y[..., 1::2], z.imag, atol=1e-14)


def test_turns_keep_lengths_types_and_the_first_row(rng):
    x = rng.standard_normal((3, 4, 8)).astype(np.float32)
    y = p.rotary(x)
    assert y.dtype == np.float32
    np.testing.assert_array_equal(y[:, 0], x[:, 0])
    np.testing.assert_allclose((y * y).sum(-1), (x * x).sum(-1), rtol=1e-5)


def test_the_slowest_pair_turns_by_the_base():
    y = p.rotary(np.array([[1, 0, 1, 0]] * 3))
    angles = np.outer(np.arange(3), [1, 0.01])  # 10,000 to the power of -1/2
    np.testing.assert_allclose(y[:, ::2], np.cos(angles), atol=1e-15)
    np.testing.assert_allclose(y[:, 1::2], np.sin(angles), atol=1e-15)
