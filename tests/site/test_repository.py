"""One setting, `repository.url`, and every page has its launch, source and report links."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
import yaml

from tests.site import checks
from tools.site.navigation import repository_links

ROOT = Path(__file__).parents[2]
URL = "https://github.com/somebody/seven-steps"


def small_book(folder: Path, url: str) -> Path:
    """Write a book of two pages with the settings of ours; return its built site."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    config["repository"]["url"] = url
    config["sphinx"]["local_extensions"] = {"tools.site.extension": str(ROOT)}
    config["sphinx"]["config"]["generated_pages"] = {}
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf8")
    (folder / "references.bib").write_text("", "utf8")
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": "book/lesson"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), "utf8")
    (folder / "book").mkdir()
    (folder / "book/index.md").write_text("# A small book\n\nIts first page, short.\n", "utf8")
    cell = nbformat.v4.new_markdown_cell("# Lines & planes\n\nA lesson of one sentence, no more.")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "book/lesson.ipynb")
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(folder), "-n", "-W", "--keep-going"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("book"), URL)


def buttons(page):
    return {a.get_text(strip=True): a["href"] for a in page.select(".page-tools a, .report a")}


def test_lesson_has_every_button(linked):
    found = buttons(checks.soup(linked / "book/lesson.html"))
    assert set(found) == {"Notebook", "Binder", "Colab", "Source", "Report an error"}
    assert found["Colab"].endswith("/github/somebody/seven-steps/blob/main/book/lesson.ipynb")
    assert found["Binder"].startswith("https://mybinder.org/v2/gh/somebody/seven-steps/main?")
    assert found["Source"] == f"{URL}/blob/main/book/lesson.ipynb"


def test_report_names_its_page(linked):
    found = buttons(checks.soup(linked / "book/lesson.html"))["Report an error"]
    asked = parse_qs(urlsplit(found).query)
    assert found.startswith(f"{URL}/issues/new?")
    assert asked["title"] == ["Error in Lines & planes"]
    assert "book/lesson.ipynb" in asked["body"][0]


def test_linked_site_is_whole(linked):
    for name in checks.page_names(linked):
        problems = {checks.broken(linked / name, link) for link in checks.links(linked / name)}
        assert problems <= {""}, name


def test_no_repository_no_links():
    assert repository_links("", "main", "book/lesson.ipynb", "Lines") == []


def test_a_page_without_code_is_not_launched():
    labels = [label for label, _ in repository_links(URL + "/", "main", "book/page.md", "Page")]
    assert labels == ["Source", "Report an error"]
