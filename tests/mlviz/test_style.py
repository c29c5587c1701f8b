"""The palette: far apart for every kind of colour vision, and readable in both themes."""

from itertools import combinations

import numpy as np
import pytest

from mlviz.assets import static_text
from mlviz.style import DARK, LIGHT, theme_css

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Ottosson (2020): linear RGB to OKLab, where 0.02 is about a just noticeable difference.
TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
THEMES = {"light": LIGHT, "dark": DARK}
LINES = ["0", "1", "2", "3", "4"]
TEXT = ["ink", "muted", *LINES]
FAINT = [f"s{i}" for i in range(8)]
SIGNED = [f"d{i}" for i in range(11) if i != 5]


def linear(colour):
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def seen(colour, vision):
    rgb = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    return np.array(TO_LAB) @ np.cbrt(np.array(TO_CONES) @ rgb)


def contrast(a, b):
    low, high = sorted(linear(c) @ [0.2126, 0.7152, 0.0722] for c in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_lines_differ_for_every_kind_of_sight(theme, vision):
    names = [*LINES, "ink"]
    for a, b in combinations(names, 2):
        gap = np.linalg.norm(seen(THEMES[theme][a], vision) - seen(THEMES[theme][b], vision))
        assert gap > 0.12, (a, b, round(gap, 3))


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_lines_stand_out_from_paper(theme):
    table = THEMES[theme]
    for name in TEXT:
        assert contrast(table[name], table["paper"]) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES)
def test_lines_stand_out_from_faint_shades_and_ink_from_all_shades(theme):
    table = THEMES[theme]
    for shade in FAINT:
        for name in LINES:
            assert contrast(table[name], table[shade]) >= 3, (name, shade)
    for shade in FAINT + SIGNED:
        assert contrast(table["ink"], table[shade]) >= 4.5, shade


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_signs_of_a_matrix_differ_for_every_kind_of_sight(theme, vision):
    table = THEMES[theme]
    for k in range(3):
        a, b = seen(table[f"d{k}"], vision), seen(table[f"d{10 - k}"], vision)
        assert np.linalg.norm(a - b) > 0.06, k


def test_a_literal_means_one_variable():
    assert len(set(LIGHT.values())) == len(LIGHT)
    assert LIGHT.keys() == DARK.keys()


def test_the_style_sheet_holds_the_table():
    assert theme_css() in static_text("figures.css")
