"""Equal within tolerance, and up to what a problem leaves open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework.compare import align, close, errors, to_array, tolerance

seeds = st.integers(0, 2**32 - 1)


def matrix(seed, shape=(5, 3)):
    return np.random.default_rng(seed).normal(size=shape)


def same(got, reference, up_to):
    return close(align(got, reference, up_to), reference, 1e-9)


@pytest.mark.parametrize(
    ("dtype", "condition", "expected"),
    [("f8", 1, 1e-9), ("i8", 1, 1e-9), ("f8", 1e9, 256 * 2.0**-52 * 1e9), ("f8", 1e20, 1e-2),
     ("f4", 1, 256 * 2.0**-23), ("f2", 1, 1e-2), ("c16", 1, 1e-9)],
)  # fmt: skip
def test_tolerance_follows_dtype_and_condition(dtype, condition, expected):
    assert tolerance(np.zeros(2, dtype), condition) == pytest.approx(expected)


def test_entries_are_judged_by_the_largest():
    reference = np.array([1e6, 1e-6])
    assert close(reference + [0, 1e-6], reference, 1e-9)
    assert not close(reference + [0, 1e-2], reference, 1e-9)
    assert errors(reference + [0, 1.0], reference, 1e-9).tolist() == [False, True]


def test_infinities_and_nans_are_equal_to_themselves_alone():
    reference = np.array([np.inf, -np.inf, np.nan, 1.0])
    assert close(reference.copy(), reference, 1e-9)
    assert errors(np.array([-np.inf, 0, 1, np.nan]), reference, 1e-9).all()


def test_nothing_is_broadcast():
    assert not close(np.ones(3), np.ones((2, 3)), 1e-9)
    assert not close(np.ones((1,)), np.ones(()), 1e-9)


def test_large_integers_do_not_overflow():
    assert not close(np.array([-(2**63)]), np.array([2**63 - 1]), 1e-9)


@pytest.mark.parametrize("value", [object(), {"a": 1}, [1, [2, 3]], [None]])
def test_what_is_not_numbers_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        to_array(value)


class Holder:
    data = np.arange(3.0)


class Attached:
    """Refuses conversion while it is attached to a graph, as PyTorch's tensors do."""

    def detach(self):
        return np.arange(3.0)

    def __array__(self, *args, **kwargs):
        raise RuntimeError("detach first")


@pytest.mark.parametrize("kind", [Holder, Attached])
def test_tensors_are_read(kind):
    assert to_array(kind()).tolist() == [0, 1, 2]


@given(seeds)
def test_sign_of_each_column_is_free(seed):
    A, signs = matrix(seed), np.random.default_rng(seed).choice([-1, 1], 3)
    assert same(A * signs, A, ("sign",))
    assert not same(A * signs * 2, A, ("sign",))
    assert same(-A[:, 0], A[:, 0], ("sign",))


@given(seeds)
def test_phase_is_free_where_the_sign_is(seed):
    A = matrix(seed) + 1j * matrix(seed + 1)
    assert same(A * np.exp(1j * np.arange(3)), A, ("sign",))


@given(seeds)
def test_scale_of_each_column_is_free(seed):
    A = matrix(seed)
    assert same(A * [2.0, -3.0, 1e-3], A, ("scale",))
    assert not same(A @ np.ones((3, 3)), A, ("scale",))
    assert not same(0 * A, A, ("scale",))


@given(seeds)
@settings(max_examples=50)
def test_order_of_columns_is_free(seed):
    A, order = matrix(seed), np.random.default_rng(seed).permutation(3)
    assert same(A[:, order], A, ("columns",))
    assert same(-A[:, order], A, ("columns", "sign"))
    assert same(A[:, order] * [2, -1, 5], A, ("columns", "scale"))
    assert not same(A[order[[0, 0, 1]]], A[:3], ("columns",))


@given(seeds)
def test_order_of_entries_is_free(seed):
    a = matrix(seed, 6)
    assert same(np.sort(a), a, ("order",))
    assert not same(np.abs(a) + 1, a, ("order",))


@given(seeds)
def test_names_of_clusters_are_free(seed):
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(4), rng.integers(0, 4, 30)])
    assert same(rng.permutation(4)[labels] * 10 + 7, labels, ("labels",))
    assert not same(np.zeros_like(labels), labels, ("labels",))
    assert not same(np.where(labels == 3, 2, labels), labels, ("labels",))


def test_an_unknown_freedom_is_refused():
    with pytest.raises(ValueError, match="unknown freedom"):
        align(np.ones(2), np.ones(2), ("colour",))


def test_inputs_are_not_changed():
    A = matrix(3)
    A.setflags(write=False)
    for up_to in ("sign", "scale", "columns", "order", "labels"):
        align(A, A, (up_to,))
