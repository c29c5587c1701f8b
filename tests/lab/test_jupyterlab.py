"""A reader opens a committed notebook in JupyterLab, looks, and runs all of it."""

import nbformat
import pytest

from tests.lab.conftest import ROOT

LESSONS = ["1-linear-algebra/matrices", "2-calculus/gradient-descent"]
FIGURE = ".jp-Notebook .jp-RenderedImage img"


@pytest.fixture(params=LESSONS)
def opened(request, lab, browser):
    """The page of one lesson in JupyterLab, its committed notebook, the file that is open."""
    address, home = lab
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{address}/lab/tree/book/{request.param}.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=30_000)
    notebook = nbformat.read(ROOT / "book" / f"{request.param}.ipynb", 4)
    yield page, notebook, home / "book" / f"{request.param}.ipynb"
    context.close()


def pictures(notebook):
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    return sum("image/png" in o.get("data", {}) for o in outputs)


def walk(page, stops=40):
    """Scroll from top to bottom, since JupyterLab renders only what is near the view."""
    box = page.locator(".jp-WindowedPanel-outer").first
    for stop in range(stops + 1):
        box.evaluate("(e, share) => { e.scrollTop = e.scrollHeight * share; }", stop / stops)
        page.wait_for_timeout(60)
        yield


def saved_cells(page, path, seconds=120):
    """The code cells on disk, saved again and again until each has been run."""
    for _ in range(seconds // 2):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(2000)
        cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        if all(c.execution_count for c in cells):
            break
    return cells


def background(page):
    return page.evaluate("getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor")


def test_figures_show_before_anything_runs(opened):
    page, notebook, _ = opened
    seen = set()
    for _ in walk(page):
        images = page.locator(FIGURE).evaluate_all(
            "all => all.filter(i => i.naturalWidth > 100).map(i => i.src.slice(-80))"
        )
        seen.update(images)
    assert len(seen) == pictures(notebook) > 4


def test_mathematics_is_rendered(opened):
    page, _, _ = opened
    page.wait_for_selector(".jp-MarkdownOutput mjx-container, .katex", timeout=30_000)
    fourth = "(document.querySelectorAll('.jp-MarkdownCell')[3]?.innerText ?? '$$')"
    page.wait_for_function(f"!{fourth}.includes('$$')", timeout=30_000)


def test_run_all_works(opened):
    page, _, saved = opened
    run_all(page)
    cells = saved_cells(page, saved)
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        expected = "raises-exception" in cell.metadata.get("tags", [])
        assert expected == any(o.output_type == "error" for o in cell.outputs)


def run_all(page):
    page.wait_for_selector("text=/Python 3.*Idle/", timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector("text=/Python 3.*Busy/", timeout=60_000)


def test_arrow_keys_in_a_widget_do_not_change_the_cell(opened):
    page, notebook, _ = opened
    run_all(page)
    page.wait_for_selector(f"text=Cell {len(notebook.cells)}/", timeout=60_000)
    page.wait_for_selector("text=/Python 3.*Idle/", timeout=120_000)
    page.locator(".jp-WindowedPanel-outer").first.evaluate("e => { e.scrollTop = 0; }")
    stage = page.locator(".mlv-stage").first
    stage.wait_for(timeout=30_000)
    part = stage.locator("input[type=range], .mlv-handle").last
    part.focus()
    page.wait_for_timeout(2000)  # the cell becomes the active one
    cell, state = page.locator("text=/^Cell \\d+/").inner_text(), stage.get_attribute("data-state")
    for key in ("ArrowRight", "ArrowUp"):
        part.press(key)  # focused anew: Lab takes the focus while it draws cells
        page.wait_for_timeout(300)
    assert stage.is_visible()
    assert stage.get_attribute("data-state") != state
    assert page.locator("text=/^Cell \\d+/").inner_text() == cell


def test_the_theme_is_the_one_asked_for(opened, request):
    page, _, _ = opened
    dark = request.node.callspec.params["lab"] == "dark"
    red = int(background(page).split("(")[1].split(",")[0])
    assert red < 60 if dark else red > 200
