"""Turn what a caller passes into clean arrays, or say in a sentence what is wrong with it.

Every function raises ValueError, changes nothing in place, and copies only where it must.
"""

import numpy as np


def as_floats(x, name="x"):
    """Return `x` as an array of floats: float types are kept, integers become float64.

    Shape and finiteness are not looked at. ValueError if `x` is ragged, complex or not numeric.
    """
    if type(x) is np.ndarray and x.dtype.kind == "f":
        return x
    try:
        x = np.asarray(x)
    except ValueError as error:
        if "inhomogeneous" not in str(error):
            raise
        raise ValueError(
            f"{name} is ragged: its rows differ in length. Pad or cut them to one length"
        ) from error
    if x.dtype.kind == "f":
        return x
    if x.dtype.kind in "biu":
        return x.astype(np.float64)
    hint = "take .real if the imaginary part is zero" if x.dtype.kind == "c" else "convert it first"
    raise ValueError(f"{name} must hold real numbers, got dtype {x.dtype}: {hint}")


def as_array(x, name="x", ndim=None):
    """Return `x` as a non-empty array of finite floats, with `ndim` axes if that is given."""
    x = as_floats(x, name)
    if ndim is not None and x.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} axes, got {x.ndim} (shape {x.shape})")
    if x.size == 0:
        raise ValueError(f"{name} is empty (shape {x.shape}): at least one number is needed")
    if not np.isfinite(x).all():
        at = tuple(int(i) for i in np.argwhere(~np.isfinite(x))[0])
        raise ValueError(f"{name} must be finite, got {x[at]} at index {at}")
    return x


def as_vector(x, name="x", length=None):
    """Return `x` as an array of shape (n,) of finite floats, with n = `length` if that is given."""
    x = as_array(x, name, ndim=1)
    if length is not None and len(x) != length:
        raise ValueError(f"{name} must have length {length}, got {len(x)}")
    return x


def as_matrix(A, name="A", shape=(None, None)):
    """Return `A` as an array of shape (m, n) of finite floats; `shape` may fix either number."""
    A = as_array(A, name, ndim=2)
    if any(want not in (None, got) for want, got in zip(shape, A.shape, strict=True)):
        wanted = ", ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} must have shape ({wanted}), got {A.shape}")
    return A


def as_square(A, name="A"):
    """Return `A` as an array of shape (n, n) of finite floats."""
    A = as_matrix(A, name)
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"{name} must be square, got shape {A.shape}")
    return A


def as_symmetric(A, name="A", tol=1e-10):
    """Return `A` as a square array that differs from its transpose by at most tol * max|A|."""
    A = as_square(A, name)
    gap = np.abs(A - A.T).max()
    if gap > tol * np.abs(A).max():
        raise ValueError(
            f"{name} must be symmetric, but differs from its transpose by {gap:.3g}: "
            f"pass ({name} + {name}.T) / 2 if that is only rounding"
        )
    return A


def as_count(n, name="n", least=1):
    """Return `n` as an int that is at least `least`; 3.0 and True are refused."""
    if isinstance(n, bool | np.bool_) or not isinstance(n, int | np.integer) or n < least:
        raise ValueError(f"{name} must be an integer of at least {least}, got {n!r}")
    return int(n)


def as_number(x, name="x", above=-np.inf, below=np.inf):
    """Return `x` as a finite float strictly between `above` and `below`."""
    value = as_floats(x, name)
    if value.ndim != 0 or not np.isfinite(value) or not above < value < below:
        raise ValueError(f"{name} must be a number in ({above}, {below}), got {x!r}")
    return float(value)
