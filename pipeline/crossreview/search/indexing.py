"""Making the index of a library, keeping it up to date, and making it anew where it is damaged: one program at a time.

A search may find the index damaged while a run adds to it. Both hold the lock of the index while they write; whoever
waited for it looks first whether there is anything left to do, so that an older index never takes a newer one's place.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import tantivy
from filelock import FileLock, Timeout
from tantivy import Index, IndexWriter

from crossreview.errors import IndexUnusable, LibraryInUse, StorageFull
from crossreview.library import Library
from crossreview.library.storage import replacing_folder, storage_errors, sweep_partial_folders
from crossreview.records import DocumentRecord
from crossreview.search.entries import DocumentEntries
from crossreview.search.fields import INDEX_VERSION, register, schema
from crossreview.search.index import (
    META_FILE,
    VERSION_FILE,
    OpenIndex,
    Stamp,
    UnusableIndexError,
    damage_noticed,
    open_index,
    open_to_write,
    state_of,
)
from crossreview.search.tables import TABLES_FILE, TableWriter

log = logging.getLogger(__name__)

# 50 MB of buffer and one thread: a batch has other uses for both.
WRITER_BYTES = 50_000_000
WRITER_THREADS = 1
_SOON: Final = 1.0  # seconds, after which it is said that somebody else is waited for
_TRIES: Final = 20  # since other programs may write meanwhile
_PAUSE: Final = 0.1  # seconds
_MANAGED_FILE: Final = ".managed.json"
_Answer = TypeVar("_Answer")


def update_index(library: Library, added: Iterable[str], removed: Iterable[str]) -> None:
    """Put the documents `added` (new or changed) into the index and take those `removed` out.

    Without a usable index, the whole library is indexed. Raises LibraryInUse, StorageFull.
    """
    new, gone = tuple(added), tuple(removed)
    with _held(library):
        try:
            index, tables = open_to_write(library.index_path)
            _update(index, tables, library, new, gone)
        except UnusableIndexError as error:
            _say_rebuilding(library, error)
            _rebuild(library)
            return
        tables.remove(gone)
        tables.write(library.index_path)
        _let_others_read(library.index_path)


def rebuild_index(library: Library) -> None:
    """Index the whole library. The old index serves until the new one is there. Raises LibraryInUse, StorageFull."""
    with _held(library):
        _rebuild(library)


def usable_index(library: Library) -> OpenIndex:
    """The index of a library, made anew where it cannot be used; says so in the log.

    Raises as `answered`.
    """
    return answered(library, lambda index: index)


def answered(library: Library, ask: Callable[[OpenIndex], _Answer]) -> _Answer:
    """What `ask` makes of the index, which is made anew where it turns out to be damaged, and then asked again.

    Raises IndexUnusable where that does not help or the library is read-only, StorageFull where nothing may be written.
    """
    refused: StorageFull | None = None
    for _ in range(_TRIES):
        before = state_of(library.index_path)
        try:
            return ask(open_index(library))
        except UnusableIndexError as error:
            problem = error
        try:
            if state_of(library.index_path) == before:
                if library.read_only:
                    raise _not_made(library, problem)
                _make_anew(library, before, problem)
                continue
        except StorageFull as error:
            refused = error  # another program, which may write, is perhaps at it
        time.sleep(_PAUSE)
    if refused is not None:
        raise refused
    raise IndexUnusable(
        f"The search index cannot be used, though it was made anew ({problem}).",
        remedy="Check the disk, then run `crossreview reindex`. Records and PDFs are not touched by this.",
        path=library.index_path,
    )


def _not_made(library: Library, problem: UnusableIndexError) -> IndexUnusable:
    return IndexUnusable(
        f"The search index cannot be used ({problem}), and nothing is written here: the library is opened for reading.",
        remedy="Whoever keeps the library makes it anew: `crossreview reindex`, which touches no record and no PDF.",
        path=library.index_path,
    )


def _make_anew(library: Library, before: tuple[Stamp, ...], problem: UnusableIndexError) -> None:
    with _held(library, problem):
        if state_of(library.index_path) == before:  # no other program has written it meanwhile
            _say_rebuilding(library, problem)
            _rebuild(library)


@contextmanager
def _held(library: Library, why: UnusableIndexError | None = None) -> Iterator[None]:
    """Hold the lock of the index, waiting for whoever has it; `why` it has to be written, for one who only asks."""
    lock = FileLock(library.root / ".index.lock")
    try:
        try:
            lock.acquire(timeout=_SOON)
        except Timeout:
            log.warning("%s: waiting for another program that makes the search index.", library.root)
            lock.acquire()
    except OSError as error:
        problem = f"The search index cannot be used ({why})" if why is not None else "The search index must be written"
        raise StorageFull(
            f"{problem}, and nothing can be written to this library ({error.strerror or error}).",
            remedy="Run `crossreview reindex` as somebody who may write to it, where there is space.",
            path=library.root,
        ) from error
    try:
        sweep_partial_folders(library.index_path)  # what a killed program left: it may have words that were withdrawn
        yield
        sweep_partial_folders(library.index_path)  # and what could not be removed
    finally:
        lock.release()


def _update(index: Index, tables: TableWriter, library: Library, new: Sequence[str], gone: Sequence[str]) -> None:
    """Put documents into the index and take others out, all or nothing."""
    numbers = {document_id: tables.number_of(document_id) for document_id in {*new, *gone}}
    with _writer(index, library.index_path) as writer:
        for number in numbers.values():
            if number is not None:
                # Not by term, which takes any number for one with a sign and finds nothing.
                writer.delete_documents_by_query(tantivy.Query.term_query(schema(), "document", number))
        for document_id in new:
            _add(writer, library.record(document_id), tables)
            tables.write_full(library.index_path)
        # Before the commit: an entry whose document the tables do not know cannot be shown.
        tables.write(library.index_path)


def _rebuild(library: Library) -> None:
    """Index the whole library, for the holder of the lock."""
    tables = TableWriter()
    with replacing_folder(library.index_path) as fresh:
        try:
            with damage_noticed():
                index = Index(schema(), path=str(fresh))
                register(index)
            with _writer(index, library.index_path) as writer:
                for record in library.records():
                    _add(writer, record, tables)
                    tables.write_full(fresh)
        except UnusableIndexError as error:
            raise StorageFull(  # it is new: what is wrong with its files is that they cannot be written
                f"The search index cannot be written ({error}).",
                remedy="Make space on that disk, then run the same command again: records and PDFs are kept.",
                path=library.index_path,
            ) from error
        tables.write(fresh)
        _let_others_read(fresh)
        with storage_errors(library.index_path):
            (fresh / VERSION_FILE).write_text(str(INDEX_VERSION), encoding="ascii")


@contextmanager
def _writer(index: Index, path: Path) -> Iterator[IndexWriter]:
    """A writer that commits at the end; nothing changes where something fails."""
    try:
        writer = index.writer(WRITER_BYTES, WRITER_THREADS)
    except ValueError as error:
        raise LibraryInUse(
            "Another run is writing the index.", remedy="Wait until it has finished, then try again.", path=path
        ) from error
    try:
        writer.garbage_collect_files()  # what a killed writer left would be in the way of files of the same name
        yield writer
        with damage_noticed():
            writer.commit()
        _let_others_read(path)  # at once: merging may take long
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    index.reload()


def _let_others_read(path: Path) -> None:
    """Let whoever may read the tables read what tantivy writes for its user alone: libraries lie on shared drives."""
    for name in (META_FILE, _MANAGED_FILE):
        # Of a file of another user, who lets others read or does not.
        with contextlib.suppress(PermissionError, FileNotFoundError):
            shutil.copymode(path / TABLES_FILE, path / name)


def _add(writer: IndexWriter, record: DocumentRecord, tables: TableWriter) -> None:
    for document in DocumentEntries(record, tables):
        with damage_noticed():
            writer.add_document(document)


def _say_rebuilding(library: Library, error: UnusableIndexError) -> None:
    log.warning("%s: the search index cannot be used (%s); it is made anew.", library.index_path, error)
