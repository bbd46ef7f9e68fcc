"""The index of a library on disk: made, kept up to date, and made anew where it is damaged. Always disposable."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np
import tantivy
from tantivy import DocAddress, Index, IndexWriter, Searcher

from crossreview.errors import LibraryInUse
from crossreview.library import Library
from crossreview.library.reviews import group
from crossreview.records import DocumentRecord
from crossreview.search.columns import Numbers
from crossreview.search.compiling import Compiler
from crossreview.search.entries import DocumentEntries
from crossreview.search.facets import Counter, Totals
from crossreview.search.fields import INDEX_VERSION, register, schema
from crossreview.search.passages import Stored, decoded
from crossreview.search.query import FacetName
from crossreview.search.synonyms import load_synonyms
from crossreview.search.tables import COLUMNS_FOLDER, TABLES_FILE, Combination, IndexedDocument, Tables, TableWriter
from crossreview.search.tables import load_tables as _load_tables

log = logging.getLogger(__name__)

# 50 MB of buffer and one thread: a batch has other uses for both.
WRITER_BYTES = 50_000_000
WRITER_THREADS = 1
_VERSION: Final = "version"
_MOST_BUCKETS: Final = 60_000  # documents that tantivy counts at once; it refuses 65,001
# The fields by which items are counted without looking at each entry.
_COUNTED: Final[Mapping[FacetName, str]] = {
    "theme": "themes",
    "kind": "kind",
    "addressee": "addressees",
    "status": "status",
}
_OPEN_AT_ONCE = 4  # libraries whose indexes a program keeps open
Address: TypeAlias = DocAddress
Stamp: TypeAlias = tuple[int, int, int]


class UnusableIndexError(Exception):
    """The index is missing, damaged, or of another version. Never leaves this package: the index is made anew."""


@dataclass(frozen=True)
class OpenIndex:
    """An index as it was at one moment."""

    path: Path
    searcher: Searcher
    tables: Tables
    review_of: dict[str, str]  # by document id

    @cached_property
    def compiler(self) -> Compiler:
        """Makes queries for it."""
        return Compiler(self.tables, load_synonyms())

    def totals(self, rows: Numbers) -> Totals:
        """What matches, counted, from the rows of its entries."""
        if rows.max(initial=-1) >= len(self.tables.columns):
            raise UnusableIndexError("its columns lack entries")
        if not self.documents.keys() >= self.documents_of(rows):
            raise UnusableIndexError("its tables lack documents")
        return self._counter.totals(rows)

    def totals_by_passage(self, asked: tantivy.Query, *, facets: bool) -> Totals | None:
        """What matches, counted without looking at each entry; None where there are too many documents for that.

        Without `facets` only how much there is in all.
        """
        if len(self.documents) > _MOST_BUCKETS:
            return None
        counted = _COUNTED if facets else {}
        fields: dict[str, str] = {"document": "document", **{str(name): field for name, field in counted.items()}}
        request = {name: {"terms": {"field": field, "size": _MOST_BUCKETS}} for name, field in fields.items()}
        with damage_noticed():
            found = self.searcher.aggregate(asked, request)
        buckets = {name: {each["key"]: each["doc_count"] for each in found[name]["buckets"]} for name in fields}
        documents = {int(number): count for number, count in buckets.pop("document").items()}
        if not self.documents.keys() >= documents.keys():
            raise UnusableIndexError("its tables lack documents")
        of_items: dict[FacetName, dict[str, int]] = {name: buckets[name] for name in counted}
        return self._counter.totals_by_passage(documents, of_items, facets=facets)

    def documents_of(self, rows: Numbers) -> set[int]:
        """The numbers of the documents that have entries with these rows."""
        return set(np.unique(self.tables.columns.document[rows]).tolist())

    @cached_property
    def _counter(self) -> Counter:
        return Counter(self.tables, self.review_of)

    @cached_property
    def documents(self) -> dict[int, IndexedDocument]:
        """The documents by their numbers."""
        return {document.number: document for document in self.tables.documents}

    def best(
        self, asked: tantivy.Query, limit: int, order_by: str | None = None
    ) -> tuple[int, list[tuple[float, Address]]]:
        """How many entries match, and the best of them with their scores, or with the number they are ordered by."""
        with damage_noticed():
            found: Any = self.searcher.search(asked, limit, order_by_field=order_by)
            return int(found.count or 0), found.hits

    @property
    def passages(self) -> int:
        """How many entries there are."""
        return self.searcher.num_docs

    def has_part(self, part_id: str) -> bool:
        """Whether an item, block or document with this id is in it."""
        return self.best(tantivy.Query.term_query(schema(), "part_id", part_id), 1)[0] > 0

    def words_like(self, beginning: str, most: int) -> dict[str, int]:
        """The words of passages that begin so, with the number of passages that have each; at most `most`."""
        with damage_noticed():
            return dict(self.searcher.terms_with_prefix("exact", beginning, limit=most))

    def addresses(self, asked: tantivy.Query, field: str, most: int) -> list[tuple[int, Address]]:
        """The entries that match, at most `most`, each with a number that it has."""
        if not most:
            return []
        with damage_noticed():
            found: Any = self.searcher.search(asked, most, count=False, order_by_field=field)
            return list(found.hits)

    def numbers(self, asked: tantivy.Query, field: str, count: int) -> Numbers:
        """A number of each of the `count` entries that match, in order."""
        if not count:
            return np.zeros(0, dtype=np.int64)
        with damage_noticed():
            hits = self.searcher.search(asked, count, count=False, order_by_field=field).hits
        return np.fromiter(map(itemgetter(0), hits), dtype=np.int64, count=len(hits))[::-1]

    def rows(self, addresses: Sequence[Address]) -> Numbers:
        """The row of each entry."""
        if not addresses:
            return np.zeros(0, dtype=np.int64)
        with damage_noticed():
            return np.array(self.searcher.fast_field_values("row", list(addresses)), dtype=np.int64)

    def entries(self, addresses: Sequence[Address]) -> list[tuple[IndexedDocument | None, Combination, Stored]]:
        """What is kept of entries; no document where the tables have forgotten it."""
        rows = self.rows(addresses).tolist()
        if max(rows, default=-1) >= len(self.tables.columns):
            raise UnusableIndexError("its columns lack entries")
        return [self._entry(address, row) for address, row in zip(addresses, rows, strict=True)]

    def _entry(self, address: Address, row: int) -> tuple[IndexedDocument | None, Combination, Stored]:
        with damage_noticed():
            passage: Any = self.searcher.doc(address).get_first("passage")
        try:
            stored = decoded(bytes(passage))
        except (msgspec.MsgspecError, TypeError) as error:
            raise UnusableIndexError(str(error)) from error
        return self.documents.get(int(self.tables.columns.document[row])), self.tables.combination(row), stored


def update_index(library: Library, added: Iterable[str], removed: Iterable[str]) -> None:
    """Put the documents `added` (new or changed) into the index and take those `removed` out.

    Without a usable index, the whole library is indexed.
    """
    new, gone = tuple(added), tuple(removed)
    try:
        index, tables = _opened_to_write(library.index_path)
    except UnusableIndexError as error:
        _say_rebuilding(library, error)
        rebuild_index(library)
        return
    try:
        _update(index, tables, library, new, gone)
    except UnusableIndexError as error:
        _say_rebuilding(library, error)
        rebuild_index(library)
        return
    tables.remove(gone)
    tables.write(library.index_path)


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
        # Before the commit: an entry whose document the tables do not know cannot be shown.
        tables.write(library.index_path)


def rebuild_index(library: Library) -> None:
    """Index the whole library. The old index serves until the new one is there."""
    fresh = library.index_path.with_name(f".{library.index_path.name}-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    tables = TableWriter()
    try:
        index = Index(schema(), path=str(fresh))
        register(index)
        with _writer(index, library.index_path) as writer:
            for record in library.records():
                _add(writer, record, tables)
        tables.write(fresh)
        (fresh / _VERSION).write_text(str(INDEX_VERSION), encoding="ascii")
        shutil.rmtree(library.index_path, ignore_errors=True)
        fresh.replace(library.index_path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def open_index(library: Library) -> OpenIndex:
    """The index of a library; raises UnusableIndexError where there is none that can be used.

    One that did not change since it was last opened is not opened again.
    """
    path = library.index_path
    watched = (path / "meta.json", path / TABLES_FILE, path / COLUMNS_FOLDER / "document", library.catalogue.path)
    return _opened(library.root, tuple(map(stamp, watched)))


def usable_index(library: Library) -> OpenIndex:
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


@lru_cache(maxsize=_OPEN_AT_ONCE)
def _opened(root: Path, _: tuple[Stamp, ...]) -> OpenIndex:
    library = Library(root)
    index, tables = _open(library.index_path)
    reviews = group((document.facts for document in tables.documents), library.catalogue.decisions())
    review_of = {document_id: review.id for review in reviews for document_id in review.document_ids}
    return OpenIndex(library.index_path, index.searcher(), tables, review_of)


def _open(path: Path) -> tuple[Index, Tables]:
    try:
        version = (path / _VERSION).read_text(encoding="ascii")
        if version != str(INDEX_VERSION):
            raise UnusableIndexError(f"it has version {version}, this Crossreview makes version {INDEX_VERSION}")
        with damage_noticed():
            index = Index.open(str(path))
            register(index)
            index.searcher()  # opens the files, and so notices those that are cut off or gone
        return index, _load_tables(path)
    except OSError as error:
        raise UnusableIndexError("it is not there") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnusableIndexError(f"{TABLES_FILE}: {error}") from error


def _opened_to_write(path: Path) -> tuple[Index, TableWriter]:
    index, tables = _open(path)
    return index, TableWriter(tables)


def stamp(path: Path) -> Stamp:
    """What changes when a file is written: its node, size and time; noughts where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_ino, status.st_size, status.st_mtime_ns


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
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    index.reload()


def _add(writer: IndexWriter, record: DocumentRecord, tables: TableWriter) -> None:
    for document in DocumentEntries(record, tables):
        writer.add_document(document)


def _say_rebuilding(library: Library, error: UnusableIndexError) -> None:
    log.warning("%s: the search index cannot be used (%s); it is made anew.", library.index_path, error)
