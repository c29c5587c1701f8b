"""The checks' mutation run: does a check notice a fault planted in its own solution?

    python -m tools.mutants.checks [step/lesson ...]

Each mutant of a solution is judged as a learner's answer would be, with several seeds. A mutant
that is right, too, stands in the ``survivors`` of the exercise's bank with its reason. Exits 1 when
fewer than 95 % of the others are noticed, or an excuse excuses nothing.
"""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from coursework.registry import find_lesson, lessons
from coursework.statements import Statement, read_statements
from tests.coursework.bank import Bank, answers, text_of, verdicts
from tools.mutants.fork import fate
from tools.mutants.mutate import Mutant, mutants

TARGET = 0.95
SECONDS = 10.0


@dataclass(frozen=True)
class Outcome:
    """A mutant of an exercise's solution, and what became of it."""

    lesson: str
    name: str
    mutant: Mutant
    fate: str
    reason: str | None

    @property
    def survived(self) -> bool:
        return self.fate == "survived"


def banks_of(lesson: str) -> dict[str, Bank]:
    """The banks that a lesson's test file declares."""
    step, name = lesson.split("/")
    module = importlib.import_module(f"tests.coursework.{step}.test_{name}")
    return module.BANKS


def judge_of(lesson: str, name: str, code: str) -> Callable[[], None]:
    """Judge the text with other code for one exercise; raise unless it earns all points."""

    def change(statement: Statement) -> str:
        return code if statement.name == name else statement.solution

    def judge() -> None:
        answer = answers(lesson, change).get(name)
        for verdict in verdicts(lesson, name, answer):
            if not verdict.correct:
                raise AssertionError(str(verdict))

    return judge


def run_lesson(lesson: str) -> list[Outcome]:
    """Judge every mutant of every solution of a lesson."""
    banks, outcomes = banks_of(lesson), []
    for name, statement in read_statements(text_of(lesson)).items():
        for mutant in mutants(statement.solution):
            end = fate(judge_of(lesson, name, mutant.source), SECONDS)
            reason = banks[name].survivors.get(mutant.key)
            outcomes.append(Outcome(lesson, name, mutant, end, reason))
    return outcomes


def unused_excuses(lesson: str, outcomes: list[Outcome]) -> list[str]:
    """Excuses for mutants that no longer exist or are noticed."""
    alive = {(o.name, o.mutant.key) for o in outcomes if o.survived}
    return [
        f"{lesson} {name}: excuses nothing: {key}"
        for name, bank in banks_of(lesson).items()
        for key in bank.survivors
        if (name, key) not in alive
    ]


def wrong_answers(chosen: list[str]) -> str:
    """How many wrong answers the banks hold, and how many are told their mistake by name."""
    pairs = [p for lesson in chosen for bank in banks_of(lesson).values() for p in bank.wrong]
    named = sum(says is not None for _, says in pairs)
    return f"banks: {len(pairs)} wrong answers, {named} named ({named / max(len(pairs), 1):.1%})"


def main(arguments: list[str]) -> int:
    outcomes, idle = [], []
    chosen = [find_lesson(a) for a in arguments] or lessons()
    for lesson in chosen:
        found = run_lesson(lesson)
        outcomes += found
        idle += unused_excuses(lesson, found)
    alive = [o for o in outcomes if o.survived and not o.reason]
    excused = [o for o in outcomes if o.survived and o.reason]
    for o in alive:
        print(f"survived  {o.lesson} {o.name}, line {o.mutant.line}\n          {o.mutant.key}")
    for o in excused:
        print(f"excused   {o.lesson} {o.name}: {o.mutant.key}\n          {o.reason}")
    print("".join(f"{sentence}\n" for sentence in idle), end="")
    print(wrong_answers(chosen))
    judged = len(outcomes) - len(excused)
    score = 1 - len(alive) / judged if judged else 0.0
    print(f"checks: {judged - len(alive)} of {judged} mutants noticed ({score:.1%}), ", end="")
    print(f"{len(excused)} excused; target {TARGET:.0%}")
    return int(score < TARGET or bool(idle))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
