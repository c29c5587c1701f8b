"""Loss functions: one number to minimise, the mean over all entries or examples.

Predictions and targets must have equal shapes: (N,) against (N, 1) would broadcast to (N, N)
and train on nonsense, so it is refused with a ValueError, as are an empty batch and input that is
ragged, complex or no number. Cross-entropies take scores (logits), never probabilities.
"""

import numpy as np

from mlmath.activations import log_softmax_vjp, sigmoid_vjp, softplus_vjp
from mlmath.autodiff import primitive
from mlmath.validation import as_floats


def mse_vjp(y, t):
    r"""Mean squared error, in squared units of `t`.

    .. math:: L = \frac1n \sum_i (y_i - t_i)^2, \qquad
        \frac{\partial L}{\partial y_i} = \frac2n (y_i - t_i)

    Parameters
    ----------
    y, t : ndarray, equal shapes
        Predictions and targets.

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    References
    ----------
    Gauss (1809). Book: ``eq-losses-mse``.
    """
    r = _residual(y, t)
    return np.mean(r * r), _pair(r * (2 / r.size))


def rmse_vjp(y, t):
    r"""Root of the mean squared error, in units of `t`.

    .. math:: L = \sqrt{\frac1n \sum_i (y_i - t_i)^2}, \qquad
        \frac{\partial L}{\partial y_i} = \frac{y_i - t_i}{n L}

    At L = 0 it has no derivative; the pullback gives 0. Book: ``eq-losses-rmse``.
    """
    r = _residual(y, t)
    L = np.sqrt(np.mean(r * r))
    return L, _pair(r / (r.size * L) if L > 0 else np.zeros_like(r))


def mae_vjp(y, t):
    r"""Mean absolute error, in units of `t`; the pullback gives 0 where y = t.

    .. math:: L = \frac1n \sum_i |y_i - t_i|, \qquad
        \frac{\partial L}{\partial y_i} = \frac1n \operatorname{sign}(y_i - t_i)

    References
    ----------
    Boscovich (1757). Book: ``eq-losses-mae``.
    """
    r = _residual(y, t)
    return np.mean(np.abs(r)), _pair(np.sign(r) / r.size)


def huber_vjp(y, t, *, delta=1.0):
    r"""Huber loss: squared near 0, absolute beyond `delta`.

    .. math:: L = \frac1n \sum_i \begin{cases} \tfrac12 r_i^2 & |r_i| \le \delta \\
        \delta (|r_i| - \tfrac12 \delta) & \text{else} \end{cases}, \qquad
        \frac{\partial L}{\partial y_i} = \frac1n \max(-\delta, \min(r_i, \delta))

    with r = y - t and `delta` > 0 in units of `t` (else ValueError).

    References
    ----------
    Huber (1964). Book: ``eq-losses-huber``.
    """
    if not delta > 0:
        raise ValueError(f"delta must be positive, got {delta}")
    r = _residual(y, t)
    clipped = np.clip(r, -float(delta), float(delta))
    return np.mean(clipped * (r - 0.5 * clipped)), _pair(clipped / r.size)


def log_cosh_vjp(y, t):
    r"""Log-cosh: a smooth curve between squared and absolute error.

    .. math:: L = \frac1n \sum_i \log \cosh(y_i - t_i), \qquad
        \frac{\partial L}{\partial y_i} = \frac1n \tanh(y_i - t_i)

    Book: ``eq-losses-log-cosh``.
    """
    r = _residual(y, t)
    a = np.abs(r)
    return np.mean(a + np.log1p(0.5 * np.expm1(-2 * a))), _pair(np.tanh(r) / r.size)


