"""Show a verdict: HTML where a notebook can, plain text elsewhere."""

import html
import re
import sys

from coursework.ladder import Rung, Verdict

_COLOURS = {Rung.CORRECT: "#2e9e5b", Rung.PARTLY: "#c08a1e", Rung.ALMOST: "#c08a1e"}
_OTHER = "#8a8f98"


def to_html(text: str, colour: str = _OTHER) -> str:
    """A box with a coloured edge, in the ink of the page, so that it reads in light and dark."""
    title, *lines = text.splitlines()
    escaped = (re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(x.strip())) for x in lines)
    body = "".join(f"<div>{line}</div>" for line in escaped)
    style = f"border-left:4px solid {colour};padding:.2em .8em;margin:.3em 0"
    return f'<div role="status" style="{style}"><strong>{html.escape(title)}</strong>{body}</div>'


def show_verdict(verdict: Verdict, more: str = "") -> None:
    """Display a verdict, with one more line if there is something to say."""
    show(f"{verdict}\n  {more}" if more else str(verdict), _COLOURS.get(verdict.rung, _OTHER))


def show(text: str, colour: str = _OTHER) -> None:
    """Display text: the first line is its title."""
    if _in_notebook():
        from IPython.display import display

        display({"text/html": to_html(text, colour), "text/plain": text}, raw=True)
    else:
        print(text)


def _in_notebook() -> bool:
    """Whether a Jupyter kernel is listening (a terminal's IPython shows plain text)."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")
