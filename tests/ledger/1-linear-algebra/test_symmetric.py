import numpy as np
import scipy.linalg
import sympy
from numpy import dot
from scipy.optimize import brentq, minimize

from mlmath.linalg.cholesky import cholesky
from mlmath.linalg.eigen import gershgorin_discs, rayleigh_quotient
from mlmath.linalg.symmetric import symmetric_eigen
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

ANY_SCALE = "the scale is taken out and put back: any will do"
ONE_CENTRED = "the other factor adds up to zero, so any number may be subtracted from this one"
SYMMETRIC = "the matrix is symmetric"
TOLERANCE = "a bound for stopping, far below the entry's tolerance"


def symmetric(rng, n):
    """A random symmetric matrix."""
    M = rng.normal(size=(n, n))
    return M + M.T


def own(rng, n):
    """A random symmetric matrix with SciPy's eigenvalues and eigenvectors."""
    A = symmetric(rng, n)
    return A, *scipy.linalg.eigh(A)


def without_one(rng):
    """A symmetric matrix, a basis of what is perpendicular to an eigenvector, the other values."""
    A, values, Q = own(rng, 4)
    return A, scipy.linalg.null_space(Q[:, [2]].T), values[[0, 1, 3]]


def unsymmetric(rng):
    """An unsymmetric matrix, its eigenvalues and its eigenvectors as rows."""
    A = rng.normal(size=(4, 4))
    values, V = scipy.linalg.eig(A)
    return A, values, V.T


def slanted(rng):
    """An unsymmetric matrix with a complex eigenpair (a + ib, mu + i omega)."""
    A = np.array([[1.0, -2.0, 0.5], [3.0, 0.5, 1.0], [0.2, -1.0, 2.0]]) + rng.normal(size=1) / 9
    values, vectors = scipy.linalg.eig(A)
    k = int(np.argmax(values.imag))
    v = 1.7 * vectors[:, k]
    return A, v.real, v.imag, values[k].real, values[k].imag


def bowl(rng, n):
    """A random positive definite matrix."""
    M = rng.normal(size=(n + 2, n))
    return M.T @ M


def whole(rng):
    """A matrix of whole numbers with SymPy's elimination without swaps: A, L and the pivots."""
    A = rng.integers(1, 9, size=(4, 4))
    A = A + A.T + 40 * np.diag([1, -1, 1, 1])
    L, U, _ = sympy.Matrix(A).LUdecomposition()
    return A, np.array(L, dtype=float), np.diag(np.array(U, dtype=float))


def top(rng):
    """A symmetric matrix, the top q of its form on the sphere by SciPy's search, and a w."""
    A = symmetric(rng, 3)
    q = minimize(lambda x: -(x @ A @ x) / (x @ x), rng.normal(size=3), tol=1e-12).x
    q = q / np.linalg.norm(q)
    w = np.cross(q, rng.normal(size=3))
    return A, q, q @ A @ q, w / np.linalg.norm(w)


def polynomial(A, x):
    """The form, multiplied out by SymPy."""
    column = sympy.Matrix(x)
    return float((column.T * sympy.Matrix(A) * column)[0])


@entry(
    "eq-symmetric-form",
    code=None,
    route="the polynomial, by SymPy",
    latex="0a496c9a24",
    survives={"index: A[i, j] -> A[j, i]": "the form cannot tell a matrix from its transpose"},
)
def test_form(rng):
    A, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    value = polynomial(A, x)
    close(dot(x, dot(A, x)), route=value)
    close(sum(A[i, j] * x[i] * x[j] for i in range(3) for j in range(3)), route=value)


@entry(
    "eq-symmetric-part",
    code=None,
    route="the polynomial of the unsymmetric matrix, by SymPy",
    latex="89ae7a9ea5",
)
def test_part(rng):
    A, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    S = 1 / 2 * (A + A.T)
    close(dot(x, dot(S, x)), route=polynomial(A, x))
    close(S, route=S.T)


@entry("eq-symmetric-pair", code=None, route="a complex eigenpair of SciPy", latex="028ddecd82")
def test_pair(rng):
    A, a, b, mu, omega = slanted(rng)
    assert omega > 0.5
    close(mu * a - omega * b, route=A @ a)
    close(omega * a + mu * b, route=A @ b)


