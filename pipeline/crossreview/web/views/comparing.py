"""Reviews side by side: what they are, which themes they share, what was asked of whom and what is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.library.threads import NO_UPDATE
from crossreview.records import REPORT_KINDS
from crossreview.search.indexing import usable_index
from crossreview.vocabulary.labels import agency_label, theme_label
from crossreview.web.labels import status_label
from crossreview.web.site import site_of
from crossreview.web.views.reviewing import Listed, Reading, Ref, Step, listed, review_with

FEWEST: Final = 2
MOST: Final = 4  # side by side
_NOBODY: Final = "nobody named"
_FOLLOWED: Final = "no status stated; an action or a report follows, from it or from what it carries out"


@dataclass(frozen=True)
class Column:
    """One of the reviews."""

    review: Listed
    reading: Reading
    unread: int

    @classmethod
    def of(cls, review: Listed, reading: Reading) -> Column:
        """The column of a review; `unread` counts pages."""
        return cls(review, reading, sum(len(document.unreadable) for document in reading.documents))


@dataclass(frozen=True)
class Line:
    """A line of a table: what of each review is of this name, by the places where it stands."""

    name: str
    address: str | None
    cells: tuple[tuple[Ref, ...], ...]

    @property
    def is_shared(self) -> bool:
        """Whether all reviews have it."""
        return all(self.cells)

    @property
    def total(self) -> int:
        """How much there is in all reviews."""
        return sum(map(len, self.cells))


def chosen(asked: QueryParams) -> tuple[str, ...]:
    """The ids of the reviews that are ticked, each once."""
    return tuple(dict.fromkeys(filter(None, asked.getlist("review"))))


def show(request: Request) -> Response:
    """Two to four reviews side by side, or what is wrong with the choice. Raises UnknownTerm."""
    site = site_of(request)
    reviews = listed(usable_index(site.library))
    ids = chosen(request.query_params)
    if not FEWEST <= len(ids) <= MOST:
        kept = [reviews[review] for review in ids if review in reviews]
        return site.page(request, "compare.html", 400, columns=[], kept=kept, fewest=FEWEST, most=MOST)
    named = [review_with(reviews, review) for review in ids]
    columns = [Column.of(review, Reading.of(site.library, review)) for review in named]
    themes = _themes(columns)
    return site.page(
        request,
        "compare.html",
        columns=columns,
        kept=named,
        shared=[line for line in themes if line.is_shared],
        others=[line for line in themes if not line.is_shared],
        addressees=_lines(columns, _addressees),
        statuses=_lines(columns, _statuses),
        fewest=FEWEST,
        most=MOST,
    )


def _themes(columns: Sequence[Column]) -> list[Line]:
    by_theme = [
        {theme.theme: (*theme.statements, *theme.wholes) for theme in column.reading.themes} for column in columns
    ]
    themes = dict.fromkeys(theme for found in by_theme for theme in found)
    lines = [
        Line(theme_label(theme), f"/themes/{quote(theme, safe='')}", tuple(found.get(theme, ()) for found in by_theme))
        for theme in themes
    ]
    return sorted(lines, key=lambda line: (-sum(map(bool, line.cells)), -line.total, line.name))


def _lines(columns: Sequence[Column], names_of: Callable[[Step], Iterable[str]]) -> list[Line]:
    """The asks of each review by what `names_of` gives for each; one with two names stands under both."""
    asks: defaultdict[str, list[list[Ref]]] = defaultdict(lambda: [[] for _ in columns])
    for at, column in enumerate(columns):
        for step in column.reading.thread.asks:
            for name in names_of(step):
                asks[name][at].append(step.ref)
    lines = [Line(name, None, tuple(map(tuple, cells))) for name, cells in asks.items()]
    return sorted(lines, key=lambda line: (-line.total, line.name))


def _addressees(step: Step) -> Iterable[str]:
    return tuple(map(agency_label, step.addressees)) or (_NOBODY,)


def _statuses(step: Step) -> Iterable[str]:
    """What is stated of an ask: beside it, in the reports on it, or that there is nothing."""
    reported = [below.status for below in step.below if below.kind in REPORT_KINDS and below.status is not None]
    if step.status is not None:
        yield f"stated beside it: {status_label(step.status)}"
    yield from dict.fromkeys(f"reported: {status_label(status)}" for status in reported)
    if step.status is None and not reported:
        yield NO_UPDATE if step.gap is not None else _FOLLOWED


ROUTES: Final = (Route("/compare", show),)
