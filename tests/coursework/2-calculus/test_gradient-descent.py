"""Right and wrong answers to the exercises on gradient descent."""

import numpy as np

from tests.coursework.bank import Bank, bank_tests
