"""The learner's report: one HTML page with a chart, without anything from elsewhere."""

from html import escape

_STYLE = """
:root { color-scheme: light dark; --ink: #1d232b; --paper: #fff; --rail: #d5dae1; --bar: #1f6feb }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --paper: #14181d; --rail: #3a424d;
  --bar: #6ea8fe } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .6rem;
  border-bottom: 1px solid var(--rail) }
.n { text-align: right; font-variant-numeric: tabular-nums }
.chart { overflow-x: auto } svg text { fill: var(--ink); font: 14px system-ui, sans-serif }
.rail { fill: var(--rail) } .bar { fill: var(--bar) }
"""
_ROW, _LEFT, _WIDTH = 34, 200, 300


def to_html(steps: list) -> str:
    """A page from `coursework.actions.StepProgress` of each step."""
    earned, points = sum(s.earned for s in steps), sum(s.points for s in steps)
    tables = "".join(_table(step) for step in steps if step.lessons)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Progress in seven steps</title><style>{_STYLE}</style></head>\n<body><main>"
        f"<h1>Progress in seven steps</h1><p>{earned} of {points} points so far.</p>"
        f'<div class="chart">{_chart(steps)}</div>{tables}</main></body>\n</html>\n'
    )


def _chart(steps: list) -> str:
    """One bar for each step: the share of its points."""
    told = "; ".join(f"{s.title}: {s.earned} of {s.points} points" for s in steps)
    bars = "".join(_bar(i, step) for i, step in enumerate(steps))
    height = _ROW * len(steps)
    return (
        f'<svg viewBox="0 0 640 {height}" width="640" height="{height}" role="img" '
        f'aria-label="Points in each step. {escape(told)}">{bars}</svg>'
    )


def _bar(i: int, step: object) -> str:
    y, share = i * _ROW, step.earned / step.points if step.points else 0
    box = f'x="{_LEFT}" y="{y + 8}" height="16" rx="3"'
    count = f"{step.earned} of {step.points}" if step.points else "no exercises yet"
    return (
        f'<text x="0" y="{y + 21}">{escape(step.title)}</text>'
        f'<rect class="rail" {box} width="{_WIDTH}"/>'
        f'<rect class="bar" {box} width="{_WIDTH * share:.1f}"/>'
        f'<text x="{_LEFT + _WIDTH + 10}" y="{y + 21}">{count}</text>'
    )


def _table(step: object) -> str:
    heads = "".join(
        f'<th scope="col" class="n">{h}</th>' for h in ("points", "solved", "attempts", "hints")
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(one.lesson.split("/")[1])}</th>'
        f'<td class="n">{one.earned} of {one.points}</td>'
        f'<td class="n">{one.solved} of {one.exercises}</td>'
        f'<td class="n">{one.attempts}</td><td class="n">{one.hints}</td></tr>'
        for one in step.lessons
    )
    return (
        f"<h2>{escape(step.title)}</h2><table><thead><tr>"
        f'<th scope="col">lesson</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )
