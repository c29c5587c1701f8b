"""The equations of the lesson on eigenvectors."""

import numpy as np
import sympy
from scipy.linalg import eig, expm, logm
from scipy.optimize import minimize_scalar

from mlmath.linalg.eigen import pagerank, power_steps, rayleigh_quotient
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry

NUMBER = "a number is its own transpose, and a vector has none"


def sorted_eigenvalues(A):
    """SciPy's eigenvalues, by real part, then imaginary part, largest first."""
    values = eig(A, right=False)
    return np.array(sorted(values, key=lambda v: (-round(v.real, 9), -v.imag)))


def real_pairs(rng, n):
    """A matrix without symmetry that has the real eigenvalues given, and its eigenvectors."""
    values = rng.permutation(np.arange(1, n + 1)) + rng.uniform(0, 0.5, size=n)
    V = rng.normal(size=(n, n))
    return V @ np.diag(values) @ np.linalg.inv(V), values, V


def symmetric(rng, values):
    """A symmetric matrix with these eigenvalues, and its perpendicular unit eigenvectors."""
    Q = np.linalg.qr(rng.normal(size=(len(values), len(values))))[0]
    return Q @ np.diag(values) @ Q.T, Q


def web(rng, n):
    """Links without dangling pages, and the probabilities of a click."""
    links = rng.integers(0, 3, size=(n, n)) + np.eye(n)[::-1]
    return links, links / links.sum(axis=1, keepdims=True)


def dangling_web(rng):
    """Weights below one, a page without links; probabilities, number of pages, damping."""
    links = rng.uniform(0.01, 0.2, size=(5, 5))
    links[3] = 0
    P = np.array([row / row.sum() if row.any() else np.full(5, 0.2) for row in links])
    return links, P, 5, rng.uniform(0.5, 0.9)


def click(r, P, d):
    """The shares after one click, page by page, as a loop over the links."""
    new = np.full(len(r), (1 - d) / len(r))
    for i, j in np.ndindex(P.shape):
        new[j] += d * r[i] * P[i, j]
    return new


@entry("eq-eigenvectors-pair", code=None, route="SymPy's exact eigenpairs", latex="332d523238")
def test_pair(rng):
    A = np.triu(rng.integers(1, 9, size=(2, 2)))
    for value, _, vectors in sympy.Matrix(A.tolist()).eigenvects():
        v = np.array(vectors[0], dtype=float).ravel()
        close(float(value) * v, route=A @ v)
        close(np.linalg.matrix_rank(v.reshape(2, 1)), route=1)  # v is not zero


@entry(
    "eq-eigenvectors-characteristic",
    code=None,
    route="SciPy's eigenvalues are the zeros, and no other number is",
    latex="4572d673dd",
)
def test_characteristic(rng):
    A, values, _ = real_pairs(rng, 3)
    for value in values:
        close(np.linalg.det(A - value * np.eye(3)), route=0.0, atol=1e-9)
    t = rng.normal()
    close(np.linalg.det(A - t * np.eye(3)), route=np.prod(eig(A, right=False) - t).real)


@entry("eq-eigenvectors-quadratic", code=None, route="SymPy's determinant", latex="0f027d629f")
def test_quadratic(rng):
    a, b, c, d, t = rng.normal(size=5)
    exact = float((sympy.Matrix([[a, b], [c, d]]) - t * sympy.eye(2)).det())
    close((a - t) * (d - t) - b * c, route=exact)
    close(t**2 - (a + d) * t + (a * d - b * c), route=exact)


@entry("eq-eigenvectors-roots", code=None, route="SciPy's eigenvalues", latex="7e1fce09e1")
def test_roots(rng):
    a, d, b = rng.uniform(0.5, 2, size=3)
    for least in (1, -9):  # a real pair, then a complex one
        c = rng.uniform(least, least + 2)
        root = np.sqrt(complex(((a - d) / 2) ** 2 + b * c))
        pair = [(a + d) / 2 + root, (a + d) / 2 - root]
        close(pair, route=sorted_eigenvalues([[a, b], [c, d]]))


@entry(
    "eq-eigenvectors-trace-det",
    code=None,
    route="SciPy's eigenvalues, summed and multiplied",
    latex="3b47dc436c",
)
def test_trace_det(rng):
    A = rng.normal(size=(2, 2))
    one, two = eig(A, right=False)
    close(A[0, 0] + A[1, 1], route=(one + two).real)
    close(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0], route=(one * two).real)


