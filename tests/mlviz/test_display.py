"""`show`: one bundle for three places, themed, unique, and clear about bad input."""

import base64
import io
import itertools
import re
import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from mlviz.display import MIME, shorten, show
from mlviz.plots.canvas import row
from mlviz.style import DARK, LIGHT
from mlviz.svg import _PAIRS, _lighter_uses, _relative


def wave(label="sine"):
    ax = Figure().subplots()
    x = np.linspace(0, 6, 50)
    ax.plot(x, np.sin(x), label=label)
    ax.set(xlabel=r"angle $\varphi$ (rad)", title="A < B & C")
    ax.legend()
    return ax


def bundle(*args, **options):
    return show(*args, **options)._repr_mimebundle_()


def test_the_three_modes_agree_on_keys_and_digest(monkeypatch):
    outputs = []
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        outputs.append(bundle(wave(), alt="a wave"))
    assert len({o["text/plain"] for o in outputs}) == 1
    assert all(o.keys() == outputs[0].keys() for o in outputs)
    assert outputs[0].keys() == {"text/plain", "image/png", MIME}


def test_an_unknown_mode_is_refused(monkeypatch):
    monkeypatch.setenv("COURSE_OUTPUT", "fast")
    with pytest.raises(ValueError, match="use live, static or test"):
        bundle(wave(), alt="a wave")


def test_the_png_has_its_own_paper_and_is_small(static):
    png = bundle(wave(), alt="a wave")["image/png"]
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    assert min(image.getpixel((2, 2))) >= 250
    assert len(png) < 40_000


def test_colours_are_variables_with_the_light_literal(static):
    page = bundle(wave(), alt="a wave")[MIME]
    outside = re.sub(r"var\(--mlv-\w+,#[0-9a-f]{6}\)", "", page)
    assert re.findall(r"#[0-9a-f]{6}\b", outside) == []
    for name, literal in re.findall(r"var\(--mlv-(\w+),(#[0-9a-f]{6})\)", page):
        assert LIGHT[name] == literal
        assert name in DARK


def test_the_svg_is_well_formed_and_leaks_no_style(static):
    page = bundle(wave(), alt='quote " and <b>')[MIME]
    ET.fromstring(page)
    assert "<style" not in page
    assert "<b>" not in page
    assert 'aria-label="quote &quot; and &lt;b&gt;"' in page


def test_equal_figures_have_different_ids(static):
    pages = [bundle(wave(), alt="a wave")[MIME] for _ in range(2)]
    ids = [set(re.findall(r' id="([^"]+)"', page)) for page in pages]
    assert ids[0]
    assert not ids[0] & ids[1]
    for page, known in zip(pages, ids, strict=True):
        used = set(re.findall(r'(?:href="|url\()#([^")]+)', page))
        assert used == known


def test_rounding_moves_nothing_visibly(static):
    page = bundle(wave(), alt="a wave")[MIME]
    assert "scale(0.015625)" in page
    assert len(page) < 40_000
    numbers = re.findall(r' d="([^"]*)"', page)
    assert not re.search(r"\d\.\d{3,}", " ".join(numbers))


def test_axes_and_pyplot_figures_are_taken_and_closed(static):
    _, ax = plt.subplots()
    ax.plot([1, 2])
    assert MIME in bundle(ax, alt="a line")
    assert not plt.get_fignums()


@pytest.mark.parametrize("alt", ["", "  ", None, 3])
def test_a_figure_without_alt_is_refused(alt):
    with pytest.raises(ValueError, match="alt must be text"):
        show(wave(), alt=alt)


@pytest.mark.parametrize("thing", [None, 3, "figure", [1, 2]])
def test_no_figure_is_refused(thing):
    with pytest.raises(ValueError, match="needs a Matplotlib Figure or Axes"):
        show(thing, alt="nothing")


def test_labels_with_markup_are_drawn_not_parsed(static):
    page = bundle(wave(label="<script>alert(1)</script>"), alt="x")[MIME]
    assert "<script" not in page


