"""Checks of the capstone of step 1: count lights, repair, pack and recover photographs."""

import numpy as np

from coursework.expect import expect, fail, given, part, trials
from coursework.mistakes import mistake
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


def _filled(damaged, known, value=None):
    """The rows with the pixel's mean over the other photographs, or a value, in the holes."""
    Y, M = _rows(damaged), _rows(known) > 0
    mean = np.where(M, Y, 0).sum(axis=0) / np.maximum(M.sum(axis=0), 1)
    return np.where(M, Y, mean if value is None else value)


def _floor(known, k, s=NOISE):
    n, p = _rows(known).shape
    return s * np.sqrt(k * (n + p - k) / (n * p) / np.mean(known))


def _lit(rng, k, n=30, h=12, w=20):
    """A collection of 1 to 4 smooth lights in random amounts, each far above the noise."""
    across, down = np.linspace(0, np.pi, w), np.linspace(0, np.pi, h)[:, None]
    lights = [np.cos(i * across + j * down) for i, j in [(1, 0), (0, 1), (1, 2)]]
    amounts = rng.uniform(15, 25, size=(n, k - 1)) * rng.choice([-1, 1], size=(n, k - 1))
    bright = rng.uniform(0.7, 1.3, size=(n, 1, 1))
    frames = 120 * bright + np.tensordot(amounts, np.array(lights[: k - 1]).reshape(-1, h, w), 1)
    known = rng.uniform(size=frames.shape) >= 0.15
    noisy = np.round(frames + rng.normal(0, 2, size=frames.shape))
    return np.where(known, np.clip(noisy, 0, 255), 0).astype(np.uint8), known


@check(
    points=5,
    hints=[
        "Holes that hold 0 look like a strong pattern: fill them first, and not only with means.",
        "Hide a tenth of the known pixels. Which rank guesses them best?",
        "Fill, truncate to rank k, fill from that, again; compare at the hidden pixels.",
    ],
    notice="Data that you hide from yourself are the fairest judge of how much structure there is.",
)
def count_lights(answer):
    """The number of lights behind a damaged collection."""
    for points, (few, many) in ((3, (2, 3)), (2, (1, 4))):
        with part(points, f"collections of {few} and {many} lights"):
            for rng, k in zip(trials(2), (few, many), strict=True):
                damaged, known = _lit(rng, k)
                expect(answer, damaged, known).equals(k, _miscounted(damaged, known))


def _miscounted(damaged, known):
    n = len(damaged)
    s = np.linalg.svd(_rows(damaged), compute_uv=False)
    means = np.linalg.svd(_filled(damaged, known), compute_uv=False)
    return [
        mistake("That is the number of photographs: noise makes the rank full.", n),
        mistake("Largest ratio of neighbours: the mean picture outweighs the rest.", _ratio(means)),
        mistake("The holes are counted as pictures: their 0 is no measurement.", _gap(s)),
        mistake("The mean in each hole leaves traces as strong as a light.", _gap(means)),
    ]


def _gap(s):
    """How many singular values stand above twice the middle one."""
    return int(np.sum(s > 2 * np.median(s)))


def _ratio(s):
    return int(np.argmax(s[:-1] / s[1:])) + 1


@check(
    points=3,
    hints=[
        "Count the free numbers of U, of V and of the singular values.",
        "k columns of length 1 that are perpendicular in pairs: k + k(k - 1)/2 conditions.",
        "The share of the noise's squared length that stays is free numbers divided by n p.",
    ],
    notice="More photographs help: the free numbers grow as n + p, the measurements as n p.",
)
def noise_left(answer):
    """The root mean square error that a fit of rank k cannot avoid."""
    for rng in trials(4):
        n, p = (int(i) for i in rng.choice(np.arange(5, 60), size=2, replace=False))
        k, s = int(rng.integers(2, 5)), float(rng.uniform(0.5, 9))
        right = s * np.sqrt(k * (n + p - k) / (n * p))
        expect(answer, s, n, p, k).equals(right, _wrong_counts(s, n, p, k))
    expect(answer, 2, 3, 5, 3).equals(2.0)


def _wrong_counts(s, n, p, k):
    area = n * p
    return {
        "U and V are counted in full: perpendicular columns of length 1 are not all free.": s
        * np.sqrt(k * (n + p + 1) / area),
        "Only the lengths of the columns are taken away, not the right angles.": s
        * np.sqrt(k * (n + p - 1) / area),
        "The singular values are free numbers, too.": s * np.sqrt(k * (n + p - k - 1) / area),
        "That is the mean square: take its root.": s**2 * k * (n + p - k) / area,
        "The root is missing on the share.": s * k * (n + p - k) / area,
        "Two sides are counted, but their common part is not taken away.": s
        * np.sqrt(k * (n + p) / area),
        "Only one side is counted.": s * np.sqrt(k / p),
        "That is the noise which is removed.": s * np.sqrt(1 - k * (n + p - k) / area),
    }


