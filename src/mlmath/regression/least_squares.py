r"""Least squares min ‖Xw - y‖ three ways, and what the fit tells about each point.

X is the design matrix as it stands: who wants an intercept puts a column of ones into it.
"""

import numpy as np

from mlmath.validation import as_matrix, as_number, as_vector


def _system(X, y):
    X = as_matrix(X, "X")
    return X, as_vector(y, "y", length=len(X))


def _rank_cutoff(X, s):
    """Return the size below which a singular value is taken for rounding of zero."""
    return max(X.shape) * np.finfo(np.float64).eps * s[0]


def _require_independent_columns(X, R):
    """Raise ValueError if a column lies, up to rounding, in the span of those before it.

    The diagonal of R in X = QR holds its distance from that span.
    """
    if len(X) < X.shape[1]:
        raise ValueError(
            f"X of shape {X.shape} has fewer rows than columns, so many answers fit:"
            " solve_svd gives the shortest"
        )
    rounding = max(X.shape) * np.finfo(np.float64).eps * np.linalg.norm(X, axis=0)
    dependent = np.flatnonzero(np.abs(np.diag(R)) <= rounding)
    if dependent.size:
        raise ValueError(
            f"column {dependent[0]} of X depends on the columns before it, so many answers fit:"
            " drop it, or take solve_svd for the shortest of them"
        )


def solve_normal(X, y):
    r"""Solve least squares by the normal equations, which square the condition number.

    .. math:: X^\top X\, w = X^\top y

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)

    Returns
    -------
    ndarray of shape (D,)

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is not finite, or columns of X are dependent.
    """
    X, y = _system(X, y)
    _require_independent_columns(X, np.linalg.qr(X, mode="r"))
    return np.linalg.solve(X.T @ X, X.T @ y)


def solve_qr(X, y):
    r"""Solve least squares by an orthonormal basis of the columns.

    .. math:: X = QR, \qquad R\, w = Q^\top y

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)

    Returns
    -------
    ndarray of shape (D,)

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is not finite, or columns of X are dependent.
    """
    X, y = _system(X, y)
    Q, R = np.linalg.qr(X)
    _require_independent_columns(X, R)
    return np.linalg.solve(R, Q.T @ y)


def solve_svd(X, y):
    r"""Solve least squares by singular values; of all answers take the shortest.

    .. math:: w = X^+ y = \sum_{\sigma_i > 0} \frac{u_i^\top y}{\sigma_i}\, v_i

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)

    Returns
    -------
    ndarray of shape (D,)

    Raises
    ------
    ValueError
        If the shapes do not fit or a number is not finite.
    """
    X, y = _system(X, y)
    return shrunken_inverse(X, 0.0) @ y


def shrunken_inverse(X, alpha):
    r"""Return the matrix that takes y to the ridge solution; at alpha = 0 the pseudo-inverse.

    .. math:: \sum_{\sigma_i > 0} \frac{\sigma_i}{\sigma_i^2 + \alpha}\, v_i u_i^\top

    Parameters
    ----------
    X : array_like of shape (N, D)
    alpha : float
        Weight of the penalty, at least 0.

    Returns
    -------
    ndarray of shape (D, N)

    Raises
    ------
    ValueError
        If X is not a finite matrix or alpha is negative.
    """
    X, alpha = as_matrix(X, "X"), require_penalty(alpha)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > _rank_cutoff(X, s)
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return (Vt.T * (s / (s**2 + alpha))) @ U.T


def require_penalty(alpha):
    """Return `alpha` as a float of at least 0, or raise ValueError."""
    value = as_number(alpha, "alpha")
    if value < 0:
        raise ValueError(f"alpha must be at least 0, got {alpha!r}: a penalty cannot be negative")
    return value


def stack_ridge(X, y, alpha):
    r"""Return the matrix and target whose plain least squares is ridge regression.

    .. math:: \lVert Xw - y \rVert^2 + \alpha \lVert w \rVert^2 = \left\lVert
        \begin{bmatrix} X \\ \sqrt{\alpha}\, I \end{bmatrix} w
        - \begin{bmatrix} y \\ 0 \end{bmatrix} \right\rVert^2

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)
    alpha : float
        Weight of the penalty, at least 0.

    Returns
    -------
    A : ndarray of shape (N + D, D)
    b : ndarray of shape (N + D,)

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is not finite, or alpha is negative.
    """
    X, y = _system(X, y)
    D = X.shape[1]
    A = np.vstack([X, np.sqrt(require_penalty(alpha)) * np.eye(D)])
    return A, np.concatenate([y, np.zeros(D)])


def residuals(X, y, w):
    r"""Return what the fit leaves over.

    .. math:: r = y - Xw

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)
    w : array_like of shape (D,)

    Returns
    -------
    ndarray of shape (N,)

    Raises
    ------
    ValueError
        If the shapes do not fit or a number is not finite.
    """
    X, y = _system(X, y)
    return y - X @ as_vector(w, "w", length=X.shape[1])


def leverage(X):
    r"""Return how strongly each point pulls its own prediction: the diagonal of the hat matrix.

    .. math:: h_i = (X X^+)_{ii} = \sum_{\sigma_k > 0} U_{ik}^2, \qquad 0 \le h_i \le 1, \qquad
        \sum_i h_i = \operatorname{rank} X

    Parameters
    ----------
    X : array_like of shape (N, D)

    Returns
    -------
    ndarray of shape (N,)

    Raises
    ------
    ValueError
        If X is not a finite matrix.
    """
    X = as_matrix(X, "X")
    U, s, _ = np.linalg.svd(X, full_matrices=False)
    return (U[:, s > _rank_cutoff(X, s)] ** 2).sum(axis=1)


def r_squared(y, prediction):
    r"""Return the share of the variance of y that the prediction explains, at most 1.

    .. math:: R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}

    Parameters
    ----------
    y, prediction : array_like of shape (N,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the lengths differ, a number is not finite, or y is constant.
    """
    y = as_vector(y, "y")
    prediction = as_vector(prediction, "prediction", length=len(y))
    if (y == y[0]).all():
        raise ValueError("y is constant: there is no variance to explain, R² is not defined")
    return float(1 - ((y - prediction) ** 2).sum() / ((y - y.mean()) ** 2).sum())
