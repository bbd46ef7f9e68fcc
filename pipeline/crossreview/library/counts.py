"""Counting over a library: by review, so that a summary, a report and a briefing on one case count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crossreview.records import DocumentRecord


@dataclass(frozen=True)
class ThemeCount:
    """How often a theme occurs in a library."""

    reviews: int
    documents: int
    items: int


NEVER = ThemeCount(0, 0, 0)


def review_of(record: DocumentRecord) -> str:
    """What documents on one case share: the code of the review, or nothing but the document itself."""
    code = record.metadata.review_code
    return code.value.casefold() if code is not None else record.document.id


def count_themes(records: Iterable[DocumentRecord]) -> dict[str, ThemeCount]:
    """How often each theme occurs, in documents as a whole or in their items."""
    reviews: defaultdict[str, set[str]] = defaultdict(set)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    items: defaultdict[str, int] = defaultdict(int)
    for record in records:
        of_items = [theme.theme for item in record.items for theme in item.themes]
        for theme in of_items:
            items[theme] += 1
        for theme in {*of_items, *(theme.theme for theme in record.themes)}:
            reviews[theme].add(review_of(record))
            documents[theme].add(record.document.id)
    return {theme: ThemeCount(len(reviews[theme]), len(documents[theme]), items[theme]) for theme in sorted(documents)}
