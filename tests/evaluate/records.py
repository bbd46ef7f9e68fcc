"""Small records and gold, made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from crossreview.evaluate import Gold
from crossreview.evaluate.unread import nothing_read
from crossreview.records import DocumentRecord, Found, Item, ItemKind, Section, Source, Span, Table


def source(page: int) -> Source:
    return Source((Span(page, (0.0, 0.0, 1.0, 1.0), 0, 0),))


def section(page: int, level: int, heading: str, number: str | None = None, role: str | None = None) -> Section:
    return Section(f"s{page}-{heading}", None, number, heading, level, role, 1.0, source(page), 0, 0)


def item(page: int, kind: ItemKind, text: str, **details: Any) -> Item:
    plain: dict[str, Any] = {
        "label": None,
        "section": None,
        "addressees": (),
        "addressee_text": None,
        "action_types": (),
        "beneficiaries": (),
        "level": None,
        "modality": None,
        "timescale": None,
        "owner": None,
        "status": None,
        "smart": {},
        "stance": "asserted",
        "predates_review": False,
        "themes": (),
        "links": (),
        "restated": (),
    }
    return Item(id=f"i{page}", kind=kind, text=text, source=source(page), **{**plain, **details})


def table(page: int, header: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(f"t{page}", source(page), header, rows)


def found(value: Any) -> Found[Any]:
    return Found(value, source(1), 1.0)


def gold(**fields: Any) -> Gold:
    plain: dict[str, Any] = {
        "file": "a.pdf",
        "sha256": "0" * 64,
        "pages": 3,
        "genre": "full_report",
        "title": "Child A",
        "bodies": [],
        "areas": [],
        "subject": None,
        "authors": [],
        "dates": {},
        "headings": [],
        "recommendations": [],
        "responses": [],
        "tables": [],
        "themes": [],
    }
    return msgspec.convert({**plain, **fields}, Gold)


def record(
    about: Gold, *, sections: Iterable[Section] = (), items: Iterable[Item] = (), **fields: Any
) -> DocumentRecord:
    empty = nothing_read(about)
    return msgspec.structs.replace(empty, sections=tuple(sections), items=tuple(items), **fields)
