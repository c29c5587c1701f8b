"""All things of a kind, listed one by one: the slow way to count them."""

import itertools


def into(n, k):
    """How many partitions of n things have k blocks: labellings whose labels appear in order."""
    labellings = itertools.product(range(k), repeat=n)
    firsts = (list(dict.fromkeys(labels)) for labels in labellings)
    return sum(first == list(range(k)) for first in firsts)


def trees(questions):
    """Every full decision tree over the questions, as nested tuples."""
    if not questions:
        return ["yes", "no"]
    rest = {q: trees(questions - {q}) for q in questions}
    return [(q, a, b) for q in questions for a, b in itertools.product(rest[q], repeat=2)]


def shapes(n):
    """Every shape of a binary tree with n questions, as nested pairs."""
    if n == 0:
        return [()]
    sides = [(i, n - 1 - i) for i in range(n)]
    return [(a, b) for i, j in sides for a in shapes(i) for b in shapes(j)]
