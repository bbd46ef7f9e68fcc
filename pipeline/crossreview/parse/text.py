"""Blocks to the document's text: where each character of it stands on the pages.

The text is what a person reads, in reading order: blocks one under the other, lines of a block joined by blanks. Each
part of a block that stands on one page is a fragment, and knows for each of its lines the offsets and the box, so that
any run of characters can be pointed at on its page. Nothing is ever searched for again to find where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from crossreview.parse.blocks import Blocks, LineBlock, TableBlock
from crossreview.parse.hyphens import Hyphens
from crossreview.parse.labels import Label
from crossreview.parse.lines import Line
from crossreview.records import BlockKind, Box, Source, Span


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and its characters in the document text."""

    start: int
    end: int
    line: Line


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a block that stands on one page: `text[start:end]` of the document."""

    page: int
    start: int
    end: int
    lines: tuple[PlacedLine, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`, which must lie inside: its box is around the lines it touches."""
        touched = [placed.line for placed in self.lines if placed.start < end and placed.end > start]
        return Span(self.page, _around([line.box for line in touched or [self.lines[0].line]]), start, end)


@dataclass(frozen=True)
class TextBlock:
    """A block with its text: paragraph, list item or footnote. `text` is the fragments joined by one blank."""

    kind: BlockKind
    text: str
    label: Label | None
    fragments: tuple[Fragment, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.fragments[0].page

    @property
    def start(self) -> int:
        """Offset of its first character in the document text."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Offset after its last character in the document text."""
        return self.fragments[-1].end

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines."""
        return tuple(placed.line for fragment in self.fragments for placed in fragment.lines)

    @property
    def body_start(self) -> int:
        """Where the words begin behind the label, in `text`."""
        return self.label.end if self.label is not None else 0

    @property
    def bullet_end(self) -> int:
        """Where the words begin behind a bullet, in `text`; a printed number or letter is words."""
        return self.label.end if self.label is not None and self.label.kind == "bullet" else 0

    @property
    def body(self) -> str:
        """The text without its label."""
        return self.text[self.body_start :]

    def source(self, start: int = 0, end: int | None = None) -> Source:
        """The source of `text[start:end]` (offsets within the block), without blanks at either side."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        stop = start + len(piece.strip())
        spans: list[Span] = []
        offset = 0
        for fragment in self.fragments:
            length = fragment.end - fragment.start
            first, last = max(start - offset, 0), min(stop - offset, length)
            if first < last:
                spans.append(fragment.span(fragment.start + first, fragment.start + last))
            offset += length + 1
        return Source(tuple(spans))

    def before_last_line(self) -> tuple[TextBlock, TextBlock]:
        """A block of one page in two, cut before its last line."""
        (fragment,) = self.fragments
        *above, last = fragment.lines
        end = above[-1].end
        return (
            replace(
                self,
                text=self.text[: end - fragment.start],
                fragments=(replace(fragment, end=end, lines=tuple(above)),),
            ),
            TextBlock(
                "paragraph",
                self.text[last.start - fragment.start :],
                None,
                (replace(fragment, start=last.start, lines=(last,)),),
            ),
        )


@dataclass(frozen=True)
class TextCell:
    """A cell of a table: the blocks in it."""

    blocks: tuple[TextBlock, ...]

    @property
    def text(self) -> str:
        """Its words, blocks joined by one blank."""
        return " ".join(block.text for block in self.blocks)

    @property
    def source(self) -> Source | None:
        """Where it stands; None for an empty cell."""
        spans = tuple(span for block in self.blocks for span in block.source().spans)
        return Source(spans) if spans else None

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return bool(self.blocks) and all(line.bold for block in self.blocks for line in block.lines)


@dataclass(frozen=True)
class TextTable:
    """A table with its text: rows of cells, the header rows among them."""

    rows: tuple[tuple[TextCell, ...], ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.source.page

    @cached_property
    def source(self) -> Source:
        """All cells, one after the other."""
        cells = (cell.source for row in self.rows for cell in row)
        return Source(tuple(span for source in cells if source is not None for span in source.spans))

    @property
    def start(self) -> int:
        """Offset of its first character in the document text."""
        return self.source.start

    @property
    def end(self) -> int:
        """Offset after its last character in the document text."""
        return self.source.end


@dataclass(frozen=True)
class PlacedText:
    """The whole text of a document with its blocks placed in it; `page_offsets[i]` is where page i+1 begins."""

    text: str
    blocks: tuple[TextBlock | TextTable, ...]
    page_offsets: tuple[int, ...]


def place(blocks: Blocks, pages: int, hyphens: Hyphens) -> PlacedText:
    """Put the blocks of a document of `pages` pages into one text."""
    writer = _Writer(hyphens)
    placed = tuple(writer.table(block) if isinstance(block, TableBlock) else writer.block(block) for block in blocks)
    return PlacedText(writer.text, placed, _page_offsets(placed, pages, len(writer.text)))


class _Writer:
    """The text so far, and the offset at which the next fragment begins."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "\n".join(self._parts)

    def block(self, block: LineBlock, *, in_cell: bool = False) -> TextBlock:
        join = self._hyphens.join_in_cell if in_cell else self._hyphens.join
        fragments = tuple(self._fragment(lines, join) for lines in _by_page(block.lines))
        text = " ".join(self._parts[-len(fragments) :])
        return TextBlock(block.kind, text, block.label, fragments)

    def table(self, table: TableBlock) -> TextTable:
        return TextTable(
            tuple(
                tuple(TextCell(tuple(self.block(block, in_cell=True) for block in cell)) for cell in row)
                for row in table.rows
            )
        )

    def _fragment(self, lines: list[Line], join: Callable[[str, str], str]) -> Fragment:
        start = self._length
        text = ""
        placed: list[PlacedLine] = []
        for line in lines:
            joined = join(text, line.text) if text else line.text
            line_start = len(joined) - len(line.text)
            if placed:
                placed[-1] = PlacedLine(placed[-1].start, start + len(joined[:line_start].rstrip()), placed[-1].line)
            placed.append(PlacedLine(start + line_start, start + len(joined), line))
            text = joined
        self._parts.append(text)
        self._length += len(text) + 1
        return Fragment(lines[0].page, start, start + len(text), tuple(placed))


def _by_page(lines: tuple[Line, ...]) -> Iterable[list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return pages.values()


def _page_offsets(blocks: Iterable[TextBlock | TextTable], pages: int, length: int) -> tuple[int, ...]:
    """Where the first fragment of each page begins; a page without text begins where the next one does."""
    first: dict[int, int] = {}
    for block in blocks:
        for span in block.source.spans if isinstance(block, TextTable) else block.source().spans:
            first[span.page] = min(first.get(span.page, length), span.start)
    offsets: list[int] = []
    following = length
    for page in range(pages, 0, -1):
        following = first.get(page, following)
        offsets.append(following)
    return tuple(reversed(offsets))


def _around(boxes: list[Box]) -> Box:
    return (
        round(min(box[0] for box in boxes), 1),
        round(min(box[1] for box in boxes), 1),
        round(max(box[2] for box in boxes), 1),
        round(max(box[3] for box in boxes), 1),
    )
