"""Checks of the exercises on the perceptron: regions, weights set by hand, layers."""

from itertools import pairwise

import numpy as np

from coursework.expect import expect, fail, given, part, trials
from coursework.registry import check


@check(
    points=1,
    hints=[
        "How many regions do m lines make in general position?",
        "1 + m (m + 1) / 2 must be at least 100.",
        "m (m + 1) must be at least 198: try whole numbers near the root of 198.",
    ],
    notice="The number of regions grows like m squared over 2, not like 2 to the power m.",
)
def neurons(answer):
    """The least number of lines for a hundred regions."""
    given(answer).equals(
        14.0,
        mistakes={
            "13 lines make 92 regions, which is not enough.": 13.0,
            "2 to the power m counts patterns on paper; lines in a plane make fewer regions.": 7.0,
            "A neuron does not add one region but as many as it has pieces.": 99.0,
            "That is one for each region.": 100.0,
            "Solve for m: line number k is cut into k pieces, so it adds k regions.": 50.0,
            "It works with one less, too.": 15.0,
            "m (m + 1) is divided by 2.": 10.0,
            "m must be whole: round up.": (np.sqrt(793) - 1) / 2,
        },
        rtol=1e-6,
    )


@check(
    points=3,
    hints=[
        "One hidden neuron for each edge: it answers 1 on the inner side of its line.",
        "The edges are x1 = 0, x2 = 0 and 3 x1 + 4 x2 = 12. Which side is the inside?",
        "The output: all three must agree, so weights 1 and a bias between -3 and -2.",
    ],
    notice="Any convex polygon is an AND of lines; other shapes need a second hidden layer.",
)
def triangle(answer):
    """A network that answers 1 inside a triangle."""
    value = expect(answer).value
    if not isinstance(value, (tuple, list)) or len(value) != 4:
        fail("Return four things: W1, b1, w2, b2.")
    W1, b1, w2, b2 = _numbers(value)
    if (W1.shape, b1.shape, w2.shape, b2.size) != ((3, 2), (3,), (3,), 1):
        fail("W1 needs the shape (3, 2), one neuron per row; b1 and w2 (3,); b2 is a number.")
    if not np.isfinite([*W1.ravel(), *b1, *w2, *b2.ravel()]).all():
        fail("A weight or a bias is missing or not finite.")
    b2 = b2.item()
    with part(2, "on points of every region"):
        _judge_triangle(W1, b1, w2, b2, np.indices((13, 13)).reshape(2, -1).T - 4.0 + 0.3)
    with part(1, "near the edges"):
        t = np.linspace(0.05, 0.95, 19)[:, None]
        corners = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])
        edges = np.vstack(
            [p + t * (q - p) for p, q in zip(corners, corners[[1, 2, 0]], strict=True)]
        )
        away = edges - [1.0, 1.0]
        outward = edges + 0.002 * away / np.linalg.norm(away, axis=1)[:, None]
        _judge_triangle(W1, b1, w2, b2, np.vstack([outward, 2 * edges - outward]))


def _numbers(value):
    try:
        return [np.asarray(v, dtype=float) for v in value]
    except (TypeError, ValueError):
        fail("All four must be numbers or arrays of numbers, with rows of equal length in W1.")


def _judge_triangle(W1, b1, w2, b2, P):
    right = (P[:, 0] > 0) & (P[:, 1] > 0) & (3 * P[:, 0] + 4 * P[:, 1] < 12)
    h = (P @ W1.T + b1 >= 0).astype(float)
    got = h @ w2 + b2 >= 0
    if np.array_equal(got, right):
        return
    if np.array_equal(got, ~right):
        fail("It answers 1 outside and 0 inside: the other way round.")
    if not got.any():
        fail("It answers 0 everywhere: is the output's bias too low, or a line the wrong way?")
    if got.all():
        fail("It answers 1 everywhere: is the output's bias too high?")
    if np.array_equal(h.min(axis=1) > 0, right):
        fail("The three lines are right. The output must answer 1 only if all three agree.")
    if any(np.array_equal(((P @ W1.T + b1) * s > 0).all(axis=1), right) for s in _SIGNS[1:]):
        fail("The lines lie where they should, but one or more has its positive side outside.")
    place = P[np.argmax(got != right)].round(2)
    side = "inside" if right[np.argmax(got != right)] else "outside"
    fail(f"The point {place.tolist()} lies {side} the triangle: check the line next to it.")


_SIGNS = np.array(np.meshgrid([1, -1], [1, -1], [1, -1])).reshape(3, -1).T


