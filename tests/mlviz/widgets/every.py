"""All widgets, found in their room: a new one is tested without being listed."""

import importlib
import pkgutil

import mlviz.widgets
from mlviz.draggable import Draggable

MODULES = [
    importlib.import_module(f"mlviz.widgets.{module.name}")
    for module in pkgutil.iter_modules(mlviz.widgets.__path__)
]
WIDGETS = {
    name: thing
    for module in MODULES
    for name, thing in vars(module).items()
    if getattr(thing, "__module__", "") == module.__name__
    if isinstance(thing, type) and issubclass(thing, Draggable)
}
"""The class of each widget by its name."""
