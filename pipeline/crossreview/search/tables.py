"""What the index knows of documents and of the facts of entries, beside it: a table of documents, and columns.

An entry of the index holds the number of its row. All that matches a query can so be counted from a list of numbers,
and filters on documents are looked up here, not in a million entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from crossreview.library.reviews import Facts
from crossreview.library.storage import write_atomically
from crossreview.records import DocumentRecord, Item, Theme
from crossreview.search.columns import Columns, NewRows, rows_in
from crossreview.search.doubts import certainty

TABLES_FILE: Final = "tables.json"
COLUMNS_FOLDER: Final = "columns"
# A first index of a large library has millions of rows, each of some hundred bytes before it is written.
_MOST_ROWS_HELD: Final = 20_000


class IndexedDocument(Struct, frozen=True):
    """What a search shows, filters and counts of a document. `areas` and `gss` are of all that have a part in it."""

    number: int
    facts: Facts
    areas: tuple[str, ...]
    gss: tuple[str, ...]
    agencies: tuple[str, ...]
    age_band: str | None
    harm_types: tuple[str, ...]

    @property
    def id(self) -> str:
        """The document's id."""
        return self.facts.document_id

    @classmethod
    def of(cls, number: int, record: DocumentRecord) -> IndexedDocument:
        """The entry for a record, under a number."""
        metadata = record.metadata
        areas = [found.value for found in metadata.areas]
        return cls(
            number=number,
            facts=Facts.of(record),
            areas=tuple(dict.fromkeys(area.name for area in areas)),
            gss=tuple(dict.fromkeys(area.gss for area in areas if area.gss is not None)),
            agencies=tuple(dict.fromkeys(found.value for found in metadata.agencies)),
            age_band=metadata.age_band.value if metadata.age_band is not None else None,
            harm_types=tuple(dict.fromkeys(found.value for found in metadata.harm_types)),
        )


class Combination(Struct, frozen=True):
    """The facts that an entry is filtered and counted by."""

    kind: str
    themes: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    status: str | None = None

    @classmethod
    def of(cls, kind: str, item: Item | None) -> Combination:
        """That of an item, or of a block of a kind."""
        if item is None:
            return cls(kind)
        return cls(kind, tuple(theme.theme for theme in item.themes), item.addressees, item.status)


class Written(Struct, frozen=True):
    """The table of documents, and the names that stand in the columns as numbers: a name by its place."""

    documents: tuple[IndexedDocument, ...] = ()
    names: tuple[str, ...] = ("",)


_decoder = msgspec.json.Decoder(Written)


@dataclass(frozen=True)
class Tables:
    """Both tables, as they were at one moment."""

    documents: tuple[IndexedDocument, ...]
    names: tuple[str, ...]
    columns: Columns

    def combination(self, row: int) -> Combination:
        """The facts of the entry with a row. Raises IndexError where there is none."""
        columns, names = self.columns, self.names
        (themes, addressees) = (
            tuple(names[value] for value in lists.values[int(lists.ends[row - 1]) if row else 0 : int(lists.ends[row])])
            for lists in (columns.themes, columns.addressees)
        )
        return Combination(names[columns.kind[row]], themes, addressees, names[columns.status[row]] or None)


def load_tables(index_path: Path) -> Tables:
    """The tables of an index. Raises OSError, ValueError, msgspec.MsgspecError where they cannot be read."""
    written = _decoder.decode((index_path / TABLES_FILE).read_bytes())
    return Tables(written.documents, written.names, Columns.opened(index_path / COLUMNS_FOLDER))


class TableWriter:
    """The tables while documents come and go."""

    def __init__(self, before: Tables | None = None) -> None:
        documents, names = (before.documents, before.names) if before is not None else ((), ("",))
        self._documents = {document.id: document for document in documents}
        self._names = {name: number for number, name in enumerate(names)}
        self._next = max((document.number for document in documents), default=-1) + 1
        self._first_row = len(before.columns) if before is not None else 0
        self._rows = NewRows()

    def put(self, record: DocumentRecord) -> IndexedDocument:
        """Add a document, or replace what is known of it; it keeps its number."""
        known = self._documents.get(record.document.id)
        number = known.number if known is not None else self._next
        self._next += known is None
        document = IndexedDocument.of(number, record)
        self._documents[document.id] = document
        return document

    def number_of(self, document_id: str) -> int | None:
        """The number of a document that is there."""
        known = self._documents.get(document_id)
        return known.number if known is not None else None

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget documents."""
        for document_id in document_ids:
            self._documents.pop(document_id, None)

    def add_row(
        self, document: IndexedDocument, combination: Combination, themes: Sequence[Theme], settled: bool
    ) -> int:
        """The row of a new entry of a document; `themes` are those of the combination, with their scores."""
        row = self._first_row + len(self._rows)
        self._rows.document.append(document.number)
        self._rows.kind.append(self._number(combination.kind))
        self._rows.status.append(self._number(combination.status or ""))
        self._rows.settled.append(settled)
        self._rows.themes.append([self._number(theme) for theme in combination.themes])
        self._rows.certainties.append([certainty(theme) for theme in themes])
        self._rows.addressees.append([self._number(addressee) for addressee in combination.addressees])
        return row

    def write_full(self, index_path: Path) -> None:
        """Write the rows if they are so many that they should not be held any longer. Raises StorageFull."""
        if len(self._rows) >= _MOST_ROWS_HELD:
            self._write_rows(index_path)

    def write(self, index_path: Path) -> None:
        """Write both beside the index. Raises StorageFull."""
        documents = tuple(sorted(self._documents.values(), key=lambda document: document.number))
        if self._rows or not rows_in(index_path / COLUMNS_FOLDER):
            self._write_rows(index_path)
        write_atomically(index_path / TABLES_FILE, msgspec.json.encode(Written(documents, tuple(self._names))))

    def _write_rows(self, index_path: Path) -> None:
        self._rows.append_to(index_path / COLUMNS_FOLDER)
        self._first_row += len(self._rows)
        self._rows = NewRows()

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))
