import numpy as np
import scipy.linalg
import scipy.signal
import scipy.spatial.distance
import sklearn.decomposition

from mlmath.decomposition import PCA, _principal_axes
from mlmath.linalg.eigen import deflate, rayleigh_quotient
from mlmath.linalg.projection import project_on_line
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

SYMMETRIC = "C is symmetric."
SHIFT = "What is added to a column drops out: the other factor sums to zero."
DOT = "Both are vectors: a dot product has no order."
CYCLE = "The sum runs over all of them, wherever it begins."
UNIT = "The squares sum to 1."
FORM = "A quadratic form reads the same from both sides."
ROUTES = "Both routes give the same variances and axes: that is the formula."
LOOSE = "Arrays of numbers come in here; what is refused has its own tests."


def cloud(rng, N=7, d=3):
    """Correlated data away from the origin, without any symmetry."""
    return rng.normal(size=(N, d)) @ rng.normal(size=(d, d)) + rng.normal(size=d)


def axes_of(C):
    """Eigenvalues of a symmetric matrix, largest first, and their vectors (SciPy)."""
    values, vectors = scipy.linalg.eigh(C)
    return np.flip(values), np.flip(vectors, axis=1)


def given_back(model, X):
    return model.inverse_transform(model.transform(X))


def unit(rng, d):
    v = rng.normal(size=d)
    return v / scipy.linalg.norm(v)


@entry(
    "eq-pca-mean",
    code=None,
    route="SciPy's squared distances",
    latex="7f56485fd6",
    survives={"index: X[i] -> X[i - 1]": CYCLE},
)
def test_mean(rng):
    X, c = cloud(rng), rng.normal(size=3)
    N, x_bar = len(X), X.mean(axis=0)
    route = scipy.spatial.distance.cdist(X, [c], "sqeuclidean").sum()
    close(sum(np.linalg.norm(X[i] - c) ** 2 for i in range(N)), route=route)
    close(
        sum(np.linalg.norm(X[i] - x_bar) ** 2 for i in range(N))
        + N * np.linalg.norm(x_bar - c) ** 2,
        route=route,
    )


@entry("eq-pca-centred", code=None, route="SciPy's constant detrending", latex="897ede9718")
def test_centred(rng):
    X = cloud(rng)
    ones, x_bar = np.ones(len(X)), X.mean(axis=0)
    close(X - np.outer(ones, x_bar), route=scipy.signal.detrend(X, axis=0, type="constant"))


@entry(
    "eq-pca-covariance",
    code=None,
    route="NumPy's cov",
    latex="746daa91ed",
    survives={
        "sign: X[i, j] - x_bar[j] -> X[i, j] + x_bar[j]": SHIFT,
        "factor: X[i, j] - x_bar[j] -> X[i, j] - 2 * x_bar[j]": SHIFT,
        "sign: X[i, k] - x_bar[k] -> X[i, k] + x_bar[k]": SHIFT,
        "factor: X[i, k] - x_bar[k] -> X[i, k] - 2 * x_bar[k]": SHIFT,
        "index: x_bar[j] -> x_bar[j - 1]": SHIFT,
        "index: x_bar[k] -> x_bar[k - 1]": SHIFT,
    },
)
def test_covariance(rng):
    X = cloud(rng)
    N, x_bar, X_c = len(X), X.mean(axis=0), X - X.mean(axis=0)
    route = np.cov(X, rowvar=False)
    close(1 / (N - 1) * X_c.T @ X_c, route=route)
    entries = [
        [
            1 / (N - 1) * sum((X[i, j] - x_bar[j]) * (X[i, k] - x_bar[k]) for i in range(N))
            for k in range(3)
        ]
        for j in range(3)
    ]
    close(entries, route=route)


@entry("eq-pca-example", code=None, route="NumPy's cov", latex="25b4191245")
def test_example(rng):
    X = np.array([[5.0, 3.0], [1.0, 1.0], [4.0, 4.0], [2.0, 0.0], [3.0, 2.0]])
    close([[10, 8], [8, 10]], route=np.cov(X.T) * 4)
    close([[2.5, 2], [2, 2.5]], route=np.cov(X.T))


