"""What optimizers, clipping and schedules refuse."""

import numpy as np

from mlmath.autodiff import Tensor
from mlmath.optim import schedules
from mlmath.optim.adam import Adam, AdamW
from mlmath.optim.adaptive import Adadelta, Adagrad, RMSprop
from mlmath.optim.clipping import clip_grad_norm, clip_grad_value
from mlmath.optim.optimizer import Optimizer, check_range
from mlmath.optim.sgd import SGD

P = [Tensor(np.ones(3))]
SINGLE = [*P, Tensor(np.ones(2, np.float32))]
FORGOTTEN = SGD([Tensor(np.ones(3))], 0.1)
BROKEN = Tensor(np.ones(3))
BROKEN.grad = np.array([1.0, np.nan, 1.0])


def flat(t):
    return 1.0


CASES = [
    (SGD, ([], 0.1), {}, ValueError, "no parameters to optimize"),
    (SGD, ([np.ones(3)], 0.1), {}, ValueError, r"must be Tensors: pass model.parameters\(\)"),
    (SGD, (P * 2, 0.1), {}, ValueError, "listed twice and would be moved twice"),
    (SGD, (SINGLE, 0.1), {}, ValueError, "parameters mix float32 and float64: call model.to"),
    (SGD, (P, 0.0), {}, ValueError, r"lr must lie in \(0, inf\), got 0.0"),
    (SGD, (P, -0.1), {}, ValueError, r"lr must lie in \(0, inf\), got -0.1"),
    (SGD, (P, np.nan), {}, ValueError, r"lr must lie in \(0, inf\), got nan"),
    (SGD, (P, np.inf), {}, ValueError, r"lr must lie in \(0, inf\), got inf"),
    (SGD, (P, 0.1), {"momentum": 1.0}, ValueError, r"momentum must lie in \[0, 1\), got 1.0"),
    (SGD, (P, 0.1), {"momentum": -0.1}, ValueError, r"momentum must lie in \[0, 1\), got -0.1"),
    (SGD, (P, 0.1), {"dampening": 1.1}, ValueError, r"dampening must lie in \[0, 1\], got 1.1"),
    (SGD, (P, 0.1), {"dampening": -0.1}, ValueError, r"dampening must lie in \[0, 1\], got -0.1"),
    (SGD, (P, 0.1), {"weight_decay": -1.0}, ValueError, "weight_decay must lie in"),
    (SGD, (P, 0.1), {"nesterov": True}, ValueError, "nesterov needs momentum > 0"),
    (
        SGD,
        (P, 0.1),
        {"nesterov": True, "momentum": 0.5, "dampening": 0.1},
        ValueError,
        "and dampening = 0",
    ),
    (Optimizer, (P, 0.0), {}, ValueError, "lr must lie in"),
    (Optimizer, (P, 0.1, -1.0), {}, ValueError, r"weight_decay must lie in \[0, inf\), got -1"),
    (Optimizer, ([], 0.1), {}, ValueError, "no parameters to optimize"),
    (Optimizer, ([None], 0.1), {}, ValueError, "parameters must be Tensors"),
    (Optimizer, (P * 2, 0.1), {}, ValueError, "listed twice and would be moved twice"),
    (Optimizer, (SINGLE, 0.1), {}, ValueError, "parameters mix float32 and float64: call model"),
    (check_range, ("x", 2.0), {"least": 0, "below": 2}, ValueError, r"x must lie in \[0, 2\), got"),
    (check_range, ("x", -1.0), {"least": 0}, ValueError, r"x must lie in \[0, inf\), got -1"),
    (check_range, ("x", 0.0), {"above": 0}, ValueError, r"x must lie in \(0, inf\), got 0"),
    (check_range, ("x", np.inf), {}, ValueError, r"x must lie in \[-inf, inf\), got inf"),
    (FORGOTTEN.step, (), {}, ValueError, r"parameter 0 of shape \(3,\) has no gradient: call back"),
    (Adagrad, (P, 0.1), {"lr_decay": -1}, ValueError, "lr_decay must lie in"),
    (Adagrad, (P, 0.1), {"initial_accumulator_value": -1}, ValueError, "accumulator_value must"),
    (Adagrad, (P, 0.1), {"eps": 0.0}, ValueError, r"eps must lie in \(0, inf\)"),
    (Adadelta, (P,), {"rho": 1.0}, ValueError, r"rho must lie in \[0, 1\)"),
    (Adadelta, (P,), {"rho": -0.5}, ValueError, r"rho must lie in \[0, 1\)"),
    (Adadelta, (P,), {"eps": 0.0}, ValueError, r"eps must lie in \(0, inf\)"),
    (RMSprop, (P,), {"alpha": 1.0}, ValueError, r"alpha must lie in \[0, 1\)"),
    (RMSprop, (P,), {"alpha": -0.5}, ValueError, r"alpha must lie in \[0, 1\)"),
    (RMSprop, (P,), {"eps": -1e-8}, ValueError, r"eps must lie in \(0, inf\)"),
    (RMSprop, (P,), {"eps": 0.0}, ValueError, r"eps must lie in \(0, inf\), got 0"),
    (RMSprop, (P,), {"momentum": 1.0}, ValueError, r"momentum must lie in \[0, 1\)"),
    (RMSprop, (P,), {"momentum": -1.0}, ValueError, r"momentum must lie in \[0, 1\)"),
    (Adam, (P,), {"betas": (0.9, 1.0)}, ValueError, r"betas must lie in \[0, 1\), got 1.0"),
    (Adam, (P,), {"betas": (-0.1, 0.9)}, ValueError, r"betas must lie in \[0, 1\), got -0.1"),
    (Adam, (P,), {"eps": 0.0}, ValueError, r"eps must lie in \(0, inf\)"),
    (AdamW, (P,), {"weight_decay": -0.1}, ValueError, r"weight_decay must lie in \[0, inf\)"),
    (AdamW, (P, -1.0), {}, ValueError, r"lr must lie in \(0, inf\), got -1.0"),
    (clip_grad_norm, (P, 0.0), {}, ValueError, r"max_norm must lie in \(0, inf\), got 0.0"),
    (clip_grad_norm, ([BROKEN], 1.0), {}, ValueError, "length nan: training has diverged"),
    (clip_grad_value, (P, 0.0), {}, ValueError, r"clip_value must lie in \(0, inf\), got 0"),
    (schedules.step_decay, (0.0,), {"step_size": 3}, ValueError, "lr must lie in"),
    (schedules.step_decay, (1.0,), {"step_size": 0}, ValueError, "step_size must be an integer"),
    (schedules.step_decay, (1.0,), {"step_size": 3, "gamma": 0}, ValueError, "gamma must lie in"),
    (schedules.exponential, (1.0,), {"gamma": 0.0}, ValueError, "gamma must lie in"),
    (schedules.cosine, (1.0,), {"T_max": 0}, ValueError, "T_max must be an integer"),
    (schedules.cosine, (1.0,), {"T_max": 2, "eta_min": -1}, ValueError, "eta_min must lie in"),
    (schedules.cosine, (0.0,), {"T_max": 2}, ValueError, "lr must lie in"),
    (schedules.warmup, (flat,), {"steps": 0}, ValueError, "steps must be an integer"),
    (schedules.warmup, (flat,), {"steps": 2, "start_factor": 0}, ValueError, r"in \(0, 1\], got 0"),
    (schedules.warmup, (flat,), {"steps": 2, "start_factor": 1.1}, ValueError, r"got 1\.1"),
]
