"""The Rayleigh quotient, turned in Chromium: its numbers agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.eigen import rayleigh_quotient
from mlmath.linalg.symmetric import symmetric_eigen
from mlviz.widgets.rayleigh import RayleighQuotient
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def truth(matrix, angle):
    A, turn = np.array(matrix), np.radians(angle)
    x, w = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    largest, smallest = symmetric_eigen(A)[0]
    ends = {"largest": largest, "smallest": smallest}
    return ends | {"quotient": rayleigh_quotient(A, x), "across": w @ A @ x}


def test_rayleigh_quotient(open_page, rng):
    matrix = [[1.0, -0.7], [-0.7, -0.5]]
    page = ready(open_page([RayleighQuotient(matrix)]))
    for _ in moves(page, rng, count=60):
        state, values = shown(page)
        agree(values, truth(matrix, state["angle"]))
        assert values["smallest"] <= values["quotient"] <= values["largest"]


def test_the_curve_holds_the_dot_and_has_the_eigenvalues_as_ends(open_page):
    page = ready(open_page([RayleighQuotient(angle=200)]))
    dot = page.locator(".mlv-plane > circle").last
    cx, cy = (float(dot.get_attribute(k)) for k in ("cx", "cy"))
    curves = page.locator(".mlv-plane path").evaluate_all(
        "all => all.map(e => e.getAttribute('d')).filter(d => d.length > 800)"
    )
    line = np.array([p.split() for p in curves[0][1:].split("L")], dtype=float)
    assert abs(np.interp(cx, *line.T) - cy) < 0.5
    np.testing.assert_allclose([line[:, 1].min(), line[:, 1].max()], [440, 530], atol=0.2)


def test_an_eigenvector_is_named(static):
    widget = RayleighQuotient([[1.0, 0.5], [0.5, 1.0]], angle=45)
    assert "x is nearly an eigenvector" in widget.words()
    assert "eigenvector" not in RayleighQuotient([[1.0, 0.5], [0.5, 1.0]], angle=30).words()
    agree(widget.values(), truth(widget.matrix, 45))


def test_a_round_form_has_a_still(static):
    assert RayleighQuotient([[1, 0], [0, 1]])._repr_mimebundle_()["image/png"]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="must be symmetric"):
        RayleighQuotient([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="must lie in -2 to 2"):
        RayleighQuotient([[2, 1], [1, 2]])
    with pytest.raises(ValueError, match=r"matrix must have shape \(2, 2\)"):
        RayleighQuotient([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ValueError, match="finite number of degrees"):
        RayleighQuotient(angle=float("nan"))
