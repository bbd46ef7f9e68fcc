"""Lines to blocks: paragraphs, list items and footnotes, joined over line, column and page ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal, TypeAlias

from crossreview.parse.cells import Element, PageTable
from crossreview.parse.footnotes import footnotes_apart
from crossreview.parse.labels import Label, label_of
from crossreview.parse.lines import Line
from crossreview.parse.measure import right_edges, room_after
from crossreview.parse.page import Page

BlockType: TypeAlias = Literal["paragraph", "list_item", "footnote"]

_SAME_SIZE = 0.6  # points
_WIDE_PITCH = 1.3  # of the usual distance between lines: more is the space between paragraphs
_WIDER_PITCH = 1.15  # the same, between the end of a sentence and the beginning of another
_SAME_LEFT = 4.0  # points
_SAME_EDGE = 6.0  # points between the edges of a table on two pages
_INDENT = 9.0  # points: a first line set in by so much begins a paragraph
_STOPS = frozenset(".!?:;")
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivxl]{1,6}|[a-zA-Z])\d?[.)]?", re.IGNORECASE)  # "iv" above "v": two rows
_UNFINISHED = re.compile(r"(?:\b(?:and|or|the|of|to|a|an|in|for|with|by|that|which|from|on|at|as|is|are|be)|[,–—-])$")
_LEADERS = re.compile(r"(?:(?:\.\s?){4,}|…+)\s*\w{0,5}$")
_RAGGED = 1.5  # of the font size: a line that runs on leaves no more beside the word that did not fit
_TAB = 2.0  # of the font size: the blank before a page number at the right edge, or between columns without rulings


@dataclass(frozen=True)
class LineBlock:
    """Lines that belong together, with the label that begins them."""

    kind: BlockType
    lines: tuple[Line, ...]
    label: Label | None

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]


@dataclass(frozen=True)
class TableBlock:
    """A table, over as many pages as it takes: rows of cells, each a sequence of blocks."""

    parts: tuple[PageTable, ...]
    rows: tuple[tuple[tuple[LineBlock, ...], ...], ...]


Blocks: TypeAlias = tuple[LineBlock | TableBlock, ...]


@dataclass(frozen=True)
class Typography:
    """What is usual in a document: font size of most text, and the distance between lines by font size, in points."""

    body_size: float
    pitch: dict[float, float]

    @classmethod
    def of(cls, pages: tuple[Page, ...]) -> Typography:
        """Measured over all pages."""
        sizes: Counter[float] = Counter()
        steps: dict[float, list[float]] = defaultdict(list)
        for page in pages:
            lines = [element for element in page.elements if isinstance(element, Line)]
            for line in lines:
                sizes[line.size] += len(line.text)
            for before, line in pairwise(lines):
                step = line.baseline - before.baseline
                if before.size == line.size and before.region == line.region and 0 < step < 3 * line.size:
                    steps[line.size].append(step)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        return cls(body, {size: _usual(values) for size, values in steps.items()})

    def pitch_of(self, size: float) -> float:
        """The usual distance between baselines of lines of one size."""
        return self.pitch.get(size, 1.2 * size)


def _ends_sentence(text: str) -> bool:
    """Whether a line ends with a stop, colon or semicolon, perhaps inside quotes or brackets."""
    return text.rstrip("\"'”’)]")[-1:] in _STOPS


def _usual(steps: list[float]) -> float:
    """The distance within paragraphs: the commonest among the smaller half, since the others lie between paragraphs."""
    lower = sorted(steps)[: len(steps) // 2 + 1]
    return median(lower)


def read_blocks(pages: tuple[Page, ...]) -> tuple[Blocks, Typography]:
    """The blocks of a document, from its pages without furniture."""
    usual = Typography.of(pages)
    blocks: list[LineBlock | TableBlock] = []
    for page in pages:
        before = blocks[-1] if blocks else None
        cut = before if isinstance(before, LineBlock) and _is_cut_note(before, page.number) else None
        apart = footnotes_apart(page.elements, usual.body_size, cut.last if cut is not None else None)
        if cut is not None and apart.rest:
            blocks[-1] = LineBlock("footnote", cut.lines + apart.rest, None)
        notes = (LineBlock("footnote", note, None) for note in apart.notes)
        _append(blocks, [*_page_blocks(apart.body, usual), *notes])
    return tuple(blocks), usual


def _is_cut_note(block: LineBlock, page: int) -> bool:
    """Whether a footnote at the end of the page before breaks off in mid-sentence."""
    return block.kind == "footnote" and block.last.page == page - 1 and not _ends_sentence(block.last.text)


def _append(blocks: list[LineBlock | TableBlock], fresh: list[LineBlock | TableBlock]) -> None:
    """Add the blocks of a page, joining the first to the last of the page before where it goes on."""
    if fresh:
        at = _last_of_body(blocks)
        before = blocks[at] if at is not None else None
        first = fresh[0]
        if isinstance(before, LineBlock) and isinstance(first, LineBlock) and _is_cut(before, first, blocks):
            blocks[at or 0] = LineBlock(before.kind, before.lines + first.lines, before.label)
            fresh = fresh[1:]
        elif isinstance(before, TableBlock) and isinstance(first, TableBlock) and _same_columns(before, first):
            blocks[at or 0] = _joined_tables(before, first)
            fresh = fresh[1:]
    blocks.extend(fresh)


def _last_of_body(blocks: list[LineBlock | TableBlock]) -> int | None:
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if not (isinstance(block, LineBlock) and block.kind == "footnote"):
            return index
    return None


def _goes_on(before: LineBlock, after: LineBlock) -> bool:
    """Whether a block goes on with the first block of the next page or column."""
    if after.label is not None and after.label.firm:
        return False
    first, last = after.first, before.last
    if first.bold != last.bold or abs(first.size - last.size) > _SAME_SIZE:
        return False
    if _ends_sentence(last.text) or _is_contents_entry(last):
        return False
    return first.text[:1].islower() or bool(_UNFINISHED.search(last.text)) or not last.bold


def _is_cut(before: LineBlock, after: LineBlock, blocks: list[LineBlock | TableBlock]) -> bool:
    """Whether a block is cut by the page end, in mid-sentence or, where its indent tells, between two sentences."""
    return _goes_on(before, after) or (
        _hangs_alike(before, after)
        and room_after(before.last, after.first, _edge_of(blocks, before.last.page)) < _RAGGED * before.last.size
    )


def _hangs_alike(before: LineBlock, after: LineBlock) -> bool:
    """Whether a block without a label begins at the indent of the item before it, in the same type."""
    if before.label is None or after.label is not None:
        return False
    first, last = after.first, before.last
    indent = before.lines[1].x0 if len(before.lines) > 1 else before.first.text_x
    hangs = indent > before.first.x0 + _SAME_LEFT and abs(first.x0 - indent) < _SAME_LEFT
    alike = first.bold == last.bold and not first.lead and abs(first.size - last.size) < _SAME_SIZE
    return hangs and alike and first.region == last.region == 0


def _edge_of(blocks: list[LineBlock | TableBlock], page: int) -> float:
    """How far to the right the text of a page runs."""
    lines = (line for block in blocks if isinstance(block, LineBlock) for line in block.lines if line.page == page)
    return max(line.x1 for line in lines)


def _is_contents_entry(line: Line) -> bool:
    """Whether a line ends in leaders or, after a wide gap, in a page number: the next page never goes on with it."""
    return bool(_LEADERS.search(line.text)) or (line.text[-1].isdigit() and _is_row(line))


def _page_blocks(elements: tuple[Element, ...], usual: Typography) -> list[LineBlock | TableBlock]:
    blocks: list[LineBlock | TableBlock] = []
    run: list[Line] = []
    for element in elements:
        if isinstance(element, PageTable):
            blocks.extend(_paragraphs(run, usual))
            run = []
            _append_table(blocks, _table_block(element, usual))
        else:
            run.append(element)
    blocks.extend(_paragraphs(run, usual))
    return blocks


def _table_block(table: PageTable, usual: Typography) -> TableBlock:
    rows = tuple(tuple(tuple(_paragraphs(list(cell), usual)) for cell in row) for row in table.rows)
    return TableBlock((table,), rows)


def _paragraphs(lines: list[Line], usual: Typography) -> list[LineBlock]:
    """Lines of one page cut into paragraphs and list items."""
    right = right_edges(lines)
    blocks: list[LineBlock] = []
    current: list[Line] = []
    label: Label | None = None
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        own = _label_that_begins(line, current[-1] if current else None, following)
        if own is None and current and label is not None and _continues_list(label, current[0], line):
            own = label_of(line)
        if current and (own is not None or _breaks(current, label, line, usual, right[index - 1 : index + 1])):
            blocks.append(_block(current, label))
            current, label = [], None
        if not current:
            label = own
        current.append(line)
    if current:
        blocks.append(_block(current, label))
    return _joined_columns(blocks)


def _joined_columns(blocks: list[LineBlock]) -> list[LineBlock]:
    """Blocks that go on at the top of the next column joined."""
    joined: list[LineBlock] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and _is_higher(block.first, before.last) and _goes_on(before, block):
            joined[-1] = LineBlock(before.kind, before.lines + block.lines, before.label)
        else:
            joined.append(block)
    return joined


def _is_higher(line: Line, before: Line) -> bool:
    return line.region == before.region == 0 and line.baseline < before.baseline - before.size


def _block(lines: list[Line], label: Label | None) -> LineBlock:
    return LineBlock("list_item" if label is not None else "paragraph", tuple(lines), label)


def _label_that_begins(line: Line, before: Line | None, following: Line | None) -> Label | None:
    """The label of a line that begins an item, not a number that a wrapped sentence happens to put first."""
    label = label_of(line)
    if label is None:
        return None
    if label.kind in ("bullet", "decimal") and label.firm:
        return None if _wraps_number(label, line, before) else label
    hanging = following is not None and abs(following.x0 - line.text_x) < _SAME_LEFT and line.text_x > line.x0 + 6
    if hanging and following is not None and following.region == line.region:
        return label
    if before is None or before.region != line.region:
        return label if label.firm else None
    ended = _ends_sentence(before.text) or before.bold != line.bold
    apart = line.baseline - before.baseline > 1.5 * line.size or line.baseline < before.baseline
    outdented = line.x0 < before.x0 - _SAME_LEFT
    if label.firm and (ended or apart or outdented):
        return label
    return label if apart and (ended or line.bold) and line.text[label.end : label.end + 1].isupper() else None


def _continues_list(label: Label, first: Line, line: Line) -> bool:
    """Whether a line begins with the number after that of the block before it, at the same left edge."""
    own = label_of(line)
    if own is None or own.kind != "number" or label.kind != "number" or abs(line.x0 - first.x0) > _SAME_LEFT:
        return False
    return int(own.number or 0) == int(label.number or 0) + 1


def _wraps_number(label: Label, line: Line, before: Line | None) -> bool:
    """Whether a decimal number is part of a sentence: "paragraph | 4.12 says", "cost | 2.5 million"."""
    if label.kind != "decimal" or before is None or before.region != line.region:
        return False
    close = 0 < line.baseline - before.baseline < 1.5 * line.size
    level = abs(line.x0 - before.x0) < _SAME_LEFT
    return close and level and not _ends_sentence(before.text) and before.bold == line.bold


def _breaks(
    current: list[Line],
    label: Label | None,
    line: Line,
    usual: Typography,
    right: list[float],
) -> bool:
    """Whether a line without a label begins a paragraph of its own; `right` are the edges of both lines."""
    before = current[-1]
    if line.region != before.region or abs(line.size - before.size) > _SAME_SIZE:
        return True
    if before.aside and line.aside and before.bold == line.bold:
        return _is_far_below(before, line, usual, sentences=False)  # a heading in the margin, wherever its lines end
    if _is_far_below(before, line, usual, sentences=True):
        return True
    if _is_row(before) and _is_row(line) and not (line.text[:1].islower() or _UNFINISHED.search(before.text)):
        return True
    turns_bold = before.bold != line.bold and not _bold_runs_on(before, line, right[0])
    # Bold words that open a paragraph: "Recommendation 3: ..."
    opens_bold = line.lead > 0 and before.lead < len(before.text) and _ends_sentence(before.text)
    if turns_bold or opens_bold or _is_italic_head(current, line, max(right)):
        return True
    return _is_set_off(current, label, line) or _is_forced_break(before, line, max(right))


def _is_far_below(before: Line, line: Line, usual: Typography, *, sentences: bool) -> bool:
    """Whether there is more blank between two lines than within a paragraph; less is enough between two `sentences`."""
    step = line.baseline - before.baseline
    begins = sentences and line.text[:1].isupper() and _ends_sentence(before.text)
    return step < 0 or step > (_WIDER_PITCH if begins else _WIDE_PITCH) * usual.pitch_of(line.size)


def _is_italic_head(current: list[Line], line: Line, edge: float) -> bool:
    """Whether slanted words that end early stand over or under upright text: a heading without a gap around it."""
    before = current[-1]
    if before.italic == line.italic or not line.text[:1].isupper():
        return False
    if line.italic:
        short = line.x1 < edge - _RAGGED * line.size
        return short and _ends_sentence(before.text) and not _ends_sentence(line.text)
    return all(above.italic for above in current) and room_after(before, line, edge) > _RAGGED * before.size


def _is_row(line: Line) -> bool:
    """Whether a line has a blank as wide as between the columns of a table: a name, and what stands beside it."""
    return line.gap > _TAB * line.size


def _bold_runs_on(before: Line, line: Line, edge: float) -> bool:
    """Whether bold words at the beginning of a paragraph end in the middle of its second line, or begin mid-way."""
    full = before.x1 > edge - 6 * before.size
    return full and (line.lead > 0 if before.bold else not _ends_sentence(before.text))


def _is_set_off(current: list[Line], label: Label | None, line: Line) -> bool:
    """Whether a line begins further left than its paragraph, or is set in as first lines are."""
    before = current[-1]
    text_left = current[1].x0 if len(current) > 1 else (current[0].text_x if label is not None else current[0].x0)
    ended = _ends_sentence(before.text)
    if line.x0 < text_left - _SAME_LEFT and ended:
        return len(current) > 1 or label is not None
    return line.x0 > max(before.x0, text_left) + _INDENT and ended and not _is_centred(before, line)


def _is_centred(first: Line, second: Line) -> bool:
    return abs((first.x0 + first.x1) / 2 - (second.x0 + second.x1) / 2) < 3.0


def _is_forced_break(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have fitted on the line before: then its end was meant."""
    room = room_after(before, line, edge)
    if before.bold and line.bold and before.text.endswith(":") and line.text[:1].islower():
        return False  # a heading that goes on behind its colon
    if _ends_sentence(before.text):
        return room > _RAGGED * line.size
    return room > 0.35 * (edge - before.x0) and not _is_centred(before, line)


