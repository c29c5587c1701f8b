"""Make or repair `.venv` from the hashed lock. Needs nothing but Python; quick when done before.

python3 tools/install.py
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
UNREACHABLE = ("NewConnectionError", "ConnectionError", "name resolution", "Network is unreachable")


def main():
    """Install what is missing; exit with one sentence where that cannot be done."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        sys.exit(f"Python {found} is too old: the course needs 3.11 or newer (set PYTHON=...).")
    try:
        install(Path(os.environ.get("COURSE_VENV", ROOT / ".venv")))
    except OSError as error:
        sys.exit(
            f"Cannot write to {error.filename or ROOT} ({error.strerror}): disk full or read-only?"
        )


def install(folder):
    """Bring the environment in `folder` to the state of the lock."""
    stamp, unfinished = folder / "installed", folder / "unfinished"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and python(folder).exists():
        return
    if unfinished.exists() or not python(folder).exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Making {folder} (once, a few minutes) ...", flush=True)
        folder.mkdir(parents=True)
        unfinished.touch()
        venv.create(folder, with_pip=True)
    stamp.unlink(missing_ok=True)
    unfinished.touch()
    pip(folder, "--require-hashes", "-r", str(ROOT / "requirements.txt"))
    pip(folder, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamp.write_text(wanted)
    unfinished.unlink()


def fingerprint():
    """What the environment is made from: the lock, the package's metadata, this Python."""
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def python(folder):
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(folder, *arguments):
    """Run `pip install`; exit with a sentence where it fails."""
    command = [python(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    sys.stderr.write(done.stderr)
    if any(word in done.stderr for word in UNREACHABLE):
        sys.exit("The package index cannot be reached: check the network, then run this again.")
    if "No space left" in done.stderr or "Read-only file system" in done.stderr:
        sys.exit(f"Cannot write to {folder}: the disk is full or read-only.")
    sys.exit("pip could not install the lock; its message stands above. Run this again to resume.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Interrupted; run this again and it starts afresh.")
