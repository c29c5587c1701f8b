"""The perceptron with scikit-learn's interface, and the bound on its mistakes."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from mlmath.validation import as_count, as_matrix, as_number, as_vector


class Perceptron(ClassifierMixin, BaseEstimator):
    r"""Rosenblatt's rule: at every mistake move the line towards the point.

    With labels y = ±1 and z = wᵀx + b, for each point in turn

    .. math:: y z \le 0 \ \Rightarrow\
        w \leftarrow w + \eta\, y\, x, \quad b \leftarrow b + \eta\, y

    It stops after a pass without mistake. On points that no hyperplane separates it never gets
    there and stops after `max_iter` passes, with ``converged_`` False.

    Parameters
    ----------
    max_iter : int
        The most passes over the points.
    lr : float
        Step η > 0. Starting from 0 it scales w and b and changes no decision.
    fit_intercept : bool
        Whether b is learned; otherwise it stays 0.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The labels; y is -1 for the first, +1 for the second.
    coef_ : ndarray of shape (1, D)
    intercept_ : ndarray of shape (1,)
    n_iter_ : int
        Passes made, the last one without mistake included.
    converged_ : bool
        Whether the last pass was without mistake.
    mistakes_ : ndarray of shape (M,)
        The index of the point at each mistake.
    history_ : ndarray of shape (M + 1, D + 1)
        Weights and, last, the bias: at the start and after each mistake.

    References
    ----------
    Rosenblatt (1958), "The perceptron".
    Book: eq-perceptron-rule, eq-perceptron-append, eq-perceptron-sum, eq-perceptron-novikoff.
    """

    def __init__(self, max_iter=1000, *, lr=1.0, fit_intercept=True):
        self.max_iter = max_iter
        self.lr = lr
        self.fit_intercept = fit_intercept

    def __sklearn_tags__(self):
        """Say that there are two classes."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X, y):
        """Learn weights and bias from the points in their order.

        Parameters
        ----------
        X : array_like of shape (N, D)
        y : array_like of shape (N,)
            Two labels.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If X is no finite matrix, y does not hold exactly two labels, max_iter < 1 or lr <= 0.
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        if type_of_target(y, input_name="y") != "binary":
            raise ValueError(
                "Only binary classification is supported. The type of the target is"
                f" {type_of_target(y)}."
            )
        self.classes_ = np.unique(y)
        if len(self.classes_) < 2:
            raise ValueError("y holds one class only: the perceptron needs points of two classes")
        bias = np.full((len(X), 1), float(self.fit_intercept))
        self._learn(np.hstack([X, bias]), np.where(y == self.classes_[1], 1.0, -1.0))
        self.coef_, self.intercept_ = self.history_[-1:, :-1], self.history_[-1, -1:]
        return self

    def _learn(self, X, y):
        lr, max_iter = as_number(self.lr, "lr", above=0), as_count(self.max_iter, "max_iter")
        w = np.zeros(X.shape[1])
        mistakes, history = [], [w]
        self.n_iter_, self.converged_ = 0, False
        while not self.converged_ and self.n_iter_ < max_iter:
            before = len(mistakes)
            for i, x in enumerate(X):
                if y[i] * (w @ x) <= 0:
                    w = w + lr * y[i] * x
                    mistakes.append(i)
                    history.append(w)
            self.n_iter_ += 1
            self.converged_ = len(mistakes) == before
        self.mistakes_, self.history_ = np.array(mistakes, dtype=int), np.array(history)

    def decision_function(self, X):
        """Return z = wᵀx + b.

        Parameters
        ----------
        X : array_like of shape (N, D)

        Returns
        -------
        ndarray of shape (N,)

        Raises
        ------
        ValueError
            If the model is not fitted (NotFittedError), or X is no finite matrix with D columns.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return X @ self.coef_[0] + self.intercept_[0]

    def predict(self, X):
        """Return the second label where z > 0, else the first.

        Parameters
        ----------
        X : array_like of shape (N, D)

        Returns
        -------
        ndarray of shape (N,)

        Raises
        ------
        ValueError
            If the model is not fitted (NotFittedError), or X is no finite matrix with D columns.
        """
        z = self.decision_function(X)
        return self.classes_[(z > 0).astype(int)]


def novikoff_bound(X, y, w):
    r"""Return the most mistakes that a perceptron without bias can make on separable points.

    For any w that separates the points with margin γ,

    .. math:: M \le \left( \frac{R}{\gamma} \right)^2, \qquad R = \max_i \lVert x_i \rVert, \qquad
        \gamma = \min_i \frac{y_i\, w^\top x_i}{\lVert w \rVert} .

    A perceptron with bias is one without on points that carry a further 1: append it to X, and
    the bias to w.

    Parameters
    ----------
    X : array_like of shape (N, D)
    y : array_like of shape (N,)
        Labels -1 and 1.
    w : array_like of shape (D,)
        Any separating direction; the bound is smallest for that of largest margin.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes do not fit, a label is not ±1, or w does not separate the points.

    References
    ----------
    Novikoff (1962), "On convergence proofs on perceptrons".
    """
    X = as_matrix(X, "X")
    y = as_vector(y, "y", length=len(X))
    w = as_vector(w, "w", length=X.shape[1])
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("y must hold the labels -1 and 1 only")
    margins = y * (X @ w)
    if margins.min() <= 0:
        raise ValueError(
            f"w does not separate the points: {(margins <= 0).sum()} of {len(y)} lie on the"
            " wrong side or on the line"
        )
    R, gamma = np.linalg.norm(X, axis=1).max(), margins.min() / np.linalg.norm(w)
    return float((R / gamma) ** 2)
