"""Recycled memory for large temporaries.

The system hands out fresh pages at a price: filling a new 2 MB array took three times as long as
filling an old one, and half of the time of a step of the CNN went there (measured). So large arrays
are taken from a small stock that each thread keeps, as soon as nobody refers to them any more.
"""

import math
import sys
import threading

import numpy as np

LEAST = 1 << 16  # bytes; below this the system's own allocator is as fast
MOST = 1 << 28  # bytes that one thread keeps at most

_stock = threading.local()


def empty(shape, dtype):
    """Return an array with arbitrary entries, like `numpy.empty`, in recycled memory if possible.

    Parameters
    ----------
    shape : tuple of int
    dtype : numpy.dtype

    Returns
    -------
    ndarray
        Its memory returns to the stock when the last array that views it is gone.
    """
    dtype = np.dtype(dtype)
    size = math.prod(shape) * dtype.itemsize
    if not LEAST <= size <= MOST:
        return np.empty(shape, dtype)
    buffers = _buffers(size)
    for i in range(len(buffers)):
        if _references(buffers, i) == IDLE:
            return buffers[i].view(dtype).reshape(shape)
    buffers.append(np.empty(size, np.uint8))
    return buffers[-1].view(dtype).reshape(shape)


def zeros(shape, dtype):
    """Return an array of zeros, like `numpy.zeros`, in recycled memory if possible."""
    a = empty(shape, dtype)
    a.fill(0)
    return a


def matmul(A, B):
    """Multiply like ``A @ B`` into recycled memory (`B` a matrix, or stacks of equal length)."""
    shape = (*A.shape[:-1], B.shape[-1])
    return np.matmul(A, B, out=empty(shape, np.result_type(A, B)))


def release():
    """Give the stock of this thread back to the system."""
    _stock.__dict__.clear()


def _buffers(size):
    """All buffers of this many bytes; the whole stock is forgotten when it would grow too large."""
    by_size = _stock.__dict__.setdefault("by_size", {})
    if sum(n * len(buffers) for n, buffers in by_size.items()) + size > MOST:
        by_size.clear()  # buffers still in use live on outside the stock
    return by_size.setdefault(size, [])


def _references(buffers, i):
    """How many references the interpreter sees; a buffer is idle if only the stock holds it."""
    return sys.getrefcount(buffers[i])


# Versions of Python count differently, so the count of an idle buffer is measured, not assumed.
IDLE = _references([np.empty(1, np.uint8)], 0)
