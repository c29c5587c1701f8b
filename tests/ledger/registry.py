"""The entries of the ledger: the decorator that makes one, and the walk that finds them all.

An entry is a test function in ``tests/ledger/<step>/test_<lesson>.py``. Its body transcribes one
displayed formula symbol by symbol, without mlmath, and compares it with the bound code and with an
independent route (``close``, ``at_most`` or ``near_mean`` of ``tests.ledger.comparison``).
"""

import ast
import functools
import importlib
import importlib.util
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.ledger.comparison import recording

LEDGER = Path(__file__).resolve().parent
SEED = 20260


@dataclass(frozen=True)
class Entry:
    """One proven equation: label, dotted name of the bound code, route, signed hash, test.

    ``survives`` maps planted faults that cannot be noticed to the reason why they are none;
    ``errata`` maps published errors that the entry catches to (right text, wrong text).
    """

    label: str
    code: str | None
    route: str
    latex: str
    function: Callable
    path: Path
    survives: dict[str, str] = field(default_factory=dict)
    errata: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def lesson(self) -> str:
        """``<step>/<lesson>``, read off the file's own place."""
        return f"{self.path.parent.name}/{self.path.stem.removeprefix('test_')}"

    def run(self) -> None:
        """Run the entry as pytest would: seeded generator, warnings as errors."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.function(np.random.default_rng(SEED))


def entry(label: str, *, code: str | None, route: str, latex: str, **tables):
    """Make a test function the ledger's entry for the equation ``label``.

    ``code`` is the dotted name of what the equation became in mlmath, or None; ``route`` says in a
    few words how the formula is proven independently; ``latex`` is the signed hash of the formula:
    write "" and let ``python -m tests.ledger.sign <label>`` fill it in.

    Two tables may follow. ``survives={"kind: before -> after": reason}`` excuses planted faults
    that cannot be noticed, as the mutation run prints them. ``errata={name: (right text, wrong
    text)}`` claims an erratum of ``tests.ledger.errata``: with that change the entry must fail.
    """

    def decorate(function):
        @functools.wraps(function)
        def checked(rng):
            with recording() as witnesses:
                function(rng)
            missing = {"route"} - witnesses if code is None else {"route", "code"} - witnesses
            if missing:
                raise AssertionError(f"{label} never compared its formula with: {sorted(missing)}")

        path = Path(function.__code__.co_filename).resolve()
        checked.ledger_entry = Entry(label, code, route, latex, checked, path, **tables)
        return checked

    return decorate


def entry_files(ledger: Path = LEDGER) -> list[Path]:
    """Return the entry files: those in the folders of the start and of the steps."""
    return sorted(ledger.glob("*/test_*.py"))


def load(path: Path, source: str | None = None) -> list[Entry]:
    """Execute one entry file, or ``source`` in its place, and return its entries in their order."""
    name = f"ledger_{path.parent.name}_{path.stem}".replace("-", "_")
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location(name, path))
    text = path.read_text(encoding="utf-8") if source is None else source
    exec(compile(text, str(path), "exec"), module.__dict__)
    found = (getattr(value, "ledger_entry", None) for value in vars(module).values())
    return [item for item in found if item is not None]


def load_all(ledger: Path = LEDGER) -> list[Entry]:
    """Load every entry file."""
    return [item for path in entry_files(ledger) for item in load(path)]


def resolve(code: str):
    """Return the object that a dotted name means, importing the longest prefix that is a module."""
    parts = code.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError as error:
            if not ".".join(parts).startswith(error.name or "\0"):
                raise
            continue
        return functools.reduce(getattr, parts[cut:], found)
    raise ModuleNotFoundError(f"no module is a prefix of {code!r}")


def decorations(module: ast.Module) -> dict[str, tuple[ast.FunctionDef, ast.Call]]:
    """Return, for each label of an entry file, the function's node and its decorator's node."""
    found = {}
    for node in module.body:
        for call in getattr(node, "decorator_list", []):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "entry":
                found[call.args[0].value] = (node, call)
    return found
