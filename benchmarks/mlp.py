"""One training step of a multi-layer perceptron: forward, loss, backward, Adam, in float32."""

from functools import partial

import numpy as np

from benchmarks.harness import compare
from mlmath.losses import cross_entropy
from mlmath.network import MLP
from mlmath.optim.adam import Adam
from mlmath.training import train_step


def rows():
    for name, sizes in {"mlp-64": (32, 64, 32, 10), "mlp-784": (128, 784, 128, 10)}.items():
        peers = {
            "torch": torch_eager,
            "torch-compile": torch_compiled,
            "jax": jax_jit,
            "autograd": autograd_step,
        }
        peers = {peer: partial(maker, sizes) for peer, maker in peers.items()}
        yield from compare(name, partial(ours, sizes), peers, partial(products, sizes))


def start(sizes):
    """Network, inputs and labels, the same for all candidates."""
    N, *features = sizes
    rng = np.random.default_rng(0)
    model = MLP(features, rng).to(np.float32)
    x = rng.standard_normal((N, features[0]), dtype=np.float32)
    return model, x, rng.integers(features[-1], size=N)


def ours(sizes):
    model, x, t = start(sizes)
    return partial(train_step, model, cross_entropy, Adam(model.parameters()), x, t)


def torch_model(sizes):
    import torch

    model, x, t = start(sizes)
    _, D, H, K = sizes
    net = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.ReLU(), torch.nn.Linear(H, K))
    with torch.no_grad():
        for theirs, mine in zip(net.parameters(), model.parameters(), strict=True):
            theirs.copy_(torch.from_numpy(mine.data))
    x, t = torch.from_numpy(x), torch.from_numpy(t)
    return net, lambda: torch.nn.functional.cross_entropy(net(x), t)


def torch_step(optimizer, loss):
    optimizer.zero_grad()
    L = loss()
    L.backward()
    optimizer.step()
    return L.item()


def torch_eager(sizes):
    import torch

    net, loss = torch_model(sizes)
    return partial(torch_step, torch.optim.Adam(net.parameters()), loss)


def torch_compiled(sizes):
    import torch

    net, loss = torch_model(sizes)
    optimizer = torch.optim.Adam(net.parameters(), fused=True)
    return partial(torch_step, optimizer, torch.compile(loss))


def adam(xp, tree_map, theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam on a list of arrays, for the peers that bring none."""
    m = tree_map(lambda m, g: beta1 * m + (1 - beta1) * g, m, g)
    v = tree_map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, g)
    c1, c2 = 1 - beta1**t, 1 - beta2**t

    def move(p, m, v):
        return p - lr * (m / c1) / (xp.sqrt(v / c2) + eps)

    return tree_map(move, theta, m, v), m, v


def functional_loss(xp, theta, x, onehot):
    W1, b1, W2, b2 = theta
    z = xp.maximum(x @ W1.T + b1, 0) @ W2.T + b2
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - xp.log(xp.exp(z).sum(axis=1, keepdims=True))
    return -(log_p * onehot).sum() / len(x)


def jax_jit(sizes):
    import jax

    model, x, labels = start(sizes)
    onehot = np.eye(sizes[-1], dtype=np.float32)[labels]
    theta = [jax.numpy.asarray(p.data) for p in model.parameters()]
    zeros = [jax.numpy.zeros_like(p) for p in theta]
    state = [theta, zeros, zeros, 0]

    @jax.jit
    def move(theta, m, v, t):
        L, g = jax.value_and_grad(partial(functional_loss, jax.numpy))(theta, x, onehot)
        return L, *adam(jax.numpy, jax.tree.map, theta, g, m, v, t)

    def step():
        state[3] += 1
        L, *state[:3] = move(*state)
        return float(L)

    return step


def autograd_step(sizes):
    import autograd
    import autograd.numpy as anp

    model, x, labels = start(sizes)
    onehot = np.eye(sizes[-1], dtype=np.float32)[labels]
    theta = [p.data for p in model.parameters()]
    zeros = [np.zeros_like(p) for p in theta]
    state = [theta, zeros, zeros, 0]
    gradient = autograd.value_and_grad(lambda theta: functional_loss(anp, theta, x, onehot))

    def tree_map(f, *lists):
        return [f(*entry) for entry in zip(*lists, strict=True)]

    def step():
        state[3] += 1
        L, g = gradient(state[0])
        state[:3] = adam(np, tree_map, state[0], g, *state[1:])
        return float(L)

    return step


def products(sizes):
    """The five matrix products of a step, and nothing else."""
    N, D, H, K = sizes
    shapes = [(N, D), (H, D), (N, H), (K, H), (N, K)]
    x, W1, h, W2, z = (np.ones(shape, np.float32) for shape in shapes)

    def step():
        x @ W1.T, h @ W2.T, z.T @ h, z @ W2, h.T @ x

    return step
