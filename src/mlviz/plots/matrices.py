"""Matrices as grids of numbers, shaded by sign and size, and stacks of images."""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from mlviz.plots.canvas import canvas, numbers
from mlviz.style import DIVERGING, INK, styled

_CELL = 0.52  # inches


def matrix(A, *, title="", fmt="{:.3g}", rows=None, columns=None, limit=None, ax=None):
    """Draw a matrix as a grid of numbers: blue above zero, orange below, stronger where larger.

    Parameters
    ----------
    A : array_like of shape (M, N)
        At most 400 entries; a vector is taken as one column.
    title : str, optional
    fmt : str, default "{:.3g}"
        How a number is written; "" for shades only.
    rows, columns : sequence of str, optional
        Names beside and below the grid.
    limit : float, optional
        The magnitude that gets the strongest shade; the largest in `A` unless given.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `A` has more than two axes, too many entries, or names of the wrong number.
    """
    A = numbers(A, "A")
    A = A[:, None] if A.ndim == 1 else A
    if A.ndim != 2 or A.size > 400:
        raise ValueError(f"matrix: A must be a matrix of at most 400 entries, got shape {A.shape}.")
    m, n = A.shape
    ax = canvas(ax, (0.9 + _CELL * n, 0.7 + _CELL * m))
    top = (np.abs(A).max() if limit is None else limit) or 1.0
    edges = np.arange(max(m, n) + 1) - 0.5
    # One polygon per cell, so that the shades follow the theme; a raster could not.
    ax.pcolormesh(
        edges[: n + 1], edges[: m + 1], A, cmap=ListedColormap(DIVERGING), vmin=-top, vmax=top
    )
    if fmt:
        for i, j in np.ndindex(m, n):
            ax.text(
                j, i, fmt.format(A[i, j]).replace("-", "−"), ha="center", va="center", color=INK
            )
    _name(ax, rows, columns, m, n)
    ax.set(xlim=(-0.5, n - 0.5), ylim=(m - 0.5, -0.5), aspect="equal", title=title)
    ax.grid(False)
    ax.spines[:].set_visible(True)
    return ax


def _name(ax, rows, columns, m, n):
    for axis, names, count in ((ax.yaxis, rows, m), (ax.xaxis, columns, n)):
        if names is None:
            axis.set_ticks([])
        elif len(names) == count:
            axis.set_ticks(range(count), names)
        else:
            raise ValueError(f"matrix: {count} rows or columns, but {len(names)} names.")
    ax.tick_params(length=0)


def equation(matrices, signs, *, fmt="{:.3g}", titles=None):
    """Draw matrices in a row with signs between them, such as A · B = C.

    Parameters
    ----------
    matrices : sequence of array_like
    signs : sequence of str
        One fewer than matrices.
    fmt : str, default "{:.3g}"
    titles : sequence of str, optional

    Returns
    -------
    matplotlib.figure.Figure
    """
    if len(signs) != len(matrices) - 1:
        raise ValueError(f"equation: {len(matrices)} matrices need {len(matrices) - 1} signs.")
    blocks = [numbers(A, "a matrix") for A in matrices]
    blocks = [A[:, None] if A.ndim == 1 else A for A in blocks]
    widths = [w for A in blocks for w in (A.shape[1], 0.7)][:-1]
    tall = max(A.shape[0] for A in blocks)
    with styled():
        fig = Figure(figsize=(_CELL * sum(widths) + 0.8, _CELL * tall + 0.6))
        axes = fig.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0]
    for ax, sign in zip(axes[1::2], signs, strict=True):
        ax.set_axis_off()
        ax.text(0.5, 0.5, sign, ha="center", va="center", fontsize=16, transform=ax.transAxes)
    for i, (ax, A) in enumerate(zip(axes[::2], blocks, strict=True)):
        matrix(A, fmt=fmt, title=titles[i] if titles else "", ax=ax)
    return fig


def images(stack, *, titles=None, columns=8, signed=False, limits=None):
    """Draw grey images, or signed ones in two colours, as a grid.

    Parameters
    ----------
    stack : array_like of shape (N, H, W) or (N, H, W, 3)
        At most 64 images; colour images hold 0 to 1.
    titles : sequence of str, optional
    columns : int, default 8
    signed : bool, default False
        Orange below zero, blue above, instead of black to white.
    limits : tuple of float, optional
        The numbers shown black and white; the extremes of the stack unless given.

    Returns
    -------
    matplotlib.figure.Figure
    """
    stack = numbers(stack, "stack")
    if stack.ndim not in (3, 4) or len(stack) > 64:
        raise ValueError(f"images: need shape (N, H, W), N at most 64, got {stack.shape}.")
    if titles is not None and len(titles) != len(stack):
        raise ValueError(f"images: {len(stack)} images, but {len(titles)} titles.")
    across = min(columns, len(stack))
    down = -(-len(stack) // across)
    tall = stack.shape[1] / stack.shape[2]
    side = min(6.4 / across, 3.2)
    with styled():
        room = 0.3 if titles else 0.05
        height = down * (side * tall + room)
        fig = Figure(figsize=(side * across, height), layout="none")
        fig.subplots_adjust(0, 0, 1, 1 - room / height, 0.05, room / (side * tall))
        axes = fig.subplots(down, across, squeeze=False).ravel()
    top = np.abs(stack).max() or 1.0
    low, high = limits or ((-top, top) if signed else (stack.min(), stack.max()))
    shades = {"cmap": "mlviz_diverging" if signed else "gray", "vmin": low, "vmax": high}
    for i, ax in enumerate(axes):
        ax.set_axis_off()
        if i < len(stack):
            ax.imshow(stack[i], interpolation="nearest", **shades)
            ax.set_title(titles[i] if titles else "", fontsize=10)
    return fig
