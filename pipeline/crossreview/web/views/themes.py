"""Themes: what they mean, in how many reviews each occurs, and what was said and asked on one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.library import Library
from crossreview.records import ItemKind
from crossreview.report.briefing import ASKING, PRACTICE, SAYING
from crossreview.report.trends import Trend, TrendRow, theme_series, trend
from crossreview.search import Field, Hit, Query, search
from crossreview.vocabulary.taxonomy import ThemeEntry, ThemeGroup, load_taxonomy
from crossreview.vocabulary.wording import same_wording, telling_words
from crossreview.web.asking import address_of
from crossreview.web.charts import Chart, Told, chart_of
from crossreview.web.site import site_of
from crossreview.web.views.search import Shown, passage_address, shown

_CONSIDERED: Final = 300  # passages of each kind, from which the best are taken
_COMPARED: Final = 60  # asks
_SAID: Final = 12
_PRACTISED: Final = 8
_AREAS: Final = 12
_ID: Final = re.compile(r"\b[A-Z]{3}\b(?:\.[a-z0-9_]+)?")


@dataclass(frozen=True)
class GroupCount:
    """A group of themes, with the number of reviews in which it and each of its themes occurs."""

    group: ThemeGroup
    reviews: int
    themes: tuple[tuple[ThemeEntry, int], ...]


class Part(NamedTuple):
    """A part of a coding rule: words, or the id of a theme or group."""

    text: str
    theme: str | None


@dataclass(frozen=True)
class Ask:
    """One place where something is asked; `reworded` where not in the very words of the first."""

    shown: Shown
    reworded: bool


@dataclass(frozen=True)
class SameAsk:
    """Passages that ask for the same in nearly the same words, the newest first."""

    asks: tuple[Ask, ...]
    reviews: int
    areas: tuple[str, ...]
    years: tuple[str, ...]

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> SameAsk:
        """That of some passages."""
        years = sorted({hit.date[:4] for hit in hits if hit.date is not None})
        return cls(
            asks=tuple(Ask(_shown(hit), _plain(hit) != _plain(hits[0])) for hit in hits),
            reviews=len({hit.review for hit in hits}),
            areas=tuple(dict.fromkeys(area for hit in hits for area in hit.areas)),
            years=tuple(dict.fromkeys((*years[:1], *years[-1:]))),
        )


@dataclass(frozen=True)
class Quoted:
    """Some of the passages of a kind, how many there are, and the search that lists all of them."""

    passages: tuple[Shown, ...]
    total: int
    address: str


@dataclass(frozen=True)
class Asked:
    """What was asked: in several reviews alike, and in one; of how many passages, of how many that there are."""

    in_several: tuple[SameAsk, ...]
    in_one: tuple[SameAsk, ...]
    compared: int
    total: int
    address: str


def show_all(request: Request) -> Response:
    """All themes, by their groups."""
    site = site_of(request)
    found = search(site.library, Query(limit=1, count="reviews"))
    counts = {count.value: count.reviews or 0 for count in found.facets["theme"]}
    taxonomy = load_taxonomy()
    groups = [
        GroupCount(
            group,
            _reviews(site.library, Query(themes=(group.id,))),
            tuple((theme, counts.get(theme.id, 0)) for theme in group.themes if _is_shown(theme, counts)),
        )
        for group in taxonomy.groups
    ]
    return site.page(
        request,
        "themes.html",
        groups=groups,
        reviews=found.total_reviews,
        notes=found.notes,
        rules=[tuple(_parts(rule)) for rule in taxonomy.policy.coding_rules],
        gaps=_gaps(),
        abstain=taxonomy.policy.abstain,
    )


def show(request: Request) -> Response:
    """A theme or a group of themes."""
    site = site_of(request)
    named = load_taxonomy().named(request.path_params["theme"])
    query = Query(themes=(named.id,))
    series = theme_series((named.id,), Query())
    by_year, by_area = trend(site.library, "year", series), trend(site.library, "area", series)
    areas = _chart(_found_in(by_area), "areas", f"{named.label}: reviews by area", query)
    reviews = _reviews(site.library, query)
    return site.page(
        request,
        "theme.html",
        named=named,
        group=next((each for each in load_taxonomy().groups if isinstance(named, ThemeEntry) and named in each.themes),
                   None),
        themes=_within(site.library, named),
        replaced=_replaced(named),
        rules=[tuple(_parts(rule)) for rule in load_taxonomy().policy.coding_rules if _concerns(rule, named)],
        gaps=_gaps(),
        reviews=reviews,
        of_reviews=_reviews(site.library, Query()),
        query=query,
        years=_chart(by_year, "years", f"{named.label}: reviews by year", query),
        areas=replace(areas, rows=areas.rows[:_AREAS]),
        other_areas=replace(areas, title=f"{areas.title}, the others", rows=areas.rows[_AREAS:]),
        areas_without=sum(not row.reviews for row in by_area.rows),
        notes=tuple(dict.fromkeys((*by_year.notes, *by_area.notes))),
        asked=_asked(site.library, query),
        said=_quoted(site.library, query, SAYING, _SAID),
        practice=_quoted(site.library, query, PRACTICE, _PRACTISED),
    )  # fmt: skip


def same_asks(hits: Sequence[Hit]) -> Iterator[SameAsk]:
    """Passages put together that are worded alike; those of most reviews first, then in the order they came in."""
    groups: list[tuple[frozenset[str], list[Hit]]] = []
    for hit in hits:
        words = telling_words(hit.passage)
        alike = next((of for theirs, of in groups if _is_same(hit, words, of[0], theirs)), None)
        if alike is not None:
            alike.append(hit)
        else:
            groups.append((words, [hit]))
    yield from sorted((SameAsk.of(of) for _, of in groups), key=lambda same: -same.reviews)


def _shown(hit: Hit) -> Shown:
    # Without the way back to a search: there was none.
    return replace(shown(hit, Query()), address=passage_address(hit.document_id, hit.part_id))


def _is_same(hit: Hit, words: frozenset[str], other: Hit, others: frozenset[str]) -> bool:
    return _plain(hit) == _plain(other) or same_wording(words, others)


def _plain(hit: Hit) -> str:
    return " ".join(hit.passage.casefold().split())


def _asked(library: Library, query: Query) -> Asked:
    asking = replace(query, kinds=ASKING)
    hits, total = _best(library, asking)
    compared = hits[:_COMPARED]
    groups = tuple(same_asks(compared))
    return Asked(
        in_several=tuple(each for each in groups if each.reviews > 1),
        in_one=tuple(each for each in groups if each.reviews == 1),
        compared=len(compared),
        total=total,
        address=address_of(asking),
    )


def _quoted(library: Library, query: Query, kinds: tuple[ItemKind, ...], most: int) -> Quoted:
    asking = replace(query, kinds=kinds)
    hits, total = _best(library, asking)
    passages = tuple(_shown(hit) for hit in tuple(_once(_in_turns(hits)))[:most])
    return Quoted(passages, total, address_of(asking))


def _best(library: Library, query: Query) -> tuple[list[Hit], int]:
    """What is mainly about the theme before what touches it, the newest first; and how many there are."""
    results = search(library, replace(query, way="words", limit=_CONSIDERED, count="totals"))
    ids = frozenset(_ids(query.themes))
    return sorted(results.hits, key=lambda hit: not ids.intersection(hit.themes[:1])), results.total_passages


def _ids(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        named = load_taxonomy().named(name)
        yield from (theme.id for theme in named.themes) if isinstance(named, ThemeGroup) else (named.id,)


def _in_turns(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The best of each review, then the second of each: no review speaks twice before all have spoken."""
    by_review: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_review[hit.review].append(hit)
    for turn in range(max(map(len, by_review.values()), default=0)):
        yield from (of_review[turn] for of_review in by_review.values() if turn < len(of_review))


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """What several documents of a review print, once."""
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if (hit.review, _plain(hit)) not in seen:
            seen.add((hit.review, _plain(hit)))
            yield hit


