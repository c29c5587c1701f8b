"""Checks of the exercises on counting: pairs, clusterings, tables, restarts, blind trees."""

from math import comb, factorial

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check
from mlmath.sets.counting import bell, stirling


@check(
    points=1,
    hints=[
        "What happens to the last person? Then take the last of those who remain.",
        "She has 9 possible partners; of the eight others the last has 7.",
        "9 * 7 * 5 * ...",
    ],
    notice="Rows divided by how often each pairing was counted gives the same number.",
)
def pairs(answer):
    """Pairings of ten people."""
    given(answer).equals(
        945,
        mistakes={
            "The pairs have no names and no order: divide by their orders.": factorial(10) // 2**5,
            "Within a pair there is no order, either.": factorial(10) // factorial(5),
            "Those are rows of ten people: many rows make the same pairs.": factorial(10),
            "That is the number of ways to choose one pair.": comb(10, 2),
            "That is a choice of five of ten people.": comb(10, 5),
            "Five groups of any size are counted; here each has two.": stirling(10, 5),
            "The choices one after the other multiply; they are not added.": 9 + 7 + 5 + 3 + 1,
            "Once a pair is formed, two people are gone, not one.": factorial(9),
            "That is for eight people.": 105,
            "That is for twelve people.": 10395,
            "That is the example with four people.": 3,
        },
        rtol=1e-9,
    )


@check(
    points=3,
    hints=[
        "The last thing is alone, or it joins one of the k groups of the others.",
        "S(n, k) = S(n - 1, k - 1) + k S(n - 1, k), with S(0, 0) = 1 and S(n, 0) = 0.",
        "Keep one row of the table as a list of Python's whole numbers, `[1] + [0] * k`.",
    ],
    notice="For fifty things the numbers have dozens of digits, and the loop takes no time.",
)
def clusterings(answer):
    """The Stirling numbers, exact also where integers of 64 bits end."""
    small = [(5, 3), (7, 4), (6, 2), *_some(), (4, 4), (5, 1), (0, 0), (3, 0), (0, 3), (2, 5)]
    with part(2, "small numbers"):
        for n, k in small:
            expect(answer, n, k).equals(stirling(n, k), mistakes=_wrong_clusterings(n, k))
        expect(answer, 3, 3).returns(shape=())
    with part(1, "fifty things"):
        for n, k in [(50, 7), (50, 25)]:
            expect(answer, n, k).satisfies(
                lambda v, n=n, k=k: np.ndim(v) == 0 and int(v) == stirling(n, k),
                "Not exact for fifty things: floating-point numbers or an array of integers of "
                "64 bits are in the way; use Python's own whole numbers.",
            )


def _wrong_clusterings(n, k):
    return [
        mistake("The thing that joins has k groups to choose from.", comb),
        mistake("It joins one of k groups, not of n.", _by_n),
        mistake("That gives names to the groups.", stirling(n, k) * factorial(k)),
        mistake("Groups may not be empty.", k**n),
        mistake("Groups may not be empty.", _at_most),
        mistake("The numbers of groups are all added; k are asked.", bell(n)),
        mistake("One thing too few.", _fewer),
        mistake("One thing too many.", lambda n, k: stirling(n + 1, k)),
        mistake("It joins one of k groups, not of k - 1.", _by_one_less),
    ]


def _some():
    return [tuple(sorted(rng.integers(2, 9, size=2).tolist(), reverse=True)) for rng in trials(3)]


def _table(rule):
    def count(n, k):
        if n == 0 or k == 0:
            return int(n == k)
        return count(n - 1, k - 1) + rule(n, k) * count(n - 1, k)

    return count


_by_n = _table(lambda n, k: n)
_by_one_less = _table(lambda n, k: k - 1)


def _at_most(n, k):
    return sum(stirling(n, j) for j in range(k + 1))


def _fewer(n, k):
    return stirling(n - 1, k)


@check(
    points=3,
    hints=[
        "Who sits with the last person? At least one of the others does.",
        "Choose her k companions, and seat the rest by the same rule.",
        "V(n + 1) = sum over k from 1 to n of (n choose k) V(n - k), with V(0) = 1.",
    ],
    notice="Scatter one table or gather the lonely: B(n) = V(n) + V(n + 1).",
)
def not_alone(answer):
    """Partitions of eight without blocks of one."""
    given(answer).equals(
        715,
        mistakes={
            "People may sit alone there: those are all partitions.": bell(8),
            "That is for seven people.": 162,
            "That is for nine people.": 3425,
            "Only pairs are counted; tables may be larger.": 105,
            "Only two tables are counted; there may be one, three or four.": stirling(8, 2) - 8,
            "Only the partition in which all are alone is left out.": bell(8) - 1,
            "Those are the partitions in which somebody is alone.": bell(8) - 715,
            "The table of all eight is missing.": 714,
            "The last person alone is left out; the others may not be alone, either.": bell(8)
            - bell(7),
            "That is the number of all partitions of seven.": bell(7),
            "That is the example with four people.": 4,
        },
        rtol=1e-9,
    )


@check(
    points=1,
    hints=[
        "When does the whole series fail? When every start misses.",
        "r starts all miss with probability 0.63 to the power r.",
        "0.63 ** r must be at most 0.01: try r = 8, 9, ...",
    ],
    notice="Each start multiplies the risk by 0.63: ten starts make it a hundredth.",
)
def restarts(answer):
    """Starts of k-means for a probability of 0.99."""
    given(answer).equals(
        10,
        mistakes={
            "That is one short: 0.63 to that power is still above 0.01.": 9,
            "That is more than needed: find the smallest.": 11,
            "So many until a hit on average, not to be nearly sure.": 3,
            "So many until a hit on average, not to be nearly sure. ": 1 / 0.37,
            "Starts come whole: round up.": 9.967,
            "Starts come whole: round up. ": 9.97,
            "That is for a probability of 0.95.": 7,
            "The probabilities are not added up: 0.37 three times is no certainty.": 0.99 / 0.37,
            "It misses with 0.63, it does not hit.": 5,
            "As many as in the lesson, and far too many.": 100,
            "That is the example with a probability of 0.6.": 2,
        },
        rtol=1e-4,
    )


@check(
    points=2,
    hints=[
        "For each labelling compare the mistakes of no question with those after each question.",
        "Mistakes of a side: the smaller of its number of ones and of zeros.",
        "Loop over `itertools.product([0, 1], repeat=8)`; leave out the two with one label only.",
    ],
    notice="Counting mistakes is a coarse judge; the entropy of step 5 sees more.",
)
def blind(answer):
    """Labellings of eight inputs on which no question saves a mistake."""
    given(answer).equals(
        144,
        mistakes={
            "Both labels must occur: two labellings are to be left out.": 146,
            "Those are the labellings in which some question does help.": 110,
            "Some question does not help there; here none may.": 246,
            "Those are the labellings in which every single question helps.": 8,
            "How many, not which share of them.": 144 / 256,
            "How many, not which share of those with both labels. ": 144 / 254,
            "That is the example with two questions.": 10,
            "Every question must split the ones in halves there; that is more than is asked.": 16,
            "Those are all labellings.": 256,
            "Those are all labellings with both labels.": 254,
        },
        rtol=1e-9,
    )
