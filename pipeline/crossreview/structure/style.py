"""How blocks are set, compared with the running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crossreview.parse import ParsedDocument, TextBlock, TextTable

_BODY_WORDS = 18  # a paragraph with so many words is running text
_SAME_SIZE = 0.6  # points: files round sizes
SAME_LOOK = 0.4  # points between sizes in half points that a reader does not see
_ENOUGH = 80  # characters from which capitals are told
_HEADLINE = 1.15  # times the body size: larger text is display, however long
_HEADING_WORDS = 12  # a line in a colour of its own with more is a quotation or a call to the reader
_FEWEST_COLOURED = 3  # lines in a colour: fewer may be links, or the name of somebody to write to


@dataclass(frozen=True)
class Body:
    """The style of most of the running text."""

    size: float
    bold: bool
    color: int

    @classmethod
    def of(cls, parsed: ParsedDocument) -> Body:
        """Measured by characters over all lines of body size."""
        looks: Counter[tuple[bool, int]] = Counter()
        for block in parsed.placed.blocks:
            if isinstance(block, TextBlock):
                for line in block.lines:
                    if abs(line.size - parsed.typography.body_size) < _SAME_SIZE:
                        looks[line.bold, line.color] += len(line.text)
        (bold, color), _ = looks.most_common(1)[0] if looks else ((False, 0), 0)
        return cls(parsed.typography.body_size, bold, color)

    def heading_colors(self, blocks: Sequence[TextBlock | TextTable]) -> frozenset[int]:
        """The colours that tell headings of the size of the text: short lines are set in them, and nothing longer."""
        headed: Counter[int] = Counter()
        others: set[int] = set()
        for block, below in zip(blocks, [*blocks[1:], None], strict=False):
            color = self._own_color(block)
            if isinstance(block, TextTable) or color is None:
                continue
            if len(block.text.split()) > _HEADING_WORDS or (block.label is not None and block.label.kind == "bullet"):
                others.add(color)
            elif isinstance(below, TextBlock) and below.lines[0].color == self.color:
                headed[color] += 1
        return frozenset(color for color, count in headed.items() if count >= _FEWEST_COLOURED) - others

    def _own_color(self, block: TextBlock | TextTable) -> int | None:
        """The colour in which all of a block is set at the size of the text; None where it is the text's own."""
        if isinstance(block, TextTable) or any(abs(line.size - self.size) > _SAME_SIZE for line in block.lines):
            return None
        first = block.lines[0].color
        return first if first != self.color and all(line.color == first for line in block.lines) else None

    def is_running(self, block: TextBlock | TextTable) -> bool:
        """Whether a block is a paragraph of running text."""
        if isinstance(block, TextTable):
            return False
        return len(block.text.split()) >= _BODY_WORDS and block.lines[0].size < _HEADLINE * self.size


@dataclass(frozen=True, order=True)
class HeadingStyle:
    """How a block is set. Sorts from least to most prominent; sizes in half points, as files round them."""

    size: float
    capitals: bool
    bold: bool
    upright: bool
    coloured: bool

    @classmethod
    def of(cls, block: TextBlock, body: Body) -> HeadingStyle:
        """The style of a block."""
        first = block.lines[0]
        letters = [char for char in block.body[:_ENOUGH] if char.isalpha()]
        capitals = len(letters) > 3 and sum(char.isupper() for char in letters) > 0.8 * len(letters)
        return cls(
            size=round(first.size * 2) / 2,
            capitals=capitals,
            bold=all(line.bold for line in block.lines),
            upright=not first.italic,
            coloured=first.color != body.color,
        )

    def looks_like(self, other: HeadingStyle) -> bool:
        """Whether a reader would not tell the two apart."""
        same_size = abs(self.size - other.size) <= SAME_LOOK
        mine, others = (self.capitals, self.bold, self.upright), (other.capitals, other.bold, other.upright)
        return same_size and mine == others
