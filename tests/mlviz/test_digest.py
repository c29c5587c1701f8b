"""The digest says what was drawn, and does not hear the last bits."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from mlviz.digest import digest


def figure(draw):
    fig = Figure()
    draw(fig.subplots())
    return fig


def lines(draw, **options):
    return digest(figure(draw), "alt", **options).split("\n")[3:]


def test_first_lines_name_alt_size_and_axes():
    fig = figure(lambda ax: ax.set(title="T", xlabel="x (m)", ylabel="y"))
    assert digest(fig, "a wave").split("\n") == [
        "a wave",
        "figure 6 by 3.75 inches",
        "axes T | x (m) | y",
    ]


def test_a_line_gives_count_range_and_code():
    (line,) = lines(lambda ax: ax.plot([0, 1, 2], [3, -4, 5]))
    assert line.startswith("  Line2D 3: x 0 to 2, y -4 to 5, #")


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_last_bits_change_nothing(rng, scale):
    y = scale * rng.normal(size=500)
    noise = 1 + 4e-16 * rng.integers(-3, 4, size=500)
    assert lines(lambda ax: ax.plot(y)) == lines(lambda ax: ax.plot(y * noise))


def test_noise_around_zero_is_zero():
    assert "y 0 to 1," in lines(lambda ax: ax.plot([1.0, -3e-17]))[0]


def test_round_numbers_do_not_sit_on_a_border():
    for value in np.arange(0.0005, 2, 0.0635):
        near = [lines(lambda ax, v=v: ax.plot([v, 2.0]))[0] for v in (value, value * (1 - 2e-16))]
        assert near[0] == near[1], value


@pytest.mark.parametrize("index", [0, 57, 99])
def test_one_moved_point_changes_the_code(rng, index):
    y = rng.normal(size=100)
    moved = y.copy()
    moved[index] += 0.05
    assert lines(lambda ax: ax.plot(y)) != lines(lambda ax: ax.plot(moved))


def test_swapped_points_change_the_code():
    x, y = [0, 1, 2, 3], [0, 2, 1, 3]
    assert lines(lambda ax: ax.plot(x, x)) != lines(lambda ax: ax.plot(x, y))


def test_nan_and_infinity_are_counted():
    (line,) = lines(lambda ax: ax.plot([1, np.nan, np.inf, 2]))
    assert "y 1 to 2 (2 not finite)" in line
    (line,) = lines(lambda ax: ax.plot([np.nan, np.nan]))
    assert "y none (2 not finite)" in line


def test_noisy_keeps_kinds_and_counts_only():
    assert lines(lambda ax: ax.plot([1e-16, 3e-17]), noisy=True) == ["  Line2D 2"]


KINDS = {
    "scatter": lambda ax, a: ax.scatter(a, a),
    "bar": lambda ax, a: ax.bar([0, 1, 2], a),
    "hist": lambda ax, a: ax.hist(np.repeat(a, 3), bins=5),
    "imshow": lambda ax, a: ax.imshow(np.outer(a, a)),
    "pcolormesh": lambda ax, a: ax.pcolormesh(np.outer(a, a)),
    "contour": lambda ax, a: ax.contour(np.add.outer(a, a)),
    "quiver": lambda ax, a: ax.quiver([0, 1, 2], [0, 0, 0], a, a),
    "fill_between": lambda ax, a: ax.fill_between([0, 1, 2], a),
    "vlines": lambda ax, a: ax.vlines(a, 0, 1),
    "stem": lambda ax, a: ax.stem(a),
    "errorbar": lambda ax, a: ax.errorbar([0, 1, 2], a, yerr=a),
    "polygon": lambda ax, a: ax.fill(a, a**2),
    "text": lambda ax, a: ax.text(0, 0, str(a)),
    "annotate": lambda ax, a: ax.annotate("here", (a[0], a[1]), (0, 0)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_artist_is_read_back(kind):
    draw = KINDS[kind]
    one = lines(lambda ax: draw(ax, np.array([1.0, 2.0, 4.0])))
    same = lines(lambda ax: draw(ax, np.array([1.0, 2.0, 4.0])))
    other = lines(lambda ax: draw(ax, np.array([1.0, 2.5, 4.5])))
    assert one == same
    assert one != other


def test_many_artists_of_one_kind_share_a_line():
    (line,) = lines(lambda ax: [ax.plot([k, k], [0, 1]) for k in range(9)])
    assert line.startswith("  9 Line2D 18: x 0 to 8, y 0 to 1, #")


def test_a_legend_is_read():
    def draw(ax, word):
        ax.plot([0, 1], label=word)
        ax.legend()

    assert lines(lambda ax: draw(ax, "one")) != lines(lambda ax: draw(ax, "two"))


def test_three_dimensions_are_read():
    def of(z):
        fig = Figure()
        fig.add_subplot(projection="3d").plot([0, 1], [0, 1], z)
        return digest(fig, "alt")

    assert of([0, 1]) != of([0, 2])
