"""What the index knows of documents and of the facts of items: small tables beside it, by number.

An entry of the index holds one number, `facts`: that of its document and that of a combination of kind, themes,
addressees and status. All that matches a query can so be counted from a list of numbers, and filters on documents
are looked up here, not in a million entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from crossreview.library.reviews import Facts
from crossreview.library.storage import write_atomically
from crossreview.records import DocumentRecord, Item

TABLES_FILE: Final = "tables.json"
COMBINATION_BITS: Final = 24  # of the number in an entry; the rest is the document's


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


class Combination(Struct, frozen=True, array_like=True):
    """The facts that an entry is counted by; entries that have the same share one."""

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


class Tables(Struct, frozen=True):
    """Both tables. Numbers of documents stay while the index lives; combinations are numbered by their place."""

    documents: tuple[IndexedDocument, ...] = ()
    combinations: tuple[Combination, ...] = ()


_decoder = msgspec.json.Decoder(Tables)


def load_tables(index_path: Path) -> Tables:
    """The tables of an index. Raises OSError, msgspec.MsgspecError where they cannot be read."""
    return _decoder.decode((index_path / TABLES_FILE).read_bytes())


class TableWriter:
    """The tables while documents come and go."""

    def __init__(self, before: Tables = Tables()) -> None:  # noqa: B008  (frozen)
        self._documents = {document.id: document for document in before.documents}
        self._combinations = {combination: number for number, combination in enumerate(before.combinations)}
        self._next = max((document.number for document in before.documents), default=-1) + 1

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

    def facts(self, document: IndexedDocument, combination: Combination) -> int:
        """The number that an entry of a document holds."""
        number = self._combinations.setdefault(combination, len(self._combinations))
        return document.number << COMBINATION_BITS | number

    def write(self, index_path: Path) -> None:
        """Write them beside the index. Raises StorageFull."""
        documents = tuple(sorted(self._documents.values(), key=lambda document: document.number))
        tables = Tables(documents, tuple(self._combinations))
        write_atomically(index_path / TABLES_FILE, msgspec.json.encode(tables))
