"""A child process under watch: its time, its memory, its output, and everything it started."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from coursework.runner.wire import Closed, Wire

_MARK = "COURSEWORK_RUN"
_GROUP = (
    {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    if sys.platform == "win32"
    else {"start_new_session": True}
)


@dataclass(frozen=True)
class Limits:
    """Seconds a cell or a check may take, seconds of the whole notebook, megabytes of memory."""

    cell: float = 20.0
    notebook: float = 180.0
    megabytes: int = 2048


class Stopped(BaseException):
    """The child broke a limit or ended; the sentence says which.

    No `Exception`, so that a check which is under way cannot take it for the learner's error.
    """


class Process:
    """A fresh Python for a learner's code, in a process group of its own.

    Use it as a context manager: at the end everything it started is killed.
    """

    def __init__(self, folder: Path, limits: Limits, deadline: float):
        self._limits, self._deadline = limits, deadline
        self._mark, token = secrets.token_hex(8), secrets.token_hex(16)
        self.printed = 0
        self._step_began = time.monotonic()
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-m", "coursework.runner.child", str(port)],
                cwd=folder,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                **_GROUP,
            )
            self._drainer = threading.Thread(target=self._drain, daemon=True)
            self._drainer.start()
            self._popen.stdin.write(token.encode() + b"\n")
            self._popen.stdin.close()
            self.wire = self._accept(server, token)

    def _environment(self) -> dict[str, str]:
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
        return {**os.environ, **quiet, _MARK: self._mark, "COURSE_OUTPUT": "test"}

    def _accept(self, server: socket.socket, token: str) -> Wire:
        server.settimeout(0.5)
        began = time.monotonic()
        while time.monotonic() < began + 60:
            if not self._is_running():
                break
            with contextlib.suppress(TimeoutError, Closed):
                wire = Wire(server.accept()[0])
                if wire.receive(5) == {"token": token}:
                    return wire
                wire.close()
        self.kill()
        raise Stopped("Python could not be started for the check")

    def _drain(self) -> None:
        """Count what is printed and keep none of it, so that no print can block or fill a disk."""
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(self._popen.stdout.fileno(), 1 << 20):
                self.printed += len(data)

    def next_step(self) -> None:
        """Start the clock of the next cell or check."""
        self._step_began = time.monotonic()

    def receive(self) -> dict:
        """The child's next message.

        Raises
        ------
        Stopped
            If a limit is broken, or the child has ended.
        """
        while True:
            try:
                message = self.wire.receive(0.1)
            except Closed:
                raise Stopped(self._how_it_ended()) from None
            if time.monotonic() > self._deadline:
                raise Stopped(f"the notebook's {self._limits.notebook:g} seconds were used up")
            if message is not None:
                return message
            self._watch()

    def _watch(self) -> None:
        now, limits = time.monotonic(), self._limits
        if now > self._step_began + limits.cell:
            raise Stopped(f"it ran longer than {limits.cell:g} seconds (a loop without end?)")
        if self._memory() > limits.megabytes * 2**20:
            raise Stopped(f"it used more than {limits.megabytes} MB of memory")

    def _memory(self) -> int:
        used = 0
        with contextlib.suppress(psutil.Error):
            child = psutil.Process(self._popen.pid)
            for process in [child, *child.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    used += process.memory_info().rss
        return used

    def _how_it_ended(self) -> str:
        end = time.monotonic() + 1
        while (is_running := self._is_running()) and time.monotonic() < end:
            time.sleep(0.01)
        self._kill_group()
        code = self._popen.wait()
        if is_running:
            return "it cut the line to the check"
        if code < 0:
            return f"it crashed Python (signal {-code})"
        return f"it ended Python with exit code {code} (os._exit?)"

    def _is_running(self) -> bool:
        """Whether the child runs; asked without reaping it, so that its number stays its own."""
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self._popen.pid).status() != psutil.STATUS_ZOMBIE
        return False

    def _kill_group(self) -> None:
        if self._popen.returncode is None:
            with contextlib.suppress(AttributeError, ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, 9)
            with contextlib.suppress(OSError):
                self._popen.kill()

    def kill(self) -> None:
        """End the child and everything it started, also what has left its process group."""
        self._kill_group()
        for _ in range(100):  # one that was just starting shows in the next look
            if not self._kill_marked():
                break
        self._popen.wait()
        self._drainer.join(1)
        self._popen.stdout.close()

    def _kill_marked(self) -> int:
        """Kill every process that carries the mark; return how many there were."""
        found = 0
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.environ().get(_MARK) == self._mark:
                    process.kill()
                    found += process.status() != psutil.STATUS_ZOMBIE
        return found

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *error: object) -> None:
        self.wire.close()
        self.kill()
