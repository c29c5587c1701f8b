"""The exercises' text: ``solutions/<step>/<lesson>.myst.md``, the only form a person edits.

Each exercise is a section::

    ## A layer of neurons

    `layer` · ★☆☆ · 8 minutes · 2 points

    The statement with shapes and units, and one example call with its result.

    ```{code-cell} python
    def layer(X, W, b):
        # BEGIN SOLUTION
        return X @ W.T + b
        # END SOLUTION
    ```

    ```{code-cell} python
    :tags: [check]
    check("layer", layer)
    ```

    +++ {"tags": ["solution"]}

    Why it works, and what people get wrong.

    +++

The name in backticks is the check's name; points and names agree with the checks (a test compares
them). The first code cell of the text imports what the exercises need and opens the lesson.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"^`(\w+)` · (★{1,3})☆{0,2} · (\d+) minutes · (\d+) points?$", re.MULTILINE)
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*?$", re.MULTILINE | re.DOTALL)
_ANSWER = re.compile(r"^([ \t]*)# BEGIN SOLUTION\n.*?^[ \t]*# END SOLUTION[^\n]*$", re.M | re.S)
EMPTY = 'raise NotImplementedError("your code here")'


@dataclass(frozen=True)
class Statement:
    """One exercise of the text: what its line says, its section, its code with the solution."""

    name: str
    title: str
    difficulty: int
    minutes: int
    points: int
    section: str

    @property
    def cells(self) -> list[str]:
        """The section's code cells without the check, solution included."""
        return [c for c in code_cells(self.section) if not re.search(r"^check\(", c, re.M)]

    @property
    def solution(self) -> str:
        """The section's code with the solution."""
        return "\n\n".join(self.cells)

    @property
    def answer(self) -> str:
        """The solution without its marks, for reading."""
        return re.sub(
            r"^[ \t]*# (BEGIN|END) SOLUTION[^\n]*\n?", "", self.solution, flags=re.M
        ).rstrip()

    @property
    def empty(self) -> str:
        """The code as a learner finds it."""
        return cut(self.solution)

    @property
    def why(self) -> str:
        """The prose after the solution: why it works and what people get wrong."""
        parts = re.split(r'^\+\+\+ \{"tags": \["solution"\]\}\s*$', self.section, flags=re.M)
        return re.split(r"^\+\+\+", parts[1], flags=re.M)[0].strip() if len(parts) > 1 else ""


def read_statements(path: Path) -> dict[str, Statement]:
    """The exercises of a text by name, in their order.

    Raises
    ------
    ValueError
        If two exercises share a name, or a section with a solution lacks the line with its points.
    OSError
        If there is no such file.
    """
    found: dict[str, Statement] = {}
    for section in sections(path.read_text(encoding="utf-8"))[1:]:
        title = section.split("\n", 1)[0].lstrip("# ").strip()
        line = _LINE.search(section)
        if line is None:
            if "# BEGIN SOLUTION" in section:
                raise ValueError(
                    f"{path.name}: the exercise {title!r} lacks its line; write "
                    "`name` · ★☆☆ · 8 minutes · 2 points below its heading"
                )
            continue
        name, stars, minutes, points = line.groups()
        if name in found:
            raise ValueError(f"{path.name}: two exercises are named {name!r}; rename one")
        found[name] = Statement(name, title, len(stars), int(minutes), int(points), section)
    return found


def sections(text: str) -> list[str]:
    """The text split before each second-level heading outside code; first what stands above."""
    parts, inside = [[]], False
    for line in text.splitlines(keepends=True):
        inside ^= line.startswith("```")
        if line.startswith("## ") and not inside:
            parts.append([])
        parts[-1].append(line)
    return ["".join(part) for part in parts]


def code_cells(text: str) -> list[str]:
    """The code of the cells in a text, without their options."""
    cells = (re.sub(r"\A(:[^\n]*\n)+", "", cell).strip("\n") for cell in _CELL.findall(text))
    return [cell for cell in cells if cell.strip()]


def setup_cells(path: Path) -> list[str]:
    """The code cells above the first exercise."""
    return code_cells(sections(path.read_text(encoding="utf-8"))[0])


def cut(code: str) -> str:
    """Code without what stands between BEGIN SOLUTION and END SOLUTION."""
    return _ANSWER.sub(lambda m: m.group(1) + EMPTY, code)


def defines(code: str) -> list[str]:
    """Names of the functions and classes that code defines at its top level."""
    return [n.name for n in ast.parse(code).body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
