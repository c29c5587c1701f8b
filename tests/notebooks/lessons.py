"""The notebooks and texts of the course, for the tests in this folder."""

from pathlib import Path

import nbformat

from coursework.registry import STEPS
from tools.notebooks.text import header, read

ROOT = Path(__file__).resolve().parents[2]
EXECUTED = sorted(p for room in ("book", "solutions") for p in (ROOT / room).rglob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").rglob("*.ipynb"))
LESSONS = sorted(p for step in STEPS for p in (ROOT / "book" / step).glob("*.myst.md"))


def code_cells(notebook):
    return [c for c in notebook.cells if c.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


def lesson_notebook(text):
    """The notebook, without outputs, and the `lesson` header of one text."""
    return nbformat.from_dict(read(text)[0]), header(text)
