"""How checks are declared and found."""

import pytest

from coursework import registry
from coursework.home import lessons_in_order
from tests.coursework.homes import LESSON


def declare(source):
    namespace = {"check": registry.check}
    exec(source, namespace)
    return namespace["EXERCISES"]


ONE = '@check(points=2, hints=["a"], notice="n")\ndef one(answer): pass\n'


def test_a_check_registers_by_its_name():
    (exercise,) = declare(ONE).values()
    assert (exercise.name, exercise.points, exercise.hints) == ("one", 2, ("a",))


def test_two_checks_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two checks are named 'one'"):
        declare(ONE + ONE)


@pytest.mark.parametrize(
    "arguments",
    ['points=0, hints=["a"], notice="n"', 'points=1, hints=[], notice="n"',
     'points=1, hints="one hint", notice="n"', 'points=1, hints=["a"], notice=""'],
)  # fmt: skip
def test_a_declaration_that_lacks_something(arguments):
    with pytest.raises(ValueError, match="needs points >= 1, a list of hints and a notice"):
        declare(f"@check({arguments})\ndef one(answer): pass")


@pytest.mark.parametrize(
    "name",
    [LESSON, "sample", "exercises/1-linear-algebra/sample.ipynb", "1-linear-algebra\\sample",
     "solutions/1-linear-algebra/sample.myst.md", "/1-linear-algebra/sample/"],
)  # fmt: skip
def test_a_lesson_is_found_by_many_names(home, name):
    assert registry.find_lesson(name) == LESSON
    assert list(registry.exercises(name)) == ["layer", "inverse_2x2", "commute"]


@pytest.mark.parametrize("name", ["", "ample", "x/sample/y", "../sample/..", "nothing"])
def test_an_unknown_lesson(home, name):
    with pytest.raises(ValueError, match="There is no lesson named"):
        registry.find_lesson(name)


def test_an_unknown_exercise(home):
    with pytest.raises(ValueError, match="did you mean 'layer'"):
        registry.find_exercise(LESSON, "leyer")
    with pytest.raises(ValueError, match="it has: layer, inverse_2x2, commute"):
        registry.find_exercise(LESSON, "qqq")


def test_checks_may_go_on_in_a_second_file(home, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CHECKS", str(tmp_path))
    (tmp_path / "2-calculus").mkdir()
    head = "from coursework.registry import check\n"
    (tmp_path / "2-calculus" / "slopes.py").write_text(head + ONE, encoding="utf-8")
    more = tmp_path / "2-calculus" / "slopes_more.py"
    more.write_text(head + ONE.replace("one(", "two("), encoding="utf-8")
    assert registry.lessons() == ["2-calculus/slopes"]
    assert list(registry.exercises("slopes")) == ["one", "two"]
    (tmp_path / "2-calculus" / "slopes_same.py").write_text(head + ONE, encoding="utf-8")
    with pytest.raises(ValueError, match="two checks of slopes are named 'one'"):
        registry.exercises("slopes")


def test_the_start_comes_before_the_steps(home, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CHECKS", str(tmp_path))
    for step in ("2-calculus", "start"):
        (tmp_path / step).mkdir()
        source = "from coursework.registry import check\n" + ONE
        (tmp_path / step / f"lesson-{step[0]}.py").write_text(source, encoding="utf-8")
    found = ["start/lesson-s", "2-calculus/lesson-2"]
    assert registry.lessons() == found
    assert lessons_in_order(home) == found
