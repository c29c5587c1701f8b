"""Who may import whom: floors inside mlmath, and walls between the packages."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
# A module imports from floors above it in this list (they lie below it in the house), never from
# its own or a later one. Modules of one folder may import one another, without a cycle.
FLOORS = [
    {"validation", "memory"},
    {"elementary"},
    {"autodiff"},
    {"numerics", "summation", "sets", "tokenizer", "datasets"},
    {"linalg"},
    {"calculus", "iterative", "distributions", "activations", "markov", "graph"},
    {"losses", "information", "optimize"},
    {"module"},
    {"initialization"},
    {"layers", "optim"},
    {"convolution", "normalization", "attention", "recurrent"},
    {"training", "network"},
    {"regression", "classification", "decomposition", "clustering", "trees", "hmm"},
    {"transformer", "cnn", "gnn", "vae", "manifold"},
    {"gpt"},
]
FLOOR = {name: i for i, floor in enumerate(FLOORS) for name in floor}
WALLS = {
    "mlmath": {"mlviz", "coursework", "matplotlib"},
    "mlviz": {"coursework"},
    "coursework": {"mlviz", "matplotlib"},
}


def files(package):
    return sorted((SRC / package).rglob("*.py"))


def imported(path):
    """Names of all modules that a file imports, in functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def module_name(path):
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def room(module):
    """`linalg` of `mlmath.linalg.norms`: what stands on a floor."""
    return module.split(".")[1]


def graph():
    """Which module of mlmath imports which others."""
    names = {module_name(path): path for path in files("mlmath")}
    return {name: set(imported(path)) & names.keys() - {"mlmath"} for name, path in names.items()}


@pytest.mark.parametrize("package", WALLS)
def test_walls_between_the_packages(package):
    for path in files(package):
        crossed = {name.split(".")[0] for name in imported(path)} & WALLS[package]
        assert not crossed, f"{path.relative_to(SRC)} imports {crossed}"


def test_every_module_of_mlmath_has_a_floor():
    rooms = {room(name) for name in graph() if name != "mlmath"}
    assert rooms <= FLOOR.keys(), f"give a floor to {rooms - FLOOR.keys()}"


def test_no_cycle():
    assert list(TopologicalSorter(graph()).static_order())


def test_arrows_point_downwards():
    upward = [
        f"{name} imports {target}"
        for name, targets in graph().items()
        for target in targets
        if room(name) != room(target) and FLOOR[room(target)] >= FLOOR[room(name)]
    ]
    assert not upward


def test_mlmath_stands_on_numpy():
    allowed = {
        "numpy": None,
        "sklearn": {
            "regression",
            "classification",
            "decomposition",
            "clustering",
            "trees",
            "hmm",
            "manifold",
        },
        "tqdm": {"training"},
    }
    standard = {"mlmath"} | set(__import__("sys").stdlib_module_names)
    for path in files("mlmath"):
        for name in imported(path):
            top = name.split(".")[0]
            if top in standard:
                continue
            assert top in allowed, f"{path.relative_to(SRC)} imports {top}"
            rooms = allowed[top]
            assert rooms is None or room(module_name(path)) in rooms, f"{path} imports {top}"


def test_the_graph_sees_a_known_arrow():
    assert "mlmath.elementary" in graph()["mlmath.autodiff"]
    assert "mlmath.validation" in graph()["mlmath.autodiff"]