@check(
    points=6,
    hints=[
        "If the holes were known, the best rank k would be a truncated SVD.",
        "If the lights were known, the holes would follow. Alternate, and return the low rank.",
        "Fill with means; then repeat: truncate, copy the truncated values into the holes.",
    ],
    notice="Each photograph of the place helped to repair every other.",
)
def repair(answer):
    """Holes filled and noise reduced, judged against the undamaged collection."""
    with part(3, "the lost pixels"):
        for damaged, known, clean in _collections():
            got = expect(answer, damaged, known, 4).returns(damaged.shape)
            _tell(np.asarray(got.value, dtype=float), damaged, known, clean)
    with part(3, "everywhere"):
        for damaged, known, clean in _collections():
            got = np.asarray(expect(answer, damaged, known, 4).returns(damaged.shape).value)
            if np.allclose(got[known], damaged[known]):
                fail("The known pixels are as noisy as before: return the low-rank matrix itself.")
            if _rms(got - clean) > 1.15 * _floor(known, 4):
                fail("More error is left than noise explains: truncate and fill again and again.")


def _tell(got, damaged, known, clean):
    """Stop with a sentence if the lost pixels are not filled well."""
    lost, means, got = ~known.reshape(len(known), -1), _filled(damaged, known), _rows(got)
    raw = _rows(damaged)
    for wrong, says in (
        (np.zeros_like(raw), "The holes are still there: lost pixels hold 0."),
        (_low_rank(raw, 4), "Truncating takes the 0 in the holes for real: fill them first."),
        (means, "Each hole has its pixel's mean: the light of its own photograph is missing."),
        (_low_rank(means, 4), "Filled and truncated once, the means still show: go on filling."),
    ):
        if np.allclose(got[lost], wrong[lost], atol=1e-3):
            fail(says)
    if np.mean(got[~lost]) < 2:
        fail("The grey levels run from 0 to 255, not from 0 to 1.")
    if _rms((got - _rows(clean))[lost]) > 3 * NOISE:
        fail("The lost pixels are far from the truth. Does every round start from the data?")


def _collections(count=2):
    for rng in trials(count):
        yield photograph_collection(32, rng, scale=7, noise=NOISE)


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
    for rng, k, high in zip(trials(3), (2, 3, 4), (1.0, 1.0, 40.0), strict=True):
        frames = high * np.abs(rng.normal(60, 8, size=(24, 1, 1)) + rng.normal(0, 9, (24, 9, 14)))
        best = _low_rank(_rows(frames), k)
        left, right = _two(answer, frames, k)
        if left.nbytes + right.nbytes > 2 * k * (24 + 126):
            fail(f"Together they have {left.dtype} bytes: more than 2 for each number.")
        _near(left, right, best, high, frames)


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


def _near(left, right, best, limit, frames):
    left, right = left.astype(float), right.astype(float)
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        fail("Some entries are infinite: float16 ends at 65,504. Share the singular values.")
    product, centred = left @ right, _rows(frames) - _rows(frames).mean(axis=0)
    if np.allclose(product, _low_rank(centred, left.shape[1]), atol=limit):
        fail("The mean is subtracted and nobody adds it again.")
    if abs(np.vdot(product, best) / np.vdot(best, best) - 1) > 0.5:
        fail("The product has the wrong size: the singular values belong into it exactly once.")
    if np.abs(product - best).max() > limit:
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
    for damaged, known, clean in _collections(1):
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
    error, floor = _rms(product - _rows(clean)), _floor(known, 4)
    if np.linalg.matrix_rank(product, tol=0.5 * NOISE) < 4 and error > 1.15 * floor:
        fail("A kind of light is missing: the count is too low.")
    if _rms(product - _low_rank(_rows(damaged), 4)) < NOISE:
        fail("Truncating takes the 0 in the holes for real: fill the holes first.")
    if error > 1.15 * floor:
        fail("More error is left than four lights explain: is one too many counted?")


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
    damaged, _, clean = photograph_collection(80, np.random.default_rng(2026))
    before, after, share = given(answer).returns((3,)).value
    given(before).equals(_decibels(damaged - clean), _wrong_decibels(damaged, clean), rtol=1e-3)
    _targets(after, share)


def _decibels(error):
    return 20 * np.log10(255 / _rms(error))


def _wrong_decibels(damaged, clean):
    error, wrapped = damaged - clean, damaged - clean.astype(np.uint8)
    return {
        "Subtracted as uint8, errors wrap round at 256.": _decibels(wrapped.astype(float)),
        "That is 10 log10 of the ratio of errors, not of their squares.": _decibels(error) / 2,
        "The lost pixels are left out; here they count as 0.": _decibels(error[damaged > 0]),
    }


def _targets(after, share):
    """Stop with a sentence unless both targets are reached by numbers that are possible."""
    floor = 10.0 * np.sqrt(4 * (80 + 7350 - 4) / (80 * 7350))
    if after > 20 * np.log10(255 / floor):
        fail("That is better than the noise allows: was the clean collection used to recover?")
    if after < 39.5:
        fail("The recovered collection does not reach 39.5 decibels yet.")
    if share > 1:
        fail("The share is bytes of the packed divided by bytes of the damaged collection.")
    if share > 0.11:
        fail("More than 0.11 of the bytes: two bytes a number, and as few patterns as there are.")
    if share < 2 * 3 * (80 + 7350) / (80 * 7350) / 2:
        fail("So few bytes cannot hold the lights: are both arrays counted?")
