"""Eigenvectors by repetition: power iteration, deflation, PageRank; and where eigenvalues lie."""

import numpy as np

from mlmath.linalg.norms import norm2, unit
from mlmath.validation import as_count, as_number, as_square, as_symmetric, as_vector


def rayleigh_quotient(A, x):
    r"""Stretch of x by A along x itself; at an eigenvector it is the eigenvalue.

    .. math:: \rho(x) = \frac{x^\top A x}{x^\top x}

    Parameters
    ----------
    A : array_like of shape (n, n)
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is the zero vector, or the shapes do not fit.

    References
    ----------
    Book: eq-eigenvectors-rayleigh, eq-pca-along, eq-symmetric-weights, eq-symmetric-rayleigh.
    """
    A = as_square(A)
    x = unit(as_vector(x, "x", length=len(A)))
    return float(x @ A @ x)


def power_steps(A, x, steps):
    r"""All iterates of the power method, the start included.

    .. math:: x_{k+1} = \frac{A x_k}{\|A x_k\|_2}

    Parameters
    ----------
    A : array_like of shape (n, n)
    x : array_like of shape (n,)
        Start; it must not lie in the null space of A.
    steps : int

    Returns
    -------
    ndarray of shape (steps + 1, n)
        Unit vectors.

    Raises
    ------
    ValueError
        If an iterate becomes zero, or the shapes do not fit.

    References
    ----------
    Book: eq-eigenvectors-iteration.
    """
    A = as_square(A)
    xs = [unit(as_vector(x, "x", length=len(A)))]
    for _ in range(as_count(steps, "steps", least=0)):
        xs.append(unit(A @ xs[-1], "A @ x"))
    return np.array(xs)


def power_iteration(A, x, tol=1e-10, max_steps=10_000):
    r"""Eigenvalue of largest magnitude and its eigenvector: multiply by A until nothing turns.

    .. math:: x_{k+1} = \frac{A x_k}{\|A x_k\|_2}, \qquad \lambda = \rho(x_k)

    The error of the vector shrinks by the ratio of the two largest magnitudes per step.

    Parameters
    ----------
    A : array_like of shape (n, n)
    x : array_like of shape (n,)
        Start, for example normal draws; not perpendicular to the eigenvector sought.
    tol : float
        Stop when the residual ``|A x - lambda x|`` is at most ``tol * |lambda|``.
    max_steps : int

    Returns
    -------
    value : float
    vector : ndarray of shape (n,)
        Unit length, its largest entry positive.

    Raises
    ------
    ValueError
        If max_steps do not suffice: two eigenvalues share the largest magnitude (a complex pair,
        or plus and minus), or nearly so. Or if an iterate becomes zero, or the shapes do not fit.

    References
    ----------
    Book: eq-eigenvectors-iteration, eq-eigenvectors-vector-rate, eq-eigenvectors-rayleigh-rate.
    """
    A = as_square(A)
    x = unit(as_vector(x, "x", length=len(A)))
    tol = as_number(tol, "tol", above=0)
    for _ in range(as_count(max_steps, "max_steps")):
        y = A @ x
        value = float(x @ y)
        if np.any(y) and norm2(y - value * x) <= tol * abs(value):
            return value, fix_sign(x)
        x = unit(y, "A @ x")
    raise ValueError(
        f"power iteration did not settle in {max_steps} steps: two eigenvalues share the largest "
        "magnitude, or nearly so. Shift A by a multiple of I, or allow more steps"
    )


def deflate(A, value, vector):
    r"""Take an eigenpair out of a symmetric matrix: its eigenvalue becomes 0, the others stay.

    .. math:: A - \lambda \, v v^\top

    Parameters
    ----------
    A : array_like of shape (n, n)
        Symmetric.
    value : float
    vector : array_like of shape (n,)
        The eigenvector, of any length but zero.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If A is not symmetric, (value, vector) is no eigenpair of it, or the shapes do not fit.

    References
    ----------
    Hotelling (1933), Analysis of a complex of statistical variables into principal components.
    Book: eq-pca-deflation.
    """
    A, value = as_symmetric(A), as_number(value, "value")
    v = unit(as_vector(vector, "vector", length=len(A)), "vector")
    if norm2(A @ v - value * v) > 1e-4 * np.abs(A).max() * len(A):
        raise ValueError("(value, vector) is no eigenpair of A: A @ v differs from value * v")
    return A - value * np.outer(v, v)


def pagerank(links, damping=0.85, tol=1e-12, max_steps=10_000):
    r"""How often a reader who clicks at random visits each page, in the long run.

    With probability `damping` the reader follows one of the page's links, else jumps anywhere; from
    a page without links always anywhere.

    .. math:: r_j = \frac{1 - d}{n} + d \sum_i r_i P_{ij}

    Parameters
    ----------
    links : array_like of shape (n, n)
        ``links[i, j]`` is the weight of the link from page i to page j, 0 where there is none.
    damping : float
        d, between 0 and 1.
    tol : float
        Stop when a step moves less than this much probability.
    max_steps : int

    Returns
    -------
    ndarray of shape (n,)
        Probabilities; they sum to 1.

    Raises
    ------
    ValueError
        If a weight is negative, links are not square, damping lies outside (0, 1), or max_steps do
        not suffice.

    References
    ----------
    Page, Brin, Motwani and Winograd (1999), The PageRank citation ranking.
    Book: eq-eigenvectors-pagerank, eq-eigenvectors-contraction.
    """
    links = as_square(links, "links")
    if np.any(links < 0):
        raise ValueError("links must not be negative: a weight says how often a link is taken")
    d, n = as_number(damping, "damping", above=0, below=1), len(links)
    out = links.sum(axis=1, keepdims=True)
    P = np.where(out > 0, links / np.where(out > 0, out, 1.0), 1 / n)
    r = np.full(n, 1 / n)
    for _ in range(as_count(max_steps, "max_steps")):
        previous, r = r, (1 - d) / n + d * (r @ P)
        if np.abs(r - previous).sum() <= tol:
            return r
    raise ValueError(f"PageRank moved more than tol={tol} still after {max_steps} steps")


def gershgorin_discs(A):
    r"""Discs in the complex plane whose union holds every eigenvalue of A.

    .. math:: D_i = \Big\{ z : |z - A_{ii}| \le \sum_{j \ne i} |A_{ij}| \Big\}

    Parameters
    ----------
    A : array_like of shape (n, n)

    Returns
    -------
    centres, radii : ndarray of shape (n,)

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers.

    References
    ----------
    Gershgorin (1931), Über die Abgrenzung der Eigenwerte einer Matrix.
    Book: eq-symmetric-gershgorin.
    """
    A = as_square(A)
    off_diagonal = np.abs(A) * ~np.eye(len(A), dtype=bool)
    return np.diag(A).copy(), off_diagonal.sum(axis=1)


def fix_sign(V):
    """Turn a vector, or each column of a matrix, so that its entry of largest magnitude is > 0."""
    V = np.asarray(V)
    largest = np.take_along_axis(V, np.abs(V).argmax(axis=0, keepdims=True), axis=0)
    return V * np.where(largest < 0, -1.0, 1.0)
