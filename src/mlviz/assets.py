"""The scripts and style sheets of figures and widgets."""

from importlib.resources import files


def static_text(name):
    """Return the text of a file in ``mlviz/static``."""
    return files("mlviz").joinpath("static", name).read_text(encoding="utf-8")
