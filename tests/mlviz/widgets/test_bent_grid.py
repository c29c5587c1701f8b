"""The bent grid, moved in Chromium: its Jacobian and determinant agree with mlmath."""

import numpy as np
import pytest

from mlmath.calculus.jacobian import jacobian
from mlmath.linalg.lu import determinant
from mlviz.widgets.bent_grid import MAPS, BentGrid
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def judge(state, values):
    p, h = np.array(state["point"]), state["side"]

    def F(w):
        return np.array(MAPS[state["map"]][0](w[0], w[1]))

    J = jacobian(F, p, method="complex")
    agree(values, dict(zip("abcd", J.ravel(), strict=True)) | {"det": determinant(J)})
    agree(values, dict(zip("uv", F(p), strict=True)))
    corners = h / 2 * np.array([[1, 1, -1, -1], [1, -1, 1, -1]])
    off = np.array([F(p + s) - F(p) - J @ s for s in corners.T])
    agree(values, {"gap": np.linalg.norm(off, axis=1).max() / h})


@pytest.mark.parametrize("name", list(MAPS))
def test_bent_grid(open_page, rng, name):
    page = ready(open_page([BentGrid()]))
    page.locator("select").select_option(name)
    for k in moves(page, rng):
        if k % 5 == 0:
            page.locator("input[type=range]").fill(str(k // 5 % 4))
        judge(*shown(page))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("crumple",), "map must be one of"),
        (("bend", [0, 0], 2), "side in"),
        (("bend", [0]), r"point must have shape \(2,\)"),
        (("bend", [2, 0]), "point must lie within"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        BentGrid(*args)
