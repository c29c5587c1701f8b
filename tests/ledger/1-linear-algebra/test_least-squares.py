import numpy as np
import scipy.linalg
import scipy.spatial
import scipy.stats
from scipy.optimize import approx_fprime, minimize
from sklearn.linear_model import LinearRegression
from sklearn.linear_model import Ridge as LibraryRidge
from sklearn.metrics import r2_score, root_mean_squared_error

from mlmath.linalg.least_squares import least_squares_normal, least_squares_qr, ridge
from mlmath.linalg.projection import (
    leverage,
    project_on_columns,
    project_on_line,
    projection_matrix,
)
from mlmath.linalg.qr import gram_schmidt
from mlmath.regression import polynomial_features, r_squared
from tests.ledger.comparison import close
from tests.ledger.registry import entry

SHIFT = "What is added to every x, or to every y, drops out: the other factor sums to zero."
CYCLE = "The sum runs over all of them, wherever it begins."
TRACE = "tr(AB) = tr(BA): that is the formula."
SIGNS = "A sign is its own reciprocal."


def library(A, y):
    """Least squares by SciPy, through singular values."""
    return scipy.linalg.lstsq(A, y)[0]


def orthonormal(A):
    """An orthonormal basis of the column space, through singular values (SciPy)."""
    return scipy.linalg.orth(A)


@entry(
    "eq-least-squares-line",
    code=None,
    route="NumPy's polynomial evaluated at each x",
    latex="ade451145a",
)
def test_line(rng):
    x, w = rng.normal(size=5), rng.normal(size=2)
    route = np.polynomial.Polynomial(w)(x)
    close(np.array([[1, x[i]] for i in range(5)]) @ w, route=route)
    close([w[0] + w[1] * x[i] for i in range(5)], route=route)


@entry("eq-least-squares-loss", code=None, route="SciPy's squared distance", latex="bb2091470e")
def test_loss(rng):
    A, w, y = rng.normal(size=(5, 3)), rng.normal(size=3), rng.normal(size=5)
    route = scipy.spatial.distance.sqeuclidean(y, A.dot(w))
    close(np.linalg.norm(y - A @ w) ** 2, route=route)
    close(sum((y[i] - (A @ w)[i]) ** 2 for i in range(5)), route=route)


@entry(
    "eq-least-squares-shadow",
    code="mlmath.linalg.projection.project_on_line",
    route="SciPy's least squares with one column",
    latex="24ecd5262e",
    survives={
        "transpose: e @ x -> x @ e": "Both are vectors: a dot product has no order.",
        "transpose: e @ x -> e.T @ x": "Both are vectors: a dot product has no order.",
    },
)
def test_shadow(rng):
    a, y = rng.normal(size=4), rng.normal(size=4)
    nearest = a * library(a[:, None], y)[0]
    p = np.dot(a, y) / np.dot(a, a) * a
    close(p, code=project_on_line(y, a), route=nearest)
    close(np.dot(a, y - p), route=0.0)


@entry(
    "eq-least-squares-pythagoras",
    code="mlmath.linalg.least_squares.least_squares_qr",
    route="the squared distance to A v by SciPy",
    latex="4666c4e8ac",
)
def test_pythagoras(rng):
    A, y, v = rng.normal(size=(6, 3)), rng.normal(size=6), rng.normal(size=3)
    w = library(A, y)
    found = least_squares_qr(A, y)
    close(
        np.linalg.norm(y - A @ w) ** 2 + np.linalg.norm(A @ (w - v)) ** 2,
        code=np.sum((y - A @ found) ** 2) + np.sum((A @ (found - v)) ** 2),
        route=scipy.spatial.distance.sqeuclidean(y, A.dot(v)),
    )


@entry(
    "eq-least-squares-orthogonal",
    code=None,
    route="the gradient of the sum of squares, which is -2 times it (finite differences, SciPy)",
    latex="8935a41492",
)
def test_orthogonal(rng):
    A, y, v = rng.normal(size=(6, 3)), rng.normal(size=6), rng.normal(size=3)
    slope = approx_fprime(v, lambda u: np.sum((y - A.dot(u)) ** 2), 1e-7)
    close(A.T @ (y - A @ v), route=-slope / 2, route_rtol=1e-5)
    w = library(A, y)
    close(A.T @ (y - A @ w), route=np.zeros(3))


