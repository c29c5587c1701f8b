import itertools
from math import comb, factorial

import numpy as np
import sympy
from scipy.sparse.csgraph import connected_components

from mlmath.sets.counting import (
    bell,
    combinations,
    decision_trees,
    permutations,
    stirling,
    tree_shapes,
)
from mlmath.sets.relations import classes, is_function, is_partition, product, subsets
from tests.ledger.comparison import close
from tests.ledger.registry import entry
from tests.ledger.start.listing import into, shapes, trees

ONE, N, K = "constant: 1 -> 2", "factor: n + 1 -> n + 2 * 1", "factor: k + 1 -> k + 2 * 1"
ITEMS = "factor: len(items) + 1 -> len(items) + 2 * 1"
BELL = "factor: as_count(n, 'n', least=0) + 1 -> as_count(n, 'n', least=0) + 2 * 1"


@entry(
    "eq-sets-subsets",
    code="mlmath.sets.relations.subsets",
    route="all columns of zeros and ones, counted",
    latex="9234346e27",
    survives=dict.fromkeys((ITEMS, ONE), "no subset is larger than the set"),
)
def test_subsets(rng):
    S = range(rng.integers(4, 7))
    listed = set(itertools.product([0, 1], repeat=len(S)))
    close(2 ** len(S), code=len(subsets(iter(S))), route=len(listed))


@entry("eq-sets-union", code=None, route="the union of Python's sets", latex="0b9536455c")
def test_union(rng):
    A, B = set(rng.permutation(12)[:7].tolist()), set(rng.permutation(12)[:8].tolist())
    close(len(A) + len(B) - len(A & B), route=len(A.union(B)))


@entry("eq-sets-product", code="mlmath.sets.relations.product", route="cells", latex="e44c9beeb9")
def test_product(rng):
    X, Y = range(rng.integers(2, 5)), range(rng.integers(6, 9))
    close(len(X) * len(Y), code=len(product(X, Y)), route=np.zeros((len(X), len(Y))).size)


@entry(
    "eq-sets-functions",
    code="mlmath.sets.relations.is_function",
    route="all columns of values, counted",
    latex="037088a073",
)
def test_functions(rng):
    X, Y = range(2), range(rng.choice([3, 5]))  # not 4: there 4 ** 2 is 2 ** 4
    relations = itertools.chain.from_iterable(
        itertools.combinations(itertools.product(X, Y), size) for size in range(6)
    )
    functions = sum(is_function(pairs, X, Y) for pairs in relations)
    close(len(Y) ** len(X), code=functions, route=len(list(itertools.product(Y, repeat=len(X)))))


@entry("eq-sets-agree", code=None, route="all functions listed and compared", latex="629a014408")
def test_agree(rng):
    X, Y, N = range(6), range(3), rng.integers(1, 5)
    truth = tuple(rng.integers(0, 3, size=6))
    shown = rng.permutation(6)[:N]
    functions = itertools.product(Y, repeat=6)
    left = [f for f in functions if all(f[x] == truth[x] for x in shown)]
    close(float(len(Y)) ** (len(X) - N), route=len(left))


@entry(
    "eq-sets-partition",
    code="mlmath.sets.relations.is_partition",
    route="each element counted over the blocks",
    latex="3cc70393a6",
)
def test_partition(rng):
    S, others = {0, 1, 2}, [set(), {0}, {1}, {2}, {0, 1}, {0, 1, 2}, {2, 3}]
    for P in itertools.product(rng.permutation(others), repeat=3):
        conditions = (
            all(P_i != set() for P_i in P)
            and all(P_i & P_j == set() for P_i, P_j in itertools.combinations(P, 2))
            and P[0] | P[1] | P[2] == S
        )
        counts = [sum(x in block for block in P) for x in range(4)]
        once = counts == [1, 1, 1, 0] and min(map(len, P)) > 0
        close(float(conditions), code=float(is_partition(iter(P), S)), route=float(once))


@entry("eq-sets-same-label", code=None, route="one-hot rows times columns", latex="2192d9099f")
def test_same_label(rng):
    label = rng.permutation([0, 0, 0, 1, 1, 2])
    E = [[1 if label[x] == label[y] else 0 for y in range(6)] for x in range(6)]
    one_hot = np.eye(3)[label]
    close(E, route=one_hot @ one_hot.T)


