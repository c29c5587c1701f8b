"""Run all benchmarks, print one table, write results.json: ``python -m benchmarks [file ...]``.

Every module of this folder that defines ``rows()`` takes part.
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

import benchmarks
from benchmarks.harness import versions

COLUMNS = {
    "name": 22, "peer": 14, "median": 8, "min": 8, "max": 8, "floor": 8,
    "ours_us": 11, "peer_us": 11, "ours_mb": 9, "peer_mb": 9, "theory": 8,
}  # fmt: skip
KEYS = (*COLUMNS, "sizes", "seconds")


def main(chosen):
    rows, found = [], versions()
    print(", ".join(f"{package} {v or 'missing'}" for package, v in found.items()))
    print("ratios are ours / peer, CPU time, one thread; floor is the matrix products / peer;")
    print("beside a theory stands the exponent with which the time of ours grows")
    print("".join(name.rjust(width) for name, width in COLUMNS.items()))
    for info in pkgutil.iter_modules(benchmarks.__path__):
        if (chosen and info.name not in chosen) or info.name == "__main__":
            continue
        module = importlib.import_module(f"benchmarks.{info.name}")
        for row in getattr(module, "rows", list)():
            print("".join(cell(row.get(key), width) for key, width in COLUMNS.items()), flush=True)
            rows.append({key: row.get(key) for key in KEYS} | {"versions": found})
    if not chosen:
        path = Path(__file__).with_name("results.json")
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf8")


def cell(value, width):
    if isinstance(value, float):
        value = f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
    return str("" if value is None else value).rjust(width)


if __name__ == "__main__":
    main(sys.argv[1:])
