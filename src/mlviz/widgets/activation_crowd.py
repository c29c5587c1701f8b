"""What an activation does to a crowd of inputs, whose mean and spread are dragged."""

import math

import numpy as np
import traitlets

from mlmath import activations
from mlviz.draggable import Draggable, bleed, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, GREEN, INK, ORANGE


def _prelu(x):
    y, pullback = activations.prelu_vjp(x, np.array([0.25]))
    return y, lambda dy: pullback(dy)[:1]


FUNCTIONS = {
    "step": ("step", activations.step_vjp),
    "sigmoid": ("sigmoid", activations.sigmoid_vjp),
    "tanh": ("tanh", activations.tanh_vjp),
    "relu": ("ReLU", activations.relu_vjp),
    "leaky": ("leaky ReLU, a = 0.1", lambda x: activations.leaky_relu_vjp(x, negative_slope=0.1)),
    "prelu": ("PReLU, learned a = 0.25", _prelu),
    "elu": ("ELU, α = 1", activations.elu_vjp),
    "elu2": ("ELU, α = 0.5", lambda x: activations.elu_vjp(x, alpha=0.5)),
    "gelu": ("GELU", activations.gelu_vjp),
    "softplus": ("softplus", activations.softplus_vjp),
}
"""Words and primitive of each function of `ActivationCrowd`."""
_HALF = [0.119236, 0.240426, 0.36571, 0.497764, 0.640067]
_HALF += [0.798009, 0.981041, 1.208391, 1.53165, 2.2]
CROWD = np.array([-z for z in _HALF[::-1]] + [0.0] + _HALF)
"""Twenty-one inputs spread like a normal crowd of mean 0 and standard deviation about 1."""
_X, _Y, STUCK = (-7, 7), (-1.7, 3.7), 0.05


class ActivationCrowd(Draggable):
    """An activation, its slope, and a crowd of inputs that it bends.

    Parameters
    ----------
    function : str
        A key of `FUNCTIONS`.
    mean, spread : float
        Of the crowd: -4 to 4, and 0 to 3.
    """

    _esm = script("activation_crowd.js")
    function = traitlets.Enum(list(FUNCTIONS)).tag(sync=True)
    mean = traitlets.Float().tag(sync=True)
    spread = traitlets.Float().tag(sync=True)

    def __init__(self, function="sigmoid", mean=0.0, spread=1.5, alt=""):
        if function not in FUNCTIONS:
            raise ValueError(f"function {function!r} is none of {list(FUNCTIONS)}.")
        if not (math.isfinite(mean) and abs(mean) <= 4 and 0 <= spread <= 3):
            raise ValueError(f"mean must be in -4 to 4, spread in 0 to 3, got {mean}, {spread}.")
        alt = alt or (
            "An activation function, its slope and a crowd of inputs below. Moving the crowd's "
            "mean or spread moves the outputs along the right edge and changes their slopes."
        )
        super().__init__(function=function, mean=float(mean), spread=float(spread), alt=alt)

    def values(self):
        """Return mean and spread of the outputs, the mean slope, and the share that is stuck."""
        y, pullback = FUNCTIONS[self.function][1](self.mean + self.spread * CROWD)
        (slopes,) = pullback(np.ones_like(y))
        numbers = [y.mean(), y.std(), slopes.mean(), np.mean(np.abs(slopes) < STUCK)]
        return dict(zip(["mean", "spread", "slope", "stuck"], map(float, numbers), strict=True))

    def words(self):
        """Return what came out."""
        r, name = self.values(), FUNCTIONS[self.function][0]
        return (
            f"{name}: mean {num(self.mean)}, spread {num(self.spread)} in; mean {num(r['mean'])}, "
            f"spread {num(r['spread'])} out; mean slope {num(r['slope'], 3)}; "
            f"slope below 0.05 for {num(21 * r['stuck'], 0)} of 21."
        )

    def still(self):
        """Return the function, its slope, the crowd and its outputs."""
        f = FUNCTIONS[self.function][1]
        t, x = np.linspace(*_X, 281), self.mean + self.spread * CROWD
        ax = canvas(figsize=(490 / 96, 378 / 96))
        y, pullback = f(t)
        ax.plot(t, y, color=INK)
        ax.plot(t, pullback(np.ones_like(t))[0], "--", color=GREEN)
        ax.plot(x, f(x)[0], "o", color=ORANGE, markersize=4)
        ax.plot(np.full(21, 6.8), f(x)[0], "o", color=ORANGE, markersize=6)
        ax.plot(x, np.full(21, -1.3), "o", color=BLUE, markersize=4)
        return bleed(ax, _X, _Y)
