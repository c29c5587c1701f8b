"""The damaged collection: reproducible, of rank 4, damaged as stated."""

import numpy as np
import pytest

from mlmath.datasets.collection import photograph_collection
from mlmath.datasets.shipped import load_photograph


def test_one_seed_gives_one_collection():
    first, again, other = (
        photograph_collection(5, np.random.default_rng(seed), scale=7) for seed in (3, 3, 4)
    )
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)
    assert (first.damaged != other.damaged).any()


@pytest.mark.parametrize(("n", "scale"), [(1, 20), (7, 4), (12, 1)])
def test_shapes_and_types(n, scale, rng):
    damaged, known, clean = photograph_collection(n, rng, scale)
    assert damaged.shape == known.shape == clean.shape == (n, 140 // scale, 210 // scale)
    assert (damaged.dtype, known.dtype, clean.dtype) == (np.uint8, bool, np.float64)


def test_the_clean_rows_have_rank_4(rng):
    clean = photograph_collection(30, rng, scale=5).clean.reshape(30, -1)
    s = np.linalg.svd(clean, compute_uv=False)
    assert s[3] > 1e-3 * s[0]
    assert s[4] < 1e-12 * s[0]


def test_the_place_is_the_photograph(rng):
    """What all photographs have in common explains the grey picture and the haze."""
    clean = photograph_collection(30, rng, scale=7).clean.reshape(30, -1)
    blocks = load_photograph(grey=True).reshape(20, 7, 30, 7).mean(axis=(1, 3)).ravel()
    shadow = np.linalg.lstsq(clean.T, blocks, rcond=None)[0] @ clean
    np.testing.assert_allclose(shadow, blocks, atol=1e-10)


def test_grey_levels_and_noise(rng):
    damaged, known, clean = photograph_collection(60, rng, scale=4, noise=7.0)
    assert 0 <= clean.min() < 30
    assert 170 < clean.max() < 300
    error = (damaged - clean)[known & (clean > 40) & (clean < 215)]
    assert abs(error.mean()) < 0.1
    assert error.std() == pytest.approx(7.0, rel=0.02)


def test_lost_pixels_hold_zero_and_are_as_many_as_stated(rng):
    damaged, known, _ = photograph_collection(50, rng, scale=2, lost=0.3)
    assert (damaged[~known] == 0).all()
    assert 1 - known.mean() == pytest.approx(0.3 + 0.7 / 25, abs=0.01)
    whole = photograph_collection(50, rng, scale=2, lost=0).known
    assert 1 - whole.mean() == pytest.approx(1 / 25, abs=1e-9)
    assert (whole.sum(axis=(1, 2)) == whole[0].sum()).all()


def test_without_noise_the_known_pixels_are_the_clean_ones(rng):
    damaged, known, clean = photograph_collection(4, rng, scale=5, noise=0)
    assert np.abs(damaged - np.clip(clean, 0, 255))[known].max() <= 0.5
