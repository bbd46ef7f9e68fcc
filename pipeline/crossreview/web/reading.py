"""Reading what people add, in the background: one batch at a time, and what became of each file."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Final, Literal, TypeAlias

import psutil

from crossreview.batch import (
    BatchSettings,
    Event,
    Failed,
    Failure,
    Job,
    Read,
    RunReport,
    Skipped,
    Started,
    Step,
    available_processors,
    bring_up_to_date,
    run_batch,
    standard_pipeline,
)
from crossreview.batch.failures import forget_failures
from crossreview.errors import CrossreviewError, LibraryInUse, UnknownTerm
from crossreview.library import Library, hash_of
from crossreview.library.storage import storage_errors
from crossreview.search import meaning

log = logging.getLogger(__name__)

FOLDER: Final = "crossreview-added-"  # how the names of the folders begin in which files wait
PATIENCE: Final = 10.0  # seconds that a library in use is waited for: a correction takes one, a run many
_PAUSE: Final = 0.25
_GOODBYE: Final = 5.0  # seconds that a reading has to end when the program does
_MOST_SECONDS: Final = 120.0  # for a document: one of a thousand pages; who runs a batch may have more patience
_MOST_WAITING: Final = 5  # readings, beside the one under way: their files stand on the disk twice
_LEFT: Final = 3600.0  # seconds since which a folder must be left alone
_MOST_TOLD: Final = 20  # readings that have ended
_LONGEST_NAME: Final = 120  # bytes
_SUFFIX: Final = ".pdf"
_FORBIDDEN: Final = str.maketrans('<>:"|?*', "_" * 7)  # in names of files, by Windows

State: TypeAlias = Literal["waiting", "reading", "stopping", "ended", "stopped"]
How: TypeAlias = Literal["read", "unchanged", "same", "copy"]


@dataclass(frozen=True)
class NotRead:
    """A file that was not read, or not even taken: what is wrong with it, and what to do."""

    name: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Trouble:
    """Why a whole reading stopped, and what to do."""

    problem: str
    remedy: str


_BY_HAND: Final = Trouble("Somebody stopped it.", "It can be read on.")
_WITH_THE_PROGRAM: Final = Trouble("The program was ended meanwhile.", "Documents that were read are kept.")


@dataclass(frozen=True)
class Kept:
    """A file whose document the library has: it was read now, or before, or has the bytes of another one beside it.

    Or it is a `copy`: other bytes with the text of the document.

    `document_id` is None as long as it is not known, which is at the end at the latest, unless its record is damaged.
    """

    name: str
    how: How
    sha256: str
    document_id: str | None = None
    pages: int = 0
    passages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Files that were added together, and how far they are.

    `refused` were not taken. `trouble` says why a reading stopped that can be tried again. Files that were withdrawn
    earlier are counted and never named.
    """

    number: int
    begun: str
    files: int
    refused: tuple[NotRead, ...] = ()
    state: State = "waiting"
    step: str = ""
    kept: tuple[Kept, ...] = ()
    failures: tuple[NotRead, ...] = ()
    withdrawn: int = 0
    trouble: Trouble | None = None

    @property
    def done(self) -> int:
        """How many files it came to."""
        return len(self.kept) + len(self.failures) + self.withdrawn

    @property
    def goes_on(self) -> bool:
        """Whether more becomes of it by itself."""
        return self.state in {"waiting", "reading", "stopping"}

    def afresh(self) -> Reading:
        """The same before anything was done."""
        return Reading(self.number, self.begun, self.files, self.refused)


