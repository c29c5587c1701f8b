"""A cloud of points and an axis through its mean that is turned by hand."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, BROWN, GREEN, MUTED, ORANGE

CLOUD = (
    (-3.1, -1.5),
    (-2.2, -2.1),
    (-1.6, -0.2),
    (-0.9, -1.2),
    (-0.1, 0.9),
    (0.4, -0.6),
    (1.3, 1.4),
    (1.9, 0.4),
    (2.4, 2.3),
    (3.1, 1.7),
)


class TurnAxis(Draggable):
    """An axis turned through a cloud's mean: variance of the feet, mean squared distance, sum.

    Parameters
    ----------
    points : array_like of shape (N, 2)
        2 to 20 points within -4 to 4.
    angle : float
        Of the axis, in degrees against the clock, from 0 to below 360.
    """

    _esm = script("turn_axis.js")
    points = traitlets.List().tag(sync=True)
    angle = traitlets.Float().tag(sync=True)

    def __init__(self, points=CLOUD, angle=120.0, alt=""):
        points = finite(points, (None, 2), "points")
        if not 2 <= len(points) <= 20:
            raise ValueError(f"TurnAxis takes 2 to 20 points, got {len(points)}.")
        if not 0 <= angle < 360:
            raise ValueError(f"angle must be at least 0 and below 360 degrees, got {angle}.")
        alt = alt or (
            "Points, an axis through their mean, and the feet of the perpendiculars on it. Turning "
            "the axis exchanges variance of the feet for squared distance; their sum stays. Moving "
            "a point changes the sum."
        )
        super().__init__(points=points, angle=float(angle), alt=alt)

    def feet(self):
        """Return mean, direction of the axis, and the feet as an array of shape (N, 2)."""
        X, t = np.array(self.points), math.radians(self.angle)
        mean, v = X.mean(axis=0), np.array([math.cos(t), math.sin(t)])
        return mean, v, mean + np.outer((X - mean) @ v, v)

    def values(self):
        """Return variance along the axis, error, their sum, and the largest variance possible."""
        mean, _, feet = self.feet()
        X, n = np.array(self.points), len(self.points) - 1
        (a, b), (_, c) = (X - mean).T @ (X - mean) / n
        largest = (a + c) / 2 + math.hypot((a - c) / 2, b)
        return {
            "variance": float(np.sum((feet - mean) ** 2) / n),
            "error": float(np.sum((X - feet) ** 2) / n),
            "total": float(a + c),
            "largest": float(largest),
        }

    def words(self):
        """Return the angle, the variance, the error and their sum."""
        r = self.values()
        parts = f"variance {num(r['variance'])} + error {num(r['error'])}"
        return f"axis at {num(self.angle, 0)}° · {parts} = total {num(r['total'])}"

    def still(self):
        """Return points, axis, feet and perpendiculars."""
        (mean, v, feet), ax = self.feet(), canvas(figsize=(440 / 96, 440 / 96))
        X = np.array(self.points)
        ax.plot(*np.transpose([mean - 9 * v, mean + 9 * v]), color=GREEN)
        for point, foot in zip(X, feet, strict=True):
            ax.plot(*np.transpose([point, foot]), color=BROWN, linewidth=1.5)
        ax.plot(*feet.T, "o", color=ORANGE, markersize=6)
        ax.plot(*X.T, "o", color=BLUE, markersize=10)
        ax.plot(*mean, "o", color=MUTED, markersize=5)
        r = self.values()  # one square unit is one unit long, unless it were too long
        kept, lost = (min(1, 7.4 / max(r["total"], 1e-9)) * r[k] for k in ("variance", "error"))
        ax.barh([-3.73] * 2, [kept, lost], 0.22, left=[-3.7, kept - 3.7], color=[ORANGE, BROWN])
        return bleed(ax, (-4, 4), (-4, 4))
