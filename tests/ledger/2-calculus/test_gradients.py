import numpy as np
import sympy
from scipy.optimize import approx_fprime, minimize, minimize_scalar

from mlmath.calculus.jacobian import directional_derivative, hessian, jacobian
from tests.ledger.comparison import close
from tests.ledger.registry import entry

X, Y, Z, T = sympy.symbols("x y z t")
WAVE = sympy.exp(X) * sympy.sin(Y) + X * Y * Z**2
VARIABLES = (X, Y, Z)


def wave(w):
    return np.exp(w[0]) * np.sin(w[1]) + w[0] * w[1] * w[2] ** 2


def exact(expression, w):
    """The value at w of a SymPy expression in x, y, z, as a float."""
    return float(expression.subs(dict(zip(VARIABLES, w, strict=True))))


def slopes(w):
    return np.array([exact(sympy.diff(WAVE, s), w) for s in VARIABLES])


def bends(w):
    return np.array([[exact(sympy.diff(WAVE, s, r), w) for s in VARIABLES] for r in VARIABLES])


def bent(w):
    """A map from three numbers to two."""
    return np.array([w[0] * np.sin(w[1]), w[2] ** 2 + w[0] * w[1]])


def bent_slopes(w):
    x, y, z = w
    return np.array([[np.sin(y), x * np.cos(y), 0], [y, x, 2 * z]])


def bowl(rng):
    """A symmetric matrix with positive eigenvalues."""
    B = rng.normal(size=(5, 3))
    return B.T @ B


def bottom(H, g):
    """What SciPy finds as the minimum of g.s + s.Hs/2."""
    options = {"gtol": 1e-10}
    return minimize(
        lambda s: g @ s + s @ H @ s / 2, 0 * g, jac=lambda s: g + H @ s, options=options
    )


@entry("eq-gradients-partial", code=None, route="derivatives by SymPy", latex="08f164166e")
def test_partial(rng):
    x, h = rng.normal(size=3), rng.uniform(1e-8, 2e-8)
    quotients = [(wave(x + h * e) - wave(x)) / h for e in np.eye(3)]
    close(quotients, route=slopes(x), route_rtol=1e-6)


@entry(
    "eq-gradients-gradient",
    code="mlmath.calculus.jacobian.jacobian",
    route="derivatives by SymPy",
    latex="e63fe4a6e2",
)
def test_gradient(rng):
    x, y, z = w = rng.normal(size=3)
    partials = [np.exp(x) * np.sin(y) + y * z**2, np.exp(x) * np.cos(y) + x * z**2, 2 * x * y * z]
    close(partials, code=jacobian(wave, w, method="complex"), route=slopes(w))


@entry(
    "eq-gradients-plane",
    code=None,
    route="a step so short that its square is lost",
    latex="79d804d72a",
)
def test_plane(rng):
    x, s = rng.normal(size=3), 1e-5 * rng.normal(size=3)
    close(np.dot(slopes(x), s), route=wave(x + s) - wave(x), route_rtol=1e-3, atol=0)


@entry(
    "eq-gradients-directional",
    code="mlmath.calculus.jacobian.directional_derivative",
    route="the slope of t -> f(x + t v) by SymPy",
    latex="90f934f616",
)
def test_directional(rng):
    x, v, h = rng.normal(size=3), rng.normal(size=3), rng.uniform(1e-8, 2e-8)
    line = WAVE.subs({s: a + T * b for s, a, b in zip(VARIABLES, x, v, strict=True)})
    slope = float(sympy.diff(line, T).subs(T, 0))
    close((wave(x + h * v) - wave(x)) / h, route=slope, route_rtol=1e-6)
    found = directional_derivative(wave, x, v)
    close(np.dot(slopes(x), v), code=found, route=slope, rtol=1e-8)


