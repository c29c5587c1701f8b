"""Names for what a notebook's cells show, and one summary line for folded code."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class NameOutputs(SphinxPostTransform):
    """Mark cells tagged `claim`, so that a reader sees which outputs could have failed."""

    default_priority = 450
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for cell in self.document.findall(nodes.container):
            if "tag_claim" in cell["classes"]:
                cell.insert(0, nodes.raw("", '<p class="claim-label">Claim</p>', format="html"))


def setup(app) -> None:
    app.add_post_transform(NameOutputs)
