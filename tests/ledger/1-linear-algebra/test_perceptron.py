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


def sklearn_weights(X, y, eta):
    """What scikit-learn's perceptron learns in 50 passes in the given order, bias last."""
    model = SklearnPerceptron(shuffle=False, tol=None, max_iter=50, eta0=eta).fit(X, y)
    return np.append(model.coef_, model.intercept_)


def tilted(rng):
    """Points that need a bias, and their labels."""
    X, y, _ = separable(rng)
    return X + rng.normal(size=3) / 4, y


def walk(X, y):
    """Each (w before, index) of the mistakes of a perceptron without bias, and its last weights."""
    w, mistakes, before = np.zeros(len(X.T)), [], None
    while len(mistakes) != before:
        before = len(mistakes)
        for i, x in enumerate(X):
            if np.sign(np.dot(w, x)) != y[i]:
                mistakes.append((w, i))
                w = w + y[i] * x
    return mistakes, w


def contested(rng):
    """Four points, labels, weights and bias of the widest gap (SciPy), and whether there is one."""
    X, y = rng.normal(size=(4, 2)), rng.choice([-1, 1], size=4)
    A = np.column_stack([-y[:, None] * X, -y, np.ones(4)])
    best = linprog([0, 0, 0, -1], A_ub=A, b_ub=np.zeros(4), bounds=[(-1, 1)] * 4).x.round(9)
    return X, y, best[:2], best[2], best[3] > 0


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


@entry("eq-perceptron-sum", code=None, route="NumPy's product", latex="ed5af1ba97")
def test_sum(rng):
    w, x, b = rng.normal(size=3), rng.normal(size=3), rng.normal()
    close(sum(w[i] * x[i] for i in range(3)) + b, route=np.append(w, b) @ np.append(x, 1))


@entry(
    "eq-perceptron-step",
    code="mlmath.activations.step",
    route="NumPy's heaviside",
    latex="209c25793e",
)
def test_step(rng):
    z = np.append(rng.normal(size=6), [0.0, 1e-300, -1e-300])
    close([1 if t >= 0 else 0 for t in z], code=step(z), route=np.heaviside(z, 1.0))


@entry(
    "eq-perceptron-hyperplane",
    code=None,
    route="all answers of one equation: one of them plus its null space (NumPy's SVD)",
    latex="67db877cc6",
)
def test_hyperplane(rng):
    w, b = rng.normal(size=4), rng.normal()
    one = np.linalg.lstsq(w[None], np.array([-b]), rcond=None)[0]
    inside = one + rng.normal(size=(5, 3)) @ np.linalg.svd(w[None])[2][1:]
    close([np.dot(w, x) + b for x in inside], route=np.zeros(5))
    off = inside + w
    close([np.dot(w, x) + b for x in off], route=np.full(5, np.dot(w, w)))


@entry(
    "eq-perceptron-distance",
    code=None,
    route="the nearest point of the hyperplane by least squares (NumPy)",
    latex="fa92574221",
)
def test_distance(rng):
    w, b = rng.normal(size=3), rng.normal()
    basis = np.linalg.svd(w[None])[2][1:]
    for x in rng.normal(size=(4, 3)):
        start = -b / np.dot(w, w) * w
        foot = start + basis.T @ np.linalg.lstsq(basis.T, x - start, rcond=None)[0]
        d = np.sign(np.dot(w, x - foot)) * np.linalg.norm(x - foot)
        z = np.dot(w, x) + b
        close((np.dot(w, x) + b) / np.linalg.norm(w), route=d)
        close(z / np.linalg.norm(w), route=d)


@entry(
    "eq-perceptron-rule",
    code="mlmath.classification.Perceptron._learn",
    route="scikit-learn's Perceptron in the same order",
    survives=dict.fromkeys(
        [
            "statement: self.n_iter_ += 1 -> pass",
            "sign: self.n_iter_ += 1 -> self.n_iter_ -= 1",
            "statement: self.converged_ = len(mistakes) == before -> pass",
            "constant: 0 -> 1",
            "comparison: self.n_iter_ < max_iter -> self.n_iter_ <= max_iter",
            "constant: 1 -> 2",
            "constant: 1 -> 0",
            "transpose: w @ x -> x @ w",
            "transpose: w @ x -> w.T @ x",
            "factor: lr * y[i] -> lr / y[i]",
        ],
        "passes after the last mistake change nothing; a label is its own inverse; u·x = x·u",
    ),
    latex="43d7dfa671",
)
def test_rule(rng):
    X, y = tilted(rng)
    w, b, eta = np.zeros(3), 0.0, rng.uniform(0.3, 0.7)
    for _ in range(50):
        for i in range(len(X)):
            if y[i] * (np.dot(w, X[i]) + b) <= 0:
                w, b = w + y[i] * (eta * X[i]), b + y[i] * eta
    close(np.append(w, b), code=learned(X, y, lr=eta)[-1], route=sklearn_weights(X, y, eta))


