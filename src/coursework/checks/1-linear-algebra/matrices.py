"""Checks of the exercises on matrices."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import elementwise_for_matrix_product, mistake, transpose_for_inverse
from coursework.registry import check


@check(
    points=2,
    hints=[
        "Each row of X is one example, each row of W one neuron: every example meets every neuron.",
        "Neuron o answers example n with the dot product of X[n] and W[o], plus b[o].",
        "X has shape (N, D) and W has shape (O, D): the product X @ W.T has shape (N, O).",
    ],
    notice="One product does the work of N times O dot products; b is added to every row at once.",
)
def layer(answer):
    """A layer of neurons: square matrices first, where a wrong product runs without complaint."""
    for rng, square in zip(trials(6), [True, True, False, False, False, False], strict=True):
        n, d, o = (3, 3, 3) if square else rng.permutation([2, 3, 4])
        X, W, b = rng.normal(size=(n, d)), rng.normal(size=(o, d)), rng.normal(size=o)
        expect(answer, X, W, b).equals(
            X @ W.T + b,
            mistakes=[
                mistake("The bias b is not added.", X @ W.T),
                mistake("The bias b is subtracted; it is added.", X @ W.T - b),
                mistake("The bias b is multiplied with the result; it is added.", X @ W.T * b),
                mistake("Rows are neurons here: one row per example is asked.", (X @ W.T + b).T),
                mistake("W stands for its transpose: each row of W is one neuron.", _columns),
                mistake("The bias belongs to the neurons, not the examples.", _bias_by_example),
                elementwise_for_matrix_product(lambda X, W, b: X * W + b),
            ],
        )


def _columns(X, W, b):
    return X @ W + b


def _bias_by_example(X, W, b):
    return X @ W.T + b[:, None]


@check(
    points=3,
    hints=[
        "Undoing a map that scales areas by det A scales them by one over det A.",
        "Swap a and d, flip the signs of b and c, divide all four by ad - bc.",
        "Start with `(a, b), (c, d) = A` and `det = a * d - b * c`.",
    ],
    notice="The determinant stands below: a matrix that flattens the plane cannot be undone.",
)
def inverse_2x2(answer):
    """The inverse of a matrix with two rows and two columns."""
    with part(2, "matrices that have an inverse"):
        for rng in trials(5):
            A = rng.normal(size=(2, 2)) + 2 * np.eye(2)
            right = np.linalg.inv(A)
            expect(answer, A).equals(
                right, condition=np.linalg.cond(A), mistakes=_inverse_mistakes(A)
            )
    with part(1, "matrices that have none"):
        expect(answer, np.eye(2)).equals(np.eye(2))  # so that refusing everything earns nothing
        for rng in trials(2):
            A = np.outer(2 ** rng.integers(1, 6, size=2), 2 ** rng.integers(1, 6, size=2))
            expect(answer, A).raises(ValueError, "its determinant is 0")
            expect(answer, A / 8).raises(ValueError, "its determinant is 0")


def _inverse_mistakes(A):
    (a, b), (c, d) = A
    det, flipped = a * d - b * c, np.array([[d, -b], [-c, a]])
    return [
        mistake("The division by the determinant is missing.", flipped),
        mistake("It is multiplied by the determinant, not divided.", flipped * det),
        mistake("The determinant is ad - bc.", flipped / (a * d + b * c)),
        mistake("Swap a and d.", np.array([[a, -b], [-c, d]]) / det),
        mistake("Flip the signs of b and c.", np.array([[d, b], [c, a]]) / det),
        mistake("Swap a and d, not b and c.", np.array([[a, -c], [-b, d]]) / det),
        mistake("One over each entry undoes no matrix.", 1 / A),
        transpose_for_inverse(A.T),
    ]


@check(
    points=1,
    hints=[
        "Two maps commute if it does not matter which one goes first. Try it on the vector (1, 0).",
        "Which of these maps can be done in either order with your hand on the table?",
    ],
    notice="Angles add in either order, so turns of the plane commute; in space they do not.",
)
def commute(answer):
    """Which two maps of the plane always commute."""
    given(answer).chooses(
        "b",
        {
            "a": "Shear (1, 0) after a quarter turn and before it: it ends in different places.",
            "c": "Stretch x and then turn by 45 degrees: the long side lies along the diagonal. "
            "Turn first, and it lies along x.",
            "d": "One of the pairs does commute: look for the maps that only turn.",
        },
    )