@entry("eq-eigenvectors-diagonalisation", code=None, route="SciPy's eigenpairs", latex="2dd0b26acb")
def test_diagonalisation(rng):
    A = rng.normal(size=(3, 3))
    values, V = eig(A)
    close(V @ np.diag(values), route=A @ V)
    close(V @ np.diag(values) @ np.linalg.inv(V), route=A.astype(complex))


@entry(
    "eq-eigenvectors-sum-product",
    code=None,
    route="NumPy's trace and determinant",
    latex="916291a313",
)
def test_sum_product(rng):
    A = rng.normal(size=(4, 4))
    values = eig(A, right=False)
    close(sum(values).real, route=np.trace(A))
    close(np.prod(values).real, route=np.linalg.det(A))


@entry("eq-eigenvectors-power", code=None, route="repeated products", latex="22dfbe8da9")
def test_power(rng):
    A, values, V = real_pairs(rng, 3)
    for k in (1, 2, 5):
        product = np.linalg.matrix_power(A, k)
        close(V @ np.diag(values**k) @ np.linalg.inv(V), route=product, rtol=1e-8)


@entry("eq-eigenvectors-modes", code=None, route="repeated products", latex="688449ee35")
def test_modes(rng):
    A, values, V = real_pairs(rng, 3)
    c, k = rng.normal(size=3), 4
    x = V @ c
    right = A @ (A @ (A @ (A @ x)))
    close(
        c[0] * values[0] ** k * V[:, 0]
        + c[1] * values[1] ** k * V[:, 1]
        + c[2] * values[2] ** k * V[:, 2],
        route=right,
        rtol=1e-8,
    )
    close(sum(c[i] * values[i] ** k * V[:, i] for i in range(3)), route=right, rtol=1e-8)


@entry(
    "eq-eigenvectors-radius",
    code=None,
    route="Gelfand's formula: the root of the norm of a high power",
    latex="1504c88505",
)
def test_radius(rng):
    A = rng.normal(size=(4, 4)) - 3
    P, log_norm = A, 0.0
    for _ in range(40):  # A to the power 2^40
        size = np.linalg.norm(P)
        P, log_norm = (P / size) @ (P / size), 2 * (log_norm + np.log(size))
    close(max(abs(v) for v in eig(A, right=False)), route=np.exp(log_norm / 2**40))


@entry(
    "eq-eigenvectors-shear",
    code=None,
    route="the exponential of k log A (SciPy)",
    latex="d8fa6a4882",
)
def test_shear(rng):
    k = rng.integers(3, 9)
    shear = np.array([[1, 1], [0, 1]])
    close([[1, k], [0, 1]], route=expm(k * logm(shear)).real)


@entry(
    "eq-eigenvectors-complex-product",
    code=None,
    route="Python's complex numbers",
    latex="7d8c6efeae",
)
def test_complex_product(rng):
    a, b, c, d = rng.normal(size=4)
    route = complex(a, b) * complex(c, d)
    close((a * c - b * d) + (a * d + b * c) * 1j, route=route)
    matrix = np.array([[a, -b], [b, a]]) @ np.array([[c, -d], [d, c]])
    close([a * c - b * d, a * d + b * c], route=matrix[:, 0])


@entry(
    "eq-eigenvectors-polar",
    code=None,
    route="where the matrix sends the first basis vector; Python's abs",
    latex="050fb24fd8",
)
def test_polar(rng):
    a, b = rng.normal(size=2)
    r, theta = np.sqrt(a**2 + b**2), np.arctan2(b, a)
    sent = np.array([[a, -b], [b, a]]) @ np.array([1, 0])
    close(r * (np.cos(theta) + 1j * np.sin(theta)), route=complex(*sent))
    close(np.sqrt(a**2 + b**2), route=abs(complex(a, b)))


@entry("eq-eigenvectors-turn", code=None, route="SciPy's eigenvalues of a turn", latex="d620c510ee")
def test_turn(rng):
    t = rng.uniform(0.3, 1.2)
    R = expm(t * np.array([[0, -1], [1, 0]]))
    pair = [np.cos(t) + 1j * np.sin(t), np.cos(t) - 1j * np.sin(t)]
    close(pair, route=sorted_eigenvalues(R))


