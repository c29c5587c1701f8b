"""Reads the displayed equations out of the lesson texts.

An equation that defines or claims something is written ``$$ ... $$ (eq-<lesson>-<name>)``. One
that does neither (worked numbers, a step between two labelled equations) carries no label and
stands right under a comment line ``% not a claim: the reason``.
"""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
SUFFIX = ".myst.md"
EXCUSE = re.compile(r"not a claim:\s*\S")
DIRECTIVE = re.compile(r"\{([\w:-]+)\}")


@dataclass(frozen=True)
class Equation:
    """A displayed equation: its label (None without one), its LaTeX, and where it stands."""

    label: str | None
    latex: str
    lesson: str
    path: Path
    line: int

    @property
    def place(self) -> str:
        return f"{self.lesson}{SUFFIX}, line {self.line}"

    @property
    def signature(self) -> str:
        return signature(self.latex)


@dataclass
class Lesson:
    """What a lesson text displays; ``name`` is ``<step>/<lesson>``."""

    name: str
    title: str = ""
    labelled: list[Equation] = field(default_factory=list)
    excused: list[Equation] = field(default_factory=list)
    unlabelled: list[Equation] = field(default_factory=list)

    @property
    def stem(self) -> str:
        return self.name.rpartition("/")[2]


def normalised(latex: str) -> str:
    """Drop LaTeX comments and make every run of white space one space."""
    return " ".join(re.sub(r"(?<!\\)%.*", "", latex).split())


def signature(latex: str) -> str:
    """Return the ten hexadecimal digits that an entry signs."""
    return hashlib.sha256(normalised(latex).encode()).hexdigest()[:10]


@cache
def parser() -> MarkdownIt:
    """Return a parser that sees equations as MyST sees them."""
    markdown = MarkdownIt("commonmark").use(front_matter_plugin).use(myst_block_plugin)
    return markdown.use(amsmath_plugin).use(dollarmath_plugin, double_inline=True)


def read_lesson(path: Path, book: Path = BOOK) -> Lesson:
    """Read one lesson text."""
    lesson = Lesson(path.relative_to(book).as_posix().removesuffix(SUFFIX))
    _collect(path.read_text(encoding="utf-8"), 0, path, lesson)
    return lesson


def read_book(book: Path = BOOK) -> list[Lesson]:
    """Read every lesson text of the book, in the order of their paths."""
    return [read_lesson(path, book) for path in sorted(book.glob(f"**/*{SUFFIX}"))]


def _collect(text: str, first: int, path: Path, lesson: Lesson) -> None:
    """Add the equations of ``text``, whose first line is number ``first`` (from 0) of the file."""
    excused = False
    tokens = parser().parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        line = first + (token.map[0] if token.map else 0)
        directive = DIRECTIVE.match(token.info.strip()) if token.type == "fence" else None
        if token.type == "heading_open" and token.tag == "h1" and not lesson.title:
            lesson.title = following.content
        for label, latex, offset in _displayed(token, directive):
            found = Equation(label, latex, lesson.name, path, line + offset + 1)
            kind = "labelled" if label else "excused" if excused else "unlabelled"
            getattr(lesson, kind).append(found)
        if directive and directive[1] not in ("code-cell", "math"):
            _collect(token.content, line + 1, path, lesson)
        excused = token.type == "myst_line_comment" and bool(EXCUSE.search(token.content))


def _displayed(token, directive) -> list[tuple[str | None, str, int]]:
    """Return (label, LaTeX, line within the token) of each equation that a token displays."""
    if token.type in ("math_block", "math_block_label"):
        label = token.info.strip() if token.type == "math_block_label" else None
        return [(label, token.content, 0)]
    if token.type == "amsmath" or (directive and directive[1] == "math"):
        return [(None, token.content, 0)]
    inline = [child for child in token.children or [] if child.type == "math_inline_double"]
    return [(None, child.content, _line_of(token.content, child.content)) for child in inline]


def _line_of(text: str, part: str) -> int:
    return text[: max(text.find(part), 0)].rstrip("$").count("\n")
