"""What activations, losses, layers, initialization, training and the network refuse."""

import numpy as np

from mlmath import activations, initialization, layers, losses
from mlmath.autodiff import Tensor
from mlmath.layers import Dropout, Embedding, Linear
from mlmath.module import Module, Sequential
from mlmath.network import MLP
from mlmath.optim.sgd import SGD
from mlmath.training import fit, minibatches, train_step

RNG = np.random.default_rng(0)
X, W = np.ones((5, 3)), np.ones((4, 3))
Z, LABELS = np.ones((5, 3)), np.array([0, 1, 2, 0, 1])
MODEL = MLP((3, 2), RNG)
OPTIMIZER = SGD(MODEL.parameters(), 0.1)
ONCE = {"epochs": 1, "batch_size": 2, "rng": RNG}


def first_batch(*arrays, batch_size):
    return next(minibatches(*arrays, batch_size=batch_size, rng=RNG))


CASES = [
    (activations.relu, ([1j],), {}, ValueError, "real numbers, got dtype complex"),
    (activations.sigmoid, ([None],), {}, ValueError, "real numbers, got dtype object"),
    (activations.tanh, ([[1, 2], [3]],), {}, ValueError, "ragged"),
    (activations.softmax, (np.ones((3, 0)),), {}, ValueError, "at least one score along axis -1"),
    (activations.log_softmax, (1.0,), {}, ValueError, r"at least one score .* got shape \(\)"),
    (activations.gelu, (X,), {"approximate": "erf"}, ValueError, '"none" or "tanh", got \'erf\''),
    (activations.prelu, (X, np.ones(4)), {}, ValueError, r"\(4,\), expected \(1,\) or \(3,\)"),
    (activations.prelu, (X[0], np.ones(3)), {}, ValueError, r"\(3,\), expected \(1,\) or \(1,\)"),
    (activations.relu, (), {"x": Tensor(X)}, ValueError, "by position"),
    (losses.mse, (X, X[:, 0]), {}, ValueError, r"shape \(5, 3\), targets \(5,\): make them equal"),
    (losses.mae, (X[:, 0], X[:, :1]), {}, ValueError, r"shape \(5,\), targets \(5, 1\)"),
    (losses.rmse, (X[:0], X[:0]), {}, ValueError, "the batch is empty"),
    (losses.log_cosh, (X, 1.0), {}, ValueError, r"targets \(\): make them equal"),
    (losses.huber, (X, X), {"delta": 0.0}, ValueError, "delta must be positive, got 0"),
    (losses.huber, (X, X), {"delta": np.nan}, ValueError, "delta must be positive, got nan"),
    (losses.hinge, (X, 0 * X), {}, ValueError, "classes must be -1 or .1: turn 0/1 labels"),
    (losses.binary_cross_entropy, (X, 1.1 * X), {}, ValueError, r"in \[0, 1\], got 1.1 to 1.1"),
    (losses.binary_cross_entropy, (X, -X), {}, ValueError, r"in \[0, 1\], got -1 to -1"),
    (losses.binary_cross_entropy, (X, np.nan * X), {}, ValueError, r"in \[0, 1\], got nan"),
    (losses.binary_cross_entropy, (X, X[:4]), {}, ValueError, "make them equal"),
    (losses.focal, (X, X / 2), {}, ValueError, "labels must be 0 or 1"),
    (losses.focal, (X, X), {"gamma": -1}, ValueError, "need gamma >= 0"),
    (
        losses.focal,
        (X, X),
        {"alpha": 1.5},
        ValueError,
        r"alpha in \[0, 1\], got gamma=2.0, alpha=1",
    ),
    (losses.categorical_cross_entropy, (Z, Z), {}, ValueError, "must sum to 1: they are prob"),
    (losses.categorical_cross_entropy, (Z, LABELS), {}, ValueError, "make them equal"),
    (losses.categorical_cross_entropy, (1.0, 1.0), {}, ValueError, "each row of targets"),
    (losses.cross_entropy, (Z, LABELS + 1), {}, ValueError, "lie in 0 to 2, got 1 to 3"),
    (losses.cross_entropy, (Z, LABELS - 1), {}, ValueError, "lie in 0 to 2, got -1 to 1"),
    (losses.cross_entropy, (Z, LABELS[:4]), {}, ValueError, r"\(4,\), expected \(5,\): one a row"),
    (losses.cross_entropy, (Z[None], LABELS), {}, ValueError, r"\(5,\), expected \(1, 5\): one"),
    (losses.cross_entropy, (Z, LABELS[:, None]), {}, ValueError, "one a row"),
    (losses.cross_entropy, (Z, LABELS * 1.0), {}, ValueError, "class numbers, got float64"),
    (losses.cross_entropy, (Z[:0], LABELS[:0]), {}, ValueError, "the batch is empty"),
    (losses.cross_entropy, (1.0, 0), {}, ValueError, "one a row"),
    (losses.cross_entropy, (Z[:, :0], LABELS), {}, ValueError, "labels must lie in 0 to -1"),
    (layers.linear, (X, W.T), {}, ValueError, r"\(5, 3\) does not fit a weight of shape \(3, 4\)"),
    (layers.linear, (X, W[0]), {}, ValueError, r"expected \(\.\.\., in\) and \(out, in\)"),
    (layers.linear, (1.0, W), {}, ValueError, "does not fit a weight"),
    (layers.linear, (X, W, np.ones(3)), {}, ValueError, r"bias has shape \(3,\), expected \(4,\)"),
    (layers.embedding, ([0, 4], W), {}, ValueError, "ids must lie in 0 to 3, got 0 to 4"),
    (layers.embedding, ([1, -1], W), {}, ValueError, "ids must lie in 0 to 3, got -1 to 1"),
    (layers.embedding, ([0.5], W), {}, ValueError, "expected integer ids"),
    (layers.embedding, ([0], W[0]), {}, ValueError, r"table of shape \(V, D\)"),
    (layers.dropout, (X, X > 0), {"p": 1.0}, ValueError, r"in \[0, 1\), got 1.0"),
    (layers.dropout, (X, X), {"p": 0.5}, ValueError, "keep must be bool"),
    (layers.dropout, (X, X[0] > 0), {"p": 0.5}, ValueError, r"bool of shape \(5, 3\)"),
    (Dropout, (-0.1, RNG), {}, ValueError, "probability to drop an entry"),
    (Dropout, (0.5, RNG), {"scale_at": "test"}, ValueError, "scale_at must be"),
    (Linear, (0, 3, RNG), {}, ValueError, r"without empty axes, got \(3, 0\)"),
    (Embedding, (3, 0, RNG), {}, ValueError, "sizes must be positive, got 3 and 0"),
    (Embedding, (0, 3, RNG), {}, ValueError, "sizes must be positive, got 0 and 3"),
    (Sequential, (activations.relu, 3), {}, ValueError, "a layer must be callable, got int"),
    (Module().to, (np.int64,), {}, ValueError, "parameters are floats, got int64"),
    (MODEL.load_state_dict, ({},), {}, ValueError, r"missing names: \['layers.0.bias'"),
    (MLP, ((3,), RNG), {}, ValueError, r"sizes are \(inputs, hidden ..., outputs\), got \(3,\)"),
    (MLP, ((3, 0, 2), RNG), {}, ValueError, "without empty axes"),
    (MODEL, (np.ones((5, 4)),), {}, ValueError, r"\(5, 4\) does not fit a weight"),
    (initialization.uniform, ((3,), RNG), {}, ValueError, r"shape \(out, in, ...\) .* got \(3,\)"),
    (initialization.uniform, ((3, 2), RNG), {"bound": -1}, ValueError, "must not be negative"),
    (initialization.he_normal, ((3, 0), RNG), {}, ValueError, "without empty axes"),
    (initialization.gain_of, ("gelu",), {}, ValueError, "no gain is known for 'gelu'"),
    (initialization.gain_of, (-1.0,), {}, ValueError, "gain must not be negative, got -1"),
    (first_batch, (X, LABELS[:4]), {"batch_size": 2}, ValueError, r"common, positive length"),
    (first_batch, (X[:0],), {"batch_size": 2}, ValueError, r"positive length, got \[0\]"),
    (first_batch, (), {"batch_size": 2}, ValueError, r"positive length, got \[\]"),
    (first_batch, (3.0,), {"batch_size": 2}, ValueError, r"positive length, got \[0\]"),
    (first_batch, (X,), {"batch_size": 0}, ValueError, "batch_size must be an integer"),
    (first_batch, (X,), {"batch_size": 2.0}, ValueError, "batch_size must be an integer"),
    (
        fit,
        (MODEL, losses.mse, OPTIMIZER, X, X),
        ONCE | {"epochs": 0},
        ValueError,
        "epochs must be an integer of at least 1",
    ),
    (fit, (MODEL, losses.mse, OPTIMIZER, X, X), ONCE, ValueError, r"\(2, 2\), targets \(2, 3\)"),
    (
        train_step,
        (MODEL, losses.mse, OPTIMIZER, X, np.full((5, 2), np.inf)),
        {},
        FloatingPointError,
        r"diverged: the loss is inf at step 0. Lower lr",
    ),
]
