"""Make what is stale, in parallel; leave everything else, and everything old, in place."""

import asyncio
import hashlib
import json

import nbformat
from tqdm import tqdm

from tools.notebooks import exercise, text
from tools.notebooks.cache import Cache
from tools.notebooks.errors import BuildError
from tools.notebooks.execute import execute
from tools.notebooks.tree import targets, write_atomically

SEAL = "course_inputs"


def plan(root, only=None):
    """[(target, notebook without outputs, first lines of its cells)]; BuildError on bad text."""
    text.refuse_duplicate_labels(sorted({t.text for t in targets(root)}))
    planned, read = [], {}
    for target in targets(root, only):
        if target.text not in read:
            read[target.text] = text.read(target.text)
        notebook, lines = read[target.text]
        if target.kind == "exercises":
            notebook = exercise.cut(notebook, target.text, lines)
        planned.append((target, nbformat.from_dict(notebook), lines))
    return planned


def inputs(notebook):
    """What a person wrote: type, source and meaningful metadata of each cell."""
    return [
        [c.cell_type, c.source, {k: v for k, v in c.metadata.items() if k in text.KEPT}]
        for c in notebook.cells
    ]


def seal(notebook):
    """The hash of the inputs, stored in the notebook so that hand edits show."""
    return hashlib.sha256(json.dumps(inputs(notebook), sort_keys=True).encode()).hexdigest()


def stale(root, only=None):
    """The names of notebooks that are missing, or whose inputs differ from their text."""
    return [t.name for t, notebook, _ in plan(root, only) if not is_current(t, notebook)]


def is_current(target, notebook):
    """Whether the notebook on disk was made from exactly these inputs."""
    old = _read_or_none(target.path)
    return old is not None and inputs(old) == inputs(notebook) == _ids_apart(old, notebook)


def _ids_apart(old, new):
    """`new`'s inputs if both have the same cell ids, else None: ids are part of the text."""
    same = [c.get("id") for c in old.cells] == [c.get("id") for c in new.cells]
    return inputs(new) if same else None


def _read_or_none(path):
    try:
        return nbformat.read(path, 4)
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return None


def refuse_hand_edits(target):
    """Raise BuildError if a person changed the notebook at `target.path`."""
    old = _read_or_none(target.path)
    if old is None or SEAL not in old.metadata or old.metadata[SEAL] == seal(old):
        return
    advice = "work on a copy in my/" if target.kind == "exercises" else "edit its text"
    raise BuildError(
        target.path,
        None,
        f"was edited by hand and would be overwritten; {advice}, then delete it or pass --force",
    )


def build(root, only=None, jobs=2, timeout=120, everything=False, force=False):
    """Make the notebooks that are stale (`everything`: also those the cache does not hold).

    Returns the list of BuildError of the notebooks that could not be made.
    """
    cache = Cache(root)
    work, errors = [], []
    for target, notebook, lines in plan(root, only):
        if not everything and is_current(target, notebook):
            continue
        try:
            if not force:
                refuse_hand_edits(target)
            work.append((target, notebook, lines, cache.key(target, notebook)))
        except BuildError as error:
            errors.append(error)
    return errors + asyncio.run(_make_all(work, cache, jobs, timeout))


async def _make_all(work, cache, jobs, timeout):
    gate, errors = asyncio.Semaphore(jobs), []
    with tqdm(total=len(work), unit="notebook", disable=not work) as bar:

        async def make(target, notebook, lines, key):
            async with gate:
                try:
                    await _make(target, notebook, lines, key, cache, timeout)
                except BuildError as error:
                    errors.append(error)
            bar.set_postfix_str(target.name)
            bar.update()

        await asyncio.gather(*(make(*item) for item in work))
    return errors


async def _make(target, notebook, lines, key, cache, timeout):
    sealed = seal(notebook)
    if target.kind != "exercises":
        known = cache.get(key)
        if known is None:
            await execute(notebook, lines, target.text, timeout)
            cache.put(key, notebook)
        else:
            notebook = known
    notebook.metadata[SEAL] = sealed
    content = nbformat.writes(notebook) + "\n"
    if not target.path.exists() or target.path.read_text("utf8") != content:
        write_atomically(target.path, content)