@check(
    points=2,
    hints=[
        "One loop over the layers; the answers of one are the inputs of the next.",
        "For examples in rows a layer is step(X W^T + b).",
        "`for W, b in layers:`",
    ],
    notice="This loop, with another bend, is the forward pass of every network in this book.",
)
def forward(answer):
    """A feedforward network of step neurons."""
    for rng, sizes in zip(
        trials(4), ((3, 4, 5, 2), (2, 6, 3), (4, 4, 4, 4), (3, 5, 4, 3, 4, 3)), strict=True
    ):
        layers = [_layer(rng, m, n) for n, m in pairwise(sizes)]
        X = rng.normal(size=(40, sizes[0]))
        expect(answer, X, layers).equals(_forward(X, layers), mistakes=_slips_of_forward(X, layers))
    one = [(np.eye(2), np.array([0.0, 1.0]))]
    expect(answer, np.array([[0.0, -1.0], [1.0, -2.0], [-1e-9, 2.0]]), one).equals(
        np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]),
        mistakes={
            "The step answers 1 at exactly 0: `>=`.": np.array(
                [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
            ),
            "The step answers 0 at any z below 0, however near.": np.array(
                [[1.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
            ),
        },
    )


def _layer(rng, m, n):
    """A layer that is balanced, so that few of its neurons are stuck."""
    W = rng.normal(size=(m, n))
    return W, -0.5 * W.sum(axis=1) + 0.3 * rng.normal(size=m)


def _forward(X, layers, *, bend=lambda z: (z >= 0).astype(float), bias=1.0, turned=False):
    for W, b in layers:
        X = bend(X @ (W if turned and W.shape[0] == W.shape[1] else W.T) + bias * b)
    return X


def _slips_of_forward(X, layers):
    (W, b), (V, c) = layers[-1], layers[0]
    before = _forward(X, layers[:-1])
    return {
        "The last layer needs its step, too.": before @ W.T + b,
        "The biases are forgotten.": _forward(X, layers, bias=0.0),
        "There is no bend: the step belongs after every layer.": _forward(X, layers, bend=np.array),
        "The bend must be a step, 0 or 1; here it only cuts below zero.": _forward(
            X, layers, bend=lambda z: np.maximum(z, 0)
        ),
        "The step is turned round: 1 where z is at least 0.": _forward(
            X, layers, bend=lambda z: (z < 0).astype(float)
        ),
        "The answers of a step are 0 and 1, not -1 and 1.": _forward(X, layers, bend=np.sign),
        "Only the last layer has a step; each needs one.": np.heaviside(
            _forward(X, layers, bend=np.array), 1
        ),
        "That is the first layer only: go on with its answers.": np.heaviside(X @ V.T + c, 1),
        "The last layer is left out.": before,
        "One neuron owns one row of W: it is X @ W.T.": _forward(X, layers, turned=True),
        "The examples stand in rows: the result is the transpose.": _forward(X, layers).T,
    }


@check(
    points=2,
    hints=[
        "Put one layer after another and multiply out: V (W x + b) + c.",
        "The new weights are V W, the new bias V b + c.",
        "Start with `W, b = layers[0]` and loop over `layers[1:]`.",
    ],
    notice="However many layers: the boundary of the whole is one hyperplane.",
)
def one_layer(answer):
    """Layers without a bend, as one layer."""
    for rng, sizes in zip(
        trials(5), ((3, 4, 2), (2, 5, 3, 4), (3, 3, 3, 3), (4, 2, 3, 5, 2), (3, 2)), strict=True
    ):
        pairs = pairwise(sizes)
        layers = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in pairs]
        W, b = _one(layers)
        expect(answer, layers).equals((W, b), mistakes=_slips_of_one(layers, W, b))


def _one(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, V @ b + c
    return W, b


def _slips_of_one(layers, W, b):
    last = layers[-1][1]
    mistakes = {
        "Only the bias of the last layer is there; the earlier ones come through.": last,
        "The biases are lost.": 0 * b,
        "The bias of the last layer is missing.": b - last,
        "The first layer stands on the right of the product: the weights are transposed.": W.T,
        "That is the last layer alone.": layers[-1][0],
    }
    if len({w.shape for w, _ in layers}) == 1:
        R = np.linalg.multi_dot([w for w, _ in layers]) if len(layers) > 1 else W
        mistakes |= {
            "The product stands in the wrong order: the last layer is on the left.": R,
            "Each bias must be carried through the layers after it.": sum(c for _, c in layers),
            "The weights are multiplied, not added.": sum(w for w, _ in layers),
            "Weights are multiplied as matrices, with @.": np.prod([w for w, _ in layers], axis=0),
        }
    return mistakes