@entry(
    "eq-gradients-steepest",
    code=None,
    route="SciPy's search over all directions of the plane",
    latex="0bc1748a24",
)
def test_steepest(rng):
    g, theta = rng.normal(size=2), rng.uniform(0.2, 1.5)
    turn = np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])
    close(np.linalg.norm(g) * np.cos(theta), route=g @ turn @ g / np.sqrt(g @ g))
    ahead = np.arctan2(g[1], g[0])
    best = minimize_scalar(
        lambda a: -g[0] * np.cos(a) - g[1] * np.sin(a), bounds=(ahead - 2, ahead + 1.5),
        method="bounded")  # fmt: skip
    close(np.linalg.norm(g), route=-best.fun)


@entry(
    "eq-gradients-along",
    code=None,
    route="the composition differentiated by SymPy",
    latex="b5fcf1f9cd",
)
def test_along(rng):
    a, t = rng.normal(size=3), rng.uniform(0.2, 1)
    curve = [a[0] * sympy.cos(T), a[1] * T**2, a[2] * sympy.exp(T)]
    height = WAVE.subs(dict(zip(VARIABLES, curve, strict=True)))
    place = [float(c.subs(T, t)) for c in curve]
    velocity = [-a[0] * np.sin(t), 2 * a[1] * t, a[2] * np.exp(t)]
    close(np.dot(slopes(place), velocity), route=float(sympy.diff(height, T).subs(T, t)))


@entry(
    "eq-gradients-contour",
    code=None,
    route="the tangent of an ellipse drawn by its own parameters",
    latex="a9a44c08ee",
)
def test_contour(rng):
    # the contour x^2/a^2 + y^2/b^2 = 1 is (a cos t, b sin t)
    a, b, t = rng.uniform(0.5, 2, size=3)
    gradient = np.array([2 * np.cos(t) / a, 2 * np.sin(t) / b])
    height = approx_fprime(
        [a * np.cos(t), b * np.sin(t)], lambda w: w[0] ** 2 / a**2 + w[1] ** 2 / b**2)  # fmt: skip
    close(gradient, route=height, route_rtol=1e-6)
    close(np.dot(gradient, [-a * np.sin(t), b * np.cos(t)]), route=0)


@entry(
    "eq-gradients-matrix",
    code=None,
    route="entry by entry, and along a step, by central differences",
    latex="06532d7a30",
)
def test_matrix(rng):
    M, S, h = rng.normal(size=(3, 2)), rng.normal(size=(3, 2)), 1e-5

    def f(W):
        return np.sum(np.sin(W) * W[::-1])

    G = np.zeros((3, 2))
    for i in range(3):
        for j in range(2):
            E = np.zeros((3, 2))
            E[i, j] = h
            G[i, j] = (f(M + E) - f(M - E)) / (2 * h)
    along = (f(M + h * S) - f(M - h * S)) / (2 * h)
    close(np.trace(G.T @ S), route=along, route_rtol=1e-7)
    close(G, route=np.cos(M) * M[::-1] + np.sin(M)[::-1], route_rtol=1e-7)


@entry("eq-gradients-linear", code=None, route="finite differences (SciPy)", latex="674643322d")
def test_linear(rng):
    a, x = rng.normal(size=4), rng.normal(size=4)
    close(a, route=approx_fprime(x, lambda w: sum(a[i] * w[i] for i in range(4))), route_rtol=1e-6)


@entry(
    "eq-gradients-quadratic",
    code=None,
    route="the double sum by finite differences",
    latex="7b6ef6e05a",
)
def test_quadratic(rng):
    A, x = rng.normal(size=(3, 3)), rng.normal(size=3)

    def form(w):
        return sum(A[i, j] * w[i] * w[j] for i in range(3) for j in range(3))

    close(np.dot(A + A.T, x), route=approx_fprime(x, form), route_rtol=1e-6)


