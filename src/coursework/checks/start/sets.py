"""Checks of the exercises on sets, functions and counting: relations and splits."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=2,
    hints=[
        "Compare the label of each thing with the label of each.",
        "`label[:, None]` has shape (n, 1); compared with shape (n,) it makes a table.",
        "`label[:, None] == label` is the table with True and False.",
    ],
    notice="The table is symmetric with a full diagonal; its ones are the squares of the sizes.",
)
def same_label(answer):
    """The table of a labelling."""
    for rng in trials(4):
        label = rng.permutation([4, 4, 4, 5, 5, -4, 0, 0])
        E = (label[:, None] == label).astype(int)
        expect(answer, label).equals(
            E,
            mistakes={
                "Zeros and ones have changed places.": 1 - E,
                "A thing has the same label as itself: the diagonal is full.": E - np.eye(8),
                "Only one half: if x is like y, then y is like x.": np.triu(E),
                "Only one half: if y is like x, then x is like y. ": np.tril(E),
                "The labels are multiplied; are they equal?": np.outer(label, label),
                "The labels are subtracted; are they equal?": label[:, None] - label,
                "Only things that stand beside each other are compared.": np.eye(8),
                "Each label is compared with itself alone: make a table.": np.ones(8),
                "Those are the sizes of the blocks, not who is with whom.": E.sum(axis=1),
                "Every two things count as alike.": np.ones((8, 8)),
                "Labels that are nearly equal are different labels.": _near(label),
                "4 and -4 are different labels: the sign counts.": _near(abs(label), 0),
            },
        )
    expect(answer, np.array([5])).equals([[1]])
    far = np.array([1000, 0, -1000, 1000])
    expect(answer, far).equals(_near(far, 0))


def _near(label, most=1):
    return (abs(label[:, None] - label) <= most).astype(int)


@check(
    points=1,
    hints=[
        "Three properties: x is like x; if x is like y, y is like x; and no chain breaks.",
        "Look for a chain: x is like y, y is like z. Must x be like z?",
        "Equal values of a function are equal labels: which relation is of that form?",
    ],
    notice="Whatever reads 'both have the same ...' sorts; 'close to' and 'share one' do not.",
)
def equivalence(answer):
    """Which relation is an equivalence."""
    given(answer).chooses(
        "c",
        {
            "a": "Take the numbers 0, 0.6 and 1.2: each step is small, and the two ends?",
            "b": "If y is the neighbour of x and z that of y, x and z need not be neighbours.",
            "d": "x and y may share one customer, y and z another: what do x and z share?",
        },
    )


@check(
    points=2,
    hints=[
        "Two rows are equal if all their numbers are.",
        "For each test row: is there some training row, all of whose numbers agree?",
        "`seen = {tuple(row) for row in train.tolist()}`, then ask for each test row.",
    ],
    notice="This finds exact copies; the same patient measured twice goes unnoticed.",
)
def leaked(answer):
    """The test rows that stand in training; small numbers, so that parts agree by chance."""
    for rng in trials(5):
        train = np.vstack([rng.integers(0, 3, (7, 4)), [[8, 8, 1, 1], [2, 1, 8, 8], [0, 0, 0, 9]]])
        odd = [[8] * 4, [5, 8, 5, 5], [8, 5, 5, 5], [0, 9, 0, 0], [7, 5, 5, 1], [5] * 4, [5] * 4]
        test = np.vstack([train[[1, 7, 9]], odd])
        test = rng.permutation(test)
        same = test[:, None] == train
        right = same.all(axis=2).any(axis=1)
        expect(answer, train, test).equals(
            right,
            mistakes=[
                mistake("One equal number is enough here; all must agree.", same.any((1, 2))),
                mistake("The numbers must stand in one training row.", same.any(1).all(1)),
                mistake("One answer for each test row, not for each training row.", _back),
                mistake("The numbers stand in training somewhere; not in one row.", _somewhere),
                mistake("That compares rows in the same place only.", _beside),
                mistake("Only the first number of a row is compared.", same[:, :, 0].any(1)),
                mistake("The order of the numbers in a row matters.", _sorted),
                mistake("Different rows can have the same sum.", _sum),
                mistake("How many there are was not asked, but which.", right.sum()),
                mistake("Those are their places; True or False is asked.", np.flatnonzero(right)),
                mistake("Twins within the test are no leak.", right | _within(test)),
            ],
        )
    _leaked_exactly(answer)


def _leaked_exactly(answer):
    """Parts, signs, numbers of two digits: rows that are nearly the same."""
    train = np.array([[0.5, -12], [1.5, 4], [12, 1]])
    test = np.array([[0.4, -12], [0.5, -12], [0.5, 12], [1.5, 4.25], [2, 2]])
    expect(answer, train, test).equals(
        [False, True, False, False, False],
        mistakes={
            "Nearly equal is not equal.": [True, True, False, True, False],
            "The signs of the numbers count.": [False, True, True, False, False],
            "Different rows can have the same sum.": [False, True, False, False, True],
        },
    )
    says = "Joined without a mark between them, 11 and 2 look like 1 and 12."
    expect(answer, np.array([[1, 12], [3, 4]]), np.array([[11, 2], [1, 12]])).equals(
        [False, True], mistakes={says: [True, True]}
    )


def _back(train, test):
    return (test[:, None] == train).all(axis=2).any(axis=0)


def _somewhere(train, test):
    return np.isin(test, train).all(axis=1)


def _beside(train, test):
    return (train[: len(test)] == test).all(axis=1)


def _sorted(train, test):
    return (np.sort(test)[:, None] == np.sort(train)).all(axis=2).any(axis=1)


def _sum(train, test):
    return np.isin(test.sum(axis=1), train.sum(axis=1))


def _within(test):
    return (test[:, None] == test).all(axis=2).sum(axis=1) > 1


@check(
    points=2,
    hints=[
        "When is no sibling in training? When both are in the test, beside the row itself.",
        "The test has 9 places left and 29 rows compete; then 8 places and 28 rows.",
        "p is one minus the product of 9/29 and 8/28; then p + (1 - p) * 0.7.",
    ],
    notice="An honest 70 per cent reads as 97: repeating rows is the cheapest way to shine.",
)
def siblings(answer):
    """The report of a test whose rows stand three times."""
    a = 0.7

    def report(p):
        return p + (1 - p) * a

    both = 9 / 29 * 8 / 28
    given(answer).equals(
        report(1 - both),
        mistakes={
            "That is for one sibling; each row has two.": report(20 / 29),
            "One sibling in training is enough, both are not needed.": report(20 * 19 / 29 / 28),
            "The second sibling is one of 28 rows, with 8 places.": report(1 - (9 / 29) ** 2),
            "The row itself has taken a place in the test: 9 of 29.": report(1 - (10 / 30) ** 2),
            "Of those without sibling, 0.7 are right, too: add them.": 1 - both,
            "That is the honest accuracy.": a,
            "The share is asked between 0 and 1, not in percent.": 100 * report(1 - both),
            "p and 1 - p have changed places.": report(both),
            "That is the share of wrong answers.": 1 - report(1 - both),
        },
        rtol=1e-4,
    )


@check(
    points=3,
    hints=[
        "Draw among the patients, not among the rows.",
        "`np.unique(patient)` lists each patient once.",
        "`drawn = rng.choice(np.unique(patient), m, replace=False)`; which rows are theirs?",
    ],
    notice="The blocks of the split are unions of classes: no patient is cut.",
)
def honest_split(answer):
    """Whole patients, m of them, each as likely as any other."""
    with part(2, "whole patients"):
        for rng in trials(6):
            patient = rng.permutation(
                np.repeat([103, 7, 58, 12, 400, 33, 64], [9, 1, 4, 2, 3, 1, 2])
            )
            _whole(answer, patient, int(rng.integers(1, 4)), rng)
    with part(1, "by lot"):
        names = np.array([0, 9, -1, 4, 70, 5, 6])
        patient, often = np.repeat(names, [12, 1, 1, 1, 1, 1, 1]), np.zeros(7)
        _whole(answer, patient, 3, next(trials(1)))
        for rng in trials(200):  # each patient is drawn 86 times, give or take 7
            test = np.asarray(expect(answer, patient, 3, rng).value).astype(bool)
            often += np.isin(names, patient[test])
        fair = given(often)
        fair.satisfies(lambda v: (v % 200).any(), "The same patients go to the test every time.")
        says = "Patients with many rows are drawn more often: draw from the list of patients."
        fair.satisfies(lambda v: v[0] < 122, says)
        fair.satisfies(lambda v: v[0] > 50, "Patients with many rows are drawn too seldom.")
        says = "Some patients are drawn more often than others, whatever their number of rows."
        fair.satisfies(lambda v: (abs(v - 86) < 36).all(), says)


def _whole(answer, patient, m, rng):
    """One split, judged by its patients."""
    result = expect(answer, patient, m, np.random.default_rng(int(rng.integers(2**32))))
    result.returns(shape=(len(patient),), low=0, high=1)
    test = np.asarray(result.value).astype(bool)
    inside, outside = set(patient[test].tolist()), set(patient[~test].tolist())
    result.satisfies(lambda _: not inside & outside, "A patient stands on both sides of the split.")
    result.satisfies(lambda _: len(outside) != m or len(inside) == m, "The test is the other side.")
    says = "The number of patients in the test is not m: is one drawn twice, are rows counted?"
    result.satisfies(lambda _: len(inside) == m, says)
    return test
