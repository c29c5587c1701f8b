"""The small CNN against PyTorch and on digits."""

import numpy as np
import pytest

from mlmath.cnn import CNN
from mlmath.optim.adam import Adam


@pytest.mark.torch
@pytest.mark.parametrize("kernel_size", [3, 5])
def test_loss_and_every_gradient_agree_with_pytorch(kernel_size, rng):
    torch = pytest.importorskip("torch")
    F = torch.nn.functional
    cnn = CNN((2, 13, 10), 5, rng, channels=(3, 4), kernel_size=kernel_size)
    x, labels = rng.standard_normal((6, 2, 13, 10)), rng.integers(0, 5, 6)
    weights = {n: torch.tensor(p.data, requires_grad=True) for n, p in cnn.named_parameters()}
    h = torch.from_numpy(x)
    for conv in ("conv1", "conv2"):  # the usual order: ReLU before pooling
        h = F.conv2d(h, weights[conv + ".weight"], weights[conv + ".bias"], padding="same")
        h = F.max_pool2d(F.relu(h), 2)
    logits = F.linear(h.flatten(1), weights["head.weight"], weights["head.bias"])
    theirs = F.cross_entropy(logits, torch.from_numpy(labels))
    ours = cnn.loss(x, labels)
    assert abs(ours.item() - theirs.item()) < 1e-8
    np.testing.assert_allclose(cnn(x).data, logits.detach().numpy(), atol=1e-8)
    ours.backward()
    theirs.backward()
    for name, p in cnn.named_parameters():
        np.testing.assert_allclose(p.grad, weights[name].grad.numpy(), rtol=0, atol=1e-8)


def test_feature_maps_halve_twice(rng):
    cnn = CNN((1, 28, 24), 10, rng)
    shapes = [m.shape for m in cnn.features(rng.standard_normal((2, 1, 28, 24)))]
    assert shapes == [(2, 8, 28, 24), (2, 8, 14, 12), (2, 16, 14, 12), (2, 16, 7, 6)]
    assert (cnn.features(np.ones((1, 1, 28, 24)))[-1].data >= 0).all()


def test_it_learns_left_from_right(rng):
    x = 0.3 * rng.standard_normal((60, 1, 8, 8))
    labels = rng.integers(0, 2, 60)
    x[labels == 0, :, :, 1] += 1
    x[labels == 1, :, :, 6] += 1
    cnn = CNN((1, 8, 8), 2, rng, channels=(2, 3)).to(np.float32)
    optimizer = Adam(cnn.parameters(), 1e-2)
    for _ in range(60):
        optimizer.zero_grad()
        cnn.loss(x.astype(np.float32), labels).backward()
        optimizer.step()
    assert (cnn(x.astype(np.float32)).data.argmax(axis=1) == labels).mean() > 0.95


def test_float32_stays_float32(rng):
    cnn = CNN((1, 8, 8), 3, rng).to(np.float32)
    loss = cnn.loss(rng.standard_normal((4, 1, 8, 8)).astype(np.float32), rng.integers(0, 3, 4))
    loss.backward()
    assert {loss.dtype, *(p.grad.dtype for p in cnn.parameters())} == {np.dtype(np.float32)}
