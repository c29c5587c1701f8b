"""Every test of the exercises gets a course folder of its own."""

import pytest

from tests.coursework.homes import FIXTURES, make_home


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = make_home(tmp_path / "course")
    monkeypatch.setenv("COURSE_HOME", str(folder))
    monkeypatch.setenv("COURSE_CHECKS", str(FIXTURES / "checks"))
    monkeypatch.delenv("COURSE_OUTPUT", raising=False)
    return folder
