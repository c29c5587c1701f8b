"""What the tape knows after each step of a graph that goes forwards, then backwards."""

import numpy as np

from mlmath.autodiff import Tensor


def known(inputs, make, step):
    """Values and gradients after `step` steps: inputs are numbers, `make` computes the others.

    Backwards the graph is cut: nodes that have handed on their gradient are computed anew from
    those that have not. These are leaves, and the tape's gradient of a leaf is what it must hold.
    """
    made = _compute({n: Tensor(np.array(v)) for n, v in inputs.items()}, make)
    order = [*inputs, *make]
    values = {n: made[n].item() if i < step else None for i, n in enumerate(order)}
    grads = dict.fromkeys(order)
    for back in range(1, step - len(order) + 1):
        leaves = {n: Tensor(made[n].data) for n in order[: -back or None] + list(inputs)}
        rest = {n: f for n, f in make.items() if n not in leaves}
        if rest:
            _compute(leaves, rest)[order[-1]].backward()
        grads |= {order[-1]: 1.0}
        grads |= {n: leaf.grad.item() for n, leaf in leaves.items() if leaf.grad is not None}
    return values, grads


def _compute(nodes, make):
    nodes = dict(nodes)
    for name, f in make.items():
        nodes[name] = f(nodes)
    return nodes
