"""Two vectors, moved in Chromium: their numbers agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.norms import angle, cosine_similarity, norm2
from mlmath.linalg.projection import project_on_line
from mlviz.widgets.vectors import TwoVectors
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def vectors_truth(state):
    u, v = np.array(state["u"]), np.array(state["v"])
    if not (u.any() and v.any()):
        return {"dot": u @ v, "cosine": None, "angle": None}
    return {
        "dot": u @ v,
        "norm_u": norm2(u),
        "norm_v": norm2(v),
        "cosine": cosine_similarity(u, v),
        "angle": np.degrees(angle(u, v)),
        "projection": project_on_line(u, v),
    }


def test_two_vectors(open_page, rng):
    page = ready(open_page([TwoVectors()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, vectors_truth(state))


def test_a_zero_vector_has_no_angle_and_no_projection(open_page):
    page = ready(open_page([TwoVectors(u=[1, 2], v=[0.1, 0])]))
    page.locator(".mlv-handle").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    _, values = shown(page)
    assert (values["angle"], values["projection"], values["dot"]) == (None, None, 0)
    assert "no angle" in page.locator(".mlv-read").inner_text()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"u must have shape \(2,\)"):
        TwoVectors([1, 2, 3])
