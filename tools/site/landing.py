"""The landing page: a door, and the seven steps as cards."""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from tools.site import navigation, pictures

STEPS = {
    1: (pictures.linear_algebra, "Linear algebra", "See a neural network as matrix operations."),
    2: (pictures.calculus, "Calculus and gradients", "Know how a model learns, and build one."),
    3: (pictures.probability, "Probability and statistics", "Reason about data and doubt."),
    4: (pictures.optimization, "Optimization", "Make training work, and mend it when it fails."),
    5: (pictures.information, "Information theory", "Build attention and a transformer."),
    6: (pictures.numerics, "Numerical methods", "Compute at scale and keep your digits."),
    7: (pictures.advanced, "Advanced paths", "Graphs, latent worlds, a small GPT of your own."),
}


class landing(nodes.General, nodes.Element):
    """Stands for the generated part of the landing page until the lessons are known."""


class Landing(SphinxDirective):
    option_spec = {"show": str}  # noqa: RUF012

    def run(self):
        return [landing(show=self.options["show"])]


def hero() -> str:
    return f'<div class="hero-picture">{pictures.descent()}</div>'


def lessons(app, step: int) -> list[navigation.Entry]:
    entries = [entry for part in navigation.parts(app) for entry in part.entries]
    return [
        e
        for e in entries
        if e.docname.startswith("book/") and navigation.step_of(e.docname) == step
    ]


def card(app, step: int, fromdoc: str) -> str:
    picture, title, outcome = STEPS[step]
    written = lessons(app, step)
    lines = [f'<p class="card-step">Step {step}</p><h3>{title}</h3><p>{outcome}</p>']
    if written:
        link = app.builder.get_relative_uri
        items = "".join(
            f'<li><a href="{link(fromdoc, e.docname)}">{html.escape(e.title)}</a></li>'
            for e in written
        )
        lines.append(f'<ul class="card-lessons">{items}</ul>')
    else:
        lines.append('<p class="planned">Planned</p>')
    kind = "card" if written else "card is-planned"
    text = f'<div class="card-text">{"".join(lines)}</div>'
    return f'<li class="{kind} step-{step}">{picture()}{text}</li>'


def cards(app, fromdoc: str) -> str:
    return f'<ol class="cards">{"".join(card(app, step, fromdoc) for step in STEPS)}</ol>'


def fill(app, doctree, docname) -> None:
    for node in list(doctree.findall(landing)):
        text = hero() if node["show"] == "hero" else cards(app, docname)
        node.replace_self(nodes.raw("", text, format="html"))


def write_front_door(out: Path, root: str) -> None:
    """Put the landing page at the site's own address too, its links one folder up."""
    page, folder = out / f"{root}.html", root.rpartition("/")[0]
    if not folder or not page.exists():
        return

    def lift(match):
        name, address = match[1], match[2]
        if re.match(r"(#|[a-z]+:|data:)", address):
            return match[0]
        inside = address[3:] if address.startswith("../") else f"{folder}/{address}"
        return f'{name}="{inside}"'

    text = re.sub(r'\b(href|src|action)="([^"]+)"', lift, page.read_text("utf8"))
    text = text.replace('data-content_root="../"', 'data-content_root="./"')
    (out / "index.html").write_text(text, "utf8")


def setup(app) -> None:
    app.add_node(landing)
    app.add_directive("landing", Landing)
    app.connect("doctree-resolved", fill)
