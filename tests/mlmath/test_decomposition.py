"""PCA against scikit-learn, `mlmath.linalg` and what defines it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import decomposition

from mlmath.datasets.shipped import load_digits, load_iris, load_wine
from mlmath.decomposition import PCA
from mlmath.linalg.svd import svd
from mlmath.linalg.symmetric import symmetric_eigen

SHAPES = {
    "tall": (30, 4),
    "very tall: by the covariance": (80, 4),
    "wide": (5, 9),
    "square": (6, 6),
    "one feature": (12, 1),
    "two rows": (2, 3),
}
shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
FITTED = [
    "components_",
    "explained_variance_",
    "explained_variance_ratio_",
    "singular_values_",
    "mean_",
    "n_components_",
    "noise_variance_",
]


def draw(rng, shape):
    """Rows whose variances differ clearly from direction to direction."""
    n, d = shape
    return rng.standard_normal((n, d)) * np.linspace(1, 3, d) @ rng.standard_normal((d, d)) + 5


def assert_same(ours, twin, real):
    """Compare the directions that have variance; in the others any basis is right."""
    for name in FITTED:
        a, b = np.atleast_1d(getattr(ours, name)), np.atleast_1d(getattr(twin, name))
        assert a.shape == b.shape, name
        if name == "components_":
            a, b = a[:real], b[:real]
        np.testing.assert_allclose(a, b, rtol=1e-8, atol=1e-8, err_msg=name)


@shapes
def test_equals_its_twin(shape, rng):
    X = draw(rng, shape)
    ours, twin = PCA().fit(X), decomposition.PCA().fit(X)
    real = min(shape[0] - 1, shape[1])
    assert_same(ours, twin, real)
    Z = rng.standard_normal((7, shape[1]))
    np.testing.assert_allclose(
        ours.transform(Z)[:, :real], twin.transform(Z)[:, :real], rtol=1e-8, atol=1e-8
    )


@shapes
@pytest.mark.parametrize("whiten", [False, True])
def test_fewer_components_equal_the_twin(shape, whiten, rng):
    X = draw(rng, shape)
    k = max(1, min(shape[0] - 1, shape[1]) - 1)
    ours = PCA(k, whiten=whiten).fit(X)
    twin = decomposition.PCA(k, whiten=whiten, svd_solver="full").fit(X)
    assert_same(ours, twin, k)
    np.testing.assert_allclose(ours.transform(X), twin.transform(X), rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(ours.fit_transform(X), ours.transform(X))
    Z = rng.standard_normal((3, k))
    np.testing.assert_allclose(ours.inverse_transform(Z), twin.inverse_transform(Z), rtol=1e-8)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.99, 0.999999])
@pytest.mark.parametrize("load", [load_digits, load_wine, load_iris])
def test_a_share_of_the_variance_keeps_as_many_as_the_twin(share, load):
    X = load().data
    ours, twin = PCA(share).fit(X), decomposition.PCA(share, svd_solver="full").fit(X)
    assert ours.n_components_ == twin.n_components_
    assert ours.explained_variance_ratio_.sum() > share
    assert ours.explained_variance_ratio_[:-1].sum() <= share


def test_digits_equal_scikit_learn():
    X = load_digits().data
    ours, twin = PCA(10).fit(X), decomposition.PCA(10, svd_solver="full").fit(X)
    assert_same(ours, twin, 10)
    np.testing.assert_allclose(ours.transform(X), twin.transform(X), rtol=1e-8, atol=1e-8)
    assert list(ours.get_feature_names_out()[:2]) == ["pca0", "pca1"]


@pytest.mark.parametrize("shape", [(20, 4), (60, 4)], ids=["by the SVD", "by the covariance"])
def test_both_routes_equal_those_of_linalg(shape, rng):
    X = draw(rng, shape)
    pca, C = PCA().fit(X), X - X.mean(axis=0)
    variances, axes = pca.explained_variance_, pca.components_
    _, s, Vt = svd(C)[:3]
    np.testing.assert_allclose(variances, s**2 / (shape[0] - 1))
    np.testing.assert_allclose(np.abs(axes @ Vt.T), np.eye(4), atol=1e-9)
    values, V = symmetric_eigen(C.T @ C / (shape[0] - 1))
    np.testing.assert_allclose(variances, np.sort(values)[::-1])
    overlaps = np.abs(axes @ V[:, np.argsort(values)[::-1]])
    np.testing.assert_allclose(overlaps, np.eye(4), atol=1e-9)


@given(st.integers(0, 2**32), st.integers(2, 30), st.integers(1, 6))
def test_invariants(seed, n, d):
    rng = np.random.default_rng(seed)
    X = draw(rng, (n, d))
    pca = PCA().fit(X)
    V, scale = pca.components_, np.abs(X).max()
    np.testing.assert_allclose(V @ V.T, np.eye(len(V)), atol=1e-10)
    assert (np.diff(pca.explained_variance_) <= 1e-12 * scale**2).all()
    total = X.var(axis=0, ddof=1).sum()
    assert pca.explained_variance_.sum() == pytest.approx(total, rel=1e-9)
    assert pca.explained_variance_ratio_.sum() == pytest.approx(1)
    assert (V[np.arange(len(V)), np.abs(V).argmax(axis=1)] > 0).all()
    np.testing.assert_allclose(pca.inverse_transform(pca.transform(X)), X, atol=1e-9 * scale)


@given(st.integers(0, 2**32), st.integers(1, 3))
def test_variance_lost_is_the_reconstruction_error(seed, k):
    X = draw(np.random.default_rng(seed), (12, 4))
    pca = PCA(k).fit(X)
    error = ((X - pca.inverse_transform(pca.transform(X))) ** 2).sum() / 11
    total = X.var(axis=0, ddof=1).sum()
    assert error == pytest.approx(total - pca.explained_variance_.sum(), rel=1e-8, abs=1e-10)
    assert pca.noise_variance_ == pytest.approx(error / (4 - k), rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("shape", [(30, 4), (80, 4)])
def test_whitened_coordinates_are_uncorrelated_with_variance_one(shape, rng):
    X = draw(rng, shape)
    pca = PCA(whiten=True).fit(X)
    Z = pca.transform(X)
    np.testing.assert_allclose(np.cov(Z, rowvar=False), np.eye(4), atol=1e-9)
    np.testing.assert_allclose(pca.inverse_transform(Z), X, atol=1e-9)


def test_no_direction_has_more_variance_than_the_first(rng):
    X = draw(rng, (50, 3))
    pca = PCA(1).fit(X)
    directions = rng.standard_normal((3, 500))
    directions /= np.linalg.norm(directions, axis=0)
    most = (X @ directions).var(axis=0, ddof=1).max()
    assert most <= pca.explained_variance_[0] * (1 + 1e-12)
    assert most > 0.9 * pca.explained_variance_[0]


def test_neither_the_order_of_rows_nor_a_shift_matters(rng):
    X = draw(rng, (25, 3))
    plain = PCA().fit(X)
    other = PCA().fit(X[rng.permutation(25)] + [1e3, -1e3, 0])
    np.testing.assert_allclose(plain.components_, other.components_, atol=1e-9)
    np.testing.assert_allclose(plain.explained_variance_, other.explained_variance_, rtol=1e-9)


@pytest.mark.parametrize("n", [20, 60], ids=["by the SVD", "by the covariance"])
def test_a_line_has_one_direction(n, rng):
    X = np.outer(rng.standard_normal(n), [3.0, 4.0]) + [1, 2]
    pca = PCA().fit(X)
    np.testing.assert_allclose(pca.components_[0], [0.6, 0.8])
    assert pca.explained_variance_ratio_[1] < 1e-15
    assert pca.explained_variance_[1] >= 0


@pytest.mark.parametrize("scale", [1e-100, 1e100])
@pytest.mark.parametrize("n", [20, 60])
def test_scale_of_the_data(scale, n, rng):
    X = draw(rng, (n, 3))
    plain, scaled = PCA().fit(X), PCA().fit(X * scale)
    np.testing.assert_allclose(plain.components_, scaled.components_, atol=1e-9)
    np.testing.assert_allclose(plain.singular_values_, scaled.singular_values_ / scale)


def test_numpy_integers_and_floats_choose_components(rng):
    X = draw(rng, (20, 4))
    assert PCA(np.int64(2)).fit(X).n_components_ == 2
    assert PCA(np.float64(0.999999999)).fit(X).n_components_ == 4
