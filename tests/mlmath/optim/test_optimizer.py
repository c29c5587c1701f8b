"""Optimizers: the flat buffer, the rules by hand, and what each one promises."""

import math

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.optim import schedules
from mlmath.optim.adam import Adam, AdamW
from mlmath.optim.adaptive import Adadelta, Adagrad, RMSprop
from mlmath.optim.clipping import clip_grad_norm, clip_grad_value
from mlmath.optim.optimizer import Optimizer
from mlmath.optim.sgd import SGD

ALL = [
    lambda p: SGD(p, 0.05, momentum=0.5),
    lambda p: Adagrad(p, 0.5),
    lambda p: Adadelta(p, 1.0, eps=1e-4),
    lambda p: RMSprop(p, 0.02),
    lambda p: Adam(p, 0.05),
    lambda p: AdamW(p, 0.05, weight_decay=1e-4),
]


def two_parameters(dtype=np.float64):
    return [Tensor(np.arange(6, dtype=dtype).reshape(2, 3)), Tensor(np.array([7.0, 8.0], dtype))]


def give_gradients(parameters, value=1.0):
    for p in parameters:
        p.grad = np.full(p.shape, value, p.dtype)


def test_parameters_become_views_of_one_buffer():
    parameters = two_parameters()
    arrays = [p.data for p in parameters]
    optimizer = SGD(parameters, 0.5)
    np.testing.assert_array_equal(optimizer.theta, [0, 1, 2, 3, 4, 5, 7, 8])
    assert all(np.shares_memory(p.data, optimizer.theta) for p in parameters)
    give_gradients(parameters)
    optimizer.step()
    np.testing.assert_array_equal(parameters[0].data, [[-0.5, 0.5, 1.5], [2.5, 3.5, 4.5]])
    np.testing.assert_array_equal(parameters[1].data, [6.5, 7.5])
    np.testing.assert_array_equal(arrays[0], np.arange(6.0).reshape(2, 3))


def test_read_only_and_strided_parameters_can_be_trained():
    frozen = np.arange(12.0).reshape(3, 4)[:, ::2]
    frozen.setflags(write=False)
    p = Tensor(frozen)
    optimizer = SGD([p], 1.0)
    p.grad = np.arange(6.0).reshape(2, 3).T  # strided as well
    optimizer.step()
    np.testing.assert_array_equal(p.data, frozen - [[0, 3], [1, 4], [2, 5]])


def test_values_assigned_between_steps_are_taken_over():
    parameters = two_parameters()
    optimizer = SGD(parameters, 1.0)
    parameters[1].data = np.array([100.0, 200.0])
    give_gradients(parameters)
    optimizer.step()
    np.testing.assert_array_equal(parameters[1].data, [99, 199])
    assert np.shares_memory(parameters[1].data, optimizer.theta)


def test_two_optimizers_may_share_parameters():
    parameters = two_parameters()
    a, b = SGD(parameters, 1.0), SGD(parameters, 10.0)
    for optimizer in (a, b, a):
        give_gradients(parameters)
        optimizer.step()
    np.testing.assert_array_equal(parameters[1].data, [7 - 12, 8 - 12])


@pytest.mark.parametrize("value", [np.zeros(3), np.zeros(2, np.float32)])
def test_a_parameter_that_changed_its_kind_is_refused(value):
    parameters = two_parameters()
    optimizer = SGD(parameters, 1.0)
    give_gradients(parameters)
    parameters[1].data = value
    with pytest.raises(ValueError, match="make a new optimizer"):
        optimizer.step()


def test_a_missing_gradient_is_named_and_nothing_moves():
    parameters = two_parameters()
    optimizer = SGD(parameters, 1.0)
    give_gradients(parameters[:1])
    with pytest.raises(ValueError, match=r"parameter 1 of shape \(2,\) has no gradient"):
        optimizer.step()
    assert optimizer.t == 0
    np.testing.assert_array_equal(optimizer.theta, [0, 1, 2, 3, 4, 5, 7, 8])


def test_zero_grad_forgets():
    parameters = two_parameters()
    optimizer = SGD(parameters, 1.0)
    give_gradients(parameters)
    optimizer.zero_grad()
    assert all(p.grad is None for p in parameters)


