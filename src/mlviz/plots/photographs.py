"""Photographs two by two, pixel by pixel, small enough for a page."""

import numpy as np
from matplotlib.figure import Figure

from mlviz.plots.canvas import numbers, row
from mlviz.style import styled

ROOM = 0.3  # inches for a title


def photographs(pictures, *, titles, steps=32):
    """Draw pictures beside each other, more than two in rows of two, each pixel as it is.

    Parameters
    ----------
    pictures : sequence of array_like of shape (H, W) or (H, W, 3)
        All of one shape; what lies below 0 or above 1 is drawn black or white.
    titles : sequence of str
    steps : int, default 32
        Brightness is rounded to so many steps: the file is half as long and no eye sees it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the shapes do not fit, or titles are missing.
    """
    stack = np.clip(numbers(pictures, "pictures"), 0, 1)
    if stack.ndim not in (3, 4) or (stack.ndim == 4 and stack.shape[3] != 3):
        raise ValueError(f"photographs: need shape (N, H, W) or (N, H, W, 3), got {stack.shape}.")
    if len(titles) != len(stack):
        raise ValueError(f"photographs: {len(stack)} pictures, but {len(titles)} titles.")
    axes = _places(len(stack), stack.shape[1] / stack.shape[2])
    stack = np.round(stack * (steps - 1)) / (steps - 1)
    for ax, picture, title in zip(axes, stack, titles, strict=True):
        ax.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="none")
        ax.set_title(title, fontsize=9)
        ax.set_axis_off()
    return axes[0].figure


def _places(count, tall):
    if count <= 2:
        return row(count, (6.4, 6.4 / count * tall + 0.35))
    down, side = -(-count // 2), 2.3  # all of one size on a phone, too
    height = down * (side * tall + ROOM)
    with styled():
        fig = Figure(figsize=(2 * side, height), layout="none")
        fig.subplots_adjust(0, 0, 1, 1 - ROOM / height, 0.05, ROOM / (side * tall))
        axes = fig.subplots(down, 2, squeeze=False).ravel()
    for empty in axes[count:]:
        empty.remove()
    return axes[:count]
