"""Word with a theme: Carlito (Calibri's metrics), coloured headings, coloured table heads."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .word import render_word
from .word_style import WordStyle

STYLE = WordStyle(
    font="Carlito",
    size=11.5,
    heading_sizes=(17, 14, 12, 11.5),
    heading_colours=("1F6F78", "2E5E86", "2E5E86", "404040"),
    title_size=30,
    title_colour="1F6F78",
    line_spacing=1.12,
    table_header="1F6F78",
    table_header_text="FFFFFF",
    box="E4F1F2",
    accent="1F6F78",
    margins=(2.3, 2.3),
    furniture_size=9.5,
    footer_right=True,
)


def render(document: Document, path: Path) -> None:
    """Set the document with Word's habits and LibreOffice."""
    render_word(document, path, STYLE)
