"""Arrays as cells: their axes, which entries are picked, copied or shared; notes on an error."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mlviz.plots.canvas import canvas, numbers, row
from mlviz.style import BLUE, DIVERGING, INK, MUTED, ORANGE, PALETTE, PAPER, styled

_CELL, _SMALL = 0.46, 0.4  # inches; small where a whole row must fit a phone
_PALE, _WARM = DIVERGING[8], DIVERGING[2]


def cells(A, *, title="", picked=None, copied=None, axes=False, ax=None):
    """Draw an array of one to three axes as cells; three axes are sheets, one below the other.

    Parameters
    ----------
    A : array_like
        At most 100 entries.
    title : str, optional
    picked : array_like of bool, optional
        Shape of `A`: entries that stand out.
    copied : array_like of bool, optional
        Shape of `A`: entries that are repetitions, drawn pale and dashed.
    axes : bool, default False
        Draw an arrow along each axis, with its number.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `A` has more than three axes or more than 100 entries, or a mask has another shape.
    """
    A = numbers(A, "A")
    picked, copied = _mask(picked, A, "picked"), _mask(copied, A, "copied")
    if A.ndim > 3 or A.size > 100:
        raise ValueError(f"cells: at most 3 axes and 100 entries, got shape {A.shape}.")
    width, height = size(A)
    ax = canvas(ax, (_CELL * width + 0.9, _CELL * height + 0.8))
    for index in np.ndindex(A.shape):
        _cell(ax, place(index, A.shape), A[index], picked[index], copied[index])
    if axes:
        _axes(ax, A.shape)
    wide, high = _extent(A, axes)
    edge = high - height - 0.15
    ax.set(xlim=(-edge, wide - edge), ylim=(height + 0.15, -edge), aspect="equal", title=title)
    ax.set_axis_off()
    return ax


def size(A):
    """Return how many cells wide and high the drawing of `A` is."""
    sheets, rows, columns = (1,) * (3 - np.ndim(A)) + np.shape(A)
    return columns, sheets * rows + 0.5 * (sheets - 1)


def place(index, shape):
    """Return the left upper corner of the cell at `index`, in cells."""
    sheet, i, j = (0,) * (3 - len(shape)) + tuple(index)
    return j, sheet * ((*(1,) * 2, *shape)[-2] + 0.5) + i


def _mask(mask, A, name):
    mask = np.zeros(A.shape, bool) if mask is None else np.asarray(mask, bool)
    if mask.shape != A.shape:
        raise ValueError(f"cells: {name} must have shape {A.shape}, got {mask.shape}.")
    return mask


def _cell(ax, corner, value, picked, copied):
    x, y = corner
    face, dash = (_WARM if picked else PAPER if copied else _PALE), ("--" if copied else "-")
    box = {"facecolor": face, "edgecolor": MUTED if copied else INK, "linestyle": dash}
    ax.add_patch(Rectangle((x, y), 1, 1, linewidth=1.0, **box))
    words = f"{value:.3g}".replace("-", "−")
    ax.text(x + 0.5, y + 0.52, words, ha="center", va="center", color=MUTED if copied else INK)


def _axes(ax, shape):
    arrow = {"arrowstyle": "->", "linewidth": 1.8}
    width, rows = shape[-1], shape[-2] if len(shape) > 1 else 0
    ends = [((0, -0.25), (width, -0.25), (width / 2, -0.55), 0)]
    if rows:
        ends.append(((-0.25, 0), (-0.25, rows), (-0.55, rows / 2), 90))
    if len(shape) == 3:
        low = place((shape[0] - 1, 0, 0), shape)[1] + rows
        ends.append(((width + 0.3, 0), (width + 0.3, low), (width + 0.6, low / 2), 90))
    for k, (start, end, at, turn) in enumerate(ends[::-1]):
        ax.annotate("", end, start, arrowprops=arrow | {"color": PALETTE[k]})
        ax.text(*at, f"axis {k}", rotation=turn, ha="center", va="center", color=PALETTE[k])


def stretched(A, shape):
    """Return `A` repeated to `shape` as NumPy's rule does, and a mask of the repetitions."""
    A = np.asarray(A)
    own = np.ones((1,) * (len(shape) - A.ndim) + A.shape, bool)
    first = [slice(0, n) for n in own.shape]
    copied = np.ones(shape, bool)
    copied[tuple(first)] = False
    return np.broadcast_to(A, shape), copied


