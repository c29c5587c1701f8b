"""Checks of the exercises on backpropagation: formulas and the backward pass."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import mistake, sum_for_mean
from coursework.registry import check


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _named(sentences):
    """A mistake for each sentence and each of its wrong arrays."""
    return [
        mistake(says, w)
        for says, wrong in sentences.items()
        for w in (wrong if isinstance(wrong, tuple) else (wrong,))
    ]


@check(
    points=2,
    hints=[
        "The last delta is what was said minus what was true.",
        "A hidden delta: last delta times the weight to the output times the slope a (1 - a).",
        "Start with the output: 0.4845 - 0. For hidden neuron 1 go on with 0.8 and 0.7311.",
    ],
    notice="Only the last delta changed; the way back is linear, so all the others follow it.",
)
def blame(answer):
    """The deltas of the network of the lesson when she does not buy."""
    a, w = _sigmoid(np.array([1.0, 0.5])), np.array([0.8, -1.2])
    p = _sigmoid(w @ a + 0.1)

    def deltas(last, slope=a * (1 - a), w=w):
        return np.append(last * w * slope, last)

    slips = {
        "These are the deltas of the lesson, where she buys; now y = 0.": deltas(p - 1),
        "The slope of the output's sigmoid has cancelled: it is p - y alone.": deltas(
            p * p * (1 - p)
        ),
        "The slopes a (1 - a) of the hidden neurons are missing.": deltas(p, 1),
        "The slope is a (1 - a), not a.": deltas(p, a),
        "The slope is a (1 - a), not 1 - a.": deltas(p, 1 - a),
        "The weights 0.8 and -1.2 are missing on the way back.": deltas(p, w=np.ones(2)),
        "The output stands last in the list.": np.roll(deltas(p), 1),
        "The sign is p - y, not y - p.": -deltas(p),
        "These are gradients of the output's weights: delta times answer.": np.append(p * a, p),
    }
    given(answer).equals(deltas(p), mistakes=_named(slips), rtol=1e-3)


@check(
    points=2,
    hints=[
        "Two steps of the chain rule: from the price to p, then from p to z.",
        "The first step gives p - y, the second the slope p (1 - p).",
        "Start with `p = 1 / (1 + np.exp(-z))`.",
    ],
    notice="Sure and wrong, it is nearly zero: a neuron learns least where it errs most.",
)
def squared_blame(answer):
    """The derivative of half the squared error through a sigmoid."""
    for rng in trials(4):
        z, y = 2 * rng.normal(size=6), rng.permutation([0.0, 1, 1, 0, 0, 1])
        p = _sigmoid(z)
        slope = p * (1 - p)
        slips = {
            "This is p - y, the blame of the price -log p; here nothing cancels.": p - y,
            "The half cancels the 2 of the square: there is a 2 too many.": 2 * (p - y) * slope,
            "The slope of the sigmoid is p (1 - p); one factor is missing.": (p - y) * p,
            "The slope of the sigmoid is p (1 - p), one factor is missing.": (p - y) * (1 - p),
            "This is the price itself; its derivative is asked.": (p - y) ** 2 / 2,
            "The slope is taken at p; it belongs at z: p (1 - p).": (p - y)
            * _sigmoid(p)
            * (1 - _sigmoid(p)),
            "The mean is not asked: one number for each example.": (p - y) * slope / 6,
            "p is sigmoid(z); you put z where p belongs.": (z - y) * slope,
        }
        expect(answer, z, y).equals((p - y) * slope, mistakes=_named(slips))
    z, y = np.array([30.0, -30.0, 0.0]), np.array([0.0, 1.0, 1.0])
    right = (_sigmoid(z) - y) * _sigmoid(z) * _sigmoid(-z)
    expect(answer, z, y).equals(right, rtol=1e-3)


@check(
    points=3,
    hints=[
        "Write the shapes down: each result has the shape of what it belongs to.",
        "The blame goes back through W; the gradient of W joins delta and A over the examples.",
        "The first is `delta @ W`; the second has shape (m, n), the third sums over the examples.",
    ],
    notice="Two products: as much work again as twice the forward pass of this layer.",
)
def linear_backward(answer):
    """The three gradients of a linear layer for a batch."""
    for rng, (N, m, n) in zip(trials(5), [(5, 3, 2), (4, 2, 6), (3, 3, 3), (1, 4, 2), (6, 1, 3)],
                              strict=True):  # fmt: skip
        D, W, A = rng.normal(size=(N, m)), rng.normal(size=(m, n)), rng.normal(size=(N, n))
        right = D @ W, D.T @ A, D.sum(axis=0)
        slips = {
            "The gradient of W is transposed: row i belongs to neuron i.": (A.T @ D,),
            "The 1/N is in delta already: here it is summed.": (D.T @ A / N, D.mean(axis=0)),
            "The bias is summed over the examples, not over the neurons.": (D.sum(axis=1),),
            "The bias is a vector of shape (m,): you kept an axis.": (D.sum(0, keepdims=True),),
            "The blame of each example is kept apart in the bias: add up.": (D,),
            "The blame of the input is transposed.": ((D @ W).T,),
        }
        if m == n:
            slips["The blame goes back through W, in rows: delta @ W, not W^T."] = (D @ W.T,)
        expect(answer, D, W, A).equals(right, mistakes=_named(slips))


def _passed(W1, b1, W2, b2, X, Y, last=lambda P: 1, slope=lambda A: 1 - A**2, W=None, N=None):
    """The four gradients of the two-layer network; with another setting, wrong ones."""
    A = np.tanh(X @ W1.T + b1)
    P = _sigmoid(A @ W2.T + b2)
    D2 = (P - Y) * last(P) / (len(X) if N is None else N)
    D1 = D2 @ (W2 if W is None else W) * slope(A)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A, D2.sum(axis=0)


def _network(rng, N, n, h):
    shapes = (h, n), (h,), (1, h), (1,), (N, n)
    return [*(rng.normal(size=s) for s in shapes), np.arange(N)[:, None] % 2.0]


@check(
    points=4,
    hints=[
        "Forward first, and keep A. Then the last delta, then the hidden one, then four gradients.",
        "delta2 = (P - Y)/N; delta1 = delta2 W2, entry by entry times the slope 1 - A^2.",
        "The gradient of W2 is `delta2.T @ A`, that of b2 `delta2.sum(axis=0)`.",
    ],
    notice="Five lines train any network of this shape; the next lesson does it on digits.",
)
def backprop(answer):
    """The backward pass of a two-layer network."""
    for rng, (N, n, h) in zip(trials(5), [(6, 3, 4), (5, 2, 3), (4, 3, 3), (1, 2, 5), (7, 1, 2)],
                              strict=True):  # fmt: skip
        net = _network(rng, N, n, h)
        right, ones = _passed(*net), np.ones((1, h))
        slips = {
            "The slope of the output's sigmoid has cancelled: the last delta is P - Y.": _passed(
                *net, last=lambda P: P * (1 - P)
            ),
            "The slope of tanh is 1 - A^2; A (1 - A) is that of the sigmoid.": _passed(
                *net, slope=lambda A: A * (1 - A)
            ),
            "The slope of the hidden bend is missing.": _passed(*net, slope=lambda A: 1),
            "A is tanh(z) already: the slope is 1 - A^2, not 1 - tanh(A)^2.": _passed(
                *net, slope=lambda A: 1 - np.tanh(A) ** 2
            ),
            "On the way back the weights W2 are missing.": _passed(*net, W=ones),
            "The 1/N stands twice.": tuple(g / N for g in right),
            "The gradient of a weight is transposed.": (right[0].T, right[2].T),
        }
        expect(answer, *net).equals(right, mistakes=[*_named(slips), sum_for_mean(N)])
