"""The installer: quick when done, safe to interrupt, one sentence when it cannot."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import install

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A repository with an empty lock; `pip` records its calls and installs nothing."""
    calls = []
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "pip", lambda folder, *arguments: calls.append(arguments))
    monkeypatch.setattr(install.venv, "create", _fake_environment)
    return tmp_path, calls


def _fake_environment(folder, with_pip):
    install.python(folder).parent.mkdir(parents=True, exist_ok=True)
    install.python(folder).touch()


def test_installs_once_and_then_does_nothing(place):
    root, calls = place
    install.install(root / ".venv")
    assert [c[0] for c in calls] == ["--require-hashes", "--no-deps"]
    install.install(root / ".venv")
    assert len(calls) == 2


def test_a_new_lock_is_installed_into_the_same_environment(place):
    root, calls = place
    install.install(root / ".venv")
    (root / ".venv" / "mine").touch()
    (root / "requirements.txt").write_text("numpy==2.4.6\n")
    install.install(root / ".venv")
    assert len(calls) == 4
    assert (root / ".venv" / "mine").exists()


@pytest.mark.parametrize("at", [0, 1])
def test_an_interrupted_install_starts_afresh(place, monkeypatch, at):
    root, calls = place

    def interrupted(folder, *arguments):
        calls.append(arguments)
        if len(calls) == at + 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(install, "pip", interrupted)
    with pytest.raises(KeyboardInterrupt):
        install.install(root / ".venv")
    (root / ".venv" / "half-installed").touch()
    install.install(root / ".venv")
    assert not (root / ".venv" / "half-installed").exists()
    assert (root / ".venv" / "installed").exists()
    assert not (root / ".venv" / "unfinished").exists()


def test_an_old_python_is_told_so(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"too old: the course needs 3\.11"):
        install.main()


def test_a_read_only_disk_is_told_so(monkeypatch, tmp_path):
    blocker = tmp_path / "a-file"
    blocker.touch()
    monkeypatch.setenv("COURSE_VENV", str(blocker / ".venv"))
    with pytest.raises(SystemExit, match=r"Cannot write to .*a-file"):
        install.main()


def test_a_missing_network_is_told_so(tmp_path, monkeypatch):
    lock = tmp_path / "lock.txt"
    lock.write_text("no-such-package-here==1.0 --hash=sha256:" + "0" * 64 + "\n")
    for name, value in {"INDEX_URL": "http://127.0.0.1:9/simple", "RETRIES": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setattr(install, "python", lambda folder: Path(sys.executable))
    with pytest.raises(SystemExit, match="cannot be reached: check the network"):
        install.pip(tmp_path, "--require-hashes", "-r", str(lock))


def test_the_lock_names_no_index_and_no_torch_and_hashes_every_package():
    lock = (REPOSITORY / "requirements.txt").read_text()
    packages = re.findall(r"^([\w.-]+)==", lock, re.M)
    assert len(packages) > 100
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "torch" not in packages
    assert not re.search(r"https?://|--(extra-)?index", lock)


def test_the_installer_needs_no_package():
    code = "import sys; sys.path.insert(0, '.'); import tools.install"
    subprocess.run([sys.executable, "-S", "-c", code], cwd=REPOSITORY, check=True)
