"""The flat tables of a library: documents, items and sections, one row each, with the facts a notebook needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from crossreview.library.columns import Column, derive, row
from crossreview.records import (
    ITEM_KINDS,
    DateKind,
    Document,
    DocumentRecord,
    Genre,
    Item,
    ItemKind,
    Metadata,
    Quality,
    Section,
)

TableName: TypeAlias = Literal["documents", "items", "recommendations", "sections"]

# The date a reader would put beside the title, best first: of most documents the review that it tells of ended when it
# was written. What follows a review is dated by itself alone, and the latest of its dates is that of the text as it
# stands: "First published in May, updated in July".
_DATES_BY_PREFERENCE: tuple[DateKind, ...] = ("document_dated", "published", "review_completed", "progress_as_at")
_DATES_OF_ITSELF: tuple[DateKind, ...] = ("document_dated", "published", "progress_as_at")
_FOLLOWS_A_REVIEW: frozenset[Genre] = frozenset({"progress_summary", "action_plan", "response"})

# What every item and section row says of its document.
_DOCUMENT_FACTS = ("filename", "title", "genre", "review_type", "review_code", "areas", "document_date")


@dataclass(frozen=True)
class Part:
    """A section beside the record it stands in."""

    record: DocumentRecord
    section: Section | None


@dataclass(frozen=True)
class ItemPart(Part):
    """An item beside its record and the section it stands in, if it stands in one."""

    item: Item


@dataclass(frozen=True)
class TableDefinition:
    """A table: its columns, and what of a record makes a row."""

    columns: tuple[Column[Any], ...]
    parts: Callable[[DocumentRecord], Iterator[Any]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def rows(self, record: DocumentRecord) -> Iterator[dict[str, Any]]:
        """The rows that one record adds to the table."""
        return (row(self.columns, part) for part in self.parts(record))


def document_date(record: DocumentRecord) -> str | None:
    """The partial ISO date to show beside the document, or None where it prints none."""
    dates, genre = record.metadata.dates, record.metadata.genre
    if genre is not None and genre.value in _FOLLOWS_A_REVIEW:
        return max((dates[kind].value for kind in _DATES_OF_ITSELF if kind in dates), default=None)
    return next((dates[kind].value for kind in _DATES_BY_PREFERENCE if kind in dates), None)


def counted(record: DocumentRecord, kind: ItemKind) -> int | None:
    """How many items of a kind the document has; None where 'none found' does not mean 'none made'."""
    count = sum(item.kind == kind for item in record.items)
    return count if count or covered(record, kind) in {"found", "none_made"} else None


def covered(record: DocumentRecord, kind: ItemKind) -> str | None:
    """The coverage of a kind of item, or None where the record does not speak of it."""
    return next((coverage.status for coverage in record.coverage if coverage.kind == kind), None)


def _document_columns() -> tuple[Column[DocumentRecord], ...]:
    return (
        *(
            column.of(_document, "document_id" if column.name == "id" else None)
            for column in derive(Document, without=("text", "page_sizes", "page_offsets"))
        ),
        Column("document_date", "string", document_date),
        *(column.of(_metadata) for column in derive(Metadata)),
        *derive(DocumentRecord, without=_NOT_OF_THE_DOCUMENT),
        *(column.of(_quality) for column in derive(Quality)),
        Column("pipeline", "string", lambda record: record.provenance.pipeline),
        *(_count_column(kind) for kind in ITEM_KINDS),
        *(_coverage_column(kind) for kind in ITEM_KINDS),
    )


# Parts that are tables of their own, or are spread over columns above.
_NOT_OF_THE_DOCUMENT = (
    "document", "metadata", "sections", "blocks", "items", "coverage", "tables", "quality", "provenance",
)  # fmt: skip


def _document(record: DocumentRecord) -> Document:
    return record.document


def _metadata(record: DocumentRecord) -> Metadata:
    return record.metadata


def _quality(record: DocumentRecord) -> Quality:
    return record.quality


def _count_column(kind: ItemKind) -> Column[DocumentRecord]:
    return Column(f"count_{kind}", "Int64", lambda record: counted(record, kind))


def _coverage_column(kind: ItemKind) -> Column[DocumentRecord]:
    return Column(f"coverage_{kind}", "string", lambda record: covered(record, kind))


def _fact_columns() -> tuple[Column[Any], ...]:
    known = {column.name: column for column in _document_columns()}
    return tuple(known[name].of(lambda part: part.record) for name in ("document_id", *_DOCUMENT_FACTS))


def _item_columns() -> tuple[Column[ItemPart], ...]:
    names = {"id": "item_id", "section": "section_id"}
    section = {column.name: column for column in derive(Section)}
    return (
        *(column.of(lambda part: part.item, names.get(column.name)) for column in derive(Item)),
        section["heading"].of(lambda part: part.section, "section_heading"),
        section["role"].of(lambda part: part.section, "section_role"),
        *_fact_columns(),
    )


def _section_columns() -> tuple[Column[Part], ...]:
    return (
        *(
            column.of(lambda part: part.section, "section_id" if column.name == "id" else None)
            for column in derive(Section)
        ),
        Column("text", "string", _section_text),
        *_fact_columns(),
    )


def _section_text(part: Part) -> str | None:
    if part.section is None:
        return None
    return part.record.document.text[part.section.start : part.section.end]


def items_of(record: DocumentRecord) -> Iterator[ItemPart]:
    """The items of a record."""
    sections = {section.id: section for section in record.sections}
    return (ItemPart(record, sections.get(item.section or ""), item) for item in record.items)


def _recommendations_of(record: DocumentRecord) -> Iterator[ItemPart]:
    return (part for part in items_of(record) if part.item.kind == "recommendation")


def _sections_of(record: DocumentRecord) -> Iterator[Part]:
    return (Part(record, section) for section in record.sections)


def _itself(record: DocumentRecord) -> Iterator[DocumentRecord]:
    yield record


TABLES: dict[TableName, TableDefinition] = {
    "documents": TableDefinition(_document_columns(), _itself),
    "items": TableDefinition(_item_columns(), items_of),
    "recommendations": TableDefinition(_item_columns(), _recommendations_of),
    "sections": TableDefinition(_section_columns(), _sections_of),
}
