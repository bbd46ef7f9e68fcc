"""A seven-minute briefing: a banner, numbered coloured panels in two columns."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from builder.model import Block, Container, Document

from .html import blocks_html, cover_html, css_content, note_texts, page, write_pdf

CSS = Path(__file__).with_name("panels.css")
COLOURS = ("0b4f6c", "6a1b4d", "2e6b34", "9a4b00", "4a3a8c", "8a1c1c", "00655e")
TINTS = ("eaf3f7", "f7ecf2", "ecf5ed", "fbf1e6", "f0eef8", "f9ecec", "e8f5f4")


def render(document: Document, path: Path) -> None:
    """Set the document with WeasyPrint."""
    css = (
        CSS.read_text(encoding="utf-8")
        .replace("HEAD", css_content(document.front.header))
        .replace("FOOT", css_content(document.front.footer))
    )
    css += "".join(_colour(number) for number in range(len(COLOURS)))
    notes = note_texts(document)
    parts = []
    for is_panel, group in groupby(document.blocks, key=_is_panel):
        inside = blocks_html(tuple(group), notes)
        parts.append(f'<div class="panels">{inside}</div>' if is_panel else inside)
    write_pdf(page(document, css, cover_html(document), "".join(parts)), path, document.id)


def _is_panel(block: Block) -> bool:
    return isinstance(block, Container) and block.kind == "panel"


def _colour(number: int) -> str:
    nth = f".panel:nth-child({len(COLOURS)}n+{number + 1})"
    return (
        f"{nth} {{ border-color: #{COLOURS[number]}; background: #{TINTS[number]} }}"
        f"{nth} > .box-title {{ background: #{COLOURS[number]} }}"
    )
