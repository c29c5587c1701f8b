"""Circle to ellipse, moved in Chromium: its numbers agree with mlmath."""

import numpy as np
import pytest

from mlmath.linalg.svd import condition_number, svd
from mlviz.widgets.circle_to_ellipse import CircleToEllipse
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def check(state, values):
    A, step = np.array(state["matrix"]), state["step"]
    U, (s1, s2), Vt = svd(A)
    agree(values, {"sigma1": s1, "sigma2": s2, "kappa": condition_number(A)})
    v, u = (
        np.array([np.cos(t), np.sin(t)]) for t in np.radians([values["angle_v"], values["angle_u"]])
    )
    agree({"u": A @ v}, {"u": s1 * u})
    if s1 - s2 > 1e-3:
        assert abs(abs(v @ Vt[0]) - 1) < 1e-6
        assert abs(abs(u @ U[:, 0]) - 1) < 1e-6
    M = np.array(values["map"])
    if step <= 1:
        agree({"I": M.T @ M}, {"I": np.eye(2)})
    if step in (1, 2):
        agree({"M": np.abs(M @ v)}, {"M": [[1, 0], [s1, 0]][int(step) - 1]})
    if step == 3:
        agree({"M": M}, {"M": A})


def test_columns_are_dragged_at_every_step(open_page, rng):
    page = ready(open_page([CircleToEllipse()]))
    slider, steps = page.locator(".mlv-slide input"), set()
    for k in moves(page, rng, 40):
        check(*shown(page))
        slider.fill(str([0, 10, 20, 30, int(rng.integers(31))][k % 5]))
        check(*shown(page))
        steps.add(shown(page)[0]["step"])
    assert {0, 1, 2, 3} <= steps


def test_keys_move_the_step(open_page):
    page = ready(open_page([CircleToEllipse()]))
    page.locator(".mlv-slide input").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page)[0]["step"] == 0.1
    assert "Vᵀ turns" in page.locator(".mlv-read").inner_text()


@pytest.mark.parametrize(
    "matrix",
    [
        [[0, 0], [0, 0]],
        [[1, 2], [2, 4]],
        [[0, 1], [1, 0]],
        [[2, 0], [0, 2]],
        [[0.3, 0.9], [0.1, 0.3]],
    ],
)
@pytest.mark.parametrize("step", [0.5, 1, 1.5, 2, 2.5, 3])
def test_special_matrices(open_page, matrix, step):
    widget = CircleToEllipse(matrix, step)
    page = ready(open_page([widget]))
    _, values = shown(page)
    agree(
        values,
        {k: np.array(v, float) if v is not None else None for k, v in widget.values().items()},
    )
    assert page.locator(".mlv-read").inner_text() == widget.words()


def test_a_mirror_is_named_and_no_ratio_given_where_the_plane_is_flat():
    assert "U mirrors" in CircleToEllipse([[0, 1], [1, 0.5]], 3).words()
    assert "κ = –" in CircleToEllipse([[1, 2], [2, 4]]).words()
    np.testing.assert_allclose(CircleToEllipse([[1, 2], [3, 1]], 3).map(), [[1, 2], [3, 1]])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([[1, 2, 3], [1, 2, 3]],), r"matrix must have shape \(2, 2\)"),
        (([[1, 0], [0, 1]], 3.5), "step must lie between 0 and 3"),
    ],
)
def test_bad_input_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        CircleToEllipse(*args)
