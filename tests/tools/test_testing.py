"""The choice of what a day's test run looks at."""

import datetime
import re

from tools import testing

NOTEBOOKS = [f"book/1-a/lesson-{i:02d}.ipynb" for i in range(25)]


def test_ten_days_see_every_notebook_and_no_day_sees_them_all():
    days = [datetime.date(2026, 11, d) for d in range(1, 11)]
    chosen = [testing.chosen_today(NOTEBOOKS, set(), day) for day in days]
    assert set().union(*chosen) == set(NOTEBOOKS)
    assert max(map(len, chosen)) == 3


def test_what_changed_is_always_chosen():
    changed = {NOTEBOOKS[3], "README.md"}
    for day in range(1, 11):
        assert NOTEBOOKS[3] in testing.chosen_today(
            NOTEBOOKS, changed, datetime.date(2026, 11, day)
        )


def test_the_stages_cover_every_test_folder_and_every_notebook():
    stages = {title: arguments for title, arguments, _ in testing.stages(everything=True)}
    ignored = {a.removeprefix("--ignore=") for a in stages["the code"] if "--ignore" in a}
    assert ignored <= set(stages["the pages in a browser"])
    for title in ("the notebooks", "the notebooks on an old processor"):
        assert set(testing.committed_notebooks()) <= set(stages[title])
    assert any("in_browser" in name for name in ignored)


def test_every_test_that_opens_a_browser_stands_in_its_stage():
    """A browser's event loop would stop the notebooks that other tests run in its process."""
    stages = {title: arguments for title, arguments, _ in testing.stages(everything=True)}
    chosen = tuple(a for a in stages["the pages in a browser"] if a.startswith("tests/"))
    for path in (testing.ROOT / "tests").rglob("test_*.py"):
        tests = re.findall(r"^def test_\w+\((.*)\):", path.read_text("utf8"), re.M)
        if any(re.search(r"\b(browser|open_page|lab)\b", names) for names in tests):
            assert path.relative_to(testing.ROOT).as_posix().startswith(chosen), path.name
