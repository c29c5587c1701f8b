"""The page ``reference/equations``: every labelled formula of the book with its proof, run now."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.ledger.equations import BOOK, ROOT, Equation, Lesson, normalised, read_book
from tests.ledger.registry import LEDGER, Entry, entry_files, load

HOLDS = "holds"
NO_ENTRY = "not proven yet"
CHANGED = "reworded since its proof was signed"
INTRODUCTION = """\
# The equation ledger

Every displayed formula of the book that defines or claims something is listed here. Each was
transcribed a second time, symbol by symbol, and compared with the code that computes it and with an
independent route. The verdicts below were computed when this page was built.
"""


def render(book: Path = BOOK, ledger: Path = LEDGER) -> str:
    """Return the page as Markdown."""
    lessons = in_reading_order([lesson for lesson in read_book(book) if lesson.labelled])
    entries = {item.label: item for path in entry_files(ledger) for item in _loaded(path)}
    verdicts = {item.label: verdict(item, entries.get(item.label))
                for lesson in lessons for item in lesson.labelled}  # fmt: skip
    parts = [INTRODUCTION, _total(verdicts)]
    for step, members in groupby(lessons, key=lambda lesson: lesson.name.partition("/")[0]):
        parts.append(f"## {step_title(step)}\n")
        for lesson in members:
            parts.append(f"### [{lesson.title or lesson.stem}](../{lesson.name}.ipynb)\n")
            parts += [_block(item, entries.get(item.label), verdicts[item.label])
                      for item in lesson.labelled]  # fmt: skip
    return "\n".join(parts)


def in_reading_order(lessons: list[Lesson], toc: Path = ROOT / "_toc.yml") -> list[Lesson]:
    """Sort lessons as the table of contents does; those that it does not name come last."""
    lines = toc.read_text(encoding="utf-8").split() if toc.exists() else []
    place = {line: number for number, line in enumerate(lines)}
    last = len(lines)
    return sorted(lessons, key=lambda item: (_step(item), place.get(f"book/{item.name}", last)))


def _step(lesson: Lesson) -> str:
    """The number of a lesson's step as a string that sorts; the pages before step 1 come first."""
    return lesson.name[0] if lesson.name[0].isdigit() else ""


def verdict(equation: Equation, entry: Entry | None) -> str:
    """Run an entry and say in a few words what came out."""
    if entry is None:
        return NO_ENTRY
    if entry.latex != equation.signature:
        return CHANGED
    try:
        entry.run()
    except pytest.skip.Exception as reason:
        return f"not run here: {reason}"
    except Exception as error:
        return f"fails: {error}"
    return HOLDS


def step_title(step: str) -> str:
    """Turn ``1-linear-algebra`` into ``Step 1 · Linear algebra``, ``start`` into ``Start``."""
    if not step[0].isdigit():
        return step.replace("-", " ").capitalize()
    number, _, words = step.partition("-")
    return f"Step {number} · {words.replace('-', ' ').capitalize()}"


def escaped(text: str) -> str:
    """Make plain text safe inside a line of Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>$|~^#&@:])", r"\\\1", " ".join(text.split()))


def _loaded(path: Path) -> Iterator[Entry]:
    try:
        yield from load(path)
    except pytest.skip.Exception:
        return


def _total(verdicts: dict[str, str]) -> str:
    held = sum(found == HOLDS for found in verdicts.values())
    return f"**{held} of {len(verdicts)} formulas hold.**\n"


def _block(equation: Equation, entry: Entry | None, found: str) -> str:
    shown = f"**{found}**" if found == HOLDS else f"**{escaped(found)}**"
    facts = [f"{{eq}}`{equation.label}`", shown]
    if entry is not None:
        facts.append(f"code: {f'`{entry.code}`' if entry.code else 'none, it is a statement'}")
        facts.append(f"route: {escaped(entry.route)}")
    return f"$$\n{normalised(equation.latex)}\n$$\n\n{' · '.join(facts)}\n"
