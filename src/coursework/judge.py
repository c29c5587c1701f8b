"""Run a check on an answer and turn what happens into a verdict."""

from coursework.calling import explain
from coursework.expect import Part, parts_of_a_check
from coursework.ladder import Miss, Rung, Verdict
from coursework.registry import Exercise


def judge(lesson: str, exercise: Exercise, answer: object) -> Verdict:
    """The verdict on an answer; whatever the answer does, this returns.

    Parameters
    ----------
    lesson : str
        ``step/lesson``, for the record.
    exercise : Exercise
        Its check is run once; inputs are seeded afresh.
    answer : object
        A function, a class, a number, an array, a choice; None and ``...`` are "not attempted".
    """
    with parts_of_a_check() as parts:
        try:
            if answer is None or answer is ...:
                raise Miss(Rung.NOT_ATTEMPTED, "There is no answer yet: write it and run its cell.")
            exercise.judge(answer)
            miss = None
        except Miss as error:
            miss = error
        except Exception as error:  # a check that trips over an answer must not take the rest along
            miss = Miss(Rung.UNJUDGED, f"The check cannot use this answer: {explain(error)}")
    return _verdict(lesson, exercise, parts, miss)


def _verdict(lesson: str, exercise: Exercise, parts: list[Part], miss: Miss | None) -> Verdict:
    misses = [p for p in parts if p.miss is not None]
    earned = sum(p.points for p in parts if p.miss is None)
    if miss is None and not misses:
        full = exercise.points
        lines = (f"Notice: {exercise.notice}",)
        return Verdict(lesson, exercise.name, Rung.CORRECT, full, full, lines)
    first = miss or misses[0].miss
    title = "" if miss or len(parts) < 2 else f"Part “{misses[0].title}”: "
    lines = [title + first.says]
    if first.at:
        lines.append(f"At {first.at}.")
    if len(misses) > 1 and earned:
        lines.append(f"Also open: {', '.join(p.title for p in misses[1:])}.")
    rung = Rung.PARTLY if earned else first.rung
    return Verdict(lesson, exercise.name, rung, earned, exercise.points, tuple(lines), first.inputs)
