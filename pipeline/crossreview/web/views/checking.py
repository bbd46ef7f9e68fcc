"""Looking after what was read: the least certain readings first, and all that people corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.library.correcting import lost_corrections
from crossreview.library.rows import document_date
from crossreview.records import ITEM_KINDS, DocumentRecord, Item
from crossreview.search import Query, least_certain
from crossreview.search.indexing import usable_index
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import ThemeGroup, load_taxonomy
from crossreview.web.changes import log, notice_of, seen_of, told_of
from crossreview.web.quoting import Words, marked
from crossreview.web.site import site_of
from crossreview.web.views.pages import ranges_of

_READINGS: Final = 20  # a page
_CORRECTIONS: Final = 50
_LONGEST_NUMBER: Final = 7
NO_THEME: Final = "none"


@dataclass(frozen=True)
class Doubtful:
    """A statement to be looked at, with the words marked that led to its themes."""

    record: DocumentRecord
    item: Item
    words: tuple[Words, ...]
    date: str | None
    seen: str


@dataclass(frozen=True)
class Leaf:
    """One page of a list: its number, how much is listed, where in it this begins (from 1), and the pages beside it."""

    number: int
    total: int
    first: int
    length: int
    before: str | None
    after: str | None

    @property
    def places(self) -> slice:
        """What of the list stands here."""
        return slice(self.first - 1, self.first - 1 + self.length)


def show(request: Request) -> Response:
    """The readings that are least certain."""
    site, asked = site_of(request), request.query_params
    theme, kind = _theme(asked.get("theme", "")), _kind(asked.get("kind", ""))
    query = Query(kinds=(kind,) if kind is not None else (), themes=() if theme in {None, NO_THEME} else (theme,))
    unsure = least_certain(site.library, query, _asked_about(theme), slice(0))
    chosen = {name: value for name, value in (("theme", theme), ("kind", kind)) if value is not None}
    leaf = _leaf("/check", chosen, unsure.listed, asked.get("page", ""), _READINGS)
    unsure = least_certain(site.library, query, _asked_about(theme), leaf.places)
    return site.page(
        request,
        "check.html",
        doubtful=list(_doubtful(site.library, unsure.statements)),
        total=unsure.total,
        leaf=leaf,
        theme=theme,
        kind=kind,
        no_theme=NO_THEME,
        groups=load_taxonomy().groups,
        kinds=ITEM_KINDS,
        back=_address("/check", chosen, leaf.number),
        signer=site_of(request).person(request),
        by_proxy=site.settings.proxy_header is not None,
        notice=notice_of(site.library, asked),
    )


def show_corrections(request: Request) -> Response:
    """All that was corrected, the latest first; with `?lost=1` what has lost the statement that it is about."""
    site, asked = site_of(request), request.query_params
    lost = asked.get("lost") == "1"
    corrections = site.library.catalogue.corrections()
    if lost:
        gone = {each.number for each in lost_corrections(site.library, lambda error: log.warning("%s", error))}
        corrections = tuple(each for each in corrections if each.number in gone)
    chosen = {"lost": "1"} if lost else {}
    leaf = _leaf("/corrections", chosen, len(corrections), asked.get("page", ""), _CORRECTIONS)
    return site.page(
        request,
        "corrections.html",
        told=[told_of(each) for each in corrections[::-1][leaf.places]],
        names=_names(site.library),
        leaf=leaf,
        lost=lost,
        back=_address("/corrections", chosen, leaf.number),
        signer=site_of(request).person(request),
        by_proxy=site.settings.proxy_header is not None,
        notice=notice_of(site.library, asked),
    )


def _doubtful(library: Library, statements: Iterable[tuple[str, str]]) -> Iterator[Doubtful]:
    records: dict[str, DocumentRecord] = {}
    for document_id, item_id in statements:
        try:
            record = records.get(document_id) or library.record(document_id)
        except CrossreviewError:
            continue  # it went meanwhile
        records[document_id] = record
        item = next((item for item in record.items if item.id == item_id), None)
        if item is not None and "themes" not in item.by_hand:  # during a run the index is behind
            evidence = [span for theme in item.themes for span in theme.evidence]
            words = marked(item.source.text_in(record.document.text), ranges_of(item.source, evidence))
            yield Doubtful(record, item, words, document_date(record), seen_of(item))


def _names(library: Library) -> dict[str, str]:
    """What documents are called, by their ids; a search knows it without reading their records."""
    facts = [document.facts for document in usable_index(library).documents.values()]
    return {each.document_id: each.title or each.filename for each in facts}


def _theme(told: str) -> str | None:
    if told in {"", NO_THEME}:
        return told or None
    return load_taxonomy().named(told).id


def _kind(told: str) -> str | None:
    if told and told not in ITEM_KINDS:
        raise unknown_term("kind", told, ITEM_KINDS)
    return told or None


def _asked_about(theme: str | None) -> tuple[str, ...] | None:
    """The themes whose certainty counts: of a group all of its own, of no theme none."""
    if theme is None:
        return None
    if theme == NO_THEME:
        return ()
    named = load_taxonomy().named(theme)
    return tuple(each.id for each in named.themes) if isinstance(named, ThemeGroup) else (named.id,)


def _leaf(path: str, chosen: dict[str, str], total: int, told: str, length: int) -> Leaf:
    """A page of a list of so many; the last one where there is none with that number."""
    last = max(1, -(-total // length))
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < _LONGEST_NUMBER else 1
    number = min(max(number, 1), last)
    first = (number - 1) * length + 1
    before = _address(path, chosen, number - 1) if number > 1 else None
    after = _address(path, chosen, number + 1) if number < last else None
    return Leaf(number, total, first, length, before, after)


def _address(path: str, chosen: dict[str, str], number: int) -> str:
    asked = {**chosen, **({"page": str(number)} if number > 1 else {})}
    return f"{path}?{urlencode(asked)}" if asked else path
