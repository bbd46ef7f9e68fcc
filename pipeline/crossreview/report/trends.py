"""Trends: in how many reviews something occurs, of how many, by year, area, type of review, theme or addressee.

Counted by review, never by mention: a report, its summary and a briefing on one case are one review, however often they
say a thing. A review is of the year, type and areas of its fullest document that tells them. Each number stands beside
the number of reviews in which it could have occurred; where these are few, the share is no trend.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from crossreview.library import Library
from crossreview.library.reviews import Facts
from crossreview.plurals import counted
from crossreview.search import Matches, Query, all_that_could_match, document_facts, matches, within
from crossreview.search.clauses import Clause
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import load_taxonomy

Dimension: TypeAlias = Literal["year", "area", "type", "theme", "addressee"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
FEW: Final = 5  # reviews; a share of fewer says nothing, and may point at a person
_EVERYTHING: Final = "all"


@dataclass(frozen=True)
class TrendRow:
    """In how many reviews something occurs (`reviews`), of how many with this value (`of`)."""

    series: str
    value: str
    label: str
    reviews: int
    of: int

    @property
    def share(self) -> float:
        """The share, from 0 to 1."""
        return self.reviews / self.of if self.of else 0.0

    @property
    def is_small(self) -> bool:
        """Whether there are too few reviews for the share to say anything."""
        return self.of < FEW


@dataclass(frozen=True)
class Trend:
    """The rows of one or several series; `notes` are what must be known to read them."""

    by: Dimension
    rows: tuple[TrendRow, ...]
    notes: tuple[str, ...]


def trend(library: Library, by: Dimension, series: Mapping[str, Query]) -> Trend:
    """How often each of several things that can be searched for occurs; the names of the series label the rows.

    Raises QueryError, UnknownTerm.
    """
    rows: list[TrendRow] = []
    notes: dict[str, None] = {}
    could_match: dict[tuple[Clause, ...], Mapping[str, _Review]] = {}
    for name, query in series.items():
        found, facts = matches(library, query), document_facts(query)
        if facts not in could_match:
            could_match[facts] = _reviews(all_that_could_match(library, facts))
        reviews = could_match[facts]
        rows += _item_rows(name, by, found, len(reviews)) if by in _ITEM_DIMENSIONS else _rows(name, by, found, reviews)
        notes |= dict.fromkeys(_notes(by, reviews.values()))
    if any(row.is_small for row in rows):
        notes[f"Shares of fewer than {FEW} reviews are left out: they say nothing, and may point at a person."] = None
    return Trend(by, tuple(rows), tuple(notes))


def theme_series(theme_ids: Iterable[str], query: Query) -> dict[str, Query]:
    """A series for each theme or group, within a query; the query alone where there are none.

    Raises UnknownTerm, QueryError where the query names themes itself.
    """
    named = {load_taxonomy().named(each).label: each for each in theme_ids}
    return {label: within(query, (each,)) for label, each in named.items()} or {str(query) or _EVERYTHING: query}


@dataclass(frozen=True)
class _Review:
    """What is counted of a review."""

    years: tuple[str, ...]
    types: tuple[str, ...]
    areas: tuple[str, ...]

    @classmethod
    def of(cls, documents: Iterable[Facts]) -> _Review:
        ordered = sorted(documents, key=lambda facts: facts.order)
        years = [facts.date[:4] for facts in ordered if facts.date is not None]
        types = [facts.review_type for facts in ordered if facts.review_type is not None]
        return cls(
            tuple(years[:1]), tuple(types[:1]), tuple(dict.fromkeys(a for facts in ordered for a in facts.areas))
        )

    def values(self, by: Dimension) -> tuple[str, ...]:
        return {"year": self.years, "type": self.types, "area": self.areas}[by]


_ITEM_DIMENSIONS: Final[frozenset[Dimension]] = frozenset({"theme", "addressee"})


def _reviews(found: Matches) -> dict[str, _Review]:
    documents: dict[str, list[Facts]] = defaultdict(list)
    for document in found.documents:
        documents[found.review_of(document)].append(document.facts)
    return {review: _Review.of(facts) for review, facts in documents.items()}


def _rows(series: str, by: Dimension, found: Matches, reviews: Mapping[str, _Review]) -> Iterator[TrendRow]:
    with_it = {found.review_of(document) for document in found.documents}
    of = Counter(value for review in reviews.values() for value in review.values(by))
    there = Counter(value for name in with_it & reviews.keys() for value in reviews[name].values(by))
    names = _names(by)
    order = sorted(of) if by == "year" else sorted(of, key=lambda value: (-there[value], -of[value], value))
    for value in order:
        yield TrendRow(series, value, names.get(value, value), there[value], of[value])


def _item_rows(series: str, by: Dimension, found: Matches, of: int) -> Iterator[TrendRow]:
    names = _names(by)
    for count in found.totals.by_value["theme" if by == "theme" else "addressee"]:
        yield TrendRow(series, count.value, names.get(count.value, count.value), count.reviews or 0, of)


def _names(by: Dimension) -> Mapping[str, str]:
    if by == "theme":
        return {theme.id: theme.label for theme in load_taxonomy().themes}
    if by == "addressee":
        return {agency.id: agency.label for agency in load_agencies().types}
    if by == "type":
        return {each.id: each.name for each in load_metadata_terms().review_types}
    return {}


def _notes(by: Dimension, reviews: Iterable[_Review]) -> Iterator[str]:
    if by not in _ITEM_DIMENSIONS:
        without = sum(not review.values(by) for review in reviews)
        if without:
            yield f"{counted(without, 'review')} without {'an' if by == 'area' else 'a'} {by} on the page left out."
