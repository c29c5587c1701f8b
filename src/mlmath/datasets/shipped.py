"""The data sets shipped with the package: read from its own files, never downloaded."""

import hashlib
import io
import json
from importlib.resources import files
from typing import NamedTuple

import numpy as np

DATA = files("mlmath") / "data"


class Dataset(NamedTuple):
    """A table of examples with its target, and the words that belong to it.

    ``X, y, *_ = load_iris()`` takes the arrays alone.
    """

    data: np.ndarray
    target: np.ndarray
    feature_names: list[str]
    target_names: list[str]
    description: str


def datasheets():
    """Return the datasheet of every shipped file.

    Returns
    -------
    dict
        Name of the file without its ending -> title, creator, source, licence, changes made,
        description, names, SHA-256, and shape and range of each array.

    References
    ----------
    Gebru et al. (2021), "Datasheets for datasets".
    """
    return json.loads((DATA / "datasheets.json").read_text(encoding="utf-8"))


def _read(name):
    """Return the datasheet and the arrays of one file, after comparing its SHA-256."""
    sheet = datasheets()[name]
    content = (DATA / f"{name}.npz").read_bytes()
    if hashlib.sha256(content).hexdigest() != sheet["sha256"]:
        raise ValueError(
            f"the file {name}.npz is not the one that was shipped: its SHA-256 differs from its"
            " datasheet; install the package again"
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return sheet, {key: archive[key] for key in archive.files}


def _table(name, target_type):
    sheet, arrays = _read(name)
    return Dataset(
        arrays["data"].astype(np.float64),
        arrays["target"].astype(target_type),
        sheet["feature_names"],
        sheet["target_names"],
        sheet["description"],
    )


def load_digits():
    """Load 1,797 images of handwritten digits.

    Returns
    -------
    Dataset
        ``data`` of shape (1797, 64), ink from 0 to 16 of each pixel of an 8 by 8 image, row by
        row (``data.reshape(-1, 8, 8)`` gives images); ``target`` of shape (1797,), the digit.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    return _table("digits", np.int64)


def load_iris():
    """Load 150 iris flowers of three species.

    Returns
    -------
    Dataset
        ``data`` of shape (150, 4) in cm; ``target`` of shape (150,), the species 0, 1 or 2.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    return _table("iris", np.int64)


def load_wine():
    """Load the chemical analysis of 178 wines of three grape varieties.

    Returns
    -------
    Dataset
        ``data`` of shape (178, 13), each column in its own unit; ``target`` of shape (178,),
        the variety 0, 1 or 2.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    return _table("wine", np.int64)


def load_breast_cancer():
    """Load 30 measurements of 569 tumours.

    Returns
    -------
    Dataset
        ``data`` of shape (569, 30); ``target`` of shape (569,), 0 malignant and 1 benign.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    return _table("breast_cancer", np.int64)


def load_diabetes(scaled=True):
    r"""Load ten measurements of 442 patients and the course of their diabetes.

    With ``scaled`` every column has mean 0 and length 1,

    .. math:: x_{ij} \leftarrow \frac{x_{ij} - \bar x_j}{\lVert x_j - \bar x_j \rVert_2} .

    Parameters
    ----------
    scaled : bool
        Whether the columns are centred and scaled to length 1; otherwise they stand in years,
        kg/m², mmHg and laboratory units.

    Returns
    -------
    Dataset
        ``data`` of shape (442, 10); ``target`` of shape (442,), progression after a year.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    dataset = _table("diabetes", np.float64)
    if not scaled:
        return dataset
    X = dataset.data - dataset.data.mean(axis=0)
    return dataset._replace(data=X / np.linalg.norm(X, axis=0))


def load_photograph(grey=False):
    r"""Load a photograph of 140 by 210 pixels.

    Grey is the luma of ITU-R BT.601,

    .. math:: Y = 0.299 R + 0.587 G + 0.114 B .

    Parameters
    ----------
    grey : bool
        Whether to weigh the three colours into one channel.

    Returns
    -------
    ndarray of shape (140, 210, 3) or (140, 210)
        Brightness from 0 (black) to 1 (white); the last axis is red, green, blue.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    _, arrays = _read("photograph")
    image = arrays["data"] / 255.0
    return image @ np.array([0.299, 0.587, 0.114]) if grey else image


def load_anscombe():
    """Return Anscombe's quartet: four sets with one line, one correlation and four shapes.

    Returns
    -------
    x : ndarray of shape (4, 11)
    y : ndarray of shape (4, 11)

    References
    ----------
    Anscombe (1973), "Graphs in statistical analysis", The American Statistician 27.
    """
    shared = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    x = [shared, shared, shared, [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8]]
    y = [
        [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
        [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
        [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
        [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
    ]
    return np.array(x, dtype=np.float64), np.array(y)
