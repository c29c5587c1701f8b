"""Figures with sliders and predictions on a page: http and file, keys, print, old browsers."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from mlviz.display import show
from mlviz.explore import explore
from mlviz.plots.canvas import row
from mlviz.quiz import predict, predict_summary


def draw(k, shift=0):
    ax = Figure(figsize=(5, 3)).subplots()
    x = np.linspace(0, 6, 80)
    ax.plot(x, np.sin(k * x) + shift)
    ax.set_ylim(-2, 2)
    return ax


def waves(**options):
    grid = {"k": [0.5, 1, 2], "shift": [0, 0.5, 1]}
    return explore(draw, **{"alt": "A wave.", "play": "shift"} | options | grid)


CHOICE = predict(
    "Which is larger?",
    choices={"one": "No, `1` is *smaller*.", "two": "Yes.", "equal": "No."},
    answer="two",
)
NUMBER = predict("How much is a quarter?", number=0.25, why="1/4.", near={4: "The inverse."})


def ready(page):
    page.wait_for_selector(".mlv-explore[data-ready=yes]")
    return page


def picture(page, n=0):
    return page.locator(".mlv-fig").nth(n).evaluate("e => (e.shadowRoot || e).innerHTML")


@pytest.mark.parametrize("way", ["file", "http"])
def test_sliders_change_picture_text_and_label(open_page, served, way):
    page = ready(open_page([waves()], url=served + "page.html" if way == "http" else None))
    slider = page.get_by_label("k", exact=True)
    before = picture(page)
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert picture(page) != before
    assert slider.get_attribute("aria-valuetext") == "1"
    assert page.locator("output").first.inner_text() == "1"
    label = page.get_by_role("img").first.get_attribute("aria-label")
    assert label == "A wave. Now k = 1, shift = 0."
    page.wait_for_timeout(600)
    assert page.locator(".mlv-live").text_content() == label
    page.keyboard.press("ArrowLeft")
    assert page.locator(".mlv-explore").get_attribute("data-frame") == "0"
    assert page.problems == []


def test_the_swapped_first_frame_is_the_one_in_the_page(open_page):
    page = ready(open_page([waves()]))
    first = page.locator(".mlv-fig svg").first.evaluate("e => e.outerHTML")
    slider = page.get_by_label("k", exact=True)
    slider.fill("1")
    slider.fill("0")
    swapped = page.locator(".mlv-fig").evaluate("e => e.shadowRoot.querySelector('svg').outerHTML")
    assert swapped == first


def test_play_runs_to_the_end_and_can_start_again(open_page):
    page = ready(open_page([waves()]))
    button = page.locator(".mlv-play")
    button.focus()
    page.keyboard.press("Enter")
    assert button.inner_text() == "Pause"
    page.wait_for_function("document.querySelector('.mlv-play').textContent === 'Play'")
    shift = page.get_by_label("shift", exact=True)
    assert shift.input_value() == "2"
    button.click()
    assert shift.input_value() == "0"
    button.click()
    assert button.inner_text() == "Play"


def test_equal_figures_move_apart(open_page):
    page = ready(open_page([waves(), waves()]))
    page.locator("#end").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('[data-ready=yes]').length === 2")
    second = picture(page, 1)
    page.get_by_label("k", exact=True).first.fill("2")
    assert picture(page, 0) != second
    assert picture(page, 1) == second


def test_colours_follow_the_theme_in_every_frame(open_page):
    page = ready(open_page([waves()]))
    page.get_by_label("k", exact=True).fill("1")
    colour = (
        "getComputedStyle([...document.querySelector('.mlv-fig').shadowRoot"
        ".querySelectorAll('path')].find(p => p.getAttribute('style')?.includes('--mlv-0'))).stroke"
    )
    light = page.evaluate(colour)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert (light, page.evaluate(colour)) == ("rgb(21, 33, 151)", "rgb(71, 123, 251)")


def test_a_browser_that_cannot_unpack_says_so(open_page, tmp_path):
    page = ready(open_page([waves()]))
    page.add_init_script("delete globalThis.DecompressionStream")
    page.reload()
    page.wait_for_selector(".mlv-explore[data-ready=failed]")
    assert page.locator(".mlv-live.mlv-seen").is_visible()
    assert page.get_by_label("k", exact=True).is_disabled()
    assert page.locator(".mlv-fig svg").is_visible()


def test_panels_of_a_row_stand_below_each_other_on_a_phone(open_page):
    axes = row(2, (8, 3))
    for ax in axes:
        ax.plot([0, 1], [0, 1])
        ax.set(xlabel="t", ylabel="height")
    boxes = "all => all.map(e => e.getBoundingClientRect().toJSON())"
    for width in (1000, 390):
        page = open_page([show(axes[0], alt="two lines")], viewport={"width": width, "height": 600})
        left, right = page.locator(".mlv-fig svg").evaluate_all(boxes)
        if width == 1000:
            assert abs(left["top"] - right["top"]) < 1 < left["right"] <= right["left"] + 1
            assert left["width"] + right["width"] == pytest.approx(768, abs=2)
        else:
            assert right["top"] >= left["bottom"] - 1
            assert min(left["width"], right["width"]) > 300
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_shows_the_figure_without_controls(open_page):
    page = ready(open_page([waves(), CHOICE]))
    page.emulate_media(media="print")
    assert page.locator(".mlv-fig svg").is_visible()
    assert page.locator(".mlv-rows").is_hidden()
    assert page.get_by_role("button", name="Check").is_hidden()


def test_without_scripts_the_first_frame_and_the_answer_are_there(open_page):
    page = open_page([waves(), CHOICE], script=False)
    assert page.locator(".mlv-fig svg").is_visible()
    assert page.get_by_role("button", name="Check").is_hidden()
    page.locator("summary").click()
    assert page.locator("details li").first.is_visible()


def test_a_choice_is_judged_and_explained(open_page):
    page = open_page([CHOICE])
    verdict, check = page.locator(".mlv-verdict"), page.get_by_role("button", name="Check")
    check.click()
    assert verdict.inner_text() == "Choose an answer first."
    page.get_by_label("one").check()
    check.click()
    assert verdict.inner_text() == "Not so. No, 1 is smaller."
    assert verdict.get_by_text("smaller").evaluate("e => e.tagName") == "EM"
    page.get_by_label("one").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert verdict.inner_text() == "Right. Yes."
    assert verdict.get_attribute("role") == "status"
    assert page.problems == []


def test_right_is_said_once(open_page):
    quiz = predict(
        "Two layers?", choices={"one": "Right, since no bend.", "two": "λ."}, answer="one"
    )
    page = open_page([quiz])
    for choice, said in (("one", "Right. Since no bend."), ("two", "Not so. λ.")):
        page.get_by_label(choice).check()
        page.get_by_role("button", name="Check").click()
        assert page.locator(".mlv-verdict").inner_text() == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.25", "Right. 1/4."),
        ("1/4", "Right. 1/4."),
        ("0,26", "Right. 1/4."),
        ("25 %", "Right. 1/4."),
        ("4", "Not so. The inverse."),
        ("−3", "Not so. Think again, or open the answer below."),
        ("", "Type a number first, for example 0.25."),
        ("<b>", "Type a number first, for example 0.25."),
    ],
)
def test_a_number_is_judged_and_explained(open_page, typed, said):
    page = open_page([NUMBER])
    page.get_by_label("Your number").fill(typed)
    page.keyboard.press("Enter")
    assert page.locator(".mlv-verdict").inner_text() == said


def test_the_first_answer_counts_and_is_remembered(open_page, served):
    page = open_page([CHOICE, NUMBER, predict_summary(total=5)], url=served + "page.html")
    score = page.locator(".mlv-score")
    assert "in your browser only" in score.inner_text()
    page.get_by_label("one").check()
    page.get_by_role("button", name="Check").first.click()
    page.get_by_label("two").check()
    page.get_by_role("button", name="Check").first.click()
    page.get_by_label("Your number").fill("0.25")
    page.keyboard.press("Enter")
    said = "Predictions right at first try: 1 of 2 answered, 5 in this step."
    assert score.inner_text() == said
    page.reload()
    assert score.inner_text() == said
    assert page.locator(".mlv-verdict").first.inner_text() == "Your first answer was wrong."


def test_forbidden_storage_forbids_nothing_else(open_page):
    page = open_page([CHOICE])
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    page.reload()
    page.get_by_label("two").check()
    page.get_by_role("button", name="Check").click()
    assert page.locator(".mlv-verdict").inner_text() == "Right. Yes."
    assert page.problems == []
