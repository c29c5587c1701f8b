import numpy as np
import sympy
from scipy.linalg import lu as scipy_lu
from scipy.linalg import null_space, orth, solve_triangular

from mlmath.linalg.elimination import four_subspaces, null_space_by_elimination
from mlmath.linalg.lu import back_substitution, determinant, lu
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry


def low_rank(rng, m=4, n=5, r=2):
    """Whole numbers of shape (m, n) and rank r."""
    while True:
        A = rng.integers(-3, 4, size=(m, r)) @ rng.integers(-3, 4, size=(r, n))
        if np.linalg.matrix_rank(A) == r:
            return A


def reduced(A):
    """SymPy's exact reduced row echelon form as floats, with its pivot columns."""
    R, pivots = sympy.Matrix(A).rref()
    return np.array(R, dtype=float), list(pivots)


def special(A):
    """SymPy's null space, one vector per column."""
    vectors = sympy.Matrix(A).nullspace()
    return np.array(vectors, dtype=float).reshape(len(vectors), A.shape[1]).T


def order_of_rows(A):
    """The order in which SciPy's elimination takes the rows."""
    return np.argmax(scipy_lu(A)[0], axis=0)


def projector(Q):
    """The projection on the span of orthonormal columns."""
    return Q @ Q.T


def nearest_misses(A, b):
    """Whether even the best mixture of the columns misses b (NumPy's lstsq)."""
    x = np.linalg.lstsq(A, b, rcond=None)[0]
    return np.linalg.norm(A @ x - b) > 1e-8


def right_sides(rng, A):
    """Right-hand sides that A reaches, that are nudged anywhere, and into one direction unseen."""
    reached = A @ rng.normal(size=(A.shape[1], 4))
    nudged = reached + np.array([0, 0, 1, 1]) * rng.normal(size=(len(A), 4))
    return [*nudged.T, *(reached[:, 0] + null_space(A.T).T)]


def systems(rng):
    """Matrices that are wide or tall, with and without directions left on either side."""
    return [low_rank(rng, m, n, r) for m, n, r in ((4, 5, 2), (2, 4, 2), (5, 3, 3), (5, 3, 1))]


def dots(u, v):
    """A dot product as a loop."""
    return sum(u[i] * v[i] for i in range(len(u)))


@entry("eq-systems-readings", code=None, route="NumPy's product", latex="0c48bdd35b")
def test_readings(rng):
    A, x = rng.normal(size=(2, 3)), rng.normal(size=3)
    b = A @ x
    close([sum(A[i, j] * x[j] for j in range(3)) for i in range(2)], route=b)
    close(sum(x[j] * A[:, j] for j in range(3)), route=b)


@entry(
    "eq-systems-move",
    code=None,
    route="the entry is gone, and the old solution (NumPy) solves the new row",
    latex="6c7db8616c",
)
def test_move(rng):
    M = rng.normal(size=(3, 4))
    k, i = 1, 2
    x = np.linalg.solve(M[:, :3], M[:, 3])
    factor = M[i, k] / M[k, k]
    new = M[i] - factor * M[k]
    close([new[k], sum(new[j] * x[j] for j in range(3)) - new[3]], route=[0, 0])
    close(new[0], route=np.linalg.det(M[1:, :2]) * -1 / M[k, k])


@entry(
    "eq-systems-back",
    code="mlmath.linalg.lu.back_substitution",
    route="SciPy's solve_triangular",
    survives={
        "constant: 1 -> 0": "x_i is still 0 when it is summed",
        "comparison: np.zeros(b.shape) -> np.ones(b.shape)": "overwritten first",
        "transpose: U[i, i + 1:] @ x[i + 1:] -> x[i + 1:] @ U[i, i + 1:]": "u·x = x·u",
        "transpose: U[i, i + 1:] @ x[i + 1:] -> U[i, i + 1:].T @ x[i + 1:]": "a vector",
    },
    latex="aa0cdbfbdf",
)
def test_back(rng):
    U = np.triu(rng.uniform(1, 2, size=(4, 4)))
    c = rng.normal(size=4)
    x = np.zeros(4)
    for i in (3, 2, 1, 0):
        x[i] = 1 / U[i, i] * (c[i] - sum(U[i, j] * x[j] for j in range(i + 1, 4)))
    close(x, code=back_substitution(U, c), route=solve_triangular(U, c))