@entry(
    "eq-perceptron-gain",
    code=None,
    route="the rule carried out on the longer vectors",
    latex="f102703c60",
)
def test_gain(rng):
    w, x, b, eta = rng.normal(size=3), rng.normal(size=3), rng.normal(), rng.uniform(0.2, 0.8)
    for y in rng.permutation([-1.0, 1.0]):
        longer = np.append(x, 1)
        after = y * (longer @ (np.append(w, b) + eta * (y * longer)))
        z = np.dot(w, x) + b
        close(y * (np.dot(w + y * (eta * x), x) + b + y * eta), route=after)
        close(y * (np.dot(w, x) + b) + eta * (np.dot(x, x) + 1), route=after)
        close(y * z + eta * (np.linalg.norm(x) ** 2 + 1), route=after)
        close(y * z + (y * eta) * (y * (np.dot(x, x) + 1)), route=after)


@entry("eq-perceptron-append", code=None, route="weights and bias apart", latex="4ee38c25ac")
def test_append(rng):
    w, x, b = rng.normal(size=3), rng.normal(size=3), rng.normal()
    long_x, long_w = np.array([x[0], x[1], x[2], 1]), np.array([w[0], w[1], w[2], b])
    close(np.dot(long_w, long_x), route=sum(p * q for p, q in zip(w, x, strict=True)) + b)


@entry(
    "eq-perceptron-loss",
    code=None,
    route="minus the distance on the wrong side",
    latex="a0e62c1404",
)
def test_loss(rng):
    w = rng.normal(size=3)
    for x, y in zip(rng.normal(size=(6, 3)), (1, -1, 1, -1, 1, -1), strict=True):
        z = np.dot(w, x)
        beyond = np.abs(z) if np.sign(z) != y else 0.0
        close(max(0, -y * z), route=beyond)


@entry(
    "eq-perceptron-subgradient",
    code=None,
    route="finite differences (SciPy), and the bound itself at random places",
    latex="a7fdc92f42",
)
def test_subgradient(rng):
    fixed = np.array([1.0, 2.0, 3.0])
    for y in rng.choice([-1, 1], size=20):
        x = rng.normal(size=3)

        def L(v, x=x, y=y):
            return max(0.0, -y * np.dot(v, x))

        def slope(w, x=x, y=y):
            return np.zeros(3) if y * np.dot(w, x) > 0 else -y * x

        def lower(v, w):
            return L(w) + np.dot(slope(w), v - w)

        w, places = rng.normal(size=3), rng.normal(size=(20, 3))
        close(slope(w), route=approx_fprime(w, L), route_rtol=1e-6)
        close(slope(np.array([3.0, 0.0, -1.0]), fixed), route=np.negative(y * fixed))
        at_most(
            [lower(v, w) for v in places], [L(v) for v in places], tight=(lower(3 * w, w), L(3 * w))
        )


@entry(
    "eq-perceptron-descent",
    code=None,
    route="the rule carried out",
    latex="7cb78ea8a7",
)
def test_descent(rng):
    for _ in range(10):
        x, y, eta = rng.normal(size=3), rng.choice([-1.0, 1.0]), rng.uniform(0.2, 0.8)
        for w in (rng.normal(size=3), np.zeros(3)):
            g = np.zeros(3) if y * np.dot(w, x) > 0 else -y * x
            wrong = np.sign(np.dot(w, x)) != y
            close(w - eta * g, route=np.add(w, wrong * y * (eta * x)))


@entry(
    "eq-perceptron-separable",
    code=None,
    route="linear programming (SciPy): whether there is a gap",
    latex="253d7cf9d8",
)
def test_separable(rng):
    answers = []
    for _ in range(12):
        X, y, w, b, possible = contested(rng)
        close(all(r > 0 for r in y * (np.dot(X, w) + b)), route=possible)
        answers.append(possible)
    assert set(answers) == {True, False}


