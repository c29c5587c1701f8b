"""Cut a learner's notebook out of the one with the solutions."""

import re

import nbformat

from tools.notebooks.errors import BuildError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
PLACEHOLDER = 'raise NotImplementedError("your code here")'
EQUATION_LABEL = re.compile(r"^(\$\$)[ \t]*\([^)\s]+\)[ \t]*$", re.M)
SECTION_LABEL = re.compile(r"^\([^)\s]+\)=[ \t]*\n", re.M)


def cut(notebook, path, lines):
    """The exercise notebook: answers replaced, `solution` cells dropped, labels stripped."""
    exercise = nbformat.from_dict({**notebook, "cells": []})
    for cell, line in zip(notebook.cells, lines, strict=True):
        if "solution" in cell.metadata.get("tags", []):
            continue
        copy = nbformat.from_dict(dict(cell))
        if cell.cell_type == "code":
            copy.source = _cut_code(cell.source, path, line)
            copy.outputs, copy.execution_count = [], None
        else:
            copy.source = SECTION_LABEL.sub("", EQUATION_LABEL.sub(r"\1", cell.source))
        exercise.cells.append(copy)
    return exercise


def _cut_code(source, path, first_line):
    """Replace each marked answer by the placeholder, at the answer's own indentation."""
    kept, opened = [], None
    for number, text in enumerate(source.split("\n"), first_line):
        if text.strip() == BEGIN:
            if opened:
                raise BuildError(path, number, f"{BEGIN} inside the answer opened on line {opened}")
            opened = number
            kept.append(text[: text.index("#")] + PLACEHOLDER)
        elif text.strip() == END:
            if not opened:
                raise BuildError(path, number, f"{END} without a {BEGIN} before it")
            opened = None
        elif not opened:
            kept.append(text)
    if opened:
        raise BuildError(path, opened, f"{BEGIN} without its end marker; add {END}")
    return "\n".join(kept)
