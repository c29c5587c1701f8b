"""No flicker and no jumps: times and layout shift, on a fast and on a slowed processor."""

import pytest

from mlviz.quiz import predict_summary
from tests.mlviz.test_player_in_browser import CHOICE, NUMBER, ready, waves
from tests.mlviz.widgets.every import WIDGETS

SLOW = 4
SHIFTS = """
new PerformanceObserver(list => { for (const e of list.getEntries())
  if (!e.hadRecentInput) window.shift = (window.shift || 0) + e.value;
}).observe({type: "layout-shift", buffered: true})
"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    scrollTo(0, y);
    await new Promise(resolve => setTimeout(resolve, 80));
  }
}"""
FRAMES = """async () => {
  const input = document.querySelector(".mlv-explore input"), times = [];
  const figure = document.querySelector(".mlv-fig");
  for (let k = 0; k < 40; k++) {
    const t = performance.now();
    input.value = k % 3;
    input.dispatchEvent(new Event("input"));
    figure.getBoundingClientRect();
    times.push(performance.now() - t);
    await new Promise(requestAnimationFrame);
  }
  return times.sort((a, b) => a - b)[20];
}"""
REDRAWS = """async () => {
  const handle = document.querySelector(".mlv-handle, .mlv-plane[tabindex]"), times = [];
  for (let k = 0; k < 60; k++) {
    const t = performance.now();
    const key = ["ArrowRight", "ArrowLeft"][k % 2];
    handle.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    document.querySelector(".mlv-plane").getBoundingClientRect();
    times.push(performance.now() - t);
    await new Promise(requestAnimationFrame);
  }
  return times.sort((a, b) => a - b)[30];
}"""
READY = "document.querySelectorAll('[data-ready=yes]').length"
FIRST = """
const watch = new MutationObserver(() => {
  if (document.querySelector(".mlv-widget[data-ready=yes], .mlv-explore[data-ready=yes]"))
    window.first ??= performance.now() - performance.timing.domContentLoadedEventEnd
      + performance.timing.navigationStart;
});
watch.observe(document, {subtree: true, attributes: true});
"""


def best(measure, limit, tries=5):
    """The least of a few measurements: a neighbour on the machine can only add time."""
    times = []
    while len(times) < tries and (not times or min(times) >= limit):
        times.append(measure())
    print(f"{min(times):.1f} ms")
    return min(times)


def slowed(page, rate):
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return page


@pytest.mark.parametrize("rate", [1, SLOW])
def test_a_frame_changes_in_30_ms(open_page, rate):
    page = slowed(ready(open_page([waves()])), rate)
    assert best(lambda: page.evaluate(FRAMES), 30) < 30


@pytest.mark.parametrize("rate", [1, SLOW])
@pytest.mark.parametrize("name", WIDGETS)
def test_a_drag_redraws_in_16_ms(open_page, name, rate):
    page = open_page([WIDGETS[name].example()])
    page.wait_for_selector("[data-ready=yes]")
    slowed(page, rate)
    assert best(lambda: page.evaluate(REDRAWS), 16) < 16


@pytest.mark.parametrize("name", ["explore", *WIDGETS])
def test_the_first_move_is_possible_100_ms_after_load(open_page, name):
    page = open_page([waves() if name == "explore" else WIDGETS[name].example()])
    page.add_init_script(FIRST)

    def first():
        page.reload()
        page.wait_for_function("window.first !== undefined")
        return page.evaluate("window.first")

    assert best(first, 100) < 100


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps(open_page, served, width):
    widgets = [widget.example() for widget in WIDGETS.values()]
    outputs = [waves(), *widgets, CHOICE, NUMBER, predict_summary()]
    page = open_page(outputs, viewport={"width": width, "height": 800}, url=served + "page.html")
    page.add_init_script(SHIFTS)
    for _ in range(2):
        page.reload()
        page.evaluate(SCROLL)
        page.wait_for_function(f"{READY} >= {3 + len(widgets)}")
        assert page.evaluate("window.shift || 0") == 0
        page.get_by_role("radio", name="two").check()
        page.get_by_role("button", name="Check").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
