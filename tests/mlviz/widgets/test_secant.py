"""The secant, moved in Chromium: its slopes agree with mlmath."""

import numpy as np
import pytest

from mlmath.calculus.dual import derivative
from mlmath.numerics import forward_difference
from mlviz.widgets.secant import CURVES, SecantToTangent
from tests.mlviz.widgets.moving import agree, moves, ready, shown

FUNCTIONS = {"square": np.square, "sine": np.sin, "exponential": np.exp, "kink": np.abs}
RULED = {"square": lambda x: x * x, "sine": np.sin, "exponential": np.exp, "kink": np.abs}


def truth(curve, first, second):
    f, (low, high) = FUNCTIONS[curve], CURVES[curve][3]
    x, z = np.clip([first, second], low, high)
    secant = (
        forward_difference(f, x, z - x) if z > x else forward_difference(f, z, x - z)
    )  # of the same line
    return {"x": x, "h": z - x, "secant": secant, "tangent": derivative(RULED[curve], x)}


@pytest.mark.parametrize("curve", list(CURVES))
def test_slopes(open_page, rng, curve):
    page = ready(open_page([SecantToTangent(curve, first=-0.7, second=1.1)]))
    met = 0
    for _ in moves(page, rng, count=40):
        state, values = shown(page)
        if values["h"] == 0:
            met += values["secant"] is None
        elif values["tangent"] is not None:
            agree(values, truth(**state))
    assert met < 20


def test_points_that_meet_leave_the_tangent_alone(static):
    widget = SecantToTangent(first=0.5, second=0.5)
    assert widget.values() == {"x": 0.5, "h": 0.0, "secant": None, "tangent": 1.0}
    assert "only 0/0" in widget.words()
    assert widget._repr_mimebundle_()["image/png"]


def test_at_the_kink_there_is_no_tangent(static):
    widget = SecantToTangent("kink", first=0.0, second=-1.0)
    assert widget.values()["tangent"] is None
    assert widget.values()["secant"] == -1
    assert "no tangent at the kink" in widget.words()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="'cube' is none of"):
        SecantToTangent("cube")
    with pytest.raises(ValueError, match="must be finite"):
        SecantToTangent(first=float("nan"))
