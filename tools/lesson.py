"""`python -m tools.lesson STEP/LESSON`: build, test and picture one lesson, the inner loop.

Stops at the first stage that fails. The pictures land in `_build/screens/`: light and dark, wide
and phone, the lesson and its exercises.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import click

from tools.browser import NoBrowser, chromium
from tools.site.serving import serving

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ROOT / "_build" / "screens"
WIDTHS = {"wide": 1280, "phone": 390}


@click.command(help=__doc__)
@click.argument("lesson")
@click.option("--no-pictures", is_flag=True, help="Build and test only.")
def main(lesson, no_pictures):
    if not (ROOT / "book" / f"{lesson}.myst.md").exists():
        raise click.UsageError(f"there is no book/{lesson}.myst.md; write step/lesson")
    for title, command in stages(lesson):
        started = time.monotonic()
        done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False)
        print(f"-- {title}: {time.monotonic() - started:.0f} s", flush=True)
        if done.returncode:
            sys.exit(f"{title}: failed")
    if not no_pictures:
        try:
            for path in photograph(lesson):
                print(path.relative_to(ROOT))
        except NoBrowser as error:
            sys.exit(str(error))


def stages(lesson):
    """Yield (title, module and arguments) of each stage for one lesson."""
    step, name = lesson.split("/")
    own = [
        f"tests/{room}/{step}/test_{name.replace('-', '_')}.py" for room in ("ledger", "coursework")
    ]
    own += [f"tests/{room}/{step}/test_{name}.py" for room in ("ledger", "coursework")]
    own = sorted({p for p in own if (ROOT / p).exists()})
    notebooks = [f"{room}/{lesson}.ipynb" for room in ("book", "solutions")]
    notebooks = [n for n in notebooks if (ROOT / n.replace(".ipynb", ".myst.md")).exists()]
    form = ["tests/notebooks", "tests/ledger/test_completeness.py", "-k", f"{name} or label"]
    yield "notebooks", ["tools.notebooks", "build", lesson, "--all"]
    yield "form of the lesson", ["pytest", *form]
    if own:
        yield "ledger and checks", ["pytest", *own]
    yield "outputs run again", ["pytest", "--nbval", "--nbval-cell-timeout=120", *notebooks]
    yield "site", ["tools.site"]


def photograph(lesson):
    """Yield the path of a screenshot of the whole page for each theme, width and page."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with serving(ROOT / "_build" / "html") as address, chromium() as browser:
        for room in ("book", "exercises"):
            if not (ROOT / "_build" / "html" / room / f"{lesson}.html").exists():
                continue
            for width, pixels in WIDTHS.items():
                for scheme in ("light", "dark"):
                    place = SCREENS / f"{lesson.replace('/', '-')}-{room}-{width}-{scheme}.png"
                    _picture(browser, f"{address}/{room}/{lesson}.html", pixels, scheme, place)
                    yield place


def _picture(browser, url, pixels, scheme, place):
    context = browser.new_context(
        viewport={"width": pixels, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=os.fspath(place), full_page=True)
    context.close()


if __name__ == "__main__":
    main()
