"""The plane under a matrix, moved in Chromium: its numbers agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.lu import determinant
from mlviz.widgets.plane import MatrixPlane
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def matrix_truth(state):
    A = np.array(state["matrix"])
    return {"det": determinant(A), "area": abs(determinant(A)), "trace": np.trace(A)}


def test_matrix_plane(open_page, rng):
    page = ready(open_page([MatrixPlane()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, matrix_truth(state))


def test_touch_moves_a_point_and_leaves_the_page_scrollable(open_page):
    page = ready(open_page([MatrixPlane()], has_touch=True, viewport={"width": 360, "height": 640}))
    handle = page.locator(".mlv-handle").first
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    before, _ = shown(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40)):
        point = [{"x": x + dx, "y": y - dx}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    after, values = shown(page)
    assert before != after
    agree(values, matrix_truth(after))
    assert handle.evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert page.locator(".mlv-plane").evaluate("e => getComputedStyle(e).touchAction") == "auto"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_labels_stay_in_the_picture_wherever_the_columns_are(open_page):
    for corner in ([4, 4], [-4, 4], [4, -4], [-4, -4]):
        page = ready(open_page([MatrixPlane([[corner[0], 0.5], [corner[1], 1.0]])]))
        plane = page.locator(".mlv-plane").bounding_box()
        box = page.locator(".mlv-plane text", has_text="Ae₁").bounding_box()
        assert plane["x"] <= box["x"]
        assert box["x"] + box["width"] <= plane["x"] + plane["width"]
        assert plane["y"] <= box["y"]
        assert box["y"] + box["height"] <= plane["y"] + plane["height"]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"matrix must have shape \(2, 2\)"):
        MatrixPlane([[1, 2, 3], [1, 2, 3]])
    with pytest.raises(ValueError, match="NaN or infinite"):
        MatrixPlane([[1, 2], [3, float("nan")]])
