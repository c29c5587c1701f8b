"""Every helper draws what it was given, and refuses what cannot be drawn."""

import numpy as np
import pytest
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure

from mlviz.digest import digest
from mlviz.display import MIME, show
from mlviz.plots.canvas import canvas, numbers, row
from mlviz.plots.curves import curves, line_fit, training_curves
from mlviz.plots.distributions import bars, densities, histogram
from mlviz.plots.landscapes import contours, crowd, regions
from mlviz.plots.matrices import equation, images, matrix
from mlviz.plots.networks import graph, network
from mlviz.plots.planes import moved_grid, plane_grid, vectors
from mlviz.style import BLUE, ORANGE

NAN = float("nan")
X, Y = np.linspace(-1, 1, 4), np.linspace(0, 2, 3)
Z = np.add.outer(Y, X)
GOOD = {
    contours: ((X, Y, Z), {"path": [[0, 0], [1, 1]]}),
    regions: ((X, Y, Z > 1), {}),
    crowd: (([[0, 1], [2, 3], [1, 1]], [0, 1, 0]), {"names": ["a", "<b>"]}),
    vectors: (([[1, 2], [0, 0]],), {"labels": ["u", "0"]}),
    plane_grid: (([[1, 2], [0, 1]],), {}),
    moved_grid: ((lambda p: p**2 + 1,), {"size": 1}),
    matrix: (([[1, -2, 3], [0, 0, 1]],), {"rows": "ab", "columns": "xyz"}),
    equation: (([[[1, 2]], [3, 4], [11]], ["·", "="]), {"titles": ["a", "b", "c"]}),
    images: ((np.arange(24.0).reshape(2, 3, 4),), {"titles": ["a", "b"]}),
    histogram: (([1, 2, 2, 3],), {"density": ([1, 2], [0.5, 0.5])}),
    densities: (([0, 1, 2], {"p": [1, 2, 1], "q": [0, 1, 0]}), {}),
    bars: (([1, -2, 3], ["a", "b", "c"]), {"errors": [0.1, 0.1, 0.1], "fmt": "{:.1f}"}),
    curves: (([0, 1, 2], {"f": [1, NAN, np.inf], "g": [1, 2, 3]}), {"marks": True}),
    training_curves: (({"training": [3, 2, 1]},), {"every": 10}),
    line_fit: (([0, 1, 2], [1, 2, 2], 0.5, 1.0), {}),
    network: (([3, 2, 1],), {"weights": [np.ones((2, 3)), -np.ones((1, 2))], "names": "abc"}),
    graph: (([[0, 0], [1, 1], [0, 1]], [(0, 1), (1, 2)]), {"labels": "abc", "directed": True}),
}


@pytest.mark.parametrize("helper", GOOD, ids=lambda h: h.__name__)
def test_every_helper_draws_shows_and_repeats_itself(static, helper):
    args, options = GOOD[helper]
    texts = []
    for _ in range(2):
        bundle = show(helper(*args, **options), alt="x")._repr_mimebundle_()
        assert "<b>" not in bundle[MIME]
        texts.append(bundle["text/plain"])
    assert texts[0] == texts[1]
    assert len(texts[0].split("\n")) > 3


@pytest.mark.parametrize("helper", GOOD, ids=lambda h: h.__name__)
def test_read_only_and_strided_arrays_work_and_stay(helper):
    def frozen(value):
        if isinstance(value, np.ndarray):
            value = np.repeat(value, 2, axis=-1)[..., ::2]
            value.flags.writeable = False
        return value

    args, options = GOOD[helper]
    drawn = helper(*map(frozen, args), **{k: frozen(v) for k, v in options.items()})
    plain = helper(*args, **options)
    figures = (d if isinstance(d, Figure) else d.figure for d in (drawn, plain))
    assert len({digest(f, "x") for f in figures}) == 1


def test_moved_grid_sends_every_line_its_diagonal_and_the_origin():
    ax = moved_grid(lambda p: np.array([p[0] + 2 * p[1] + 1, p[1]]), size=2)
    assert len(ax.lines) == 2 * 5 + 1 + 2
    diagonal = next(line for line in ax.lines if line.get_linewidth() == 2).get_xydata()
    np.testing.assert_allclose(diagonal[:, 0], 3 * diagonal[:, 1] + 1)
    assert [line.get_xydata().tolist() for line in ax.lines[-2:]] == [[[1, 0]], [[0, 0]]]
    with pytest.raises(ValueError, match="f must keep the shape"):
        moved_grid(lambda p: p[:, :3])
    with pytest.raises(ValueError, match="NaN or infinite"):
        moved_grid(lambda p: p * NAN)


def test_numbers_on_the_canvas_are_those_given():
    ax = line_fit([0, 1, 2], [1, 2, 2], 0.5, 1.0)
    np.testing.assert_array_equal(ax.lines[1].get_xydata(), [[0, 1], [1, 2], [2, 2]])
    span = ax.lines[0].get_xdata()
    np.testing.assert_allclose(ax.lines[0].get_ydata(), 0.5 * span + 1)
    segments = [p.vertices[:, 1].tolist() for p in ax.collections[0].get_paths()]
    assert segments == [[1, 1], [1.5, 2], [2, 2]]


