"""Answers to the exercises on sets, right and wrong, that need more than a line."""

from math import comb, factorial

import numpy as np


def table_by_loops(label):
    return [[1 if a == b else 0 for a in label] for b in label]


def table_by_one_hot(label):
    names, place = np.unique(label, return_inverse=True)
    one_hot = np.eye(len(names))[place]
    return one_hot @ one_hot.T


def table_by_blocks(label):
    E = np.zeros((len(label), len(label)), dtype=np.float32)
    for k in np.unique(label):
        E[np.ix_(label == k, label == k)] = 1
    return E


def leaked_by_loops(train, test):
    return [any(all(a == b) for a in train) for b in test]


def leaked_by_distance(train, test):
    return ((test[:, None] - train) ** 2).sum(axis=2).min(axis=1) == 0


def leaked_by_unique(train, test):
    seen = {row.tobytes() for row in np.ascontiguousarray(train)}
    return np.array([row.tobytes() in seen for row in np.ascontiguousarray(test)])


def leaked_within(train, test):
    twins = (test[:, None] == test).all(axis=2).sum(axis=1) > 1
    return leaked_by_distance(train, test) | twins


def leaked_by_text(train, test):
    seen = {"".join(map(str, row)) for row in train.tolist()}
    return ["".join(map(str, row)) in seen for row in test.tolist()]


def split_by_permutation(patient, m, rng):
    drawn = set(rng.permutation(sorted(set(patient.tolist())))[:m].tolist())
    return [p in drawn for p in patient.tolist()]


def split_by_places(patient, m, rng):
    names, place = np.unique(patient, return_inverse=True)
    return (rng.permutation(len(names)) < m)[place]


def split_as_numbers(patient, m, rng):
    scores = {p: rng.random() for p in dict.fromkeys(patient.tolist())}
    drawn = sorted(scores, key=scores.get)[:m]
    return np.isin(patient, drawn).astype(float)


def split_careless(patient, m, rng):
    return rng.permutation(len(patient)) < m


def split_other_side(patient, m, rng):
    return ~np.isin(patient, rng.choice(np.unique(patient), m, replace=False))


def split_with_replacement(patient, m, rng):
    return np.isin(patient, rng.choice(np.unique(patient), m))


def split_by_rows(patient, m, rng):
    drawn = list(dict.fromkeys(rng.permutation(patient).tolist()))[:m]
    return np.isin(patient, drawn)


def split_by_few_rows(patient, m, rng):
    names, rows = np.unique(patient, return_counts=True)
    weights = 1 / rows**3
    return np.isin(patient, rng.choice(names, m, replace=False, p=weights / weights.sum()))


def split_first(patient, m, rng):
    return np.isin(patient, np.unique(patient)[:m])


def split_neighbours(patient, m, rng):
    names = np.unique(patient)
    first = rng.integers(len(names) - m + 1)
    return np.isin(patient, names[first : first + m])


def split_small_numbers(patient, m, rng):
    return patient < m


def split_names(patient, m, rng):
    return rng.choice(np.unique(patient), m, replace=False)


def split_own_lot(patient, m, rng):
    return split_by_places(patient, m, np.random.default_rng(0))


def clusterings_by_calls(n, k):
    known = {}

    def count(n, k):
        if n == 0 or k == 0:
            return int(n == k)
        if (n, k) not in known:
            known[n, k] = count(n - 1, k - 1) + k * count(n - 1, k)
        return known[n, k]

    return count(n, k)


def clusterings_by_signs(n, k):
    return sum((-1) ** (k - j) * comb(k, j) * j**n for j in range(k + 1)) // factorial(k)


def clusterings_in_objects(n, k):
    return table(n, k, lambda n, k: k, object)


def table(n, k, rule, dtype):
    S = np.zeros((n + 1, max(n, k) + 1), dtype=dtype)
    S[0, 0] = 1
    for i in range(1, n + 1):
        for j in range(1, i + 1):
            S[i, j] = S[i - 1, j - 1] + rule(i, j) * S[i - 1, j]
    return S[n, k]


def stirling_with_names(n, k):
    return clusterings_by_signs(n, k) * factorial(k)
