"""Subsets, partitions, products, relations and functions on finite sets."""

import itertools


def _distinct(items):
    items = list(items)
    if len(set(items)) != len(items):
        raise ValueError("a set holds each element once: the items repeat; pass set(items)")
    return items


def _relation(pairs, domain, codomain):
    """Return the pairs and the domain as sets, after looking at every pair."""
    pairs, domain, codomain = set(pairs), set(domain), set(codomain)
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise ValueError(f"{pair!r} is not a pair: write each as a tuple (x, y)")
        if pair[0] not in domain or pair[1] not in codomain:
            raise ValueError(f"the pair {pair!r} lies outside domain × codomain")
    return pairs, domain


def subsets(items):
    r"""Return all subsets, the small ones first.

    .. math:: |\mathcal{P}(S)| = 2^{|S|}

    Parameters
    ----------
    items : iterable
        Distinct elements.

    Returns
    -------
    list of set

    Raises
    ------
    ValueError
        If an element repeats.

    References
    ----------
    Book: eq-sets-subsets.
    """
    items = _distinct(items)
    sizes = range(len(items) + 1)
    return [set(chosen) for k in sizes for chosen in itertools.combinations(items, k)]


def partitions(items):
    r"""Return all partitions: the ways to cut a set into blocks that are not empty.

    An element either joins a block of a partition of the others or stands alone,

    .. math:: |\Pi(S)| = B_{|S|} .

    Parameters
    ----------
    items : iterable
        Distinct elements.

    Returns
    -------
    list of list of set

    Raises
    ------
    ValueError
        If an element repeats.
    """
    found = [[]]
    for item in _distinct(items):
        found = [
            blocks[:i] + [block | {item}] + blocks[i + 1 :]
            for blocks in found
            for i, block in enumerate([*blocks, set()])
        ]
    return found


def is_partition(blocks, items):
    r"""Tell whether the blocks cut the set: none empty, none overlapping, nothing left out.

    .. math:: B_i \ne \emptyset, \qquad B_i \cap B_j = \emptyset \ (i \ne j), \qquad
        \bigcup_i B_i = S

    A split into training, validation and test set must be one; where two blocks share an
    example, the test leaks.

    Parameters
    ----------
    blocks : iterable of iterable
    items : iterable

    Returns
    -------
    bool

    References
    ----------
    Book: eq-sets-partition.
    """
    blocks = [list(block) for block in blocks]
    listed = [item for block in blocks for item in block]
    return all(blocks) and len(listed) == len(set(listed)) and set(listed) == set(items)


def overlaps(blocks):
    """Return the elements that stand in more than one block: what leaks between splits.

    Parameters
    ----------
    blocks : iterable of iterable

    Returns
    -------
    set
    """
    sets = [set(block) for block in blocks]
    return {item for a, b in itertools.combinations(sets, 2) for item in a & b}


def product(*sets):
    r"""Return the Cartesian product: all tuples with one element of each set.

    .. math:: |S_1 \times \dots \times S_k| = |S_1| \cdots |S_k|

    Parameters
    ----------
    *sets : iterable
        Distinct elements each.

    Returns
    -------
    list of tuple

    Raises
    ------
    ValueError
        If an element repeats within a set.

    References
    ----------
    Book: eq-sets-product.
    """
    return list(itertools.product(*map(_distinct, sets)))


def is_function(pairs, domain, codomain):
    r"""Tell whether the pairs are a function: each x of the domain has exactly one y.

    .. math:: \forall x \in X\ \exists!\, y \in Y : (x, y) \in f

    Parameters
    ----------
    pairs : iterable of tuple
        The relation, as pairs (x, y).
    domain, codomain : iterable

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If an element is no pair, or a pair leaves domain × codomain.

    References
    ----------
    Book: eq-sets-functions.
    """
    pairs, domain = _relation(pairs, domain, codomain)
    return len(pairs) == len(domain) and {x for x, _ in pairs} == domain


def is_equivalence(pairs, items):
    r"""Tell whether a relation on a set is reflexive, symmetric and transitive.

    .. math:: x \sim x, \qquad x \sim y \Rightarrow y \sim x, \qquad
        x \sim y \sim z \Rightarrow x \sim z

    Parameters
    ----------
    pairs : iterable of tuple
    items : iterable

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If an element is no pair, or a pair holds what is not among the items.

    References
    ----------
    Book: eq-sets-class.
    """
    items = set(items)
    pairs, items = _relation(pairs, items, items)
    reflexive = all((x, x) in pairs for x in items)
    symmetric = all((y, x) in pairs for x, y in pairs)
    transitive = all((x, z) in pairs for x, y in pairs for w, z in pairs if w == y)
    return reflexive and symmetric and transitive


def classes(items, label):
    r"""Return the partition that a labelling makes: examples with one label form one block.

    .. math:: [x] = \{ z \in S : \ell(z) = \ell(x) \}

    Parameters
    ----------
    items : iterable
        Distinct elements.
    label : callable
        The labelling ℓ.

    Returns
    -------
    dict
        Label -> set of the elements that carry it.

    Raises
    ------
    ValueError
        If an element repeats.

    References
    ----------
    Book: eq-sets-class.
    """
    blocks = {}
    for item in _distinct(items):
        blocks.setdefault(label(item), set()).add(item)
    return blocks
