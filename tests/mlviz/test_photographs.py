"""Photographs two by two."""

import numpy as np
import pytest

from mlviz.plots.photographs import photographs


def shown(fig):
    return [ax.get_images()[0].get_array() for ax in fig.axes]


@pytest.mark.parametrize("shape", [(2, 5, 7), (2, 5, 7, 3)])
def test_each_pixel_is_shown_in_32_steps(rng, shape):
    stack = rng.uniform(-0.2, 1.2, size=shape)
    fig = photographs(stack, titles=["one", "two"])
    assert [ax.get_title() for ax in fig.axes] == ["one", "two"]
    for image, picture in zip(shown(fig), stack, strict=True):
        assert np.abs(image - np.clip(picture, 0, 1)).max() <= 0.5 / 31 + 1e-12
        np.testing.assert_allclose(31 * image, np.round(31 * image), atol=1e-9)


@pytest.mark.parametrize("count", [3, 4, 5])
def test_more_than_two_stand_in_rows_of_two_all_of_one_size(count):
    fig = photographs(np.zeros((count, 4, 6)), titles=list("abcde")[:count])
    boxes = [ax.get_position() for ax in fig.axes]
    assert len({round(box.width, 6) for box in boxes}) == 1
    assert len({round(box.x0, 6) for box in boxes}) == 2
    assert len({round(box.y0, 6) for box in boxes}) == (count + 1) // 2


def test_black_is_0_and_white_is_1():
    fig = photographs([np.full((4, 6), 0.25)], titles=["grey"], steps=5)
    assert fig.axes[0].get_images()[0].get_clim() == (0, 1)
    np.testing.assert_array_equal(shown(fig)[0], 0.25)


@pytest.mark.parametrize(
    ("pictures", "titles", "message"),
    [
        (np.ones((4, 6)), ["a"], r"need shape \(N, H, W\)"),
        (np.ones((1, 4, 6, 2)), ["a"], r"need shape \(N, H, W\)"),
        (np.ones((2, 4, 6)), ["a"], "2 pictures, but 1 titles"),
    ],
)
def test_bad_input_is_refused(pictures, titles, message):
    with pytest.raises(ValueError, match=message):
        photographs(pictures, titles=titles)
