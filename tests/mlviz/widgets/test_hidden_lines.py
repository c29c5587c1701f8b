"""Hidden lines and an output neuron, moved in Chromium: as mlmath's layers answer."""

import json

import numpy as np
import pytest

from mlmath.activations import step
from mlviz.widgets.hidden_lines import HiddenLines
from tests.mlviz.widgets.moving import agree, moves, ready, shown
from tests.mlviz.widgets.test_perceptron_steps import finger

X = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
Y = np.array([0, 1, 0, 1])


def truth(state):
    W, places = np.array(state["normals"]), np.array(state["places"])
    b = -np.einsum("ij,ij->i", W, places)
    z = X @ W.T + b
    h = step(z)
    out = step(h @ [state["v1"], state["v2"]] + state["c"])
    answers = {"hidden": h, "out": out, "right": np.sum(out == Y)}
    sure = np.abs(z).min() > 1e-9  # on a line, rounding decides
    return {"w": W, "b": b} | (answers if sure else {})


def test_moved(open_page, rng):
    page = ready(open_page([HiddenLines()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, truth(state))
        ends = np.array(state["places"]) + state["normals"]
        assert np.abs([state["places"], ends]).max() <= 2.5 + 1e-6


def test_a_finger_moves_and_turns_the_lines_and_not_the_page(open_page):
    phone = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 500}}
    page = ready(open_page([HiddenLines(), HiddenLines()], **phone))
    for k in range(4):
        before, _ = shown(page)
        assert finger(page, page.locator(".mlv-handle").nth(k), 14, -40) == 0
        after, values = shown(page)
        agree(values, truth(after))
        assert before != after
    assert page.problems == []


def test_output_weights(open_page, rng):
    page = ready(open_page([HiddenLines()]))
    seen = set()
    for k in range(24):
        page.locator(".mlv-slide input").nth(k % 3).fill(str(rng.integers(9)))
        state, values = shown(page)
        agree(values, truth(state))
        seen.add(json.dumps(state))
    assert len(seen) >= 20
    assert page.problems == []


def test_exclusive_or_is_solved_and_its_region_lies_between_the_lines(open_page):
    solved = HiddenLines([(-0.5, -0.5), (0.5, 0.5)], [(0.5, 0.5), (0.5, 0.5)], (1, -1, -0.5))
    page = ready(open_page([solved]))
    state, values = shown(page)
    agree(values, truth(state))
    assert values["right"] == 4
    assert values["hidden"] == [[1, 1], [1, 0], [0, 0], [1, 0]]
    assert "4 of 4 right" in page.locator(".mlv-read").inner_text()


def test_a_neuron_without_direction_has_no_line():
    flat = HiddenLines(normals=[(0, 0), (1, 0)])
    assert flat.values()["hidden"][0][0] == 1
    assert flat.still() is not None


def test_python_says_what_the_layers_answer(rng):
    for _ in range(30):
        places, normals = rng.uniform(-2.4, 2.4, (2, 2)), rng.normal(size=(2, 2))
        widget = HiddenLines(places, normals, rng.integers(-4, 5, 3) / 2)
        agree(widget.values(), truth(widget.state()))


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"places": [(1, 2)]}, r"places must have shape \(2, 2\)"),
        ({"normals": [(1, 2, 3)] * 2}, r"normals must have shape \(2, 2\)"),
        ({"output": (1, 2)}, r"output must have shape \(3,\)"),
        ({"output": (1, 0.3, 0)}, "multiples of 0.5"),
        ({"output": (1, 2.5, 0)}, "from -2 to 2"),
        ({"labels": (1, 1)}, "labels must be 4 numbers"),
        ({"points": [(1, 2, 3)] * 4}, r"points must have shape \('N', 2\)"),
    ],
)
def test_bad_input_is_refused(kwargs, message):
    with pytest.raises(ValueError, match=message):
        HiddenLines(**kwargs)
