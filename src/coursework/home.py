"""Where the course lies on disk, and the order of its lessons."""

import os
import re
from pathlib import Path

from coursework.registry import STEPS, lessons


class HomeNotFoundError(ValueError):
    """The course's folder was not found."""


def find_home(start: Path | None = None) -> Path:
    """The course's folder: ``COURSE_HOME``, or the nearest one above with ``_toc.yml`` in it.

    Parameters
    ----------
    start : Path, optional
        Where to begin; the working directory by default. The folder that this package was
        installed from comes last.

    Raises
    ------
    HomeNotFoundError
        If no such folder is found; the sentence says what to set.
    """
    if named := os.environ.get("COURSE_HOME"):
        if (Path(named) / "_toc.yml").is_file():
            return Path(named).resolve()
        raise HomeNotFoundError(f"COURSE_HOME is {named}, but that folder holds no _toc.yml.")
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (folder / "_toc.yml").is_file() and (folder / "pyproject.toml").is_file():
            return folder
    raise HomeNotFoundError(
        f"The course's folder was not found above {here}. Change into it, or set COURSE_HOME."
    )


def lessons_in_order(home: Path) -> list[str]:
    """Every lesson with exercises, in the order of the table of contents."""
    toc = (home / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"book/([\w-]+/[\w-]+)", toc)
    place = {lesson: i for i, lesson in reversed(list(enumerate(listed)))}
    steps = list(STEPS)
    return sorted(
        lessons(), key=lambda name: (steps.index(name.split("/")[0]), place.get(name, len(place)))
    )


def exercise_notebook(home: Path, lesson: str) -> Path:
    """The notebook with the empty exercises, as it is shipped."""
    return home / "exercises" / f"{lesson}.ipynb"


def learners_notebook(home: Path, lesson: str) -> Path:
    """The learner's own copy."""
    return home / "my" / f"{lesson}.ipynb"


def solutions_text(home: Path, lesson: str) -> Path:
    """The text with the solutions."""
    return home / "solutions" / f"{lesson}.myst.md"


def progress_file(home: Path) -> Path:
    """The file that keeps the learner's progress."""
    return home / "my" / "progress.json"
