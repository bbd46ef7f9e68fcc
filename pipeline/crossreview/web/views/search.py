"""Searching: the passages found, the facts to narrow it by, and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crossreview.errors import QueryError, UnknownTerm
from crossreview.records import ASK_KINDS
from crossreview.search import (
    WITH_ALL_WORDS,
    FacetCount,
    FacetName,
    Field,
    FieldName,
    Hit,
    Query,
    Results,
    Way,
    checked,
    search,
)
from crossreview.web.asking import (
    A_PAGE,
    DATES,
    FACETS,
    MOST_PAGES,
    address_of,
    iso_of,
    page_of,
    query_of,
    says_more_than_it_asks,
    without,
)
from crossreview.web.labels import FACET_NAMES, label_of
from crossreview.web.quoting import Words, marked
from crossreview.web.site import Site, site_of

_LISTED: Final = A_PAGE * MOST_PAGES  # of one search, whichever page of it is looked at
_SHOWN_VALUES: Final = 8
_MOST_VALUES: Final = 24


@dataclass(frozen=True)
class Choice:
    """A value that a search can be narrowed by."""

    value: str
    label: str
    reviews: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A fact that a search can be narrowed by: the values shown at first, and the others."""

    name: FacetName
    title: str
    first: tuple[Choice, ...]
    others: tuple[Choice, ...]
    left_out: int

    @property
    def is_open(self) -> bool:
        """Whether something of it is chosen."""
        return any(choice.chosen for choice in (*self.first, *self.others))


@dataclass(frozen=True)
class Shown:
    """A passage as it is shown."""

    hit: Hit
    words: tuple[Words, ...]
    address: str
    is_ask: bool
    lacks_words: bool


@dataclass(frozen=True)
class Chosen:
    """A fact that is asked for, and the search without it."""

    title: str
    label: str
    without: str


@dataclass(frozen=True)
class Beside:
    """Addresses of the pages of results before and after."""

    before: str | None
    after: str | None


def show(request: Request) -> Response:
    """The results of a search, or the form with what is wrong."""
    site, asked = site_of(request), request.query_params
    try:
        query = query_of(asked)
        number = page_of(asked)
        if says_more_than_it_asks(asked):
            return RedirectResponse(address_of(query, page=number) if number > 1 else address_of(query), 302)
        results = search(site.library, replace(query, limit=_LISTED, count="reviews"), _part(number))
    except (QueryError, UnknownTerm) as error:
        status = 400 if isinstance(error, QueryError) else 404
        return _refused(request, status, error)
    return site.page(
        request,
        "search.html",
        query=query,
        results=results,
        hits=[shown(hit, query) for hit in results.hits],
        cut=_cut(query, number, results),
        facets=list(_facets(site, query, results)),
        chosen=list(_chosen(query)),
        first=(number - 1) * A_PAGE + 1,
        number=number,
        beside=_beside(query, number, results),
        text=query.text,
    )


def _refused(request: Request, status: int, error: QueryError | UnknownTerm) -> Response:
    """The form as it was filled in, with what is wrong in it."""
    asked = request.query_params
    wrong = next((name for name in DATES if not _is_right(name, iso_of(asked.get(name, "")))), "q")
    kept = [(name, value) for name in FACETS for value in asked.getlist(name) if value and _is_right(name, value)]
    settings = [(name, asked[name]) for name in ("sort", "by") if name in asked]
    return site_of(request).page(
        request,
        "search_error.html",
        status,
        error=error,
        wrong=wrong,
        text=asked.get("q", ""),
        since=asked.get("since", ""),
        until=asked.get("until", ""),
        kept=[*kept, *settings],
        chosen=[(FACET_NAMES[name], label_of(name, value)) for name, value in kept],
    )


def _is_right(name: FieldName, value: str) -> bool:
    try:
        return not value or bool(checked(Field(name, (value,))))
    except (QueryError, UnknownTerm):
        return False


