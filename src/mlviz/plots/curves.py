"""Curves with names, and a line through points with its residuals."""

import numpy as np

from mlviz.plots.canvas import canvas, numbers, same_length
from mlviz.style import BLUE, INK, MUTED, ORANGE, PALETTE

_DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3)))


def curves(x, values, *, xlabel="", ylabel="", log="", marks=False, ax=None):
    """Draw curves over the same x, told apart by colour and by dashes.

    Parameters
    ----------
    x : array_like of shape (N,)
    values : dict of str to array_like of shape (N,)
        At most six; what is NaN or infinite leaves a gap.
    xlabel, ylabel : str, optional
        With units.
    log : str, optional
        The axes in powers of ten: "x", "y" or "xy".
    marks : bool, default False
        Mark each point.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    x = numbers(x, "x", 1)
    if not 1 <= len(values) <= len(_DASHES):
        raise ValueError(f"curves: {len(values)} curves; draw 1 to {len(_DASHES)}.")
    ax, colors = canvas(ax), (*PALETTE, INK)
    for i, (name, column) in enumerate(values.items()):
        y = numbers(column, name, 1, finite=False)
        same_length(f"curves: x and {name!r}", x, y)
        y[~np.isfinite(y)] = np.nan
        mark = "osD^vP"[i] if marks else None
        ax.plot(x, y, color=colors[i], linestyle=_DASHES[i], marker=mark, label=name)
    for axis in log:
        getattr(ax, f"set_{axis}scale")("log")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if len(values) > 1:
        ax.legend()
    return ax


def training_curves(history, *, every=1, xlabel="epoch", ylabel="loss (nats)", log="", ax=None):
    """Draw what a training recorded.

    Parameters
    ----------
    history : dict of str to array_like of shape (T,)
        Such as ``{"training": [...], "validation": [...]}``; a loss that overflows leaves a gap.
    every : int, default 1
        How many steps lie between two entries.
    xlabel, ylabel, log
        As for `curves`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    if not history:
        raise ValueError("training_curves: the history is empty.")
    count = len(next(iter(history.values())))
    x = every * np.arange(1, count + 1)
    return curves(x, history, xlabel=xlabel, ylabel=ylabel, log=log, ax=ax)


def line_fit(x, y, slope, intercept, *, residuals=True, xlabel="", ylabel="", ax=None):
    """Draw points, the line ``slope * x + intercept`` and the vertical residuals.

    Parameters
    ----------
    x, y : array_like of shape (N,)
    slope, intercept : float
    residuals : bool, default True
    xlabel, ylabel : str, optional
        With units.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    x, y = numbers(x, "x", 1), numbers(y, "y", 1)
    same_length("line_fit: x and y", x, y)
    ax, fitted = canvas(ax), slope * x + intercept
    if residuals:
        ax.vlines(x, np.minimum(y, fitted), np.maximum(y, fitted), color=MUTED, linewidth=1.2)
    span = np.array([x.min(), x.max()])
    span += np.array([-0.05, 0.05]) * (np.ptp(x) or 1.0)
    ax.plot(span, slope * span + intercept, color=ORANGE)
    ax.plot(x, y, "o", color=BLUE)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax
