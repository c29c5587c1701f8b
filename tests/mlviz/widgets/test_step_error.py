"""Errors of numerical slopes, moved in Chromium: they agree with mlmath."""

import pytest

from mlmath.numerics import central_difference, complex_step, forward_difference
from mlviz.widgets.step_error import StepAndError
from tests.mlviz.widgets.moving import agree, moves, ready, shown


def truth(power, x):
    def f(t):
        return t * t * t

    h, exact = 2.0**-power, 3 * x * x
    rules = {
        "forward": forward_difference,
        "central": central_difference,
        "complex": complex_step,
    }
    return {"h": h} | {name: abs(rule(f, x, h) - exact) for name, rule in rules.items()}


def test_errors(open_page, rng):
    page = ready(open_page([StepAndError(power=30, x=0.7)]))
    for _ in moves(page, rng, count=60):
        state, values = shown(page)
        agree(values, truth(state["power"], 0.7))


@pytest.mark.parametrize("x", [0.7, 1.3])
def test_the_three_shapes(x):
    errors = [StepAndError(k, x).values() for k in range(61)]
    assert errors[50]["forward"] > errors[26]["forward"] < errors[5]["forward"]
    assert errors[50]["central"] > errors[18]["central"] < errors[5]["central"]
    assert all(e["complex"] < 1e-15 for e in errors[30:])
    for k in (5, 8, 11):  # order 1 and order 2
        assert abs(errors[k]["forward"] / errors[k + 1]["forward"] - 2) < 0.05
        assert abs(errors[k]["central"] / errors[k + 1]["central"] - 4) < 0.05
        assert abs(errors[k]["complex"] / errors[k + 1]["complex"] - 4) < 0.05


def test_an_error_of_zero_is_said(static):
    widget = StepAndError(power=60)
    assert "central 10^" in widget.words()
    assert widget._repr_mimebundle_()["image/png"]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="from 0 to 60, got 61"):
        StepAndError(61)
    with pytest.raises(ValueError, match=r"between 0\.1 and 2, got 5"):
        StepAndError(x=5)
