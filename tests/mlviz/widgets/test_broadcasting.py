"""Broadcasting, moved in Chromium: shapes, entries and refusals agree with NumPy."""

import re

import numpy as np
import pytest

from mlviz.widgets.broadcasting import LARGEST, Broadcasting
from tests.mlviz.widgets.moving import agree, ready, shown

KEYS = ["ArrowUp", "ArrowUp", "ArrowDown"]


def numpys(state):
    """What NumPy itself says of the two shapes: the sum and its entry, or the message."""
    A, B = (np.arange(1, np.prod(state[k], dtype=int) + 1).reshape(state[k]) for k in "ab")
    try:
        C = 10 * A + B
    except ValueError as error:
        return {"fits": False, "shape": None, "at": None, "entry": None}, str(error)
    at = tuple(min(k, n - 1) for k, n in zip(state["at"][3 - C.ndim :], C.shape, strict=True))
    return {"fits": True, "shape": list(C.shape), "at": list(at), "entry": C[at]}, str(C.shape)


def spinners(page):
    return page.get_by_role("spinbutton")


def test_shapes_and_entries_agree_with_numpy(open_page, rng):
    page = ready(open_page([Broadcasting()]))
    seen, refused = set(), 0
    for k in range(60):
        spinner = spinners(page).nth(int(rng.integers(6)))
        if k % 3:
            spinner.focus()
            page.keyboard.press(KEYS[rng.integers(3)])
        else:
            spinner.locator("rect").nth(int(rng.integers(1, 3))).click()
        if k % 4 == 0:
            page.get_by_role("slider").focus()
            page.keyboard.press(str(rng.choice(["ArrowRight", "ArrowDown", "ArrowLeft"])))
        state, values = shown(page)
        truth, says = numpys(state)
        agree(values, truth)
        words = page.locator(".mlv-read").inner_text()
        assert says.strip() in words
        assert words == Broadcasting(state["a"], state["b"], state["at"]).words()
        seen.add((*state["a"], 0, *state["b"]))
        refused += not truth["fits"]
    assert len(seen) >= 20
    assert refused >= 3
    assert page.problems == []


def test_every_cell_shows_its_number(open_page):
    page = ready(open_page([Broadcasting([2, 1, 4], [3, 1])]))
    texts = page.evaluate(
        "[...document.querySelectorAll('.mlv-plane g g')].filter(g => g.getAttribute('visibility')"
        " === 'visible').map(g => +g.querySelector('text').textContent)"
    )
    A, B = 10 * np.arange(1, 9).reshape(2, 1, 4), np.arange(1, 4).reshape(3, 1)
    assert texts == (A + B).ravel().tolist()


def test_a_click_on_the_result_is_looked_at(open_page):
    page = ready(open_page([Broadcasting([3, 1], [4])]))
    page.locator(".mlv-plane text", has_text=re.compile(r"^33$")).click(force=True)
    assert shown(page)[1]["at"] == [2, 2]
    assert "A[2, 0] + B[2] = 30 + 3 = 33" in page.locator(".mlv-read").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert shown(page)[1]["at"] == [0, 0]


def test_axes_come_and_go_at_the_left(open_page):
    page = ready(open_page([Broadcasting([3], [4, 3])]))
    spinners(page).nth(0).focus()
    page.keyboard.press("ArrowUp")
    assert shown(page)[0]["a"] == [1, 1, 3]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert shown(page)[0]["a"] == [3]
    page.keyboard.press("ArrowRight")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    state, values = shown(page)
    assert state["a"] == []
    agree(values, numpys(state)[0])


def test_no_length_leaves_its_limits(open_page):
    page = ready(open_page([Broadcasting([1, 1, 1], [])]))
    for axis, top in enumerate(LARGEST):
        spinners(page).nth(axis).focus()
        for _ in range(6):
            page.keyboard.press("ArrowUp")
        assert shown(page)[0]["a"][axis] == top


def test_undo_leads_back(open_page):
    page = ready(open_page([Broadcasting()]))
    start = shown(page)[0]
    spinners(page).nth(2).focus()
    page.keyboard.press("ArrowUp")
    assert shown(page)[0] != start
    page.keyboard.press("Control+z")
    assert shown(page)[0] == start


@pytest.mark.parametrize(("a", "b"), [([3, 4], [3]), ([2, 3, 4], [2, 1, 1]), ([], []), ([4], [])])
def test_the_python_side_agrees_with_numpy(static, a, b):
    widget = Broadcasting(a, b, (1, 2, 3))
    truth, says = numpys(widget.state())
    assert widget.values() == truth
    assert says.strip() in widget.words()
    assert len(widget.still().axes[0].patches) >= 2


@pytest.mark.parametrize("shape", [[5], [0], [3, 1, 1], [1, 1, 1, 1], [-1]])
def test_bad_input_is_refused(shape):
    with pytest.raises(ValueError, match="at most three lengths"):
        Broadcasting(shape, [1])
