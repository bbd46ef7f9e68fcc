"""The heading tree of the small PDFs, as a person sees it."""

from __future__ import annotations

from functools import cache

from tests.parse.reading import read

from crossreview.parse import TextBlock
from crossreview.structure import RoleFinder, StructuredDocument, structure
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.sections import load_sections


@cache
def structured(name: str) -> StructuredDocument:
    """A PDF of `tests/pdfs` with its sections."""
    return structure(read(name), load_sections(), _roles())


@cache
def _roles() -> RoleFinder:
    return RoleFinder(load_sections(), load_item_words().kinds)


def headings(name: str) -> list[str]:
    """Its headings without their numbers."""
    return [section.heading for section in structured(name).sections]


def tree(name: str) -> list[tuple[int, str | None, str]]:
    """Its headings: level, number and words."""
    return [(section.level, section.number, section.heading) for section in structured(name).sections]


def under(name: str, heading: str) -> list[str]:
    """The blocks that stand in the section of a heading, without those of the sections below it."""
    return [
        block.content.text
        for block in structured(name).blocks
        if isinstance(block.content, TextBlock)
        and block.section is not None
        and block.section.heading == heading
        and block.kind != "heading"
    ]


def of_kind(name: str, kind: str) -> list[str]:
    """The text of its blocks of one kind."""
    return [
        block.content.text
        for block in structured(name).blocks
        if block.kind == kind and isinstance(block.content, TextBlock)
    ]
