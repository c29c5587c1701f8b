"""The mutation run itself: what it plants, what it counts, when it complains."""

import ast
import os
import signal
import sys

import pytest

from tests.ledger.registry import load
from tools.mutants import ledger as run
from tools.mutants import package
from tools.mutants.fork import SOURCE, fate, forget, module_name, plant

HEAD = """
import numpy as np
from mlmath.losses import mse, mse_vjp
from tests.ledger.comparison import close
from tests.ledger.registry import entry
"""
STRONG = """
@entry("eq-walk-loss", code="mlmath.losses.mse", route="NumPy", latex="")
def test_loss(rng):
    y, t = rng.normal(size=(2, 7))
    close(sum((y - t) ** 2) / len(y), code=mse(y, t), route=np.mean((y - t) ** 2))
"""
WEAK = """
@entry("eq-walk-mean", code="mlmath.losses.mse", route="NumPy", latex="", survives={survives})
def test_mean(rng):
    y, t = np.ones(7), np.zeros(7)
    close(sum((y - t) ** 2) / len(y), code=mse(y, t), route=np.mean(y))
"""
BLIND = """
@entry("eq-walk-square", code=None, route="NumPy", latex="")
def test_square(rng):
    formula = np.array([4.0, 9.0])
    close(formula, route=np.square([2.0, 3.0]))
"""


@pytest.fixture
def ledger(tmp_path):
    """Write an entry file, and return the ledger it stands in."""

    def write(text):
        path = tmp_path / "1-walks" / "test_walk.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD + text)
        return tmp_path

    return write


def test_a_strong_entry_notices_every_fault(ledger, capsys):
    assert run.main([], ledger(STRONG)) == 0
    shown = capsys.readouterr().out
    assert "without effect: 100.0%" in shown
    assert "survived" not in shown


def test_a_weak_entry_is_told_so_by_place(ledger, capsys):
    assert run.main([], ledger(WEAK.format(survives="{}"))) == 1
    shown = capsys.readouterr().out
    assert "survived  eq-walk-mean, line 10: factor: (y - t) ** 2 -> (y - t) * 2" not in shown
    assert "survived  eq-walk-mean, line 10: constant: 2 -> 3   [UNEXPLAINED]" in shown
    assert "survived  mlmath.losses.mse, line" in shown


def test_an_excuse_counts_and_a_stale_one_is_a_fault(ledger, capsys):
    signs = ("sign: y - t -> y + t", "factor: y - t -> y - 2 * t")
    keys = ("constant: 2 -> 3", "constant: 2 -> 1", "factor: r * r -> r / r", *signs)
    survives = dict.fromkeys(keys, "ones and zeros")
    assert run.main([], ledger(WEAK.format(survives=survives))) == 0
    assert "[ones and zeros]" in capsys.readouterr().out
    survives["sign: a -> b"] = "no such fault"
    assert run.main([], ledger(WEAK.format(survives=survives))) == 1
    assert "excuse without a survivor  eq-walk-mean: sign: a -> b" in capsys.readouterr().out


def test_an_entry_that_fails_unharmed_stops_the_run(ledger):
    with pytest.raises(RuntimeError, match="eq-walk-mean fails without any planted fault"):
        run.main([], ledger(WEAK.format(survives="{}").replace("np.mean(y)", "2.0")))


def test_an_entry_whose_formula_looks_like_an_input_is_named(ledger, capsys):
    assert run.main([], ledger(BLIND)) == 1
    assert "no fault fits  eq-walk-square" in capsys.readouterr().out


def test_lessons_are_chosen_by_name(ledger, capsys):
    assert run.main(["1-walks/run"], ledger(STRONG)) == 0
    assert "ledger: 0 faults" in capsys.readouterr().out


def test_only_the_value_of_a_primitive_is_bound_to_its_value():
    def bound(code):
        path, nodes = run.bound_nodes(code)
        assert path == SOURCE / "mlmath" / "losses.py"
        return [ast.unparse(node) for node in nodes]

    assert bound("mlmath.losses.mse") == ["r = _residual(y, t)", "np.mean(r * r)"]
    whole = bound("mlmath.losses.mse_vjp")
    assert whole[-1].startswith("return (np.mean(r * r), _pair(")
    with pytest.raises(ValueError, match="no definition of 'no_such'"):
        run.bound_nodes("mlmath.losses.no_such")


def test_refusals_and_intake_of_bound_code_are_left_to_the_package():
    source = """
def f(x):
    \"\"\"Doc.\"\"\"
    check_range(x)
    x, y = as_floats(x), np.asarray(x)
    if x.ndim != 1:
        raise ValueError("no")
    for i in range(3):
        x = x + i
    return x
"""
    nodes = run._formula_statements(ast.parse(source).body[0], True)
    assert [ast.unparse(node) for node in nodes] == ["x = x + i", "return x"]


@pytest.mark.parametrize(
    ("judge", "expected"),
    [
        (lambda: None, "survived"),
        (lambda: 1 / 0, "noticed"),
        (lambda: sys.exit(3), "noticed"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "crash"),
        (signal.pause, "timeout"),
    ],
)
def test_the_fate_of_a_judge(judge, expected, capfd):
    assert fate(judge, 0.3) == expected
    assert capfd.readouterr() == ("", "")


def test_a_planted_module_lives_in_the_child_alone():
    path = SOURCE / "mlmath" / "losses.py"

    def judge():
        forget("mlmath")
        plant(path, "mse = 'planted'\n")
        from mlmath.losses import mse

        assert mse == "planted"

    assert module_name(path) == "mlmath.losses"
    assert fate(judge, 10) == "survived"
    from mlmath.losses import mse

    assert callable(mse)


def test_a_changed_source_is_what_is_loaded(ledger):
    path = ledger(STRONG) / "1-walks" / "test_walk.py"
    (item,) = load(path, path.read_text().replace("/ len(y)", "/ 6"))
    with pytest.raises(AssertionError, match="code gives"):
        item.run()


def test_a_modules_own_tests_are_those_that_import_it():
    runs = package.own_tests(SOURCE / "mlmath" / "autodiff.py")
    assert runs[0][0].endswith("tests/mlmath/test_autodiff.py")
    assert runs[-1][0].endswith("test_bad_inputs.py")
    assert "autodiff-" in runs[-1][2]
    assert package.own_tests(SOURCE / "mlmath" / "__init__.py") == []


def test_the_sample_of_faults_is_fixed_and_in_order(tmp_path):
    module, empty = tmp_path / "a.py", tmp_path / "b.py"
    module.write_text("def f(x, y):\n    return 2 * x[1] - (x[0] + 3) * y / 4\n")
    empty.write_text('"""Nothing."""\n')
    first, again = package.sample(module, 12), package.sample(module, 12)
    assert first == again
    assert len({mutant.source for mutant in first}) == 12
    assert set(package.sample(module, 999)) > set(first)
    assert package.sample(empty, 12) == []


def test_imports_are_read_in_both_spellings(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("import mlmath.a\nfrom mlmath import b\nfrom mlmath.c import d\n")
    assert package.imported(path) >= {"mlmath.a", "mlmath.b", "mlmath.c", "mlmath.c.d"}
