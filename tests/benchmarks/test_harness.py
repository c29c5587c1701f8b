"""The harness: equal work, ratios that say who is slower, and peers that are missing."""

import importlib
import json
import pkgutil
import time
from functools import partial

import numpy as np
import pytest

import benchmarks
from benchmarks import __main__ as command
from benchmarks import growth, harness, mlp

FAST = {"rounds": 3, "seconds": 0.01}


def busy(seconds, value=1.0):
    """Make a step that spends this much CPU time."""

    def step():
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        return value

    return step


@pytest.fixture
def two_peers(monkeypatch):
    monkeypatch.setattr(harness, "PACKAGES", {"slow": "numpy", "absent": "no_such_package"})
    harness.installed.cache_clear()
    yield
    harness.installed.cache_clear()


def test_ratios_are_ours_over_theirs(two_peers, capsys, monkeypatch):
    monkeypatch.setattr(harness, "peak_memory", lambda maker, package: 0.0)
    rows = harness.compare(
        "x",
        partial(busy, 1e-3),
        {"slow": partial(busy, 4e-3), "absent": partial(busy, 1e-3)},
        partial(busy, 2e-3),
        **FAST,
    )
    assert [(row["name"], row["peer"]) for row in rows] == [("x", "slow")]
    assert rows[0]["median"] == pytest.approx(0.25, rel=0.3)
    assert rows[0]["min"] <= rows[0]["median"] <= rows[0]["max"]
    assert rows[0]["floor"] == pytest.approx(0.5, rel=0.3)
    assert rows[0]["ours_us"] == pytest.approx(1000, rel=0.3)
    assert rows[0]["peer_us"] == pytest.approx(4000, rel=0.3)
    assert capsys.readouterr().out.count("absent") == 1


def test_growth_finds_the_exponent():
    row = growth.growth("x", (1, 2, 4), lambda n: busy(n * n * 1e-4), lambda n: n**3)
    assert row["median"] == pytest.approx(2, abs=0.2)
    assert row["min"] <= row["median"] <= row["max"]
    assert row["theory"] == 3


def test_unequal_work_is_refused():
    harness.agree("x", {"ours": 1.0, "peer": 1.0005}, rtol=1e-3)
    with pytest.raises(AssertionError, match=r"x: ours gives 1\.0, peer gives 1\.1"):
        harness.agree("x", {"ours": 1.0, "peer": 1.1}, rtol=1e-3)


def test_a_peer_that_fails_is_said_in_one_line(two_peers, capsys, monkeypatch):
    monkeypatch.setattr(harness, "peak_memory", lambda maker, package: 0.0)

    def broken():
        raise RuntimeError("no compiler\nand much more")

    assert harness.compare("x", partial(busy, 1e-4), {"slow": broken}, **FAST) == []
    assert "x: slow does not run here: no compiler\n" in capsys.readouterr().out


def hold(megabytes):
    """Make a step that needs this much memory while it runs."""
    return lambda: float(np.ones(megabytes * 2**17).sum())


def test_memory_is_the_peak_of_a_fresh_process():
    assert harness.peak_memory(partial(hold, 64)) == pytest.approx(64, abs=8)


def test_every_file_of_the_folder_can_be_found():
    names = [info.name for info in pkgutil.iter_modules(benchmarks.__path__)]
    found = [importlib.import_module(f"benchmarks.{n}") for n in names if n != "__main__"]
    assert [m for m in found if hasattr(m, "rows")]
    assert all(callable(getattr(m, "rows", print)) for m in found)


def test_versions_name_what_counts():
    assert harness.versions()["numpy"] == np.__version__
    assert {"python", "machine", "torch", "blas"} <= harness.versions().keys()
    json.dumps(harness.versions())


def test_cells_are_short():
    assert command.cell(12.345, 8) == "    12.3"
    assert command.cell(0.12345, 8) == "   0.123"
    assert command.cell(None, 3) == "   "


@pytest.mark.torch
def test_the_network_and_its_peers_do_equal_work():
    pytest.importorskip("torch")
    sizes = (8, 6, 5, 3)
    ours, theirs = mlp.ours(sizes), mlp.torch_eager(sizes)
    losses = [(ours(), theirs()) for _ in range(20)]
    np.testing.assert_allclose(*zip(*losses, strict=True), rtol=1e-4)
    assert losses[-1][0] < losses[0][0]
