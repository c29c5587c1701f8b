"""Check a whole notebook: run its cells in a fresh process, collect a verdict for each exercise."""

import difflib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coursework.judge import judge
from coursework.ladder import Rung, Verdict
from coursework.registry import Exercise, exercises
from coursework.runner.cells import read_cells
from coursework.runner.process import Limits, Process, Stopped
from coursework.runner.remote import Judge

OnStep = Callable[[int, int], None]


@dataclass
class Outcome:
    """One verdict for each exercise of the lesson, and sentences on what happened on the way."""

    lesson: str
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def earned(self) -> int:
        """Points earned."""
        return sum(v.earned for v in self.verdicts)

    @property
    def points(self) -> int:
        """Points that the lesson offers."""
        return sum(v.points for v in self.verdicts)


def check_notebook(
    path: Path,
    lesson: str,
    limits: Limits | None = None,
    on_step: OnStep = lambda done, of: None,
    *,
    untrusting: bool = False,
) -> Outcome:
    """Run a notebook's cells in order and judge its answers.

    A cell that fails stops no other. A cell that hangs, takes too much memory or ends Python is
    left out, and the notebook runs again without it.

    Parameters
    ----------
    path : Path
        The notebook; it is read, never written.
    lesson : str
        ``step/lesson``.
    limits : Limits, optional
        Time and memory.
    on_step : callable
        Called with the number of cells begun and their total.
    untrusting : bool
        Judge in this process, out of reach of the learner's code, which is then only called.

    Raises
    ------
    coursework.runner.cells.NotebookError
        If the file is no notebook that can be run.
    """
    return _Run(path, lesson, limits or Limits(), on_step, untrusting).outcome()


