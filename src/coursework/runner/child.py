"""The process in which a learner's cells run: ``python -P -m coursework.runner.child PORT``.

It is told what to run by the parent, runs the cells in one namespace, judges each answer that a
cell gives to ``check`` (or keeps it for a judge outside), and reports every step on a socket.
"""

import builtins
import contextlib
import linecache
import os
import socket
import sys
from collections.abc import Callable

import coursework.notebook
from coursework.calling import explain
from coursework.judge import judge
from coursework.registry import exercises
from coursework.runner.cells import to_python
from coursework.runner.pristine import Pristine
from coursework.runner.serve import serve
from coursework.runner.wire import Closed, Wire

_MISSING = object()
_READING = "input() waits for a keyboard, and a check has none: give the value in the code"


class _NoShell:
    """Stands for IPython: its magics do nothing here, cell magics run their cell."""

    def __init__(self, run: Callable[[str], None]):
        self._run = run

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the cell under a Python magic such as ``%%time``; skip other languages."""
        if name in {"time", "timeit", "capture", "prun"}:
            self._run(cell)

    def __getattr__(self, name: str) -> Callable:
        return lambda *args, **kwargs: None


class Child:
    """Runs the cells of one job."""

    def __init__(self, wire: Wire, job: dict):
        self.wire, self.job = wire, job
        self.lesson, self.judged_inside = job["lesson"], not job["untrusting"]
        self.finished = set(job["finished"])
        self.answers: dict[str, object] = {}
        builtins.input = _no_input
        self.pristine = Pristine()
        shell = _NoShell(self._execute)
        self.namespace = {
            "__name__": "__main__",
            "__builtins__": builtins,
            "check": self.check,
            "hint": self.hint,
            "get_ipython": lambda: shell,
        }

    def run(self) -> None:
        """Run every cell, then judge what no check cell has shown to be right."""
        coursework.notebook.open_lesson = self._open_lesson
        for cell in self.job["cells"]:
            self.wire.send({"cell": cell["number"]})
            error = self._run_cell(cell["source"], f"<cell {cell['number']}>")
            if error:
                self.wire.send({"error": error, "in": cell["number"]})
        self.wire.send({"cell": 0})
        for name in exercises(self.lesson):
            if self.namespace.get(name, _MISSING) is not self.answers.get(name, _MISSING):
                self.check(name, self.namespace.get(name, self.answers.get(name)))
        self.wire.send({"done": True, "names": self._own_names()})

    def _open_lesson(self, lesson: str) -> tuple[Callable, Callable]:
        self.wire.send({"opened": str(lesson)})
        return self.check, self.hint

    def check(self, name: str, answer: object = ...) -> None:
        """What a notebook's ``check`` is here: judge and report."""
        known = exercises(self.lesson)
        if name not in known or name in self.finished:
            return
        self.answers[name] = answer
        if not self.judged_inside:
            return
        self.wire.send({"judging": name})
        with self.pristine.restored():
            verdict = judge(self.lesson, known[name], answer)
        plain = {"name": name, "rung": verdict.rung.name, "earned": verdict.earned}
        self.wire.send({"verdict": {**plain, "lines": verdict.lines}})
        if verdict.correct:
            self.finished.add(name)

    def hint(self, name: str) -> None:
        """Hints are for people."""

    def _run_cell(self, source: str, file: str) -> str:
        try:
            self._execute(source, file)
        except Closed:
            raise
        except SyntaxError as error:
            return f"it is no valid Python, line {error.lineno}: {error.msg}"
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a cell, not the run
            return explain(error).rstrip(".")
        return ""

    def _execute(self, source: str, file: str = "<cell>") -> None:
        code = to_python(source)
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        exec(compile(code, file, "exec"), self.namespace)

    def _own_names(self) -> list[str]:
        return [
            name
            for name, value in self.namespace.items()
            if getattr(value, "__module__", None) == "__main__" and name.isidentifier()
        ][:50]


def _no_input(prompt: object = "") -> str:
    raise EOFError(_READING)


def _limit_memory(megabytes: int) -> None:
    """A second fence behind the parent's polling, where the system offers one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        size = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Connect to the parent, prove to be its child, run the job it sends."""
    wire = Wire(socket.create_connection(("127.0.0.1", int(sys.argv[1]))))
    wire.send({"token": sys.stdin.readline().strip()})
    job = wire.receive()
    _limit_memory(2 * job["megabytes"] + 1024)
    sys.path.insert(0, os.getcwd())
    child = Child(wire, job)
    with contextlib.suppress(Closed):
        child.run()
        if not child.judged_inside:
            with child.pristine.restored():
                serve(wire, child.answers)
    os._exit(0)


if __name__ == "__main__":
    main()
