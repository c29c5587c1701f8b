"""What every helper begins with: an Axes to draw on and numbers that can be drawn."""

import numpy as np
from matplotlib.figure import Figure

from mlviz.style import styled


def canvas(ax=None, figsize=None, equal=False):
    """Return `ax`, or the Axes of a new figure that pyplot does not know.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
    figsize : tuple of float, optional
        Inches.
    equal : bool, default False
        Same unit length on both axes.
    """
    if ax is None:
        with styled():
            ax = Figure(figsize=figsize).subplots()
    if equal:
        ax.set_aspect("equal", adjustable="datalim" if figsize is None else "box")
    return ax


def row(count, figsize=None, **options):
    """Return `count` Axes in a new figure, as an array of shape (count,).

    They stand beside each other, and below each other where a page is narrow.
    """
    if count < 1:
        raise ValueError(f"row: {count} panels asked for; ask for at least one.")
    with styled():
        fig = Figure(figsize=figsize, label=f"row of {count}")
        return fig.subplots(1, count, squeeze=False, **options)[0]


def numbers(values, name, ndim=None, finite=True):
    """Return `values` as a float array that can be drawn.

    Parameters
    ----------
    values : array_like
    name : str
        What the message calls it.
    ndim : int, optional
        The number of axes it must have.
    finite : bool, default True
        Refuse NaN and infinity; False where a gap in a curve says the right thing.

    Raises
    ------
    ValueError
        If it is empty, not numeric, of another number of axes, or not finite.
    """
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be an array of numbers: {error}.") from error
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} axes, got shape {array.shape}.")
    if array.size == 0:
        raise ValueError(f"{name} is empty; give at least one number.")
    if finite and not np.isfinite(array).all():
        count = int((~np.isfinite(array)).sum())
        raise ValueError(f"{name} has {count} numbers that are NaN or infinite; remove them first.")
    return array


def pairs(values, name):
    """Return `values` as a float array of shape (N, 2), or raise a ValueError."""
    array = numbers(values, name, ndim=2)
    if array.shape[1] != 2:
        raise ValueError(f"{name} must have shape (N, 2), got {array.shape}.")
    return array


def same_length(name, *arrays):
    """Raise a ValueError unless all arrays have the same length."""
    lengths = [len(a) for a in arrays]
    if len(set(lengths)) > 1:
        raise ValueError(f"{name}: lengths differ: {lengths}.")