@entry(
    "eq-pca-along",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="NumPy's variance of the coordinates",
    latex="07095f0777",
    survives={
        "index: X[i] -> X[i - 1]": CYCLE,
        "index: z[i] -> z[i - 1]": CYCLE,
        "transpose: x @ A @ x -> x @ (x @ A)": FORM,
        "transpose: x @ A @ x -> (x @ A).T @ x": DOT,
        "transpose: x @ A -> A @ x": FORM,
        "transpose: x @ A -> x.T @ A": DOT,
    },
)
def test_along(rng):
    X, v = cloud(rng), unit(rng, 3)
    N, X_c, C = len(X), X - X.mean(axis=0), np.cov(X.T)
    code, route = rayleigh_quotient(C, 3 * v), np.var(X.dot(v), ddof=1)
    z = [v.dot(X[i] - X.mean(axis=0)) for i in range(N)]
    close(1 / (N - 1) * sum(z[i] ** 2 for i in range(N)), code=code, route=route)
    close(1 / (N - 1) * np.dot(X_c @ v, X_c @ v), code=code, route=route)
    close(np.dot(v, C.dot(v)), code=code, route=route)


@entry(
    "eq-pca-first",
    code=None,
    route="NumPy's variance; the largest eigenvalue by SciPy",
    latex="caec65fe99",
    survives={
        "factor: lam[0] * sum((a[k] ** 2 for k in range(3))) -> "
        "lam[0] / sum((a[k] ** 2 for k in range(3)))": UNIT,
        "index: a[k] -> a[k - 1]": CYCLE,
    },
)
def test_first(rng):
    X, v = cloud(rng), unit(rng, 3)
    C = np.cov(X.T)
    lam, V = axes_of(C)
    a = [V[:, k].dot(v) for k in range(3)]
    close(np.dot(v, C.dot(v)), route=np.var(X.dot(v), ddof=1))
    close(sum(lam[k] * a[k] ** 2 for k in range(3)), route=np.var(X.dot(v), ddof=1))
    close(lam[0] * sum(a[k] ** 2 for k in range(3)), route=scipy.linalg.eigvalsh(C).max())
    first = np.dot(V[:, 0], C.dot(V[:, 0]))
    close(first, route=scipy.linalg.eigvalsh(C).max())
    at_most(np.dot(v, C.dot(v)), lam[0], tight=(first, lam[0]))


@entry(
    "eq-pca-pythagoras",
    code="mlmath.linalg.projection.project_on_line",
    route="SciPy's squared distances",
    latex="dde5f0af50",
    survives={
        "transpose: e @ x -> x @ e": DOT,
        "transpose: e @ x -> e.T @ x": DOT,
    },
)
def test_pythagoras(rng):
    x, x_bar, v = rng.normal(size=3), rng.normal(size=3), unit(rng, 3)
    z = v.dot(x - x_bar)
    foot = x_bar + z * v
    close(
        foot,
        code=x_bar + project_on_line(x - x_bar, v),
        route=x_bar + np.outer(v, v).dot(x - x_bar),
    )
    close(
        z**2 + np.linalg.norm(x - foot) ** 2,
        route=scipy.spatial.distance.sqeuclidean(x, x_bar),
    )


@entry(
    "eq-pca-total",
    code=None,
    route="NumPy's variances of the columns",
    latex="e868bfa166",
    survives={"index: lam[k] -> lam[k - 1]": CYCLE},
)
def test_total(rng):
    X, v = cloud(rng), unit(rng, 3)
    N, x_bar, C = len(X), X.mean(axis=0), np.cov(X.T)
    lam = scipy.linalg.eigvalsh(C)
    route = np.var(X, axis=0, ddof=1).sum()
    close(np.trace(C), route=route)
    close(sum(lam[k] for k in range(3)), route=route)
    feet = [x_bar + v.dot(X[i] - x_bar) * v for i in range(N)]
    error = sum(np.linalg.norm(X[i] - feet[i]) ** 2 for i in range(N))
    close(np.dot(v, C.dot(v)) + 1 / (N - 1) * error, route=route)


