"""Trends: in how many reviews something occurs, of how many; and to whom asks went that no status is stated on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.errors import QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.library.threads import NO_UPDATE
from crossreview.records import STATUSES
from crossreview.report.briefing import ASKING, REPORTING
from crossreview.report.trends import DIMENSIONS, FEW, Dimension, Trend, TrendRow, theme_series, trend
from crossreview.search import Field, Matches, Query, checked, matches, totals_among, within
from crossreview.search.facets import Totals
from crossreview.vocabulary.labels import agency_label
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web.asking import address_of, query_of
from crossreview.web.charts import COLUMNS, Chart, Measure, Told, chart_of
from crossreview.web.site import site_of

MOST_THEMES: Final = 3
_USUAL: Final[Dimension] = "year"
# What the index has no status of is of no value of that fact, and so is found by what it is not.
_STATED: Final = tuple(status for status in STATUSES if status != "no_status")
NONE_STATED: Final = f"NOT status:{','.join(_STATED)}"


@dataclass(frozen=True)
class Form:
    """What is asked for: by what to count, of which themes, and within which search."""

    by: Dimension
    themes: tuple[str, ...]
    left_out: int
    query: Query

    @classmethod
    def of(cls, asked: QueryParams) -> Form:
        """That of an address. Raises QueryError, UnknownTerm."""
        told = asked.get("by", "") or _USUAL
        by = next((each for each in DIMENSIONS if each == told), None)
        if by is None:
            raise QueryError("Nothing is counted by that.", remedy=f"Choose from {', '.join(DIMENSIONS)}.")
        names = [load_taxonomy().named(each).id for each in filter(None, asked.getlist("theme"))]
        themes = tuple(dict.fromkeys(names))
        query = query_of(QueryParams([("q", asked.get("q", ""))]))
        return cls(by, themes[:MOST_THEMES], len(themes[MOST_THEMES:]), query)

    @property
    def is_everything(self) -> bool:
        """Whether all is counted: there is then nothing that it could be a share of."""
        return not self.themes and not self.query.text and not self.query.fields and self.by not in _OF_ITEMS


_OF_ITEMS: Final[frozenset[Dimension]] = frozenset({"theme", "addressee"})


@dataclass(frozen=True)
class OpenAsks:
    """Asks of an addressee: in how many reviews, and in how many of these nothing tells how anything stands.

    `passages` are the asks of it on which no status was read, wherever they stand.
    """

    label: str
    reviews: int
    silent: int
    passages: int
    address: str

    @property
    def is_few(self) -> bool:
        """Whether there are too few reviews to say anything."""
        return self.reviews < FEW


@dataclass(frozen=True)
class AllOpenAsks:
    """The same by addressee, those of most silent reviews first, and in all."""

    rows: tuple[OpenAsks, ...]
    reviews: int
    silent: int
    passages: int
    address: str


def show(request: Request) -> Response:
    """The form, with the trend that is asked for, or what is wrong with it."""
    site, asked = site_of(request), request.query_params
    try:
        form = Form.of(asked)
        series = theme_series(form.themes, form.query)
        counted = trend(site.library, form.by, series)
        open_asks = _open_asks(site.library, form)
    except (QueryError, UnknownTerm) as error:
        status = 400 if isinstance(error, QueryError) else 404
        return _page(request, status=status, error=error)
    return _page(
        request,
        form=form,
        chart=_chart(form, counted, series),
        notes=counted.notes,
        open_asks=open_asks,
        address_of_search=address_of(_within(form)),
    )


def _page(  # noqa: PLR0913  (one for each part of the page)
    request: Request,
    *,
    status: int = 200,
    error: QueryError | UnknownTerm | None = None,
    form: Form | None = None,
    chart: Chart | None = None,
    notes: tuple[str, ...] = (),
    open_asks: AllOpenAsks | None = None,
    address_of_search: str | None = None,
) -> Response:
    asked = request.query_params
    themes = form.themes if form is not None else tuple(filter(None, asked.getlist("theme")))[:MOST_THEMES]
    return site_of(request).page(
        request,
        "trends.html",
        status,
        error=error,
        form=form,
        chart=chart,
        notes=notes,
        open_asks=open_asks,
        address_of_search=address_of_search,
        text=asked.get("q", ""),
        by=form.by if form is not None else _USUAL,
        columns=COLUMNS,
        no_update=NO_UPDATE,
        chosen=[*themes, *[""] * (MOST_THEMES - len(themes))],
        groups=load_taxonomy().groups,
    )


def _chart(form: Form, counted: Trend, series: dict[str, Query]) -> Chart:
    def link(row: TrendRow) -> str | None:
        query = series[row.series]
        # Two values of one fact widen a search, and would list more than is counted.
        if any(field.name == form.by for field in query.fields):
            return None
        return address_of(query.with_field(Field(form.by, (row.value,))))

    measure: Measure = "reviews" if form.is_everything else "share"
    what = "All reviews" if form.is_everything else ", ".join(series)
    title = f"{what}: reviews by {COLUMNS[form.by].casefold()}"
    return chart_of(counted, Told("trend", title, measure, link), series)


def _within(form: Form) -> Query:
    return within(form.query, form.themes)


def _open_asks(library: Library, form: Form) -> AllOpenAsks | None:
    """Asks with no status stated, by addressee; None where the search asks for a status or for no asks at all."""
    query = _within(form)
    kinds = checked(Field("kind", query.kinds)).values if query.kinds else ASKING
    if query.statuses or not set(kinds) & set(ASKING):
        return None
    asking = replace(query, kinds=tuple(kind for kind in ASKING if kind in kinds), sort="relevance", way="words")
    text = f"({query.text}) {NONE_STATED}" if query.text.strip() else NONE_STATED
    without = replace(asking, text=text)
    every, open_ones = matches(library, asking), matches(library, without).totals
    silent = totals_among(library, asking, _silent(library, every))
    rows = sorted(_rows(every.totals, silent, open_ones, without), key=lambda row: (-row.silent, -row.reviews))
    return AllOpenAsks(tuple(rows), every.totals.reviews, silent.reviews, open_ones.passages, address_of(without))


def _rows(every: Totals, silent: Totals, open_ones: Totals, without: Query) -> Iterator[OpenAsks]:
    nothing = {count.value: count.reviews or 0 for count in silent.by_value.get("addressee", ())}
    passages = {count.value: count.passages for count in open_ones.by_value.get("addressee", ())}
    for count in every.by_value.get("addressee", ()):
        # Where the search names addressees itself, others are only asked beside them.
        if not without.addressees or count.value in checked(Field("addressee", without.addressees)).values:
            yield OpenAsks(
                label=agency_label(count.value),
                reviews=count.reviews or 0,
                silent=nothing.get(count.value, 0),
                passages=passages.get(count.value, 0),
                address=address_of(replace(without, addressees=(count.value,))),
            )


def _silent(library: Library, every: Matches) -> set[str]:
    """The reviews of which nothing in the library says how anything stands, whichever documents the search is of."""
    told = (_reviews(matches(library, query)) for query in (Query(kinds=REPORTING), Query(statuses=_STATED)))
    return _reviews(every).difference(*told)


def _reviews(found: Matches) -> set[str]:
    return {found.review_of(document) for document in found.documents}


ROUTES: Final = (Route("/trends", show),)
