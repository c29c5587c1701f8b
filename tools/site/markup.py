"""Markup without scripts: boxes that fold, tables that scroll, units that stay with numbers."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class KeepUnits(SphinxPostTransform):
    """No line ends between a number and its per cent sign."""

    default_priority = 410
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for text in list(self.document.findall(nodes.Text)):
            kept = re.sub(r"(?<=\d) (?=%)", "\u00a0", text)
            if kept != text and not isinstance(text.parent, nodes.FixedTextElement | nodes.literal):
                text.parent.replace(text, nodes.Text(kept))


class FoldDropdowns(SphinxPostTransform):
    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for box in list(self.document.findall(nodes.admonition)):
            if "dropdown" in box["classes"] and isinstance(box[0], nodes.title):
                place = box.parent.index(box)
                box.parent[place : place + 1] = folded(box)


def folded(box: nodes.admonition) -> list[nodes.Node]:
    title, *content = box.children
    classes = " ".join(["admonition", *box["classes"]])
    opening = f'<details class="{classes}"><summary class="admonition-title">'
    return [
        nodes.raw("", opening, format="html"),
        nodes.inline("", "", *title.children),
        nodes.raw("", "</summary>", format="html"),
        *content,
        nodes.raw("", "</details>", format="html"),
    ]


def visit_table(translator, node) -> None:
    translator.body.append('<div class="table-wrap">')
    type(translator).visit_table(translator, node)


def depart_table(translator, node) -> None:
    type(translator).depart_table(translator, node)
    translator.body.append("</div>")


def setup(app) -> None:
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    app.add_post_transform(KeepUnits)
    app.add_post_transform(FoldDropdowns)
