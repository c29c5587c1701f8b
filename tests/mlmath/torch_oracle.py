"""Ask PyTorch for a value and all its gradients, and compare."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor


def assert_agrees(ours, theirs, *arrays, rng, tolerance=1e-10):
    """Both functions take the same arrays; values and gradients of a random projection agree."""
    torch = pytest.importorskip("torch")
    mine = [Tensor(a) for a in arrays]
    peers = [torch.tensor(a, requires_grad=True) for a in arrays]
    y, t = ours(*mine), theirs(*peers)
    u = rng.standard_normal(y.shape)
    np.testing.assert_allclose(y.data, t.detach().numpy(), rtol=0, atol=tolerance)
    y.backward(u)
    t.backward(torch.from_numpy(u))
    for a, b in zip(mine, peers, strict=True):
        np.testing.assert_allclose(a.grad, b.grad.numpy(), rtol=0, atol=tolerance)
