"""Two vectors, their angle and a projection."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import vectors
from mlviz.style import BLUE, BROWN, ORANGE


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
            "Two arrows u and v from the origin with the angle between them and, as a broad bar, "
            "the projection of u on the line of v. Moving a tip changes the dot product, the "
            "angle, the projection."
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
        ax = canvas(figsize=(440 / 96, 440 / 96))
        p = self.values()["projection"] or [0.0, 0.0]
        ax.plot(*np.transpose([self.u, p]), color=BROWN, linestyle=":", linewidth=1.5)
        # broader than the arrow of v, which lies on it
        ax.plot(*np.transpose([(0, 0), p]), color=BROWN, linewidth=7, solid_capstyle="butt")
        vectors([self.u, self.v], labels=["u", "v"], colors=(BLUE, ORANGE), ax=ax)
        return bleed(ax, (-4, 4), (-4, 4))
