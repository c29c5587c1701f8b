"""Matrices that punish careless algorithms, and their exact answers in long arithmetic."""

import mpmath
import numpy as np

U = 2.0**-53


def hilbert(n):
    i = np.arange(n)
    return 1 / (i[:, None] + i + 1.0)


def vandermonde(n):
    return np.linspace(0.1, 1, n)[:, None] ** np.arange(n)


def graded(n):
    """Rows and columns between 1 and 1e-12, with entries that differ in every place."""
    d = 10.0 ** -np.linspace(0, 6, n)
    return d[:, None] * np.cos(np.arange(n * n).reshape(n, n)) * d + np.diag(d * d)


def nearly_parallel(m, n, gap):
    """Läuchli's matrix, ones above gap times the identity: kappa is about sqrt(n) / gap."""
    return np.vstack([np.ones(n), gap * np.eye(n), np.zeros((m - n - 1, n))])


def to_mp(A):
    return mpmath.matrix(np.asarray(A, dtype=float).tolist())


def from_mp(A):
    return np.array(A.tolist(), dtype=float)


def exact_solution(A, b, digits=80):
    with mpmath.workdps(digits):
        return from_mp(mpmath.lu_solve(to_mp(A), to_mp(b))).ravel()


def exact_least_squares(A, b, digits=80):
    with mpmath.workdps(digits):
        A, b = to_mp(A), to_mp(b)
        return from_mp(mpmath.lu_solve(A.T * A, A.T * b)).ravel()


def exact_condition(A, digits=60):
    with mpmath.workdps(digits):
        s = mpmath.svd_r(to_mp(A), compute_uv=False)
        return float(s[0] / s[len(s) - 1])


def relative_error(x, exact):
    return np.linalg.norm(x - exact) / np.linalg.norm(exact)
