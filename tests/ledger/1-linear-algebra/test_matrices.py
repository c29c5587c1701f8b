import numpy as np
import sympy
from scipy.linalg import eigvals, expm

from mlmath.layers import linear
from mlmath.linalg.lu import determinant, inverse
from tests.ledger.comparison import close
from tests.ledger.registry import entry


def exact(A):
    """The entries of a SymPy matrix as floats."""
    return np.array(A, dtype=float)


def shoelace(x, y):
    """The signed area of a polygon with the corners (x, y)."""
    return 0.5 * sum(x[i - 1] * y[i] - x[i] * y[i - 1] for i in range(len(x)))


def dots(w, x):
    """A dot product as a loop."""
    return sum(float(p) * float(q) for p, q in zip(w, x, strict=True))


@entry(
    "eq-matrices-linear",
    code=None,
    route="a turn, as a product of complex numbers",
    latex="310f61f511",
)
def test_linear(rng):
    theta, x1, x2 = rng.normal(size=3)
    f_e1 = np.array([np.cos(theta), np.sin(theta)])
    f_e2 = np.array([-np.sin(theta), np.cos(theta)])
    turned = np.exp(1j * theta) * complex(x1, x2)
    close(x1 * f_e1 + x2 * f_e2, route=[turned.real, turned.imag])


@entry(
    "eq-matrices-sums",
    code=None,
    route="a turn and stretch, as a product of complex numbers",
    latex="f632408d18",
)
def test_sums(rng):
    z, u, v, c = *(rng.normal(size=3) + 1j * rng.normal(size=3)), rng.normal()
    matrix = np.array([[z.real, -z.imag], [z.imag, z.real]])

    def f(point):
        return matrix @ [point.real, point.imag]

    close(f(u) + f(v), route=[(z * (u + v)).real, (z * (u + v)).imag])
    close(f(u + v), route=[(z * u + z * v).real, (z * u + z * v).imag])
    close(c * f(u), route=[(z * c * u).real, (z * c * u).imag])
    close(f(c * u), route=[c * (z * u).real, c * (z * u).imag])


@entry(
    "eq-matrices-example",
    code=None,
    route="NumPy's product",
    latex="98f7527f31",
    survives={"factor: 2 * np.array([1, 1]) -> 2 / np.array([1, 1])": "one over one is one"},
)
def test_example(rng):
    Ax = np.array([[2, 1], [0, 1]]) @ np.array([1, 2])
    close(1 * np.array([2, 0]) + 2 * np.array([1, 1]), route=Ax)
    close([4, 2], route=Ax)


@entry("eq-matrices-columns", code=None, route="NumPy's product", latex="168aefb6e2")
def test_columns(rng):
    A, x = rng.normal(size=(2, 3)), rng.normal(size=3)
    close(x[0] * A[:, 0] + x[1] * A[:, 1] + x[2] * A[:, 2], route=A @ x)
    close(sum(x[j] * A[:, j] for j in range(3)), route=A @ x)


@entry("eq-matrices-entries", code=None, route="NumPy's product", latex="30d114a1b6")
def test_entries(rng):
    A, x = rng.normal(size=(2, 3)), rng.normal(size=3)
    close([sum(A[i, j] * x[j] for j in range(3)) for i in range(2)], route=A @ x)


@entry(
    "eq-matrices-rotation",
    code=None,
    route="the exponential of the quarter turn, theta times (SciPy)",
    latex="61362bda74",
)
def test_rotation(rng):
    theta = rng.uniform(0.3, 1.2)
    R = [[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]]
    close(R, route=expm(theta * np.array([[0, -1], [1, 0]])))


@entry(
    "eq-matrices-composition",
    code=None,
    route="SymPy's matrix AB, then its product with x",
    latex="971e93097c",
)
def test_composition(rng):
    A, B, x = (rng.integers(1, 10, size=shape) for shape in [(2, 3), (3, 4), 4])
    AB = sympy.Matrix(A) * sympy.Matrix(B)
    close(A @ (B @ x), route=exact(AB * sympy.Matrix(x)).ravel())


