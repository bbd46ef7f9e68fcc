"""Counting all that matches a query, by each fact that it can be narrowed by: passages, and reviews that have them.

A review counts once for a value, however many of its documents and passages have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from crossreview.search.query import FacetCount, FacetName
from crossreview.search.tables import COMBINATION_BITS, Combination, IndexedDocument, Tables

Numbers: TypeAlias = NDArray[np.int64]
T = TypeVar("T")

_OF_ITEMS: Final[Mapping[FacetName, Callable[[Combination], Iterable[str | None]]]] = {
    "theme": lambda combination: combination.themes,
    "kind": lambda combination: (combination.kind,),
    "addressee": lambda combination: combination.addressees,
    "status": lambda combination: (combination.status,),
}
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
        self._review_of = np.array([ids[reviews[d.id]] if d is not None else -1 for d in slots], dtype=np.int64)
        self._of_documents = {
            name: _Values.of(slots, lambda d, values=values: values(d) if d is not None else ())  # type: ignore[misc]
            for name, values in _OF_DOCUMENTS.items()
        }
        self._of_items = {name: _Values.of(tables.combinations, values) for name, values in _OF_ITEMS.items()}

    def totals(self, facts: Numbers) -> Totals:
        """Counts over the `facts` of all entries that match, in order."""
        documents, combinations = facts >> COMBINATION_BITS, facts & ((1 << COMBINATION_BITS) - 1)
        distinct = facts[np.diff(facts, prepend=-1) != 0]
        present = np.unique(documents)
        of_reviews = self._review_of[distinct >> COMBINATION_BITS]
        by_value = {
            name: values.counts(combinations, distinct & ((1 << COMBINATION_BITS) - 1), of_reviews)
            for name, values in self._of_items.items()
        }
        by_value |= {
            name: values.counts(documents, present, self._review_of[present])
            for name, values in self._of_documents.items()
        }
        return Totals(len(facts), len(present), len(np.unique(self._review_of[present])), by_value)


@dataclass(frozen=True)
class _Values(Generic[T]):
    """The values that each of a row of things has: those of thing `i` are `values[starts[i]:starts[i + 1]]`."""

    names: tuple[str, ...]
    starts: Numbers
    values: Numbers

    @classmethod
    def of(cls, things: Sequence[T], values_of: Callable[[T], Iterable[str | None]]) -> _Values[T]:
        names: dict[str, int] = {}
        starts, values = [0], []
        for thing in things:
            values += [names.setdefault(value, len(names)) for value in values_of(thing) if value is not None]
            starts.append(len(values))
        return cls(tuple(names), np.array(starts, dtype=np.int64), np.array(values, dtype=np.int64))

    def counts(self, matches: Numbers, distinct: Numbers, reviews: Numbers) -> tuple[FacetCount, ...]:
        """How many `matches` (one thing each) have each value, and how many reviews.

        `distinct` are the things that match, with the review of each.
        """
        if not self.names:
            return ()
        lengths = np.diff(self.starts)
        weights = np.bincount(matches, minlength=len(lengths))
        passages = np.bincount(self.values, np.repeat(weights, lengths), minlength=len(self.names))
        times = lengths[distinct]
        offsets = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        values = self.values[np.repeat(self.starts[distinct], times) + offsets]
        pairs = np.zeros((len(self.names), int(reviews.max(initial=-1)) + 1), dtype=np.bool_)
        pairs[values, np.repeat(reviews, times)] = True
        found = zip(self.names, passages.astype(int).tolist(), pairs.sum(axis=1).tolist(), strict=True)
        counts = (FacetCount(name, count, in_reviews) for name, count, in_reviews in found if count)
        return tuple(sorted(counts, key=lambda each: (-each.reviews, -each.passages, each.value)))
