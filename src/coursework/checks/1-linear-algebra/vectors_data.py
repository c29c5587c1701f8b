"""Checks of the exercises on vectors: data, their units, many dimensions."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import Mistake, mistake, rows_for_columns
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Which data were the machine's scale made from? Which axis counts the examples?",
        "Each feature has its own mean and standard deviation, from the rows of train.",
        "First line: `mean = train.mean(axis=0)`; then look at the brackets.",
    ],
    notice="Whatever is learned, even a mean, is learned from the training data only.",
)
def repaired(answer):
    """Three faults, square tables first: there the broken code runs."""
    for rng, square in zip(trials(5), [True, True, False, False, False], strict=True):
        N, M, n = (4, 4, 4) if square else rng.permutation([3, 4, 5])
        scale = rng.uniform(1, 20, size=n)
        train = rng.normal(size=(N, n)) * scale + 3
        new = rng.normal(size=(M, n)) * scale + 5
        right = (new - train.mean(axis=0)) / train.std(axis=0)
        expect(answer, train, new).equals(right, mistakes=_wrongly_standardised(train, new))


def _wrongly_standardised(train, new):
    mean, std = train.mean(axis=0), train.std(axis=0)
    own, spread, sample = new.mean(axis=0), new.std(axis=0), train.std(axis=0, ddof=1)
    wrong = {
        "The mean still comes from the new data.": (new - own) / std,
        "The spread comes from the new data.": (new - mean) / spread,
        "Mean and spread both come from the new data.": (new - own) / spread,
        "Brackets are missing: only the mean is divided.": new - mean / std,
        "The standard deviation runs along the wrong axis.": _along_rows,
        "One mean for the whole table: each feature has its own.": _one_mean,
        "One spread for the whole table: each feature has its own.": (new - mean) / train.std(),
        "The new data got into the mean and the spread.": _pooled,
        "Divided by the variance: its root is missing.": (new - mean) / std**2,
        "The spread divides by N - 1; the lesson's divides by N.": (new - mean) / sample,
        "The training data came back, not the new data.": (train - mean) / std,
        "The mean is not subtracted.": new / std,
        "Nothing is divided by the spread.": new - mean,
        "Nothing is repaired yet.": _broken,
    }
    rows = rows_for_columns(lambda a, b: (b - a.mean(1)) / a.std(1))
    return [*(mistake(says, answer) for says, answer in wrong.items()), rows]


def _along_rows(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=1)


def _one_mean(train, new):
    return (new - train.mean()) / train.std()


def _pooled(train, new):
    both = np.vstack([train, new])
    return (new - both.mean(axis=0)) / both.std(axis=0)


def _broken(train, new):
    return new - new.mean(axis=0) / train.std(axis=1)


@check(
    points=2,
    hints=[
        "Draw two tables of shape (20000, 200); each row is a point.",
        "The 1-norm is the sum of the sizes of the differences, one number for each pair.",
        "`r = np.abs(P - Q).sum(axis=1)`; then r.std() divided by r.mean().",
    ],
    notice="For the 1-norm the spread is 1 / root of 2n: distances concentrate for it as well.",
)
def street_spread(answer):
    """The relative spread of 1-norm distances in 200 dimensions, exactly 1 / sqrt(400)."""
    n = 200
    values = {
        "That is the 2-norm; the 1-norm is asked.": np.sqrt(7 / 5 / n) / 2,
        "That is the length of one point; take the difference of two.": 1 / np.sqrt(3 * n),
        "That is the squared distance; the 1-norm has no squares.": np.sqrt(7 / 5 / n),
        "That is the standard deviation; divide it by the mean.": np.sqrt(n / 18),
        "That is the mean; the spread divided by it is asked.": n / 3,
        "That is the variance; its root divided by the mean is asked.": n / 18,
        "That is the variance divided by the mean: a root is missing.": 1 / 6,
        "That is the mean divided by the spread: the other way round.": np.sqrt(2 * n),
        "That is in percent; give it as a number.": 100 / np.sqrt(2 * n),
        "That is the example with 2 dimensions.": 0.5,
    }
    given(answer).equals(
        1 / np.sqrt(2 * n),
        mistakes=[_nearest(says, values) for says in values],
        rtol=0.04,
    )


def _nearest(says, values):
    """Speaks if the answer is within 4 % of this value, and closer to it than to the others."""

    def pattern(got, reference, same):
        ratios = {name: abs(float(got) / value - 1) for name, value in values.items()}
        return min(ratios, key=ratios.get) == says and ratios[says] < 0.04

    return Mistake(says, pattern=pattern)


@check(
    points=1,
    hints=[
        "Compare u with 10 u under each of the four.",
        "Proportions matter, amounts do not.",
        "Which of the four does not change when a vector is multiplied by 10?",
    ],
    notice="The cosine sees directions only: the amounts are divided away.",
)
def measure(answer):
    """The measure that ignores how much somebody listens."""
    given(answer).chooses(
        "b",
        {
            "a": "The distance of u and 10 u is nine times the length of u: far, not near.",
            "c": "The largest difference between u and 10 u is large where u is large.",
            "d": "The dot product grows with the number of plays: the heaviest listener wins.",
        },
    )
