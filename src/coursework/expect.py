"""What an author writes: expectations on an answer.

A check is a plain function in ``coursework/checks/<step>/<lesson>.py`` (it may use everything that
mlmath and NumPy offer, but nothing of the learner's except the answer it is given)::

    import numpy as np
    from coursework.expect import expect, given, part, trials
    from coursework.mistakes import SIGN, mistake, wrong_axis
    from coursework.registry import check

    @check(
        points=3,
        hints=["The idea.", "The formula: $A x = ...$", "First line: `m, n = A.shape`"],
        notice="What is worth noticing once it is right.",
    )
    def matvec(answer):                       # its name is the exercise's name
        with part(2, "on random matrices"):   # optional; the parts add up to the points
            for rng in trials(5):             # freshly seeded each time
                A, x = rng.normal(size=(3, 4)), rng.normal(size=4)
                expect(answer, A, x).equals(A @ x, mistakes=[
                    mistake("You summed the rows, not the columns.", A.sum(axis=1)),
                ])
        with part(1, "bad input"):            # who refuses everything earns nothing:
            expect(answer, np.eye(2), np.ones(2)).equals(np.ones(2))
            expect(answer, np.ones((2, 3)), np.ones(2)).raises(ValueError, "sizes do not fit")

``expect(answer, *args, **kwargs)`` calls a function on copies of the arguments (prints and warnings
are swallowed, a changed input is a mistake). ``given(answer)`` takes a number, an array or a choice
as it is. Both climb the ladder when asked:

- ``.equals(reference, mistakes=[...], condition=kappa, rtol=None, atol=0, up_to=("sign",))``:
  numbers, arrays, text, and tuples of them. ``mistakes`` may be a dictionary, too:
  ``{"You summed the rows, not the columns.": A.sum(axis=1)}``. The tolerance comes from the
  dtype and ``condition`` (see `coursework.compare.tolerance`) or is ``rtol``, relative to the
  largest entry. ``up_to``: sign, scale, columns, order, labels (see `coursework.compare.align`).
- ``.returns(shape=(2, None), low=0, high=1, finite=True)``: what any right answer has in common.
- ``.satisfies(lambda Q: ..., "sentence if not")``: a defining property; several in a row.
- ``.chooses("b", {"a": "why a is wrong", "c": "why c is wrong"})``: a choice, only with ``given``.
- ``.raises(ValueError, "what is wrong with this input")``: the answer must refuse.
- ``.value``: the plain result, for anything else; ``fail("sentence")`` then says what you saw.

First the general case with random, rectangular, unsymmetric input (mistakes are recognised there),
then special cases. Every sentence names the mistake, none gives the expected value. Judge
properties: any right algorithm, lists, float32 and integers must pass. A class is an answer, too:
``expect(lambda X: answer(k=2).fit(X).labels_, X)``.

The exercise of a number or choice begins with ``name = ...`` above ``# BEGIN SOLUTION``, so that
the name exists in the empty exercise (an Ellipsis counts as not attempted).

The exercise's text is described in `coursework.statements`, its answer bank in
``tests/coursework/bank.py``. A check is 25 lines of code at most: mistakes that need much code go
into a helper that returns their list. Checks that outgrow ``<lesson>.py`` go on in
``<lesson>_<topic>.py``. To try it out::

    pytest tests/coursework/<step>/test_<lesson>.py
    python -m tools.mutants checks <step>/<lesson>
"""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from coursework.calling import call, describe, show_input
from coursework.expectation import Expectation
from coursework.ladder import Miss, Rung

_parts = contextvars.ContextVar("parts of the check that is running")
seeds = contextvars.ContextVar("seeds of the trials; None seeds afresh", default=None)


@dataclass
class Part:
    """A part of a check: its points, and the miss if it was not earned."""

    points: int
    title: str
    miss: Miss | None = None


@contextmanager
def part(points: int, title: str) -> Iterator[None]:
    """Judge a block for points of its own; a miss inside does not stop the parts after it."""
    record = Part(points, title)
    _parts.get().append(record)
    try:
        yield
    except Miss as miss:
        record.miss = miss


@contextmanager
def parts_of_a_check() -> Iterator[list[Part]]:
    """Collect the parts that a running check opens."""
    collected: list[Part] = []
    token = _parts.set(collected)
    try:
        yield collected
    finally:
        _parts.reset(token)


def trials(n: int) -> Iterator[np.random.Generator]:
    """Yield ``n`` generators, seeded afresh at every run of the check."""
    for sequence in np.random.SeedSequence(seeds.get()).spawn(n):
        yield np.random.default_rng(sequence)


def fail(says: str, at: str = "") -> None:
    """Stop with a sentence on the mistake that the check saw.

    Raises
    ------
    Miss
        Always.
    """
    raise Miss(Rung.ALMOST, says, at)


def expect(answer: object, /, *args: object, **kwargs: object) -> Expectation:
    """Expect something of ``answer(*args, **kwargs)``."""
    return Expectation(lambda: call(answer, args, kwargs), args, show_input(answer, args, kwargs))


def given(answer: object, /) -> Expectation:
    """Expect something of an answer that is itself a number, an array or a choice."""
    return Expectation(lambda: _plain(answer), (), "")


def _plain(answer: object) -> object:
    if answer is None or answer is ...:
        raise Miss(Rung.NOT_ATTEMPTED, "There is no answer yet: replace the dots and run the cell.")
    if callable(answer):
        raise Miss(
            Rung.TYPE, f"A value is expected, but this is {describe(answer)}: call it first."
        )
    return answer
