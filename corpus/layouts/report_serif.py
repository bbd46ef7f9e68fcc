"""A book-like report: justified serif, running heads left and right in turn, dot leaders, shaded boxes."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .common import head_and_foot
from .html import cover_html, css_content, page, write_pdf

CSS = Path(__file__).with_name("report_serif.css")
FURNITURE = "font: 9pt 'Liberation Serif'; color: #555"


def render(document: Document, path: Path) -> None:
    """Set the document with WeasyPrint."""
    head_odd, foot_odd = head_and_foot(document.front, 1)
    head_even, foot_even = head_and_foot(document.front, 2)
    css = CSS.read_text(encoding="utf-8").replace("FURNITURE", FURNITURE)
    for name, text in (
        ("HEAD_ODD", head_odd),
        ("FOOT_ODD", foot_odd),
        ("HEAD_EVEN", head_even),
        ("FOOT_EVEN", foot_even),
    ):
        css = css.replace(name, css_content(text))
    write_pdf(page(document, css, cover_html(document)), path, document.id)
