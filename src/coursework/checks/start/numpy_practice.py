"""Checks of the drills on NumPy: copies, chance, messages."""

import numpy as np

from coursework.expect import expect, fail, given, trials
from coursework.mistakes import mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Whose memory is Y, what does Y[:, row] pick, and what kind of numbers is in Y?",
        "A second name is no copy. A row is Y[row]. Whole numbers cut off decimals.",
        "Begin with `Y = np.array(X, dtype=float)`: it copies and converts.",
    ],
    notice="A function that leaves its input alone can be called twice without surprises.",
)
def halved(answer):
    """Chosen rows halved: square first, where columns run; decimals, then whole numbers."""
    for rng, (m, n) in zip(
        trials(6), [(4, 4), (3, 5), (6, 4), (4, 4), (3, 5), (2, 3)], strict=True
    ):
        X = rng.normal(size=(m, n)) * 9
        rows = rng.choice(min(m, n), size=2, replace=False).tolist()
        expect(answer, X, rows).equals(_halved(X, rows), mistakes=_halving_mistakes(X, rows))
        whole = 2 * rng.integers(1, 20, size=(m, n)) + 1
        expect(answer, whole, rows).equals(
            _halved(whole, rows),
            mistakes=[
                mistake(
                    "The decimals are cut off: Y holds whole numbers, as X does.",
                    _halved(whole, rows).astype(int),
                ),
                *_halving_mistakes(whole, rows),
            ],
        )
    expect(answer, np.eye(2), []).equals(np.eye(2))
    expect(lambda X, rows: np.shares_memory(answer(X, rows), X), np.eye(2), []).satisfies(
        lambda shared: not shared, "Where no row is chosen the input itself comes back; copy it."
    )


def _halved(X, rows):
    Y = np.array(X, dtype=float)
    Y[rows] /= 2
    return Y


def _halving_mistakes(X, rows):
    columns, others = np.array(X, dtype=float), [k for k in range(len(X)) if k not in rows]
    columns[:, rows] /= 2
    return [
        mistake("Columns are halved: Y[:, row] is a column, a row is Y[row].", columns),
        mistake("The columns are halved, and decimals are cut off.", columns.astype(X.dtype)),
        mistake("All rows are halved, not only the chosen ones.", X / 2),
        mistake("The other rows are halved.", _halved(X, others)),
        mistake("Only the chosen rows are returned; the whole table is asked.", X[rows] / 2),
        mistake("Only the last of the chosen rows is halved.", _halved(X, rows[-1:])),
        mistake(
            "Only the first of the chosen rows is halved: is return inside?", _halved(X, rows[:1])
        ),
        mistake("Nothing is halved.", X),
        mistake("The rows are divided by 4: halved twice?", _halved(_halved(X, rows), rows)),
        mistake("The rows are doubled.", 4 * _halved(X, rows) - 3 * _with_zeros(X, rows)),
        mistake("The rows are set to 0.", _with_zeros(X, rows)),
    ]


def _with_zeros(X, rows):
    Y = np.array(X, dtype=float)
    Y[rows] = 0
    return Y


@check(
    points=3,
    hints=[
        "Do not shuffle the data: shuffle the places 0 to N - 1, once.",
        "A list of places picks rows: X[order] and y[order].",
        "`order = np.random.default_rng(seed).permutation(len(y))`",
    ],
    notice="One order, used twice: so pairs stay pairs, however many arrays there are.",
)
def shuffled(answer):
    """Pairs stay together; the seed, and it alone, decides the order."""
    for rng in trials(3):
        N, D = int(rng.integers(12, 20)), int(rng.integers(2, 5))
        y = rng.permutation(100)[:N]
        X = y[:, None] + 1000.0 * np.arange(1, D + 1)
        seed = int(rng.integers(1000))
        first, again, other = (
            _parts_of(answer, X, y, s) for s in (seed, seed, seed + 1 + int(rng.integers(99)))
        )
        if not np.array_equal(first, again):
            fail(
                "The same seed gave two orders: make the generator from the seed, in the function."
            )
        if np.array_equal(first, other):
            fail("Two seeds gave the same order: the generator must be made from this seed.")


