"""Glossary and notation, built from what lessons declare; good and bad headers."""

import re

import pytest
import yaml

from tools.pages import glossary, headers, notation
from tools.pages.headers import Lesson

MATRICES = Lesson(
    "1-linear-algebra/matrices",
    "Matrices",
    {
        "glossary": {"trace": "The sum of the\n  diagonal.", "Determinant": "The area factor."},
        "notation": [
            {"symbol": r"\|A\|", "shape": "scalar", "meaning": "norm | size of A"},
            {"symbol": "A", "shape": "(m, n)", "meaning": "a matrix"},
        ],
    },
)
DESCENT = Lesson(
    "2-calculus/gradient-descent",
    "Gradient descent",
    {"notation": [{"symbol": "A", "shape": "(n, n)", "meaning": "the curvature"}]},
)


def test_glossary_sorts_without_regard_to_case_and_links_the_lesson():
    page = glossary.render([MATRICES])
    assert page.index("Determinant\n:") < page.index("trace\n:")
    assert "The sum of the diagonal. [Matrices](../1-linear-algebra/matrices.ipynb)" in page


def test_a_term_declared_twice_names_both_lessons():
    other = Lesson("2-calculus/x", "X", {"glossary": {"Trace": "Something else."}})
    with pytest.raises(ValueError, match=r"'Trace'.*1-linear-algebra/matrices.*2-calculus/x"):
        glossary.render([MATRICES, other])


def test_notation_lists_a_symbol_at_its_first_lesson_only():
    page = notation.render([MATRICES, DESCENT])
    assert page.count("| $A$ |") == 1
    assert "a matrix" in page
    assert "the curvature" not in page


def test_bars_do_not_split_the_table():
    (row,) = (line for line in notation.render([MATRICES]).splitlines() if "norm" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


@pytest.mark.parametrize("missing", ["symbol", "shape", "meaning"])
def test_an_incomplete_symbol_names_the_lesson(missing):
    entry = {"symbol": "x", "shape": "(n,)", "meaning": "a vector"}
    del entry[missing]
    bad = Lesson("1-linear-algebra/vectors", "Vectors", {"notation": [entry]})
    with pytest.raises(ValueError, match=f"vectors.*{missing}"):
        notation.render([bad])


@pytest.mark.parametrize(
    ("render", "header"),
    [(glossary.render, {"glossary": ["a list"]}), (notation.render, {"notation": {"a": "dict"}})],
)
def test_a_header_of_the_wrong_kind_is_refused(render, header):
    with pytest.raises(ValueError, match=r"book/1-linear-algebra/bad.myst.md.*must be a"):
        render([Lesson("1-linear-algebra/bad", "Bad", header)])


@pytest.mark.parametrize(("render", "word"), [(glossary.render, "term"), (notation.render, "sym")])
def test_pages_stand_while_nothing_is_declared(render, word):
    assert f"No {word}" in render([])


def test_lessons_come_in_the_order_of_the_contents(tmp_path):
    chapters = [{"file": "book/b/two", "sections": [{"file": "book/a/one"}]}, {"file": "book/c"}]
    (tmp_path / "_toc.yml").write_text(yaml.safe_dump({"parts": [{"chapters": chapters}]}))
    for name in ("a/one", "b/two"):
        path = tmp_path / "book" / f"{name}.myst.md"
        path.parent.mkdir(parents=True)
        path.write_text(
            f"---\nlesson: {{minutes: 5}}\n---\n\n# On {name}\n\nText --- with dashes.\n"
        )
    found = headers.lessons(tmp_path)
    assert [lesson.title for lesson in found] == ["On b/two", "On a/one"]
    assert found[0].header == {"minutes": 5}


def test_every_header_of_the_course_is_readable():
    names = [lesson.name for lesson in headers.lessons()]
    assert len(names) == len(set(names))
    assert "1-linear-algebra/matrices" in names
    assert glossary.render().startswith("# Glossary")
    assert notation.render().startswith("# Notation")
