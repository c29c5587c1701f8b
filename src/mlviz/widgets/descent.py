"""Gradient descent on a landscape, from a start that is dragged."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.landscapes import contours

LANDSCAPES = {
    "bowl": ("round bowl", lambda x, y: (x**2 + y**2) / 2, lambda x, y: (x, y)),
    "valley": ("narrow valley", lambda x, y: (x**2 + 10 * y**2) / 2, lambda x, y: (x, 10 * y)),
    "saddle": ("saddle", lambda x, y: (x**2 - y**2) / 2, lambda x, y: (x, -y)),
    "wells": (
        "two wells",
        lambda x, y: (x**2 - 2) ** 2 / 4 + y**2 / 2 + 0.3 * x,
        lambda x, y: ((x * x - 2) * x + 0.3, y),
    ),
}
"""Words, height and gradient of each landscape of `DescentMap`."""


class DescentMap(Draggable):
    """Gradient descent from a start that is clicked or dragged, with a learning-rate slider.

    Parameters
    ----------
    landscape : {"bowl", "valley", "saddle", "wells"}
        x²/2 + y²/2; x²/2 + 5y²; x²/2 - y²/2; (x² - 2)²/4 + y²/2 + 0.3x.
    start : array_like of shape (2,)
        Within -3 to 3 and -2.5 to 2.5.
    lr : float
    steps : int
        From 1 to 500.
    """

    _esm = script("descent.js", "contours.js")
    _rows = 2
    landscape = traitlets.Enum(list(LANDSCAPES)).tag(sync=True)
    start = traitlets.List().tag(sync=True)
    lr = traitlets.Float().tag(sync=True)
    steps = traitlets.Int().tag(sync=True)

    def __init__(self, landscape="valley", start=(-2.5, 1.5), lr=0.1, steps=40, alt=""):
        if landscape not in LANDSCAPES:
            raise ValueError(f"landscape {landscape!r} is none of {list(LANDSCAPES)}.")
        if not (0 < lr < math.inf and 1 <= steps <= 500):
            raise ValueError(f"lr must be above 0 and steps 1 to 500, got {lr} and {steps}.")
        alt = alt or (
            "Level lines of a landscape and the path of gradient descent on it. Moving the start, "
            "the learning rate or the landscape shows a path that creeps, runs, zigzags or leaves."
        )
        start = finite(start, (2,), "start")
        super().__init__(landscape=landscape, start=start, lr=float(lr), steps=steps, alt=alt)

    def path(self):
        """Return the points visited, at most steps + 1, as an array of shape (T, 2)."""
        points, (x, y) = [tuple(self.start)], self.start
        while len(points) <= self.steps and math.hypot(x, y) <= 1e6:
            gx, gy = LANDSCAPES[self.landscape][2](x, y)
            x, y = x - self.lr * gx, y - self.lr * gy
            points.append((x, y))
        return np.array(points)

    def values(self):
        """Return the last point, its height and slope, the steps made, and whether it left."""
        path = self.path()
        _, height, gradient = LANDSCAPES[self.landscape]
        x, y = map(float, path[-1])
        slope = math.hypot(*gradient(x, y))
        gone = math.hypot(x, y) > 1e6
        shown = {"x": x, "y": y, "value": height(x, y), "slope": slope}
        return shown | {"steps": len(path) - 1, "gone": gone}

    def words(self):
        """Return where the path ended."""
        r = self.values()
        head = f"{LANDSCAPES[self.landscape][0]}, η = {self.lr:g}: "
        if r["gone"]:
            return f"{head}left for good after {r['steps']} steps."
        place = f"({num(r['x'])}, {num(r['y'])}), height {num(r['value'], 3)}"
        return f"{head}after {r['steps']} steps at {place}, slope {num(r['slope'], 3)}."

    def still(self):
        """Return the level lines with the path."""
        x, y = np.linspace(-3, 3, 31), np.linspace(-2.5, 2.5, 26)
        z = LANDSCAPES[self.landscape][1](x[None, :], y[:, None])
        levels = z.min() + (z.max() - z.min()) * (np.arange(15) / 14.5) ** 2
        path = np.clip(self.path(), -1e4, 1e4)
        ax = canvas(figsize=(480 / 96, 400 / 96))
        contours(x, y, z, path=path, levels=levels, equal=False, ax=ax)
        return bleed(ax, (-3, 3), (-2.5, 2.5))
