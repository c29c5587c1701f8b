"""Where eigenvalues can lie: Gershgorin's intervals of a symmetric matrix."""

import numpy as np

from mlviz.plots.canvas import canvas, numbers
from mlviz.style import BLUE, ORANGE


def gershgorin_intervals(A, *, xlim=None, ax=None):
    """Draw the interval of each row on the number line, and the eigenvalues below them.

    Parameters
    ----------
    A : array_like of shape (n, n)
        Symmetric.
    xlim : pair of float, optional

    Raises
    ------
    ValueError
        If A is not symmetric.
    """
    A = numbers(A, "A", ndim=2)
    if A.shape[0] != A.shape[1] or not np.allclose(A, A.T):
        raise ValueError("gershgorin_intervals needs a symmetric matrix.")
    ax, n = canvas(ax, figsize=(6, 2.6)), len(A)
    centres, radii = np.diag(A), np.abs(A).sum(axis=1) - np.abs(np.diag(A))
    for k, (centre, radius) in enumerate(zip(centres, radii, strict=True)):
        ax.plot([centre - radius, centre + radius], [k, k], color=BLUE, linewidth=6, alpha=0.4)
    ax.plot(centres, range(n), "|", color=BLUE, markersize=15, markeredgewidth=2)
    ax.plot(np.linalg.eigvalsh(A), np.full(n, float(n)), "o", color=ORANGE)
    ax.set_yticks(range(n + 1), [*(f"row {k + 1}" for k in range(n)), "eigenvalues"])
    ax.set(xlabel="number line", ylim=(n + 0.6, -0.6), xlim=xlim)
    return ax
