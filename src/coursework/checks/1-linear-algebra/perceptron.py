"""Checks of the exercises on the perceptron: distances, the rule, what it can learn."""

import numpy as np

from coursework.expect import expect, given, part, trials
from coursework.registry import check


@check(
    points=2,
    hints=[
        "Compute z for every point with one product; then ask how long w is.",
        "d = (w · x + b) / ‖w‖, the bias included.",
        "`z = X @ w + b`",
    ],
    notice="Ten times w and b is the same hyperplane, and gives the same distances.",
)
def distance(answer):
    """Signed distances from a hyperplane."""
    for rng, (N, n) in zip(trials(4), ((5, 3), (4, 2), (7, 4), (3, 6)), strict=True):
        X, w, b = rng.normal(size=(N, n)), 3 * rng.normal(size=n), 1 + rng.uniform()
        z, length = X @ w + b, np.linalg.norm(w)
        expect(answer, X, w, b).equals(
            z / length,
            mistakes={
                "That is z; a distance is z divided by the length of w.": z,
                "Divide by the length of w, not by its square.": z / length**2,
                "The distance has a sign: leave out the absolute value.": np.abs(z) / length,
                "The bias is forgotten.": X @ w / length,
                "The bias is divided by the length, too: brackets.": X @ w / length + b,
                "Only the bias is divided: brackets.": X @ w + b / length,
                "The length of w is the root of the sum of squares.": z / np.abs(w).sum(),
                "w points to the positive side; here it is the negative.": -z / length,
                "Divide by the length of w, not by those of the points.": z
                / np.linalg.norm(X, axis=1),
                "The bias is added to z, not subtracted.": (X @ w - b) / length,
                "There may be more than three features.": (X[:, :3] @ w[:3] + b)
                / np.linalg.norm(w[:3]),
            },
        )


@check(
    points=2,
    hints=[
        "Keep three numbers, w1, w2, b. At a mistake add y times (x1, x2, 1).",
        "z = 0 is a mistake, too. In the second pass it happens twice.",
        "After the first pass the three numbers are 1, 0 and -1.",
    ],
    notice="The first point, right a moment ago, is wrong again: the others have moved the line.",
)
def by_hand(answer):
    """Two passes of the rule over three points."""
    X, y = np.array([[2, 1], [1, 2], [0, -1]]), np.array([1, -1, -1])
    given(answer).equals(
        np.append(*_learn(X, y, 2)),
        mistakes={
            "That is after one pass, or points on the line were let pass.": np.array([1, 0, -1]),
            "That is without the last correction: the third point lies on the line, too.": np.array(
                [0, -2, -2]
            ),
            "That is after the first point of all.": np.array([2, 1, 1]),
            "That is after two points.": np.array([1, -1, 0]),
            "That is after three passes.": np.append(*_learn(X, y, 3)),
            "That is after all mistakes, until none is left.": np.append(*_learn(X, y, 50)),
            "The bias learns, too: it gets y at each mistake.": np.array([0, -1, 0]),
            "The order is w1, w2, b.": np.array([-3, 0, -1]),
            "The bias moves by y, not by 1 each time.": np.array([0, -1, 5]),
            "Learn at mistakes only, not at every point.": np.array([2, 0, -2]),
        },
        rtol=1e-6,
    )


def _learn(X, y, passes, *, least=0.0, bias=True, signed=True, brackets=True, always=False):
    """The rule with one slip or several: the slips of the broken code are among them."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        for x, label in zip(X, y, strict=True):
            value = label * (w @ x + b) if brackets else label * (w @ x) + b
            if value <= least or always:
                w = w + (label if signed else 1) * x
                b = b + label * bias
    return w, b


@check(
    points=3,
    hints=[
        "Write the rule down from the lesson and compare it symbol by symbol.",
        "y (w · x + b) <= 0; then w gets y x, and b gets y. What happens at w = 0 with `<`?",
        "`if y[i] * (w @ X[i] + b) <= 0:`",
    ],
    notice="Of the three faults the `<` is the quietest: at zero weights it never learns anything.",
)
def repaired(answer):
    """The perceptron's rule."""
    with part(2, "on random points"):
        for rng, passes in zip(trials(4), (3, 2, 5, 30), strict=True):
            X = rng.normal(size=(9, 3)) + [0.5, 0.0, -0.5]
            X = X[np.argsort(X @ rng.normal(size=3))]  # those with -1 first: b must go both ways
            y = np.repeat([-1.0, 1.0], [4, 5])
            expect(answer, X, y, passes).equals(_learn(X, y, passes), mistakes=_slips(X, y, passes))
    with part(1, "where points lie on the line"):
        X, y = np.array([[2, 1], [1, 2], [0, -1]]), np.array([1, -1, -1])
        for passes in (1, 2, 3, 8):
            expect(answer, X, y, passes).equals(_learn(X, y, passes), mistakes=_slips(X, y, passes))


