"""What the draggable widgets share: one script for the notebook and the site, a still, a digest."""

import html
import json
import re
from decimal import ROUND_HALF_UP, Decimal

import anywidget
import numpy as np
import traitlets

from mlviz.assets import static_text
from mlviz.display import bundle, mode, picture
from mlviz.plots.canvas import numbers
from mlviz.style import theme_css
from mlviz.svg import unique_id


def script(name, *parts):
    """Return kit, shared parts and a widget's module as one ES module, without indentation."""
    source = "".join(map(static_text, ("kit.js", *parts, f"widgets/{name}")))
    return re.sub(r"^\s+|^\s*//.*\n", "", source, flags=re.M)


def num(x, digits=2):
    """Format a number as the scripts do: ties away from zero, true minus sign, no minus zero."""
    if x is None:
        return "–"
    text = str(Decimal(x).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "−")


def finite(values, shape, name):
    """Return `values` as nested lists of floats of the given shape (None for any length)."""
    array = numbers(values, name, ndim=len(shape))
    if any(want not in (None, got) for want, got in zip(shape, array.shape, strict=True)):
        wanted = tuple("N" if n is None else n for n in shape)
        raise ValueError(f"{name} must have shape {wanted}, got {array.shape}.")
    return array.tolist()


def bleed(ax, xlim, ylim):
    """Let `ax` fill its figure, as the script's picture does, with the numbers inside."""
    ax.figure.set_layout_engine("none")
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=xlim, ylim=ylim, aspect="auto")
    ax.set_xticks(np.arange(np.floor(xlim[0]) + 1, xlim[1]))
    ax.set_yticks(np.arange(np.floor(ylim[0]) + 1, ylim[1]))
    ax.tick_params(axis="x", length=0, pad=-16)
    ax.tick_params(axis="y", length=0, pad=-20)
    return ax.figure


class Draggable(anywidget.AnyWidget):
    """A picture whose parts are moved by pointer, touch or arrow keys.

    A subclass gives the script, the state as synchronised traits, and in Python what the script
    shows: `values` (numbers), `words` (the live text) and `still` (a figure).
    """

    _css = theme_css() + static_text("figures.css")
    _rows = 1
    alt = traitlets.Unicode("").tag(sync=True)

    @classmethod
    def example(cls):
        """Return the widget as its tests and the gallery show it."""
        return cls()

    def open(self):
        """Talk to the notebook only when live: a built page has no one to talk to."""
        if mode() == "live":
            super().open()

    def values(self):
        """Return the numbers on display as a dict."""
        raise NotImplementedError

    def words(self):
        """Return the live text of the present state."""
        raise NotImplementedError

    def still(self):
        """Return a figure of the widget's proportions, for print and where no script runs."""
        raise NotImplementedError

    def still_words(self):
        """Return the text below the still."""
        return self.words()

    def state(self):
        """Return the synchronised traits that belong to the widget, as plain values."""
        own = set(self.trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names())
        return {name: getattr(self, name) for name in sorted(own) if not name.startswith("_")}

    def _digest(self):
        shown = ", ".join(f"{k} {_digits(v)}" for k, v in self.values().items())
        return f"{self.alt}\n{self.words()}\n{shown}"

    def _repr_mimebundle_(self, **options):
        text = self._digest()
        if mode() == "live":
            view = super()._repr_mimebundle_(**options)
            data = view[0] if isinstance(view, tuple) else view
            return dict(data or {}) | {"text/plain": text}
        fig = self.still()
        return bundle(text, fig, lambda: self._page(fig))

    def _page(self, fig):
        """Return the HTML of the site: the still, which the player replaces, and the script."""
        blob = json.dumps({"esm": self._esm, "state": self.state()}).replace("</", "<\\/")
        uid, words = unique_id(blob), html.escape(self.still_words())
        return (
            f'<div class="mlv-widget" id="{uid}"><div class="mlv-still"><div class="mlv-stage">'
            f'{picture(fig, self.alt, uid)}<p class="mlv-read">{words}</p>'
            f'<div class="mlv-tools" style="--rows:{self._rows}"></div></div></div>'
            f'<script type="application/json">{blob}</script></div>'
        )


def _digits(value):
    """Return numbers in nested values as text of four digits, rounding noise removed."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} {_digits(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "(" + ", ".join(map(_digits, value)) + ")"
    if isinstance(value, float):
        return f"{round(value, 9) + 0.0:.4g}"
    return str(value)
