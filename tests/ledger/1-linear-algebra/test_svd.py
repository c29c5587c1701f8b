from functools import partial

import numpy as np
import scipy.linalg
import scipy.spatial.distance
from scipy.optimize import approx_fprime
from sklearn.linear_model import Ridge as LibraryRidge

from mlmath.linalg.least_squares import least_squares_svd, ridge
from mlmath.linalg.svd import (
    condition_number,
    low_rank,
    pseudo_inverse,
    rank,
    spectral_norm,
    svd,
)
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

CYCLE = "The sum runs over all of them, wherever it begins."
SYMMETRIC = "AᵀA is symmetric."
OWN = "Zero and rounding have their own tests."
SIGNS = "A sign is its own reciprocal."
SECOND = "The rule of thumb by the second singular value: " + OWN
GIVEN = "No tolerance is given here: " + OWN
LENGTH = "Any length will do: it is divided by."
RIVAL = "One rival is as good as another."
ZERO = {
    "comparison: sigma[-1] > 0 -> sigma[-1] >= 0": OWN,
    "index: sigma[-1] -> sigma[-1 - 1]": "In the test for zero: " + OWN,
    "sign: -1 -> 1": "In the test for zero: " + OWN,
    "constant: 1 -> 2": "In the test for zero: " + OWN,
    "constant: 1 -> 0": "In the test for zero: " + OWN,
}
SVD_SURVIVES = {
    "statement: sigma[sigma < TINY] = 0.0 -> pass": OWN,
    "comparison: sigma < TINY -> sigma <= TINY": OWN,
    "comparison: A.shape[0] < A.shape[1] -> A.shape[0] <= A.shape[1]": "Square: either way.",
    "comparison: np.abs(A).max() -> np.abs(A).min()": "The scale only keeps squares from overflow.",
    "constant: 1.0 -> 2.0": "The scale of a matrix of zeros: " + OWN,
    "factor: U[:, :n] * signs[:n] -> U[:, :n] / signs[:n]": SIGNS,
    "factor: V * signs -> V / signs": SIGNS,
}


thin = partial(scipy.linalg.svd, full_matrices=False)


def of_rank(rng, m, n, r):
    """A matrix with r singular values that are not zero."""
    return rng.normal(size=(m, r)).dot(rng.normal(size=(r, n)))


def library(A):
    """U, sigma and V, the columns v_i, by SciPy."""
    U, sigma, Vt = thin(A)
    return U, sigma, np.transpose(Vt)


@entry(
    "eq-svd-square",
    code=None,
    route="SciPy's squared distance from the origin",
    latex="13946e31a1",
    survives={
        "transpose: A.T @ A @ x -> x @ (A.T @ A)": SYMMETRIC,
        "transpose: A.T @ A @ x -> (A.T @ A).T @ x": SYMMETRIC,
    },
)
def test_square(rng):
    A, x, zero = rng.normal(size=(5, 3)), rng.normal(size=3), np.zeros(5)
    route = scipy.spatial.distance.sqeuclidean(A.dot(x), zero)
    close(np.linalg.norm(A @ x) ** 2, route=route)
    close(np.dot(A @ x, A @ x), route=route)
    close(np.dot(x, A.T @ A @ x), route=route)


@entry(
    "eq-svd-right",
    code="mlmath.linalg.svd.svd",
    route="SciPy's singular vectors and its eigenvalues of AᵀA",
    latex="4b467c0997",
    survives={
        "transpose: A.T @ A @ v[i] -> v[i] @ (A.T @ A)": SYMMETRIC,
        "transpose: A.T @ A @ v[i] -> (A.T @ A).T @ v[i]": SYMMETRIC,
        **SVD_SURVIVES,
    },
)
def test_right(rng):
    A = rng.normal(size=(5, 3))
    _, sigma, V = library(A)
    v, squares = V.T, scipy.linalg.eigvalsh(A.T.dot(A))[::-1]
    close([A.T @ A @ v[i] for i in range(3)], route=(squares * V).T)
    close([sigma[i] ** 2 * v[i] for i in range(3)], route=(squares * V).T)
    close([np.linalg.norm(A @ v[i]) for i in range(3)], code=svd(A)[1], route=np.sqrt(squares))


