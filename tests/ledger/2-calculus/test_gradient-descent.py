import numpy as np
import sympy
from scipy.optimize import approx_fprime, bisect, minimize_scalar
from scipy.special import logsumexp, softmax

from mlmath.autodiff import Tensor
from mlmath.losses import mse_vjp
from mlmath.optim.sgd import SGD
from tests.ledger.comparison import at_most, close
from tests.ledger.registry import entry


def bowl(rng, n=4):
    """A symmetric matrix with n different positive eigenvalues, sorted, and its eigenvectors."""
    curvatures = np.sort(rng.uniform(0.5, 7.0, size=n))
    Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    return Q @ np.diag(curvatures) @ Q.T, curvatures, Q


def spectral(A):
    return np.linalg.norm(A, 2)


def walk_on_log_cosh(rng, T):
    """A walk at the rate 1/L: the squared gradients, the first height, the lowest one, and L."""
    a, w, floor = rng.uniform(0.5, 2.0), rng.normal(size=3), rng.normal()
    L, start, squares = a**2, np.log(np.cosh(a * w)).sum() + floor, []
    for _ in range(T):
        g = a * np.tanh(a * w)
        squares.append(g @ g)
        w = w - g / L
    return squares, start, floor, L


def steps_on_log_cosh(rng, N):
    """N single steps on it: heights before and after, gradients, rates up to 2.5, and L."""
    a, w, rates = rng.uniform(0.5, 1.0), rng.normal(size=(N, 3)), rng.uniform(0.01, 2.5, size=N)
    g = a * np.tanh(a * w)
    before, after = (np.log(np.cosh(a * v)).sum(axis=1) for v in (w, w - rates[:, None] * g))
    return before, after, g, rates, a**2


IN_MOMENTUM = "the terms of momentum are zero here; they are proven with their own equations"


@entry(
    "eq-gradient-descent-local",
    code=None,
    route="a step so short that its square is lost",
    latex="fadf53c928",
)
def test_local(rng):
    w, s = rng.normal(size=3), 1e-4 * rng.normal(size=3)
    close(logsumexp(w) + np.dot(softmax(w), s), route=logsumexp(w + s), route_rtol=1e-7)


@entry(
    "eq-gradient-descent-steepest",
    code=None,
    route="SciPy's search over all directions of the plane",
    latex="357b0861ff",
)
def test_steepest(rng):
    g, r = rng.normal(size=2), rng.uniform(0.5, 2.0)

    def towards(angle):
        return r * np.array([np.cos(angle), np.sin(angle)])

    around = np.linspace(0, 2 * np.pi, 100)
    start = around[np.argmin([g @ towards(angle) for angle in around])]
    bracket, options = (start - 0.1, start, start + 0.1), {"xtol": 1e-12}
    best = minimize_scalar(lambda angle: g @ towards(angle), bracket=bracket, options=options)
    close(-r * np.linalg.norm(g), route=best.fun)
    close(-r * g / np.linalg.norm(g), route=towards(best.x), route_rtol=1e-6)


@entry(
    "eq-gradient-descent-update",
    code="mlmath.optim.sgd.SGD.update",
    route="the minimiser of the local model",
    survives=dict.fromkeys(
        [
            "statement: if self.momentum: -> pass",
            "statement: self.b *= self.momentum -> pass",
            "statement: self.b += g if self.t == 1 else (1 - self.dampening) * g -> pass",
            "sign: self.b += g if self.t == 1 else (1 - self.dampening) * g -> "
            "self.b -= g if self.t == 1 else (1 - self.dampening) * g",
            "statement: g = g + self.momentum * self.b if self.nesterov else self.b -> pass",
            "comparison: self.t == 1 -> self.t != 1",
            "factor: (1 - self.dampening) * g -> (1 - self.dampening) / g",
            "sign: g + self.momentum * self.b -> g - self.momentum * self.b",
            "factor: g + self.momentum * self.b -> g + 2 * (self.momentum * self.b)",
            "constant: 1 -> 2",
            "constant: 1 -> 0",
            "sign: 1 - self.dampening -> 1 + self.dampening",
            "factor: 1 - self.dampening -> 1 - 2 * self.dampening",
            "factor: self.momentum * self.b -> self.momentum / self.b",
        ],
        IN_MOMENTUM,
    ),
    latex="b1cd192c83",
)
def test_update(rng):
    w, eta, curvatures = rng.normal(size=3), 0.1, np.array([1.0, 2.0, 5.0])

    def gradient(w):
        return curvatures * w

    # the step minimises <g, v - w> + |v - w|^2 / (2 eta): set the derivative to zero, solve for v
    g, theta = curvatures * w, w.copy()
    SGD([Tensor(w)], eta).update(theta, g)
    minimiser = np.linalg.solve(np.eye(3) / eta, w / eta - g)
    close(w - eta * gradient(w), code=theta, route=minimiser)


