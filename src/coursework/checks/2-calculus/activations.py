"""Checks of the exercises on activations."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import NO_MAX_SHIFT
from coursework.registry import check


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _softmax(Z):
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@check(
    points=3,
    hints=[
        "Where x is positive the output does not depend on a. Where does it?",
        "dy/dx is 1 or a; dy/da is min(x, 0). The slope a is shared: add up its blame.",
        "Start with `low = np.minimum(x, 0)`; the third value is a sum over `dy * low`.",
    ],
    notice="A shared weight collects the blame of everything that uses it.",
)
def prelu(answer):
    """PReLU forward and backward."""
    for rng in trials(4):
        x = rng.permutation(np.r_[rng.uniform(0.2, 2, 3), rng.uniform(-2, -0.2, 4)])
        dy, a = rng.normal(size=7), rng.uniform(0.1, 0.4)
        low, slope = np.minimum(x, 0), np.where(x > 0, 1, a)
        slips = {
            "The slope stands on the wrong side: positive numbers pass unchanged.": a
            * np.maximum(x, 0)
            + low,
            "This is the ReLU: the negative side is to have the slope a.": np.maximum(x, 0),
            "The blame dy is not multiplied in: these are the slopes of y alone.": slope,
            "The negative side is blocked as in a ReLU; a part a passes.": dy * (x > 0),
            "Add up over all inputs: a is shared by all of them.": dy * low,
            "The negative inputs depend on a, not the positive ones.": dy @ np.maximum(x, 0),
            "All inputs count for a; only the negative ones depend on it.": dy @ x,
            "The blame dy is missing in the third value.": low.sum(),
            "The mean is taken for a; the sum is asked.": (dy * low).mean(),
        }
        expect(answer, x, a, dy).equals((np.maximum(x, 0) + a * low, dy * slope, dy @ low), slips)
    zero = np.zeros(1), np.array([0.25]), 0.0
    corner = {"At 0 the slope is to be a.": np.ones(1), "At 0 it is a, not 0.": np.zeros(1)}
    expect(answer, np.zeros(1), 0.25, np.ones(1)).equals(zero, corner)


@check(
    points=2,
    hints=[
        "A product of x and a sigmoid: the product rule, then the chain rule for beta x.",
        "sigma' = sigma (1 - sigma), and the slope of sigma(beta x) has a factor beta.",
        "Start with `s = 1 / (1 + np.exp(-beta * x))`.",
    ],
    notice="The slope goes beyond 1 and below 0: swish is not monotone, like GELU.",
)
def swish_slope(answer):
    """The slope of x sigma(beta x)."""
    for rng in trials(4):
        x, beta = rng.uniform(-3, 3, size=6), rng.uniform(1.3, 2.5)
        s = _sigmoid(beta * x)
        t = _sigmoid(x)
        slips = {
            "The inner slope beta of the chain rule is missing.": s + x * s * (1 - s),
            "The first term of the product rule is missing.": beta * x * s * (1 - s),
            "The second term of the product rule is missing.": s,
            "This is swish itself; its slope is asked.": x * s,
            "The x of the product is missing in the second term.": s + beta * s * (1 - s),
            "The sigmoid is to be taken at beta x, not at x.": t + beta * x * t * (1 - t),
            "The slope of the sigmoid has the factor 1 - sigma.": s + beta * x * s,
            "The two slopes are multiplied: a product needs the product rule.": beta * s * (1 - s),
            "The second term is added, not subtracted.": s - beta * x * s * (1 - s),
        }
        expect(answer, x, beta).equals(s + beta * x * s * (1 - s), slips)


@check(
    points=2,
    hints=[
        "What is exp(1000) on a machine? And over which index do the probabilities sum to 1?",
        "Subtract from each row its own largest score; divide each row by its own sum.",
        "`Z.max(axis=1, keepdims=True)` has the shape (N, 1).",
    ],
    notice="A shift of a row changes nothing on paper, and everything on a machine.",
)
def softmax(answer):
    """The softmax of rows, with the shift."""
    with part(1, "each row sums to one"):
        for rng, shape in zip(trials(4), [(4, 3), (2, 5), (3, 3), (5, 2)], strict=True):
            Z = rng.normal(size=shape)
            e, p = np.exp(Z), _softmax(Z)
            slips = {
                "The columns sum to 1; each row is an example.": e / e.sum(axis=0),
                "The whole table sums to 1; each row is an example.": e / e.sum(),
                "These are exponentials, not yet divided by their sum.": e,
                "After the shift divide by the sum.": np.exp(Z - Z.max(1, keepdims=True)),
                "These are logarithms of the probabilities.": np.log(p),
                "The scores are divided by their sum without exponentials.": Z
                / Z.sum(1, keepdims=True),
            }
            if shape[0] == shape[1]:
                slips["The sums lost their axis: keepdims=True."] = e / e.sum(axis=1)
            expect(answer, Z).equals(p, slips)
    with part(1, "large scores"):
        for rng in trials(2):
            Z = rng.normal(size=(3, 4)) + np.array([[1000.0], [0.0], [-2000.0]])
            expect(answer, Z).equals(_softmax(Z), [NO_MAX_SHIFT], rtol=1e-9)


@check(
    points=3,
    hints=[
        "J is symmetric: multiply diag(p) and p p^T with v one after the other.",
        "diag(p) v is p * v, and (p p^T) v is p times the number p @ v.",
        "First p, with the shift; then one line with one dot product.",
    ],
    notice="The result sums to zero, since raising all scores together changes no probability.",
)
def softmax_back(answer):
    """The softmax's Jacobian, transposed, times a vector."""
    with part(2, "small scores"):
        for rng in trials(4):
            z, v = rng.normal(size=(5, 2)).T
            p = _softmax(z)
            slips = {
                "That is diag(p) v alone: the part p p^T v is missing.": p * v,
                "That is only the diagonal of J: raising one lowers the others.": p * (1 - p) * v,
                "The number p @ v is to be subtracted, not added.": p * (v + p @ v),
                "Subtract p @ v, weighed by p, not the sum of v.": p * (v - v.sum()),
                "Subtract p @ v, weighed by p, not the mean of v.": p * (v - v.mean()),
                "The factor p is missing.": v - p @ v,
                "That is the Jacobian of the logarithm of the softmax.": v - p * v.sum(),
                "The scores z stand where the probabilities belong.": z * (v - z @ v),
                "This is p; it is to be carried on to J v.": p,
            }
            expect(answer, z, v).equals(p * (v - p @ v), slips)
    with part(1, "large scores, many classes"):
        for rng in trials(1):
            z, v = rng.normal(size=(2, 100_000)) + np.array([[900.0], [0.0]])
            p = _softmax(z)
            expect(answer, z, v).equals(p * (v - p @ v), [NO_MAX_SHIFT], rtol=1e-8)


