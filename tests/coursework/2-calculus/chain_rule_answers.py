"""Functions that answer the exercises on the chain rule, rightly and wrongly."""

from itertools import pairwise

import numpy as np

from mlmath.activations import tanh
from mlmath.autodiff import Tensor, grad


def by_tape(f, *places):
    return tuple(g.item() for g in grad(f, argnums=tuple(range(len(places))))(*places))


def study_by_tape(s, z):
    return by_tape(lambda s, z: s * (12 * z - s * s) / 5, float(s), float(z))


def study_by_complex_step(s, z):
    def y(s, z):
        return s * (12 * z - s * s) / 5

    return [y(s + 1e-20j, z).imag / 1e-20, y(s, z + 1e-20j).imag / 1e-20]


def chain_backwards(links, x):
    values = [x]
    for f, _ in links:
        values.append(f(values[-1]))
    slope = 1
    for v, (_, d) in zip(values[-2::-1], links[::-1], strict=False):
        slope = d(v) * slope
    return slope


def chain_recursive(links, x):
    if not links:
        return 1
    f, d = links[0]
    return chain_recursive(links[1:], f(x)) * d(x)


def chain_slip(*, start=1.0, add=False, late=False, still=False, turned=False, drop=0):
    def answer(links, x):
        total = start
        links = links[::-1] if turned else links
        for f, d in links[: len(links) - drop]:
            new = x if still else f(x)
            slope = d(new if late else x)
            total, x = (total + slope if add else total * slope), new
        return total

    return answer


def last_link(links, x):
    slope = 0.0
    for f, d in links:
        slope, x = d(x), f(x)
    return slope


def last_value(links, x):
    for f, _ in links:
        x = f(x)
    return x


def back(x, y, *, first_x=1, first_y=1, by_x=1, by_y=1, local=None):
    """The repaired pass, and with one setting changed a broken one."""
    p = x * y
    q = p + y
    x_bar = first_x * q + by_x * x * y
    y_bar = first_y * x + by_y * x * (x if local is None else local(x, y))
    return q * x, x_bar, y_bar


def back_slip(**settings):
    return lambda x, y: back(x, y, **settings)


def as_printed(x, y):
    p = x * y
    q = p + y
    return q * x, x * y, x * p


def two_by_tape(w1, w2, x, t):
    return by_tape(lambda a, b: 0.5 * (b * tanh(a * x) - t) ** 2, float(w1), float(w2))


def two_slip(*, bend=lambda a, u: 1 - a * a, factor=1, inner=True, through=True, mix=False):
    def answer(w1, w2, x, t):
        a = np.tanh(w1 * x)
        miss = factor * (w2 * a - t)
        first = miss * (w2 if through else 1) * bend(a, w1 * x) * (x if inner else 1)
        return (miss * a, first) if mix else (first, miss * a)

    return answer


def sweep(edges, size, output, *, key=lambda e: -e[1], add=True, seed=1.0):
    bar = np.zeros(size)
    bar[output] = seed
    for i, j, local in sorted(edges, key=key) if key else edges:
        bar[i] = (bar[i] if add else 0) + local * bar[j]
    return bar


def sweep_slip(**settings):
    return lambda edges, size, output: sweep(edges, size, output, **settings)


def by_inverse(edges, size, output):
    d = np.zeros((size, size))
    np.add.at(d, (([j for _, j, _ in edges]), ([i for i, _, _ in edges])), [e[2] for e in edges])
    return np.linalg.solve(np.eye(size) - d.T, np.eye(size)[output])


def by_recursion(edges, size, output):
    known = {output: 1.0}

    def bar(i):
        if i not in known:
            known[i] = sum(local * bar(j) for a, j, local in edges if a == i)
        return known[i]

    return [bar(i) for i in reversed(range(size))][::-1]


def forwards(edges, size, output):
    dot = np.zeros(size)
    dot[output] = 1
    for i, j, local in sorted(edges, key=lambda e: e[1]):
        dot[j] += local * dot[i]
    return dot


def costs_by_products(sizes):
    shapes = [(b, a) for a, b in pairwise(sizes)]
    right, left, work = shapes[0], shapes[-1], [0, 0]
    for a, b in shapes[1:]:
        work[0] += a * b * right[1]
        right = (a, right[1])
    for _, c in shapes[-2::-1]:
        work[1] += left[0] * left[1] * c
        left = (left[0], c)
    return work


def input_by_tape(W, v, x):
    place = Tensor(np.array(x))
    (v * tanh(W @ place)).sum().backward()
    return place.grad


def input_by_loops(W, v, x):
    H, n = W.shape
    bar = [0.0] * n
    for k in range(H):
        a = np.tanh(sum(W[k, i] * x[i] for i in range(n)))
        for i in range(n):
            bar[i] += v[k] * (1 - a * a) * W[k, i]
    return bar
