"""Checks of the exercises on backpropagation: faults, gradient checks, depth and cost."""

import itertools

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import mistake
from coursework.registry import check


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _stepped(W1, b1, W2, b2, X, Y, lr, *, cancelled=True, early=False, mean=False, slope=True):
    """One step of the two-layer network; with a switch turned, one of the three faults."""
    A = np.tanh(X @ W1.T + b1)
    P = _sigmoid(A @ W2.T + b2)
    D2 = (P - Y) * (1 if cancelled else P * (1 - P)) / len(X)
    new_W2 = W2 - lr * D2.T @ A
    D1 = D2 @ (new_W2 if early else W2) * ((1 - A**2) if slope else 1)
    db1 = D1.mean(axis=0) if mean else D1.sum(axis=0)
    return W1 - lr * D1.T @ X, b1 - lr * db1, new_W2, b2 - lr * D2.sum(axis=0)


_FAULTS = {
    "All three faults are still there.": {"cancelled": False, "early": True, "mean": True},
    "The slope of the output's sigmoid has cancelled; it is in delta2 still.": {"cancelled": False},
    "W2 moves before the blame has passed it.": {"early": True},
    "The hidden bias takes the mean: the 1/N is in delta2 already.": {"mean": True},
    "Two faults are left: W2 moves too early, and the hidden bias takes the mean.": {
        "early": True,
        "mean": True,
    },
    "Two faults are left: the output's slope, and W2 moves too early.": {
        "cancelled": False,
        "early": True,
    },
    "The slope of tanh belongs into delta1: 1 - A^2.": {"slope": False},
}


@check(
    points=3,
    hints=[
        "Check the gradients one by one: the output's, the hidden weights', the hidden bias.",
        "One factor has cancelled long ago; one weight moves too early; one mean is too many.",
        "Start with `delta2 = (P - Y) / len(X)` and `delta1` right after it.",
    ],
    notice="Blame first, all of it; then all weights move at once.",
)
def repaired(answer):
    """A training step with three faults, repaired."""
    for rng, (N, n, h) in zip(trials(4), [(6, 3, 4), (5, 2, 3), (4, 3, 2), (7, 1, 3)],
                              strict=True):  # fmt: skip
        shapes = (h, n), (h,), (1, h), (1,), (N, n)
        net = [*(rng.normal(size=s) for s in shapes), np.arange(N)[:, None] % 2.0]
        lr = rng.uniform(0.5, 1.5)
        right = _stepped(*net, lr)
        wrong = [mistake(says, w) for says, s in _FAULTS.items() for w in _stepped(*net, lr, **s)]
        uphill = [mistake("You walk uphill: subtract.", w) for w in _stepped(*net, -lr)]
        twice = [mistake("The step is too long by the factor N: the 1/N is missing.", w)
                 for w in _stepped(*net, lr * N)]  # fmt: skip
        expect(answer, *net, lr).equals(right, mistakes=[*wrong, *uphill, *twice])


def _landscape(rng, scale):
    """A loss of three arrays, a point, and its true gradients."""
    M, c = rng.normal(size=(3, 3)), rng.normal(size=4)
    point = [rng.normal(size=(3, 3)), rng.normal(size=4), rng.normal(size=(2, 3))]

    def loss(U, v, W):
        return scale * (np.sum(M * np.tanh(U)) + c @ v**2 + np.sum(np.tanh(W) ** 2))

    T = np.tanh(point[2])
    gradients = M * (1 - np.tanh(point[0]) ** 2), 2 * c * point[1], 2 * T * (1 - T**2)
    return loss, point, [scale * g for g in gradients]


def _last_entry(g):
    g = g.copy()
    g[(-1,) * g.ndim] += 0.5 * np.abs(g).max()
    return g


