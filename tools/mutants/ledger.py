"""The ledger's mutation run: does an entry notice a fault in its formula or in its bound code?

    python -m tools.mutants.ledger [step/lesson ...]

Plants faults in (a) the transcriptions and (b) the functions that entries bind by ``code=``, and
runs the entries concerned. A fault that cannot be noticed stands in the entry's ``survives`` with
its reason. Exits 1 when fewer than 98 % of the others are noticed, an excuse excuses nothing, or
no fault could be planted in an entry.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.ledger.registry import LEDGER, Entry, decorations, load, load_all
from tests.ledger.transcription import formula_nodes
from tools.mutants.fork import SOURCE, fate, forget, plant
from tools.mutants.mutate import Mutant, mutants

TARGET = 0.98
SECONDS = 10.0
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Outcome:
    """A mutant, the place it was planted in, the entries that judged it, and their verdict."""

    place: str
    mutant: Mutant
    judges: tuple[Entry, ...]
    fate: str

    @property
    def survived(self) -> bool:
        return self.fate == "survived"

    @property
    def reason(self) -> str | None:
        """Why an unnoticed fault is none, if an entry says so."""
        reasons = (item.survives.get(self.mutant.key) for item in self.judges)
        return next(filter(None, reasons), None)


def spans(nodes: list[ast.AST]) -> list[Span]:
    return [((n.lineno, n.col_offset), (n.end_lineno, n.end_col_offset)) for n in nodes]


def inside(chosen: list[Span]) -> Callable[[ast.AST], bool]:
    """Return a predicate: does a node lie in one of the spans?"""

    def accepts(node: ast.AST) -> bool:
        if not hasattr(node, "lineno"):
            return False
        (start, end), = spans([node])  # fmt: skip
        return any(first <= start and end <= last for first, last in chosen)

    return accepts


def transcription_outcomes(path: Path, entries: list[Entry]) -> Iterator[Outcome]:
    """Plant faults in each transcription of an entry file and run that entry."""
    source = path.read_text(encoding="utf-8")
    module = ast.parse(source)
    for item in entries:
        chosen = spans(formula_nodes(decorations(module)[item.label][0], module))
        for mutant in mutants(source, within=inside(chosen)):

            def judge(changed=mutant.source, label=item.label):
                run_entries(load(path, changed), {label})

            yield Outcome(item.label, mutant, (item,), fate(judge, SECONDS))


def code_outcomes(code: str, entries: list[Entry]) -> Iterator[Outcome]:
    """Plant faults in a bound function and run the entries that bind it."""
    path, nodes = bound_nodes(code)
    source = path.read_text(encoding="utf-8")
    labels, files = {item.label for item in entries}, {item.path for item in entries}
    for mutant in mutants(source, within=inside(spans(nodes))):

        def judge(changed=mutant.source):
            forget("mlmath")
            plant(path, changed)
            run_entries([item for file in sorted(files) for item in load(file)], labels)

        yield Outcome(code, mutant, tuple(entries), fate(judge, SECONDS))


def run_entries(entries: list[Entry], labels: set[str]) -> None:
    for item in entries:
        if item.label in labels:
            item.run()


def bound_nodes(code: str) -> tuple[Path, list[ast.AST]]:
    """Return the file of a dotted name and the statements that compute its value.

    Refusals of bad input (``if ...: raise``) are left to the package's own tests. Of a primitive
    ``f = primitive(f_vjp)`` the value's part of ``f_vjp`` counts, of ``f_vjp`` the pullback too.
    """
    parts = code.split(".")
    cut = next(n for n in range(len(parts), 0, -1) if _file(parts[:n]).exists())
    path, names = _file(parts[:cut]), parts[cut:]
    scope, pullback = ast.parse(path.read_text(encoding="utf-8")), True
    for name in names:
        scope, pullback = _named(scope, name)
    return path, list(_formula_statements(scope, pullback))


def _file(parts: list[str]) -> Path:
    return SOURCE.joinpath(*parts).with_suffix(".py")


def _named(scope: ast.AST, name: str) -> tuple[ast.AST, bool]:
    """Return the definition of ``name`` in ``scope``, and whether its pullback belongs to it."""
    defined = {node.name: node for node in scope.body if hasattr(node, "name")}
    if name in defined:
        return defined[name], True
    if f"{name}_vjp" in defined:
        return defined[f"{name}_vjp"], False
    raise ValueError(f"no definition of {name!r}: check the code= of its entry")


def _formula_statements(node: ast.AST, pullback: bool) -> Iterator[ast.AST]:
    for child in node.body:
        refusal = isinstance(child, ast.If) and isinstance(child.body[0], ast.Raise)
        nested = isinstance(child, ast.FunctionDef) and child.name == "pullback"
        pair = isinstance(child, ast.Return) and isinstance(child.value, ast.Tuple)
        if refusal or _is_intake(child) or (nested and not pullback):
            continue
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.For | ast.With):
            yield from _formula_statements(child, pullback)
        elif pair and not pullback:
            yield child.value.elts[0]
        else:
            yield child


def _is_intake(node: ast.AST) -> bool:
    """Tell whether a statement only checks its input, makes it arrays, or documents."""
    if not isinstance(node, ast.Assign | ast.Expr):
        return isinstance(node, ast.Raise)
    parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    names = [getattr(part.func, "attr", getattr(part.func, "id", ""))
             for part in parts if isinstance(part, ast.Call)]  # fmt: skip
    documents = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    intake = all(name.lstrip("_").startswith(("as_", "asarray", "check")) for name in names)
    return documents or (len(names) == len(parts) and intake)


def outcomes(entries: list[Entry]) -> Iterator[Outcome]:
    """Plant faults in the transcriptions of these entries, then in the code that they bind."""
    files, bound = defaultdict(list), defaultdict(list)
    for item in entries:
        if fate(item.run, SECONDS) != "survived":
            raise RuntimeError(f"{item.label} fails without any planted fault: mend it first")
        files[item.path].append(item)
        if item.code:
            bound[item.code].append(item)
    for path, members in files.items():
        yield from transcription_outcomes(path, members)
    for code, members in bound.items():
        yield from code_outcomes(code, members)


def report(entries: list[Entry], found: list[Outcome]) -> int:
    """Print the score and the survivors; return the exit code."""
    survivors = [item for item in found if item.survived]
    excused = [item for item in survivors if item.reason]
    judged = len(found) - len(excused)
    score = (len(found) - len(survivors)) / judged if judged else 1.0
    for item in survivors:
        place = f"{item.place}, line {item.mutant.line}"
        print(f"survived  {place}: {item.mutant.key}   [{item.reason or 'UNEXPLAINED'}]")
    complaints = list(lacking(entries, found, excused))
    print(*complaints, sep="\n", end="\n" if complaints else "")
    print(f"ledger: {len(found)} faults, {len(found) - len(survivors)} noticed, "
          f"{len(excused)} without effect: {score:.1%} (target {TARGET:.0%})")  # fmt: skip
    return int(score < TARGET or bool(complaints))


def lacking(entries: list[Entry], found: list[Outcome], excused: list[Outcome]) -> Iterator[str]:
    """Say which excuses excuse nothing, and in which transcriptions no fault could be planted."""
    used = {(judge.label, item.mutant.key) for item in excused for judge in item.judges}
    places = {item.place for item in found}
    for item in entries:
        for key in item.survives:
            if (item.label, key) not in used:
                yield f"excuse without a survivor  {item.label}: {key}"
        if item.label not in places:
            yield f"no fault fits  {item.label}: its formula looks like an input, see README.md"


def main(arguments: list[str] | None = None, ledger: Path = LEDGER) -> int:
    lessons = sys.argv[1:] if arguments is None else arguments
    entries = [item for item in load_all(ledger) if not lessons or item.lesson in lessons]
    return report(entries, list(outcomes(entries)))


if __name__ == "__main__":
    sys.exit(main())
