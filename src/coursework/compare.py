"""Equal up to rounding, and up to what the problem leaves open (sign, scale, order, labels)."""

from collections.abc import Iterable

import numpy as np

FREEDOMS = ("sign", "scale", "columns", "order", "labels")


def to_array(value: object) -> np.ndarray:
    """Any numeric answer as an array: lists, numbers, arrays, Tensors.

    Raises
    ------
    TypeError, ValueError
        If NumPy cannot make an array of numbers, booleans or text of it.
    """
    if hasattr(value, "detach"):
        value = value.detach()
    inner = getattr(value, "data", None)
    array = np.asarray(inner if isinstance(inner, np.ndarray) else value)
    if array.dtype.kind not in "biufcU":
        raise TypeError(f"not numbers but {array.dtype}")
    return array


def tolerance(got: np.ndarray, condition: float = 1.0) -> float:
    r"""Relative tolerance for an answer of this precision to a problem of this condition.

    .. math:: \min(10^{-2},\; \max(10^{-9},\; 256\, u\, \kappa))

    with :math:`u` the spacing of the answer's dtype at one. Integers count as float64.
    """
    u = np.finfo(got.dtype).eps if got.dtype.kind in "fc" else np.finfo(float).eps
    return float(min(1e-2, max(1e-9, 256 * float(u) * condition)))


def close(got: np.ndarray, reference: np.ndarray, rtol: float, atol: float = 0.0) -> bool:
    """Whether shapes agree and no entry is off by more than ``rtol`` times the largest entry."""
    if got.shape != reference.shape:
        return False
    return not errors(got, reference, rtol, atol).any()


def errors(got: np.ndarray, reference: np.ndarray, rtol: float, atol: float = 0.0) -> np.ndarray:
    """Boolean array: where ``got`` differs from ``reference`` by more than the tolerance."""
    if got.dtype.kind == "U" or reference.dtype.kind == "U":
        return np.asarray(got != reference)
    if got.dtype.kind == "b" and reference.dtype.kind == "b":
        return got ^ reference
    got, reference = _wide(got), _wide(reference)
    finite = np.abs(reference[np.isfinite(reference)])
    allowed = atol + rtol * (finite.max() if finite.size else 0.0)
    with np.errstate(all="ignore"):
        same = np.abs(got - reference) <= allowed
    same |= got == reference
    same |= np.isnan(got) & np.isnan(reference)
    return ~same


def _wide(a: np.ndarray) -> np.ndarray:
    return a.astype(complex if a.dtype.kind == "c" else float)


def align(got: np.ndarray, reference: np.ndarray, up_to: Iterable[str]) -> np.ndarray:
    """Move ``got`` as near to ``reference`` as the problem's freedom allows.

    Parameters
    ----------
    got, reference : ndarray of equal shape
        Returned unchanged if the shapes differ.
    up_to : iterable of str
        ``sign`` or ``scale`` (of a vector, of each column of a matrix), ``columns`` (their
        order), ``order`` (of the entries of a vector), ``labels`` (names of clusters).

    Raises
    ------
    ValueError
        If ``up_to`` names an unknown freedom.
    """
    up_to = set(up_to)
    if unknown := up_to - set(FREEDOMS):
        raise ValueError(f"unknown freedom {unknown}; known are {FREEDOMS}")
    if got.shape != reference.shape or got.size == 0 or not up_to:
        return got
    if "labels" in up_to:
        return _relabelled(got, reference)
    got, reference = _wide(got), _wide(reference)
    if not np.isfinite(got).all():
        return got
    if "order" in up_to:
        rank = np.argsort(np.argsort(reference, axis=None))
        return np.sort(got, axis=None)[rank].reshape(got.shape)
    if "columns" in up_to:
        got = got[:, _matching(got, reference, signed=not up_to & {"sign", "scale"})]
    inner = (got.conj() * reference).sum(axis=0)
    if "scale" in up_to:
        return got * (inner / np.maximum((abs(got) ** 2).sum(axis=0), np.finfo(float).tiny))
    if "sign" in up_to:
        return got * np.where(inner == 0, 1, inner / np.where(inner == 0, 1, abs(inner)))
    return got


def _matching(got: np.ndarray, reference: np.ndarray, *, signed: bool) -> list[int]:
    """Greedy pairing of columns: for each column of ``reference`` the nearest one left."""
    left, chosen = list(range(got.shape[1])), []
    for r in reference.T:
        if signed:
            distance = [np.linalg.norm(got[:, j] - r) for j in left]
        else:
            scale = [np.linalg.norm(got[:, j]) or 1.0 for j in left]
            pairs = zip(left, scale, strict=True)
            distance = [-abs(np.vdot(got[:, j], r)) / s for j, s in pairs]
        chosen.append(left.pop(int(np.argmin(distance))))
    return chosen


def _relabelled(got: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Rename clusters by majority; two clusters never get one name."""
    renamed, used = np.full(got.shape, -1), set()
    labels, counts = np.unique(got, return_counts=True)
    for label in labels[np.argsort(-counts, kind="stable")]:
        names, votes = np.unique(reference[got == label], return_counts=True)
        free = [n for n in names[np.argsort(-votes, kind="stable")] if n not in used]
        if free:
            used.add(free[0])
            renamed[got == label] = free[0]
    return renamed
