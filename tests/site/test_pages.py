"""Every page: nothing from elsewhere, no error, a head that says what it is, no broken link."""

from pathlib import Path

import yaml

from tests.site import checks

ROOT = Path(__file__).parents[2]


def test_site_is_built(site):
    assert {"index.html", "search.html"} <= set(checks.page_names(site))


def test_page_asks_nobody_else_and_raises_no_error(address, open_page, page_name):
    complaints = []
    page = open_page(address + page_name, watch=complaints)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_page_fits_a_phone(address, open_page, page_name):
    page = open_page(address + page_name, width=360, height=740)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, f"{page_name} is {wide} pixels wide on a phone of 360"


def test_links_and_anchors_resolve(site, page_name):
    path = site / page_name
    problems = {checks.broken(path, link) for link in checks.links(path)} - {""}
    assert problems == set()


def test_head_says_what_the_page_is(site, page_name):
    page = checks.soup(site / page_name)
    assert len(page.title.get_text(strip=True)) > 10
    assert len(page.find("meta", attrs={"name": "description"})["content"]) > 20
    assert len(page.find_all("h1")) == 1
    assert page.html["lang"] == "en"


def test_ids_are_unique(site, page_name):
    ids = [tag["id"] for tag in checks.soup(site / page_name).find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


def test_broken_links_are_seen(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<h1 id="here">A</h1><a href="#gone">x</a><a href="no.html">y</a>', "utf8")
    found = [checks.broken(page, link) for link in checks.links(page)]
    assert found == ["#gone: no such anchor", "no.html: no such file"]
    assert checks.broken(page, "#here") == ""


def test_without_a_repository_there_are_no_links_to_it(site, page_name):
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    tools = checks.soup(site / page_name).select(".page-tools a, .report a")
    labels = {link.get_text(strip=True) for link in tools}
    linked = bool(settings["repository"]["url"]) and page_name.startswith("book/")
    assert ("Report an error" in labels) == linked
    assert labels <= {"Notebook"} or linked
