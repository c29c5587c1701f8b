"""Arrays as cells: every entry has its place, repetitions are marked, bad input is refused."""

import numpy as np
import pytest

from mlviz.plots.arrays import broadcast, cells, noted, place, shared, side_by_side, size, stretched


def numbers(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (2, 3, 4)])
def test_every_entry_has_a_cell_of_its_own(shape):
    A = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    ax = cells(A)
    assert numbers(ax) == [str(k) for k in range(A.size)]
    corners = {patch.get_xy() for patch in ax.patches}
    assert corners == {place(index, shape) for index in np.ndindex(shape)}
    assert len(corners) == A.size
    width, height = size(A)
    assert max(x for x, _ in corners) == width - 1
    assert max(y for _, y in corners) == height - 1


def test_rows_go_down_and_columns_to_the_right():
    assert place((0, 2), (3, 4)) == (2, 0)
    assert place((2, 0), (3, 4)) == (0, 2)
    assert place((1, 0, 0), (2, 3, 4)) == (0, 3.5)


def test_each_axis_has_its_name():
    ax = cells(np.zeros((2, 2, 3)), axes=True)
    assert {t for t in numbers(ax) if t.startswith("axis")} == {"axis 0", "axis 1", "axis 2"}


def test_picked_and_copied_cells_look_different():
    picked, copied = [True, False, False], [False, False, True]
    ax = cells([1, 2, 3], picked=picked, copied=copied)
    faces = {patch.get_facecolor() for patch in ax.patches}
    assert len(faces) == 3
    assert [patch.get_linestyle() for patch in ax.patches] == ["-", "-", "--"]


@pytest.mark.parametrize(
    ("shape", "to"), [((3, 1), (3, 4)), ((4,), (3, 4)), ((), (2,)), ((2, 1, 4), (2, 3, 4))]
)
def test_stretched_marks_all_but_the_array_itself(shape, to):
    A = np.arange(1, np.prod(shape, dtype=int) + 1).reshape(shape)
    full, copied = stretched(A, to)
    np.testing.assert_array_equal(full, np.broadcast_to(A, to))
    assert full[~copied].tolist() == A.ravel().tolist()


def test_a_broadcast_sum_shows_three_arrays_and_their_shapes():
    fig = broadcast([[10], [20]], [1, 2, 3])
    drawn = fig.axes[::2]
    assert [ax.get_title() for ax in drawn] == ["(2, 1)", "(3,)", "(2, 3)"]
    assert numbers(drawn[2]) == ["11", "12", "13", "21", "22", "23"]
    assert sum(patch.get_linestyle() == "--" for patch in drawn[0].patches) == 4


def test_names_see_their_places_in_memory():
    ax = shared(np.arange(6), {"A": range(6), "column": [1, 4]})
    dots = [line.get_xdata() for line in ax.lines if line.get_marker() == "o"]
    assert [list(x) for x in dots] == [[0.5, 1.5, 2.5, 3.5, 4.5, 5.5], [1.5, 4.5]]


def test_notes_stand_under_their_lines():
    texts = {t.get_text(): t.get_position()[1] for t in noted(["a", "b", "c"], {1: "why"}).texts}
    assert texts["a"] < texts["b"] < texts["↳ why"] < texts["c"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cells(np.zeros((1, 1, 1, 1))), "at most 3 axes"),
        (lambda: cells(np.zeros(101)), "100 entries"),
        (lambda: cells([1, 2], picked=[True]), r"picked must have shape \(2,\)"),
        (lambda: broadcast([1, 2], [1, 2, 3]), "shape mismatch"),
        (lambda: side_by_side([([1], {})], ["+"]), "1 arrays need 0 signs"),
        (lambda: noted(["a"], {1: "b"}), "there is no line 1"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