@entry("eq-sets-ones", code=None, route="pairs counted one by one", latex="81a6b1cfe7")
def test_ones(rng):
    label = rng.permutation(np.repeat([0, 1, 2], [5, 4, 3]))
    E, n = np.array([[int(x == y) for y in label] for x in label]), np.bincount(label)
    pairs = sum(x == y for x, y in itertools.product(label, repeat=2))
    close(sum(sum(E_xy for E_xy in E_x) for E_x in E), route=pairs)
    close(sum(n_i**2 for n_i in n), route=pairs)


@entry(
    "eq-sets-class",
    code="mlmath.sets.relations.classes",
    route="connected components of the relation as a graph (SciPy)",
    latex="b9281f8e6d",
)
def test_class(rng):
    S, size = range(7), rng.permutation([3, 3, 1, 1, 1, 2, 2]).tolist()
    pairs = {(z, x) for z in S for x in S if size[z] == size[x]}
    transcribed = [[int(z in {z for z in S if (z, x) in pairs}) for z in S] for x in S]
    blocks = classes(S, lambda x: size[x])
    graph = np.zeros((7, 7))
    graph[tuple(np.transpose(list(pairs)))] = 1
    _, component = connected_components(graph)
    close(
        transcribed,
        code=[[int(z in blocks[size[x]]) for z in S] for x in S],
        route=[[int(component[z] == component[x]) for z in S] for x in S],
    )


@entry("eq-sets-twin", code=None, route="all splits of the rows, counted", latex="d7433b972d")
def test_twin(rng):
    n, m = 8, int(rng.integers(2, 6))
    tests = [t for t in itertools.combinations(range(n), m) if 0 in t]  # row 1 is row 0's twin
    close((n - m) / (n - 1), route=np.mean([1 not in t for t in tests]))


@entry(
    "eq-sets-leak",
    code=None,
    route="the mean over all splits",
    latex="4672e0b6da",
    survives={"factor: p * 1 -> p / 1": "one is one either way"},
)
def test_leak(rng):
    a, m = rng.uniform(0.3, 0.9), int(rng.integers(2, 5))
    tests = list(itertools.combinations(rng.permutation(6).tolist(), m))
    p = np.mean([row ^ 1 not in t for t in tests for row in t])  # rows 0 and 1 are twins, 2 and 3
    reported = [np.mean([a if row ^ 1 in t else 1.0 for row in t]) for t in tests]
    close(p * 1 + (1 - p) * a, route=np.mean(reported))


@entry(
    "eq-sets-permutations",
    code="mlmath.sets.counting.permutations",
    route="all rows, listed",
    latex="51d78ba8c6",
)
def test_permutations(rng):
    n = int(rng.integers(5, 7))
    for k in rng.permutation(n + 2).tolist():
        rows = len(list(itertools.permutations(range(n), k)))
        close(np.prod([n - i for i in range(k)]), code=permutations(n, k), route=rows)
        if k <= n:
            close(factorial(n) / factorial(n - k), code=permutations(n, k), route=rows)
    close(factorial(n), code=permutations(n))


@entry(
    "eq-sets-combinations",
    code="mlmath.sets.counting.combinations",
    route="all choices, listed",
    latex="6520c8df8b",
)
def test_combinations(rng):
    for n, k in rng.permutation([(7, 3), (6, 4), (5, 0), (0, 0)]).tolist():
        choices = len(list(itertools.combinations(range(n), k)))
        binomial = factorial(n) / (factorial(k) * factorial(n - k))
        close(binomial, code=combinations(n, k), route=choices)


@entry(
    "eq-sets-pascal", code="mlmath.sets.counting.combinations", route="listed", latex="c31e4c68cc"
)
def test_pascal(rng):
    n, k = int(rng.integers(6, 9)), int(rng.integers(2, 5))
    choices = len(list(itertools.combinations(range(n), k)))
    close(comb(n - 1, k - 1) + comb(n - 1, k), code=combinations(n, k), route=choices)


@entry("eq-sets-splits", code=None, route="labellings, listed", latex="67dcc5070f")
def test_splits(rng):
    (a, b, c), n = rng.permutation([1, 2, 4]), 7
    labellings = itertools.product("abc", repeat=n)
    count = sum(labels.count("a") == a and labels.count("b") == b for labels in labellings)
    close(factorial(n) / (factorial(a) * factorial(b) * factorial(c)), route=count)


