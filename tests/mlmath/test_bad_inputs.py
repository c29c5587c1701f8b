"""Every refusal of the package: which call, which exception, which words.

The rows stand in `bad_inputs/<module>.py`: (callable, arguments, keyword arguments, exception,
regular expression that the message must match).
"""

import copy
import importlib
import pkgutil
import re

import numpy as np
import pytest

from tests.mlmath import bad_inputs

AT_LEAST = 80


def rows():
    """Yield (id, row) for each row of each table."""
    for info in pkgutil.iter_modules(bad_inputs.__path__):
        table = importlib.import_module(f"{bad_inputs.__name__}.{info.name}")
        for number, row in enumerate(table.CASES):
            name = getattr(row[0], "__qualname__", type(row[0]).__name__)
            yield pytest.param(*row, id=f"{info.name}-{number}-{name}")


ROWS = list(rows())


@pytest.mark.parametrize(("call", "args", "kwargs", "exception", "message"), ROWS)
def test_bad_input_is_refused_in_words(call, args, kwargs, exception, message):
    before = [copy.deepcopy(a) if isinstance(a, np.ndarray) else None for a in args]
    with pytest.raises(exception, match=message) as caught:
        call(*args, **kwargs)
    assert len(re.findall(r"\w+", str(caught.value))) >= 3, "the message is no sentence"
    for old, now in zip(before, args, strict=True):
        if old is not None:
            np.testing.assert_array_equal(now, old)


def test_the_table_is_long_enough():
    assert len(ROWS) >= AT_LEAST


def test_no_row_stands_twice():
    described = [param.id.split("-", 2)[2] + repr(param.values[1:]) for param in ROWS]
    twice = {d for d in described if described.count(d) > 1}
    assert not twice


def test_no_row_accepts_any_exception_or_message():
    for _, _, _, exception, message in (param.values for param in ROWS):
        assert exception not in {Exception, BaseException}
        assert len(message) >= 6
