"""A page of a document as it was printed, with a passage marked on it, and its text beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import crossreview
from crossreview.errors import NoSuchPage, UnknownTerm
from crossreview.library.rows import document_date
from crossreview.records import RECOMMENDED_KINDS, REPORT_KINDS, DocumentRecord, Item, Source, Span
from crossreview.search.indexing import usable_index
from crossreview.web.asking import inside
from crossreview.web.changes import notice_of
from crossreview.web.pictures import SCALES
from crossreview.web.quoting import Words, marked
from crossreview.web.site import site_of
from crossreview.web.views.versions import versions_of

_ZOOMS: Final = {"whole": 1.5, "larger": 2.0, "largest": 3.0}  # pixels a point
_USUAL_ZOOM: Final = "whole"
_STATUS_KINDS: Final = RECOMMENDED_KINDS | REPORT_KINDS | {"action"}  # of which it is said how they stand
_ASKED_AGAIN: Final = "private, no-cache"
_FOR_A_DAY: Final = "private, max-age=86400, immutable"


@dataclass(frozen=True)
class Paragraph:
    """A heading, paragraph, item of a list or table on a page, or what stands between them."""

    words: tuple[Words, ...]
    is_heading: bool


@dataclass(frozen=True)
class Sheet:
    """A page as it is shown: its size in points, the boxes that are marked, and its text."""

    number: int
    width: float
    height: float
    turn: int  # in degrees, so that its picture gets another address when it is read again and turned otherwise
    boxes: tuple[tuple[float, float, float, float], ...]
    text: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class ThemeShown:
    """A theme of an item, and the words that led there, marked in those of the item."""

    theme: str
    score: float
    origin: str
    words: tuple[Words, ...]


def show_page(request: Request) -> Response:
    """A page of a document."""
    site = site_of(request)
    record = site.library.record(request.path_params["document"])
    number = request.path_params["page"]
    return _shown(request, record, number, None, None)


def show_passage(request: Request) -> Response:
    """A passage on the page on which it begins, or on another that it goes on to (`?page=`)."""
    site, part = site_of(request), request.path_params["part"]
    record = site.library.record(request.path_params["document"])
    item = next((item for item in record.items if item.id == part), None)
    source = item.source if item is not None else _source_of(record, part)
    told = request.query_params.get("page", "")
    pages = [span.page for span in source.spans]
    number = int(told) if told.isdecimal() and len(told) < 7 and int(told) in pages else source.page
    return _shown(request, record, number, source, item)


async def picture(request: Request) -> Response:
    """The picture of a page."""
    site = site_of(request)
    record = await run_in_threadpool(site.library.record, request.path_params["document"])
    number, scale = request.path_params["page"], _scale(request.query_params)
    if not 1 <= number <= record.document.pages:
        raise no_page(record, number)
    # Where people have to come in, whoever sits at the machine after them is asked for that before they see it again.
    turn = turn_of(record, number)
    tag = f'"{record.document.sha256[:16]}-{number}-{turn}-{scale}-{crossreview.__version__}"'
    headers = {"Cache-Control": _ASKED_AGAIN if site.settings.is_guarded else _FOR_A_DAY, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(await site.pictures.of(record.document, number, scale), media_type="image/png", headers=headers)


def _shown(request: Request, record: DocumentRecord, number: int, source: Source | None, item: Item | None) -> Response:
    if not 1 <= number <= record.document.pages:
        raise no_page(record, number)
    zoom = request.query_params.get("zoom", _USUAL_ZOOM)
    zoom = zoom if zoom in _ZOOMS else _USUAL_ZOOM
    section = item.section if item is not None else None
    return site_of(request).page(
        request,
        "page.html",
        record=record,
        document=record.document,
        sheet=sheet_of(record, number, source),
        item=item,
        source=source,
        passage=source.text_in(record.document.text) if source is not None else None,
        pages_of_passage=sorted({span.page for span in source.spans}) if source is not None else [],
        section=next((each for each in record.sections if each.id == section), None),
        themes=list(_themes(item)) if item is not None else [],
        citation=_citation(record, _pages_of(source) or (number,), item),
        zoom=zoom,
        scale=_ZOOMS[zoom],
        zooms=list(_ZOOMS),
        status_kinds=_STATUS_KINDS,
        date=document_date(record),
        back=inside(request.query_params.get("from", ""), None),
        review=_review(request, record),
        versions=versions_of(site_of(request).library, record.document.id),
        notice=notice_of(site_of(request).library, request.query_params, record.document.id),
    )


def _review(request: Request, record: DocumentRecord) -> str | None:
    library = site_of(request).library
    return usable_index(library).review_of.get(library.versions().current(record.document.id))


def sheet_of(record: DocumentRecord, number: int, source: Source | None) -> Sheet:
    """A page with what of a source stands on it marked."""
    document = record.document
    spans = [span for span in source.spans if span.page == number] if source is not None else []
    width, height = document.page_sizes[number - 1]
    return Sheet(
        number=number,
        width=width,
        height=height,
        turn=turn_of(record, number),
        boxes=tuple(dict.fromkeys(span.box for span in spans)),
        text=tuple(_paragraphs(record, number, spans)),
        items=tuple(item for item in record.items if item.source.page == number),
        cautions=tuple(_cautions(record, number)),
    )


def _paragraphs(record: DocumentRecord, number: int, spans: Sequence[Span]) -> Iterator[Paragraph]:
    """All text of a page, a block at a time, with spans of it marked."""
    document = record.document
    at = document.page_offsets[number - 1]
    last = document.page_offsets[number] if number < document.pages else len(document.text)
    parts = sorted(_blocks_on(record, number))
    for start, end, is_heading in (*parts, (last, last, False)):
        for first, behind, heads in ((at, start, False), (max(at, start), end, is_heading)):
            text = document.text[first:behind]
            if text.strip():
                yield Paragraph(marked(text, ((span.start - first, span.end - first) for span in spans)), heads)
        at = max(at, end)


def _blocks_on(record: DocumentRecord, number: int) -> Iterator[tuple[int, int, bool]]:
    """Where the blocks of a page begin and end in the text of the document, and which are headings."""
    for block in record.blocks:
        here = [span for span in block.source.spans if span.page == number]
        if here:
            yield here[0].start, here[-1].end, block.kind == "heading"


def _cautions(record: DocumentRecord, number: int) -> Iterator[str]:
    """What must be known before trusting what was read of a page."""
    quality = record.quality
    if number in quality.pages_unreadable:
        yield "This page could not be read: it is a scan, or damaged. Nothing on it can be found by searching."
    if number in quality.pages_ocr:
        yield "The text of this page was recognised from a picture, and may have wrong letters."
    if number in quality.pages_out_of_order:
        yield "The lines of this page were perhaps read in another order than that in which they are printed."


def _themes(item: Item) -> Iterator[ThemeShown]:
    for theme in item.themes:
        yield ThemeShown(
            theme.theme, theme.score, theme.origin, marked(item.text, ranges_of(item.source, theme.evidence))
        )


def ranges_of(source: Source, evidence: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Where spans of the document stand in the text of a source."""
    evidence = tuple(evidence)
    offset = 0
    for span in source.spans:
        for each in evidence:
            first, last = max(each.start, span.start), min(each.end, span.end)
            if first < last:
                yield offset + first - span.start, offset + last - span.start
        offset += span.end - span.start + 1


