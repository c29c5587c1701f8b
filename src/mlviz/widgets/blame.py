"""Study and sleep, energy and score: values go forwards, blame comes backwards, both follow."""

import math

import traitlets
from matplotlib.patches import FancyBboxPatch

from mlviz.draggable import Draggable, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, INK, MUTED, ORANGE, PAPER
from mlviz.widgets.graph import short

_NODES = {
    "s": ("study s", (62, 150)),
    "z": ("sleep z", (338, 150)),
    "t": ("t = s²", (200, 260)),
    "r": ("r = 12·z", (338, 260)),
    "e": ("e = r − t", (200, 370)),
    "y": ("y = s·e/5", (62, 480)),
    "L": ("L = ½(y−90)²", (338, 480)),
}
_EDGES = ("st", "zr", "re", "te", "sy", "ey", "yL")
_LIMITS = {"study": (0.0, 8.0), "sleep": (6.0, 10.0)}
_WIDTH, _HEIGHT, _LEFT, _RIGHT = 400, 530, -1.25, 11.25


class StudyBlame(Draggable):
    """The graph of a score with its values and blames; the hours of study and sleep are dragged.

    Parameters
    ----------
    study : float, default 6
        Hours a day, from 0 to 8.
    sleep : float, default 8
        Hours a night, from 6 to 10.
    step : int, default 14
        Seven steps forwards, then seven backwards; at 14 all is known.

    Raises
    ------
    ValueError
        If a number lies outside its range.
    """

    _esm = script("blame.js")
    _rows = 2
    study = traitlets.Float().tag(sync=True)
    sleep = traitlets.Float().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(self, study=6.0, sleep=8.0, step=14, alt=""):
        for name, value in {"study": study, "sleep": sleep}.items():
            low, high = _LIMITS[name]
            if not (math.isfinite(value) and low <= value <= high):
                raise ValueError(f"{name} must lie in {low:g} to {high:g} hours, got {value}.")
        if step not in range(2 * len(_NODES) + 1):
            raise ValueError(f"step must be a whole number from 0 to 14, got {step}.")
        alt = alt or (
            "A graph of seven boxes: study and sleep lead to tiredness and rest, these to energy, "
            "energy and study to the score, the score to the loss. Dragging study or sleep "
            "changes all values and, on the way back, the blame in each box."
        )
        super().__init__(study=float(study), sleep=float(sleep), step=int(step), alt=alt)

    def values(self):
        """Return the step and the values and blames known after it (None where not yet)."""
        values, local = self._forward()
        known = list(_NODES)[: self.step]
        shown = {n: values[n] if n in known else None for n in _NODES}
        return {"step": self.step, "values": shown, "blame": self._backward(local)}

    def _forward(self):
        s, z = self.study, self.sleep
        t, r = s * s, 12 * z
        e = r - t
        y = s * e / 5
        values = {"s": s, "z": z, "t": t, "r": r, "e": e, "y": y, "L": (y - 90) * (y - 90) / 2}
        return values, dict(zip(_EDGES, (2 * s, 12, 1, -1, e / 5, s / 5, y - 90), strict=True))

    def _backward(self, local):
        blame, back = dict.fromkeys(_NODES), self.step - len(_NODES)
        if back > 0:
            blame["L"] = 1.0
        for name in list(_NODES)[::-1][: max(back, 0)]:
            for a, b in _EDGES[::-1]:
                if b == name:
                    blame[a] = (blame[a] or 0.0) + local[a + b] * blame[b]
        return blame

    def words(self):
        """Return the hours, and what the present step does or what came out."""
        hours = f"study {num(self.study, 1)} h, sleep {num(self.sleep, 1)} h"
        return f"{hours} · {self._told()}"

    def _told(self):
        names, (values, local) = list(_NODES), self._forward()
        blame = self._backward(local)
        if self.step == 0:
            return "nothing is computed yet."
        if self.step <= 7:
            name = names[self.step - 1]
            return f"forwards: {_NODES[name][0]} is {short(values[name])}."
        if self.step < 14:
            name = names[14 - self.step]
            return f"backwards: {name} has blame {short(blame[name])} and hands it on."
        direct, tired = local["sy"] * blame["y"], local["st"] * blame["t"]
        study = f"{short(direct)} directly, {short(tired)} by tiredness, sum {short(blame['s'])}"
        return (
            f"score {short(values['y'])}. Blame of study: {study}; of sleep: {short(blame['z'])}."
        )

    def still(self):
        """Return the two tracks and the graph as they stand."""
        ax, shown = canvas(figsize=(_WIDTH / 96, _HEIGHT / 96)), self.values()
        for up, name, value in ((40, "study", self.study), (90, "sleep", self.sleep)):
            ends = [(hour - _LEFT) * 32 for hour in (*_LIMITS[name], value)]
            ax.plot(ends[:2], [up, up], color=MUTED, linewidth=3)
            ax.plot(ends[2], up, "o", color=BLUE, markersize=12)
            ax.text(10, up - 16, f"{name} (hours)", color=INK)
        for (a, b), slope in self._forward()[1].items():
            (x1, y1), (x2, y2) = _NODES[a][1], _NODES[b][1]
            ax.plot([x1, x2], [y1, y2], color=MUTED, linewidth=1, zorder=1)
            if shown["values"][b] is not None:
                at = {"ha": "center", "va": "center", "backgroundcolor": PAPER, "fontsize": 9}
                ax.text((x1 + x2) / 2, (y1 + y2) / 2, f"× {short(slope)}", zorder=2, **at)
        for name, (formula, at) in _NODES.items():
            _box(ax, at, formula, shown["values"][name], shown["blame"][name])
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=(0, _WIDTH), ylim=(_HEIGHT, 0))
        ax.set_axis_off()
        return ax.figure


def _box(ax, at, formula, value, blame):
    x, y = at
    style = {"boxstyle": "round,pad=0,rounding_size=8", "facecolor": PAPER, "edgecolor": INK}
    ax.add_patch(FancyBboxPatch((x - 54, y - 32), 108, 64, zorder=3, **style))
    value = "" if value is None else short(value)
    blame = "" if blame is None else f"blame {short(blame)}"
    for dy, text, color in ((-16, formula, INK), (3, value, BLUE), (22, blame, ORANGE)):
        words = {"ha": "center", "va": "center", "fontsize": 10, "parse_math": False}
        ax.text(x, y + dy, text, color=color, zorder=4, **words)
