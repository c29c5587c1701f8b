"""A bent grid of the plane, and the parallelogram by which the Jacobian imitates it."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, INK, MUTED, ORANGE


def _swirl(x, y):
    a = 0.3 * (x**2 + y**2)
    return x * np.cos(a) - y * np.sin(a), x * np.sin(a) + y * np.cos(a)


def _swirl_slopes(x, y):
    a, (u, v) = 0.3 * (x**2 + y**2), _swirl(x, y)
    c, s = np.cos(a), np.sin(a)
    return (c - 0.6 * x * v, -s - 0.6 * y * v), (s + 0.6 * x * u, c + 0.6 * y * u)


MAPS = {
    "bend": (
        lambda x, y: (x + y**2 / 4, y - x**2 / 4),
        lambda x, y: ((1, y / 2), (-x / 2, 1)),
    ),
    "fold": (lambda x, y: (x, y**2 / 2), lambda x, y: ((1, 0), (0, y))),
    "swirl": (_swirl, _swirl_slopes),
    "square": (
        lambda x, y: ((x**2 - y**2) / 3, 2 * x * y / 3),
        lambda x, y: ((2 * x / 3, -2 * y / 3), (2 * y / 3, 2 * x / 3)),
    ),
}
"""The map and its Jacobian, of each choice of `BentGrid`."""

SHIFT = 5.4
CORNERS = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))


class BentGrid(Draggable):
    """A square round a point, its bent image, and the parallelogram that the Jacobian makes of it.

    Parameters
    ----------
    map : {"bend", "fold", "swirl", "square"}
        (x + y²/4, y - x²/4); (x, y²/2); a turn by 0.3 r²; ((x² - y²)/3, 2xy/3).
    point : array_like of shape (2,)
        Within -1.5 to 1.5.
    side : float
        Side of the square, above 0 and at most 1.
    """

    _esm = script("bent_grid.js")
    _rows = 2
    map = traitlets.Enum(list(MAPS)).tag(sync=True)
    point = traitlets.List().tag(sync=True)
    side = traitlets.Float().tag(sync=True)

    def __init__(self, map="bend", point=(1.0, 1.0), side=1.0, alt=""):
        if map not in MAPS or not 0 < side <= 1:
            raise ValueError(f"map must be one of {list(MAPS)} and side in (0, 1]: {map!r}, {side}")
        alt = alt or (
            "Left, a straight grid with a square round a point. Right, the grid after a map of the "
            "plane: its lines are bent, and the square has become a curved shape. The Jacobian "
            "makes a parallelogram of the square. The smaller the square, the better it fits."
        )
        point = finite(point, (2,), "point")
        if max(abs(v) for v in point) > 1.5:
            raise ValueError(f"point must lie within ±1.5, got {point}.")
        super().__init__(map=map, point=point, side=float(side), alt=alt)

    def values(self):
        """Return the image, the Jacobian, its determinant, and the gap of the worst corner."""
        F, J = MAPS[self.map]
        (x, y), h = self.point, self.side
        (u, v), ((a, b), (c, d)) = F(x, y), J(x, y)
        gap = 0.0
        for p, q in CORNERS:
            U, V = F(x + h * p, y + h * q)
            gap = max(gap, math.hypot(U - u - h * (a * p + b * q), V - v - h * (c * p + d * q)) / h)
        shown = {"u": u, "v": v, "a": a, "b": b, "c": c, "d": d, "det": a * d - b * c, "gap": gap}
        return {key: float(value) for key, value in shown.items()}

    def words(self):
        """Return the Jacobian, its determinant and how far the parallelogram is off."""
        r = {key: num(value) for key, value in self.values().items()}
        return (
            f"{self.map}: J = [{r['a']} {r['b']}; {r['c']} {r['d']}] · det J = {r['det']} · "
            f"worst corner off by {r['gap']} sides."
        )

    def still(self):
        """Return the two grids with the square, its image and the parallelogram."""
        ax, F, r = canvas(figsize=(648 / 96, 360 / 96)), MAPS[self.map][0], self.values()
        along = np.linspace(-2, 2, 33)
        for k in np.arange(-2, 2.5, 0.5):
            for x, y in ((np.full_like(along, k), along), (along, np.full_like(along, k))):
                ax.plot(x, y, color=MUTED, linewidth=0.6)
                u, v = F(x, y)
                ax.plot(u + SHIFT, v, color=MUTED, linewidth=0.6)
        p, corners = np.array(self.point), self.side * np.array(CORNERS).T
        edge = (
            np.linspace(corners, np.roll(corners, -1, axis=1), 9).transpose(1, 2, 0).reshape(2, -1)
        )
        ax.fill(*(p[:, None] + corners), facecolor=BLUE, alpha=0.25, edgecolor=INK)
        u, v = F(*(p[:, None] + edge))
        ax.fill(u + SHIFT, v, facecolor=ORANGE, alpha=0.35, edgecolor=ORANGE)
        J = np.array([[r["a"], r["b"]], [r["c"], r["d"]]])
        ax.fill(*(np.array([[r["u"] + SHIFT], [r["v"]]]) + J @ corners), fill=False, edgecolor=BLUE)
        ax.plot([p[0], r["u"] + SHIFT], [p[1], r["v"]], "o", color=INK)
        figure = bleed(ax, (-2.4, 8.4), (-3, 3))
        ax.set_axis_off()
        return figure
