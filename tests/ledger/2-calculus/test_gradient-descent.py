import numpy as np
from scipy.optimize import approx_fprime

from mlmath.losses import mse_vjp
from tests.ledger.comparison import close
from tests.ledger.registry import entry


@entry(
    "eq-gradient-descent-update",
    code=None,
    route="the minimiser of the local model",
    latex="28d2bef5de",
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
    errata={"squared error's gradient without its factor 2": ("2 / n", "1 / n")},
    latex="9286af86eb",
)
def test_least_squares(rng):
    X, y, w = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    n = len(y)
    loss, pullback = mse_vjp(X @ w, y)
    close(np.sum((X @ w - y) ** 2) / n, code=loss)
    close(
        2 / n * X.T @ (X @ w - y),
        code=X.T @ pullback(1.0)[0],
        route=approx_fprime(w, lambda v: np.mean((X @ v - y) ** 2)),
        route_rtol=1e-6,
    )


@entry(
    "eq-gradient-descent-contraction",
    code=None,
    route="eigenvalues of I - eta H",
    latex="90ce291cb7",
)
def test_contraction(rng):
    curvatures = rng.uniform(0.5, 7.0, size=6)
    Q, _ = np.linalg.qr(rng.normal(size=(6, 6)))
    L, mu = curvatures.max(), curvatures.min()
    kappa = L / mu
    step = np.eye(6) - 2 / (L + mu) * Q @ np.diag(curvatures) @ Q.T
    close((kappa - 1) / (kappa + 1), route=np.abs(np.linalg.eigvalsh(step)).max())