@entry(
    "eq-perceptron-margin",
    code=None,
    route="the least distance to a nearest point of the hyperplane",
    latex="bcaea42b8d",
)
def test_margin(rng):
    X, y, u = separable(rng)
    w, b = rng.uniform(2, 4) * u, rng.uniform(0.1, 0.3)
    away = np.abs(np.dot(X, w) + b) / np.sqrt(np.sum(np.square(w)))
    gamma = min(y[i] * (np.dot(w, X[i]) + b) / np.linalg.norm(w) for i in range(len(X)))
    close(gamma, route=away.min())


@entry(
    "eq-perceptron-progress",
    code=None,
    route="the machine's own weights; equal on perpendicular points",
    latex="d902fe369a",
)
def test_progress(rng):
    points = {"corners": (*opposites(4), np.ones(4) / 2), "cloud": separable(rng)}
    sides = {}
    for name, (X, y, u) in points.items():
        gamma = min(np.multiply(y, np.dot(X, u)))
        steps = np.array([before for before, _ in walk(X, y)[0]])
        sides[name] = np.arange(len(steps)) * gamma, np.dot(steps, u)
    at_most(*sides["cloud"], tight=sides["corners"])


@entry(
    "eq-perceptron-length",
    code=None,
    route="the corrected weights; equal where x is perpendicular to w and as long as R",
    latex="7d6956af04",
)
def test_length(rng):
    def sides(w, x, y, R):
        return np.linalg.norm(w + y * x) ** 2, np.dot(w, w) + R**2

    for R in rng.uniform(1, 3, size=9):
        w, x = rng.normal(size=3), rng.normal(size=3) / 3
        across = np.cross(w, rng.normal(size=3))
        across = across * R / np.linalg.norm(across)
        y = np.negative(np.sign(np.dot(w, x)))
        after = np.sum(np.square(np.add(w, y * x)))
        close(np.dot(w, w) + 2 * (y * np.dot(w, x)) + np.dot(x, x), route=after)
        longest = x * R / np.linalg.norm(x)
        at_most(*sides(w, longest, y, R), tight=sides(w, across, y, R))


@entry(
    "eq-perceptron-novikoff",
    code="mlmath.classification.novikoff_bound",
    route="mistakes counted; equal on the unit vectors and their opposites",
    latex="a8f28a8b29",
)
def test_novikoff(rng):
    clouds = [separable(rng, n) for n in (2, 3, 6)]
    sides = []
    for X, y, w in [(*opposites(5), np.ones(5)), *clouds]:
        R, gamma = max(np.linalg.norm(x) for x in X), min(y * np.dot(X, w)) / np.linalg.norm(w)
        mistakes, _ = walk(X, y)
        sides.append((len(mistakes), (R / gamma) ** 2))
        close((R / gamma) ** 2, code=novikoff_bound(X, y, w))
    for pair in sides:
        at_most(*pair, tight=sides[0])


@entry(
    "eq-perceptron-dual",
    code=None,
    route="scikit-learn's weights",
    survives={
        "factor: w + y[i] * x -> w + 2 * (y[i] * x)": "the size of the steps changes no mistake",
    },
    latex="612c09572d",
)
def test_dual(rng):
    X, y = tilted(rng)
    longer = np.column_stack([X, np.ones(len(X))])
    wrong = [i for _, i in walk(longer, y)[0]]
    alpha = [wrong.count(i) for i in range(len(X))]
    w = sum(y[i] * (alpha[i] * longer[i]) for i in range(len(X)))
    close(w, code=learned(X, y)[-1], route=sklearn_weights(X, y, 1.0))


@entry("eq-perceptron-independent", code=None, route="least squares (NumPy)", latex="90bc2efa00")
def test_independent(rng):
    X = np.column_stack([rng.normal(size=(4, 6)), np.ones(4)])
    for y in rng.choice([-1.0, 1.0], size=(5, 4)):
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        close([sum(X[i, j] * w[j] for j in range(7)) for i in range(4)], route=y)


@entry("eq-perceptron-xor", code=None, route="twice the bias, for any weights", latex="6fc85efe36")
def test_xor(rng):
    for _ in range(5):
        w, b = rng.normal(size=2), rng.normal()
        close(
            [
                np.dot(w, [1, 1]) + b + (np.dot(w, [-1, -1]) + b),
                np.dot(w, [1, -1]) + b + (np.dot(w, [-1, 1]) + b),
                2 * b,
            ],
            route=[b + b, b + b, b + b],
        )


