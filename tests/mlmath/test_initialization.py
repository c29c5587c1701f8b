"""Initialization: spread, range, and what it is for."""

import math

import numpy as np
import pytest

from mlmath.initialization import (
    fans,
    gain_of,
    he_normal,
    he_uniform,
    uniform,
    xavier_normal,
    xavier_uniform,
    zeros,
)

SHAPE = (60, 20, 5, 4)  # fan-in 400, fan-out 1200
SPREADS = [
    (xavier_normal, {}, math.sqrt(2 / 1600)),
    (xavier_normal, {"gain": "tanh"}, 5 / 3 * math.sqrt(2 / 1600)),
    (xavier_uniform, {}, math.sqrt(2 / 1600)),
    (xavier_uniform, {"gain": 3}, 3 * math.sqrt(2 / 1600)),
    (he_normal, {}, math.sqrt(2 / 400)),
    (he_normal, {"gain": "linear"}, math.sqrt(1 / 400)),
    (he_uniform, {}, math.sqrt(2 / 400)),
    (he_uniform, {"gain": 0.5}, 0.5 / math.sqrt(400)),
    (uniform, {}, 1 / math.sqrt(3 * 400)),
    (uniform, {"bound": 0.3}, 0.3 / math.sqrt(3)),
]


@pytest.mark.parametrize(("draw", "options", "spread"), SPREADS)
def test_spread_and_centre(draw, options, spread, rng):
    w = draw(SHAPE, rng, **options)
    assert w.shape == SHAPE
    assert w.std() == pytest.approx(spread, rel=0.02)
    assert abs(w.mean()) < 5 * spread / math.sqrt(w.size)


@pytest.mark.parametrize("draw", [uniform, xavier_uniform, he_uniform])
def test_a_uniform_fills_its_range(draw, rng):
    w = draw(SHAPE, rng)
    bound = w.std() * math.sqrt(3)
    assert w.max() == pytest.approx(bound, rel=0.02)
    assert w.min() == pytest.approx(-bound, rel=0.02)


@pytest.mark.parametrize("draw", [xavier_normal, he_normal])
def test_a_normal_has_normal_tails(draw, rng):
    w = draw(SHAPE, rng)
    assert (abs(w) > 2 * w.std()).mean() == pytest.approx(0.0455, abs=0.005)


def test_equal_generators_give_equal_weights():
    draws = [he_normal((3, 4), np.random.default_rng(5)) for _ in range(2)]
    np.testing.assert_array_equal(*draws)


def test_zeros():
    assert zeros((3, 4)).shape == (3, 4)
    assert not zeros((3, 4), None).any()
    assert not np.signbit(zeros((3, 4))).any()


def test_fans_count_the_receptive_field():
    assert fans((7, 5)) == (5, 7)
    assert fans(SHAPE) == (400, 1200)


@pytest.mark.torch
def test_gains_equal_torch():
    torch = pytest.importorskip("torch")
    for word in ("linear", "sigmoid", "tanh", "relu"):
        assert gain_of(word) == pytest.approx(torch.nn.init.calculate_gain(word))
    assert gain_of(1.5) == 1.5


def test_he_keeps_the_mean_square_through_fifty_layers_and_a_small_start_does_not(rng):
    a = b = rng.standard_normal((100, 256))
    for _ in range(50):
        W = he_normal((256, 256), rng)
        a, b = np.maximum(a @ W.T, 0), np.maximum(b @ (0.7 * W).T, 0)
    assert 0.2 < (a * a).mean() < 5
    assert (b * b).mean() < 1e-12


def test_weights_are_the_draws_of_the_generator_in_order():
    for draw, options, expected in [
        (uniform, {"bound": 2.0}, lambda g: g.uniform(-2, 2, (3, 6))),
        (xavier_uniform, {}, lambda g: g.uniform(-1, 1, (3, 6)) * math.sqrt(6 / 9)),
        (xavier_normal, {}, lambda g: g.standard_normal((3, 6)) * math.sqrt(2 / 9)),
        (he_uniform, {}, lambda g: g.uniform(-1, 1, (3, 6))),
        (he_normal, {}, lambda g: g.standard_normal((3, 6)) * math.sqrt(2 / 6)),
    ]:
        w = draw((3, 6), np.random.default_rng(8), **options)
        np.testing.assert_allclose(w, expected(np.random.default_rng(8)), rtol=1e-12)
