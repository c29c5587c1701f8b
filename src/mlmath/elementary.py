"""Elementary functions as vjp functions: arrays in, (value, pullback) out.

Each states the rule that a table of derivatives states, for arrays of any shape. `mlmath.autodiff`
lifts them to Tensors under the names without suffix.
"""

import numpy as np


def unbroadcast(dy, shape):
    """Sum `dy` over the axes along which an array of shape `shape` was broadcast."""
    if dy.shape == shape:
        return dy
    dy = dy.sum(axis=tuple(range(dy.ndim - len(shape))))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1 and dy.shape[i] != 1)
    return dy.sum(axis=stretched, keepdims=True)


def add_vjp(a, b):
    """Add a + b, broadcast; the gradient passes through to both."""
    return a + b, lambda dy: (unbroadcast(dy, np.shape(a)), unbroadcast(dy, np.shape(b)))


def subtract_vjp(a, b):
    """Subtract a - b, broadcast; the gradient of b changes its sign."""
    return a - b, lambda dy: (unbroadcast(dy, np.shape(a)), unbroadcast(-dy, np.shape(b)))


def multiply_vjp(a, b, needs=(True, True)):
    """Multiply a * b, entry by entry: da = dy * b and db = dy * a."""

    def pullback(dy):
        da = unbroadcast(dy * b, np.shape(a)) if needs[0] else None
        return da, unbroadcast(dy * a, np.shape(b)) if needs[1] else None

    return a * b, pullback


def divide_vjp(a, b, needs=(True, True)):
    """Divide y = a / b, entry by entry: da = dy / b and db = -dy * y / b."""
    y = np.true_divide(a, b)

    def pullback(dy):
        da = unbroadcast(dy / b, np.shape(a)) if needs[0] else None
        return da, unbroadcast(-dy * y / b, np.shape(b)) if needs[1] else None

    return y, pullback


def power_vjp(a, k, needs=(True, True)):
    """Raise y = a ** k, entry by entry: da = dy * k * a ** (k - 1) and dk = dy * y * log(a)."""
    y = a**k

    def pullback(dy):
        slope = k * a ** (k - (k != 0)) if needs[0] else None  # 0 for k = 0, at a = 0 too
        da = unbroadcast(dy * slope, np.shape(a)) if needs[0] else None
        log_a = np.log(np.where(a == 0, 1, a)) if needs[1] else None  # 0 ** k stays 0
        return da, unbroadcast(dy * y * log_a, np.shape(k)) if needs[1] else None

    return y, pullback


def negative_vjp(x):
    """-x."""
    return -x, lambda dy: (-dy,)


def matmul_vjp(A, B, needs=(True, True)):
    """Y = A @ B for vectors, matrices and stacks of them: dA = dY @ B.T and dB = A.T @ dY."""
    A, B = np.asarray(A), np.asarray(B)
    if A.ndim > 2 and B.ndim == 2:
        return _rows_times_matrix_vjp(A, B, needs)
    rows = A[None, :] if A.ndim == 1 else A
    columns = B[:, None] if B.ndim == 1 else B

    def pullback(dY):
        dY = dY[..., None] if B.ndim == 1 else dY
        dY = dY[..., None, :] if A.ndim == 1 else dY
        dA = unbroadcast(dY @ columns.mT, rows.shape).reshape(A.shape) if needs[0] else None
        return dA, unbroadcast(rows.mT @ dY, columns.shape).reshape(B.shape) if needs[1] else None

    return A @ B, pullback


def _rows_times_matrix_vjp(A, B, needs):
    """Multiply a stack by one matrix: one large product is faster than many small ones."""
    A_rows = A.reshape(-1, A.shape[-1])

    def pullback(dY):
        dY_rows = dY.reshape(-1, B.shape[1])
        dA = (dY_rows @ B.T).reshape(A.shape) if needs[0] else None
        return dA, A_rows.T @ dY_rows if needs[1] else None

    return (A_rows @ B).reshape(*A.shape[:-1], B.shape[1]), pullback


