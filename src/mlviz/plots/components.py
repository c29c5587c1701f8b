"""Points of the plane drawn as the digits that they stand for."""

import numpy as np

from mlviz.plots.canvas import canvas, pairs
from mlviz.style import PALETTE


def glyphs(points, digits, *, xlabel="", ylabel="", size=50, ax=None):
    """Draw each point as its digit, so that ten classes can be told apart without a legend.

    Parameters
    ----------
    points : array_like of shape (N, 2)
    digits : array_like of int, shape (N,)
        From 0 to 9; colours repeat after five of them.
    xlabel, ylabel : str, optional
        With units.
    size : float, default 50
        In square points.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the numbers of points and digits differ, or a digit is not from 0 to 9.
    """
    points, digits = pairs(points, "points"), np.asarray(digits)
    if digits.shape != (len(points),):
        raise ValueError(f"glyphs: digits must have shape ({len(points)},), got {digits.shape}.")
    if not np.isin(digits, range(10)).all():
        raise ValueError("glyphs: digits must be whole numbers from 0 to 9.")
    ax = canvas(ax, (5.6, 4.8))
    for k in np.unique(digits):
        part = points[digits == k]
        color = PALETTE[int(k) % len(PALETTE)]
        ax.scatter(*part.T, s=size, marker=f"${int(k)}$", color=color, linewidth=0)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax
