"""Longer answers to the exercises on eigenvectors, right and wrong ones."""

import numpy as np


def by_formula(A):
    """The usual formula, from trace and determinant."""
    trace, det = A[0, 0] + A[1, 1], A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    root = np.emath.sqrt(trace**2 - 4 * det)
    return [(trace - root) / 2, (trace + root) / 2]


def pair(A, half=0.5, inside=lambda a, b, c, d: ((a - d) / 2) ** 2 + b * c, root=np.emath.sqrt):
    """The pair with a part of the formula exchanged."""
    (a, b), (c, d) = A
    r = root(inside(a, b, c, d))
    return np.array([half * (a + d) + r, half * (a + d) - r])


def only_real(A):
    """Right for real pairs, the real part for complex ones."""
    return np.real(by_formula(A))


def root_by_halving(A):
    """Denman and Beavers' iteration, without eigenvectors."""
    Y, Z = A, np.eye(len(A))
    for _ in range(40):
        Y, Z = (Y + np.linalg.inv(Z)) / 2, (Z + np.linalg.inv(Y)) / 2
    return Y


def root_by_modes(A):
    """The root as a sum of outer products, one for each eigenvalue."""
    values, V = np.linalg.eig(A)
    W = np.linalg.inv(V)
    return sum(v**0.5 * np.outer(V[:, k], W[k]) for k, v in enumerate(values))


def root_with_a_negative(A):
    """A root, but with the first eigenvalue's root taken below zero."""
    values, V = np.linalg.eig(A)
    signs = np.where(np.arange(len(values)) == 0, -1, 1)
    return V * (signs * np.sqrt(values)) @ np.linalg.inv(V)


def root_with(change):
    """V, the roots and A put together by `change`."""

    def root(A):
        values, V = np.linalg.eig(A)
        return change(V, np.sqrt(values), A)

    return root


def power(A, x, steps, scale=np.linalg.norm, turn=lambda A: A):
    """Power iteration with another scaling, or another matrix."""
    for _ in range(steps):
        x = turn(A) @ x
        x = x / scale(x)
    return x


def largest(x):
    """The largest magnitude of an entry."""
    return np.abs(x).max()


def repaired_at_the_end(A, x, steps):
    """Powers first, one division at the end."""
    x = np.linalg.matrix_power(A, steps) @ x
    x = x / np.sqrt(x @ x)
    return float(np.dot(x, A.dot(x))), list(x)


def repaired_by_loops(A, x, steps):
    """With sums written out."""
    n = len(x)
    for _ in range(steps):
        y = [sum(A[i, j] * x[j] for j in range(n)) for i in range(n)]
        x = np.array(y) / sum(v * v for v in y) ** 0.5
    return sum(x[i] * A[i, j] * x[j] for i in range(n) for j in range(n)), x


def broken(A, x, steps):
    """The text's faulty code."""
    x = power(A, x, steps, largest, np.transpose)
    return np.linalg.norm(A @ x), x


def quotient(A, x):
    """The Rayleigh quotient."""
    return x @ A @ x / (x @ x)


def pairs_with(remove, order=(0, 1), value=quotient):
    """Two runs of power iteration; `remove` says what is left of the matrix."""

    def two(A, x, steps):
        first = power(A, x, steps)
        B = remove(A, quotient(A, first), first)
        second = power(B, x, steps)
        found = np.array([value(A, first), value(B, second)])
        return found[list(order)], np.column_stack([first, second])

    return two


def pairs_by_library(A, x, steps):
    """By NumPy's solver for symmetric matrices."""
    values, V = np.linalg.eigh(A)
    order = np.argsort(-np.abs(values))[:2]
    return values[order], V[:, order]


def pairs_by_projection(A, x, steps):
    """The first vector is taken out of the iterates instead of the matrix."""
    v = power(A, x, steps)
    w = x
    for _ in range(steps):
        w = A @ (w - (w @ v) * v)
        w = w / np.linalg.norm(w)
    w = w - (w @ v) * v
    return (quotient(A, v), quotient(A, w)), np.array([-v, w]).T


def pairs_in_place(A, x, steps):
    """Changes the caller's matrix."""
    first = power(A, x, steps)
    value = quotient(A, first)
    A -= value * np.outer(first, first)
    second = power(A, x, steps)
    return np.array([value, quotient(A, second)]), np.column_stack([first, second])


def table(links, empty="jump"):
    """The probabilities of clicks; an empty page jumps, stays or loses its readers."""
    n = len(links)
    P = np.zeros((n, n))
    for i, targets in enumerate(links):
        for j in targets:
            P[i, j] += 1 / len(targets)
        if not targets and empty == "jump":
            P[i] = 1 / n
        if not targets and empty == "stay":
            P[i, i] = 1
    return P


def walk(links, d, empty="jump", clicks=2000, jump=None, turn=np.transpose):
    """Iterate; every part can be exchanged."""
    n, M = len(links), turn(table(links, empty))
    r = np.full(n, 1 / n)
    for _ in range(clicks):
        r = ((1 - d) / n if jump is None else jump(d, n)) + d * M @ r
    return r


def rank_by_solving(links, d):
    """The linear system instead of the walk."""
    n = len(links)
    return np.linalg.solve(np.eye(n) - d * table(links).T, np.full(n, (1 - d) / n))


def rank_by_eigenvector(links, d):
    """The eigenvector of the Google matrix."""
    values, V = np.linalg.eig((d * table(links) + (1 - d) / len(links)).T)
    v = V[:, np.argmax(values.real)].real
    return list(v / v.sum())


def rank_by_dangling_mass(links, d):
    """The readers of empty pages collected into one number."""
    n, r = len(links), np.ones(len(links)) / len(links)
    for _ in range(500):
        new = np.full(n, (1 - d) / n)
        for i, targets in enumerate(links):
            for j in targets or range(n):
                new[j] += d * r[i] / (len(targets) or n)
        r = new
    return r


def incoming(links, d):
    """The share of links received."""
    counts = np.bincount([j for targets in links for j in targets], minlength=len(links))
    return counts / counts.sum()


def normalised(links, d):
    """Readers vanish, and the rest is divided by its sum: the same ranking."""
    r = walk(links, d, "lose")
    return r / r.sum()
