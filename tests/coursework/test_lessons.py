"""What holds for the exercises of every lesson."""

import time

import pytest

from coursework.registry import exercises, lessons
from coursework.statements import read_statements
from tests.coursework.bank import ROOT, answers, text_of, verdicts

MILLISECONDS = 100


@pytest.fixture(params=lessons())
def lesson(request):
    return request.param


def test_every_lesson_with_checks_has_its_text_and_its_bank(lesson):
    step, name = lesson.split("/")
    assert text_of(lesson).is_file()
    assert (ROOT / "tests" / "coursework" / step / f"test_{name}.py").is_file()


def test_every_text_has_its_checks():
    texts = (ROOT / "solutions").rglob("*.myst.md")
    named = {f.relative_to(ROOT / "solutions").as_posix().removesuffix(".myst.md") for f in texts}
    assert named == set(lessons())


def test_the_text_opens_its_own_lesson(lesson):
    assert f'open_lesson("{lesson}")' in text_of(lesson).read_text(encoding="utf-8")


def test_hints_and_notices_are_short_sentences(lesson):
    for exercise in exercises(lesson).values():
        assert 1 <= len(exercise.hints) <= 4
        for text in (*exercise.hints, exercise.notice):
            assert "\n" not in text
            assert len(text) <= 200, text


def test_every_solution_says_why(lesson):
    for name, statement in read_statements(text_of(lesson)).items():
        assert len(statement.why) > 100, f"{name}: why does it work, what do people get wrong?"
        assert f'check("{name}",' in statement.section


def test_a_check_takes_no_longer_than_a_tenth_of_a_second(lesson):
    for name, answer in answers(lesson).items():
        began = time.process_time()
        verdicts(lesson, name, answer, 5)
        spent = (time.process_time() - began) / 5
        assert spent < MILLISECONDS / 1000, f"{name} takes {spent * 1000:.0f} ms"
