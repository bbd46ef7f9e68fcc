"""The filters of a query, with every id checked against its vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.errors import QueryError
from crossreview.records import GENRES, ITEM_KINDS, STATUSES
from crossreview.search.entries import BLOCK_KINDS
from crossreview.search.query import Query
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import load_taxonomy


@dataclass(frozen=True)
class Filters:
    """For each field the values of which one must be there, and the earliest year."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]
    since: int | None


def filters_of(query: Query) -> Filters:
    """The filters of a query. Raises UnknownTerm, with the nearest ids, for one that no vocabulary has."""
    if query.limit < 1:
        raise QueryError(f"A limit of {query.limit} asks for nothing.", remedy="Ask for one passage or more.")
    terms = (
        ("themes", tuple(_themes(query.themes))),
        ("kind", _known("kind", query.kinds, (*ITEM_KINDS, *BLOCK_KINDS))),
        ("areas", tuple(area.casefold() for area in query.areas)),
        ("agencies", _known("agency", query.agencies, load_agencies().ids)),
        ("review_type", _review_types(query.review_types)),
        ("genre", _known("genre", query.genres, GENRES)),
        ("status", _known("status", query.statuses, STATUSES)),
    )
    return Filters(terms, query.since)


def _themes(ids: Iterable[str]) -> Iterator[str]:
    """The themes meant: a group means all of its themes."""
    taxonomy = load_taxonomy()
    groups = {group.id: group for group in taxonomy.groups}
    for theme_id in ids:
        if theme_id in groups:
            yield from (theme.id for theme in groups[theme_id].themes)
        else:
            yield taxonomy.theme(theme_id).id


def _known(kind: str, values: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    by_folded = {value.casefold(): value for value in known}
    for value in values:
        if value.casefold() not in by_folded:
            raise unknown_term(kind, value, known)
    return tuple(by_folded[value.casefold()] for value in values)


def _review_types(ids: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(review_type.id for review_type in load_metadata_terms().review_types)
    return tuple(found.casefold() for found in _known("review type", ids, known))
