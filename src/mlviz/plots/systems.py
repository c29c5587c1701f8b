"""The rows of a linear system as lines of the plane or planes of space."""

from itertools import product

import numpy as np

from mlviz.plots.canvas import canvas, numbers
from mlviz.style import INK, MUTED, PALETTE

_TURN, _RISE = np.radians(35), np.radians(22)  # from where space is looked at
VIEW = np.array(
    [
        [-np.sin(_TURN), np.cos(_TURN), 0.0],
        [-np.sin(_RISE) * np.cos(_TURN), -np.sin(_RISE) * np.sin(_TURN), np.cos(_RISE)],
    ]
)


def row_lines(A, b, *, limit=4.0, ax=None):
    """Draw each row of A x = b as the line of the plane on which it holds.

    Parameters
    ----------
    A : array_like of shape (m, 2)
        A row of zeros draws nothing.
    b : array_like of shape (m,)
    limit : float, default 4.0
        Half the width of the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If A has not two columns, or b not one number per row.
    """
    A, b = _system(A, b, 2, "row_lines")
    ax = canvas(ax, (4.4, 4.4), equal=True)
    reach = 4 * limit * np.array([[-1.0], [1.0]])
    for i, (a, right) in enumerate(zip(A, b, strict=True)):
        if np.any(a != 0):
            across = np.array([-a[1], a[0]]) / np.linalg.norm(a)
            points = a * right / (a @ a) + reach * across
            ax.plot(*points.T, color=PALETTE[i % len(PALETTE)], label=f"row {i + 1}")
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    return ax


def row_planes(A, b, *, limit=3.0, point=None, ax=None):
    """Draw each row of A x = b as a plane, cut off by a cube, in a fixed parallel view.

    Parameters
    ----------
    A : array_like of shape (m, 3)
        A row of zeros, or a plane that misses the cube, draws nothing.
    b : array_like of shape (m,)
    limit : float, default 3.0
        Half the edge of the cube around the origin.
    point : array_like of shape (3,), optional
        A place to mark, such as the solution.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If A has not three columns, or b not one number per row.
    """
    A, b = _system(A, b, 3, "row_planes")
    ax = canvas(ax, (4.4, 4.4), equal=True)
    for edge in _edges(limit):
        ax.plot(*(VIEW @ edge.T), color=MUTED, linewidth=0.6, zorder=1)
    for i, (a, right) in enumerate(zip(A, b, strict=True)):
        corners = cut(a, right, limit)
        if len(corners):
            color = PALETTE[i % len(PALETTE)]
            ax.fill(*(VIEW @ corners.T), facecolor=color, edgecolor=color, alpha=0.3, zorder=2)
    if point is not None:
        ax.plot(*(VIEW @ numbers(point, "point", 1)), "o", color=INK, zorder=3)
    for k, name in enumerate(("$x_1$", "$x_2$", "$x_3$")):
        ax.annotate(name, VIEW @ (1.15 * limit * np.eye(3)[k]), ha="center", va="center")
        ax.plot(*(VIEW @ np.outer(np.eye(3)[k], [0, limit])), color=INK, linewidth=1, zorder=1)
    ax.set(xlim=(-1.6 * limit, 1.6 * limit), ylim=(-1.6 * limit, 1.6 * limit))
    ax.set_axis_off()
    return ax


def cut(a, right, limit):
    """Return the corners, in order, where the plane a x = right meets a cube; (0, 3) if nowhere.

    Parameters
    ----------
    a : ndarray of shape (3,)
    right : float
    limit : float
        Half the edge of the cube around the origin.
    """
    found = []
    for start, end in _edges(limit):
        low, high = a @ start - right, a @ end - right
        if low != high and low * high <= 0:
            found.append(start + (end - start) * low / (low - high))
    corners = np.unique(np.round(np.reshape(found, (-1, 3)), 9), axis=0)
    if len(corners) < 3:
        return np.empty((0, 3))
    away = corners - corners.mean(axis=0)
    u = away[0] / np.linalg.norm(away[0])
    v = np.cross(a / np.linalg.norm(a), u)
    angles = np.arctan2(away @ v, away @ u)
    # Rounding must not decide whether the first corner, at angle 0, comes first or last.
    return corners[np.argsort((angles + 0.1) % (2 * np.pi))]


def _edges(limit):
    """Return the 12 edges of the cube, each as an array of two ends."""
    corners = [np.array(c) for c in product((-limit, limit), repeat=3)]
    pairs = product(corners, corners)
    return [np.array([p, q]) for p, q in pairs if np.sum(p != q) == 1 and p.sum() < q.sum()]


def _system(A, b, columns, name):
    A, b = numbers(A, "A", 2), numbers(b, "b", 1)
    if A.shape[1] != columns or len(b) != len(A):
        raise ValueError(
            f"{name}: A must have shape (m, {columns}) and b shape (m,), got {A.shape}, {b.shape}."
        )
    return A, b