@entry(
    "eq-least-squares-normal",
    code="mlmath.linalg.least_squares.least_squares_normal",
    route="a minimum searched by SciPy",
    latex="38173b9b8d",
    survives={
        "statement: raise ValueError('A.T @ A is not positive definite: the columns of A are "
        "dependent, or so close to it that squaring lost the difference. Try least_squares_qr') "
        "from error -> pass": "The columns are independent here; it has its own tests.",
    },
)
def test_normal(rng):
    A, y = rng.normal(size=(6, 3)), rng.normal(size=6)
    found = minimize(lambda v: np.sum((y - A.dot(v)) ** 2), np.zeros(3), tol=1e-10).x
    w = np.linalg.solve(A.T @ A, A.T @ y)
    close(w, code=least_squares_normal(A, y), route=found, route_rtol=1e-5)


@entry(
    "eq-least-squares-example",
    code="mlmath.linalg.least_squares.least_squares_normal",
    route="NumPy's products and SciPy's least squares",
    latex="142deac065",
)
def test_example(rng):
    A = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    y = np.array([1.0, 1.0, 4.0])
    found = least_squares_normal(A, y)
    close([[3, 3], [3, 5]], route=A.T @ A)
    close([6, 9], route=A.T @ y)
    close([0.5, 1.5], code=found, route=library(A, y))
    close([0.5, -1, 0.5], code=y - A @ found, route=y - A @ library(A, y))


@entry(
    "eq-least-squares-slope",
    code="mlmath.linalg.least_squares.least_squares_qr",
    route="SciPy's linregress",
    latex="92e60b6416",
    survives={
        "sign: x[i] - x_bar -> x[i] + x_bar": SHIFT,
        "factor: x[i] - x_bar -> x[i] - 2 * x_bar": SHIFT,
        "sign: y[i] - y_bar -> y[i] + y_bar": SHIFT,
        "factor: y[i] - y_bar -> y[i] - 2 * y_bar": SHIFT,
        "index: x[i] -> x[i - 1]": CYCLE,
    },
)
def test_slope(rng):
    x, y = rng.normal(size=6), rng.normal(size=6)
    route = scipy.stats.linregress(x, y)
    found = least_squares_qr(np.column_stack([np.ones(6), x]), y)
    x_bar, y_bar = x.mean(), y.mean()
    w_1 = sum((x[i] - x_bar) * (y[i] - y_bar) for i in range(6)) / sum(
        (x[i] - x_bar) ** 2 for i in range(6)
    )
    close(w_1, code=found[1], route=route.slope)
    close(y_bar - w_1 * x_bar, code=found[0], route=route.intercept)


@entry(
    "eq-least-squares-projection",
    code="mlmath.linalg.projection.projection_matrix",
    route="an orthonormal basis by SciPy, and its least squares",
    latex="c40af2c68d",
    survives={
        "transpose: P @ y -> y @ P": "P is symmetric.",
        "transpose: P @ y -> P.T @ y": "P is symmetric.",
    },
)
def test_projection(rng):
    A, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    U = orthonormal(A)
    P = A @ np.linalg.inv(A.T @ A) @ A.T
    close(P, code=projection_matrix(A), route=U @ U.T)
    close(P @ y, code=project_on_columns(y, A), route=A @ library(A, y))


@entry(
    "eq-least-squares-idempotent",
    code="mlmath.linalg.projection.projection_matrix",
    route="an orthonormal basis by SciPy",
    latex="ce759f90a7",
    survives={
        "transpose: P @ P -> P.T @ P": "P is symmetric: that is the formula.",
        "transpose: P.T -> P": "P is symmetric: that is the formula.",
    },
)
def test_idempotent(rng):
    A = rng.normal(size=(5, 3))
    U = orthonormal(A)
    P = A.dot(scipy.linalg.pinv(A))
    close(P @ P, code=projection_matrix(A), route=U @ U.T)
    close(P.T, code=projection_matrix(A), route=U @ U.T)


@entry(
    "eq-least-squares-gram-schmidt",
    code="mlmath.linalg.qr.gram_schmidt",
    route="the residual of SciPy's least squares on the earlier columns, at length 1",
    latex="14b467ea7d",
    survives={
        "comparison: np.zeros(A.shape) -> np.ones(A.shape)": "Every entry is overwritten.",
    },
)
def test_gram_schmidt(rng):
    A = rng.normal(size=(5, 3))
    q, route = [], []
    for j in range(3):
        v_j = A[:, j] - sum((np.dot(q[i], A[:, j]) * q[i] for i in range(j)), np.zeros(5))
        q.append(v_j / np.linalg.norm(v_j))
        rest = A[:, j] - A[:, :j].dot(library(A[:, :j], A[:, j])) if j else A[:, 0]
        route.append(rest / scipy.linalg.norm(rest))
    close(np.transpose(q), code=gram_schmidt(A)[0], route=np.transpose(route))


