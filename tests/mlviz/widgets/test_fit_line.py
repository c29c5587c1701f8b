"""Points and their line, moved in Chromium: their numbers agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.least_squares import least_squares_qr
from mlmath.linalg.projection import leverage
from mlviz.widgets.fit_line import FitLine
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def line_truth(state, point):
    x, y = np.array(state["points"]).T
    A = np.column_stack([x, np.ones_like(x)])
    slope, intercept = least_squares_qr(A, y)
    errors = y - A @ [slope, intercept]
    truth = {"slope": slope, "intercept": intercept, "squares": errors @ errors}
    return truth | {"residual": errors[point], "leverage": leverage(A)[point]}


def test_fit_line(open_page, rng):
    page = ready(open_page([FitLine()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, line_truth(state, values["point"]))


def test_points_above_each_other_determine_no_line(open_page):
    page = ready(open_page([FitLine([[2, 1], [2.1, 3]])]))
    page.locator(".mlv-handle").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    assert shown(page)[1]["slope"] is None
    assert "no line" in page.locator(".mlv-read").inner_text()


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[1, 2]], "2 to 40 points"),
        ([[1, 2, 3]] * 3, r"points must have shape \('N', 2\)"),
        ([], "points must have 2 axes"),
    ],
)
def test_bad_input_is_refused(points, message):
    with pytest.raises(ValueError, match=message):
        FitLine(points)


def test_a_vertical_cloud_has_a_still(static):
    bundle = FitLine([[1, 2], [1, 3]])._repr_mimebundle_()
    assert "no line is determined" in bundle["text/plain"]
