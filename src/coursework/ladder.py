"""The ladder of feedback: from "not attempted" to "correct", one verdict at a time."""

from dataclasses import dataclass, field
from enum import Enum


class Rung(Enum):
    """How far an answer has come; the value is what the learner reads."""

    NOT_ATTEMPTED = "Not attempted yet"
    NOT_FOUND = "Not found"
    STOPPED = "Stopped"
    RAISES = "Raises an error"
    TYPE = "Wrong type"
    SHAPE = "Wrong shape"
    RANGE = "Outside the possible values"
    ALMOST = "Almost"
    WRONG = "Not yet"
    PARTLY = "Partly right"
    UNJUDGED = "Could not be judged"
    CORRECT = "Correct"


class Miss(Exception):
    """An answer did not reach the next rung.

    Parameters
    ----------
    rung : Rung
        Where the answer stands.
    says : str
        One or two sentences for the learner; never the expected answer.
    at : str
        The input at which it happened, as text; empty if there is none.
    inputs : tuple
        That input itself, for the learner to try.
    """

    def __init__(self, rung: Rung, says: str, at: str = "", inputs: tuple = ()):
        super().__init__(rung, says, at)
        self.rung, self.says, self.at, self.inputs = rung, says, at, inputs


@dataclass(frozen=True)
class Verdict:
    """What a check says about an answer: the rung, the points and up to four more lines."""

    lesson: str
    name: str
    rung: Rung
    earned: int
    points: int
    lines: tuple[str, ...] = ()
    inputs: tuple = field(default=(), compare=False, repr=False)

    @property
    def correct(self) -> bool:
        """Whether every point was earned."""
        return self.rung is Rung.CORRECT

    @property
    def title(self) -> str:
        """First line: the rung, the exercise, the points."""
        unit = "point" if self.points == 1 else "points"
        return f"{self.rung.value} · {self.name} · {self.earned} of {self.points} {unit}"

    def __str__(self) -> str:
        return "\n".join([self.title, *("  " + line for line in self.lines)])
