"""Finds, inside an entry, the expressions that transcribe the formula.

They are what the first argument of ``close`` or ``near_mean`` (both sides and ``tight`` of
``at_most``) is computed from, followed backwards through local assignments, loops and functions.
Not counted is what only makes inputs: a statement that draws from ``rng`` or reads no other local
name.
"""

import ast
from collections.abc import Iterator

FORMULA_ARGUMENTS = {
    "close": ("transcribed",),
    "near_mean": ("transcribed",),
    "at_most": ("lesser", "greater", "tight"),
}
FUNCTIONS = (ast.FunctionDef, ast.Lambda)


def formula_nodes(function: ast.FunctionDef, module: ast.Module) -> list[ast.AST]:
    """Return the outermost nodes of ``function``, and of helpers in its file, that transcribe."""
    definitions = _definitions(function, module)
    found = list(_roots(function))
    seen: set[str] = set()
    waiting = [name for node in found for name in loaded(node)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in definitions.get(name, []):
            if isinstance(node, ast.FunctionDef) or not _is_input(node, definitions):
                found.append(node)
                waiting += loaded(node)
    return found


def loaded(node: ast.AST) -> set[str]:
    """Return the names that a node reads."""
    return {child.id for child in ast.walk(node)
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load)}  # fmt: skip


def borrowed(function: ast.FunctionDef, module: ast.Module) -> set[str]:
    """Return the names imported from mlmath that the transcription reads."""
    foreign = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mlmath":
            foreign |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            names = [alias for alias in node.names if alias.name.split(".")[0] == "mlmath"]
            foreign |= {alias.asname or "mlmath" for alias in names}
    return foreign & {name for node in formula_nodes(function, module) for name in loaded(node)}


def _roots(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        wanted = FORMULA_ARGUMENTS.get(getattr(call.func, "id", ""), ())
        yield from (value for value, name in zip(call.args, wanted, strict=False))
        yield from (word.value for word in call.keywords if word.arg in wanted)


def _definitions(function: ast.FunctionDef, module: ast.Module) -> dict[str, list[ast.AST]]:
    """Map each name to what it is computed from: a value, a loop's range, a function."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(function):
        for target, value in _bindings(node):
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
    helpers = [*module.body, *ast.walk(function)]
    for node in helpers:
        if isinstance(node, ast.FunctionDef) and node is not function:
            found.setdefault(node.name, []).append(node)
    return found


def _bindings(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AugAssign):
        yield node.target, node
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.For):
        yield node.target, node.iter


def _is_input(node: ast.AST, definitions: dict) -> bool:
    if isinstance(node, ast.AugAssign):
        return False
    names = loaded(node)
    inner = {arg.arg for child in ast.walk(node) if isinstance(child, ast.Lambda)
             for arg in child.args.args}  # fmt: skip
    return "rng" in names or not (names & (definitions.keys() | inner))