@entry(
    "eq-gradient-descent-least-squares",
    code="mlmath.losses.mse_vjp",
    route="finite differences (SciPy)",
    errata={
        "squared error's gradient without its factor 2": ("2 / N * X.T @ (", "1 / N * X.T @ (")
    },
    latex="6738a44a12",
)
def test_least_squares(rng):
    X, y, w = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    N = len(y)

    def f(w):
        return 1 / N * np.linalg.norm(X @ w - y) ** 2

    def gradient(w):
        return 2 / N * X.T @ (X @ w - y)

    loss, pullback = mse_vjp(X @ w, y)
    close(f(w), code=loss, route=np.mean((X @ w - y) ** 2))
    slopes = approx_fprime(w, lambda v: np.mean((X @ v - y) ** 2))
    close(gradient(w), code=X.T @ pullback(1.0)[0], route=slopes, route_rtol=1e-6)
    close(2 / N * X.T @ X, route=approx_fprime(w, gradient), route_rtol=1e-6)


@entry(
    "eq-gradient-descent-best",
    code=None,
    route="SciPy's search for the best step",
    latex="1823cd72d1",
)
def test_best(rng):
    curvatures = rng.uniform(0.5, 7.0, size=6)
    Q, _ = np.linalg.qr(rng.normal(size=(6, 6)))
    L, mu = max(curvatures), min(curvatures)
    kappa = L / mu
    rates = [1 - 2 * mu / (L + mu), (L - mu) / (L + mu), (kappa - 1) / (kappa + 1)]
    A = Q @ np.diag(curvatures) @ Q.T

    def rho(eta):
        return np.abs(np.linalg.eigvalsh(np.eye(6) - eta * A)).max()

    best = minimize_scalar(rho, bounds=(0, 1), method="bounded", options={"xatol": 1e-12})
    close(rates, route=[best.fun] * 3, route_rtol=1e-6)


@entry(
    "eq-gradient-descent-factor",
    code=None,
    route="the slope by SymPy",
    latex="3055ecd2c9",
)
def test_factor(rng):
    a, eta, w, bottom = rng.uniform(0.5, 2.0, size=4)
    x = sympy.Symbol("x")
    slope = float(sympy.diff(a / 2 * (x - bottom) ** 2, x).subs(x, w))
    new = w - eta * slope
    close(w - bottom - eta * a * (w - bottom), route=new - bottom)
    close((1 - eta * a) * (w - bottom), route=new - bottom)


@entry(
    "eq-gradient-descent-quadratic",
    code=None,
    route="double sum; finite differences (SciPy)",
    latex="f59bee59da",
)
def test_quadratic(rng):
    A, _, _ = bowl(rng)
    w, bottom = rng.normal(size=4), rng.normal(size=4)

    def height(w):
        return sum(
            A[i, j] * (w[i] - bottom[i]) * (w[j] - bottom[j]) for i in range(4) for j in range(4)
        )

    close(1 / 2 * np.dot(w - bottom, np.dot(A, w - bottom)), route=height(w) / 2)
    slopes = approx_fprime(w, lambda w: height(w) / 2)
    close(np.dot(A, w - bottom), route=slopes, route_rtol=1e-6)


