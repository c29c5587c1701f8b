"""A computational graph, stepped in Chromium: its numbers agree with the tape."""

import numpy as np
import pytest

from mlmath.autodiff import primitive
from mlmath.elementary import sin_vjp
from mlviz.widgets.graph import ComputationGraph, node
from tests.mlviz.widgets.cutting import known
from tests.mlviz.widgets.moving import agree, ready, shown

CHAIN = [node("x", (0, 0), 3.0), node("f", (1, 0), 9.0, ["x"], [6.0], "x²")]


STUDY = {
    "p": lambda v: v["x"] * v["y"],
    "s": lambda v: primitive(sin_vjp)(v["x"]),
    "q": lambda v: v["p"] + v["y"],
    "f": lambda v: v["q"] * v["s"],
}


def study_graph(x, y):
    """f = (x y + y) sin(x), in nodes with local derivatives."""
    p, s = x * y, np.sin(x)
    q = p + y
    return ComputationGraph(
        [
            node("x", (0, 0), x),
            node("y", (0, 1), y),
            node("p", (1, 1), p, ["x", "y"], [y, x], "p = x·y"),
            node("s", (1, 0), s, ["x"], [np.cos(x)], "s = sin x"),
            node("q", (2, 1), q, ["p", "y"], [1, 1], "q = p + y"),
            node("f", (3, 0), q * s, ["q", "s"], [s, q], "f = q·s"),
        ]
    )


@pytest.mark.parametrize(("x", "y"), [(0.7, -1.3), (2.5, 0.4)])
def test_computation_graph(open_page, x, y):
    graph, f = study_graph(x, y), ({"x": x, "y": y}, STUDY)
    page = ready(open_page([graph]))
    plane = page.locator(".mlv-plane")
    plane.focus()
    for step in range(13):
        _, values = shown(page)
        assert values["step"] == step
        for got, truth in zip((values["values"], values["grads"]), known(*f, step), strict=True):
            agree(got, {n: v for n, v in truth.items() if v is not None})
            assert [n for n in got if got[n] is None] == [n for n in truth if truth[n] is None]
        page.keyboard.press("ArrowRight")
    for step in range(11, -1, -1):
        page.keyboard.press("ArrowLeft")
        assert shown(page)[1]["step"] == step
    assert page.problems == []


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


@pytest.mark.parametrize(
    ("make", "args", "message"),
    [
        (ComputationGraph, ([],), "no nodes"),
        (ComputationGraph, (CHAIN, 9), "step 9 is not within 0 to 4"),
        (ComputationGraph, (CHAIN[::-1],), r"inputs \['x'\] do not stand before it"),
        (ComputationGraph, ([CHAIN[0]] * 2,), "name or its place is taken"),
        (node, ("f", (0, 0), 1.0, ["x"], []), "1 inputs but 0 local"),
        (node, ("f", (0, 0), float("inf")), "NaN or infinite"),
    ],
)
def test_bad_input_is_refused(make, args, message):
    with pytest.raises(ValueError, match=message):
        make(*args)
