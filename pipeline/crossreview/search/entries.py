"""What of a record can be found: each item, each block with the parts of it that are no item, and the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tantivy import Document

from crossreview.records import Block, DocumentRecord, Item, Source, Span
from crossreview.search.passages import Stored, wording_of
from crossreview.search.tables import Combination, TableWriter

BLOCK_KINDS = ("paragraph", "list_item", "table")
DOCUMENT_KIND: Final = "document"  # found by its title
# What is left of a block around its items ("and", "3.", a bullet) is worth finding from so many letters on.
FEWEST_LETTERS = 20
FEWEST_OF_A_BLOCK = 8  # "N/A", "3 of 4", a lone name in a cell


@dataclass(frozen=True)
class Entry:
    """An item, a block or a title, as it can be found: `source` is the text that is searched and quoted."""

    part_id: str
    source: Source
    section: str | None
    kind: str
    item: Item | None


def entries(record: DocumentRecord) -> Iterator[Entry]:
    """What can be found of one record, each passage once: a block is left without the words of title and items."""
    sources = [item.source for item in record.items]
    title = _title(record)
    if title is not None:
        yield Entry(record.document.id, title, None, DOCUMENT_KIND, None)
        sources.append(title)
    for item in record.items:
        yield Entry(item.id, item.source, item.section, item.kind, item)
    taken = _Taken(sorted((span.start, span.end) for source in sources for span in source.spans))
    for block in record.blocks:
        if block.kind in BLOCK_KINDS:
            rest = _rest(block, taken, record.document.text)
            if rest is not None:
                yield Entry(block.id, rest, block.section, block.kind, None)


def _title(record: DocumentRecord) -> Source | None:
    """What stands for the document as a whole: its title, or the first words that it has."""
    if record.metadata.title is not None:
        return record.metadata.title.source
    items = _Taken(sorted((span.start, span.end) for item in record.items for span in item.source.spans))
    free = (block.source for block in record.blocks if block.kind in {"heading", "paragraph"})
    return next((source for source in free if all(next(_without(s, items), None) == s for s in source.spans)), None)


class _Taken:
    """The ranges of a text that are found by themselves, in order; they may overlap."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._starts = [start for start, _ in ranges]
        self._longest = max((end - start for start, end in ranges), default=0)

    def near(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Those that can touch a range."""
        first = bisect_right(self._starts, start - self._longest - 1)
        return self._ranges[first : bisect_right(self._starts, end)]


def _rest(block: Block, taken: _Taken, text: str) -> Source | None:
    """What is left of a block without the words of items, or None where that is too little to be worth finding."""
    spans = tuple(piece for span in block.source.spans for piece in _without(span, taken))
    fewest = FEWEST_LETTERS if spans != block.source.spans else FEWEST_OF_A_BLOCK
    letters = (letter for span in spans for letter in text[span.start : span.end] if letter.isalpha())
    return Source(spans) if next(islice(letters, fewest - 1, None), None) is not None else None


def _without(span: Span, taken: _Taken) -> Iterator[Span]:
    start = span.start
    for first, last in taken.near(span.start, span.end):
        if first < span.end and start < last:
            if start < first:
                yield Span(span.page, span.box, start, first)
            start = last
    if start == span.start:
        yield span
    elif start < span.end:
        yield Span(span.page, span.box, start, span.end)


class DocumentEntries:
    """The entries of one document as the index takes them; the tables hear of it."""

    def __init__(self, record: DocumentRecord, tables: TableWriter) -> None:
        self._record = record
        self._tables = tables
        self._document = tables.put(record)
        self._sections = {section.id: section for section in record.sections}
        self._title = " ".join(_names(record))
        self._date = sortable(self._document.facts.date)

    def __iter__(self) -> Iterator[Document]:
        return map(self._entry, entries(self._record))

    def _entry(self, entry: Entry) -> Document:
        section = self._sections.get(entry.section or "")
        heading = section.heading if section is not None else None
        stored = Stored.of(entry.part_id, entry.source, self._record.document.text, heading, entry.item)
        combination = self._combination(entry)
        document = Document()
        document.add_bytes("passage", stored.encoded())
        document.add_text("part_id", entry.part_id)
        document.add_text("text", stored.text)
        document.add_text("exact", stored.text)
        if heading is not None:
            document.add_text("heading", heading)
        document.add_text("title", self._title)
        document.add_text("kind", entry.kind)
        for theme in combination.themes:
            document.add_text("themes", theme)
        for addressee in combination.addressees:
            document.add_text("addressees", addressee)
        if combination.status is not None:
            document.add_text("status", combination.status)
        document.add_unsigned("document", self._document.number)
        document.add_unsigned("row", self._row(entry, combination))
        document.add_unsigned("wording", wording_of(stored.text))
        document.add_unsigned("date", self._date)
        document.add_unsigned("is_item", int(entry.item is not None))
        return document

    def _row(self, entry: Entry, combination: Combination) -> int:
        themes = entry.item.themes if entry.item is not None else ()
        if entry.kind == DOCUMENT_KIND:
            themes = self._record.themes
        settled = entry.item is not None and "themes" in entry.item.by_hand
        return self._tables.add_row(self._document, combination, themes, settled=settled)

    def _combination(self, entry: Entry) -> Combination:
        if entry.kind == DOCUMENT_KIND:
            return Combination(entry.kind, tuple(theme.theme for theme in self._record.themes))
        return Combination.of(entry.kind, entry.item)


def sortable(date: str | None) -> int:
    """A partial ISO date as a number: 2023-05 is 20230500. 0 where there is none."""
    return int(date.replace("-", "").ljust(8, "0")) if date is not None else 0


def _names(record: DocumentRecord) -> Iterator[str]:
    metadata = record.metadata
    for found in (metadata.title, metadata.review_code):
        if found is not None:
            yield found.value
