"""`show`: a figure for notebooks, for the site and for the tests, from one call."""

import html
import os

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from mlviz.digest import digest
from mlviz.svg import size, to_png, to_svg, unique_id

MIME = "application/vnd.mlmath+html"
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def mode():
    """Return what ``COURSE_OUTPUT`` asks for: "live" (unset), "static" or "test"."""
    value = os.environ.get("COURSE_OUTPUT") or "live"
    if value not in ("live", "static", "test"):
        raise ValueError(f"COURSE_OUTPUT is {value!r}; use live, static or test, or unset it.")
    return value


def required_text(value, name):
    """Return `value` if it is text with content, else raise a ValueError that names it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be text that says what is seen; got {value!r}.")
    return value


def shorten(value):
    """Return a value as short text: at most four digits, true minus signs."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.4g}".replace("-", "−")
    return str(value)


def as_figure(drawn, source="show"):
    """Return the Figure of a Figure or Axes, closed in pyplot so that it is not shown twice.

    Raises
    ------
    ValueError
        If `drawn` is neither; `source` says who gave it.
    """
    fig = drawn.get_figure() if isinstance(drawn, Axes) else drawn
    if isinstance(fig, SubFigure):
        fig = fig.get_figure(root=True)
    if not isinstance(fig, Figure):
        hint = " (is a return missing?)" if drawn is None else ""
        raise ValueError(
            f"{source} needs a Matplotlib Figure or Axes, got {type(drawn).__name__}{hint}."
        )
    plt.close(fig)
    return fig


def picture(fig, alt, uid, trim=False):
    """Return the themed HTML of a still figure: inline SVG with a role and a text alternative."""
    label, (width, _) = html.escape(alt), size(fig)
    svg = to_svg(fig, uid, trim).replace(
        ">\n<", "><"
    )  # a notebook stores each line with 12 more bytes
    return (
        f'<div class="mlv-fig" role="img" aria-label="{label}" style="max-width:{width}px">'
        f"{svg}</div>"
    )


def bundle(text, fig, page):
    """Return the output of a cell: digest, PNG of `fig`, HTML for the site from ``page()``."""
    if mode() == "test":
        return {"text/plain": text, "image/png": _PIXEL, MIME: ""}
    return {"text/plain": text, "image/png": to_png(fig), MIME: page()}


class show:
    """Show a figure with its text alternative; make it the last line of a cell.

    Parameters
    ----------
    fig : matplotlib.figure.Figure or matplotlib.axes.Axes
    alt : str
        What is seen and what it means, for a reader who does not see the picture.
    noisy : bool, default False
        The figure shows rounding errors or timings, which differ between machines: the digest
        that tests compare then holds kinds and numbers of points only.

    Raises
    ------
    ValueError
        If `fig` is no figure or `alt` is empty.
    """

    def __init__(self, fig, *, alt, noisy=False):
        self.alt = required_text(alt, "alt")
        self.fig = as_figure(fig)
        self.noisy = noisy

    def _repr_mimebundle_(self, **_):
        text = digest(self.fig, self.alt, self.noisy)
        return bundle(
            text,
            self.fig,
            lambda: picture(self.fig, self.alt, unique_id(self.alt + text), trim=True),
        )
