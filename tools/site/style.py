"""One style sheet and one script for the whole site, joined and shortened at build."""

import re
import zlib
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE.parents[1] / "src" / "mlviz" / "static"
FIGURE_FILES = ["figures.css", "player.js"]
SHEETS = ["fonts", "theme", "layout", "content", "code", "notebook", "landing", "print"]


def shorten(css: str) -> str:
    """Drop comments and the white space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip()


def site_css() -> str:
    return shorten("\n".join((HERE / "css" / f"{name}.css").read_text("utf8") for name in SHEETS))


def katex_css() -> str:
    """KaTeX's own sheet, with woff2 fonts alone: every browser of the last ten years reads them."""
    css = (HERE / "vendor" / "katex" / "katex.min.css").read_text("utf8")
    css = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", css)
    return css.replace("font-weight:700;src", "font-weight:700;font-display:swap;src").replace(
        "font-weight:400;src", "font-weight:400;font-display:swap;src"
    )


def digest(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def assets() -> dict[str, str]:
    """Return the generated files by their names below `_static`."""
    figures = {f"mlviz/{name}": (FIGURES / name).read_text("utf8") for name in FIGURE_FILES}
    return figures | {
        "site.css": site_css(),
        "katex/katex.css": katex_css(),
        "site.js": (HERE / "js" / "site.js").read_text("utf8"),
    }
