"""The parts of the site's extension, each for itself."""

import datetime
import gzip
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

import pybtex.database
import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinxcontrib import katex

from tests.site.conftest import todays
from tools.site import landing, markup, mathematics, navigation, notebooks, pictures, style
from tools.site.serving import serving

ROOT = Path(__file__).parents[2]
REQUIRED = {
    "article": {"author", "title", "journal", "volume", "pages", "year"},
    "book": {"author", "title", "publisher", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "misc": {"author", "title", "howpublished", "year"},
}


def test_css_is_shortened_without_changing_meaning():
    css = "/* note */ a > b { color : red;\n margin: 0 auto; }\n\n.c:not(.d) { --x: ; }"
    assert style.shorten(css) == "a>b{color : red;margin: 0 auto}.c:not(.d){--x:}"


def test_the_sheet_fetches_nothing_from_elsewhere_and_names_only_files_that_exist():
    vendor = ROOT / "tools/site/vendor"
    for sheet, folder in ((style.site_css(), vendor), (style.katex_css(), vendor / "katex")):
        fonts = re.findall(r"url\(([^)]*)\)", sheet)
        assert fonts
        assert all((folder / name).is_file() for name in fonts)
        assert "://" not in sheet


def test_every_vendored_folder_carries_its_licence():
    folders = [path for path in (ROOT / "tools/site/vendor").iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert all((folder / "LICENSE").stat().st_size > 500 for folder in folders)


def test_katex_refuses_what_is_no_formula():
    mathematics.use_own_node()
    assert "katex-html" in katex.render_latex(r"\frac12", mathematics.OPTIONS)
    with pytest.raises(katex.KaTeXError, match="Undefined control sequence"):
        katex.render_latex(r"\nosuchcommand", mathematics.OPTIONS)


@pytest.mark.parametrize(
    ("latex", "width"),
    [("(n,)", 4), (r"\kappa = L/\mu", 5), (r"e_1 = (1, 0)", 8), (r"\tfrac12 a\, w^{\top}", 5)],
)
def test_letters_of_a_formula(latex, width):
    assert mathematics.letters(latex) == width


def test_a_shape_is_set_without_a_gap():
    assert (
        ",)" not in mathematics.render(nodes.math("", "(n,)"), display=False).split("annotation")[0]
    )
    gap = 'mpunct">,</span><span class="mspace"'
    assert gap not in mathematics.render(nodes.math("", "(n,)"), display=False)
    assert gap in mathematics.render(nodes.math("", "(n, m)"), display=False)


def test_a_number_keeps_its_per_cent_sign_but_code_is_left_alone():
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.Text("In 90 % of cases."), nodes.literal("", "5 %d"))
    document += nodes.literal_block("", "7 % 2")
    markup.KeepUnits(document).run()
    assert document.astext() == "In 90\u00a0% of cases.5 %d\n\n7 % 2"


def test_a_solution_folds_from_its_answer_on_and_loses_the_markers():
    code = "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION"
    statement, why = nodes.paragraph("", "Write f."), nodes.paragraph("", "Because.")
    cell = nodes.container("", nodes.literal_block(code, code))
    exercise = nodes.section("", nodes.title("", "One"), statement, cell, why)
    notebooks.fold(exercise)
    kinds = [type(node) for node in exercise.children]
    raw, text = nodes.raw, nodes.paragraph
    assert kinds == [nodes.title, text, raw, nodes.container, text, raw]
    assert exercise.children[2].astext().startswith("<details")
    assert cell.astext() == "def f():\n    return 1"
    plain = nodes.section("", nodes.title("", "Two"), nodes.paragraph("", "Nothing to fold."))
    notebooks.fold(plain)
    assert len(plain.children) == 2


def test_another_katex_than_the_vendored_one_is_refused(monkeypatch):
    monkeypatch.setattr(katex, "katex_version", "0.0.1")
    with pytest.raises(RuntimeError, match=r"0\.0\.1: vendor"):
        mathematics.use_own_node()


DRAWINGS = [picture for picture, _, _ in landing.STEPS.values()] + [pictures.descent]


@pytest.mark.parametrize("draw", DRAWINGS, ids=lambda draw: draw.__name__)
def test_pictures_are_sound_small_and_always_the_same(draw):
    text = draw()
    root = ET.fromstring(text)
    assert text == draw()
    assert len(text) < 60_000
    assert root.get("aria-hidden") == "true"
    assert not re.search(r"nan|inf|#[0-9a-f]{3}", text)


def test_the_seven_steps_on_the_first_page_go_downhill():
    stones = re.findall(r'class="stone bar-(\d)" cx="([\d.]+)" cy="([\d.]+)"', pictures.descent())
    assert [int(number) for number, _, _ in stones] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("docname", "step"),
    [
        ("book/1-linear-algebra/matrices", 1),
        ("exercises/7-advanced/vae", 7),
        ("book/start/welcome", 0),
        ("book/index", 0),
    ],
)
def test_step_is_read_from_the_folder(docname, step):
    assert navigation.step_of(docname) == step


def test_front_door_lifts_relative_links_only(tmp_path):
    page = tmp_path / "book" / "index.html"
    page.parent.mkdir()
    page.write_text(
        '<html data-content_root="../"><a href="a.html"><a href="../b.html"><a href="#c">'
        '<a href="https://d.org/e">',
        "utf8",
    )
    landing.write_front_door(tmp_path, "book/index")
    assert (tmp_path / "index.html").read_text("utf8") == (
        '<html data-content_root="./"><a href="book/a.html"><a href="b.html"><a href="#c">'
        '<a href="https://d.org/e">'
    )


def test_ten_days_of_axe_see_every_page():
    names = [f"page{i}.html" for i in range(35)]
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(days=k) for k in range(10)]
    chosen = [todays(names, {"page7.myst.md"}, day) for day in days]
    assert set().union(*chosen) == set(names)
    assert all({"page0.html", "page7.html"} <= set(some) for some in chosen)
    assert max(map(len, chosen)) <= 6


def test_server_compresses_text_and_knows_what_it_lacks(tmp_path):
    (tmp_path / "page.html").write_text("word " * 1000, "utf8")
    with serving(tmp_path) as address:
        with urllib.request.urlopen(address + "page.html?v=1") as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        assert len(body) < 500
        assert gzip.decompress(body).startswith(b"word")
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(address + "gone.html")
        missing.value.close()


def test_bibliography_is_complete():
    entries = pybtex.database.parse_file(ROOT / "references.bib").entries
    assert len(entries) >= 18
    for key, entry in entries.items():
        fields = {*entry.fields, *entry.persons}
        assert fields >= REQUIRED[entry.type], key
        assert key == key.lower(), "an entry's key is its anchor on the page: lower case"
        assert entry.fields["year"] in key
