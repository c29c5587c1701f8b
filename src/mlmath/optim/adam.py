"""Adam, its variant AMSGrad, and AdamW."""

import math

import numpy as np

from mlmath.optim.optimizer import Optimizer, check_range


class Adam(Optimizer):
    r"""Momentum divided by the root mean square of the gradient.

    .. math:: m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \quad
        v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2, \quad
        \theta_t = \theta_{t-1}
        - \eta \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} + \epsilon}

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The step size eta, in units of the parameters: few entries move more than lr a step.
    betas : (float, float)
        The decays of m and v, each in [0, 1).
    eps : float
        Positive, in units of the gradient.
    weight_decay : float
        See `Optimizer`; mixed with the gradient, it is rescaled as well (`AdamW` is not).
    amsgrad : bool
        Divide by the largest v so far.
    bias_correction : bool
        Divide by 1 - beta^t; without it the first steps are wrong in size.

    Raises
    ------
    ValueError
        If a setting is out of range, or as for `Optimizer`.

    References
    ----------
    Kingma & Ba (2015), arXiv:1412.6980; Reddi, Kale & Kumar (2018), arXiv:1904.09237 (AMSGrad).
    Book: ``eq-adaptive-adam``, ``eq-adaptive-amsgrad``.
    """

    def __init__(
        self, parameters, lr=1e-3, *, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0,
        amsgrad=False, bias_correction=True,
    ):  # fmt: skip
        for beta in betas:
            check_range("each of betas", beta, least=0, below=1)
        check_range("eps", eps, above=0)
        super().__init__(parameters, lr, weight_decay)
        self.betas, self.eps = betas, eps
        self.amsgrad, self.bias_correction = amsgrad, bias_correction
        self.M, self.V, self.V_max = (np.zeros_like(self.theta) for _ in range(3))
        self._scratch = np.empty_like(self.theta)

    def update(self, theta, g):
        """Take one step, in place in few passes: M = m / (1 - beta1) and V = v / (1 - beta2)."""
        M, V, s, (beta1, beta2) = self.M, self.V, self._scratch, self.betas
        c1, c2 = (1 - beta**self.t if self.bias_correction else 1 for beta in self.betas)
        M *= beta1
        M += g
        V *= beta2
        np.multiply(g, g, out=s)
        V += s
        if self.amsgrad:
            V = np.maximum(self.V_max, V, out=self.V_max)
        to_v_hat = math.sqrt((1 - beta2) / c2)
        np.sqrt(V, out=s)
        s += self.eps / to_v_hat
        np.divide(M, s, out=s)
        s *= self.lr * (1 - beta1) / c1 / to_v_hat
        theta -= s


class AdamW(Adam):
    r"""Adam with weight decay beside the gradient, not inside it.

    .. math:: \theta_{t-1} \leftarrow (1 - \eta \lambda)\, \theta_{t-1}
        \quad\text{before Adam's step}

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float
        The step size eta.
    weight_decay : float
        The share lambda, >= 0.
    **settings
        As for `Adam`.

    Raises
    ------
    ValueError
        As for `Adam`.

    References
    ----------
    Loshchilov & Hutter (2019), arXiv:1711.05101. Book: ``eq-adaptive-adamw``.
    """

    def __init__(self, parameters, lr=1e-3, *, weight_decay=1e-2, **settings):
        check_range("weight_decay", weight_decay, least=0)
        super().__init__(parameters, lr, **settings)
        self.decay = weight_decay

    def update(self, theta, g):
        """Take one step."""
        theta *= 1 - self.lr * self.decay
        super().update(theta, g)
