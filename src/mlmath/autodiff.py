"""Reverse-mode automatic differentiation: a Tensor, its operators, and `primitive`.

A differentiable function is written once, as a *vjp function* (vector-Jacobian product): it
takes arrays and returns (value, pullback), and the pullback maps dL/dy to one dL/dx per argument.
`primitive` lifts it to Tensors; `Tensor.backward` calls the recorded pullbacks in reverse order.
"""

import functools
import inspect
from itertools import compress

import numpy as np


class Tensor:
    """A number to differentiate by: an array that remembers how it was made.

    A constant needs no Tensor, a plain array does. A Tensor made by the caller is a *leaf*; every
    operator and every `primitive` makes an inner node that knows its parents and its pullback.

    Parameters
    ----------
    data : array_like
        Floats of any shape, kept without a copy. Integers and booleans become float64.

    Attributes
    ----------
    data : ndarray
        The value.
    grad : ndarray or None
        On leaves, the sum of dL/d(data) over all calls of `backward`; shaped like `data`.

    Raises
    ------
    ValueError
        If `data` is ragged, or neither integers nor floats.
    """

    __slots__ = ("_parents", "_pullback", "data", "grad")
    __array_ufunc__ = None  # so that ndarray + Tensor asks Tensor.__radd__

    def __init__(self, data):
        data = np.asarray(data)
        if data.dtype.kind in "biu":
            data = data.astype(np.float64)
        if data.dtype.kind != "f":
            raise ValueError(f"a Tensor holds real numbers, got {data.dtype}: convert it to floats")
        self.data, self.grad, self._parents, self._pullback = data, None, (), None

    shape = property(lambda self: self.data.shape, doc="Length of each axis.")
    ndim = property(lambda self: self.data.ndim, doc="Number of axes.")
    size = property(lambda self: self.data.size, doc="Number of entries.")
    dtype = property(lambda self: self.data.dtype, doc="Type of the entries.")
    T = property(lambda self: transpose(self), doc="All axes in reverse order.")

    def backward(self, gradient=None):
        r"""Add to `grad` of every leaf x below this Tensor y what the chain rule gives.

        .. math:: \frac{\partial L}{\partial x} = \sum_{y \text{ made from } x}
            \frac{\partial L}{\partial y} \frac{\partial y}{\partial x}

        Parameters
        ----------
        gradient : array_like shaped like this Tensor, optional
            dL/dy. May be left out where y is itself the scalar L.

        Raises
        ------
        ValueError
            If this Tensor is no scalar and `gradient` is missing, or has another shape.
        """
        cotangents = {self: _seed(self, gradient)}
        for node in topological_order(self):
            dy = cotangents.pop(node, None)
            if dy is None:  # every path from here to L runs through a constant
                continue
            if node._pullback is None:
                _add_to_leaf(node, dy)
                continue
            for parent, dx in zip(node._parents, node._pullback(dy), strict=True):
                if dx is not None:
                    seen = cotangents.get(parent)
                    cotangents[parent] = dx if seen is None else seen + dx

    def item(self):
        """Return the only entry as a Python float."""
        return self.data.item()

    def reshape(self, *shape):
        """Same entries in the same order, with another shape."""
        return reshape(self, shape[0] if isinstance(shape[0], tuple) else shape)

    def transpose(self, *axes):
        """Axes in the order `axes` (reversed by default)."""
        return transpose(self, (axes[0] if isinstance(axes[0], tuple) else axes) if axes else None)

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return f"Tensor({np.array2string(self.data, precision=4, separator=', ')})"

    def __array__(self, *args, **kwargs):
        raise ValueError(
            "a Tensor does not turn into an array by itself: its gradient would be "
            "lost. Use a function made by `primitive`, or write `.data`"
        )


def _seed(y, gradient):
    """Return dL/dy where `backward` starts."""
    if gradient is None and y.ndim == 0:
        return np.ones_like(y.data)
    if np.shape(gradient) != y.shape or gradient is None:
        got = "none" if gradient is None else f"one of shape {np.shape(gradient)}"
        raise ValueError(f"backward from shape {y.shape} needs a gradient of that shape, got {got}")
    return np.asarray(gradient, dtype=y.dtype)


