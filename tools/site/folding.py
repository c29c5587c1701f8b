"""Admonitions of class `dropdown` become `<details>`: they fold without a script."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class FoldDropdowns(SphinxPostTransform):
    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for box in list(self.document.findall(nodes.admonition)):
            if "dropdown" in box["classes"] and isinstance(box[0], nodes.title):
                box.replace_self(folded(box))


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


def setup(app) -> None:
    app.add_post_transform(FoldDropdowns)
