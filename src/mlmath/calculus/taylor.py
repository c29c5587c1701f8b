"""Taylor polynomials: a function near a point, from what is known at the point."""

import numpy as np

from mlmath.validation import as_count, as_floats, as_number, as_square, as_vector


def taylor_polynomial(derivatives, a, x):
    r"""Evaluate the polynomial that has given derivatives at a; its error at x is O((x-a)**(n+1)).

    .. math:: p_n(x) = \sum_{k=0}^{n} \frac{f^{(k)}(a)}{k!} (x - a)^k

    Parameters
    ----------
    derivatives : array_like of shape (n + 1,)
        f(a), f'(a), f''(a), ...
    a : float
    x : array_like

    Returns
    -------
    ndarray shaped like x

    Raises
    ------
    ValueError
        If there are no derivatives, or a is not a finite number.

    References
    ----------
    Book: eq-derivatives-taylor, eq-derivatives-remainder.
    """
    derivatives = as_vector(derivatives, "derivatives")
    step = as_floats(x) - as_number(a, "a")
    p = np.zeros_like(step)
    for k in reversed(range(len(derivatives))):  # Horner: f + step (f' + step/2 (f'' + ...))
        p = derivatives[k] + step / (k + 1) * p
    return p


def taylor_coefficients(f, a, degree, radius=0.5, samples=64):
    r"""Taylor coefficients of an analytic function, from its values on a circle around a.

    .. math:: c_k = \frac{f^{(k)}(a)}{k!} = \frac{1}{2 \pi i} \oint \frac{f(z)}{(z - a)^{k+1}} dz
        \approx \frac{1}{N r^k} \sum_{j=0}^{N-1} f(a + r \omega^j)\, \omega^{-jk}, \qquad
        \omega = e^{2 \pi i / N}

    Parameters
    ----------
    f : callable
        Accepts complex arrays; has no singularity on or inside the circle.
    a : float
    degree : int
        Below `samples` / 2.
    radius : float
        r. The error of c_k is about u max|f| / r**k from rounding.
    samples : int
        N.

    Returns
    -------
    ndarray of shape (degree + 1,)
        c_0, ..., c_degree.

    Raises
    ------
    ValueError
        If the degree is too large for the samples, radius is not positive, or a not finite.

    References
    ----------
    Lyness and Moler (1967), Numerical differentiation of analytic functions.
    """
    a, r = as_number(a, "a"), as_number(radius, "radius", above=0)
    N = as_count(samples, "samples", least=2)
    if as_count(degree, "degree", least=0) >= N / 2:
        raise ValueError(f"degree must be below samples / 2 = {N / 2:g}, got {degree}")
    circle = a + r * np.exp(2j * np.pi * np.arange(N) / N)
    k = np.arange(degree + 1)
    return (np.fft.fft(f(circle))[: degree + 1] / N).real / r**k


def quadratic_model(f, gradient, hessian, x):
    r"""Second-order Taylor polynomial at x: from its height, slope and curvature.

    .. math:: q(x + d) = f + g \cdot d + \tfrac12 d^\top H d

    Parameters
    ----------
    f : float
        f(x).
    gradient : array_like of shape (n,)
    hessian : array_like of shape (n, n)
    x : array_like of shape (n,)

    Returns
    -------
    callable
        Takes points of shape (..., n) and returns values of shape (...).

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    x, f, H = as_vector(x), as_number(f, "f"), as_square(hessian, "hessian")
    g = as_vector(gradient, "gradient", length=len(x))
    if len(H) != len(x):
        raise ValueError(f"hessian has shape {H.shape}, x has length {len(x)}: they must agree")

    def q(points):
        d = as_floats(points, "points") - x
        return f + d @ g + 0.5 * np.sum((d @ H) * d, axis=-1)

    return q