@entry(
    "eq-gradient-descent-error",
    code=None,
    route="one step by finite differences (SciPy)",
    latex="5194e3eca7",
)
def test_error(rng):
    A, _, _ = bowl(rng)
    w, bottom, eta = rng.normal(size=4), rng.normal(size=4), rng.uniform(0.1, 0.3)
    e = w - bottom
    slopes = approx_fprime(w, lambda w: 0.5 * np.dot(w - bottom, A @ (w - bottom)))
    after = w - eta * slopes - bottom
    close(e - eta * np.dot(A, e), route=after, route_rtol=1e-6)
    close(np.dot(np.eye(4) - eta * A, e), route=after, route_rtol=1e-6)


@entry(
    "eq-gradient-descent-modes",
    code=None,
    route="nine steps made one by one",
    latex="2bc0e921f9",
)
def test_modes(rng):
    A, curvatures, Q = bowl(rng)
    start, eta, t = rng.normal(size=4), rng.uniform(0.1, 0.2), int(rng.integers(9, 10))
    e = start
    for _ in range(t):
        e = e - eta * A @ e
    close(
        [(1 - eta * curvatures[i]) ** t * np.dot(Q[:, i], start) for i in range(4)],
        route=[Q[:, i] @ e for i in range(4)],
    )


@entry(
    "eq-gradient-descent-rate",
    code=None,
    route="the operator norm of I - eta A",
    latex="f257b468b5",
)
def test_rate(rng):
    A, curvatures, _ = bowl(rng)
    mu, L = min(curvatures), max(curvatures)
    for eta in rng.uniform([0.05, 0.5], [0.1, 0.6]):  # decided by the flattest, by the steepest
        norm = spectral(np.eye(4) - eta * A)
        close(max([abs(1 - eta * value) for value in curvatures]), route=norm)
        close(max(abs(1 - eta * mu), abs(1 - eta * L)), route=norm)


@entry(
    "eq-gradient-descent-threshold",
    code=None,
    route="bisection over walks of a million steps",
    latex="a31fc4a4e8",
)
def test_threshold(rng):
    A, curvatures, _ = bowl(rng)
    L = max(curvatures)

    def growth(eta):
        after = np.linalg.matrix_power(np.eye(4) - eta * A, 10**6)
        return 1.0 if spectral(after) > 1 else -1.0

    ends = [bisect(growth, -1e-5, 0.1, xtol=1e-14), bisect(growth, 0.1, 2.00001 / L, xtol=1e-14)]
    close([0, 2 / L], route=ends)


@entry(
    "eq-gradient-descent-careful",
    code=None,
    route="the operator norm of I - A / L",
    latex="a33ec467ae",
)
def test_careful(rng):
    A, curvatures, _ = bowl(rng)
    kappa = max(curvatures) / min(curvatures)
    close(1 - 1 / kappa, route=spectral(np.eye(4) - A / max(curvatures)))


@entry(
    "eq-gradient-descent-steps",
    code=None,
    route="limit of large kappa: a walk made step by step, within 1e-3",
    latex="433f105d14",
)
def test_steps(rng):
    kappa, epsilon = rng.uniform(3000, 4000), rng.uniform(1e-6, 2e-6)
    e, steps = np.ones(2), 0
    factors = 1 - 2 / (1 + kappa) * np.array([1, kappa])
    while np.hypot(*e) > epsilon * np.sqrt(2):
        e, steps = factors * e, steps + 1
    close(kappa / 2 * np.log(1 / epsilon), route=steps, route_rtol=1e-3)


@entry(
    "eq-gradient-descent-stop",
    code=None,
    route="random places on bowls; equality along the flattest direction",
    latex="94d703fe0f",
    survives={
        "sign: bottom + far * Q[:, 0] -> bottom - far * Q[:, 0]": "either way along the axis",
        "sign: -1 -> 1": "the last axis of a table is its axis 1",
        "transpose: A @ (flattest - bottom) -> (flattest - bottom) @ A": "A is symmetric",
        "transpose: A @ (flattest - bottom) -> A.T @ (flattest - bottom)": "A is symmetric",
    },
)
def test_stop(rng):
    A, curvatures, Q = bowl(rng)
    bottom, places, far = rng.normal(size=4), rng.normal(size=(40, 4)), rng.uniform(1, 2)

    def bound(mu, gradient):
        return 1 / mu * np.linalg.norm(gradient, axis=-1)

    flattest = bottom + far * Q[:, 0]
    at_most(
        np.linalg.norm(places - bottom, axis=-1),
        bound(curvatures[0], (places - bottom) @ A),
        tight=(far, bound(curvatures[0], A @ (flattest - bottom))),
    )


