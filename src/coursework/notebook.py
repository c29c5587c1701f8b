"""The learner's two functions in a notebook: ``check`` and ``hint``."""

import os
from collections.abc import Callable
from pathlib import Path

from coursework import progress
from coursework.display import show, show_verdict
from coursework.home import HomeNotFoundError, find_home, progress_file
from coursework.judge import judge
from coursework.ladder import Verdict
from coursework.registry import exercises, find_exercise, find_lesson

_NOTHING = object()


def open_lesson(lesson: str) -> tuple[Callable, Callable]:
    """The functions ``check(name, answer)`` and ``hint(name)`` of a lesson.

    Parameters
    ----------
    lesson : str
        ``step/lesson``, such as ``1-linear-algebra/matrices``.

    Returns
    -------
    check, hint : callable
        ``check`` shows a verdict of two to six lines, ``hint`` the next hint. Both record what
        happened in ``my/progress.json`` if the course's folder is found. ``check.inputs`` holds
        the arguments at which the last answer went wrong.

    Raises
    ------
    ValueError
        If there is no such lesson.
    """
    lesson = find_lesson(lesson)
    exercises(lesson)

    def check(name: str, answer: object = _NOTHING) -> None:
        """Judge an answer: ``check("name", answer)``."""
        try:
            exercise = find_exercise(lesson, name)
        except ValueError as error:
            return show(f"No such exercise\n  {error}")
        if answer is _NOTHING:
            return show(f'What is to be checked?\n  Write check("{name}", {name}).')
        verdict = judge(lesson, exercise, answer)
        check.inputs = verdict.inputs
        show_verdict(verdict, _record(verdict) or _next_step(verdict, len(exercise.hints)))

    def hint(name: str) -> None:
        """Show the next hint: ``hint("name")``."""
        try:
            exercise = find_exercise(lesson, name)
        except ValueError as error:
            return show(f"No such exercise\n  {error}")
        given[name] = min(given.get(name, 0) + 1, len(exercise.hints))
        number, trouble = _record_hint(lesson, name, len(exercise.hints), given[name])
        show(hint_text(lesson, exercise.hints, name, number) + trouble)

    check.inputs = ()
    given: dict[str, int] = {}  # counts the hints where no progress is kept
    return check, hint


def hint_text(lesson: str, hints: tuple[str, ...], name: str, number: int) -> str:
    """Hint ``number`` (from 1) with its place among the others."""
    last = f"\n  That was the last one. In a terminal: course solution {lesson} {name}"
    more = last if number == len(hints) else ""
    return f"Hint {number} of {len(hints)} · {name}\n  {hints[number - 1]}{more}"


def _next_step(verdict: Verdict, n_hints: int) -> str:
    if verdict.correct:
        return ""
    hints = f'Stuck? hint("{verdict.name}") gives the first of {n_hints}.'
    return hints + (" This input is check.inputs." if verdict.inputs else "")


def _progress_file() -> Path | None:
    """Where to record, or None: built and tested notebooks keep no progress."""
    if os.environ.get("COURSE_OUTPUT", "live") != "live":
        return None
    try:
        return progress_file(find_home())
    except HomeNotFoundError:
        return None


def _record(verdict: Verdict) -> str:
    """Record an attempt; what went wrong with that, if anything."""
    path = _progress_file()
    try:
        if path:
            progress.record_verdicts(path, [verdict])
    except progress.ProgressError as error:
        return str(error)
    return ""


def _record_hint(lesson: str, name: str, n_hints: int, given: int) -> tuple[int, str]:
    """The number of the hint to show, and what went wrong with recording it."""
    path = _progress_file()
    try:
        return (progress.record_hint(path, lesson, name, n_hints) if path else given), ""
    except progress.ProgressError as error:
        return given, f"\n  {error}"
