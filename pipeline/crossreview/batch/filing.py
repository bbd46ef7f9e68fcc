"""Putting files of a watched folder away, each when the run says what became of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crossreview.batch.failures import Failure, relocate_failures
from crossreview.batch.inbox import Inbox
from crossreview.batch.incoming import Postponed, Seen, Stamp, stamp_of
from crossreview.batch.outcomes import Event, Failed, Read, Skipped
from crossreview.batch.verdicts import (
    WITHDRAWN,
    Verdict,
    verdict_of_copy,
    verdict_of_failure,
    verdict_of_known,
    verdict_of_read,
    verdict_of_same_text,
)
from crossreview.errors import InboxUnusable, StorageFull
from crossreview.library import Library
from crossreview.paths import shown


@dataclass(frozen=True)
class Entry:
    """What the log says: what happened, in a word, and to what."""

    word: str
    words: str

    def __str__(self) -> str:
        return f"{self.word} {self.words}"


class Filing:
    """The files that a run is reading, and those that could not be put away yet.

    A file is put away only as it was read: one that has changed since, or is gone, is left to the next look.
    """

    def __init__(self, inbox: Inbox, tell: Callable[[Entry], None], clock: Callable[[], float]) -> None:
        self._inbox = inbox
        self._tell = tell
        self._postponed = Postponed(clock)
        self._stamps: dict[Path, Stamp] = {}
        self._verdicts: dict[Path, Verdict] = {}
        self._copies: list[tuple[Path, Path]] = []
        self._stuck: dict[Seen, Verdict] = {}
        self._failed_to: dict[str, str] = {}
        self.doubt: InboxUnusable | None = None
        self.any_failed = False
        self.any_read = False

    @property
    def stuck(self) -> int:
        """How many files could not be put away."""
        return len(self._stuck)

    def begin(self, files: Iterable[Seen]) -> None:
        """Take note of the files that a run is going to read."""
        self._stamps = {each.path: each.stamp for each in files}
        self._verdicts.clear()
        self._copies.clear()

    def note(self, event: Event, library: Library) -> None:
        """Do what follows from an event of the run."""
        match event:
            case Read(path, product, earlier):
                self.any_read = True
                self._judge(path, verdict_of_read(library, product, earlier))
            case Skipped(path, _, withdrawn=True):
                self._judge(path, WITHDRAWN)
            case Skipped(path, copy_of=str(document_id)):
                self._judge(path, verdict_of_same_text(library, document_id))
            case Skipped(path, None, document_id=document_id):
                self._judge(path, verdict_of_known(library, document_id))
            case Skipped(path, same_as) | Failed(path, same_as=same_as) if path is not None and same_as is not None:
                self._copies.append((path, same_as))
            case Failed(path, failure) if path is not None:
                if not (failure.stage == "opening" and os.access(path, os.R_OK) and self._put_off(path, failure)):
                    self._judge(path, verdict_of_failure(failure))
            case _:
                pass

    def finish(self) -> None:
        """Put away the copies of what the run read, now that it is known what became of that."""
        for path, of in self._copies:
            if of in self._verdicts:
                self._judge(path, verdict_of_copy(self._inbox.name_of(of), self._verdicts[of]))
        self._copies.clear()

    def try_again(self) -> None:
        """Put away what could not be put away before."""
        for seen, verdict in tuple(self._stuck.items()):
            if seen.is_unchanged:
                self._put_away(seen, verdict)
            else:
                del self._stuck[seen]

    def needed(self, look: Iterable[Seen]) -> Iterator[Seen]:
        """Those of the files of a look that need to be read now."""
        return self._postponed.without(seen for seen in look if seen not in self._stuck)

    def relocate_failures(self, library: Library) -> None:
        """Have the library name failures by where their files are now; for the holder of its lock."""
        relocate_failures(library.failures_path, _Places(self._inbox, self._failed_to).place_of)
        self._failed_to.clear()

    def _put_off(self, path: Path, failure: Failure) -> bool:
        """Whether a file that cannot be opened, though one may, is tried again later."""
        if path not in self._stamps:
            return False
        is_new = path not in self._postponed
        if not self._postponed.put_off(Seen(path, self._stamps[path])):
            return False
        self.doubt = InboxUnusable(failure.error, remedy=failure.remedy, path=path)
        if is_new:
            self._say("waits", path, failure.error)
        return True

    def _judge(self, path: Path, verdict: Verdict) -> None:
        if path not in self._stamps:  # a folder has taken the place of a file, and the run looked into that
            return
        seen, stamp = Seen(path, self._stamps[path]), stamp_of(path)
        if seen.is_unchanged:
            self._verdicts[path] = verdict
            self._put_away(seen, verdict)
        elif verdict.word != "failed":
            self._verdicts[path] = verdict
            self._say(verdict.word, path, f"{verdict.details}; the file {'is gone' if stamp is None else 'changed'}")
        elif stamp is not None:
            self._say("waits", path, "changed while it was being read")

    def _put_away(self, seen: Seen, verdict: Verdict) -> None:
        name = self._inbox.name_of(seen.path)
        try:
            target = self._inbox.put_away(seen.path, verdict.shelf, verdict.note(name))
        except (OSError, StorageFull) as error:
            if stamp_of(seen.path) is not None and seen not in self._stuck:
                why = error.problem if isinstance(error, StorageFull) else error.strerror
                self._say("stuck", seen.path, f"{verdict.word}, but cannot be moved to {verdict.shelf}/ ({why})")
                self._stuck[seen] = verdict
            return
        self._stuck.pop(seen, None)
        if verdict.word == "failed":
            self.any_failed = True
            self._failed_to[shown(seen.path)] = shown(target)
        self._say(verdict.word, seen.path, verdict.details)

    def _say(self, word: str, path: Path, details: str) -> None:
        self._tell(Entry(word, f"{shown(self._inbox.name_of(path))}: {details}"))


@dataclass(frozen=True)
class _Places:
    """Where files are of which the library's list of failures tells, by their paths as it has them."""

    inbox: Inbox
    moved: dict[str, str]

    def place_of(self, file: str) -> str | None:
        """Where a file is now; None where it is gone: somebody took it away, or it was read since."""
        here = shown(self.inbox.folder)
        if not Path(file).is_relative_to(here):
            return file
        # A watcher that was killed has not told where it moved a file to.
        on_shelf = shown(self.inbox.folder / "failed" / Path(file).relative_to(here))
        for place in (self.moved.get(file, file), on_shelf):
            if place in self._on_shelf or os.path.lexists(place):
                return place
        return None

    @cached_property
    def _on_shelf(self) -> frozenset[str]:
        # Looked for among names as they are shown, since some do not tell how the file is really called.
        walk = os.walk(self.inbox.folder / "failed")
        return frozenset(shown(Path(folder, name)) for folder, _, names in walk for name in names)
