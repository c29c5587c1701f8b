"""Power iteration in the plane, step by step."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import vectors
from mlviz.style import BLUE, MUTED, ORANGE, PURPLE


class PowerIteration(Draggable):
    """Directions turning to the dominant eigenvector; the start is dragged round the circle.

    Parameters
    ----------
    matrix : array_like of shape (2, 2)
        Its determinant is not zero.
    start : array_like of shape (2,)
        Not zero; brought to length 1.
    step : int
        From 0 to 20.
    """

    _esm = script("power_iteration.js")
    _rows = 4
    matrix = traitlets.List().tag(sync=True)
    start = traitlets.List().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(self, matrix=((1.0, 0.5), (1.0, 1.5)), start=(0.96, -0.28), step=1, alt=""):
        alt = alt or (
            "Unit vectors on a circle: a start and what repeated multiplication by a matrix makes "
            "of it. With each step they turn towards the dominant direction, if there is one."
        )
        (a, b), (c, d) = matrix = finite(matrix, (2, 2), "matrix")
        start = finite(start, (2,), "start")
        if not (math.hypot(*start) > 0 and a * d - b * c != 0 and 0 <= step <= 20):
            raise ValueError(
                "start must not be zero, the matrix needs a determinant other than zero, and step "
                f"lies from 0 to 20; got {start}, {matrix} and {step}."
            )
        start = [v / math.hypot(*start) for v in start]
        super().__init__(matrix=matrix, start=start, step=step, alt=alt)

    def path(self):
        """Return the start and what each step makes of it, as an array of shape (step + 1, 2)."""
        (a, b), (c, d) = self.matrix
        points = [tuple(self.start)]
        for _ in range(self.step):
            u, v = points[-1]
            u, v = a * u + b * v, c * u + d * v
            length = math.hypot(u, v)
            points.append((u / length, v / length))
        return np.array(points)

    def dominant(self):
        """Return the unit eigenvector that wins, or None where two eigenvalues are as large."""
        (a, b), (c, d) = self.matrix
        half, gap = (a + d) / 2, (a - d) * (a - d) / 4 + b * c
        root = math.sqrt(max(gap, 0))
        turned, tied = gap < -1e-12, abs(half) < 1e-12 and root > 1e-6
        if turned or tied or (b == c == 0 and a == d):
            return None
        value = half + math.copysign(root, half)
        v = max((b, value - a), (value - d, c), key=lambda p: math.hypot(*p))
        return v[0] / math.hypot(*v), v[1] / math.hypot(*v)

    def values(self):
        """Return the last iterate, its Rayleigh quotient, and the degrees that it is off."""
        x, y = map(float, self.path()[-1])
        (a, b), (c, d) = self.matrix
        along, v = x * (a * x + b * y) + y * (c * x + d * y), self.dominant()
        if v is None:
            return {"x": [x, y], "along": along, "off": None}
        off = math.atan2(abs(x * v[1] - y * v[0]), abs(x * v[0] + y * v[1]))
        return {"x": [x, y], "along": along, "off": math.degrees(off)}

    def words(self):
        """Return the Rayleigh quotient and how far from the dominant direction the iterate is."""
        shown = self.values()
        head = f"after {self.step} steps: x · Ax = {num(shown['along'], 3)}, "
        if shown["off"] is None:
            return head + "no direction wins: two eigenvalues are equally large."
        return f"{head}{num(shown['off'])}° off the dominant direction."

    def still(self):
        """Return the circle, the dominant direction and all iterates."""
        ax = canvas(figsize=(440 / 96, 440 / 96))
        t, path, v = np.linspace(0, 2 * np.pi, 73), self.path(), self.dominant()
        ax.plot(np.cos(t), np.sin(t), color=MUTED, linewidth=1)
        if v is not None:
            ax.plot(*np.outer(v, [-9, 9]), color=PURPLE, linestyle="--")
        vectors(path, colors=(*[MUTED] * self.step, ORANGE), ax=ax)
        ax.plot(*path[0], "o", color=BLUE, markersize=11)
        return bleed(ax, (-1.4, 1.4), (-1.4, 1.4))