def _parts_of(answer, X, y, seed):
    result = expect(answer, X, y, seed).satisfies(
        lambda r: isinstance(r, (tuple, list)) and len(r) == 2,
        "Two arrays are to be returned, separated by a comma.",
    )
    try:
        A, b = (np.asarray(part) for part in result.value)
    except ValueError:
        fail("The two results are no arrays of equal rows.")
    result.satisfies(
        lambda _: A.shape == X.shape and b.shape == y.shape,
        f"The shapes must stay: {X.shape} and {y.shape}, but these are {A.shape} and {b.shape}.",
    )
    _judge_order(A, b, X, y)
    if any(np.array_equal(b, np.roll(y, k)) for k in range(1, len(y))):
        fail("The order is only cut, like a deck of cards: neighbours stay neighbours. Shuffle it.")
    return b


def _judge_order(A, b, X, y):
    if np.array_equal(A, X) or np.array_equal(b, y):
        still = "X" if np.array_equal(A, X) else "y"
        both = "Nothing is shuffled." if np.array_equal(A, X) and np.array_equal(b, y) else ""
        fail(both or f"{still} is not shuffled, but the other one is.")
    if not np.array_equal(np.sort(b), np.sort(y)):
        fail("Some entries of y are gone and others are there twice: draw without putting back.")
    if not np.array_equal(A - b[:, None], X - y[:, None]):
        says = {
            True: "The entries within the rows of X changed places: only whole rows may move.",
            False: "The pairs are torn apart: X and y were given different orders.",
        }
        fail(says[not set(map(tuple, A)) <= set(map(tuple, X))])


@check(
    points=2,
    hints=[
        "One row per throw, two columns: `rng.integers(..., size=(100_000, 2))`.",
        "The larger of each row, then the mean of those: two steps.",
        "`throws.max(axis=1).mean()`; and integers(1, 7) leaves out the 7.",
    ],
    notice="It can be counted: 2k - 1 of the 36 throws have the larger number k.",
)
def larger_die(answer):
    """The mean of the larger of two dice, within half a percent: a guess of 4.5 is too far."""
    a, b = np.meshgrid(np.arange(1, 7), np.arange(1, 7))
    five = np.maximum(a, b)[:5, :5].mean()
    given(answer).equals(
        np.maximum(a, b).mean(),
        mistakes={
            "That is the mean of one die.": 3.5,
            "The dice run from 0 to 5: begin with 1.": np.maximum(a, b).mean() - 1,
            "That is the mean of the sum of two dice.": 7.0,
            "That is the mean of the smaller number.": np.minimum(a, b).mean(),
            "That is the mean of the difference.": np.abs(a - b).mean(),
            "No die shows a 6: the stop of integers(1, 6) is left out.": five,
            "That is the mean of the product.": 12.25,
            "That is the largest of all throws: take the maximum of each row.": 6,
            "Those are three dice; throw two.": 119 / 24,
            "That is the example with two coins.": 1.75,
            "That is the most frequent larger number or a sum, not a mean.": 161,
        },
        rtol=0.005,
    )


@check(
    points=1,
    hints=[
        "Begin with the last line: how many axes has the array, how many places were asked for?",
        "Which array stands at the arrow, and which line made it?",
        "What shape has A[A > 0] for a table A?",
    ],
    notice="An error often shows in a later line than the one in which it was made.",
)
def message(answer):
    """What an IndexError says."""
    given(answer).chooses(
        "c",
        {
            "a": "A mask should have the shape of the table that it picks from, and this one has.",
            "b": "Then the message would say that an index is out of bounds. This one counts axes.",
            "d": "The array heights has two axes, (3, 1). At the arrow stands another array.",
        },
    )
