"""Where the texts are, and which notebooks they become."""

import os
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".myst.md"
EXECUTED = ("book", "solutions")


@dataclass(frozen=True)
class Target:
    """One notebook to be made: its text, its path, its kind."""

    root: Path
    text: Path
    path: Path
    kind: str  # "book", "solutions" or "exercises"

    @property
    def name(self):
        """The path relative to the root, as a person would say it."""
        return self.path.relative_to(self.root).as_posix()


def course_root():
    """The folder that holds the course: the one above `tools`."""
    return Path(__file__).resolve().parents[2]


def targets(root, only=None):
    """Every notebook of the course, sorted; `only` is a "step/lesson" that selects one lesson."""
    found = []
    for room in EXECUTED:
        for text in sorted((root / room).rglob("*" + SUFFIX)):
            lesson = text.relative_to(root / room).as_posix().removesuffix(SUFFIX)
            if only not in (None, lesson):
                continue
            kinds = ["solutions", "exercises"] if room == "solutions" else ["book"]
            found += [Target(root, text, root / k / f"{lesson}.ipynb", k) for k in kinds]
    return found


def write_atomically(path, content):
    """Write `content` (str) beside `path`, then rename: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        scratch.write_text(content, "utf8", newline="\n")
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)