def _layer(rng, N=12, n=3, h=6):
    """Examples, weights and biases; the last units are dead."""
    X, W = rng.normal(size=(N, n)) + rng.uniform(0.5, 1, n), rng.normal(size=(h, n))
    products = X @ W.T
    b = np.where(np.arange(h) < h // 2, -np.median(products, axis=0), -products.max(axis=0) - 1)
    b[0] = 1 - products[:, 0].min()  # positive on all examples
    return X, W, b, products


@check(
    points=3,
    hints=[
        "First find the dead: whose sums are at most 0 on all the examples?",
        "The sum of mean 0: b must be minus the mean of the products w . x over the examples.",
        "`(X @ W.T + b <= 0).all(axis=0)` has one answer per unit; then `np.where`.",
    ],
    notice="Numbers of mean 0 hold a positive one, so the unit has a gradient again.",
)
def revive(answer):
    """New biases for dead units."""
    for rng in trials(4):
        X, W, b, products = _layer(rng)
        dead, mean = (products + b <= 0).all(axis=0), products.mean(axis=0)
        ever = (products + b <= 0).any(axis=0)
        slips = {
            "Living units are to keep their bias.": -mean,
            "The sign is flipped: the bias is to cancel the mean.": np.where(dead, mean, b),
            "That is the mean with the old bias in it: take the products alone.": np.where(
                dead, -mean - b, b
            ),
            "A bias of 0 does not make the mean 0.": np.where(dead, 0, b),
            "You woke the living and left the dead.": np.where(dead, b, -mean),
            "Silent on some examples is not dead: it takes all of them.": np.where(ever, -mean, b),
            "The median is taken; the mean is asked.": np.where(dead, -np.median(products, 0), b),
            "Nothing has changed: the dead are still dead.": b,
            "These are the marks of the dead; the biases are asked.": dead.astype(float),
        }
        expect(answer, X, W, b).equals(np.where(dead, -mean, b), slips)
    still = "A sum of exactly 0 on every example is dead, too: the ReLU gives 0 there."
    X, W, b = np.array([[1.0], [3.0]]), np.ones((1, 1)), np.array([-3.0])
    expect(answer, X, W, b).equals(np.array([-2.0]), {still: b})


@check(
    points=1,
    hints=[
        "What does one layer do to a small change, with all units in the middle?",
        "A rotation keeps lengths, the sigmoid multiplies by its slope at 0.",
    ],
    notice="Below it the gradient vanishes, above it explodes: sigmoids alone decide neither.",
)
def gain(answer):
    """The gain at which thirty sigmoids keep the gradient."""
    slips = {
        "The slope of a sigmoid is a quarter at most, not 1.": 1,
        "That is the slope; the gain has to make up for it.": 0.25,
        "sigma(0) is 1/2, but its slope is asked.": 2,
        "Each layer has its own matrix: do not make up for all thirty in one.": 4.0**30,
        "The depth does not enter: one layer is in balance or not.": 30,
        "That would hold for a slope of 1/16.": 16,
    }
    given(answer).equals(4, slips, rtol=1e-3)


def _step(rng, N=12, n=3, lr=0.5):
    """A step on eight units: which live before, after, and after the full gradient."""
    X, W = rng.normal(size=(N, n)) + rng.uniform(0.5, 1, n), rng.normal(size=(8, n))
    top = (X @ W.T).max(axis=0)
    height = np.array([1, 1, 1, 1, 1, 1, -1, -1]) * rng.uniform(0.5, 1, 8)  # of the largest sum
    # three stay, two are killed, one only by twice the step, one wakes, one stays dead
    push = np.array([-0.1, -0.1, -0.1, 4, 4, 1.5 * lr * height[5], -40, 4]) / lr
    order = rng.permutation(8)
    return X, W[order], (height - top)[order], push[order], lr


@check(
    points=2,
    hints=[
        "Move the biases first, then compute the sums of all units on all examples.",
        "A unit lives if any example makes it positive; the share is a mean of True and False.",
        "`(sums > 0).any(axis=0)` has shape (h,).",
    ],
    notice="One long step is enough: dead units are made in one moment and stay for ever.",
)
def alive(answer):
    """The share of living units after a step."""
    for rng in trials(5):
        X, W, b, g, lr = _step(rng)
        products = X @ W.T
        sums = products + b - lr * g
        on = sums > 0
        slips = {
            "This is the share of the dead.": 1 - on.any(axis=0).mean(),
            "You ask the examples; ask the units.": on.any(axis=1).mean(),
            "One example is enough to be alive, not all.": on.all(axis=0).mean(),
            "This counts pairs of unit and example: first ask each unit.": on.mean(),
            "The step goes against the gradient.": (products + b + lr * g > 0).any(0).mean(),
            "The step is not made.": (products + b > 0).any(axis=0).mean(),
            "The learning rate is missing.": (products + b - g > 0).any(axis=0).mean(),
            "The old biases are lost.": (products - lr * g > 0).any(axis=0).mean(),
            "This is how many live; divide by the number of units.": on.any(axis=0).sum(),
            "That is one answer per unit; their share is asked.": on.any(axis=0),
        }
        expect(answer, X, W, b, g, lr).equals(on.any(axis=0).mean(), slips)


@check(
    points=1,
    hints=[
        "Which numbers can a ReLU give?",
        "The range of the last activation is the range of the whole network.",
    ],
    notice="The last activation is chosen by what the output means.",
)
def last_layer(answer):
    """A ReLU where negative numbers are wanted."""
    because = {
        "a": "No layer before can make the last ReLU give a negative number.",
        "c": "That is the range of a sigmoid; a ReLU has no upper end.",
        "d": "That is a softmax; here there is one output and nothing to sum.",
    }
    given(answer).chooses("b", because)
