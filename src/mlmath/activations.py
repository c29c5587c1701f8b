"""Activation functions: bends between linear layers, each with its pullback.

All work entry by entry, except the two softmaxes. All keep the type of floats, float32 in gives
float32 out, and raise ValueError for input that is ragged, complex or no number.
"""

import math

import numpy as np

from mlmath.autodiff import primitive
from mlmath.validation import as_floats

_erfc = np.frompyfunc(math.erfc, 1, 1)


def step_vjp(x):
    r"""Step (Heaviside) function: 1 from 0 on, else 0.

    .. math:: y = [x \ge 0], \qquad y' = 0 \text{ wherever it exists}

    The pullback returns zeros: no gradient passes a step.

    References
    ----------
    McCulloch & Pitts (1943). Book: ``eq-activations-step``.
    Book: eq-perceptron-step.
    """
    x = as_floats(x)
    return (x >= 0).astype(x.dtype), lambda dy: (np.zeros_like(x),)


def sigmoid_vjp(x):
    r"""Logistic sigmoid, exact in both tails.

    .. math:: y = \frac{1}{1 + e^{-x}}, \qquad y' = y (1 - y) \le \tfrac14

    References
    ----------
    Verhulst (1838). Book: ``eq-activations-sigmoid``.
    Book: eq-activations-sigmoid-slope.
    """
    x = as_floats(x)
    e = np.exp(-np.abs(x))  # never overflows
    y = np.where(x >= 0, 1, e) / (1 + e)
    return y, lambda dy: (dy * e / ((1 + e) * (1 + e)),)


def tanh_vjp(x):
    r"""Hyperbolic tangent.

    .. math:: y = \tanh x, \qquad y' = 1 - y^2

    References
    ----------
    LeCun et al. (1998), "Efficient BackProp". Book: ``eq-activations-tanh``.
    """
    y = np.tanh(as_floats(x))
    return y, lambda dy: (dy * (1 - y * y),)


def relu_vjp(x):
    r"""Rectified linear unit.

    .. math:: y = \max(x, 0), \qquad y' = [x > 0]

    References
    ----------
    Nair & Hinton (2010). Book: ``eq-activations-relu``.
    """
    y = np.maximum(as_floats(x), 0)
    return y, lambda dy: (dy * (y > 0),)


def leaky_relu_vjp(x, *, negative_slope=0.01):
    r"""ReLU that leaks on the negative side.

    .. math:: y = \max(x, 0) + a \min(x, 0), \qquad y' = 1 \text{ if } x > 0 \text{ else } a

    with a = ``negative_slope``.

    References
    ----------
    Maas, Hannun & Ng (2013). Book: ``eq-activations-leaky-relu``.
    """
    x = as_floats(x)
    slope = np.where(x > 0, x.dtype.type(1), x.dtype.type(negative_slope))
    return slope * x, lambda dy: (dy * slope,)


def prelu_vjp(x, weight):
    r"""ReLU whose negative slope is learned.

    .. math:: y = \max(x, 0) + a_c \min(x, 0), \qquad
        \frac{\partial y}{\partial a_c} = \min(x, 0)

    Parameters
    ----------
    x : ndarray of shape (N,) or (N, C, ...)
    weight : ndarray of shape (1,) or (C,)
        The slope a, one for all or one a channel (axis 1).

    Raises
    ------
    ValueError
        If `weight` has neither one entry nor one a channel.

    References
    ----------
    He et al. (2015), arXiv:1502.01852. Book: ``eq-activations-prelu``.
    """
    x, weight = as_floats(x), as_floats(weight)
    C = x.shape[1] if x.ndim > 1 else 1
    if weight.shape not in {(1,), (C,)}:
        raise ValueError(
            f"weight has shape {weight.shape}, expected (1,) or ({C},): "
            "one slope for all, or one a channel"
        )
    a = weight.reshape(-1, *[1] * (x.ndim - 2)) if x.ndim > 1 else weight
    low = np.minimum(x, 0)

    def pullback(dy):
        axes = tuple(i for i in range(x.ndim) if i != 1 or weight.size == 1)
        da = (dy * low).sum(axis=axes).reshape(weight.shape)
        return dy * np.where(x > 0, 1, a), da

    return np.maximum(x, 0) + a * low, pullback


def elu_vjp(x, *, alpha=1.0):
    r"""Exponential linear unit; its slope is continuous at 0 only for alpha = 1.

    .. math:: y = x \text{ if } x > 0 \text{ else } \alpha (e^x - 1), \qquad
        y' = 1 \text{ if } x > 0 \text{ else } \alpha e^x

    References
    ----------
    Clevert, Unterthiner & Hochreiter (2016), arXiv:1511.07289. Book: ``eq-activations-elu``.
    Book: eq-activations-elu-kink.
    """
    x, alpha = as_floats(x), float(alpha)
    low = np.minimum(x, 0)
    y = np.where(x > 0, x, alpha * np.expm1(low))
    return y, lambda dy: (dy * np.where(x > 0, 1, alpha * np.exp(low)),)


