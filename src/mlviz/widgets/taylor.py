"""A Taylor polynomial whose degree and point are chosen."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, INK, MUTED, ORANGE

CURVES = {
    "sine": ("sin x", math.sin, lambda a, k: math.sin(a + k * math.pi / 2), (-5, 5), (-5, 5)),
    "exponential": ("eˣ", math.exp, lambda a, k: math.exp(a), (-5, 1.2), (-5, 1.2)),
    "logarithm": (
        "ln x",
        math.log,
        lambda a, k: (-1) ** (k - 1) * math.factorial(k - 1) / a**k if k else math.log(a),
        (0.5, 3),
        (0.05, 5),
    ),
}
"""Words, function, k-th derivative, ranges of the two points for each curve of `TaylorDegree`."""
DEGREES = range(13)
_X, _Y = (-5, 5), (-3.5, 3.5)


class TaylorDegree(Draggable):
    """A function and its Taylor polynomial, with the error at a point.

    Parameters
    ----------
    curve : {"sine", "exponential", "logarithm"}
        sin x, eˣ or ln x.
    centre, probe : float
        Where the polynomial is made and where its error is read; moved into the curve's range.
    degree : int
        From 0 to 12.
    """

    _esm = script("taylor.js")
    curve = traitlets.Enum(list(CURVES)).tag(sync=True)
    centre = traitlets.Float().tag(sync=True)
    degree = traitlets.Int().tag(sync=True)
    probe = traitlets.Float().tag(sync=True)

    def __init__(self, curve="sine", centre=0.0, degree=3, probe=2.5, alt=""):
        if curve not in CURVES:
            raise ValueError(f"curve {curve!r} is none of {list(CURVES)}.")
        if degree not in DEGREES:
            raise ValueError(f"degree must be a whole number from 0 to 12, got {degree}.")
        if not (math.isfinite(centre) and math.isfinite(probe)):
            raise ValueError(f"centre and probe must be finite, got {centre} and {probe}.")
        alt = alt or (
            "A curve and a Taylor polynomial that touches it at one point. A higher degree holds "
            "on to the curve for longer; for the logarithm only within a distance, and beyond it "
            "a higher degree is worse."
        )
        points = {"centre": float(centre), "probe": float(probe)}
        super().__init__(curve=curve, degree=int(degree), alt=alt, **points)

    def values(self):
        """Return both points, the function and the polynomial at the probe, and the error."""
        _, f, _, here, there = CURVES[self.curve]
        a, x = min(here[1], max(here[0], self.centre)), min(there[1], max(there[0], self.probe))
        p = self._polynomial(a, x)
        return {"centre": a, "probe": x, "function": f(x), "polynomial": p, "error": abs(p - f(x))}

    def _polynomial(self, a, x):
        slope = CURVES[self.curve][2]
        return sum(slope(a, k) / math.factorial(k) * (x - a) ** k for k in range(self.degree + 1))

    def words(self):
        """Return the degree and the error."""
        r, name = self.values(), CURVES[self.curve][0]
        head = f"{name}, degree {self.degree} at {num(r['centre'])}"
        both = f"polynomial {num(r['polynomial'], 3)}, function {num(r['function'], 3)}"
        return f"{head}. At x = {num(r['probe'])}: {both}, error {num(r['error'], 4)}."

    def still(self):
        """Return the function, the polynomial and the gap between them."""
        _, f, _, _, _ = CURVES[self.curve]
        r, ax, t = self.values(), canvas(figsize=(480 / 96, 336 / 96)), np.linspace(*_X, 201)
        inside = t[t > 0] if self.curve == "logarithm" else t
        ax.plot(inside, [f(v) for v in inside], color=INK)
        curve = np.clip([self._polynomial(r["centre"], v) for v in t], -50, 50)
        ax.plot(t, curve, "--", color=ORANGE)
        ends = np.clip([r["function"], r["polynomial"]], -50, 50)
        ax.plot([r["probe"]] * 2, ends, color=MUTED, linewidth=4)
        ax.plot(r["centre"], f(r["centre"]), "o", color=BLUE, markersize=9)
        ax.plot(r["probe"], f(r["probe"]), "o", color=INK, markersize=9)
        return bleed(ax, _X, _Y)
