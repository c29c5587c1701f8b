"""Checks of the exercises on gradient descent: data, critical points, other landscapes."""

import numpy as np

from coursework.compare import close
from coursework.expect import expect, given, part, trials
from coursework.mistakes import Mistake, mistake
from coursework.registry import check
from mlmath.datasets.shipped import load_diabetes


def _named(sentences):
    return [mistake(says, wrong) for says, wrong in sentences.items()]


@check(
    points=3,
    hints=[
        "Each column has its own unit, so each column has its own mean and standard deviation.",
        "Both sets use the training set's numbers; a column without spread is divided by 1.",
        "Start with `mean, spread = train.mean(axis=0), train.std(axis=0)`.",
    ],
    notice="The test set stands for data that you have not seen: it may not lend its own mean.",
)
def standardise(answer):
    """Standardising by the statistics of the training set."""
    with part(2, "columns that vary"):
        for rng, (N, M, n) in zip(trials(3), [(6, 4, 3), (5, 5, 5), (7, 3, 2)], strict=True):
            scale, shift = rng.uniform(0.5, 9, size=n), rng.uniform(2, 20, size=n)
            train, test = (rng.normal(size=(k, n)) * scale + shift for k in (N, M))
            expect(answer, train, test).equals(
                tuple((X - train.mean(0)) / train.std(0) for X in (train, test)),
                _scaling_slips(train, test),
            )
    with part(1, "a column without spread"):
        train, test = np.array([[1, 5], [3, 5]]), np.array([[4, 5], [2, 6]])
        right = np.array([[-1.0, 0], [1, 0]]), np.array([[2.0, 0], [0, 1]])
        expect(answer, train, test).equals(right)


def _scaling_slips(train, test):
    def both(says, scaled):
        return [mistake(says, lambda *_, X=X: scaled(X)) for X in (train, test)]

    mean, spread, every = train.mean(0), train.std(0), (1, -1)
    return [
        *both("The test set is scaled by its own mean and spread; take the training set's.",
              lambda X: (X - X.mean(0)) / X.std(0)),
        *both("Rows were standardised; each column is a feature, so reduce along axis 0.",
              lambda X: (X - X.mean(1).reshape(every[::-1])) / X.std(1).reshape(every[::-1])),
        *both("One mean for the whole table: each column needs its own.",
              lambda X: (X - train.mean()) / train.std()),
        *both("One mean for the whole table: each column needs its own.",
              lambda X: (X - train.mean()) / spread),
        *both("The mean is subtracted, but nothing is divided.", lambda X: X - mean),
        *both("The mean is not subtracted.", lambda X: X / spread),
        *both("The variance divides here; divide by the standard deviation.",
              lambda X: (X - mean) / spread**2),
        *both("It is divided by n - 1 (ddof=1); the lesson divides by n.",
              lambda X: (X - mean) / train.std(0, ddof=1)),
        *both("Mean and spread of training and test set together: the test set must stay unseen.",
              lambda X: (X - np.r_[train, test].mean(0)) / np.r_[train, test].std(0)),
        *both("The columns are pressed between 0 and 1, not given mean 0 and spread 1.",
              lambda X: (X - train.min(0)) / np.ptp(train, 0)),
    ]  # fmt: skip


@check(
    points=4,
    hints=[
        "Standardise, descend with the best rate for those features, then translate the line back.",
        "Slope in measured units: w / spread. Intercept: b minus the sum of w * mean / spread.",
        "Start with `Z = (features - mean) / spread` and a column of ones; `lr = 2 / (L + mu)`.",
    ],
    notice="On foot or in one go, the same line: descent needs no inverse, only products with X.",
)
def on_foot(answer):
    """Least squares by descent equals the direct solution, in the units of the data."""
    data = load_diabetes(scaled=False)
    with part(3, "the diabetes data: body mass index and blood pressure"):
        _same_line(answer, data.data[:, [2, 3]], data.target)
    with part(1, "other data"):
        for rng in trials(1):
            features = rng.normal(size=(50, 3)) * [0.01, 1, 200] + [1, -5, 300]
            _same_line(answer, features, features @ [50, 1, 0.02] + rng.normal(size=50))


