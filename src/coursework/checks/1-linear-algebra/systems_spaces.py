"""Checks of the exercises on systems: affine sets, bases, rank, what a layer cannot see."""

from itertools import product

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import COMPLEMENT
from coursework.registry import check
from mlmath.linalg.elimination import null_space_by_elimination


@check(
    points=1,
    hints=[
        "Affine: with any two of its points the whole line through them. Subspace: also zero.",
        "Does the set hold the origin? Does the line through two of its points ever leave it?",
        "The answers of an equation form an affine set, whatever stands on its right.",
    ],
    notice="A bias does just that: it shifts a plane off the origin.",
)
def affine(answer):
    """Which set is affine and no subspace."""
    given(answer).chooses(
        "b",
        {
            "a": "This one holds the origin and all mixtures: it is a subspace.",
            "c": "The line through two points of a sphere leaves it at once.",
            "d": "Follow the line through two points backwards: it leaves the set on one side.",
        },
    )


@check(
    points=2,
    hints=[
        "Choose a basis in which the mirror is simple: v stays, what is at right angles flips.",
        "The matrix is B diag(1, -1) B^-1 with the columns v and (-v2, v1) in B.",
        "Start with `B = np.array([[v[0], -v[1]], [v[1], v[0]]])`.",
    ],
    notice="Determinant -1 and trace 0, whatever the line: they belong to the map, not the basis.",
)
def mirror(answer):
    """The mirror at a line, by change of basis."""
    lines = [rng.uniform(0.5, 2, 2) * rng.choice([-1, 1], 2) * [1, 2] for rng in trials(5)]
    for v in [*lines, np.array([0, 2]), np.array([-3.0, 0.0]), np.array([1, 3])]:
        B = np.array([[v[0], -v[1]], [v[1], v[0]]])
        D, inverse = np.diag([1, -1]), np.linalg.inv(B)
        onto = np.outer(v, v) / (v @ v)
        expect(answer, v).equals(
            2 * onto - np.eye(2),
            mistakes={
                "The length of v must cancel: B^-1 is not the transpose here.": B @ D @ B.T,
                "The order is B diag B^-1: coordinates first, then back.": inverse @ D @ B,
                "This mirrors at the line at right angles to v.": np.eye(2) - 2 * onto,
                "This turns by 180 degrees: only one of the two directions flips.": -np.eye(2),
                "This drops the plane onto the line; a mirror goes as far to the other side.": onto,
                "The change back is missing: that is the map in coordinates.": D,
                "Integers cut off the decimals of B^-1.": B @ D @ inverse.astype(v.dtype),
                "The last factor, B^-1, is missing.": B @ D,
                "The first factor, B, is missing.": D @ inverse,
                "v needs length 1 in this formula: divide by v @ v.": 2 * np.outer(v, v)
                - np.eye(2),
                "Nothing flips: the diagonal is 1 and -1.": np.eye(2),
            },
        )


@check(
    points=1,
    hints=[
        "Try every matrix: nine entries, each 0 or 1.",
        "The rank is the number of pivots: `len(row_reduce(M)[1])`.",
        "`bits = np.arange(512)[:, None] >> np.arange(9) & 1` holds one matrix in each row.",
    ],
    notice="Random real numbers almost always give full rank; zeros and ones often do not.",
)
def rank_two(answer):
    """The share of zero-one matrices of rank 2."""
    every = np.array(list(product((0, 1), repeat=9))).reshape(-1, 3, 3)
    count = np.bincount(np.linalg.matrix_rank(every), minlength=4)
    given(answer).equals(
        count[2] / 512,
        mistakes={
            "That counts all singular matrices; rank 0 and 1 are not asked.": count[:3].sum() / 512,
            "That is the share with rank 1.": count[1] / 512,
            "That is the example, with two rows and columns.": 0.375,
            "That is the share with rank 3.": count[3] / 512,
            "That is how many there are; divide by 512.": count[2],
            "That is the share in percent; a number between 0 and 1 is asked.": count[2] / 5.12,
            "That is rank 2 or more.": count[2:].sum() / 512,
            "That is the share among the singular ones; divide by 512.": count[2] / count[:3].sum(),
            COMPLEMENT.says: 1 - count[2] / 512,
        },
        rtol=1e-3,
    )


@check(
    points=2,
    hints=[
        "Split y - x into a part that the layer sees and one that it does not.",
        "With N = four_subspaces(W)['null'] the coordinates of the unseen part are N^T (y - x).",
        "Return x plus N times these coordinates.",
    ],
    notice="What is left of y - x lies in the row space: just what the layer would notice.",
)
def disguise(answer):
    """The picture nearest y with the answers of x."""
    silent = np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]])  # a neuron that reads nothing
    shapes = [(2, 5), (3, 4), (1, 6), (4, 7), None]
    for rng, shape in zip(trials(5), shapes, strict=True):
        W = rng.normal(size=shape) if shape else silent
        n = W.shape[1]
        x, y = rng.normal(size=n), rng.normal(size=n)
        seen = np.linalg.pinv(W) @ W
        unseen = np.eye(n) - seen
        expect(answer, W, x, y).equals(
            x + unseen @ (y - x),
            condition=100 * np.linalg.cond(W) if shape else 1e3,
            mistakes=_undisguised(x, y, seen, unseen, null_space_by_elimination(W)),
        )


def _undisguised(x, y, seen, unseen, slanted):
    return {
        "This has the answers of y: add the part in the null space.": x + seen @ (y - x),
        "Only the change is returned; add it to x.": unseen @ (y - x),
        "It starts from y; start from x.": y + unseen @ (y - x),
        "The change goes away from y: it is y - x.": x - unseen @ (y - x),
        "The part of y alone is added; take that of y - x.": x + unseen @ y,
        "That is y itself, and its answers are others.": y,
        "That is x itself, as far from y as before.": x,
        "The part of x in the row space is lost.": unseen @ y,
        "N N^T needs unit vectors at right angles, as four_subspaces gives them.": x
        + slanted @ (slanted.T @ (y - x)),
        "Half way is not as near as possible.": x + unseen @ (y - x) / 2,
    }
