"""A picture by its largest singular values, with the cut between kept and left out dragged."""

import math

import numpy as np
import traitlets
from matplotlib.figure import Figure

from mlviz.draggable import Draggable, num, script
from mlviz.plots.canvas import numbers
from mlviz.style import BLUE, MUTED, ORANGE, styled

MOST = 10_000  # pixels: the script finds the singular values of so many in a quarter of a second


class RankPicture(Draggable):
    """A grey picture as the sum of its first terms; shows error, bytes and what is left out.

    Two bytes are counted for each number of a term, one for each pixel of the picture itself.

    Parameters
    ----------
    picture : array_like of shape (m, n)
        Brightness from 0 to 1, kept in 255 steps; at most 10,000 pixels.
    rank : int
        How many terms are kept, from 0 to min(m, n).
    """

    _esm = script("rank_picture.js")
    _rows = 2
    picture = traitlets.List().tag(sync=True)
    rank = traitlets.Int().tag(sync=True)

    def __init__(self, picture, rank=5, alt=""):
        picture = numbers(picture, "picture", 2)
        if picture.size > MOST or picture.min() < 0 or picture.max() > 1:
            raise ValueError(
                f"picture must hold at most {MOST} numbers from 0 to 1, got shape {picture.shape} "
                f"from {picture.min():.3g} to {picture.max():.3g}."
            )
        if not 0 <= rank <= min(picture.shape):
            raise ValueError(f"rank must lie between 0 and {min(picture.shape)}, got {rank}.")
        alt = alt or (
            "A small picture, what is left out of it, and its singular values as bars. Moving the "
            "cut to the right keeps more terms: the picture becomes sharper and takes more bytes."
        )
        steps = np.round(np.round(255 * picture, 6))  # a half is one on every machine
        rows = [bytes(row).hex() for row in steps.astype(np.uint8)]
        super().__init__(picture=rows, rank=rank, alt=alt)

    @classmethod
    def example(cls):
        """Return a small disc on stripes."""
        y, x = np.indices((24, 36))
        return cls(np.where((x - 20) ** 2 + (y - 11) ** 2 < 64, 0.9, 0.2 + 0.02 * x % 0.3), 3)

    def pixels(self):
        """Return the picture as it is kept, in steps of 1/255."""
        return np.array([list(bytes.fromhex(row)) for row in self.picture]) / 255

    def _svd(self):
        """Return U, the singular values, those of rounding set to 0, and the transposed V."""
        U, sigma, Vt = np.linalg.svd(self.pixels(), full_matrices=False)
        return U, np.where(sigma > 1e-12 * sigma[0], sigma, 0.0), Vt

    def values(self):
        """Return rank, relative error, the first singular value left out, PSNR in dB, bytes."""
        _, sigma, _ = self._svd()
        k, (m, n) = self.rank, self.pixels().shape
        left, whole = float(sigma[k:] @ sigma[k:]), float(sigma @ sigma)
        return {
            "rank": k,
            "error": math.sqrt(left / whole) if whole else 0.0,
            "spectral": float(sigma[k]) if k < len(sigma) else 0.0,
            "psnr": 10 * math.log10(m * n / left) if left > 0 else None,
            "bytes": 2 * k * (m + n),
            "pixels": m * n,
        }

    def words(self):
        """Return how many terms are kept, the bytes, the error and what is left out."""
        r = self.values()
        return (
            f"{r['rank']} of {min(self.pixels().shape)} terms · {r['bytes']} bytes, the picture "
            f"itself {r['pixels']} · error {num(100 * r['error'], 1)} %, "
            f"PSNR {num(r['psnr'], 1)} dB · largest singular value left out {num(r['spectral'])}."
        )

    def still(self):
        """Return both pictures and the singular values."""
        U, sigma, Vt = self._svd()
        k, A = self.rank, self.pixels()
        kept = (U[:, :k] * sigma[:k]) @ Vt[:k]
        with styled():
            fig = Figure(figsize=(520 / 96, 420 / 96))
            fig.set_layout_engine("none")
            pictures = [fig.add_axes([x, 0.5, 0.48, 0.42]) for x in (0.01, 0.51)]
            below = fig.add_axes([0.09, 0.07, 0.89, 0.34])
        shown = {"kept": (kept, 0, 1), "left out": (A - kept, -0.5, 0.5)}
        for ax, (title, (image, low, high)) in zip(pictures, shown.items(), strict=True):
            image = np.clip((image - low) / (high - low), 0, 1)
            image = np.round(31 * image) / 31  # the page is half as long, and no eye sees it
            ax.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="none")
            ax.set_title(title, fontsize=10)
            ax.set_axis_off()
        heights = np.maximum(sigma / (sigma[0] or 1.0), 1e-3)
        places = np.arange(1, len(sigma) + 1)
        below.vlines(places, 1e-3, heights, color=[BLUE] * k + [MUTED] * (len(sigma) - k))
        below.axvline(k + 0.5, color=ORANGE)
        below.set(yscale="log", ylim=(1e-3, 1.3), xlim=(-1, len(sigma) + 1))
        return fig
