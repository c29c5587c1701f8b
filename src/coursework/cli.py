"""The ``course`` command."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

from coursework import actions, tables
from coursework.home import HomeNotFoundError
from coursework.progress import ProgressError
from coursework.runner.cells import NotebookError
from coursework.runner.process import Limits

SESSION = """\b
A first session:
  course list                     what there is
  course start matrices           a copy of the exercises in my/
  course check matrices           check the whole notebook
  course hint matrices layer      the next hint
  course progress                 how far you have come

"""
EXIT_CODES = """\b
Exit codes:
  0  done; for check: every exercise is correct
  1  check: some exercises are not correct yet; solution: not attempted yet
  2  the command was called wrongly (unknown lesson, exercise or option)
  3  a file could not be read or written (no notebook, no progress file)
  4  check: a limit of time or memory was broken, or the code ended Python
"""
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def examples(*lines: str) -> str:
    """Examples for a help text, each on a line of its own."""
    return "\b\nExamples:\n" + "".join(f"  {line}\n" for line in lines) + "\n"


def with_exit_codes(command: Callable) -> Callable:
    """Turn the errors that a person can cause into one sentence and the right exit code."""

    @wraps(command)
    def wrapped(*args: object, **kwargs: object) -> None:
        try:
            code = command(*args, **kwargs)
        except (NotebookError, ProgressError, OSError) as error:
            tables.complain(str(error))
            code = 3
        except (HomeNotFoundError, ValueError) as error:
            tables.complain(str(error))
            code = 2
        sys.exit(code or 0)

    return wrapped


@click.group(context_settings=CONTEXT, epilog=SESSION + EXIT_CODES)
@click.version_option(package_name="seven-steps", prog_name="course")
def main() -> None:
    """Work on the exercises of The Mathematics of Machine Learning in Seven Steps.

    Lessons are named step/lesson (1-linear-algebra/matrices) or by the last part alone. The folder
    of the course is found from the working directory upwards, or in COURSE_HOME. A teacher may
    name a folder with checks of their own in COURSE_CHECKS.
    """


@main.command(
    "list", context_settings=CONTEXT, epilog=examples("course list", "course list matrices")
)
@click.argument("lesson", required=False)
@with_exit_codes
def list_(lesson: str | None) -> None:
    """List the lessons, or the exercises of one LESSON."""
    tables.show_list(actions.find(lesson) if lesson else None)


@main.command(context_settings=CONTEXT, epilog=examples("course start matrices"))
@click.argument("lesson")
@with_exit_codes
def start(lesson: str) -> None:
    """Copy the exercises of LESSON into my/, where you work on them.

    A copy that is already there is left as it is.
    """
    path, is_new = actions.start(lesson)
    print(f"Your copy: {path}" if is_new else f"You have begun already; kept as it is: {path}")
    print(f"Open it with: jupyter lab {path}")


@main.command(
    context_settings=CONTEXT,
    epilog=examples(
        "course check matrices", "course check matrices --notebook downloads/homework.ipynb --class"
    )
    + EXIT_CODES,
)
@click.argument("lesson")
@click.option("--notebook", type=click.Path(path_type=Path), help="Another file than my/LESSON.")
@click.option("--seconds", type=float, default=180, show_default=True, help="For the notebook.")
@click.option("--cell-seconds", type=float, default=20, show_default=True, help="For each cell.")
@click.option("--memory", type=int, default=2048, show_default=True, help="Megabytes.")
@click.option("--class", "outside", is_flag=True, help="Judge outside the learner's process.")
@with_exit_codes
def check(
    lesson: str,
    notebook: Path | None,
    seconds: float,
    cell_seconds: float,
    memory: int,
    outside: bool,
) -> int:
    """Check the whole notebook of LESSON in a fresh process.

    Its cells run in order; one that fails stops no other. A cell that runs too long, takes too
    much memory or ends Python is left out, and the others run without it. Your best points count.

    With --class the learner's functions are called from outside and judged there, so that code
    which patches the judge or NumPy gains nothing. Nothing is recorded. It is no sandbox: run the
    code of strangers in a container or on a machine of its own.
    """
    limits = Limits(cell_seconds, seconds, memory)
    with tables.progress_bar() as show:
        outcome, trouble = actions.check(lesson, notebook, limits, show, outside=outside)
    tables.show_outcome(outcome)
    if trouble:
        tables.complain(trouble)
        return 3
    if outcome.stopped:
        return 4
    return 0 if outcome.earned == outcome.points else 1


@main.command(context_settings=CONTEXT, epilog=examples("course hint matrices layer"))
@click.argument("lesson")
@click.argument("exercise")
@with_exit_codes
def hint(lesson: str, exercise: str) -> int:
    """Show the next hint for EXERCISE of LESSON."""
    text, trouble = actions.hint(lesson, exercise)
    print(text)
    if trouble:
        tables.complain(trouble)
    return 3 if trouble else 0


@main.command(context_settings=CONTEXT, epilog=examples("course solution matrices layer"))
@click.argument("lesson")
@click.argument("exercise")
@click.option("--force", is_flag=True, help="Show it without an attempt.")
@with_exit_codes
def solution(lesson: str, exercise: str, force: bool) -> int:
    """Show the solution of EXERCISE of LESSON, once you have attempted it."""
    text, trouble = actions.solution(lesson, exercise, force=force)
    if trouble:
        tables.complain(trouble)
    if text is None:
        tables.complain(
            f"You have not attempted {exercise!r} yet. Try it, take a hint "
            f"(course hint {lesson} {exercise}), or add --force."
        )
        return 1
    tables.show_solution(text)
    return 3 if trouble else 0


@main.command(context_settings=CONTEXT, epilog=examples("course progress"))
@with_exit_codes
def progress() -> None:
    """Show how far you have come in the seven steps."""
    tables.show_progress(actions.progress())


@main.command(
    context_settings=CONTEXT,
    epilog=examples("course report", "course report --output ~/Desktop/progress.html"),
)
@click.option("--output", type=click.Path(path_type=Path), help="Default: my/report.html.")
@with_exit_codes
def report(output: Path | None) -> None:
    """Write a page with your progress and a chart: one HTML file that needs no network."""
    print(f"Your report: {actions.report(output)}")


if __name__ == "__main__":
    main()
