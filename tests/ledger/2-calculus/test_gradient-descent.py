import numpy as np
from scipy.optimize import approx_fprime, minimize_scalar

from mlmath.losses import mse_vjp
from tests.ledger.comparison import close
from tests.ledger.registry import entry


@entry(
    "eq-gradient-descent-update",
    code=None,
    route="the minimiser of the local model",
    latex="b1cd192c83",
)
def test_update(rng):
    w, eta, curvatures = rng.normal(size=3), 0.1, np.array([1.0, 2.0, 5.0])

    def gradient(w):
        return curvatures * w

    # the step minimises <g, v - w> + |v - w|^2 / (2 eta): set the derivative to zero, solve for v
    g = curvatures * w
    close(w - eta * gradient(w), route=np.linalg.solve(np.eye(3) / eta, w / eta - g))


@entry(
    "eq-gradient-descent-least-squares",
    code="mlmath.losses.mse_vjp",
    route="finite differences (SciPy)",
    errata={
        "squared error's gradient without its factor 2": ("2 / N * X.T @ (", "1 / N * X.T @ (")
    },
    latex="6d7e5af519",
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
