"""The choice of what a day's test run looks at."""

import datetime

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
