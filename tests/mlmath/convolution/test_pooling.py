"""Pooling against the definition and PyTorch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mlmath.convolution import pooling as p
from tests.mlmath.torch_oracle import assert_agrees

SETTINGS = [(2, None), (2, 1), ((2, 3), None), ((3, 2), (1, 2)), (3, 2), (2, 3)]
POOLS = [(p.max_pool2d, np.max), (p.min_pool2d, np.min), (p.average_pool2d, np.mean)]


def theirs(kind, kernel, stride):
    F = pytest.importorskip("torch").nn.functional
    return {
        "max": lambda x: F.max_pool2d(x, kernel, stride),
        "min": lambda x: -F.max_pool2d(-x, kernel, stride),
        "average": lambda x: F.avg_pool2d(x, kernel, stride),
    }[kind]


@pytest.mark.torch
@pytest.mark.parametrize(("kernel", "stride"), SETTINGS)
@pytest.mark.parametrize("kind", ["max", "min", "average"])
@pytest.mark.parametrize("size", [(6, 6), (8, 5)])
def test_pooling_agrees_with_pytorch(kind, kernel, stride, size, rng):
    ours = getattr(p, f"{kind}_pool2d")
    x = rng.standard_normal((2, 3, *size))
    assert_agrees(
        lambda x: ours(x, kernel=kernel, stride=stride), theirs(kind, kernel, stride), x, rng=rng
    )


@pytest.mark.torch
@pytest.mark.parametrize("kind", ["max", "min"])
@pytest.mark.parametrize("stride", [1, 2])
def test_among_equals_the_first_receives_the_gradient(kind, stride, rng):
    x = rng.integers(0, 2, (2, 3, 6, 8)).astype(float)
    ours = getattr(p, f"{kind}_pool2d")
    assert_agrees(lambda x: ours(x, stride=stride), theirs(kind, 2, stride), x, rng=rng)


@pytest.mark.parametrize(("pool", "definition"), POOLS)
@given(x=hnp.arrays(float, (2, 1, 5, 4), elements=st.floats(-9, 9)), stride=st.integers(1, 3))
def test_definition(pool, definition, x, stride):
    y = pool(x, kernel=(2, 3), stride=stride)
    for i, j in np.ndindex(y.shape[2:]):
        patch = x[:, :, i * stride : i * stride + 2, j * stride : j * stride + 3]
        np.testing.assert_allclose(y[:, :, i, j], definition(patch, axis=(2, 3)), atol=1e-14)


def test_one_patch_by_hand():
    x = np.array([[[[1, 2], [3, 4]]]])
    assert [f(x).item() for f, _ in POOLS] == [4, 1, 2.5]


@given(st.integers(0, 2**32))
def test_pooled_maximum_forgets_moves_within_a_patch_only(seed):
    rng = np.random.default_rng(seed)
    x = np.zeros((1, 1, 8, 8))
    i, j = 2 * rng.integers(0, 3, 2)
    x[0, 0, i, j] = 1
    within, beyond = np.roll(x, 1, axis=3), np.roll(x, 2, axis=3)
    np.testing.assert_array_equal(p.max_pool2d(within), p.max_pool2d(x))
    assert not np.array_equal(p.max_pool2d(beyond), p.max_pool2d(x))
    np.testing.assert_array_equal(p.max_pool2d(beyond), np.roll(p.max_pool2d(x), 1, axis=3))


def test_min_is_max_of_the_negative(rng):
    x = rng.standard_normal((2, 3, 5, 7))
    np.testing.assert_array_equal(p.min_pool2d(x, kernel=3), -p.max_pool2d(-x, kernel=3))
