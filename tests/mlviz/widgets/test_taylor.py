"""Taylor polynomials, moved in Chromium: their values agree with mlmath."""

import numpy as np
import pytest

from mlmath.calculus.taylor import taylor_coefficients
from mlviz.widgets.taylor import CURVES, TaylorDegree
from tests.mlviz.widgets.moving import agree, moves, ready, shown

FUNCTIONS = {"sine": np.sin, "exponential": np.exp, "logarithm": np.log}


def truth(curve, centre, degree, probe):
    f, (here, there) = FUNCTIONS[curve], CURVES[curve][3:]
    a, x = np.clip(centre, *here), np.clip(probe, *there)
    c = taylor_coefficients(f, a, degree, radius=0.45 if curve == "logarithm" else 2.0, samples=256)
    p = np.polynomial.polynomial.polyval(x - a, c)
    return {"centre": a, "probe": x, "function": f(x), "polynomial": p, "error": abs(p - f(x))}


@pytest.mark.parametrize("curve", list(CURVES))
def test_values(open_page, rng, curve):
    page = ready(open_page([TaylorDegree(curve, centre=1.0, probe=1.5)]))
    slider = page.locator(".mlv-slide input")
    for k in moves(page, rng, count=40):
        if k % 4 == 3:
            slider.fill(str(rng.integers(7)))
        state, values = shown(page)
        agree(values, truth(**state))


@pytest.mark.parametrize("curve", list(CURVES))
def test_python_says_the_same(curve):
    widget = TaylorDegree(curve, centre=0.9, degree=5, probe=1.1)
    agree(widget.values(), truth(curve, 0.9, 5, 1.1))


def test_the_logarithm_gets_worse_beyond_its_radius():
    far = [TaylorDegree("logarithm", 1.0, n, 4.0).values()["error"] for n in (4, 8, 12)]
    near = [TaylorDegree("logarithm", 1.0, n, 1.5).values()["error"] for n in (4, 8, 12)]
    assert far[0] < far[1] < far[2]
    assert near[0] > near[1] > near[2]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="'cube' is none of"):
        TaylorDegree("cube")
    with pytest.raises(ValueError, match="from 0 to 12, got 13"):
        TaylorDegree(degree=13)
    with pytest.raises(ValueError, match="must be finite"):
        TaylorDegree(probe=float("inf"))