class Readings:
    """Reads files into a library, one batch after another, in a thread of its own. Any thread may call it.

    All of it is forgotten when the program ends; what was read is in the library, and the journal has its line.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._told: OrderedDict[int, Reading] = OrderedDict()
        self._files: dict[int, _Files] = {}
        self._queue: SimpleQueue[int | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()

    def add(self, files: Iterable[tuple[str, IO[bytes]]], refused: Iterable[NotRead] = ()) -> int:
        """Take files, with the names that they came with, and read them after those before; returns the number.

        Raises LibraryInUse where too many wait already, StorageFull.
        """
        with self._lock:
            if sum(reading.goes_on for reading in self._told.values()) > _MOST_WAITING:
                raise LibraryInUse(
                    "Others have added documents that are still to be read.",
                    remedy="Nothing was taken. Wait until they are read, then send the form again.",
                )
        stored = _Files.stored(files)
        with self._lock:
            number = next(self._numbers)
            self._files[number] = stored
            begun = datetime.now(UTC).isoformat(timespec="seconds")
            self._told[number] = Reading(number, begun, len(stored.paths), tuple(refused))
            self._forget_old()
            self._begin(number)
        return number

    def again(self, number: int) -> None:
        """Try again what was stopped. Raises UnknownTerm where there is nothing to try again."""
        with self._lock:
            reading = self._told.get(number)
            if reading is None or reading.state != "stopped" or number not in self._files:
                raise UnknownTerm("There is nothing to be read again here.", remedy="Add the documents again.")
            self._told[number] = reading.afresh()
            self._begin(number)

    def stop(self, number: int) -> None:
        """Stop one that waits, or that is under way as soon as a document of it is read, and keep what was read.

        Raises UnknownTerm where there is nothing to stop.
        """
        with self._lock:
            reading = self._told.get(number)
            if reading is None or not reading.goes_on:
                raise UnknownTerm("There is nothing to be stopped here.", remedy="It has ended already.")
            if reading.state == "waiting":
                self._told[number] = replace(reading, state="stopped", trouble=_BY_HAND)
            else:
                self._told[number] = replace(reading, state="stopping")

    def reading(self, number: int) -> Reading:
        """One of them. Raises UnknownTerm where there is none with this number, or not any more."""
        with self._lock:
            reading = self._told.get(number)
        if reading is None:
            raise UnknownTerm(
                "Nothing is known of this reading: the program was started anew, or it was long ago.",
                remedy="What was read is in the library: search for it. What was not is listed under “About”.",
            )
        return reading

    def recent(self) -> tuple[Reading, ...]:
        """Those that are known, the latest first."""
        with self._lock:
            return tuple(reversed(self._told.values()))

    def close(self) -> None:
        """Stop reading, as Ctrl-C does, and remove the files that wait. A document under way has a little while."""
        self._closing.set()
        self._queue.put(None)
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(_GOODBYE)
        is_reading = thread is not None and thread.is_alive()
        with self._lock:
            for number, files in self._files.items():
                # Files that vanish under a reading would be failures; `sweep` removes them another day.
                if not (is_reading and self._told[number].state == "reading"):
                    files.remove()
            self._files.clear()

    def _begin(self, number: int) -> None:
        self._queue.put(number)
        if self._thread is None:
            # A daemon, so that a document that takes long cannot hold up the end of the program: what is finished is
            # safe by then, and the processes that read end with this one.
            sweep()
            self._thread = threading.Thread(target=self._work, name="reading what was added", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (number := self._queue.get()) is not None and not self._closing.is_set():
            self._read(number)

    def _read(self, number: int) -> None:
        """Read one batch; whatever happens, the thread goes on with the next."""
        with self._lock:
            files = self._files.get(number)
            # One that was stopped while it waited, and then begun again, stands in the queue twice.
            if files is None or self._told[number].state != "waiting":
                return
            self._told[number] = replace(self._told[number], state="reading")
        try:
            report = self._patiently(number, files)
            if self._is_stopping(number):
                self._change(number, step="Updating the search index")
                bring_up_to_date(self._library, lambda error: log.warning("%s", error))
            ids = self._ids_of(self.reading(number).kept)
        except CrossreviewError as error:
            self._stopped(number, error.problem, error.remedy)
        except Exception:
            log.exception("reading what was added")
            told = "What happened stands in the log of the program. Documents that were read are kept."
            self._stopped(number, "This is a fault of Crossreview.", told)
        else:
            if report.ending != "finished":
                self._change(number, state="stopped", step="", trouble=self._trouble_of(number))
                return
            kept = tuple(replace(each, document_id=ids.get(each.sha256)) for each in self.reading(number).kept)
            with self._lock:
                self._files.pop(number, None)
            files.remove()
            self._embed()
            self._change(number, state="ended", step="", kept=kept)

    def _patiently(self, number: int, files: _Files) -> RunReport:
        """Read, and begin again for a while where something else holds the library."""
        workers = max(1, available_processors() - 1)  # the others answer those who search
        settings = BatchSettings(workers=workers, most_seconds=_MOST_SECONDS)
        job = Job(files.paths, self._library.root, settings)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return run_batch(job, standard_pipeline(), lambda event: self._hear(number, files, event))
            except LibraryInUse:
                if time.monotonic() > until or self._closing.wait(_PAUSE) or self._is_stopping(number):
                    raise
                self._change(number, step="Waiting for another run, or a correction, to end")

    def _hear(self, number: int, files: _Files, event: Event) -> None:
        """Keep what a batch says. Raises KeyboardInterrupt, by which a batch is ended, when it is to be stopped."""
        if self._closing.is_set():
            raise KeyboardInterrupt
        reading = self.reading(number)
        match event:
            case Started():
                # The batch holds the library now, so that nobody else writes to its failures.
                files.forget_failures(self._library)
                self._change(number, kept=(), failures=(), withdrawn=0, step="Reading")
            case Read(path, product):
                pages, passages = product.pages, sum(product.items.values())
                told = product.sha256, product.document_id, pages, passages, product.warnings
                kept = Kept(path.name, "read", *told)
                self._change(number, kept=(*reading.kept, kept))
            case Skipped(withdrawn=True):
                self._change(number, withdrawn=reading.withdrawn + 1)
            case Skipped(path, copy_of=str(document_id)):
                self._change(number, kept=(*reading.kept, Kept(path.name, "copy", hash_of(path), document_id)))
            case Skipped(path, same_as):
                kept = Kept(path.name, "unchanged" if same_as is None else "same", hash_of(path))
                self._change(number, kept=(*reading.kept, kept))
            case Failed(path, failure):
                self._change(number, failures=(*reading.failures, not_read(failure)))
            case Step(words):
                self._change(number, step=words)
                return  # once all is read, searches have to follow
        if self._is_stopping(number):
            raise KeyboardInterrupt

    def _trouble_of(self, number: int) -> Trouble:
        return _BY_HAND if self._is_stopping(number) else _WITH_THE_PROGRAM

    def _is_stopping(self, number: int) -> bool:
        return self.reading(number).state == "stopping"

    def _ids_of(self, kept: Sequence[Kept]) -> dict[str, str]:
        """The ids of documents by the SHA-256 of their files."""
        known = {each.sha256: each.document_id for each in kept if each.document_id is not None}
        if all(each.sha256 in known for each in kept):
            return known
        return {stored.sha256: stored.document_id for stored in self._library.stored()} | known

    def _embed(self) -> None:
        """Let what is new be found by what it means; without that it is found by its words."""
        try:
            meaning.embed_in_background(self._library)
        except (CrossreviewError, OSError) as error:
            log.warning("passages cannot be found by what they mean: %s", error)

    def _stopped(self, number: int, problem: str, remedy: str) -> None:
        self._change(number, state="stopped", step="", trouble=Trouble(problem, remedy))

    def _change(self, number: int, **values: Any) -> None:
        with self._lock:
            self._told[number] = replace(self._told[number], **values)

    def _forget_old(self) -> None:
        """Drop the oldest of those that have ended, and the files of those that might have been tried again."""
        ended = [number for number, reading in self._told.items() if not reading.goes_on]
        for number in ended[: max(0, len(ended) - _MOST_TOLD)]:
            del self._told[number]
            if (files := self._files.pop(number, None)) is not None:
                files.remove()


@dataclass(frozen=True)
class _Files:
    """Files on the disk that wait to be read, in a folder that only this user can open."""

    folder: Path
    paths: tuple[Path, ...] = field(default=())

    @classmethod
    def stored(cls, files: Iterable[tuple[str, IO[bytes]]]) -> _Files:
        """Write files into a new folder, under names like those they came with. Raises StorageFull."""
        given = tuple(files)
        with storage_errors(Path(tempfile.gettempdir())):
            folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"))
            paths = tuple(folder / name for name in safe_names(name for name, _ in given))
            try:
                for path, (_, content) in zip(paths, given, strict=True):
                    content.seek(0)
                    with path.open("xb") as handle:
                        shutil.copyfileobj(content, handle)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return cls(folder, paths)

    def remove(self) -> None:
        """Remove them."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def forget_failures(self, library: Library) -> None:
        """Leave out what is said of files with these names that were added earlier: these take their place.

        They stood in another folder, by which a batch would not know them. For the holder of the library's lock.
        """
        names = {path.name for path in self.paths}
        forget_failures(library.failures_path, lambda told: _is_of_added(told, names))


