"""What lies in a folder that people drop PDFs into, and which of it nobody is writing any more."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from crossreview.errors import InboxUnusable

_SHORTEST_DELAY = 10.0  # seconds
_LONGEST_DELAY = 3600.0
_LONGEST_TRIED = 24 * 3600.0
_NOT_YET = (".", "~")  # how names begin that copying and writing programs give to what is not finished


class Stamp(NamedTuple):
    """By what a file is known that is still being written: it changes meanwhile."""

    size: int
    modified: int


@dataclass(frozen=True, order=True)
class Seen:
    """A file as it was when it was looked at."""

    path: Path
    stamp: Stamp

    @property
    def is_unchanged(self) -> bool:
        """Whether it is still there, and as it was."""
        return stamp_of(self.path) == self.stamp


def stamp_of(path: Path) -> Stamp | None:
    """How a file is now; None where there is none."""
    try:
        return _stamp(path.stat(follow_symlinks=False))
    except OSError:
        return None


def incoming(folder: Path, passed_over: frozenset[Path], on_trouble: Callable[[InboxUnusable], None]) -> Iterator[Seen]:
    """The PDFs in a folder, at any depth but in the folders `passed_over`. Links are not followed.

    A folder in it that cannot be looked into is told to `on_trouble`; raises InboxUnusable for `folder` itself.
    """
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith(_NOT_YET):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if not is_one_of(Path(entry.path), passed_over):
                            folders.append(Path(entry.path))
                    elif seen := _seen(entry):
                        yield seen
        except OSError as error:
            if here == folder:
                raise _not_searched(here, error) from error
            if here.exists():
                on_trouble(_not_searched(here, error))


def is_one_of(folder: Path, folders: frozenset[Path]) -> bool:
    """Whether a folder is one of some, which a share that does not tell capitals from small letters calls otherwise."""
    names = {each.name.casefold() for each in folders}
    return folder in folders or (
        folder.name.casefold() in names and any(each.exists() and each.samefile(folder) for each in folders)
    )


def _seen(entry: os.DirEntry[str]) -> Seen | None:
    if not entry.name.lower().endswith(".pdf"):
        return None
    try:
        stamp = _stamp(entry.stat(follow_symlinks=False))
    except OSError:  # it was taken away, or is; if not, there is another look
        return None
    return Seen(Path(entry.path), stamp) if stamp is not None else None


def _stamp(status: os.stat_result) -> Stamp | None:
    return Stamp(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


class Settling:
    """Since when files have been as they are: one that has not changed for some seconds is complete."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._since: dict[Path, tuple[Stamp, float]] = {}

    def __bool__(self) -> bool:
        return bool(self._since)

    def complete(self, look: Iterable[Seen]) -> list[Seen]:
        """Those files of a new look that are complete, in the order of their paths. What is gone is forgotten."""
        before, self._since = self._since, {}
        complete = []
        for seen in look:
            now = self._clock()
            stamp, since = before.get(seen.path, (seen.stamp, now))
            if stamp != seen.stamp:
                since = now
            self._since[seen.path] = (seen.stamp, since)
            if now - since >= self._seconds:
                complete.append(seen)
        return sorted(complete)


@dataclass(frozen=True)
class _Attempts:
    stamp: Stamp
    first: float
    pause: float
    again: float


class Postponed:
    """Files that cannot be opened, as on a share that is out of order: each is tried again, later each time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._attempts: dict[Path, _Attempts] = {}

    def put_off(self, seen: Seen) -> bool:
        """Put a file off; False where it was tried for a day."""
        now, before = self._clock(), self._attempts.pop(seen.path, None)
        if before is None or before.stamp != seen.stamp:
            before = _Attempts(seen.stamp, now, _SHORTEST_DELAY / 2, now)
        if now - before.first > _LONGEST_TRIED:
            return False
        pause = min(2 * before.pause, _LONGEST_DELAY)
        self._attempts[seen.path] = _Attempts(seen.stamp, before.first, pause, now + pause)
        return True

    def __contains__(self, path: Path) -> bool:
        return path in self._attempts

    def without(self, look: Iterable[Seen]) -> Iterator[Seen]:
        """Those of the files of a look that may be tried now. What is gone or has changed is forgotten."""
        now, still = self._clock(), {}
        for seen in look:
            attempts = self._attempts.get(seen.path)
            if attempts is None or attempts.stamp != seen.stamp:
                yield seen
                continue
            still[seen.path] = attempts
            if attempts.again <= now:
                yield seen
        self._attempts = still  # a look that ends early, as on a share that is gone, has seen nothing go


def _not_searched(folder: Path, error: OSError) -> InboxUnusable:
    return InboxUnusable(
        f"This folder cannot be looked into ({error.strerror}).",
        remedy="Check that it is there, that its disk or share is connected, and that you may open it.",
        path=folder,
    )
