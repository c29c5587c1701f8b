"""The headers of the lessons, in the order of the course."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Lesson:
    """What a lesson's text declares about itself."""

    name: str
    title: str
    header: dict = field(default_factory=dict)

    def entries(self, key: str, kind: type):
        """Return the header's glossary (a dict) or notation (a list), empty if there is none."""
        found = self.header.get(key) or kind()
        if not isinstance(found, kind):
            raise ValueError(
                f"book/{self.name}.myst.md: `{key}` must be a {kind.__name__}, "
                f"not {type(found).__name__}. Mend it in the text's header."
            )
        return found


def read(path: Path, root: Path) -> Lesson:
    _, front, body = path.read_text("utf8").split("---\n", 2)
    header = (yaml.safe_load(front) or {}).get("lesson") or {}
    titles = (line[2:].strip() for line in body.splitlines() if line.startswith("# "))
    name = path.relative_to(root / "book").as_posix().removesuffix(".myst.md")
    return Lesson(name, next(titles, name), header)


def order(root: Path) -> list[str]:
    """Return the names of all pages as `_toc.yml` orders them."""

    def files(node):
        for child in node.get("parts", []) + node.get("chapters", []) + node.get("sections", []):
            if "file" in child:
                yield child["file"]
            yield from files(child)

    return list(files(yaml.safe_load((root / "_toc.yml").read_text("utf8"))))


def lessons(root: Path = ROOT) -> list[Lesson]:
    """Return every lesson that has a text and stands in the table of contents, in its order."""
    texts = [root / f"{name}.myst.md" for name in order(root) if name.startswith("book/")]
    return [read(path, root) for path in texts if path.exists()]
