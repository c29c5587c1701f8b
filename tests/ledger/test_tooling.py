"""The ledger's own tools: each fault that they exist for is planted and must be reported."""

import ast
import shutil

import pytest

from tests.ledger import completeness, sign
from tests.ledger.equations import Lesson, normalised, read_book, read_lesson, signature
from tests.ledger.registry import LEDGER, decorations, entry_files, load, load_all, resolve
from tests.ledger.transcription import borrowed, formula_nodes
from tools.pages.equations import (
    CHANGED,
    HOLDS,
    NO_ENTRY,
    in_reading_order,
    render,
    step_title,
)

ENTRY = """
from tests.ledger.comparison import close
from tests.ledger.registry import entry, entry_files

@entry("eq-walk-mean", code=None, route="NumPy", latex="{latex}")
def test_mean(rng):
    x = rng.normal(size=7)
    close(sum(x) / {divisor}, route=x.mean())
"""
MEAN = r"\bar x = \frac1n \sum_i x_i"
LESSON = f"# A walk\n\nThe mean:\n\n$$\n{MEAN}\n$$ (eq-walk-mean)\n"


@pytest.fixture
def course(tmp_path):
    """A book of one lesson with one formula, and its ledger."""
    book, ledger = tmp_path / "book", tmp_path / "ledger"
    (book / "1-walks").mkdir(parents=True)
    (ledger / "1-walks").mkdir(parents=True)
    lesson, entries = book / "1-walks/walk.myst.md", ledger / "1-walks/test_walk.py"
    lesson.write_text(LESSON)
    entries.write_text(ENTRY.format(latex=signature(MEAN), divisor="len(x)"))
    return book, ledger, lesson, entries


def faults(book, ledger):
    lessons, entries = read_book(book), load_all(ledger)
    return [
        *completeness.label_faults(lessons),
        *completeness.unlabelled_faults(lessons),
        *completeness.pairing_faults(lessons, entries),
        *completeness.signature_faults(lessons, entries),
    ]


def test_a_sound_course_has_no_faults(course):
    book, ledger, _, _ = course
    assert faults(book, ledger) == []
    assert "**1 of 1 formulas hold.**" in render(book, ledger)


def test_the_sample_lessons_are_read_whole():
    matrices, descent = sorted(
        read_book(LEDGER / "fixtures"), key=lambda lesson: lesson.name, reverse=False
    )
    assert [item.label for item in matrices.labelled] == [
        "eq-matrices-product",
        "eq-matrices-determinant",
        "eq-matrices-transpose-product",
    ]
    assert [item.line for item in matrices.labelled] == [9, 15, 21]
    assert len(matrices.excused) == 1
    assert len(descent.labelled) == 3
    assert matrices.title == "What does a matrix do to space?"
    assert not matrices.unlabelled + descent.unlabelled


def test_a_mismatching_transcription_fails(course):
    book, ledger, _, entries = course
    entries.write_text(ENTRY.format(latex=signature(MEAN), divisor="(len(x) - 1)"))
    (item,) = load(entries)
    with pytest.raises(AssertionError, match=r"the formula gives .* route gives"):
        item.run()
    assert "fails\\: the formula gives" in render(book, ledger)
    assert "**0 of 1 formulas hold.**" in render(book, ledger)


def test_a_changed_formula_must_be_signed_again(course, capsys):
    book, ledger, lesson, entries = course
    lesson.write_text(LESSON.replace(r"\frac1n", r"\frac{1}{n}"))
    (fault,) = faults(book, ledger)
    new = signature(MEAN.replace(r"\frac1n", r"\frac{1}{n}"))
    assert r"it reads now: \bar x = \frac{1}{n} \sum_i x_i" in fault
    assert f"to sign {new}" in fault
    assert CHANGED in render(book, ledger)
    assert sign.main(["eq-walk-mean", "--yes"], book=book, ledger=ledger) == 0
    shown = capsys.readouterr().out
    assert f"signed {signature(MEAN)}, to sign {new}" in shown
    assert "close(sum(x) / len(x)" in shown
    assert faults(book, ledger) == []
    assert entries.read_text() == ENTRY.format(latex=new, divisor="len(x)")


