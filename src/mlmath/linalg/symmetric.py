"""Symmetric matrices: all eigenpairs, the shape of the quadratic form, QR iteration."""

import numpy as np

from mlmath.linalg.eigen import fix_sign
from mlmath.linalg.jacobi import rotation, rounds, turn_rows
from mlmath.linalg.qr import householder
from mlmath.validation import as_count, as_number, as_symmetric


def symmetric_eigen(A, max_sweeps=60):
    r"""All eigenpairs of a symmetric matrix by Jacobi rotations.

    Each rotation makes one pair of off-diagonal entries zero. It disturbs others, but their sum of
    squares falls, in the end quadratically.

    .. math:: A = V \Lambda V^\top, \qquad V^\top V = I

    Parameters
    ----------
    A : array_like of shape (n, n)
        Symmetric.
    max_sweeps : int
        A sweep turns every pair once; 10 are usual.

    Returns
    -------
    values : ndarray of shape (n,)
        Largest first.
    vectors : ndarray of shape (n, n)
        Column k belongs to value k; unit length, entry of largest magnitude positive.

    Raises
    ------
    ValueError
        If A is not symmetric, or max_sweeps do not suffice.

    References
    ----------
    Jacobi (1846); Golub and Van Loan (2013), Matrix Computations, section 8.5.
    Book: eq-symmetric-spectral, eq-symmetric-2x2.
    """
    A = as_symmetric(A)
    scale = np.abs(A).max() or 1.0
    D, Vt = (A + A.T) / scale / 2, np.eye(len(A))
    for _ in range(as_count(max_sweeps, "max_sweeps")):
        off_diagonal = np.abs(D - np.diag(np.diag(D))).max()
        if off_diagonal <= np.finfo(float).eps * 1e-2:
            order = np.argsort(-np.diag(D), kind="stable")
            return scale * np.diag(D)[order], fix_sign(Vt[order].T)
        for p, q in rounds(len(A)):
            c, s = rotation(D[p, p], D[q, q], D[p, q])
            turn_rows(D, p, q, c, s)
            turn_rows(D.T, p, q, c, s)
            turn_rows(Vt, p, q, c, s)
            D[p, q] = D[q, p] = 0.0
    raise ValueError(f"Jacobi rotations did not settle in {max_sweeps} sweeps")


def qr_iteration(A, steps):
    r"""Unshifted QR iteration: factor, multiply in reverse order, repeat.

    .. math:: A_k = Q_k R_k, \qquad A_{k+1} = R_k Q_k = Q_k^\top A_k Q_k

    Parameters
    ----------
    A : array_like of shape (n, n)
        Symmetric.
    steps : int

    Returns
    -------
    A_k : ndarray of shape (n, n)
        Similar to A; for eigenvalues of different magnitude it tends to a diagonal matrix.
    V : ndarray of shape (n, n)
        Orthogonal; ``V @ A_k @ V.T`` is A.

    Raises
    ------
    ValueError
        If A is not symmetric.

    References
    ----------
    Francis (1961), The QR transformation; Trefethen and Bau (1997), lecture 28.
    """
    A_k = as_symmetric(A)
    V = np.eye(len(A_k))
    for _ in range(as_count(steps, "steps", least=0)):
        Q, R = householder(A_k)
        A_k, V = R @ Q, V @ Q
    return A_k, V


def definiteness(A, tol=1e-12):
    """Name the shape of the quadratic form x.T A x by the signs of the eigenvalues.

    Parameters
    ----------
    A : array_like of shape (n, n)
        Symmetric.
    tol : float
        Eigenvalues up to ``tol * max|eigenvalue|`` count as zero.

    Returns
    -------
    str
        "positive definite" (bowl), "positive semidefinite" (trough), "negative definite" (dome),
        "negative semidefinite" (ridge), "indefinite" (saddle) or "zero" (plain).

    Raises
    ------
    ValueError
        If A is not symmetric, or tol is negative.

    References
    ----------
    Book: eq-symmetric-axes.
    """
    values, _ = symmetric_eigen(A)
    zero = as_number(tol, "tol", above=-1e-300) * np.abs(values).max()
    up, down = np.any(values > zero), np.any(values < -zero)
    if up and down:
        return "indefinite"
    if not up and not down:
        return "zero"
    flat = np.any(np.abs(values) <= zero)
    return ("positive" if up else "negative") + (" semidefinite" if flat else " definite")
