"""Dual numbers a + b e with e * e = 0: forward-mode differentiation in one class."""

import numpy as np

from mlmath.validation import as_floats


class Dual:
    r"""A value together with its slope; arithmetic on it follows the rules of differentiation.

    .. math:: (a + b \epsilon)(c + d \epsilon) = ac + (ad + bc)\,\epsilon, \qquad
        f(a + b \epsilon) = f(a) + f'(a)\, b \,\epsilon

    Works with + - * / ** and the NumPy functions in `SLOPES`, on numbers and arrays.

    Parameters
    ----------
    value : array_like
        a.
    slope : array_like
        b, shaped like the value; 0 for a constant, 1 for the variable itself.

    Raises
    ------
    ValueError
        If value and slope differ in shape, or a NumPy function outside the list is applied.

    References
    ----------
    Clifford (1873); Griewank and Walther (2008), Evaluating Derivatives, chapter 3.
    Book: eq-derivatives-dual, eq-derivatives-dual-function, eq-chain-rule-forward.
    """

    def __init__(self, value, slope=0.0):
        self.value, self.slope = as_floats(value, "value"), as_floats(slope, "slope")
        if self.slope.ndim and self.slope.shape != self.value.shape:
            raise ValueError(
                f"value has shape {self.value.shape}, slope {self.slope.shape}: they must agree"
            )

    def __repr__(self):
        return f"Dual({self.value}, {self.slope})"

    def __add__(self, other):
        other = _as_dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        return self + -_as_dual(other)

    def __rsub__(self, other):
        return _as_dual(other) + -self

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def __mul__(self, other):
        a, b, other = self.value, self.slope, _as_dual(other)
        return Dual(a * other.value, a * other.slope + b * other.value)

    def __truediv__(self, other):
        other = _as_dual(other)
        y = self.value / other.value
        return Dual(y, (self.slope - y * other.slope) / other.value)

    def __rtruediv__(self, other):
        return _as_dual(other) / self

    def __pow__(self, k):
        if isinstance(k, Dual):
            return np.exp(k * np.log(self))
        return Dual(self.value**k, k * self.value ** (k - (k != 0)) * self.slope)

    def __rpow__(self, base):
        y = base**self.value
        return Dual(y, y * np.log(base) * self.slope)

    __radd__, __rmul__ = __add__, __mul__

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if ufunc in BINARY and method == "__call__" and not kwargs:
            return BINARY[ufunc](*(_as_dual(x) for x in inputs))
        if ufunc not in SLOPES or method != "__call__" or kwargs:
            known = ", ".join(sorted(f.__name__ for f in SLOPES))
            raise ValueError(f"no slope is known for np.{ufunc.__name__}: use one of {known}")
        return Dual(ufunc(self.value), SLOPES[ufunc](self.value) * self.slope)


SLOPES = {
    np.exp: np.exp,
    np.log: lambda a: 1 / a,
    np.sqrt: lambda a: 0.5 / np.sqrt(a),
    np.sin: np.cos,
    np.cos: lambda a: -np.sin(a),
    np.tan: lambda a: 1 / np.cos(a) ** 2,
    np.tanh: lambda a: 1 - np.tanh(a) ** 2,
    np.sinh: np.cosh,
    np.cosh: np.sinh,
    np.arctan: lambda a: 1 / (1 + a**2),
    np.log1p: lambda a: 1 / (1 + a),
    np.expm1: np.exp,
    np.abs: np.sign,
}
BINARY = {
    np.add: lambda x, y: x + y,
    np.subtract: lambda x, y: x - y,
    np.multiply: lambda x, y: x * y,
    np.divide: lambda x, y: x / y,
    np.power: lambda x, y: x**y,
}


def _as_dual(x):
    return x if isinstance(x, Dual) else Dual(x, np.zeros(np.shape(x)))


def derivative(f, x):
    """Slope of f at x, to the last digit: evaluate f at the dual number x + e.

    Parameters
    ----------
    f : callable
        Built from arithmetic and the NumPy functions in `SLOPES`, entry by entry.
    x : array_like

    Returns
    -------
    ndarray shaped like x

    Raises
    ------
    ValueError
        If f applies a function whose slope is not known.
    """
    x = as_floats(x)
    return np.zeros_like(x) + _as_dual(f(Dual(x, np.ones_like(x)))).slope
