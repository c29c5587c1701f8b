"""Widgets on the Python side: bundles, stills, refused input, modules within their limits."""

import re
from importlib.resources import files

import numpy as np
import pytest

from mlviz.computation import ComputationGraph, node
from mlviz.display import MIME
from mlviz.draggable import num
from mlviz.site import FigureRenderer
from mlviz.widgets import LANDSCAPES, DescentMap, FitLine, MatrixPlane, TwoVectors

ROOM = files("mlviz").joinpath("static", "widgets")
CHAIN = [node("x", (0, 0), 3.0), node("f", (1, 0), 9.0, ["x"], [6.0], "x²")]
ALL = [MatrixPlane, TwoVectors, DescentMap, FitLine, lambda: ComputationGraph(CHAIN)]


@pytest.mark.parametrize("make", ALL)
def test_modes_agree_on_the_digest(monkeypatch, make):
    outputs = {}
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        outputs[mode] = make()._repr_mimebundle_()
    assert len({o["text/plain"] for o in outputs.values()}) == 1
    assert outputs["static"].keys() == outputs["test"].keys() == {"text/plain", "image/png", MIME}
    assert "application/vnd.jupyter.widget-view+json" in outputs["live"]


@pytest.mark.parametrize("make", ALL)
def test_a_built_widget_opens_no_channel(static, make):
    assert make().comm is None


def test_an_alt_with_markup_is_escaped(static):
    page = MatrixPlane(alt="</script><b>")._repr_mimebundle_()[MIME]
    assert "<b>" not in page.split("<script")[0]
    assert page.count("</script>") == 1


def test_the_script_is_one_module_without_imports(static):
    for make in ALL:
        source = make()._esm
        assert source.count("export default") == 1
        assert not re.search(r"^import ", source, re.M)


def test_modules_keep_to_120_lines():
    for path in ROOM.iterdir():
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


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_of_the_landscapes(rng, name):
    _, f, gradient = LANDSCAPES[name]
    for x, y in rng.uniform(-2, 2, size=(10, 2)):
        h = 1e-5
        slopes = [(f(x + h, y) - f(x - h, y)) / 2 / h, (f(x, y + h) - f(x, y - h)) / 2 / h]
        np.testing.assert_allclose(gradient(x, y), slopes, atol=1e-8)


def test_gradients_add_up_where_branches_meet():
    nodes = [
        node("x", (0, 0), 2.0),
        node("a", (1, 0), 4.0, ["x"], [4.0]),
        node("b", (1, 1), 6.0, ["x"], [3.0]),
        node("f", (2, 0), 24.0, ["a", "b"], [6.0, 4.0]),
    ]
    graph = ComputationGraph(nodes)
    assert graph.states[-1]["grads"] == {"x": 36.0, "a": 6.0, "b": 4.0, "f": 1.0}
    assert graph.states[0]["grads"] == dict.fromkeys("xabf")
    assert len(graph.states) == 9


def test_a_node_that_leads_nowhere_has_gradient_zero():
    nodes = [node("x", (0, 0), 1.0), node("y", (0, 1), 1.0), node("f", (1, 0), 2.0, ["x"], [2.0])]
    assert ComputationGraph(nodes).states[-1]["grads"]["y"] == 0.0


BAD = [
    (MatrixPlane, ([[1, 2, 3], [1, 2, 3]],), r"matrix must have shape \(2, 2\)"),
    (MatrixPlane, ([[1, 2], [3, float("nan")]],), "NaN or infinite"),
    (TwoVectors, ([1, 2, 3],), r"u must have shape \(2,\)"),
    (DescentMap, ("canyon",), "'canyon' is none of"),
    (DescentMap, ("bowl", [0, 0], -1), "lr must be above 0"),
    (DescentMap, ("bowl", [0, 0], 1, 0), "steps 1 to 500"),
    (DescentMap, ("bowl", [0]), r"start must have shape \(2,\)"),
    (FitLine, ([[1, 2]],), "2 to 40 points"),
    (FitLine, ([[1, 2, 3]] * 3,), r"points must have shape \('N', 2\)"),
    (FitLine, ([],), "points must have 2 axes"),
    (ComputationGraph, ([],), "no nodes"),
    (ComputationGraph, (CHAIN, 9), "step 9 is not within 0 to 4"),
    (ComputationGraph, (CHAIN[::-1],), r"inputs \['x'\] do not stand before it"),
    (ComputationGraph, ([CHAIN[0]] * 2,), "name or its place is taken"),
    (node, ("f", (0, 0), 1.0, ["x"], []), "1 inputs but 0 local"),
    (node, ("f", (0, 0), float("inf")), "NaN or infinite"),
]


@pytest.mark.parametrize(("make", "args", "message"), BAD)
def test_bad_input_is_refused(make, args, message):
    with pytest.raises(ValueError, match=message):
        make(*args)


def test_a_vertical_cloud_has_a_still(static):
    bundle = FitLine([[1, 2], [1, 3]])._repr_mimebundle_()
    assert "no line is determined" in bundle["text/plain"]


class Data:
    def __init__(self, mime_type, string="<p>x</p>"):
        self.mime_type, self.string = mime_type, string


def test_the_renderer_takes_our_type_only():
    (raw,) = FigureRenderer.handle_mime(None, Data(MIME), False)
    assert raw.astext() == "<p>x</p>"
    assert raw["format"] == "html"
    assert FigureRenderer.handle_mime(None, Data("text/html"), False) is None
    assert ("html", MIME, 1) in FigureRenderer.mime_priority_overrides
