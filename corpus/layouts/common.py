"""What every layout needs to know about furniture, title blocks and colours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.model import Document, Front

FIELDS = re.compile(r"\{(page|pages)\}")
# Ratings in the cells of action plans, and the colours such cells are given.
RAG = (
    (("green", "complete", "completed", "closed"), "B6D7A8"),
    (("amber", "in progress", "on track", "partly met", "under way"), "FFD966"),
    (("red", "overdue", "not started", "delayed", "off track"), "EA9999"),
    (("blue", "embedded"), "9FC5E8"),
    (("grey", "not yet due"), "D9D9D9"),
)
RATING = re.compile(r"^([a-z ]+?)(?:[^\w\s].*)?$")


@dataclass(frozen=True)
class CoverLine:
    """A line of the title block; `is_title` when it belongs to the main title."""

    text: str
    is_title: bool


def cover_lines(document: Document) -> list[CoverLine]:
    """The title block. The lines that together make the title are the title."""
    title = document.front.title.lower()
    return [CoverLine(line, line.lower() in title) for line in document.front.cover]


def fields(text: str) -> list[tuple[str, bool]]:
    """Furniture cut into (words, False) and (field name, True)."""
    parts = FIELDS.split(text)
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]


def filled(text: str, page: int, pages: int) -> str:
    """Furniture with its numbers put in."""
    return text.replace("{pages}", str(pages)).replace("{page}", str(page))


def head_and_foot(front: Front, page: int) -> tuple[str, str]:
    """Header and footer of a page, even pages having their own where the text gives one."""
    even = page % 2 == 0
    header = front.header_even if even and front.header_even is not None else front.header
    footer = front.footer_even if even and front.footer_even is not None else front.footer
    return header, footer


def rag_colour(text: str) -> str | None:
    """The colour of a cell that holds nothing but a rating ("Green", "Red: overdue"), as hex without "#"."""
    match = RATING.match(text.strip().lower())
    rating = match[1] if match else ""
    return next((colour for names, colour in RAG if rating in names), None)
