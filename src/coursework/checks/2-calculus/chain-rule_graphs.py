"""Checks of the exercises on the chain rule: graphs, costs, a measured optimum, a layer."""

from itertools import pairwise

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check


def _named(sentences):
    return [mistake(says, wrong) for says, wrong in sentences.items()]


def _sweep(edges, size, output, add=True):
    bar = np.zeros(size)
    bar[output] = 1
    for i, j, local in edges:
        bar[i] = (bar[i] if add else 0) + local * bar[j]
    return bar


def _matrix(edges, size):
    d = np.zeros((size, size))
    for i, j, local in edges:
        d[j, i] += local
    return np.linalg.inv(np.eye(size) - d)


def _judge_graph(answer, edges, size, output):
    late_first = sorted(edges, key=lambda edge: edge[1], reverse=True)
    unsorted = "A node passed on its blame before all that follow it had reported: order the edges."
    slopes = _matrix(edges, size)
    early = [_sweep(e, size, output) for e in (edges, edges[::-1], late_first[::-1])]
    slips = {
        "Reports overwrite each other: add them with +=.": _sweep(late_first, size, output, False),
        "The sweep starts at the last node, not at `output`.": slopes[-1],
        "The sweep runs forwards: it tells how the nodes depend on `output`.": slopes[:, output],
        "The sweep runs forwards from node 0; the derivatives of `output` are asked.": slopes[:, 0],
        "The blame of the output by itself is 1.": slopes[output] - np.eye(size)[output],
    }
    mistakes = [mistake(unsorted, wrong) for wrong in early] + _named(slips)
    expect(answer, edges, size, output).equals(slopes[output], mistakes)


@check(
    points=3,
    hints=[
        "A node may hand on its blame only after all edges that leave it have reported.",
        "Edges lead to higher numbers: go through them from the highest target to the lowest.",
        "Start with an array of zeros, 1 at `output`, and `sorted(edges, ...)`.",
    ],
    notice="One pass over the edges, however many routes there are.",
)
def blames(answer):
    """The backward sweep over edges in no order."""
    with part(2, "random graphs"):
        for rng in trials(5):
            size = int(rng.integers(6, 9))
            edges = [(i, j) for j in range(size) for i in range(j) if rng.uniform() < 0.8]
            edges += [(1, 3), (0, size - 1)]
            edges = [(*edges[k], rng.uniform(0.5, 1.5)) for k in rng.permutation(len(edges))]
            _judge_graph(answer, edges, size, size - 1)
            _judge_graph(answer, edges, size, int(rng.integers(3, size - 1)))
    with part(1, "a million routes, and a node that leads nowhere"):
        diamonds = [
            (3 * k + a, 3 * k + b, 1.0)
            for k in range(60)
            for a, b in ((1, 3), (0, 1), (2, 3), (0, 2))
        ]
        expect(answer, diamonds, 181, 180).satisfies(
            lambda bar: np.shape(bar) == (181,) and bar[0] == 2.0**60,
            "Sixty diamonds: their routes are counted wrongly.",
        )
        expect(answer, [(0, 1, 2.0)], 3, 1).equals(np.array([2.0, 1.0, 0.0]))


@check(
    points=2,
    hints=[
        "Write down the shapes after each product: which side never changes?",
        "From the right every product costs n_k times n_(k-1) times n_0; the first is with k = 2.",
        "Start with `steps = [a * b for a, b in zip(sizes[:-1], sizes[1:])]`.",
    ],
    notice="The product is the same; where it starts decides what it costs.",
)
def bracket_costs(answer):
    """Multiplications of a product of Jacobians, from either end."""
    for rng, K in zip(trials(5), (2, 3, 4, 5, 3), strict=True):
        n = [int(k) for k in rng.permutation(np.arange(2, 12))[: K + 1]]
        steps = [a * b for a, b in pairwise(n)]
        right, left = n[0] * sum(steps[1:]), n[-1] * sum(steps[:-1])
        slips = {
            "J_1 stands there already: K factors need only K - 1 products.": n[0] * sum(steps),
            "J_K stands there already: K factors need only K - 1 products.": n[-1] * sum(steps),
            "The two are swapped: from the right the n_0 columns stay.": left,
            "The fixed size is missing: a product of shapes takes a times b times c.": sum(
                steps[1:]
            ),
            "The fixed size is missing: a product takes a times b times c.": sum(steps[:-1]),
            "Each product must be counted, and the counts added.": float(np.prod(n)),
        }
        expect(answer, n).equals((right, left), _named(slips))


