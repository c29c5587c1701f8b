"""Small data sets drawn from a seeded generator: every call with the same seed gives the same."""

import numpy as np

from mlmath.validation import as_count, as_number


def _require(n, rng, noise=0.0, least=2):
    """Raise ValueError unless `n`, `rng` and `noise` can be used."""
    as_count(n, "n", least)
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy Generator, got {type(rng).__name__};"
            " pass np.random.default_rng(seed)"
        )
    if as_number(noise, "noise") < 0:
        raise ValueError(f"noise must be at least 0, got {noise!r}")


def _shuffled(X, y, rng):
    order = rng.permutation(len(y))
    return X[order], y[order]


def _labels(n, classes=2):
    """Return n labels 0, 1, ... whose counts differ by one at most, (n,)."""
    return np.sort(np.arange(n) % classes)


def make_ring(n, rng, noise=0.05):
    r"""Draw points in a disc (label 0) and on a ring around it (label 1).

    .. math:: x = r (\cos\theta, \sin\theta) + \varepsilon, \quad
        r = 0.5 \sqrt{u} \text{ or } 1, \quad \varepsilon \sim \mathcal{N}(0, \text{noise}^2 I)

    Parameters
    ----------
    n : int
        Number of points, at least 2.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of each coordinate.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,)
        Labels 0 and 1 in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` cannot be used.

    References
    ----------
    Book: eq-perceptron-mixture.
    """
    _require(n, rng, noise)
    y = _labels(n)
    r = np.where(y == 0, 0.5 * np.sqrt(rng.uniform(size=n)), 1.0)
    theta = rng.uniform(0, 2 * np.pi, n)
    X = np.column_stack([r * np.cos(theta), r * np.sin(theta)])
    return _shuffled(X + rng.normal(0, noise, (n, 2)), y, rng)


def make_moons(n, rng, noise=0.1):
    r"""Draw points on two half circles that reach into each other.

    .. math:: (\cos\theta, \sin\theta) \quad\text{and}\quad
        (1 - \cos\theta, \tfrac12 - \sin\theta), \qquad \theta \in [0, \pi]

    Parameters
    ----------
    n : int
        Number of points, at least 2.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of each coordinate.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,)
        Labels 0 (upper moon) and 1 (lower moon) in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` cannot be used.
    """
    _require(n, rng, noise)
    y = _labels(n)
    theta = rng.uniform(0, np.pi, n)
    upper = np.column_stack([np.cos(theta), np.sin(theta)])
    X = np.where((y == 0)[:, None], upper, [1.0, 0.5] - upper)
    return _shuffled(X + rng.normal(0, noise, (n, 2)), y, rng)


def make_spirals(n, rng, classes=2, turns=1.0, noise=0.03):
    r"""Draw points on spirals that wind around each other, one per class.

    .. math:: x = t (\cos\theta, \sin\theta), \quad \theta = 2\pi (\text{turns} \cdot t + k / K),
        \quad t \in [0.1, 1]

    Parameters
    ----------
    n : int
        Number of points, at least one per class.
    rng : numpy.random.Generator
    classes : int
        Number of arms K, at least 2.
    turns : float
        How often an arm winds around the centre.
    noise : float
        Standard deviation of each coordinate.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,)
        Labels 0 to K - 1 in random order.

    Raises
    ------
    ValueError
        If an argument cannot be used.
    """
    _require(n, rng, noise, least=as_count(classes, "classes", least=2))
    turns = as_number(turns, "turns")
    y = _labels(n, classes)
    t = rng.uniform(0.1, 1, n)
    theta = 2 * np.pi * (turns * t + y / classes)
    X = np.column_stack([t * np.cos(theta), t * np.sin(theta)])
    return _shuffled(X + rng.normal(0, noise, (n, 2)), y, rng)


def make_xor(n, rng, noise=0.2):
    r"""Draw points around the corners (±1, ±1), labelled by exclusive or.

    .. math:: y = [x_1 > 0] \oplus [x_2 > 0] \quad\text{of the corner}

    Without noise and with n = 4 it is the truth table.

    Parameters
    ----------
    n : int
        Number of points, at least 4.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of each coordinate around its corner.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,)
        1 where the signs of the corner differ, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` cannot be used.

    References
    ----------
    Book: eq-perceptron-xor.
    """
    _require(n, rng, noise, least=4)
    corner = _labels(n, 4)
    a, b = corner // 2, corner % 2
    X = 2.0 * np.column_stack([a, b]) - 1
    return _shuffled(X + rng.normal(0, noise, (n, 2)), a ^ b, rng)


def make_separable(n, rng, margin=0.1):
    r"""Draw points of the square [-1, 1]² on the two sides of a line through 0.

    Every point keeps the margin: for the unit normal u of the line

    .. math:: |u^\top x| \ge \text{margin} .

    Parameters
    ----------
    n : int
        Number of points, at least 2.
    rng : numpy.random.Generator
    margin : float
        Least distance from the line, at least 0 and below 1.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,)
        Labels 0 and 1, the sides of the line; each side holds at least one point.

    Raises
    ------
    ValueError
        If `n`, `rng` or `margin` cannot be used.
    """
    _require(n, rng)
    if not 0 <= as_number(margin, "margin") < 1:
        raise ValueError(f"margin must be at least 0 and below 1, got {margin!r}")
    theta = rng.uniform(0, 2 * np.pi)
    u = np.array([np.cos(theta), np.sin(theta)])
    X = rng.uniform(-1, 1, (n, 2))
    while (near := np.abs(X @ u) < margin).any():
        X[near] = rng.uniform(-1, 1, (near.sum(), 2))
    X *= np.where((X @ u > 0) == (_labels(n) == 1), 1.0, -1.0)[:, None]
    return _shuffled(X, _labels(n), rng)


def make_house_prices(n, rng, noise=25.0):
    r"""Draw houses whose price depends on size times location.

    .. math:: \text{price} = 50 + \text{size} \, (1 + 0.4\, \text{location}) + \varepsilon,
        \qquad \varepsilon \sim \mathcal{N}(0, \text{noise}^2)

    No plane fits it: a square metre is worth more in a good place.

    Parameters
    ----------
    n : int
        Number of houses, at least 1.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of the price, in thousand euros.

    Returns
    -------
    X : ndarray of shape (n, 2)
        Size in m², 40 to 200, and location, a mark from 0 to 10.
    y : ndarray of shape (n,)
        Price in thousand euros.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` cannot be used.
    """
    _require(n, rng, noise, least=1)
    size, location = rng.uniform(40, 200, n), rng.uniform(0, 10, n)
    price = 50 + size * (1 + 0.4 * location) + rng.normal(0, noise, n)
    return np.column_stack([size, location]), price
