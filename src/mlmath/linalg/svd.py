"""The singular value decomposition, and what is read off it: rank, condition, pseudo-inverse."""

import numpy as np

from mlmath.linalg.eigen import fix_sign
from mlmath.linalg.jacobi import rotation, rounds, turn_rows
from mlmath.linalg.qr import householder
from mlmath.validation import as_count, as_matrix, as_number

EPS = np.finfo(float).eps
TINY = EPS**9  # of the largest entry: below it squares lose digits


def svd(A, full=False, max_sweeps=60):
    r"""Rotate, stretch, rotate: turn pairs of columns until all are perpendicular.

    .. math:: A = U \Sigma V^\top, \qquad A V = U \Sigma

    The turned columns of A are the columns of U times the singular values; the turns make up V.
    Written to be read: 200 columns take about a second, where `numpy.linalg.svd` takes a hundredth.

    Parameters
    ----------
    A : array_like of shape (m, n)
    full : bool
        Whether U and Vt become square. Otherwise they have r = min(m, n) columns and rows.
    max_sweeps : int
        A sweep turns every pair of columns once; 10 are usual.

    Returns
    -------
    U : ndarray of shape (m, r), or (m, m) if full
        Orthonormal columns.
    sigma : ndarray of shape (r,)
        Largest first, none negative.
    Vt : ndarray of shape (r, n), or (n, n) if full
        Orthonormal rows; the entry of largest magnitude in each is positive.

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers, or max_sweeps do not suffice.

    References
    ----------
    Hestenes (1958); Demmel and Veselić (1992), Jacobi's method is more accurate than QR.
    Book: eq-svd-product.
    """
    A = as_matrix(A)
    wide = A.shape[0] < A.shape[1]
    scale = np.abs(A).max() or 1.0
    W, V = _perpendicular_columns((A.T if wide else A) / scale, max_sweeps)
    sigma = np.linalg.norm(W, axis=0)
    sigma[sigma < TINY] = 0.0
    order = np.argsort(-sigma, kind="stable")
    W, V, sigma = W[:, order], V[:, order], sigma[order]
    r = np.count_nonzero(sigma)
    W = complete_basis(W[:, :r] / sigma[:r], len(W) if full else len(sigma))
    U, V = (V, W) if wide else (W, V)
    n = len(sigma)
    signs = np.sign(np.sum(fix_sign(V) * V, axis=0))
    U = np.hstack([U[:, :n] * signs[:n], U[:, n:]])
    return U, scale * sigma, (V * signs).T


def _perpendicular_columns(A, max_sweeps):
    """Return W = A V with perpendicular columns, and the rotation V."""
    Wt, Vt = A.T.copy(), np.eye(A.shape[1])  # columns lie in rows: contiguous, three times faster
    for _ in range(as_count(max_sweeps, "max_sweeps")):
        largest_cosine = 0.0
        for p, q in rounds(len(Wt)):
            squares = np.sum(Wt**2, axis=1)
            a, b, g = squares[p], squares[q], np.sum(Wt[p] * Wt[q], axis=1)
            lengths = np.sqrt(a) * np.sqrt(b)
            cosines = np.abs(g) / np.where(lengths == 0, 1.0, lengths)
            largest_cosine = max(largest_cosine, cosines.max(initial=0.0))
            c, s = rotation(a, b, g)
            turn_rows(Wt, p, q, c, s)
            turn_rows(Vt, p, q, c, s)
        if largest_cosine <= EPS * len(A):
            return Wt.T, Vt.T
    raise ValueError(f"the columns were not perpendicular after {max_sweeps} sweeps")


def complete_basis(Q, k):
    """Extend orthonormal columns Q of shape (m, r) to k <= m orthonormal columns."""
    m, r = Q.shape
    if r == 0:
        return np.eye(m, k)
    return np.hstack([Q, householder(Q, full=True)[0][:, r:k]])


def rank(A, tol=None):
    r"""Number of singular values that are not zero, or only rounding.

    .. math:: \operatorname{rank} A = \#\{ i : \sigma_i > \text{tol} \}

    Parameters
    ----------
    A : array_like of shape (m, n)
    tol : float, optional
        By default ``max(m, n) * u * sigma_1`` with u = 2.2e-16.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers, or tol is negative.

    References
    ----------
    Book: eq-svd-rank.
    """
    A = as_matrix(A)
    _, sigma, _ = svd(A)
    tol = max(A.shape) * EPS * sigma[0] if tol is None else as_number(tol, "tol", above=-TINY)
    return int(np.count_nonzero(sigma > tol))


def spectral_norm(A):
    r"""Largest singular value: how much A can stretch a vector's Euclidean length.

    .. math:: \|A\|_2 = \max_{x \ne 0} \frac{\|A x\|_2}{\|x\|_2} = \sigma_1

    Parameters
    ----------
    A : array_like of shape (m, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers.

    References
    ----------
    Book: eq-svd-spectral-norm.
    """
    return float(svd(A)[1][0])


def condition_number(A):
    r"""How much A can magnify a relative error: longest over shortest half-axis of its ellipse.

    .. math:: \kappa(A) = \frac{\sigma_1}{\sigma_r}, \qquad r = \min(m, n)

    Parameters
    ----------
    A : array_like of shape (m, n)

    Returns
    -------
    float
        At least 1; infinity if the last singular value is exactly zero.

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers.

    References
    ----------
    Book: eq-svd-condition.
    """
    _, sigma, _ = svd(A)
    return float(sigma[0] / sigma[-1]) if sigma[-1] > 0 else float("inf")


def pseudo_inverse(A, tol=None):
    r"""Matrix that undoes A where it can: the inverse on the row space, zero elsewhere.

    .. math:: A^{+} = \sum_{\sigma_i > \text{tol}} \frac{1}{\sigma_i} v_i u_i^\top

    Parameters
    ----------
    A : array_like of shape (m, n)
    tol : float, optional
        As in `rank`.

    Returns
    -------
    ndarray of shape (n, m)

    Raises
    ------
    ValueError
        If A is not a matrix of finite real numbers, or tol is negative.

    References
    ----------
    Penrose (1955), A generalized inverse for matrices.
    Book: eq-svd-pseudo-inverse.
    """
    A = as_matrix(A)
    U, sigma, Vt = svd(A)
    tol = max(A.shape) * EPS * sigma[0] if tol is None else as_number(tol, "tol", above=-TINY)
    r = np.count_nonzero(sigma > tol)
    return (Vt[:r].T / sigma[:r]) @ U[:, :r].T


def low_rank(A, k):
    r"""Best approximation of A by a matrix of rank k, in the spectral and the Frobenius norm.

    .. math:: A_k = \sum_{i=1}^{k} \sigma_i u_i v_i^\top, \qquad \|A - A_k\|_2 = \sigma_{k+1},
        \qquad \|A - A_k\|_F = \sqrt{\textstyle\sum_{i>k} \sigma_i^2}

    Parameters
    ----------
    A : array_like of shape (m, n)
    k : int
        From 0 to min(m, n).

    Returns
    -------
    ndarray of shape (m, n)

    Raises
    ------
    ValueError
        If k lies outside its range, or A is not a matrix of finite real numbers.

    References
    ----------
    Eckart and Young (1936), The approximation of one matrix by another of lower rank.
    Book: eq-svd-low-rank, eq-svd-errors, eq-svd-eckart-young.
    """
    U, sigma, Vt = svd(A)
    if as_count(k, "k", least=0) > len(sigma):
        raise ValueError(f"k must be at most min(m, n) = {len(sigma)}, got {k}")
    return (U[:, :k] * sigma[:k]) @ Vt[:k]
