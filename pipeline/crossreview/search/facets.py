"""Counting all that matches a query, by each fact that it can be narrowed by: passages, and reviews that have them.

A review counts once for a value, however many of its documents and passages have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from crossreview.search.columns import Columns, Lists, Numbers
from crossreview.search.query import FacetCount, FacetName
from crossreview.search.tables import IndexedDocument, Tables

_OF_ITEMS: Final[tuple[FacetName, ...]] = ("theme", "kind", "addressee", "status")
_OF_DOCUMENTS: Final[Mapping[FacetName, Callable[[IndexedDocument], Iterable[str | None]]]] = {
    "type": lambda document: (document.facts.review_type,),
    "genre": lambda document: (document.facts.genre,),
    "area": lambda document: document.areas,
    "agency": lambda document: document.agencies,
    "year": lambda document: (document.facts.date[:4] if document.facts.date is not None else None,),
    "age": lambda document: (document.age_band,),
    "harm": lambda document: document.harm_types,
}


@dataclass(frozen=True)
class Totals:
    """How much matches a query; `by_value` has the values of each fact, the most frequent first."""

    passages: int
    documents: int
    reviews: int
    by_value: Mapping[FacetName, tuple[FacetCount, ...]]


class Counter:
    """Counts matches of one index. `reviews` gives the review of each document id."""

    def __init__(self, tables: Tables, reviews: Mapping[str, str]) -> None:
        documents = {document.number: document for document in tables.documents}
        # Numbers of documents that are gone have a place too: it is never counted.
        slots = [documents.get(number) for number in range(max(documents, default=-1) + 1)]
        ids = {review: at for at, review in enumerate(dict.fromkeys(reviews.values()))}
        self._columns = tables.columns
        self._names = tables.names
        self._reviews = len(ids)
        self._review_of = np.array([ids[reviews[d.id]] if d is not None else -1 for d in slots], dtype=np.int64)
        self._of_documents = {name: _of_slots(slots, values) for name, values in _OF_DOCUMENTS.items()}

    def totals(self, rows: Numbers) -> Totals:
        """Counts over the rows of all entries that match."""
        of_rows = self._columns.document[rows]
        reviews = self._review_of[of_rows]
        of_items = {name: self._count(self._names, *_of_rows(self._columns, name, rows), reviews) for name in _OF_ITEMS}
        return self._with_documents(len(rows), np.bincount(of_rows, minlength=len(self._review_of)), of_items)

    def totals_by_passage(
        self, documents: Mapping[int, int], of_items: Mapping[FacetName, Mapping[str, int]], *, facets: bool
    ) -> Totals:
        """The same from how many passages of each document match, and how many have each value of each fact of items.

        In how many reviews the values of items occur is not known then. Without `facets` only how much there is in all.
        """
        weights = np.zeros(len(self._review_of), dtype=np.int64)
        weights[list(documents)] = list(documents.values())
        counts = {
            name: tuple(
                FacetCount(value, count, None) for value, count in sorted(found.items(), key=lambda v: (-v[1], v[0]))
            )
            for name, found in of_items.items()
        }
        if not facets:
            present = np.flatnonzero(weights)
            return Totals(int(weights.sum()), len(present), len(np.unique(self._review_of[present])), {})
        return self._with_documents(sum(documents.values()), weights, counts)

    def _with_documents(
        self, passages: int, weights: Numbers, of_items: Mapping[FacetName, tuple[FacetCount, ...]]
    ) -> Totals:
        """`weights` are the passages of each document that match."""
        documents = np.flatnonzero(weights)
        reviews = self._review_of[documents]
        of_documents: dict[FacetName, tuple[FacetCount, ...]] = {}
        for name, (names, lists) in self._of_documents.items():
            values, lengths = lists.of(documents)
            of_documents[name] = self._count(names, values, lengths, reviews, weights[documents])
        return Totals(passages, len(documents), len(np.unique(reviews)), {**of_items, **of_documents})

    def _count(
        self,
        names: Sequence[str],
        values: Numbers,
        lengths: Numbers | None,
        reviews: Numbers,
        weights: Numbers | None = None,
    ) -> tuple[FacetCount, ...]:
        """How many passages and reviews have each value.

        Things have `lengths` values each, one after another in `values` (None: one each); `reviews` are theirs, and
        `weights` their passages (None: one each).
        """
        if lengths is not None:
            reviews = np.repeat(reviews, lengths)
            weights = np.repeat(weights, lengths) if weights is not None else None
        passages = np.bincount(values, weights, minlength=len(names)).astype(int).tolist()
        pairs = np.zeros(len(names) * self._reviews, dtype=np.bool_)
        pairs[values * self._reviews + reviews] = True
        in_reviews = pairs.reshape(len(names), self._reviews).sum(axis=1).tolist()
        found = zip(names, passages, in_reviews, strict=True)
        counts = (FacetCount(name, count, of_reviews) for name, count, of_reviews in found if count and name)
        return tuple(sorted(counts, key=lambda each: (-(each.reviews or 0), -each.passages, each.value)))


def _of_rows(columns: Columns, name: FacetName, rows: Numbers) -> tuple[Numbers, Numbers | None]:
    if name == "theme":
        return columns.themes.of(rows)
    if name == "addressee":
        return columns.addressees.of(rows)
    flat = columns.kind if name == "kind" else columns.status
    return flat[rows].astype(np.int64), None


def _of_slots(
    slots: Sequence[IndexedDocument | None], values_of: Callable[[IndexedDocument], Iterable[str | None]]
) -> tuple[tuple[str, ...], Lists]:
    """The values of each document, as lists of numbers of names."""
    names: dict[str, int] = {}
    ends: list[int] = []
    values: list[int] = []
    for document in slots:
        told = values_of(document) if document is not None else ()
        values += [names.setdefault(value, len(names)) for value in told if value is not None]
        ends.append(len(values))
    return tuple(names), Lists(np.array(ends, dtype=np.int64), np.array(values, dtype=np.uint16))
