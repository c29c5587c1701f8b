"""What the tape refuses."""

import numpy as np

from mlmath import autodiff as ad
from mlmath.autodiff import Tensor

X = Tensor([1.0, 2.0])

CASES = [
    (Tensor, ([[1.0], [1.0, 2.0]],), {}, ValueError, "ragged"),
    (Tensor, (1j,), {}, ValueError, "must hold real numbers, got dtype complex128"),
    (Tensor, (["a"],), {}, ValueError, "must hold real numbers"),
    (Tensor, ([None],), {}, ValueError, "must hold real numbers, got dtype object"),
    (Tensor, (X,), {}, ValueError, "its gradient would be lost"),
    (np.asarray, (X,), {}, ValueError, "its gradient would be lost"),
    (X.backward, (), {}, ValueError, r"backward from shape \(2,\) needs a gradient"),
    (X.backward, (np.ones(3),), {}, ValueError, r"got one of shape \(3,\)"),
    (ad.sum, (np.ones(2),), {"axis": X}, ValueError, "pass the Tensor `axis` by position"),
    (ad.mean, (np.ones((0, 3)),), {}, ValueError, "x is empty"),
    (ad.grad(lambda x: 3.0), (1.0,), {}, ValueError, "f must return a Tensor, got float"),
    (ad.grad(lambda x: x * x), ([1.0, 2.0],), {}, ValueError, "backward from shape"),
    (ad.hvp, (np.sum, [1.0, 2.0], [1.0]), {}, ValueError, "x and v must have one shape"),
    (ad.matmul, (Tensor(np.ones((2, 3))), np.ones((2, 3))), {}, ValueError, "mismatch"),
]
