"""What the learner has done, in one small JSON file that no crash can damage.

The file is written beside itself and moved into place while a lock is held, so a reader sees the
old or the new state and never half of one. A file that cannot be read is renamed, not overwritten.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from coursework.ladder import Rung, Verdict

VERSION = 1
_EMPTY = {"earned": 0, "points": 0, "attempts": 0, "hints": 0, "solution": False, "solved": ""}
Record = dict[str, int | bool | str]
Records = dict[str, dict[str, Record]]


class ProgressError(Exception):
    """Progress could not be read or written; the sentence says why and what to do."""


class _DamagedError(Exception):
    """The file holds something else than progress."""


def read(path: Path) -> Records:
    """All records: lesson, exercise, record. Empty if there is no file yet.

    Raises
    ------
    ProgressError
        If the file is damaged (it is renamed first), of a newer version, or cannot be read.
    """
    try:
        return _load(path)
    except _DamagedError:
        return update(path, lambda records: None)


def update(path: Path, change: Callable[[Records], None]) -> Records:
    """Change the records under a lock and write them.

    Parameters
    ----------
    path : Path
        The progress file; it and its folder are made if they do not exist.
    change : callable
        Changes the records in place.

    Raises
    ------
    ProgressError
        If the file was damaged (it is set aside, the change is made in a new one), is of a newer
        version, cannot be written, or is locked by another command for more than ten seconds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(".progress.lock"), timeout=10):
            aside = _set_aside_if_damaged(path)
            records = _load(path)
            change(records)
            _write(path, records)
    except Timeout:
        raise ProgressError(f"Another command holds {path}; try again in a moment.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ProgressError(f"Progress is not saved: {path} cannot be written ({why}).") from None
    if aside:
        raise ProgressError(
            f"The progress file was damaged. It is kept as {aside.name}; a new one was begun."
        )
    return records


def _load(path: Path) -> Records:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ProgressError(f"Progress cannot be read from {path} ({why}).") from None
    except (ValueError, RecursionError):
        raise _DamagedError from None
    version = content.get("version") if isinstance(content, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise ProgressError(
            f"{path} comes from a newer version of the course; update it. Nothing was changed."
        )
    if version != VERSION or not _is_sound(content.get("lessons")):
        raise _DamagedError
    return content["lessons"]


def _is_sound(lessons: object) -> bool:
    if not isinstance(lessons, dict) or not all(isinstance(e, dict) for e in lessons.values()):
        return False
    records = [record for exercises in lessons.values() for record in exercises.values()]
    return all(
        isinstance(record, dict)
        and record.keys() == _EMPTY.keys()
        and all(type(record[k]) is type(v) for k, v in _EMPTY.items())
        for record in records
    )


def _set_aside_if_damaged(path: Path) -> Path | None:
    try:
        _load(path)
        return None
    except _DamagedError:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        return path.rename(path.with_name(f"progress-damaged-{stamp}.json"))


def _write(path: Path, records: Records) -> None:
    beside = path.with_name(".progress.tmp")
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"version": VERSION, "lessons": records}, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def record_of(records: Records, lesson: str, name: str) -> Record:
    """The record of one exercise, made if there is none."""
    return records.setdefault(lesson, {}).setdefault(name, dict(_EMPTY))


def record_verdicts(path: Path, verdicts: Iterable[Verdict]) -> Records:
    """Note attempts and the best points so far; an answer not attempted leaves no trace.

    Raises
    ------
    ProgressError
        As `update` does.
    """
    tried = [v for v in verdicts if v.rung not in (Rung.NOT_ATTEMPTED, Rung.NOT_FOUND)]

    def change(records: Records) -> None:
        for verdict in tried:
            record = record_of(records, verdict.lesson, verdict.name)
            record["attempts"] += 1
            record["points"] = verdict.points
            record["earned"] = max(record["earned"], verdict.earned)
            if verdict.correct and not record["solved"]:
                record["solved"] = datetime.now(UTC).strftime("%Y-%m-%d")

    return update(path, change) if tried else read(path)


def record_hint(path: Path, lesson: str, name: str, n_hints: int) -> int:
    """Count one more hint and return its number; after the last one comes the last again.

    Raises
    ------
    ProgressError
        As `update` does.
    """

    def change(records: Records) -> None:
        record = record_of(records, lesson, name)
        record["hints"] = min(record["hints"] + 1, n_hints)

    return update(path, change)[lesson][name]["hints"]


def record_solution(path: Path, lesson: str, name: str) -> None:
    """Note that the solution was shown.

    Raises
    ------
    ProgressError
        As `update` does.
    """

    def change(records: Records) -> None:
        record_of(records, lesson, name)["solution"] = True

    update(path, change)
