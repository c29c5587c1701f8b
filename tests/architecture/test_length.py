"""Files and functions stay short, and a package's front door holds one sentence."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])
MAX_FILE, MAX_FUNCTION = 300, 25


def name(path):
    return str(path.relative_to(ROOT))


def code_lines(source):
    """Line numbers that hold code: not blank, not only a comment."""
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def docstring_lines(node):
    """Line numbers of the docstring of a function, a class or a module."""
    first = node.body[0]
    has_one = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if not (has_one and isinstance(first.value.value, str)):
        return set()
    return set(range(first.lineno, first.end_lineno + 1))


def long_functions(source):
    """(name, lines of code) of each function above the limit; docstrings do not count."""
    tree, code = ast.parse(source), code_lines(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module | ast.AsyncFunctionDef):
            code -= docstring_lines(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            n = len(code & set(range(node.lineno, node.end_lineno + 1)))
            if n > MAX_FUNCTION:
                yield node.name, n


@pytest.mark.parametrize("path", FILES, ids=name)
def test_lengths(path):
    source = path.read_text(encoding="utf8")
    assert source.count("\n") <= MAX_FILE, f"{name(path)} is too long: make it a folder"
    assert not list(long_functions(source))


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "__init__.py"], ids=name)
def test_front_doors_hold_one_sentence(path):
    body = ast.parse(path.read_text(encoding="utf8")).body
    assert len(body) == 1
    assert isinstance(body[0].value.value, str)


def test_no_module_is_called_utils():
    assert not [name(p) for p in FILES if p.stem in {"utils", "helpers", "common", "misc"}]


def test_the_counter_counts():
    body = "\n".join(f"    x{i} = {i}" for i in range(MAX_FUNCTION))
    too_long = f'def f():\n    """Say\n    more."""\n\n    # why\n{body}\n'
    assert list(long_functions(too_long)) == [("f", MAX_FUNCTION + 1)]
    assert not list(long_functions(too_long.replace("    x0 = 0\n", "")))
