"""Training: mini-batches, the loop, and what it records."""

import math
from dataclasses import dataclass, field

import numpy as np
from tqdm.auto import tqdm

from mlmath.autodiff import Tensor
from mlmath.optim.clipping import clip_grad_norm
from mlmath.validation import as_count


@dataclass
class History:
    """What a training run recorded.

    Attributes
    ----------
    step_loss : list of float
        Loss of each mini-batch before its step.
    loss : list of float
        Mean of `step_loss` over each epoch, each example counted once.
    validation_loss : list of float
        Loss on the validation data after each epoch; empty without such data.
    lr : list of float
        Step size of each step.
    """

    step_loss: list = field(default_factory=list)
    loss: list = field(default_factory=list)
    validation_loss: list = field(default_factory=list)
    lr: list = field(default_factory=list)


def minibatches(*arrays, batch_size, rng):
    """Yield tuples of mini-batches that together hold every example once, in random order.

    Parameters
    ----------
    *arrays : ndarray of shape (N, ...)
        Inputs and targets; row n of each belongs to example n.
    batch_size : int
        The last batch is smaller if it does not divide N.
    rng : numpy.random.Generator

    Raises
    ------
    ValueError
        If there is no array or no example, the lengths differ, or `batch_size` is no positive
        integer. Raised at the first batch.
    """
    arrays = [np.asarray(a) for a in arrays]
    lengths = {len(a) if a.ndim else 0 for a in arrays}
    if len(lengths) != 1 or lengths == {0}:
        raise ValueError(f"arrays need one common, positive length, got {sorted(lengths)}")
    as_count(batch_size, "batch_size")
    order = rng.permutation(lengths.pop())
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        yield tuple(a[rows] for a in arrays)


def train_step(model, loss, optimizer, x, t, *, max_norm=None, limit=math.inf):
    """Move the parameters of `model` once, by the gradient on the batch (x, t).

    Parameters
    ----------
    model : Module
    loss : callable
        Maps (model(x), t) to a scalar Tensor.
    optimizer : Optimizer
        Over the parameters of `model`.
    x, t : ndarray of shape (N, ...)
    max_norm : float, optional
        The bound of `clip_grad_norm`.
    limit : float
        A larger loss counts as diverged.

    Returns
    -------
    float
        The loss before the step.

    Raises
    ------
    ValueError
        If `loss` returns anything but a scalar Tensor.
    FloatingPointError
        If the loss is not finite or above `limit`: the message names step and loss, and the
        parameters stay as they are.
    """
    L = loss(model(x), t)
    if not isinstance(L, Tensor) or L.ndim != 0:
        raise ValueError(f"loss must return one number as a Tensor, got {_described(L)}")
    value = L.item()
    if not (math.isfinite(value) and value <= limit):
        raise FloatingPointError(
            f"training diverged: the loss is {value:g} at step {optimizer.t}. Lower lr (it is "
            f"{optimizer.lr:g}), clip the gradient, or look for bad values in the data"
        )
    optimizer.zero_grad()
    L.backward()
    if max_norm is not None:
        clip_grad_norm(optimizer.parameters, max_norm)
    optimizer.step()
    return value


def _described(L):
    return f"a Tensor of shape {L.shape}" if isinstance(L, Tensor) else type(L).__name__


def fit(
    model, loss, optimizer, x, t, *, epochs, batch_size, rng, validation=None, schedule=None,
    max_norm=None, after_epoch=None, progress=False,
):  # fmt: skip
    """Train `model` by mini-batches, and return a `History`.

    Parameters
    ----------
    model, loss, optimizer, x, t, max_norm
        As for `train_step`, which is called once a batch. The model is switched to training in
        each epoch and to evaluation at the end.
    epochs, batch_size : int
    rng : numpy.random.Generator
        Shuffles the examples anew in each epoch.
    validation : (ndarray, ndarray), optional
        Inputs and targets to judge by after each epoch.
    schedule : callable, optional
        Maps the step of this run (0, 1, ...) to the step size.
    after_epoch : callable, optional
        Called with (epoch, history); training stops early if it returns True.
    progress : bool
        Whether to show a bar.

    Raises
    ------
    ValueError
        If a count is no positive integer or the arrays do not fit together.
    FloatingPointError
        If the loss is not finite, or exceeds a million times the first one (or a million).
    """
    history = History()
    bar = tqdm(range(as_count(epochs, "epochs")), disable=not progress, unit="epoch")
    for epoch in bar:
        model.train()
        sizes = []
        for batch in minibatches(x, t, batch_size=batch_size, rng=rng):
            if schedule is not None:
                optimizer.lr = float(schedule(len(history.step_loss)))
            limit = 1e6 * max(1.0, history.step_loss[0]) if history.step_loss else math.inf
            L = train_step(model, loss, optimizer, *batch, max_norm=max_norm, limit=limit)
            history.step_loss.append(L)
            history.lr.append(optimizer.lr)
            sizes.append(len(batch[0]))
        history.loss.append(float(np.average(history.step_loss[-len(sizes) :], weights=sizes)))
        bar.set_postfix(loss=history.loss[-1])
        if validation is not None:
            history.validation_loss.append(evaluate(model, loss, *validation))
        if after_epoch is not None and after_epoch(epoch, history):
            break
    model.eval()
    return history


def evaluate(model, loss, x, t):
    """Return the loss of `model` on (x, t) in evaluation mode; its mode is restored."""
    modes = [(module, module.training) for module in model.modules()]
    L = loss(model.eval()(x), t)
    for module, mode in modes:
        module.training = mode
    return L.item()
