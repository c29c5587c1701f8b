"""Sets and counting against listing, recurrences, SymPy and Hypothesis."""

import itertools
import math

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy.functions.combinatorial import numbers

from mlmath.sets import counting, relations

SMALL = st.sets(st.integers(-9, 9), max_size=6)


@given(SMALL)
def test_subsets_are_all_and_distinct(items):
    found = relations.subsets(items)
    assert len(found) == 2 ** len(items)
    assert len({frozenset(s) for s in found}) == len(found)
    assert all(s <= items for s in found)
    assert [len(s) for s in found] == sorted(len(s) for s in found)


def test_subsets_of_three():
    assert relations.subsets("ab") == [set(), {"a"}, {"b"}, {"a", "b"}]
    assert relations.subsets([]) == [set()]


@given(SMALL)
def test_partitions_are_partitions_distinct_and_as_many_as_bell_says(items):
    found = relations.partitions(items)
    assert all(relations.is_partition(blocks, items) for blocks in found)
    assert len({frozenset(map(frozenset, blocks)) for blocks in found}) == len(found)
    assert len(found) == counting.bell(len(items))
    for k in range(len(items) + 2):
        assert sum(len(blocks) == k for blocks in found) == counting.stirling(len(items), k)


@pytest.mark.parametrize(
    ("blocks", "verdict"),
    [
        ([{1, 2}, {3}], True),
        ([[3], (2, 1)], True),
        ([{1, 2}, {2, 3}], False),
        ([{1, 2}], False),
        ([{1, 2}, {3}, set()], False),
        ([{1, 2}, {3, 4}], False),
        ([[1, 2, 2], [3]], False),
        ([], False),
    ],
)
def test_is_partition(blocks, verdict):
    assert relations.is_partition(blocks, [1, 2, 3]) is verdict


def test_nothing_is_partitioned_by_no_blocks():
    assert relations.is_partition([], []) is True
    assert relations.partitions([]) == [[]]


def test_leakage_is_named():
    train, validation, test = [1, 2, 3, 4], [5, 6, 1], iter([7, 6])
    assert relations.overlaps([train, validation, test]) == {1, 6}
    assert relations.overlaps([train, [5], [6]]) == set()


@given(SMALL, SMALL)
def test_product(a, b):
    found = relations.product(a, b)
    assert set(found) == {(x, y) for x in a for y in b}
    assert len(found) == len(a) * len(b)


def test_product_of_nothing_is_the_empty_tuple():
    assert relations.product() == [()]


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ({(1, "a"), (2, "a"), (3, "b")}, True),
        ([(1, "a"), (1, "a"), (2, "b"), (3, "b")], True),
        ({(1, "a"), (2, "a")}, False),
        ({(1, "a"), (1, "b"), (2, "a")}, False),
        ({(1, "a"), (1, "b"), (2, "a"), (3, "b")}, False),
        (set(), False),
    ],
)
def test_is_function(pairs, verdict):
    assert relations.is_function(pairs, [1, 2, 3], "ab") is verdict


def test_functions_are_counted_by_a_power():
    pairs = relations.product([1, 2, 3], "ab")
    functions = [s for s in relations.subsets(pairs) if relations.is_function(s, [1, 2, 3], "ab")]
    assert len(functions) == 2**3


def test_equivalences_of_a_set_are_its_partitions():
    items = [1, 2, 3]
    everything = relations.subsets(relations.product(items, items))
    equivalences = [pairs for pairs in everything if relations.is_equivalence(pairs, items)]
    assert len(equivalences) == counting.bell(3) == 5
    assert relations.is_equivalence(iter([(1, 1)]), iter([1])) is True


@pytest.mark.parametrize(
    "pairs",
    [
        {(1, 1), (2, 2)},
        {(1, 1), (2, 2), (3, 3), (1, 2)},
        {(1, 1), (2, 2), (3, 3), (1, 2), (2, 1), (2, 3), (3, 2)},
    ],
    ids=["not reflexive", "not symmetric", "not transitive"],
)
def test_what_is_missing_from_an_equivalence(pairs):
    assert relations.is_equivalence(pairs, [1, 2, 3]) is False


@given(SMALL, st.integers(1, 4))
def test_a_labelling_makes_a_partition(items, k):
    blocks = relations.classes(items, lambda x: x % k)
    assert relations.is_partition(blocks.values(), items)
    assert all(x % k == label for label, block in blocks.items() for x in block)


@pytest.mark.parametrize("n", range(7))
def test_permutations_and_combinations_by_listing(n):
    assert counting.permutations(n) == len(list(itertools.permutations(range(n))))
    for k in range(n + 2):
        assert counting.permutations(n, k) == len(list(itertools.permutations(range(n), k)))
        assert counting.combinations(n, k) == len(list(itertools.combinations(range(n), k)))


@pytest.mark.parametrize("n", [0, 1, 2, 5, 10, 40])
def test_against_sympy(n):
    assert counting.bell(n) == sympy.bell(n)
    assert counting.tree_shapes(n) == sympy.catalan(n)
    for k in range(n + 2):
        assert counting.stirling(n, k) == numbers.stirling(n, k, kind=2)


@given(st.integers(1, 30), st.integers(1, 30))
def test_stirling_recurrence(n, k):
    one_less = counting.stirling(n - 1, k - 1) + k * counting.stirling(n - 1, k)
    assert counting.stirling(n, k) == one_less


@given(st.integers(0, 20))
def test_surjections(n):
    assert sum(math.comb(3, k) * math.factorial(k) * counting.stirling(n, k) for k in range(4)) == (
        3**n
    )


def shapes(splits):
    """Number of binary trees by choosing how many splits go left."""
    if splits == 0:
        return 1
    return sum(shapes(left) * shapes(splits - 1 - left) for left in range(splits))


@pytest.mark.parametrize("n", range(8))
def test_tree_shapes_by_recursion(n):
    assert counting.tree_shapes(n) == shapes(n)


def trees(questions):
    """List all full decision trees over a set of questions."""
    if not questions:
        return [0, 1]
    return [
        (q, no, yes)
        for q in questions
        for rest in [questions - {q}]
        for no in trees(rest)
        for yes in trees(rest)
    ]


@pytest.mark.parametrize("n", range(4))
def test_decision_trees_by_listing(n):
    assert counting.decision_trees(n) == len(trees(frozenset(range(n))))


def test_numbers_worth_a_sentence():
    assert counting.stirling(25, 4) == 46_771_289_738_810
    assert counting.decision_trees(5) == 7_124_835_347_988_480