@check(
    points=2,
    hints=[
        "Compute the slope of the score by study, with 7.5 hours of sleep, for several s.",
        "Where it is positive, study more; where it is negative, study less.",
        "The slope is e/5 - 2 s**2/5 with e = 12 * 7.5 - s**2.",
    ],
    notice="At the top the two routes cancel: nothing is at rest, but nothing is gained.",
)
def best_study(answer):
    """Where the two routes of study cancel."""
    z = 7.5
    slips = {
        "There the energy is used up, and the score is zero.": np.sqrt(12 * z),
        "That is the best for 8 hours of sleep; here she sleeps 7.5.": np.sqrt(32),
        "That is the square of what is asked: is it the score or s that you read off?": 4 * z,
        "Read more digits: three are asked.": 5.0,
        "That treats the derivative of s squared as s: the two routes do not yet cancel.": np.sqrt(
            12 * z / 2
        ),
        "That is the score there, in points; the hours are asked.": 8 * np.sqrt(4 * z) * z / 5,
        "That is where the slope is steepest or the walk began, not where it vanishes.": 6.0,
    }
    given(answer).returns((), low=0, high=100).equals(2 * np.sqrt(z), _named(slips), rtol=2e-3)


@check(
    points=3,
    hints=[
        "Backwards: first the blame of each hidden value, then through its bend, then to x.",
        "The bend multiplies entry by entry by 1 - a**2; then the transposed W collects.",
        "Start with `a = np.tanh(W @ x)`; the shape (H,) of v * (1 - a**2) tells what W must do.",
    ],
    notice="Forwards W, backwards its transpose: the same edges, read from the other end.",
)
def input_blame(answer):
    """The gradient of a two-layer network by its input."""
    for rng, (H, n) in zip(trials(5), [(4, 3), (2, 5), (6, 2), (3, 3), (1, 4)], strict=True):
        W, v, x = rng.normal(size=(H, n)), rng.normal(size=H), rng.normal(size=n)
        a = np.tanh(W @ x)
        slips = {
            "The slope of the bend is missing.": W.T @ v,
            "The output's weights v are missing.": W.T @ (1 - a**2),
            "The slope of tanh is 1 - a**2; yours is 1 - a.": W.T @ (v * (1 - a)),
            "The slope of tanh is 1 - a**2; yours is a**2 - 1.": W.T @ (v * (a**2 - 1)),
            "The hidden values are used where their slopes are meant.": W.T @ (v * a),
            "The slope of tanh belongs at W x, not at a.": W.T @ (v * (1 - np.tanh(a) ** 2)),
            "The slope belongs at each hidden unit; yours is taken before the bend.": W.T
            @ (v * (1 - (W @ x) ** 2)),
            "This is the blame of the hidden values; carry it on through W.": v * (1 - a**2),
            "This is the output; its derivative is asked.": v @ a,
        }
        expect(answer, W, v, x).equals(W.T @ (v * (1 - a**2)), _named(slips))


@check(
    points=1,
    hints=[
        "What does one forward sweep bring, what one backward sweep?",
        "A forward sweep serves one input and all outputs.",
        "Three inputs, ten thousand outputs: count the sweeps of both modes.",
    ],
    notice="Networks have many inputs and one output; here it is the other way round.",
)
def mode(answer):
    """Which mode is the cheapest for few inputs and many outputs."""
    because = {
        "a": "Reverse mode needs one sweep for each output, and there are 10 000 of them.",
        "c": "Four evaluations are as cheap as three sweeps, but differences are not as exact.",
        "d": "A forward sweep serves one input and all outputs at once; count the inputs.",
    }
    given(answer).chooses("b", because)
