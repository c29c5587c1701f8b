"""Whatever a notebook holds: one clear sentence, the others' points kept, the right exit code."""

import json
import os
import time

import psutil
import pytest

from tests.coursework.homes import (
    COMMUTE,
    GOOD,
    INVERSE,
    LAYER,
    OPEN,
    course,
    learners,
    notebook,
)

LIMITS = ["--cell-seconds", "3", "--seconds", "90"]
STUBBORN = """def inverse_2x2(A):
    while True:
        try:
            while True: pass
        except BaseException: pass"""

# name, what the file holds, exit code, points, the sentence
FILES = [
    ("empty file", "", 3, "is empty"),
    ("not JSON", "print(3)", 3, "no valid JSON"),
    ("other JSON", "[1, 2]", 3, "is not a notebook"),
    ("a number", "7", 3, "is not a notebook"),
    ("binary", b"\x89PNG\xff\xfe", 3, "it is not text"),
    ("no cells", notebook([]), 3, "holds no code"),
    ("blank cells", notebook(["", " \n"]), 3, "holds no code"),
    ("newer version", notebook(GOOD, nbformat=5), 3, "version 5"),
    ("cells are no list", notebook(GOOD, cells=3), 3, "damaged"),
    ("cell is a number", notebook(GOOD, cells=[3]), 3, "damaged"),
    ("deeply nested", "[" * 200_000, 3, "no valid JSON"),
]
CELLS = [
    ("all right", GOOD, 0, 6, "6 of 6 points"),
    ("check cells deleted", [OPEN, LAYER, INVERSE, COMMUTE], 0, 6, "6 of 6 points"),
    ("first cell deleted", ["import numpy as np", *GOOD[1:]], 0, 6, "6 of 6 points"),
    ("reordered", [OPEN, *reversed(GOOD[1:])], 0, 6, "6 of 6 points"),
    ("duplicated", [*GOOD, *GOOD], 0, 6, "6 of 6 points"),
    (
        "duplicated, one empty",
        [
            OPEN,
            "def layer(X, W, b):\n    raise NotImplementedError",
            'check("layer", layer)',
            *GOOD[1:],
        ],
        0,
        6,
        "6 of 6 points",
    ),
    ("cell deleted", [OPEN, LAYER, COMMUTE], 1, 3, "defines no 'inverse_2x2'"),
    ("renamed", [*GOOD[:1], LAYER.replace("layer", "leyer"), *GOOD[3:]], 1, 4, "called 'leyer'"),
    (
        "syntax error",
        [OPEN, "def layer(X, W, b:\n    return 1", *GOOD[3:]],
        1,
        4,
        "no valid Python",
    ),
    ("unknown exercise", [*GOOD, 'check("nothing", 3)'], 0, 6, "6 of 6 points"),
    (
        "magics",
        ["%matplotlib inline\n!true\nx = !ls", *GOOD, "%%time\ny = 1", "%%bash\nls"],
        0,
        6,
        "",
    ),
    ("endless cell", ["while True: pass", *GOOD], 4, 6, "Cell 1 was stopped: it ran longer than 3"),
    ("endless answer", [OPEN, LAYER, STUBBORN, *GOOD[4:]], 4, 3, "longer than 3 seconds"),
    (
        "sleeping answer",
        [OPEN, LAYER, "import time\ndef inverse_2x2(A):\n    time.sleep(60)", COMMUTE],
        4,
        3,
        "longer than 3 seconds",
    ),
    ("sys.exit", [*GOOD[:3], "import sys; sys.exit(0)", *GOOD[3:]], 0, 6, "calls exit()"),
    (
        "answer exits",
        [OPEN, LAYER, "def inverse_2x2(A):\n    raise SystemExit", COMMUTE],
        1,
        3,
        "calls exit()",
    ),
    ("os._exit", [*GOOD[:3], "import os; os._exit(0)", *GOOD[3:]], 4, 6, "ended Python"),
    (
        "answer ends Python",
        [OPEN, LAYER, "import os\ndef inverse_2x2(A):\n    os._exit(0)", COMMUTE],
        4,
        3,
        "ended Python",
    ),
    ("crash", [*GOOD[:3], "import os; os.kill(os.getpid(), 11)", *GOOD[3:]], 4, 6, "signal 11"),
    ("line cut", [*GOOD[:3], "import os; os.closerange(3, 99)", *GOOD[3:]], 4, 6, "Cell 4"),
    ("input", [*GOOD, 'name = input("?")'], 0, 6, "waits for a keyboard"),
    (
        "answer reads",
        [OPEN, LAYER, "def inverse_2x2(A):\n    return input()", COMMUTE],
        1,
        3,
        "waits for a keyboard",
    ),
    (
        "100 MB of output",
        [*GOOD, 'for i in range(100): print("x" * 2**20)'],
        0,
        6,
        "printed 100 MB",
    ),
    (
        "noise on every line",
        [*GOOD, "import os\nfor fd in (1, 2): os.write(fd, b'{}' * 9999)"],
        0,
        6,
        "",
    ),
    (
        "deep recursion",
        [OPEN, LAYER, "def inverse_2x2(A):\n    return inverse_2x2(A)", COMMUTE],
        1,
        3,
        "calls itself without end",
    ),
    ("24 GB at once", [*GOOD, "x = np.ones(3 * 2**30)"], 0, 6, "more memory than there is"),
    (
        "patched numpy",
        [OPEN, "np.sum = np.asarray = np.abs = np.allclose = None", *GOOD[1:]],
        0,
        6,
        "",
    ),
    (
        "patched to agree",
        [
            OPEN,
            "np.linalg.inv = lambda A: A\nnp.allclose = lambda *a, **k: True",
            "def layer(X, W, b):\n    return 0 * X",
            INVERSE.replace("np.linalg.inv(A)", "A"),
            COMMUTE,
        ],
        1,
        1,
        "1 of 6 points",
    ),
    ("numpy made strict", ['import numpy as np; np.seterr(all="raise")', *GOOD], 0, 6, ""),
    ("warnings made errors", ['import warnings; warnings.simplefilter("error")', *GOOD], 0, 6, ""),
    (
        "threads left",
        [
            *GOOD,
            "import threading, time\nt = threading.Thread(target=time.sleep, "
            "args=(60,)); t.start()",
        ],
        0,
        6,
        "",
    ),
]


