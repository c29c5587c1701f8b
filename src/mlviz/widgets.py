"""Draggable pictures: the plane under a matrix, two vectors, descent, a line, a graph."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.curves import line_fit
from mlviz.plots.landscapes import contours
from mlviz.plots.planes import plane_grid, vectors
from mlviz.style import BLUE, BROWN, ORANGE, PALETTE

_PLANE, _SPAN = (440 / 96, 440 / 96), ((-4, 4), (-4, 4))


class MatrixPlane(Draggable):
    """The plane's grid under a 2 by 2 matrix whose columns are dragged; shows its determinant.

    Parameters
    ----------
    matrix : array_like of shape (2, 2)
    """

    _esm = script("plane.js")
    matrix = traitlets.List().tag(sync=True)

    def __init__(self, matrix=((1.0, 0.5), (0.0, 1.0)), alt=""):
        alt = alt or (
            "The grid of the plane under a 2 by 2 matrix. Moving the two columns shears, turns and "
            "stretches it; the shaded image of the unit square has the determinant as its area."
        )
        super().__init__(matrix=finite(matrix, (2, 2), "matrix"), alt=alt)

    def values(self):
        """Return det, area and trace."""
        (a, b), (c, d) = self.matrix
        det = a * d - b * c
        return {"det": det, "area": abs(det), "trace": a + d}

    def words(self):
        """Return the matrix, its determinant, the area and what becomes of the plane."""
        (a, b), (c, d) = self.matrix
        det = self.values()["det"]
        side = "the plane is turned over" if det < 0 else "no turning over"
        side = "the plane is flattened" if abs(det) < 1e-9 else side
        rows = f"A = [{num(a)} {num(b)}; {num(c)} {num(d)}]"
        return f"{rows} · det A = {num(det)} · area {num(abs(det))}: {side}."

    def still(self):
        """Return the grid under the matrix."""
        return bleed(plane_grid(self.matrix, size=6, ax=canvas(figsize=_PLANE)), *_SPAN)


class TwoVectors(Draggable):
    """Two vectors whose tips are dragged; shows dot product, angle and the projection of u on v.

    Parameters
    ----------
    u, v : array_like of shape (2,)
    """

    _esm = script("vectors.js")
    u = traitlets.List().tag(sync=True)
    v = traitlets.List().tag(sync=True)

    def __init__(self, u=(1.0, 2.5), v=(3.0, 1.0), alt=""):
        alt = alt or (
            "Two arrows u and v from the origin with the angle between them and the projection of "
            "u on the line of v. Moving a tip changes the dot product, the angle, the projection."
        )
        super().__init__(u=finite(u, (2,), "u"), v=finite(v, (2,), "v"), alt=alt)

    def values(self):
        """Return dot, norm_u, norm_v, cosine, angle in degrees, projection; None if undefined."""
        (a, b), (c, d) = self.u, self.v
        dot, cross, nu, nv = a * c + b * d, a * d - b * c, math.hypot(a, b), math.hypot(c, d)
        both = nu > 0 and nv > 0
        return {
            "dot": dot,
            "norm_u": nu,
            "norm_v": nv,
            "cosine": dot / (nu * nv) if both else None,
            "angle": math.degrees(math.atan2(abs(cross), dot)) if both else None,
            "projection": [dot / nv**2 * c, dot / nv**2 * d] if nv > 0 else None,
        }

    def words(self):
        """Return dot product, lengths, angle and projection."""
        r = self.values()
        angle, p = r["angle"], r["projection"]
        lengths = f"u·v = {num(r['dot'])} · |u| = {num(r['norm_u'])} · |v| = {num(r['norm_v'])} · "
        turn = "no angle: a vector is zero" if angle is None else f"angle {num(angle, 1)}°"
        if p is None:
            return f"{lengths}{turn} · no projection on a zero vector"
        return f"{lengths}{turn} · projection of u on v ({num(p[0])}, {num(p[1])})"

    def still(self):
        """Return the two vectors and the projection."""
        ax = canvas(figsize=_PLANE)
        p = self.values()["projection"] or [0.0, 0.0]
        ax.plot(*np.transpose([self.u, p]), color=BROWN, linestyle=":", linewidth=1.5)
        vectors([p], colors=(BROWN,), ax=ax)
        vectors([self.u, self.v], labels=["u", "v"], colors=(BLUE, ORANGE), ax=ax)
        return bleed(ax, *_SPAN)


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

    _esm = script("descent.js")
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


class FitLine(Draggable):
    """A point cloud with its least-squares line; drag a point, see residuals and leverage.

    Parameters
    ----------
    points : array_like of shape (N, 2)
        2 to 40 points within 0 to 10 and 0 to 8.
    """

    _esm = script("line.js")
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
