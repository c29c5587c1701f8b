"""The rose, moved in Chromium: gradient and slopes agree with the tape and with differences."""

import numpy as np
import pytest

from mlmath.calculus.jacobian import directional_derivative, jacobian
from mlviz.widgets.directional_rose import LANDSCAPES, DirectionalRose
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def judge(state, values):
    height = LANDSCAPES[state["landscape"]][1]
    p, t = np.array(state["point"]), np.radians(state["angle"])

    def f(w):
        return height(w[0], w[1])

    g = jacobian(f, p, method="complex")
    slope = directional_derivative(f, p, [np.cos(t), np.sin(t)])
    agree(values, {"height": f(p), "gx": g[0], "gy": g[1], "slope": slope})
    agree(values, {"steepest": np.linalg.norm(g)})


@pytest.mark.parametrize("landscape", list(LANDSCAPES))
def test_directional_rose(open_page, rng, landscape):
    page = ready(open_page([DirectionalRose()]))
    page.locator("select").select_option(landscape)
    for _ in moves(page, rng):
        judge(*shown(page))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("canyon",), "'canyon' is none of"),
        (("valley", [0]), r"point must have shape \(2,\)"),
        (("valley", [2.5, 0]), "point must lie within"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        DirectionalRose(*args)
