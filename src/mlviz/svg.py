"""A figure as themed inline SVG and as a small PNG."""

import base64
import io
import itertools
import re
from collections import Counter
from contextlib import contextmanager
from zlib import crc32

import matplotlib as mpl
from PIL import Image

from mlviz.style import LIGHT, PAPER, styled

_COLOUR = re.compile("|".join(f"{literal}(?![0-9a-f])" for literal in LIGHT.values()))
_VARIABLE = {literal: f"var(--mlv-{name},{literal})" for name, literal in LIGHT.items()}
_GEOMETRY = re.compile(r'(?<=[\s"])(d|points|x|y|x1|x2|y1|y2)="([^"]*)"|translate\([^)]*\)')
_REFERENCE = re.compile(r'((?:xlink:)?href="|url\()#([^")]+)')
_PAIRS = {"M": 1, "L": 1, "Q": 2, "C": 3, "z": 0}
_SHIFT = re.compile(r'transform="translate\(([-\d.]+) ([-\d.]+)\)"')
_AXES, _CUT = r'<g id="axes_\d+">', "<!--panel-->"
_seen = Counter()


def unique_id(content):
    """Return an id made from `content`, numbered when the same content was seen before."""
    name = f"m{crc32(content.encode()):08x}"
    _seen[name] += 1
    return name if _seen[name] == 1 else f"{name}-{_seen[name]}"


def size(fig):
    """Return the width and height of `fig` in CSS pixels (96 to the inch)."""
    width, height = fig.get_size_inches()
    return round(96 * width), round(96 * height)


@contextmanager
def _saving():
    """The style, without its layout: saving would give it to a figure that was made with none."""
    with styled(), mpl.rc_context({"figure.constrained_layout.use": False}):
        yield


def to_svg(fig, uid, trim=False):
    """Return `fig` as inline SVG text whose ids start with `uid` and whose colours are variables.

    The panels of a `mlviz.plots.canvas.row` become one SVG each, beside each other where there
    is room and below each other on a phone.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    uid : str
        A prefix that no other figure of the page has, see `unique_id`.
    trim : bool, default False
        Leave out what is empty above and below.

    Returns
    -------
    str
    """
    with _saving(), io.StringIO() as buffer:
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        text = buffer.getvalue()
    frame, cuts = _frame(fig, trim), _cuts(fig)
    text = re.sub(_AXES if cuts else "(?!)", rf"{_CUT}\n\g<0>", _slim(text))
    text = _lighter_uses(_GEOMETRY.sub(_rounded, _themed(text)))
    used = dict.fromkeys(name for _, name in _REFERENCE.findall(text))
    new = {name: f"{uid}-{i}" for i, name in enumerate(used)}
    text = re.sub(r' id="([^"]+)"', lambda m: f' id="{new[m[1]]}"' if m[1] in new else "", text)
    text = _REFERENCE.sub(lambda m: f"{m[1].replace('xlink:', '')}#{new[m[2]]}", text)
    return _panels(_without_bare_groups(text), frame, cuts)


def _frame(fig, trim):
    """Return left, top, right and bottom of what is shown, in points from the upper left."""
    width, height = (72 * side for side in fig.get_size_inches())
    drawn = [a.get_tightbbox() for a in (*fig.axes, *fig.texts, *fig.legends)]
    if not trim or not drawn:
        return 0, 0, width, height
    low = min(box.y0 for box in drawn) * 72 / fig.dpi - 3
    high = max(box.y1 for box in drawn) * 72 / fig.dpi + 3
    return 0, max(0, height - high), width, min(height, height - low)


def _cuts(fig):
    """Return where the panels of a row may be parted, in points; none for other figures."""
    if len(fig.axes) < 2 or fig.get_label() != f"row of {len(fig.axes)}" or fig.texts:
        return []
    boxes = [ax.get_tightbbox() for ax in fig.axes]
    return [(a.x1 + b.x0) / 2 * 72 / fig.dpi for a, b in itertools.pairwise(boxes)]


