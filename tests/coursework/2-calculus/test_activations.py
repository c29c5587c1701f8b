"""Right and wrong answers to the exercises on activations."""

import numpy as np

from tests.coursework.bank import Bank, bank_tests


def sigma(x):
    return 1 / (1 + np.exp(-x))


def pieces(x, a, dy, y=None, dx=None, da=None):
    """A PReLU, with any of its three values replaced."""
    x, dy = np.asarray(x), np.asarray(dy)
    low = np.minimum(x, 0)
    right = np.maximum(x, 0) + a * low, dy * np.where(x > 0, 1, a), dy @ low
    return tuple(r if w is None else w for r, w in zip(right, (y, dx, da), strict=True))


def prelu_by_loops(x, a, dy):
    y = [v if v > 0 else a * v for v in x]
    dx = [d if v > 0 else a * d for v, d in zip(x, dy, strict=True)]
    return y, dx, sum(d * v for v, d in zip(x, dy, strict=True) if v < 0)


def prelu_by_slope(x, a, dy):
    slope = np.full(x.shape, float(a))
    slope[x > 0] = 1
    return slope * x, slope * dy, -np.sum(dy * np.maximum(-x, 0))


def swish(x, beta):
    return x * sigma(beta * x)


def by_complex_step(x, beta):
    return np.imag(swish(x + 1e-20j, beta)) / 1e-20


