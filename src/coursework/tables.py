"""What the ``course`` command prints: tables on a terminal, plain lines elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from coursework.home import find_home, lessons_in_order, solutions_text
from coursework.ladder import Rung
from coursework.registry import exercises
from coursework.statements import read_statements

_STYLES = {Rung.CORRECT: "green", Rung.PARTLY: "yellow", Rung.ALMOST: "yellow"}


def _console() -> Console:
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def _is_plain() -> bool:
    return not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"


def complain(sentence: str) -> None:
    """One sentence on what went wrong, to the error stream."""
    print(f"course: {' '.join(sentence.split())}", file=sys.stderr)


def _show(table: Table) -> None:
    """A table with its rules on a terminal, the same cells between tabs elsewhere."""
    if not _is_plain():
        return _console().print(table)
    columns = [[str(cell) for cell in column.cells] for column in table.columns]
    print("\t".join(str(column.header) for column in table.columns))
    for row in zip(*columns, strict=True):
        print("\t".join(row))


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal while cells run, nothing elsewhere; yields ``show(done, of)``."""
    if _is_plain():
        yield lambda done, of: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("running the cells")
        yield lambda done, of: bar.update(task, completed=done, total=of)


def show_list(lesson: str | None) -> None:
    """All lessons, or the exercises of one."""
    if lesson is None:
        table = Table("lesson", "exercises", "points")
        for name in lessons_in_order(find_home()):
            there = exercises(name).values()
            table.add_row(name, str(len(there)), str(sum(e.points for e in there)))
        return _show(table)
    table = Table("exercise", "difficulty", "minutes", "points", "title")
    for name, one in read_statements(solutions_text(find_home(), lesson)).items():
        stars = f"{one.difficulty} of 3"
        table.add_row(name, stars, str(one.minutes), str(one.points), one.title)
    _show(table)


def show_outcome(outcome: object) -> None:
    """The verdicts on a notebook, what happened on the way, and the sum."""
    console = _console()
    for verdict in outcome.verdicts:
        console.print(Text(verdict.title, style=_STYLES.get(verdict.rung, "red")))
        for line in verdict.lines:
            console.print(Text("  " + line))
    for note in outcome.notes:
        console.print(Text(note))
    console.print(Text(f"{outcome.earned} of {outcome.points} points in {outcome.lesson}"))


def show_solution(text: str) -> None:
    """Markdown, laid out on a terminal."""
    print(text) if _is_plain() else _console().print(Markdown(text))


def show_progress(steps: list) -> None:
    """The start and the seven steps with their lessons."""
    table = Table("step", "lesson", "points", "solved", "attempts", "hints")
    if not _is_plain():
        table.add_column("", min_width=16)
    for step in steps:
        row = [step.title, "", f"{step.earned} of {step.points}", "", "", ""]
        table.add_row(*row, *_bar(step.earned, step.points), style="bold")
        for one in step.lessons:
            solved = f"{one.solved} of {one.exercises}"
            row = ["", one.lesson.split("/")[1], f"{one.earned} of {one.points}", solved]
            row += [str(one.attempts), str(one.hints)]
            table.add_row(*row, *_bar(one.earned, one.points))
    _show(table)


def _bar(earned: int, points: int) -> list[ProgressBar]:
    if _is_plain():
        return []
    styles = {"complete_style": "green", "finished_style": "green"}
    return [ProgressBar(total=points or 1, completed=earned, width=16, **styles)]