@entry(
    "eq-eigenvectors-spiral",
    code=None,
    route="SciPy's complex eigenpair",
    latex="2b67ca210e",
    survives={
        "comparison: np.argmax(values.imag) -> np.argmin(values.imag)": "the conjugate pair will do"
    },
)
def test_spiral(rng):
    A = rng.normal(size=(3, 3)) + 4 * np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    values, vectors = eig(A)
    k = np.argmax(values.imag)
    mu, omega = values[k].real, values[k].imag
    r, theta = np.sqrt(mu**2 + omega**2), np.arctan2(omega, mu)
    q, p = vectors[:, k].imag, vectors[:, k].real
    B = np.column_stack([q, p])
    R = np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])
    close(B @ np.array([[mu, -omega], [omega, mu]]), route=A @ B)
    close(B @ (r * R), route=A @ B)


@entry(
    "eq-eigenvectors-iteration",
    code="mlmath.linalg.eigen.power_steps",
    route="the direction of the high power times the start",
    latex="bc694bd56f",
)
def test_iteration(rng):
    A, x0 = rng.normal(size=(3, 3)), rng.normal(size=3)
    x = x0
    for _ in range(5):
        x = (A @ x) / np.linalg.norm(A @ x)
    straight = np.linalg.matrix_power(A, 5) @ x0
    close(x, code=power_steps(A, x0, 5)[-1], route=straight / np.linalg.norm(straight))


@entry("eq-eigenvectors-ratio", code=None, route="repeated products", latex="5190810193")
def test_ratio(rng):
    A, values, V = real_pairs(rng, 3)
    c, k = rng.uniform(1, 2, size=3), 4
    v = V.T
    bracket = v[0] + sum(c[i] / c[0] * (values[i] / values[0]) ** k * v[i] for i in (1, 2))
    x = V @ c
    close(c[0] * values[0] ** k * bracket, route=A @ (A @ (A @ (A @ x))), rtol=1e-8)


@entry(
    "eq-eigenvectors-vector-rate",
    code="mlmath.linalg.eigen.power_steps",
    route="the error of two late iterates, in exact fractions",
    latex="fee360f3dd",
)
def test_vector_rate(rng):
    big, small = rng.integers(6, 9), -rng.integers(2, 5)
    A = np.array([[big, 3], [0, small]])
    v = np.array([1, 0])
    x, errors = [sympy.Rational(2), sympy.Rational(5)], []
    for _ in range(60):
        x = [big * x[0] + 3 * x[1], small * x[1]]
        errors.append(abs(x[1] / x[0]))
    steps = power_steps(A, [2.0, 5.0], 13)
    off = [np.linalg.norm(s - (s @ v) * v) / abs(s @ v) for s in steps]
    close(abs(small / big), route=float(errors[-1] / errors[-2]))
    close(abs(small / big), code=off[-1] / off[-2], route=float(errors[-1] / errors[-2]), rtol=1e-3)


@entry(
    "eq-eigenvectors-rayleigh",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="the minimum, searched by SciPy",
    latex="286454ae87",
    survives={
        "transpose: x @ A @ x -> x @ (x @ A)": NUMBER,
        "transpose: x @ A @ x -> (x @ A).T @ x": NUMBER,
        "transpose: x @ A -> A @ x": NUMBER,
        "transpose: x @ A -> x.T @ A": NUMBER,
        "transpose: x @ x -> x.T @ x": NUMBER,
    },
)
def test_rayleigh(rng):
    A, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    best = minimize_scalar(lambda t: np.sum((A @ x - t * x) ** 2), tol=1e-12).x
    close((x @ A @ x) / (x @ x), code=rayleigh_quotient(A, x), route=best, route_rtol=1e-6)


@entry(
    "eq-eigenvectors-rayleigh-error",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="the quotient of an iterate of repeated products",
    latex="914789af36",
)
def test_rayleigh_error(rng):
    l = np.array([3, 2, -1]) + rng.uniform(0, 0.5, size=3)
    A, Q = symmetric(rng, l)
    c, k = rng.uniform(1, 2, size=3), 3
    x = A @ (A @ (A @ (Q @ c)))
    below = sum(c[i] ** 2 * l[i] ** (2 * k) for i in range(3))
    quotient = sum(l[i] * c[i] ** 2 * l[i] ** (2 * k) for i in range(3)) / below
    short = sum((l[0] - l[i]) * c[i] ** 2 * l[i] ** (2 * k) for i in (1, 2)) / below
    route = x @ A @ x / (x @ x)
    close(quotient, code=rayleigh_quotient(A, x), route=route)
    close(short, code=l[0] - rayleigh_quotient(A, x), route=l[0] - route)


