"""The facts that a query asks for: every id is checked against its vocabulary, then looked up.

Facts of an item are terms of the index. Facts of a document are looked up in the tables, and become numbers of
documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import tantivy

from crossreview.errors import QueryError
from crossreview.records import GENRES, ITEM_KINDS, STATUSES
from crossreview.search.clauses import SETTINGS, All, AnyOf, Clause, Field, FieldName, Without
from crossreview.search.entries import BLOCK_KINDS, DOCUMENT_KIND
from crossreview.search.fields import schema
from crossreview.search.tables import IndexedDocument, Tables
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import ThemeGroup, load_taxonomy

KINDS: Final = (*ITEM_KINDS, *BLOCK_KINDS, DOCUMENT_KIND)
_ITEM_FIELDS: Final[Mapping[FieldName, str]] = {
    "theme": "themes",
    "kind": "kind",
    "addressee": "addressees",
    "status": "status",
}
_DATE = re.compile(
    r"""
    [12] [0-9]{3}
    (?: - (?: 0[1-9] | 1[0-2] )
        (?: - (?: 0[1-9] | [12][0-9] | 3[01] ) )? )?
    """,
    re.VERBOSE,
)
_Values: TypeAlias = Callable[[IndexedDocument], Iterable[str | None]]

# What a document has of each fact, in small letters.
_DOCUMENT_FIELDS: Final[Mapping[FieldName, _Values]] = {
    "type": lambda document: (document.facts.review_type,),
    "genre": lambda document: (document.facts.genre,),
    "area": lambda document: (*document.areas, *document.gss),
    "agency": lambda document: document.agencies,
    "age": lambda document: (document.age_band,),
    "harm": lambda document: document.harm_types,
    "year": lambda document: ((document.facts.date or "")[:4],),
}

# What an unknown id is called, and the ids that there are.
_VOCABULARIES: Final[Mapping[FieldName, tuple[str, Callable[[], Iterable[str]]]]] = {
    "kind": ("kind", lambda: KINDS),
    "type": ("review type", lambda: [each.id for each in load_metadata_terms().review_types]),
    "genre": ("genre", lambda: GENRES),
    "agency": ("agency", lambda: load_agencies().ids),
    "addressee": ("agency", lambda: load_agencies().ids),
    "status": ("status", lambda: STATUSES),
}


def filter_query(field: Field, tables: Tables, known: dict[Field, list[int]]) -> tantivy.Query:
    """What finds all passages that have a fact. Raises UnknownTerm, QueryError as `checked`.

    `known` are the numbers of documents that were looked up before.
    """
    field = checked(field)
    if field.name in _ITEM_FIELDS:
        return tantivy.Query.term_set_query(schema(), _ITEM_FIELDS[field.name], list(field.values))
    if field not in known:
        known[field] = [document.number for document in tables.documents if has(document, field)]
    return tantivy.Query.term_set_query(schema(), "document", known[field])


def has(document: IndexedDocument, field: Field) -> bool:
    """Whether a document has a fact of documents (checked)."""
    if field.name in {"since", "until"}:
        return _is_between(document.facts.date, field)
    found = {value.casefold() for value in _DOCUMENT_FIELDS[field.name](document) if value is not None}
    return not found.isdisjoint(value.casefold() for value in field.values)


def is_of_documents(clause: Clause) -> bool:
    """Whether a clause demands facts of documents and nothing of their passages."""
    match clause:
        case Field(name, _):
            return name not in _ITEM_FIELDS
        case Without(part):
            return is_of_documents(part)
        case All(parts) | AnyOf(parts):
            return all(map(is_of_documents, parts))
        case _:
            return False


def _is_between(date: str | None, field: Field) -> bool:
    """Whether a document can be of that time: one of 2019 may be of any day of it."""
    if date is None:
        return False
    bound = field.values[-1]
    return date[: len(bound)] >= bound[: len(date)] if field.name == "since" else date[: len(bound)] <= bound


def checked(field: Field) -> Field:
    """The fact with the ids as the vocabularies write them.

    Raises UnknownTerm, with the nearest ids, for one that no vocabulary has, QueryError for a date that is none and for
    how to search (`sort`, `by`) where a fact should stand.
    """
    if field.name in SETTINGS:
        raise QueryError(
            f"'{field.name}:{field.values[-1]}' stands among words.", remedy="Write it at the end, outside of brackets."
        )
    return Field(field.name, tuple(_checked(field)))


def _checked(field: Field) -> Iterable[str]:
    if field.name in {"theme", "harm"}:
        return _themes(field.values)
    if field.name in {"since", "until"}:
        return _dates(field.name, field.values)
    if field.name in _VOCABULARIES:
        called, ids = _VOCABULARIES[field.name]
        return _known(called, field.values, ids())
    return field.values


def _themes(ids: Iterable[str]) -> Iterator[str]:
    """The themes meant: a group means all of its themes."""
    for theme_id in ids:
        named = load_taxonomy().named(theme_id)
        yield from (theme.id for theme in named.themes) if isinstance(named, ThemeGroup) else (named.id,)


def _known(kind: str, values: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    by_folded = {value.casefold(): value for value in known}
    for value in values:
        if value.casefold() not in by_folded:
            raise unknown_term(kind, value, tuple(by_folded.values()))
        yield by_folded[value.casefold()]


def _dates(name: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if not _DATE.fullmatch(value):
            raise QueryError(
                f"'{name}:{value}' gives no date.", remedy="Write a year, a month or a day: 2019, 2019-05, 2019-05-21."
            )
        yield value
