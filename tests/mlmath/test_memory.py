"""Recycled memory must never be given out while somebody still looks at it."""

import threading
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmath import memory

BIG = (memory.LEAST // 8 + 1,)


@pytest.fixture(autouse=True)
def fresh():
    memory.release()
    yield
    memory.release()


def test_memory_comes_back_when_the_last_view_is_gone():
    a = memory.empty(BIG, float)
    address, view = a.ctypes.data, a[5:].reshape(-1, 1).T
    del a
    assert memory.empty(BIG, float).ctypes.data != address
    del view
    assert memory.empty(BIG, np.int64).ctypes.data == address


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=30))
def test_arrays_in_use_never_overlap(steps):
    held = []
    for i, (size, drop) in enumerate(steps):
        a = memory.empty((memory.LEAST + size,), np.uint8)
        a.fill(i)
        held.append((i, a[1:]))
        if drop:
            held.pop(len(held) // 2)
    for i, a in held:
        assert (a == i).all()


def test_released_memory_goes_back_to_the_system():
    buffer = weakref.ref(memory.empty(BIG, float).base)
    assert buffer() is not None
    memory.release()
    assert buffer() is None


def test_small_arrays_take_no_part():
    a = memory.empty((3,), float)
    assert a.base is None
    assert memory.empty((0, 5), np.float32).shape == (0, 5)


def test_zeros_and_products(rng):
    memory.empty(BIG, float).fill(np.nan)
    assert not memory.zeros(BIG, float).any()
    A, B = rng.standard_normal((300, 4)), rng.standard_normal((4, 500)).astype(np.float32)
    np.testing.assert_array_equal(memory.matmul(A, B), A @ B)
    stack = rng.standard_normal((2, 3, 50, 7))
    np.testing.assert_array_equal(memory.matmul(stack, stack.mT), stack @ stack.mT)


def test_threads_do_not_share():
    a = memory.empty(BIG, float)
    address, other = a.ctypes.data, []
    del a
    thread = threading.Thread(target=lambda: other.append(memory.empty(BIG, float)))
    thread.start()
    thread.join()
    assert other[0].ctypes.data != address


def test_the_stock_stays_bounded(monkeypatch):
    monkeypatch.setattr(memory, "MOST", 4 * memory.LEAST)
    held = [memory.empty((memory.LEAST + i,), np.uint8) for i in range(9)]
    for i, a in enumerate(held):
        a.fill(i)
    kept = memory._stock.by_size
    assert sum(n * len(buffers) for n, buffers in kept.items()) <= 4 * memory.LEAST
    assert all((a == i).all() for i, a in enumerate(held))
