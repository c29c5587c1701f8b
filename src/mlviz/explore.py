"""`explore`: a figure with sliders, recomputed with a kernel, played from frames without one."""

import base64
import html
import inspect
import itertools
import json
import types
import zlib

import matplotlib.pyplot as plt

from mlviz.digest import digest
from mlviz.display import as_figure, bundle, mode, picture, required_text, shorten
from mlviz.live import sliders
from mlviz.style import styled, theme_css
from mlviz.svg import size, to_svg, unique_id

FRAMES_ONE, FRAMES_MANY, PACKED_BYTES = 40, 240, 200_000
_live = itertools.count()


class explore:
    """Show ``draw(**values)`` with one slider per parameter; make it the last line of a cell.

    Parameters
    ----------
    draw : callable
        Takes one value per parameter by keyword, returns a Figure or Axes of constant size.
    alt : str or callable
        What is seen and what moving the sliders changes. A callable takes the values and returns
        the text for them; a plain text is followed by the values.
    start : dict, optional
        The values shown first; the first of each list where not given.
    play : str, optional
        The parameter that gets a Play button.
    labels : dict, optional
        Words to show instead of parameter names, with units.
    noisy : bool, default False
        As for `mlviz.display.show`.
    **grid : sequence
        The values of each parameter: at most 40 for one parameter, 240 combinations for several.

    Raises
    ------
    ValueError
        For an empty or too large grid, an unknown name, a `draw` that fails or returns no figure
        (the message names the values), or frames of different sizes.
    """

    def __init__(self, draw, *, alt, start=None, play=None, labels=None, noisy=False, **grid):
        if not callable(draw):
            raise ValueError(f"draw must be a function that returns a figure, got {draw!r}.")
        self.draw, self.play, self.noisy = _frozen(draw), play, noisy
        self.alt = alt if callable(alt) else required_text(alt, "alt")
        self.grid = {name: _values(name, values) for name, values in grid.items()}
        self.labels = {name: name for name in self.grid} | (labels or {})
        _check_names(self.grid, draw, start or {}, labels or {}, [play] if play else [])
        self.start = {name: values[0] for name, values in self.grid.items()} | (start or {})
        self.uid = f"live{next(_live)}"  # live figures share a page, so their ids must differ
        self._check_size()

    def _check_size(self):
        for name, value in self.start.items():
            if value not in self.grid[name]:
                raise ValueError(f"start: {name} = {value!r} is none of {self.grid[name]}.")
        count = len(self.combinations())
        limit = FRAMES_ONE if len(self.grid) == 1 else FRAMES_MANY
        if count > limit:
            raise ValueError(
                f"explore: the grid has {count} frames, more than {limit}; give fewer values."
            )

    def combinations(self):
        """Return the values of every frame, the last parameter changing fastest."""
        rows = itertools.product(*self.grid.values())
        return [dict(zip(self.grid, row, strict=True)) for row in rows]

    def text(self, values):
        """Return the text alternative for `values`."""
        if callable(self.alt):
            return required_text(self.alt(**values), "the text that alt returns")
        shown = ", ".join(f"{self.labels[k]} = {shorten(v)}" for k, v in values.items())
        return f"{self.alt.rstrip('. ')}. Now {shown}."

    def figure(self, values):
        """Return ``draw(**values)``, with errors that name the values."""
        where = ", ".join(f"{k}={v!r}" for k, v in values.items())
        try:
            with styled():
                drawn = self.draw(**values)
        except Exception as error:
            plt.close("all")
            raise ValueError(f"explore: draw({where}) failed: {error!r}.") from error
        return as_figure(drawn, f"explore: draw({where})")

    def _repr_mimebundle_(self, **options):
        fig = self.figure(self.start)
        lists = "; ".join(f"{k}: {', '.join(map(shorten, v))}" for k, v in self.grid.items())
        text = f"{digest(fig, self.text(self.start), self.noisy)}\nsliders {lists}"
        if mode() == "live":
            view = self.widget()._repr_mimebundle_(**options)
            data = view[0] if isinstance(view, tuple) else view
            return data | {"text/plain": text}
        return bundle(text, fig, lambda: self._page(fig, unique_id(text)))

    def _page(self, fig, uid):
        """Return the HTML of the site: first frame, sliders, and all frames packed."""
        rows = "".join(self._row(k, f"{uid}-s{i}") for i, k in enumerate(self.grid))
        return (
            f'<div class="mlv-explore" role="group" aria-label="Figure with sliders" id="{uid}">'
            f"{picture(fig, self.text(self.start), uid)}"
            f'<div class="mlv-rows">{rows}</div><p class="mlv-live" aria-live="polite"></p>'
            f'<script type="text/plain" class="mlv-frames">{self._packed(uid)}</script></div>'
        )

    def _row(self, name, uid):
        values = self.grid[name]
        now, label = values.index(self.start[name]), html.escape(self.labels[name])
        shown = html.escape(shorten(self.start[name]))
        room = max(len(shorten(value)) for value in values)  # so that nothing beside it moves
        button = f'<button type="button" class="mlv-play" aria-label="Play {label}">Play</button>'
        button = button if name == self.play else ""
        return (
            f'<div class="mlv-row"><label for="{uid}">{label}</label><input type="range" '
            f'id="{uid}" min="0" max="{len(values) - 1}" value="{now}" aria-valuetext="{shown}">'
            f'<output for="{uid}" style="min-width:{room}ch">{shown}</output>{button}</div>'
        )

    def _packed(self, uid):
        """Return all frames: each distinct line once, as JSON, deflated, in base64."""
        table, frames, sizes, alts = {}, [], set(), []
        for values in self.combinations():
            fig = self.figure(values)
            sizes.add(size(fig))
            lines = to_svg(fig, uid).split("\n")
            frames.append([table.setdefault(line, len(table)) for line in lines])
            alts.append(self.text(values))
        if len(sizes) > 1:
            raise ValueError(f"explore: frames differ in size (pixels: {sorted(sizes)}).")
        data = {
            "lines": list(table),
            "frames": frames,
            "alts": alts,
            "labels": [[shorten(v) for v in values] for values in self.grid.values()],
        }
        packed = base64.b64encode(zlib.compress(json.dumps(data).encode(), 9)).decode("ascii")
        if len(packed) > PACKED_BYTES:
            raise ValueError(
                f"explore: {len(frames)} frames take {len(packed)} bytes, more than "
                f"{PACKED_BYTES}; give fewer values or draw fewer points."
            )
        return packed

    def widget(self):
        """Return ipywidgets that recompute the figure, for a running kernel."""
        return sliders(self)

    def live_html(self, values):
        """Return what the live picture shows: the figure, or in words why there is none."""
        try:
            inside = picture(self.figure(values), self.text(values), self.uid)
        except ValueError as error:
            inside = f"<p><strong>{html.escape(str(error))}</strong></p>"
        return f"<style>{theme_css()}</style>{inside}"


