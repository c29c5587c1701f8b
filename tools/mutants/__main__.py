"""``python -m tools.mutants [checks|ledger] [step/lesson ...]``: both mutation runs, or one."""

import sys

from tools.mutants import checks, ledger

RUNS = {"checks": checks.main, "ledger": ledger.main}


def main(arguments: list[str]) -> int:
    chosen = [a for a in arguments if a in RUNS] or list(RUNS)
    rest = [a for a in arguments if a not in RUNS]
    return max([RUNS[name](rest) for name in chosen])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
