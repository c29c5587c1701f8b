"""The built site, a server before it and a browser, for the tests of the pages."""

import datetime
from pathlib import Path

import pytest

from tests.site import checks
from tools.site.serving import serving
from tools.testing import recently_changed

SITE = Path(__file__).parents[2] / "_build" / "html"


def pytest_addoption(parser):
    text = "axe on every page, not on the changed ones and today's tenth"
    parser.addoption("--all-pages", action="store_true", help=text)


def pytest_generate_tests(metafunc):
    names = checks.page_names(SITE) or ["index.html"]  # unbuilt: the fixture says so
    if "axe_page" in metafunc.fixturenames:
        everything = metafunc.config.getoption("--all-pages")
        chosen = names if everything else todays(names, recently_changed())
        metafunc.parametrize("axe_page", chosen)
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", names)


def todays(names, changed, day=None, tenths=10):
    """The first page, the changed ones and a tenth of the rest, another tenth each day."""
    day = (day or datetime.date.today()).toordinal() % tenths
    touched = {name.removesuffix(".md").removesuffix(".ipynb") for name in changed}
    touched = {name.removesuffix(".myst") for name in touched}
    return [
        name
        for i, name in enumerate(names)
        if i == 0 or name.removesuffix(".html") in touched or i % tenths == day
    ]


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail("The site is not built: run `make site` first.", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def address(site):
    """The address at which the site is served."""
    with serving(site) as address:
        yield address


@pytest.fixture
def open_page(browser):
    """Opens an address in a fresh context; closes it after the test."""
    contexts = []

    def open_page(url, width=1280, height=900, scheme="light", watch=None):
        size = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme))
        page = contexts[-1].new_page()
        if watch is not None:
            checks.listen(page, watch)
        page.goto(url, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