def _pages_of(source: Source | None) -> tuple[int, ...]:
    return tuple(sorted({span.page for span in source.spans})) if source is not None else ()


def _citation(record: DocumentRecord, pages: tuple[int, ...], item: Item | None) -> str:
    metadata, document = record.metadata, record.document
    title = metadata.title.value if metadata.title is not None else document.filename
    bodies = ", ".join(found.value for found in metadata.bodies[:2])
    date = document_date(record)
    label = f", {item.kind.replace('_', ' ')} {item.label}" if item is not None and item.label is not None else ""
    where = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}–{pages[-1]}"
    about = "; ".join(part for part in (bodies, date) if part)
    return f"{title}{f' ({about})' if about else ''}, {where}{label}. {document.filename}"


def _source_of(record: DocumentRecord, part: str) -> Source:
    if part == record.document.id and record.metadata.title is not None:
        return record.metadata.title.source
    source = next((block.source for block in record.blocks if block.id == part), None)
    if source is None:
        raise UnknownTerm("This document has no such passage.", remedy="It may have been read anew: search again.")
    return source


def _scale(asked: QueryParams) -> float:
    told = asked.get("scale", "")
    return next((scale for scale in SCALES if str(scale) == told), SCALES[1])


def turn_of(record: DocumentRecord, number: int) -> int:
    """By how many degrees a page was turned to be read."""
    turns = record.document.page_turns
    return turns[number - 1] if number <= len(turns) else 0


def no_page(record: DocumentRecord, number: int) -> NoSuchPage:
    """What is said of a page that a document does not have."""
    pages = record.document.pages
    return NoSuchPage(f"There is no page {number} in this document.", remedy=f"Choose from 1 to {pages}.")


ROUTES: Final = (
    Route("/documents/{document}/pages/{page:int}", show_page),
    Route("/documents/{document}/pages/{page:int}.png", picture),
    Route("/documents/{document}/passages/{part}", show_passage),
)
