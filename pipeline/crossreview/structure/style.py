"""How blocks are set, compared with the running text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crossreview.parse import ParsedDocument, TextBlock, TextTable

_BODY_WORDS = 18  # a paragraph with so many words is running text
_ENOUGH = 80  # characters from which capitals are told
_HEADLINE = 1.15  # times the body size: larger text is display, however long


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
                    if abs(line.size - parsed.typography.body_size) < 0.6:
                        looks[line.bold, line.color] += len(line.text)
        (bold, color), _ = looks.most_common(1)[0] if looks else ((False, 0), 0)
        return cls(parsed.typography.body_size, bold, color)

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
    coloured: bool
    upright: bool

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
            coloured=first.color != body.color,
            upright=not first.italic,
        )