@entry(
    "eq-pca-deflation",
    code="mlmath.linalg.eigen.deflate",
    route="NumPy's cov of the data without their part along the axis",
    latex="8822a48d4e",
)
def test_deflation(rng):
    X = cloud(rng)
    C, I = np.cov(X.T), np.eye(3)
    lam, V = axes_of(C)
    v_1 = V[:, 0]
    rest = X - np.outer(X.dot(v_1), v_1)
    code, route = deflate(C, lam[0], v_1), np.cov(rest.T)
    P = I - np.outer(v_1, v_1)
    close(P.dot(C).dot(P), code=code, route=route)
    close(C - lam[0] * np.outer(v_1, v_1), code=code, route=route)


@entry(
    "eq-pca-subspace",
    code=None,
    route="NumPy's variances of the coordinates; the largest eigenvalues by SciPy",
    latex="7ee14b9c9f",
    survives={"index: U[:, j] -> U[:, j - 1]": CYCLE},
)
def test_subspace(rng):
    X, K, d = cloud(rng, 9, 5), 2, 5
    U, C = scipy.linalg.orth(rng.normal(size=(5, 2))), np.cov(X.T)
    lam, V = axes_of(C)
    route = np.var(X.dot(U), axis=0, ddof=1).sum()
    kept = sum(np.dot(U[:, j], C.dot(U[:, j])) for j in range(K))
    close(kept, route=route)
    b = [sum(np.dot(V[:, k], U[:, j]) ** 2 for j in range(K)) for k in range(d)]
    close(sum(b[k] * lam[k] for k in range(d)), route=route)
    best = np.sum(scipy.linalg.eigvalsh(C)[-2:])
    close(sum(lam[k] for k in range(K)), route=best)
    at_most(kept, best, tight=(np.var(X.dot(V[:, :2]), axis=0, ddof=1).sum(), best))


@entry(
    "eq-pca-reconstruction",
    code="mlmath.decomposition.PCA.inverse_transform",
    route="scikit-learn's PCA",
    latex="c1c616d5e0",
)
def test_reconstruction(rng):
    X, K = cloud(rng, 8, 4), 2
    library = sklearn.decomposition.PCA(K).fit(X)
    ones, x_bar, V_K = np.ones(len(X)), X.mean(axis=0), library.components_.T
    X_c = X - x_bar
    Z = X_c @ V_K
    close(Z, route=library.transform(X))
    close(
        np.outer(ones, x_bar) + Z @ V_K.T,
        code=given_back(PCA(K).fit(X), X),
        route=library.inverse_transform(library.transform(X)),
    )
    close(
        np.outer(ones, x_bar) + Z @ V_K.T,
        code=given_back(PCA(K, whiten=True).fit(X), X),
    )


@entry(
    "eq-pca-error",
    code=None,
    route="scikit-learn's PCA and its shares",
    latex="09812c19b5",
    survives={"index: lam[k] -> lam[k - 1]": CYCLE},
)
def test_error(rng):
    X, K, d = cloud(rng, 8, 4), 2, 4
    N, lam = len(X), np.flip(scipy.linalg.eigvalsh(np.cov(X.T)))
    library = sklearn.decomposition.PCA(K).fit(X)
    X_hat = library.inverse_transform(library.transform(X))
    loss = np.sum(lam[K:])
    close(1 / (N - 1) * np.linalg.norm(X - X_hat, "fro") ** 2, route=loss)
    close(sum(lam[k] for k in range(K, d)), route=((X - X_hat) ** 2).sum() / (len(X) - 1))
    share = sum(lam[k] for k in range(K)) / sum(lam[k] for k in range(d))
    close(share, route=library.explained_variance_ratio_.sum())