@entry(
    "eq-svd-perpendicular",
    code=None,
    route="the squared singular values by SciPy where i = j, and zero elsewhere",
    latex="36e347b319",
    survives={
        "transpose: A.T @ A @ v[j] -> v[j] @ (A.T @ A)": SYMMETRIC,
        "transpose: A.T @ A @ v[j] -> (A.T @ A).T @ v[j]": SYMMETRIC,
    },
)
def test_perpendicular(rng):
    A = rng.normal(size=(5, 3))
    _, sigma, V = library(A)
    v, pairs = V.T, list(np.ndindex(3, 3))
    route = np.diag(scipy.linalg.eigvalsh(A.T.dot(A))[::-1]).ravel()
    close([np.dot(A @ v[i], A @ v[j]) for i, j in pairs], route=route)
    close([np.dot(v[i], A.T @ A @ v[j]) for i, j in pairs], route=route)
    close([sigma[j] ** 2 * np.dot(v[i], v[j]) for i, j in pairs], route=route)


@entry(
    "eq-svd-left", code="mlmath.linalg.svd.svd", route="SciPy's left vectors", latex="c578a6e72d"
)
def test_left(rng):
    A = rng.normal(size=(5, 3))
    U_code, _, Vt_code = svd(A)
    U, sigma, V = library(A)
    signs = np.sign(np.sum(V * Vt_code.T, axis=0))
    u, v = U.T, V.T
    close(
        [1 / sigma[i] * (A @ v[i]) for i in range(3)],
        code=(U_code * signs).T,
        route=[u[i] for i in range(3)],
    )
    close([A @ v[i] for i in range(3)], route=[sigma[i] * u[i] for i in range(3)])


