"""Points drawn as digits."""

import numpy as np
import pytest

from mlviz.plots.components import glyphs


def test_each_digit_has_its_own_glyph_and_all_points_are_drawn(rng):
    points, digits = rng.normal(size=(60, 2)), np.arange(60) % 10
    ax = glyphs(points, digits, xlabel="z")
    assert len(ax.collections) == 10
    drawn = np.vstack([c.get_offsets() for c in ax.collections])
    np.testing.assert_allclose(drawn, points[np.argsort(digits, kind="stable")])
    paths = {c.get_paths()[0].vertices.tobytes() for c in ax.collections}
    assert len(paths) == 10
    assert ax.get_xlabel() == "z"


@pytest.mark.parametrize(
    ("points", "digits", "message"),
    [
        (np.zeros((3, 2)), [1, 2], r"digits must have shape \(3,\)"),
        (np.zeros((2, 2)), [1, 10], "from 0 to 9"),
        (np.zeros((2, 2)), [1, 0.5], "from 0 to 9"),
        (np.zeros((2, 3)), [1, 2], r"shape \(N, 2\)"),
    ],
)
def test_bad_input_is_refused(points, digits, message):
    with pytest.raises(ValueError, match=message):
        glyphs(points, digits)