def _within(library: Library, named: ThemeEntry | ThemeGroup) -> list[tuple[ThemeEntry, int]]:
    """The themes of a group with the number of reviews in which each occurs; none of a theme."""
    if isinstance(named, ThemeEntry):
        return []
    counts = search(library, Query(themes=(named.id,), limit=1, count="reviews")).facets.get("theme", ())
    by_theme = {count.value: count.reviews or 0 for count in counts}
    return [(theme, by_theme.get(theme.id, 0)) for theme in named.themes if _is_shown(theme, by_theme)]


def _is_shown(theme: ThemeEntry, counts: dict[str, int]) -> bool:
    """Whether a theme is in use, or was when something was coded."""
    return theme.status is None or counts.get(theme.id, 0) > 0


def _replaced(named: ThemeEntry | ThemeGroup) -> tuple[str | None, str | None]:
    """The status of a theme that is no longer used, and the id of the theme in its place."""
    return (named.status, named.replaced_by) if isinstance(named, ThemeEntry) else (None, None)


def _reviews(library: Library, query: Query) -> int:
    return search(library, replace(query, limit=1, count="totals")).total_reviews


def _found_in(by_area: Trend) -> Trend:
    return replace(by_area, rows=tuple(row for row in by_area.rows if row.reviews))


def _chart(counted: Trend, name: str, title: str, query: Query) -> Chart:
    def link(row: TrendRow) -> str:
        return address_of(query.with_field(Field("year" if counted.by == "year" else "area", (row.value,))))

    return chart_of(counted, Told(name, title, link=link))


def _concerns(rule: str, named: ThemeEntry | ThemeGroup) -> bool:
    """Whether a rule names a theme or its group; for a group, whether it names any of its themes."""
    ids = set(_ID.findall(rule))
    if isinstance(named, ThemeGroup):
        return not ids.isdisjoint((named.id, *(theme.id for theme in named.themes)))
    return not ids.isdisjoint((named.id, named.group))


def _parts(rule: str) -> Iterator[Part]:
    """A rule, cut into words and ids."""
    taxonomy = load_taxonomy()
    known = {*taxonomy.ids, *(group.id for group in taxonomy.groups)}
    at = 0
    for found in _ID.finditer(rule):
        if found[0] in known:
            yield Part(rule[at : found.start()], None)
            yield Part(found[0], found[0])
            at = found.end()
    yield Part(rule[at:], None)


def _gaps() -> list[str]:
    """Problems that no theme is about."""
    return [gap.strip() for gaps in load_taxonomy().policy.known_gaps for gap in gaps.split(";")]


ROUTES: Final = (Route("/themes", show_all), Route("/themes/{theme}", show))