def test_a_row_becomes_one_svg_per_panel(static):
    axes = row(3, (9, 2))
    for k, ax in enumerate(axes):
        ax.plot([0, 1], [0, k], label="line")
        ax.set_title(f"panel {k}")
    page = bundle(axes[0], alt="three lines")[MIME]
    boxes = [[float(v) for v in b.split()] for b in re.findall(r'viewBox="([^"]+)"', page)]
    assert len(boxes) == page.count("<svg") == page.count("</svg>") == 3
    for before, after in itertools.pairwise(boxes):
        assert before[0] + before[2] == pytest.approx(after[0], abs=0.2)
    assert boxes[-1][0] + boxes[-1][2] == pytest.approx(9 * 72, abs=0.2)
    ET.fromstring(page)
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', page))
    assert used == set(re.findall(r' id="([^"]+)"', page))


def test_a_row_with_a_colour_bar_or_a_shared_text_stays_whole(static):
    left, right = row(2, (8, 3))
    left.get_figure().colorbar(right.imshow([[0, 1]]), ax=right)
    assert bundle(left, alt="a picture with its scale")[MIME].count("<svg") == 1
    left, _ = row(2, (8, 3))
    left.get_figure().text(0.5, 0.5, "and")
    assert bundle(left, alt="two panels and a word")[MIME].count("<svg") == 1


def test_empty_strips_above_and_below_are_left_out(static):
    fig = Figure(figsize=(4, 6), layout="none")
    fig.subplots().plot([0, 1])
    fig.subplots_adjust(bottom=0.4, top=0.6)
    _, top, width, height = map(
        float, re.search(r'viewBox="([^"]+)"', bundle(fig, alt="a line")[MIME])[1].split()
    )
    assert width == 4 * 72
    assert top == pytest.approx(0.4 * 6 * 72, abs=12)
    assert 0.2 * 6 * 72 < height < 0.3 * 6 * 72


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (-2, "−2"), (12345678, "1.235e+07"), (True, "True"), ("a", "a")],
)
def test_shorten(value, text):
    assert shorten(value) == text


def absolute(path):
    """Read a path of relative commands back into absolute points, as a browser does."""
    tokens = re.findall(r"[a-z]|-?(?:\d+\.?\d*|\.\d+)", path)
    points, here, begin, command = [], np.zeros(2), np.zeros(2), ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
            if command == "z":
                here = begin
                continue
        count = {"m": 1, "l": 1, "q": 2, "c": 3}[command]
        pairs = [np.array([float(tokens.pop(0)), float(tokens.pop(0))]) for _ in range(count)]
        points += [here + pair for pair in pairs]
        here = points[-1]
        if command == "m":
            begin, command = here, "l"
    return np.array(points)


def test_a_use_says_only_what_the_thing_used_does_not():
    marker = '<path id="t" d="m0 0" style="stroke:red;stroke-width:2"/>'
    uses = (
        '<use href="#t" x="3" y="0" style="fill:blue;stroke:red;stroke-width:2"/>'
        '<use href="#t" transform="translate(6.5 -2)"/>'
        '<use href="#t" transform="translate(6.5 0) scale(2)"/>'
    )
    assert _lighter_uses(marker + uses) == marker + (
        '<use href="#t" x="3" style="fill:blue"/><use href="#t" x="6.5" y="-2"/>'
        '<use href="#t" transform="translate(6.5 0) scale(2)"/>'
    )


@pytest.mark.parametrize("scale", [3.0, 12.0, 600.0, 40_000.0])
def test_relative_paths_lead_to_the_same_points(rng, scale):
    points, text = [], []
    for k in range(200):
        letter = "M" if k == 0 else rng.choice(["L", "Q", "C", "M", "z"])
        new = rng.uniform(-scale, scale, size=(_PAIRS[letter], 2))
        points += list(new)
        text += [letter, *(f"{v:.6f}" for v in new.ravel())]
    got = absolute(_relative(text))
    unit = 0.01 if scale < 10 else 0.1
    np.testing.assert_allclose(got, points, rtol=0, atol=0.51 * unit)
