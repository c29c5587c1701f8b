"""The learner's two functions in a notebook: ``check`` and ``hint``."""

import os
from collections.abc import Callable

from coursework.display import show, show_verdict
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
        happened in ``my/progress.json`` if the course's folder is found.

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
        show_verdict(verdict, _record(verdict) or _next_step(verdict, len(exercise.hints)))

    def hint(name: str) -> None:
        """Show the next hint: ``hint("name")``."""
        try:
            exercise = find_exercise(lesson, name)
        except ValueError as error:
            return show(f"No such exercise\n  {error}")
        given[name] = min(given.get(name, 0) + 1, len(exercise.hints))
        show(hint_text(exercise.hints, name, given[name]) + _record_hint(lesson, name, given[name]))

    given: dict[str, int] = {}
    return check, hint


def hint_text(hints: tuple[str, ...], name: str, number: int) -> str:
    """Hint ``number`` (from 1) with its place among the others."""
    last = f"\n  That was the last one. In a terminal: course solution {name}"
    more = last if number == len(hints) else ""
    return f"Hint {number} of {len(hints)} · {name}\n  {hints[number - 1]}{more}"


def _next_step(verdict: Verdict, n_hints: int) -> str:
    return "" if verdict.correct else f'Stuck? hint("{verdict.name}") gives the first of {n_hints}.'


def _recording() -> bool:
    """Whether a learner is at work: built and tested notebooks keep no progress."""
    return os.environ.get("COURSE_OUTPUT", "live") == "live"


def _record(verdict: Verdict) -> str:
    return ""


def _record_hint(lesson: str, name: str, number: int) -> str:
    return ""