# Where the fault sits (-1: nowhere), the scale of the loss, the fault, what the overlooked says.
_SCENES = (
    (1, 1, lambda g: -g, "The gradient with a flipped sign goes unnoticed."),
    (0, 1, lambda g: g.T, "A transposed gradient has the same entries: compare them one by one."),
    (2, 1, _last_entry, "One single entry is wrong, the last: measure every entry."),
    (1, 1, lambda g: 1.01 * g, "A factor of 1.01 goes unnoticed."),
    (2, 1e-6, lambda g: 2 * g, "Small gradients can be wrong: divide by the lengths."),
    (-1, 1, lambda g: g, ""),
    (-1, 1e6, lambda g: g, ""),
    (-1, 1e-6, lambda g: g, ""),
    (0, 1e6, lambda g: -g, "The gradient with a flipped sign goes unnoticed."),
)


@check(
    points=4,
    hints=[
        "For each array and each entry: nudge it up, nudge it down, and compare with the claim.",
        "Wrong means: norm(g - measured) > 1e-4 * (norm(g) + norm(measured)).",
        "Start with `for k, (w, g) in enumerate(zip(params, gradients)):` and nudge a copy of w.",
    ],
    notice="It needs two runs of the loss for each number: good for a test, hopeless for training.",
)
def suspect(answer):
    """The place of the one wrong gradient."""
    for rng, (k, scale, fault, overlooked) in zip(trials(len(_SCENES)), _SCENES, strict=True):
        loss, point, gradients = _landscape(rng, scale)
        if k >= 0:
            gradients[k] = fault(gradients[k])
        slips = [
            mistake("That gradient is right. Is the comparison relative, and the point unmoved?", i)
            for i in range(3)
            if i != k
        ]
        if k >= 0:
            slips.append(mistake(overlooked, -1))
        if k == 2:
            slips.append(mistake("The places are counted from 0, not from 1.", 3))
        expect(answer, loss, point, gradients).equals(k, mistakes=slips)


@check(
    points=2,
    hints=[
        "Run a gradient check with `claimed(*net, X, Y)` against `price(*net, X, Y)`.",
        "The loss for `suspect` is `lambda *params: price(*params, X, Y)`; places count from 0.",
        "No gradient check yet? Read each dW: the blame of a layer times what that layer has read.",
    ],
    notice="One wrong product, and all else is right: the blame itself went on correctly.",
)
def culprit(answer):
    """Which of six gradients is wrong."""
    wrong = {
        "W1": "Its gradient passes: D1 is right, and the first layer reads X.",
        "b1": "Its gradient passes: it is the sum of D1.",
        "b2": "Its gradient passes: it is the sum of D2, and D2 is right.",
        "W3": "Its gradient passes: the third layer reads tanh(Z2), as it should.",
        "b3": "Its gradient passes: it is the sum of P - Y over the examples, divided by N.",
    }
    given(answer).chooses("W2", wrong)


@check(
    points=1,
    hints=[
        "At the sum 0 the slope of the sigmoid is 1/4. How many slopes lie between the two deltas?",
        "Between the first and the last of L layers lie L - 1 slopes: 4 to the power L - 1.",
        "4 to the 10 is 1 048 576.",
    ],
    notice="Ten quarters make a millionth, and at any other sum the slope is smaller still.",
)
def depth(answer):
    """How many sigmoid layers make a millionth."""
    slips = {
        "Ten slopes are right, but L layers have only L - 1 slopes between first and last.": 10,
        "Between the first and the last of L layers lie L - 1 slopes, not L + 1.": 9,
        "The ratio is 4 to the L - 1, not to the L - 2.": 12,
        "With a factor of 1/2 it would be so; the slope at 0 is 1/4.": 21,
        "With a factor of 1/10 it would be so; the slope at 0 is 1/4.": 7,
        "They multiply, they do not add.": 250_001,
    }
    given(answer).equals(11, mistakes=slips)


