"""`python -m tools.testing [--all]`: every test once, or every test on every profile.

Four stages: the tests of the code, every notebook re-run and compared with its committed outputs,
the same on the instruction set of a twenty-year-old processor, the website in a real browser. By
default the third stage takes the notebooks changed last and a tenth of the others, another tenth
each day; `--all` takes all of them.
"""

import datetime
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("book", "solutions")
OLD_PROCESSOR = {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": "X86_V3"}
FAST = ["-p", "no:nbval", "-n", "2"]
# One worker: two kernels that start at the same moment may pick the same port.
NBVAL = ["--nbval", "-n", "1", "--dist", "loadscope", "--nbval-cell-timeout=120"]
BROWSER = ("tests/site", "tests/lab", "tests/mlviz/widgets", "tests/mlviz/test_*_in_browser.py")
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


@click.command(help=__doc__)
@click.option("--all", "everything", is_flag=True, help="All notebooks and pages on all profiles.")
def main(everything):
    counts = {}
    strict = ["--no-skips"] if os.environ.get("CI") else []
    for title, arguments, environment in stages(everything):
        started = time.monotonic()
        print(f"\n== {title}", flush=True)
        output = _pytest([*arguments, *strict], environment, counts)
        print(f"-- {title}: {time.monotonic() - started:.0f} s, exit code {output}", flush=True)
        counts["failed"] = counts.get("failed", 0) + (output != 0 and not counts.get("failed"))
    skipped = f", {counts['skipped']} skipped" if counts.get("skipped") else ""
    print(f"\n{counts.get('passed', 0)} passed, {counts['failed']} failed{skipped}")
    sys.exit(bool(counts["failed"]))


def stages(everything):
    """Yield (title, arguments of pytest, additional environment) for each stage."""
    browser = sorted(str(p.relative_to(ROOT)) for b in BROWSER for p in ROOT.glob(b))
    yield "the code", ["tests", *FAST, *(f"--ignore={p}" for p in browser)], {}
    notebooks = committed_notebooks()
    yield "the notebooks", [*NBVAL, *notebooks], {}
    chosen = notebooks if everything else chosen_today(notebooks, recently_changed())
    old = [*NBVAL, "tests/notebooks/profile_old_processor.py", *chosen]
    yield "the notebooks on an old processor", old, OLD_PROCESSOR
    pages = ["--all-pages"] if everything else []
    yield "the pages in a browser", ["-p", "no:nbval", *browser, *pages], {}


def committed_notebooks():
    """Every executed notebook, as paths relative to the root."""
    found = [p for room in ROOMS for p in (ROOT / room).rglob("*.ipynb")]
    return sorted(p.relative_to(ROOT).as_posix() for p in found if ".ipynb_" not in str(p))


def recently_changed():
    """Files that the last ten commits or the working tree changed."""
    log = ["git", "log", "-10", "--name-only", "--pretty=format:"]
    done = [
        subprocess.run(c, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        for c in (log, ["git", "diff", "--name-only", "HEAD"])
    ]
    return set("\n".join(done).split("\n"))


def chosen_today(notebooks, changed, today=None, tenths=10):
    """The changed notebooks and every tenth of the rest, so that ten days see them all."""
    day = (today or datetime.date.today()).toordinal() % tenths
    return [n for i, n in enumerate(notebooks) if n in changed or i % tenths == day]


def _pytest(arguments, environment, counts):
    """Run pytest, pass its output on, add what its last line counts to `counts`."""
    command = [sys.executable, "-m", "pytest", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if COUNT.search(line) else last
    for number, word in COUNT.findall(last):
        word = "failed" if word.startswith("error") else word
        counts[word] = counts.get(word, 0) + int(number)
    return process.wait()


if __name__ == "__main__":
    main()
