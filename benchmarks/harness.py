"""Side-by-side timing: interleaved rounds, CPU time, one thread, ratios instead of seconds.

A *maker* is a picklable callable without arguments (a module's function, or a partial of one). It
returns a *step*: a callable that does one unit of work and returns a number, which must agree
between the candidates, so that only equal work is compared.
"""

import functools
import gc
import importlib.util
import multiprocessing
import os
import platform
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

PACKAGES = {  # peer: the package it needs
    "torch": "torch",
    "torch-compile": "torch",
    "jax": "jax",
    "autograd": "autograd",
    "sklearn": "sklearn",
}


def compare(name, ours, peers, floor=None, *, rounds=9, seconds=0.1, rtol=1e-3):
    """Time `ours` beside each of `peers` (name to maker) and return one row a peer.

    `floor` makes a step of the matrix products alone: what no NumPy program can undercut.
    """
    one_thread()
    makers = {"ours": ours} | {peer: maker for peer, maker in peers.items() if installed(peer)}
    steps = {}
    for who, maker in makers.items():
        try:
            steps[who] = maker()
            steps[who]()
        except Exception as error:
            if who == "ours":
                raise
            print(f"{name}: {who} does not run here: {str(error).splitlines()[0][:80]}")
            steps.pop(who, None)
    agree(name, {who: step() for who, step in steps.items()}, rtol)
    if floor is not None:
        steps["floor"] = floor()
    times = interleave(steps, rounds, seconds)
    memory = {who: peak_memory(makers[who], PACKAGES.get(who)) for who in steps if who != "floor"}
    return [row(name, peer, times, memory) for peer in steps if peer not in {"ours", "floor"}]


@functools.cache
def installed(peer):
    if importlib.util.find_spec(PACKAGES[peer]) is None:
        file = "requirements-torch.txt" if "torch" in peer else "benchmarks/requirements.txt"
        print(f"peer {peer} is not installed and left out: pip install -r {file} adds it")
        return False
    return True


def one_thread():
    """Hold every library that is loaded to one thread."""
    threadpool_limits(1)
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(1)


def agree(name, results, rtol):
    """Raise unless all candidates return the same number at their second step."""
    for who, value in results.items():
        if not np.isclose(value, results["ours"], rtol=rtol, atol=rtol):
            raise AssertionError(f"{name}: ours gives {results['ours']}, {who} gives {value}")


def interleave(steps, rounds, seconds):
    """Seconds of CPU time per step and round, for each candidate: A B C, A B C, ..."""
    counts = {who: repetitions(step, seconds) for who, step in steps.items()}
    times = {who: [] for who in steps}
    for _ in range(rounds):
        for who, step in steps.items():
            times[who].append(cpu_time(step, counts[who]))
    return times


def repetitions(step, seconds):
    return max(1, round(seconds / max(cpu_time(step, 1), cpu_time(step, 1), 1e-7)))


def cpu_time(step, n):
    """Seconds of CPU time per call over `n` calls, after one that warms the caches."""
    step()
    gc.collect()
    start = time.process_time()
    for _ in range(n):
        step()
    return (time.process_time() - start) / n


def row(name, peer, times, memory):
    ratios = [a / b for a, b in zip(times["ours"], times[peer], strict=True)]
    result = {
        "name": name,
        "peer": peer,
        "median": statistics.median(ratios),
        "min": min(ratios),
        "max": max(ratios),
        "ours_us": statistics.median(times["ours"]) * 1e6,
        "peer_us": statistics.median(times[peer]) * 1e6,
        "ours_mb": memory["ours"],
        "peer_mb": memory[peer],
    }
    if "floor" in times:
        floors = [a / b for a, b in zip(times["floor"], times[peer], strict=True)]
        result["floor"] = statistics.median(floors)
    return {key: round(v, 4) if isinstance(v, float) else v for key, v in result.items()}


def peak_memory(maker, package=None, steps=3):
    """Megabytes that a fresh process needs at most, beyond what its imports take."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(_peak_memory, maker, package, steps).result()


def _peak_memory(maker, package, steps):
    one_thread()
    if package is not None:
        importlib.import_module(package)
    before = high_water()
    step = maker()
    for _ in range(steps):
        step()
    return high_water() - before


def high_water():
    """Megabytes of memory that this process has held at most so far."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would also count the process that started this one
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(s.split()[1]) for s in lines if s.startswith("VmHWM")) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def versions():
    """What the figures were measured with."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in ("numpy", *sorted(set(PACKAGES.values()) - {"sklearn"}), "scikit-learn"):
        try:
            found[package] = version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = None
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return found | {"blas": f"{blas['name']} {blas['version']}"}
