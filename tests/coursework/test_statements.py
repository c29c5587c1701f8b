"""The exercises' text is read as its authors write it."""

import pytest

from coursework.statements import code_cells, cut, read_statements, setup_cells
from tests.coursework.homes import FIXTURES, LESSON

TEXT = FIXTURES / "solutions" / f"{LESSON}.myst.md"
HEAD = "# Exercises\n\n```{code-cell} python\nimport numpy as np\n```\n\n"
CELL = (
    "```{code-cell} python\ndef f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n```\n"
)


def text(tmp_path, body):
    path = tmp_path / "lesson.myst.md"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_the_sample():
    found = read_statements(TEXT)
    assert list(found) == ["layer", "inverse_2x2", "commute"]
    one = found["inverse_2x2"]
    assert (one.title, one.difficulty, one.minutes, one.points) == (
        "Undoing a 2×2 matrix",
        2,
        12,
        3,
    )
    assert one.cells[0].startswith("def inverse_2x2(A):")
    assert len(one.cells) == 1
    assert one.why.startswith("Multiply $A$ by the matrix")
    assert "+++" not in one.why
    assert found["commute"].why.endswith("out of that direction.")


def test_the_setup_is_what_stands_above():
    (setup,) = setup_cells(TEXT)
    assert setup.endswith(f'check, hint = open_lesson("{LESSON}")')


def test_the_empty_exercise_keeps_indentation_and_frame():
    one = read_statements(TEXT)["inverse_2x2"]
    assert one.empty == 'def inverse_2x2(A):\n    raise NotImplementedError("your code here")'
    assert read_statements(TEXT)["commute"].empty.startswith("commute = ...\nraise NotImplemented")


def test_the_answer_is_without_its_marks():
    assert read_statements(TEXT)["layer"].answer == "def layer(X, W, b):\n    return X @ W.T + b"


def test_each_answer_is_cut():
    answer = "# BEGIN SOLUTION\nx\n# END SOLUTION\n"
    code = f"a = 1\n{answer}b\n" + answer.replace("#", "    #")
    assert cut(code).count("NotImplementedError") == 2
    assert "x" not in cut(code).replace("NotImplementedError", "")


def test_options_of_a_cell_are_no_code():
    cell = "```{code-cell} python\n:tags: [check]\n\ncheck(1)\n```\n"
    assert code_cells(cell) == ["check(1)"]


def test_a_heading_inside_code_starts_no_exercise(tmp_path):
    head = "## One\n\n`f` · ★☆☆ · 5 minutes · 1 point\n\n"
    body = head + "```{code-cell} python\n## no heading\nx = 1\n```\n"
    assert list(read_statements(text(tmp_path, body))) == ["f"]


@pytest.mark.parametrize(
    "line",
    ["", "f · ★☆☆ · 5 minutes · 1 point", "`f` · ☆☆☆ · 5 minutes · 1 point", "`f` · ★☆☆ · 1 point",
     "`f` · ★☆☆ · 5 min · 1 point"],
)  # fmt: skip
def test_an_exercise_without_its_line(tmp_path, line):
    with pytest.raises(ValueError, match="'One' lacks its line"):
        read_statements(text(tmp_path, f"## One\n\n{line}\n\n{CELL}"))


def test_two_exercises_of_one_name(tmp_path):
    section = f"## One\n\n`f` · ★★★ · 5 minutes · 2 points\n\n{CELL}\n"
    with pytest.raises(ValueError, match="two exercises are named 'f'"):
        read_statements(text(tmp_path, section + section))


def test_a_section_without_an_exercise(tmp_path):
    assert read_statements(text(tmp_path, "## Before you begin\n\nRead.\n")) == {}