@entry(
    "eq-eigenvectors-rayleigh-rate",
    code="mlmath.linalg.eigen.rayleigh_quotient",
    route="the errors of two late iterates, in exact fractions",
    latex="c0b69d4fde",
)
def test_rayleigh_rate(rng):
    big, small = rng.integers(6, 9), -rng.integers(2, 5)
    A, x, errors = np.diag([big, small]), [sympy.Integer(2), sympy.Integer(5)], []
    for _ in range(60):
        x = [big * x[0], small * x[1]]
        errors.append(big - (big * x[0] ** 2 + small * x[1] ** 2) / (x[0] ** 2 + x[1] ** 2))
    steps = power_steps(A, [2.0, 5.0], 9)
    near = [big - rayleigh_quotient(A, s) for s in steps]
    route = float(errors[-1] / errors[-2])
    close((small / big) ** 2, route=route)
    close((small / big) ** 2, code=near[-1] / near[-2], route=route, rtol=1e-3)


@entry(
    "eq-eigenvectors-shift", code=None, route="SciPy's eigenvalues of A + sI", latex="c119e6bf49"
)
def test_shift(rng):
    A, s = rng.normal(size=(3, 3)), rng.normal()
    values, V = eig(A)
    for k in range(3):
        v = V[:, k]
        close(A @ v + s * v, route=(A + s * np.eye(3)) @ v)
        close((values[k] + s) * v, route=(A + s * np.eye(3)) @ v)


@entry(
    "eq-eigenvectors-stochastic",
    code=None,
    route="clicks counted: all that leaves a page arrives somewhere",
    latex="b453f0aaa6",
)
def test_stochastic(rng):
    links, P = web(rng, 4)
    close(np.sum(P, axis=1), route=links.sum(1) / links.sum(1))
    close(P @ np.ones(4), route=np.ones(4))
    at_most(np.zeros((4, 4)), P, tight=(0.0, np.eye(4).min()))  # no link, no click


@entry(
    "eq-eigenvectors-click",
    code=None,
    route="readers moved link by link, in exact fractions",
    latex="e32e802f6f",
)
def test_click(rng):
    links, P = web(rng, 3)
    r = rng.integers(1, 9, size=3)
    new = [sympy.Integer(0)] * 3
    for i, j in np.ndindex(3, 3):
        new[j] += sympy.Rational(int(r[i]) * int(links[i, j]), int(links[i].sum()))
    route = np.array(new, dtype=float)
    close([sum(r[i] * P[i, j] for i in range(3)) for j in range(3)], route=route)
    close(P.T @ r, route=route)


@entry(
    "eq-eigenvectors-pagerank",
    code="mlmath.linalg.eigen.pagerank",
    route="the eigenvector of the Google matrix by SciPy",
    latex="6a00971fc3",
    survives={
        "constant: 1.0 -> 2.0": "the quotient is not used where out is 0",
        "factor: 1 / n -> 1 * n": "the start does not matter",
        "constant: 1 -> 2": "the start does not matter, nor the bound of what is refused",
        "constant: 1 -> 0": "the start does not matter",
        "comparison: np.abs(r - previous).sum() <= tol -> np.abs(r - previous).sum() < tol": (
            "a step of exactly tol does not occur"
        ),
        "transpose: r @ P -> r.T @ P": NUMBER,
    },
)
def test_pagerank(rng):
    links, P, n, d = dangling_web(rng)
    values, V = eig((d * P + (1 - d) / n).T)
    r = V[:, np.argmax(values.real)].real
    r = r / r.sum()
    new = [(1 - d) / n + d * sum(r[i] * P[i, j] for i in range(5)) for j in range(5)]
    close(new, code=pagerank(links, damping=d), route=r)


@entry(
    "eq-eigenvectors-contraction",
    code=None,
    route="the click applied to both; pages that only exchange readers attain it",
    latex="9b27e87391",
)
def test_contraction(rng):
    _, P = web(rng, 4)
    d, swap = rng.uniform(0.5, 0.9), np.eye(4)[::-1]
    r, s = rng.dirichlet(np.ones(4), size=2)
    close(click(r, P, d), route=np.full((4, 4), (1 - d) / 4) @ r + d * P.T @ r)
    apart, kept = (np.linalg.norm(click(r, M, d) - click(s, M, d), ord=1) for M in (P, swap))
    close(d * np.linalg.norm(P.T @ (r - s), ord=1), route=apart)
    bound = d * np.linalg.norm(r - s, ord=1)
    at_most(apart, bound, tight=(kept, bound))
