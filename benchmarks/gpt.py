"""One training step of a small GPT: 4 layers, 4 heads, context 64, batch 16, AdamW, float32."""

from functools import partial

import numpy as np

from benchmarks.harness import compare
from mlmath.gpt import GPT
from mlmath.losses import cross_entropy
from mlmath.optim.adam import AdamW
from mlmath.training import train_step

VOCABULARY, CONTEXT, BATCH, HEADS, LAYERS = 64, 64, 16, 4, 4


def rows():
    for width in (64, 128):
        peers = {"torch": torch_eager, "torch-compile": torch_compiled}
        peers = {peer: partial(maker, width) for peer, maker in peers.items()}
        yield from compare(f"gpt-{width}", partial(ours, width), peers, partial(products, width))


def start(width):
    """Model, tokens and the next tokens, the same for all candidates."""
    rng = np.random.default_rng(0)
    sizes = {"context": CONTEXT, "width": width, "heads": HEADS, "layers": LAYERS}
    model = GPT(VOCABULARY, **sizes, rng=rng).to(np.float32)
    return model, *rng.integers(VOCABULARY, size=(2, BATCH, CONTEXT))


def ours(width):
    model, ids, targets = start(width)
    return partial(train_step, model, cross_entropy, AdamW(model.parameters()), ids, targets)


def torch_block(width):
    import torch
    from torch import nn
    from torch.nn import functional as F

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.project, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)

        def forward(self, x):
            N, T, C = x.shape
            q, k, v = self.project(x).view(N, T, 3, HEADS, C // HEADS).permute(2, 0, 3, 1, 4)
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            return self.out(y.transpose(1, 2).reshape(N, T, C))

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm1, self.attention = nn.LayerNorm(width), Attention()
            parts = {
                "up": nn.Linear(width, 4 * width),
                "bend": nn.GELU(approximate="tanh"),
                "down": nn.Linear(4 * width, width),
            }
            self.norm2, self.network = nn.LayerNorm(width), nn.Sequential()
            for name, part in parts.items():
                self.network.add_module(name, part)

        def forward(self, x: torch.Tensor):
            x = x + self.attention(self.norm1(x))
            return x + self.network(self.norm2(x))

    return Block()


def torch_model(width):
    import torch
    from torch import nn

    class TorchGPT(nn.Module):
        def __init__(self):
            super().__init__()
            self.tokens = nn.Embedding(VOCABULARY, width)
            self.positions = nn.Embedding(CONTEXT, width)
            self.blocks = nn.ModuleList(torch_block(width) for _ in range(LAYERS))
            self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, VOCABULARY, bias=False)

        def forward(self, ids):
            x = self.tokens(ids) + self.positions.weight[: ids.shape[1]]
            for block in self.blocks:
                x = block(x)
            return self.head(self.norm(x))

    model, ids, targets = start(width)
    net = TorchGPT()
    weights = {name: torch.from_numpy(p.data) for name, p in model.named_parameters()}
    net.load_state_dict(weights)
    ids, targets = torch.from_numpy(ids), torch.from_numpy(targets).reshape(-1)
    return net, lambda: nn.functional.cross_entropy(net(ids).view(-1, VOCABULARY), targets)


def torch_step(optimizer, loss):
    optimizer.zero_grad()
    L = loss()
    L.backward()
    optimizer.step()
    return L.item()


def torch_eager(width):
    import torch

    net, loss = torch_model(width)
    return partial(torch_step, torch.optim.AdamW(net.parameters()), loss)


def torch_compiled(width):
    import torch

    net, loss = torch_model(width)
    optimizer = torch.optim.AdamW(net.parameters(), fused=True)
    return partial(torch_step, optimizer, torch.compile(loss))


def products(width):
    """All matrix products of a step, and nothing else."""
    N, D = BATCH * CONTEXT, width // HEADS
    maps = [(width, 3 * width), (width, width), (width, 4 * width), (4 * width, width)]
    maps = maps * LAYERS + [(width, VOCABULARY)]
    linear = [[np.ones(s, np.float32) for s in ((N, i), (o, i), (N, o))] for i, o in maps]
    q = np.ones((BATCH, HEADS, CONTEXT, D), np.float32)
    A = np.ones((BATCH, HEADS, CONTEXT, CONTEXT), np.float32)

    def step():
        for x, W, y in linear:
            x @ W.T, y @ W, y.T @ x
        for _ in range(LAYERS):
            q @ q.mT, A @ q, A.mT @ q, q @ q.mT, A @ q, A.mT @ q

    return step
