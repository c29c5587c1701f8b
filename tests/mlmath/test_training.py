"""Training: every example once an epoch, what is recorded, and when it stops."""

import numpy as np
import pytest

from mlmath.layers import Dropout, Linear
from mlmath.losses import mse
from mlmath.module import Sequential
from mlmath.network import MLP
from mlmath.optim.schedules import cosine
from mlmath.optim.sgd import SGD
from mlmath.training import evaluate, fit, minibatches, train_step


@pytest.fixture
def problem(rng):
    x = rng.standard_normal((20, 3))
    return MLP((3, 1), rng), x, x.sum(axis=1, keepdims=True)


def test_every_example_comes_once_in_random_order(rng):
    x, t = np.arange(20).reshape(10, 2), np.arange(10)
    batches = list(minibatches(x, t, batch_size=4, rng=rng))
    assert [len(a) for a, _ in batches] == [4, 4, 2]
    for a, b in batches:
        np.testing.assert_array_equal(a[:, 0], 2 * b)
    order = np.concatenate([b for _, b in batches])
    assert sorted(order) == list(range(10))
    assert list(order) != list(range(10))
    again = np.concatenate([b for (b,) in minibatches(t, batch_size=4, rng=rng)])
    assert list(again) != list(order)
    ((whole,),) = minibatches(t, batch_size=100, rng=rng)
    assert len(whole) == 10


def test_a_step_goes_down_the_gradient(problem):
    model, x, t = problem
    W, b = (p.data.copy() for p in model.parameters())
    r = x @ W.T + b - t
    L = train_step(model, mse, SGD(model.parameters(), 0.1), x, t)
    assert isinstance(L, float)
    assert pytest.approx((r * r).mean(), rel=1e-12) == L
    layer = model.layers[0]
    np.testing.assert_allclose(layer.weight.data, W - 0.1 * 2 / 20 * r.T @ x, rtol=1e-12)
    np.testing.assert_allclose(layer.bias.data, b - 0.1 * 2 * r.mean(axis=0), rtol=1e-12)


def test_old_gradients_are_forgotten(problem):
    model, x, t = problem
    for p in model.parameters():
        p.grad = np.full(p.shape, 1e9)
    train_step(model, mse, SGD(model.parameters(), 0.1), x, t)
    assert abs(model.layers[0].weight.data).max() < 10


def test_a_clipped_step_has_length_lr_times_the_bound(problem):
    model, x, t = problem
    before = np.concatenate([p.data.reshape(-1) for p in model.parameters()])
    optimizer = SGD(model.parameters(), 0.1)
    train_step(model, mse, optimizer, x, 100 * t, max_norm=0.5)
    assert np.linalg.norm(optimizer.theta - before) == pytest.approx(0.05, rel=1e-12)


def test_history_holds_what_happened(problem, rng):
    model, x, t = problem
    schedule = cosine(0.1, T_max=9)
    optimizer = SGD(model.parameters(), 0.7)
    history = fit(
        model, mse, optimizer, x, t, epochs=3, batch_size=8, rng=rng,
        validation=(x[:5], t[:5]), schedule=schedule,
    )  # fmt: skip
    assert len(history.step_loss) == 9
    assert history.lr == [schedule(step) for step in range(9)]
    for epoch in range(3):
        a, b, c = history.step_loss[3 * epoch : 3 * epoch + 3]
        assert history.loss[epoch] == pytest.approx((8 * a + 8 * b + 4 * c) / 20, rel=1e-12)
    assert len(history.validation_loss) == 3
    assert history.validation_loss[-1] == evaluate(model, mse, x[:5], t[:5])
    assert optimizer.t == 9


def test_without_a_schedule_lr_stays(problem, rng):
    model, x, t = problem
    optimizer = SGD(model.parameters(), 0.07)
    history = fit(model, mse, optimizer, x, t, epochs=2, batch_size=8, rng=rng)
    assert history.lr == [0.07] * 6
    assert history.validation_loss == []
    assert history.loss[1] < history.loss[0]


def test_equal_generators_give_equal_runs():
    runs = []
    for _ in range(2):
        rng = np.random.default_rng(3)
        x = rng.standard_normal((20, 3))
        model = MLP((3, 4, 1), rng)
        optimizer = SGD(model.parameters(), 0.1)
        history = fit(model, mse, optimizer, x, x[:, :1], epochs=3, batch_size=6, rng=rng)
        runs.append(history.step_loss)
    assert runs[0] == runs[1]


