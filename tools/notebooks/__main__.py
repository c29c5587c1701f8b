"""`python -m tools.notebooks build|check`: the notebooks of the course from their text."""

import os
import sys
from pathlib import Path

import click

from tools.notebooks.build import build, stale
from tools.notebooks.errors import BuildError
from tools.notebooks.tree import course_root

ROOT = click.option(
    "--root", type=click.Path(path_type=Path, exists=True), default=course_root, hidden=True
)
LESSON = click.argument("lesson", required=False)


@click.group(help=__doc__)
def main():
    pass


@main.command("build")
@LESSON
@ROOT
@click.option("--all", "everything", is_flag=True, help="Also where src/, data or lock changed.")
@click.option("--force", is_flag=True, help="Overwrite notebooks that were edited by hand.")
@click.option("--jobs", default=os.cpu_count(), show_default=True, help="Notebooks at a time.")
@click.option("--timeout", default=120, show_default=True, help="Seconds that a cell may take.")
def build_command(lesson, root, everything, force, jobs, timeout):
    """Make every notebook that is stale, or those of one LESSON such as 2-calculus/chain-rule."""
    try:
        errors = build(root, lesson, jobs, timeout, everything, force)
    except BuildError as error:
        errors = [error]
    _report(errors, root)


@main.command("check")
@LESSON
@ROOT
def check_command(lesson, root):
    """Exit with 1 if a committed notebook's inputs differ from its text."""
    try:
        names = stale(root, lesson)
    except BuildError as error:
        _report([error], root)
    for name in names:
        click.echo(f"{name}: differs from its text; run `make notebooks`", err=True)
    sys.exit(bool(names))


def _report(errors, root):
    for error in errors:
        click.echo(str(error).replace(f"{root}{os.sep}", ""), err=True)
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
