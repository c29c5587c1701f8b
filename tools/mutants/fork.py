"""Judge one mutant in a forked process: no start-up, a time limit, no trace left behind."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
MEMORY = 8 << 30


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: Path, source: str):
        super().__init__(name, str(path))
        self.source = source

    def get_code(self, fullname: str):
        return compile(self.source, self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, path: Path, source: str):
        self.name = module_name(path)
        self.loader = _Loader(self.name, path, source)

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, loader=self.loader)


def module_name(path: Path) -> str:
    """Return the dotted name of a module of ``src``."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def plant(path: Path, source: str) -> None:
    """Make the next import of the module at ``path`` execute ``source`` instead of its file."""
    sys.meta_path.insert(0, _Finder(path, source))


def forget(*packages: str) -> None:
    """Drop these packages' modules, so that the next import executes them again."""
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]


def fate(judge: Callable[[], None], seconds: float) -> str:
    """Run ``judge`` in a child: "survived", "noticed" when it raises, "timeout" or "crash"."""
    sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libraries keep idle threads
        child = os.fork()
    if child == 0:
        _judge_and_leave(judge, seconds)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "crash"
    return "survived" if status == 0 else "noticed"


def _judge_and_leave(judge: Callable[[], None], seconds: float) -> None:
    status = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.dont_write_bytecode = True
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        judge()
        status = 0
    finally:
        os._exit(status)
