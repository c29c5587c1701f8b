"""A vector on the unit circle and its image under a matrix."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import vectors
from mlviz.style import BLUE, MUTED, ORANGE, PURPLE


class EigenDirections(Draggable):
    """A unit vector x and its image Ax; the directions that A keeps can be shown.

    The columns of A are dragged or taken from presets, x is dragged round the unit circle.

    Parameters
    ----------
    matrix : array_like of shape (2, 2)
    x : array_like of shape (2,)
        Not zero; brought to length 1.
    lines : bool
        Whether the directions are drawn and named at the start.
    """

    _esm = script("eigen_directions.js")
    _rows = 3
    matrix = traitlets.List().tag(sync=True)
    x = traitlets.List().tag(sync=True)
    lines = traitlets.Bool().tag(sync=True)

    def __init__(self, matrix=((1.0, 0.5), (1.0, 1.5)), x=(0.96, -0.28), lines=False, alt=""):
        alt = alt or (
            "The unit circle with a vector x and its image, an ellipse, with Ax. Moving x "
            "shows in which directions Ax lies on the line of x; moving the columns changes A."
        )
        x = finite(x, (2,), "x")
        length = math.hypot(*x)
        if length == 0:
            raise ValueError("x must not be zero: a direction is asked.")
        x = [v / length for v in x]
        super().__init__(matrix=finite(matrix, (2, 2), "matrix"), x=x, lines=lines, alt=alt)

    def eigen(self):
        """Return the eigenvalues as pairs of real and imaginary part, and the angles in degrees."""
        (a, b), (c, d) = self.matrix
        half, gap = (a + d) / 2, (a - d) * (a - d) / 4 + b * c
        root, one = math.sqrt(abs(gap)), abs(gap) < 1e-12
        if gap < 0 and not one:
            return [[half, root], [half, -root]], []
        values = [half, half] if one else [half + root, half - root]
        if self._every():
            return [[v, 0] for v in values], []
        kept = [max((b, v - a), (v - d, c), key=lambda p: math.hypot(*p)) for v in values]
        angles = [math.degrees(math.atan2(y, x)) % 180 for x, y in kept[one:]]
        return [[v, 0] for v in values], angles

    def _every(self):
        (a, b), (c, d) = self.matrix
        return b == c == 0 and a == d

    def values(self):
        """Return Ax, its length, its turn in degrees, x · Ax, the eigenvalues and directions."""
        x = self.x
        y = [p * x[0] + q * x[1] for p, q in self.matrix]
        stretch, along = math.hypot(*y), x[0] * y[0] + x[1] * y[1]
        cross = x[0] * y[1] - x[1] * y[0]
        turn = None if stretch < 1e-9 else math.degrees(math.atan2(cross, along))
        (one, two), angles = self.eigen()
        shown = {"image": y, "stretch": stretch, "turn": turn, "along": along}
        return shown | {"value1": one, "value2": two, "angles": angles}

    def words(self):
        """Return the matrix, where x points and what becomes of it, and the directions if shown."""
        (a, b), (c, d) = self.matrix
        angle = math.degrees(math.atan2(self.x[1], self.x[0]))
        head = f"A = [{num(a)} {num(b)}; {num(c)} {num(d)}] · x at {num(angle, 0)}° · "
        return head + self._verdict() + (f" · {self._found()}." if self.lines else ".")

    def _verdict(self):
        shown = self.values()
        turn, stretch = shown["turn"], shown["stretch"]
        if turn is None:
            return "Ax is zero: x is an eigenvector, eigenvalue 0"
        if abs(turn) < 1:
            return f"parallel: Ax = {num(stretch)} x"
        if abs(turn) > 179:
            return f"parallel, reversed: Ax = {num(-stretch)} x"
        return f"Ax is turned by {num(turn, 0)}°"

    def _found(self):
        (one, two), angles = self.eigen()
        if one[1]:
            return f"no real direction: λ = {num(one[0])} ± {num(one[1])}i"
        if self._every():
            return f"every direction stays: λ = {num(one[0])}"
        at = " and ".join(f"{num(v, 0)}°" for v in angles)
        if len(angles) == 1:
            return f"one direction only, {at}: λ = {num(one[0])} twice"
        return f"directions {at}: λ = {num(one[0])} and {num(two[0])}"

    def still(self):
        """Return the circle, its image, the columns, x and Ax."""
        ax = canvas(figsize=(440 / 96, 440 / 96))
        t = np.linspace(0, 2 * np.pi, 73)
        ring, A = np.array([np.cos(t), np.sin(t)]), np.array(self.matrix)
        ax.plot(*ring, color=MUTED, linewidth=1)
        ax.plot(*(A @ ring), color=ORANGE, linewidth=1)
        for angle in np.radians(self.eigen()[1]) if self.lines else ():
            u, w = 9 * np.cos(angle), 9 * np.sin(angle)
            ax.plot([-u, u], [-w, w], color=PURPLE, linestyle="--")
        arrows = [*A.T, A @ self.x, self.x]
        vectors(
            arrows,
            labels=["$a_1$", "$a_2$", "$Ax$", "$x$"],
            colors=(MUTED, MUTED, ORANGE, BLUE),
            ax=ax,
        )
        return bleed(ax, (-3, 3), (-3, 3))