def _frozen(draw):
    """Return `draw` with the global names as they are now: later cells may give them new values."""
    if not inspect.isfunction(draw):
        return draw
    names, code = dict(draw.__globals__), draw.__code__
    copy = types.FunctionType(code, names, draw.__name__, draw.__defaults__, draw.__closure__)
    copy.__kwdefaults__ = draw.__kwdefaults__
    return copy


def _values(name, values):
    """Return the values of one parameter as a list of plain Python values."""
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        raise ValueError(f"explore: {name} must be a list of values, got {values!r}.")
    values = list(itertools.islice(iter(values), 100_001))
    values = [v.item() if getattr(v, "shape", None) == () else v for v in values]
    if not values:
        raise ValueError(f"explore: {name} has no values; give at least one.")
    if any(v != v for v in values) or any(v in values[:i] for i, v in enumerate(values[:300])):
        raise ValueError(f"explore: {name} has NaN or the same value twice: {values[:12]}.")
    return values


def _check_names(grid, draw, *groups):
    """Raise a ValueError for a name that is no parameter, or a grid that `draw` cannot take."""
    if not grid:
        raise ValueError("explore: no parameter given; write for example lr=[0.1, 0.2].")
    for name in itertools.chain(*groups):
        if name not in grid:
            raise ValueError(f"explore: {name!r} is no parameter; there are {sorted(grid)}.")
    try:
        inspect.signature(draw).bind(**grid)
    except TypeError as error:
        raise ValueError(f"explore: draw cannot take {sorted(grid)}: {error}.") from error
