"""Things in trays, moved in Chromium: matrix and counts agree with mlmath."""

import numpy as np
import pytest

from mlmath.sets.counting import bell, permutations, stirling
from mlmath.sets.relations import classes, is_equivalence, partitions
from mlviz.widgets.partition import Partition
from tests.mlviz.widgets.moving import agree, drag, moves, ready, shown


def truth(trays):
    n, blocks = len(trays), classes(range(len(trays)), lambda i: trays[i])
    matrix = [[int(j in blocks[trays[i]]) for j in range(n)] for i in range(n)]
    return {
        "blocks": len(blocks),
        "pairs": sum(len(block) ** 2 for block in blocks.values()),
        "matrix": matrix,
        "same_number": stirling(n, len(blocks)),
        "all": bell(n),
        "placings": permutations(n, len(blocks)),
    }


@pytest.mark.parametrize("trays", [(2, 2, 0, 4, 0), (3, 5, 2, 2, 0, 1)])
def test_the_page_counts_as_mlmath_does(open_page, rng, trays):
    page = ready(open_page([Partition(trays)]))
    for _ in moves(page, rng, count=72):
        state, values = shown(page)
        agree(values, truth(state["trays"]))
        ones = {(int(i), int(j)) for i, j in np.argwhere(values["matrix"])}
        assert is_equivalence(ones, range(len(trays)))


def test_keys_move_one_tray_and_stop_at_the_ends(open_page):
    page = ready(open_page([Partition((2, 2, 0, 4, 0))]))
    page.locator(".mlv-handle").first.focus()
    seen = []
    for key in ["ArrowUp", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowDown"]:
        page.keyboard.press(key)
        seen.append(shown(page)[0]["trays"][0])
    assert seen == [1, 1, 0, 0, 1]
    words = "{a} {b} {c, e} {d} · blocks: 4 · ones: 7 of 25"
    assert page.locator(".mlv-read").inner_text().startswith(words)
    assert page.problems == []


def test_exchanged_trays_give_the_same_matrix(open_page):
    page = ready(open_page([Partition((0, 0, 1))]))
    before = shown(page)[1]["matrix"]
    for i in range(3):
        drag(page, page.locator(".mlv-handle").nth(i), 0, 0)
        page.keyboard.press("ArrowUp" if i == 2 else "ArrowDown")
        page.locator(".mlv-handle").nth(i).press("ArrowUp" if i == 2 else "ArrowDown")
    state, values = shown(page)
    assert state["trays"] == [2, 2, 0]
    assert values["matrix"] == before


@pytest.mark.parametrize("n", [2, 3, 6])
def test_each_partition_is_laid_as_often_as_is_said(n):
    laid = sum(
        Partition([next(k for k, b in enumerate(blocks) if i in b) for i in range(n)]).values()[
            "placings"
        ]
        for blocks in partitions(range(n))
    )
    assert laid == n**n


def test_bad_input_is_refused():
    for trays, message in [
        ([0], "2 to 6 things, got 1"),
        ([0] * 7, "2 to 6 things, got 7"),
        ([0, 2], "whole number from 0 to 1"),
        ([0, 0.5], "whole number from 0 to 1"),
        ([0, -1], "whole number from 0 to 1"),
        ([[0, 1]], "trays must have 1 ax"),
        ([0, float("nan")], "NaN or infinite"),
    ]:
        with pytest.raises(ValueError, match=message):
            Partition(trays)
