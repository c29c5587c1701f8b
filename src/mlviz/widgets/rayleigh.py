"""The Rayleigh quotient of a symmetric matrix along a turning unit vector."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import vectors
from mlviz.style import BLUE, GREEN, GRID, INK, MUTED, ORANGE, PAPER

_PIXELS = 100


class RayleighQuotient(Draggable):
    """A unit vector x that is turned, A x, its part along x, and the curve of x.T A x.

    Parameters
    ----------
    matrix : array_like of shape (2, 2)
        Symmetric, its eigenvalues within -2 to 2.
    angle : float
        Of x, in degrees.
    """

    _esm = script("rayleigh.js")
    matrix = traitlets.List().tag(sync=True)
    angle = traitlets.Float().tag(sync=True)

    def __init__(self, matrix=((1.5, 0.8), (0.8, 0.5)), angle=80.0, alt=""):
        matrix = finite(matrix, (2, 2), "matrix")
        if matrix[0][1] != matrix[1][0]:
            raise ValueError("matrix must be symmetric: its two entries off the diagonal differ.")
        if np.abs(np.linalg.eigvalsh(matrix)).max() > 2:
            raise ValueError(
                "the eigenvalues of matrix must lie in -2 to 2: A x leaves the picture."
            )
        if not math.isfinite(angle):
            raise ValueError(f"angle must be a finite number of degrees, got {angle}.")
        alt = alt or (
            "A unit vector x and its image Ax, with the part of Ax along x, and below them the "
            "curve of x·Ax over the angle of x. Turning x to the top or the bottom of the curve "
            "lays Ax on the line of x: there x is an eigenvector."
        )
        super().__init__(matrix=matrix, angle=float(angle), alt=alt)

    def values(self):
        """Return the quotient, the part of A x across x, and the two eigenvalues."""
        (p, q), (_, r) = self.matrix
        (cos, sin), (a, b) = self._x(), self._image()
        middle, half = (p + r) / 2, math.hypot((p - r) / 2, q)
        parts = {"quotient": a * cos + b * sin, "across": b * cos - a * sin}
        return parts | {"largest": middle + half, "smallest": middle - half}

    def _x(self):
        return math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))

    def _image(self):
        (p, q), (_, r) = self.matrix
        cos, sin = self._x()
        return p * cos + q * sin, q * cos + r * sin

    def words(self):
        """Return the quotient, the part across, and the eigenvalues."""
        r = self.values()
        own = " x is nearly an eigenvector." if abs(r["across"]) < 0.02 else ""
        parts = f"x·Ax = {num(r['quotient'])}, part of Ax across x {num(r['across'])}"
        values = f"Eigenvalues {num(r['largest'])} and {num(r['smallest'])}"
        return f"x at {num(self.angle, 1)}°: {parts}. {values}.{own}"

    def still(self):
        """Return x and A x in the plane, and below them the curve of the quotient."""
        ax = canvas(figsize=(400 / 96, 570 / 96))
        foot = np.multiply(self.values()["quotient"], self._x())
        for v in (-1, 0, 1):
            ax.plot([[v, -2], [v, 2]], [[-2, v], [2, v]], color=GRID if v else MUTED, linewidth=0.8)
        t = np.linspace(0, 2 * math.pi, 73)
        ax.plot(np.cos(t), np.sin(t), color=MUTED, linewidth=1.5)
        self._eigenlines(ax)
        ax.plot(*np.transpose([(0, 0), foot]), color=GREEN, linewidth=7)
        ax.plot(*np.transpose([self._image(), foot]), "--", color=MUTED, linewidth=1.5)
        vectors([self._x(), self._image()], labels=["x", "Ax"], colors=(BLUE, ORANGE), ax=ax)
        ax.fill([-2, 2, 2, -2], [-2, -2, -4, -4], color=PAPER, zorder=4)
        self._curve(ax)
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=(-2, 2), ylim=(-3.7, 2))
        ax.axis("off")
        return ax.figure

    def _eigenlines(self, ax):
        (p, q), (_, r) = self.matrix
        own = math.atan2(2 * q, p - r) / 2
        for angle in (own, own + math.pi / 2):
            end = 5 * np.array([math.cos(angle), math.sin(angle)])
            ax.plot(*np.transpose([-end, end]), ":", color=MUTED, linewidth=1)

    def _curve(self, ax):
        (p, q), (_, r) = self.matrix
        shown, t = self.values(), np.linspace(0, math.pi, 91)
        low, high = shown["smallest"], shown["largest"]

        def place(degrees, height):
            up = 530 - (np.asarray(height) - low) / (high - low or 1) * 90
            return (44 + np.asarray(degrees) / 180 * 340 - 200) / _PIXELS, (200 - up) / _PIXELS

        curve = (p + r) / 2 + (p - r) / 2 * np.cos(2 * t) + q * np.sin(2 * t)
        for height in (low, high):
            ax.plot(*place([0, 180], [height, height]), color=GRID, linewidth=1, zorder=5)
            ax.annotate(num(height), place(-21, height), va="center", zorder=5)
        ax.plot(*place(np.degrees(t), curve), color=INK, linewidth=1.5, zorder=5)
        ax.plot(*place(self.angle % 180, shown["quotient"]), "o", color=GREEN, zorder=6)