@entry(
    "eq-gradients-least-squares", code=None, route="finite differences (SciPy)", latex="48dff5a017"
)
def test_least_squares(rng):
    A, b, x = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    found = approx_fprime(x, lambda w: sum((A[i] @ w - b[i]) ** 2 for i in range(5)))
    close(2 * A.T @ (np.dot(A, x) - b), route=found, route_rtol=1e-6)


@entry(
    "eq-gradients-trace",
    code=None,
    route="finite differences (SciPy), entry by entry",
    latex="0a5d8736ed",
)
def test_trace(rng):
    A, M = rng.normal(size=(2, 3)), rng.normal(size=(3, 2))
    found = approx_fprime(
        M.ravel(), lambda w: sum(A[i] @ w.reshape(3, 2)[:, i] for i in range(2)))  # fmt: skip
    close(A.T, route=found.reshape(3, 2), route_rtol=1e-6)


@entry(
    "eq-gradients-det", code=None, route="the determinant, for a small matrix", latex="98dff9d134"
)
def test_det(rng):
    M = 1e-6 * rng.normal(size=(4, 4))
    close(1 + np.trace(M), route=np.linalg.det(np.eye(4) + M), route_rtol=1e-10)
    rate = (np.linalg.det(np.eye(4) + M) - np.linalg.det(np.eye(4) - M)) / 2
    close(np.trace(M), route=rate, route_rtol=1e-7, atol=0)


@entry(
    "eq-gradients-log-det",
    code=None,
    route="finite differences of slogdet (SciPy)",
    latex="a9734cb136",
)
def test_log_det(rng):
    M = rng.normal(size=(3, 3)) + 4 * np.eye(3)
    found = approx_fprime(M.ravel(), lambda w: np.linalg.slogdet(w.reshape(3, 3))[1])
    close(np.linalg.inv(M).T, route=found.reshape(3, 3), route_rtol=1e-6)


@entry(
    "eq-gradients-jacobian",
    code="mlmath.calculus.jacobian.jacobian",
    route="each output by finite differences (SciPy)",
    latex="137a37eb38",
)
def test_jacobian(rng):
    w = rng.normal(size=3)
    rows = [approx_fprime(w, lambda v, i=i: bent(v)[i]) for i in range(2)]
    found = jacobian(bent, w, method="complex")
    close(bent_slopes(w), code=found, route=rows, route_rtol=1e-6)


@entry(
    "eq-gradients-jacobian-linear",
    code=None,
    route="a step so short that its square is lost",
    latex="fdf9667233",
)
def test_jacobian_linear(rng):
    x, s = rng.normal(size=3), 1e-5 * rng.normal(size=3)
    close(np.dot(bent_slopes(x), s), route=bent(x + s) - bent(x), route_rtol=1e-3, atol=0)


@entry(
    "eq-gradients-area",
    code=None,
    route="the area of the image of a small square, by its rim",
    latex="d2ac358156",
)
def test_area(rng):
    x, y = rng.uniform(0.5, 1, size=2)
    side, edge = 1e-3, np.linspace(0, 1, 200, endpoint=False)
    corner = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    rim = np.concatenate(
        [p + np.outer(edge, q - p) for p, q in zip(corner, np.roll(corner, -1, 0), strict=True)]
    )
    u, v = ((x + side * rim[:, 0]) ** 2 - y - side * rim[:, 1],
            (x + side * rim[:, 0]) * (y + side * rim[:, 1]))  # fmt: skip
    u, v = u - u.mean(), v - v.mean()
    area = abs(np.sum(u * np.roll(v, -1) - v * np.roll(u, -1))) / 2
    J = np.array([[2 * x, -1], [y, x]])
    close(abs(np.linalg.det(J)), route=area / side**2, route_rtol=1e-4)


@entry(
    "eq-gradients-vjp",
    code=None,
    route="the weighted sum by finite differences",
    latex="84ec6160a5",
)
def test_vjp(rng):
    w, u = rng.normal(size=3), rng.normal(size=2)
    found = approx_fprime(w, lambda v: u[0] * bent(v)[0] + u[1] * bent(v)[1])
    close(bent_slopes(w).T @ u, route=found, route_rtol=1e-6)