def test_rows_of_z_belong_to_y():
    ax = contours(X, Y, Z, levels=[1.0])
    line = [c for c in ax.collections if isinstance(c, ContourSet)][-1].get_paths()[0].vertices
    np.testing.assert_allclose(line.sum(axis=1), 1)


def test_grid_lines_are_images_of_grid_lines():
    A = np.array([[2.0, 1.0], [0.5, -1.0]])
    ax = plane_grid(A, size=1)
    got = {tuple(map(tuple, np.round(line.get_xydata(), 9))) for line in ax.lines}
    ends = [(k, -1, k, 1) for k in (-1, 0, 1)] + [(-1, k, 1, k) for k in (-1, 0, 1)]
    want = {tuple(map(tuple, (A @ np.reshape(e, (2, 2)).T).T)) for e in ends}
    assert got == want


def test_cells_are_written_and_shaded_by_sign():
    ax = matrix([[1.5, -2.0]])
    assert [t.get_text() for t in ax.texts] == ["1.5", "−2"]
    mesh = ax.collections[0]
    assert (mesh.norm.vmin, mesh.norm.vmax) == (-2, 2)


def test_weights_are_told_apart_by_colour_and_dashes():
    ax = network([2, 1], weights=[[[1.0, -0.5]]])
    lines = ax.collections[0]
    assert [tuple(np.round(c, 2)) for c in lines.get_colors()] == [
        tuple(np.round([*(int(h[i : i + 2], 16) / 255 for i in (1, 3, 5)), 1], 2))
        for h in (BLUE, ORANGE)
    ]
    assert len(set(map(str, lines.get_linestyles()))) == 2


def test_a_given_canvas_is_used():
    ax = canvas()
    assert curves([0, 1], {"f": [0, 1]}, ax=ax) is ax
    assert len(row(3)) == 3


BAD = [
    (contours, (X, Y, Z.T), {}, r"z must have shape \(3, 4\)"),
    (contours, (X, Y, 0 * Z), {}, "everywhere"),
    (contours, (X, Y, Z + NAN), {}, "NaN or infinite"),
    (contours, (X, Y, Z), {"path": [1, 2]}, "path must have 2 axes"),
    (regions, (X, Y, Z.T), {}, "classes must have shape"),
    (crowd, ([[0, 1]], [0, 1]), {}, r"labels must have shape \(1,\)"),
    (crowd, (np.ones((6, 2)), range(6)), {}, "at most 5"),
    (crowd, ([[0, 1, 2]],), {}, r"shape \(N, 2\)"),
    (vectors, ([[1, 2]],), {"labels": []}, "1 vectors, but 0 labels"),
    (vectors, ([[NAN, 2]],), {}, "NaN or infinite"),
    (plane_grid, ([[1, 2, 3]],), {}, r"shape \(2, 2\)"),
    (matrix, (np.ones((30, 30)),), {}, "at most 400"),
    (matrix, ([[1, 2]],), {"columns": ["x"]}, "names"),
    (matrix, ([],), {}, "empty"),
    (matrix, (["a"],), {}, "array of numbers"),
    (equation, ([[1], [2]], []), {}, "need 1 signs"),
    (images, (np.ones((65, 2, 2)),), {}, "at most 64"),
    (images, (np.ones((2, 2, 2)),), {"titles": ["a"]}, "1 titles"),
    (histogram, ([],), {}, "empty"),
    (densities, ([0, 1], {"p": [1, 2, 3]}), {}, "lengths differ"),
    (bars, ([1, 2], ["a"]), {}, "lengths differ"),
    (bars, ([1, 2],), {"errors": [1]}, "lengths differ"),
    (curves, ([0, 1], {}), {}, "0 curves"),
    (curves, ([0, 1], {"f": [1]}), {}, "lengths differ"),
    (training_curves, ({},), {}, "empty"),
    (line_fit, ([0, 1], [1], 1, 1), {}, "lengths differ"),
    (network, ([3],), {}, "two or more layers"),
    (network, ([3, 20],), {}, "1 to 16"),
    (network, ([3, 2],), {"weights": [np.ones((3, 2))]}, "do not join"),
    (network, ([3, 2],), {"values": [[1, 2], [1, 2]]}, "a layer of 3"),
    (graph, ([[0, 0]], [(0, 1)]), {}, "outside 0 to 0"),
    (row, (0,), {}, "at least one"),
]


@pytest.mark.parametrize(("helper", "args", "options", "message"), BAD)
def test_what_cannot_be_drawn_is_refused(helper, args, options, message):
    with pytest.raises(ValueError, match=message):
        helper(*args, **options)


def test_numbers_are_promoted_and_copied():
    given = np.array([1, 2])
    got = numbers(given, "x", 1)
    assert got.dtype == float
    assert not np.shares_memory(got, given)
