"""Lines and planes of a system's rows lie where the rows hold."""

import numpy as np
import pytest

from mlviz.plots.systems import VIEW, cut, row_lines, row_planes


def test_points_of_a_line_satisfy_its_row():
    rng = np.random.default_rng(5)
    A, b = rng.normal(size=(3, 2)), rng.normal(size=3)
    lines = row_lines(A, b).lines
    assert len(lines) == 3
    for line, a, right in zip(lines, A, b, strict=True):
        assert np.allclose(a @ line.get_xydata().T, right)


def test_a_row_of_zeros_draws_no_line():
    assert len(row_lines([[0, 0], [1, 2]], [0, 3]).lines) == 1


def test_corners_of_a_plane_lie_on_it_and_on_the_cube():
    a = np.array([1.0, 2.0, -0.5])
    corners = cut(a, 1.5, 3.0)
    assert 3 <= len(corners) <= 6
    assert np.allclose(corners @ a, 1.5)
    assert np.allclose(np.abs(corners).max(axis=1), 3.0)


def test_corners_run_around_a_level_square():
    corners = cut(np.array([0.0, 0.0, 2.0]), 2.0, 3.0)
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    assert corners.shape == (4, 3)
    assert np.allclose(sides, 6.0)


@pytest.mark.parametrize(("a", "right"), [([0, 0, 0], 0), ([1, 0, 0], 5)])
def test_what_misses_the_cube_has_no_corners(a, right):
    assert cut(np.array(a, dtype=float), right, 3.0).shape == (0, 3)


def test_planes_and_point_are_drawn():
    ax = row_planes(np.eye(3), [1, 2, -1], point=[1, 2, -1])
    assert len(ax.patches) == 3
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert np.allclose(marks[0].get_xydata(), VIEW @ [1, 2, -1])


@pytest.mark.parametrize(
    ("draw", "A", "b"),
    [
        (row_lines, [[1, 2, 3]], [1]),
        (row_lines, [[1, 2]], [1, 2]),
        (row_planes, [[1, 2]], [1]),
        (row_planes, np.eye(3), [1, 2]),
    ],
)
def test_shapes_that_do_not_fit_are_refused(draw, A, b):
    with pytest.raises(ValueError, match="A must have shape"):
        draw(A, b)