def _panels(text, frame, cuts):
    """Return `text` with its frame as view box, or one SVG per panel in a box that wraps."""
    left, top, right, bottom = frame
    head, body = text.split(">", 1)
    spans = list(itertools.pairwise([left, *cuts, right]))
    windows = [
        re.sub(r'viewBox="[^"]*"', f'viewBox="{_numbers(a, top, b - a, bottom - top)}"', head)
        for a, b in spans
    ]
    if not cuts:
        return f"{windows[0]}>{body}"
    first, second, *rest = body.strip().removesuffix("</svg>").split(f"{_CUT}\n")
    pieces = [first + second, *rest]  # what comes before the first panel is the background
    shown = []
    for window, (a, b), piece in zip(windows, spans, pieces, strict=True):
        wide = 96 * (b - a) / 72
        size = f"flex:{wide:.0f} 1 {0.7 * wide:.0f}px;min-width:0;max-width:{1.4 * wide:.0f}px"
        shown.append(f'{window} style="{size};overflow:visible">\n{piece.strip()}\n</svg>')
    inside = "\n".join(shown)
    return f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start">\n{inside}\n</div>'


def _numbers(*values):
    return " ".join(_short(value) for value in values)


def _without_bare_groups(text):
    """Drop the tags of every group that says nothing."""
    kept = []

    def visit(tag):
        if tag[0] != "</g>":
            kept.append(tag[0] != "<g>")
        return tag[0] if (kept.pop() if tag[0] == "</g>" else kept[-1]) else ""

    return re.sub(r"\n+", "\n", re.sub(r"</g>|<g\b[^>]*>", visit, text))


def _slim(text):
    """Drop what a page does not need and put every element on one line."""
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", text, flags=re.S)
    box = re.search(r'viewBox="([^"]+)"', text)[1]
    # The removed style sheet said the same of every element, and of the page's elements too.
    head = (
        f'<svg viewBox="{box}" aria-hidden="true" focusable="false" stroke-linejoin="round" '
        'xmlns="http://www.w3.org/2000/svg">'
    )
    text = re.sub(r"<svg [^>]*>", head, text, count=1)
    text = re.sub(r'(?<= d=")[^"]*', lambda m: " ".join(m[0].split()), text)
    text = re.sub(r'(?<= style=")[^"]*', lambda m: m[0].replace(": ", ":").replace("; ", ";"), text)
    return re.sub(r"\s*\n\s*", "\n", text)


def _lighter_uses(text):
    """Say in a ``use`` only what the thing used does not say itself, and a shift as x and y."""
    own = dict(re.findall(r'<path id="([^"]+)"[^>]* style="([^"]*)"', text))

    def use(tag):
        tag = _SHIFT.sub(lambda m: f'x="{m[1]}" y="{m[2]}"', tag[0]).replace(' y="0"', "")
        said = own.get(re.search(r'href="#([^"]+)"', tag)[1], "").split(";")
        return re.sub(
            r' style="([^"]*)"',
            lambda m: f' style="{";".join(s for s in m[1].split(";") if s not in said)}"',
            tag,
        )

    return re.sub(r"<use [^>]*>", use, text)


def _themed(text):
    return _COLOUR.sub(lambda m: _VARIABLE[m[0]], text)


def _rounded(match):
    """Keep two decimals below 10 and one above: a tenth of a point is an eighth of a pixel."""
    if match[1] == "d":
        return f'd="{_relative(match[2].split())}"'
    return re.sub(r"-?\d+\.\d{2,}", lambda m: _short(float(m[0])), match[0])


def _short(x):
    text = f"{x:.2f}" if abs(x) < 10 else f"{x:.1f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _relative(tokens):
    """Write a path with relative, rounded coordinates, half as long; no rounding adds up."""
    small = all(abs(float(t)) < 10 for t in tokens if t not in _PAIRS)
    grid, digits = (100, 2) if small else (10, 1)
    out, here, begin, last, rest = [], (0, 0), (0, 0), "", iter(tokens)
    for command in rest:
        base, letter = here, command.lower()
        for _ in range(_PAIRS[command]):
            here = tuple(round(float(next(rest)) * grid) for _ in "xy")
            pair = (_tight((a - b) / grid, digits) for a, b in zip(here, base, strict=True))
            out.append((" " if letter == last != "m" else letter) + " ".join(pair))
            last = letter
        if command == "z":
            out.append("z")
            here, last = begin, "z"
        begin = here if command == "M" else begin
    return "".join(out).replace(" -", "-")


def _tight(value, digits):
    """Return a number without needless zeros."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text == "-0" else text


def to_png(fig, dpi=90, colours=32):
    """Return `fig` as a base64 PNG on paper, readable in a light and in a dark notebook."""
    with _saving(), io.BytesIO() as raw, io.BytesIO() as packed:
        fig.savefig(raw, format="png", dpi=dpi, facecolor=PAPER)
        image = Image.open(raw).convert("RGB")
        image.quantize(colours, dither=Image.Dither.NONE).save(packed, "png", optimize=True)
        return base64.b64encode(packed.getvalue()).decode("ascii")
