"""A secant whose second point is dragged into the first."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, GREEN, INK, ORANGE

CURVES = {
    "square": ("x²", lambda x: x * x, lambda x: 2 * x, (-1.8, 1.8)),
    "sine": ("sin x", math.sin, math.cos, (-2.5, 2.5)),
    "exponential": ("eˣ", math.exp, math.exp, (-2.5, 1.2)),
    "kink": ("|x|", abs, lambda x: math.copysign(1, x) if x else None, (-2.5, 2.5)),
}
"""Words, height, slope and range of the points for each curve of `SecantToTangent`."""
_X, _Y = (-2.6, 2.6), (-1.2, 3.4)


class SecantToTangent(Draggable):
    """A curve, the secant through two points of it, and the tangent at the first.

    Parameters
    ----------
    curve : {"square", "sine", "exponential", "kink"}
        x², sin x, eˣ or the absolute value.
    first, second : float
        Where the two points stand; what leaves the curve's range is moved to its end.
    """

    _esm = script("secant.js")
    curve = traitlets.Enum(list(CURVES)).tag(sync=True)
    first = traitlets.Float().tag(sync=True)
    second = traitlets.Float().tag(sync=True)

    def __init__(self, curve="square", first=0.5, second=1.6, alt=""):
        if curve not in CURVES:
            raise ValueError(f"curve {curve!r} is none of {list(CURVES)}.")
        if not (math.isfinite(first) and math.isfinite(second)):
            raise ValueError(f"the points must be finite numbers, got {first} and {second}.")
        alt = alt or (
            "A curve with two points on it, the secant through both and the tangent at the first. "
            "Dragging the second point towards the first turns the secant into the tangent; at a "
            "kink the secants from the two sides never agree."
        )
        super().__init__(curve=curve, first=float(first), second=float(second), alt=alt)

    def values(self):
        """Return the first point, the step h, and the slopes of secant and tangent."""
        _, f, slope, (low, high) = CURVES[self.curve]
        x, z = (min(high, max(low, v)) for v in (self.first, self.second))
        h = 0.0 if abs(z - x) < 1e-9 else z - x
        return {"x": x, "h": h, "secant": (f(z) - f(x)) / h if h else None, "tangent": slope(x)}

    def words(self):
        """Return the step and the two slopes."""
        r = self.values()
        secant = f"slope of the secant {num(r['secant'], 3)}" if r["h"] else "no secant, only 0/0"
        tangent = f"slope of the tangent {num(r['tangent'], 3)}"
        if r["tangent"] is None:
            tangent = "no tangent at the kink"
        name = CURVES[self.curve][0]
        return f"{name} from x = {num(r['x'])}, h = {num(r['h'])}: {secant}; {tangent}."

    def still(self):
        """Return the curve, the secant and the tangent."""
        _, f, _, _ = CURVES[self.curve]
        r, t, ax = self.values(), np.linspace(*_X, 105), canvas(figsize=(468 / 96, 414 / 96))
        ax.plot(t, [f(v) for v in t], color=INK)
        for slope, color, dashes in ((r["tangent"], GREEN, "--"), (r["secant"], ORANGE, "-")):
            if slope is not None:
                ax.plot(t, f(r["x"]) + slope * (t - r["x"]), color=color, linestyle=dashes)
        for x, color in ((r["x"], BLUE), (r["x"] + r["h"], ORANGE)):
            ax.plot(x, f(x), "o", color=color, markersize=9)
        return bleed(ax, _X, _Y)