@entry(
    "eq-systems-lu",
    code="mlmath.linalg.lu.lu",
    route="SciPy's factors",
    survives={
        "index: U[k, k] -> U[k - 1, k]": "guards against a pivot of 0, which chance does not draw",
        "constant: 0 -> 1": "guards against a pivot of 0, which chance does not draw",
    },
    latex="b5e6dac558",
)
def test_lu(rng):
    A = rng.normal(size=(4, 4))
    p = order_of_rows(A)
    U = A[p]
    L = np.eye(4)
    for k in range(4):
        for i in range(k + 1, 4):
            L[i, k] = U[i, k] / U[k, k]
            U[i] = U[i] - L[i, k] * U[k]
    _, scipy_l, scipy_u = scipy_lu(A)
    close([L, U], code=lu(A)[1:], route=[scipy_l, scipy_u])
    close(L @ U, code=A[lu(A)[0]], route=A[p])


@entry(
    "eq-systems-determinant",
    code="mlmath.linalg.lu.determinant",
    route="SymPy's determinant, exactly",
    survives={
        "axis: np.argmax(scipy_lu(A)[0], axis=0) -> "
        "np.argmax(scipy_lu(A)[0], axis=1)": "the way back takes as many swaps",
        "sign: s += 1 -> s -= 1": "odd or even",
    },
    latex="b87191c700",
)
def test_determinant(rng):
    for _ in range(8):
        A = rng.integers(-9, 10, size=(3, 3))
        U = scipy_lu(A)[2]
        p, s = order_of_rows(A), 0
        for k in range(3):  # s: the swaps that bring the rows into this order
            while p[k] != k:
                p[[k, p[k]]] = p[[p[k], k]]
                s += 1
        det = (-1) ** s * U[0, 0] * U[1, 1] * U[2, 2]
        close(det, code=determinant(A), route=float(sympy.Matrix(A).det()))


@entry(
    "eq-systems-special",
    code="mlmath.linalg.elimination.null_space_by_elimination",
    route="SymPy's null space",
    latex="aa21e0c538",
)
def test_special(rng):
    A = low_rank(rng)
    R, p = reduced(A)
    columns = []
    for f in [j for j in range(5) if j not in p]:
        z = np.zeros(5)
        z[f] = 1
        for i in range(len(p)):
            z[p[i]] = -R[i, f]
        columns.append(z)
    close(np.array(columns).T, code=null_space_by_elimination(A), route=special(A))


@entry(
    "eq-systems-all",
    code=None,
    route="A itself; NumPy's lstsq and SciPy's null space give other answers",
    latex="ea5d2b46bc",
)
def test_all(rng):
    for A in systems(rng):
        z, n = special(A), A.shape[1]
        free = [j for j in range(n) if j not in reduced(A)[1]]
        x0, anywhere = rng.normal(size=(2, n))
        b = A @ x0
        answer = np.linalg.lstsq(A, b)[0] + null_space(A) @ rng.normal(size=len(free))
        for x in (answer, anywhere):
            t = (x - x0)[free]  # no other amounts can give the free unknowns of x
            form = x0 + sum(t[j] * z[:, j] for j in range(len(free)))
            close(A @ form, route=b)
            close(float(np.allclose(form, x)), route=float(np.allclose(A @ x, b)))


@entry(
    "eq-systems-affine", code=None, route="NumPy's lstsq gives a second answer", latex="2633ecd5ff"
)
def test_affine(rng):
    A, u = rng.normal(size=(2, 4)), rng.normal(size=4)
    b = A @ u
    v = np.linalg.lstsq(A, b, rcond=None)[0]
    for t in rng.normal(size=3):
        close(A @ ((1 - t) * u + t * v), route=b)


