"""The errors of three numerical slopes against the step, on logarithmic axes."""

import math

import traitlets

from mlviz.draggable import Draggable, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import GRID, INK, MUTED, PALETTE

_X, _Y = (-19.5, 1.5), (-19, 2)
_FLOOR = 1e-17  # where an error of 0 is drawn
_NAMES = ("forward", "central", "complex")
_LABELS = ((-8.6, -4.7, "forward"), (-9.6, -11.6, "central"), (-15, -16.4, "complex step"))


class StepAndError(Draggable):
    """Errors of forward, central and complex-step slopes of x³ for the step 2 ** -power.

    Parameters
    ----------
    power : int
        From 0 to 60.
    x : float
        Where the slope is taken; between 0.1 and 2.
    """

    _esm = script("step_error.js")
    power = traitlets.Int().tag(sync=True)
    x = traitlets.Float().tag(sync=True)

    def __init__(self, power=10, x=0.7, alt=""):
        if power not in range(61):
            raise ValueError(f"power must be a whole number from 0 to 60, got {power}.")
        if not 0.1 <= x <= 2:
            raise ValueError(f"x must lie between 0.1 and 2, got {x}.")
        alt = alt or (
            "Errors of three numerical slopes against the step h, both axes logarithmic. As h "
            "shrinks, the forward and the central error fall and then rise again; that of the "
            "complex step falls and stays at the bottom."
        )
        super().__init__(power=int(power), x=float(x), alt=alt)

    def values(self):
        """Return the step and the three errors."""
        return {"h": 2.0**-self.power} | self._errors(self.power)

    def _errors(self, power):
        x, h = self.x, 2.0**-power
        ahead, here, back = ((x + s) * (x + s) * (x + s) for s in (h, 0.0, -h))
        imaginary = (x * x - h * h) * h + 2 * x * h * x
        slopes = (ahead - here) / h, (ahead - back) / (2 * h), imaginary / h
        exact = 3 * x * x
        return {n: abs(m - exact) for n, m in zip(_NAMES, slopes, strict=True)}

    def words(self):
        """Return the step and the errors as powers of ten."""
        r = self.values()
        errors = ", ".join(f"{name} {_power(r[name])}" for name in _NAMES)
        return f"h = {_power(r['h'])}. Errors: {errors}."

    def still(self):
        """Return the three lines and the step."""
        ax = canvas(figsize=(440 / 96, 440 / 96))
        for v in range(-16, 1, 4):
            ax.plot([v, v, math.nan, *_X], [*_Y, math.nan, v, v], color=GRID, linewidth=0.8)
            ax.annotate(_tick(v), (v, -18.6), color=MUTED, fontsize=8, ha="center")
            ax.annotate(_tick(v), (-19.3, v + 0.2), color=MUTED, fontsize=8)
        across = [math.log10(2.0**-k) for k in range(61)]
        for (x, y, word), color in zip(_LABELS, PALETTE, strict=False):
            ax.annotate(word, (x, y), color=color, fontsize=9)
        for name, color, dashes in zip(_NAMES, PALETTE, ("-", "--", "-."), strict=False):
            up = [math.log10(max(self._errors(k)[name], _FLOOR)) for k in range(61)]
            ax.plot(across, up, color=color, linestyle=dashes)
        now = math.log10(2.0**-self.power)
        ax.plot([now, now], _Y, color=INK, linewidth=1)
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=_X, ylim=_Y)
        ax.axis("off")
        return ax.figure


def _power(value):
    return f"10^{num(math.log10(value), 1)}" if value else "0"


def _tick(v):
    return "1" if v == 0 else "10" + str(v).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
