"""Module: a function with parameters, and Sequential, a chain of them."""

import numpy as np

from mlmath.autodiff import Tensor


class Module:
    """A tree of parameters, and the function that they make.

    A subclass sets its parts as attributes and defines `forward`. A `Tensor` attribute is a
    parameter, an `ndarray` attribute is a buffer (kept with the parameters, not trained), and
    Modules, alone or in lists, are children. A part that is reached twice counts once.

    Attributes
    ----------
    training : bool
        True at first; set by `train` and `eval`.
    """

    training = True

    def __call__(self, *args, **kwargs):
        """Return ``self.forward(*args, **kwargs)``."""
        return self.forward(*args, **kwargs)

    def forward(self, *args, **kwargs):
        """Compute the output; every subclass defines its own.

        Raises
        ------
        NotImplementedError
            If the subclass has not.
        """
        raise NotImplementedError(f"{type(self).__name__} defines no forward")

    def modules(self):
        """Yield this module and all below it, each once."""
        for _, module in self._named_modules():
            yield module

    def named_parameters(self):
        """Yield (name, Tensor) pairs, each Tensor once; a name reads like ``0.weight``."""
        yield from self._named(Tensor)

    def parameters(self):
        """Yield every parameter once, in the order of the attributes."""
        for _, parameter in self.named_parameters():
            yield parameter

    def train(self, mode=True):
        """Switch this module and all below it to training (or evaluation), and return it."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self):
        """Switch to evaluation: no dropout, stored statistics in batch normalization."""
        return self.train(False)

    def zero_grad(self):
        """Forget all gradients."""
        for parameter in self.parameters():
            parameter.grad = None

    def to(self, dtype):
        """Turn all parameters and floating buffers into `dtype`, forget gradients, return self.

        Raises
        ------
        ValueError
            If `dtype` is not a type of floats.
        """
        if np.dtype(dtype).kind != "f":
            raise ValueError(f"parameters are floats, got {np.dtype(dtype)}: use np.float32 or so")
        for parameter in self.parameters():
            parameter.data, parameter.grad = parameter.data.astype(dtype), None
        for module in self.modules():
            for name, value in vars(module).items():
                if isinstance(value, np.ndarray) and value.dtype.kind == "f":
                    setattr(module, name, value.astype(dtype))
        return self

    def state_dict(self):
        """Return copies of all parameters and buffers by name."""
        return {name: array.copy() for name, array in self._arrays().items()}

    def load_state_dict(self, state):
        """Copy the arrays of `state` into the parameters and buffers of the same names.

        Parameters
        ----------
        state : dict of str to array_like
            As `state_dict` gives it. Nothing is changed unless everything fits.

        Raises
        ------
        ValueError
            If a name is missing or unknown, or a shape differs.
        """
        own = self._arrays()
        if own.keys() != state.keys():
            raise ValueError(
                f"missing names: {sorted(own.keys() - state.keys())}, "
                f"unknown names: {sorted(state.keys() - own.keys())}"
            )
        for name, array in own.items():
            if array.shape != np.shape(state[name]):
                raise ValueError(f"{name} has shape {array.shape}, not {np.shape(state[name])}")
        for name, array in own.items():
            array[...] = state[name]

    def _arrays(self):
        parameters = {name: p.data for name, p in self._named(Tensor)}
        return parameters | dict(self._named(np.ndarray))

    def _named(self, kind):
        seen = set()
        for prefix, module in self._named_modules():
            for name, value in _flat(vars(module)):
                if isinstance(value, kind) and id(value) not in seen:
                    seen.add(id(value))
                    yield prefix + name, value

    def _named_modules(self):
        seen, stack = set(), [("", self)]
        while stack:
            prefix, module = stack.pop()
            if id(module) not in seen:
                seen.add(id(module))
                yield prefix, module
                children = [
                    (prefix + name + ".", value)
                    for name, value in _flat(vars(module))
                    if isinstance(value, Module)
                ]
                stack.extend(reversed(children))


def _flat(attributes):
    """Yield (name, value) pairs; the entries of a list appear as name.0, name.1, ..."""
    for name, value in attributes.items():
        if isinstance(value, (list, tuple)):
            yield from _flat({f"{name}.{i}": entry for i, entry in enumerate(value)})
        else:
            yield name, value


class Sequential(Module):
    """Modules one after the other, each fed with what the one before it gives.

    Parameters
    ----------
    *layers : callable
        Modules, or plain functions such as `mlmath.activations.relu`.

    Raises
    ------
    ValueError
        If a layer cannot be called.
    """

    def __init__(self, *layers):
        for layer in layers:
            if not callable(layer):
                raise ValueError(f"a layer must be callable, got {type(layer).__name__}")
        self.layers = list(layers)

    def forward(self, x):
        """Feed x through all layers."""
        for layer in self.layers:
            x = layer(x)
        return x

    def __getitem__(self, index):
        return self.layers[index]

    def __len__(self):
        return len(self.layers)
