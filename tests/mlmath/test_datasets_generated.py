"""The seeded generators: reproducible, balanced, of the stated shape, and shuffled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath.datasets.generated import (
    make_house_prices,
    make_moons,
    make_ring,
    make_separable,
    make_spirals,
    make_xor,
)

LABELLED = [make_ring, make_moons, make_spirals, make_xor, make_separable]


@pytest.mark.parametrize("make", [*LABELLED, make_house_prices])
def test_one_seed_gives_one_set(make):
    first, again, other = (make(37, np.random.default_rng(seed)) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert (first[0] != other[0]).any()


@pytest.mark.parametrize("make", LABELLED)
@pytest.mark.parametrize("n", [4, 5, 101])
def test_shapes_types_and_balance(make, n, rng):
    X, y = make(n, rng)
    assert X.shape == (n, 2)
    assert X.dtype == np.float64
    assert y.shape == (n,)
    assert y.dtype == np.int64
    counts = np.bincount(y, minlength=2)
    assert counts.sum() == n
    assert np.ptp(counts) <= 1


@pytest.mark.parametrize("make", LABELLED)
def test_labels_come_in_random_order(make, rng):
    _, y = make(200, rng)
    changes = (np.diff(y) != 0).sum()
    assert 70 < changes < 130


def test_ring_without_noise(rng):
    X, y = make_ring(500, rng, noise=0)
    r = np.linalg.norm(X, axis=1)
    np.testing.assert_allclose(r[y == 1], 1, rtol=1e-14)
    assert r[y == 0].max() <= 0.5
    # equally dense: a disc of half the radius holds a quarter of the points
    assert (r[y == 0] < 0.25).mean() == pytest.approx(0.25, abs=0.08)


def test_moons_without_noise(rng):
    X, y = make_moons(300, rng, noise=0)
    upper, lower = X[y == 0], X[y == 1]
    np.testing.assert_allclose(np.linalg.norm(upper, axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(np.linalg.norm(lower - [1, 0.5], axis=1), 1, rtol=1e-14)
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5


def test_spirals_without_noise(rng):
    X, y = make_spirals(400, rng, classes=3, turns=1.5, noise=0)
    assert set(y) == {0, 1, 2}
    t = np.linalg.norm(X, axis=1)
    assert t.min() >= 0.1
    assert t.max() <= 1
    angle = 2 * np.pi * (1.5 * t + y / 3)
    np.testing.assert_allclose(X, t[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]))


def test_xor_without_noise_is_the_truth_table(rng):
    X, y = make_xor(4, rng, noise=0)
    table = {tuple(x): label for x, label in zip(X, y, strict=True)}
    assert table == {(-1, -1): 0, (-1, 1): 1, (1, -1): 1, (1, 1): 0}


@pytest.mark.parametrize(
    ("make", "spread"),
    [(make_ring, 0.3), (make_moons, 0.3), (make_spirals, 0.3), (make_xor, 0.3)],
)
def test_noise_has_the_stated_spread(make, spread):
    clean, noisy = (make(4000, np.random.default_rng(8), noise=noise) for noise in (0.0, spread))
    np.testing.assert_array_equal(clean[1], noisy[1])
    assert (noisy[0] - clean[0]).std() == pytest.approx(spread, rel=0.03)
    assert (noisy[0] - clean[0]).mean() == pytest.approx(0, abs=0.02)


@given(seed=st.integers(0, 2**32), n=st.integers(2, 40), margin=st.floats(0, 0.9))
def test_separable_points_keep_their_margin(seed, n, margin):
    X, y = make_separable(n, np.random.default_rng(seed), margin)
    assert np.abs(X).max() <= 1
    assert set(y) == {0, 1}
    theta = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    side = X @ [np.cos(theta), np.sin(theta)]
    assert (np.where(y == 1, side, -side) >= margin).all()


def test_house_prices_follow_the_formula(rng):
    X, price = make_house_prices(300, rng, noise=0)
    size, location = X.T
    assert size.min() >= 40
    assert size.max() <= 200
    assert location.min() >= 0
    assert location.max() <= 10
    np.testing.assert_allclose(price, 50 + size + 0.4 * size * location, rtol=1e-14)


def test_no_plane_fits_house_prices_but_the_product_does(rng):
    X, price = make_house_prices(2000, rng, noise=25.0)
    ones = np.ones(len(X))
    plane = np.column_stack([ones, X])
    bent = np.column_stack([plane, X[:, 0] * X[:, 1]])
    spread = [np.std(price - A @ np.linalg.lstsq(A, price, rcond=None)[0]) for A in (plane, bent)]
    assert spread[1] == pytest.approx(25, rel=0.06)
    assert spread[0] > 1.5 * spread[1]


@pytest.mark.parametrize("make", LABELLED)
def test_numpy_integers_are_counts(make, rng):
    X, _ = make(np.int32(9), rng)
    assert len(X) == 9
