"""Answers to the exercises on the perceptron that need more than a line."""

import numpy as np

from mlmath.classification import Perceptron


def learn(X, y, passes, *, least=0.0, bias=1, label=True, brackets=True, always=False):
    """The rule with one slip or several."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        for i in range(len(X)):
            z = y[i] * (w @ X[i] + b) if brackets else y[i] * (w @ X[i]) + b
            if z <= least or always:
                w = w + (y[i] * X[i] if label else X[i])
                b = b + bias * y[i]
    return w, b


def strictly(X, y, passes):
    """The rule that lets points on the line pass."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        for i in range(len(X)):
            if y[i] * (w @ X[i] + b) < 0:
                w, b = w + y[i] * X[i], b + y[i]
    return w, b


def divided(X, y, passes):
    """The sign of y/z instead of y z: a point on the line is let pass if its label is 1."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        for x, label in zip(X, y, strict=True):
            z = w @ x + b
            if (label == -1 and z == 0) or label * z < 0:
                w, b = w + label * x, b + label
    return w, b


def all_at_once(X, y, passes):
    """The mistakes of a pass are found first, then all corrected together."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        wrong = y * (X @ w + b) <= 0
        w, b = w + y[wrong] @ X[wrong], b + y[wrong].sum()
    return w, b


def from_package(X, y, passes):
    """The package's weights."""
    model = Perceptron(max_iter=passes).fit(X, y)
    return model.coef_[0], model.intercept_[0]


def appended(X, y, passes):
    """The bias as one more weight, lists at the end."""
    A, w = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1)
    for _ in range(passes):
        for x, label in zip(A, y, strict=True):
            w += label * x * (label * np.dot(w, x) <= 0)
    return w[:-1].tolist(), float(w[-1])


def count(w, b, x, y, lr):
    """Corrections one after the other."""
    k = 0
    while y * (np.dot(w, x) + b) <= 0:
        w, b, k = w + lr * y * x, b + lr * y, k + 1
    return k


def formula(gain, *, rounded=np.floor, more=1):
    """A formula for the number of corrections with a gain of its own."""

    def answer(w, b, x, y, lr):
        z = y * (w @ x + b)
        return 0 if z > 0 else rounded(-z / gain(x, lr)) + more

    return answer


def full(x, lr):
    """What a correction adds to y z."""
    return lr * (x @ x + 1)


MOVED = "a cube or a square box, moved or stretched: separable is what it was"
SLACK = "another limit, length of step or number of passes: it still ends where it can"
SAME = "u·x = x·u; division by 1 or -1; a sign is asked, and multiplying and dividing have one"
CUBES = {
    "comparison: np.zeros(4) -> np.ones(4)": "it ends from any start",
    "constant: 1 -> 2": MOVED + ", or seven of the digits twice, or a label 2; " + SLACK,
    "constant: 1 -> 0": MOVED,
    "constant: 0 -> 1": SLACK,
    "constant: 100 -> 101": SLACK,
    "constant: 100 -> 99": SLACK,
    "factor: w + y[i] * corners[i] -> w + 2 * (y[i] * corners[i])": SLACK,
    "factor: y * (corners @ w) -> y / (corners @ w)": SAME,
    "factor: y[i] * corners[i] -> y[i] / corners[i]": SAME,
    "transpose: w @ corners[i] -> corners[i] @ w": SAME,
    "transpose: w @ corners[i] -> w.T @ corners[i]": SAME,
}

EDGES = np.array([[1.0, 0.0], [0.0, 1.0], [-3.0, -4.0]]), np.array([0.0, 0.0, 12.0])


def network(*, scale=(1, 1, 1), b2=-2.5, w2=(1, 1, 1), order=(0, 1, 2)):
    """A triangle's network, scaled, or with another output neuron."""
    W, b = EDGES
    s = np.array(scale, dtype=float)
    return lambda: ((W * s[:, None])[list(order)], (b * s)[list(order)], np.array(w2), b2)


def moved(W1, b1, w2=(1, 1, 1), b2=-2.5):
    """A network with other lines."""
    return lambda: (np.array(W1, dtype=float), np.array(b1, dtype=float), np.array(w2), b2)


def carry(X, layers, *, bend=None, last=True, bias=1, turn=False):
    """Forward through the layers, with one slip or several."""
    bend = bend or (lambda z: (z >= 0) * 1.0)
    for k, (W, b) in enumerate(layers):
        X = X @ (W if turn and W.shape[0] == W.shape[1] else W.T) + bias * b
        X = bend(X) if last or k + 1 < len(layers) else X
    return X


def by_rows(X, layers):
    """One example and one neuron at a time, as lists."""
    table = []
    for x in X:
        for W, b in layers:
            sums = [sum(p * q for p, q in zip(row, x, strict=True)) for row in W]
            x = [1 if s + c >= 0 else 0 for s, c in zip(sums, b, strict=True)]
        table.append(x)
    return table


def columns(X, layers):
    """Examples as columns on the way."""
    A = X.T
    for W, b in layers:
        A = np.heaviside(W @ A + b[:, None], 1.0)
    return A.T


def fold(layers):
    """Two layers into one, again and again."""
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, V @ b + c
    return W, b


def by_asking(layers):
    """Bias and columns read off the answers to zero and to the basis vectors."""

    def run(x):
        for W, b in layers:
            x = W @ x + b
        return x

    n = layers[0][0].shape[1]
    zero = run(np.zeros(n))
    return np.column_stack([run(e) - zero for e in np.eye(n)]), zero


def from_the_end(layers):
    """The same product from its left."""
    W, b = layers[-1]
    for V, c in reversed(layers[:-1]):
        W, b = W @ V, b + W @ c
    return W.tolist(), b


def square(layers, of_square, otherwise=fold):
    """An answer that is possible only where all weights have one shape."""
    one_shape = len({W.shape for W, _ in layers}) == 1 and layers[0][0].shape[0] == 3
    return of_square(layers) if one_shape else otherwise(layers)
