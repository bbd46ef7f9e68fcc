"""What the record says of each page: blocks in reading order, items, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from crossreview.parse import Page, ParsedDocument
from crossreview.records import Block, BlockKind, Box, DocumentRecord, Item, Section, Source, Span

EntryKind: TypeAlias = BlockKind | str
FURNITURE: Final = "furniture"
ITEM: Final = "item"


@dataclass(frozen=True)
class Entry:
    """Something on a page: what it is, facts about it in a few words each, its text there, and its boxes in points."""

    kind: EntryKind
    id: str
    facts: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Sheet:
    """One page (from 1), to be turned by `turn` degrees clockwise; `notes` are sentences on the page as a whole."""

    number: int
    turn: int
    blocks: tuple[Entry, ...]
    items: tuple[Entry, ...]
    furniture: tuple[Entry, ...]
    notes: tuple[str, ...]

    @property
    def picture(self) -> str:
        """The name of the file with its picture."""
        return f"page-{self.number:04d}.png"


def sheets_of(record: DocumentRecord, parsed: ParsedDocument) -> tuple[Sheet, ...]:
    """A sheet for each page of a document, from its record and from the parsing that the record was made of."""
    sections = {section.id: section for section in record.sections}
    text = record.document.text
    return tuple(
        Sheet(
            number=page.number,
            turn=page.turn,
            blocks=tuple(_blocks_on(page.number, record.blocks, sections, text)),
            items=tuple(_items_on(page.number, record.items, text)),
            furniture=tuple(_furniture_on(page.number, parsed)),
            notes=tuple(_notes(page, out_of_order=page.number in parsed.pages_out_of_order)),
        )
        for page in parsed.pages
    )


def _blocks_on(page: int, blocks: Iterable[Block], sections: dict[str, Section], text: str) -> Iterator[Entry]:
    for block in blocks:
        spans = _on_page(block.source, page)
        if not spans:
            continue
        section = sections[block.section] if block.section is not None else None
        boxes = tuple(span.box for span in spans)
        yield Entry(
            kind=block.kind,
            id=block.id,
            facts=(*_section_facts(block, section), *_continuation(block.source, page)),
            text=_text(spans, text),
            boxes=(_around(boxes),) if block.kind == "table" else boxes,
        )


def _section_facts(block: Block, section: Section | None) -> tuple[str, ...]:
    if section is None:
        return ("before the first heading",)
    if block.kind != "heading":
        return (f"in {section.id}",)
    role = f"role {section.role}" if section.role is not None else "no role"
    return (section.id, f"level {section.level}", role)


def _items_on(page: int, items: Iterable[Item], text: str) -> Iterator[Entry]:
    for item in items:
        spans = _on_page(item.source, page)
        if spans:
            facts = (*_item_facts(item), *_continuation(item.source, page))
            yield Entry(ITEM, item.id, facts, _text(spans, text), tuple(span.box for span in spans))


def _item_facts(item: Item) -> Iterator[str]:
    kind = item.kind.replace("_", " ")
    yield f"{kind} {item.label}" if item.label is not None else kind
    yield f"to {', '.join(item.addressees)}" if item.addressees else "no addressee"
    yield f"themes {', '.join(theme.theme for theme in item.themes)}" if item.themes else "no theme"
    if item.status is not None:
        yield f"status {item.status}"


def _furniture_on(page: int, parsed: ParsedDocument) -> Iterator[Entry]:
    for line in parsed.furniture_lines:
        if line.page == page:
            yield Entry(FURNITURE, "", (), line.text, (line.box,))


def _notes(page: Page, *, out_of_order: bool) -> Iterator[str]:
    if page.looks_scanned:
        yield "This page could not be read: it is a picture without a text layer."
    if page.trouble is not None:
        yield f"This page could not be read: {page.trouble}."
    if page.confidence is not None:
        yield f"Read by character recognition, with a mean confidence of {page.confidence:.0%}."
    elif page.ocr_layer and page.elements:
        yield "The text layer of this page comes from character recognition of a scan."
    if out_of_order:
        yield "Sentences break off from line to line: the text was perhaps not read in the order in which it stands."
    if page.turn:
        yield f"Turned by {page.turn} degrees clockwise to be read."
    if page.hidden_characters:
        yield f"{page.hidden_characters} characters that cannot be seen were left out."
    if page.sideways_characters:
        yield f"{page.sideways_characters} characters set sideways or slanted were left out."


def _on_page(source: Source, page: int) -> tuple[Span, ...]:
    return tuple(span for span in source.spans if span.page == page)


def _continuation(source: Source, page: int) -> tuple[str, ...]:
    return (f"continued from page {source.page}",) if source.page < page else ()


def _text(spans: Iterable[Span], text: str) -> str:
    return " ".join(text[span.start : span.end] for span in spans)


def _around(boxes: tuple[Box, ...]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
