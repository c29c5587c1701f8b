"""A few things in trays: a labelling, the partition it makes, the matrix of its relation."""

import numpy as np
import traitlets
from matplotlib.patches import Rectangle

from mlmath.sets.counting import bell, permutations, stirling
from mlviz.draggable import Draggable, bleed, finite, script
from mlviz.plots.canvas import canvas
from mlviz.style import GRID, INK, MUTED, PALETTE, PAPER

LETTERS = "abcdef"


class Partition(Draggable):
    """Things that are dragged between trays: the partition, its relation's matrix, the counts.

    Parameters
    ----------
    trays : sequence of int
        The tray of each of 2 to 6 things; there are as many trays as things, numbered from 0.

    Raises
    ------
    ValueError
        If there are too few or too many things, or a tray does not exist.
    """

    _esm = script("partition.js")
    trays = traitlets.List().tag(sync=True)

    def __init__(self, trays=(2, 2, 0, 4, 0), alt=""):
        trays = [int(t) if t == int(t) else -1 for t in finite(trays, (None,), "trays")]
        n = len(trays)
        if not 2 <= n <= len(LETTERS):
            raise ValueError(f"Partition takes 2 to {len(LETTERS)} things, got {n}.")
        if not all(0 <= t < n for t in trays):
            raise ValueError(f"each tray must be a whole number from 0 to {n - 1}, got {trays}.")
        alt = alt or (
            f"{n} things in {n} trays, and a table with a 1 for each pair that shares a tray. "
            "Moving a thing to another tray changes the groups and the ones in its row and column."
        )
        super().__init__(trays=trays, alt=alt)

    def blocks(self):
        """Return the groups as lists of numbers, in the order of their first thing."""
        used = list(dict.fromkeys(self.trays))
        return [[i for i, t in enumerate(self.trays) if t == tray] for tray in used]

    def matrix(self):
        """Return the relation "in the same tray" as an array of 0 and 1, of shape (n, n)."""
        trays = np.array(self.trays)
        return (trays[:, None] == trays).astype(int)

    def values(self):
        """Return the number of blocks and ones, the matrix, and what can be counted."""
        n, k, M = len(self.trays), len(self.blocks()), self.matrix()
        seen = {"blocks": k, "pairs": int(M.sum()), "matrix": M.tolist()}
        return seen | {
            "same_number": stirling(n, k),
            "all": bell(n),
            "placings": permutations(n, k),
        }

    def words(self):
        """Return the groups and the counts."""
        r, n = self.values(), len(self.trays)
        groups = " ".join(f"{{{', '.join(LETTERS[i] for i in b)}}}" for b in self.blocks())
        return (
            f"{groups} · blocks: {r['blocks']} · ones: {r['pairs']} of {n * n} · "
            f"partitions into {r['blocks']}: {r['same_number']}, in all: {r['all']} · "
            f"ways to lay this one into the trays: {r['placings']}"
        )

    def still(self):
        """Return the trays with their things, and the matrix beside them."""
        n, ax = len(self.trays), canvas(figsize=(520 / 96, 260 / 96))
        for t in range(n):
            ax.add_patch(_box((0.06, n - t - 0.94), n - 0.12, 0.88, "none", MUTED))
        ax.text(n / 2, n + 0.25, "trays", color=MUTED, ha="center", va="center")
        for i, tray in enumerate(self.trays):
            ax.plot(i + 0.35, n - tray - 0.5, "o", markersize=10, color=INK)
            ax.text(i + 0.6, n - tray - 0.5, LETTERS[i], color=INK, va="center", weight="bold")
            ax.text(n + i + 1.5, n + 0.25, LETTERS[i], color=MUTED, ha="center", va="center")
            ax.text(n + 0.7, n - i - 0.5, LETTERS[i], color=MUTED, ha="center", va="center")
        self._draw_matrix(ax)
        fig = bleed(ax, (0, 2 * n + 1), (0, n + 0.5))
        ax.set_axis_off()
        return fig

    def _draw_matrix(self, ax):
        n, used = len(self.trays), list(dict.fromkeys(self.trays))
        for (i, j), one in np.ndenumerate(self.matrix()):
            color = PALETTE[used.index(self.trays[i]) % len(PALETTE)] if one else "none"
            ax.add_patch(_box((n + 1 + j, n - i - 1), 1, 1, color, GRID))
            if one:
                ax.text(n + j + 1.5, n - i - 0.5, "1", color=PAPER, ha="center", va="center")


def _box(corner, width, height, face, edge):
    return Rectangle(corner, width, height, facecolor=face, edgecolor=edge, linewidth=1)
