"""Checks of the exercises on the chain rule: derivatives by hand, chains, a repair, curvature."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check


def _named(sentences):
    return [mistake(says, wrong) for says, wrong in sentences.items()]


@check(
    points=2,
    hints=[
        "Draw the graph: by which routes does each of the two hours reach the score?",
        "Study: directly e/5, and through energy (s/5) times (-2 s). Add them.",
        "Start with `energy = 12 * z - s**2` and `by_energy = s / 5`.",
    ],
    notice="The two routes of study have opposite signs; which wins depends on the hours.",
)
def study_slopes(answer):
    """The score's two derivatives."""
    for rng in trials(5):
        s, z = rng.uniform(1, 8), rng.uniform(6, 10)
        e = 12 * z - s * s
        slips = {
            "Only the direct route of study is counted; it also tires.": e / 5,
            "Only the route of study through energy is counted.": -2 * s * s / 5,
            "Tiredness takes energy away: the sign of that route is minus.": e / 5 + 2 * s * s / 5,
            "The routes are multiplied; routes that meet add.": e / 5 * (-2 * s * s / 5),
            "The derivative of s squared is 2s, not s.": e / 5 - s * s / 5,
            "The two derivatives have changed places.": 12 * s / 5,
            "An hour of sleep brings 12 points of energy, each worth s/5 points.": 12.0,
            "That is what a point of energy is worth; an hour of sleep brings 12.": s / 5,
        }
        expect(answer, s, z).equals((e / 5 - 2 * s * s / 5, 12 * s / 5), _named(slips))


def _bends(rng, count):
    links = []
    for a, b in rng.uniform(0.5, 1.5, size=(count, 2)):
        links.append((lambda v, a=a, b=b: b + np.sin(a * v), lambda v, a=a: a * np.cos(a * v)))
    return links


def _through(links, x):
    values = [x]
    for f, _ in links:
        values.append(f(values[-1]))
    return values


@check(
    points=2,
    hints=[
        "Along a chain the slopes multiply, each taken where its function works.",
        "Carry two things along: the product so far, and the value that enters the next function.",
        "Start with `product = 1.0`, then `for f, slope in links:`.",
    ],
    notice="Value and slope travel together: this is forward mode with a single input.",
)
def chain_slope(answer):
    """The slope of a chain of functions."""
    for rng, count in zip(trials(5), (2, 3, 4, 5, 1), strict=True):
        links, x = _bends(rng, count), rng.uniform(-1, 1)
        v = _through(links, x)
        at = [slope(place) for (_, slope), place in zip(links, v, strict=False)]
        after = [slope(place) for (_, slope), place in zip(links, v[1:], strict=True)]
        back = links[::-1]
        slips = {
            "All slopes are taken at the first x; each belongs where its function works.": np.prod(
                [slope(x) for _, slope in links]
            ),
            "The slopes are added; along a chain they multiply.": sum(at),
            "Each slope is taken after its function, not before: use the value that enters.": (
                np.prod(after)
            ),
            "The links are applied from the last to the first.": np.prod(
                [s(place) for (_, s), place in zip(back, _through(back, x), strict=False)]
            ),
            "This is the last value; its slope is asked.": v[-1],
            "This is the slope of the last link alone.": at[-1],
            "The last link is missing.": np.prod(at[:-1]),
        }
        expect(answer, links, x).equals(np.prod(at), _named(slips))
    nothing = [mistake("A chain without links changes nothing: its slope is 1.", 0.0)]
    expect(answer, [], 2.0).equals(1.0, nothing)


@check(
    points=1,
    hints=[
        "Go through the four edges from the last to the first and write down what each assigns.",
        "a gets 2; then x gets three reports, one after the other.",
        "Only the last report stays.",
    ],
    notice="No error, no warning, a third of the truth: overwriting is silent.",
)
def overwritten(answer):
    """What remains of the cube's slope when reports overwrite each other."""
    slips = {
        "That is the right slope, with all reports added.": 12,
        "Two of the three reports would have to be added for that.": 8,
        "That is the blame of a.": 2,
        "x is overwritten, but not with zero.": 0,
        "The local derivative is still to be multiplied by the blame of a.": 1,
    }
    given(answer).equals(4, _named(slips))


