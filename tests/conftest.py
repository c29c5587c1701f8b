"""What every test may ask for."""

import numpy as np
import pytest


@pytest.fixture
def rng():
    """Give each test a fresh generator: its draws do not depend on what ran before."""
    return np.random.default_rng(20240229)
