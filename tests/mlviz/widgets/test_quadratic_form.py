"""The quadratic form, moved in Chromium: its matrix, shape and heights agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.eigen import rayleigh_quotient
from mlmath.linalg.lu import determinant
from mlmath.linalg.symmetric import definiteness, symmetric_eigen
from mlviz.widgets.quadratic_form import SHAPES, QuadraticForm
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def judge(state, values):
    A = np.array([[values["a"], values["b"]], [values["b"], values["c"]]])
    x = np.array(state["point"])
    eigenvalues, V = symmetric_eigen(A)
    np.testing.assert_allclose(
        eigenvalues, sorted([state["first"], state["second"]])[::-1], atol=1e-6
    )
    agree(values, {"det": determinant(A), "trace": np.trace(A)})
    agree(values, {"height": rayleigh_quotient(A, x) * (x @ x)})
    assert values["definiteness"] == definiteness(A)
    if state["first"] != state["second"]:
        axis = np.array([np.cos(np.radians(state["angle"])), np.sin(np.radians(state["angle"]))])
        own = V[:, int(state["first"] < state["second"])]
        assert abs(abs(axis @ own) - 1) < 1e-6


def test_quadratic_form(open_page, rng):
    page = ready(open_page([QuadraticForm()]))
    for _ in moves(page, rng):
        judge(*shown(page))


def test_sliders_go_through_all_shapes(open_page):
    page, seen = ready(open_page([QuadraticForm(angle=20)])), set()
    sliders = page.locator("input[type=range]")
    for first, second in [(14, 12), (14, 8), (14, 3), (8, 3), (2, 3), (8, 8), (3, 14)]:
        sliders.nth(0).fill(str(first))
        sliders.nth(1).fill(str(second))
        state, values = shown(page)
        judge(state, values)
        assert state["first"] == (first - 8) / 4
        seen.add(values["definiteness"])
        above, below = page.locator(".mlv-plane > g").first.locator("path").all()[:2]
        assert bool(above.get_attribute("d")) == (max(first, second) > 8)
        assert bool(below.get_attribute("d")) == (min(first, second) < 8)
    assert seen == {name for _, name in SHAPES.values()}
    assert page.problems == []


def test_level_lines_lie_at_their_heights(open_page):
    page = ready(open_page([QuadraticForm(2.0, -1.0, angle=25)]))
    _, values = shown(page)
    A = np.array([[values["a"], values["b"]], [values["b"], values["c"]]])
    group = page.locator(".mlv-plane > g").first
    assert group.get_attribute("transform") == "rotate(-25 200 200)"
    lines = group.locator("path").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    cos, sin = np.cos(np.radians(25)), np.sin(np.radians(25))
    for sign, line in zip((1, -1), lines, strict=False):
        x = np.array([p.split() for p in line.replace("M", "L").split("L")[1:]], dtype=float)
        x = (x - 200) / 200 * 3 * [1, -1] @ np.array([[cos, sin], [-sin, cos]])
        x = x[np.linalg.norm(x, axis=1) < 4]
        height = np.einsum("ki,ij,kj->k", x, A, x)
        assert len(x) > 300
        np.testing.assert_allclose(height, sign * np.round(np.abs(height)), atol=0.02)
        assert np.all(sign * height > 0.9)
    ends = np.array(lines[2].replace("M", " ").replace("L", " ").split(), dtype=float)
    ends = (ends.reshape(-1, 2) - 200) * [1, -1]
    np.testing.assert_allclose(2 * ends[:, 0] ** 2, ends[:, 1] ** 2, rtol=1e-3)


def test_python_names_the_same_shapes(static):
    for first, second in [(1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -2), (0, 0)]:
        widget = QuadraticForm(first, second, angle=-70)
        judge(widget.state(), widget.values())
        assert widget.values()["definiteness"] in widget.words()
        assert widget._repr_mimebundle_()["image/png"]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="must lie in -2 to 2"):
        QuadraticForm(3.0, 1.0)
    with pytest.raises(ValueError, match="must lie in -2 to 2"):
        QuadraticForm(float("nan"), 1.0)
    with pytest.raises(ValueError, match="finite number of degrees"):
        QuadraticForm(angle=float("inf"))
    with pytest.raises(ValueError, match=r"point must have shape \(2,\)"):
        QuadraticForm(point=[1, 2, 3])
