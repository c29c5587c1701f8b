"""Counting arrangements, choices, partitions and trees."""

from math import comb, factorial

from mlmath.validation import as_count


def permutations(n, k=None):
    r"""Count the ways to put k of n things in a row.

    .. math:: \frac{n!}{(n-k)!}

    Parameters
    ----------
    n : int
    k : int, optional
        All of them if not given.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If n or k is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-permutations.
    """
    n = as_count(n, "n", least=0)
    k = n if k is None else as_count(k, "k", least=0)
    return 0 if k > n else factorial(n) // factorial(n - k)


def combinations(n, k):
    r"""Count the ways to choose k of n things.

    .. math:: \binom{n}{k} = \frac{n!}{k!\,(n-k)!}

    Parameters
    ----------
    n, k : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If n or k is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-combinations, eq-sets-pascal.
    """
    return comb(as_count(n, "n", least=0), as_count(k, "k", least=0))


def stirling(n, k):
    r"""Count the partitions of n things into k blocks, by inclusion and exclusion.

    .. math:: S(n, k) = \frac{1}{k!} \sum_{j=0}^{k} (-1)^{k-j} \binom{k}{j} j^n

    So many ways there are to cluster n points into k clusters.

    Parameters
    ----------
    n, k : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If n or k is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-stirling.
    """
    n, k = as_count(n, "n", least=0), as_count(k, "k", least=0)
    signed = sum((-1) ** (k - j) * comb(k, j) * j**n for j in range(k + 1))
    return signed // factorial(k)


def bell(n):
    r"""Count all partitions of n things.

    .. math:: B_n = \sum_{k=0}^{n} S(n, k)

    Parameters
    ----------
    n : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If n is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-bell, eq-sets-bell-recurrence.
    """
    return sum(stirling(n, k) for k in range(as_count(n, "n", least=0) + 1))


def tree_shapes(splits):
    r"""Count the shapes of binary trees with n splits, the Catalan numbers.

    .. math:: C_n = \frac{1}{n+1} \binom{2n}{n}

    Parameters
    ----------
    splits : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If `splits` is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-catalan, eq-sets-catalan-closed.
    """
    n = as_count(splits, "splits", least=0)
    return comb(2 * n, n) // (n + 1)


def decision_trees(questions):
    r"""Count the full decision trees over n yes-or-no questions with two answers at the leaves.

    The root asks one of n questions, and each of its two branches is such a tree over the rest,

    .. math:: T_n = n\, T_{n-1}^2, \qquad T_0 = 2 .

    Parameters
    ----------
    questions : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If `questions` is not an integer of at least 0.

    References
    ----------
    Book: eq-sets-decision.
    """
    trees = 2
    for n in range(1, as_count(questions, "questions", least=0) + 1):
        trees = n * trees**2
    return trees