@check(
    points=3,
    hints=[
        "How often is x used in the forward half, how often y? So often must it be reported to.",
        "Second reports are added. And the derivative of x y by y is not p.",
        "Start at `x_bar = x_bar + p_bar * y`.",
    ],
    notice="Each use of a value in the forward half is one report in the backward half.",
)
def repaired(answer):
    """A backward pass by hand, repaired."""
    for rng in trials(5):
        x, y = rng.uniform(0.5, 2, size=2) * rng.choice([-1, 1], size=2)
        q = x * y + y
        slips = {
            "The first report to x is overwritten.": x * y,
            "The first report to y is overwritten, and the derivative of x y by y is not p.": (
                x * x * y
            ),
            "The first report to y is overwritten.": x * x,
            "The derivative of x y by y is x, not p.": x + x * x * y,
            "The second report to x, through p, is missing.": q,
            "The second report to y, through p, is missing.": x,
            "The second report to x is not multiplied by the blame of p.": q + y,
            "The second report to y is not multiplied by the blame of p.": 2 * x,
        }
        expect(answer, x, y).equals((q * x, q + x * y, x + x * x), _named(slips))


@check(
    points=3,
    hints=[
        "Go backwards from L: first the blame of y, then of a, then of the weights.",
        "The blame of y is y - t. Of w2: times a. Of a: times w2. The bend: times 1 - a**2.",
        "Start with `a = np.tanh(w1 * x)` and `y_bar = w2 * a - t`.",
    ],
    notice="The error y - t stands in both: it is computed once and shared.",
)
def two_weights(answer):
    """The gradient of the smallest network."""
    for rng in trials(5):
        w1, w2, x, t = rng.uniform(0.3, 1.2, size=4) * rng.choice([-1, 1], size=4)
        a = np.tanh(w1 * x)
        miss, bend = w2 * a - t, 1 - a * a
        slips = {
            "The error is y - t, not t - y: both signs are flipped.": -miss * w2 * bend * x,
            "The factor x, from w1 times x, is missing.": miss * w2 * bend,
            "The slope of tanh is missing.": miss * w2 * x,
            "The slope of tanh is 1 - a**2; yours is 1 - a.": miss * w2 * (1 - a) * x,
            "The slope of tanh belongs at w1 x, not at a.": miss * w2 * (1 - np.tanh(a) ** 2) * x,
            "The blame of w1 passes through w2: that factor is missing.": miss * bend * x,
            "The loss has a half in front: its derivative has no 2.": 2 * miss * w2 * bend * x,
            "The error y - t is missing: this is the slope of y, not of L.": w2 * bend * x,
            "The blame of w2 is the error times a: a is what w2 is multiplied by.": miss * w2,
            "The two derivatives have changed places.": miss * a,
        }  # fmt: skip
        expect(answer, w1, w2, x, t).equals((miss * w2 * bend * x, miss * a), _named(slips))


@check(
    points=3,
    hints=[
        "It is a product of two functions of x: use the product rule.",
        "The derivative of g'(f(x)) is g''(f(x)) times f'(x), by the chain rule again.",
        "Two terms: one with g2 and one with f2.",
    ],
    notice="For a straight f only the square remains: stretching by c bends c squared times.",
)
def second_slope(answer):
    """The second derivative of a composition."""
    with part(2, "in general"):
        for rng in trials(4):
            f1, f2, g1, g2 = rng.uniform(0.5, 2, size=4) * rng.choice([-1, 1], size=4)
            slips = {
                "Second derivatives do not multiply along a chain.": g2 * f2,
                "The term with f'' is missing.": g2 * f1**2,
                "The term with g'' is missing.": g1 * f2,
                "f' enters squared: once from the chain rule, once as the factor there.": g2 * f1
                + g1 * f2,
                "f' is missing: the derivative of g'(f(x)) needs the chain rule, too.": g2
                + g1 * f2,
                "The roles are mixed: g'' goes with f' squared, g' with f''.": g1 * f1**2 + g2 * f2,
                "There is no 2: only the product rule of a square would make one.": g2 * f1**2
                + 2 * g1 * f2,
                "f' is squared, not g'.": g2 * f1 + g1**2 * f2,
            }
            right = g2 * f1**2 + g1 * f2
            expect(answer, f1, f2, g1, g2).equals(right, _named(slips))
    with part(1, "a straight line inside, a straight line outside"):
        expect(answer, 3.0, 0.0, 5.0, 2.0).equals(18.0)
        expect(answer, 3.0, 4.0, 5.0, 0.0).equals(20.0)
