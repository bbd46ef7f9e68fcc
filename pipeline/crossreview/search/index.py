"""The index of a library, opened: what it finds, counts and quotes. It is made in `indexing`, and always disposable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import DocAddress, Index, Searcher

from crossreview.library import Library
from crossreview.library.reviews import Review, group
from crossreview.search.clauses import Clause
from crossreview.search.columns import Numbers
from crossreview.search.compiling import Compiler
from crossreview.search.doubts import least_certain
from crossreview.search.facets import Counter, Totals
from crossreview.search.fields import INDEX_VERSION, register, schema
from crossreview.search.passages import Stored, decoded
from crossreview.search.query import Counted, FacetName
from crossreview.search.synonyms import load_synonyms
from crossreview.search.tables import (
    COLUMNS_FOLDER,
    TABLES_FILE,
    Combination,
    IndexedDocument,
    Tables,
    TableWriter,
    load_tables,
)

VERSION_FILE: Final = "version"
META_FILE: Final = "meta.json"
_LOCK_FILE: Final = ".tantivy-meta.lock"
_MOST_BUCKETS: Final = 60_000  # documents that tantivy counts at once; it refuses 65,001
# The fields by which items are counted without looking at each entry.
_COUNTED: Final[Mapping[FacetName, str]] = {
    "theme": "themes",
    "kind": "kind",
    "addressee": "addressees",
    "status": "status",
}
_COUNTS_KEPT: Final = 100  # of at most some hundred kilobytes each
_DOUBTS_KEPT: Final = 20
_MOST_ALIKE: Final = 50  # entries looked at for each of some whose words others may have too
_MOST_DOUBTS: Final = 2_000  # more than anybody looks through before the library has changed
_OPEN_AT_ONCE = 4  # libraries whose indexes a program keeps open
Address: TypeAlias = DocAddress
Stamp: TypeAlias = tuple[int, int, int]


class UnusableIndexError(Exception):
    """The index is missing, damaged, or of another version. Never leaves this package: the index is made anew."""


@dataclass(frozen=True)
class Counts:
    """What matches, counted; `documents` are the numbers of those that have it, where reviews were counted."""

    totals: Totals
    documents: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))


@dataclass(frozen=True)
class Doubts:
    """How many statements are to be asked about, and where the least certain of them stand, these first."""

    total: int
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class OpenIndex:
    """An index as it was at one moment."""

    path: Path
    searcher: Searcher
    tables: Tables
    reviews: tuple[Review, ...]

    @cached_property
    def review_of(self) -> dict[str, str]:
        """The id of the review of each document, by the id of that."""
        return {document_id: review.id for review in self.reviews for document_id in review.document_ids}

    @cached_property
    def compiler(self) -> Compiler:
        """Makes queries for it."""
        return Compiler(self.tables, load_synonyms())

    @cached_property
    def counts(self) -> Callable[[Clause | None, tuple[Clause, ...], Counted], Counts]:
        """What has words and facts, counted. Kept, since pages ask for the same again: all there is, all on a theme."""
        return lru_cache(maxsize=_COUNTS_KEPT)(self._counts)

    def _counts(self, words: Clause | None, facts: tuple[Clause, ...], count: Counted) -> Counts:
        asked = self.compiler.compiled(words, facts)
        if count != "reviews":
            totals = self._totals_by_passage(asked, facets=count == "passages")
            if totals is not None:
                return Counts(totals)
        rows = self.numbers(asked, "row", self.best(asked, 1)[0])
        return Counts(self.totals(rows), np.unique(self.tables.columns.document[rows]))

    @cached_property
    def least_certain(self) -> Callable[[tuple[Clause, ...], tuple[str, ...] | None], Doubts]:
        """The statements with some facts whose themes are least certain; `themes` as in `doubts.least_certain`."""
        return lru_cache(maxsize=_DOUBTS_KEPT)(self._least_certain)

    def _least_certain(self, facts: tuple[Clause, ...], themes: tuple[str, ...] | None) -> Doubts:
        asked = self.compiler.compiled(None, facts)
        hits = self.addresses(asked, "row", self.best(asked, 1)[0])
        rows = np.fromiter((row for row, _ in hits), dtype=np.int64, count=len(hits))
        self._check_rows(rows)
        numbers = None if themes is None else [self.tables.names.index(t) for t in themes if t in self.tables.names]
        total, places = least_certain(self.tables.columns, rows, numbers, _MOST_DOUBTS)
        return Doubts(total, tuple(hits[place][1] for place in places))

    def totals(self, rows: Numbers) -> Totals:
        """What matches, counted, from the rows of its entries."""
        self._check_rows(rows)
        with damage_noticed():
            if not self.documents.keys() >= self._documents_of(rows):
                raise UnusableIndexError("its tables lack documents")
            return self._counter.totals(rows)

    def _totals_by_passage(self, asked: tantivy.Query, *, facets: bool) -> Totals | None:
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

    def _check_rows(self, rows: Numbers) -> None:
        if rows.max(initial=-1) >= len(self.tables.columns):
            raise UnusableIndexError("its columns lack entries")

    def _documents_of(self, rows: Numbers) -> set[int]:
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

    def documents_with(self, part_id: str) -> tuple[str, ...]:
        """The id of the document that has an item, block or title with this id; none where nothing has."""
        _, found = self.best(tantivy.Query.term_query(schema(), "part_id", part_id), 1)
        entries = self.entries([address for _, address in found])
        return tuple(document.id for document, _, _ in entries if document is not None)

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

    def those_that_match(self, asked: tantivy.Query, addresses: Sequence[Address]) -> list[Address]:
        """Which of some entries match; of very many with the same words, some that do may be left out."""
        if not addresses:
            return []
        with damage_noticed():
            wordings = self.searcher.fast_field_values("wording", list(addresses))
        alike = tantivy.Query.term_set_query(schema(), "wording", sorted(set(wordings)))
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), (tantivy.Occur.Must, alike)])
        known = {(address.segment_ord, address.doc): address for address in addresses}
        _, found = self.best(both, _MOST_ALIKE * len(addresses))
        return [address for _, address in found if (address.segment_ord, address.doc) in known]

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
        rows = self.rows(addresses)
        self._check_rows(rows)
        return [self._entry(address, row) for address, row in zip(addresses, rows.tolist(), strict=True)]

    def _entry(self, address: Address, row: int) -> tuple[IndexedDocument | None, Combination, Stored]:
        with damage_noticed():
            passage: Any = self.searcher.doc(address).get_first("passage")
        try:
            stored = decoded(bytes(passage))
        except (msgspec.MsgspecError, TypeError) as error:
            raise UnusableIndexError(str(error)) from error
        with damage_noticed():
            return self.documents.get(int(self.tables.columns.document[row])), self.tables.combination(row), stored


def open_index(library: Library) -> OpenIndex:
    """The index of a library; raises UnusableIndexError where there is none that can be used.

    One that did not change since it was last opened is not opened again.
    """
    return _opened(library.root, (*state_of(library.index_path), stamp(library.catalogue.path)))


def open_to_write(path: Path) -> tuple[Index, TableWriter]:
    """An index and its tables, to be written to. Raises UnusableIndexError."""
    _check_version(path)
    index = _index_in(path)
    return index, TableWriter(_tables_in(path))


def state_of(path: Path) -> tuple[Stamp, ...]:
    """What changes when an index is written: two that are the same have the same entries."""
    return tuple(map(stamp, (path / META_FILE, path / TABLES_FILE, path / COLUMNS_FOLDER / "document")))


@contextmanager
def damage_noticed() -> Iterator[None]:
    """What damaged files lead to, as UnusableIndexError.

    tantivy raises ValueError for everything, and panics (a BaseException) at what it did not expect.
    """
    try:
        yield
    except (ValueError, IndexError, OverflowError, MemoryError) as error:
        raise UnusableIndexError(_told(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnusableIndexError(_told(error)) from error


def _told(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


@lru_cache(maxsize=_OPEN_AT_ONCE)
def _opened(root: Path, state: tuple[Stamp, ...]) -> OpenIndex:
    library = Library(root)
    path = library.index_path
    _check_version(path)
    with _files_of(path) as files:
        searcher = _index_in(files).searcher()
    tables = _tables_in(path)
    if state_of(path) != state[:-1]:
        # Its entries may be of before, and its tables of after: passages would stand under other documents.
        raise UnusableIndexError("it was written while it was opened")
    reviews = group((document.facts for document in tables.documents), library.catalogue.decisions())
    return OpenIndex(path, searcher, tables, reviews)


def _check_version(path: Path) -> None:
    try:
        version = (path / VERSION_FILE).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise UnusableIndexError("it is not there") from error
    if version != str(INDEX_VERSION):
        raise UnusableIndexError(f"it has version {version}, this Crossreview makes version {INDEX_VERSION}")


def _index_in(path: Path) -> Index:
    with damage_noticed():
        index = Index.open(str(path))
        register(index)
        index.searcher()  # opens the files, and so notices those that are cut off or gone
    return index


def _tables_in(path: Path) -> Tables:
    try:
        return load_tables(path)
    except OSError as error:
        raise UnusableIndexError(f"{TABLES_FILE} is not there") from error
    except (msgspec.MsgspecError, ValueError, IndexError, OverflowError, MemoryError) as error:
        raise UnusableIndexError(f"{TABLES_FILE}: {_told(error)}") from error


@contextmanager
def _files_of(path: Path) -> Iterator[Path]:
    """A folder with the files of an index, in which a file can be made.

    While tantivy opens an index, it holds a lock in its folder. Where nothing may be written, that stands beside links.
    """
    lock = path / _LOCK_FILE
    if os.access(path, os.W_OK) and (not lock.exists() or os.access(lock, os.W_OK)):
        yield path
        return
    with TemporaryDirectory(prefix="crossreview-index-", ignore_cleanup_errors=True) as links:
        try:
            for file in path.iterdir():
                if file.is_file() and file.suffix != ".lock":
                    Path(links, file.name).symlink_to(file.absolute())
        except OSError as error:
            raise UnusableIndexError(_told(error)) from error
        yield Path(links)


def stamp(path: Path) -> Stamp:
    """What changes when a file is written: its node, size and time; noughts where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_ino, status.st_size, status.st_mtime_ns