def sweep() -> None:
    """Remove the files that programs left which were killed while they read: nobody else knows of them."""
    before = time.time() - _LEFT
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        pid = folder.name.removeprefix(FOLDER).partition("-")[0]
        # By its age too, since a program in another container has numbers of its own.
        with suppress(OSError):
            if pid.isdecimal() and not psutil.pid_exists(int(pid)) and folder.stat().st_mtime < before:
                shutil.rmtree(folder)


def not_read(failure: Failure) -> NotRead:
    """A failure without where its file is on the disk."""
    return NotRead(Path(failure.file).name, failure.error, failure.remedy)


def _is_of_added(told: object, names: set[str]) -> bool:
    path = Path(str(told.get("file", ""))) if isinstance(told, dict) else Path()
    return path.name in names and path.parent.name.startswith(FOLDER)


def safe_names(names: Iterable[str]) -> tuple[str, ...]:
    r"""Names for files in one folder, like those that somebody gave, each another one.

    >>> safe_names(["../../evil.pdf", "C:\\Reviews\\Evil.pdf", "<script>.pdf"])
    ('evil.pdf', 'Evil (2).pdf', '_script_.pdf')
    """
    taken: dict[str, str] = {}  # by what a disk that knows no capitals makes of them
    for given in names:
        name = safe_name(given)
        for number in count(2):
            if name.casefold() not in taken:
                break
            name = _fitting(safe_name(given), f" ({number})")
        taken[name.casefold()] = name
    return tuple(taken.values())


def safe_name(given: str) -> str:
    """The name of a PDF, like the one that somebody gave, by which nothing but a file in one folder can be meant.

    Neither folders nor control characters, nor characters that turn the direction of writing; at most 120 bytes.
    """
    return _fitting(plain_name(given).translate(_FORBIDDEN), "")


def plain_name(given: str) -> str:
    """The name of a file, like the one that somebody gave, to be shown: without folders and what cannot be printed."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = " ".join("".join(each if each.isprintable() else " " * each.isspace() for each in last).split())
    return _cut(plain, _LONGEST_NAME)


def _fitting(name: str, behind: str) -> str:
    """A name with something before its suffix, as long as a name may be."""
    has_suffix = name.casefold().endswith(_SUFFIX)
    stem, suffix = (name[: -len(_SUFFIX)], name[-len(_SUFFIX) :]) if has_suffix else (name, _SUFFIX)
    room = _LONGEST_NAME - len(f"{behind}{suffix}".encode())
    return f"{_cut(stem.lstrip('. '), room).rstrip() or 'document'}{behind}{suffix}"


def _cut(words: str, most_bytes: int) -> str:
    return words.encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore")
