"""Sums, means and variances: the obvious way, and ways that keep the digits."""

import numpy as np

from mlmath.validation import as_array, as_count, as_vector


def naive_sum(x):
    """Add from left to right, rounding n - 1 times: error up to (n - 1) u sum|x|.

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.
    """
    x = as_vector(x)
    total = x.dtype.type(0)
    for x_i in x:
        total = total + x_i
    return total


def pairwise_sum(x):
    """Add the halves' sums: error up to log2(n) u sum|x|.

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.

    References
    ----------
    Higham (1993), The accuracy of floating point summation.
    """
    x = as_vector(x)
    if len(x) == 1:
        return x[0]
    half = len(x) // 2
    return pairwise_sum(x[:half]) + pairwise_sum(x[half:])


def kahan_sum(x):
    r"""Carry along what each addition rounded away: error about 2 u sum|x|, whatever n.

    .. math:: y = x_i - c, \qquad t = s + y, \qquad c \leftarrow (t - s) - y, \qquad s \leftarrow t

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.

    References
    ----------
    Kahan (1965), Further remarks on reducing truncation errors.
    """
    x = as_vector(x)
    total = carry = x.dtype.type(0)
    for x_i in x:
        y = x_i - carry
        larger = total + y
        carry = (larger - total) - y
        total = larger
    return total


def compensated_sum(x):
    r"""Kahan's sum with Neumaier's repair: the carry is right where a summand exceeds the sum too.

    .. math:: t = s + x_i, \qquad c \leftarrow c + \begin{cases}
        (s - t) + x_i & |s| \ge |x_i| \\ (x_i - t) + s & \text{otherwise} \end{cases}

    Parameters
    ----------
    x : array_like of shape (n,)

    Returns
    -------
    float
        s + c at the end.

    Raises
    ------
    ValueError
        If x is not a non-empty vector of finite real numbers.

    References
    ----------
    Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen.
    """
    x = as_vector(x)
    total = carry = x.dtype.type(0)
    for x_i in x:
        t = total + x_i
        carry += (total - t) + x_i if abs(total) >= abs(x_i) else (x_i - t) + total
        total = t
    return total + carry


def stable_mean(x, axis=None):
    r"""Mean in two passes: the second averages what the first left over.

    .. math:: \bar x = m + \frac{1}{n} \sum_i (x_i - m), \qquad m = \frac{1}{n} \sum_i x_i

    Parameters
    ----------
    x : array_like
    axis : int, optional
        All entries by default.

    Returns
    -------
    ndarray or float

    Raises
    ------
    ValueError
        If x is empty, or not finite and real.
    """
    x = as_array(x)
    m = np.mean(x, axis=axis, keepdims=True)
    mean = m + np.mean(x - m, axis=axis, keepdims=True)
    return mean.reshape(()).item() if axis is None else np.squeeze(mean, axis=axis)


def stable_variance(x, axis=None, ddof=0):
    r"""Variance in two passes, corrected for the rounding of the mean.

    .. math:: s^2 = \frac{1}{n - \text{ddof}} \Big( \sum_i d_i^2 - \frac{1}{n}
        \big( \textstyle\sum_i d_i \big)^2 \Big), \qquad d_i = x_i - \bar x

    Parameters
    ----------
    x : array_like
    axis : int, optional
        All entries by default.
    ddof : int
        0 divides by n, 1 by n - 1.

    Returns
    -------
    ndarray or float

    Raises
    ------
    ValueError
        If x is empty or not finite and real, or no more than ddof numbers are averaged.

    References
    ----------
    Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance.
    """
    x = as_array(x)
    n = _count_for_variance(x, axis, ddof)
    d = x - np.mean(x, axis=axis, keepdims=True)
    squares = np.sum(d**2, axis=axis) - np.sum(d, axis=axis) ** 2 / n
    return squares / (n - ddof)


def naive_variance(x, axis=None, ddof=0):
    r"""Variance from the sums of x and x squared: one pass, and it cancels. For comparison only.

    .. math:: s^2 = \frac{1}{n - \text{ddof}} \Big( \sum_i x_i^2 - \frac{1}{n}
        \big( \textstyle\sum_i x_i \big)^2 \Big)

    Parameters
    ----------
    x : array_like
    axis : int, optional
        All entries by default.
    ddof : int
        0 divides by n, 1 by n - 1.

    Returns
    -------
    ndarray or float
        May come out negative.

    Raises
    ------
    ValueError
        If x is empty or not finite and real, or no more than ddof numbers are averaged.
    """
    x = as_array(x)
    n = _count_for_variance(x, axis, ddof)
    return (np.sum(x**2, axis=axis) - np.sum(x, axis=axis) ** 2 / n) / (n - ddof)


def running_mean_variance(x, ddof=0):
    r"""Mean and variance in one pass, by Welford's update: for data that come one by one.

    .. math:: \bar x_k = \bar x_{k-1} + \frac{x_k - \bar x_{k-1}}{k}, \qquad
        S_k = S_{k-1} + (x_k - \bar x_{k-1})(x_k - \bar x_k)

    Parameters
    ----------
    x : array_like of shape (n,)
    ddof : int
        0 divides by n, 1 by n - 1.

    Returns
    -------
    mean, variance : float

    Raises
    ------
    ValueError
        If x is not a vector of more than ddof finite real numbers.

    References
    ----------
    Welford (1962), Note on a method for calculating corrected sums of squares and products.
    """
    x = as_vector(x)
    n = _count_for_variance(x, None, ddof)
    mean, S = x[0], x.dtype.type(0)
    for k, x_k in enumerate(x[1:], start=2):
        before = mean
        mean = mean + (x_k - mean) / k
        S = S + (x_k - before) * (x_k - mean)
    return float(mean), float(S / (n - ddof))


def _count_for_variance(x, axis, ddof):
    n = x.size if axis is None else x.shape[axis]
    if as_count(ddof, "ddof", least=0) >= n:
        raise ValueError(f"a variance with ddof={ddof} needs more than {ddof} numbers, got {n}")
    return n