@entry("eq-matrices-product", code=None, route="NumPy's matrix product", latex="131a713b5f")
def test_product(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    AB = np.zeros((2, 4))
    for i, j in np.ndindex(2, 4):
        AB[i, j] = sum(A[i, k] * B[k, j] for k in range(3))
    close(AB, route=A @ B)


@entry("eq-matrices-outer", code=None, route="NumPy's matrix product", latex="e21c985323")
def test_outer(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    close(sum(np.outer(A[:, k], B[k]) for k in range(3)), route=A @ B)
    for k in range(3):
        one = [[A[i, k] * B[k, j] for j in range(4)] for i in range(2)]
        close(one, route=A[:, [k]] @ B[[k]])


@entry(
    "eq-matrices-box",
    code=None,
    route="the parallelogram's area, by the shoelace formula",
    latex="0c36c1c623",
)
def test_box(rng):
    a, b, c, d = rng.uniform(1, 2, size=4)
    area = shoelace([0, a, a + b, b], [0, c, c + d, d])
    close((a + b) * (c + d) - a * c - b * d - 2 * b * c, route=area)
    close(a * c + a * d + b * c + b * d - a * c - b * d - 2 * b * c, route=area)
    close(a * d - b * c, route=area)


@entry(
    "eq-matrices-determinant",
    code="mlmath.linalg.lu.determinant",
    route="the area of the image of the unit square, by the shoelace formula",
    latex="515e1f2d2e",
)
def test_determinant(rng):
    A = rng.normal(size=(2, 2))
    (a, b), (c, d) = A
    x, y = A @ np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
    close(a * d - b * c, code=determinant(A), route=shoelace(x, y))


@entry(
    "eq-matrices-det-product",
    code="mlmath.linalg.lu.determinant",
    route="SymPy's determinant of the product, exactly",
    latex="d9d29d5622",
)
def test_det_product(rng):
    A, B = rng.integers(-9, 10, size=(2, 3, 3))
    close(
        np.linalg.det(A) * np.linalg.det(B),
        code=determinant(A @ B),
        route=float((sympy.Matrix(A) * sympy.Matrix(B)).det()),
    )


@entry(
    "eq-matrices-inverse",
    code="mlmath.linalg.lu.inverse",
    route="the inverse by SymPy, exactly",
    latex="0f082603e3",
)
def test_inverse(rng):
    A = rng.integers(-9, 10, size=(3, 3))
    undo = exact(sympy.Matrix(A).inv())
    close(np.linalg.solve(A, np.eye(3)), code=inverse(A), route=undo)  # A A^-1 = I
    close(np.linalg.solve(A.T, np.eye(3)).T, code=inverse(A), route=undo)  # A^-1 A = I


@entry(
    "eq-matrices-adjugate",
    code=None,
    route="SymPy: det A times the inverse of A, times A",
    latex="fe1494dff6",
    survives={
        "transpose: np.array([[d, -b], [-c, a]]) @ np.array([[a, b], [c, d]]) -> "
        "np.array([[a, b], [c, d]]) @ np.array([[d, -b], [-c, a]])": "A matrix commutes with its "
        "inverse, and so with a multiple of it."
    },
)
def test_adjugate(rng):
    A = rng.integers(1, 10, size=(2, 2))
    (a, b), (c, d) = A
    exactly = sympy.Matrix(A)
    route = exact(exactly.det() * exactly.inv() * exactly)
    close(np.array([[d, -b], [-c, a]]) @ np.array([[a, b], [c, d]]), route=route)
    close([[d * a - b * c, d * b - b * d], [-c * a + a * c, -c * b + a * d]], route=route)
    close((a * d - b * c) * np.eye(2), route=route)


@entry(
    "eq-matrices-inverse-2x2",
    code="mlmath.linalg.lu.inverse",
    route="the inverse by SymPy, exactly",
    latex="dd3fe42d92",
)
def test_inverse_2x2(rng):
    A = rng.integers(1, 10, size=(2, 2))
    (a, b), (c, d) = A
    close(
        1 / (a * d - b * c) * np.array([[d, -b], [-c, a]]),
        code=inverse(A),
        route=exact(sympy.Matrix(A).inv()),
    )


@entry(
    "eq-matrices-inverse-product",
    code="mlmath.linalg.lu.inverse",
    route="the inverse of the product by SymPy, exactly",
    latex="996f79ff7f",
)
def test_inverse_product(rng):
    A, B = rng.integers(1, 10, size=(2, 3, 3))
    close(
        np.linalg.inv(B) @ np.linalg.inv(A),
        code=inverse(A @ B),
        route=exact((sympy.Matrix(A) * sympy.Matrix(B)).inv()),
    )


@entry("eq-matrices-transpose", code=None, route="SymPy's transpose", latex="935c086184")
def test_transpose(rng):
    A = rng.integers(-9, 10, size=(2, 3))
    close([[A[j, i] for j in range(2)] for i in range(3)], route=exact(sympy.Matrix(A).T))


@entry("eq-matrices-adjoint", code=None, route="the bilinear form by SymPy", latex="bed09c9194")
def test_adjoint(rng):
    A, x, y = (rng.integers(1, 10, size=shape) for shape in [(2, 3), 3, 2])
    route = float((sympy.Matrix(y).T * sympy.Matrix(A) * sympy.Matrix(x))[0])
    close(np.dot(A @ x, y), route=route)
    close(sum(sum(A[i, j] * x[j] for j in range(3)) * y[i] for i in range(2)), route=route)
    close(sum(x[j] * sum(A[i, j] * y[i] for i in range(2)) for j in range(3)), route=route)
    close(np.dot(x, A.T @ y), route=route)


@entry(
    "eq-matrices-transpose-product", code=None, route="SymPy, entry by entry", latex="45aad63427"
)
def test_transpose_product(rng):
    A, B = rng.integers(-9, 10, size=(2, 3)), rng.integers(-9, 10, size=(3, 4))
    close(B.T @ A.T, route=exact((sympy.Matrix(A) * sympy.Matrix(B)).T))


@entry(
    "eq-matrices-trace", code=None, route="the sum of the eigenvalues (SciPy)", latex="385dfada5d"
)
def test_trace(rng):
    A = rng.normal(size=(4, 4))
    close(sum(A[i, i] for i in range(4)), route=eigvals(A).sum().real)


@entry(
    "eq-matrices-trace-area",
    code="mlmath.linalg.lu.determinant",
    route="the area of the moved unit square, by the shoelace formula",
    latex="0035daaa36",
)
def test_trace_area(rng):
    A, epsilon = rng.normal(size=(2, 2)), rng.uniform(0.1, 0.5)
    (a, b), (c, d) = A
    moved = np.eye(2) + epsilon * A
    area = shoelace(*(moved @ np.array([[0, 1, 1, 0], [0, 0, 1, 1]])))
    close(
        (1 + epsilon * a) * (1 + epsilon * d) - epsilon**2 * b * c,
        code=determinant(moved),
        route=area,
    )
    close(1 + epsilon * (a + d) + epsilon**2 * (a * d - b * c), code=determinant(moved), route=area)


@entry(
    "eq-matrices-trace-product", code=None, route="SymPy's products and traces", latex="6119628e08"
)
def test_trace_product(rng):
    A, B = rng.integers(-9, 10, size=(2, 3)), rng.integers(-9, 10, size=(3, 2))
    first, second = sympy.Matrix(A), sympy.Matrix(B)
    by_A = sum(sum(A[i, k] * B[k, i] for k in range(3)) for i in range(2))
    by_B = sum(sum(B[k, i] * A[i, k] for i in range(2)) for k in range(3))
    close(by_A, route=float((first * second).trace()))
    close(by_B, route=float((second * first).trace()))


@entry(
    "eq-matrices-layer",
    code="mlmath.layers.linear",
    route="a loop over neurons",
    latex="be41d45568",
)
def test_layer(rng):
    W, x, b = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=2)
    loop = [dots(W[k], x) + b[k] for k in range(2)]
    close(W @ x + b, code=linear(x, W, b), route=loop)


@entry(
    "eq-matrices-batch",
    code="mlmath.layers.linear",
    route="a loop over examples and neurons",
    latex="694686d3ba",
    survives={"constant: 1 -> 2": "NumPy reads any negative length in reshape as -1."},
)
def test_batch(rng):
    X, W, b = rng.normal(size=(4, 3)), rng.normal(size=(2, 3)), rng.normal(size=2)
    loops = [[dots(W[k], row) + b[k] for k in range(2)] for row in X]
    close(X @ W.T + b, code=linear(X, W, b), route=loops)


@entry(
    "eq-matrices-collapse",
    code="mlmath.layers.linear",
    route="a loop over the neurons of each layer",
    latex="b535442e41",
)
def test_collapse(rng):
    x, W_1, b_1 = rng.normal(size=4), rng.normal(size=(3, 4)), rng.normal(size=3)
    W_2, b_2 = rng.normal(size=(2, 3)), rng.normal(size=2)
    hidden = [dots(W_1[k], x) + b_1[k] for k in range(3)]
    loops = [dots(W_2[k], hidden) + b_2[k] for k in range(2)]
    code = linear(linear(x, W_1, b_1), W_2, b_2)
    close(W_2 @ (W_1 @ x + b_1) + b_2, code=code, route=loops)
    close((W_2 @ W_1) @ x + (W_2 @ b_1 + b_2), code=code, route=loops)
