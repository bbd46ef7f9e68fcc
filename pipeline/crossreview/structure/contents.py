"""The contents page: where it stands, so that nothing is read from it, and what it lists, as evidence for headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crossreview.parse import ParsedDocument, TextBlock, TextTable
from crossreview.parse.lines import Line
from crossreview.vocabulary.sections import plain_heading

_TITLE = re.compile(r"(?:table of )?contents(?: page)?:?|index", re.IGNORECASE)
_LEADERS = re.compile(
    r"^(?P<title>.*?\S)\s*(?:\.\s?){4,}\s*(?P<page>\d{1,3}|[ivx]{1,5})?$|^(?P<line>.*?\S)\s*…+\s*\d{1,3}$"
)
_ENTRY = re.compile(r"^(?P<title>\D*?\S.*?)\s+(?P<page>\d{1,3})$")
_PAGE_ALONE = re.compile(r"[.\s]*\d{1,3}")
_WRAPPED = 3  # lines that a listed title may take
_INDENT_STEP = 6.0  # points between indents that a reader tells apart
_TAB = 2.0  # of the font size: the blank before a page number at the right edge
_FEWEST = 3  # entries make a contents page
_FEWEST_REPEATED = 4  # lines in a row that are printed again: fewer happen by chance
_LONGEST_TITLE = 160  # characters
_FRONT_PAGES = 4  # contents stand on one of the first pages
_SHARE = 0.5  # of the lines of the zone are entries


@dataclass(frozen=True)
class Entry:
    """A title listed, without its page number.

    `level` is what the list shows by indent and weight, from 1; None for a list without page numbers, whose author may
    not have meant any.
    """

    title: str
    level: int | None


@dataclass(frozen=True)
class Contents:
    """Blocks (by index) that are contents, and what they list."""

    blocks: frozenset[int]
    entries: tuple[Entry, ...]


def find_contents(parsed: ParsedDocument) -> Contents:
    """The contents of a document, found by its title or by lines that end in page numbers."""
    blocks = parsed.placed.blocks
    zone: set[int] = set()
    listed: list[tuple[str, Line]] = []
    for start, stop in _candidates(blocks):
        lines = [line for index in range(start, stop) for line in _lines(blocks[index])]
        entries = _entries_in(lines)
        if len(entries) >= _FEWEST and len(entries) >= _SHARE * len(lines):
            zone.update(range(start, stop))
            listed.extend(entries)
    zone_without, listed_without = _without_page_numbers(blocks, zone)
    zone |= zone_without
    titled = (index for index, block in enumerate(blocks) if _is_title(block) and index + 1 in zone)
    zone.update(titled)
    return Contents(frozenset(zone), (*_with_levels(listed), *(Entry(title, None) for title, _ in listed_without)))


def _without_page_numbers(
    blocks: tuple[TextBlock | TextTable, ...], zone: set[int]
) -> tuple[set[int], list[tuple[str, Line]]]:
    """A list of contents as web pages have it: lines without page numbers, each printed again further on by itself."""
    last_at: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, TextBlock) and len(block.text) <= _LONGEST_TITLE:
            last_at[plain_heading(block.text)] = index
    best: list[int] = []
    run: list[int] = []
    for index, block in enumerate(blocks[: max(last_at.values(), default=0)]):
        repeated = (
            index not in zone
            and bool(_lines(block))
            and all(last_at.get(plain_heading(line.text), -1) > index for line in _lines(block))
        )
        run = [*run, index] if repeated else []
        best = max(best, run, key=len)
    lines = [line for index in best for line in _lines(blocks[index])]
    if len(lines) < _FEWEST_REPEATED or blocks[best[0]].page > _FRONT_PAGES:
        return set(), []
    return set(best), [(line.text, line) for line in lines]


def entry_of(line: Line) -> str | None:
    """The title in a line of a contents page, or None."""
    if not (line.text[-1].isdigit() or line.text[-1] in ".…ivx"):
        return None
    leaders = _LEADERS.match(line.text)
    if leaders:
        return leaders["title"] or leaders["line"]
    entry = _ENTRY.match(line.text)
    if entry and line.gap > _TAB * line.size:
        return entry["title"]
    return None


def _entries_in(lines: list[Line]) -> list[tuple[str, Line]]:
    """The titles listed, with the line on which each begins; a title over two lines is put together."""
    entries: list[tuple[str, Line]] = []
    begun: list[Line] = []
    for line in lines:
        title = entry_of(line)
        if title is None and not _PAGE_ALONE.fullmatch(line.text):
            begun.append(line)
        elif title is not None or begun:
            parts = [*(part.text for part in begun), *([title] if title else [])]
            entries.append((" ".join(parts[-_WRAPPED:]), (begun or [line])[-1 if len(begun) >= _WRAPPED else 0]))
            begun = []
    return entries


def _with_levels(listed: list[tuple[str, Line]]) -> tuple[Entry, ...]:
    """Levels by indent, and by weight where bold and light entries share an indent."""
    looks = sorted({_look(line) for _, line in listed})
    return tuple(Entry(title, looks.index(_look(line)) + 1) for title, line in listed)


def _look(line: Line) -> tuple[int, bool]:
    return round(line.x0 / _INDENT_STEP), not line.bold


def _candidates(blocks: tuple[TextBlock | TextTable, ...]) -> Iterable[tuple[int, int]]:
    """Runs of neighbouring blocks in which every block has an entry, allowing single ones between without."""
    start: int | None = None
    last = 0
    for index, block in enumerate(blocks):
        if any(entry_of(line) is not None for line in _lines(block)):
            start = index if start is None else start
            last = index
        elif start is not None and index - last > 2:
            yield start, last + 1
            start = None
    if start is not None:
        yield start, last + 1


def _lines(block: TextBlock | TextTable) -> tuple[Line, ...]:
    if isinstance(block, TextBlock):
        return block.lines
    return tuple(line for row in block.rows for cell in row for part in cell.blocks for line in part.lines)


def _is_title(block: TextBlock | TextTable) -> bool:
    return isinstance(block, TextBlock) and bool(_TITLE.fullmatch(block.body.strip()))
