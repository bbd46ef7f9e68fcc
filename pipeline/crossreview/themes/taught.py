"""What people corrected in a library, as statements to learn from."""

from __future__ import annotations

from collections.abc import Iterator

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.themes.items import population_of
from crossreview.themes.statements import Statement

_WEIGHT = 10.0  # a real item that a person looked at teaches more than a statement written for training
_AUTHOR = "corrections"


def taught_by(library: Library) -> tuple[Statement, ...]:
    """The items of a library whose themes a person set or confirmed, with those themes."""
    return tuple(statement for record in library.records() for statement in _taught(record))


def _taught(record: DocumentRecord) -> Iterator[Statement]:
    for item in record.items:
        if "themes" in item.by_hand:
            themes = tuple(theme.theme for theme in item.themes)
            yield Statement(item.text, themes, population_of(record.metadata), _AUTHOR, weight=_WEIGHT)
