"""A cloud and its axis, turned in Chromium: variance and error agree with mlmath."""

import numpy as np
import pytest

from mlmath.decomposition import PCA
from mlmath.linalg.projection import project_on_line
from mlviz.widgets.turn_axis import TurnAxis
from tests.mlviz.widgets.moving import agree, drag, moves, ready, shown


def truth(state):
    X, t = np.array(state["points"]), np.radians(state["angle"])
    X = X - X.mean(axis=0)
    feet = np.array([project_on_line(x, np.array([np.cos(t), np.sin(t)])) for x in X])
    n = len(X) - 1
    return {
        "variance": np.sum(feet**2) / n,
        "error": np.sum((X - feet) ** 2) / n,
        "total": np.sum(X**2) / n,
        "largest": PCA(1).fit(X).explained_variance_[0],
    }


@pytest.fixture
def page(open_page):
    return ready(open_page([TurnAxis()]))


def test_turn_axis(page, rng):
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, truth(state))


def test_the_tip_turns_the_axis_and_keeps_the_sum(page):
    before = shown(page)[1]
    angles = set()
    for dx, dy in [(-90, 40), (60, 70), (80, -60), (-50, -90)]:
        drag(page, page.locator(".mlv-handle").last, dx, dy)
        state, values = shown(page)
        agree(values, truth(state))
        angles.add(state["angle"])
        assert values["total"] == pytest.approx(before["total"], abs=1e-12)
        assert values["variance"] <= values["largest"] + 1e-12
    assert len(angles) == 4


def test_the_slider_turns_by_keys(page):
    page.locator(".mlv-slide input").focus()
    for key, angle in [("ArrowRight", 121), ("ArrowUp", 122), ("Home", 0), ("End", 359)]:
        page.keyboard.press(key)
        state, values = shown(page)
        assert state["angle"] == angle
        agree(values, truth(state))


def test_the_button_finds_the_most_variance(page):
    page.get_by_role("button", name="Most variance").click()
    _, values = shown(page)
    assert values["variance"] == pytest.approx(values["largest"], abs=1e-9)
    assert f"variance {values['variance']:.2f}" in page.locator(".mlv-read").inner_text()


def test_a_round_cloud_has_no_better_axis(open_page):
    square = [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    page = ready(open_page([TurnAxis(square, 30)]))
    page.get_by_role("button", name="Most variance").click()
    state, values = shown(page)
    assert state["angle"] == 30
    assert values["variance"] == pytest.approx(values["error"])


def test_one_place_has_no_variance(static):
    widget = TurnAxis([[1, 2], [1, 2]])
    assert set(widget.values().values()) == {0.0}
    assert "total 0.00" in widget._repr_mimebundle_()["text/plain"]


def test_numbers_in_python_agree_with_mlmath(rng):
    for angle in rng.uniform(0, 360, size=20):
        widget = TurnAxis(rng.uniform(-4, 4, size=(7, 2)), angle)
        agree(widget.values(), truth(widget.state()))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([[1, 2]],), "2 to 20 points"),
        (([[1, 2, 3]] * 3,), r"points must have shape \('N', 2\)"),
        (([[1, 2], [3, 4]], 360), "below 360 degrees, got 360"),
        (([[1, 2], [3, float("nan")]],), "NaN or infinite"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        TurnAxis(*args)


def test_the_bar_of_the_still_stays_in_the_picture():
    figure = TurnAxis([[-4, -4], [4, 4], [4, -4]], 30).still()
    kept, lost = figure.axes[0].patches
    assert lost.get_x() == pytest.approx(kept.get_x() + kept.get_width())
    assert lost.get_x() + lost.get_width() == pytest.approx(3.7)
