from itertools import pairwise

import numpy as np
from scipy.optimize import approx_fprime, linprog
from sklearn.linear_model import Perceptron as SklearnPerceptron

from mlmath.activations import step
from mlmath.classification import Perceptron, novikoff_bound
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry


def separable(rng, n=3, count=12, margin=0.2):
    """Points without bias, their labels and the unit vector that separates them."""
    u = rng.normal(size=n)
    u /= np.linalg.norm(u)
    X = rng.normal(size=(10 * count, n))
    X = X[np.abs(X @ u) > margin][:count]
    return X, np.sign(X @ u), u


def sklearn_weights(X, y):
    """What scikit-learn's perceptron learns in 50 passes in the given order, bias last."""
    model = SklearnPerceptron(shuffle=False, tol=None, max_iter=50).fit(X, y)
    return np.append(model.coef_, model.intercept_)


def walk(X, y):
    """Each (w before, index) of the mistakes of a perceptron without bias, and its last weights."""
    w, mistakes, before = np.zeros(X.shape[1]), [], -1
    while len(mistakes) > before:
        before = len(mistakes)
        for i, x in enumerate(X):
            if np.sign(w @ x) != y[i]:
                mistakes.append((w, i))
                w = w + y[i] * x
    return mistakes, w


def opposites(n):
    """The unit vectors with label 1 and their opposites with label -1."""
    return np.vstack([np.eye(n), -np.eye(n)]), np.repeat([1.0, -1.0], n)


def learned(X, y, **options):
    """The package's weights after each mistake, bias last."""
    return Perceptron(max_iter=50, **options).fit(X, y).history_


def vertices(m, r):
    """The corners of the polygon, by solving for the meeting points of neighbouring lines."""
    turn = 2 * np.pi * np.arange(m) / m
    U = np.column_stack([np.cos(turn), np.sin(turn)])
    return np.array([np.linalg.solve([U[i - 1], U[i]], [r, r]) for i in range(m)])


def within(P, corners):
    """Whether points lie to the left of every edge of a polygon."""
    edges = np.roll(corners, -1, axis=0) - corners
    away = P[:, None, :] - corners
    return np.all(edges[:, 0] * away[:, :, 1] - edges[:, 1] * away[:, :, 0] >= 0, axis=1)


@entry("eq-perceptron-sum", code=None, route="NumPy's product", latex="")
def test_sum(rng):
    w, x, b = rng.normal(size=3), rng.normal(size=3), rng.normal()
    close(sum(w[i] * x[i] for i in range(3)) + b, route=np.append(w, b) @ np.append(x, 1))


@entry("eq-perceptron-step", code="mlmath.activations.step", route="NumPy's heaviside", latex="")
def test_step(rng):
    z = np.append(rng.normal(size=6), [0.0, 1e-300, -1e-300])
    close([1 if t >= 0 else 0 for t in z], code=step(z), route=np.heaviside(z, 1.0))


@entry(
    "eq-perceptron-hyperplane",
    code=None,
    route="all answers of one equation: one of them plus its null space (NumPy's SVD)",
    latex="",
)
def test_hyperplane(rng):
    w, b = rng.normal(size=4), rng.normal()
    one = np.linalg.lstsq(w[None], np.array([-b]), rcond=None)[0]
    inside = one + rng.normal(size=(5, 3)) @ np.linalg.svd(w[None])[2][1:]
    close([w @ x + b for x in inside], route=np.zeros(5))
    off = inside + w
    close([w @ x + b for x in off], route=np.full(5, w @ w))


@entry(
    "eq-perceptron-distance",
    code=None,
    route="the nearest point of the hyperplane by least squares (NumPy)",
    latex="",
)
def test_distance(rng):
    w, b = rng.normal(size=3), rng.normal()
    basis = np.linalg.svd(w[None])[2][1:]
    for x in rng.normal(size=(4, 3)):
        start = -b / (w @ w) * w
        foot = start + basis.T @ np.linalg.lstsq(basis.T, x - start, rcond=None)[0]
        d = np.sign(w @ (x - foot)) * np.linalg.norm(x - foot)
        z = w @ x + b
        close((w @ x + b) / np.linalg.norm(w), route=d)
        close(z / np.linalg.norm(w), route=d)


@entry(
    "eq-perceptron-rule",
    code="mlmath.classification.Perceptron._learn",
    route="scikit-learn's Perceptron in the same order",
    latex="",
)
def test_rule(rng):
    X, y, _ = separable(rng)
    X, y = X + np.array([0.3, -0.2, 0.4]), y
    w, b, eta = np.zeros(3), 0.0, 1.0
    for _ in range(50):
        for x, label in zip(X, y, strict=True):
            if label * (w @ x + b) <= 0:
                w, b = w + eta * label * x, b + eta * label
    close(np.append(w, b), code=learned(X, y)[-1], route=sklearn_weights(X, y))
    close(2 * np.append(w, b), code=learned(X, y, lr=2.0)[-1])


