"""Checks of the capstone's second half: pack, recover and report."""

import numpy as np

from coursework.expect import expect, fail, given, part, trials
from coursework.registry import check
from mlmath.datasets.collection import photograph_collection

NOISE = 3.0


def _rows(a):
    return np.reshape(a, (len(a), -1)).astype(float)


def _rms(a):
    return float(np.sqrt(np.mean(np.square(a))))


def _low_rank(rows, k):
    U, s, Vt = np.linalg.svd(rows, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


def _floor(n, p, k, s):
    return s * np.sqrt(k * (n + p - k) / (n * p))


@check(
    points=4,
    hints=[
        "Two bytes a number: which dtype is that, and where does it end?",
        "Share the singular values between both sides, a root for each.",
        "`root = np.sqrt(s[:k])`; `U[:, :k] * root` and `root[:, None] * Vt[:k]`.",
    ],
    notice="Half the digits of float32 cost a grey level nothing that the eye could see.",
)
def pack(answer):
    """Two arrays within the budget whose product is the best approximation of rank k."""
    for rng, k, high in zip(trials(3), (2, 3, 4), (1.0, 1.0, 1.4), strict=True):
        frames = high * np.abs(rng.normal(60, 8, size=(24, 1, 1)) + rng.normal(0, 9, (24, 9, 14)))
        best = _low_rank(_rows(frames), k)
        left, right = _two(answer, frames, k)
        if left.nbytes + right.nbytes > 2 * k * (24 + 126):
            fail(f"More than 2k(n + hw) bytes: {left.shape} and {right.shape} in {right.dtype}.")
        _near(left, right, best, frames)


def _two(answer, *args):
    got = expect(answer, *args).value
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        fail("Two arrays are to be returned, left and right.")
    left, right = (np.asarray(a) for a in got)
    n, p = _rows(args[0]).shape
    if left.ndim != 2 or right.ndim != 2 or (len(left), right.shape[1]) != (n, p):
        fail(f"The shapes are {left.shape} and {right.shape}; their product must be ({n}, {p}).")
    if left.shape[1] != right.shape[0]:
        fail(f"{left.shape} and {right.shape} cannot be multiplied.")
    return left, right


def _near(left, right, best, frames):
    left, right = left.astype(float), right.astype(float)
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        fail("Some entries are infinite: float16 ends at 65,504. Share the singular values.")
    product, centred = left @ right, _rows(frames) - _rows(frames).mean(axis=0)
    if np.allclose(product, _low_rank(centred, left.shape[1]), atol=1):
        fail("The mean is subtracted and nobody adds it again.")
    if abs(np.vdot(product, best) / np.vdot(best, best) - 1) > 0.5:
        fail("The product has the wrong size: the singular values belong into it exactly once.")
    if np.abs(product - best).max() > 1:
        fail("A grey level moves by more than 1 from the best approximation of rank k.")


@check(
    points=6,
    hints=[
        "Count, repair, pack: in this order.",
        "If it fails though the three pass, print the count that it uses.",
    ],
    notice="No original, no scaffold: the structure of the data was all that you needed.",
)
def recover(answer):
    """The whole way, on fresh collections."""
    for rng in trials(1):
        damaged, known, clean = photograph_collection(32, rng, scale=7, noise=NOISE)
        left, right = _two(answer, damaged, known)
        n, p = _rows(clean).shape
        with part(2, "bytes"):
            if left.nbytes + right.nbytes > 10 * (n + p):
                fail("More than 10 bytes for each row and column: fewer lights or smaller numbers.")
            if right.shape[0] > 5:
                fail("More than five patterns are stored.")
        with part(4, "error"):
            _judge_recovery(left.astype(float) @ right.astype(float), clean, known, damaged)


def _judge_recovery(product, clean, known, damaged):
    if not np.isfinite(product).all():
        fail("Some entries are infinite: float16 ends at 65,504.")
    floor = _floor(*product.shape, 4, NOISE / np.sqrt(np.mean(known)))
    if _rms(product - _rows(clean)) <= 1.15 * floor:
        return
    rank = np.linalg.matrix_rank(product, tol=5 * NOISE)
    if rank < 4:
        fail("A kind of light is missing: the count is too low.")
    if rank > 4:
        fail("More error is left than four lights explain: one pattern too many lets noise in.")
    if _rms(product - _low_rank(_rows(damaged), 4)) < NOISE:
        fail("Truncating takes the 0 in the holes for real: fill the holes first.")
    fail("More error is left than four lights explain: is the filling done? Print its error.")


@check(
    points=3,
    hints=[
        "Turn `uint8` into float before you subtract.",
        "20 log10(255 / e), with e the root of the mean of the squared errors.",
        "Bytes: `left.nbytes + right.nbytes`, divided by `damaged.nbytes`.",
    ],
    notice="A report is honest if the truth came in at the very end, to measure and not to choose.",
)
def report(answer):
    """Decibels before and after, and the share of bytes."""
    damaged, known, clean = photograph_collection(80, np.random.default_rng(2026))
    before, after, share = given(answer).returns((3,)).value
    if before > after:
        fail("The order is the damaged collection, the recovered one, the bytes.")
    wrong = _wrong_decibels(damaged, known, clean)
    given(before).equals(_decibels(damaged - clean), wrong, rtol=4e-3)
    _targets(after, share)


def _decibels(error):
    return 20 * np.log10(255 / _rms(error))


def _wrong_decibels(damaged, known, clean):
    error, wrapped = damaged - clean, damaged - clean.astype(np.uint8)
    return {
        "Subtracted as uint8, errors wrap round at 256.": _decibels(wrapped.astype(float)),
        "That is 10 log10 of the ratio of errors, not of their squares.": _decibels(error) / 2,
        "The lost pixels are left out; here they count as 0.": _decibels(error[known]),
    }


def _targets(after, share):
    """Stop with a sentence unless both targets are reached by numbers that are possible."""
    if after > 20 * np.log10(255 / _floor(80, 7350, 1, 10.0)):
        fail("Better than the noise allows, even for one pattern: was the clean collection used?")
    if after < 39.5:
        fail("The recovered collection does not reach 39.5 decibels yet.")
    if share > 1:
        fail("The share is bytes of the packed divided by bytes of the damaged collection.")
    if share > 0.11:
        fail("More than 0.11 of the bytes: two bytes a number, and as few patterns as there are.")
    if share < 2 * 3 * (80 + 7350) / (80 * 7350) / 2:
        fail("So few bytes cannot hold the lights: are both arrays counted?")
