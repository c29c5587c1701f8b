"""The ``course`` command: what it prints, what it writes, its exit codes."""

import json
import os
import pty
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from tests.coursework.homes import GOOD, LAYER, LESSON, OPEN, course, learners, notebook

COMMANDS = ["list", "start", "check", "hint", "solution", "progress", "report"]


def progress_of(home):
    text = (home / "my" / "progress.json").read_text(encoding="utf-8")
    return json.loads(text)["lessons"][LESSON]


def test_help_names_commands_and_exit_codes():
    result = course("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"  {command} " in result.stdout
    assert "Exit codes:" in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_that_fits(command):
    result = course(command, "--help")
    assert result.exit_code == 0
    assert f"course {command}" in result.stdout.split("Examples:")[1]
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_no_traceback_without_a_course(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    result = course("progress")
    assert result.exit_code == 2
    assert "holds no _toc.yml" in result.stderr


def test_home_is_found_from_a_folder_inside(home, monkeypatch):
    monkeypatch.delenv("COURSE_HOME")
    monkeypatch.chdir(home / "my")
    assert str(home) in course("start", "sample").stdout


def test_list(home):
    assert f"{LESSON}\t3\t6" in course("list").stdout
    assert "inverse_2x2\t2 of 3\t12\t3\tUndoing a 2×2 matrix" in course("list", "sample").stdout


@pytest.mark.parametrize(
    "arguments", [["list", "x"], ["start", "x"], ["check", "x"], ["hint", "x", "y"],
                  ["hint", "sample", "leyer"], ["solution", "sample", "y"]],
)  # fmt: skip
def test_unknown_names(home, arguments):
    result = course(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_typing_error_is_answered_with_the_nearest_name(home):
    assert "did you mean 'layer'?" in course("hint", "sample", "leyer").stderr
    assert f"did you mean {LESSON}" in course("start", "sampel").stderr


def test_start_copies_once_and_never_overwrites(home):
    assert course("start", "sample").exit_code == 0
    mine = home / "my" / f"{LESSON}.ipynb"
    assert mine.read_bytes() == (home / "exercises" / f"{LESSON}.ipynb").read_bytes()
    mine.write_text("my work", encoding="utf-8")
    result = course("start", "sample")
    assert result.exit_code == 0
    assert "kept as it is" in result.stdout
    assert mine.read_text(encoding="utf-8") == "my work"


def test_start_without_built_exercises(home):
    (home / "exercises" / f"{LESSON}.ipynb").unlink()
    result = course("start", "sample")
    assert result.exit_code == 3
    assert "make notebooks" in result.stderr


def test_check_of_the_empty_exercises(home):
    course("start", "sample")
    result = course("check", "sample")
    assert result.exit_code == 1
    assert result.stdout.count("Not attempted yet") == 3
    assert not (home / "my" / "progress.json").exists()


def test_check_records_the_best(home):
    learners(home, notebook(GOOD))
    assert course("check", "sample").exit_code == 0
    learners(home, notebook([OPEN, LAYER.replace("+", "-")]))
    result = course("check", "sample")
    assert result.exit_code == 1
    assert "bias b is subtracted" in result.stdout
    assert progress_of(home)["layer"] | {"solved": ""} == {
        "earned": 2, "points": 2, "attempts": 2, "hints": 0, "solution": False, "solved": "",
    }  # fmt: skip


def test_judging_a_class_records_nothing(home, tmp_path):
    file = tmp_path / "homework.ipynb"
    file.write_text(notebook(GOOD), encoding="utf-8")
    assert course("check", "sample", "--notebook", str(file), "--class").exit_code == 0
    assert not (home / "my" / "progress.json").exists()


def test_check_tells_that_progress_is_not_saved(home):
    learners(home, notebook(GOOD))
    (home / "my" / "progress.json").mkdir()
    result = course("check", "sample")
    assert result.exit_code == 3
    assert "6 of 6 points" in result.stdout
    assert "progress" in result.stderr.lower()


def test_hints_come_one_by_one(home):
    shown = [course("hint", "sample", "commute").stdout for _ in range(3)]
    assert [s.split(" ·")[0] for s in shown] == ["Hint 1 of 2", "Hint 2 of 2", "Hint 2 of 2"]


def test_the_solution_comes_after_an_attempt(home):
    result = course("solution", "sample", "layer")
    assert result.exit_code == 1
    assert "--force" in result.stderr
    learners(home, notebook([OPEN, LAYER]))
    course("check", "sample")
    result = course("solution", "sample", "layer")
    assert result.exit_code == 0
    assert "    return X @ W.T + b\n```" in result.stdout
    assert "BEGIN SOLUTION" not in result.stdout
    assert progress_of(home)["layer"]["solution"] is True


def test_force_shows_the_solution_at_once(home):
    assert course("solution", "sample", "commute", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["hint", "sample", "layer"], "Hint 1 of 3"),
     (["solution", "sample", "layer", "--force"], "return X @ W.T + b")],
)  # fmt: skip
def test_what_was_asked_is_shown_even_if_progress_cannot_be_kept(home, arguments, says):
    (home / "my" / "progress.json").mkdir()
    result = course(*arguments)
    assert result.exit_code == 3
    assert says in result.stdout
    assert "progress.json" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_progress_shows_the_start_and_seven_steps(home):
    learners(home, notebook(GOOD))
    course("check", "sample")
    rows = [line.split("\t") for line in course("progress").stdout.splitlines()]
    titles = [row[0] for row in rows[1:] if row[0]]
    assert titles[:2] == ["Start", "1 Linear algebra"]
    assert [title[0] for title in titles[1:]] == list("1234567")
    assert ["", "sample", "6 of 6", "3 of 3", "3", "0"] in rows


def test_a_damaged_progress_file_is_told_once(home):
    (home / "my" / "progress.json").write_text("{", encoding="utf-8")
    first, second = course("progress"), course("progress")
    assert (first.exit_code, second.exit_code) == (3, 0)
    assert "was damaged" in first.stderr


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.addresses = [], []

    def handle_starttag(self, tag, attributes):
        self.addresses += [v for k, v in attributes if k in ("src", "href", "action")]
        if tag not in ("meta", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.addresses += [v for k, v in attributes if k in ("src", "href", "action")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_report_is_one_sound_page_that_needs_nothing(home):
    learners(home, notebook(GOOD))
    course("check", "sample")
    assert course("report").exit_code == 0
    text = (home / "my" / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert page.addresses == []
    assert not re.search(r"https?:|@import|url\(|<script", text)
    bars = [float(w) for w in re.findall(r'class="bar"[^>]*width="([\d.]+)"', text)]
    assert bars == [0, 300.0, 0, 0, 0, 0, 0, 0]
    assert "6 of 6 points so far" in text


def test_report_to_a_place_that_does_not_exist_yet(home, tmp_path):
    assert course("report", "--output", str(tmp_path / "new" / "r.html")).exit_code == 0
    assert (tmp_path / "new" / "r.html").is_file()


def run(home, *arguments, **settings):
    command = [sys.executable, "-m", "coursework.cli", *arguments]
    return subprocess.run(command, cwd=home, check=False, timeout=60, **settings)


def test_plain_output_where_there_is_no_terminal(home):
    learners(home, notebook([OPEN, LAYER]))
    result = run(home, "check", "sample", capture_output=True, text=True)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert "\x1b" not in run(home, "progress", capture_output=True, text=True).stdout


def test_tables_on_a_terminal(home):
    main, other = pty.openpty()
    result = run(home, "progress", stdout=other, env={**os.environ, "TERM": "xterm"})
    os.close(other)
    shown = os.read(main, 1 << 16).decode(errors="ignore")  # may end within a character
    os.close(main)
    assert result.returncode == 0
    assert "━" in shown
