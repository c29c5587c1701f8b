"""Functions that answer the exercises on gradient descent, rightly and wrongly."""

import numpy as np


def step_in_place(w, g, lr):
    w -= lr * g
    return w


def walk(gradient, w, lr, tol, most, *, short=np.linalg.norm, early=0, late=0, sign=1, rate=1):
    """A right walk, and with one setting changed a wrong one."""
    made = 0
    while made < most - early and short(gradient(w)) > tol:
        w, made = w - sign * lr * gradient(w), made + 1
    return w, made + late


def slip(**settings):
    return lambda *args: walk(*args, **settings)


def walk_by_lists(gradient, w, lr, tol, most):
    w = [float(x) for x in w]
    for made in range(most):
        g = list(gradient(np.array(w)))
        if sum(x * x for x in g) <= tol * tol:
            return w, made
        w = [x - lr * y for x, y in zip(w, g, strict=True)]
    return w, most


def looks_after_the_step(gradient, w, lr, tol, most):
    for made in range(1, most + 1):
        w = w - lr * gradient(w)
        if np.linalg.norm(gradient(w)) <= tol:
            return w, made
    return w, most


def wants_less_than_tol(gradient, w, lr, tol, most):
    return walk(gradient, w, lr, np.nextafter(tol, 0), most)


def steps_once_more(gradient, w, lr, tol, most):
    for made in range(most):
        g = gradient(w)
        w = w - lr * g
        if np.linalg.norm(g) <= tol:
            return w, made
    return w, most


def mse_by_loops(X, y, w):
    N, n = X.shape
    g = [0.0] * n
    for i in range(N):
        r = sum(X[i, j] * w[j] for j in range(n)) - y[i]
        for j in range(n):
            g[j] += 2 * r * X[i, j] / N
    return g


def mse_by_differences(X, y, w, h=1e-20):
    return [np.mean((X @ (w + 1j * h * e) - y) ** 2).imag / h for e in np.eye(len(w))]


def best_by_counting(mu, L, eps):
    rho, T, left = 1 - 2 * mu / (L + mu), 0, 1.0
    while left > eps:
        left, T = left * rho, T + 1
    return [2 / (L + mu), rho, T]


def best(lr=None, rho=None, T=None):
    """The right three values, with one of them computed in another way."""

    def answer(mu, L, eps):
        right = (L - mu) / (L + mu)
        return (
            lr(mu, L) if lr else 2 / (L + mu),
            rho(mu, L) if rho else right,
            T(mu, L, eps, right) if T else np.ceil(np.log(eps) / np.log(right)),
        )

    return answer


def fit(a=lambda N: 2 / N, sign=1, more=0):
    def repaired(X, y, w, lr, steps):
        for _ in range(steps + more):
            w = w - sign * lr * a(len(y)) * X.T @ (X @ w - y)
        return w

    return repaired


def fit_in_place(X, y, w, lr, steps):
    for _ in range(steps):
        w -= lr * 2 / len(y) * X.T @ (X @ w - y)
    return w


def fit_on_a_copy(X, y, w, lr, steps):
    w = w.astype(float)
    for _ in range(steps):
        w -= lr * 2 / len(y) * X.T @ (X @ w - y)
    return w


def fit_as_integers(X, y, w, lr, steps):
    w = w.copy()
    for _ in range(steps):
        w[:] = w - lr * 2 / len(y) * X.T @ (X @ w - y)
    return w


def returns_inside(X, y, w, lr, steps):
    return fit()(X, y, w, lr, 1)


def scaled(mean=np.mean, spread=np.std):
    def standardise(train, test):
        m, s = mean(train, 0), spread(train, 0)
        s = np.where(s == 0, 1, s)
        return (train - m) / s, (test - m) / s

    return standardise


def own_scales(train, test):
    return scaled()(train, train)[0], scaled()(test, test)[0]


def scaled_together(train, test):
    both = np.concatenate([train, test])
    return scaled()(both, train)[1], scaled()(both, test)[1]


def scaled_by_loops(train, test):
    columns = []
    for a, b in zip(train.T, test.T, strict=True):
        m = sum(a) / len(a)
        s = (sum((x - m) ** 2 for x in a) / len(a)) ** 0.5 or 1.0
        columns.append(([(x - m) / s for x in a], [(x - m) / s for x in b]))
    return [np.array(side).T.tolist() for side in zip(*columns, strict=True)]


def scaled_divides_by_zero(train, test):
    return [(X - train.mean(0)) / train.std(0) for X in (train, test)]


def rows_scaled(train, test):
    return [(X - X.mean(1, keepdims=True)) / X.std(1, keepdims=True) for X in (train, test)]


def line(back=lambda b, w, m, s: np.r_[b - w / s @ m, w / s], steps=1000, ones=True):
    """Least squares on foot; ``back`` translates the line into the units of the data."""

    def on_foot(features, y):
        m, s = features.mean(0), features.std(0)
        Z = np.c_[np.full(len(y), float(ones)), (features - m) / s]
        w, H = np.zeros(Z.shape[1]), Z.T @ Z * 2 / len(y)
        lr = 1 / np.linalg.eigvalsh(H)[-1]
        for _ in range(steps):
            w = w - lr * (H @ w - Z.T @ y * 2 / len(y))
        return back(w[0], w[1:], m, s)

    return on_foot


def line_directly(features, y):
    return list(np.linalg.lstsq(np.c_[np.ones(len(y)), features], y, rcond=None)[0])


def line_in_measured_units(features, y):
    X = np.c_[np.ones(len(y)), features]
    H, w = X.T @ X * 2 / len(y), np.zeros(X.shape[1])
    for _ in range(200):
        w = w - (H @ w - X.T @ y * 2 / len(y)) / np.linalg.eigvalsh(H)[-1]
    return w


def kind(numbers, names=("minimum", "maximum", "saddle", "undecided")):
    def critical_point(H):
        e = np.atleast_1d(numbers(H)).astype(float)
        e[np.abs(e) <= 1e-9 * np.abs(e).max()] = 0
        if (e > 0).any() and (e < 0).any():
            return names[2]
        return names[0] if (e > 0).all() else names[1] if (e < 0).all() else names[3]

    return critical_point


def cut(e, threshold):
    return np.where(np.abs(e) <= threshold, 0, e)


def kind_without_zero(H):
    e = np.linalg.eigvalsh(H)
    return "minimum" if (e > 0).all() else "maximum" if (e < 0).all() else "saddle"


def kind_zero_first(H):
    e = np.linalg.eigvalsh(H)
    flat = (np.abs(e) <= 1e-9 * np.abs(e).max()).any()
    return "undecided" if flat else kind_without_zero(H)


def kind_by_signs(H):
    e = np.linalg.eig(H)[0].real
    signs = set(np.sign(np.where(np.abs(e) <= 1e-9 * np.abs(e).max(), 0, e)))
    saddle, words = {1, -1} <= signs, {(1,): "minimum", (-1,): "maximum"}
    return "saddle" if saddle else words.get(tuple(signs), "undecided")


def search(promise=0.5, shrink=0.5, then=1.0, sign=1):
    def backtrack(f, gradient, w, lr):
        g = gradient(w)
        while f(w - lr * g) > f(w) - promise * lr * (g @ g):
            lr = lr * shrink
        return w - sign * then * lr * g, then * lr

    return backtrack


def search_by_recursion(f, gradient, w, lr):
    new = w - lr * gradient(w)
    gain = f(w) - f(new)
    enough = gain >= lr / 2 * sum(gradient(w) ** 2)
    return [new, lr] if enough else search_by_recursion(f, gradient, w, lr / 2)
