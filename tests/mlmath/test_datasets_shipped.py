"""Every shipped file against its datasheet, and against the copy in scikit-learn's wheel."""

import re
import shutil

import numpy as np
import pytest
import sklearn.datasets

from mlmath.datasets import shipped
from tools import datasets as rebuild

SHEETS = shipped.datasheets()
TABLES = ["digits", "iris", "wine", "breast_cancer", "diabetes"]
SHAPES = {
    "digits": (1797, 64),
    "iris": (150, 4),
    "wine": (178, 13),
    "breast_cancer": (569, 30),
    "diabetes": (442, 10),
}


def load(name):
    return getattr(shipped, f"load_{name}")()


def test_every_file_has_a_datasheet_and_every_datasheet_a_file():
    files = {path.stem for path in rebuild.DATA.glob("*.npz")}
    assert files == SHEETS.keys() == {*TABLES, "photograph"}


@pytest.mark.parametrize("name", SHEETS)
def test_datasheet_says_whose_whence_and_under_which_licence(name):
    sheet = SHEETS[name]
    assert re.fullmatch("[0-9a-f]{64}", sheet["sha256"])
    assert sheet["source"].startswith("https://")
    assert re.search(r"BSD-3-Clause|CC BY [24]\.0", sheet["licence"])
    assert all(sheet[word] for word in ["title", "creator", "changes", "description"])


def test_the_licence_of_scikit_learn_is_shipped():
    text = (rebuild.DATA / "COPYING.scikit-learn.txt").read_text(encoding="utf8")
    assert "The scikit-learn developers" in text
    assert "Redistributions in binary form must reproduce" in text


@pytest.mark.parametrize("name", SHEETS)
def test_arrays_have_the_stated_shape_and_range(name):
    _, arrays = shipped._read(name)
    stated = SHEETS[name]["arrays"]
    assert arrays.keys() == stated.keys()
    for key, array in arrays.items():
        assert list(array.shape) == stated[key]["shape"]
        assert [array.min(), array.max()] == stated[key]["range"]
        assert np.isfinite(array).all()


@pytest.mark.parametrize("name", TABLES)
def test_tables_equal_those_of_scikit_learn(name):
    ours, theirs = load(name), getattr(sklearn.datasets, f"load_{name}")()
    assert ours.data.shape == SHAPES[name]
    assert ours.data.dtype == np.float64
    np.testing.assert_allclose(ours.data, theirs.data, rtol=1e-13, atol=1e-16)
    np.testing.assert_array_equal(ours.target, theirs.target)
    assert ours.target.dtype == (np.float64 if name == "diabetes" else np.int64)
    assert ours.feature_names == list(theirs.feature_names)
    if name != "diabetes":
        assert ours.target_names == [str(label) for label in theirs.target_names]
    assert ours.description == SHEETS[name]["description"]


def test_diabetes_in_its_own_units():
    ours = shipped.load_diabetes(scaled=False).data
    np.testing.assert_array_equal(ours, sklearn.datasets.load_diabetes(scaled=False).data)


def test_the_script_rebuilds_what_is_shipped():
    built = {**rebuild.tables(), "photograph": {"data": rebuild.photograph()}}
    for name, arrays in built.items():
        _, stored = shipped._read(name)
        for key, array in arrays.items():
            np.testing.assert_array_equal(stored[key], array)
            assert stored[key].dtype == array.dtype


def test_photograph():
    colour, grey = shipped.load_photograph(), shipped.load_photograph(grey=True)
    assert colour.shape == (140, 210, 3)
    assert grey.shape == (140, 210)
    assert colour.min() == 0
    assert colour.max() == 1
    i, j = 17, 101
    r, g, b = colour[i, j]
    assert grey[i, j] == pytest.approx(0.299 * r + 0.587 * g + 0.114 * b, rel=1e-14)


def test_white_stays_white_in_grey():
    white = np.ones(3) @ np.array([0.299, 0.587, 0.114])
    assert white == pytest.approx(1, abs=1e-15)


def test_each_call_gives_arrays_of_its_own():
    first = shipped.load_iris()
    first.data[:] = 0
    first.feature_names.clear()
    assert shipped.load_iris().data.min() == 0.1
    assert len(shipped.load_iris().feature_names) == 4


def test_a_damaged_file_is_refused(tmp_path, monkeypatch):
    shutil.copytree(rebuild.DATA, tmp_path, dirs_exist_ok=True)
    content = bytearray((tmp_path / "iris.npz").read_bytes())
    content[-1] ^= 1
    (tmp_path / "iris.npz").write_bytes(content)
    monkeypatch.setattr(shipped, "DATA", tmp_path)
    assert shipped.load_wine().data.shape == (178, 13)
    with pytest.raises(ValueError, match=r"iris\.npz is not the one .* install the package again"):
        shipped.load_iris()


def test_files_are_small():
    assert sum(path.stat().st_size for path in rebuild.DATA.iterdir()) < 250_000


def test_what_the_datasheets_claim():
    cancer, iris, wine = load("breast_cancer"), load("iris"), load("wine")
    assert list(np.bincount(cancer.target)) == [212, 357]
    for sorted_set in (iris, wine):
        assert (np.diff(sorted_set.target) >= 0).all()
    assert iris.data[iris.target == 0, 2].max() < iris.data[iris.target > 0, 2].min()
    r = np.corrcoef(load("diabetes").data, rowvar=False)[4, 5]
    assert r == pytest.approx(0.9, abs=0.01)
    counts = np.bincount(load("digits").target)
    assert counts.min() >= 174
    assert counts.max() <= 183


def test_a_hyperplane_separates_the_tumours():
    from scipy.optimize import linprog

    cancer = load("breast_cancer")
    X = (cancer.data - cancer.data.mean(axis=0)) / cancer.data.std(axis=0)
    s = np.where(cancer.target == 1, 1.0, -1.0)
    A = -s[:, None] * np.column_stack([X, np.ones(len(X))])
    found = linprog(np.zeros(31), A_ub=A, b_ub=-np.ones(len(X)), bounds=(None, None))
    assert found.status == 0
    assert (A @ found.x <= -1 + 1e-6).all()


def test_anscombe_has_one_line_and_four_shapes():
    x, y = shipped.load_anscombe()
    assert x.shape == y.shape == (4, 11)
    for xs, ys in zip(x, y, strict=True):
        assert xs.mean() == 9
        assert xs.var(ddof=1) == pytest.approx(11)
        assert ys.mean() == pytest.approx(7.50, abs=0.001)
        assert np.polyfit(xs, ys, 1) == pytest.approx([0.5, 3.0], abs=0.003)
        assert np.corrcoef(xs, ys)[0, 1] == pytest.approx(0.816, abs=0.001)
    assert len({tuple(ys) for ys in y}) == 4
