"""Checks of the capstone of step 1: count the lights, say what noise is left, repair."""

import numpy as np

from coursework.expect import expect, fail, part, trials
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


def _floor(known, k):
    n, p = _rows(known).shape
    return NOISE * np.sqrt(k * (n + p - k) / (n * p) / np.mean(known))


def _lit(rng, k, n=30, h=12, w=20):
    """A collection of 1 to 4 smooth lights, weak ones and strong ones, all above the noise.

    Their strengths differ from trial to trial, so that no fixed share of the squared length counts.
    """
    across, down = np.linspace(0, np.pi, w), np.linspace(0, np.pi, h)[:, None]
    lights = [np.cos(i * across + j * down) for i, j in [(1, 0), (0, 1), (1, 2)]]
    strength = {1: [], 2: [22], 3: [9, 9], 4: [18, 14, 11]}[k] * rng.uniform(0.9, 1.1, size=k - 1)
    amounts = strength * rng.uniform(0.8, 1.2, size=(n, k - 1)) * rng.choice([-1, 1], (n, k - 1))
    bright = rng.uniform(0.7, 1.3, size=(n, 1, 1))
    frames = 120 * bright + np.tensordot(amounts, np.array(lights[: k - 1]).reshape(-1, h, w), 1)
    known = rng.uniform(size=frames.shape) >= 0.15
    noisy = np.round(frames + rng.normal(0, NOISE, size=frames.shape))
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
                expect(answer, damaged, known).equals(k, _miscounted(damaged, known, k))


def _miscounted(damaged, known, k):
    n = len(damaged)
    s = np.linalg.svd(_rows(damaged), compute_uv=False)
    means = np.linalg.svd(_filled(damaged, known), compute_uv=False)
    return [
        mistake("That is the number of photographs: noise makes the rank full.", n),
        mistake("The mean picture and the 0 in holes hide the rest: no largest ratio shows it.", 1),
        *(mistake("Too few: a weak light is missed.", j) for j in range(2, k)),
        mistake("The holes are counted as pictures: their 0 is no measurement.", _gap(s)),
        mistake("The mean in each hole leaves traces as strong as a light.", _gap(means)),
        *(mistake("Too many: noise or holes count as lights.", j) for j in range(k + 1, n)),
    ]


def _gap(s):
    """How many singular values stand above twice the middle one."""
    return int(np.sum(s > 2 * np.median(s)))


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
                _explain(_rows(got), damaged, known)


def _explain(got, damaged, known):
    """Stop with a sentence on why more error is left than noise explains."""
    rank = np.linalg.matrix_rank(got, tol=5 * NOISE)
    if rank > 4:
        fail(
            "More patterns than lights, each with noise of its own. A mean photograph is one, too."
        )
    if rank < 4:
        fail("Fewer patterns than lights: a kind of light is missing.")
    again = np.linalg.svd(np.where(_rows(known), _rows(damaged), got), compute_uv=False)[:4]
    s = np.linalg.svd(got, compute_uv=False)[:4]
    if s[0] < again[0] - 5 * NOISE and s[3] < again[3] - 5 * NOISE:
        fail("The singular values are shrunk: that takes light away with the noise.")
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
        fail("Lost pixels are far off. Are all lights mixed? Does every round start from the data?")


def _collections(count=2):
    for rng in trials(count):
        yield photograph_collection(32, rng, scale=7, noise=NOISE)
