"""A government-style response: plain sans, each recommendation in a grey box, the answer under it."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .html import cover_html, css_content, page, write_pdf

CSS = Path(__file__).with_name("boxes.css")
FURNITURE = "font: 9pt 'Liberation Sans'; color: #505a5f"


def render(document: Document, path: Path) -> None:
    """Set the document with WeasyPrint."""
    css = CSS.read_text(encoding="utf-8").replace("FURNITURE", FURNITURE)
    css = css.replace("HEAD", css_content(document.front.header)).replace("FOOT", css_content(document.front.footer))
    write_pdf(page(document, css, cover_html(document)), path, document.id)
