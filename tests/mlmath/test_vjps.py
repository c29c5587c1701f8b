"""Every hand-derived pullback of the package against finite differences.

The rows stand in `vjp_cases/<module>.py`: (f_vjp, arguments, keyword arguments), and where a float
argument has no gradient on purpose, its position in a fourth entry. A tuple of integers among the
arguments is a shape, filled with normal draws; anything else is passed as it is.
"""

import importlib
import inspect
import pkgutil
from functools import partial

import numpy as np
import pytest

import mlmath
from mlmath.numerics import vjp_error
from tests.mlmath import vjp_cases


def modules_of(package):
    """Import and list every module below `package`."""
    found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    return [importlib.import_module(info.name) for info in found]


ROWS = [row for module in modules_of(vjp_cases) for row in module.CASES]


def is_shape(argument):
    return isinstance(argument, tuple) and all(type(n) is int for n in argument)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].__name__)
def test_pullback_matches_finite_differences(row, rng):
    f_vjp, arguments, kwargs, *constants = row
    args = [rng.standard_normal(a) if is_shape(a) else a for a in arguments]
    f_vjp = partial(f_vjp, **kwargs)
    assert vjp_error(f_vjp, *args, rng=rng, constants=tuple(*constants)) < 1e-7


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].__name__)
def test_pullback_may_be_called_twice_and_changes_nothing(row, rng):
    f_vjp, arguments, kwargs, *_ = row
    args = [rng.standard_normal(a) if is_shape(a) else a for a in arguments]
    before = [np.copy(a) for a in args if isinstance(a, np.ndarray)]
    y, pullback = f_vjp(*args, **kwargs)
    dy = rng.standard_normal(np.shape(y))
    dy_before = dy.copy()
    dy.setflags(write=False)
    first = [np.copy(dx) for dx in pullback(dy) if dx is not None]
    second = [dx for dx in pullback(dy) if dx is not None]
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(dy, dy_before)
    after = [a for a in args if isinstance(a, np.ndarray)]
    for a, b in zip(before, after, strict=True):
        np.testing.assert_array_equal(a, b)


def as_float32(a):
    is_float = isinstance(a, np.ndarray) and a.dtype.kind == "f"
    return a.astype(np.float32) if is_float else a


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].__name__)
def test_float32_stays_float32(row, rng):
    f_vjp, arguments, kwargs, *_ = row
    args = [as_float32(rng.standard_normal(a) if is_shape(a) else a) for a in arguments]
    y, pullback = f_vjp(*args, **{name: as_float32(value) for name, value in kwargs.items()})
    assert y.dtype == np.float32
    gradients = pullback(np.ones(y.shape, np.float32))
    assert {dx.dtype for dx in gradients if dx is not None} == {np.dtype(np.float32)}


def test_no_pullback_is_untested():
    public = {
        f
        for module in modules_of(mlmath)
        for name, f in inspect.getmembers(module, inspect.isfunction)
        if name.endswith("_vjp") and not name.startswith("_") and f.__module__ == module.__name__
    }
    assert public - {row[0] for row in ROWS} == set()


def test_the_check_catches_a_wrong_pullback(rng):
    def wrong_vjp(x):
        return np.tanh(x), lambda dy: (dy * (1 - np.tanh(x)),)  # the square is missing

    assert vjp_error(wrong_vjp, rng.standard_normal(5), rng=rng) > 1e-3
