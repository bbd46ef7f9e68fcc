"""Counting over a library: by review, so that a summary, a report and a briefing on one case count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from crossreview.errors import CrossreviewError
from crossreview.library.folder import Library, warn_of_damage
from crossreview.library.reviews import reviews_of
from crossreview.library.threads import asked_once
from crossreview.records import DocumentRecord


@dataclass(frozen=True)
class ThemeCount:
    """How often a theme occurs in a library; an item that several documents of a review print is one."""

    reviews: int
    documents: int
    items: int


NEVER = ThemeCount(0, 0, 0)


def count_themes(
    library: Library, on_damage: Callable[[CrossreviewError], None] = warn_of_damage
) -> dict[str, ThemeCount]:
    """How often each theme occurs, in documents as a whole or in their items."""
    reviews: defaultdict[str, int] = defaultdict(int)
    documents: defaultdict[str, int] = defaultdict(int)
    items: defaultdict[str, int] = defaultdict(int)
    for review in reviews_of(library, on_damage):
        records = tuple(library.record(document_id) for document_id in review.document_ids)
        for wordings in asked_once(records):
            for theme in {theme.theme for item in wordings for theme in item.themes}:
                items[theme] += 1
        by_document = [_themes_of(record) for record in records]
        for theme in (theme for themes in by_document for theme in themes):
            documents[theme] += 1
        for theme in set[str]().union(*by_document):
            reviews[theme] += 1
    return {theme: ThemeCount(reviews[theme], documents[theme], items[theme]) for theme in sorted(documents)}


def _themes_of(record: DocumentRecord) -> set[str]:
    of_items = {theme.theme for item in record.items for theme in item.themes}
    return of_items | {theme.theme for theme in record.themes}
