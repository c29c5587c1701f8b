"""Vectors from the origin, and the plane's grid under a matrix or any other map."""

import numpy as np

from mlviz.plots.canvas import canvas, numbers, pairs
from mlviz.style import BLUE, GREEN, INK, MUTED, ORANGE, PALETTE


def vectors(values, *, labels=None, colors=PALETTE, start=(0.0, 0.0), ax=None):
    """Draw vectors of the plane as arrows.

    Parameters
    ----------
    values : array_like of shape (K, 2)
        One vector per row.
    labels : sequence of str, optional
        Written beside the tips.
    colors : sequence of str
        Used in turn.
    start : array_like of shape (2,) or (K, 2)
        Where the arrows begin.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    values = pairs(values, "values")
    starts = np.broadcast_to(numbers(start, "start"), values.shape)
    if labels is not None and len(labels) != len(values):
        raise ValueError(f"vectors: {len(values)} vectors, but {len(labels)} labels.")
    ax = canvas(ax, (4.8, 4.4), equal=True)
    shade = [colors[i % len(colors)] for i in range(len(values))]
    arrow = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.01, "zorder": 3}
    ax.quiver(*starts.T, *values.T, color=shade, **arrow)
    for i, label in enumerate(labels or ()):
        tip = starts[i] + values[i]
        away = 14 * values[i] / (np.linalg.norm(values[i]) or 1)
        place = {"textcoords": "offset points", "ha": "center", "va": "center"}
        ax.annotate(label, tip, away, color=shade[i], **place)
    _fit(ax, np.vstack([starts, starts + values]))
    return ax


def _fit(ax, points, margin=0.15):
    """Widen the limits to hold `points`, never narrowing what was drawn before."""
    for axis, column in (("x", points[:, 0]), ("y", points[:, 1])):
        low, high = min(column.min(), 0.0), max(column.max(), 0.0)
        pad = margin * max(high - low, 1e-9)
        old = getattr(ax, f"{axis}axis").get_data_interval()
        bounds = [low - pad, high + pad, *old[np.isfinite(old)]]
        getattr(ax, f"set_{axis}lim")(min(bounds), max(bounds))


def plane_grid(A, *, size=4, square=True, limit=None, ax=None):
    """Draw where a 2 by 2 matrix takes the grid of the plane, the unit square and its two edges.

    Parameters
    ----------
    A : array_like of shape (2, 2)
    size : int, default 4
        Grid lines from -size to size.
    square : bool, default True
        Draw the image of the unit square and of e1 and e2.
    limit : float, optional
        Half the width of the picture; `size` unless given, so that pictures compare.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    A = numbers(A, "A", 2)
    if A.shape != (2, 2):
        raise ValueError(f"plane_grid: A must have shape (2, 2), got {A.shape}.")
    ax = canvas(ax, (4.4, 4.4), equal=True)
    reach = np.array([-size, size])
    for k in range(-size, size + 1):
        style = {"color": MUTED, "linewidth": 1.4 if k == 0 else 0.5}
        for line in (np.array([[k, k], reach]), np.array([reach, [k, k]])):
            ax.plot(*(A @ line), zorder=1, **style)
    if square:
        corners = A @ np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
        ax.fill(*corners, facecolor=BLUE, alpha=0.2, edgecolor=INK, linewidth=0.8, zorder=2)
        vectors(A.T, labels=["$Ae_1$", "$Ae_2$"], colors=(BLUE, GREEN), ax=ax)
    limit = size if limit is None else limit
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    ax.grid(False)
    return ax


def moved_grid(f, *, size=2, limit=None, ax=None):
    """Draw where a map of the plane takes the grid, its diagonal and the origin.

    Parameters
    ----------
    f : callable
        Takes an array of shape (2, K), one point per column, and returns one of the same shape.
    size : int, default 2
        Grid lines from -size to size.
    limit : float, optional
        Half the width of the picture; 1.5 times `size` unless given.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `f` returns another shape, or numbers that cannot be drawn.
    """
    ax = canvas(ax, (3.6, 3.6), equal=True)
    along = np.linspace(-size, size, 8 * size + 1)
    lines = [np.array([np.full_like(along, k), along]) for k in range(-size, size + 1)]
    lines += [line[::-1] for line in lines]
    for line in (*lines, np.array([along, along])):
        moved = numbers(f(line), "what f returns", 2)
        if moved.shape != line.shape:
            raise ValueError(f"moved_grid: f must keep the shape {line.shape}, got {moved.shape}.")
        last = np.array_equal(*line)
        ax.plot(*moved, color=ORANGE if last else MUTED, linewidth=2 if last else 0.7, zorder=2)
    for place, colour in ((f(np.zeros((2, 1))), ORANGE), (np.zeros((2, 1)), INK)):
        ax.plot(*place, "o", color=colour, markersize=4, zorder=3)
    limit = 1.5 * size if limit is None else limit
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    ax.set_axis_off()
    return ax