@entry("eq-perceptron-gain", code=None, route="the rule carried out", latex="")
def test_gain(rng):
    w, x, b, eta = rng.normal(size=3), rng.normal(size=3), rng.normal(), 0.7
    for y in (-1.0, 1.0):
        new_w, new_b = w + eta * y * x, b + eta * y
        after = y * (new_w @ x + new_b)
        z = w @ x + b
        close(y * ((w + eta * y * x) @ x + b + eta * y), route=after)
        close(y * (w @ x + b) + eta * y**2 * (x @ x + 1), route=after)
        close(y * z + eta * (np.linalg.norm(x) ** 2 + 1), route=after)


@entry("eq-perceptron-append", code=None, route="weights and bias apart", latex="")
def test_append(rng):
    w, x, b = rng.normal(size=3), rng.normal(size=3), rng.normal()
    long_x, long_w = np.array([x[0], x[1], x[2], 1]), np.array([w[0], w[1], w[2], b])
    close(long_w @ long_x, route=sum(p * q for p, q in zip(w, x, strict=True)) + b)


@entry("eq-perceptron-loss", code=None, route="minus the distance on the wrong side", latex="")
def test_loss(rng):
    w = rng.normal(size=3)
    for x, y in zip(rng.normal(size=(6, 3)), (1, -1, 1, -1, 1, -1), strict=True):
        z = w @ x
        beyond = np.abs(z) if np.sign(z) != y else 0.0
        close(max(0, -y * z), route=beyond)


@entry(
    "eq-perceptron-subgradient",
    code=None,
    route="finite differences (SciPy), and the bound itself at random places",
    latex="",
)
def test_subgradient(rng):
    for _ in range(20):
        w, x, y = rng.normal(size=3), rng.normal(size=3), rng.choice([-1, 1])

        def L(v, x=x, y=y):
            return np.maximum(0.0, np.negative(y * (v @ x)))

        g = np.zeros(3) if y * (w @ x) > 0 else -y * x
        close(g, route=approx_fprime(w, L), route_rtol=1e-6)
        places = rng.normal(size=(20, 3))
        at_most(
            [L(w) + g @ (v - w) for v in places],
            [L(v) for v in places],
            tight=(L(w) + g @ (3 * w - w), L(3 * w)),
        )
    x = np.array([1.0, 2.0, 3.0])
    for w, y in (([3.0, 0.0, -1.0], 1), ([0.0, 0.0, 0.0], -1)):  # in the kink
        g = np.zeros(3) if y * (w @ x) > 0 else -y * x
        close(g, route=[-1.0 * y, -2.0 * y, -3.0 * y])


@entry(
    "eq-perceptron-descent",
    code="mlmath.classification.Perceptron._learn",
    route="the rule carried out",
    latex="",
)
def test_descent(rng):
    eta = 0.3
    X, y = rng.normal(size=(2, 3)), np.array([1.0, -1.0])
    w = np.zeros(3)
    g = np.zeros(3) if y[0] * (w @ X[0]) > 0 else -y[0] * X[0]
    first = learned(X, y, lr=0.3, fit_intercept=False)[1]
    close(w - eta * g, code=first[:-1], route=np.multiply(0.3, X[0]))
    for w, x, label in zip(
        rng.normal(size=(9, 3)), rng.normal(size=(9, 3)), [1, -1, 1] * 3, strict=True
    ):
        g = np.zeros(3) if label * (w @ x) > 0 else -label * x
        wrong = np.sign(w @ x) != label
        close(w - eta * g, route=w + wrong * np.multiply(0.3 * label, x))


@entry(
    "eq-perceptron-separable",
    code=None,
    route="linear programming (SciPy): whether y z >= 1 can be met",
    latex="",
)
def test_separable(rng):
    turn = np.linspace(0, 2 * np.pi, 181)
    normals, biases = np.column_stack([np.cos(turn), np.sin(turn)]), np.linspace(-4, 4, 121)
    answers = []
    for _ in range(16):
        X, y = rng.normal(size=(4, 2)), rng.choice([-1, 1], size=4)
        A = -y[:, None] * np.column_stack([X, np.ones(4)])
        possible = linprog(np.zeros(3), A_ub=A, b_ub=-np.ones(4), bounds=(None, None)).status == 0
        Z = y[:, None, None] * ((X @ normals.T)[:, :, None] + biases)
        close((Z > 0).all(axis=0).any(), route=possible)
        answers.append(possible)
    close(len(set(answers)), route=2)


