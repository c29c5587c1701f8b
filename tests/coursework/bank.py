"""The graders' own tests: a bank of right and wrong answers for every exercise.

A lesson's file declares its banks and makes the tests of them::

    from tests.coursework.bank import Bank, bank_tests

    BANKS = {
        "layer": Bank(
            right=[a, b, c],                       # at least 3, as different as can be
            wrong=[(f, "bias b is not added"),     # at least 5; a part of the sentence that names
                   (g, None), ...],                # the mistake, or None (at most one in five)
            survivors={"factor: a -> b": "why this mutant of the solution is right, too"},
        ),
    }
    test_bank = bank_tests("1-linear-algebra/matrices", BANKS)

The solution and the empty exercise are tested, too. ``python -m tools.mutants checks`` prints the
keys of surviving mutants.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coursework.expect import seeds
from coursework.judge import judge
from coursework.ladder import Rung, Verdict
from coursework.registry import exercises
from coursework.statements import Statement, code_cells, read_statements, setup_cells

ROOT = Path(__file__).parents[2]
SEEDS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Bank:
    """Right and wrong answers to one exercise, and mutants of its solution that are right."""

    right: Sequence[object]
    wrong: Sequence[tuple[object, str | None]]
    survivors: Mapping[str, str] = field(default_factory=dict)


def text_of(lesson: str) -> Path:
    """The text that holds a lesson's exercises."""
    return ROOT / "solutions" / f"{lesson}.myst.md"


def answers(lesson: str, change: Callable[[Statement], str] | None = None) -> dict[str, object]:
    """What the text's check cells pass to ``check``; ``change`` may give other code."""
    passed: dict[str, object] = {}
    namespace: dict[str, object] = {"__name__": "__main__"}
    path = text_of(lesson)
    for cell in setup_cells(path):
        exec(compile(cell, str(path), "exec"), namespace)
    namespace["check"] = lambda name, answer: passed.__setitem__(name, answer)
    for statement in read_statements(path).values():
        code = change(statement) if change else statement.solution
        calls = [c for c in code_cells(statement.section) if re.search(r"^check\(", c, re.M)]
        run(code, namespace, forgiving=change is not None)
        for cell in calls:
            run(cell, namespace, forgiving=change is not None)
    return passed


def run(code: str, namespace: dict, *, forgiving: bool) -> None:
    """Run one cell; a cell of an empty exercise or a mutant may fail, as a learner's may."""
    try:
        exec(compile(code, "<cell>", "exec"), namespace)
    except Exception:
        if not forgiving:
            raise


def verdicts(lesson: str, name: str, answer: object, n: int = len(SEEDS)) -> list[Verdict]:
    """One verdict for each seed."""
    found = []
    for seed in SEEDS[:n]:
        token = seeds.set(seed)
        found.append(judge(lesson, exercises(lesson)[name], answer))
        seeds.reset(token)
    return found


def bank_tests(lesson: str, banks: Mapping[str, Bank]) -> Callable:
    """One pytest function with a case for every answer of every bank."""
    cases = [("names", banks)]
    for name, bank in banks.items():
        cases += [(f"{name}-solution", None), (f"{name}-empty", None), (f"{name}-size", bank)]
        cases += [(f"{name}-right-{i}", answer) for i, answer in enumerate(bank.right)]
        cases += [(f"{name}-wrong-{i}", pair) for i, pair in enumerate(bank.wrong)]

    @pytest.mark.parametrize(("case", "data"), [pytest.param(*c, id=c[0]) for c in cases])
    def test_bank(case, data):
        if case == "names":
            return _names_agree(lesson, data)
        name, kind = re.match(r"(\w+)-(\w+)", case).groups()
        _JUDGED[kind](lesson, name, data)

    return test_bank


def _names_agree(lesson: str, banks: Mapping[str, Bank]) -> None:
    statements = read_statements(text_of(lesson))
    points = {name: s.points for name, s in statements.items()}
    assert points == {name: e.points for name, e in exercises(lesson).items()}
    assert list(banks) == list(points)


def _solution(lesson: str, name: str, _: None) -> None:
    for verdict in verdicts(lesson, name, answers(lesson)[name]):
        assert verdict.rung is Rung.CORRECT, str(verdict)


def _empty(lesson: str, name: str, _: None) -> None:
    answer = answers(lesson, lambda statement: statement.empty).get(name)
    for verdict in verdicts(lesson, name, answer, 2):
        assert verdict.earned == 0, str(verdict)
        assert verdict.rung is Rung.NOT_ATTEMPTED, str(verdict)


def _size(lesson: str, name: str, bank: Bank) -> None:
    kinds = {type(a) for a in bank.right}
    choice = str in kinds  # a choice has one right letter: its spellings count
    assert len(bank.right) >= 3, f"{name}: at least 3 right answers"
    assert len(bank.wrong) >= (3 if choice else 5), f"{name}: at least 5 wrong answers"
    unnamed = [text for _, text in bank.wrong if text is None]
    assert len(unnamed) <= len(bank.wrong) / 5, f"{name}: at least 4 of 5 mistakes named"
    assert all(bank.survivors.values()), f"{name}: every surviving mutant has its reason"


def _right(lesson: str, name: str, answer: object) -> None:
    for verdict in verdicts(lesson, name, answer):
        assert verdict.rung is Rung.CORRECT, str(verdict)


def _wrong(lesson: str, name: str, pair: tuple[object, str | None]) -> None:
    answer, named = pair
    for verdict in verdicts(lesson, name, answer):
        assert verdict.rung is not Rung.CORRECT, str(verdict)
        assert verdict.rung is not Rung.UNJUDGED, str(verdict)
        if named is not None:
            assert named.lower() in str(verdict).lower(), str(verdict)


_JUDGED = {"solution": _solution, "empty": _empty, "size": _size, "right": _right, "wrong": _wrong}
