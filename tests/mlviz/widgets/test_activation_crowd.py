"""The crowd before and behind an activation, moved in Chromium: its numbers agree with mlmath."""

import numpy as np
import pytest

from mlviz.widgets.activation_crowd import CROWD, FUNCTIONS, ActivationCrowd
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def truth(state):
    """Mean, spread and slope by mlmath."""
    x, f = state["mean"] + state["spread"] * CROWD, FUNCTIONS[state["function"]][1]
    y, pullback = f(x)
    (slopes,) = pullback(np.ones_like(x))
    return {"mean": y.mean(), "spread": y.std(), "slope": slopes.mean()}


@pytest.mark.parametrize("function", list(FUNCTIONS))
def test_the_crowd(open_page, rng, function):
    page = ready(open_page([ActivationCrowd(mean=0.3)]))
    page.locator("select").select_option(function)
    for _ in moves(page, rng, count=40):
        state, values = shown(page)
        assert state["function"] == function
        agree(values, truth(state))


def test_a_crowd_far_left_is_stuck_at_a_relu():
    values = ActivationCrowd("relu", mean=-4.0, spread=1.0).values()
    assert values == {"mean": 0.0, "spread": 0.0, "slope": 0.0, "stuck": 1.0}
    assert ActivationCrowd("leaky", mean=-4.0, spread=1.0).values()["slope"] == pytest.approx(0.1)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="'swish' is none of"):
        ActivationCrowd("swish")
    with pytest.raises(ValueError, match="mean must be in"):
        ActivationCrowd(mean=float("nan"))
    with pytest.raises(ValueError, match="spread in 0 to 3"):
        ActivationCrowd(spread=-1)