@entry(
    "eq-symmetric-real",
    code=None,
    route="a complex eigenpair of an unsymmetric matrix, and a symmetric one (SciPy)",
    latex="cef27319ca",
)
def test_real(rng):
    A, a, b, _, omega = slanted(rng)
    S, u, v = symmetric(rng, 4), rng.normal(size=4), rng.normal(size=4)
    close(omega * (dot(a, a) + dot(b, b)), route=a @ (A @ b) - b @ (A @ a))
    close(dot(a, A @ b) - dot(b, A @ a), route=omega * (a @ a + b @ b))
    close(dot(u, dot(S, v)) - dot(v, dot(S, u)), route=0.0)
    close(scipy.linalg.eigvals(S).imag, route=np.zeros(4))


@entry(
    "eq-symmetric-orthogonal",
    code=None,
    route="slanted eigenvectors of an unsymmetric matrix; SciPy's of a symmetric one",
    latex="672496677c",
)
def test_orthogonal(rng):
    A, S = rng.uniform(0.5, 2, size=(2, 2)), symmetric(rng, 3)
    (one, two), V = scipy.linalg.eig(A)
    p, q = V.T
    close((one - two) * dot(p, q), route=(A @ p) @ q - p @ (A @ q))
    close(dot(A @ p, q) - dot(p, A @ q), route=(one - two) * (p @ q))
    values, Q = scipy.linalg.eig(S)
    close(0.0, route=(values[0] - values[2]) * (Q[:, 0] @ Q[:, 2]))


@entry(
    "eq-symmetric-expand",
    code=None,
    route="the form of the leaning vector, by SymPy",
    latex="dec5fbea0d",
)
def test_expand(rng):
    A, q, t = symmetric(rng, 3), rng.normal(size=3), rng.uniform(0.2, 0.8)
    w = rng.normal(size=3)
    level = polynomial(A, q)
    value = level + 2 * t * dot(w, dot(A, q)) + t**2 * polynomial(A, w)
    close(value, route=polynomial(A, q + t * w))


@entry(
    "eq-symmetric-climb",
    code=None,
    route="the top of the sphere, found by SciPy's search",
    latex="3afe4739b1",
)
def test_climb(rng):
    def sides(A, q, level, w, t):
        return 2 * dot(w, dot(A, q)), t * (level - dot(w, dot(A, w)))

    for t in (0.05, 0.5, 2.0):
        A, q, level, w = top(rng)
        v = rng.normal(size=3)
        rise = polynomial(A, q + t * v) - level * (1 + t**2)
        lesser, greater = sides(A, q, level, v, t)
        close(lesser, route=2 * v @ A @ q)
        close(greater, route=2 * v @ A @ q - rise / t)
        at_most(*sides(A, q, level, w, t), tight=sides(np.eye(3), q, 1, w, t), rtol=1e-4)


@entry(
    "eq-symmetric-invariant",
    code=None,
    route="the null space of the eigenvector, and vectors outside it (SciPy)",
    latex="26316bf1ef",
)
def test_invariant(rng):
    A, values, Q = own(rng, 4)
    q, level, v = Q[:, 1], values[1], rng.normal(size=4)
    w = scipy.linalg.null_space(q[None]) @ v[:3]
    close(dot(dot(A, v), q), route=v @ A @ q)
    close(dot(v, dot(A, q)), route=level * (v @ q))
    close(level * dot(v, q), route=v @ A @ q)
    close(dot(dot(A, w), q), route=0.0)


@entry(
    "eq-symmetric-deflate",
    code=None,
    route="an eigenpair of the smaller matrix, lifted, against SciPy's of the larger",
    latex="88248c1477",
)
def test_deflate(rng):
    A, W, others = without_one(rng)
    B = dot(W.T, dot(A, W))
    smaller, U = np.linalg.eigh(B)
    for k, level in enumerate(smaller):
        u = U[:, k]
        image = A @ W @ u
        close(dot(dot(W, W.T), dot(A, W @ u)), route=image)
        close(W @ dot(B, u), route=image)
        close(level * (W @ u), route=image)
    close(smaller, route=others)


