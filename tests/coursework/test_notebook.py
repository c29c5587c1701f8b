"""``check`` and ``hint`` as a learner meets them, in text and in Jupyter's HTML."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from coursework.display import to_html
from coursework.notebook import open_lesson
from tests.coursework.homes import GOOD, LAYER, LESSON, notebook


def layer(X, W, b):
    return X @ W.T + b


def records(home):
    return json.loads((home / "my" / "progress.json").read_text(encoding="utf-8"))["lessons"][
        LESSON
    ]


def test_check_prints_a_verdict_and_records_it(home, capsys):
    check, _ = open_lesson(LESSON)
    check("layer", layer)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Correct · layer · 2 of 2 points"
    assert 2 <= len(lines) <= 6
    assert records(home)["layer"]["earned"] == 2


def test_a_wrong_answer_is_sent_to_the_hints(home, capsys):
    check, hint = open_lesson(LESSON)
    check("layer", lambda X, W, b: X @ W.T)
    assert 'hint("layer") gives the first of 3' in capsys.readouterr().out
    for number in (1, 2, 3, 3):
        hint("layer")
        assert f"Hint {number} of 3" in capsys.readouterr().out
    assert records(home)["layer"]["hints"] == 3
    assert records(home)["layer"]["attempts"] == 1


def test_the_input_that_went_wrong_can_be_tried(home, capsys):
    check, _ = open_lesson(LESSON)
    check("layer", lambda X, W, b: X @ W.T)
    assert "This input is check.inputs." in capsys.readouterr().out
    X, W, b = check.inputs
    assert layer(X, W, b).shape == (len(X), len(b))
    check("layer", layer)
    assert check.inputs == ()
    assert "check.inputs" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("leyer", 3), "did you mean 'layer'"), (("layer",), 'check("layer", layer)'),
     ((layer, "layer"), "No such exercise")],
)  # fmt: skip
def test_a_call_gone_wrong(home, capsys, arguments, says):
    check, _ = open_lesson(LESSON)
    check(*arguments)
    assert says in capsys.readouterr().out


def test_an_unknown_hint(home, capsys):
    open_lesson(LESSON)[1]("nothing")
    assert "it has: layer, inverse_2x2, commute" in capsys.readouterr().out


@pytest.mark.parametrize("output", ["static", "test"])
def test_built_and_tested_notebooks_keep_no_progress(home, monkeypatch, output):
    monkeypatch.setenv("COURSE_OUTPUT", output)
    check, hint = open_lesson(LESSON)
    check("layer", layer)
    hint("layer")
    assert list((home / "my").iterdir()) == []


def test_progress_that_cannot_be_saved_is_said_in_the_verdict(home, capsys):
    (home / "my" / "progress.json").mkdir()
    open_lesson(LESSON)[0]("layer", layer)
    out = capsys.readouterr().out
    assert out.startswith("Correct")
    assert "progress.json" in out
    open_lesson(LESSON)[1]("layer")
    assert "Hint 1 of 3" in capsys.readouterr().out


def test_without_the_course_folder_checks_still_work(home, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_HOME", str(home / "nowhere"))
    open_lesson(LESSON)[0]("layer", layer)
    assert capsys.readouterr().out.startswith("Correct")


def test_a_success_says_the_same_every_time(home, capsys):
    check, _ = open_lesson(LESSON)
    said = set()
    for _ in range(5):
        check("layer", layer)
        said.add(capsys.readouterr().out)
    assert len(said) == 1


def test_html_is_escaped():
    page = to_html("<b>title</b>\n  x < y & <script>alert(1)</script>")
    assert "<script>" not in page
    assert "&lt;b&gt;title" in page


def test_html_takes_the_pages_own_ink():
    assert "color:" not in to_html("title\n line")
    assert "background" not in to_html("title\n line")


def test_a_kernel_shows_html_and_text(home):
    wrong = LAYER.replace("+ b", "")
    cells = [*GOOD, wrong, 'check("layer", layer)', 'hint("layer")']
    made = nbformat.reads(notebook(cells), 4)
    NotebookClient(
        made, timeout=60, kernel_name="python3", resources={"metadata": {"path": home}}
    ).execute()
    shown = [cell.outputs[0].data for cell in made.cells if cell.outputs]
    assert len(shown) == 4
    assert shown[0]["text/plain"].startswith("Correct · layer")
    assert "bias b is not added" in shown[2]["text/html"]
    assert all(data["text/html"].startswith("<div") for data in shown)
    assert records(home)["layer"]["attempts"] == 2