def hinge_vjp(z, t):
    r"""Hinge loss of scores z for classes t of -1 or +1.

    .. math:: L = \frac1n \sum_i \max(0, 1 - t_i z_i), \qquad
        \frac{\partial L}{\partial z_i} = -\frac{t_i}{n} [t_i z_i < 1]

    Raises
    ------
    ValueError
        If a class is neither -1 nor +1.

    References
    ----------
    Cortes & Vapnik (1995). Book: ``eq-losses-hinge``.
    """
    z, t = _alike(z, t)
    if not np.all(np.abs(t) == 1):
        raise ValueError("classes must be -1 or +1: turn 0/1 labels into 2 * t - 1")
    slack = np.maximum(1 - t * z, 0)
    return np.mean(slack), lambda dL: (dL * (slack > 0) * (-t / z.size), None)


def binary_cross_entropy_vjp(z, t):
    r"""Binary cross-entropy of sigmoid(z) against targets in [0, 1], in nats.

    .. math:: L = \frac1n \sum_i \big(\log(1 + e^{z_i}) - t_i z_i\big), \qquad
        \frac{\partial L}{\partial z_i} = \frac1n (\sigma(z_i) - t_i)

    Parameters
    ----------
    z, t : ndarray, equal shapes
        Scores (logits), and the probability of class 1 (0 or 1 for hard labels), a constant.

    Raises
    ------
    ValueError
        If a target lies outside [0, 1].

    References
    ----------
    Good (1952). Book: ``eq-losses-binary-cross-entropy``, eq-backpropagation-price.
    """
    z, t = _alike(z, t)
    _check_range(t)
    # max(z, 0) - t z would cancel where t = 1 and z is large
    L = np.mean(t * softplus_vjp(-z)[0] + (1 - t) * softplus_vjp(z)[0])
    return L, lambda dL: ((sigmoid_vjp(z)[0] - t) * (dL / z.size), None)


def focal_vjp(z, t, *, gamma=2.0, alpha=None):
    r"""Focal loss: binary cross-entropy that makes little of easy examples.

    .. math:: L = -\frac1n \sum_i \alpha_i (1 - p_i)^\gamma \log p_i, \qquad
        p_i = \sigma((2 t_i - 1) z_i)

    Parameters
    ----------
    z, t : ndarray, equal shapes
        Scores (logits), and labels 0 or 1, a constant.
    gamma : float
        At 0 this is the binary cross-entropy.
    alpha : float, optional
        Weight of class 1; class 0 weighs 1 - alpha. All weigh 1 if left out.

    Raises
    ------
    ValueError
        If a label is neither 0 nor 1, gamma < 0, or alpha lies outside [0, 1].

    References
    ----------
    Lin et al. (2017), arXiv:1708.02002. Book: ``eq-losses-focal``.
    """
    z, t = _alike(z, t)
    if not np.all((t == 0) | (t == 1)):
        raise ValueError("labels must be 0 or 1")
    if not gamma >= 0 or not (alpha is None or 0 <= alpha <= 1):
        raise ValueError(f"need gamma >= 0 and alpha in [0, 1], got {gamma=}, {alpha=}")
    sign, gamma = 2 * t - 1, float(gamma)
    p, q, log_p = sigmoid_vjp(sign * z)[0], sigmoid_vjp(-sign * z)[0], -softplus_vjp(-sign * z)[0]
    w = q**gamma
    if alpha is not None:
        w = w * (float(1 - alpha) + t * float(2 * alpha - 1))

    def pullback(dL):
        return sign * w * (gamma * p * log_p - q) * (dL / z.size), None

    return -np.mean(w * log_p), pullback