def _slips(X, y, passes):
    learned = {
        "It never learns: a point on the line, as at the start, is a mistake, too: `<=`.": {
            "least": -1e-300
        },
        "The bias belongs inside the brackets: y multiplies all of z.": {"brackets": False},
        "The correction of w is y x: the label is missing.": {"signed": False},
        "The bias gets y at each mistake, and here it does not.": {"bias": False},
        "It learns at every point, right or wrong.": {"always": True},
        "It learns at right answers that are near the line, too.": {"least": 1.0},
        "Brackets and label are still wrong.": {"brackets": False, "signed": False},
    }
    wrong = {says: _learn(X, y, passes, **slip)[0] for says, slip in learned.items()}
    return wrong | {
        "It makes one pass only: the outer loop is lost.": _learn(X, y, 1)[0],
        "The points are taken from the last to the first.": _learn(X[::-1], y[::-1], passes)[0],
        "w runs away from the points: the sign of the correction.": _learn(-X, y, passes)[0],
        "b stays 0, but it gets y at each mistake.": 0.0,
        "Correct at once: the next point must meet the new line.": _all_at_once(X, y, passes),
    }


def _all_at_once(X, y, passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        wrong = y * (X @ w + b) <= 0
        w, b = w + y[wrong] @ X[wrong], b + y[wrong].sum()
    return w


@check(
    points=2,
    hints=[
        "How much does y z grow at one correction? See the equation after the rule.",
        "y z + k η (‖x‖² + 1) > 0: solve for k. What if the left side comes out as exactly 0?",
        "`behind = -y * (w @ x + b)`; the answer is 0 if that is below 0.",
    ],
    notice="Halving the step about doubles the corrections: for one point η matters.",
)
def corrections(answer):
    """How many corrections one point needs."""
    for rng in trials(5):
        x = rng.uniform(1, 2, size=3) * rng.choice([-1, 1], size=3)
        w, b = x + 9 * rng.normal(size=3), rng.normal()
        y, lr = -np.sign(w @ x + b), rng.uniform(0.05, 0.1) * abs(w @ x + b) / 100
        behind, gain = abs(w @ x + b), x @ x + 1
        right = np.floor(behind / (lr * gain)) + 1
        expect(answer, w, b, x, y, lr).equals(right, mistakes=_counts(behind, x, lr, right))
        early = {
            "A point that is right from the start needs none.": 1.0 - right,
            "It is right from the start, so it needs none: an absolute value hides that.": right,
        }
        expect(answer, w, b, x, -y, lr).equals(0.0, mistakes=early)
    w, x = np.array([3.0, 3.0]), np.array([1.0, 1.0])  # y z = -6, a correction adds 3
    for start, count in ((w, 3), (0 * w, 1), (w / 2, 2)):
        says = "Where the point would end on the line it needs one more: that is no right answer."
        expect(answer, start, 0.0, x, -1, 1.0).equals(float(count), mistakes={says: count - 1.0})


def _counts(behind, x, lr, right):
    up = {
        "The bias learns, too: a correction adds ‖x‖² + 1.": behind / (lr * (x @ x)),
        "The step η is forgotten.": behind / (x @ x + 1),
        "η multiplies the whole gain, the share of the bias included.": behind / (lr * (x @ x) + 1),
        "The length of x enters squared.": behind / (lr * (np.linalg.norm(x) + 1)),
        "Not the number of units behind, but how many gains fit into it.": behind,
    }
    return {says: np.floor(value) + 1 for says, value in up.items()} | {
        "That is one too few: after these the point is still wrong.": right - 1,
        "That is one too many.": right + 1,
        "A whole number of corrections is asked.": behind / (lr * (x @ x + 1)),
        "The point is wrong here: it needs at least one.": 0.0,
    }


@check(
    points=2,
    hints=[
        "Loop over the numbers 0 to 255; their eight binary digits are the labels.",
        "`y = np.where(number >> np.arange(8) & 1, 1, -1)`",
        "Give each corner a further 1 for the bias, learn 100 passes, then ask y z > 0 for all.",
    ],
    notice="14 of 16, then fewer than half, and in higher dimensions hardly any.",
)
def cube(answer):
    """The separable labellings of the cube's corners."""
    given(answer).equals(
        104.0,
        mistakes={
            "The two ways with only one label count as separable.": 102.0,
            "That is the square, or the cube without a bias: give each corner a further 1.": 14.0,
            "That counts those that are not separable.": 152.0,
            "That is all of them.": 256.0,
            "That is the share; the number is asked.": 104 / 256,
            "That counts a labelling and its opposite once.": 52.0,
        },
        rtol=1e-6,
    )


@check(
    points=1,
    hints=[
        "Which of them has a point that lies among points of the other label?",
        "A convex combination of points with z > 0 has z > 0.",
        "With one feature the hyperplane is a single number, a limit.",
    ],
    notice="One feature more, its square, and the three numbers are separable.",
)
def unlearnable(answer):
    """The data that no hyperplane separates."""
    given(answer).chooses(
        "b",
        {
            "a": "Cut off that corner with a line: the other three lie on its far side.",
            "c": "With independent rows X w = y has an answer for every y, so any labels will do.",
            "d": "Two discs that do not touch leave room for a line between them.",
        },
    )
