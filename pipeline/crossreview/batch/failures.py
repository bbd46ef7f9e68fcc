"""failures.jsonl: which files could not be read, why, and what to do about each."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import jsonlines
import msgspec

from crossreview.errors import CrossreviewError
from crossreview.library import append_line, write_atomically
from crossreview.library.storage import storage_errors
from crossreview.paths import shown

Stage: TypeAlias = Literal["finding", "opening", "reading"]


class Failure(msgspec.Struct, frozen=True):
    """One file that could not be read."""

    file: str
    stage: Stage
    kind: str
    error: str
    remedy: str
    time: str


def failure_of(error: CrossreviewError, stage: Stage, path: Path | None) -> Failure:
    """Describe an error of one file."""
    return Failure(
        file=shown(path or error.path or Path("?")),
        stage=stage,
        kind=type(error).__name__,
        error=error.problem,
        remedy=error.remedy,
        time=now(),
    )


def now() -> str:
    """Say what time it is, in UTC, to the microsecond: two runs never share a name."""
    return datetime.now(UTC).isoformat()


def load_failures(path: Path) -> tuple[Failure, ...]:
    """Read the failures that stand; a line that a killed run left unfinished is passed over."""
    if not path.exists():
        return ()
    with path.open("rb") as lines, jsonlines.Reader(lines) as reader:
        return tuple(msgspec.convert(line, Failure) for line in reader.iter(type=dict, skip_invalid=True))


def append_failure(path: Path, failure: Failure) -> None:
    """Write a failure down at once, so that a run that is killed has still named it."""
    append_line(path, msgspec.json.encode(failure))


def settle_failures(path: Path, failed: Iterable[Failure], looked_at: set[str], finished_roots: Iterable[str]) -> None:
    """Rewrite the file after a run: what failed in it, and what failed earlier in places that it did not look at.

    `looked_at` are the files that the run came to; under `finished_roots` it came to all there are, so an earlier
    failure of another file there is of one that is gone.
    """
    roots = tuple(Path(root) for root in finished_roots)
    standing = [
        failure
        for failure in load_failures(path)
        if failure.file not in looked_at and not any(Path(failure.file).is_relative_to(root) for root in roots)
    ]
    _write_failures(path, (*standing, *failed))


def forget_failures(path: Path, is_told_of: Callable[[object], bool]) -> None:
    """Leave out the failures of which this is true; those that a killed run left unfinished go too."""
    if path.exists():
        _write_failures(
            path, [failure for failure in load_failures(path) if not is_told_of(msgspec.to_builtins(failure))]
        )


def relocate_failures(path: Path, place_of: Callable[[str], str | None]) -> None:
    """Name each failure by where its file is now; those whose file is gone are left out."""
    if path.exists():
        before = load_failures(path)
        places = [(failure, place_of(failure.file)) for failure in before]
        after = tuple(msgspec.structs.replace(failure, file=place) for failure, place in places if place is not None)
        if after != before:
            _write_failures(path, after)


def _write_failures(path: Path, failures: Iterable[Failure]) -> None:
    lines = b"".join(msgspec.json.encode(failure) + b"\n" for failure in failures)
    if lines:
        write_atomically(path, lines)
        return
    with storage_errors(path), contextlib.suppress(FileNotFoundError):
        path.unlink()
