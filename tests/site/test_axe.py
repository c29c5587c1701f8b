"""WCAG 2.2 AA by axe-core, in both themes and on two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


def violations(page):
    """Return 'rule: element (reason)' for everything that axe objects to."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} ({node['failureSummary'][:200]})"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_page_has_no_violation(address, open_page, axe_page, width, scheme):
    page = open_page(address + axe_page, width=width, scheme=scheme)
    page.evaluate("document.fonts.ready")
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    assert violations(page) == []


def test_open_search_and_contents_have_no_violation(address, open_page):
    page = open_page(address + "book/reference/glossary.html", width=360)
    page.click("[data-menu]")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("[data-search-button]")
    page.fill("dialog input", "matrix")
    page.wait_for_selector("dialog .search-results a")
    assert violations(page) == []


def test_a_bad_page_is_refused(browser):
    page = browser.new_page()
    page.set_content('<html><body><img src="data:,"><p style="color:#ccc">pale</p></body></html>')
    found = "\n".join(violations(page))
    page.close()
    assert "image-alt" in found
    assert "color-contrast" in found