class _Run:
    def __init__(self, path: Path, lesson: str, limits: Limits, on_step: OnStep, untrusting: bool):
        self.path, self.lesson, self.limits, self.untrusting = path, lesson, limits, untrusting
        self.on_step = on_step
        self.cells = read_cells(path)
        self.exercises = exercises(lesson)
        self.deadline = time.monotonic() + limits.notebook
        self.best: dict[str, Verdict] = {}
        self.wrong_cells: dict[int, str] = {}
        self.left_out: set[int] = set()
        self.given_up: set[str] = set()
        self.names: list[str] = []
        self.notes: list[str] = []
        self.printed = 0
        self.stopped = False

    def outcome(self) -> Outcome:
        while not self._once() and time.monotonic() < self.deadline:
            pass
        verdicts = [self._verdict(exercise) for exercise in self.exercises.values()]
        self._note_other_failures(verdicts)
        if self.printed > 2**20:
            self.notes.append(
                f"The cells printed {self.printed / 2**20:.0f} MB; none of it is kept."
            )
        return Outcome(self.lesson, verdicts, self.notes, self.stopped)

    def _note_other_failures(self, verdicts: list[Verdict]) -> None:
        """A sentence for each failed cell that no verdict speaks of."""
        told = " ".join(line for verdict in verdicts for line in verdict.lines)
        for cell in self.cells:
            error = self.wrong_cells.get(cell.number, "NotImplementedError")
            is_expected = error.startswith("NotImplementedError") or "check(" in cell.source
            if cell.number in self.left_out or is_expected or f"({cell.number})" in told:
                continue
            self.notes.append(f"Cell {cell.number} failed: {error}. The other cells ran.")

    def _once(self) -> bool:
        """Run what is left; False if a cell or a check had to be stopped and is left out."""
        self.wrong_cells = {n: e for n, e in self.wrong_cells.items() if n in self.left_out}
        self.at, self.judging = 0, ""
        try:
            with Process(self.path.resolve().parent, self.limits, self.deadline) as process:
                try:
                    self._follow(process)
                finally:
                    self.printed = max(self.printed, process.printed)
        except Stopped as stopped:
            return self._leave_out(str(stopped))
        return True

    def _follow(self, process: Process) -> None:
        process.wire.send(self._job())
        process.next_step()
        while not (message := process.receive()).get("done"):
            if "error" not in message:
                process.next_step()
            if "cell" in message:
                self.at, self.judging = int(message["cell"]), ""
                begun = [c.number <= self.at or not self.at for c in self.cells]
                self.on_step(sum(begun), len(begun))
            elif "judging" in message:
                self.judging = str(message["judging"])
            elif "opened" in message:
                self._note_other_lesson(str(message["opened"]))
            elif "verdict" in message and not self.untrusting:
                self._keep(message["verdict"])
                self.judging = ""
            elif "error" in message:
                self.wrong_cells[int(message["in"])] = str(message["error"])
        self.names = [str(name) for name in message["names"]]
        if self.untrusting:
            self._judge_outside(process)

    def _judge_outside(self, process: Process) -> None:
        process.next_step()
        for name, answer in Judge(process).offers().items():
            if name in self.exercises:
                process.next_step()
                self.judging = name
                self._best_of(judge(self.lesson, self.exercises[name], answer))

    def _note_other_lesson(self, name: str) -> None:
        note = f"This notebook opens the lesson {name}, but {self.lesson} is checked."
        if name.split("/")[-1] != self.lesson.split("/")[-1] and note not in self.notes:
            self.notes.append(note)

    def _job(self) -> dict:
        cells = [vars(c) for c in self.cells if c.number not in self.left_out]
        done = [n for n, v in self.best.items() if v.correct]
        return {
            "lesson": self.lesson,
            "cells": cells,
            "finished": [*done, *self.given_up],
            "untrusting": self.untrusting,
            "megabytes": self.limits.megabytes,
        }

    def _keep(self, fields: dict) -> None:
        name = fields["name"]
        lines = tuple(str(line) for line in fields["lines"])
        exercise = self.exercises[name]
        earned = max(0, min(int(fields["earned"]), exercise.points))
        rung = Rung[fields["rung"]]
        self._best_of(Verdict(self.lesson, name, rung, earned, exercise.points, lines))

    def _best_of(self, verdict: Verdict) -> None:
        name = verdict.name
        if name not in self.best or verdict.earned >= self.best[name].earned:
            self.best[name] = verdict

    def _leave_out(self, why: str) -> bool:
        """Note what was stopped; True if nothing can be left out, so that the run ends."""
        self.stopped = True
        if time.monotonic() >= self.deadline:
            where = f"cell {self.at}" if self.at else "the checks"
            self.notes.append(f"In {where} {why}; what came after it was not run.")
            return True
        if self.judging:
            self.given_up.add(self.judging)
            self._stop(self.judging, f"While it was checked, {why}.")
            return False
        if not self.at:
            self.notes.append(f"The run ended early: {why}.")
            return True
        self.left_out.add(self.at)
        self.wrong_cells[self.at] = why
        self.notes.append(f"Cell {self.at} was stopped: {why}. The other cells ran without it.")
        return False

    def _stop(self, name: str, says: str) -> None:
        points = self.exercises[name].points
        if name not in self.best or not self.best[name].earned:
            self.best[name] = Verdict(self.lesson, name, Rung.STOPPED, 0, points, (says,))

    def _verdict(self, exercise: Exercise) -> Verdict:
        if exercise.name in self.best:
            return self.best[exercise.name]
        rung, says = self._missing(exercise.name)
        return Verdict(self.lesson, exercise.name, rung, 0, exercise.points, (says,))

    def _missing(self, name: str) -> tuple[Rung, str]:
        """Why there is no answer by this name."""
        for cell in self.cells:
            if cell.number in self.wrong_cells and cell.defines(name):
                rung = Rung.STOPPED if cell.number in self.left_out else Rung.RAISES
                return rung, f"Its cell ({cell.number}) failed: {self.wrong_cells[cell.number]}."
        if any(cell.defines(name) for cell in self.cells) and time.monotonic() >= self.deadline:
            return Rung.STOPPED, "The time was used up before its turn came."
        near = difflib.get_close_matches(
            name, [n for n in self.names if n not in self.exercises], 1, 0.5
        )
        renamed = f" Is it the one called {near[0]!r}? Give it back its name." if near else ""
        says = f"The notebook defines no {name!r}: was its cell deleted, or is your copy older?"
        return Rung.NOT_FOUND, says + renamed