@pytest.mark.parametrize("make", ALL)
def test_gradients_are_not_changed(make):
    parameters = two_parameters()
    optimizer = make(parameters)
    for _ in range(3):
        give_gradients(parameters, 2.0)
        optimizer.step()
        assert all((p.grad == 2).all() for p in parameters)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_floats_is_kept(make, dtype):
    parameters = two_parameters(dtype)
    optimizer = make(parameters)
    give_gradients(parameters)
    optimizer.step()
    assert optimizer.theta.dtype == dtype
    assert all(p.dtype == dtype for p in parameters)


@pytest.mark.parametrize("make", ALL)
def test_each_one_goes_down_a_long_bowl(make):
    p = Tensor(np.array([3.0, -2.0]))
    curvature = np.array([1.0, 10.0])
    optimizer = make([p])
    start = float((curvature * p.data**2).sum())
    for _ in range(300):
        p.grad = 2 * curvature * p.data
        optimizer.step()
    assert (curvature * p.data**2).sum() < 0.02 * start


def steps_from_zero(optimizer_of, gradients):
    p = Tensor(np.zeros(1))
    optimizer = optimizer_of([p])
    path = []
    for g in gradients:
        p.grad = np.array([float(g)])
        optimizer.step()
        path.append(p.data[0])
    return path


def test_momentum_by_hand():
    # b: 1, 0.5 + 1 = 1.5, 0.75 + 1 = 1.75
    assert steps_from_zero(lambda p: SGD(p, 1.0, momentum=0.5), [1, 1, 1]) == [-1, -2.5, -4.25]
    # Nesterov adds 0.5 b to g: 1.5, 1.75, 1.875
    path = steps_from_zero(lambda p: SGD(p, 1.0, momentum=0.5, nesterov=True), [1, 1, 1])
    assert path == [-1.5, -3.25, -5.125]


def test_adagrad_by_hand():
    path = steps_from_zero(lambda p: Adagrad(p, 1.0, eps=1e-30), [3, 4])
    np.testing.assert_allclose(path, [-1, -1.8], rtol=1e-14)


def test_adam_by_hand():
    # t = 1: m = .5, v = .5, both corrected 1. t = 2: m = -.25 -> -1/3, v = .75 -> 1
    adam = lambda p: Adam(p, 1.0, betas=(0.5, 0.5), eps=1e-30)  # noqa: E731
    np.testing.assert_allclose(steps_from_zero(adam, [1, -1]), [-1, -2 / 3], rtol=1e-14)


def test_the_first_step_of_adam_has_length_lr_whatever_the_gradient():
    for g in (1e-3, 1.0, -1e6):
        first = steps_from_zero(lambda p: Adam(p, 0.1), [g])[0]
        assert first == pytest.approx(-0.1 * g / (abs(g) + 1e-8), rel=1e-12)


def test_without_correction_adam_starts_too_fast():
    first = steps_from_zero(lambda p: Adam(p, 0.1, bias_correction=False, eps=1e-30), [5])[0]
    assert first == pytest.approx(-0.1 * 0.1 / math.sqrt(0.001), rel=1e-12)


def test_amsgrad_remembers_the_largest_gradient():
    gradients = [10, *[0.1] * 50]
    plain, largest = (
        steps_from_zero(lambda p, a=a: Adam(p, 0.1, betas=(0.5, 0.5), amsgrad=a), gradients)
        for a in (False, True)
    )
    assert plain[-1] < -2
    assert largest[-1] > -0.5


def test_decay_beside_and_inside_the_gradient_differ():
    beside, inside = Tensor(np.array([2.0])), Tensor(np.array([2.0]))
    for p, optimizer in [
        (beside, AdamW([beside], 0.1, weight_decay=0.5)),
        (inside, Adam([inside], 0.1, weight_decay=0.5)),
    ]:
        p.grad = np.zeros(1)
        optimizer.step()
    assert beside.data[0] == pytest.approx(2 * (1 - 0.1 * 0.5), rel=1e-12)
    assert inside.data[0] == pytest.approx(2 - 0.1, rel=1e-6)


