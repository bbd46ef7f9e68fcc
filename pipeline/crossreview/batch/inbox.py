"""A folder that people drop PDFs into, with the folders for those that are done and those that failed."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from filelock import FileLock, Timeout

from crossreview.errors import InboxUnusable
from crossreview.library import write_atomically

Shelf: TypeAlias = Literal["done", "failed"]

_LOCK = ".crossreview-watch.lock"
_NOTE = ".txt"
_LONGEST_NAME = 200  # bytes: file systems take 255, and a note and its unfinished copy add to the name


@dataclass(frozen=True)
class Inbox:
    """The folder, by its path without links: failures are named by it, and found again by whoever watches later."""

    folder: Path

    @classmethod
    def open(cls, folder: Path, library: Path) -> Inbox:
        """The inbox at `folder`, with what it needs made. Raises InboxUnusable where it cannot be one."""
        if not folder.is_dir():
            raise InboxUnusable(
                "There is no such folder.", remedy="Check the spelling, and that its share is connected.", path=folder
            )
        here, there = folder.resolve(), library.resolve()
        inbox = cls(here)
        if here.is_relative_to(there) or there.is_relative_to(here):
            raise InboxUnusable(
                "The inbox and the library lie in one another.", remedy="Keep the two apart.", path=folder
            )
        for shelf in inbox.shelves:
            with _usable(shelf):
                shelf.mkdir(exist_ok=True)
            if not os.access(shelf, os.W_OK):
                raise _unwritable(shelf, "Permission denied")
        return inbox

    @property
    def shelves(self) -> frozenset[Path]:
        """The folders in it that are not looked into for new files."""
        return frozenset({self.folder / "done", self.folder / "failed"})

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep other watchers away; raises InboxUnusable where there is one."""
        lock = FileLock(self.folder / _LOCK)
        with _usable(self.folder):
            try:
                lock.acquire(timeout=0)
            except Timeout as error:  # which is an OSError too
                raise InboxUnusable(
                    "Another program is watching this folder.", remedy="Stop it first: one is enough.", path=self.folder
                ) from error
        try:
            yield
        finally:
            lock.release()

    def name_of(self, path: Path) -> Path:
        """What a file in it is called for people: its path from the inbox."""
        return path.relative_to(self.folder)

    def put_away(self, path: Path, shelf: Shelf, note: bytes) -> Path:
        """Move a file to a shelf, its folder kept and nothing overwritten, with a note; returns where it is then.

        The note is there first: whatever stops this, a file on a shelf has one. Raises OSError, StorageFull.
        """
        name = self.name_of(path)
        folder = self.folder / shelf / name.parent
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder, name.name)
        write_atomically(_note_of(target), note)
        try:
            path.rename(target)
        except FileNotFoundError:
            _note_of(target).unlink(missing_ok=True)
            raise
        self._drop_old_note(name)
        return target

    def _drop_old_note(self, name: Path) -> None:
        # Somebody moved the file back to have it tried again; what was wrong with it then says nothing now.
        failed = self.folder / "failed" / name
        if not os.path.lexists(failed):
            with contextlib.suppress(OSError):
                _note_of(failed).unlink(missing_ok=True)


def _note_of(path: Path) -> Path:
    return path.with_name(path.name + _NOTE)


def _free(folder: Path, name: str) -> Path:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  (a Path would drop what it takes for a folder)
    while len(os.fsencode(stem + suffix)) > _LONGEST_NAME:
        stem = stem[:-1]
    numbered = (f"{stem} ({number}){suffix}" for number in itertools.count(2))
    names = itertools.chain([stem + suffix], numbered)
    return next(folder / each for each in names if not os.path.lexists(folder / each))


@contextlib.contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(path, error.strerror) from error


def _unwritable(path: Path, why: str | None) -> InboxUnusable:
    return InboxUnusable(
        f"The watcher cannot write here ({why}).",
        remedy="It moves what it has read to done/ and failed/ in the inbox: give it the right to write there.",
        path=path,
    )
