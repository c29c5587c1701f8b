"""A quadratic form of two variables: its axes, its level lines, its surface."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, BROWN, GREEN, GRID, INK, MUTED, ORANGE, PAPER, PURPLE

SHAPES = {
    "++": ("bowl", "positive definite"),
    "+0": ("trough", "positive semidefinite"),
    "+-": ("saddle", "indefinite"),
    "0-": ("ridge", "negative semidefinite"),
    "--": ("dome", "negative definite"),
    "00": ("plain", "zero"),
}
"""Shape and definiteness by the signs of the two eigenvalues, the larger first."""
_PHI = np.arange(241) * math.pi / 120
_PIXELS = 200 / 3


class QuadraticForm(Draggable):
    """Level lines and surface of a quadratic form whose axes are turned and eigenvalues are set.

    Parameters
    ----------
    first, second : float
        The eigenvalues, within -2 to 2.
    angle : float
        Of the first axis, in degrees.
    point : array_like of shape (2,)
        The probe, within -3 to 3.
    """

    _esm = script("quadratic_form.js")
    _rows = 3
    first = traitlets.Float().tag(sync=True)
    second = traitlets.Float().tag(sync=True)
    angle = traitlets.Float().tag(sync=True)
    point = traitlets.List().tag(sync=True)

    def __init__(self, first=1.5, second=0.5, angle=30.0, point=(1.0, -1.5), alt=""):
        if not (abs(first) <= 2 and abs(second) <= 2):
            raise ValueError(f"first and second must lie in -2 to 2, got {first} and {second}.")
        if not math.isfinite(angle):
            raise ValueError(f"angle must be a finite number of degrees, got {angle}.")
        alt = alt or (
            "Level lines of a quadratic form with its two perpendicular axes, and its surface in "
            "perspective. Turning the axes changes the formula and not the shape; the signs of "
            "the two eigenvalues make a bowl, trough, saddle, ridge or dome."
        )
        numbers = {"first": float(first), "second": float(second), "angle": float(angle)}
        super().__init__(**numbers, point=finite(point, (2,), "point"), alt=alt)

    def values(self):
        """Return the matrix by a, b, c, its det and trace, the height of the probe, the shape."""
        theta, (x, y) = math.radians(self.angle), self.point
        cos, sin, first, second = math.cos(theta), math.sin(theta), self.first, self.second
        a, c = first * cos**2 + second * sin**2, first * sin**2 + second * cos**2
        b = (first - second) * cos * sin
        height = a * x * x + 2 * b * x * y + c * y * y
        whole = {"det": first * second, "trace": first + second, "height": height}
        return {"a": a, "b": b, "c": c} | whole | {"definiteness": self._shape()[1]}

    def _shape(self):
        ordered = sorted([self.first, self.second], reverse=True)
        return SHAPES["".join("+" if v > 0 else "-" if v < 0 else "0" for v in ordered)]

    def words(self):
        """Return the formula, the names of the shape, and the height at the probe."""
        r, (x, y), (shape, definiteness) = self.values(), self.point, self._shape()
        form = f"{num(r['a'])} x²{_term(2 * r['b'])} xy{_term(r['c'])} y²"
        height = f"At ({num(x)}, {num(y)}): {num(r['height'])}."
        return f"f = {form}: {shape}, {definiteness}. {height}"

    def still(self):
        """Return level lines and axes, and below them the surface."""
        ax, theta = canvas(figsize=(400 / 96, 570 / 96)), math.radians(self.angle)
        for v in (-2, -1, 0, 1, 2):
            ax.plot([[v, -3], [v, 3]], [[-3, v], [3, v]], color=GRID if v else MUTED, linewidth=0.8)
        self._levels(ax, theta)
        ax.fill([-3, 3, 3, -3], [-3, -3, -6, -6], color=PAPER, zorder=2)
        ax.plot([-3, 3], [-3, -3], color=GRID, linewidth=1)
        self._surface(ax, theta)
        for way, color in ((theta, GREEN), (theta + math.pi / 2, BROWN)):
            tip = 2.6 * np.array([math.cos(way), math.sin(way)])
            ax.plot(*np.transpose([-tip, tip]), color=color, linewidth=2.5)
        ax.plot(2.2 * math.cos(theta), 2.2 * math.sin(theta), "o", color=GREEN, markersize=11)
        ax.plot(*self.point, "o", color=PURPLE, markersize=11)
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=(-3, 3), ylim=(-5.55, 3))
        ax.axis("off")
        return ax.figure

    def _height(self, phi, theta):
        return self.first * np.cos(phi - theta) ** 2 + self.second * np.sin(phi - theta) ** 2

    def _levels(self, ax, theta):
        g, way = self._height(_PHI, theta), np.array([np.cos(_PHI), np.sin(_PHI)])
        for sign, color, style in ((1, BLUE, "-"), (-1, ORANGE, "--")):
            for h in range(1, 19):
                r = np.sqrt(sign * h / np.where(sign * g > h / 64, sign * g, np.nan) * sign)
                if np.isfinite(r).any():
                    ax.plot(*(r * way), style, color=color, linewidth=0.9)
        if self.first * self.second <= 0 and (self.first or self.second):
            flat = math.atan2(math.sqrt(abs(self.first)), math.sqrt(abs(self.second)))
            for a in (theta + flat, theta - flat):
                end = 5 * np.array([math.cos(a), math.sin(a)])
                ax.plot(*np.transpose([-end, end]), color=INK, linewidth=1)

    def _surface(self, ax, theta):
        def seen(r, phi):
            lift = 34 * r * np.sin(phi) + 22 * r * r * self._height(phi, theta)
            return 150 * r * np.cos(phi) / _PIXELS, (lift - 285) / _PIXELS

        r, style = np.linspace(-1, 1, 21), {"color": MUTED, "linewidth": 0.6, "zorder": 3}
        for ring in (0.25, 0.5, 0.75, 1.0):
            ax.plot(*seen(ring, _PHI[::4]), **style)
        for k in range(12):
            ax.plot(*seen(r, k * math.pi / 12), **style)
        g = self._height(_PHI, theta)
        for sign, color, line in ((1, BLUE, "-"), (-1, ORANGE, "--")):
            rim = np.where(sign * g > 0, seen(1.0, _PHI), np.nan)
            ax.plot(*rim, line, color=color, linewidth=1.6, zorder=4)
        ax.plot(*seen(r, theta), color=GREEN, linewidth=2.2, zorder=4)
        ax.plot(*seen(r, theta + math.pi / 2), color=BROWN, linewidth=2.2, zorder=4)


def _term(v):
    text = num(v)
    return f" − {text[1:]}" if text.startswith("−") else f" + {text}"
