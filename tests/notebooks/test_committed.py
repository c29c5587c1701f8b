"""What the comparison of outputs does not see about the committed notebooks."""

import json

import nbformat
import pytest

from coursework.registry import STEPS
from tests.notebooks.lessons import EXECUTED, EXERCISES, ROOT, code_cells, tags
from tools.notebooks.text import header

RUNS = [p.relative_to(ROOT).as_posix() for p in EXECUTED]


@pytest.fixture(params=EXECUTED, ids=RUNS)
def notebook(request):
    return nbformat.read(request.param, 4)


def test_was_run_once_from_top_to_bottom(notebook):
    # nbval compares nothing in a cell whose execution_count is null
    counts = [c.execution_count for c in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_holds_no_error_no_warning_and_no_memory_address(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            shown = "raises-exception" in tags(cell)
            assert shown or output.output_type != "error"
            assert output.get("name") != "stderr"
            compared = str(output.get("text", "")) + str(output.get("data", {}).get("text/plain"))
            assert " at 0x" not in compared
            assert "<svg" not in compared


def test_no_output_is_hidden_by_a_semicolon(notebook):
    assert not [c for c in code_cells(notebook) if c.source.rstrip().endswith(";")]


def test_a_picture_comes_with_a_digest_and_a_png(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "application/vnd.mlmath+html" in output.get("data", {}):
                assert len(output.data["text/plain"]) > 10


@pytest.mark.parametrize("path", EXECUTED, ids=RUNS)
def test_is_small_enough_to_load_on_a_phone(path):
    assert path.stat().st_size < 400_000


def test_few_cells_are_exempt_from_the_comparison():
    cells = [c for p in EXECUTED for c in code_cells(nbformat.read(p, 4))]
    exempt = [c for c in cells if "nbval-ignore-output" in tags(c)]
    assert len(exempt) <= 0.05 * len(cells)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_an_exercise_holds_no_answer_no_output_and_no_label(path):
    notebook = nbformat.read(path, 4)
    everything = json.dumps(notebook)
    assert "BEGIN SOLUTION" not in everything
    assert "$$ (" not in everything
    for cell in code_cells(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert "solution" not in tags(cell)


def _asks_exercises(lesson):
    return header(ROOT / "book" / lesson).get("fewer", {}).get("exercises") != 0


def test_every_lesson_has_exercises_and_solutions():
    def lessons(room):
        return {p.relative_to(ROOT / room).as_posix() for p in (ROOT / room).rglob("*.myst.md")}

    taught = {name for name in lessons("book") if name.split("/")[0] in STEPS}
    without = {n for n in taught if not _asks_exercises(n)}
    assert taught - without <= lessons("solutions")
