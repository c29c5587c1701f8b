"""Colours, fonts and sizes: one table for the light and the dark theme.

A figure is drawn once, with the light colours as literals. `mlviz.svg` then writes each literal as
``var(--mlv-name, literal)``, so that a page can repaint the figure and a place without the style
sheet still shows the light one.
"""

from contextlib import contextmanager

import matplotlib as mpl

PALETTE = ("#152197", "#d73b01", "#2f846f", "#954ac2", "#6f302b")
"""Blue, orange, green, purple, brown. Far apart for normal sight and for the three dichromacies."""
PALETTE_DARK = ("#477bfb", "#f67917", "#80ed67", "#eb97e3", "#a27481")
BLUE, ORANGE, GREEN, PURPLE, BROWN = PALETTE
INK, PAPER, GRID, MUTED = "#1a1a1b", "#fffffe", "#dcdcdd", "#63666b"


def _mix(low, high, t):
    """Return the colour at the fraction `t` of the way from `low` to `high`."""
    pairs = zip(bytes.fromhex(low[1:]), bytes.fromhex(high[1:]), strict=True)
    return "#" + "".join(f"{round(a + t * (b - a)):02x}" for a, b in pairs)


def _diverging(orange, paper, blue, steps=5):
    down = [_mix(paper, orange, k / steps) for k in range(steps, 0, -1)]
    return (*down, paper, *(_mix(paper, blue, k / steps) for k in range(1, steps + 1)))


def _sequential(paper, blue, steps=8):
    return tuple(_mix(paper, blue, (k + 0.5) / steps) for k in range(steps))


DIVERGING = _diverging("#ffae80", PAPER, "#8fb0fd")
"""Eleven shades for signed numbers: orange below zero, paper at zero, blue above."""
SEQUENTIAL = _sequential(PAPER, "#d3dcf9")
"""Eight faint shades for heights; every palette colour stands out on each of them."""

LIGHT = {
    "ink": INK,
    "paper": PAPER,
    "grid": GRID,
    "muted": MUTED,
    **{str(i): c for i, c in enumerate(PALETTE)},
    **{f"s{i}": c for i, c in enumerate(SEQUENTIAL)},
    **{f"d{i}": c for i, c in enumerate(DIVERGING) if c != PAPER},
}
DARK_PAPER = "#14181e"
DARK = {
    "ink": "#e8e6e3",
    "paper": DARK_PAPER,
    "grid": "#353b43",
    "muted": "#9aa1aa",
    **{str(i): c for i, c in enumerate(PALETTE_DARK)},
    **{f"s{i}": c for i, c in enumerate(_sequential(DARK_PAPER, "#22304e"))},
    **{
        f"d{i}": c
        for i, c in enumerate(_diverging("#8a3d05", DARK_PAPER, "#2747a5"))
        if c != DARK_PAPER
    },
}
DARK_SELECTOR = "html[data-theme=dark], body[data-jp-theme-light=false], body.vscode-dark"

STYLE = {
    # Glyphs as outlines: phones lack DejaVu Sans, and a substitute of another width would move
    # every label and tear formulas apart. Shared outlines cost about 10 kB a figure.
    "svg.fonttype": "path",
    "svg.hashsalt": "mlviz",
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "axes.titlesize": 12,
    "axes.labelsize": 12,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "mathtext.fontset": "dejavusans",
    "figure.figsize": (6.0, 3.75),
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.edgecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "patch.edgecolor": INK,
    "boxplot.flierprops.color": INK,
    "grid.color": GRID,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=PALETTE),
    "image.cmap": "mlviz_sequential",
    "legend.facecolor": PAPER,
    "legend.edgecolor": GRID,
    "legend.framealpha": 0.9,
    "lines.linewidth": 2,
    "lines.markersize": 6,
}

for _name, _shades in (("mlviz_sequential", SEQUENTIAL), ("mlviz_diverging", DIVERGING)):
    mpl.colormaps.register(mpl.colors.ListedColormap(_shades, _name), force=True)


def use_style():
    """Make the course's style the default of Matplotlib in this process."""
    mpl.rcParams.update(STYLE)


@contextmanager
def styled():
    """Use the course's style inside a ``with`` block only."""
    with mpl.rc_context(STYLE):
        yield


def theme_css():
    """Return the style rules that give every colour variable its light and dark value."""
    rules = []
    for selector, table in ((":root", LIGHT), (DARK_SELECTOR, DARK)):
        body = ";".join(f"--mlv-{name}:{colour}" for name, colour in table.items())
        rules.append(f"{selector}{{{body}}}")
    return "\n".join(rules) + "\n"


use_style()
