"""Points and their least-squares line."""

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.curves import line_fit
from mlviz.style import PALETTE


class FitLine(Draggable):
    """A point cloud with its least-squares line; drag a point, see residuals and leverage.

    Parameters
    ----------
    points : array_like of shape (N, 2)
        2 to 40 points within 0 to 10 and 0 to 8.
    """

    _esm = script("fit_line.js")
    points = traitlets.List().tag(sync=True)

    def __init__(self, points=((1, 1.5), (2, 2), (3, 3.5), (4, 3), (5, 4.5), (9, 6.5)), alt=""):
        points = finite(points, (None, 2), "points")
        if not 2 <= len(points) <= 40:
            raise ValueError(f"FitLine takes 2 to 40 points, got {len(points)}.")
        alt = alt or (
            "Points with their least-squares line and vertical residuals. Moving a point moves the "
            "line, the more so the farther the point lies from the mean of x."
        )
        super().__init__(points=points, alt=alt)

    def values(self):
        """Return slope, intercept, squares, and residual and leverage of the first point."""
        x, y = np.transpose(self.points)
        dx = x - x.mean()
        if dx @ dx < 1e-12:
            names = ("slope", "intercept", "squares", "point", "residual", "leverage")
            return dict.fromkeys(names) | {"point": 0}
        slope = float(dx @ (y - y.mean()) / (dx @ dx))
        intercept = float(y.mean() - slope * x.mean())
        errors = y - slope * x - intercept
        leverage = 1 / len(x) + dx**2 / (dx @ dx)
        fit = {"slope": slope, "intercept": intercept, "squares": float(errors @ errors)}
        return fit | {"point": 0, "residual": float(errors[0]), "leverage": float(leverage[0])}

    def words(self):
        """Return the line and the first point's residual and leverage."""
        r = self.values()
        if r["slope"] is None:
            return "All points have the same x: no line is determined."
        line = f"y = {num(r['slope'])} x + {num(r['intercept'])}"
        point = f"point 1: residual {num(r['residual'])}, leverage {num(r['leverage'])}"
        return f"{line} · sum of squares {num(r['squares'])} · {point}"

    def still(self):
        """Return points, line and residuals."""
        ax, r = canvas(figsize=(520 / 96, 390 / 96)), self.values()
        if r["slope"] is None:
            ax.plot(*np.transpose(self.points), "o", color=PALETTE[0])
        else:
            line_fit(*np.transpose(self.points), r["slope"], r["intercept"], ax=ax)
        return bleed(ax, (-0.5, 10.5), (-0.5, 8.5))
