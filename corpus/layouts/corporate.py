"""A corporate report: big coloured headings, pull-out boxes at the side, a huge page number, wide tables turned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.model import Block, Document, Heading, Table

from .html import blocks_html, cover_html, css_content, note_texts, page, write_pdf

CSS = Path(__file__).with_name("corporate.css")
NUMBER = "{page}"
WIDE_COLUMNS = 5  # a section with a table of so many columns is set on landscape pages


def render(document: Document, path: Path) -> None:
    """Set the document with WeasyPrint."""
    foot = document.front.footer.replace(NUMBER, "").strip(" |-–")
    css = CSS.read_text(encoding="utf-8").replace("HEAD", css_content(document.front.header))
    css = css.replace("FOOT", css_content(foot)).replace("NUMBER", css_content(NUMBER))
    notes = note_texts(document)
    parts = []
    for section in _sections(document.blocks):
        kind = "wide" if any(_is_wide(block) for block in section) else "upright"
        parts.append(f'<section class="{kind}">{blocks_html(section, notes)}</section>')
    write_pdf(page(document, css, cover_html(document), "".join(parts)), path, document.id)


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Blocks from one heading of the first level to the next."""
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and section:
            yield tuple(section)
            section = []
        section.append(block)
    if section:
        yield tuple(section)


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and max(len(row) for row in (block.header, *block.rows)) >= WIDE_COLUMNS
