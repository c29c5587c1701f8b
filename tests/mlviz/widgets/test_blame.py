"""Study and sleep, dragged and stepped in Chromium: values and blames agree with the tape."""

import pytest

from mlviz.widgets.blame import StudyBlame
from tests.mlviz.widgets.cutting import known
from tests.mlviz.widgets.moving import agree, moves, ready, shown

MAKE = {
    "t": lambda v: v["s"] ** 2,
    "r": lambda v: 12 * v["z"],
    "e": lambda v: v["r"] - v["t"],
    "y": lambda v: v["s"] * v["e"] / 5,
    "L": lambda v: 0.5 * (v["y"] - 90) ** 2,
}
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 700}}


def matches(state, values):
    truth, blame = known({"s": state["study"], "z": state["sleep"]}, MAKE, state["step"])
    agree(values["values"], {n: v for n, v in truth.items() if v is not None})
    agree(values["blame"], {n: v for n, v in blame.items() if v is not None})
    for name in truth:
        assert (values["values"][name] is None) == (truth[name] is None), name
        assert (values["blame"][name] is None) == (blame[name] is None), name


def test_dragged(open_page, rng):
    page = ready(open_page([StudyBlame()]))
    for _ in moves(page, rng, count=60):
        state, values = shown(page)
        assert 0 <= state["study"] <= 8
        assert 6 <= state["sleep"] <= 10
        matches(state, values)


def test_every_step_forwards_and_back(open_page):
    page = ready(open_page([StudyBlame(3.5, 9.2)]))
    page.get_by_role("button", name="Clear").click()
    for step in range(15):
        state, values = shown(page)
        assert state["step"] == step
        matches(state, values)
        twin = StudyBlame(**state)
        assert page.locator(".mlv-read").inner_text() == twin.words()
        agree(twin.values()["blame"], {n: v for n, v in values["blame"].items() if v is not None})
        page.get_by_role("button", name="Step").click()
    assert shown(page)[0]["step"] == 14
    page.get_by_role("button", name="Back").first.click()
    assert shown(page)[0]["step"] == 13
    page.get_by_role("button", name="All").click()
    assert shown(page)[0]["step"] == 14
    assert page.problems == []


def test_a_finger_drags_the_hours_and_the_page_stays(open_page):
    page = ready(open_page([StudyBlame(2, 8)] * 3, **PHONE))
    box = page.locator(".mlv-handle").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hour = page.locator(".mlv-plane").first.bounding_box()["width"] / 12.5
    touch = page.context.new_cdp_session(page)
    for k in range(13):
        point = [{"x": x + 3 * hour * k / 12, "y": y - 4 * k}]
        kind = "touchMove" if k else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
        page.wait_for_timeout(16)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert shown(page)[0]["study"] == pytest.approx(5, abs=0.11)
    assert page.evaluate("scrollY") == 0


def test_the_room_kept_for_the_tools_is_enough_on_a_phone(open_page):
    page = ready(open_page([StudyBlame()], viewport={"width": 390, "height": 844}))
    tops = "e => new Set([...e.children].map(c => Math.round(c.getBoundingClientRect().top))).size"
    assert page.locator(".mlv-tools").first.evaluate(tops) == StudyBlame._rows


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((9,), "study must lie in 0 to 8 hours, got 9"),
        ((6, 5.9), "sleep must lie in 6 to 10 hours"),
        ((float("nan"),), "study must lie in"),
        ((6, 8, 15), "from 0 to 14, got 15"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        StudyBlame(*args)
