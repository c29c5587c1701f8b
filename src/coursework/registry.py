"""Where checks are declared, and how those of a lesson are found and loaded."""

import difflib
import importlib.util
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STEPS = {
    "start": "Start",
    "1-linear-algebra": "Linear algebra",
    "2-calculus": "Calculus",
    "3-probability": "Probability and statistics",
    "4-optimization": "Optimization",
    "5-information": "Information theory",
    "6-numerics": "Numerical methods",
    "7-advanced": "Advanced topics",
}


@dataclass(frozen=True)
class Exercise:
    """One exercise as its check declares it: name, points, hints, what to notice, the judge."""

    name: str
    points: int
    hints: tuple[str, ...]
    notice: str
    judge: Callable[[object], None]


def check(*, points: int, hints: Sequence[str], notice: str) -> Callable:
    """Register a function as the check of the exercise that bears its name.

    Parameters
    ----------
    points : int
        Points of the whole exercise; with `coursework.expect.part` the parts add up to it.
    hints : sequence of str
        One to four hints: the idea, the formula, the first line.
    notice : str
        One sentence shown with a correct answer: what is worth noticing.

    Raises
    ------
    ValueError
        If points, hints or notice are missing, or two checks of a lesson share a name.
    """

    def register(judge: Callable[[object], None]) -> Callable[[object], None]:
        name = judge.__name__
        if points < 1 or isinstance(hints, str) or not hints or not notice:
            raise ValueError(f"check {name!r} needs points >= 1, a list of hints and a notice")
        exercises = judge.__globals__.setdefault("EXERCISES", {})
        if name in exercises:
            raise ValueError(f"two checks are named {name!r}; names are unique within a lesson")
        exercises[name] = Exercise(name, points, tuple(hints), notice, judge)
        return judge

    return register


def checks_folder() -> Path:
    """Where the checks are: ``COURSE_CHECKS`` (a teacher's own exercises), or this package's."""
    return Path(os.environ.get("COURSE_CHECKS") or Path(__file__).parent / "checks").resolve()


def lessons() -> list[str]:
    """Every lesson that has checks, as ``step/lesson``, in the order of the folders.

    Checks that outgrow ``<lesson>.py`` go on in ``<lesson>_<topic>.py``; no lesson's own name holds
    an underscore.
    """
    files = (file for step in STEPS for file in sorted((checks_folder() / step).glob("*.py")))
    return [f"{file.parent.name}/{file.stem}" for file in files if "_" not in file.stem]


def find_lesson(name: str) -> str:
    """The full name ``step/lesson`` for a full name, a bare lesson name or a path to its notebook.

    Raises
    ------
    ValueError
        If no lesson has that name; the sentence lists the nearest ones.
    """
    known = lessons()
    wanted = re.sub(r"\.(ipynb|myst\.md|py)$", "", str(name).replace("\\", "/")).strip("/")
    for lesson in known:
        if wanted == lesson or wanted.endswith("/" + lesson) or wanted == lesson.split("/")[1]:
            return lesson
    bare = {lesson.split("/")[1]: lesson for lesson in known}
    near = difflib.get_close_matches(wanted.split("/")[-1], bare, n=3, cutoff=0.5)
    advice = "did you mean " + " or ".join(bare[n] for n in near) if near else "see `course list`"
    raise ValueError(f"There is no lesson named {name!r} with exercises: {advice}.")


def exercises(lesson: str) -> dict[str, Exercise]:
    """The exercises of a lesson by name, in the order of its checks file.

    Raises
    ------
    ValueError
        If the lesson has no checks, or two of its files declare the same name.
    """
    first = checks_folder() / f"{find_lesson(lesson)}.py"
    files = [first, *sorted(first.parent.glob(f"{first.stem}_*.py"))]
    found: dict[str, Exercise] = {}
    for file in files:
        if twice := found.keys() & _load(file).keys():
            raise ValueError(f"two checks of {lesson} are named {min(twice)!r}; rename one")
        found |= _load(file)
    return found


@cache
def _load(file: Path) -> dict[str, Exercise]:
    spec = importlib.util.spec_from_file_location(f"coursework_checks_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, "EXERCISES", {})


def find_exercise(lesson: str, name: str) -> Exercise:
    """One exercise of a lesson.

    Raises
    ------
    ValueError
        If the lesson has none of that name; the sentence lists those it has.
    """
    known = exercises(lesson)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(known)}."
    raise ValueError(f"{find_lesson(lesson)} has no exercise named {name!r}; {advice}")
