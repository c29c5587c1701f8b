"""A collection of photographs of one place under changing light, and what time did to it."""

from typing import NamedTuple

import numpy as np

from mlmath.datasets.shipped import load_photograph
from mlmath.validation import as_count, as_number


class Collection(NamedTuple):
    """A damaged collection, which pixels are known, and the collection before the damage."""

    damaged: np.ndarray
    known: np.ndarray
    clean: np.ndarray


def photograph_collection(n, rng, scale=2, noise=10.0, lost=0.15):
    r"""Draw n photographs of one place, add noise to them and lose some of their pixels.

    .. math:: F_t = P \odot (a_t + l_t L + r_t R) + h_t H, \quad
        D_t = \operatorname{round}(F_t + \varepsilon) \text{ where known, else } 0

    :math:`P` is the shipped photograph in grey, :math:`L` and :math:`R` light from the left and
    from the right, :math:`H` haze over the horizon. The light is drawn, so the place is real and
    its days are made up: as rows of a matrix the :math:`F_t` have rank 4.

    Parameters
    ----------
    n : int
        Number of photographs, at least 1.
    rng : numpy.random.Generator
    scale : int
        `scale` by `scale` pixels of the shipped photograph become one, 1 to 20.
    noise : float
        Standard deviation in grey levels (0 black to 255 white), at least 0.
    lost : float
        Share of pixels lost one by one, 0 to 0.9; a blotch in each photograph comes on top.

    Returns
    -------
    damaged : ndarray of uint8, shape (n, 140 // scale, 210 // scale)
        0 where a pixel is lost.
    known : ndarray of bool, same shape
    clean : ndarray of float64, same shape

    Raises
    ------
    ValueError
        If an argument cannot be used.
    """
    _require(n, rng, scale, noise, lost)
    P = _grey(scale)
    clean = _days(n, rng) @ _lights(P)
    clean = clean.reshape(n, *P.shape)
    known = (rng.uniform(size=clean.shape) >= lost) & ~_blotches(clean.shape, rng)
    noisy = clean + noise * rng.standard_normal(clean.shape)
    damaged = np.where(known, np.clip(np.round(noisy), 0, 255), 0).astype(np.uint8)
    return Collection(damaged, known, clean)


def _require(n, rng, scale, noise, lost):
    """Raise ValueError unless the arguments of `photograph_collection` can be used."""
    as_count(n, "n", 1)
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy Generator, got {type(rng).__name__}.")
    if not 1 <= as_count(scale, "scale", 1) <= 20:
        raise ValueError(f"scale must be 1 to 20, got {scale!r}.")
    if as_number(noise, "noise") < 0:
        raise ValueError(f"noise must be at least 0, got {noise!r}.")
    if not 0 <= as_number(lost, "lost") <= 0.9:
        raise ValueError(f"lost must be 0 to 0.9, got {lost!r}.")


def _grey(scale):
    """Return the shipped photograph in grey, blocks of pixels averaged, (h, w)."""
    P = 255 * load_photograph(grey=True)
    h, w = P.shape[0] // scale, P.shape[1] // scale
    return P[: h * scale, : w * scale].reshape(h, scale, w, scale).mean(axis=(1, 3))


def _lights(P):
    """Return what each light shows of the place, one flattened picture in a row, (4, h w)."""
    h, w = P.shape
    down, right = np.linspace(0, 1, h)[:, None], np.linspace(0, 1, w)[None, :]
    left = np.exp(-3 * right)
    horizon = 150 * np.exp(-(((down - 0.45) / 0.25) ** 2)) + 0 * right
    return np.stack([p.ravel() for p in (P, P * left, P * left[:, ::-1], horizon)])


def _days(n, rng):
    """Return how strong each light is in each photograph, (n, 4)."""
    hour, cloud, haze = rng.uniform(size=(3, n))
    sun, morning = 0.65 * (1 - cloud), 1 - hour
    return np.stack([0.2 + 0.2 * cloud, sun * morning, sun * hour, 0.6 * haze], axis=1)


def _blotches(shape, rng):
    """Return one rectangle in each picture, a fifth as high and as wide, (n, h, w) of bool."""
    n, h, w = shape
    inside = []
    for size in (h, w):
        start = rng.integers(0, size - size // 5, size=(n, 1), endpoint=True)
        k = np.arange(size)[None, :]
        inside.append((k >= start) & (k < start + size // 5))
    return inside[0][:, :, None] & inside[1][:, None, :]