@entry(
    "eq-systems-solvable",
    code=None,
    route="the nearest mixture",
    latex="26596e39d2",
)
def test_solvable(rng):
    for A in systems(rng):
        for b in right_sides(rng, A):
            both = np.column_stack([A, b])
            ranks_agree = np.linalg.matrix_rank(A) == np.linalg.matrix_rank(both)
            close(float(ranks_agree), route=float(not nearest_misses(A, b)))


@entry("eq-systems-span", code=None, route="NumPy's product", latex="588b228c45")
def test_span(rng):
    A, x = rng.normal(size=(4, 2)), rng.normal(size=2)
    close(x[0] * A[:, 0] + x[1] * A[:, 1], route=A @ x)


@entry("eq-systems-independent", code=None, route="NumPy's rank", latex="bb3a5c4eb2")
def test_independent(rng):
    for A in (rng.normal(size=(4, 3)), low_rank(rng, 4, 3, 2), low_rank(rng, 4, 3, 1)):
        to_zero = null_space(A)
        close(3 - to_zero.shape[1], route=np.linalg.matrix_rank(A))
        for x in to_zero.T:
            close(x[0] * A[:, 0] + x[1] * A[:, 1] + x[2] * A[:, 2], route=np.zeros(4))


@entry(
    "eq-systems-coordinates",
    code=None,
    route="NumPy's solve",
    latex="c381b3b7e0",
)
def test_coordinates(rng):
    B, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    c = np.linalg.inv(B) @ x
    close(c, route=np.linalg.solve(B, x))
    close(B @ c, route=x)


@entry(
    "eq-systems-change",
    code=None,
    route="each basis vector is moved and measured",
    latex="b226519d83",
)
def test_change(rng):
    A, B = rng.normal(size=(2, 3, 3))
    columns = [np.linalg.solve(B, A @ B[:, j]) for j in range(3)]
    close(np.linalg.inv(B) @ A @ B, route=np.column_stack(columns))


@entry(
    "eq-systems-invariants",
    code="mlmath.linalg.lu.determinant",
    route="product and sum of the eigenvalues (NumPy)",
    latex="62dfc54d1b",
)
def test_invariants(rng):
    A, B = rng.normal(size=(2, 2, 2))
    same = np.linalg.solve(B, A @ B)
    values = np.linalg.eigvals(same)
    det, trace = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0], A[0, 0] + A[1, 1]
    close(det, code=determinant(same), route=np.prod(values).real)
    close(trace, route=np.sum(values).real)


@entry(
    "eq-systems-factor",
    code=None,
    route="A itself, with SymPy's echelon form",
    latex="b8d59e2b72",
)
def test_factor(rng):
    A = low_rank(rng)
    R, p = reduced(A)
    C = A[:, p]
    r = len(p)
    close(C @ R[:r], route=A)


@entry(
    "eq-systems-rank",
    code=None,
    route="SymPy's pivots",
    survives={"transpose: A.T -> A": "that they agree is the claim"},
    latex="aaeb53fb9d",
)
def test_rank(rng):
    A, full = low_rank(rng), rng.integers(-9, 10, size=(3, 5))
    r, rt = np.linalg.matrix_rank(A), np.linalg.matrix_rank(A.T)
    close([r, rt], route=[len(reduced(A)[1]), len(reduced(A.T)[1])])
    bounds = [min(A.shape), min(full.shape)]
    at_most(
        [r, np.linalg.matrix_rank(full)], bounds, tight=(np.linalg.matrix_rank(full), bounds[1])
    )


@entry(
    "eq-systems-nullity",
    code="mlmath.linalg.elimination.null_space_by_elimination",
    route="the number of columns",
    latex="d8bf88a9bc",
)
def test_nullity(rng):
    for r, n in ((1, 5), (2, 3), (3, 6)):
        A = low_rank(rng, 4, n, r)
        both = np.linalg.matrix_rank(A) + null_space(A).shape[1]
        close(both, code=np.linalg.matrix_rank(A) + null_space_by_elimination(A).shape[1], route=n)


