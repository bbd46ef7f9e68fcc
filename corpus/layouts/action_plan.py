"""An action plan: landscape Word tables with ratings in red, amber and green."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .word import render_word
from .word_style import WordStyle

STYLE = WordStyle(
    size=10.5,
    heading_sizes=(14, 12, 11, 10.5),
    title_size=20,
    landscape=True,
    table_size=8.5,
    table_header="1F3864",
    table_header_text="FFFFFF",
    margins=(1.9, 1.7),
    furniture_size=8.5,
)


def render(document: Document, path: Path) -> None:
    """Set the document with Word's habits and LibreOffice."""
    render_word(document, path, STYLE)