def _append_table(blocks: list[LineBlock | TableBlock], table: TableBlock) -> None:
    """Add a table, or join it to the one that ends the column before."""
    before = blocks[-1] if blocks else None
    higher = isinstance(before, TableBlock) and table.parts[0].box[1] < before.parts[-1].box[1]
    if isinstance(before, TableBlock) and higher and _same_columns(before, table):
        blocks[-1] = _joined_tables(before, table)
    else:
        blocks.append(table)


def _same_columns(before: TableBlock, after: TableBlock) -> bool:
    first, second = before.parts[-1], after.parts[0]
    if len(first.columns.lefts) != len(second.columns.lefts):
        return False
    same_width = abs((first.box[2] - first.box[0]) - (second.box[2] - second.box[0])) < _SAME_EDGE
    return same_width or all(
        abs((a - first.box[0]) - (b - second.box[0])) < _SAME_EDGE
        for a, b in zip(first.columns.lefts, second.columns.lefts, strict=True)
    )


def _joined_tables(before: TableBlock, after: TableBlock) -> TableBlock:
    rows = after.rows
    if _row_text(rows[0]) == _row_text(before.rows[0]):
        rows = rows[1:]
    if rows and _row_goes_on(before.rows[-1], rows[0]):
        cells = tuple(_joined_cells(upper, lower) for upper, lower in zip(before.rows[-1], rows[0], strict=False))
        return TableBlock(before.parts + after.parts, (*before.rows[:-1], cells, *rows[1:]))
    return TableBlock(before.parts + after.parts, before.rows + rows)


def _row_text(row: tuple[tuple[LineBlock, ...], ...]) -> list[str]:
    return [" ".join(line.text for block in cell for line in block.lines) for cell in row]


def _row_goes_on(upper: tuple[tuple[LineBlock, ...], ...], lower: tuple[tuple[LineBlock, ...], ...]) -> bool:
    """Whether a row is cut by the page end: a cell breaks off in mid-sentence, or what is filled is different cells."""
    cells = [(first, second) for first, second in zip(upper, lower, strict=False) if first or second]
    pairs = [(first[-1].last, second[0].first) for first, second in cells if first and second]
    if not pairs:
        return True
    if all(row[0] and _ROW_NUMBER.fullmatch(row[0][0].first.text) for row in (upper, lower)):
        return False
    return any(below.text[:1].islower() and not _ends_sentence(above.text) for above, below in pairs)


def _joined_cells(upper: tuple[LineBlock, ...], lower: tuple[LineBlock, ...]) -> tuple[LineBlock, ...]:
    if not upper or not lower or not _goes_on(upper[-1], lower[0]):
        return upper + lower
    last, first = upper[-1], lower[0]
    return (*upper[:-1], LineBlock(last.kind, last.lines + first.lines, last.label), *lower[1:])
