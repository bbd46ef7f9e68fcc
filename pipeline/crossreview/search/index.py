"""The index of a library on disk: made, kept up to date, and made anew where it is damaged. Always disposable."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter

from crossreview.errors import LibraryInUse
from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search.entries import entries, to_document
from crossreview.search.fields import INDEX_VERSION, register, schema

log = logging.getLogger(__name__)

# 50 MB of buffer and one thread: a batch has other uses for both.
WRITER_BYTES = 50_000_000
WRITER_THREADS = 1
_VERSION = "version"


class UnusableIndexError(Exception):
    """The index is missing, damaged, or of another version. Never leaves this package: the index is made anew."""


def update_index(library: Library, added: Iterable[str], removed: Iterable[str]) -> None:
    """Put the documents `added` (new or changed) into the index and take those `removed` out.

    Without a usable index, the whole library is indexed.
    """
    new, gone = tuple(added), tuple(removed)
    try:
        index = open_index(library)
    except UnusableIndexError as error:
        _say_rebuilding(library, error)
        rebuild_index(library)
        return
    with _writer(index, library.index_path) as writer:
        for document_id in {*new, *gone}:
            writer.delete_documents_by_term("document_id", document_id)
        for document_id in new:
            _add(writer, library.record(document_id))


def rebuild_index(library: Library) -> None:
    """Index the whole library. The old index serves until the new one is there."""
    fresh = library.index_path.with_name(f".{library.index_path.name}-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        index = Index(schema(), path=str(fresh))
        register(index)
        with _writer(index, library.index_path) as writer:
            for record in library.records():
                _add(writer, record)
        (fresh / _VERSION).write_text(str(INDEX_VERSION), encoding="ascii")
        shutil.rmtree(library.index_path, ignore_errors=True)
        fresh.replace(library.index_path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def open_index(library: Library) -> Index:
    """The index of a library; raises UnusableIndexError where there is none that can be used."""
    try:
        version = (library.index_path / _VERSION).read_text(encoding="ascii")
        if version != str(INDEX_VERSION):
            raise UnusableIndexError(f"it has version {version}, this Crossreview makes version {INDEX_VERSION}")
        with damage_noticed():
            index = Index.open(str(library.index_path))
            register(index)
            index.searcher()  # opens the files, and so notices those that are cut off or gone
    except OSError as error:
        raise UnusableIndexError("it is not there") from error
    return index


def usable_index(library: Library) -> Index:
    """The index of a library, made anew where it cannot be used; says so in the log."""
    try:
        return open_index(library)
    except UnusableIndexError as error:
        _say_rebuilding(library, error)
    rebuild_index(library)
    return open_index(library)


@contextmanager
def damage_noticed() -> Iterator[None]:
    """What tantivy says of damaged files, as UnusableIndexError. It raises ValueError for everything."""
    try:
        yield
    except ValueError as error:
        raise UnusableIndexError(str(error).splitlines()[0]) from error


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
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    index.reload()


def _add(writer: IndexWriter, record: DocumentRecord) -> None:
    sections = {section.id: section for section in record.sections}
    for entry in entries(record):
        writer.add_document(to_document(entry, record, sections))


def _say_rebuilding(library: Library, error: UnusableIndexError) -> None:
    log.warning("%s: the search index cannot be used (%s); it is made anew.", library.index_path, error)