@entry(
    "eq-symmetric-spectral",
    code="mlmath.linalg.symmetric.symmetric_eigen",
    route="SciPy's eigh, and the matrix",
    latex="89b546aef4",
    survives={
        "comparison: np.abs(A).max() -> np.abs(A).min()": ANY_SCALE,
        "constant: 1.0 -> 2.0": ANY_SCALE,
        "transpose: A.T -> A": SYMMETRIC,
        "index: D[p, q] -> D[q, p]": SYMMETRIC,
        "comparison: off_diagonal <= np.finfo(float).eps * 0.01 -> "
        "off_diagonal < np.finfo(float).eps * 0.01": TOLERANCE,
        "factor: np.finfo(float).eps * 0.01 -> np.finfo(float).eps / 0.01": TOLERANCE,
        "constant: 0.01 -> 0.02": TOLERANCE,
    },
)
def test_spectral(rng):
    A, values, Q = own(rng, 4)
    code_values, code_Q = symmetric_eigen(A)
    Lambda = np.diag(values)
    close(Q @ Lambda @ Q.T, route=A, code=code_Q * code_values @ code_Q.T)
    close(sum(values[i] * np.outer(Q[:, i], Q[:, i]) for i in range(4)), route=A)
    close(dot(Q.T, Q), route=np.eye(4), code=code_Q.T @ code_Q)
    close(values, route=np.sort(scipy.linalg.eigvals(A).real), code=code_values[::-1])


@entry("eq-symmetric-axes", code=None, route="the polynomial, by SymPy", latex="e64d8f1b27")
def test_axes(rng):
    A, values, Q = own(rng, 3)
    x = rng.normal(size=3)
    y, Lambda, value = Q.T @ x, np.diag(values), polynomial(A, x)
    close(dot(x, dot(Q @ Lambda @ Q.T, x)), route=value)
    close(dot(y, dot(Lambda, y)), route=value)
    close(sum(values[i] * dot(Q[:, i], x) ** 2 for i in range(3)), route=value)


@entry(
    "eq-symmetric-2x2",
    code="mlmath.linalg.symmetric.symmetric_eigen",
    route="the roots of the characteristic polynomial (NumPy)",
    latex="6c19e87e60",
)
def test_2x2(rng):
    a, b, c = rng.normal(size=3)
    roots = np.sort(np.roots([1, -(a + c), a * c - b**2]))[::-1]
    plus = (a + c) / 2 + np.sqrt(((a - c) / 2) ** 2 + b**2)
    minus = (a + c) / 2 - np.sqrt(((a - c) / 2) ** 2 + b**2)
    close([plus, minus], code=symmetric_eigen([[a, b], [b, c]])[0], route=roots)


@entry("eq-symmetric-square", code=None, route="the polynomial, by SymPy", latex="b6c4985936")
def test_square(rng):
    a, b, c, x1, x2 = rng.normal(size=5)
    value = polynomial([[a, b], [b, c]], [x1, x2])
    close(a * x1**2 + 2 * b * x1 * x2 + c * x2**2, route=value)
    close(a * (x1 + b / a * x2) ** 2 + (a * c - b**2) / a * x2**2, route=value)


@entry(
    "eq-symmetric-step",
    code=None,
    route="the polynomial by SymPy, and the rows that elimination leaves",
    latex="7401b59d28",
)
def test_step(rng):
    a, b, x1 = rng.normal(), rng.normal(size=3), rng.normal()
    M, z = symmetric(rng, 3), rng.normal(size=3)
    A = np.block([[np.full((1, 1), a), b[None]], [b[:, None], M]])
    rest = M - np.outer(b, b) / a
    value = a * (x1 + dot(b, z) / a) ** 2 + dot(z, dot(rest, z))
    close(value, route=polynomial(A, np.append(x1, z)))
    close(rest, route=[A[i, 1:] - A[i, 0] / A[0, 0] * A[0, 1:] for i in (1, 2, 3)])


@entry(
    "eq-symmetric-ldl",
    code=None,
    route="SymPy's elimination without swaps, and its polynomial",
    latex="a8f7d521af",
)
def test_ldl(rng):
    A, L, d = whole(rng)
    x, D = rng.normal(size=4), np.diag(d)
    close(sum(d[k] * dot(L.T, x)[k] ** 2 for k in range(4)), route=polynomial(A, x))
    close(L @ D @ L.T, route=A)


@entry(
    "eq-symmetric-minors",
    code=None,
    route="SymPy's exact determinants of the upper left blocks",
    latex="1d14f3fdaf",
)
def test_minors(rng):
    A, _, d = whole(rng)
    blocks = [float(sympy.Matrix(A[:k, :k]).det()) for k in (1, 2, 3)]
    close([d[0], d[0] * d[1], d[0] * d[1] * d[2]], route=blocks)


@entry(
    "eq-symmetric-cholesky",
    code="mlmath.linalg.cholesky.cholesky",
    route="SciPy's Cholesky factor, and the matrix",
    latex="b284426c92",
    survives={"index: A[j:, j] -> A[j, j:]": SYMMETRIC},
)
def test_cholesky(rng):
    A = bowl(rng, 4)
    L, D, _ = scipy.linalg.ldl(A)
    root = dot(L, np.sqrt(D))
    close(root @ root.T, route=A)
    close(root, code=cholesky(A), route=scipy.linalg.cholesky(A, lower=True))