@entry(
    "eq-svd-action", code=None, route="NumPy's product, of a matrix of rank 2", latex="f60044706c"
)
def test_action(rng):
    A, x = of_rank(rng, 5, 4, 2), rng.normal(size=4)
    U, sigma, V = library(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    close(sum(sigma[i] * np.dot(v[i], x) * u[i] for i in range(r)), route=A.dot(x))


@entry(
    "eq-svd-sum",
    code="mlmath.linalg.svd.low_rank",
    route="the matrix itself, of rank 2; SciPy's vectors",
    latex="5e781f28b9",
)
def test_sum(rng):
    A = of_rank(rng, 5, 4, 2)
    U, sigma, V = library(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    close(
        sum(sigma[i] * np.outer(u[i], v[i]) for i in range(r)),
        code=low_rank(A, 2),
        route=A,
    )


@entry(
    "eq-svd-product",
    code="mlmath.linalg.svd.svd",
    route="the matrix, the identity and SciPy's values",
    latex="9c8cfde3a4",
    survives=SVD_SURVIVES,
)
def test_product(rng):
    tall, wide = rng.normal(size=(6, 4)), rng.normal(size=(4, 6))
    unit, flat, ones = np.eye(4), np.ones((3, 2)), np.ones(4)
    zeros, nothing = np.zeros(4), np.array(0.0)
    for A in (tall, wide):
        U, sigma, V = library(A)
        U_code, sigma_code, Vt_code = svd(A)
        close(U @ np.diag(sigma) @ V.T, code=U_code * sigma_code @ Vt_code, route=A)
        at_most(sigma[1:], sigma[:-1], tight=(library(unit)[1], ones))
        at_most(zeros, sigma, tight=(library(flat)[1][1], nothing))
    U, _, _ = library(tall)
    close(U.T @ U, code=np.dot(svd(tall)[0].T, svd(tall)[0]), route=unit)
    _, _, V = library(wide)
    close(V.T @ V, code=np.dot(svd(wide)[2], svd(wide)[2].T), route=unit)


@entry(
    "eq-svd-example",
    code="mlmath.linalg.svd.svd",
    route="SciPy's singular values",
    latex="c202bb6a7b",
)
def test_example(rng):
    A = np.array([[5.0, 0.0], [3.0, 4.0]])
    U, sigma, Vt = svd(A)
    signs = np.sign(Vt[:, 0] * [1, -1])
    close([[34, 12], [12, 16]], route=A.T.dot(A))
    close([40, 10], code=sigma**2, route=scipy.linalg.svdvals(A) ** 2)
    V_page = 1 / np.sqrt(5) * np.array([[2, -1], [1, 2]])
    U_page = 1 / np.sqrt(2) * np.array([[1, -1], [1, 1]])
    close(V_page, code=(Vt.T * signs), route=scipy.linalg.svd(A)[2].T * library_signs(A))
    close(U_page, code=U * signs, route=scipy.linalg.svd(A)[0] * library_signs(A))


def library_signs(A):
    return np.sign(scipy.linalg.svd(A)[2][:, 0] * [1, -1])


@entry(
    "eq-svd-rank",
    code="mlmath.linalg.svd.rank",
    route="NumPy's rank, by its own rule",
    latex="bd533d860a",
    survives={
        "index: sigma[i] -> sigma[i - 1]": CYCLE,
        "constant: 5 -> 4": "The last singular value is zero.",
        "comparison: sigma > tol -> sigma >= tol": OWN,
        "constant: 0 -> 1": SECOND,
        "sign: -TINY -> TINY": GIVEN,
    },
)
def test_rank(rng):
    A = 1e-9 * of_rank(rng, 6, 5, 3)
    sigma = np.array([*scipy.linalg.svdvals(A)[:3], 0, 0])
    found = sum(float(sigma[i] > 0) for i in range(5))
    close(found, code=float(rank(A)), route=float(np.linalg.matrix_rank(A)))


@entry(
    "eq-svd-spectral-norm",
    code="mlmath.linalg.svd.spectral_norm",
    route="the largest eigenvalue of AᵀA by SciPy; 50 random directions",
    latex="07d01951ce",
    survives={
        "constant: 3 -> 4": LENGTH,
        "constant: 3 -> 2": LENGTH,
    },
)
def test_spectral_norm(rng):
    A, x = rng.normal(size=(4, 3)), rng.normal(size=(50, 3))
    sigma, (squares, Q) = scipy.linalg.svdvals(A), scipy.linalg.eigh(A.T.dot(A))
    close(sigma[0], code=spectral_norm(A), route=np.sqrt(squares.max()))
    stretch = [np.linalg.norm(A @ y) / np.linalg.norm(y) for y in [3 * Q[:, -1], *x]]
    at_most(stretch, np.full(51, sigma[0]), tight=(stretch[0], sigma[0]))


@entry(
    "eq-svd-frobenius-norm",
    code=None,
    route="SciPy's distance from zero, entry by entry",
    latex="5a8f6c7989",
    survives={
        "index: A[i, j] -> A[i, j - 1]": CYCLE,
        "index: A[i, j] -> A[i - 1, j]": CYCLE,
        "transpose: A.T @ A -> A @ A.T": "tr(AB) = tr(BA).",
        "index: sigma[i] -> sigma[i - 1]": CYCLE,
    },
)
def test_frobenius_norm(rng):
    A, zero = rng.normal(size=(4, 3)), np.zeros(12)
    sigma, route = scipy.linalg.svdvals(A), scipy.spatial.distance.euclidean(A.ravel(), zero)
    close(np.sqrt(sum(A[i, j] ** 2 for i in range(4) for j in range(3))), route=route)
    close(np.sqrt(np.trace(A.T @ A)), route=route)
    close(np.sqrt(sum(sigma[i] ** 2 for i in range(3))), route=route)


@entry(
    "eq-svd-low-rank",
    code="mlmath.linalg.svd.low_rank",
    route="the matrix projected on SciPy's leading directions",
    latex="b6653d9dd2",
)
def test_low_rank(rng):
    A, k = rng.normal(size=(5, 4)), 2
    U, sigma, V = library(A)
    lead = scipy.linalg.eigh(A.T.dot(A))[1][:, -2:]
    u, v = U.T, V.T
    close(
        sum(sigma[i] * np.outer(u[i], v[i]) for i in range(k)),
        code=low_rank(A, 2),
        route=A.dot(lead).dot(lead.T),
    )


@entry(
    "eq-svd-errors",
    code="mlmath.linalg.svd.low_rank",
    route="NumPy's norms of what is left",
    latex="f0e2377c9b",
)
def test_errors(rng):
    A, k = rng.normal(size=(6, 4)), 2
    sigma = scipy.linalg.svdvals(A)
    error = A - low_rank(A, 2)
    lead = scipy.linalg.eigh(A.T.dot(A))[1][:, -2:]
    left = A - A.dot(lead).dot(lead.T)
    close(sigma[k], code=spectral_norm(error), route=np.linalg.norm(left, 2))
    close(
        np.sqrt(sum(sigma[i] ** 2 for i in range(k, 4))),
        code=np.linalg.norm(error),
        route=np.linalg.norm(left),
    )


@entry(
    "eq-svd-eckart-young",
    code="mlmath.linalg.svd.low_rank",
    route="300 rivals of rank 2, random and close by, by SciPy's norms",
    latex="ad35dfb0af",
    survives={
        "sign: lead + e * w -> lead - e * w": RIVAL,
        "factor: lead + e * w -> lead + 2 * (e * w)": RIVAL,
        "factor: e * w -> e / w": RIVAL,
        "constant: 0.001 -> 0.002": RIVAL,
        "constant: 0.1 -> 0.2": RIVAL,
        "sign: -2 -> 2": "Of four columns, the last two begin at number 2.",
    },
)
def test_eckart_young(rng):
    A, noise = rng.normal(size=(5, 4)), rng.normal(size=(200, 4, 2))
    others = [of_rank(rng, 5, 4, 2) for _ in range(100)]
    lead = scipy.linalg.eigh(A.T.dot(A))[1][:, -2:]
    planes = [scipy.linalg.orth(lead + e * w) for e in (0.001, 0.1) for w in noise[:100]]
    sigma, best = scipy.linalg.svdvals(A), A.dot(lead).dot(lead.T)
    rivals = [best, *(A.dot(Q).dot(Q.T) for Q in planes), *others]
    for norm, least in ((2, sigma[2]), (None, np.hypot(sigma[2], sigma[3]))):
        errors = [np.linalg.norm(A - B, norm) for B in rivals]
        close(least, code=np.linalg.norm(A - low_rank(A, 2), norm), route=errors[0])
        at_most(np.full(301, least), errors, tight=(least, errors[0]))


@entry(
    "eq-svd-proof-spectral",
    code=None,
    route="a vector in the null space of B and in the span of v_1 ... v_{k+1}, by SciPy",
    latex="1581d515f7",
    survives={
        "sign: A - B -> A + B": "B x = 0: that is the step.",
        "factor: A - B -> A - 2 * B": "B x = 0: that is the step.",
        "index: c[i] -> c[i - 1]": CYCLE,
        "factor: sigma[k] ** 2 * sum((c[i] ** 2 for i in range(k + 1))) -> "
        "sigma[k] ** 2 / sum((c[i] ** 2 for i in range(k + 1)))": "The squares of c sum to 1.",
    },
)
def test_proof_spectral(rng):
    A, B, k = rng.normal(size=(5, 4)), of_rank(rng, 5, 4, 2), 2
    zero = np.zeros(5)
    _, sigma, V = library(A)
    c = scipy.linalg.null_space(B.dot(V[:, :3]))[:, 0]
    x = V[:, :3].dot(c)
    route = scipy.spatial.distance.sqeuclidean(A.dot(x), zero)
    close(np.linalg.norm((A - B) @ x) ** 2, route=route)
    close(np.linalg.norm(A @ x) ** 2, route=route)
    close(sum(sigma[i] ** 2 * c[i] ** 2 for i in range(k + 1)), route=route)
    least = sigma[k] ** 2 * sum(c[i] ** 2 for i in range(k + 1))
    close(least, route=scipy.linalg.svdvals(A)[2] ** 2)
    at_most(least, route, tight=(least, np.linalg.norm(A.dot(V[:, 2])) ** 2))


@entry(
    "eq-svd-weyl",
    code="mlmath.linalg.svd.low_rank",
    route="singular values by SciPy of 200 differences; B = A_k attains it",
    latex="31fb9a4c83",
)
def test_weyl(rng):
    A, k = rng.normal(size=(6, 5)), 2
    sigma = scipy.linalg.svdvals(A)
    later = [sigma[k + i] for i in range(3)]
    errors = [
        scipy.linalg.svdvals(A - t * of_rank(rng, 6, 5, 2))[:3] for t in np.linspace(0, 2, 200)
    ]
    lead = scipy.linalg.eigh(A.T.dot(A))[1][:, -2:]
    best = scipy.linalg.svdvals(A - A.dot(lead).dot(lead.T))[:3]
    found = scipy.linalg.svdvals(A - low_rank(A, 2))[:3]
    close(later, code=found, route=scipy.linalg.svdvals(A)[2:])
    at_most(np.tile(later, (200, 1)), errors, tight=(later, [best[i] for i in range(3)]))


@entry(
    "eq-svd-storage",
    code=None,
    route="the entries of both factors counted; the largest k found by trying",
    latex="49a800116e",
)
def test_storage(rng):
    m, n = 140, 210
    kept = [np.zeros((m, k)).size + np.zeros((k, n)).size for k in range(1, 141)]
    close([k * (m + n) for k in range(1, 141)], route=kept)
    fewer = max(k for k in range(1, 141) if np.array(kept)[k - 1] <= np.zeros((m, n)).size)
    close(m * n / (m + n), route=float(fewer))


@entry(
    "eq-svd-psnr",
    code=None,
    route="the logarithms of the largest brightness and of the squares, apart",
    latex="f387a5c315",
)
def test_psnr(rng):
    A, B = rng.uniform(size=(4, 6)), rng.uniform(size=(4, 6))
    squares = scipy.spatial.distance.sqeuclidean(A.ravel(), B.ravel())
    MSE = np.linalg.norm(A - B) ** 2 / (4 * 6)
    close(10 * np.log10(1 / MSE), route=10 * (np.log(24.0) - np.log(squares)) / np.log(10.0))


@entry(
    "eq-svd-pseudo-inverse",
    code="mlmath.linalg.svd.pseudo_inverse",
    route="SciPy's pinv, and the four conditions of Penrose",
    latex="f328c4ddfa",
    survives={
        "comparison: sigma > tol -> sigma >= tol": OWN,
        "constant: 0 -> 1": SECOND,
        "sign: -TINY -> TINY": GIVEN,
    },
)
def test_pseudo_inverse(rng):
    A = 1e-9 * of_rank(rng, 6, 5, 3)
    U, sigma, V = library(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    plus = sum(1 / sigma[i] * np.outer(v[i], u[i]) for i in range(r))
    close(plus, code=pseudo_inverse(A), route=scipy.linalg.pinv(A))
    for product, wanted in ((A.dot(plus).dot(A), A), (plus.dot(A).dot(plus), plus)):
        close(product, route=wanted)
    for product in (A.dot(plus), plus.dot(A)):
        close(product, route=product.T)


@entry(
    "eq-svd-residual",
    code=None,
    route="SciPy's squared distance from y to A w",
    latex="ac91acea6f",
)
def test_residual(rng):
    A, y, w = of_rank(rng, 5, 4, 2), rng.normal(size=5), rng.normal(size=4)
    U, sigma, V = library(A)
    basis = scipy.linalg.orth(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    c, y_perp = [v[i].dot(w) for i in range(r)], y - basis.dot(basis.T.dot(y))
    parts = sum((np.dot(u[i], y) - sigma[i] * c[i]) ** 2 for i in range(r))
    close(
        parts + np.linalg.norm(y_perp) ** 2,
        route=scipy.spatial.distance.sqeuclidean(y, A.dot(w)),
    )


@entry(
    "eq-svd-least-squares",
    code="mlmath.linalg.least_squares.least_squares_svd",
    route="SciPy's least squares, which gives the shortest",
    latex="61bc164555",
)
def test_least_squares(rng):
    A, y = of_rank(rng, 6, 4, 2), rng.normal(size=6)
    U, sigma, V = library(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    found, route = least_squares_svd(A, y), scipy.linalg.lstsq(A, y)[0]
    close(np.linalg.pinv(A) @ y, code=found, route=route)
    close(sum(np.dot(u[i], y) / sigma[i] * v[i] for i in range(r)), code=found, route=route)


@entry(
    "eq-svd-ridge-direction",
    code="mlmath.linalg.least_squares.ridge",
    route="scikit-learn's Ridge in the frame of the right vectors",
    latex="1600c724c5",
)
def test_ridge_direction(rng):
    A, y = rng.normal(size=(6, 3)), rng.normal(size=6)
    lam = rng.uniform(0.5, 2)
    U, sigma, V = library(A)
    u, v = U.T, V.T
    best = LibraryRidge(alpha=lam, fit_intercept=False, solver="cholesky").fit(A, y).coef_
    c = [v[i].dot(best) for i in range(3)]
    mine = [v[i].dot(ridge(A, y, lam)) for i in range(3)]
    close(
        [sigma[i] * np.dot(u[i], y) / (sigma[i] ** 2 + lam) for i in range(3)], code=mine, route=c
    )
    close([(sigma[i] ** 2 + lam) * c[i] for i in range(3)], route=V.T.dot(A.T.dot(y)))
    close([sigma[i] * np.dot(u[i], y) for i in range(3)], route=V.T.dot(A.T.dot(y)))


@entry(
    "eq-svd-filter",
    code="mlmath.linalg.least_squares.ridge",
    route="scikit-learn's Ridge by its normal equations",
    latex="43e933297d",
)
def test_filter(rng):
    A, y = of_rank(rng, 6, 4, 3), rng.normal(size=6)
    lam = rng.uniform(0.5, 2)
    U, sigma, V = library(A)
    u, v, r = U.T, V.T, np.linalg.matrix_rank(A)
    route = LibraryRidge(alpha=lam, fit_intercept=False, solver="cholesky").fit(A, y).coef_
    f = [sigma[i] ** 2 / (sigma[i] ** 2 + lam) for i in range(r)]
    close(
        sum(f[i] * np.dot(u[i], y) / sigma[i] * v[i] for i in range(r)),
        code=ridge(A, y, lam),
        route=route,
    )


@entry(
    "eq-svd-freedom",
    code="mlmath.linalg.least_squares.ridge",
    route="how far each fitted value follows its own y, by finite differences of Ridge",
    latex="ea3c8b0c70",
    survives={
        "index: f[i] -> f[i - 1]": CYCLE,
        "transpose: A @ inside @ A.T -> A.T @ (A @ inside)": "tr(AB) = tr(BA).",
    },
)
def test_freedom(rng):
    A, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    lam = rng.uniform(0.5, 2)
    sigma = scipy.linalg.svdvals(A)

    def fitted(t, i):
        model = LibraryRidge(alpha=lam, fit_intercept=False, solver="cholesky").fit(A, t)
        return model.predict(A)[i]

    slopes = sum(approx_fprime(y, lambda t, i=i: fitted(t, i), 1e-6)[i] for i in range(5))
    code = sum(A[i].dot(ridge(A, np.eye(5)[i], lam)) for i in range(5))
    inside = np.linalg.inv(A.T @ A + lam * np.eye(3))
    close(np.trace(A @ inside @ A.T), code=code, route=slopes, route_rtol=1e-6)
    f = [sigma[i] ** 2 / (sigma[i] ** 2 + lam) for i in range(3)]
    close(sum(f[i] for i in range(3)), code=code, route=slopes, route_rtol=1e-6)


@entry(
    "eq-svd-condition",
    code="mlmath.linalg.svd.condition_number",
    route="NumPy's cond; 200 random errors, and the worst one",
    latex="da4997390a",
    survives={
        **ZERO,
        "constant: 3 -> 4": LENGTH,
        "constant: 3 -> 2": LENGTH,
        "constant: 2 -> 3": LENGTH,
        "constant: 2 -> 1": LENGTH,
        "constant: True -> False": "Both lists are equally long.",
    },
)
def test_condition(rng):
    A, X, dX = rng.normal(size=(4, 4)), rng.normal(size=(200, 4)), rng.normal(size=(200, 4))
    _, sigma, V = library(A)
    kappa = sigma[0] / sigma[3]
    close(kappa, code=condition_number(A), route=np.linalg.cond(A))
    pairs = list(zip([2 * V[:, 0], *X], [3 * V[:, 3], *dX], strict=True))
    norm = scipy.linalg.norm
    left = [norm(dx) / norm(x) for x, dx in pairs]
    right = [kappa * norm(A @ dx) / norm(A @ x) for x, dx in pairs]
    at_most(left, right, tight=(left[0], right[0]))


@entry(
    "eq-svd-gram",
    code="mlmath.linalg.svd.condition_number",
    route="the eigenvalues of AᵀA by SciPy",
    latex="d60dc80b6b",
)
def test_gram(rng):
    A = rng.normal(size=(6, 3))
    low, *_, high = scipy.linalg.eigvalsh(A.T.dot(A))
    close(np.linalg.cond(A.T @ A), code=condition_number(A.T.dot(A)), route=high / low)
    close(np.linalg.cond(A) ** 2, code=condition_number(A) ** 2, route=high / low)
