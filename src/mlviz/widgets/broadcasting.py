"""Two shapes aligned at the right, what NumPy makes of them, and the arrays cell by cell."""

import numpy as np
import traitlets
from matplotlib.patches import Rectangle

from mlviz.draggable import Draggable, script
from mlviz.plots.arrays import stretched
from mlviz.plots.canvas import canvas
from mlviz.style import DIVERGING, INK, MUTED, ORANGE, PAPER

LARGEST = (2, 4, 4)
_LEFT = (8, 158, 308)  # of the three arrays, in pixels


class Broadcasting(Draggable):
    """Two shapes whose lengths are changed; shows the shape of A + B, or why they do not fit.

    A counts 10, 20, 30, ... and B counts 1, 2, 3, ... in reading order.

    Parameters
    ----------
    a, b : sequence of int
        Shapes of at most three axes, lengths 1 to 4, the first of three at most 2.
    at : sequence of int of shape (3,), default (0, 0, 0)
        The entry of the result that is looked at: sheet, row, column.

    Raises
    ------
    ValueError
        If a shape has more axes or longer ones.
    """

    _esm = script("broadcasting.js")
    a = traitlets.List().tag(sync=True)
    b = traitlets.List().tag(sync=True)
    at = traitlets.List().tag(sync=True)

    def __init__(self, a=(3, 1), b=(4,), at=(0, 0, 0), alt=""):
        alt = alt or (
            "Two shapes, aligned at the right, and below them the arrays A, B and A + B as cells, "
            "repeated entries dashed. Changing a length changes the result, or the shapes no "
            "longer fit and the axis that is to blame is marked."
        )
        super().__init__(a=_shape(a, "a"), b=_shape(b, "b"), at=[int(k) for k in at], alt=alt)

    def values(self):
        """Return whether the shapes fit, and the result's shape, place looked at and entry."""
        A, B = self._arrays()
        if self._clash():
            return {"fits": False, "shape": None, "at": None, "entry": None}
        C = A + B
        at = self._place(C.shape)
        return {"fits": True, "shape": list(C.shape), "at": list(at), "entry": int(C[at])}

    def words(self):
        """Return the shapes, the result's shape and where one entry comes from, or the error."""
        shapes = [str(tuple(s)) for s in (self.a, self.b)]
        if clash := self._clash():
            axis, p, q = clash
            both = " ".join(s.replace(" ", "") for s in shapes)
            error = f"ValueError: operands could not be broadcast together with shapes {both}"
            return f"{error} · axis −{axis} has the lengths {p} and {q}"
        A, B = self._arrays()
        at = self._place((A + B).shape)
        parts = [self._source(X, at) for X in (A, B)]
        names = [f"{name}{list(place) or ''}" for name, (place, _) in zip("AB", parts, strict=True)]
        p, q = (value for _, value in parts)
        entry = f"{names[0]} + {names[1]} = {p} + {q} = {p + q}"
        return f"{shapes[0]} and {shapes[1]} give {(A + B).shape} · {entry}"

    def _arrays(self):
        A, B = (np.arange(1, np.prod(s, dtype=int) + 1).reshape(s) for s in (self.a, self.b))
        return 10 * A, B

    def _clash(self):
        """Return (k, length, length) of the last axis -k on which the shapes differ, or None."""
        for k, (p, q) in enumerate(zip(self.a[::-1], self.b[::-1], strict=False), 1):
            if p != q and 1 not in (p, q):
                return k, p, q
        return None

    def _place(self, shape):
        rank = len(shape)
        places = zip(self.at[3 - rank :], shape, strict=True)
        return tuple(min(k, n - 1) for k, n in places)

    @staticmethod
    def _source(X, at):
        at = at[len(at) - X.ndim :]
        place = tuple(0 if n == 1 else k for k, n in zip(at, X.shape, strict=True))
        return place, int(X[place])

    def still(self):
        """Return the two shapes and the three arrays."""
        sheets = max(s[0] if len(s) == 3 else 1 for s in (self.a, self.b))
        high = 182 + 116 * sheets
        ax = canvas(figsize=(440 / 96, high / 96))
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        A, B = self._arrays()
        clash = self._clash()
        shape = None if clash else (A + B).shape
        rows = [("A.shape", self.a), ("B.shape", self.b), ("(A + B).shape", shape)]
        for k, (name, lengths) in enumerate(rows):
            _row(ax, 40 + 42 * k, name, lengths, clash)
        for left, sign in zip((143, 293), "+=", strict=True):
            ax.text(left, 235, sign, ha="center", va="center", fontsize=14)
        for left, X in zip(_LEFT, (A, B, None if clash else A + B), strict=True):
            _block(ax, left, X, X.shape if clash and X is not None else shape)
        ax.set(xlim=(0, 440), ylim=(high, 0))
        ax.set_axis_off()
        return ax.figure


def _shape(lengths, name):
    found = [int(n) for n in lengths]
    limits = LARGEST[3 - len(found) :]
    if len(found) > 3 or any(not 1 <= n <= top for n, top in zip(found, limits, strict=True)):
        raise ValueError(
            f"Broadcasting: {name} must have at most three lengths, each from 1 to "
            f"{LARGEST[1]}, the first of three at most {LARGEST[0]}; got {tuple(lengths)}."
        )
    return found


def _row(ax, y, name, lengths, clash):
    ax.text(4, y, name, va="center", fontsize=10)
    if lengths is None:
        ax.text(272, y, "do not fit", va="center", ha="center", fontsize=11, color=ORANGE)
        return
    for k, n in enumerate(lengths[::-1], 1):
        color = ORANGE if clash and clash[0] == k else INK
        ax.text(496 - 112 * k, y, str(n), ha="center", va="center", fontsize=12, color=color)


def _block(ax, left, X, shape):
    if X is None:
        ax.text(left + 60, 235, "no result", ha="center", va="center", color=ORANGE, fontsize=10)
        return
    full, copied = stretched(X, (1,) * (3 - len(shape)) + tuple(shape))
    for (sheet, i, j), value in np.ndenumerate(full):
        pale = copied[sheet, i, j]
        look = {"facecolor": PAPER, "edgecolor": MUTED, "linestyle": "--"} if pale else {
            "facecolor": DIVERGING[8], "edgecolor": INK}  # fmt: skip
        x, y = left + 30 * j, 182 + 116 * sheet + 26 * i
        ax.add_patch(Rectangle((x, y), 30, 26, linewidth=1, **look))
        words = {"ha": "center", "va": "center", "fontsize": 9.5}
        ax.text(x + 15, y + 13, str(value), color=MUTED if pale else INK, **words)
