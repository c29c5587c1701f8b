"""Checks of the exercises on gradients: slopes, gradients of formulas, Jacobians."""

import numpy as np

from coursework.compare import close
from coursework.expect import expect, trials
from coursework.mistakes import Mistake, mistake
from coursework.registry import check


@check(
    points=1,
    hints=[
        "The directional derivative counts the length of v. Here it must not.",
        "Bring v to length 1, then take the dot product with the gradient.",
        "Start with `length = np.linalg.norm(v)`.",
    ],
    notice="Slopes are compared per unit of distance; the derivative along v grows with v.",
)
def slope_along(answer):
    """The slope per unit of distance in a direction."""
    for rng in trials(4):
        g, v = rng.normal(size=4), rng.normal(size=4) * 3
        length, steep = np.linalg.norm(v), np.linalg.norm(g)
        slips = {
            "The length of v counts here: divide by it, since v says only which way.": g @ v,
            "The length of v is a square root: you divide by its square.": g @ v / length**2,
            "Divide by the length of v, not by that of the gradient.": g @ v / steep,
            "That is the cosine of the angle: the steepness of the ground is lost.": g
            @ v
            / (length * steep),
            "That is the greatest slope of all, not the one along v.": steep,
        }
        expect(answer, g, v).equals(g @ v / length, slips)


@check(
    points=2,
    hints=[
        "Put in a step s. What is the change of the inside, and what does the logarithm do to it?",
        "The inside p changes by ((A + A^T) x) . s, and ln p changes by 1/p times that.",
        "Start with `p = 1 + x @ A @ x`.",
    ],
    notice="A symmetric test matrix would have let 2Ax pass.",
)
def log_form_gradient(answer):
    """The gradient of ln(1 + x.Ax)."""
    for rng in trials(4):
        A, x = rng.normal(size=(4, 4)) + 6 * np.eye(4), rng.normal(size=4)
        p, both = 1 + x @ A @ x, (A + A.T) @ x
        slips = {
            "2Ax is right for a symmetric A only: both ends of the product move.": 2 * A @ x / p,
            "2A^T x is right for a symmetric A only: both ends move.": 2 * A.T @ x / p,
            "Only one end of the product is moved: there is an x on the right, too.": A.T @ x / p,
            "Only one end of the product is moved: there is an x on the left, too.": A @ x / p,
            "The logarithm's own slope, one over the inside, is missing.": both,
            "The 1 in the inside is lost.": both / (p - 1),
            "That is the value of f; its gradient is asked.": np.log(p),
            "You multiply by the inside; the slope of ln p is 1/p.": both * p,
        }
        expect(answer, A, x).equals(both / p, slips)


@check(
    points=3,
    hints=[
        "Put in a step S, a matrix of the shape of W. What is multiplied by S alone?",
        "The change is twice the sum of r_i S_ij x_j, with r = Wx - y.",
        "Start with `r = W @ x - y`; the result is an outer product.",
    ],
    notice="The error of the output times the input it saw: every layer learns by this product.",
)
def weights_gradient(answer):
    """The gradient of a squared error by a matrix."""
    for rng in trials(4):
        W, x, y = rng.normal(size=(3, 4)), rng.normal(size=4), rng.normal(size=3)
        r = W @ x - y
        slips = {
            "The factor 2 of the square is lost.": np.outer(r, x),
            "It is the transpose: the gradient has the shape of W.": 2 * np.outer(x, r),
            "The residual is Wx - y; yours has the other sign.": -2 * np.outer(r, x),
            "y is not subtracted.": 2 * np.outer(W @ x, x),
            "That is the gradient by x; it is asked by W.": 2 * W.T @ r,
            "That is the value of f; its gradient is asked.": r @ r,
            "That is the gradient by the output Wx; the input x is missing.": 2 * r,
        }
        expect(answer, W, x, y).equals(2 * np.outer(r, x), slips)


@check(
    points=3,
    hints=[
        "Move one input at a time, both ways. What comes out is one column.",
        "Column j is (F(x + h e_j) - F(x - h e_j)) / (2 h).",
        "Start with `for e in np.eye(len(x)):` and stack the columns along axis 1.",
    ],
    notice="Rows are outputs, columns are inputs: a rectangular map shows who mixed them up.",
)
def jacobian(answer):
    """The Jacobian by central differences."""
    for rng in trials(4):
        A, x = rng.normal(size=(2, 3)), rng.normal(size=3)

        def F(w, A=A):
            return np.sin(A @ w) + A @ w**3

        J = np.cos(A @ x)[:, None] * A + A * 3 * x**2
        slips = {
            "It is the transpose: each input makes a column.": J.T,
            "The two places are 2h apart, not h.": 2 * J,
            "The two places are 2h apart, not 4h.": J / 2,
            "It is not divided by the distance of the two places.": 2e-5 * J,
            "All inputs move at once; move one at a time.": J.sum(axis=1),
        }
        rough = Mistake(
            "A one-sided difference is right to few digits only: step both ways.",
            pattern=lambda got, want, _: close(got, want, 1e-3),
        )
        named = [mistake(says, wrong) for says, wrong in slips.items()]
        expect(answer, F, x).equals(J, [*named, rough], rtol=1e-8)