@entry(
    "eq-symmetric-gram",
    code=None,
    route="the polynomial by SymPy, and the zero of dependent columns",
    latex="16316faee1",
)
def test_gram(rng):
    B, x, small = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=3) / 1000
    value = polynomial(B.T @ B, x)
    close(dot(x, dot(B.T @ B, x)), route=value)
    close(dot(B @ x, B @ x), route=value)
    close(np.linalg.norm(B @ x) ** 2, route=value)
    dependent, null = B @ np.array([[1, 0, 1], [0, 1, -1], [0, 0, 0]]), np.array([1, -1, -1])
    flat = dot(null, dot(dependent.T @ dependent, null))
    at_most(0, dot(small, dot(B.T @ B, small)), tight=(0, flat))
    close(0.0, route=polynomial(dependent.T @ dependent, null))


@entry(
    "eq-symmetric-weights",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="the polynomial over the squared length, by SymPy",
    latex="e44c3b6243",
)
def test_weights(rng):
    A, values, Q = own(rng, 4)
    x, q = rng.normal(size=4), 3 * Q[:, rng.integers(4)]

    def weights(x):
        return [dot(Q[:, i], x) ** 2 / np.linalg.norm(x) ** 2 for i in range(4)]

    w, route = weights(x), polynomial(A, x) / (x @ x)
    close(sum(w[i] * values[i] for i in range(4)), code=rayleigh_quotient(A, x), route=route)
    close(sum(w), route=1.0)
    at_most(0, min(w), tight=(0, min(weights(q))))


@entry(
    "eq-symmetric-rayleigh",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="many directions, and the ends at the eigenvectors of SciPy",
    latex="dc7f8b7f2d",
    survives={
        "transpose: x @ A @ x -> x @ (x @ A)": SYMMETRIC,
        "transpose: x @ A @ x -> (x @ A).T @ x": "the transpose of a vector is the vector",
        "transpose: x @ A -> A @ x": SYMMETRIC,
        "transpose: x @ A -> x.T @ A": "the transpose of a vector is the vector",
    },
)
def test_rayleigh(rng):
    A, values, Q = own(rng, 4)
    X = [*rng.normal(size=(200, 4)), *Q.T]
    rho = np.array([dot(x, dot(A, x)) / dot(x, x) for x in X])
    close(rho, code=[rayleigh_quotient(A, x) for x in X])
    at_most(rho, np.full(204, max(values)), tight=(rho[203], max(values)))
    at_most(np.full(204, min(values)), rho, tight=(min(values), rho[200]))


@entry(
    "eq-symmetric-trace",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="SciPy's eigenvalues, and a random basis",
    latex="326fd7563d",
)
def test_trace(rng):
    A, values, _ = own(rng, 4)
    V = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    in_basis = sum(rayleigh_quotient(A, 2 * V[:, k]) for k in range(4))
    close(sum(A[i, i] for i in range(4)), code=in_basis, route=sum(values))


@entry(
    "eq-symmetric-row",
    code=None,
    route="the residual of SciPy's eigenpairs, unsymmetric",
    latex="08b184cee4",
)
def test_row(rng):
    A, values, rows = unsymmetric(rng)
    for i, v in enumerate(rows):
        level = values[i]
        for k in range(4):
            others = sum(A[k, j] * v[j] for j in range(4) if j != k)
            close((level - A[k, k]) * v[k], route=others)
            close(others, route=(A @ v)[k] - A[k, k] * v[k])


@entry(
    "eq-symmetric-gershgorin",
    code="mlmath.linalg.eigen.gershgorin_discs",
    route="SciPy's eigenvalues, and a matrix whose eigenvalue lies on every rim",
    latex="4a31fde1f4",
)
def test_gershgorin(rng):
    (A, values, own_rows), rim = largest_entries(rng), on_the_rim(rng)

    def R(M, k):
        return sum(abs(M[k, j]) for j in range(4) if j != k)

    for k in range(4):
        close(R(A, k), code=gershgorin_discs(A)[1][k])
        close(A[k, k], code=gershgorin_discs(A)[0][k])
    for i, k in enumerate(own_rows):
        at_most(abs(values[i] - A[k, k]), R(A, k), tight=(abs(9 - rim[k, k]), R(rim, k)))


