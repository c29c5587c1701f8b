"""One training step of a small CNN on 28x28 images, batch 64, Adam, float32.

Ours pools before it bends, which gives the same numbers with less work. In `cnn-28` PyTorch does so
too; in `cnn-28-usual` it bends first, as most programs do.
"""

from functools import partial

import numpy as np

from benchmarks.gpt import torch_step
from benchmarks.harness import compare
from mlmath.cnn import CNN
from mlmath.losses import cross_entropy
from mlmath.optim.adam import Adam
from mlmath.training import train_step

SHAPE, CLASSES, BATCH = (1, 28, 28), 10, 64


def rows():
    for name, usual in {"cnn-28": False, "cnn-28-usual": True}.items():
        peers = {"torch": torch_eager, "torch-compile": torch_compiled}
        peers = {peer: partial(maker, usual) for peer, maker in peers.items()}
        yield from compare(name, ours, peers, products)


def start():
    """Network, images and labels, the same for all candidates."""
    rng = np.random.default_rng(0)
    model = CNN(SHAPE, CLASSES, rng).to(np.float32)
    x = rng.standard_normal((BATCH, *SHAPE), dtype=np.float32)
    return model, x, rng.integers(CLASSES, size=BATCH)


def ours():
    model, x, labels = start()
    return partial(train_step, model, cross_entropy, Adam(model.parameters()), x, labels)


def torch_model(usual):
    import torch
    from torch import nn

    model, x, labels = start()
    layers = []
    for conv in (model.conv1, model.conv2):
        O, C, *kernel = conv.weight.shape
        bend, pool = nn.ReLU(), nn.MaxPool2d(2)
        layers += [nn.Conv2d(C, O, kernel, padding=1), *((bend, pool) if usual else (pool, bend))]
    net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(model.head.weight.shape[1], CLASSES))
    with torch.no_grad():
        for theirs, mine in zip(net.parameters(), model.parameters(), strict=True):
            theirs.copy_(torch.from_numpy(mine.data))
    x, labels = torch.from_numpy(x), torch.from_numpy(labels)
    return net, lambda: nn.functional.cross_entropy(net(x), labels)


def torch_eager(usual):
    import torch

    net, loss = torch_model(usual)
    return partial(torch_step, torch.optim.Adam(net.parameters()), loss)


def torch_compiled(usual):
    import torch

    net, loss = torch_model(usual)
    optimizer = torch.optim.Adam(net.parameters(), fused=True)
    return partial(torch_step, optimizer, torch.compile(loss))


def products():
    """The matrix products of a step, and nothing else."""
    shapes = []
    for O, C, side in ((8, 1, 28), (16, 8, 14)):
        shapes.append(((O, 9 * C), (9 * C, side * side * BATCH), (O, side * side * BATCH)))
    arrays = [[np.ones(shape, np.float32) for shape in three] for three in shapes]
    W, x = np.ones((CLASSES, 784), np.float32), np.ones((BATCH, 784), np.float32)
    z = np.ones((BATCH, CLASSES), np.float32)

    def step():
        for w, columns, y in arrays:
            w @ columns, columns @ y.T
        w.T @ y, x @ W.T, z @ W, z.T @ x

    return step