@entry(
    "eq-perceptron-margin",
    code=None,
    route="the least distance to a nearest point of the hyperplane",
    latex="",
)
def test_margin(rng):
    X, y, u = separable(rng)
    w, b = 3 * u, 0.15
    feet = X - np.outer((X @ w + b) / (w @ w), w)
    close(feet @ w + b, route=np.zeros(len(X)))
    gamma = np.min([y[i] * (w @ X[i] + b) / np.linalg.norm(w) for i in range(len(X))])
    close(gamma, route=np.linalg.norm(X - feet, axis=1).min())


@entry(
    "eq-perceptron-progress",
    code="mlmath.classification.Perceptron._learn",
    route="the machine's own weights; equal on perpendicular points",
    latex="",
)
def test_progress(rng):
    X, y, u = separable(rng)
    gamma = np.min(y * (X @ u))
    mistakes, last = walk(X, y)
    w = np.array([*(before for before, _ in mistakes), last])
    k = np.arange(len(w))
    close(w, code=learned(X, y, fit_intercept=False)[:, :-1], route=w)
    corners, signs = opposites(4)
    one = np.ones(4) / 2
    steps = [before @ one for before, _ in walk(corners, signs)[0]]
    at_most(k * gamma, w @ u, tight=(np.arange(4) * np.min(signs * (corners @ one)), steps))


@entry(
    "eq-perceptron-length",
    code=None,
    route="the machine's own mistakes; equal where x is perpendicular to w and as long as R",
    latex="",
)
def test_length(rng):
    X, y, _ = separable(rng)
    R = np.linalg.norm(X, axis=1).max()
    across, up = np.array([2.0, 0.0, 0.0]), np.array([0.0, 3.0, 0.0])
    for w, i in walk(X, y)[0]:
        x = X[i]
        after = np.sum(np.add(w, y[i] * x) ** 2)
        close(np.linalg.norm(w + y[i] * x) ** 2, route=after)
        close(w @ w + 2 * y[i] * (w @ x) + x @ x, route=after)
        at_most(after, w @ w + R**2, tight=(np.sum((across - up) ** 2), across @ across + 3.0**2))


@entry(
    "eq-perceptron-novikoff",
    code="mlmath.classification.novikoff_bound",
    route="mistakes counted; equal on the unit vectors and their opposites",
    latex="",
)
def test_novikoff(rng):
    corners, signs = opposites(5)
    most = len(walk(corners, signs)[0])
    for n in (2, 3, 6):
        X, y, u = separable(rng, n)
        w = 4 * u
        R, gamma = np.max(np.linalg.norm(X, axis=1)), np.min(y * (X @ u))
        k = len(walk(X, y)[0])
        close((R / gamma) ** 2, code=novikoff_bound(X, y, w))
        at_most(k, (R / gamma) ** 2, tight=(most, (1 / (1 / np.sqrt(5))) ** 2))
    close(most, code=novikoff_bound(corners, signs, np.ones(5)))


@entry(
    "eq-perceptron-dual",
    code="mlmath.classification.Perceptron._learn",
    route="scikit-learn's weights",
    latex="",
)
def test_dual(rng):
    X, y, _ = separable(rng)
    X = X + np.array([0.3, -0.2, 0.4])
    longer = np.column_stack([X, np.ones(len(X))])
    wrong = [i for _, i in walk(longer, y)[0]]
    alpha = [wrong.count(i) for i in range(len(X))]
    w = sum(alpha[i] * y[i] * longer[i] for i in range(len(X)))
    close(w, code=learned(X, y)[-1], route=sklearn_weights(X, y))


@entry("eq-perceptron-independent", code=None, route="least squares (NumPy)", latex="")
def test_independent(rng):
    X = np.column_stack([rng.normal(size=(4, 6)), np.ones(4)])
    for y in rng.choice([-1.0, 1.0], size=(5, 4)):
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        close([sum(X[i, j] * w[j] for j in range(7)) for i in range(4)], route=y)


@entry("eq-perceptron-xor", code=None, route="twice the bias, for any weights", latex="")
def test_xor(rng):
    for w1, w2, b in rng.normal(size=(5, 3)):

        def z(p, q, w1=w1, w2=w2, b=b):
            return w1 * p + w2 * q + b

        close(z(1, 1) + z(-1, -1), route=b + b)
        close(z(1, -1) + z(-1, 1), route=b + b)