def _add_to_leaf(leaf, dx):
    """Add dL/dx to `leaf.grad`, which never shares memory with another array."""
    if leaf.grad is None:
        leaf.grad = np.array(dx, dtype=leaf.dtype)
    else:
        leaf.grad = leaf.grad + dx


def topological_order(root):
    """List `root` and all nodes below it, each before its parents (Kahn 1962, no recursion)."""
    consumers, stack = {}, [root]
    while stack:
        for parent in stack.pop()._parents:
            if parent not in consumers:
                consumers[parent] = 0
                stack.append(parent)
            consumers[parent] += 1
    order = [root]
    for node in order:  # the list grows while it is walked
        for parent in node._parents:
            consumers[parent] -= 1
            if consumers[parent] == 0:
                order.append(parent)
    return order


def primitive(f_vjp):
    """Lift a vjp function from arrays to Tensors.

    The result accepts arrays and Tensors in any mix and differentiates the Tensors, which must be
    positional arguments. Given arrays only it returns an array. A pullback may be called twice, so
    it changes neither its argument nor what it has saved. Where one of the gradients is expensive,
    `f_vjp` takes a keyword ``needs=(True, ...)``, one flag per positional argument, and returns
    None for a gradient that nobody needs.

    Parameters
    ----------
    f_vjp : callable
        Maps arrays to (value, pullback); pullback(dy) is a tuple with one gradient per positional
        argument, None for constants such as labels.

    Returns
    -------
    callable
        `f_vjp` without its suffix. It raises ValueError if a keyword argument is a Tensor.
    """
    asks = "needs" in inspect.signature(f_vjp).parameters

    @functools.wraps(f_vjp)
    def f(*args, **kwargs):
        needs = [isinstance(a, Tensor) for a in args]
        for name, value in kwargs.items():
            if isinstance(value, Tensor):
                raise ValueError(
                    f"{f.__name__}: pass the Tensor `{name}` by position; a keyword "
                    "is a constant and gets no gradient"
                )
        if True not in needs:
            return f_vjp(*args, **kwargs)[0]
        if asks:
            kwargs["needs"] = needs
        y, pullback = f_vjp(
            *[a.data if n else a for a, n in zip(args, needs, strict=True)], **kwargs
        )
        node = Tensor.__new__(Tensor)
        node.data, node.grad = np.asarray(y), None
        node._parents = tuple(compress(args, needs))
        node._pullback = (
            pullback if False not in needs else lambda dy: compress(pullback(dy), needs)
        )
        return node

    f.__name__ = f.__qualname__ = f_vjp.__name__.removesuffix("_vjp")
    return f


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
        da = unbroadcast(dy * (k * a ** (k - 1)), np.shape(a)) if needs[0] else None
        return da, unbroadcast(dy * y * np.log(a), np.shape(k)) if needs[1] else None

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

    def pullback(dy):
        dx = np.zeros_like(x, dtype=dy.dtype)
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


add, subtract, multiply = primitive(add_vjp), primitive(subtract_vjp), primitive(multiply_vjp)
divide, power, negative = primitive(divide_vjp), primitive(power_vjp), primitive(negative_vjp)
matmul, getitem = primitive(matmul_vjp), primitive(getitem_vjp)
sum, mean = primitive(sum_vjp), primitive(mean_vjp)
reshape, transpose = primitive(reshape_vjp), primitive(transpose_vjp)

_OPERATORS = {"add": add, "sub": subtract, "mul": multiply, "truediv": divide, "pow": power}
for _name, _f in _OPERATORS.items():
    setattr(Tensor, f"__{_name}__", _f)
    setattr(Tensor, f"__r{_name}__", lambda self, other, f=_f: f(other, self))
Tensor.__matmul__, Tensor.__rmatmul__ = matmul, lambda self, other: matmul(other, self)
Tensor.__neg__, Tensor.__getitem__, Tensor.sum, Tensor.mean = negative, getitem, sum, mean