def _same_line(answer, features, y):
    ones, mean, spread = np.ones((len(y), 1)), features.mean(0), features.std(0)

    def direct(F):
        return np.linalg.lstsq(np.hstack([ones, F]), y, rcond=None)[0]

    scaled, right = direct((features - mean) / spread), direct(features)
    flat = np.r_[scaled[:1], right[1:]]
    slips = {
        "These belong to standardised features; translate them back.": scaled,
        "The slopes are right; the intercept still belongs to centred features.": flat,
        "The intercept comes first, then the slopes.": np.r_[right[1:], right[:1]],
        "A slope per measured unit is the slope per spread divided by the spread.": np.r_[
            right[:1], scaled[1:] * spread
        ],
        "There is no intercept: add a column of ones.": np.r_[0, scaled[1:] / spread],
    }  # fmt: skip
    near = Mistake("You are on the way, but stop too early: make more steps, or larger ones.",
                   pattern=lambda got, want, _: close(got, want, 0.2))  # fmt: skip
    expect(answer, features, y).returns(shape=right.shape).equals(
        right, [*_named(slips), near], rtol=1e-6
    )


@check(
    points=3,
    hints=[
        "What does the ground do along each eigenvector of the Hessian?",
        "All eigenvalues positive: minimum; all negative: maximum; both signs: saddle.",
        "Start with `e = np.linalg.eigvalsh(H)`; what is below 1e-9 * abs(e).max() counts as zero.",
    ],
    notice="One zero eigenvalue is enough to leave it open, unless both signs are there already.",
)
def critical_point(answer):
    """The kind of a critical point by the eigenvalues of the Hessian."""
    kinds = {(2, 1, 4): "minimum", (-3, -1, -2): "maximum", (4, 1, -2): "saddle",
             (-1, -5): "maximum", (5, -1): "saddle", (4, 1, 0): "undecided",
             (-3, 0): "undecided", (2, -1, 0): "saddle", (0, 0): "undecided",
             (2, 1e-7): "minimum", (-1e-12, 2): "undecided"}  # fmt: skip
    H = np.array([[1, 3], [3, 1]])
    expect(answer, H).equals(np.array("saddle"), _kind_slips(H, np.array([4, -2])))
    for rng, scale in zip(trials(3), [1e-12, 1, 1e8], strict=True):  # small is not zero
        for values, kind in kinds.items():
            Q, _ = np.linalg.qr(rng.normal(size=(len(values), len(values))))
            H = Q * values @ Q.T
            H = (H + H.T) / 2 * scale
            expect(answer, H).equals(np.array(kind), _kind_slips(H, np.array(values)))


def _kind_slips(H, values):
    def judged(numbers):
        if (numbers > 0).all():
            return "minimum"
        return "maximum" if (numbers < 0).all() else "saddle"

    swapped = {"minimum": "maximum", "maximum": "minimum"}.get(judged(values), "")
    return _named({
        "Minimum and maximum have changed places: positive curvature opens upwards.": swapped,
        "An eigenvalue is zero, so the Hessian alone does not tell.": judged(
            np.where(values == 0, 1e-20, values)),
        "A zero eigenvalue has neither sign: the Hessian alone does not tell.": judged(
            np.where(values == 0, -1e-20, values)),
        "The diagonal alone does not tell: take the eigenvalues.": judged(np.diag(H)),
        "The determinant alone does not tell: take the eigenvalues.": judged(
            values.prod(keepdims=True)),
        "One zero does not leave it open where both signs are there.":
            "undecided" if 0 in values else "",
        "Small is not zero: compare with 1e-9 times the largest absolute value.":
            "" if 0 in values else "undecided",
    })  # fmt: skip


@check(
    points=3,
    hints=[
        "Try the step with lr. If it gains less than promised, take half of lr and try again.",
        "Promised at w is lr / 2 times the squared length of the gradient at w.",
        "Start with `g = gradient(w)` and `while f(w - lr * g) > f(w) - lr / 2 * g @ g:`.",
    ],
    notice="Nobody told it L: on an L-smooth function no rate up to 1/L is ever halved.",
)
def backtrack(answer):
    """One step with a rate that is halved until the step gains what is promised."""
    for rng, first in zip(trials(5), [9.6, 4.8, 1.8, 0.95, 0.6], strict=True):
        a, w = rng.uniform(1, 9, size=3), rng.normal(size=3)
        g = a * w
        lr = float(first * g @ g / (a @ g**2))

        def f(w, a=a):
            return a @ w**2 / 2

        def search(promised, shrink=2, w=w, g=g, lr=lr, f=f):
            while f(w - lr * g) > f(w) - promised * lr * g @ g:
                lr /= shrink
            return w - lr * g, lr

        right, rate = search(0.5)
        options = {
            "The full rate is used: is the gain compared with the promise?": (w - lr * g, lr),
            "You stop halving too early: lr/2 times |g|^2 is promised.": search(0),
            "Halve the rate: no other factor is asked.": search(0.5, 10),
            "The rate is halved once too often.": (w - rate / 2 * g, rate / 2),
        }  # fmt: skip
        slips = [mistake(s, pair[i]) for s, pair in options.items() for i in (0, 1)]
        slips += _named({"You walk uphill: the gradient is added, not subtracted.": w + rate * g})
        expect(answer, f, lambda w, a=a: a * w, w, lr).equals((right, rate), slips)


@check(
    points=3,
    hints=[
        "Write a function that says of a rate whether the walk is lost. Then close in.",
        "Bisection: take a rate that is fine and one that is lost; test the middle, keep a half.",
        "Start with `low, high = 0.01, 2.0` and `for _ in range(30): middle = (low + high) / 2`.",
    ],
    notice="Neither the curvature at the bottom (2/L = 2) nor at the start decides: the jumps do.",
)
def limit(answer):
    """The smallest rate that loses the walk on cosh w from w = 3 (to the tolerance of 0.5 %)."""
    right = 6 / np.sinh(3.0)
    slips = {
        "That is 2 over the curvature at the bottom. It holds near the bottom only: measure.": 2,
        "That is 2 over the curvature at the start. It is safe, but not the limit: measure.": 2
        / np.cosh(3.0),
        "At that rate the first step lands on the bottom. Larger ones overshoot and return.": 3
        / np.sinh(3.0),
        "That is 1 over the curvature at the start: far on the safe side.": 1 / np.cosh(3.0),
        "That is 1 over the curvature at the bottom.": 1,
    }
    given(answer).returns((), low=0, high=10).equals(right, _named(slips), rtol=5e-3)


@check(
    points=1,
    hints=[
        "The Hessian is 2/N X^T X: how does an entry depend on a column's unit?",
        "A column with numbers 10 times as large has an eigenvalue 100 times as large.",
        "Steps grow like kappa = L / mu, and mu belongs to the other column, which stays.",
    ],
    notice="A unit enters the condition number squared: choose units badly and you wait squared.",
)
def units(answer):
    """By what factor the steps grow from centimetres to millimetres."""
    slips = {
        "The numbers grow tenfold, but the Hessian holds their squares.": 10,
        "Steps grow like kappa itself, not like its square.": 10_000,
        "That compares metres with millimetres, before the square.": 1000,
        "That is metres against millimetres; centimetres against millimetres is asked.": 1_000_000,
        "The steps are as many only if the other column changes its unit, too.": 1,
    }
    given(answer).equals(100, _named(slips), rtol=0.02)


@check(
    points=1,
    hints=[
        "Does the loss ever rise? What would a rate beyond 2/L do?",
        "In a bowl each direction shrinks by its own factor: which are done first?",
        "A sum of a fast and a slow geometric sequence falls fast, then creeps.",
    ],
    notice="Fast, then slow: two directions of different curvature under one learning rate.",
)
def curve(answer):
    """What a loss curve says."""
    because = {
        "a": "Beyond 2/L the loss grows from step to step; here it never rises.",
        "b": "Uphill the loss would rise from the first step on; here it falls.",
        "d": "At a saddle it rests first and falls later; here it falls first.",
    }
    given(answer).chooses("c", because)
