"""The plane's grid under a matrix."""

import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.plots.planes import plane_grid


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
        ax = canvas(figsize=(440 / 96, 440 / 96))
        return bleed(plane_grid(self.matrix, size=6, ax=ax), (-4, 4), (-4, 4))
