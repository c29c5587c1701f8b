"""`python -m tools.lint`: style, spelling, configuration files and staleness, each in one line."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = "check_jsonschema"
CHECKS = {
    "code style": ["ruff", "check", "."],
    "code format": ["ruff", "format", "--check", "--exclude", "*.ipynb,*.md", "."],
    "spelling": ["codespell_lib", "."],
    "notebooks stand as their texts say": ["tools.notebooks", "check"],
    "workflows": [SCHEMA, "--builtin-schema", "vendor.github-workflows", *sorted(
        str(p.relative_to(ROOT)) for p in (ROOT / ".github/workflows").glob("*.yml"))],
    "dependabot": [SCHEMA, "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml"],
    "citation": [SCHEMA, "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"],
    "pre-commit": ["pre_commit", "validate-config", ".pre-commit-config.yaml"],
}  # fmt: skip


def main():
    environment = {**os.environ, "PRE_COMMIT_HOME": str(ROOT / "_build" / "pre-commit")}
    failed = 0
    for name, (module, *arguments) in CHECKS.items():
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout + done.stderr)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
