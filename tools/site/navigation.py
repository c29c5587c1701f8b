"""What a page needs to know about its neighbours: parts, lessons, notebooks, repository links."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode, urlsplit


@dataclass
class Entry:
    """A line of the table of contents."""

    docname: str
    title: str
    children: list["Entry"]

    def holds(self, docname: str) -> bool:
        return self.docname == docname or any(c.holds(docname) for c in self.children)


@dataclass
class Part:
    """A part of the table of contents, such as one of the seven steps."""

    caption: str
    entries: list[Entry]

    def holds(self, docname: str) -> bool:
        return any(entry.holds(docname) for entry in self.entries)


def parts(app) -> list[Part]:
    """Return the table of contents as `_toc.yml` orders it."""
    site_map = app.config.external_site_map

    def entry(docname: str) -> Entry:
        docname = docname.removesuffix(".md").removesuffix(".ipynb")
        document = site_map.get(docname)
        title = app.env.titles[docname].astext() if docname in app.env.titles else docname
        children = document.child_files() if document else []
        return Entry(docname, title, [entry(child) for child in children])

    trees = site_map.root.subtrees
    return [Part(tree.caption or "", [entry(name) for name in tree.files()]) for tree in trees]


def step_of(docname: str) -> int:
    """Return the step's number, 1 to 7, or 0 for a page outside of the steps."""
    for folder in PurePosixPath(docname).parts[:-1]:
        if folder[0].isdigit() and folder[1:2] == "-":
            return int(folder[0])
    return 0


def repository_links(url: str, branch: str, source: str, title: str) -> list[tuple[str, str]]:
    """Return (label, address) pairs for one page; none while no repository is set."""
    if not url:
        return []
    url = url.rstrip("/")
    slug = urlsplit(url).path.strip("/")
    links = []
    if source.endswith(".ipynb"):
        links += [
            (
                "Binder",
                f"https://mybinder.org/v2/gh/{slug}/{branch}?labpath={quote(source, safe='')}",
            ),
            ("Colab", f"https://colab.research.google.com/github/{slug}/blob/{branch}/{source}"),
        ]
    links.append(("Source", f"{url}/blob/{branch}/{source}"))
    report = {"title": f"Error in {title}", "body": f"Page: {source}\n\nWhat is wrong:\n\n"}
    links.append(("Report an error", f"{url}/issues/new?{urlencode(report)}"))
    return links
