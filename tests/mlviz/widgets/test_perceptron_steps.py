"""The perceptron's mistakes, stepped and moved in Chromium: as the package's Perceptron learns."""

import json

import numpy as np
import pytest

from mlmath.classification import Perceptron
from mlviz.widgets.perceptron_steps import LIMIT, PerceptronSteps
from tests.mlviz.widgets.moving import agree, drag, ready, shown

XOR = [(1, 1), (1, -1), (-1, 1), (-1, -1)]


def truth(state):
    """What mlmath learns from the same points, counted in tenths so that nothing is rounded."""
    X = np.round(10 * np.column_stack([state["points"], np.ones(len(state["points"]))]))
    y = np.array(state["labels"])
    model = Perceptron(max_iter=LIMIT + 1, fit_intercept=False)
    model._learn(X, y)
    total = min(len(model.mistakes_), LIMIT)
    k = min(state["step"], total)
    w = model.history_[k]
    end = {"done": float(model.converged_ and len(model.mistakes_) < LIMIT), "total": total}
    w1, w2, b = w / 10
    now = {"w1": w1, "w2": w2, "b": b, "shown": k, "missed": np.sum(y * (X @ w) <= 0)}
    return now | end | {"length": np.hypot(w1, w2)}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def finger(page, handle, dx, dy):
    """Drag by touch; return how far the page scrolled meanwhile."""
    handle.scroll_into_view_if_needed()
    box, top = handle.bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for kind, part in [("touchStart", 0)] + [("touchMove", k / 10) for k in range(1, 11)]:
        point = [{"x": x + part * dx, "y": y + part * dy}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
        page.wait_for_timeout(16)  # slow enough for the page to take over, if nothing holds it
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    return page.evaluate("scrollY") - top


def test_a_finger_moves_every_point_and_not_the_page(open_page):
    phone = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 500}}
    page = ready(open_page([PerceptronSteps(), PerceptronSteps()], **phone))
    for k in range(8):
        before, _ = shown(page)
        assert finger(page, page.locator(".mlv-handle").nth(k), 12, -40) == 0
        after, values = shown(page)
        agree(values, truth(after))
        assert [i for i in range(8) if before["points"][i] != after["points"][i]] == [k]
    page.get_by_role("button", name="Switch label").first.tap()
    assert shown(page)[0]["labels"][7] == -after["labels"][7]
    assert page.problems == []


def test_moved_and_stepped(open_page, rng):
    page = ready(open_page([PerceptronSteps()]))
    handles = page.locator(".mlv-handle")
    seen = set()
    for k in range(40):
        handle = handles.nth(int(rng.integers(8)))
        if k % 4 == 0:
            drag(page, handle, *rng.integers(-90, 90, size=2))
        elif k % 4 == 1:
            handle.focus()
            page.keyboard.press(str(rng.choice(["ArrowUp", "Shift+ArrowLeft", " ", "Enter"])))
        else:
            press(page, rng.choice(["Back", "Next mistake", "Next mistake", "Switch label"]))
        state, values = shown(page)
        agree(values, truth(state))
        seen.add(json.dumps(state))
    assert len(seen) >= 20
    assert page.problems == []


def test_steps_go_through_all_mistakes_and_no_farther(open_page):
    page = ready(open_page([PerceptronSteps()]))
    total = shown(page)[1]["total"]
    for k in range(total + 2):
        assert shown(page)[1]["shown"] == min(k, total)
        press(page, "Next mistake")
    assert "done: no mistake is left" in page.locator(".mlv-read").inner_text()
    assert shown(page)[1]["missed"] == 0
    press(page, "Back")
    assert shown(page)[1]["shown"] == total - 1


def test_exclusive_or_has_no_end(open_page):
    page = ready(open_page([PerceptronSteps(XOR, [-1, 1, 1, -1])]))
    press(page, "To the end")
    assert f"no end after {LIMIT}" in page.locator(".mlv-read").inner_text()
    for _ in range(LIMIT % 4):
        press(page, "Back")
    values = shown(page)[1]
    assert (values["w1"], values["w2"], values["b"]) == (0, 0, 0)


def test_a_moved_point_lands_on_a_tenth(open_page):
    page = ready(open_page([PerceptronSteps()]))
    drag(page, page.locator(".mlv-handle").first, 33, 17)
    point = np.array(shown(page)[0]["points"][0])
    assert np.array_equal(point, np.round(point, 1))
    assert not np.array_equal(point, [0.7, 1.6])


@pytest.mark.parametrize("step", [0, 1, 3, 50])
def test_python_says_what_the_package_learns(rng, step):
    for _ in range(20):
        points = rng.uniform([-3, -2.5], [3, 2.5], size=(5, 2)).round(1)
        labels = rng.choice([-1, 1], size=5)
        widget = PerceptronSteps(points, labels, step)
        agree(widget.values(), truth(widget.state()))


def test_points_are_moved_to_tenths():
    widget = PerceptronSteps([(0.123, 1), (-1, 0.06)], [1, -1])
    assert widget.points == [[0.1, 1.0], [-1.0, 0.1]]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([(1, 2)], [1]), "2 to 12 points"),
        (([(1, 2)] * 13, [1] * 13), "2 to 12 points"),
        (([(1, 2, 3)] * 3, [1] * 3), r"points must have shape \('N', 2\)"),
        ((XOR, [1, -1]), "labels must be 4 numbers"),
        ((XOR, [0, 1, 1, 0]), "each 1 or -1"),
        ((XOR, [1, 1, 1, -1], 51), "step must be 0 to 50"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        PerceptronSteps(*args)