@entry("eq-systems-product", code=None, route="NumPy's ranks of many products", latex="c34c7442cd")
def test_product(rng):
    ranks = []
    for r, s in ((1, 3), (3, 1), (2, 2), (3, 2)):
        A, B = low_rank(rng, 4, 5, r), low_rank(rng, 5, 4, s)
        ranks.append([np.linalg.matrix_rank(M) for M in (A @ B, A, B)])
    ab, a, b = np.array(ranks).T
    P, Q = rng.normal(size=(4, 2)), rng.normal(size=(2, 3))
    tight = (np.linalg.matrix_rank(P @ Q), min(np.linalg.matrix_rank(P), np.linalg.matrix_rank(Q)))
    at_most(ab, np.minimum(a, b), tight=tight)


@entry(
    "eq-systems-subspaces",
    code="mlmath.linalg.elimination.four_subspaces",
    route="projections by NumPy's pseudo-inverse",
    latex="df4f9cd5d0",
)
def test_subspaces(rng):
    A = low_rank(rng)
    inputs = [projector(orth(A.T)), projector(null_space(A))]
    outputs = [projector(orth(A)), projector(null_space(A.T))]
    ours = {name: projector(Q) for name, Q in four_subspaces(A).items()}
    back = np.linalg.pinv(A)
    close(inputs, code=[ours["row"], ours["null"]], route=[back @ A, np.eye(5) - back @ A])
    close(outputs, code=[ours["column"], ours["left_null"]], route=[A @ back, np.eye(4) - A @ back])


@entry(
    "eq-systems-dimensions",
    code="mlmath.linalg.elimination.four_subspaces",
    route="SciPy's bases",
    latex="f58e3adf5b",
)
def test_dimensions(rng):
    for m, n, r in ((4, 6, 2), (5, 3, 1), (3, 4, 3)):
        A = low_rank(rng, m, n, r)
        bases = orth(A.T), orth(A), null_space(A), null_space(A.T)
        ours = four_subspaces(A)
        close(
            [r, r, n - r, m - r],
            code=[ours[k].shape[1] for k in ("row", "column", "null", "left_null")],
            route=[Q.shape[1] for Q in bases],
        )


@entry(
    "eq-systems-orthogonal",
    code=None,
    route="the double sum; SciPy's null space",
    latex="a733d22b10",
)
def test_orthogonal(rng):
    A, y, anywhere = rng.normal(size=(3, 5)), rng.normal(size=3), rng.normal(size=5)
    double = sum(A[i, j] * y[i] * anywhere[j] for i in range(3) for j in range(5))
    close([dots(A.T @ y, anywhere), dots(y, A @ anywhere)], route=[double, double])
    for x in null_space(A).T:
        close([dots(A.T @ y, x), dots(y, A @ x)], route=[0, 0])


@entry(
    "eq-systems-fredholm",
    code=None,
    route="the nearest mixture (NumPy's lstsq)",
    survives={
        "sign: return sum((u[i] * v[i] for i in range(len(u)))) -> "
        "return -sum((u[i] * v[i] for i in range(len(u))))": "zero or not",
    },
    latex="f31f470271",
)
def test_fredholm(rng):
    for A in systems(rng):
        basis = null_space(A.T)
        mixed = basis @ rng.normal(size=(basis.shape[1], 3))
        for b in right_sides(rng, A):
            parts = [dots(y, b) for y in [*basis.T, *mixed.T]]
            close(float(np.allclose(parts, 0)), route=float(not nearest_misses(A, b)))
            x = np.linalg.lstsq(A, b, rcond=None)[0]
            close(sum(dots(y, b) ** 2 for y in basis.T), route=np.sum((A @ x - b) ** 2))