@entry(
    "eq-gradients-hessian",
    code="mlmath.calculus.jacobian.hessian",
    route="the gradient differentiated by differences",
    latex="2bc315e54e",
)
def test_hessian(rng):
    w = rng.normal(size=3)
    found = jacobian(slopes, w)
    close(bends(w).T, code=hessian(wave, w), route=found, rtol=1e-6, route_rtol=1e-7)


@entry(
    "eq-gradients-schwarz",
    code=None,
    route="one mixed difference of values, for both orders",
    latex="5a3e40ae41",
)
def test_schwarz(rng):
    w, h = rng.normal(size=3), 1e-4
    p, q = h * np.eye(3)[:2]
    mixed = wave(w + p + q) - wave(w + p - q) - wave(w - p + q) + wave(w - p - q)
    close(exact(sympy.diff(WAVE, X, Y), w), route=mixed / (4 * h**2), route_rtol=1e-6)
    close(exact(sympy.diff(WAVE, Y, X), w), route=mixed / (4 * h**2), route_rtol=1e-6)


@entry(
    "eq-gradients-curvature",
    code=None,
    route="the second derivative of t -> f(x + t v) by SymPy",
    latex="e0cb97c892",
)
def test_curvature(rng):
    x, v = rng.normal(size=3), rng.normal(size=3)
    line = WAVE.subs({s: a + T * b for s, a, b in zip(VARIABLES, x, v, strict=True)})
    second = float(sympy.diff(line, T, 2).subs(T, 0))
    close(np.dot(v, np.dot(bends(x), v)), route=second)
    values, Q = np.linalg.eigh(bends(x))
    close(sum(values[i] * np.dot(Q[:, i], v) ** 2 for i in range(3)), route=second)


@entry(
    "eq-gradients-taylor",
    code=None,
    route="the function itself, at a step whose cube is lost",
    latex="a4902cca69",
)
def test_taylor(rng):
    x, s = rng.normal(size=3), 1e-4 * rng.normal(size=3)
    second = 1 / 2 * np.dot(s, np.dot(bends(x), s))
    close(wave(x) + np.dot(slopes(x), s) + second, route=wave(x + s), route_rtol=1e-10)
    even = (wave(x + s) + wave(x - s)) / 2 - wave(x)
    close(second, route=even, route_rtol=1e-6, atol=0)


@entry(
    "eq-gradients-newton",
    code=None,
    route="SciPy's search for the minimum of the model",
    latex="4f5edec2f8",
)
def test_newton(rng):
    H, g = bowl(rng), rng.normal(size=3)
    best = bottom(H, g)
    close(np.dot(H, best.x), route=-g, route_rtol=1e-6)
    close(-np.linalg.inv(H) @ g, route=best.x, route_rtol=1e-6)


@entry(
    "eq-gradients-newton-gain",
    code=None,
    route="SciPy's search for the lowest value of the model",
    latex="d6cc6c0038",
)
def test_newton_gain(rng):
    H, g = bowl(rng), rng.normal(size=3)
    best = bottom(H, g)
    close(1 / 2 * np.dot(g, np.linalg.inv(H) @ g), route=-best.fun)


@entry(
    "eq-gradients-newton-quadratic", code=None, route="NumPy's least squares", latex="bfe3e90e63"
)
def test_newton_quadratic(rng):
    A, b, x = rng.normal(size=(6, 3)), rng.normal(size=6), rng.normal(size=3)
    best = np.linalg.lstsq(A, b, rcond=None)[0]
    gradient = 2 * A.T @ (np.dot(A, x) - b)
    close(x - np.linalg.inv(2 * A.T @ A) @ gradient, route=best)
    close(np.linalg.inv(A.T @ A) @ A.T @ b, route=best)
