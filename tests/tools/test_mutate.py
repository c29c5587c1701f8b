"""Faults are planted one at a time, and the checks' mutation run tells caught from uncaught."""

import ast

import pytest

from tests.coursework.bank import Bank
from tools.mutants import checks
from tools.mutants.mutate import mutants

SOURCE = '''
def f(z, axis=None):
    """A text that stays."""
    total = 0.5
    for i in range(3):
        total -= z[i, 0]
    if total <= 2:
        raise ValueError("no")
    return -z.T @ z / z.sum(axis=0, keepdims=True)
'''
PLANTED = [
    ("sign", "total -= z[i, 0] -> total += z[i, 0]"),
    ("sign", "-z.T -> z.T"),
    (
        "factor",
        "-z.T @ z / z.sum(axis=0, keepdims=True) -> -z.T @ z * z.sum(axis=0, keepdims=True)",
    ),
    ("constant", "3 -> 4"),
    ("constant", "3 -> 2"),
    ("constant", "0.5 -> 1.0"),
    ("constant", "True -> False"),
    ("axis", "z.sum(axis=0, keepdims=True) -> z.sum(axis=1, keepdims=True)"),
    ("axis", "z.sum(axis=0, keepdims=True) -> z.sum(keepdims=True)"),
    ("index", "z[i, 0] -> z[i - 1, 0]"),
    ("index", "z[i, 0] -> z[0, i]"),
    ("comparison", "total <= 2 -> total < 2"),
    ("comparison", "total <= 2 -> total >= 2"),
    ("statement", "total = 0.5 -> pass"),
    ("statement", "raise ValueError('no') -> pass"),
    ("transpose", "z.T -> z"),
    ("transpose", "-z.T @ z -> z @ -z.T"),
]


@pytest.mark.parametrize(("kind", "change"), PLANTED)
def test_each_kind_of_fault_is_planted(kind, change):
    assert f"{kind}: {change}" in {m.key for m in mutants(SOURCE)}


def test_each_mutant_is_valid_new_and_single():
    found = list(mutants(SOURCE))
    sources = [m.source for m in found]
    original = ast.unparse(ast.parse(SOURCE))
    assert len(set(sources)) == len(sources)
    assert original not in sources
    for mutant in found:
        ast.parse(mutant.source)
        assert '"""A text that stays."""' in mutant.source


def test_the_source_itself_is_left_as_it_was():
    assert [m.key for m in mutants(SOURCE)] == [m.key for m in mutants(SOURCE)]


def test_only_the_named_function_is_changed():
    both = SOURCE + "\ndef g(x):\n    return x + 1\n"
    found = list(mutants(both, "g"))
    assert {m.before for m in found} == {"x + 1", "return x + 1", "1"}
    with pytest.raises(ValueError, match="no definition named 'h'"):
        next(mutants(both, "h"))


def test_nothing_to_change():
    assert list(mutants('"""Only a text."""\nname = ...\n')) == []


LESSON = "1-linear-algebra/matrices"


def test_a_solution_passes_and_a_mutant_does_not():
    right = "def layer(X, W, b):\n    return X @ W.T + b"
    checks.judge_of(LESSON, "layer", right)()
    with pytest.raises(AssertionError, match="bias b is subtracted"):
        checks.judge_of(LESSON, "layer", right.replace("+", "-"))()


def test_survivors_and_idle_excuses_are_told(monkeypatch, capsys):
    first = next(iter(mutants("x = 1")))
    alive = checks.Outcome(LESSON, "layer", first, "survived", None)
    excused = checks.Outcome(LESSON, "layer", first, "survived", "the same number")
    dead = checks.Outcome(LESSON, "layer", first, "noticed", None)
    banks = {"layer": Bank([], [], {first.key: "the same number"})}
    monkeypatch.setattr(checks, "banks_of", lambda lesson: banks)
    for outcomes, code, says in [
        ([dead, excused], 0, "1 of 1 mutants noticed (100.0%), 1 excused"),
        ([dead, alive], 1, "1 of 2 mutants noticed (50.0%)"),
        ([dead], 1, "excuses nothing"),
    ]:
        monkeypatch.setattr(checks, "run_lesson", lambda lesson, found=outcomes: found)
        assert checks.main([LESSON]) == code
        assert says in capsys.readouterr().out
