"""The three ways in which an entry compares a transcribed formula with something else."""

import math
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

LOOSEST = 1e-3
_witnesses: ContextVar[set[str] | None] = ContextVar("witnesses", default=None)


@contextmanager
def recording():
    """Collect what the transcription is compared with: "code", "route"."""
    token = _witnesses.set(set())
    try:
        yield _witnesses.get()
    finally:
        _witnesses.reset(token)


def close(transcribed, *, code=None, route=None, rtol=1e-9, route_rtol=None, atol=1e-12):
    """Require that the transcribed formula, the bound code and an independent route agree.

    Each of ``code`` and ``route`` must have the transcription's shape and lie within ``rtol`` of
    its largest magnitude (``route_rtol`` for the route, where it is a finite difference, say).
    """
    others = {"code": (code, rtol), "route": (route, route_rtol or rtol)}
    others = {name: pair for name, pair in others.items() if pair[0] is not None}
    if not others:
        raise ValueError("the transcription is compared with nothing: pass code=, route= or both")
    formula = _numbers("the transcription", transcribed)
    for name, (value, tolerance) in others.items():
        if tolerance > LOOSEST:
            raise ValueError(f"a tolerance of {tolerance:g} proves nothing: at most {LOOSEST:g}")
        _compare(formula, name, _numbers(name, value), tolerance, atol)
        _witness(name)


def at_most(lesser, greater, *, tight, rtol=1e-9):
    """Require ``lesser <= greater`` in every sample, and equality where it is attained.

    ``tight`` is a pair (lesser, greater) of values at a point where the two sides must be equal:
    without it a bound with a wrong factor would pass.
    """
    small, large = _numbers("the lesser side", lesser), _numbers("the greater side", greater)
    if small.shape != large.shape:
        raise AssertionError(f"the sides have shapes {small.shape} and {large.shape}")
    slack = large - small
    if slack.min() < -rtol * max(np.abs(large).max(), 1.0):
        worst = np.unravel_index(slack.argmin(), slack.shape)
        raise AssertionError(f"the inequality fails: {small[worst]:.10g} > {large[worst]:.10g}")
    _compare(_numbers("the tight lesser side", tight[0]), "the tight greater side",
             _numbers("the tight greater side", tight[1]), rtol, 1e-12)  # fmt: skip
    _witness("route")


def near_mean(transcribed, samples, *, sigmas=4.0, sharp=0.05):
    """Require that a transcribed expectation lies in a Monte Carlo mean's confidence interval.

    ``samples`` has shape (n, ...) for a transcription of shape (...). The interval's half width,
    ``sigmas`` standard errors, must be at most ``sharp`` times the formula's largest magnitude: a
    wider one would accept too much.
    """
    formula, draws = _numbers("the transcription", transcribed), _numbers("the samples", samples)
    if draws.shape[1:] != formula.shape:
        raise AssertionError(f"samples of shape {draws.shape} for a formula of {formula.shape}")
    error = draws.std(axis=0, ddof=1) / math.sqrt(len(draws))
    scale = np.abs(formula).max()
    if sigmas * error.max() > sharp * scale:
        raise AssertionError(
            f"{len(draws)} samples are too few: {sigmas:g} standard errors are "
            f"{sigmas * error.max():.3g} and the formula is {scale:.3g}"
        )
    off = np.abs(draws.mean(axis=0) - formula) / np.maximum(error, 1e-15 * max(scale, 1.0))
    if off.max() > sigmas:
        raise AssertionError(f"the mean lies {off.max():.1f} standard errors off the formula")
    _witness("route")


def _numbers(name, value) -> np.ndarray:
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    array = np.asarray(value)
    array = np.asarray(value, dtype=complex if np.iscomplexobj(array) else float)
    if array.size == 0 or not np.isfinite(array).all():
        raise AssertionError(f"{name} is empty or not finite: {array}")
    return array


def _compare(formula, name, value, rtol, atol) -> None:
    if formula.shape != value.shape:
        raise AssertionError(f"the formula has shape {formula.shape}, {name} {value.shape}")
    gap = np.abs(formula - value)
    allowed = atol + rtol * max(np.abs(formula).max(), np.abs(value).max())
    if gap.max() > allowed:
        worst = np.unravel_index(gap.argmax(), gap.shape)
        raise AssertionError(
            f"the formula gives {formula[worst]:.12g}, {name} gives {value[worst]:.12g} "
            f"at {tuple(map(int, worst))}: off by {gap[worst]:.3g}, allowed {allowed:.3g}"
        )


def _witness(name: str) -> None:
    seen = _witnesses.get()
    if seen is not None:
        seen.add(name)