@entry(
    "eq-pca-uncorrelated",
    code="mlmath.decomposition.PCA.transform",
    route="NumPy's cov of scikit-learn's components; SciPy's eigenvalues",
    latex="9299a19fd5",
    survives={
        "statement: X = validate_data(self, X, dtype=np.float64, reset=False) -> pass": LOOSE,
        "constant: False -> True": LOOSE,
        "transpose: self.mean_ @ self.components_.T -> "
        "self.mean_.T @ self.components_.T": "The mean is a vector.",
    },
)
def test_uncorrelated(rng):
    X, K = cloud(rng, 8, 4), 2
    C, library = np.cov(X.T), sklearn.decomposition.PCA(2).fit(X)
    ours = PCA(2).fit(X)
    same = np.sign(np.sum(ours.components_ * library.components_, axis=1))
    N, V_K = len(X), library.components_.T
    Z = (X - X.mean(axis=0)).dot(V_K)
    code, route = np.cov(ours.transform(X).T), np.cov(library.transform(X).T)
    close((X - X.mean(axis=0)).dot(V_K), code=ours.transform(X) * same)
    close(1 / (N - 1) * Z.T @ Z, code=code, route=route)
    close(V_K.T @ C @ V_K, code=code, route=route)
    close(np.diag(np.flip(scipy.linalg.eigvalsh(C))[:K]), code=code, route=route)


@entry(
    "eq-pca-svd",
    code="mlmath.decomposition._principal_axes",
    route="NumPy's cov, SciPy's eigenvalues",
    latex="5365a12659",
    survives={
        "statement: if N >= 10 * D: -> pass": ROUTES,
        "comparison: N >= 10 * D -> N > 10 * D": ROUTES,
        "comparison: N >= 10 * D -> N <= 10 * D": ROUTES,
        "factor: 10 * D -> 10 / D": ROUTES,
        "constant: 10 -> 11": ROUTES,
        "constant: 10 -> 9": ROUTES,
        "constant: False -> True": "Only the singular vectors on the right are used.",
    },
)
def test_svd(rng):
    X, long = cloud(rng, 8, 4), cloud(rng, 50, 4)
    K = 2
    N, X_c = len(X), X - X.mean(axis=0)
    U, s, Vt = scipy.linalg.svd(X_c, full_matrices=False)
    V, S = Vt.T, np.diag(s)
    code, route = _principal_axes(X_c), axes_of(np.cov(X.T))
    cov = code[1].T @ np.diag(code[0]) @ code[1]
    close(1 / (N - 1) * V @ S @ U.T @ U @ S @ V.T, code=cov, route=np.cov(X.T))
    close(V @ (S.dot(S) / (N - 1)) @ V.T, code=cov, route=np.cov(X.T))
    close([s[k] ** 2 / (N - 1) for k in range(4)], code=code[0], route=route[0])
    Z = X_c @ V[:, :K]
    close(Z, route=U[:, :K].dot(S[:K, :K]))
    close(U[:, :K] @ S[:K, :K], route=X_c.dot(V[:, :K]))
    variances, axes = _principal_axes(long - long.mean(axis=0))
    values, vectors = axes_of(np.cov(long.T))
    close(np.abs(vectors.T), code=np.abs(axes), route=np.abs(vectors.T))
    close(values, code=variances, route=values)


@entry(
    "eq-pca-whitening",
    code="mlmath.decomposition.PCA.transform",
    route="scikit-learn's whitening",
    latex="b31c853b8b",
)
def test_whitening(rng):
    X, K = cloud(rng, 8, 4), 2
    library = sklearn.decomposition.PCA(K, whiten=True).fit(X)
    N, V_K, lam = len(X), library.components_.T, library.explained_variance_
    Z = (X - X.mean(axis=0)).dot(V_K)
    L_K = np.diag(lam)
    root = np.diag(lam**-0.5)
    W = Z @ root
    code = PCA(K, whiten=True).fit(X).transform(X)
    close(np.abs(W), code=np.abs(code), route=np.abs(library.transform(X)))
    close(1 / (N - 1) * W.T @ W, code=np.cov(code.T), route=np.eye(2))
    close(root.dot(L_K).dot(root), code=np.cov(code.T), route=np.eye(2))


@entry(
    "eq-pca-correlation",
    code=None,
    route="NumPy's corrcoef",
    survives={"index: C[j, k] -> C[k, j]": SYMMETRIC},
    latex="fa2c145d29",
)
def test_correlation(rng):
    X = cloud(rng)
    C = np.cov(X.T)
    s = [C[j, j] ** 0.5 for j in range(3)]
    R = np.array([[C[j, k] / (s[j] * s[k]) for k in range(3)] for j in range(3)])
    close(R, route=np.corrcoef(X.T))
    close([R[j, j] for j in range(3)], route=np.ones(3))