@entry(
    "eq-least-squares-qr",
    code="mlmath.linalg.qr.gram_schmidt",
    route="SciPy's QR with signs that make the diagonal positive; its Cholesky factor of AᵀA",
    latex="4a2bb51fdc",
    survives={
        "factor: Q_route * np.sign(np.diag(R_route)) -> Q_route / np.sign(np.diag(R_route))": SIGNS,
        "comparison: np.zeros(A.shape) -> np.ones(A.shape)": "Every entry is overwritten.",
    },
)
def test_qr(rng):
    A = rng.normal(size=(5, 3))
    Q_route, R_route = scipy.linalg.qr(A, mode="economic")
    q = (Q_route * np.sign(np.diag(R_route))).T
    rest = [A[:, j] - sum((np.dot(q[i], A[:, j]) * q[i] for i in range(j)), np.zeros(5))
            for j in range(3)]  # fmt: skip
    R = np.zeros((3, 3))
    for i, j in np.ndindex(3, 3):
        if i < j:
            R[i, j] = np.dot(q[i], A[:, j])
        elif i == j:
            R[i, j] = np.linalg.norm(rest[j])
    Q, R_code = gram_schmidt(A)
    close(R, code=R_code, route=scipy.linalg.cholesky(A.T.dot(A)))
    close(q.T @ R, code=Q @ R_code, route=A)


@entry(
    "eq-least-squares-triangular",
    code="mlmath.linalg.least_squares.least_squares_qr",
    route="SciPy's least squares",
    latex="9b9af4751a",
)
def test_triangular(rng):
    A, y = rng.normal(size=(6, 3)), rng.normal(size=6)
    Q, R = np.linalg.qr(A)
    close(np.linalg.solve(R, Q.T @ y), code=least_squares_qr(A, y), route=library(A, y))


@entry(
    "eq-least-squares-qqt",
    code="mlmath.linalg.projection.projection_matrix",
    route="A times SciPy's pseudo-inverse",
    latex="0f5a3336a1",
)
def test_qqt(rng):
    A = rng.normal(size=(5, 3))
    Q, R = np.linalg.qr(A)
    route = A @ scipy.linalg.pinv(A)
    close(Q @ R @ np.linalg.inv(R.T @ R) @ R.T @ Q.T, code=projection_matrix(A), route=route)
    close(Q @ Q.T, code=projection_matrix(A), route=route)


@entry(
    "eq-least-squares-leverage",
    code="mlmath.linalg.projection.leverage",
    route="each y raised by 1, and the fit by SciPy again",
    latex="c5c6be60cc",
    survives={
        "index: Q[i, j] -> Q[i, j - 1]": CYCLE,
    },
)
def test_leverage(rng):
    A, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    raised = [A[i] @ (library(A, y + np.eye(5)[i]) - library(A, y)) for i in range(5)]
    P, (Q, _) = A @ np.linalg.pinv(A), np.linalg.qr(A)
    close([P[i, i] for i in range(5)], code=leverage(A), route=raised)
    squares = [sum(Q[i, j] ** 2 for j in range(3)) for i in range(5)]
    close(squares, code=leverage(A), route=raised)


@entry(
    "eq-least-squares-leverage-line",
    code="mlmath.linalg.projection.leverage",
    route="each y raised by 1, and the fit by SciPy again",
    latex="7008f5a26a",
    survives={
        "index: x[k] -> x[k - 1]": CYCLE,
    },
)
def test_leverage_line(rng):
    x = rng.normal(size=6)
    A = np.column_stack([np.ones(6), x])
    raised = [A[i] @ library(A, np.eye(6)[i]) for i in range(6)]
    m, x_bar = len(x), x.mean()
    h = [1 / m + (x[i] - x_bar) ** 2 / sum((x[k] - x_bar) ** 2 for k in range(m)) for i in range(m)]
    close(h, code=leverage(A), route=raised)


@entry(
    "eq-least-squares-leverage-sum",
    code="mlmath.linalg.projection.leverage",
    route="the number of columns, and the rank by NumPy",
    latex="c039355bac",
    survives={
        "transpose: Q @ Q.T -> Q.T @ Q": TRACE,
        "transpose: Q.T @ Q -> Q @ Q.T": TRACE,
        "index: h[i] -> h[i - 1]": CYCLE,
    },
)
def test_leverage_sum(rng):
    A = rng.normal(size=(6, 3))
    Q = np.linalg.qr(A)[0]
    rank = float(np.linalg.matrix_rank(A))
    h = [np.dot(A[i], library(A, np.eye(6)[i])) for i in range(6)]
    close(sum(h[i] for i in range(6)), code=leverage(A).sum(), route=rank)
    close(np.trace(Q @ Q.T), code=leverage(A).sum(), route=rank)
    close(np.trace(Q.T @ Q), code=leverage(A).sum(), route=rank)
    close(float(A.shape[1]), code=leverage(A).sum(), route=rank)


