"""The builder: what it makes, what it refuses, and what survives when it is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from tools.notebooks.build import build, stale
from tools.notebooks.errors import BuildError
from tools.notebooks.text import header, read

REPOSITORY = Path(__file__).resolve().parents[2]
FRONT = "---\nkernelspec: {name: python3, display_name: Python 3, language: python}\n---\n\n"


def cell(code, tags=""):
    return f"```{{code-cell}}\n{tags}{code}\n```\n\n"


LESSON = FRONT + "# A\n\n" + cell("x = 6 * 7\nprint(x)") + "$$\nx = 42\n$$ (eq-a-x)\n"
SOLUTION = (
    FRONT
    + cell("def double(x):\n    # BEGIN SOLUTION\n    return 2 * x\n    # END SOLUTION")
    + cell("print(double(4))", ":tags: [check]\n")
    + cell("2", ":tags: [solution]\n")
)


@pytest.fixture
def course(tmp_path):
    """A course of one lesson, one exercise and one line of source."""
    for path, content in {
        "book/1-a/one.myst.md": LESSON,
        "solutions/1-a/one.myst.md": SOLUTION,
        "src/thing.py": "a = 1\n",
        "requirements.txt": "numpy\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    return tmp_path


def notebook(course, name):
    return nbformat.read(course / name, 4)


def run_builder(course, *options, **keywords):
    return subprocess.run(
        [sys.executable, "-m", "tools.notebooks", "build", "--root", course, *options],
        cwd=REPOSITORY, capture_output=True, text=True, check=False, **keywords,
    )  # fmt: skip


def test_a_lesson_becomes_an_executed_notebook(course):
    assert build(course) == []
    code = [c for c in notebook(course, "book/1-a/one.ipynb").cells if c.cell_type == "code"]
    assert [c.execution_count for c in code] == [1]
    assert code[0].outputs[0].text == "42\n"
    assert stale(course) == []


def test_an_exercise_keeps_the_check_and_loses_the_answer(course):
    build(course)
    cells = notebook(course, "exercises/1-a/one.ipynb").cells
    assert [c.metadata.get("tags") for c in cells] == [None, ["check"]]
    assert 'raise NotImplementedError("your code here")' in cells[0].source
    assert "return 2 * x" not in cells[0].source
    assert cells[0].source.startswith("def double(x):\n    raise")


def test_what_the_site_folds_jupyterlab_folds_too(course):
    (course / "book/1-a/one.myst.md").write_text(FRONT + cell("1", ":tags: [hide-input]\n"))
    build(course)
    (folded,) = notebook(course, "book/1-a/one.ipynb").cells
    assert folded.metadata["jupyter"] == {"source_hidden": True}


def test_only_what_is_stale_is_made_again(course):
    build(course)
    before = {p: p.stat().st_mtime_ns for p in course.rglob("*.ipynb")}
    text = course / "book/1-a/one.myst.md"
    text.write_text(LESSON.replace("6 * 7", "7 * 7"))
    assert stale(course) == ["book/1-a/one.ipynb"]
    build(course)
    after = {p: p.stat().st_mtime_ns for p in before}
    assert {p.relative_to(course).as_posix() for p in before if before[p] != after[p]} == {
        "book/1-a/one.ipynb"
    }


def test_two_builds_from_nothing_give_the_same_bytes(course):
    build(course)
    first = (course / "book/1-a/one.ipynb").read_bytes()
    (course / "book/1-a/one.ipynb").unlink()
    for known in (course / "_build/notebooks").iterdir():
        known.unlink()
    build(course)
    assert (course / "book/1-a/one.ipynb").read_bytes() == first


def test_a_change_of_source_is_noticed_by_all_and_served_by_the_cache_when_undone(course):
    build(course)
    known = set((course / "_build/notebooks").iterdir())
    (course / "src/thing.py").write_text("a = 2\n")
    build(course, everything=True)
    added = set((course / "_build/notebooks").iterdir()) - known
    assert len(added) == 2
    (course / "src/thing.py").write_text("a = 1\n")
    build(course, everything=True)
    assert set((course / "_build/notebooks").iterdir()) == known | added


BROKEN = {
    "a cell that raises": (cell("x = 1\ny = x / 0"), 7, "raises ZeroDivisionError"),
    "raising in a function": (cell("def f():\n    1 / 0\n\nf()"), 9, "ZeroDivisionError"),
    "a syntax error": (cell("x = 1\ny = = 2"), 7, "SyntaxError"),
    "a cell that never ends": (cell("while True: pass"), 6, "did not end within 3 s"),
    "a kernel that dies": (cell("import os\nos._exit(1)"), 6, "kernel died"),
    "a cell that warns": (cell("import sys\nprint(1, file=sys.stderr)"), 6, "to stderr: 1"),
    "an unknown tag": (cell("1", ":tags: [clam]\n"), 7, "unknown cell tag"),
    "an open fence": ("```{code-cell}\nx = 1\n", 5, "never closed"),
    "invalid cell options": ("```{code-cell}\n---\ntags: [a\n---\n1\n```\n", None, "be read"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_lesson_is_named_by_line_and_leaves_the_old_notebook(course, body, line, message):
    build(course)
    path = course / "book/1-a/one.ipynb"
    old = path.read_bytes()
    text = course / "book/1-a/one.myst.md"
    text.write_text(FRONT + body)
    try:
        (error,) = build(course, timeout=3)
    except BuildError as raised:
        error = raised
    assert message in error.message
    assert error.path == text
    assert line in (None, error.line)
    assert path.read_bytes() == old
    assert not list(course.rglob("*.tmp"))


def test_one_broken_lesson_does_not_stop_the_others(course):
    (course / "book/1-a/two.myst.md").write_text(FRONT + cell("1 / 0"))
    (error,) = build(course)
    assert error.path.name == "two.myst.md"
    assert (course / "book/1-a/one.ipynb").exists()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("# BEGIN SOLUTION\n1", "without its end marker"),
        ("1\n# END SOLUTION", "without a # BEGIN SOLUTION"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n1\n# END SOLUTION", "inside the answer"),
    ],
)
def test_unpaired_solution_markers_are_refused(course, answer, message):
    (course / "solutions/1-a/one.myst.md").write_text(FRONT + cell(answer))
    with pytest.raises(BuildError, match=message) as caught:
        build(course)
    assert caught.value.line in (6, 7)


def test_a_label_may_stand_once_in_the_whole_book(course):
    (course / "book/1-a/two.myst.md").write_text(LESSON)
    with pytest.raises(BuildError, match=r"'eq-a-x' also stands at .*one\.myst\.md:14"):
        build(course)


def test_invalid_front_matter_is_named_by_line(course):
    (course / "book/1-a/one.myst.md").write_text("---\nkernelspec: {name: a\n---\n\n# A\n")
    with pytest.raises(BuildError, match="invalid YAML") as caught:
        build(course)
    assert caught.value.line in (2, 3)


def test_a_text_without_a_kernel_is_refused(course):
    (course / "book/1-a/one.myst.md").write_text("# A\n")
    with pytest.raises(BuildError, match="kernelspec"):
        build(course)


@pytest.mark.parametrize("name", ["book/1-a/one.ipynb", "exercises/1-a/one.ipynb"])
def test_a_hand_edited_notebook_is_never_overwritten(course, name):
    build(course)
    edited = notebook(course, name)
    edited.cells[0].source += "\n# my own thoughts"
    nbformat.write(edited, course / name)
    (error,) = build(course)
    assert "edited by hand" in error.message
    assert "my own thoughts" in (course / name).read_text()
    assert build(course, force=True) == []
    assert "my own thoughts" not in (course / name).read_text()


def test_running_a_notebook_by_hand_is_no_edit(course):
    build(course)
    run = notebook(course, "book/1-a/one.ipynb")
    run.cells[1].metadata["execution"] = {"iopub.status.busy": "now"}
    nbformat.write(run, course / "book/1-a/one.ipynb")
    assert stale(course) == []


def test_the_check_command_says_what_is_stale(course):
    result = subprocess.run(
        [sys.executable, "-m", "tools.notebooks", "check", "--root", course],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "book/1-a/one.ipynb: differs from its text" in result.stderr


def test_an_error_is_one_line_and_the_exit_code_1(course):
    (course / "book/1-a/one.myst.md").write_text(FRONT + cell("1 / 0"))
    result = run_builder(course)
    assert result.returncode == 1
    (line,) = [t for t in result.stderr.splitlines() if "ZeroDivision" in t]
    assert line.startswith("book/1-a/one.myst.md:6: the cell raises ZeroDivisionError")


def test_header_and_labels_are_read_from_the_text(course):
    text = course / "book/1-a/one.myst.md"
    text.write_text(LESSON.replace("}\n---", "}\nlesson:\n  question: Why?\n  minutes: 5\n---", 1))
    assert header(text) == {"question": "Why?", "minutes": 5}
    _, lines = read(text)
    assert lines[0] == 8


def test_killed_at_twenty_random_moments_it_leaves_whole_notebooks(course):
    rng = random.Random(7)
    for trial in range(20):
        (course / "book/1-a/one.myst.md").write_text(LESSON.replace("6 * 7", f"{trial} + 1"))
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.notebooks", "build", "--root", course],
            cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(rng.uniform(0.2, 3.0))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path in course.rglob("*.ipynb"):
            if not path.name.startswith("."):
                nbformat.validate(json.loads(path.read_text()))
    assert build(course) == []
    assert notebook(course, "book/1-a/one.ipynb").cells[1].outputs[0].text == "20\n"
