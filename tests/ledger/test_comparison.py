"""What the comparisons accept, what they refuse, and what an entry must have compared."""

import numpy as np
import pytest

from tests.ledger.comparison import at_most, close, near_mean
from tests.ledger.registry import entry


def test_an_entry_must_compare_with_its_code_and_a_route():
    @entry("eq-walk-mean", code="mlmath.x", route="none", latex="")
    def idle(rng):
        close(1.0, route=1.0)

    with pytest.raises(AssertionError, match=r"never compared its formula with: .'code'"):
        idle(None)

    @entry("eq-walk-mean", code=None, route="none", latex="")
    def silent(rng):
        pass

    with pytest.raises(AssertionError, match="'route'"):
        silent(None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"route": 1.0 + 1e-8}, "allowed 1e-09"),
        ({"code": 2.0, "route": 1.0}, "code gives 2"),
        ({"code": 1.0, "route": 2.0}, "route gives 2"),
        ({"route": [1.0]}, "shape"),
        ({"route": np.nan}, "not finite"),
        ({"route": 1.0 + 1.0j}, "off by 1"),
    ],
)
def test_close_refuses(arguments, words):
    with pytest.raises(AssertionError, match=words):
        close(1.0, **arguments)


@pytest.mark.parametrize(
    ("arguments", "words"), [({}, "with nothing"), ({"route": 1.0, "rtol": 0.1}, "proves nothing")]
)
def test_close_refuses_to_prove_nothing(arguments, words):
    with pytest.raises(ValueError, match=words):
        close(1.0, **arguments)


def test_at_most_wants_the_inequality_and_its_tight_case():
    x = np.linspace(-1, 1, 9)
    at_most(x, np.abs(x), tight=(1.0, 1.0))
    with pytest.raises(AssertionError, match="the inequality fails"):
        at_most(np.abs(x), x, tight=(1.0, 1.0))
    with pytest.raises(AssertionError, match="off by 1"):
        at_most(x, 2 * np.abs(x), tight=(1.0, 2.0))
    with pytest.raises(AssertionError, match="shapes"):
        at_most(x, 1.0, tight=(1.0, 1.0))


def test_near_mean_wants_the_mean_inside_a_narrow_interval(rng):
    samples = rng.exponential(2.0, size=(40_000, 3))
    near_mean([2.0, 2.0, 2.0], samples)
    with pytest.raises(AssertionError, match="standard errors off"):
        near_mean([2.0, 2.1, 2.0], samples)
    with pytest.raises(AssertionError, match="too few"):
        near_mean([2.0, 2.0, 2.0], samples[:100])
    with pytest.raises(AssertionError, match="for a formula of"):
        near_mean(2.0, samples)
