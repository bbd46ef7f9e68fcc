"""A folder that is watched: what is dropped into it is read into the library, and put away with a note beside it.

Nothing here remembers what was read: that is the library's. A file that was read and not put away, because the program
was killed in between, is found again, skipped by the run as known, and put away then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn

from crossreview.batch.engines import engine_of, read_each
from crossreview.batch.filing import Entry, Filing
from crossreview.batch.inbox import Inbox
from crossreview.batch.incoming import Seen, Settling, incoming
from crossreview.batch.reading import Task
from crossreview.batch.run import Job, bring_up_to_date, locked, run_batch
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.errors import CrossreviewError, InboxUnusable, NothingToRead
from crossreview.library import Library
from crossreview.paths import shown

_SHORTEST_PAUSE = 10.0  # seconds, when something is wrong with the machine
_LONGEST_PAUSE = 300.0
_PATIENCE = 10.0  # seconds: a correction takes one
_MOST_STUCK = 200  # files that cannot be put away; then it is the folder, and reading more would help nobody


@dataclass(frozen=True)
class Clock:
    """The time that passes, in seconds, and a way to let some of it pass."""

    time: Callable[[], float] = monotonic
    pause: Callable[[float], None] = sleep


@dataclass(frozen=True)
class Watching:
    """Which folder is watched, for which library; it is looked at `every` so many seconds.

    A file is complete that has not changed for `settle` seconds. A run takes `at_once` files, so that the index is up
    to date again soon. `after_reading` is called when new documents are in the library.
    """

    inbox: Path
    library: Path
    settings: BatchSettings = field(default_factory=BatchSettings)
    every: float = 10.0
    settle: float = 5.0
    at_once: int = 200
    after_reading: Callable[[Library], object] = lambda _: None
    clock: Clock = Clock()


def watch(watching: Watching, pipeline: Pipeline, tell: Callable[[Entry], None]) -> NoReturn:
    """Keep a library up to date with what is dropped into a folder, until somebody ends it (KeyboardInterrupt).

    Raises InboxUnusable, LibraryNotFound, and what `pipeline.load` raises, where they are so at the start. What is
    wrong with the machine later is told, and it is tried again for ever.
    """
    inbox = Inbox.open(watching.inbox, Library.open(watching.library).root)
    with inbox.held():
        check_reader(pipeline, watching.settings, inbox.folder)
        try:
            tell(Entry("watching", f"{shown(inbox.folder)} for the library {shown(watching.library)}"))
            _Watch(watching, inbox, pipeline, tell).go_on()
        finally:
            tell(Entry("stopped", f"watching {shown(inbox.folder)}"))


def read_inbox(watching: Watching, pipeline: Pipeline, tell: Callable[[Entry], None]) -> bool:
    """Read what is complete in the folder now, as `watch` does; whether all of it was read and put away.

    Raises what goes wrong with the machine.
    """
    inbox = Inbox.open(watching.inbox, Library.open(watching.library).root)
    with inbox.held():
        return _Watch(watching, inbox, pipeline, tell).go_once()


def check_reader(pipeline: Pipeline, settings: BatchSettings, folder: Path) -> None:
    """Load the reader where a run would read; raises its own error if it cannot be loaded, and ClusterUnreachable.

    It is asked to read a folder: what it says to that does not matter.
    """
    with engine_of(pipeline, replace(settings, workers=1)) as engine:
        for _ in read_each([Task(folder, "", shown(folder.name))], engine):
            pass


class _Watch:
    """A folder that is being watched."""

    def __init__(self, watching: Watching, inbox: Inbox, pipeline: Pipeline, tell: Callable[[Entry], None]) -> None:
        self._watching = watching
        self._inbox = inbox
        self._pipeline = pipeline
        self._tell = tell
        self._clock = watching.clock
        self._settling = Settling(watching.settle, watching.clock.time)
        self._filing = Filing(inbox, tell, watching.clock.time)
        self._is_behind = True  # a watcher that was killed has left an index without its last documents
        self._told: set[str] = set()  # what is wrong in places, and stays so for a while: said once
        self._trouble: str | None = None

    def go_on(self) -> NoReturn:
        """Look, read, wait; where something is wrong with the machine, wait longer each time."""
        patience = _SHORTEST_PAUSE
        while True:
            try:
                self._round()
            except (CrossreviewError, OSError) as error:
                self._note_trouble(str(error))
                self._clock.pause(patience)
                patience = min(2 * patience, _LONGEST_PAUSE)
            else:
                self._note_trouble(None)
                patience = _SHORTEST_PAUSE
                self._clock.pause(self._watching.every)

    def go_once(self) -> bool:
        """Look twice, so that it is known what is complete, and read that."""
        try:
            self._look()
            if self._settling:
                self._clock.pause(self._watching.settle)
            self._round()
        except OSError as error:
            raise InboxUnusable(
                f"The inbox or the library cannot be used ({error}).", remedy="Check that both are there."
            ) from error
        if self._filing.doubt is not None:
            raise self._filing.doubt
        return not (self._filing.any_failed or self._filing.stuck)

    def _round(self) -> None:
        """Read what is complete, a run after the other, and have the library say so."""
        if self._is_behind:
            self._catch_up()
        self._filing.try_again()
        complete, at_once = self._look(), self._watching.at_once
        for start in range(0, len(complete), at_once):
            self._read([seen for seen in complete[start : start + at_once] if seen.is_unchanged])

    def _look(self) -> list[Seen]:
        problems: set[str] = set()
        found = incoming(self._inbox.folder, self._inbox.shelves, lambda error: problems.add(str(error)))
        complete = self._settling.complete(self._filing.needed(found))
        for problem in sorted(problems - self._told):
            self._tell(Entry("passed over", problem))
        self._told = problems
        return complete

    def _read(self, files: list[Seen]) -> None:
        """Read some files, and put each away when it is known what became of it."""
        if not files:
            return
        if self._filing.stuck >= _MOST_STUCK:
            raise InboxUnusable(
                "Many files here were read and cannot be moved to done/ or failed/.",
                remedy="Check that the watcher may move files in this folder.",
                path=self._inbox.folder,
            )
        # A run would make a new library in the place of one whose disk or share is gone.
        library = Library.open(self._watching.library)
        self._is_behind = True
        self._filing.begin(files)
        job = Job(tuple(seen.path for seen in files), library.root, self._watching.settings, passing=True)
        try:
            report = run_batch(job, self._pipeline, lambda event: self._filing.note(event, library))
        except NothingToRead:  # a file was taken away this very moment; the next look tells what is left
            return
        finally:
            self._filing.finish()
        if report.ending == "interrupted":
            raise KeyboardInterrupt
        for damaged in report.damaged:
            self._tell(Entry("damaged", damaged))
        self._catch_up()

    def _catch_up(self) -> None:
        """Bring the index up to date, and the list of failures."""
        library = Library.open(self._watching.library)
        bring_up_to_date(library, lambda error: self._tell(Entry("damaged", str(error))), index=self._pipeline.index)
        with locked(library, patience=_PATIENCE):
            self._filing.relocate_failures(library)
        self._is_behind = False
        if self._filing.any_read:
            self._filing.any_read = False
            self._watching.after_reading(library)

    def _note_trouble(self, trouble: str | None) -> None:
        if trouble != self._trouble:
            self._tell(Entry("waits", trouble) if trouble is not None else Entry("goes on", shown(self._inbox.folder)))
        self._trouble = trouble