@entry(
    "eq-least-squares-leave-one-out",
    code="mlmath.linalg.projection.leverage",
    route="as many fits by SciPy as there are points, each without one",
    latex="77ac2e347d",
)
def test_leave_one_out(rng):
    A, y = rng.normal(size=(7, 3)), rng.normal(size=7)
    rest = [y[i] - A[i] @ library(np.delete(A, i, 0), np.delete(y, i)) for i in range(7)]
    r = y - A @ library(A, y)
    h = np.diag(A @ scipy.linalg.pinv(A))
    close([r[i] / (1 - h[i]) for i in range(7)], code=r / (1 - leverage(A)), route=rest)


@entry(
    "eq-least-squares-r-squared",
    code="mlmath.regression.r_squared",
    route="scikit-learn's r2_score",
    latex="3fe691a05c",
    survives={"index: y[i] -> y[i - 1]": CYCLE},
)
def test_r_squared(rng):
    y, y_hat = rng.normal(size=6), rng.normal(size=6)
    y_bar = y.mean()
    left = sum((y[i] - y_hat[i]) ** 2 for i in range(6))
    around = sum((y[i] - y_bar) ** 2 for i in range(6))
    close(1 - left / around, code=r_squared(y, y_hat), route=r2_score(y, y_hat))


@entry(
    "eq-least-squares-polynomial",
    code="mlmath.regression.polynomial_features",
    route="NumPy's Vandermonde matrix and polynomial",
    latex="b6856a431e",
)
def test_polynomial(rng):
    x, w = rng.uniform(0.5, 2, size=5), rng.normal(size=4)
    d = len(w) - 1
    features = polynomial_features(x[:, None], d)
    A = [[x[i] ** k for k in range(d + 1)] for i in range(5)]
    close(A, code=features, route=np.vander(x, 4, increasing=True))
    close(
        np.array(A)[:, 1:],
        code=polynomial_features(x[:, None], d, bias=False),
        route=np.vander(x, 4, increasing=True)[:, 1:],
    )
    y_hat = [sum(w[k] * x[i] ** k for k in range(d + 1)) for i in range(5)]
    close(y_hat, code=features @ w, route=np.polynomial.Polynomial(w)(x))


@entry(
    "eq-least-squares-rmse",
    code=None,
    route="scikit-learn's root_mean_squared_error",
    latex="e9a758b9d6",
)
def test_rmse(rng):
    y, y_hat = rng.normal(size=6), rng.normal(size=6)
    m = len(y)
    close(
        np.sqrt(1 / m * sum((y[i] - y_hat[i]) ** 2 for i in range(m))),
        route=root_mean_squared_error(y, y_hat),
    )


@entry(
    "eq-least-squares-ridge",
    code="mlmath.linalg.least_squares.ridge",
    route="the penalised sum by loops; its minimum by scikit-learn",
    latex="28a7747213",
)
def test_ridge(rng):
    A, y, w = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    penalty = rng.uniform(0.5, 2)
    route = scipy.spatial.distance.sqeuclidean(y, A.dot(w)) + penalty * w.dot(w)
    close(np.linalg.norm(y - A @ w) ** 2 + penalty * np.linalg.norm(w) ** 2, route=route)
    tall = np.vstack([A, np.sqrt(penalty) * np.eye(3)])
    close(np.linalg.norm(np.hstack([y, np.zeros(3)]) - tall @ w) ** 2, route=route)
    best = LibraryRidge(alpha=penalty, fit_intercept=False, solver="cholesky").fit(A, y).coef_
    fitted = LinearRegression(fit_intercept=False).fit(tall, np.hstack([y, np.zeros(3)])).coef_
    close(fitted, code=ridge(A, y, penalty), route=best)


@entry(
    "eq-least-squares-ridge-normal",
    code="mlmath.linalg.least_squares.ridge",
    route="scikit-learn's Ridge without an intercept, through singular values",
    latex="8a32b67aad",
)
def test_ridge_normal(rng):
    A, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    penalty = rng.uniform(0.5, 2)
    route = LibraryRidge(alpha=penalty, fit_intercept=False, solver="svd").fit(A, y).coef_
    w = np.linalg.solve(A.T @ A + penalty * np.eye(3), A.T @ y)
    close(w, code=ridge(A, y, penalty), route=route)
