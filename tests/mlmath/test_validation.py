"""What is let in, unchanged, and what comes out as floats."""

import numpy as np
import pytest

from mlmath.validation import (
    as_array,
    as_count,
    as_floats,
    as_matrix,
    as_number,
    as_square,
    as_symmetric,
    as_vector,
)


def test_floats_are_kept_and_integers_promoted():
    x = np.ones(3, dtype=np.float32)
    assert as_floats(x) is x
    assert as_array(x) is x
    assert as_floats([1, 2]).dtype == as_floats(True).dtype == np.float64
    assert as_floats(2**53 + 1).item() == 2.0**53
    assert np.isnan(as_floats([np.nan])).all()


def test_good_input_passes():
    A = np.array([[2.0, 1.0], [1.0, 3.0]])
    assert as_matrix(A, shape=(2, None)) is as_square(A) is as_symmetric(A) is A
    assert as_vector([1, 2], length=2).tolist() == [1.0, 2.0]
    almost = A + [[0, 1e-11], [0, 0]]
    assert as_symmetric(almost) is almost
    assert as_symmetric(np.zeros((2, 2))).sum() == 0
    assert (as_count(np.int64(3)), as_count(0, least=0)) == (3, 0)
    assert (as_number(2), as_number(np.float32(0.5), above=0, below=1)) == (2.0, 0.5)
    assert type(as_number(2)) is float


@pytest.mark.parametrize("value", [0, 1])
def test_bounds_of_a_number_are_strict(value):
    with pytest.raises(ValueError, match=r"must be a number in \(0, 1\)"):
        as_number(value, above=0, below=1)
