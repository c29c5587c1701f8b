"""`explore`: frames of a grid, live sliders, and errors that name the value."""

import base64
import json
import re
import zlib

import numpy as np
import pytest
from matplotlib.figure import Figure

from mlviz.display import MIME
from mlviz.explore import explore


def line(slope=1.0, shift=0.0):
    ax = Figure(figsize=(4, 3)).subplots()
    ax.plot([0, 1], [shift, slope + shift])
    return ax


def frames(page):
    packed = re.search(r'class="mlv-frames">([^<]*)<', page)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def bundle(*args, **options):
    return explore(*args, **options)._repr_mimebundle_()


def test_every_combination_is_a_frame_in_order(static):
    page = bundle(line, alt="a line", slope=[1, 2], shift=np.array([0.0, 0.5, 1.0]))[MIME]
    data = frames(page)
    assert len(data["frames"]) == len(data["alts"]) == 6
    assert data["labels"] == [["1", "2"], ["0", "0.5", "1"]]
    assert data["alts"][5] == "a line. Now slope = 2, shift = 1."
    first = "".join(data["lines"][i] for i in data["frames"][0])
    assert first in page.replace("\n", "")


def test_the_start_is_in_the_page_itself(static):
    page = bundle(line, alt="a line", start={"slope": 3}, slope=[1, 2, 3])[MIME]
    data = frames(page)
    third = "".join(data["lines"][i] for i in data["frames"][2])
    assert third in page.replace("\n", "")
    assert 'value="2"' in page


def test_frames_share_their_lines(static):
    data = frames(bundle(line, alt="a line", slope=list(range(1, 21)))[MIME])
    assert sum(map(len, data["frames"])) > 3 * len(data["lines"])


def test_modes_agree_on_the_digest(monkeypatch):
    texts = set()
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        texts.add(bundle(line, alt="a line", play="slope", slope=[1, 2, 3])["text/plain"])
    (text,) = texts
    assert text.endswith("sliders slope: 1, 2, 3")


def test_live_sliders_recompute_and_show_errors():
    def fragile(slope):
        if slope == 2:
            raise ZeroDivisionError("no slope two")
        return line(slope)

    view = explore(fragile, alt="a line", play="slope", labels={"slope": "slope"}, slope=[1, 2, 3])
    image, row = view.widget().children
    slider, play = row.children
    before = image.value
    slider.value = 3
    assert image.value != before
    assert "Now slope = 3" in image.value
    slider.value = 2
    assert "no slope two" in image.value
    play.value = 2
    assert slider.value == 3


def test_a_later_cell_may_reuse_a_name_that_the_figure_reads():
    cell = {"line": line, "steepness": 2.0}
    exec("def draw(slope, *, times=1):\n    return line(slope * steepness * times)", cell)
    view = explore(cell["draw"], alt="a line", slope=[1, 2])
    cell["steepness"] = "no number any more"
    assert "Now slope = 2" in view.live_html({"slope": 2})


def test_live_figures_on_one_page_share_no_id():
    pages = [explore(line, alt="a line", slope=[k, 9]).live_html({"slope": k}) for k in (1, 2)]
    first, second = (set(re.findall(r' id="([^"]+)"', page)) for page in pages)
    assert first
    assert not first & second


def test_alt_may_be_a_function(static):
    data = frames(bundle(line, alt=lambda slope: f"slope {slope}!", slope=[1, 2])[MIME])
    assert data["alts"] == ["slope 1!", "slope 2!"]


def test_labels_are_escaped(static):
    page = bundle(line, alt="<b>", labels={"slope": "<i>m</i>"}, slope=[1, 2])[MIME]
    assert "<i>" not in page
    assert "<b>" not in page
    assert "&lt;i&gt;m&lt;/i&gt;" in page


def test_values_may_be_words(static):
    def draw(name):
        return line({"up": 1, "down": -1}[name])

    assert frames(bundle(draw, alt="x", name=["up", "down"])[MIME])["labels"] == [["up", "down"]]


def test_a_failing_value_is_named_when_built(static):
    def fragile(slope):
        return line(1 / (slope - 2))

    with pytest.raises(ValueError, match=r"draw\(slope=2\) failed: ZeroDivisionError"):
        bundle(fragile, alt="x", slope=[1, 2, 3])


@pytest.mark.parametrize("result", [None, 3, "svg"])
def test_no_figure_is_refused_with_its_value(static, result):
    with pytest.raises(ValueError, match=r"draw\(k=1\) needs a Matplotlib Figure or Axes"):
        bundle(lambda k: result, alt="x", k=[1])


def test_frames_of_different_size_are_refused(static):
    with pytest.raises(ValueError, match="frames differ in size"):
        bundle(lambda k: Figure(figsize=(k, 3)), alt="x", k=[3, 4])


def test_heavy_frames_are_refused(static, monkeypatch):
    monkeypatch.setattr("mlviz.explore.PACKED_BYTES", 1000)
    with pytest.raises(ValueError, match="give fewer values or draw fewer points"):
        bundle(line, alt="x", slope=[1, 2])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "no parameter given"),
        ({"slope": []}, "slope has no values"),
        ({"slope": range(10_000)}, "the grid has 10000 frames, more than 40"),
        ({"slope": range(100), "shift": range(100)}, "10000 frames, more than 240"),
        ({"slope": [1, 1]}, "same value twice"),
        ({"slope": [1.0, float("nan")]}, "NaN"),
        ({"slope": 3}, "must be a list"),
        ({"slope": "abc"}, "must be a list"),
        ({"height": [1]}, "draw cannot take"),
        ({"slope": [1], "play": "time"}, "'time' is no parameter"),
        ({"slope": [1], "start": {"slope": 9}}, "slope = 9 is none of"),
        ({"slope": [1], "start": {"x": 9}}, "'x' is no parameter"),
        ({"slope": [1], "labels": {"x": "y"}}, "'x' is no parameter"),
        ({"slope": [1], "alt": ""}, "alt must be text"),
    ],
)
def test_bad_grids_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        explore(line, **{"alt": "x"} | options)


def test_draw_must_be_a_function():
    with pytest.raises(ValueError, match="draw must be a function"):
        explore(3, alt="x", k=[1])
