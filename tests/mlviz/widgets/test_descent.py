"""Descent on a landscape, moved in Chromium: its numbers agree with the tape."""

import json

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlviz.widgets.descent import LANDSCAPES, DescentMap
from tests.mlviz.widgets.moving import agree, ready, shown

GRADIENTS = {
    "bowl": (lambda p: (p * p).sum() / 2),
    "valley": (lambda p: (p * p * np.array([1.0, 10.0])).sum() / 2),
    "saddle": (lambda p: (p * p * np.array([1.0, -1.0])).sum() / 2),
    "wells": (lambda p: (p[0] * p[0] - 2) ** 2 / 4 + p[1] * p[1] / 2 + 0.3 * p[0]),
}


def descent_truth(state, steps):
    """The same descent with gradients from the tape."""
    f, point = GRADIENTS[state["landscape"]], np.array(state["start"], dtype=float)

    def gradient(at):
        leaf = Tensor(at)
        f(leaf).backward()
        return leaf.grad

    for _ in range(steps):
        point = point - state["lr"] * gradient(point)
    slope = np.linalg.norm(gradient(point))
    return {"x": point[0], "y": point[1], "value": float(f(Tensor(point)).data), "slope": slope}


@pytest.mark.parametrize("landscape", list(GRADIENTS))
def test_descent_map(open_page, rng, landscape):
    page = ready(open_page([DescentMap(steps=25)]))
    page.locator("select").select_option(landscape)
    plane, slider = page.locator(".mlv-plane"), page.locator(".mlv-slide input")
    states = set()
    for k in range(20):
        if k % 2:
            slider.fill(str(rng.integers(16)))
        else:
            spot = {"x": int(rng.integers(5, 470)), "y": int(rng.integers(5, 390))}
            plane.click(position=spot)
        state, values = shown(page)
        agree(values, descent_truth(state, values["steps"]))
        assert values["gone"] == (np.hypot(values["x"], values["y"]) > 1e6)
        assert values["steps"] == 25 or values["gone"]
        states.add(json.dumps(state))
    assert len(states) >= 15
    assert page.problems == []


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_of_the_landscapes(rng, name):
    _, f, gradient = LANDSCAPES[name]
    for x, y in rng.uniform(-2, 2, size=(10, 2)):
        h = 1e-5
        slopes = [(f(x + h, y) - f(x - h, y)) / 2 / h, (f(x, y + h) - f(x, y - h)) / 2 / h]
        np.testing.assert_allclose(gradient(x, y), slopes, atol=1e-8)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("canyon",), "'canyon' is none of"),
        (("bowl", [0, 0], -1), "lr must be above 0"),
        (("bowl", [0, 0], 1, 0), "steps 1 to 500"),
        (("bowl", [0]), r"start must have shape \(2,\)"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        DescentMap(*args)
