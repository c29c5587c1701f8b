"""A learner's course folder for tests, and notebooks to put into it."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from coursework.cli import main
from coursework.statements import code_cells, cut

FIXTURES = Path(__file__).parent / "fixtures"
LESSON = "1-linear-algebra/sample"
OPEN = f"""import numpy as np
from coursework.notebook import open_lesson
check, hint = open_lesson("{LESSON}")"""
LAYER = "def layer(X, W, b):\n    return X @ W.T + b"
INVERSE = "def inverse_2x2(A):\n    return np.linalg.inv(A)"
COMMUTE = 'commute = "b"'
GOOD = [OPEN, LAYER, 'check("layer", layer)', INVERSE, 'check("inverse_2x2", inverse_2x2)', COMMUTE]


def make_home(folder: Path) -> Path:
    """A course folder with one small lesson and nothing begun."""
    shutil.copytree(FIXTURES / "solutions", folder / "solutions")
    text = (folder / "solutions" / f"{LESSON}.myst.md").read_text(encoding="utf-8")
    empty = folder / "exercises" / f"{LESSON}.ipynb"
    empty.parent.mkdir(parents=True)
    empty.write_text(notebook(code_cells(cut(text))), encoding="utf-8")
    (folder / "my").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    (folder / "_toc.yml").write_text(f"chapters:\n- file: book/{LESSON}\n", encoding="utf-8")
    return folder


def notebook(sources: list[str], **changes: object) -> str:
    """The text of a notebook with these code cells."""
    made = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"c{i}",
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for i, source in enumerate(sources)
    ]
    content: dict[str, object] = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps({**content, **changes})


def learners(home: Path, text: str | bytes) -> Path:
    """Write the learner's notebook."""
    path = home / "my" / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def course(*arguments: str) -> Result:
    """Run the ``course`` command in this process."""
    return CliRunner().invoke(main, arguments)
