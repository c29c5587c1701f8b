"""The mathematics of machine learning: pure functions on arrays, a small tape, models, data."""
