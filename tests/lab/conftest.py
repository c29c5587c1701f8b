"""A JupyterLab of its own, on a copy of the lessons, and a browser before it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@pytest.fixture(scope="session", params=THEMES)
def lab(request, tmp_path_factory):
    """Address and folder of a running JupyterLab in one theme; no setting of the user counts."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "book", home / "book")
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    theme = {"theme": THEMES[request.param]}
    (settings / "themes.jupyterlab-settings").write_text(json.dumps(theme))
    port = _free_port()
    process = _start(home, port)
    try:
        _wait(f"http://127.0.0.1:{port}/api/status", process)
        yield f"http://127.0.0.1:{port}", home
    finally:
        process.terminate()
        process.wait(20)


def _start(home, port):
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("COURSE_OUTPUT", "MPLBACKEND")},
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    options = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token="]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={home}", *options]
    return subprocess.Popen(command, cwd=home, env=environment, **quiet)


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait(url, process, seconds=60):
    for _ in range(seconds * 4):
        if process.poll() is not None:
            pytest.fail("JupyterLab ended before it answered")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not answer within {seconds} s")
