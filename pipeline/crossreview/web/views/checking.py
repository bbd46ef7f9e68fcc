"""Looking after what was read: the least certain readings first, and all that people corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.library.correcting import lost_corrections
from crossreview.library.rows import document_date
from crossreview.records import ITEM_KINDS, DocumentRecord, Item
from crossreview.search.indexing import usable_index
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web.changes import log, notice_of, seen_of, told_of
from crossreview.web.doubts import NO_THEME, Reading, doubts_of
from crossreview.web.quoting import Words, marked
from crossreview.web.site import site_of
from crossreview.web.views.pages import ranges_of

_READINGS: Final = 20  # a page
_CORRECTIONS: Final = 50
_LONGEST_NUMBER: Final = 7
_Each = TypeVar("_Each")


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
    """One page of a list: its number, how many there are, and the addresses of those beside it."""

    number: int
    first: int
    total: int
    before: str | None
    after: str | None


def show(request: Request) -> Response:
    """The readings that are least certain."""
    site, asked = site_of(request), request.query_params
    theme, kind = _theme(asked.get("theme", "")), _kind(asked.get("kind", ""))
    found = doubts_of(site.library).least_certain(theme, kind)
    chosen = {name: value for name, value in (("theme", theme), ("kind", kind)) if value is not None}
    leaf, readings = _leaf("/check", chosen, found, asked.get("page", ""), _READINGS)
    return site.page(
        request,
        "check.html",
        doubtful=list(_doubtful(site.library, readings)),
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
    leaf, shown = _leaf("/corrections", chosen, corrections[::-1], asked.get("page", ""), _CORRECTIONS)
    return site.page(
        request,
        "corrections.html",
        told=[told_of(each) for each in shown],
        names=_names(site.library),
        leaf=leaf,
        lost=lost,
        back=_address("/corrections", chosen, leaf.number),
        signer=site_of(request).person(request),
        by_proxy=site.settings.proxy_header is not None,
        notice=notice_of(site.library, asked),
    )


def _doubtful(library: Library, readings: Sequence[Reading]) -> Iterator[Doubtful]:
    records: dict[str, DocumentRecord] = {}
    for reading in readings:
        try:
            record = records.get(reading.document_id) or library.record(reading.document_id)
        except CrossreviewError:
            continue  # it went meanwhile
        records[reading.document_id] = record
        item = next((item for item in record.items if item.id == reading.item_id), None)
        if item is not None:
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


def _leaf(
    path: str, chosen: dict[str, str], found: Sequence[_Each], told: str, length: int
) -> tuple[Leaf, Sequence[_Each]]:
    """A page of a list, the last one where there is none with that number, and what stands on it."""
    last = max(1, -(-len(found) // length))
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < _LONGEST_NUMBER else 1
    number = min(max(number, 1), last)
    first = (number - 1) * length
    before = _address(path, chosen, number - 1) if number > 1 else None
    after = _address(path, chosen, number + 1) if number < last else None
    return Leaf(number, first + 1, len(found), before, after), found[first : first + length]


def _address(path: str, chosen: dict[str, str], number: int) -> str:
    asked = {**chosen, **({"page": str(number)} if number > 1 else {})}
    return f"{path}?{urlencode(asked)}" if asked else path
