"""Refusals of the estimators, the least-squares tools and the perceptron's bound."""

import numpy as np
from sklearn.exceptions import NotFittedError

from mlmath.classification import Perceptron, novikoff_bound
from mlmath.decomposition import PCA
from mlmath.regression import (
    LinearRegression,
    PolynomialRegression,
    Ridge,
    polynomial_features,
    r_squared,
    residuals,
)

X = np.arange(12.0).reshape(6, 2) ** 1.5
Y = np.array([1.0, 0.0, 2.0, 5.0, 3.0, 4.0])
LABELS = np.array([0, 1, 0, 1, 1, 0])
HOLE = X.copy()
HOLE[3, 1] = np.nan
INFINITE = X.copy()
INFINITE[0, 0] = np.inf
FLAT = np.ones((6, 2))
LINE = np.outer(np.arange(6.0), [1.0, 2.0])

REFUSED_BY_ALL = [
    (HOLE, "Input X contains NaN"),
    (INFINITE, "Input X contains infinity"),
    (X[:, 0], "Expected 2D array, got 1D array instead"),
    (X[None], "Found array with dim 3"),
    (np.empty((0, 2)), r"Found array with 0 sample\(s\)"),
    (np.empty((6, 0)), r"Found array with 0 feature\(s\)"),
    (X + 1j, "Complex data not supported"),
    (np.array([["a", "b"]] * 6, dtype=object), "could not convert string to float"),
    ([[1.0, 2.0], [3.0]] * 3, "inhomogeneous"),
]
ESTIMATORS = [
    (LinearRegression, Y),
    (Ridge, Y),
    (PolynomialRegression, Y),
    (PCA, None),
    (Perceptron, LABELS),
]


def fit(estimator, *data):
    return estimator.fit(*data)


def transform(estimator, method, data):
    return getattr(estimator, method)(data)


CASES = [
    *[
        (fit, [estimator(), bad, y], {}, ValueError, message)
        for estimator, y in ESTIMATORS
        for bad, message in REFUSED_BY_ALL
    ],
    *[
        (transform, [e(), method, X], {}, NotFittedError, f"This {e.__name__} instance is not")
        for e, method in [
            (LinearRegression, "predict"),
            (Ridge, "predict"),
            (PolynomialRegression, "predict"),
            (PCA, "transform"),
            (PCA, "inverse_transform"),
            (Perceptron, "predict"),
            (Perceptron, "decision_function"),
        ]
    ],
    *[
        (transform, [e.fit(X, y), method, X[:, :1]], {}, ValueError, "X has 1 features, but")
        for e, y, method in [
            (LinearRegression(), Y, "predict"),
            (Ridge(), Y, "predict"),
            (PolynomialRegression(), Y, "predict"),
            (PCA(), None, "transform"),
            (Perceptron(max_iter=5), LABELS, "predict"),
        ]
    ],
    (transform, [PCA(1).fit(X), "inverse_transform", X], {}, ValueError, r"shape \(any, 1\)"),
    (fit, [LinearRegression(), X, Y[:5]], {}, ValueError, "inconsistent numbers of samples"),
    (fit, [LinearRegression(), X, np.full(6, np.nan)], {}, ValueError, "Input y contains NaN"),
    (fit, [Ridge(-1e-9), X, Y], {}, ValueError, "alpha must be at least 0, got -1e-09"),
    (fit, [Ridge(np.nan), X, Y], {}, ValueError, "alpha must be a number"),
    (fit, [Ridge("strong"), X, Y], {}, ValueError, "alpha must hold real numbers"),
    (fit, [Ridge([1.0, 2.0]), X, Y], {}, ValueError, "alpha must be a number"),
    (fit, [PolynomialRegression(0), X, Y], {}, ValueError, "degree must be an integer of at"),
    (fit, [PolynomialRegression(1.5), X, Y], {}, ValueError, "degree must be an integer of at"),
    (fit, [PCA(0), X], {}, ValueError, "n_components must be an integer of at least 1, got 0"),
    (fit, [PCA(3), X], {}, ValueError, r"n_components must be at most min\(N, D\) = 2, got 3"),
    (fit, [PCA(1.0), X], {}, ValueError, r"n_components \(as a share of the variance\)"),
    (fit, [PCA(-0.2), X], {}, ValueError, r"n_components \(as a share of the variance\)"),
    (fit, [PCA("mle"), X], {}, ValueError, r"n_components \(as a share of the variance\)"),
    (fit, [PCA(True), X], {}, ValueError, "n_components must be an integer of at least 1"),
    (fit, [PCA(), FLAT], {}, ValueError, "all rows of X are equal"),
    (fit, [PCA(), X[:1]], {}, ValueError, "minimum of 2 is required"),
    (fit, [PCA(whiten=True), LINE], {}, ValueError, "component 2 has no variance and cannot"),
    (fit, [Perceptron(), X, Y], {}, ValueError, "Only binary classification is supported"),
    (fit, [Perceptron(), X, np.zeros(6, int)], {}, ValueError, "y holds one class only"),
    (fit, [Perceptron(), X, Y + 0.5], {}, ValueError, "Unknown label type: continuous"),
    (fit, [Perceptron(0), X, LABELS], {}, ValueError, "max_iter must be an integer of at least 1"),
    (fit, [Perceptron(lr=0), X, LABELS], {}, ValueError, r"lr must be a number in \(0, inf\)"),
    (fit, [Perceptron(lr=-1.0), X, LABELS], {}, ValueError, r"lr must be a number in \(0, inf\)"),
    (novikoff_bound, [X, LABELS, [1, 1]], {}, ValueError, "y must hold the labels -1 and 1 only"),
    (novikoff_bound, [X, Y[:4], [1, 1]], {}, ValueError, "y must have length 6, got 4"),
    (novikoff_bound, [X, np.ones(6), [1, 1, 1]], {}, ValueError, "w must have length 2, got 3"),
    (novikoff_bound, [X, -np.ones(6), [1, 1]], {}, ValueError, "w does not separate the points: 6"),
    (residuals, [HOLE, Y, [1.0, 1.0]], {}, ValueError, r"X must be finite, got nan at index"),
    (residuals, [[[1, 2], [3]], Y, [1.0]], {}, ValueError, "X is ragged"),
    (residuals, [X, Y[:3], [1.0, 1.0]], {}, ValueError, "y must have length 6, got 3"),
    (residuals, [X, Y, [1.0]], {}, ValueError, "w must have length 2, got 1"),
    (r_squared, [np.ones(3), np.ones(3)], {}, ValueError, "y is constant"),
    (r_squared, [Y, Y[:2]], {}, ValueError, "prediction must have length 6, got 2"),
    (polynomial_features, [X[:, 0], 2], {}, ValueError, "X must have 2 axes, got 1"),
    (polynomial_features, [X, -1], {}, ValueError, "degree must be an integer of at least 1"),
]
