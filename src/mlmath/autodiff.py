"""Reverse-mode automatic differentiation: a Tensor, its operators, and `primitive`.

A differentiable function is written once, as a *vjp function* (vector-Jacobian product): it
takes arrays and returns (value, pullback), and the pullback maps dL/dy to one dL/dx per argument.
`primitive` lifts it to Tensors; `Tensor.backward` calls the recorded pullbacks in reverse order.
"""

import functools
import inspect
from itertools import compress

import numpy as np

from mlmath import elementary as E
from mlmath.elementary import unbroadcast as unbroadcast
from mlmath.validation import as_floats


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
        data = as_floats(data, "a Tensor's data")
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


def _refuse_tensors(f, kwargs):
    for name, value in kwargs.items():
        if isinstance(value, Tensor):
            raise ValueError(
                f"{f.__name__}: pass the Tensor `{name}` by position; a keyword argument is a "
                "constant and gets no gradient"
            )


def _seed(y, gradient):
    """Return dL/dy where `backward` starts."""
    if gradient is None and y.ndim == 0:
        return np.ones((), y.dtype)
    if np.shape(gradient) != y.shape or gradient is None:
        got = "none" if gradient is None else f"one of shape {np.shape(gradient)}"
        raise ValueError(f"backward from shape {y.shape} needs a gradient of that shape, got {got}")
    return np.asarray(gradient, dtype=y.dtype)


def _add_to_leaf(leaf, dx):
    """Add dL/dx to `leaf.grad`, which never shares memory with another array."""
    if leaf.grad is None:
        leaf.grad = np.array(dx, dtype=leaf.dtype)
    else:
        leaf.grad = (leaf.grad + dx).astype(leaf.dtype, copy=False)


def topological_order(root):
    """List `root` and all nodes below it, each before its parents (Kahn 1962, no recursion)."""
    consumers, nodes = {}, [root]
    for node in nodes:  # the list grows while it is walked
        for parent in node._parents:
            if parent in consumers:
                consumers[parent] += 1
            else:
                consumers[parent] = 1
                nodes.append(parent)
    order = [root]
    for node in order:
        for parent in node._parents:
            if consumers[parent] == 1:
                order.append(parent)
            else:
                consumers[parent] -= 1
    return order


def _signature(f_vjp):
    """Whether `f_vjp` takes `needs`, and how many positional arguments it takes at most."""
    parameters = inspect.signature(f_vjp).parameters
    positional = [p for p in parameters.values() if p.kind < p.KEYWORD_ONLY]
    return "needs" in parameters, len(positional)


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
    asks, most = _signature(f_vjp)

    @functools.wraps(f_vjp)
    def f(*args, **kwargs):
        if kwargs:
            _refuse_tensors(f, kwargs)
        needs = [isinstance(a, Tensor) for a in args]
        if True not in needs:
            return f_vjp(*args, **kwargs)[0]
        if asks and False in needs:
            kwargs["needs"] = needs
        values = [a.data if isinstance(a, Tensor) else a for a in args]
        y, pullback = f_vjp(*values, **kwargs)
        node = Tensor.__new__(Tensor)
        node.data, node.grad = y if type(y) is np.ndarray else np.asarray(y), None
        node._parents, node._pullback = args, pullback
        if False in needs or len(args) < most:  # compress also drops what was left out
            node._parents = tuple(compress(args, needs))
            node._pullback = lambda dy: compress(pullback(dy), needs)
        return node

    f.__name__ = f.__qualname__ = f_vjp.__name__.removesuffix("_vjp")
    return f


add, subtract, multiply = map(primitive, (E.add_vjp, E.subtract_vjp, E.multiply_vjp))
divide, power, negative = map(primitive, (E.divide_vjp, E.power_vjp, E.negative_vjp))
matmul, getitem, where = map(primitive, (E.matmul_vjp, E.getitem_vjp, E.where_vjp))
sum, mean, maximum = map(primitive, (E.sum_vjp, E.mean_vjp, E.maximum_vjp))
reshape, transpose, absolute = map(primitive, (E.reshape_vjp, E.transpose_vjp, E.absolute_vjp))
concatenate, stack, sqrt = map(primitive, (E.concatenate_vjp, E.stack_vjp, E.sqrt_vjp))
exp, log, sin, cos = map(primitive, (E.exp_vjp, E.log_vjp, E.sin_vjp, E.cos_vjp))

_OPERATORS = {"add": add, "sub": subtract, "mul": multiply, "truediv": divide, "pow": power}
for _name, _f in _OPERATORS.items():
    setattr(Tensor, f"__{_name}__", _f)
    setattr(Tensor, f"__r{_name}__", lambda self, other, f=_f: f(other, self))
Tensor.__matmul__, Tensor.__rmatmul__ = matmul, lambda self, other: matmul(other, self)
Tensor.__neg__, Tensor.__getitem__, Tensor.sum, Tensor.mean = negative, getitem, sum, mean


def value_and_grad(f, argnums=0):
    """Turn f, which returns a scalar Tensor L, into a function that returns L and its gradient.

    Parameters
    ----------
    f : callable
        Built from operators and primitives.
    argnums : int or tuple of int
        Position of the argument to differentiate by, or several.

    Returns
    -------
    callable
        Called like f, it returns (L, dL/dx): a float, and an array shaped like x (for several
        positions a tuple of arrays). It raises ValueError if f returns no scalar Tensor.
    """
    positions = (argnums,) if isinstance(argnums, int) else argnums

    def value_and_gradient(*args, **kwargs):
        leaves = {i: Tensor(args[i]) for i in positions}
        L = f(*(leaves.get(i, a) for i, a in enumerate(args)), **kwargs)
        if not isinstance(L, Tensor):
            raise ValueError(
                "f must return a Tensor, got " + type(L).__name__ + ": inside f use operators and "
                "functions made by `primitive`, and do not write `.data`"
            )
        L.backward()
        grads = [np.zeros_like(x.data) if x.grad is None else x.grad for x in leaves.values()]
        return L.item(), grads[0] if isinstance(argnums, int) else tuple(grads)

    return value_and_gradient


def grad(f, argnums=0):
    """Turn f, which returns a scalar Tensor, into its gradient; see `value_and_grad`."""
    return lambda *args, **kwargs: value_and_grad(f, argnums)(*args, **kwargs)[1]


def hvp(f, x, v):
    r"""Hessian of f at x times v, without the Hessian: a central difference of two gradients.

    .. math:: H v \approx \frac{\nabla f(x + h v) - \nabla f(x - h v)}{2 h}

    Costs two gradients and keeps about 9 digits where f has three derivatives; across a kink (relu)
    it measures the jump.

    Parameters
    ----------
    f : callable
        Takes a Tensor shaped like x and returns a scalar Tensor.
    x, v : array_like
        Point and direction, of one shape.

    Returns
    -------
    ndarray shaped like x

    Raises
    ------
    ValueError
        If the shapes differ, or f returns no scalar Tensor.

    References
    ----------
    Pearlmutter (1994), Fast exact multiplication by the Hessian (which also gives the exact form).
    """
    x, v = as_floats(x, "x"), as_floats(v, "v")
    if x.shape != v.shape:
        raise ValueError(f"x and v must have one shape, got {x.shape} and {v.shape}")
    length = np.abs(v).max(initial=0.0)
    if length == 0.0:
        return np.zeros_like(x)
    h = np.cbrt(np.finfo(x.dtype).eps) * max(1.0, np.abs(x).max())
    step = h * (v / length)
    return length * ((grad(f)(x + step) - grad(f)(x - step)) / (2 * h))
