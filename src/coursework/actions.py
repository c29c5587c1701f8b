"""What the ``course`` command does, without a word on how it is shown."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from coursework import progress as records
from coursework.home import (
    exercise_notebook,
    find_home,
    learners_notebook,
    lessons_in_order,
    progress_file,
    solutions_text,
)
from coursework.notebook import hint_text
from coursework.registry import STEPS, exercises, find_exercise, find_lesson
from coursework.report import to_html
from coursework.runner.cells import NotebookError
from coursework.runner.process import Limits
from coursework.runner.run import OnStep, Outcome, check_notebook
from coursework.statements import read_statements

find = find_lesson


@dataclass(frozen=True)
class LessonProgress:
    """Where a learner stands in one lesson."""

    lesson: str
    earned: int
    points: int
    solved: int
    exercises: int
    attempts: int
    hints: int


@dataclass(frozen=True)
class StepProgress:
    """Where a learner stands before the steps or in one of the seven; the title is numbered."""

    title: str
    lessons: tuple[LessonProgress, ...]

    @property
    def earned(self) -> int:
        """Points earned in the step."""
        return sum(lesson.earned for lesson in self.lessons)

    @property
    def points(self) -> int:
        """Points the step offers."""
        return sum(lesson.points for lesson in self.lessons)


def start(lesson: str) -> tuple[Path, bool]:
    """Copy a lesson's exercises to the learner's folder; the path, and whether it is new.

    Raises
    ------
    ValueError
        If there is no such lesson.
    NotebookError
        If the exercises were not built.
    OSError
        If the copy cannot be written.
    """
    home, lesson = find_home(), find_lesson(lesson)
    source, copy = exercise_notebook(home, lesson), learners_notebook(home, lesson)
    if not source.is_file():
        raise NotebookError(f"{source} is missing. Build the notebooks: make notebooks.")
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as original, copy.open("xb") as mine:  # x: never overwrite
            shutil.copyfileobj(original, mine)
    except FileExistsError:
        return copy, False
    return copy, True


def check(
    lesson: str, notebook: Path | None, limits: Limits, show: OnStep, *, outside: bool
) -> tuple[Outcome, str]:
    """Check a whole notebook and record the result; the outcome, and what went wrong recording.

    Raises
    ------
    ValueError
        If there is no such lesson.
    NotebookError
        If the notebook cannot be run.
    """
    home, lesson = find_home(), find_lesson(lesson)
    path = notebook or learners_notebook(home, lesson)
    if notebook is None and not path.exists():
        raise NotebookError(f"You have no copy of these exercises yet: course start {lesson}")
    outcome = check_notebook(path, lesson, limits, show, untrusting=outside)
    try:
        if not outside:
            records.record_verdicts(progress_file(home), outcome.verdicts)
    except records.ProgressError as error:
        return outcome, str(error)
    return outcome, ""


def hint(lesson: str, name: str) -> tuple[str, str]:
    """The next hint, and what went wrong recording it.

    Raises
    ------
    ValueError
        If there is no such lesson or exercise.
    """
    lesson = find_lesson(lesson)
    exercise = find_exercise(lesson, name)
    try:
        path = progress_file(find_home())
        number = records.record_hint(path, lesson, name, len(exercise.hints))
    except records.ProgressError as error:
        return hint_text(lesson, exercise.hints, name, 1), str(error)
    return hint_text(lesson, exercise.hints, name, number), ""


def solution(lesson: str, name: str, *, force: bool) -> tuple[str | None, str]:
    """The solution and why it works, as Markdown, and what went wrong recording it.

    The text is None if the exercise was not attempted and ``force`` is not set.

    Raises
    ------
    ValueError
        If there is no such lesson or exercise.
    OSError
        If the text with the solutions is missing.
    """
    home, lesson = find_home(), find_lesson(lesson)
    find_exercise(lesson, name)
    path, trouble, attempts = progress_file(home), "", 0
    try:
        attempts = records.record_of(records.read(path), lesson, name)["attempts"]
        if attempts or force:
            records.record_solution(path, lesson, name)
    except records.ProgressError as error:
        trouble = str(error)
    if not attempts and not force:
        return None, trouble
    statement = read_statements(solutions_text(home, lesson))[name]
    return (
        f"## {statement.title}\n\n```python\n{statement.answer}\n```\n\n{statement.why}\n",
        trouble,
    )


def progress() -> list[StepProgress]:
    """Where the learner stands before the steps and in each of the seven.

    Raises
    ------
    ProgressError
        If the progress file cannot be used.
    """
    home = find_home()
    known = records.read(progress_file(home))
    steps = []
    for step, title in STEPS.items():
        mine = [name for name in lessons_in_order(home) if name.startswith(step + "/")]
        found = tuple(_lesson_progress(name, known.get(name, {})) for name in mine)
        number = f"{step[0]} " if step[0].isdigit() else ""
        steps.append(StepProgress(number + title, found))
    return steps


def _lesson_progress(lesson: str, known: dict[str, records.Record]) -> LessonProgress:
    there = exercises(lesson)
    mine = [(there[name], record) for name, record in known.items() if name in there]
    return LessonProgress(
        lesson,
        earned=sum(min(record["earned"], exercise.points) for exercise, record in mine),
        points=sum(exercise.points for exercise in there.values()),
        solved=sum(bool(record["solved"]) for _, record in mine),
        exercises=len(there),
        attempts=sum(record["attempts"] for _, record in mine),
        hints=sum(record["hints"] for _, record in mine),
    )


def report(output: Path | None) -> Path:
    """Write the report and return where it is.

    Raises
    ------
    ProgressError
        If the progress file cannot be used.
    OSError
        If the report cannot be written.
    """
    path = (output or find_home() / "my" / "report.html").expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(to_html(progress()), encoding="utf-8")
    os.replace(beside, path)
    return path
