"""What a reader does: search, change the theme, follow an equation, print, read from a disk."""

import re

import pytest

LESSON = "book/1-linear-algebra/matrices.html"


def theme(page):
    return page.evaluate("document.documentElement.dataset.theme")


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_search_finds_a_known_word_and_leads_to_it(address, open_page):
    page = open_page(address + LESSON)
    page.keyboard.press("/")
    page.fill("dialog input", "determinant")
    found = "dialog .search-results a[href*='book/1-linear-algebra/matrices.html']"
    page.wait_for_selector(found)
    page.click(found)
    page.wait_for_url("**/matrices.html*")
    assert "determinant" in page.inner_text("main").lower()


def test_search_says_when_nothing_is_found(address, open_page):
    page = open_page(address + "search.html?q=xylophonequartz")
    page.wait_for_function("document.querySelector('main .search-status').textContent")
    assert "Nothing found" in page.inner_text("main .search-status")


def test_search_page_answers_its_address(address, open_page):
    page = open_page(address + "search.html?q=matrix")
    page.wait_for_selector("main .search-results a")
    assert page.locator("main .search-results a").count() > 1


def test_theme_follows_the_system_until_the_reader_chooses(address, open_page):
    page = open_page(address + LESSON, scheme="dark")
    assert theme(page) == "dark"
    dark = background(page)
    page.click("[data-theme-button]")
    assert theme(page) == "light"
    assert background(page) != dark
    page.reload()
    assert theme(page) == "light"
    page.click("[data-theme-button]")
    page.click("[data-theme-button]")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert theme(page) == "dark"


def test_figures_take_the_dark_colours(address, open_page):
    ink = "getComputedStyle(document.querySelector('.mlv-output')).getPropertyValue('--mlv-ink')"
    light, dark = (
        open_page(address + LESSON, scheme=scheme).evaluate(ink) for scheme in ("light", "dark")
    )
    assert light != dark


def test_equation_reference_leads_to_its_equation(address, open_page):
    page = open_page(address + LESSON)
    link = page.locator('article a[href^="#equation-"]:not(.equation-number)').first
    number = link.inner_text()
    link.click()
    target = page.evaluate("document.querySelector(location.hash).textContent")
    assert re.fullmatch(r"\(\d+\)", number)
    assert number in target


@pytest.mark.parametrize("width", [1280, 360])
def test_wide_equations_scroll_and_are_whole_at_the_left(address, open_page, width):
    page = open_page(address + LESSON, width=width)
    page.evaluate("document.fonts.ready")
    boxes = page.evaluate(
        """[...document.querySelectorAll('.equation')].map(e => {
          const body = e.querySelector('.equation-body'), box = body.getBoundingClientRect();
          const first = e.querySelector('.katex-html').getBoundingClientRect();
          const number = e.querySelector('.equation-number')?.getBoundingClientRect();
          return {cut: box.left - first.left, scrolls: body.scrollWidth > body.clientWidth + 1,
                  reach: body.tabIndex, right: number ? number.left - box.right : 0,
                  end: number ? number.right : 0};
        })"""
    )
    assert len(boxes) >= 5
    for box in boxes:
        assert box["cut"] < 1
        assert box["right"] >= 0
        assert box["end"] <= width
        assert box["reach"] == (0 if box["scrolls"] else -1)


def test_contents_open_and_close_on_a_phone(address, open_page):
    page = open_page(address + LESSON, width=360)
    contents = page.locator("#contents")
    assert not contents.is_visible()
    page.click("[data-menu]")
    page.wait_for_selector("#contents", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector("#contents", state="hidden")
    assert page.evaluate("document.activeElement.matches('[data-menu]')")


def test_every_lesson_offers_its_notebook(site, page_name):
    notebook = (site / page_name).with_suffix(".ipynb")
    text = (site / page_name).read_text("utf8")
    assert notebook.exists() == (f'href="{notebook.name}" download' in text)


def test_print_is_light_and_leaves_out_the_furniture(address, open_page):
    page = open_page(address + LESSON, scheme="dark")
    page.emulate_media(media="print")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    for furniture in (".top", "#contents", ".on-page", ".neighbours"):
        assert not page.locator(furniture).first.is_visible(), furniture
    assert page.locator("article h1").is_visible()
    page.emulate_media(media="screen")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")


@pytest.mark.parametrize("name", ["index.html", LESSON, "search.html"])
def test_site_works_from_a_disk(site, open_page, name):
    complaints = []
    page = open_page((site / name).as_uri(), watch=complaints)
    page.keyboard.press("/")
    page.fill("dialog input", "matrix")
    page.wait_for_selector("dialog .search-results a")
    assert complaints == []


def test_front_door_is_the_landing_page(address, open_page):
    page = open_page(address)
    assert page.locator(".card").count() == 7
    page.click(".button")
    page.wait_for_load_state()
    assert page.url.endswith("book/1-linear-algebra/vectors.html")


def test_keyboard_skips_to_the_text(address, open_page):
    page = open_page(address + LESSON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
