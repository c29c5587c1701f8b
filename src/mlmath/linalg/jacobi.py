"""Turning pairs of axes: what the symmetric eigenproblem and the SVD share."""

import numpy as np


def rounds(n):
    """Yield the n - 1 rounds of a tournament: each (p, q) lists pairs that touch disjoint indices.

    Over all rounds each pair of 0..n-1 meets once, with p < q. If n is odd, one index rests.
    """
    players = list(range(n + n % 2))
    for _ in range(len(players) - 1):
        half = len(players) // 2
        pairs = [
            sorted(pair) for pair in zip(players[:half], players[: half - 1 : -1], strict=True)
        ]
        pairs = np.array([pair for pair in pairs if pair[1] < n], dtype=int).reshape(-1, 2)
        yield pairs[:, 0], pairs[:, 1]
        players.insert(1, players.pop())


def rotation(a, b, g):
    r"""Cosine and sine of the turn that makes [[a, g], [g, b]] diagonal.

    .. math:: t = \tan \theta = \frac{2 g \, \operatorname{sign}(b - a)}
        {|b - a| + \sqrt{(b - a)^2 + 4 g^2}}, \qquad |\theta| \le \pi / 4

    Parameters
    ----------
    a, b, g : ndarray of shape (k,)

    Returns
    -------
    c, s : ndarray of shape (k,)

    References
    ----------
    Golub and Van Loan (2013), Matrix Computations, section 8.5.2.
    """
    below = np.abs(b - a) + np.hypot(b - a, 2 * g)
    t = 2 * g * np.where(b < a, -1.0, 1.0) / np.where(below == 0, 1.0, below)
    c = 1 / np.hypot(1.0, t)
    return c, c * t


def turn_rows(A, p, q, c, s):
    """Turn rows p and q of A into each other, in place: J.T @ A for the rotation J."""
    c, s, above, below = c[:, None], s[:, None], A[p], A[q]
    A[p] = c * above - s * below
    A[q] = s * above + c * below
