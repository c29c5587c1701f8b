"""A picture by its first terms, moved in Chromium: its numbers agree with mlmath."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from mlmath.linalg.svd import low_rank, svd
from mlviz.widgets.rank_picture import RankPicture
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def picture(rng, shape=(30, 44)):
    y, x = np.indices(shape)
    return np.clip(0.5 + 0.3 * np.sin(x / 4 + y * y / 60) + 0.1 * rng.standard_normal(shape), 0, 1)


def truth(A, k):
    A = np.round(255 * A) / 255
    sigma, rest = svd(A)[1], A - low_rank(A, k)
    left = np.mean(rest**2)
    return {
        "rank": k,
        "error": np.linalg.norm(rest) / np.linalg.norm(A),
        "spectral": sigma[k] if k < len(sigma) else 0.0,
        "psnr": 10 * np.log10(1 / left) if k < len(sigma) else None,
        "bytes": 2 * k * sum(A.shape),
        "pixels": A.size,
    }


def test_a_half_step_is_rounded_alike_whatever_the_last_bits(rng):
    halves = (rng.integers(255, size=(8, 12)) + 0.5) / 255
    rows = [RankPicture(halves + bits, 2).picture for bits in (-1e-15, 0, 1e-15)]
    assert rows[0] == rows[1] == rows[2]


@pytest.mark.parametrize("shape", [(60, 90), (90, 60)])
def test_the_cut_is_dragged(open_page, rng, shape):
    A = picture(rng, shape)
    page = ready(open_page([RankPicture(A, 30)]))
    for _ in moves(page, rng, 60):
        state, values = shown(page)
        assert values["rank"] == state["rank"]
        agree(values, truth(A, state["rank"]))


def test_the_slider_and_its_ends(open_page, rng):
    A = picture(rng)
    page = ready(open_page([RankPicture(A)]))
    for k in (0, 30, 7):
        page.locator(".mlv-slide input").fill(str(k))
        agree(shown(page)[1], truth(A, k))
    assert page.problems == []


def test_the_pixels_are_those_of_the_low_rank_matrix(open_page, rng):
    A = picture(rng)
    page = ready(open_page([RankPicture(A, 4)]))
    best = low_rank(np.round(255 * A) / 255, 4)
    wanted = [np.clip(best, 0, 1), np.clip(0.5 + A - best, 0, 1)]
    for image, pixels in zip(page.locator("svg image").all(), wanted, strict=True):
        raw = base64.b64decode(image.get_attribute("href").split(",")[1])
        got = np.asarray(Image.open(io.BytesIO(raw)).convert("L"), dtype=float)
        assert np.abs(got - 255 * pixels).max() <= 1.01


def test_a_picture_of_rank_one(open_page):
    A = np.outer(np.linspace(0, 1, 20), np.linspace(0.2, 1, 30) > 0.5)
    widget = RankPicture(A, 2)
    page = ready(open_page([widget]))
    assert page.locator(".mlv-read").inner_text() == widget.words()


def test_a_photograph_is_ready_within_a_second(open_page, rng):
    page = ready(open_page([RankPicture(picture(rng, (70, 105)))]))
    page.locator(".mlv-slide input").focus()
    milliseconds = page.evaluate(
        "() => { const e = document.querySelector('.mlv-slide input'), t = performance.now();"
        "for (let k = 0; k < 20; k++) { e.value = 3 * k; e.dispatchEvent(new Event('input')); }"
        "return (performance.now() - t) / 20; }"
    )
    assert milliseconds < 16


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((np.full((101, 100), 0.5),), "at most 10000 numbers from 0 to 1"),
        ((np.full((3, 4), 1.5),), "from 0 to 1"),
        ((np.full(5, 0.5),), "picture must have 2 axes"),
        ((np.full((3, 4), 0.5), 4), "rank must lie between 0 and 3"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        RankPicture(*args)
