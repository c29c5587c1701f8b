"""Checks of the exercises on matrices: shifts, transposes, traces, layers."""

import numpy as np

from coursework.expect import expect, given, trials
from coursework.mistakes import elementwise_for_matrix_product, inverse_for_transpose, mistake
from coursework.registry import check


@check(
    points=3,
    hints=[
        "Go to where p is the origin, turn, and come back.",
        "R (x - p) + p, multiplied out, is R x plus something that does not depend on x.",
        "`W = np.array([[c, -s], [s, c]])` with cosine and sine of theta; p itself must stay.",
    ],
    notice="Linear maps keep the origin; with a bias any point can be the one that stays.",
)
def turn_about(answer):
    """The turn about a point, as a matrix and a bias."""
    for rng in trials(5):
        p, theta = rng.normal(size=2) + [2.0, -1.0], rng.uniform(0.3, 1.2)
        R, other, degrees = _turn(theta), _turn(-theta), _turn(np.radians(theta))
        expect(answer, p, theta).equals(
            (R, p - R @ p),
            mistakes=[
                mistake("It turns with the clock: one sine has the wrong sign.", other),
                mistake("The angle is in radians already.", degrees),
                mistake("Sine and cosine have changed places.", R[::-1] * [[1, 1], [1, -1]]),
                mistake("The bias is p: turned about the origin, then shifted.", p),
                mistake("The bias is -p: shifted after the turn, and never back.", -p),
                mistake("The bias is -R p: gone to p and turned, but not come back.", -R @ p),
                mistake("The bias is R p: what must be added so that p itself stays?", R @ p),
                mistake("The bias is p - R p with the turn the wrong way.", p - other @ p),
                mistake("The bias is 0: then the origin stays, and p moves.", 0 * p),
            ],
        )
    p, obtuse = np.array([1.0, -2.0]), _turn(4.0)
    expect(answer, p, 4.0).equals((obtuse, p - obtuse @ p))


def _turn(theta):
    c, s = np.cos(theta), np.sin(theta)
    return np.array([[c, -s], [s, c]])


@check(
    points=3,
    hints=[
        "Write out (D x) . y for n = 3 and collect what stands at each of x1, x2 and x3.",
        "x_j comes with y_{j-1}, where it is the second of two, and with -y_j, where the first.",
        "`x = np.zeros(len(y) + 1)`, then one line for x[1:] and one for x[:-1].",
    ],
    notice="That is how a network sends blame backwards: by functions, without any matrix.",
)
def differences_back(answer):
    """The transpose of the differences, defined by the dot products."""
    for rng, n in zip(trials(6), [6, 7, 5, 4, 3, 2], strict=True):
        y = rng.normal(size=n - 1)
        x = rng.normal(size=n)
        inner = np.diff(y)
        says = expect(answer, y).equals(
            np.diff(np.eye(n), axis=0).T @ y,
            mistakes=[
                inverse_for_transpose(np.concatenate([[0], np.cumsum(y)])),
                mistake("The ends are missing: n numbers come back, not n - 2.", -inner),
                mistake("The ends are missing, and the sign is flipped.", inner),
                mistake("The differences themselves went forward again.", np.diff(y, append=0)),
                mistake("Both terms are added; one is subtracted.", _ends(y, 1) + _ends(y, 0)),
                mistake("Only the term where x_j comes second is there.", _ends(y, 1)),
                mistake("Only the term where x_j comes first is there.", -_ends(y, 0)),
                mistake(
                    "The first end is missing.", _ends(y, 1) - _ends(y, 0) * (np.arange(n) > 0)
                ),
            ],
        )
        says.satisfies(lambda back, x=x, y=y: _agree(x, y, back), "The dot products differ.")
    expect(answer, np.array([2, 7, 4])).equals([-2, -5, 3, 4])


def _ends(y, before):
    return np.pad(y, (before, 1 - before))


