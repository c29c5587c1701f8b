"""The feedforward network: linear layers with a bend between them."""

import itertools

import numpy as np

from mlmath.activations import relu
from mlmath.initialization import he_normal
from mlmath.layers import Linear
from mlmath.module import Module


class MLP(Module):
    r"""Multi-layer perceptron; with three sizes, the two-layer network.

    .. math:: a^{(0)} = x, \qquad z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}, \qquad
        a^{(l)} = \sigma(z^{(l)})

    and the output is the last z, without a bend: scores for a cross-entropy, or predictions for
    a squared error.

    Parameters
    ----------
    sizes : sequence of int
        Features of the input, of each hidden layer, and of the output.
    rng : numpy.random.Generator
    activation : callable
        The bend sigma between the layers.
    init : callable
        Maps (shape, rng) to the first weights; the default suits ReLU.

    Attributes
    ----------
    layers : list of Linear

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or one is not positive.

    References
    ----------
    Rumelhart, Hinton & Williams (1986). Book: ``eq-backpropagation-layer``.
    """

    def __init__(self, sizes, rng, *, activation=relu, init=he_normal):
        if len(sizes) < 2:
            raise ValueError(f"sizes are (inputs, hidden ..., outputs), got {tuple(sizes)}")
        self.activation = activation
        self.layers = [Linear(D, M, rng, init=init) for D, M in itertools.pairwise(sizes)]

    def forward(self, x):
        """Map (N, sizes[0]) to (N, sizes[-1])."""
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)

    def predict(self, x):
        """Return the class with the largest score for each row of `x` of shape (..., in)."""
        return np.argmax(self.forward(x).data, axis=-1)
