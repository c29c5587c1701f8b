"""Least squares: its solvers, its diagnostics, and regressions with scikit-learn's interface."""
