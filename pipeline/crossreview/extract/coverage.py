"""Whether the count of each kind of item can be trusted."""

from __future__ import annotations

import re

from crossreview.extract.sentences import sentences
from crossreview.parse import TextBlock
from crossreview.records import ASK_KINDS, ITEM_KINDS, Coverage, Genre, Item, ItemKind, Source
from crossreview.structure import StructuredDocument
from crossreview.vocabulary.items import ItemWords, any_of

# What a reader expects to find in a document of a genre. Where it is not found and the document does not say why,
# nothing is claimed: that this package found none does not mean that none was made.
_EXPECTED: dict[Genre, tuple[ItemKind, ...]] = {
    "full_report": ("recommendation", "learning_point", "finding", "good_practice"),
    "executive_summary": ("recommendation", "learning_point"),
    "briefing": ("learning_point",),
    "learning_summary": ("learning_point",),
    "progress_summary": ("recommendation", "progress"),
    "action_plan": ("action",),
    "response": ("quoted_recommendation", "response"),
    "inspection_report": ("recommendation", "area_for_improvement"),
    "inquiry_report": ("recommendation",),
    "coroner_report": ("concern",),
}
# What such a document is about was recommended in another one.
_OF_ANOTHER: frozenset[Genre | None] = frozenset({"briefing", "learning_summary", "action_plan", "response"})


class CoverageReader:
    """Says for each kind whether items were found, none are made, they stand elsewhere, or pages were not read."""

    def __init__(self, words: ItemWords) -> None:
        self._none_made = {kind: any_of(patterns) for kind, patterns in words.none_made.items()}
        self._elsewhere = any_of(words.elsewhere)

    def coverage(
        self, document: StructuredDocument, items: tuple[Item, ...], genre: Genre | None
    ) -> tuple[Coverage, ...]:
        """One statement for each kind that was found, or is expected and of which the document shows why it is not."""
        found = {item.kind for item in items}
        denied = {kind: said for kind, words in self._none_made.items() if (said := self._said(document, words))}
        expected = (*_expected(genre), *(("recommendation",) if genre in _OF_ANOTHER else ()))
        kinds = [kind for kind in ITEM_KINDS if kind in found or kind in denied or kind in expected]
        stated = (self._of(kind, document, found, denied.get(kind), genre) for kind in kinds)
        return tuple(coverage for coverage in stated if coverage is not None)

    def _of(
        self,
        kind: ItemKind,
        document: StructuredDocument,
        found: set[ItemKind],
        denied: Source | None,
        genre: Genre | None,
    ) -> Coverage | None:
        if kind in found:
            return Coverage(kind, "found", None)
        if document.parsed.pages_unreadable:
            return Coverage(kind, "not_read", None)
        if denied is not None:
            return Coverage(kind, "none_made", denied)
        return self._of_recommendations(document, found, genre) if kind == "recommendation" else None

    def _of_recommendations(
        self, document: StructuredDocument, found: set[ItemKind], genre: Genre | None
    ) -> Coverage | None:
        """Where recommendations are, of which none was found and none denied."""
        if found.intersection({*ASK_KINDS} - {"action"}) and genre not in _OF_ANOTHER:
            # It asks in another form: questions, strategies, areas for improvement.
            return Coverage("recommendation", "none_made", None)
        pointed = self._said(document, self._elsewhere)
        if pointed is not None or "quoted_recommendation" in found:
            return Coverage("recommendation", "referred_to_elsewhere", pointed)
        return None

    @staticmethod
    def _said(document: StructuredDocument, pattern: re.Pattern[str]) -> Source | None:
        """The first sentence that matches."""
        for block in document.blocks:
            content = block.content
            if block.kind == "contents" or not isinstance(content, TextBlock) or not pattern.search(content.text):
                continue
            for start, end in sentences(content.text):
                if pattern.search(content.text[start:end]):
                    return content.source(start, end)
        return None


def unexplained(coverage: tuple[Coverage, ...], genre: Genre | None) -> tuple[ItemKind, ...]:
    """The kinds of asks that a document of this genre would have, if it was found to ask nothing and does not say why.

    Of several kinds that a genre may use (recommendations or areas for improvement) the first stands for all.
    """
    expected = tuple(kind for kind in _expected(genre) if kind in ASK_KINDS)
    if any(one.kind in expected or (one.kind in ASK_KINDS and one.status == "found") for one in coverage):
        return ()
    return expected[:1]


def _expected(genre: Genre | None) -> tuple[ItemKind, ...]:
    return _EXPECTED.get(genre, ()) if genre is not None else ("recommendation",)