@entry(
    "eq-gradient-descent-smooth",
    code=None,
    route="random pairs; equality along the steepest eigenvector",
    latex="5df5575858",
)
def test_smooth(rng):
    A, curvatures, Q = bowl(rng)
    L, pairs = max(curvatures), rng.normal(size=(50, 2, 4))

    def sides(u, v):
        return np.linalg.norm(np.dot(A, u) - np.dot(A, v)), L * np.linalg.norm(u - v)

    lesser, greater = np.array([sides(u, v) for u, v in pairs]).T
    u, v = np.outer(rng.normal(size=2), Q[:, -1])
    at_most(lesser, greater, tight=sides(u, v))


@entry(
    "eq-gradient-descent-decrease",
    code=None,
    route="random steps on log cosh; equality on a round bowl",
    latex="4d9d39b67b",
)
def test_decrease(rng):
    before, after, slopes, rates, bound = steps_on_log_cosh(rng, 60)

    def promised(height, eta, L, g):
        return height - eta * (1 - eta * L / 2) * np.linalg.norm(g, axis=-1) ** 2

    start, eta, L = rng.normal(size=3), rng.uniform(0.1, 0.9), rng.uniform(1, 2)
    at_most(
        after,
        promised(before, rates, bound, slopes),
        tight=(
            L / 2 * np.sum((start - eta * L * start) ** 2),
            promised(L / 2 * np.sum(start**2), eta, L, L * start),
        ),
    )


@entry(
    "eq-gradient-descent-flat",
    code=None,
    route="walks on log cosh; equality after one step on a parabola; T equal gains",
    latex="b907c486c0",
)
def test_flat(rng):
    def bound(L, f_start, f_min, T):
        return 2 * L * (f_start - f_min) / T

    floor, T, point, L = rng.normal(), rng.integers(5, 9), rng.uniform(1, 2), rng.uniform(1, 2)
    squares, start, lowest, steepest = walk_on_log_cosh(rng, T)
    on_parabola = ((L * point) ** 2, bound(L, L / 2 * point**2 + floor, floor, 1))
    at_most(min(squares), bound(steepest, start, lowest, T), tight=on_parabola)
    # T gains of |g|^2 / (2 L) each, all alike, that use up the height exactly
    height = rng.uniform(1, 2)
    equal = bisect(lambda g2: T * g2 / (2 * L) - height, 0, 100, xtol=1e-13)
    close(bound(L, height + floor, floor, T), route=equal)


@entry(
    "eq-gradient-descent-pass",
    code=None,
    route="derivatives by SymPy",
    latex="ebb6f21f63",
)
def test_pass(rng):
    x, y = sympy.symbols("x y")
    f = sympy.Rational(1, 2) * (x**2 - y**2) + sympy.Rational(1, 4) * y**4
    at, origin = dict(zip((x, y), rng.normal(size=2), strict=True)), {x: 0, y: 0}
    hessian = np.array(sympy.hessian(f, (x, y)).subs(origin), dtype=float)
    close([[1, 0], [0, -1]], route=hessian)
    slopes = [float(sympy.diff(f, s).subs(at)) for s in (x, y)]  # what the lesson's code walks by
    close([at[x], -at[y] + at[y] ** 3], route=slopes)


@entry(
    "eq-gradient-descent-escape",
    code=None,
    route="a walk on a pass counted step by step, within 1e-3",
    latex="0baabefcb9",
)
def test_escape(rng):
    eta, curvature = rng.uniform(0.005, 0.01), -rng.uniform(1.5, 2.5)
    delta, r = rng.uniform(1e-12, 2e-12), rng.uniform(0.001, 0.002)
    y, steps = delta, 0
    while y < r:
        y, steps = y - eta * (curvature * y + y**3), steps + 1
    close(
        np.log(r / delta) / np.log(1 + eta * np.abs(curvature)),
        route=steps,
        route_rtol=1e-3,
    )