def largest_entries(rng):
    """A matrix with small discs, its eigenvalues, the largest entry of each eigenvector."""
    A = 20 * np.diag(rng.permutation(4) + 1.0) + rng.normal(size=(4, 4))
    values, V = scipy.linalg.eig(A)
    return A, values, np.abs(V).argmax(axis=0)


def on_the_rim(rng):
    """A positive matrix whose rows add up to 9, which is an eigenvalue on every rim."""
    M = rng.uniform(1, 2, size=(4, 4))
    M[:, 3] += 9 - M.sum(axis=1)
    assert np.isclose(scipy.linalg.eigvals(M), 9).any()
    return M


@entry(
    "eq-symmetric-covariance",
    code=None,
    route="NumPy's cov",
    latex="59c60100b0",
    survives={
        "sign: X[i, j] - mean[j] -> X[i, j] + mean[j]": ONE_CENTRED,
        "factor: X[i, j] - mean[j] -> X[i, j] - 2 * mean[j]": ONE_CENTRED,
        "index: mean[j] -> mean[j - 1]": ONE_CENTRED,
        "sign: X[i, k] - mean[k] -> X[i, k] + mean[k]": ONE_CENTRED,
        "factor: X[i, k] - mean[k] -> X[i, k] - 2 * mean[k]": ONE_CENTRED,
        "index: mean[k] -> mean[k - 1]": ONE_CENTRED,
    },
)
def test_covariance(rng):
    X, N = rng.normal(size=(7, 3)) + [5.0, -3.0, 1.0], 7
    mean, route = np.mean(X, axis=0), np.cov(X, rowvar=False)
    centred = X - mean
    close(1 / (N - 1) * centred.T @ centred, route=route)
    for j, k in np.ndindex(3, 3):
        total = sum((X[i, j] - mean[j]) * (X[i, k] - mean[k]) for i in range(N))
        close(1 / (N - 1) * total, route=route[j, k])


@entry(
    "eq-symmetric-variance",
    code=None,
    route="the variance of the mixture itself (NumPy)",
    latex="e3d887bd21",
)
def test_variance(rng):
    X, u, N = rng.normal(size=(7, 3)) + [5.0, -3.0, 1.0], rng.normal(size=3), 7
    small = rng.normal(size=3) / 1000
    C, centred = np.cov(X, rowvar=False), X - X.mean(axis=0)
    variance = np.var(X @ u, ddof=1)
    close(dot(u, dot(C, u)), route=variance)
    close(1 / (N - 1) * np.linalg.norm(centred @ u) ** 2, route=variance)
    tied, ones = tied_covariance(rng)
    at_most(0, dot(small, dot(C, small)), tight=(0, dot(ones, dot(tied, ones))))


def tied_covariance(rng):
    """The covariance of four features that always add up to 4, and the amounts of their sum."""
    X = rng.normal(size=(7, 3))
    return np.cov(np.column_stack([X, 4 - X.sum(axis=1)]), rowvar=False), np.ones(4)


@entry(
    "eq-symmetric-minimum",
    code=None,
    route="SciPy's search for the lowest point, and SymPy's polynomial",
    latex="123884c687",
)
def test_minimum(rng):
    A, b, x = bowl(rng, 3), rng.normal(size=3), rng.normal(size=3)
    star = scipy.linalg.solve(A, b)
    value = polynomial(A, x) / 2 - sum(b * x)
    close(1 / 2 * dot(x, dot(A, x)) - dot(b, x), route=value)
    close(1 / 2 * dot(x - star, dot(A, x - star)) - 1 / 2 * dot(b, star), route=value)
    search = minimize(lambda v: v @ A @ v / 2 - b @ v, np.zeros(3), tol=1e-12)
    close(-1 / 2 * dot(b, star), route=search.fun, route_rtol=1e-6)


@entry(
    "eq-symmetric-ellipse",
    code=None,
    route="SciPy's root of the height along each axis",
    latex="49075573f9",
)
def test_ellipse(rng):
    A, h = bowl(rng, 3), rng.uniform(1, 2)
    values, Q = np.linalg.eigh(A)
    far = [reach(A, q, h) for q in Q.T]
    lengths = np.sqrt(h / values)
    close(lengths, route=far)
    close(values * lengths**2, route=[h, h, h])
    kappa = max(values) / min(values)
    close([np.sqrt(kappa), max(lengths) / min(lengths)], route=[far[0] / far[2]] * 2)


def reach(A, q, h):
    """How far along q the form has the height h."""
    return brentq(lambda s: polynomial(A, s * q) - h, 0, 1e3, xtol=1e-13)
