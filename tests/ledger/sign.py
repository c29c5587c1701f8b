"""Sign an entry after its transcription was read against the formula that the book shows.

    python -m tests.ledger.sign eq-matrices-det
    python -m tests.ledger.sign --all-new 1-linear-algebra/matrices

Prints the formula, the transcription, the old hash and the new one, asks, and rewrites the hash.
``--yes`` does not ask.
"""

import argparse
import ast
import sys
from pathlib import Path

from tests.ledger.equations import BOOK, Equation, normalised, read_book
from tests.ledger.registry import LEDGER, decorations, entry_files


def main(arguments: list[str] | None = None, *, book: Path = BOOK, ledger: Path = LEDGER) -> int:
    options = _options().parse_args(arguments)
    lessons = read_book(book)
    equations = {item.label: item for lesson in lessons for item in lesson.labelled}
    places = {label: path for path in entry_files(ledger) for label in read(path)}
    of_lessons = [label for label, item in equations.items() if item.lesson in options.all_new]
    new = [label for label in of_lessons if label in places and not signed(places[label], label)]
    labels = [*options.labels, *new]
    for label in labels:
        if label not in equations or label not in places:
            missing = "labelled equation in book/" if label not in equations else "entry"
            print(f"{label}: there is no such {missing}", file=sys.stderr)
            return 2
        offer(equations[label], places[label], ask=not options.yes)
    return 0


def offer(equation: Equation, path: Path, *, ask: bool) -> None:
    """Show formula, transcription and both hashes; rewrite the hash when the answer is yes."""
    function, _ = read(path)[equation.label]
    old, new = signed(path, equation.label), equation.signature
    print(f"\n{equation.label}   {equation.place}\n\n  {normalised(equation.latex)}\n")
    print(ast.get_source_segment(path.read_text(encoding="utf-8"), function))
    print(f"\nsigned {old or 'never'}, to sign {new}")
    if old == new:
        print("already signed")
    elif not ask or input("Does the transcription say what the formula says? [y/N] ") == "y":
        rewrite(path, equation.label, new)
        print(f"signed in {path.parent.name}/{path.name}")


def read(path: Path) -> dict:
    """Return the entries of a file as nodes, by label."""
    return decorations(ast.parse(path.read_text(encoding="utf-8")))


def signed(path: Path, label: str) -> str:
    """Return the hash that an entry carries, empty when it carries none."""
    _, call = read(path)[label]
    return next((word.value.value for word in call.keywords if word.arg == "latex"), "")


def rewrite(path: Path, label: str, new: str) -> None:
    """Replace the hash of one entry, or add it, and leave every other byte as it is."""
    _, call = read(path)[label]
    lines = path.read_bytes().splitlines(keepends=True)
    node = next((word.value for word in call.keywords if word.arg == "latex"), None)
    if node is None:
        raise ValueError(f'{label}: write latex="" into its @entry(...), then sign')
    row = lines[node.lineno - 1]
    lines[node.lineno - 1] = (
        row[: node.col_offset] + f'"{new}"'.encode() + row[node.end_col_offset :]
    )
    path.write_bytes(b"".join(lines))


def _options() -> argparse.ArgumentParser:
    keep = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        "python -m tests.ledger.sign", None, __doc__, formatter_class=keep
    )
    parser.add_argument("labels", nargs="*", metavar="eq-...")
    new = "every entry of the lesson that was never signed"
    parser.add_argument("--all-new", action="append", default=[], metavar="step/lesson", help=new)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return parser


if __name__ == "__main__":
    sys.exit(main())
