"""`python -m tools.site`: build the book to `_build/html`, only when something changed.

Sphinx reads again what changed, or everything when the site's own code did; it always writes every
page, since each carries the table of contents and an interrupted build may have left half of one.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "_build"
SITE = ["tools/site", "src/mlviz/static", "src/mlviz/site.py", "_config.yml", "_toc.yml"]
CONTENT = ["book", "exercises", "solutions", "references.bib", "tools/pages", "tests/ledger", "src"]
OWN_PAGES = {"notation.md", "glossary.md", "equations.md"}  # written by the build itself


def fingerprint(places: list[str]) -> str:
    """Return one hash of all files at these places."""
    total = hashlib.sha256()
    for place in places:
        files = [ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*"))
        for path in files:
            if path.is_file() and path.suffix != ".pyc" and path.name not in OWN_PAGES:
                total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def build(everything: bool) -> bool:
    """Run Jupyter Book with every warning an error; say on stderr what was wrong.

    `everything` also removes the pages of files that are no longer part of the book.
    """
    if everything:
        shutil.rmtree(BUILD / "html", ignore_errors=True)
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(ROOT), "-q", "-n", "-W", "--keep-going"]
    command += ["--all"] if everything else []
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def main() -> int:
    stamp, index = BUILD / "site.json", BUILD / "html" / "index.html"
    now = {"site": fingerprint(SITE), "content": fingerprint(CONTENT)}
    before = json.loads(stamp.read_text("utf8")) if stamp.exists() else {}
    if now != before or not index.exists():
        print("Building the site ...", flush=True)
        stamp.unlink(missing_ok=True)
        if not build(everything=now["site"] != before.get("site")):
            print("The site was not built: the warnings above are errors here.", file=sys.stderr)
            return 1
        stamp.write_text(json.dumps(now), "utf8")
    print(f"The site is at {index.as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
