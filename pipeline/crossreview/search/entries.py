"""What of a record can be found: each item, and each block with the parts of it that are no item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tantivy import Document

from crossreview.library import document_date
from crossreview.records import Block, DocumentRecord, Item, Section, Source, Span

BLOCK_KINDS = ("paragraph", "list_item", "table")
# What is left of a block around its items ("and", "3.", a bullet) is worth finding from so many letters on.
FEWEST_LETTERS = 20


@dataclass(frozen=True)
class Entry:
    """An item or a block, as it can be found: `source` is the text that is searched and quoted."""

    part_id: str
    source: Source
    section: str | None
    kind: str
    item: Item | None


def entries(record: DocumentRecord) -> Iterator[Entry]:
    """What can be found of one record, each passage once: a block is left without the words of its items."""
    for item in record.items:
        yield Entry(item.id, item.source, item.section, item.kind, item)
    taken = sorted((span.start, span.end) for item in record.items for span in item.source.spans)
    for block in record.blocks:
        if block.kind in BLOCK_KINDS:
            rest = _rest(block, taken, record.document.text)
            if rest is not None:
                yield Entry(block.id, rest, block.section, block.kind, None)


def _rest(block: Block, taken: list[tuple[int, int]], text: str) -> Source | None:
    """What is left of a block without the words of items, or None where that is too little to be worth finding."""
    spans = tuple(piece for span in block.source.spans for piece in _without(span, taken))
    letters = sum(letter.isalpha() for span in spans for letter in text[span.start : span.end])
    return Source(spans) if letters >= FEWEST_LETTERS else None


def _without(span: Span, taken: list[tuple[int, int]]) -> Iterator[Span]:
    start = span.start
    for first, last in taken:
        if first < span.end and start < last:
            if start < first:
                yield Span(span.page, span.box, start, first)
            start = last
    if start < span.end:
        yield Span(span.page, span.box, start, span.end)


def to_document(entry: Entry, record: DocumentRecord, sections: dict[str, Section]) -> Document:
    """An entry as the index takes it."""
    text = entry.source.text_in(record.document.text)
    section = sections.get(entry.section or "")
    document = Document()
    document.add_text("document_id", record.document.id)
    document.add_text("part_id", entry.part_id)
    document.add_text("text", text)
    document.add_text("exact", text)
    document.add_text("heading", section.heading if section is not None else "")
    document.add_text("title", " ".join(_names(record)))
    for field, values in _filters(entry, record).items():
        for value in values:
            document.add_text(field, value)
    document.add_unsigned("year", int((document_date(record) or "0")[:4]))
    document.add_unsigned("is_item", int(entry.item is not None))
    return document


def _names(record: DocumentRecord) -> Iterator[str]:
    metadata = record.metadata
    for found in (metadata.title, metadata.review_code):
        if found is not None:
            yield found.value


def _filters(entry: Entry, record: DocumentRecord) -> dict[str, tuple[str, ...]]:
    metadata, item = record.metadata, entry.item
    areas = (found.value for found in metadata.areas)
    return {
        "kind": (entry.kind,),
        "themes": tuple(theme.theme for theme in item.themes) if item is not None else (),
        "agencies": item.addressees if item is not None else (),
        "areas": tuple(name.casefold() for area in areas for name in (area.name, area.gss) if name is not None),
        "review_type": (metadata.review_type.value.casefold(),) if metadata.review_type is not None else (),
        "genre": (metadata.genre.value,) if metadata.genre is not None else (),
        "status": (item.status,) if item is not None and item.status is not None else (),
    }
