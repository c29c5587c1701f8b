"""Functions that answer the exercises on gradients, rightly and wrongly."""

import numpy as np


def weights_by_loops(W, x, y):
    r = W @ x - y
    return [[2 * r[i] * x[j] for j in range(len(x))] for i in range(len(y))]


def jacobian(h=1e-5, back=1, divide=None):
    """A right answer, and with one setting changed a wrong one."""

    def answer(F, x):
        columns = [(F(x + h * e) - F(x - back * h * e)) / (divide or 2 * h) for e in np.eye(len(x))]
        return np.stack(columns, axis=1)

    return answer


def jacobian_by_rows(F, x):
    J = np.zeros((len(F(x)), len(x)))
    for j in range(len(x)):
        ahead, behind = x.copy(), x.copy()
        ahead[j] += 1e-5
        behind[j] -= 1e-5
        J[:, j] = (F(ahead) - F(behind)) / 2e-5
    return J


def normalised(product):
    """An answer whose pullback is product(x, y, u, length)."""

    def answer(x):
        length = np.linalg.norm(x)
        return x / length, lambda u: product(x, x / length, u, length)

    return answer


def newton(step=np.linalg.solve, late=0, fresh=True):
    """A right answer, and with one setting changed a wrong one."""

    def answer(gradient, hessian, w, tol, most):
        made, first = 0, hessian(w)
        while made < most and np.linalg.norm(gradient(w)) > tol:
            w, made = w - step(hessian(w) if fresh else first, gradient(w)), made + 1
        return w, made + late

    return answer


def newton_one_more(gradient, hessian, w, tol, most):
    w, made = newton()(gradient, hessian, w, tol, most)
    return w - np.linalg.solve(hessian(w), gradient(w)), made