def rows(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def one_row(z):
    return rows(z[None, :])[0]


def rows_by_loops(Z):
    return [one_row(z).tolist() for z in Z]


def rows_in_place(Z):
    Z -= Z.max(axis=1, keepdims=True)
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def rows_by_logarithms(Z):
    s = Z - Z.max(axis=1)[:, None]
    return np.exp(s - np.log(np.exp(s).sum(axis=1))[:, None])


def back_by_pieces(z, v):
    p = one_row(z)
    out = p * v
    out -= p * out.sum()
    return out


def back_unshifted(z, v):
    p = np.exp(z) / np.exp(z).sum()
    return p * (v - p @ v)


def revived(X, W, b, mean=None, dead=None):
    products = X @ W.T
    if dead is None:
        dead = (products + b <= 0).all(axis=0)
    return np.where(dead, -products.mean(axis=0) if mean is None else mean, b)


def revive_by_loops(X, W, b):
    new = list(b)
    for i, w in enumerate(W):
        if max(X @ w + b[i]) <= 0:
            new[i] = -np.dot(X.mean(axis=0), w)
    return new


def revive_by_relu(X, W, b):
    quiet = np.maximum(X @ W.T + b, 0).sum(axis=0) == 0
    new = b.copy()
    new[quiet] = -(W @ X.mean(axis=0))[quiet]
    return new


def revive_in_place(X, W, b):
    b[:] = revived(X, W, b)
    return b


def on(X, W, b, g, lr):
    return X @ W.T + b - lr * g > 0


def alive_by_loops(X, W, b, g, lr):
    living = [max(X @ w + c - lr * d) > 0 for w, c, d in zip(W, b, g, strict=True)]
    return sum(living) / len(living)


BANKS = {
    "prelu": Bank(
        right=[pieces, prelu_by_loops, prelu_by_slope],
        wrong=[
            (lambda x, a, dy: pieces(x, a, dy, da=dy * np.minimum(x, 0)), "add up over all"),
            (lambda x, a, dy: pieces(x, a, dy, da=dy @ np.maximum(x, 0)), "not the positive"),
            (lambda x, a, dy: pieces(x, a, dy, da=dy @ x), "only the negative ones"),
            (lambda x, a, dy: pieces(x, a, dy, da=np.minimum(x, 0).sum()), "third value"),
            (lambda x, a, dy: pieces(x, a, dy, da=np.mean(dy * np.minimum(x, 0))), "the mean"),
            (lambda x, a, dy: pieces(x, a, dy, dx=np.where(x > 0, 1, a)), "not multiplied in"),
            (lambda x, a, dy: pieces(x, a, dy, dx=dy * (x > 0)), "blocked"),
            (lambda x, a, dy: pieces(x, a, dy, dx=dy * np.where(x >= 0, 1, a)), "at 0"),
            (lambda x, a, dy: pieces(x, a, dy, y=np.maximum(x, 0)), "this is the ReLU"),
            (lambda x, a, dy: pieces(x, a, dy)[:2], "3 values"),
            (lambda x, a, dy: pieces(x, a, dy, y=np.abs(x) * a), None),
        ],
    ),
    "swish_slope": Bank(
        right=[
            by_complex_step,
            lambda x, b: sigma(b * x) * (1 + b * x * sigma(-b * x)),
            lambda x, b: b * swish(x, b) + sigma(b * x) * (1 - b * swish(x, b)),
        ],
        wrong=[
            (lambda x, b: sigma(b * x) + x * sigma(b * x) * sigma(-b * x), "inner slope"),
            (lambda x, b: b * x * sigma(b * x) * sigma(-b * x), "first term"),
            (lambda x, b: sigma(b * x), "second term"),
            (swish, "swish itself"),
            (lambda x, b: by_complex_step(x, 1) * 0 + sigma(b * x) * (1 + b * x), "1 - sigma"),
            (lambda x, b: sigma(x) + b * x * sigma(x) * sigma(-x), "not at x"),
            (lambda x, b: b * sigma(b * x) * sigma(-b * x), "multiplied"),
            (lambda x, b: sigma(b * x) * (1 - b * x * sigma(-b * x)), "added, not subtracted"),
            (lambda x, b: sigma(b * x) ** 3, None),
        ],
    ),
    "softmax": Bank(
        right=[rows, rows_by_loops, rows_by_logarithms, lambda Z: rows(Z - Z[:, :1])],
        wrong=[
            (lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0), "columns sum"),
            (lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True), "overflows"),
            (lambda Z: np.exp(Z) / np.exp(Z).sum(), "whole table"),
            (lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)), "divide by the sum"),
            (lambda Z: np.log(rows(Z)), "logarithms"),
            (rows_in_place, "changes its input"),
            (lambda Z: np.exp(Z), "not yet divided"),
            (lambda Z: rows(Z.T).T, "columns sum"),
            (lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(1, keepdims=True), None),
        ],
    ),
    "softmax_back": Bank(
        right=[
            lambda z, v: one_row(z) * (v - one_row(z) @ v),
            back_by_pieces,
            lambda z, v: one_row(z) * v - one_row(z) * np.sum(one_row(z) * v),
        ],
        wrong=[
            (lambda z, v: one_row(z) * v, "alone"),
            (lambda z, v: one_row(z) * (1 - one_row(z)) * v, "diagonal"),
            (lambda z, v: one_row(z) * (v + one_row(z) @ v), "not added"),
            (lambda z, v: one_row(z) * (v - v.sum()), "sum of v"),
            (lambda z, v: one_row(z) * (v - v.mean()), "mean of v"),
            (lambda z, v: v - one_row(z) @ v, "factor p"),
            (lambda z, v: v - one_row(z) * v.sum(), "logarithm"),
            (lambda z, v: one_row(z), "this is p"),
            (back_unshifted, "overflows"),
            (lambda z, v: one_row(z) ** 2 * v, None),
        ],
    ),
    "revive": Bank(
        right=[revived, revive_by_loops, revive_by_relu],
        wrong=[
            (lambda X, W, b: -(X @ W.T).mean(axis=0), "keep their bias"),
            (lambda X, W, b: revived(X, W, b, mean=(X @ W.T).mean(axis=0)), "sign is flipped"),
            (lambda X, W, b: revived(X, W, b, mean=-(X @ W.T + b).mean(axis=0)), "old bias"),
            (lambda X, W, b: revived(X, W, b, mean=0), "bias of 0"),
            (lambda X, W, b: revived(X, W, b, dead=(X @ W.T + b > 0).any(axis=0)), "left the dead"),
            (lambda X, W, b: revived(X, W, b, dead=(X @ W.T + b <= 0).any(axis=0)), "all of them"),
            (lambda X, W, b: revived(X, W, b, mean=-np.median(X @ W.T, axis=0)), "median"),
            (lambda X, W, b: b, "still dead"),
            (lambda X, W, b: revived(X, W, b, dead=(X @ W.T + b < 0).all(axis=0)), "exactly 0"),
            (revive_in_place, "changes its input"),
            (lambda X, W, b: b + 1, None),
        ],
    ),
    "gain": Bank(
        right=[4, 4.0, np.float32(4)],
        wrong=[
            (1, "at most"),
            (0.25, "that is the slope"),
            (2, "1/2"),
            (4.0**30, "all thirty"),
            (30, "does not enter"),
            (16, "1/16"),
        ],
    ),
    "alive": Bank(
        right=[
            lambda *args: on(*args).any(axis=0).mean(),
            alive_by_loops,
            lambda *args: np.count_nonzero(on(*args).sum(axis=0)) / len(args[2]),
        ],
        wrong=[
            (lambda *args: 1 - on(*args).any(axis=0).mean(), "the dead"),
            (lambda *args: on(*args).any(axis=1).mean(), "ask the units"),
            (lambda *args: on(*args).all(axis=0).mean(), "one example is enough"),
            (lambda *args: on(*args).mean(), "pairs"),
            (lambda X, W, b, g, lr: on(X, W, b, g, -lr).any(axis=0).mean(), "against"),
            (lambda X, W, b, g, lr: on(X, W, b, g, 0).any(axis=0).mean(), "not made"),
            (lambda X, W, b, g, lr: on(X, W, b, g, 1).any(axis=0).mean(), "rate is missing"),
            (lambda X, W, b, g, lr: on(X, W, 0 * b, g, lr).any(axis=0).mean(), None),
            (lambda *args: on(*args).any(axis=0).sum(), "how many"),
            (lambda *args: on(*args).any(axis=0), None),
        ],
    ),
    "last_layer": Bank(
        right=["b", "B", "(b)"],
        wrong=[("a", "no layer before"), ("c", "sigmoid"), ("d", "softmax"), ("e", "choose one")],
    ),
}
test_bank = bank_tests("2-calculus/activations", BANKS)
