"""Documents of reviews that never were, with what they say of one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from tests.records.examples import EMPTY_METADATA, record_of

from crossreview.library import Library
from crossreview.records import (
    Area,
    DateKind,
    DocumentRecord,
    Found,
    Genre,
    ItemKind,
    Link,
    LinkRelation,
    Source,
    Span,
    Status,
)

SOURCE = Source((Span(1, (72.0, 72.0, 523.0, 700.0), 0, 1),))


@dataclass(frozen=True)
class Says:
    """A statement on a page of its own, and what it says of others: a relation, and their words or only a number."""

    text: str
    kind: ItemKind = "recommendation"
    label: str | None = None
    status: Status | None = None
    links: tuple[tuple[LinkRelation, str], ...] = ()


def found(value: Any) -> Found[Any]:
    return Found(value, SOURCE, 1.0)


def document(
    filename: str,
    *says: Says,
    genre: Genre = "full_report",
    title: str = "A review",
    subject: str | None = "Child R",
    code: str | None = None,
    review_type: str | None = "lcspr",
    area: str | None = "Marlshire",
    bodies: tuple[str, ...] = (),
    dates: dict[DateKind, str] | None = None,
) -> DocumentRecord:
    record = record_of((title, *(each.text for each in says)), filename=filename)
    ids = {item.text: item.id for item in record.items}
    items = tuple(
        replace(
            item,
            kind=each.kind,
            label=each.label,
            status=each.status,
            links=tuple(
                Link(ids.get(other), relation, "number", None if other in ids else other)
                for relation, other in each.links
            ),
        )
        for item, each in zip(record.items, says, strict=True)
    )
    values = {"genre": genre, "title": title, "subject": subject, "review_code": code, "review_type": review_type}
    metadata = replace(
        EMPTY_METADATA,
        **{name: found(value) for name, value in values.items() if value is not None},
        areas=(found(Area(area, None, "commissioning")),) if area is not None else (),
        bodies=tuple(map(found, bodies)),
        dates={kind: found(date) for kind, date in (dates or {"published": "2022-03"}).items()},
    )
    return replace(record, items=items, metadata=metadata, document=replace(record.document, id=filename))


def add(library: Library, record: DocumentRecord) -> None:
    """Put a document into a library, with some PDF."""
    pdf = library.pdf_path(record.document.sha256)
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(b"%PDF")
    library.put(record, pdf)