def broadcast(A, B):
    """Draw A + B with the smaller arrays repeated, copies pale: what broadcasting does.

    Parameters
    ----------
    A, B : array_like
        Of shapes that fit.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    A, B = numbers(A, "A"), numbers(B, "B")
    shape = np.broadcast_shapes(A.shape, B.shape)
    blocks = [(*stretched(X, shape), str(X.shape)) for X in (A, B)]
    blocks.append((A + B, np.zeros(shape, bool), str(shape)))
    return side_by_side([(X, {"copied": c, "title": t}) for X, c, t in blocks], ["+", "="])


def side_by_side(drawings, signs=None):
    """Draw several arrays in a row, with signs between them or none.

    Without signs they stand below each other where a page is narrow.

    Parameters
    ----------
    drawings : sequence of (array_like, dict)
        Each array with the options of `cells`.
    signs : sequence of str, optional
        One fewer than drawings; empty ones only keep the row together.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if signs is not None and len(signs) != len(drawings) - 1:
        raise ValueError(f"side_by_side: {len(drawings)} arrays need {len(drawings) - 1} signs.")
    extent = [_extent(A, options.get("axes")) for A, options in drawings]
    gap = 0.8 if signs and any(signs) else 0.4
    widths = [w for wide, _ in extent for w in ((wide, gap) if signs else (wide + 0.6,))]
    widths = widths[:-1] if signs else widths
    tall = max(high for _, high in extent)
    cell = _SMALL if signs else _CELL
    shape = (cell * sum(widths) + 0.3, cell * tall + 0.6)
    axes = _unparted(widths, shape) if signs else row(len(widths), shape, width_ratios=widths)
    for ax, sign in zip(axes[1::2], signs or (), strict=False):
        ax.set_axis_off()
        ax.text(0.5, 0.5, sign, ha="center", va="center", fontsize=16, transform=ax.transAxes)
    for ax, (A, options) in zip(axes[:: 2 if signs else 1], drawings, strict=True):
        cells(A, ax=ax, **options)
    return axes[0].get_figure()


def _unparted(widths, figsize):
    with styled():
        fig = Figure(figsize=figsize)
        return fig.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0]


def _extent(A, axes):
    """Return how many cells wide and high the drawing is, its margins included."""
    width, height = size(A)
    right = 0.9 if axes and np.ndim(A) == 3 else 0.15
    edge = 0.9 if axes else 0.15
    return width + edge + right, height + edge + 0.15


def shared(values, names):
    """Draw one strip of memory and, below it, each name with the entries that it sees.

    Parameters
    ----------
    values : array_like of shape (N,)
    names : dict of str to array_like of int
        For each name the places in the strip that it reads.

    Returns
    -------
    matplotlib.axes.Axes
    """
    values = numbers(values, "values", 1)
    n, deep = len(values), 1.2 * len(names)
    ax = canvas(None, (0.9 * _SMALL * (n + 4.4), 0.9 * _SMALL * (deep + 1.6)))
    for k, value in enumerate(values):
        _cell(ax, (k, 0), value, False, False)
    for k, (name, places) in enumerate(names.items()):
        color, y = PALETTE[k % len(PALETTE)], 1.6 + 1.2 * k
        at = np.asarray(places) + 0.5
        ax.plot([at.min(), at.max()], [y, y], color=color)
        ax.plot(at, np.full(len(at), y), "o", color=color)
        ax.text(n + 0.4, y, name, va="center", color=color)
    ax.text(n + 0.4, 0.5, "memory", va="center", color=MUTED)
    ax.set(xlim=(-0.2, n + 4.2), ylim=(deep + 1.3, -0.2), aspect="equal")
    ax.set_axis_off()
    return ax


def noted(lines, notes):
    """Draw lines of text as a terminal shows them, with a note under those that have one.

    Parameters
    ----------
    lines : sequence of str
        At most 50 characters each.
    notes : dict of int to str
        What line k says, in a few words.

    Returns
    -------
    matplotlib.axes.Axes
    """
    if bad := [k for k in notes if not 0 <= k < len(lines)]:
        raise ValueError(f"noted: there is no line {bad[0]}; there are {len(lines)} lines.")
    high = len(lines) + len(notes)
    ax = canvas(None, (4.4, 0.26 * high + 0.2))
    y = 0
    for k, line in enumerate(lines):
        color = BLUE if k in notes else INK
        ax.text(0, y, line, family="monospace", fontsize=10.5, color=color, va="center")
        y += 1
        if k in notes:
            ax.text(0.05, y - 0.1, "↳ " + notes[k], fontsize=10.5, color=ORANGE, va="center")
            y += 1
    ax.set(xlim=(0, 1), ylim=(high - 0.4, -0.6))
    ax.set_axis_off()
    return ax