def _visitor():
    x = np.array([0.5, 0.8])
    return [np.array([[0.6, 1.0], [-0.4, 0.5]]), np.array([-0.1, 0.3]),
            np.array([[0.8, -1.2]]), np.array([0.1])], x  # fmt: skip


def _kept(lr, moving=(0, 1, 2, 3), counted=(0, 1, 2, 3)):
    """The share of the promised fall that a step keeps; parameters may be left out by mistake."""
    (W1, b1, W2, b2), x = _visitor()
    a = _sigmoid(W1 @ x + b1)
    p = _sigmoid(W2 @ a + b2)
    d2 = p - 1
    d1 = W2.T @ d2 * a * (1 - a)
    g = [np.outer(d1, x), d1, np.outer(d2, a), d2]
    V1, c1, V2, c2 = (
        w - lr * u * (i in moving) for i, (w, u) in enumerate(zip((W1, b1, W2, b2), g, strict=True))
    )
    after = _sigmoid(V2 @ _sigmoid(V1 @ x + c1) + c2)
    return np.log(after / p)[0] / (lr * sum(np.sum(g[i] ** 2) for i in counted))


def _where(share, **settings):
    low, high = 1e-3, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _kept(middle, **settings) > share else (low, middle)
    return low


@check(
    points=3,
    hints=[
        "Write the price after a step as a function of the rate; divide its fall by the promise.",
        "share = (L(w) - L(w - lr g)) / (lr g.g); it falls from 1 as lr grows. Halve the interval.",
        "Start with the nine gradients of the lesson; their squares add up to 0.5631.",
    ],
    notice="At tiny rates the share is 1, if the gradient is right: a check of all at once.",
)
def honest_rate(answer):
    """The rate at which a step keeps 90 % of its promise."""
    weights = {"moving": (0, 2), "counted": (0, 2)}
    slips = {
        "That is where 10 % of the promise is kept; 90 % is asked.": _where(0.1),
        "That is where 80 % is kept; 90 % is asked.": _where(0.8),
        "That is where 95 % is kept; 90 % is asked.": _where(0.95),
        "That is where 99 % is kept; 90 % is asked.": _where(0.99),
        "The biases move as well, and belong to the promise.": _where(0.9, **weights),
        "Only the output's numbers move in yours; all nine do.": _where(
            0.9, moving=(2, 3), counted=(2, 3)
        ),
        "Half of the promise is kept there; 90 % is asked.": _where(0.5),
    }
    given(answer).equals(_where(0.9), mistakes=slips, rtol=3e-3)


@check(
    points=2,
    hints=[
        "A layer from n to m neurons has m times n weights. Each is used once on the way forward.",
        "Backward: all weights for their gradients, and all but the first layer's for the blame.",
        "Start with `weights = [m * n for n, m in zip(sizes, sizes[1:])]`.",
    ],
    notice="All gradients for less than two more runs, however many weights there are.",
)
def multiplications(answer):
    """How many multiplications a forward and a backward pass need."""
    cases = [[2, 2, 1], [3, 5, 4, 2], [7, 1], [784, 128, 10], [2, 3, 4, 5, 6]]
    for sizes in [*cases, *(rng.integers(2, 30, size=4).tolist() for rng in trials(2))]:
        w = [m * n for n, m in itertools.pairwise(sizes)]
        total = sum(w)
        slips = {
            "Nobody asks for the blame of the input: the first layer hands none back.": 2 * total,
            "Backward also makes a gradient for each weight.": total - w[0],
            "Backward also hands the blame back through every layer but the first.": total,
            "It is the last layer that hands blame back; the first does not.": 2 * total - w[-1],
            "Biases are not counted.": total + sum(sizes[1:]),
            "A layer has one weight for each pair of neurons: multiply the sizes.": sum(sizes),
            "Backward is asked alone, without the forward pass.": 3 * total - w[0],
        }
        expect(answer, sizes).equals((total, 2 * total - w[0]), mistakes=slips)
