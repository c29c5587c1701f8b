"""Functions that answer the drills on NumPy, rightly and wrongly."""

import numpy as np


def inner_by_loops(A):
    m, n = np.shape(A)
    return [[A[i][j] for j in range(1, n - 1)] for i in range(1, m - 1)]


def inner_by_mask(A):
    keep = np.zeros(A.shape, bool)
    keep[1:-1, 1:-1] = True
    return A[keep].reshape(A.shape[0] - 2, -1)


def centred_by_loops(X):
    Y = np.zeros(X.shape)
    for j in range(X.shape[1]):
        column = [float(v) for v in X[:, j]]
        Y[:, j] = [v - sum(column) / len(column) for v in column]
    return Y


def centred_in_place(X):
    X -= X.mean(axis=0)
    return X


def shares_by_lists(A):
    return [[float(v) / float(sum(row)) for v in row] for row in A]


def differences_by_loops(x, y):
    return [[float(p) - float(q) for q in y] for p in x]


def differences_by_repeat(x, y):
    return np.repeat(x, len(y)).reshape(len(x), -1) - np.tile(y, (len(x), 1))


def stretched(a, c):
    lack = len(c) - len(a)
    return [k for k in range(len(c)) if k < lack or a[k - lack] != c[k]]


def stretched_by_strides(a, c):
    views = np.broadcast_to(np.zeros(a), c)
    lack = len(c) - len(a)
    return [k for k in range(len(c)) if k < lack or (views.strides[k] == 0 and c[k] > 1)]


def stretched_from_the_right(a, c):
    found = []
    for k in range(1, len(c) + 1):
        if k > len(a) or (a[-k] == 1 and c[-k] != 1):
            found.append(len(c) - k)
    return np.array(sorted(found))


def halved(X, rows):
    Y = np.array(X, dtype=float)
    for row in rows:
        Y[row] /= 2
    return Y


def halved_by_factors(X, rows):
    return X * np.where(np.isin(np.arange(len(X)), rows), 0.5, 1.0)[:, None]


def halved_by_lists(X, rows):
    return [[v / 2 if i in rows else float(v) for v in row] for i, row in enumerate(X)]


def halved_at_the_caller(X, rows):
    Y = X
    for row in rows:
        Y[row] = Y[row] / 2
    return Y


def halved_whole(X, rows):
    Y = X.copy()
    for row in rows:
        Y[row] = Y[row] / 2
    return Y


def halved_columns(X, rows):
    Y = np.array(X, dtype=float)
    for row in rows:
        Y[:, row] = Y[:, row] / 2
    return Y


def halved_columns_whole(X, rows):
    Y = X.copy()
    for row in rows:
        Y[:, row] = Y[:, row] / 2
    return Y


def halved_first(X, rows):
    Y = np.array(X, dtype=float)
    for row in rows:
        Y[row] /= 2
        return Y
    return Y


def halved_last(X, rows):
    for row in rows:
        Y = np.array(X, dtype=float)
        Y[row] /= 2
    return Y if len(rows) else X


def doubled(X, rows):
    Y = np.array(X, dtype=float)
    Y[rows] *= 2
    return Y


def cleared(X, rows):
    Y = np.array(X, dtype=float)
    Y[rows] = 0
    return Y


def shuffled(X, y, seed):
    order = np.random.default_rng(seed).permutation(len(y))
    return X[order], y[order]


def shuffled_by_sorting(X, y, seed):
    order = np.argsort(np.random.default_rng(seed).random(len(y)))
    return [X[order], y[order]]


def shuffled_by_places(X, y, seed):
    places = list(range(len(y)))
    np.random.default_rng(seed).shuffle(places)
    return np.array([X[k] for k in places]), np.array([y[k] for k in places])


def shuffled_twice(X, y, seed):
    rng = np.random.default_rng(seed)
    return rng.permutation(X), rng.permutation(y)


def shuffled_old_way(X, y, seed):
    order = np.random.default_rng().permutation(len(y))
    return X[order], y[order]


def shuffled_with_repeats(X, y, seed):
    order = np.random.default_rng(seed).integers(0, len(y), size=len(y))
    return X[order], y[order]


def shuffled_by_a_cut(X, y, seed):
    k = np.random.default_rng(seed).integers(1, len(y))
    return np.roll(X, k, axis=0), np.roll(y, k)


def shuffled_entries(X, y, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y))
    return rng.permuted(X, axis=1)[order], y[order]


def shuffled_in_place(X, y, seed):
    np.random.default_rng(seed).shuffle(X)
    np.random.default_rng(seed).shuffle(y)
    return X, y
