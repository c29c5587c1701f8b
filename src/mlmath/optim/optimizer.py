"""What all optimizers share: the parameters of a model as one flat vector."""

import numpy as np

from mlmath.autodiff import Tensor


class Optimizer:
    """Base of all optimizers: gathers parameters and gradients, and asks `update` for the rule.

    All parameters move into one flat buffer, theta, and each ``parameter.data`` becomes a view of
    it: a rule is then a few operations on one long vector instead of many on short ones, and
    reads like its formula. The arrays that the parameters held before are left untouched.

    Parameters
    ----------
    parameters : iterable of Tensor
        Leaves, all of one float type.
    lr : float
        Step size, positive. May be set anew between steps, as schedules do.
    weight_decay : float
        Adds ``weight_decay * theta`` to the gradient (L2 regularization).

    Attributes
    ----------
    theta : ndarray of shape (P,)
        All P parameters.
    t : int
        Steps taken.

    Raises
    ------
    ValueError
        If there is no parameter, one is listed twice, is no Tensor or differs in type, or a
        setting is out of range.
    """

    def __init__(self, parameters, lr, weight_decay=0.0):
        self.parameters = list(parameters)
        _check_parameters(self.parameters)
        check_range("lr", lr, above=0)
        check_range("weight_decay", weight_decay, least=0)
        self.lr, self.weight_decay, self.t = float(lr), float(weight_decay), 0
        self.theta = np.concatenate([p.data.reshape(-1) for p in self.parameters])
        self.gradient = np.empty_like(self.theta)
        self._views, end = [], 0
        for p in self.parameters:
            start, end = end, end + p.size
            self._views.append(self.theta[start:end].reshape(p.shape))
            p.data = self._views[-1]

    def zero_grad(self):
        """Forget all gradients; without it the next `backward` adds to them."""
        for p in self.parameters:
            p.grad = None

    def step(self):
        """Move all parameters once.

        Raises
        ------
        ValueError
            If a parameter has no gradient, or has changed its shape.
        """
        for i, (p, view) in enumerate(zip(self.parameters, self._views, strict=True)):
            if p.grad is None:
                raise ValueError(
                    f"parameter {i} of shape {p.shape} has no gradient: call backward first, "
                    "and give the optimizer only parameters that the loss depends on"
                )
            if p.data is not view:  # somebody assigned p.data: take the value over
                self._adopt(p, view)
        np.concatenate([p.grad.reshape(-1) for p in self.parameters], out=self.gradient)
        self.t += 1
        if self.weight_decay:
            self.gradient += self.weight_decay * self.theta
        self.update(self.theta, self.gradient)

    def update(self, theta, g):
        """Change `theta` in place, given the gradient `g`; every subclass defines its own.

        Raises
        ------
        NotImplementedError
            If the subclass has not.
        """
        raise NotImplementedError(f"{type(self).__name__} defines no update")

    def _adopt(self, p, view):
        if p.shape != view.shape or p.dtype != view.dtype:
            raise ValueError(
                f"a parameter was {view.dtype} of shape {view.shape} and is now {p.dtype} of shape "
                f"{p.shape}: make a new optimizer"
            )
        view[...] = p.data
        p.data = view


def _check_parameters(parameters):
    if not parameters:
        raise ValueError("no parameters to optimize")
    if not all(isinstance(p, Tensor) for p in parameters):
        raise ValueError("parameters must be Tensors: pass model.parameters()")
    if len({id(p) for p in parameters}) < len(parameters):
        raise ValueError("a parameter is listed twice and would be moved twice: list it once")
    dtypes = sorted({str(p.dtype) for p in parameters})
    if len(dtypes) > 1:
        raise ValueError(f"parameters mix {' and '.join(dtypes)}: call model.to(np.float32)")


def check_range(name, value, *, least=-np.inf, above=-np.inf, below=np.inf):
    """Raise ValueError unless `value` is finite, >= `least`, > `above` and < `below`."""
    if not (np.isfinite(value) and value >= least and above < value < below):
        lower = f"[{least}" if above == -np.inf else f"({above}"
        raise ValueError(f"{name} must lie in {lower}, {below}), got {value}")
