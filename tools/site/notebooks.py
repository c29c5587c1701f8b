"""Names for what a notebook's cells show; solutions with a title of their own, folded."""

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform


class NameOutputs(SphinxPostTransform):
    """Mark cells tagged `claim`, so that a reader sees which outputs could have failed."""

    default_priority = 450
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for cell in self.document.findall(nodes.container):
            if "tag_claim" in cell["classes"]:
                cell.insert(0, nodes.raw("", '<p class="claim-label">Claim</p>', format="html"))


FIRST_HINTS = (
    "Try each exercise first, then its hints, one at a time. What you worked out yourself stays; "
    "what you only read is gone next week."
)
OPEN = (
    '<details class="hide admonition solution"><summary class="admonition-title">'
    '<p class="collapsed">Show the solution</p><p class="expanded">Hide the solution</p></summary>'
)
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"


class FoldSolutions(SphinxTransform):
    """A page of `solutions/` says so in its title, sends back to the hints, and folds answers."""

    default_priority = 880

    def apply(self, **kwargs) -> None:
        if not self.env.docname.startswith("solutions/"):
            return
        page = next(iter(self.document.findall(nodes.section)), None)
        if page is None:
            return
        title = page[0]
        name = title.astext().replace("Exercises:", "Solutions:")
        title.children = []
        title += nodes.Text(name)
        page.insert(1, nodes.paragraph("", FIRST_HINTS))
        for exercise in page.children:
            if isinstance(exercise, nodes.section):
                fold(exercise)


def fold(exercise: nodes.section) -> None:
    """Put everything from the answer on behind one line; the markers around it go."""
    answers = (i for i, node in enumerate(exercise.children) if BEGIN in node.astext())
    place = next(answers, None)
    if place is None:
        return
    for code in exercise.findall(nodes.literal_block):
        kept = [line for line in code.astext().split("\n") if line.strip() not in (BEGIN, END)]
        code.children = []
        code += nodes.Text("\n".join(kept))
        code.rawsource = code.astext()
    exercise.insert(place, nodes.raw("", OPEN, format="html"))
    exercise += nodes.raw("", "</details>", format="html")


def setup(app) -> None:
    app.add_transform(FoldSolutions)
    app.add_post_transform(NameOutputs)
