"""Inspections that a document refers to, and the one that it reports if it is an inspection report itself.

Fieldwork and publication are two dates, and an inspection may have taken place before the review was finished: then it
is no evidence that the review's recommendations were carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from crossreview.extract.metadata.dates import Dates, PrintedDate
from crossreview.extract.metadata.inspectorates import InspectorateNames
from crossreview.extract.metadata.issuers import Issuer
from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading, value_of
from crossreview.records import Area, Found, Inspection

_SPEAKS_OF_ONE = re.compile(r"\b(?:inspection|inspectors|inspected|its report|their report)\b", re.IGNORECASE)
_NEXT_REPORT = re.compile(r"(?:Their|Its|The) (?:inspection )?report\b")
_INSPECTED = re.compile(
    r"""\b(?i:inspection\s+of|visited|inspected) \s+ (?:the\s+)? (?P<name>[A-Z][^.;:]*?)
        (?= [,.;:] | $
          | \s+ (?:undertaken|carried|conducted|published|found|which|that|took|was|noted|says|in\s+[A-Z\d]) )""",
    re.VERBOSE,
)
_UNDERTAKEN_BEFORE = re.compile(
    r"""\b(?: undertaken | carried\s+out | conducted | took\s+place | (?:visited|inspected)\b[^.;]{1,80}
            | inspection (?:\s+dates?)? \s* : ) \s* (?:in|on|from|between|during)? \s* $""",
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(r"\b(?:between|from|on)\s+$", re.IGNORECASE)
_UNDERTOOK = re.compile(
    r"[^.;]{0,260}\b(?:undertook|carried\s+out|conducted)\b[^.;]{0,40}\binspection\b", re.IGNORECASE
)
_PUBLISHED_BEFORE = re.compile(r"\b(?:published|report\s+of|report,?\s+dated)\s*(?:in|on)?\s*:?\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|until|[-–—])\s*")
_FIRST_PARAGRAPHS = 8


def find_inspections(
    reading: Reading, inspectorates: InspectorateNames, completed: Found[str] | None
) -> tuple[Found[Inspection], ...]:
    """The inspections spoken of, mentions of the same one merged; `completed` is when the review was."""
    merged: list[Found[Inspection]] = []
    for mention in _mentions(reading, inspectorates):
        at = next((at for at, known in enumerate(merged) if _same(known.value, mention.value)), None)
        if at is None:
            merged.append(mention)
        else:
            merged[at] = structs.replace(merged[at], value=_together(merged[at].value, mention.value))
    dated = (found for found in merged if found.value.undertaken or found.value.published)
    return tuple(structs.replace(found, value=_compared(found.value, value_of(completed))) for found in dated)


def own_inspection(
    reading: Reading, issuers: Sequence[Issuer], areas: Sequence[Found[Area]], published: Found[str] | None
) -> tuple[Found[Inspection], ...]:
    """The inspection that an inspection report tells of, from its front or its first paragraphs."""
    places = [(line.passage, line.start, line.end) for line in reading.front]
    places += [(passage, *span) for passage in reading.opening[:_FIRST_PARAGRAPHS] for span in passage.sentences]
    for passage, start, end in places if issuers else ():
        for date in _undertaken(passage, start, end):
            inspected = areas[0].value.name if areas else None
            value = Inspection(issuers[0].found.value, inspected, date.first, value_of(published), None)
            return (passage.found(value, date.start, date.end, LABELLED),)
    return ()


def with_inspections(dates: Dates, inspections: Iterable[Found[Inspection]]) -> Dates:
    """The dates, with those of the first inspection that has them."""
    told: Dates = {}
    for found in inspections:
        if found.value.undertaken:
            told.setdefault("inspection_undertaken", Found(found.value.undertaken, found.source, found.confidence))
        if found.value.published:
            told.setdefault("inspection_published", Found(found.value.published, found.source, found.confidence))
    return told | dates


def _mentions(reading: Reading, inspectorates: InspectorateNames) -> Iterator[Found[Inspection]]:
    """Sentences that name an inspectorate and speak of an inspection, with the one after them about its report."""
    for passage in reading.passages:
        if not passage.dates or inspectorates.first(passage.text) is None:
            continue
        for at, (start, end) in enumerate(passage.sentences):
            body = inspectorates.first(passage.text[start:end])
            if body is not None and _SPEAKS_OF_ONE.search(passage.text, start, end):
                last = _with_its_report(passage, at, end)
                yield passage.found(_inspection(passage, start, last, body.value), start, last, STATED)


def _with_its_report(passage: Passage, at: int, end: int) -> int:
    """Where the next sentence ends, if it goes on with "Their report ..."; else `end`."""
    following = passage.sentences[at + 1 : at + 2]
    return next((last for start, last in following if _NEXT_REPORT.match(passage.text, start)), end)


def _inspection(passage: Passage, start: int, end: int, body: str) -> Inspection:
    inspected = _INSPECTED.search(passage.text, start, end)
    undertaken = next(_undertaken(passage, start, end), None)
    dates = _dates(passage, start, end)
    published = next((date for date in dates if _PUBLISHED_BEFORE.search(passage.text[start : date.start])), None)
    return Inspection(
        body=body,
        inspected=" ".join(inspected["name"].split()) if inspected else None,
        undertaken=undertaken.first if undertaken else None,
        published=published.first if published else None,
        predates_review=None,
    )


def _undertaken(passage: Passage, start: int, end: int) -> Iterator[PrintedDate]:
    """The dates of fieldwork; "6 November 2017 to 30 November 2017" counts as one range."""
    dates = _dates(passage, start, end)
    for at, date in enumerate(dates):
        before = passage.text[start : date.start]
        between = _BETWEEN.search(before) and _UNDERTOOK.match(passage.text, date.end, end)
        if between or _UNDERTAKEN_BEFORE.search(before):
            yield _as_range(passage, date, dates[at + 1 : at + 2])


def _as_range(passage: Passage, date: PrintedDate, following: list[PrintedDate]) -> PrintedDate:
    for last in following:
        if date.last is None and _TO.fullmatch(passage.text[date.end : last.start]):
            return replace(date, end=last.end, last=last.first)
    return date


def _dates(passage: Passage, start: int, end: int) -> list[PrintedDate]:
    return [date for date in passage.dates if start <= date.start and date.end <= end]


def _same(first: Inspection, second: Inspection) -> bool:
    """Whether two mentions can be of one inspection: one body, and nothing that disagrees."""
    names = [name.lower() for name in (first.inspected, second.inspected) if name]
    return (
        first.body == second.body
        and _agree(first.undertaken, second.undertaken)
        and _agree(first.published, second.published)
        and (len(names) < 2 or names[0] in names[1] or names[1] in names[0])
    )


def _agree(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first.startswith(second) or second.startswith(first)


def _together(first: Inspection, second: Inspection) -> Inspection:
    return structs.replace(
        first,
        inspected=first.inspected or second.inspected,
        undertaken=_more_exact(first.undertaken, second.undertaken),
        published=_more_exact(first.published, second.published),
    )


def _more_exact(*dates: str | None) -> str | None:
    return max((date for date in dates if date is not None), key=len, default=None)


def _compared(inspection: Inspection, completed: str | None) -> Inspection:
    """With the answer whether it was made before the review was completed; None where that cannot be told."""
    made = inspection.undertaken or inspection.published
    predates = None if made is None or completed is None else _before(made, completed)
    return structs.replace(inspection, predates_review=predates)


def _before(first: str, second: str) -> bool | None:
    """Whether a partial date lies before another; None where one contains the other."""
    length = min(len(first), len(second))
    if first[:length] != second[:length]:
        return first[:length] < second[:length]
    return False if first == second and len(first) == len("2024-01-31") else None
