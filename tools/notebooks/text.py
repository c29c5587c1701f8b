"""Read a lesson's text as a notebook without outputs, and refuse what is malformed."""

import hashlib
import re
import warnings

import nbformat
import yaml
from jupytext.myst import MystMetadataParsingError, myst_to_notebook

from tools.notebooks.errors import BuildError

TAGS = {
    "hide-input",
    "remove-input",
    "remove-cell",
    "claim",
    "check",
    "solution",
    "raises-exception",
    "nbval-ignore-output",
    "torch",
}
KEPT = {"tags", "mystnb", "jupyter"}
FOLDED = {"hide-input", "remove-input", "remove-cell"}
LABEL = re.compile(r"^\$\$\s*\((?P<label>[^)\s]+)\)\s*$|^\((?P<target>[^)\s]+)\)=\s*$", re.M)
FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$")


def read(path):
    """The notebook that `path` describes, and the line on which each cell begins."""
    source = path.read_text("utf8")
    _refuse_open_fence(path, source)
    notebook = _parse(path, source)
    lines = _first_lines(source, notebook)
    _check_tags(path, notebook, lines)
    _clean(path, notebook)
    return notebook, lines


def header(path):
    """The `lesson` block of a text's front matter, {} where there is none."""
    match = re.match(r"---\n(.*?)\n---\n", path.read_text("utf8"), re.S)
    try:
        return (yaml.safe_load(match[1]) or {}).get("lesson", {}) if match else {}
    except yaml.YAMLError as error:
        raise _yaml_error(path, error, offset=1) from error


def labels(path):
    """Yield (label, line) for each equation and section label in a text."""
    source = path.read_text("utf8")
    for match in LABEL.finditer(source):
        yield match["label"] or match["target"], source.count("\n", 0, match.start()) + 1


def refuse_duplicate_labels(paths):
    """Raise BuildError if two places in the book carry the same label."""
    seen = {}
    for path in paths:
        for label, line in labels(path):
            if label in seen:
                first, first_line = seen[label]
                raise BuildError(
                    path,
                    line,
                    f"label {label!r} also stands at {first}:{first_line}; rename one",
                )
            seen[label] = (path, line)


def _refuse_open_fence(path, source):
    opened = None
    for number, text in enumerate(source.split("\n"), 1):
        match = FENCE.match(text)
        if not match:
            continue
        marker, info = match[1], match[2].strip()
        if opened is None:
            opened = (marker, number)
        elif marker[0] == opened[0][0] and len(marker) >= len(opened[0]) and not info:
            opened = None
    if opened:
        raise BuildError(path, opened[1], f"the fence {opened[0]} is never closed; add its end")


def _parse(path, source):
    header(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            notebook = myst_to_notebook(source, add_source_map=True)
    except (MystMetadataParsingError, yaml.YAMLError, ValueError, UserWarning) as error:
        found = re.search(r"line (\d+)", str(error))
        message = f"the cell options or the front matter cannot be read: {error}"
        raise BuildError(path, found and int(found[1]), " ".join(message.split())) from error
    if "kernelspec" not in notebook.metadata:
        raise BuildError(path, 1, "the front matter names no kernelspec; copy another's")
    return notebook


def _first_lines(source, notebook):
    """The line of the text on which each cell's own source begins, options skipped."""
    text = source.split("\n")
    lines = []
    for cell, start in zip(notebook.cells, notebook.metadata.pop("source_map"), strict=True):
        first = cell.source.split("\n")[0]
        lines.append(1 + next((i for i in range(start, len(text)) if text[i] == first), start))
    return lines


def _yaml_error(path, error, offset):
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or error
    return BuildError(path, mark and mark.line + 1 + offset, f"invalid YAML: {problem}")


def _check_tags(path, notebook, lines):
    for cell, line in zip(notebook.cells, lines, strict=True):
        unknown = set(cell.metadata.get("tags", [])) - TAGS
        if unknown:
            raise BuildError(
                path, line, f"unknown cell tag {sorted(unknown)}; the list is {sorted(TAGS)}"
            )


def _clean(path, notebook):
    """Reproducible ids, and no metadata but what means something."""
    spec = notebook.metadata["kernelspec"]
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": dict(spec), "language_info": {"name": spec["language"]}}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen = {}
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT})
        if FOLDED & set(cell.metadata.get("tags", [])):
            cell.metadata["jupyter"] = {"source_hidden": True}  # JupyterLab folds it too
        digest = hashlib.sha256((cell.cell_type + cell.source).encode()).hexdigest()[:10]
        seen[digest] = seen.get(digest, 0) + 1
        cell["id"] = f"{digest}-{seen[digest]}"