def _agree(x, y, back):
    return abs(np.diff(x) @ y - x @ np.asarray(back, dtype=float)) < 1e-3


@check(
    points=2,
    hints=[
        "An area is multiplied by the determinant of I + epsilon A.",
        "That determinant begins as 1 + epsilon (a + d).",
        "In a short time the area grows by 5 * epsilon * trace: divide by the time.",
    ],
    notice="Each unit of area begins to grow at the speed tr A; shear and turn do not enter it.",
)
def area_growth(answer):
    """The first-order growth of an area."""
    (a, b), (c, d) = (0.3, 2.0), (-1.5, 0.1)
    det, trace, area = a * d - b * c, a + d, 5
    given(answer).equals(
        area * trace,
        mistakes={
            "That is for one square metre; the film covers five.": trace,
            "The determinant is not the speed at which areas grow.": area * det,
            "That is the determinant, and of one square metre.": det,
            "That is an area after a second, not a growth.": area * (1 + trace),
            "That is a second's growth; how fast does it begin?": area * (trace + det),
            "That is the sum of all four entries; only two count.": area * (a + b + c + d),
            "The entries of the diagonal are added, not multiplied.": area * a * d,
            "The entries of the diagonal are added, not subtracted.": area * (a - d),
            "That is the other diagonal.": area * (b + c),
            "The area enters once, not squared.": area**2 * trace,
        },
        rtol=1e-6,
    )


@check(
    points=2,
    hints=[
        "Each row of X is one example, each row of W one neuron: every example meets every neuron.",
        "Neuron o answers example n with the dot product of X[n] and W[o], plus b[o].",
        "X has shape (N, D) and W has shape (O, D): the product X @ W.T has shape (N, O).",
    ],
    notice="One product does the work of N times O dot products; b is added to every row at once.",
)
def layer(answer):
    """A layer of neurons: square matrices first, where a wrong product runs without complaint."""
    for rng, square in zip(trials(6), [True, True, False, False, False, False], strict=True):
        n, d, o = (3, 3, 3) if square else rng.permutation([2, 3, 4])
        X, W, b = rng.normal(size=(n, d)), rng.normal(size=(o, d)), rng.normal(size=o)
        expect(answer, X, W, b).equals(
            X @ W.T + b,
            mistakes=[
                mistake("The bias b is not added.", X @ W.T),
                mistake("The bias b is subtracted; it is added.", X @ W.T - b),
                mistake("The bias b is multiplied with the result; it is added.", X @ W.T * b),
                mistake("Rows are neurons here: one row per example is asked.", (X @ W.T + b).T),
                mistake("W stands for its transpose: each row of W is one neuron.", _columns),
                mistake("The bias belongs to the neurons, not the examples.", _bias_by_example),
                elementwise_for_matrix_product(lambda X, W, b: X * W + b),
            ],
        )


def _columns(X, W, b):
    return X @ W + b


def _bias_by_example(X, W, b):
    return X @ W.T + b[:, None]


