"""Read a notebook's code cells, whatever state the file is in."""

import json
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

LARGEST = 100 * 2**20


class NotebookError(Exception):
    """The file is no notebook that can be checked; the sentence says why and what to do."""


@dataclass(frozen=True)
class Cell:
    """One code cell: its number among all cells as a reader counts them, and its Python code."""

    number: int
    source: str

    def defines(self, name: str) -> bool:
        """Whether the cell looks as if it defined this name (also with a syntax error in it)."""
        pattern = rf"^\s*(?:(?:async\s+)?def|class)\s+{name}\b|^{name}\s*(?::[^=]+)?="
        return re.search(pattern, self.source, re.MULTILINE) is not None


def read_cells(path: Path) -> list[Cell]:
    """The code cells of a notebook, in order.

    Raises
    ------
    NotebookError
        If the file is missing, empty, too large, no notebook, of an unknown version, or holds no
        code.
    """
    content = _load(path)
    version = content.get("nbformat") if isinstance(content, dict) else None
    if not isinstance(version, int):
        raise NotebookError(f"{path.name} is not a notebook. Start again: course start.")
    if version > 4:
        raise NotebookError(
            f"{path.name} is a notebook of version {version}; this course reads version 4. "
            "Save it again with a current JupyterLab."
        )
    try:
        cells = _code_cells(content if version == 4 else _upgraded(content))
    except Exception:  # any of the many ways in which a file can be malformed
        raise NotebookError(
            f"The cells of {path.name} cannot be read; the notebook is damaged. "
            "Save it again, or start again: course start."
        ) from None
    if not any(cell.source.strip() for cell in cells):
        raise NotebookError(f"{path.name} holds no code. Start again: course start.")
    return cells


def _code_cells(content: dict) -> list[Cell]:
    return [
        Cell(i, "".join(cell.get("source", "")))
        for i, cell in enumerate(content["cells"], 1)
        if cell.get("cell_type") == "code"
    ]


def _load(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST:
            raise NotebookError(f"{path.name} is larger than 100 MB: clear its outputs and save.")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotebookError(f"There is no file {path}. Begin with: course start.") from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise NotebookError(f"{path.name} cannot be read: {why}.") from None
    if not text.strip():
        raise NotebookError(f"{path.name} is empty. Delete it and begin with: course start.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotebookError(
            f"{path.name} is not a notebook (no valid JSON). Save it again from Jupyter."
        ) from None


def _upgraded(content: dict) -> dict:
    import nbformat  # slow to import, and rarely needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nbformat.convert(nbformat.from_dict(content), 4)


def to_python(source: str) -> str:
    """Code with IPython's magics and shell lines turned into calls of ``get_ipython()``."""
    if not re.search(r"^\s*[%!?]|\?\s*$|=\s*[%!]", source, re.MULTILINE):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
