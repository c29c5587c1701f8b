"""All widgets in Chromium: words, undo, focus, several on a page, no script, a broken script."""

import json

import pytest

from mlviz.widgets.graph import ComputationGraph
from mlviz.widgets.plane import MatrixPlane
from tests.mlviz.widgets.every import WIDGETS
from tests.mlviz.widgets.moving import drag, ready, shown

DRAGGED = [n for n, w in WIDGETS.items() if ".handle(" in w._esm.split("export default")[1]]


@pytest.mark.parametrize("name", WIDGETS)
def test_the_script_says_what_python_says(open_page, name):
    widget = WIDGETS[name].example()
    page = ready(open_page([widget]))
    assert page.locator(".mlv-read").inner_text() == widget.words()
    assert page.locator(".mlv-stage").get_attribute("aria-label") == widget.alt


@pytest.mark.parametrize("name", DRAGGED)
def test_undo_and_reset_lead_back(open_page, name):
    page = ready(open_page([WIDGETS[name].example()]))
    start, _ = shown(page)
    handle = page.locator(".mlv-handle").first
    drag(page, handle, 60, -30)
    first, _ = shown(page)
    drag(page, handle, -20, -30)
    second, _ = shown(page)
    assert len({json.dumps(s) for s in (start, first, second)}) == 3
    page.get_by_role("button", name="Undo").click()
    assert shown(page)[0] == first
    page.keyboard.press("Control+z")
    assert shown(page)[0] == start
    drag(page, handle, 60, -30)
    page.get_by_role("button", name="Reset").click()
    assert shown(page)[0] == start


def test_live_text_follows_with_a_pause_and_not_at_the_start(open_page):
    page = ready(open_page([MatrixPlane()]))
    live = page.locator(".mlv-live")
    page.wait_for_timeout(700)
    assert live.text_content() == ""
    page.locator(".mlv-handle").first.focus()
    page.keyboard.press("ArrowUp")
    assert live.text_content() == ""
    page.wait_for_timeout(700)
    assert live.text_content() == page.locator(".mlv-read").inner_text()


def test_the_focus_ring_shows_for_keys(open_page):
    page = ready(open_page([MatrixPlane()]))
    page.keyboard.press("Tab")
    ring = page.locator(".mlv-handle:focus .mlv-ring")
    assert ring.evaluate("e => getComputedStyle(e).strokeWidth") == "3px"


def test_two_equal_widgets_move_apart(open_page):
    page = ready(open_page([MatrixPlane(), MatrixPlane()]))
    page.locator("#end").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('[data-ready=yes]').length === 2")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    drag(page, page.locator(".mlv-handle").nth(0), 40, 40)
    states = page.evaluate("[...document.querySelectorAll('.mlv-stage')].map(e => e.dataset.state)")
    assert states[0] != states[1]


def test_without_scripts_the_still_stays(open_page):
    page = open_page([MatrixPlane(), ComputationGraph.example()], script=False)
    assert page.locator(".mlv-still svg").count() == 2
    assert "det A = 1.00" in page.locator(".mlv-read").first.inner_text()


def test_a_broken_module_fails_loudly_and_leaves_the_still(open_page):
    class Broken(MatrixPlane):
        _esm = "export default {render() { throw new Error('broken module'); }};"

    page = open_page([Broken()])
    page.wait_for_selector(".mlv-widget[data-ready=failed]")
    assert page.locator(".mlv-still svg").count() == 1
    assert any("broken module" in problem for problem in page.problems)
