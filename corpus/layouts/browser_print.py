"""A web page as a browser prints it: date and title at the head, address and page at the foot, links in blue."""

from __future__ import annotations

from pathlib import Path

from builder.model import Document

from .html import cover_html, css_content, page, write_pdf

CSS = Path(__file__).with_name("browser_print.css")
PARTS = " | "  # what stands left and right in a head or foot


def render(document: Document, path: Path) -> None:
    """Set the document with WeasyPrint."""
    css = CSS.read_text(encoding="utf-8")
    for name, text in (("HEAD", document.front.header), ("FOOT", document.front.footer)):
        left, _, right = text.partition(PARTS)
        css = css.replace(f"{name}_LEFT", css_content(left)).replace(f"{name}_RIGHT", css_content(right))
    write_pdf(page(document, css, cover_html(document)), path, document.id)
