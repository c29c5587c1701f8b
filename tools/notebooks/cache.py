"""Which executed notebooks are already known, keyed on all that they depend on."""

import hashlib
from pathlib import Path

import nbformat

from tools.notebooks.tree import write_atomically

SOURCES = ("src", "requirements.txt")
CODE = {".py", ".js", ".css", ".npz", ".json", ".csv", ".txt", ".png", ".jpg", ".md"}


def environment_digest(root):
    """One hash of the packages, the data and the lock, on which every output may depend."""
    digest = hashlib.sha256()
    for name in SOURCES:
        place = root / name
        files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if _counts(p))
        for path in files:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _counts(path):
    hidden = any(part == "__pycache__" or part.endswith(".egg-info") for part in path.parts)
    return path.suffix in CODE and not hidden and path.is_file()


class Cache:
    """Executed notebooks in `_build/notebooks`, one file per key; git does not track it."""

    def __init__(self, root):
        self.folder = Path(root) / "_build" / "notebooks"
        self.environment = environment_digest(root)

    def key(self, target, notebook):
        """The hash of the notebook's inputs, its place and the environment."""
        text = nbformat.writes(notebook) + target.name + self.environment
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, key):
        """The executed notebook stored under `key`, or None."""
        path = self.folder / f"{key}.ipynb"
        return nbformat.read(path, 4) if path.exists() else None

    def put(self, key, notebook):
        """Store an executed notebook."""
        write_atomically(self.folder / f"{key}.ipynb", nbformat.writes(notebook) + "\n")