def gelu_vjp(x, *, approximate="none"):
    r"""Gaussian error linear unit: x times the chance that a standard normal lies below x.

    .. math:: y = x \Phi(x) \approx
        \frac{x}{2} \Big(1 + \tanh\big(\sqrt{2/\pi}\,(x + 0.044715\,x^3)\big)\Big)

    Parameters
    ----------
    x : ndarray of any shape
    approximate : {"none", "tanh"}
        "none" is exact and asks the C library for one erfc an entry; "tanh" is within 5e-4 of it
        and many times faster.

    Raises
    ------
    ValueError
        If `approximate` is another word.

    References
    ----------
    Hendrycks & Gimpel (2016), arXiv:1606.08415. Book: ``eq-activations-gelu``.
    """
    x = as_floats(x)
    if approximate == "tanh":
        return _gelu_tanh(x)
    if approximate != "none":
        raise ValueError(f'approximate must be "none" or "tanh", got {approximate!r}')
    Phi = np.asarray(0.5 * _erfc(x * -math.sqrt(0.5)), dtype=x.dtype)
    phi = np.exp(-0.5 * x * x) * (1 / math.sqrt(2 * math.pi))
    return x * Phi, lambda dy: (dy * (Phi + x * phi),)


def _gelu_tanh(x):
    c = math.sqrt(2 / math.pi)
    xx = x * x  # x**3 would cost ten times as much
    t = np.tanh(c * x * (1 + 0.044715 * xx))
    half = 0.5 * (1 + t)

    def pullback(dy):
        return (dy * half * (1 + x * (1 - t) * (c + 3 * 0.044715 * c * xx)),)

    return x * half, pullback


def softplus_vjp(x):
    r"""Softplus, a smooth ReLU whose slope is the sigmoid.

    .. math:: y = \log(1 + e^x) = \max(x, 0) + \log(1 + e^{-|x|}), \qquad y' = \sigma(x)

    References
    ----------
    Dugas et al. (2001). Book: ``eq-activations-softplus``.
    """
    x = as_floats(x)
    y = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return y, lambda dy: (dy * sigmoid_vjp(x)[0],)


def softmax_vjp(z, *, axis=-1):
    r"""Softmax: scores to probabilities.

    .. math:: p_i = \frac{e^{z_i - \max z}}{\sum_j e^{z_j - \max z}}, \qquad
        \frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)

    Parameters
    ----------
    z : ndarray of shape (..., K)
        Scores (logits), in nats. Minus infinity gives probability 0.
    axis : int
        The axis that holds the K classes.

    Raises
    ------
    ValueError
        If `z` has no entry along `axis`.

    References
    ----------
    Bridle (1990). Book: ``eq-activations-softmax``.
    Book: eq-activations-softmax-jacobian.
    """
    p = _shifted(z, axis)
    np.exp(p, out=p)
    p /= p.sum(axis=axis, keepdims=True)

    def pullback(dp):
        # diag(p) - p p^T is symmetric and needs one inner product a row
        return (p * (dp - (dp * p).sum(axis=axis, keepdims=True)),)

    return p, pullback


def log_softmax_vjp(z, *, axis=-1):
    r"""Logarithm of the softmax, in nats, finite where the softmax itself underflows.

    .. math:: y_i = z_i - \log \sum_j e^{z_j}, \qquad
        \frac{\partial y_i}{\partial z_j} = \delta_{ij} - p_j

    Parameters
    ----------
    z : ndarray of shape (..., K)
        Scores (logits), in nats.
    axis : int
        The axis that holds the K classes.

    Raises
    ------
    ValueError
        If `z` has no entry along `axis`.

    References
    ----------
    Goodfellow, Bengio & Courville (2016), sec. 6.2.2. Book: ``eq-activations-log-softmax``.
    """
    y = _shifted(z, axis)
    y -= np.log(np.exp(y).sum(axis=axis, keepdims=True))
    return y, lambda dy: (dy - np.exp(y) * dy.sum(axis=axis, keepdims=True),)


def _shifted(z, axis):
    """Return z minus its largest entry along `axis`, a new array."""
    z = as_floats(z)
    if z.ndim == 0 or z.shape[axis] == 0:
        raise ValueError(f"softmax needs at least one score along axis {axis}, got shape {z.shape}")
    return z - z.max(axis=axis, keepdims=True)


step, sigmoid, tanh, softplus = map(primitive, (step_vjp, sigmoid_vjp, tanh_vjp, softplus_vjp))
relu, leaky_relu, prelu, elu = map(primitive, (relu_vjp, leaky_relu_vjp, prelu_vjp, elu_vjp))
gelu, softmax, log_softmax = map(primitive, (gelu_vjp, softmax_vjp, log_softmax_vjp))