@check(
    points=3,
    hints=[
        "Try it with shapes that all differ: which line fails first?",
        "A layer of this kind is X @ W.T + b, and its output has one row per example.",
        "First line: `H = np.maximum(X @ W1.T + b1, 0)`.",
    ],
    notice="Rectangular tests find what square ones hide; the place of a bend they do not.",
)
def repaired(answer):
    """Two layers with a bend between: square first, where every fault runs."""
    for rng, square in zip(trials(6), [True, True, True, False, False, False], strict=True):
        n, d, h, o = (3, 3, 3, 3) if square else rng.permutation([2, 3, 4, 5])
        X, W1, b1 = rng.normal(size=(n, d)), rng.normal(size=(h, d)), rng.normal(size=h)
        W2, b2 = rng.normal(size=(o, h)), rng.normal(size=o)
        X[0], W1[0], b1[0] = 1, -1, -1  # one neuron is silent for certain
        expect(answer, X, W1, b1, W2, b2).equals(
            _relu(X @ W1.T + b1) @ W2.T + b2,
            mistakes=[
                mistake("The bend is gone: it stands between the layers.", _bent(first=_as_is)),
                mistake("The bend still stands at the end, not between.", _bent(_as_is, _relu)),
                mistake(
                    "There is a bend at the end, too: answers may be negative.", _bent(_relu, _relu)
                ),
                mistake("The first layer still lacks its transpose.", _first_plain),
                mistake("The second layer lacks its transpose.", _second_plain),
                mistake("W2 still stands on the left, where it mixes examples.", _left),
                mistake("One row per example is asked.", lambda *a: _bent()(*a).T),
                mistake("The bend comes before the bias b1; it comes after it.", _early),
                mistake("The bias b1 is missing.", lambda X, W1, b1, *r: _bent()(X, W1, 0, *r)),
                mistake("The bias b2 is missing.", lambda *a: _bent()(*a[:4], 0)),
                mistake("Nothing is repaired yet.", _broken),
            ],
        )


def _relu(Z):
    return np.maximum(Z, 0)


def _as_is(Z):
    return Z


def _bent(first=_relu, last=_as_is):
    return lambda X, W1, b1, W2, b2: last(first(X @ W1.T + b1) @ W2.T + b2)


def _first_plain(X, W1, b1, W2, b2):
    return _relu(X @ W1 + b1) @ W2.T + b2


def _second_plain(X, W1, b1, W2, b2):
    return _relu(X @ W1.T + b1) @ W2 + b2


def _left(X, W1, b1, W2, b2):
    return W2 @ _relu(X @ W1.T + b1) + b2


def _early(X, W1, b1, W2, b2):
    return (_relu(X @ W1.T) + b1) @ W2.T + b2


def _broken(X, W1, b1, W2, b2):
    return _relu(W2 @ (X @ W1 + b1) + b2)


@check(
    points=2,
    hints=[
        "Write W2 (W1 x + b1) + b2 and multiply out.",
        "What stands at x is W; what does not depend on x is b.",
        "`W = W2 @ W1`: the layer that acts first stands on the right.",
    ],
    notice="However many layers without a bend, the network is one matrix and one bias.",
)
def collapse(answer):
    """Two layers in one: square first, where a wrong order runs."""
    for rng, square in zip(trials(5), [True, True, False, False, False], strict=True):
        d, h, o = (3, 3, 3) if square else rng.permutation([2, 3, 4])
        W1, b1 = rng.normal(size=(h, d)), rng.normal(size=h)
        W2, b2 = rng.normal(size=(o, h)), rng.normal(size=o)
        expect(answer, W1, b1, W2, b2).equals(
            (W2 @ W1, W2 @ b1 + b2),
            mistakes=[
                mistake("The layer that acts first stands on the right: W2 W1.", _swapped),
                elementwise_for_matrix_product(lambda W1, b1, W2, b2: W1 * W2),
                mistake("The weights are multiplied, not added.", lambda W1, b1, W2, b2: W1 + W2),
                mistake("The second layer acts on b1, too.", lambda W1, b1, W2, b2: b1 + b2),
                mistake("The first bias is lost.", b2),
                mistake("The second bias is lost.", W2 @ b1),
                mistake("W2 acts on b1 alone, not on b2.", lambda W1, b1, W2, b2: W2 @ (b1 + b2)),
                mistake("W2 acts on b1, not W1.", lambda W1, b1, W2, b2: W1 @ b1 + b2),
                mistake("b1 goes through W2, not b2 through W1.", _other_bias),
                mistake("W2 stands transposed before b1.", lambda W1, b1, W2, b2: W2.T @ b1 + b2),
            ],
        )


def _swapped(W1, b1, W2, b2):
    return W1 @ W2


def _other_bias(W1, b1, W2, b2):
    return W1 @ b2 + b1
