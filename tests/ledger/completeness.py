"""What may be wrong between the lesson texts and the ledger, each as one sentence."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.ledger import transcription
from tests.ledger.equations import Lesson, normalised
from tests.ledger.registry import Entry, decorations


def label_faults(lessons: Iterable[Lesson]) -> Iterator[str]:
    """Labels used twice in the book, or not of the form ``eq-<lesson>-<name>``."""
    lessons = list(lessons)
    equations = [equation for lesson in lessons for equation in lesson.labelled]
    counts = Counter(equation.label for equation in equations)
    for equation in equations:
        if counts[equation.label] > 1:
            yield f"{equation.place}: the label {equation.label} is used more than once"
        stem = equation.lesson.rpartition("/")[2]
        if not re.fullmatch(rf"eq-{re.escape(stem)}-[a-z0-9]+(-[a-z0-9]+)*", equation.label):
            yield f"{equation.place}: the label {equation.label} must read eq-{stem}-<name>"


def unlabelled_faults(lessons: Iterable[Lesson]) -> Iterator[str]:
    """Displayed equations that carry neither a label nor an excuse."""
    for lesson in lessons:
        for equation in lesson.unlabelled:
            yield (
                f"{equation.place}: a displayed equation without label. Write it as $$ ... $$ "
                f"(eq-{lesson.stem}-<name>), with an empty line before it, or put the line "
                f"'% not a claim: <reason>' right above it: {normalised(equation.latex)[:60]}"
            )


def pairing_faults(lessons: Iterable[Lesson], entries: Iterable[Entry]) -> Iterator[str]:
    """Labels without entry, entries without label, entries in another lesson's file."""
    equations = {item.label: item for lesson in lessons for item in lesson.labelled}
    entries = list(entries)
    counts = Counter(item.label for item in entries)
    for label, equation in equations.items():
        if not counts[label]:
            yield f"{equation.place}: {label} has no entry in tests/ledger"
    for item in entries:
        where = f"{item.path.parent.name}/{item.path.name}"
        if item.label not in equations:
            yield f"{where}: the entry {item.label} belongs to no labelled equation of the book"
        elif equations[item.label].lesson != item.lesson:
            yield f"{where}: the entry {item.label} belongs to {equations[item.label].lesson}"
        if counts[item.label] > 1:
            yield f"{where}: the label {item.label} has {counts[item.label]} entries"


def signature_faults(lessons: Iterable[Lesson], entries: Iterable[Entry]) -> Iterator[str]:
    """Entries whose signed hash is not the hash of the formula that the book shows today."""
    equations = {item.label: item for lesson in lessons for item in lesson.labelled}
    for item in entries:
        equation = equations.get(item.label)
        if equation and equation.signature != item.latex:
            yield (
                f"{equation.place}: the formula {item.label} is not the one that was signed.\n"
                f"  it reads now: {normalised(equation.latex)}\n"
                f"  signed {item.latex or 'never'}, to sign {equation.signature}\n"
                f"  Read the transcription in {item.path.parent.name}/{item.path.name} against it, "
                f"then: python -m tests.ledger.sign {item.label}"
            )


def borrowed_faults(path: Path) -> Iterator[str]:
    """Entries of a file whose transcription reads something of mlmath."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for label, (function, _) in decorations(module).items():
        for name in sorted(transcription.borrowed(function, module)):
            yield f"{label}: the transcription reads {name} of mlmath, so it proves nothing"
