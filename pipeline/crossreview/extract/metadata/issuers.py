"""Who issued the document: the body on the front, the one that commissioned the review, the one that signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossreview.extract.metadata.bodies import BodyFinder, BodyName
from crossreview.extract.metadata.dates import find_dates
from crossreview.extract.metadata.front import IssuerLine
from crossreview.extract.metadata.inspections import InspectionTerms
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_COMMISSIONED_BY = re.compile(r"\b(?:commissioned|undertaken|agreed|initiated|conducted)\s+by\s+(?:the\s+)?$|\bon\s+behalf\s+of\s+(?:the\s+)?$", re.I)
_PUBLISHED_BY = re.compile(r"^published by:?\s+(?P<name>[A-Z][^.,;:]{3,70})$", re.IGNORECASE)
_CORONER = re.compile(r"\bcoroner area of (?P<area>[A-Z][\w’' ,&-]*[\w’'])|\bcoroner[’']?s court of [A-Z][A-Za-z ]+[A-Za-z]", re.IGNORECASE)
_INSPECTED_BY = re.compile(r"\binspectors\s+from\b|\binspection\s+was\s+(?:led|carried\s+out)\s+by\b|\b(?:undertook|carried\s+out)\b[^.;]{0,60}\binspection\b", re.IGNORECASE)


@dataclass(frozen=True)
class Issuer:
    """A body in `passage.text[start:end]`; `body` is its name taken apart, where it carries the name of an area."""

    passage: Passage
    start: int
    end: int
    body: BodyName | None
    confidence: float

    @property
    def found(self) -> Found[str]:
        """Its name as printed."""
        text = " ".join(self.passage.text[self.start : self.end].split())
        return self.passage.found(text, self.start, self.end, self.confidence)


def find_issuers(
    reading: Reading,
    lines: Sequence[IssuerLine],
    bodies: BodyFinder,
    inspectorates: InspectionTerms,
    genre: Genre | None,
) -> tuple[Issuer, ...]:
    """The issuing bodies; empty if the document names none."""
    if genre == "inspection_report" and (found := tuple(_inspectorates(reading, inspectorates))):
        return found
    if genre == "coroner_report" and (found := tuple(_coroners(reading))):
        return found[:1]
    on_front = tuple(Issuer(line.passage, line.start, line.end, line.body, LABELLED) for line in lines)
    if on_front:
        return on_front
    return tuple(_commissioned(reading, bodies) or _published(reading) or _signed(reading, bodies))


def _commissioned(reading: Reading, bodies: BodyFinder) -> list[Issuer]:
    for passage in reading.opening:
        for body in bodies.find(passage.text):
            if body.kind == "partnership" and _COMMISSIONED_BY.search(passage.text[: body.start]):
                return [Issuer(passage, body.start, body.end, body, STATED)]
    return []


def _published(reading: Reading) -> list[Issuer]:
    for passage in reading.passages[:40]:
        if match := _PUBLISHED_BY.match(passage.text.strip()):
            return [Issuer(passage, *match.span("name"), None, LABELLED)]
    return []


def _signed(reading: Reading, bodies: BodyFinder) -> list[Issuer]:
    """The body in a closing line that ends with a date."""
    for passage in reversed(reading.body):
        text = passage.text.rstrip()
        date = next((date for date in find_dates(text) if date.end == len(text)), None)
        if date is None:
            continue
        for body in bodies.find(text[: date.start]):
            if not text[: body.start].removeprefix("The ").strip() and not text[body.end : date.start].strip(" ,"):
                return [Issuer(passage, body.start, body.end, body, GATHERED)]
    return []


def _coroners(reading: Reading) -> Iterator[Issuer]:
    for passage in reading.passages[:40]:
        if match := _CORONER.search(passage.text):
            yield Issuer(passage, match.start(), match.end(), None, LABELLED)


def _inspectorates(reading: Reading, terms: InspectionTerms) -> Iterator[Issuer]:
    """Inspectorates named in a sentence that says who inspected; else the one that is named most."""
    for passage in reading.passages:
        if not _INSPECTED_BY.search(passage.text):
            continue
        for start, end in passage.sentences:
            if _INSPECTED_BY.search(passage.text, start, end):
                named = {cue.value: cue for cue in reversed(list(terms.names.find(passage.text[start:end])))}
                if named:
                    for cue in sorted(named.values(), key=lambda cue: cue.start):
                        yield Issuer(passage, start + cue.start, start + cue.end, None, STATED)
                    return
    first: dict[str, Issuer] = {}
    counts: dict[str, int] = {}
    for passage in reading.passages:
        for cue in terms.names.find(passage.text):
            first.setdefault(cue.value, Issuer(passage, cue.start, cue.end, None, GATHERED))
            counts[cue.value] = counts.get(cue.value, 0) + 1
    if counts:
        yield first[max(counts, key=lambda name: counts[name])]
