"""A search as an address, which holds all of it and can be passed on, and an address as a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import QueryParams

from crossreview.errors import QueryError
from crossreview.search import FacetName, Field, FieldName, Query

# In the order in which people narrow a search.
FACETS: Final[tuple[FacetName, ...]] = (
    *("theme", "kind", "area", "addressee", "agency", "year"),
    *("status", "type", "genre", "age", "harm"),
)
_SINGLE: Final[tuple[FieldName, ...]] = ("since", "until", "sort", "by")
_USUAL: Final = frozenset({("sort", "relevance"), ("by", "both")})
DATES: Final[tuple[FieldName, ...]] = ("since", "until")
# How dates are written in the United Kingdom.
_WRITTEN_DATES: Final = (
    *((written, "%Y-%m-%d") for written in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")),
    *((written, "%Y-%m") for written in ("%m/%Y", "%B %Y", "%b %Y")),
)
A_PAGE: Final = 20  # passages
MOST_PAGES: Final = 25
_MOST_LETTERS: Final = 2_000
_MOST_VALUES: Final = 50  # of one fact


def query_of(asked: QueryParams) -> Query:
    """The search that an address asks for. Raises QueryError."""
    text = asked.get("q", "")
    if len(text) > _MOST_LETTERS:
        raise QueryError(f"The search has more than {_MOST_LETTERS:,} letters.", remedy="Ask in fewer words.")
    query = Query.read(text)
    for name in FACETS:
        values = tuple(filter(None, asked.getlist(name)))[:_MOST_VALUES]
        told = next((field.values for field in query.fields if field.name == name), ())
        new = tuple(value for value in dict.fromkeys(values) if value not in told)
        if new:
            query = query.with_field(Field(name, new))
    for setting in _SINGLE:
        value = asked.get(setting, "").strip()
        if setting in DATES:
            value = iso_of(value)
        if value and (setting, value) not in _USUAL:
            query = query.with_field(Field(setting, (value,)))
    return query


def says_more_than_it_asks(asked: QueryParams) -> bool:
    """Whether an address, as a form makes it, has parts that ask for nothing."""
    return any(not value or (name, value) in _USUAL for name, value in asked.multi_items() if name != "q")


def page_of(asked: QueryParams) -> int:
    """Which page of the results is asked for, from 1."""
    told = asked.get("page", "1")
    return min(MOST_PAGES, max(1, int(told))) if told.isdecimal() and len(told) < _MOST_LETTERS else 1


def address_of(query: Query, path: str = "/search", **more: str | int) -> str:
    """The address of a search."""
    parts = [*_parts(query), *((name, str(value)) for name, value in more.items())]
    return f"{path}?{urlencode(parts)}" if parts else path


def iso_of(told: str) -> str:
    """A date as people write it, as an ISO date; what is none is left as it is.

    >>> [iso_of(told) for told in ("21/5/2019", "May 2019", "21 May 2019", "2019", "some day")]
    ['2019-05-21', '2019-05', '2019-05-21', '2019', 'some day']
    """
    for written, kept in _WRITTEN_DATES:
        try:
            return datetime.strptime(told.strip(), written).strftime(kept)
        except ValueError:
            continue
    return told


_Else = TypeVar("_Else", str, None)


def inside(address: str, otherwise: _Else) -> str | _Else:
    """An address of this page as it is, `otherwise` for any other: nobody is led elsewhere by a link to here."""
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address of version 6
        return otherwise
    leads_here = not parts.scheme and not parts.netloc and address.startswith("/") and address[1:2] not in {"/", "\\"}
    return address if leads_here and address.isprintable() else otherwise


def without(query: Query, name: str, value: str) -> Query:
    """The search without one of its facts."""
    fields: dict[str, tuple[str, ...]] = {each.name: each.values for each in query.fields}
    kept = tuple(each for each in fields.pop(name, ()) if each != value)
    bare = Query(query.text, sort=query.sort, way=query.way, limit=query.limit, count=query.count)
    for each in query.fields:
        values = kept if each.name == name else each.values
        if values:
            bare = bare.with_field(replace(each, values=values))
    return bare


def _parts(query: Query) -> Iterator[tuple[str, str]]:
    if query.text:
        yield "q", query.text
    for field in query.fields:
        yield from ((field.name, value) for value in field.values)
    yield from (setting for setting in (("sort", query.sort), ("by", query.way)) if setting not in _USUAL)
