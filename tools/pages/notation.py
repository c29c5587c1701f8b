"""The table of symbols: shape, meaning and first lesson of each, as the lessons declare them."""

from tools.pages.headers import Lesson, lessons

HEAD = """# Notation

Each symbol, its shape, what it means, and the lesson that uses it first.
"""
COLUMNS = "| Symbol | Shape | Meaning | First lesson |\n| :-- | :-- | :-- | :-- |"


def render(found: list[Lesson] | None = None) -> str:
    """Return the page as Markdown; a symbol that two lessons declare is listed at the first."""
    rows: dict[str, str] = {}
    for lesson in lessons() if found is None else found:
        for entry in lesson.entries("notation", list):
            missing = {"symbol", "shape", "meaning"} - set(entry)
            if missing:
                raise ValueError(
                    f"book/{lesson.name}.myst.md: a notation entry lacks {sorted(missing)}: {entry}"
                )
            rows.setdefault(entry["symbol"], row(lesson, entry))
    table = "\n".join([COLUMNS, *rows.values()])
    return f"{HEAD}\n{table if rows else 'No symbol is declared yet.'}\n"


def row(lesson: Lesson, entry: dict) -> str:
    symbol = entry["symbol"].replace("|", r"\vert ")
    meaning, shape = (str(entry[key]).replace("|", r"\|") for key in ("meaning", "shape"))
    return f"| ${symbol}$ | {shape} | {meaning} | [{lesson.title}](../{lesson.name}.ipynb) |"
