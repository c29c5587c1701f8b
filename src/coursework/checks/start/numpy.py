"""Checks of the drills on NumPy: slices, axes, broadcasting."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import mistake, wrong_axis
from coursework.registry import check


@check(
    points=1,
    hints=[
        "One slice for the rows and one for the columns, in the same brackets.",
        "A slice leaves out its stop, and -1 is the last place.",
        "`A[1:-1, ...]` cuts the rows; now the columns.",
    ],
    notice="A slice per axis: what stands between the commas is read axis by axis.",
)
def inner(answer):
    """A table without its border, tall and wide."""
    for rng, shape in zip(trials(4), [(6, 6), (5, 9), (8, 5), (3, 4)], strict=True):
        A = rng.normal(size=shape)
        expect(answer, A).equals(
            A[1:-1, 1:-1],
            mistakes=[
                mistake("The first row and column are cut, the last ones are not.", A[1:, 1:]),
                mistake("The last row and column are cut, the first ones are not.", A[:-1, :-1]),
                mistake("Rows are cut, columns are not: one slice for each axis.", A[1:-1]),
                mistake("Columns are cut, rows are not: one slice for each axis.", A[:, 1:-1]),
                mistake("Rows are cut twice; the columns stand behind a comma.", A[1:-1][1:-1]),
                mistake("-2 is one place too early: a slice leaves out its stop.", A[1:-2, 1:-2]),
                mistake("Two rows and columns are cut on each side.", A[2:-2, 2:-2]),
                mistake("Places are counted from 0: one row too many is cut.", A[2:-1, 2:-1]),
            ],
        )


@check(
    points=2,
    hints=[
        "How many means are there, one per row or one per column?",
        "The axis that you name disappears. The rows must go, so that D means are left.",
        "`X.mean(axis=0)` has shape (D,). Does it fit (N, D) from the right?",
    ],
    notice="Nearly every method of this book begins with this line.",
)
def centred(answer):
    """Columns of mean zero: square first, where the wrong axis runs."""
    for rng, shape in zip(trials(4), [(4, 4), (6, 3), (3, 5), (2, 4)], strict=True):
        X = rng.normal(size=shape) + rng.uniform(2, 9, size=shape[1])
        mean = X.mean(axis=0)
        expect(answer, X).equals(
            X - mean,
            mistakes=[
                mistake("Each row lost its own mean; the columns are meant.", _rows_centred),
                wrong_axis(lambda X: X - X.mean(axis=1)),
                mistake("One mean of all entries was subtracted from every column.", X - X.mean()),
                mistake("These are the means; subtract them from the table.", mean),
                mistake("The means are added; they must be subtracted.", X + mean),
                mistake("The sums were subtracted, not the means.", X - X.sum(axis=0)),
                mistake("Divided by the means, not lessened by them.", X / mean),
                mistake("That is the median, not the mean.", X - np.median(X, axis=0)),
                mistake("The spread must stay as it is.", (X - mean) / X.std(axis=0)),
            ],
        )


def _rows_centred(X):
    return X - X.mean(axis=1, keepdims=True)


@check(
    points=2,
    hints=[
        "Each row is divided by its own sum: which axis must go?",
        "The sums must stand as a column of shape (m, 1), so that they stretch along the rows.",
        "`A.sum(axis=1, keepdims=True)` keeps the axis.",
    ],
    notice="With keepdims the line is right for every shape, also for a square table.",
)
def shares(answer):
    """Rows that add up to one: square first, where a line of sums runs."""
    for rng, shape in zip(trials(5), [(4, 4), (3, 5), (5, 2), (1, 3), (3, 3)], strict=True):
        A = rng.uniform(1, 9, size=shape)
        total = A.sum(axis=1, keepdims=True)
        expect(answer, A).equals(
            A / total,
            mistakes=[
                mistake(
                    "Each row is divided by the sums of all rows in turn: they must be a column.",
                    lambda A: A / A.sum(axis=1),
                ),
                mistake("The columns add up to 1; the rows should.", A / A.sum(axis=0)),
                mistake("The whole table adds up to 1; each row should.", A / A.sum()),
                mistake("That is in percent; each row should add up to 1.", 100 * A / total),
                mistake("These are the sums of the rows: divide by them.", total),
                mistake("These are the sums of the rows: divide by them.", total.ravel()),
                mistake("Divided by the mean of the row, not its sum.", A / A.mean(1)[:, None]),
                mistake("Divided by the largest of the row.", A / A.max(axis=1, keepdims=True)),
                mistake("Multiplied by the sums, not divided.", A * total),
            ],
        )


@check(
    points=2,
    hints=[
        "x numbers the rows of the result, y the columns.",
        "A column of shape (m, 1) and a line of shape (n,) give a table (m, n).",
        "`x[:, None]` makes a column of x.",
    ],
    notice="All pairs at once: the same step gives all distances between two crowds of points.",
)
def differences(answer):
    """All differences: equal lengths first, where x - y runs."""
    for rng, (m, n) in zip(trials(5), [(4, 4), (2, 5), (5, 3), (1, 4), (3, 1)], strict=True):
        x, y = rng.normal(size=m), rng.normal(size=n)
        right = np.subtract.outer(x, y)
        expect(answer, x, y).equals(
            right,
            mistakes=[
                mistake(
                    "Only entries at equal places met; every pair is asked.", lambda x, y: x - y
                ),
                mistake("The roles are exchanged: it holds y minus x.", np.subtract.outer(y, x)),
                mistake("It lies on its side: x numbers the rows, y the columns.", right.T),
                mistake("The entries are added, not subtracted.", np.add.outer(x, y)),
                mistake("The entries are multiplied, not subtracted.", np.outer(x, y)),
                mistake("The sign counts: no absolute value.", np.abs(right)),
                mistake("The differences are squared.", right**2),
                mistake("All pairs are there, but in one line: shape (m, n).", right.ravel()),
            ],
        )


@check(
    points=1,
    hints=[
        "Write (7, 1, 5) and below it (4, 1), aligned at the right.",
        "In each column the longer of the two lengths stays; a missing one counts as 1.",
        "The last two lengths of the result are 4 and 5.",
    ],
    notice="35 numbers and 4 numbers make 140: broadcasting can fill a memory by accident.",
)
def entries(answer):
    """The size of a broadcast sum, predicted."""
    given(answer).equals(
        7 * 4 * 5,
        mistakes={
            "That is what the first array holds; it is stretched.": 7 * 5,
            "That is what the second array holds; it is stretched.": 4,
            "The entries of both arrays, added. But each is repeated.": 7 * 5 + 4,
            "The lengths are multiplied, not added.": 7 + 4 + 5,
            "The last length is stretched to 5, not to 1.": 7 * 4,
            "The first length, 7, is missing: where one array has none, think a 1.": 4 * 5,
            "Aligned at the left, 7 and 4 would not fit. Align at the right.": 7 * 4 * 5 * 4,
            "That is the number of axes.": 3,
            "Equal lengths are not multiplied with one another.": 7 * 5 * 4 * 1 * 7,
        },
    )


@check(
    points=3,
    hints=[
        "Write a under c, aligned at the right, with 1s where a has no axis.",
        "There are len(c) - len(a) axes that a does not have: the first ones of c.",
        "Begin with `padded = (1,) * (len(c) - len(a)) + tuple(a)`, and compare place by place.",
    ],
    notice="To sum over these axes undoes the stretching; automatic differentiation does that.",
)
def stretched_axes(answer):
    """Axes of the target that are missing or 1: random shapes, then the special cases."""
    for rng in trials(8):
        c = rng.integers(2, 6, size=4)
        own = c[int(rng.integers(1, 3)) :].copy()
        own[rng.integers(len(own))] = 1
        _stretched_case(answer, own, c)
    for a, c in [((), (2, 3)), ((4,), (1, 4)), ((1, 4), (3, 4)), ((1, 3), (1, 3)), ((2,), (2,))]:
        _stretched_case(answer, a, c)


def _stretched_case(answer, a, c):
    a, c = tuple(int(n) for n in a), tuple(int(n) for n in c)
    lack = len(c) - len(a)
    ones = [k for k in range(lack, len(c)) if a[k - lack] == 1 != c[k]]
    right = [*range(lack), *ones]
    says = _stretching_mistakes(a, c, lack, ones) | {
        "Those are the axes that were not stretched.": [k for k in range(len(c)) if k not in right],
        "Count from 0 at the left, not backwards.": [k - len(c) for k in right],
        "Axes are counted from 0.": [k + 1 for k in right],
        "That is the lengths, not the axes.": [c[k] for k in right],
        "That is how many there are; the list of them is asked.": len(right),
    }
    expect(answer, a, c).equals(np.array(right), mistakes=says)


def _stretching_mistakes(a, c, lack, ones):
    padded, left, missing = (1,) * lack + a, a + (1,) * lack, list(range(lack))
    return {
        "An axis of length 1 in both shapes is not stretched.": [
            k for k in range(len(c)) if padded[k] == 1
        ],
        "An axis that a lacks counts even where c has length 1.": [
            k for k in range(len(c)) if padded[k] != c[k]
        ],
        "The axes that a does not have count, too.": ones,
        "Also an axis of length 1 that grew is stretched, not only a missing one.": missing,
        "Count the axes in c, not in a.": [*missing, *(k - lack for k in ones)],
        "The shapes are aligned at the right, not at the left.": [
            k for k in range(len(c)) if left[k] == 1
        ],
    }