def test_signing_asks_first(course, monkeypatch):
    book, ledger, lesson, entries = course
    lesson.write_text(LESSON.replace("x_i", "x_j"))
    before = entries.read_text()
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    sign.main(["eq-walk-mean"], book=book, ledger=ledger)
    assert entries.read_text() == before
    monkeypatch.setattr("builtins.input", lambda prompt: "y")
    sign.main(["eq-walk-mean"], book=book, ledger=ledger)
    assert faults(book, ledger) == []


def test_new_entries_of_a_lesson_are_signed_together(course, capsys):
    book, ledger, _, entries = course
    entries.write_text(ENTRY.format(latex="", divisor="len(x)"))
    assert "signed never" in faults(book, ledger)[0]
    sign.main(["--all-new", "1-walks/walk", "--yes"], book=book, ledger=ledger)
    assert faults(book, ledger) == []


def test_an_unknown_label_cannot_be_signed(course, capsys):
    book, ledger, _, _ = course
    assert sign.main(["eq-walk-none"], book=book, ledger=ledger) == 2
    assert "no such labelled equation" in capsys.readouterr().err


def test_a_label_without_entry_and_an_entry_without_label_fail(course):
    book, ledger, lesson, _ = course
    lesson.write_text(LESSON.replace("eq-walk-mean", "eq-walk-average"))
    assert faults(book, ledger) == [
        "1-walks/walk.myst.md, line 5: eq-walk-average has no entry in tests/ledger",
        "1-walks/test_walk.py: the entry eq-walk-mean belongs to no labelled equation of the book",
    ]
    assert NO_ENTRY in render(book, ledger)


def test_an_entry_in_another_lessons_file_fails(course):
    book, ledger, _, entries = course
    entries.rename(entries.with_name("test_run.py"))
    assert faults(book, ledger) == [
        "1-walks/test_run.py: the entry eq-walk-mean belongs to 1-walks/walk"
    ]


def test_duplicates_fail(course):
    book, ledger, lesson, entries = course
    lesson.write_text(LESSON + LESSON)
    shutil.copy(entries, entries.with_name("test_run.py"))
    found = "\n".join(faults(book, ledger))
    assert found.count("used more than once") == 2
    assert found.count("has 2 entries") == 2


@pytest.mark.parametrize("label", ["eq-run-mean", "mean", "eq-walk", "eq-walk-", "eq-walk-Mean"])
def test_a_label_names_its_lesson(course, label):
    book, _, lesson, _ = course
    lesson.write_text(LESSON.replace("eq-walk-mean", label))
    (fault,) = completeness.label_faults(read_book(book))
    assert "must read eq-walk-<name>" in fault


@pytest.mark.parametrize(
    "text",
    [
        "$$\na = b\n$$",
        "words\n$$\na = b\n$$ (eq-walk-b)",
        "words $$a = b$$ words",
        "\\begin{align}\na &= b\n\\end{align}",
        "```{math}\n:label: eq-walk-b\na = b\n```",
        ":::{note}\n\n$$ a = b $$\n:::",
        "````{admonition} Title\n$$ a = b $$\n````",
        "- item\n\n  $$ a = b $$",
        "% another comment\n$$ a = b $$",
        "% not a claim:\n$$ a = b $$",
    ],
)
def test_an_equation_without_label_or_excuse_fails(course, text):
    book, _, lesson, _ = course
    lesson.write_text(LESSON + "\n" + text + "\n")
    (fault,) = completeness.unlabelled_faults(read_book(book))
    assert "a displayed equation without label" in fault


@pytest.mark.parametrize(
    "text", ["% not a claim: worked numbers\n$$ a = b $$", '```{code-cell}\nprint("$$ a $$")\n```']
)
def test_excused_equations_and_code_are_no_fault(course, text):
    book, ledger, lesson, _ = course
    lesson.write_text("---\nlesson: {question: '$$ a $$'}\n---\n" + LESSON + "\n" + text + "\n")
    assert faults(book, ledger) == []


