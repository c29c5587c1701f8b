"""Networks of neurons and graphs of nodes."""

import numpy as np
from matplotlib.collections import LineCollection

from mlviz.plots.canvas import canvas, numbers, pairs
from mlviz.style import BLUE, INK, MUTED, ORANGE, PALETTE, PAPER


def network(sizes, *, weights=None, values=None, names=None, ax=None):
    """Draw a feedforward network: one column of neurons per layer, one line per weight.

    Parameters
    ----------
    sizes : sequence of int
        Neurons per layer, inputs first; at most 16 in a layer.
    weights : sequence of array_like, optional
        Shape (out, in) each: blue above zero, orange and dashed below, thicker where larger.
    values : sequence of array_like, optional
        One number per neuron, written into it.
    names : sequence of str, optional
        Below the layers.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    if len(sizes) < 2 or not all(1 <= n <= 16 for n in sizes):
        raise ValueError(f"network: give two or more layers of 1 to 16 neurons, got {sizes}.")
    if weights is not None:
        shapes = [np.shape(W) for W in weights]
        if shapes != list(zip(sizes[1:], sizes[:-1], strict=True)):
            raise ValueError(f"network: weights of shapes {shapes} do not join layers {sizes}.")
    ax = canvas(ax, (1.7 * len(sizes) + 0.4, 0.62 * max(sizes) + 0.7), equal=True)
    layers = [_column(i * 2.2, n) for i, n in enumerate(sizes)]
    top = max((np.abs(W).max() for W in weights), default=0) if weights is not None else 0
    for i in range(len(sizes) - 1):
        W = np.ones((sizes[i + 1], sizes[i])) if weights is None else numbers(weights[i], "W", 2)
        _lines(ax, layers[i], layers[i + 1], W, top)
    for i, layer in enumerate(layers):
        _neurons(ax, layer, None if values is None else values[i])
        if names is not None:
            ax.text(layer[0, 0], -max(sizes) / 2 - 0.35, names[i], ha="center", va="center")
    ax.set_axis_off()
    ax.set(ylim=(-max(sizes) / 2 - 0.6, max(sizes) / 2 + 0.1), xlim=(-0.7, layers[-1][0, 0] + 0.7))
    return ax


def _column(x, n):
    return np.column_stack([np.full(n, x), (n - 1) / 2 - np.arange(n)])


def _lines(ax, left, right, W, top):
    ends = [(left[j], right[i]) for i, j in np.ndindex(W.shape)]
    w = W.ravel()
    plain = top == 0
    ax.add_collection(
        LineCollection(
            ends,
            colors=MUTED if plain else [BLUE if v >= 0 else ORANGE for v in w],
            linewidths=0.8 if plain else 0.3 + 3 * np.abs(w) / top,
            linestyles="solid" if plain else ["solid" if v >= 0 else (0, (3, 2)) for v in w],
            zorder=1,
        )
    )


def _neurons(ax, layer, values):
    ax.scatter(*layer.T, s=560, color=PAPER, edgecolor=INK, linewidth=1.2, zorder=2)
    if values is None:
        return
    if np.shape(values) != (len(layer),):
        raise ValueError(f"network: a layer of {len(layer)} neurons, values {np.shape(values)}.")
    for (x, y), value in zip(layer, values, strict=True):
        ax.text(x, y, f"{value:.2g}".replace("-", "−"), ha="center", va="center", fontsize=9)


def graph(points, edges, *, labels=None, classes=None, directed=False, ax=None):
    """Draw a graph at given places.

    Parameters
    ----------
    points : array_like of shape (N, 2)
        Places of the nodes.
    edges : sequence of pairs of int
    labels : sequence of str, optional
        Written into the nodes.
    classes : array_like of int, shape (N,), optional
        Outline each node in the colour and line style of its class.
    directed : bool, default False
        Arrows from the first to the second node of an edge.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    points = pairs(points, "points")
    count = len(points)
    if any(not (0 <= a < count and 0 <= b < count) for a, b in edges):
        raise ValueError(f"graph: an edge names a node outside 0 to {count - 1}.")
    ax = canvas(ax, (5.2, 4.2))
    arrow = {"arrowstyle": "-|>" if directed else "-", "color": MUTED, "linewidth": 1.2}
    for a, b in edges:
        gap = {"shrinkA": 0 if not directed else 13, "shrinkB": 0 if not directed else 13}
        ax.annotate("", points[b], points[a], arrowprops=arrow | gap, zorder=1)
    kinds = np.zeros(count, dtype=int) if classes is None else np.asarray(classes)
    for kind in np.unique(kinds):
        edge = {"edgecolor": PALETTE[kind % 5], "linestyle": ("-", "--", ":", "-.")[kind % 4]}
        ax.scatter(*points[kinds == kind].T, s=460, color=PAPER, linewidth=2, zorder=2, **edge)
    for place, text in zip(points, labels if labels is not None else (), strict=False):
        ax.text(*place, str(text), ha="center", va="center", fontsize=10, zorder=3)
    # Limits now: the layout would count texts as outside before it knows them.
    low, high = points.min(axis=0), points.max(axis=0)
    pad = np.where(high > low, 0.12 * (high - low), 1.0)
    ax.set(xlim=(low[0] - pad[0], high[0] + pad[0]), ylim=(low[1] - pad[1], high[1] + pad[1]))
    ax.set_axis_off()
    return ax