def categorical_cross_entropy_vjp(z, t):
    r"""Cross-entropy of softmax(z) against distributions t, in nats.

    .. math:: L = -\frac1N \sum_{n,k} t_{nk} \log p_{nk}, \qquad
        \frac{\partial L}{\partial z} = \frac1N (p - t), \qquad p_n = \operatorname{softmax}(z_n)

    Parameters
    ----------
    z, t : ndarray of shape (..., K)
        Scores (logits), and target probabilities (one-hot or soft), a constant.

    Raises
    ------
    ValueError
        If a target lies outside [0, 1] or a row of them does not sum to 1.

    References
    ----------
    Shannon (1948); Good (1952). Book: ``eq-losses-categorical-cross-entropy``.
    """
    z, t = _alike(z, t)
    _check_range(t)
    if z.ndim == 0 or not np.allclose(t.sum(axis=-1), 1, rtol=0, atol=1e-4):
        raise ValueError("each row of targets must sum to 1: they are probabilities")
    N = z.size // z.shape[-1]
    log_p, _ = log_softmax_vjp(z)
    # the sum is finite where log p is -1e4 and t is 0
    return -np.sum(t * log_p) / N, lambda dL: ((np.exp(log_p) - t) * (dL / N), None)


def cross_entropy_vjp(z, labels):
    r"""Cross-entropy of softmax(z) against integer labels, in nats.

    .. math:: L = \frac1N \sum_n \Big(\log \sum_k e^{z_{nk}} - z_{n, t_n}\Big), \qquad
        \frac{\partial L}{\partial z_{nk}} = \frac1N (p_{nk} - [k = t_n]), \qquad
        p_n = \operatorname{softmax}(z_n)

    Parameters
    ----------
    z : ndarray of shape (..., K)
        Scores (logits), not probabilities.
    labels : ndarray of int, shape (...)
        The true classes t, 0 to K - 1, a constant.

    Raises
    ------
    ValueError
        If the leading axes differ, or a label is no integer or lies outside 0 to K - 1.

    References
    ----------
    Shannon (1948); Good (1952). Book: ``eq-losses-cross-entropy``, eq-backpropagation-softmax.
    """
    z, labels = as_floats(z), np.asarray(labels)
    _check_labels(z, labels)
    s = z.reshape(-1, z.shape[-1])
    s = s - s.max(axis=1, keepdims=True)
    at_label = np.arange(len(s)), labels.reshape(-1)
    s_t, e = s[at_label], np.exp(s, out=s)
    total = e.sum(axis=1, keepdims=True)

    def pullback(dL):
        dz = e / total
        dz[at_label] -= 1
        dz *= dL / len(dz)
        return dz.reshape(z.shape), None

    return (np.log(total[:, 0]) - s_t).sum() / len(s), pullback


def _alike(y, t):
    y, t = as_floats(y), as_floats(t)
    if y.shape != t.shape:
        raise ValueError(f"predictions have shape {y.shape}, targets {t.shape}: make them equal")
    if y.size == 0:
        raise ValueError("the mean loss of no example does not exist: the batch is empty")
    return y, t


def _residual(y, t):
    y, t = _alike(y, t)
    return np.subtract(y, t)


def _pair(dy):
    """Return the pullback of a loss of the residual y - t."""
    return lambda dL: (dL * dy, -dL * dy)


def _check_range(t):
    if not (t.min() >= 0 and t.max() <= 1):
        raise ValueError(f"targets are probabilities in [0, 1], got {t.min():g} to {t.max():g}")


def _check_labels(z, labels):
    if z.ndim == 0 or labels.shape != z.shape[:-1]:
        raise ValueError(f"labels have shape {labels.shape}, expected {z.shape[:-1]}: one a row")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels are class numbers, got {labels.dtype}: convert them to int")
    if labels.size == 0:
        raise ValueError("the mean loss of no example does not exist: the batch is empty")
    if labels.min() < 0 or labels.max() >= z.shape[-1]:
        raise ValueError(
            f"labels must lie in 0 to {z.shape[-1] - 1}, got {labels.min()} to {labels.max()}"
        )


mse, rmse, mae, huber = map(primitive, (mse_vjp, rmse_vjp, mae_vjp, huber_vjp))
log_cosh, hinge, focal = map(primitive, (log_cosh_vjp, hinge_vjp, focal_vjp))
binary_cross_entropy = primitive(binary_cross_entropy_vjp)
categorical_cross_entropy = primitive(categorical_cross_entropy_vjp)
cross_entropy = primitive(cross_entropy_vjp)
