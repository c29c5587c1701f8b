"""The form of a lesson: what it must hold and what it may not exceed."""

import ast
import re
from statistics import median

import pytest

from tests.notebooks.lessons import LESSONS, code_cells, lesson_notebook, tags

DISPLAY = re.compile(r"^\$\$\n.*?^\$\$(.*)$", re.S | re.M)
CLAIMED = {"predictions": 3, "claims": 2, "equations": 5, "widgets": 1, "terms": 1}


@pytest.fixture(params=LESSONS, ids=lambda p: f"{p.parent.name}/{p.name}")
def lesson(request):
    return lesson_notebook(request.param)


def sources(notebook, kind):
    return [c.source for c in notebook.cells if c.cell_type == kind]


def test_the_header_says_question_minutes_and_terms(lesson):
    header = lesson[1]
    assert header["question"].endswith("?")
    assert 20 <= header["minutes"] <= 90
    assert all({"symbol", "shape", "meaning"} == set(row) for row in header["notation"])


def test_it_is_short_enough(lesson):
    notebook, _ = lesson
    shown = [c for c in code_cells(notebook) if "remove-input" not in tags(c)]
    lengths = [len(c.source.split("\n")) for c in shown]
    assert len(code_cells(notebook)) <= 40
    assert max(lengths) <= 25
    assert median(lengths) < 8


def test_imports_stand_in_the_first_cell_only(lesson):
    _, *others = sources(lesson[0], "code")
    assert not [s for s in others if re.search(r"^\s*(import|from \S+ import)", s, re.M)]


def test_functions_defined_in_a_lesson_are_short(lesson):
    for source in sources(lesson[0], "code"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 12, node.name


def test_it_asks_claims_shows_and_labels_enough(lesson):
    notebook, header = lesson
    code = "\n".join(sources(notebook, "code"))
    labelled = [m for s in sources(notebook, "markdown") for m in DISPLAY.findall(s) if "(eq-" in m]
    found = {
        "predictions": len(re.findall(r"^predict\(", code, re.M)),
        "claims": sum("claim" in tags(c) for c in code_cells(notebook)),
        "equations": len(labelled),
        "widgets": len(re.findall(r"^(?:explore\(|[A-Z]\w+\()", code, re.M)),
        "terms": len(header.get("glossary", {})),
    }
    wanted = {**CLAIMED, **header.get("fewer", {})}
    assert all(found[k] >= wanted[k] for k in found), found


def test_every_claim_can_fail(lesson):
    for cell in code_cells(lesson[0]):
        if "claim" in tags(cell):
            assert re.search(r"^\s*assert ", cell.source, re.M)


def test_every_picture_has_a_text_alternative(lesson):
    for source in sources(lesson[0], "code"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"show", "explore"}:
                assert "alt" in {k.arg for k in node.keywords}


def test_only_what_jupyterlab_renders_stands_in_the_text(lesson):
    text = "\n".join(sources(lesson[0], "markdown"))
    assert not re.search(r"\{(glue|numref|literalinclude|cite\S*|term|doc)\}", text)


def test_the_words_stay_plain(lesson):
    text = "\n".join(sources(lesson[0], "markdown")).lower()
    phrases = (
        "let's dive|it is important to note|in this section we|simply put|needless to say|delve"
    )
    assert not re.findall(phrases, text)
