"""What every test may ask for."""

import numpy as np
import pytest
from hypothesis import settings

# A busy machine makes single examples slow; that is no fault of what is tested.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture
def rng():
    """Give each test a fresh generator: its draws do not depend on what ran before."""
    return np.random.default_rng(20240229)


@pytest.fixture(scope="session")
def browser():
    """One headless browser for the whole session: Playwright allows no second one beside it."""
    from tools.browser import NoBrowser, chromium

    try:
        with chromium() as browser:
            yield browser
    except NoBrowser as error:
        pytest.skip(str(error))
