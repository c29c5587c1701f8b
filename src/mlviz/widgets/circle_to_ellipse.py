"""The unit circle under a matrix: turned, stretched along the axes, turned again."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import vectors
from mlviz.style import BLUE, GREEN, INK, MUTED, ORANGE, PURPLE

_ROUND = np.exp(1j * np.arange(73) * np.pi / 36)
_CIRCLE = np.array([_ROUND.real, _ROUND.imag])


class CircleToEllipse(Draggable):
    """The unit circle on its way to the ellipse of a 2 by 2 matrix whose columns are dragged.

    Parameters
    ----------
    matrix : array_like of shape (2, 2)
    step : float
        From 0, the circle, over 1 (turned), 2 (stretched along the axes) to 3, the ellipse.
    """

    _esm = script("circle_to_ellipse.js")
    _rows = 2
    matrix = traitlets.List().tag(sync=True)
    step = traitlets.Float().tag(sync=True)

    def __init__(self, matrix=((2.0, 0.0), (1.2, 1.6)), step=0.0, alt=""):
        if not 0 <= step <= 3:
            raise ValueError(f"step must lie between 0 and 3, got {step}.")
        alt = alt or (
            "The unit circle and the ellipse that a 2 by 2 matrix makes of it. The step slider "
            "turns the circle, stretches it along the axes and turns it again; moving a column "
            "of the matrix changes the ellipse, its half-axes and their ratio."
        )
        super().__init__(matrix=finite(matrix, (2, 2), "matrix"), step=float(step), alt=alt)

    def _parts(self):
        """Return the angles of v1 and u1, both singular values, and whether U mirrors."""
        (a, b), (c, d) = self.matrix
        v = math.atan2(2 * (a * b + c * d), a * a + c * c - b * b - d * d) / 2
        x, y = a * math.cos(v) + b * math.sin(v), c * math.cos(v) + d * math.sin(v)
        s1, det = math.hypot(x, y), a * d - b * c
        s2 = abs(det) / s1 if abs(det) > 1e-9 * s1 * s1 else 0.0
        return v, math.atan2(y, x), s1, s2, s2 > 0 and det < 0

    def map(self):
        """Return the product of what has been done up to the present step, of shape (2, 2)."""
        v, u, s1, s2, mirror = self._parts()
        first, second, third = np.clip(self.step - np.arange(3), 0, 1)
        flip = math.cos(math.pi * third) if mirror else 1.0
        stretch = np.diag([1 + (s1 - 1) * second, flip * (1 + (s2 - 1) * second)])
        return _turn(u * third) @ stretch @ _turn(-v * first)

    def values(self):
        """Return both singular values, kappa, the angles of v1 and u1 in degrees, the map."""
        v, u, s1, s2, _ = self._parts()
        kappa = s1 / s2 if s2 > 0 else None
        shown = {"sigma1": s1, "sigma2": s2, "kappa": kappa}
        angles = {"angle_v": math.degrees(v), "angle_u": math.degrees(u)}
        return shown | angles | {"map": self.map().tolist()}

    def words(self):
        """Return the matrix, its singular values, their ratio, two angles and the step."""
        (a, b), (c, d) = self.matrix
        r, mirror = self.values(), self._parts()[-1]
        last = "U mirrors and turns" if mirror else "U turns"
        done = ("the unit circle", "Vᵀ turns", "Σ stretches", last)[math.ceil(self.step)]
        return (
            f"A = [{num(a)} {num(b)}; {num(c)} {num(d)}] · σ₁ = {num(r['sigma1'])} · "
            f"σ₂ = {num(r['sigma2'])} · κ = {num(r['kappa'])} · "
            f"v₁ at {num(r['angle_v'], 1)}°, u₁ at {num(r['angle_u'], 1)}° · {done}."
        )

    def still(self):
        """Return the circle at its present step and the ellipse."""
        ax, M, A = canvas(figsize=(440 / 96, 440 / 96)), self.map(), np.array(self.matrix)
        ax.plot(*(A @ _CIRCLE), color=MUTED, linestyle="--")
        ax.fill(*(M @ _CIRCLE), facecolor=BLUE, alpha=0.18)
        ax.plot(*(M @ _CIRCLE), color=INK)
        ax.scatter(*A, s=60, color=(GREEN, PURPLE), zorder=4)
        axes = M @ _turn(self._parts()[0])
        vectors(axes.T, colors=(BLUE, ORANGE), ax=ax)
        return bleed(ax, (-4, 4), (-4, 4))


def _turn(angle):
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, -s], [s, c]])
