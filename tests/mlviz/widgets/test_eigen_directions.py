"""A vector and its image, moved in Chromium: eigenvalues and directions agree with NumPy."""

import numpy as np
import pytest

from mlmath.linalg.eigen import rayleigh_quotient
from mlmath.linalg.norms import norm2
from mlviz.widgets.eigen_directions import EigenDirections
from tests.mlviz.widgets.moving import agree, moves, ready, shown

PRESETS = ["Stretch", "Symmetric", "Shear", "Turn", "Flatten"]


def truth(state):
    A, x = np.array(state["matrix"]), np.array(state["x"])
    values = sorted(np.linalg.eigvals(A), key=lambda v: (-v.real, -v.imag))
    one, two = ([v.real, v.imag] for v in values)
    y = A @ x
    turn = np.degrees(np.angle(complex(*y) / complex(*x)))
    shown = {"image": y, "stretch": norm2(y), "along": rayleigh_quotient(A, x)}
    return shown | {"turn": turn, "value1": one, "value2": two}


def kept(state, values):
    """Each direction named is kept by the matrix, and there are as many as there should be."""
    A = np.array(state["matrix"])
    for degrees in values["angles"]:
        v = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        w = A @ v
        assert abs(v[0] * w[1] - v[1] * w[0]) < 1e-6 * max(1, np.abs(A).max())
    assert len(values["angles"]) == (0 if values["value1"][1] else 2)


def test_eigen_directions(open_page, rng):
    page = ready(open_page([EigenDirections()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        assert np.hypot(*state["x"]) == pytest.approx(1)
        agree(values, truth(state))
        kept(state, values)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets(open_page, preset):
    page = ready(open_page([EigenDirections(lines=True)]))
    page.get_by_role("button", name=preset).click()
    state, values = shown(page)
    twin = EigenDirections(state["matrix"], state["x"], lines=True)
    mine = twin.values()
    assert values["angles"] == pytest.approx(mine.pop("angles"))
    agree(values, mine)
    assert page.locator(".mlv-read").inner_text() == twin.words()
    counts = {"Turn": 0, "Shear": 1}
    assert len(values["angles"]) == counts.get(preset, 2)


def test_the_directions_are_shown_when_asked(open_page):
    page = ready(open_page([EigenDirections()]))
    assert "directions" not in page.locator(".mlv-read").inner_text()
    page.get_by_role("button", name="Directions on/off").click()
    assert "directions 63° and 135°: λ = 2.00 and 0.50" in page.locator(".mlv-read").inner_text()


@pytest.mark.parametrize(
    ("matrix", "x", "says"),
    [
        ([[2, 0], [0, 2]], [1, 0], "every direction stays: λ = 2.00"),
        ([[1, 1], [0, 1]], [1, 0], "one direction only, 0°: λ = 1.00 twice"),
        ([[0, -1], [1, 0]], [1, 0], "no real direction: λ = 0.00 ± 1.00i"),
        ([[1, 1], [1, 1]], [1, -1], "Ax is zero: x is an eigenvector, eigenvalue 0"),
        ([[1, 2], [1, 0]], [1, -1], "parallel, reversed: Ax = −1.00 x"),
        ([[1, 2], [1, 0]], [2, 1], "parallel: Ax = 2.00 x"),
    ],
)
def test_what_is_said(open_page, matrix, x, says):
    widget = EigenDirections(matrix, x, lines=True)
    assert says in widget.words()
    page = ready(open_page([widget]))
    assert page.locator(".mlv-read").inner_text() == widget.words()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"matrix must have shape \(2, 2\)"):
        EigenDirections([[1, 2]])
    with pytest.raises(ValueError, match="x must not be zero"):
        EigenDirections(x=[0, 0])
