"""Gershgorin's intervals are where they should be."""

import numpy as np
import pytest

from mlmath.linalg.eigen import gershgorin_discs
from mlviz.plots.discs import gershgorin_intervals


def test_intervals_and_eigenvalues():
    A = np.array([[6.0, 1.2, 0.3], [1.2, -3.0, -0.8], [0.3, -0.8, 1.0]])
    *rows, middles, dots = gershgorin_intervals(A).lines
    centres, radii = gershgorin_discs(A)
    ends = [line.get_xdata() for line in rows]
    np.testing.assert_allclose(ends, np.transpose([centres - radii, centres + radii]))
    np.testing.assert_allclose(middles.get_xdata(), centres)
    np.testing.assert_allclose(dots.get_xdata(), np.linalg.eigvalsh(A))


@pytest.mark.parametrize("A", [[[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6]]])
def test_only_symmetric_matrices(A):
    with pytest.raises(ValueError, match="needs a symmetric matrix"):
        gershgorin_intervals(A)