@pytest.mark.parametrize(("name", "text", "code", "says"), FILES, ids=[f[0] for f in FILES])
def test_a_file_that_is_no_notebook(home, name, text, code, says):
    learners(home, text)
    result = course("check", "sample")
    assert result.exit_code == code
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (home / "my" / "progress.json").exists()


@pytest.mark.parametrize("outside", [False, True], ids=["inside", "outside"])
@pytest.mark.parametrize(
    ("name", "cells", "code", "points", "says"), CELLS, ids=[c[0] for c in CELLS]
)
def test_a_notebook_that_misbehaves(home, name, cells, code, points, says, outside):
    learners(home, notebook(cells))
    began = time.monotonic()
    result = course("check", "sample", *LIMITS, *(["--class"] if outside else []))
    assert time.monotonic() - began < 30
    assert says in result.stdout
    assert f"{points} of 6 points" in result.stdout
    assert result.exit_code == code, result.stdout
    assert "Traceback" not in result.output


def test_no_notebook_yet(home):
    result = course("check", "sample")
    assert result.exit_code == 3
    assert "course start 1-linear-algebra/sample" in result.stderr


def test_a_folder_in_place_of_the_notebook(home):
    (home / "my" / "1-linear-algebra" / "sample.ipynb").mkdir(parents=True)
    assert course("check", "sample").exit_code == 3


def test_an_older_notebook_is_read(home):
    cells = [{"cell_type": "code", "input": c, "language": "python", "outputs": []} for c in GOOD]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    learners(home, json.dumps(old))
    assert course("check", "sample").exit_code == 0


def test_three_gigabytes_are_stopped_while_they_grow(home):
    grow = "kept = []\nwhile len(kept) < 30: kept.append(np.ones(100 * 2**17))"
    learners(home, notebook([*GOOD[:3], grow, *GOOD[3:]]))
    result = course("check", "sample", "--memory", "500", "--cell-seconds", "30")
    assert "Cell 4 was stopped: it used more than 500 MB of memory" in result.stdout
    assert "6 of 6 points" in result.stdout
    assert result.exit_code == 4


def test_the_time_of_the_whole_notebook_is_kept(home):
    sleepy = "import time; time.sleep(50)"
    learners(home, notebook([*GOOD[:3], sleepy, *GOOD[3:]]))
    result = course("check", "sample", "--seconds", "3")
    assert "In cell 4 the notebook's 3 seconds were used up" in result.stdout
    assert "2 of 6 points" in result.stdout
    assert result.exit_code == 4


def test_background_processes_are_ended(home):
    leave = f"""import subprocess, sys
code = "import time; time.sleep(300) # left-behind-{os.getpid()}"
subprocess.Popen([sys.executable, "-c", code])
subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
subprocess.Popen(f"'{{sys.executable}}' -c '{{code}}' &", shell=True, start_new_session=True)"""
    learners(home, notebook([*GOOD, leave]))
    assert course("check", "sample").exit_code == 0
    time.sleep(0.2)
    left = [
        process.info["cmdline"]
        for process in psutil.process_iter(["cmdline"])
        if f"left-behind-{os.getpid()}" in " ".join(process.info["cmdline"] or [])
    ]
    assert left == []


def test_the_notebook_itself_is_never_written(home):
    path = learners(home, text := notebook(GOOD))
    before = path.stat().st_mtime_ns
    course("check", "sample")
    assert path.read_text(encoding="utf-8") == text
    assert path.stat().st_mtime_ns == before