def test_centred_rmsprop_never_takes_the_root_of_a_negative_number():
    path = steps_from_zero(lambda p: RMSprop(p, 0.01, centered=True, alpha=0.5), [0.1] * 60)
    assert np.isfinite(path).all()


def test_a_rule_of_ones_own():
    class Sign(Optimizer):
        def update(self, theta, g):
            theta -= self.lr * np.sign(g)

    assert steps_from_zero(lambda p: Sign(p, 0.5), [3, -2, 9]) == [-0.5, 0, -0.5]
    with pytest.raises(NotImplementedError, match="Optimizer defines no update"):
        steps_from_zero(lambda p: Optimizer(p, 0.5), [1])


def test_clipping_by_norm_keeps_the_direction():
    parameters = [*two_parameters(), Tensor(np.zeros(3))]
    parameters[0].grad, parameters[1].grad = np.full((2, 3), 2.0), np.full(2, -4.0)
    before = parameters[0].grad
    assert clip_grad_norm(parameters, 1.0) == pytest.approx(math.sqrt(56))
    np.testing.assert_allclose(parameters[0].grad, 2 / math.sqrt(56))
    np.testing.assert_allclose(parameters[1].grad, -4 / math.sqrt(56))
    assert parameters[2].grad is None
    assert (before == 2).all()
    assert clip_grad_norm(parameters, 1.5) == pytest.approx(1)
    np.testing.assert_allclose(parameters[0].grad, 2 / math.sqrt(56))
    assert clip_grad_norm(parameters[2:], 1.0) == 0


def test_clipping_by_value_cuts_each_entry():
    p, without = Tensor(np.zeros(3)), Tensor(np.zeros(3))
    p.grad = gradient = np.array([-5.0, 0.5, 2.0])
    clip_grad_value([p, without], 1.0)
    np.testing.assert_array_equal(p.grad, [-1, 0.5, 1])
    np.testing.assert_array_equal(gradient, [-5, 0.5, 2])
    assert without.grad is None


def test_clipping_keeps_the_type():
    p = Tensor(np.zeros(3, np.float32))
    for clip in (clip_grad_norm, clip_grad_value):
        p.grad = np.full(3, 9, np.float32)
        clip([p], np.float64(0.5))
        assert p.grad.dtype == np.float32


def test_schedules_by_hand():
    step = schedules.step_decay(1.0, step_size=3, gamma=0.5)
    assert [step(t) for t in range(7)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]
    assert schedules.step_decay(1.0, step_size=1)(2) == pytest.approx(0.01)
    fall = schedules.exponential(2.0, gamma=0.5)
    assert [fall(t) for t in range(3)] == [2, 1, 0.5]
    wave = schedules.cosine(1.0, T_max=4, eta_min=0.2)
    expected = [1, 0.6 + 0.4 * math.sqrt(0.5), 0.6, 0.6 - 0.4 * math.sqrt(0.5), 0.2, 0.2, 0.2]
    np.testing.assert_allclose([wave(t) for t in range(7)], expected, rtol=1e-14)
    assert schedules.cosine(1.0, T_max=4)(9) == 0
    rise = schedules.warmup(fall, steps=4, start_factor=0.5)
    assert [rise(t) for t in range(7)] == [1, 1.25, 1.5, 1.75, 2, 1, 0.5]
    assert schedules.warmup(fall, steps=4)(0) == pytest.approx(0.2)
    assert schedules.warmup(fall, steps=4, start_factor=1)(1) == 2


class Plain(Optimizer):
    def update(self, theta, g):
        theta -= self.lr * g


def test_the_base_counts_steps_and_adds_the_decay_to_the_gradient():
    for decay, expected in [({}, 2 - 0.1 * 3), ({"weight_decay": 0.5}, 2 - 0.1 * (3 + 0.5 * 2))]:
        p = Tensor(np.array([2.0]))
        optimizer = Plain([p], 0.1, **decay)
        p.grad = np.array([3.0])
        optimizer.step()
        assert p.data[0] == pytest.approx(expected, rel=1e-14)
        assert optimizer.t == 1