@entry(
    "eq-sets-stirling",
    code="mlmath.sets.counting.stirling",
    route="labellings whose labels appear in order, listed",
    latex="1137aeef40",
    survives=dict.fromkeys((K, ONE), "nobody can choose k + 1 of k")
    | {"sign: k - j -> k + j": "both are even, or both are odd"},
)
def test_stirling(rng):
    n, k = int(rng.integers(5, 7)), int(rng.integers(3, 5))
    close(into(n - 1, k - 1) + k * into(n - 1, k), code=stirling(n, k), route=into(n, k))
    close(1, code=stirling(0, 0), route=into(0, 0))
    close(0, code=stirling(n, 0), route=into(n, 0))


@entry(
    "eq-sets-bell",
    code="mlmath.sets.counting.bell",
    route="SymPy",
    latex="852593c62c",
    survives=dict.fromkeys((N, ONE, BELL), "no partition of n things has n + 1 blocks"),
)
def test_bell(rng):
    n = int(rng.integers(4, 6))
    close(sum(into(n, k) for k in range(n + 1)), code=bell(n), route=float(sympy.bell(n)))


@entry(
    "eq-sets-bell-recurrence",
    code="mlmath.sets.counting.bell",
    route="SymPy",
    latex="3e6e9a2502",
    survives=dict.fromkeys((N, ONE, BELL), "nobody can choose n + 1 of n"),
)
def test_bell_recurrence(rng):
    n = int(rng.integers(3, 6))
    transcribed = sum(comb(n, k) * float(sympy.bell(k)) for k in range(n + 1))
    close(transcribed, code=bell(n + 1), route=sum(into(n + 1, k) for k in range(n + 2)))
    close(1, code=bell(0), route=float(sympy.bell(0)))


@entry(
    "eq-sets-used",
    code=None,
    route="all labellings, listed",
    latex="ffe12285bb",
    survives=dict.fromkeys((K, ONE), "nobody can choose k + 1 of k"),
)
def test_used(rng):
    n, k = int(rng.integers(4, 6)), int(rng.integers(2, 4))
    listed = len(list(itertools.product(range(k), repeat=n)))
    close(k**n, route=listed)
    close(sum(comb(k, j) * factorial(j) * into(n, j) for j in range(k + 1)), route=listed)


@entry("eq-sets-huddle", code=None, route="squares of all pairs in a block", latex="8d15cd8ce5")
def test_huddle(rng):
    x, P = rng.normal(size=(7, 3)), [[0, 3, 4], [1, 2], [5, 6]]
    m = [x[block].mean(axis=0) for block in P]
    J = sum(sum(sum((x[r, j] - m[i][j]) ** 2 for j in range(3)) for r in P[i]) for i in range(3))
    pairs = [((x[b][:, None] - x[b]) ** 2).sum() / (2 * len(b)) for b in P]
    close(J, route=sum(pairs))


@entry(
    "eq-sets-catalan",
    code="mlmath.sets.counting.tree_shapes",
    route="SymPy's Catalan numbers",
    latex="58dcbe5ca0",
)
def test_catalan(rng):
    n = int(rng.integers(5, 8))
    C = [len(shapes(size)) for size in range(n)]
    transcribed = sum(C[i] * C[n - 1 - i] for i in range(n))
    close(transcribed, code=tree_shapes(n), route=float(sympy.catalan(n)))
    close(1, code=tree_shapes(0), route=float(sympy.catalan(0)))


@entry(
    "eq-sets-catalan-closed",
    code="mlmath.sets.counting.tree_shapes",
    route="listed",
    latex="aae9ed1c1b",
)
def test_catalan_closed(rng):
    n = int(rng.integers(5, 8))
    close(1 / (n + 1) * comb(2 * n, n), code=tree_shapes(n), route=len(shapes(n)))


@entry(
    "eq-sets-decision",
    code="mlmath.sets.counting.decision_trees",
    route="all trees, listed",
    latex="3186639fac",
)
def test_decision(rng):
    for n in rng.permutation([1, 2, 3]).tolist():
        T = len(trees(set(range(n - 1))))
        close(n * T**2, code=decision_trees(n), route=len(trees(set(range(n)))))
    close(2, code=decision_trees(0), route=len(trees(set())))