@entry(
    "eq-perceptron-mixture",
    code=None,
    route="z of the mixed point",
    survives={"factor: b * sum(alpha) -> b / sum(alpha)": "the amounts add up to 1"},
    latex="f4e86f0d31",
)
def test_mixture(rng):
    X, w, b = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal()
    alpha = rng.dirichlet(np.ones(4))
    point = np.average(X, axis=0, weights=alpha)
    z = np.dot(X, w) + b
    close(
        sum(alpha[k] * np.dot(w, X[k]) for k in range(4)) + b * sum(alpha),
        route=np.dot(w, point) + b,
    )
    close(sum(alpha[k] * z[k] for k in range(4)), route=np.dot(w, point) + b)


@entry(
    "eq-perceptron-two-lines",
    code=None,
    route="the truth table; at least one, and both",
    survives=dict.fromkeys(
        [
            "comparison: p + q + 1 >= 0 -> p + q + 1 > 0",
            "comparison: p + q - 1 >= 0 -> p + q - 1 > 0",
            "comparison: s - t - 1 / 2 >= 0 -> s - t - 1 / 2 > 0",
            "constant: 2 -> 3",
            "constant: 2 -> 1",
            "constant: 1 -> 2",
            "constant: 1 -> 0",
            "constant: 0 -> 1",
            "factor: p + q - 1 -> p + q - 2 * 1",
            "factor: p + q -> p + 2 * q",
            "factor: s - t -> s - 2 * t",
            "factor: s - t - 1 / 2 -> s - t - 2 * (1 / 2)",
        ],
        "no corner lies on a line, and another limit between the same whole numbers is as good",
    ),
    latex="6cb911d83a",
)
def test_two_lines(rng):
    corners = rng.permutation([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    above = corners > 0
    h1 = np.array([1 if p + q + 1 >= 0 else 0 for p, q in corners])
    h2 = np.array([1 if p + q - 1 >= 0 else 0 for p, q in corners])
    close([h1, h2], route=[above.any(axis=1), above.all(axis=1)])
    close(
        [1 if s - t - 1 / 2 >= 0 else 0 for s, t in np.transpose([h1, h2])],
        route=above[:, 0] ^ above[:, 1],
    )


@entry(
    "eq-perceptron-polygon",
    code=None,
    route="the polygon of the lines' meeting points: left of every edge",
    survives=dict.fromkeys(
        [
            "comparison: sum(h) - m + 1 / 2 >= 0 -> sum(h) - m + 1 / 2 > 0",
            "constant: 1 -> 0",
            "constant: 2 -> 3",
        ],
        "votes are whole numbers: any limit between m - 1 and m is as good",
    ),
    latex="e7d0361cea",
)
def test_polygon(rng):
    r, P = 0.8, rng.uniform(-1.6, 1.6, size=(400, 2))
    for m in (3, 4, 7):
        votes = []
        for i in range(m):
            turn = 2 * np.pi * i / m
            votes.append([1 if r - (np.cos(turn) * x + np.sin(turn) * y) >= 0 else 0 for x, y in P])
        out = [1 if sum(h) - m + 1 / 2 >= 0 else 0 for h in np.transpose(votes)]
        close(out, route=within(P, vertices(m, r)))


@entry(
    "eq-perceptron-corners",
    code=None,
    route="the lines' meeting points",
    survives={
        "comparison: r1 / np.cos(np.pi / m) < r2 -> r1 / np.cos(np.pi / m) <= r2": "not equal"
    },
    latex="a5d3f58fdf",
)
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
    survives={"constant: 1 -> 0": "adding k = 0 adds nothing"},
    latex="24658d9c8b",
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


@entry(
    "eq-perceptron-network", code=None, route="matrix products of a whole batch", latex="223df9b95b"
)
def test_network(rng):
    sizes = [3, 4, 2]
    W = [rng.normal(size=(m, n)) for n, m in pairwise(sizes)]
    b = [rng.normal(size=m) for m in sizes[1:]]
    X = rng.normal(size=(5, 3))
    batch = X
    for layer in (0, 1):
        batch = np.tanh(batch @ W[layer].T + b[layer])
    for k in range(5):
        a = list(X[k])
        for layer in (0, 1):
            rows = range(sizes[layer + 1])
            a = [
                np.tanh(sum(W[layer][i, j] * a[j] for j in range(len(a))) + b[layer][i])
                for i in rows
            ]
        close(a, route=batch[k])


@entry(
    "eq-perceptron-collapse", code=None, route="the layers one after the other", latex="01c8823acc"
)
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