@entry("eq-perceptron-mixture", code=None, route="z of the mixed point", latex="")
def test_mixture(rng):
    X, w, b = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal()
    alpha = rng.dirichlet(np.ones(4))
    point = np.average(X, axis=0, weights=alpha)
    z = X @ w + b
    close(sum(alpha[k] * (w @ X[k]) for k in range(4)) + b * sum(alpha), route=w @ point + b)
    close(sum(alpha[k] * z[k] for k in range(4)), route=w @ point + b)


@entry(
    "eq-perceptron-two-lines",
    code=None,
    route="the truth table; at least one, and both",
    latex="",
)
def test_two_lines(rng):
    corners = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    h, out = [], []
    for x1, x2 in corners:
        h1 = 1 if x1 + x2 + 1 >= 0 else 0
        h2 = 1 if x1 + x2 - 1 >= 0 else 0
        h.append([h1, h2])
        out.append(1 if h1 - h2 - 1 / 2 >= 0 else 0)
    true = corners > 0
    close(h, route=np.column_stack([true.any(axis=1), true.all(axis=1)]))
    close(out, route=true[:, 0] ^ true[:, 1])


@entry(
    "eq-perceptron-polygon",
    code=None,
    route="the polygon of the lines' meeting points: left of every edge",
    latex="",
)
def test_polygon(rng):
    r, P = 0.8, rng.uniform(-1.6, 1.6, size=(400, 2))
    for m in (3, 4, 7):
        votes = []
        for i in range(m):
            turn = 2 * np.pi * i / m
            votes.append([1 if r - (np.cos(turn) * x + np.sin(turn) * y) >= 0 else 0 for x, y in P])
        out = [1 if sum(h) - m + 1 / 2 >= 0 else 0 for h in zip(*votes, strict=True)]
        close(out, route=within(P, vertices(m, r)))


@entry("eq-perceptron-corners", code=None, route="the lines' meeting points", latex="")
def test_corners(rng):
    r1, turn = 0.6, np.linspace(0, 2 * np.pi, 721)
    circle = np.column_stack([np.cos(turn), np.sin(turn)])
    for m in (3, 4, 5, 8):
        corners = vertices(m, 0.6)
        close(np.full(m, r1 / np.cos(np.pi / m)), route=np.linalg.norm(corners, axis=1))
        for r2 in (0.62, 0.7, 0.8, 1.0, 1.3):
            apart = not within(np.multiply(r2, circle), corners).any()
            close(r1 / np.cos(np.pi / m) < r2, route=apart)


@entry(
    "eq-perceptron-regions",
    code=None,
    route="Euler's formula on the lines' meeting points",
    latex="",
)
def test_regions(rng):
    for m in (1, 2, 3, 5, 6):
        W, b = rng.normal(size=(m, 2)), rng.normal(size=m)
        meet = {
            tuple(np.linalg.solve(W[[i, j]], -b[[i, j]]).round(9))
            for i in range(m)
            for j in range(i)
        }
        on = np.abs(np.array([*meet, (9e9, 9e9)]) @ W.T + b) < 1e-6
        edges = np.sum(on.sum(axis=0) + 1)  # the points on a line cut it into one piece more
        close(1 + sum(k for k in range(1, m + 1)), route=edges - len(meet) + 1)
        close(1 + m * (m + 1) / 2, route=edges - len(meet) + 1)


@entry("eq-perceptron-network", code=None, route="matrix products of a whole batch", latex="")
def test_network(rng):
    sizes = [3, 4, 2]
    W = [rng.normal(size=(m, n)) for n, m in pairwise(sizes)]
    b = [rng.normal(size=m) for m in sizes[1:]]
    X = rng.normal(size=(5, 3))
    batch = X
    for layer in (0, 1):
        batch = np.tanh(batch @ W[layer].T + b[layer])
    for x, out in zip(X, batch, strict=True):
        a = list(x)
        for layer in (0, 1):
            rows = range(sizes[layer + 1])
            a = [
                np.tanh(sum(W[layer][i, j] * a[j] for j in range(len(a))) + b[layer][i])
                for i in rows
            ]
        close(a, route=out)


@entry("eq-perceptron-collapse", code=None, route="the layers one after the other", latex="")
def test_collapse(rng):
    sizes = [3, 4, 2, 5]
    W = [rng.normal(size=(m, n)) for n, m in pairwise(sizes)]
    b = [rng.normal(size=m) for m in sizes[1:]]
    x = rng.normal(size=3)
    after = x
    for layer in range(3):
        after = np.dot(W[layer], after) + b[layer]
    product = W[2] @ W[1] @ W[0]
    bias = W[2] @ W[1] @ b[0] + W[2] @ b[1] + b[2]
    close(product @ x + bias, route=after)
