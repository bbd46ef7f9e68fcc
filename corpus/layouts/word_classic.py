"""The commonest layout of all: Word as it comes. Arial, bold black headings near body size, bordered tables."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .word import render_word
from .word_style import WordStyle

STYLE = WordStyle(heading_sizes=(12, 11, 11, 11), italic_levels=(3,))


def render(document: Document, path: Path) -> None:
    """Set the document with Word's habits and LibreOffice."""
    render_word(document, path, STYLE)
