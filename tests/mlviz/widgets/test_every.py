"""All widgets on the Python side: bundles, stills, modules within their limits."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from mlviz.display import MIME
from mlviz.draggable import num
from mlviz.site import FigureRenderer
from mlviz.widgets.plane import MatrixPlane
from tests.mlviz.widgets.every import MODULES, WIDGETS

SCRIPTS = files("mlviz").joinpath("static", "widgets")


def test_every_module_has_its_widget_its_script_and_its_test():
    names = {module.__name__.rpartition(".")[2] for module in MODULES}
    assert {script.name.removesuffix(".js") for script in SCRIPTS.iterdir()} == names
    assert len(WIDGETS) == len(names)
    tests = Path(__file__).parent.glob("test_*.py")
    assert names <= {test.stem.removeprefix("test_") for test in tests}


@pytest.mark.parametrize("name", WIDGETS)
def test_modes_agree_on_the_digest(monkeypatch, name):
    outputs = {}
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        outputs[mode] = WIDGETS[name].example()._repr_mimebundle_()
    assert len({o["text/plain"] for o in outputs.values()}) == 1
    assert outputs["static"].keys() == outputs["test"].keys() == {"text/plain", "image/png", MIME}
    assert "application/vnd.jupyter.widget-view+json" in outputs["live"]


@pytest.mark.parametrize("name", WIDGETS)
def test_a_built_widget_opens_no_channel(static, name):
    assert WIDGETS[name].example().comm is None


def test_an_alt_with_markup_is_escaped(static):
    page = MatrixPlane(alt="</script><b>")._repr_mimebundle_()[MIME]
    assert "<b>" not in page.split("<script")[0]
    assert page.count("</script>") == 1


def test_the_script_is_one_module_without_imports(static):
    for widget in WIDGETS.values():
        source = widget._esm
        assert source.count("export default") == 1
        assert not re.search(r"^import ", source, re.M)


def test_modules_keep_to_120_lines():
    for path in SCRIPTS.iterdir():
        assert len(path.read_text().splitlines()) <= 120, path.name


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [
        (0.625, 2, "0.63"),
        (-0.625, 2, "−0.63"),
        (-0.001, 2, "0.00"),
        (2.5, 0, "3"),
        (None, 2, "–"),
        (1.005, 2, "1.00"),
    ],
)
def test_numbers_are_written_as_javascript_writes_them(x, digits, text):
    assert num(x, digits) == text


class Data:
    def __init__(self, mime_type, string="<p>x</p>"):
        self.mime_type, self.string = mime_type, string


def test_the_renderer_takes_our_type_only():
    (raw,) = FigureRenderer.handle_mime(None, Data(MIME), False)
    assert raw.astext() == "<p>x</p>"
    assert raw["format"] == "html"
    assert FigureRenderer.handle_mime(None, Data("text/html"), False) is None
    assert ("html", MIME, 1) in FigureRenderer.mime_priority_overrides
