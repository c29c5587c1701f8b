"""Functions of two variables: contours with paths, and regions of classes."""

import numpy as np
from matplotlib.colors import ListedColormap

from mlviz.plots.canvas import canvas, numbers, pairs
from mlviz.style import DIVERGING, INK, MUTED, ORANGE, PALETTE, PAPER, SEQUENTIAL


def contours(x, y, z, *, path=None, levels=9, equal=True, ax=None):
    """Draw the level lines of a function over faint shades, and optionally a path with its steps.

    Parameters
    ----------
    x : array_like of shape (M,)
    y : array_like of shape (N,)
    z : array_like of shape (N, M)
        ``z[i, j]`` is the value at ``(x[j], y[i])``.
    path : array_like of shape (T, 2), optional
        Points joined in order; the first is a ring, the last a disc. It may leave the picture.
    levels : int or array_like, default 9
    equal : bool, default True
        Same unit length on both axes.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        For wrong shapes, NaN, or nothing to draw.
    """
    x, y, z = numbers(x, "x", 1), numbers(y, "y", 1), numbers(z, "z", 2)
    if z.shape != (len(y), len(x)):
        raise ValueError(f"contours: z must have shape {(len(y), len(x))}, got {z.shape}.")
    ax = canvas(ax, (5.2, 4.4) if equal else None, equal)
    if z.min() == z.max():
        raise ValueError(f"contours: z is {z.min():g} everywhere; there is no level line to draw.")
    if np.ndim(levels) == 0:
        levels = np.linspace(z.min(), z.max(), levels + 1)
    if len(levels) > 1:
        ax.contourf(x, y, z, levels=levels, cmap=ListedColormap(SEQUENTIAL), extend="both")
    ax.contour(x, y, z, levels=levels, colors=MUTED, linewidths=0.7, linestyles="solid")
    if path is not None:
        _path(ax, pairs(path, "path"))
    ax.set_xlim(x.min(), x.max())
    ax.set_ylim(y.min(), y.max())
    ax.grid(False)
    return ax


def _path(ax, points):
    ax.plot(*points.T, "-o", color=ORANGE, linewidth=1.5, markersize=3.5, zorder=3)
    ring = {"markeredgecolor": INK, "markeredgewidth": 1.5, "zorder": 4}
    ax.plot(*points[0], "o", markersize=9, markerfacecolor=PAPER, **ring)
    ax.plot(*points[-1], "o", markersize=9, markerfacecolor=ORANGE, **ring)


def regions(x, y, classes, *, equal=True, ax=None):
    """Shade the plane by the class that a classifier gives each place.

    Parameters
    ----------
    x : array_like of shape (M,)
    y : array_like of shape (N,)
    classes : array_like of shape (N, M)
        Whole numbers from 0; at most two classes get shades, more get lines between them.
    equal : bool, default True
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    x, y, z = numbers(x, "x", 1), numbers(y, "y", 1), numbers(classes, "classes", 2)
    if z.shape != (len(y), len(x)):
        raise ValueError(f"regions: classes must have shape {(len(y), len(x))}, got {z.shape}.")
    ax = canvas(ax, (5.2, 4.4) if equal else None, equal)
    for k in np.unique(z)[1:]:
        inside = (z >= k).astype(float)
        ax.contour(x, y, inside, levels=[0.5], colors=INK, linewidths=1.2)
    if z.max() <= 1:
        ax.contourf(x, y, z, levels=[-0.5, 0.5, 1.5], colors=[DIVERGING[6], DIVERGING[4]])
    ax.grid(False)
    return ax


def crowd(points, labels=None, *, names=None, equal=True, ax=None):
    """Draw points of the plane, each class in its own colour and shape.

    Parameters
    ----------
    points : array_like of shape (N, 2)
    labels : array_like of int, shape (N,), optional
    names : sequence of str, optional
        Words for the classes in the order of their numbers.
    equal : bool, default True
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    points = pairs(points, "points")
    labels = np.zeros(len(points)) if labels is None else np.asarray(labels)
    if labels.shape != (len(points),):
        raise ValueError(f"crowd: labels must have shape ({len(points)},), got {labels.shape}.")
    ax = canvas(ax, (5.2, 4.4) if equal else None, equal)
    kinds = np.unique(labels)
    if len(kinds) > len(PALETTE):
        raise ValueError(f"crowd: {len(kinds)} classes, at most {len(PALETTE)} can be told apart.")
    for i, kind in enumerate(kinds):
        name = str(kind) if names is None else names[i]
        part = points[labels == kind]
        ax.scatter(*part.T, s=36, marker="osD^v"[i], color=PALETTE[i], edgecolor=PAPER, label=name)
    if len(kinds) > 1:
        ax.legend()
    return ax
