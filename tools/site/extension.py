"""The Sphinx extension that makes the site: nothing from third parties, nothing that waits."""

import shutil
from importlib import import_module
from pathlib import Path

from docutils import nodes
from sphinx.errors import SphinxError

from tools.site import citations, landing, markup, mathematics, navigation, notebooks, style

HERE = Path(__file__).parent
REPAIRS = {
    ' aria-label="Toggle hidden content"': "",
    ' role="doc-biblioentry"': ' role="listitem"',
}
# Markers in a page's HTML that say which of the optional sheets and scripts it needs.
NEEDS = {"math": 'class="katex', "figures": "mlv-", "design": 'class="sd-'}


def write_generated_pages(app, config) -> None:
    """Write the reference pages before Sphinx looks for them; leave unchanged ones alone."""
    for path, module in config.generated_pages.items():
        page, text = Path(app.srcdir, path), import_module(module).render()
        if not page.exists() or page.read_text("utf8") != text:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, "utf8")


def description(doctree: nodes.document | None, limit: int = 160) -> str:
    """Return the page's first paragraph, cut at a word."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree else ()
    for paragraph in paragraphs:
        text = " ".join(paragraph.astext().split())
        if len(text) > 30:
            return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
    return ""


def repaired(body: str) -> str:
    """Mend what others write: a summary named twice, a role that ARIA has given up."""
    for old, new in REPAIRS.items():
        body = body.replace(old, new)
    return body


def add_context(app, pagename, templatename, context, doctree) -> None:
    """Give the templates what Sphinx does not know."""
    body, theme = context.get("body", ""), app.config.html_theme_options
    title = app.env.titles[pagename].astext() if pagename in app.env.titles else ""
    source = str(app.env.doc2path(pagename, base=False)) if doctree else ""
    repository = theme.get("repository_url") or ""
    context.update(
        {
            "body": repaired(body),
            "parts": navigation.parts(app),
            "step": navigation.step_of(pagename),
            "plain_title": title,
            "description": description(doctree) or app.config.html_title,
            "needs": {name: marker in body for name, marker in NEEDS.items()},
            "digests": app.site_digests,
            "notebook": source if source.endswith(".ipynb") else "",
            "repository_url": repository,
            "base": app.config.html_baseurl or "/",  # of the page that stands in for any address
            "links": navigation.repository_links(
                repository, theme.get("repository_branch") or "main", source, title
            )
            if source
            else [],
        }
    )


def write_all(app, env) -> list[str]:
    """Name every page as outdated: each carries the table of contents with all titles."""
    return sorted(env.found_docs)


def prepare(app) -> None:
    app.config.html_static_path += [str(HERE / "static"), str(HERE / "vendor")]
    app.site_assets = style.assets()
    app.site_digests = {name: style.digest(text) for name, text in app.site_assets.items()}


def finish(app, exception) -> None:
    """Write what Sphinx has no place for, and fail when there was a warning under `-W`."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for name, text in app.site_assets.items():
        path = out / "_static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
    for docname in app.env.found_docs:
        source = Path(app.env.doc2path(docname))
        if source.suffix == ".ipynb":
            shutil.copyfile(source, out / f"{docname}.ipynb")
    landing.write_front_door(out, app.config.root_doc)
    if app.statuscode:
        raise SphinxError("the build gave warnings, and warnings are errors here (see above)")


def setup(app) -> dict:
    app.add_config_value("generated_pages", {}, "env")  # page: the module that renders it
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book hands it over, unused
    app.add_html_theme("seven_steps", str(HERE / "theme"))
    for part in (mathematics, markup, landing, notebooks, citations):
        part.setup(app)
    app.connect("config-inited", write_generated_pages, priority=100)
    app.connect("builder-inited", prepare)
    app.connect("env-updated", write_all)
    app.connect("html-page-context", add_context)
    app.connect("build-finished", finish, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
