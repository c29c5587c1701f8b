"""Samples, densities and probabilities."""

import numpy as np

from mlviz.plots.canvas import canvas, numbers, same_length
from mlviz.style import BLUE, INK, ORANGE, PALETTE, SEQUENTIAL


def histogram(samples, *, bins=30, density=None, label="", ax=None):
    """Draw samples as a histogram of total area 1, and optionally a density over it.

    Parameters
    ----------
    samples : array_like of shape (N,)
    bins : int or array_like, default 30
    density : tuple of array_like, optional
        ``(x, p)``, drawn as a line.
    label : str, optional
        The x axis with its unit.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    samples = numbers(samples, "samples", 1)
    ax = canvas(ax)
    ax.hist(samples, bins=bins, density=True, color=SEQUENTIAL[-1], edgecolor=BLUE, linewidth=0.8)
    if density is not None:
        x, p = numbers(density[0], "x", 1), numbers(density[1], "p", 1)
        same_length("histogram: x and p", x, p)
        ax.plot(x, p, color=ORANGE)
    ax.set(xlabel=label, ylabel="density")
    return ax


def densities(x, curves, *, fill=True, label="", ax=None):
    """Draw densities over the same x, each under its own colour and name.

    Parameters
    ----------
    x : array_like of shape (N,)
    curves : dict of str to array_like of shape (N,)
    fill : bool, default True
        Shade the area below.
    label : str, optional
        The x axis with its unit.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    x, ax = numbers(x, "x", 1), canvas(ax)
    for i, (name, values) in enumerate(curves.items()):
        p, color = numbers(values, name, 1), PALETTE[i % len(PALETTE)]
        same_length(f"densities: x and {name}", x, p)
        ax.plot(x, p, color=color, linestyle=("-", "--", "-.", ":")[i % 4], label=name)
        if fill:
            ax.fill_between(x, p, color=color, alpha=0.15, linewidth=0)
    ax.set(xlabel=label, ylabel="density")
    ax.set_ylim(bottom=0)
    if len(curves) > 1:
        ax.legend()
    return ax


def bars(values, names=None, *, errors=None, label="", fmt="", ax=None):
    """Draw one bar per value, for example the probabilities of tokens.

    Parameters
    ----------
    values : array_like of shape (K,)
    names : sequence of str, optional
        Below the bars; 0 to K - 1 unless given.
    errors : array_like of shape (K,), optional
        Half lengths of error bars.
    label : str, optional
        The y axis with its unit.
    fmt : str, optional
        Write the value above its bar, such as "{:.2f}".
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    values = numbers(values, "values", 1)
    names = [str(i) for i in range(len(values))] if names is None else list(map(str, names))
    same_length("bars: values and names", values, names)
    ax, places = canvas(ax), np.arange(len(values))
    ax.bar(places, values, color=BLUE, width=0.7)
    if errors is not None:
        errors = numbers(errors, "errors", 1)
        same_length("bars: values and errors", values, errors)
        ax.errorbar(places, values, errors, fmt="none", ecolor=INK, capsize=4)
    if fmt:
        _values(ax, values, 0 * values if errors is None else errors, fmt)
    ax.set_xticks(places, names)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set_ylabel(label)
    ax.grid(False, axis="x")
    return ax


def _values(ax, values, errors, fmt):
    """Write each value beyond its bar and error bar."""
    for i, (value, error) in enumerate(zip(values, errors, strict=True)):
        side = 1 if value >= 0 else -1
        text = fmt.format(value).replace("-", "−")
        place = {"textcoords": "offset points", "ha": "center"}
        edge = {"va": "bottom" if side > 0 else "top"}
        ax.annotate(text, (i, value + side * error), (0, 4 * side), **place, **edge)
    ax.margins(y=0.12)
