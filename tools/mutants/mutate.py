"""Plant one small fault at a time in a piece of Python source.

``mutants(source)`` yields one `Mutant` per fault. A caller runs ``mutant.source`` in place of the
original and looks whether its judge notices. Equal faults (same resulting code) come once.

Kinds: sign, factor, constant, axis, index, comparison, statement (dropped), transpose.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Rewrite = tuple[str, ast.AST | list[ast.AST]]

_SWAPPED_OPERATOR = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_WRONG_OPERATOR = {ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult}
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_PAIRED_CALLS = {"argmax": "argmin", "max": "min", "sin": "cos", "tril": "triu", "zeros": "ones"}
_CALLS = _PAIRED_CALLS | {b: a for a, b in _PAIRED_CALLS.items()}


@dataclass(frozen=True)
class Mutant:
    """One planted fault: its kind, line, the code before and after, and the whole new source."""

    kind: str
    line: int
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        """Name of the fault that survives shifts of line numbers."""
        return f"{self.kind}: {self.before} -> {self.after}"


def _replaced(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _constants(node: ast.Constant) -> Iterator[Rewrite]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value + 1)
        if value:
            yield "constant", ast.Constant(value - 1)
    elif isinstance(value, (float, complex)):
        yield "constant", ast.Constant(2 * value if value else 1.0)


def _binaries(node: ast.BinOp) -> Iterator[Rewrite]:
    kind = type(node.op)
    if kind in _SWAPPED_OPERATOR:
        yield "sign", _replaced(node, op=_SWAPPED_OPERATOR[kind]())
        yield "factor", _replaced(node, right=ast.BinOp(ast.Constant(2), ast.Mult(), node.right))
    if kind in _WRONG_OPERATOR:
        yield "factor", _replaced(node, op=_WRONG_OPERATOR[kind]())
    if kind is ast.MatMult:
        yield "transpose", _replaced(node, left=node.right, right=node.left)
        yield "transpose", _replaced(node, left=ast.Attribute(node.left, "T", ast.Load()))


def _unaries(node: ast.UnaryOp) -> Iterator[Rewrite]:
    if isinstance(node.op, ast.USub):
        yield "sign", node.operand
    if isinstance(node.op, ast.Not):
        yield "comparison", node.operand


def _calls(node: ast.Call) -> Iterator[Rewrite]:
    for i, keyword in enumerate(node.keywords):
        if keyword.arg in {"axis", "keepdims"}:
            rest = node.keywords[:i] + node.keywords[i + 1 :]
            yield "axis", _replaced(node, keywords=rest)
        if keyword.arg == "axis" and isinstance(keyword.value, (ast.Constant, ast.UnaryOp)):
            value = ast.literal_eval(keyword.value)
            other = {0: 1, 1: 0, -1: 0, -2: -1, None: 0}.get(value, 0)
            new = ast.keyword("axis", ast.Constant(other))
            yield (
                "axis",
                _replaced(node, keywords=[*node.keywords[:i], new, *node.keywords[i + 1 :]]),
            )
    f = node.func
    if isinstance(f, ast.Attribute) and f.attr in _CALLS:
        yield "comparison", _replaced(node, func=_replaced(f, attr=_CALLS[f.attr]))
    if isinstance(f, ast.Attribute) and f.attr == "transpose":
        yield "transpose", f.value


def _subscripts(node: ast.Subscript) -> Iterator[Rewrite]:
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    for i, part in enumerate(parts):
        if isinstance(part, (ast.Slice, ast.Constant)):
            continue  # numbers inside are mutated as constants
        shifted = [*parts[:i], ast.BinOp(part, ast.Sub(), ast.Constant(1)), *parts[i + 1 :]]
        new = ast.Tuple(shifted, ast.Load()) if len(parts) > 1 else shifted[0]
        yield "index", _replaced(node, slice=new)
    if len(parts) == 2 and ast.dump(parts[0]) != ast.dump(parts[1]):
        yield "index", _replaced(node, slice=ast.Tuple(parts[::-1], ast.Load()))


def _compares(node: ast.Compare) -> Iterator[Rewrite]:
    for op in _COMPARISONS.get(type(node.ops[0]), ()):
        yield "comparison", _replaced(node, ops=[op(), *node.ops[1:]])


def _statements(node: ast.stmt) -> Iterator[Rewrite]:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_blank = isinstance(node, ast.Assign) and ast.unparse(node.value) == "..."
    if not is_docstring and not is_blank and not isinstance(node, ast.Pass):
        yield "statement", ast.Pass()
    if isinstance(node, ast.AugAssign) and type(node.op) in _SWAPPED_OPERATOR:
        yield "sign", _replaced(node, op=_SWAPPED_OPERATOR[type(node.op)]())


def _returns(node: ast.Return) -> Iterator[Rewrite]:
    no_number = (ast.Tuple, ast.Compare, ast.Constant, ast.BoolOp)
    if node.value is not None and not isinstance(node.value, no_number):
        yield "factor", _replaced(node, value=ast.BinOp(ast.Constant(2), ast.Mult(), node.value))
        yield "sign", _replaced(node, value=ast.UnaryOp(ast.USub(), node.value))


_REWRITES: list[tuple[type | tuple[type, ...], Callable[..., Iterator[Rewrite]]]] = [
    (ast.Constant, _constants),
    (ast.BinOp, _binaries),
    (ast.UnaryOp, _unaries),
    (ast.Call, _calls),
    (ast.Subscript, _subscripts),
    (ast.Compare, _compares),
    ((ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.For, ast.While, ast.Raise), _statements),
    (ast.Return, _returns),
]


def _rewrites(node: ast.AST) -> Iterator[Rewrite]:
    for kind, rewrites in _REWRITES:
        if isinstance(node, kind):
            yield from rewrites(node)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose", node.value


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node with its parent, in source order, docstrings and annotations left out."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "type_comment", "decorator_list"}:
                continue
            for i, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST) and not _is_text(node, parent):
                    yield parent, field, i, node


def _is_text(node: ast.AST, parent: ast.AST) -> bool:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes, type(...)))
    return is_text or (isinstance(parent, ast.Expr) and isinstance(node, ast.Constant))


def _put(parent: ast.AST, field: str, i: int | None, node: ast.AST) -> None:
    if i is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[i] = node


def mutants(
    source: str,
    function: str | None = None,
    within: Callable[[ast.AST], bool] = lambda node: True,
) -> Iterator[Mutant]:
    """All single faults in ``source``, or in its top-level definition ``function`` alone.

    Only nodes that ``within`` accepts are changed.
    """
    tree = ast.parse(source)
    scope = tree
    if function is not None:
        named = [n for n in tree.body if getattr(n, "name", None) == function]
        if not named:
            raise ValueError(f"no definition named {function!r} in the source; check the spelling")
        scope = named[-1]
    seen = {ast.unparse(tree)}
    for parent, field, i, node in _places(scope):
        for kind, new in _rewrites(node) if within(node) else ():
            _put(parent, field, i, new)
            text = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, i, node)
            if text not in seen:
                seen.add(text)
                before, after = (ast.unparse(n).splitlines()[0] for n in (node, new))
                yield Mutant(kind, getattr(node, "lineno", 0), before, after, text)
