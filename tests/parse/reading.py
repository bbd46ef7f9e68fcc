"""What a person reads on the small PDFs: their blocks in order, and what was left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crossreview.parse import ParsedDocument, TextBlock, TextTable, parse

PDFS = Path(__file__).resolve().parents[1] / "pdfs"


@cache
def read(name: str) -> ParsedDocument:
    """A PDF of `tests/pdfs`, read once."""
    return parse(PDFS / f"{name}.pdf")


def said(name: str) -> list[str]:
    """The text of its blocks in reading order; a table is its cells, divided by bars."""
    return [_words(block) for block in read(name).placed.blocks]


def said_on(name: str, page: int) -> list[str]:
    """The text of the blocks that begin on a page."""
    return [_words(block) for block in read(name).placed.blocks if block.page == page]


def text_blocks(name: str) -> list[TextBlock]:
    """Its blocks that are no tables."""
    return [block for block in read(name).placed.blocks if isinstance(block, TextBlock)]


def labelled(name: str) -> list[tuple[str, str]]:
    """Its list items: label and words."""
    return [(block.label.text, block.body) for block in text_blocks(name) if block.label is not None]


def tables(name: str) -> list[list[list[str]]]:
    """The cells of its tables, row by row."""
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in read(name).placed.blocks
        if isinstance(block, TextTable)
    ]


def left_out(name: str) -> dict[str, int]:
    """Its furniture, and on how many pages each stood."""
    return {furniture.text: furniture.pages for furniture in read(name).furniture}


def _words(block: TextBlock | TextTable) -> str:
    if isinstance(block, TextBlock):
        return block.text
    return " | ".join(cell.text for row in block.rows for cell in row)
