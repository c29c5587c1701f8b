"""What the tests of the pages share: their names, their links, what a browser complains of."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "use": "href"}


def page_names(site: Path) -> list[str]:
    """Every page of the site, as a path below its folder."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(name for name in found if not name.startswith(("_static", "_sources")))


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf8"), "html.parser")


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(tag["id"] for tag in soup(path).find_all(id=True))


def links(path: Path) -> list[str]:
    """Everything that the page points at: pages, sheets, scripts, pictures."""
    tags = soup(path).find_all(list(LINKS))
    return [tag[LINKS[tag.name]] for tag in tags if tag.get(LINKS[tag.name])]


def broken(path: Path, link: str) -> str:
    """Say what is wrong with a link of this page, or return nothing."""
    address, anchor = urldefrag(link)
    if address.startswith(("http:", "https:", "mailto:", "data:")):
        return ""
    target = path.parent / unquote(address.partition("?")[0]) if address else path
    if not target.is_file():
        return f"{link}: no such file"
    if anchor and target.suffix == ".html" and unquote(anchor) not in anchors(target.resolve()):
        return f"{link}: no such anchor"
    return ""


def listen(page, complaints: list[str]) -> None:
    """Collect every console error, script error, failed or foreign request."""
    home = []

    def on_request(request):
        home.append(request.url.split("/")[2]) if not home else None
        if request.url.startswith("http") and request.url.split("/")[2] != home[0]:
            complaints.append(f"third party: {request.url}")

    def on_console(message):
        if message.type in ("error", "warning"):
            complaints.append(f"console {message.type}: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "response", lambda r: complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None
    )
    page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
