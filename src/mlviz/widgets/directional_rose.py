"""The slope in every direction at a point of a landscape, as a rose round the point."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.landscapes import contours
from mlviz.style import BLUE, INK, ORANGE, PURPLE

LANDSCAPES = {
    "valley": ("valley", lambda x, y: (x**2 + 4 * y**2) / 4, lambda x, y: (x / 2, 2 * y)),
    "saddle": ("saddle", lambda x, y: (x**2 - y**2) / 2, lambda x, y: (x, -y)),
    "hills": (
        "hills",
        lambda x, y: 1.5 * np.sin(x) * np.cos(y),
        lambda x, y: (1.5 * np.cos(x) * np.cos(y), -1.5 * np.sin(x) * np.sin(y)),
    ),
}
"""Words, height and gradient of each landscape of `DirectionalRose`."""

SCALE, REACH = 0.5, 1.0


class DirectionalRose(Draggable):
    """The directional derivatives at a point: one petal uphill, one downhill, the gradient across.

    Parameters
    ----------
    landscape : {"valley", "saddle", "hills"}
        x²/4 + y²; x²/2 - y²/2; 1.5 sin x cos y.
    point : array_like of shape (2,)
        Within -1.9 to 1.9 and -1.4 to 1.4.
    angle : float
        The chosen direction, in degrees from the first axis.
    """

    _esm = script("directional_rose.js", "contours.js")
    _rows = 2
    landscape = traitlets.Enum(list(LANDSCAPES)).tag(sync=True)
    point = traitlets.List().tag(sync=True)
    angle = traitlets.Float().tag(sync=True)

    def __init__(self, landscape="valley", point=(1.2, 0.6), angle=120.0, alt=""):
        if landscape not in LANDSCAPES:
            raise ValueError(f"landscape {landscape!r} is none of {list(LANDSCAPES)}.")
        alt = alt or (
            "Level lines of a landscape and a point on it. Round the point a rose shows the slope "
            "in each direction: two circles that touch at the point. The gradient is the diameter "
            "of the one uphill. Turning the direction shows its slope; moving the point changes "
            "the rose."
        )
        point = finite(point, (2,), "point")
        if abs(point[0]) > 1.9 or abs(point[1]) > 1.4:
            raise ValueError(f"point must lie within ±1.9 and ±1.4, got {point}.")
        super().__init__(landscape=landscape, point=point, angle=float(angle), alt=alt)

    def values(self):
        """Return the height, the gradient, the slope in the direction, and the greatest slope."""
        _, height, gradient = LANDSCAPES[self.landscape]
        gx, gy = map(float, gradient(*self.point))
        t = math.radians(self.angle)
        slope = gx * math.cos(t) + gy * math.sin(t)
        shown = {"height": float(height(*self.point)), "gx": gx, "gy": gy}
        return shown | {"slope": slope, "steepest": math.hypot(gx, gy)}

    def words(self):
        """Return the place, the gradient and the slope in the chosen direction."""
        r, (x, y) = self.values(), self.point
        return (
            f"{LANDSCAPES[self.landscape][0]} at ({num(x)}, {num(y)}): "
            f"gradient ({num(r['gx'])}, {num(r['gy'])}), slope in the direction v {num(r['slope'])}"
            f", greatest slope {num(r['steepest'])}."
        )

    def still(self):
        """Return the level lines with the rose."""
        ax, r = canvas(figsize=(480 / 96, 400 / 96)), self.values()
        x, y = np.linspace(-3, 3, 31), np.linspace(-2.5, 2.5, 26)
        z = LANDSCAPES[self.landscape][1](x[None, :], y[:, None])
        contours(x, y, z, levels=12, equal=False, ax=ax)
        p, g, t = np.array(self.point), np.array([r["gx"], r["gy"]]), np.linspace(0, 2 * np.pi, 121)
        v = np.array([np.cos(t), np.sin(t)])
        for sign, color, dash in ((1, BLUE, "-"), (-1, ORANGE, "--")):
            petal = p[:, None] + SCALE * np.maximum(sign * (g @ v), 0) * v
            ax.plot(*petal, color=color, linestyle=dash, linewidth=2)
        tip, a = p + SCALE * g, math.radians(self.angle)
        ax.annotate("", tip, p, arrowprops={"color": BLUE, "width": 2, "headwidth": 9})
        ax.plot(*zip(p, p + REACH * np.array([math.cos(a), math.sin(a)]), strict=True), color=INK)
        ax.plot(p[0] + REACH * math.cos(a), p[1] + REACH * math.sin(a), "o", color=PURPLE)
        ax.plot(*p, "o", color=INK)
        return bleed(ax, (-3, 3), (-2.5, 2.5))