def test_the_signature_ignores_white_space_and_comments_alone():
    assert signature("a\n  &= b") == signature(" a &= b % why")
    assert normalised(r"50\% x") == r"50\% x"
    assert signature(r"\alpha x") != signature(r"\alphax")
    assert signature("a - b") != signature("a + b")


def test_the_transcription_is_told_from_its_inputs_and_witnesses():
    module = ast.parse("""
from mlmath.losses import mse

def helper(x):
    return x ** 2

@entry("eq-a-b", code=None, route="", latex="")
def test_b(rng):
    n, grid = 5, np.linspace(0, 1, 5)
    x = rng.normal(size=n)
    total = 0.0
    for i in range(n):
        total += helper(x[i])
    witness = np.sum(x * x)
    close(total / n, code=mse(x, 0 * x), route=witness / n)
""")
    function, _ = decorations(module)["eq-a-b"]
    found = {ast.unparse(node).splitlines()[0] for node in formula_nodes(function, module)}
    assert found == {"total / n", "total += helper(x[i])", "range(n)", "def helper(x):"}
    assert borrowed(function, module) == set()


def test_a_transcription_that_borrows_from_mlmath_fails(tmp_path):
    path = tmp_path / "test_walk.py"
    text = ENTRY.format(latex="", divisor="len(x)").replace("sum(x) /", "m.f(x) + mse(x, x) /")
    path.write_text("from mlmath.losses import mse\nimport mlmath.losses as m\n" + text)
    names = [fault.split("reads ")[1].split()[0] for fault in completeness.borrowed_faults(path)]
    assert names == ["m", "mse"]


def test_render_escapes(course):
    book, ledger, _, entries = course
    entries.write_text(
        entries.read_text().replace('route="NumPy"', 'route="a|b *c* <i> {d}`e` $f$ [g](h)"')
    )
    page = render(book, ledger)
    assert r"a\|b \*c\* \<i\> \{d\}\`e\` \$f\$ \[g\](h)" in page
    assert f"$$\n{MEAN}\n$$\n\n{{eq}}`eq-walk-mean` · **{HOLDS}**" in page
    assert "### [A walk](../1-walks/walk.ipynb)" in page
    assert "## Step 1 · Walks" in page


def test_a_skipped_entry_is_not_called_proven(course):
    book, ledger, _, entries = course
    text = entries.read_text().replace("    x =", "    pytest.importorskip('no_such')\n    x =")
    entries.write_text("import pytest\n" + text)
    page = render(book, ledger)
    assert "not run here" in page
    assert "**0 of 1 formulas hold.**" in page


def test_resolve_finds_functions_and_says_what_is_missing():
    assert resolve("tests.ledger.equations.signature") is signature
    with pytest.raises(AttributeError):
        resolve("tests.ledger.equations.no_such_name")
    with pytest.raises(ModuleNotFoundError):
        resolve("no_such_package.name")


def test_read_lesson_keeps_the_line_numbers_of_nested_equations(tmp_path):
    path = tmp_path / "1-a" / "walk.myst.md"
    path.parent.mkdir()
    path.write_text("# T\n\n````{note}\n:class: tip\n\ntext\n\n$$ a $$ (eq-walk-a)\n````\n")
    (equation,) = read_lesson(path, tmp_path).labelled
    assert (equation.label, equation.line) == ("eq-walk-a", 8)


def test_pages_before_step_one_come_first_and_have_no_number(tmp_path):
    lessons = [Lesson(name) for name in ("2-calculus/a", "start/sets", "1-linear-algebra/b")]
    ordered = in_reading_order(lessons, tmp_path / "none.yml")
    assert [lesson.stem for lesson in ordered] == ["sets", "b", "a"]
    assert step_title("start") == "Start"
    assert step_title("2-calculus") == "Step 2 · Calculus"


def test_entries_of_the_start_are_found():
    assert {path.parent.name for path in entry_files()} >= {"start", "1-linear-algebra"}
