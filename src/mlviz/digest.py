"""A figure in a few lines of text, equal on every machine.

Read back from the Axes: for every artist its kind, the number of its points, their range and a
checksum. A checksum is one weighted mean rounded once, not a hash of rounded points: the last bits
of a result differ between processors, and a hash would show it.
"""

from itertools import groupby
from zlib import crc32

import matplotlib as mpl
import numpy as np

_SHIFT = 0.0137  # moves the border between two codes away from round numbers


def digest(fig, alt, noisy=False):
    """Return the digest of a figure.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str
        The text alternative, the digest's first line.
    noisy : bool, default False
        Leave out ranges and checksums: for figures that show rounding errors or timings.

    Returns
    -------
    str
    """
    width, height = fig.get_size_inches()
    lines = [alt, f"figure {width:.3g} by {height:.3g} inches"]
    for ax in fig.axes:
        labels = (ax.get_title(), ax.get_xlabel(), ax.get_ylabel())
        lines.append("axes " + " | ".join(labels))
        lines += [f"  {line}" for line in _describe_all(ax, noisy)]
        words = [text.get_text() for text in _texts(ax)]
        if words:
            code = "" if noisy else f", #{crc32(chr(10).join(words).encode()) % 10_000:04d}"
            lines.append(f"  {len(words)} texts{code}")
    return "\n".join(lines)


def _describe_all(ax, noisy):
    """Return one line per artist; more than three of a kind in a row share one."""
    notes = [text for text in ax.texts if isinstance(text, mpl.text.Annotation)]
    artists = [*ax.lines, *ax.collections, *ax.patches, *ax.images, *notes]
    for kind, run in groupby(artists, type):
        run = list(run)
        if len(run) <= 3:
            yield from (_describe(kind.__name__, _numbers(artist), noisy) for artist in run)
            continue
        parts = [_numbers(artist) for artist in run]
        name = f"{len(run)} {kind.__name__}"
        if any(p is None or len(p) != len(parts[0]) for p in parts):
            yield name
            continue
        joined = [(c[0][0], np.concatenate([v for _, v in c])) for c in zip(*parts, strict=True)]
        yield _describe(name, joined, noisy)


def _texts(ax):
    legend = ax.get_legend()
    return [*ax.texts, *(legend.get_texts() if legend else ())]


def _describe(name, parts, noisy):
    if parts is None:
        return name
    count = len(parts[0][1])
    if noisy:
        return f"{name} {count}"
    columns = ", ".join(f"{key} {_range(values)}" for key, values in parts)
    return f"{name} {count}: {columns}, #{_code([values for _, values in parts]):04d}"


def _numbers(artist):
    """Return [(name, 1-d array), ...] that the artist draws, or None if it holds no numbers."""
    if isinstance(artist, mpl.lines.Line2D):
        data = artist.get_data_3d() if hasattr(artist, "get_data_3d") else artist.get_data()
        return [(k, _flat(v)) for k, v in zip("xyz", data, strict=False)]
    if isinstance(artist, mpl.contour.ContourSet):
        # Vertices may appear or vanish where a height equals a level; extents only move a little.
        boxes = [p.get_extents().get_points() for p in artist.get_paths() if len(p.vertices)]
        return [("levels", _flat(artist.levels)), ("extents", _flat(boxes))]
    if isinstance(artist, mpl.quiver.Quiver):
        xy = np.asarray(artist.get_offsets())
        return [("x", xy[:, 0]), ("y", xy[:, 1]), ("u", _flat(artist.U)), ("v", _flat(artist.V))]
    if isinstance(artist, mpl.text.Annotation):
        return _columns([artist.xy, artist.xyann])
    if isinstance(artist, mpl.image.AxesImage):
        return [("pixels", _flat(artist.get_array()))]
    if isinstance(artist, mpl.collections.Collection):
        return _of_collection(artist)
    if isinstance(artist, mpl.patches.Rectangle):
        return _columns(artist.get_bbox().get_points())
    if isinstance(artist, mpl.patches.Patch):
        return _columns(artist.get_path().vertices)
    return None


def _of_collection(artist):
    values = artist.get_array()
    shades = [] if values is None else [("values", _flat(values))]
    if isinstance(artist, mpl.collections.PathCollection):
        return _columns(artist.get_offsets()) + shades
    paths = [path.vertices for path in artist.get_paths() if len(path.vertices)]
    return (_columns(np.concatenate(paths)) if paths else []) + shades or None


def _columns(points):
    points = np.asarray(np.ma.filled(points, np.nan), dtype=float)
    return [("x", points[:, 0]), ("y", points[:, 1])]


def _flat(values):
    return np.asarray(np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)).ravel()


def _scale(values):
    finite = values[np.isfinite(values)]
    return finite, float(np.abs(finite).max(initial=0.0))


def _range(values):
    """Return "low to high" with 3 digits of the larger, so that noise around zero is zero."""
    finite, scale = _scale(values)
    lost = f" ({len(values) - len(finite)} not finite)" if len(finite) < len(values) else ""
    if not len(finite):
        return "none" + lost
    unit = 10.0 ** (np.floor(np.log10(scale * (1 + 1e-9))) - 2) if scale > 0 else 1.0
    low, high = (_round(v, unit) for v in (finite.min(), finite.max()))
    return f"{low} to {high}{lost}"


def _round(value, unit):
    """Return `value` as text, rounded to a multiple of `unit`."""
    return f"{np.floor(value / unit + 0.5 + _SHIFT) * unit + 0.0:.4g}"


def _code(columns):
    """Return a checksum from 0 to 9999: one weighted mean of all numbers, rounded once."""
    total = 0.0
    for k, values in enumerate(columns):
        finite, scale = _scale(values)
        if scale > 0:
            weights = np.cos(1.7 * np.arange(len(finite)) + 0.9 * k + 0.4)
            total += float(weights @ (finite / scale)) / np.sqrt(len(finite))
    return int(np.floor(10_000 * total + 0.5 + _SHIFT)) % 10_000
