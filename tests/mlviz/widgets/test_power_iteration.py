"""Power iteration, moved in Chromium: its iterates agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.eigen import power_iteration, power_steps, rayleigh_quotient
from mlmath.linalg.norms import cosine_similarity
from mlviz.widgets.power_iteration import PowerIteration
from tests.mlviz.widgets.moving import agree, moves, ready, shown

SETTLING = ["λ = 2, ½", "λ = 2, 1.8", "λ = 2, −1"]


def truth(state):
    A = np.array(state["matrix"])
    x = power_steps(A, state["start"], state["step"])[-1]
    return {"x": x, "along": rayleigh_quotient(A, x)}


def check(page):
    state, values = shown(page)
    agree(values, truth(state))
    _, v = power_iteration(np.array(state["matrix"]), [1.0, 0.3])
    cosine = min(1.0, abs(cosine_similarity(v, values["x"])))
    assert values["off"] == pytest.approx(np.degrees(np.arccos(cosine)), abs=1e-5)


def test_power_iteration(open_page, rng):
    page = ready(open_page([PowerIteration(step=3)]))
    slider = page.locator(".mlv-slide input")
    for k in moves(page, rng):
        slider.fill(str(k % 21))
        check(page)


@pytest.mark.parametrize("name", SETTLING)
def test_matrices_that_settle(open_page, name):
    page = ready(open_page([PowerIteration(step=0)]))
    page.get_by_role("button", name=name).click()
    for _ in range(4):
        page.get_by_role("button", name="One step").click()
        check(page)
    assert shown(page)[0]["step"] == 4


def test_a_finger_drags_the_start_to_the_end_and_the_page_stays(open_page):
    phone = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 500}}
    page = ready(open_page([PowerIteration(start=[1, 0], step=0)] * 3, **phone))
    handle = page.locator(".mlv-handle").first
    box, plane = handle.bounding_box(), page.locator(".mlv-plane").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    up = plane["width"] / 2.8  # one unit, in steps small enough for the page to take over
    steps = [("touchStart", 0.0), *(("touchMove", up * k / 12) for k in range(1, 13))]
    touch = page.context.new_cdp_session(page)
    for kind, rise in steps:
        point = [{"x": x, "y": y - rise}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
        page.wait_for_timeout(16)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert shown(page)[0]["start"] == pytest.approx([0.5**0.5, 0.5**0.5], abs=0.02)
    assert page.evaluate("scrollY") == 0


def test_the_room_kept_for_the_tools_is_enough_on_a_phone(open_page):
    page = ready(open_page([PowerIteration()], viewport={"width": 390, "height": 844}))
    tops = "e => new Set([...e.children].map(c => Math.round(c.getBoundingClientRect().top))).size"
    tools = page.locator(".mlv-tools").first
    assert tools.evaluate(tops) == PowerIteration._rows
    assert tools.bounding_box()["height"] == PowerIteration._rows * 44


@pytest.mark.parametrize("name", ["λ = 2, −2", "Turn"])
def test_a_tie_has_no_winner(open_page, name):
    page = ready(open_page([PowerIteration(step=20)]))
    page.get_by_role("button", name=name).click()
    state, values = shown(page)
    agree(values, truth(state) | {"off": None})
    twin = PowerIteration(state["matrix"], state["start"], state["step"])
    assert page.locator(".mlv-read").inner_text() == twin.words()
    assert "no direction wins" in twin.words()


def test_a_shear_creeps_and_a_multiple_of_the_identity_has_no_winner():
    off = [PowerIteration([[1, 1], [0, 1]], [0, 1], k).values()["off"] for k in range(21)]
    assert off == pytest.approx(np.degrees(np.arctan2(1, np.arange(21))))
    assert PowerIteration([[2, 0], [0, 2]]).values()["off"] is None


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([[1, 2]],), r"matrix must have shape \(2, 2\)"),
        (([[1, 1], [1, 1]],), "determinant other than zero"),
        (([[1, 0], [0, 2]], [0, 0]), "start must not be zero"),
        (([[1, 0], [0, 2]], [1, 0], 21), "from 0 to 20"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        PowerIteration(*args)
