"""Where the package names an equation of a lesson that exists, the equation exists."""

import re
from pathlib import Path

import pytest

from tests.ledger.equations import read_book

ROOT = Path(__file__).parents[2]
NAMED = sorted(
    (label, path.relative_to(ROOT).as_posix())
    for path in (ROOT / "src" / "mlmath").rglob("*.py")
    for label in set(re.findall(r"\beq-[\w-]+", path.read_text(encoding="utf-8")))
)
BOOK = read_book()
LESSONS = {lesson.stem for lesson in BOOK}
LABELS = {equation.label for lesson in BOOK for equation in lesson.labelled}


def lesson_of(label):
    """The lesson that a label belongs to, None while it is not written."""
    words = label.removeprefix("eq-").split("-")
    names = ["-".join(words[:k]) for k in range(len(words), 0, -1)]
    return next((name for name in names if name in LESSONS), None)


@pytest.mark.parametrize(("label", "path"), [pair for pair in NAMED if lesson_of(pair[0])])
def test_the_label_exists(label, path):
    assert label in LABELS, f"{path} names {label}"


def test_the_package_names_equations_of_the_lessons():
    assert len([label for label, _ in NAMED if lesson_of(label)]) >= 10
