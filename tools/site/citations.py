"""Lets a lesson cite by a plain link: `[Polyak (1964)](../reference/bibliography.md#polyak1964)`.

The link reads in JupyterLab and on GitHub too, where a `{cite}` role would print raw. MyST looks a
page's anchors up among its headings; the entries of the bibliography are added to them here.
"""

PAGE = "book/reference/bibliography"


def offer_entries(app, env) -> None:
    """Register every entry of the bibliography as an anchor that MyST links can name."""
    if PAGE not in env.found_docs:
        return
    keys = env.get_domain("cite").bibdata.data.entries
    slugs = env.metadata[PAGE].setdefault("myst_slugs", {})
    slugs.update({key: (0, key, key) for key in keys})


def setup(app) -> None:
    app.connect("env-updated", offer_entries)
