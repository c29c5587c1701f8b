"""Judge with the libraries as they were, whatever a learner's code has done to them.

This guards the trusting mode against accidents (``np.sum = my_sum``). It is no wall against intent;
that is what judging from outside is for.
"""

import builtins
import math
import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

_MODULES = (builtins, math, random, np, np.linalg, np.random, np.fft)


class Pristine:
    """Remembers the attributes of NumPy's modules and of Python's builtins at one moment."""

    def __init__(self):
        self._kept = [(module, dict(vars(module))) for module in _MODULES]
        self._errors = np.geterr()

    @contextmanager
    def restored(self) -> Iterator[None]:
        """The remembered state inside, the learner's own again after it."""
        theirs = [(module, dict(vars(module))) for module, _ in self._kept]
        self._put(self._kept)
        try:
            with warnings.catch_warnings(), np.errstate(**self._errors):
                warnings.simplefilter("ignore")
                yield
        finally:
            self._put(theirs)

    @staticmethod
    def _put(state: list) -> None:
        for module, attributes in state:
            current = vars(module)
            for name in current.keys() - attributes.keys():
                del current[name]
            current.update(attributes)
