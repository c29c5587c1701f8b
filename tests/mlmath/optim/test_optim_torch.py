"""Fifty steps of every optimizer, and every schedule, beside PyTorch's."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.optim import schedules
from mlmath.optim.adam import Adam, AdamW
from mlmath.optim.adaptive import Adadelta, Adagrad, RMSprop
from mlmath.optim.clipping import clip_grad_norm, clip_grad_value
from mlmath.optim.sgd import SGD

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

SETTINGS = [
    (SGD, {}),
    (SGD, {"weight_decay": 0.1}),
    (SGD, {"momentum": 0.9}),
    (SGD, {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1}),
    (SGD, {"momentum": 0.9, "dampening": 1.0}),
    (SGD, {"momentum": 0.8, "nesterov": True}),
    (SGD, {"momentum": 0.8, "nesterov": True, "weight_decay": 0.1}),
    (Adagrad, {}),
    (Adagrad, {"lr_decay": 0.2, "weight_decay": 0.1, "initial_accumulator_value": 0.5}),
    (Adagrad, {"eps": 0.3}),
    (Adadelta, {}),
    (Adadelta, {"rho": 0.5, "eps": 0.01, "weight_decay": 0.1}),
    (RMSprop, {}),
    (RMSprop, {"alpha": 0.7, "eps": 0.1, "weight_decay": 0.1, "momentum": 0.5}),
    (RMSprop, {"centered": True}),
    (RMSprop, {"centered": True, "momentum": 0.9, "alpha": 0.8}),
    (Adam, {}),
    (Adam, {"betas": (0.7, 0.9), "eps": 0.1, "weight_decay": 0.1}),
    (Adam, {"amsgrad": True, "betas": (0.5, 0.6)}),
    (AdamW, {}),
    (AdamW, {"betas": (0.7, 0.9), "eps": 0.1, "weight_decay": 0.3}),
    (AdamW, {"amsgrad": True, "betas": (0.5, 0.6)}),
]
SHAPES = [(3, 4), (4,), (2, 3, 2)]


@pytest.mark.parametrize(("optimizer", "settings"), SETTINGS)
def test_fifty_steps_equal_torch(optimizer, settings, rng):
    start = [rng.standard_normal(shape) for shape in SHAPES]
    ours = [Tensor(x) for x in start]
    theirs = [torch.tensor(x, requires_grad=True) for x in start]
    a = optimizer(ours, lr=0.05, **settings)
    b = getattr(torch.optim, optimizer.__name__)(theirs, lr=0.05, **settings)
    for t in range(50):
        a.lr = b.param_groups[0]["lr"] = 0.05 / (1 + 0.1 * t)  # as a schedule would
        for p, q in zip(ours, theirs, strict=True):
            p.grad = rng.standard_normal(p.shape) * 10.0 ** rng.integers(-3, 2)
            q.grad = torch.tensor(p.grad)
        a.step()
        b.step()
        for p, q in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(p.data, q.detach().numpy(), rtol=1e-10, atol=1e-12)


def torch_rates(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler = make(torch.optim.lr_scheduler, optimizer)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def warm_cosine(lr_scheduler, optimizer):
    line = lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=5)
    wave = lr_scheduler.CosineAnnealingLR(optimizer, T_max=12, eta_min=0.01)
    return lr_scheduler.SequentialLR(optimizer, [line, wave], milestones=[5])


SCHEDULES = [
    (schedules.step_decay(0.3, step_size=4, gamma=0.5), lambda s, o: s.StepLR(o, 4, 0.5)),
    (schedules.exponential(0.3, gamma=0.9), lambda s, o: s.ExponentialLR(o, 0.9)),
    (schedules.cosine(0.3, T_max=17), lambda s, o: s.CosineAnnealingLR(o, 17)),
    (schedules.cosine(0.3, T_max=20, eta_min=0.1), lambda s, o: s.CosineAnnealingLR(o, 20, 0.1)),
    (
        schedules.warmup(schedules.cosine(0.3, T_max=12, eta_min=0.01), steps=5, start_factor=0.2),
        warm_cosine,
    ),
]


@pytest.mark.parametrize(("schedule", "make"), SCHEDULES)
@pytest.mark.filterwarnings("ignore:The epoch parameter:UserWarning")
def test_schedules_equal_torch(schedule, make):
    rates = [schedule(t) for t in range(18)]
    np.testing.assert_allclose(rates, torch_rates(make, 18), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("bound", [0.7, 1e3])
def test_clipping_equals_torch(bound, rng):
    gradients = [rng.standard_normal(shape) for shape in SHAPES]
    for ours_by, theirs_by in [
        (clip_grad_norm, torch.nn.utils.clip_grad_norm_),
        (clip_grad_value, torch.nn.utils.clip_grad_value_),
    ]:
        ours = [Tensor(g) for g in gradients]
        theirs = [torch.tensor(g, requires_grad=True) for g in gradients]
        for p, q, g in zip(ours, theirs, gradients, strict=True):
            p.grad, q.grad = g, torch.tensor(g)
        length, their_length = ours_by(ours, bound), theirs_by(theirs, bound)
        if length is not None:
            np.testing.assert_allclose(length, their_length.item(), rtol=1e-12)
        for p, q in zip(ours, theirs, strict=True):
            # torch adds 1e-6 to the length before it divides
            np.testing.assert_allclose(p.grad, q.grad.numpy(), rtol=1e-6)
