"""The gold of a document: what its author marked, with pages looked up in the finished PDF.

FORMAT.md says what the fields mean. No reader of Crossreview takes part in making it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .model import (
    Block,
    Cell,
    Container,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Runs,
    Table,
    headings,
    plain,
)
from .pages import PageFinder, page_texts
from .vocabulary import ANSWERS, ASKS
from .words import SPLIT_FIRST, SPLIT_LAST, body_text, item_text, split_number, table_rows

CONTENTS_DEPTH = 2  # levels of heading that layouts print on a contents page
BOX_LEVEL = 4  # a box title is the least of headings


@dataclass(frozen=True)
class FoundHeading:
    """A heading and its page."""

    page: int
    level: int
    runs: Runs
    role: str | None
    optional: bool


@dataclass(frozen=True)
class FoundItem:
    """A marked item, its page and its words."""

    page: int
    mark: Mark
    text: str


@dataclass(frozen=True)
class FoundTable:
    """A table and its page."""

    page: int
    table: Table


Markable = Heading | Paragraph | ListItem | Table | Container | Cell
Found = FoundHeading | FoundItem | FoundTable


def derive_gold(document: Document, pdf: Path) -> dict[str, Any]:
    """The gold of a document whose PDF is already made."""
    texts = page_texts(pdf)
    finder = PageFinder(document.path, texts, document.front)
    _pass_front(document, finder)
    found = [each for block in document.blocks for each in _locate(block, finder)]
    return {**_about(document, pdf, len(texts)), **_parts(document, found)}


def dump_gold(gold: dict[str, Any]) -> str:
    """Gold as the text of its file."""
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def _pass_front(document: Document, finder: PageFinder) -> None:
    """Move the finder past the title block and the contents page."""
    for line in document.front.cover:
        finder.find(line, 1)
    if document.front.contents:
        finder.find("Contents", 1)
        for heading in headings(document, CONTENTS_DEPTH):
            finder.find(plain(heading.runs), heading.line)


def _locate(block: Block, finder: PageFinder) -> Iterator[Found]:
    """Everything the gold says about a block, in reading order."""
    if isinstance(block, Heading):
        page = finder.find(plain(block.runs, with_notes=True), block.line)
        yield FoundHeading(page, block.level, block.runs, block.role, block.optional)
        yield from _item(block, page)
    elif isinstance(block, Paragraph):
        yield from _item(block, finder.find(plain(block.runs, with_notes=True), block.line))
    elif isinstance(block, Table):
        yield from _locate_table(block, finder)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _locate_within(item, finder)
    elif isinstance(block, Container):
        yield from _locate_container(block, finder)
    else:
        yield from _locate_within(block, finder)


def _locate_within(block: ListItem | Container, finder: PageFinder) -> Iterator[Found]:
    """The blocks inside; a marked block itself stands where the first words inside it do."""
    if block.mark is not None:
        probe = copy(finder)
        first = next((each for each in block.blocks if not isinstance(each, Heading)), block.blocks[0])
        for each in block.blocks[: block.blocks.index(first)]:
            list(_locate(each, probe))
        yield from _item(block, _first_page(first, probe))
    for each in block.blocks:
        yield from _locate(each, finder)


def _first_page(block: Block, probe: PageFinder) -> int:
    while isinstance(block, (ListBlock, ListItem, Container)):
        block = block.items[0] if isinstance(block, ListBlock) else block.blocks[0]
    runs = table_cells(block)[0].runs if isinstance(block, Table) else block.runs
    return probe.find(plain(runs, with_notes=True), block.line)


def _locate_container(block: Container, finder: PageFinder) -> Iterator[Found]:
    if block.title:
        page = finder.find(plain(block.title), block.line)
        is_panel = block.kind == "panel"
        yield FoundHeading(page, 1 if is_panel else BOX_LEVEL, block.title, block.role, not is_panel)
    yield from _locate_within(block, finder)


def _locate_table(table: Table, finder: PageFinder) -> Iterator[Found]:
    pages = []
    items: list[Found] = []
    for cell in table_cells(table):
        if cell.runs:
            pages.append(finder.find(plain(cell.runs, with_notes=True), cell.line, in_cell=True))
            items.extend(_item(cell, pages[-1]))
    yield FoundTable(pages[0], table)
    yield from _item(table, pages[0])
    yield from items


def table_cells(table: Table) -> list[Cell]:
    """All cells, row by row."""
    return [cell for row in (table.header, *table.rows) for cell in row]


def _item(block: Markable, page: int) -> Iterator[FoundItem]:
    if block.mark is not None:
        yield FoundItem(page, block.mark, item_text(block, block.mark))


def _about(document: Document, pdf: Path, pages: int) -> dict[str, Any]:
    front = document.front
    return {
        "file": pdf.name,
        "sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
        "pages": pages,
        "layout": front.layout,
        "genre": front.genre,
        "title": front.title,
        "bodies": list(front.bodies),
        "areas": [area.name for area in front.areas],
        "areas_with_role": [{"name": area.name, "role": area.role} for area in front.areas],
        "subject": front.subject,
        "review_type": front.review_type,
        "review_code": front.review_code,
        "authors": list(front.authors),
        "chair": front.chair,
        "dates": dict(front.dates),
        "methodology": list(front.methodology),
        "age_band": front.age_band,
        "harm_types": list(front.harm_types),
        "coverage": dict(front.coverage),
    }


def _parts(document: Document, found: list[Found]) -> dict[str, Any]:
    marked = [each for each in found if isinstance(each, FoundItem)]
    items = [each for each in marked if not each.mark.doubtful]
    tops = [each for each in found if isinstance(each, FoundHeading)]
    return {
        "headings": [_heading(each) for each in tops],
        "sections": [_section(each) for each in tops if each.role],
        "recommendations": [_ask(each) for each in items if each.mark.kind in ASKS],
        "responses": [_answer(each) for each in items if each.mark.kind in ANSWERS],
        "borderline": [_quoted(each) for each in items if each.mark.kind == "procedural"],
        "doubtful": [_quoted(each) for each in marked if each.mark.doubtful],
        "items": [_full(each) for each in items],
        "furniture": _furniture(document),
        "tables": [_table(each) for each in found if isinstance(each, FoundTable)],
        "themes": list(document.front.themes),
        "text": body_text(document),
        "notes": document.front.notes,
    }


def _heading(found: FoundHeading) -> dict[str, Any]:
    number, text = split_number(plain(found.runs))
    made: dict[str, Any] = {"page": found.page, "level": found.level, "number": number, "text": text}
    return {**made, "optional": True} if found.optional else made


def _section(found: FoundHeading) -> dict[str, Any]:
    number, text = split_number(plain(found.runs))
    return {"page": found.page, "level": found.level, "number": number, "heading": text, "role": found.role}


def _quoted(found: FoundItem) -> dict[str, Any]:
    words = found.text.split()
    return {
        "page": found.page,
        "first_words": " ".join(words[:SPLIT_FIRST]),
        "last_words": " ".join(words[-SPLIT_LAST:]),
        "n_words": len(words),
    }


def _ask(found: FoundItem) -> dict[str, Any]:
    mark = found.mark
    return {
        "page": found.page,
        "label": mark.label,
        "kind": mark.kind,
        **_quoted(found),
        "addressees": list(mark.addressees),
        "addressee_text": mark.addressee_text,
        "timescale": mark.timescale,
        "themes": list(mark.themes),
    }


def _answer(found: FoundItem) -> dict[str, Any]:
    mark = found.mark
    status = mark.status or ("evidence" if mark.kind == "evidence" else "no_status")
    return {"to": mark.to, **_quoted(found), "status": status, "themes": list(mark.themes)}


def _full(found: FoundItem) -> dict[str, Any]:
    mark = found.mark
    asked = {
        "addressees": list(mark.addressees),
        "addressee_text": mark.addressee_text,
        "timescale": mark.timescale,
        "owner": mark.owner,
    }
    return {
        "page": found.page,
        "kind": mark.kind,
        "label": mark.label,
        "text": found.text,
        **_quoted(found),
        **({} if mark.kind == "procedural" else asked),
        "themes": list(mark.themes),
        "status": mark.status,
        "to": mark.to,
        "timing": mark.timing,
    }


def _furniture(document: Document) -> list[str]:
    front = document.front
    texts = (front.header, front.header_even, front.footer, front.footer_even)
    numbered = [text.replace("{pages}", "N").replace("{page}", "N") for text in texts if text]
    return list(dict.fromkeys(numbered))


def _table(found: FoundTable) -> dict[str, Any]:
    cells = table_rows(found.table)
    return {
        "page": found.page,
        "rows": len(cells),
        "cols": max(map(len, cells)),
        "header": cells[0] if found.table.header else [],
        "cells": cells,
    }