def shown(hit: Hit, query: Query) -> Shown:
    """A passage with its words marked and the address of its page."""
    return Shown(
        hit=hit,
        words=marked(hit.passage, hit.matches),
        address=passage_address(hit.document_id, hit.part_id, query, hit.page if hit.cut_before else None),
        is_ask=hit.kind in ASK_KINDS,
        lacks_words=hit.found_by not in WITH_ALL_WORDS and bool(query.text),
    )


def passage_address(document_id: str, part_id: str, query: Query | None = None, page: int | None = None) -> str:
    """Where a passage is shown on its page, or on another that it goes on to, with the way back to a search."""
    told = {"page": page, "from": address_of(query) if query is not None else None}
    asked = urlencode({name: value for name, value in told.items() if value is not None})
    return f"/documents/{quote(document_id, safe='')}/passages/{quote(part_id, safe='')}{f'?{asked}' if asked else ''}"


def _facets(site: Site, query: Query, results: Results) -> Iterator[Facet]:
    chosen = {field.name: field.values for field in query.fields}
    for name in FACETS:
        # Where no status was read there is mostly none at all, and the few that say so are no choice beside the others.
        counts = [count for count in results.facets.get(name, ()) if count.value != "no_status"]
        if name in chosen:
            # What else could be chosen beside it is found without it.
            # Words alone are counted, but where nothing goes by them.
            way: Way = "meaning" if query.way == "meaning" else "words"
            other = replace(
                _without_all(query, name), limit=_LISTED if way == "meaning" else 1, count="reviews", way=way
            )
            counts = list(search(site.library, other, slice(0)).facets.get(name, ()))
        facet = _facet(name, counts, chosen.get(name, ()))
        if facet.first:
            yield facet


def _facet(name: FacetName, counts: Sequence[FacetCount], chosen: Sequence[str]) -> Facet:
    folded = {value.casefold() for value in chosen}
    found = {count.value.casefold() for count in counts}
    missing = [Choice(value, label_of(name, value), 0, True) for value in chosen if value.casefold() not in found]
    ordered = sorted(counts, key=lambda count: count.value, reverse=True) if name == "year" else counts
    choices = [
        Choice(each.value, label_of(name, each.value), each.reviews, each.value.casefold() in folded)
        for each in ordered
    ]
    first = [*missing, *(choice for choice in choices if choice.chosen)]
    rest = [choice for choice in choices if not choice.chosen]
    room = max(0, _SHOWN_VALUES - len(first))
    others = rest[room : room + _MOST_VALUES]
    left_out = max(0, len(rest) - room - len(others))
    return Facet(name, FACET_NAMES[name], (*first, *rest[:room]), tuple(others), left_out)


def _without_all(query: Query, name: str) -> Query:
    for field in query.fields:
        if field.name == name:
            for value in field.values:
                query = without(query, name, value)
    return query


def _chosen(query: Query) -> Iterator[Chosen]:
    titles: dict[str, str] = {"since": "From", "until": "Up to", **{str(name): FACET_NAMES[name] for name in FACETS}}
    for field in query.fields:
        for value in field.values:
            yield Chosen(titles[field.name], label_of(field.name, value), address_of(without(query, field.name, value)))


def _part(number: int) -> slice:
    """What of the list stands on a page."""
    return slice((number - 1) * A_PAGE, number * A_PAGE)


def _cut(query: Query, number: int, results: Results) -> int:
    """How many passages are listed of more that there are, on the last page of the list; 0 elsewhere."""
    is_last = results.listed <= number * A_PAGE
    more = results.total_passages > results.listed and query.way != "meaning"
    return results.listed if is_last and more else 0


def _beside(query: Query, number: int, results: Results) -> Beside:
    goes_on = number * A_PAGE < results.listed
    return Beside(
        address_of(query, page=number - 1) if number > 1 else None,
        address_of(query, page=number + 1) if goes_on else None,
    )


ROUTES: Final = (Route("/search", show),)
