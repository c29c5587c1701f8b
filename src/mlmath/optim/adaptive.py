"""Optimizers that give each weight its own step: Adagrad, Adadelta, RMSprop."""

import numpy as np

from mlmath.optim.optimizer import Optimizer, check_range


class Adagrad(Optimizer):
    r"""Steps that shrink where gradients have been large.

    .. math:: G_t = G_{t-1} + g_t^2, \qquad
        \theta_t = \theta_{t-1} - \frac{\eta}{1 + (t - 1) \lambda} \frac{g_t}{\sqrt{G_t} + \epsilon}

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The step size eta.
    lr_decay : float
        The decay lambda of the step size, >= 0.
    weight_decay : float
        See `Optimizer`.
    initial_accumulator_value : float
        G at the start, >= 0.
    eps : float
        Positive, in units of the gradient.

    Raises
    ------
    ValueError
        If a setting is out of range, or as for `Optimizer`.

    References
    ----------
    Duchi, Hazan & Singer (2011). Book: ``eq-adaptive-adagrad``.
    """

    def __init__(
        self, parameters, lr=1e-2, *, lr_decay=0.0, weight_decay=0.0,
        initial_accumulator_value=0.0, eps=1e-10,
    ):  # fmt: skip
        check_range("lr_decay", lr_decay, least=0)
        check_range("initial_accumulator_value", initial_accumulator_value, least=0)
        check_range("eps", eps, above=0)
        super().__init__(parameters, lr, weight_decay)
        self.lr_decay, self.eps = lr_decay, eps
        self.G = np.full_like(self.theta, initial_accumulator_value)

    def update(self, theta, g):
        """Take one step."""
        self.G += g * g
        lr = self.lr / (1 + (self.t - 1) * self.lr_decay)
        theta -= lr * g / (np.sqrt(self.G) + self.eps)


class Adadelta(Optimizer):
    r"""Steps in the units of the weights: root mean square of steps over that of gradients.

    .. math:: v_t = \rho v_{t-1} + (1 - \rho) g_t^2, \quad
        \delta_t = \frac{\sqrt{u_{t-1} + \epsilon}}{\sqrt{v_t + \epsilon}} g_t, \quad
        u_t = \rho u_{t-1} + (1 - \rho) \delta_t^2, \quad
        \theta_t = \theta_{t-1} - \eta \delta_t

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The factor eta, 1 in the paper.
    rho : float
        The decay of both averages, in [0, 1).
    eps : float
        Positive; it sets the size of the first steps.
    weight_decay : float
        See `Optimizer`.

    Raises
    ------
    ValueError
        If a setting is out of range, or as for `Optimizer`.

    References
    ----------
    Zeiler (2012), arXiv:1212.5701. Book: ``eq-adaptive-adadelta``.
    """

    def __init__(self, parameters, lr=1.0, *, rho=0.9, eps=1e-6, weight_decay=0.0):
        check_range("rho", rho, least=0, below=1)
        check_range("eps", eps, above=0)
        super().__init__(parameters, lr, weight_decay)
        self.rho, self.eps = rho, eps
        self.v, self.u = np.zeros_like(self.theta), np.zeros_like(self.theta)

    def update(self, theta, g):
        """Take one step."""
        self.v += (1 - self.rho) * (g * g - self.v)
        delta = np.sqrt((self.u + self.eps) / (self.v + self.eps)) * g
        self.u += (1 - self.rho) * (delta * delta - self.u)
        theta -= self.lr * delta


class RMSprop(Optimizer):
    r"""Gradients divided by their root mean square over the last steps.

    .. math:: v_t = \alpha v_{t-1} + (1 - \alpha) g_t^2, \qquad
        b_t = \mu b_{t-1} + \frac{g_t}{\sqrt{v_t - \bar g_t^2} + \epsilon}, \qquad
        \theta_t = \theta_{t-1} - \eta b_t

    where the mean gradient is counted as 0 unless `centered`.

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The step size eta.
    alpha : float
        The decay of the averages, in [0, 1).
    eps : float
        Positive, in units of the gradient.
    weight_decay : float
        See `Optimizer`.
    momentum : float
        The factor mu, in [0, 1).
    centered : bool
        Divide by the standard deviation of the gradient instead.

    Raises
    ------
    ValueError
        If a setting is out of range, or as for `Optimizer`.

    References
    ----------
    Tieleman & Hinton (2012), lecture 6.5; Graves (2013), arXiv:1308.0850 (centred).
    Book: ``eq-adaptive-rmsprop``.
    """

    def __init__(
        self, parameters, lr=1e-2, *, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0,
        centered=False,
    ):  # fmt: skip
        check_range("alpha", alpha, least=0, below=1)
        check_range("eps", eps, above=0)
        check_range("momentum", momentum, least=0, below=1)
        super().__init__(parameters, lr, weight_decay)
        self.alpha, self.eps, self.momentum, self.centered = alpha, eps, momentum, centered
        self.v, self.mean, self.b = (np.zeros_like(self.theta) for _ in range(3))

    def update(self, theta, g):
        """Take one step."""
        self.v += (1 - self.alpha) * (g * g - self.v)
        variance = self.v
        if self.centered:
            self.mean += (1 - self.alpha) * (g - self.mean)
            variance = np.maximum(self.v - self.mean * self.mean, 0)
        self.b *= self.momentum
        self.b += g / (np.sqrt(variance) + self.eps)
        theta -= self.lr * self.b
