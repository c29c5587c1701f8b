"""Photographs in a row, pixel by pixel, small enough for a page."""

import numpy as np

from mlviz.plots.canvas import numbers, row


def photographs(pictures, *, titles, steps=32):
    """Draw pictures beside each other, each pixel as it is.

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
    tall = 6.4 / len(stack) * stack.shape[1] / stack.shape[2]
    axes = row(len(stack), (6.4, tall + 0.35))
    stack = np.round(stack * (steps - 1)) / (steps - 1)
    for ax, picture, title in zip(axes, stack, titles, strict=True):
        ax.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="none")
        ax.set_title(title, fontsize=9)
        ax.set_axis_off()
    return axes[0].figure
