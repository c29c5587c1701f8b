"""Rebuild the files of `src/mlmath/data` from the copies inside scikit-learn's wheel.

Run `python -m tools.datasets`; it needs scikit-learn and Pillow. The words of `datasheets.json`
are written by hand, its digests, shapes and ranges by this script.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from sklearn import datasets

DATA = Path(__file__).resolve().parents[1] / "src" / "mlmath" / "data"
PHOTOGRAPH_BLOCK = 3


def tables():
    """Return {name: {"data": array, "target": array}} in the smallest exact types."""
    raw = {
        "digits": datasets.load_digits(),
        "iris": datasets.load_iris(),
        "wine": datasets.load_wine(),
        "breast_cancer": datasets.load_breast_cancer(),
        "diabetes": datasets.load_diabetes(scaled=False),
    }
    arrays = {name: {"data": b.data, "target": b.target} for name, b in raw.items()}
    arrays["digits"]["data"] = arrays["digits"]["data"].astype(np.uint8)
    for table in arrays.values():
        if table["target"].dtype.kind == "i":
            table["target"] = table["target"].astype(np.uint8)
    return arrays


def photograph():
    """Return china.jpg cut to 420 × 630 pixels and averaged over 3 × 3 blocks, (140, 210, 3)."""
    image = datasets.load_sample_image("china.jpg")
    height, width = (420, 630)
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    cut = image[top : top + height, left : left + width].astype(float)
    b = PHOTOGRAPH_BLOCK
    blocks = cut.reshape(height // b, b, width // b, b, 3)
    return np.rint(blocks.mean(axis=(1, 3))).astype(np.uint8)


def main():
    """Write every file, then its digest, shapes and ranges into `datasheets.json`."""
    sheets = json.loads((DATA / "datasheets.json").read_text(encoding="utf-8"))
    for name, arrays in {**tables(), "photograph": {"data": photograph()}}.items():
        path = DATA / f"{name}.npz"
        np.savez_compressed(path, **arrays)
        sheets[name]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        sheets[name]["arrays"] = {
            key: {"shape": list(a.shape), "range": [a.min().item(), a.max().item()]}
            for key, a in arrays.items()
        }
    text = json.dumps(sheets, indent=2, ensure_ascii=False) + "\n"
    (DATA / "datasheets.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