def getitem_vjp(x, index):
    """x[index]: the gradient goes back where each entry came from, and adds up if taken twice."""
    parts = index if isinstance(index, tuple) else (index,)
    takes_each_once = all(isinstance(p, int | slice | None | type(...)) for p in parts)

    def pullback(dy):
        dx = np.zeros_like(x, dtype=dy.dtype)
        if takes_each_once:  # sixty times faster than np.add.at
            dx[index] = dy
        else:
            np.add.at(dx, index, dy)
        return dx, None

    return x[index], pullback


def sum_vjp(x, axis=None, keepdims=False):
    """Sum over `axis` (all axes by default); the gradient is copied to every summand."""
    y = np.sum(x, axis=axis, keepdims=keepdims)

    def pullback(dy):
        if axis is not None and not keepdims:
            dy = np.expand_dims(dy, axis)
        return (np.broadcast_to(dy, np.shape(x)),)

    return y, pullback


def mean_vjp(x, axis=None, keepdims=False):
    """Average over `axis` (all axes by default); ValueError if there is nothing to average."""
    if np.size(x) == 0:
        raise ValueError("the mean of no numbers is undefined: x is empty")
    y, pullback = sum_vjp(x, axis, keepdims)
    n = np.size(x) // np.size(y)
    return y / n, lambda dy: pullback(dy / n)


def reshape_vjp(x, shape):
    """Same entries in the same order, with another shape."""
    return np.reshape(x, shape), lambda dy: (dy.reshape(np.shape(x)), None)


def transpose_vjp(x, axes=None):
    """Axes in the order `axes` (reversed by default)."""
    back = None if axes is None else np.argsort(axes)
    return np.transpose(x, axes), lambda dy: (dy.transpose(back), None)


def exp_vjp(x):
    """Exponential y = e ** x: dx = dy * y."""
    y = np.exp(x)
    return y, lambda dy: (dy * y,)


def log_vjp(x):
    """Natural logarithm: dx = dy / x."""
    return np.log(x), lambda dy: (dy / x,)


def sqrt_vjp(x):
    """Square root y: dx = dy / (2 y)."""
    y = np.sqrt(x)
    return y, lambda dy: (dy / (2 * y),)


def sin_vjp(x):
    """Sine of an angle in radians: dx = dy * cos(x)."""
    return np.sin(x), lambda dy: (dy * np.cos(x),)


def cos_vjp(x):
    """Cosine of an angle in radians: dx = -dy * sin(x)."""
    return np.cos(x), lambda dy: (-dy * np.sin(x),)


def absolute_vjp(x):
    """Absolute value: dx = dy * sign(x), and 0 at the kink."""
    return np.abs(x), lambda dy: (dy * np.sign(x),)


def maximum_vjp(a, b):
    """Larger of a and b: the gradient goes to the larger, half to each where they are equal."""

    def pullback(dy):
        share = (np.greater(a, b).astype(dy.dtype) + np.greater_equal(a, b)) / 2
        return unbroadcast(dy * share, np.shape(a)), unbroadcast(dy * (1 - share), np.shape(b))

    return np.maximum(a, b), pullback


def where_vjp(condition, a, b):
    """Take a where the condition holds, b elsewhere; each gets the gradient of its own entries."""

    def pullback(dy):
        da = unbroadcast(np.where(condition, dy, 0), np.shape(a))
        return None, da, unbroadcast(np.where(condition, 0, dy), np.shape(b))

    return np.where(condition, a, b), pullback


def concatenate_vjp(*xs, axis=0):
    """Join arrays along an axis; the gradient is cut at the same places."""
    cuts = np.cumsum([x.shape[axis] for x in xs[:-1]])
    return np.concatenate(xs, axis=axis), lambda dy: tuple(np.split(dy, cuts, axis=axis))


def stack_vjp(*xs, axis=0):
    """Stack arrays of one shape along a new axis; the gradient is taken apart again."""
    return np.stack(xs, axis=axis), lambda dy: tuple(np.moveaxis(dy, axis, 0))
