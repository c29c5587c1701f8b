"""Progress is never lost: not to damage, to two writers, to a full disk or to a kill."""

import json
import random
import subprocess
import sys
import time

import pytest

from coursework import progress
from coursework.ladder import Rung, Verdict

LESSON = "1-linear-algebra/sample"
RIGHT = Verdict(LESSON, "layer", Rung.CORRECT, 2, 2)
WRONG = Verdict(LESSON, "layer", Rung.WRONG, 0, 2)
EMPTY = Verdict(LESSON, "layer", Rung.NOT_ATTEMPTED, 0, 2)
WRITER = """
import sys
from pathlib import Path
from coursework.ladder import Rung, Verdict
from coursework.progress import record_verdicts
path, n = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for i in range(n):
    record_verdicts(path, [Verdict("a/b", "c" * (1 + i % 300), Rung.WRONG, 0, 2)])
"""
DAMAGED = [
    "",
    "{",
    "[]",
    "3",
    "null",
    '{"version": 1}',
    '{"version": 0, "lessons": {}}',
    '{"version": 1, "lessons": []}',
    '{"version": 1, "lessons": {"a": 3}}',
    '{"version": 1, "lessons": {"a": {"b": {}}}}',
    '{"version": 1, "lessons": {"a": {"b": {"earned": "2", "points": 2, "attempts": 1, '
    '"hints": 0, "solution": false, "solved": ""}}}}',
    "[" * 100_000,
    "\x00" * 500,
]


def attempts(path):
    records = progress.read(path)
    return sum(r["attempts"] for lesson in records.values() for r in lesson.values())


def test_nothing_done_yet(tmp_path):
    assert progress.read(tmp_path / "progress.json") == {}
    assert list(tmp_path.iterdir()) == []


def test_the_best_attempt_counts(tmp_path):
    path = tmp_path / "my" / "progress.json"
    progress.record_verdicts(path, [WRONG])
    progress.record_verdicts(path, [RIGHT])
    records = progress.record_verdicts(path, [WRONG, EMPTY])
    record = records[LESSON]["layer"]
    assert (record["earned"], record["points"], record["attempts"]) == (2, 2, 3)
    assert record["solved"]
    assert progress.read(path) == records


def test_an_answer_not_attempted_leaves_no_trace(tmp_path):
    assert progress.record_verdicts(tmp_path / "progress.json", [EMPTY]) == {}
    assert not (tmp_path / "progress.json").exists()


def test_hints_are_counted_up_to_the_last(tmp_path):
    path = tmp_path / "progress.json"
    assert [progress.record_hint(path, LESSON, "layer", 2) for _ in range(4)] == [1, 2, 2, 2]


def test_a_solution_shown_is_noted(tmp_path):
    path = tmp_path / "progress.json"
    progress.record_solution(path, LESSON, "layer")
    assert progress.read(path)[LESSON]["layer"]["solution"] is True


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_set_aside(tmp_path, text):
    path = tmp_path / "progress.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(progress.ProgressError, match=r"damaged.*kept as progress-damaged-"):
        progress.record_verdicts(path, [RIGHT])
    (aside,) = tmp_path.glob("progress-damaged-*.json")
    assert aside.read_text(encoding="utf-8") == text
    assert progress.read(path)[LESSON]["layer"]["earned"] == 2  # the attempt is not lost


def test_reading_sets_a_damaged_file_aside_too(tmp_path):
    path = tmp_path / "progress.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(progress.ProgressError, match="was damaged"):
        progress.read(path)
    assert progress.read(path) == {}


def test_a_newer_file_is_left_alone(tmp_path):
    path = tmp_path / "progress.json"
    path.write_text(text := '{"version": 2, "things": 3}', encoding="utf-8")
    for use in (lambda: progress.read(path), lambda: progress.record_verdicts(path, [RIGHT])):
        with pytest.raises(progress.ProgressError, match="newer version of the course"):
            use()
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(28, "No space")]
)
def test_a_file_that_cannot_be_written(tmp_path, monkeypatch, error):
    path = tmp_path / "progress.json"
    progress.record_verdicts(path, [WRONG])
    before = path.read_bytes()

    def refuse(*args):
        raise error

    monkeypatch.setattr(progress.os, "replace", refuse)
    with pytest.raises(progress.ProgressError, match=f"not saved.*{error.strerror}"):
        progress.record_verdicts(path, [RIGHT])
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "my").write_text("a file", encoding="utf-8")
    with pytest.raises(progress.ProgressError, match="not saved"):
        progress.record_verdicts(tmp_path / "my" / "progress.json", [RIGHT])


def test_two_writers_lose_nothing(tmp_path):
    path = tmp_path / "progress.json"
    command = [sys.executable, "-c", WRITER, str(path), "60"]
    writers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [w.wait(60) for w in writers] == [0, 0]
    assert attempts(path) == 120


def test_a_kill_at_any_of_50_moments_damages_nothing(tmp_path):
    path, rng, before = tmp_path / "progress.json", random.Random(3), 0
    for _ in range(50):
        command = [sys.executable, "-c", WRITER, str(path), "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(rng.uniform(0.0, 0.05))
            writer.kill()
        if path.exists():
            assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1
        now = attempts(path)
        assert now >= before
        before = now
    assert before > 50
    assert [f.name for f in tmp_path.glob("progress-damaged*")] == []
    progress.record_verdicts(path, [RIGHT])  # no lock was left behind
