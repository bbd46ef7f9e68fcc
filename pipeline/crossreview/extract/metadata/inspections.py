"""Inspections that a document refers to, and the one that it reports if it is an inspection report itself.

Fieldwork and publication are two dates, and an inspection may have taken place before the review was finished: then it
is no evidence that the review's recommendations were carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crossreview.extract.metadata.cues import Cues
from crossreview.extract.metadata.dates import PrintedDate, find_dates
from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Inspection
from crossreview.vocabulary.metadata import MetadataTerms

_SPEAKS_OF_ONE = re.compile(r"\b(?:inspection|inspectors|inspected|its report|their report)\b", re.IGNORECASE)
_NEXT_REPORT = re.compile(r"(?:Their|Its|The) (?:inspection )?report\b")
_INSPECTED = re.compile(
    r"""\b(?:inspection\s+of|visited|inspected)\s+(?:the\s+)?(?P<name>[A-Z][^.;:]*?)
        (?=,|\s+(?:undertaken|carried|conducted|published|found|which|that|took|was|noted|says|in\s+[A-Z\d])|[.;:]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNDERTAKEN_BEFORE = re.compile(
    r"""(?:\b(?:inspection|visit|fieldwork)\b[^.;]{0,80})?
        \b(?:undertaken|carried\s+out|conducted|took\s+place|visited\b[^.;]{1,80}|inspected\b[^.;]{1,80}|inspection\s+dates?\s*:)
        \s*(?:in|on|from|between|during)?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(r"\b(?:between|from|on)\s+$", re.IGNORECASE)
_UNDERTOOK = re.compile(r"[^.;]{0,260}\b(?:undertook|carried\s+out|conducted)\b[^.;]{0,40}\binspection\b", re.IGNORECASE)
_PUBLISHED_BEFORE = re.compile(r"\b(?:published|report\s+of|report,?\s+dated)\s*(?:in|on)?\s*:?\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|until|[-–—])\s*")


@dataclass(frozen=True)
class InspectionTerms:
    """The names of inspectorates, each standing for itself."""

    names: Cues[str]

    @classmethod
    def of(cls, terms: MetadataTerms) -> InspectionTerms:
        """The finder for a vocabulary."""
        return cls(Cues((name, names[0]) for names in terms.inspectorates for name in names))


def find_inspections(reading: Reading, terms: InspectionTerms, completed: str | None) -> tuple[Found[Inspection], ...]:
    """The inspections spoken of, those of one body that are the same in one; `completed` is when the review was."""
    merged: list[Found[Inspection]] = []
    for mention in _mentions(reading, terms):
        at = next((at for at, known in enumerate(merged) if _same(known.value, mention.value)), None)
        if at is None:
            merged.append(mention)
        else:
            merged[at] = replace_value(merged[at], _together(merged[at].value, mention.value))
    dated = (each for each in merged if each.value.undertaken or each.value.published)
    return tuple(replace_value(each, _against(each.value, completed)) for each in dated)


def own_inspection(
    reading: Reading, body: str, inspected: str | None, published: str | None
) -> tuple[Found[Inspection], ...]:
    """The inspection that an inspection report tells of, from its front or its first paragraphs."""
    lines: list[tuple[Passage, int, int]] = [(line.passage, line.start, line.end) for line in reading.front]
    lines += [(passage, start, end) for passage in reading.opening[:8] for start, end in passage.sentences]
    for passage, start, end in lines:
        for place in _undertaken(passage.text, start, end):
            value = Inspection(body, inspected, place.shared, published, None)
            return (passage.found(value, place.start, place.end, LABELLED),)
    return ()


def replace_value(found: Found[Inspection], value: Inspection) -> Found[Inspection]:
    """The same place with another value."""
    return Found(value, found.source, found.confidence)


def _mentions(reading: Reading, terms: InspectionTerms) -> Iterator[Found[Inspection]]:
    for passage in reading.passages:
        text = passage.text
        if not any(char.isdigit() for char in text) or terms.names.first(text) is None:
            continue
        spans = passage.sentences
        for at, (start, end) in enumerate(spans):
            body = next((cue for cue in terms.names.find(text[start:end])), None)
            if body is None or not _SPEAKS_OF_ONE.search(text, start, end):
                continue
            if at + 1 < len(spans) and _NEXT_REPORT.match(text, spans[at + 1][0]):
                end = spans[at + 1][1]
            value = _inspection(text, start, end, body.value)
            yield passage.found(value, start, end, STATED)


def _inspection(text: str, start: int, end: int, body: str) -> Inspection:
    inspected = _INSPECTED.search(text, start, end)
    undertaken = next(_undertaken(text, start, end), None)
    published = next((date for date in _dates(text, start, end) if _PUBLISHED_BEFORE.search(text, start, date.start)), None)
    return Inspection(
        body=body,
        inspected=" ".join(inspected["name"].split()) if inspected else None,
        undertaken=undertaken.shared if undertaken else None,
        published=published.first if published else None,
        predates_review=None,
    )


def _undertaken(text: str, start: int, end: int) -> Iterator[PrintedDate]:
    """The dates of fieldwork in a sentence; "from 6 to 30 November" printed as two dates counts as one range."""
    dates = _dates(text, start, end)
    for at, date in enumerate(dates):
        if at + 1 < len(dates) and date.last is None and _TO.fullmatch(text[date.end : dates[at + 1].start]):
            date = replace(date, end=dates[at + 1].end, last=dates[at + 1].first)
        before = text[start : date.start]
        if _UNDERTAKEN_BEFORE.search(before) or (_BETWEEN.search(before) and _UNDERTOOK.match(text, date.end, end)):
            yield date


def _dates(text: str, start: int, end: int) -> list[PrintedDate]:
    return [
        replace(date, start=date.start + start, end=date.end + start) for date in find_dates(text[start:end])
    ]


def _same(first: Inspection, second: Inspection) -> bool:
    """Whether two mentions can be of one inspection: one body, nothing that disagrees, something that ties them."""
    if first.body != second.body or not all(
        _agree(*pair) for pair in ((first.undertaken, second.undertaken), (first.published, second.published))
    ):
        return False
    names = [name.lower() for name in (first.inspected, second.inspected) if name]
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _agree(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first.startswith(second) or second.startswith(first)


def _together(first: Inspection, second: Inspection) -> Inspection:
    return replace_inspection(
        first,
        inspected=first.inspected or second.inspected,
        undertaken=_more_exact(first.undertaken, second.undertaken),
        published=_more_exact(first.published, second.published),
    )


def replace_inspection(
    inspection: Inspection, *, inspected: str | None, undertaken: str | None, published: str | None
) -> Inspection:
    """An inspection with more known of it."""
    return Inspection(inspection.body, inspected, undertaken, published, inspection.predates_review)


def _more_exact(*dates: str | None) -> str | None:
    return max((date for date in dates if date is not None), key=len, default=None)


def _against(inspection: Inspection, completed: str | None) -> Inspection:
    """With the answer whether it was made before the review was completed; None where that cannot be told."""
    made = inspection.undertaken or inspection.published
    predates = None if made is None or completed is None else _before(made, completed)
    return Inspection(
        inspection.body, inspection.inspected, inspection.undertaken, inspection.published, predates
    )


def _before(first: str, second: str) -> bool | None:
    """Whether a partial date lies before another; None where one contains the other."""
    length = min(len(first), len(second))
    if first[:length] == second[:length]:
        return False if len(first) == len(second) == 10 else None
    return first[:length] < second[:length]


def dates_of(inspections: Iterable[Found[Inspection]]) -> Iterator[tuple[str, Found[str]]]:
    """The kinds and dates of the first inspection that has them."""
    for found in inspections:
        if found.value.undertaken:
            yield "inspection_undertaken", Found(found.value.undertaken, found.source, found.confidence)
        if found.value.published:
            yield "inspection_published", Found(found.value.published, found.source, found.confidence)
