"""The package's mutation run: do a module's own tests notice a fault in it?

    python -m tools.mutants.package [--sample N] [module ...]

A module's own tests are the test files that import it (or, where there are none, those that
import its users), the rows of its pullbacks in ``tests/mlmath/test_vjps.py`` and the tables of
refusals that import it. Of each module a fixed sample of faults is planted. Exits 1
when fewer than 95 % of all are noticed. Faults without effect stand in `EQUIVALENT` with why.
"""

import argparse
import ast
import importlib
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.mutants.equivalent import EQUIVALENT
from tools.mutants.fork import ROOT, SOURCE, fate, forget, module_name, plant
from tools.mutants.mutate import Mutant, mutants

TARGET = 0.95
SEED = 7
TESTS = ROOT / "tests" / "mlmath"
WALKERS = {"vjp_cases": TESTS / "test_vjps.py", "bad_inputs": TESTS / "test_bad_inputs.py"}
HEAVY = ("hypothesis", "mpmath", "pytest", "scipy.stats", "sklearn.datasets", "sympy", "torch")
QUIETLY = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", "-p", "no:xdist"]
QUIETLY += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
Runs = list[list[str]]


def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports, ``from a import b`` as both a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_tests(module: Path) -> Runs:
    """Return the pytest arguments, one list per run, of the tests that concern a module."""
    name = module_name(module)
    tree = ast.parse(module.read_text(encoding="utf-8"))
    defined = [node.name for node in tree.body if hasattr(node, "name")]
    names = " or ".join(defined)
    runs = [[str(path) for path in test_files(name) or test_files(*users(name))]]
    tables = [path.stem for path in (TESTS / "bad_inputs").glob("*.py") if name in imported(path)]
    if any(name in imported(path) for path in (TESTS / "vjp_cases").glob("*.py")):
        runs.append([str(WALKERS["vjp_cases"]), "-k", names])
    if tables:
        runs.append([str(WALKERS["bad_inputs"]), "-k", " or ".join(f"{t}-" for t in tables)])
    return [run for run in runs if run]


def test_files(*names: str) -> list[Path]:
    """Return the test files that import one of these modules, those named after it first."""
    found = []
    for path in sorted(set(TESTS.rglob("test_*.py")) - set(WALKERS.values())):
        modules = {name for name in imported(path) if name.startswith("mlmath.")}
        if modules & set(names):
            named = any(name.rpartition(".")[2] in path.stem for name in names)
            found.append((not named, len(modules), path))
    return [path for _, _, path in sorted(found)]


def users(name: str) -> list[str]:
    """Return the modules of the package that import a module."""
    files = (SOURCE / "mlmath").rglob("*.py")
    return [module_name(path) for path in files if name in imported(path)]


def judged(runs: Runs) -> None:
    """Run these tests, in this process, and raise at the first failure."""
    import pytest
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", database=None, derandomize=True, phases=phases)
    settings.load_profile("mutants")
    for run in runs:
        code = pytest.main([*QUIETLY, *run])
        # a table may import a module that none of its rows is named after
        if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            raise AssertionError(f"pytest ended with {code}")


def sample(module: Path, size: int) -> list[Mutant]:
    """Return a fixed choice of faults, at most ``size``."""
    found = list(mutants(module.read_text(encoding="utf-8")))
    chosen = random.Random(SEED).sample(range(len(found)), min(size, len(found)))
    return [found[i] for i in sorted(chosen)]


def outcomes(module: Path, size: int) -> Iterator[tuple[Mutant, str]]:
    """Plant each fault of the sample and say what became of it."""
    runs = own_tests(module)
    start = time.perf_counter()
    if not runs or (before := fate(lambda: judged(runs), 600)) != "survived":
        raise RuntimeError("no tests import it" if not runs else f"its tests fail now: {before}")
    seconds = 20 + 5 * (time.perf_counter() - start)
    for mutant in sample(module, size):

        def judge(changed=mutant.source):
            forget("mlmath", "tests")
            plant(module, changed)
            judged(runs)

        yield mutant, fate(judge, seconds)


def measured(module: Path, size: int) -> tuple[int, int]:
    """Print a module's score and its survivors; return how many faults count, how many passed."""
    name, start = module_name(module), time.perf_counter()
    excuses = EQUIVALENT.get(name, {})
    try:
        found = list(outcomes(module, size))
    except RuntimeError as reason:
        print(f"{name}: not measured, {reason}", flush=True)
        return 0, 0
    survivors = [mutant for mutant, end in found if end == "survived"]
    open_ones = [mutant for mutant in survivors if mutant.key not in excuses]
    counted = len(found) - len(survivors) + len(open_ones)
    late = sum(end == "timeout" for _, end in found)
    score = 1 - len(open_ones) / max(counted, 1)
    print(f"{name}: {score:.0%} of {counted} noticed, {late} by time limit, "
          f"{len(survivors) - len(open_ones)} without effect, "
          f"{time.perf_counter() - start:.0f} s", flush=True)  # fmt: skip
    for mutant in open_ones:
        print(f"  survived  line {mutant.line}: {mutant.key}", flush=True)
    return counted, len(open_ones)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("python -m tools.mutants.package")
    parser.add_argument("modules", nargs="*", help="dotted names; all of mlmath without")
    parser.add_argument("--sample", type=int, default=40, help="faults a module (40)")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    for heavy in HEAVY:
        importlib.import_module(heavy)
    files = [path for path in sorted((SOURCE / "mlmath").rglob("*.py"))
             if path.name != "__init__.py"
             and (not options.modules or module_name(path) in options.modules)]  # fmt: skip
    results = [measured(path, options.sample) for path in files]
    counted, survived = (sum(column) for column in zip(*results, strict=True))
    score = 1 - survived / max(counted, 1)
    print(f"package: {counted} faults, {counted - survived} noticed: {score:.1%} ({TARGET:.0%})")
    return int(score < TARGET)


if __name__ == "__main__":
    sys.exit(main())
