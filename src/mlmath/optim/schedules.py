"""Schedules: the step size as a function of the step, 0, 1, 2, ...

Each maker returns such a function; before a step, set ``optimizer.lr = schedule(t)``.
"""

import math

from mlmath.optim.optimizer import check_range
from mlmath.validation import as_count


def step_decay(lr, *, step_size, gamma=0.1):
    r"""Multiply by `gamma` every `step_size` steps.

    .. math:: \eta_t = \eta_0 \gamma^{\lfloor t / s \rfloor}

    Raises
    ------
    ValueError
        If `lr` or `gamma` is not positive or `step_size` no positive integer.
    """
    check_range("lr", lr, above=0)
    check_range("gamma", gamma, above=0)
    as_count(step_size, "step_size")
    return lambda t: lr * gamma ** (t // step_size)


def exponential(lr, *, gamma):
    r"""Multiply by `gamma` every step.

    .. math:: \eta_t = \eta_0 \gamma^t

    Raises
    ------
    ValueError
        If `lr` or `gamma` is not positive.
    """
    return step_decay(lr, step_size=1, gamma=gamma)


def cosine(lr, *, T_max, eta_min=0.0):
    r"""Go down half a cosine wave in `T_max` steps and stay there.

    .. math:: \eta_t = \eta_\text{min} + \tfrac12 (\eta_0 - \eta_\text{min})
        \big(1 + \cos(\pi \min(t, T) / T)\big)

    Raises
    ------
    ValueError
        If `lr` is not positive, `T_max` no positive integer, or `eta_min` negative.

    References
    ----------
    Loshchilov & Hutter (2017), arXiv:1608.03983. Book: ``eq-sgd-cosine``.
    """
    check_range("lr", lr, above=0)
    check_range("eta_min", eta_min, least=0)
    as_count(T_max, "T_max")
    return lambda t: (
        eta_min + 0.5 * (lr - eta_min) * (1 + math.cos(math.pi * min(t, T_max) / T_max))
    )


def warmup(schedule, *, steps, start_factor=0.1):
    r"""Rise on a line to the start of `schedule` in `steps` steps, then follow it.

    .. math:: \eta_t = \eta_0 \Big(f + (1 - f) \frac{t}{w}\Big) \text{ for } t < w, \qquad
        \eta_t = \text{schedule}(t - w) \text{ from } w \text{ on}

    Parameters
    ----------
    schedule : callable
        Maps the step to the step size.
    steps : int
        The length w of the rise.
    start_factor : float
        The share f of the step size to start with, in (0, 1].

    Raises
    ------
    ValueError
        If `steps` is no positive integer or `start_factor` is out of range.

    References
    ----------
    Goyal et al. (2017), arXiv:1706.02677. Book: ``eq-sgd-warmup``.
    """
    as_count(steps, "steps")
    if not 0 < start_factor <= 1:
        raise ValueError(f"start_factor must lie in (0, 1], got {start_factor}")

    def warmed(t):
        if t < steps:
            return schedule(0) * (start_factor + (1 - start_factor) * t / steps)
        return schedule(t - steps)

    return warmed
