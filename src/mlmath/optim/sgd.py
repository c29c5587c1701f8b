"""Gradient descent, with momentum in PyTorch's form."""

import numpy as np

from mlmath.optim.optimizer import Optimizer, check_range


class SGD(Optimizer):
    r"""Gradient descent: on all data it is plain, on mini-batches stochastic.

    .. math:: b_t = \mu b_{t-1} + (1 - \tau) g_t, \quad b_1 = g_1, \qquad
        \theta_t = \theta_{t-1} - \eta \begin{cases} g_t & \mu = 0 \\
        b_t & \text{momentum} \\ g_t + \mu b_t & \text{Nesterov} \end{cases}

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The step size eta.
    momentum : float
        The share mu of the last step that is kept, in [0, 1).
    dampening : float
        The share tau of the gradient that is left out from the second step on, in [0, 1].
    weight_decay : float
        See `Optimizer`.
    nesterov : bool
        Look one step ahead; needs momentum and no dampening.

    Raises
    ------
    ValueError
        If a setting is out of range, or as for `Optimizer`.

    References
    ----------
    Robbins & Monro (1951); Polyak (1964); Sutskever et al. (2013). Book: ``eq-sgd-step``,
    ``eq-momentum-heavy-ball``, ``eq-momentum-nesterov``.
    """

    def __init__(
        self, parameters, lr, *, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False
    ):
        check_range("momentum", momentum, least=0, below=1)
        if not 0 <= dampening <= 1:
            raise ValueError(f"dampening must lie in [0, 1], got {dampening}")
        if nesterov and (momentum == 0 or dampening != 0):
            raise ValueError("nesterov needs momentum > 0 and dampening = 0")
        super().__init__(parameters, lr, weight_decay)
        self.momentum, self.dampening, self.nesterov = momentum, dampening, nesterov
        self.b = np.zeros_like(self.theta)

    def update(self, theta, g):
        """Take one step."""
        if self.momentum:
            self.b *= self.momentum
            self.b += g if self.t == 1 else (1 - self.dampening) * g
            g = g + self.momentum * self.b if self.nesterov else self.b
        theta -= self.lr * g