def test_a_run_may_be_stopped(problem, rng):
    model, x, t = problem
    seen = []

    def after_epoch(epoch, history):
        seen.append((epoch, len(history.loss)))
        return epoch == 2

    optimizer = SGD(model.parameters(), 0.1)
    history = fit(
        model, mse, optimizer, x, t, epochs=9, batch_size=20, rng=rng, after_epoch=after_epoch
    )
    assert seen == [(0, 1), (1, 2), (2, 3)]
    assert len(history.loss) == 3


class Modes(Sequential):
    """Note the mode of every call."""

    def __init__(self, *layers):
        super().__init__(*layers)
        self.seen = []

    def forward(self, x):
        self.seen.append(self.layers[0].training)
        return super().forward(x)


def test_modes_while_training_and_after(rng):
    model = Modes(Dropout(0.5, rng), Linear(3, 1, rng))
    x = rng.standard_normal((10, 3))
    optimizer = SGD(model.parameters(), 0.1)
    fit(model, mse, optimizer, x, x[:, :1], epochs=2, batch_size=5, rng=rng,
        validation=(x, x[:, :1]))  # fmt: skip
    assert model.seen == [True, True, False] * 2
    assert not model.training
    model.layers[0].train()
    evaluate(model, mse, x, x[:, :1])
    assert [m.training for m in model.modules()] == [False, True, False]
    assert model.seen[-1] is False


def test_evaluate_gives_the_loss(problem):
    model, x, t = problem
    assert evaluate(model, mse, x, t) == mse(model(x).data, t) > 0


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
def test_divergence_stops_and_names_step_and_loss(problem, rng):
    model, x, t = problem
    optimizer = SGD(model.parameters(), 5.0)
    with pytest.raises(
        FloatingPointError, match=r"the loss is \d\S* at step \d+. Lower lr \(it is 5"
    ):
        fit(model, mse, optimizer, x, t, epochs=100, batch_size=20, rng=rng)
    assert 2 < optimizer.t < 20
    assert np.isfinite(optimizer.theta).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_loss_that_is_not_finite_changes_nothing(problem, bad):
    model, x, t = problem
    optimizer = SGD(model.parameters(), 0.1)
    before = optimizer.theta.copy()
    with pytest.raises(FloatingPointError, match=f"the loss is {bad} at step 0"):
        train_step(model, mse, optimizer, x, np.full_like(t, bad))
    np.testing.assert_array_equal(optimizer.theta, before)


def test_the_first_loss_sets_what_counts_as_diverged(rng):
    model, x = MLP((1, 1), rng), np.ones((4, 1))
    optimizer = SGD(model.parameters(), 1e-3)
    history = fit(model, mse, optimizer, x, 1e9 * x, epochs=2, batch_size=4, rng=rng)
    assert history.loss[0] > 1e17
    L = train_step(model, mse, optimizer, x, x, limit=1e300)
    with pytest.raises(FloatingPointError, match="diverged"):
        train_step(model, mse, optimizer, x, x, limit=0.9 * L)


def test_progress_shows_a_bar(problem, rng, capsys):
    model, x, t = problem
    optimizer = SGD(model.parameters(), 0.1)
    for progress in (False, True):
        fit(model, mse, optimizer, x, t, epochs=2, batch_size=20, rng=rng, progress=progress)
        shown = capsys.readouterr().err
        assert ("2/2" in shown and "loss=" in shown) if progress else shown == ""


def test_any_differentiable_function_may_be_the_loss(problem):
    model, x, t = problem
    optimizer = SGD(model.parameters(), 1e-3)
    expected = 20 * mse(model(x), t).item()
    L = train_step(model, lambda y, t: ((y - t) * (y - t)).sum(), optimizer, x, t)
    assert pytest.approx(expected, rel=1e-12) == L
    with pytest.raises(ValueError, match=r"got a Tensor of shape \(20, 1\)"):
        train_step(model, lambda y, t: y - t, optimizer, x, t)
    with pytest.raises(ValueError, match="one number as a Tensor, got float"):
        train_step(model, lambda y, t: 1.0, optimizer, x, t)
    assert optimizer.t == 1
