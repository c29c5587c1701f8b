"""How cost grows: the exponent fitted to measured times beside that of the counted operations.

Theory is fitted too, over the same sizes: where two terms compete, as in attention, the exponent of
the count is no round number. What is counted are multiplications, but for the loops calls of NumPy,
one a landing: each costs far more than the few products in it.
"""

from functools import partial

import numpy as np

from benchmarks.harness import interleave, one_thread
from mlmath.autodiff import Tensor
from mlmath.convolution.algorithms import conv2d_fft, conv2d_im2col, conv2d_loops, conv2d_toeplitz
from mlmath.gpt import GPT
from mlmath.losses import cross_entropy
from mlmath.optim.adam import AdamW
from mlmath.training import train_step

WIDTHS, CONTEXTS = (64, 128, 256, 512), (64, 128, 256, 512)
KERNELS, IMAGE, IMAGES = (3, 5, 7, 9, 13), 24, 2
DEPTHS = (10, 100, 1_000, 5_000)


def rows():
    one_thread()
    yield growth("gpt-width", WIDTHS, lambda C: gpt(C, 64), lambda C: gpt_count(C, 64))
    yield growth("gpt-context", CONTEXTS, lambda T: gpt(64, T), lambda T: gpt_count(64, T))
    for f, count in CONVOLUTIONS.items():
        yield growth(f"{f.__name__}-kernel", KERNELS, partial(convolution, f), count)
    yield growth("tape-depth", DEPTHS, tape, lambda depth: depth)


def growth(name, sizes, maker, count):
    """Time one step at each size; the row's median is of exponents, one fitted a round."""
    times = interleave({size: maker(size) for size in sizes}, rounds=5, seconds=0.05)
    measured = [exponent(sizes, seconds) for seconds in zip(*times.values(), strict=True)]
    return {
        "name": name,
        "peer": "theory",
        "median": round(float(np.median(measured)), 3),
        "min": round(min(measured), 3),
        "max": round(max(measured), 3),
        "theory": round(exponent(sizes, [count(size) for size in sizes]), 3),
        "sizes": list(sizes),
        "seconds": [round(float(np.median(times[size])), 7) for size in sizes],
    }


def exponent(sizes, costs):
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def gpt(width, context):
    rng = np.random.default_rng(0)
    model = GPT(64, context=context, width=width, heads=4, layers=2, rng=rng).to(np.float32)
    ids, targets = rng.integers(64, size=(2, 4, context))
    return partial(train_step, model, cross_entropy, AdamW(model.parameters()), ids, targets)


def gpt_count(C, T, layers=2, V=64):
    """Multiplications a token: linear maps, scores and mixtures, head, each three times."""
    return 3 * T * (layers * (12 * C * C + 2 * T * C) + V * C)


def convolution(f, size):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((IMAGES, 2, IMAGE, IMAGE))
    return partial(f, x, rng.standard_normal((3, 2, size, size)))


def landings(size):
    return (IMAGE - size + 1) ** 2


CONVOLUTIONS = {
    conv2d_loops: landings,
    conv2d_im2col: lambda U: landings(U) * U * U,
    conv2d_toeplitz: lambda U: landings(U) * IMAGE * IMAGE,
    conv2d_fft: lambda U: 1,
}


def tape(depth):
    """A chain of additions, forwards and backwards."""
    leaf = Tensor(np.ones(3))

    def step():
        y = leaf
        for _ in range(depth):
            y = y + 1.0
        y.sum().backward()

    return step
