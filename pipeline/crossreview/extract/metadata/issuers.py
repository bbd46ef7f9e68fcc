"""Who issued the document: the body on the front, the one that commissioned the review, the one that signed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crossreview.extract.metadata.bodies import BodyFinder, BodyName
from crossreview.extract.metadata.casing import Casing
from crossreview.extract.metadata.front import IssuerLine
from crossreview.extract.metadata.inspectorates import InspectorateNames
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.extract.metadata.signoff import signing_body
from crossreview.records import Found, Genre

_COMMISSIONED_BY = re.compile(
    r"""\b(?: (?:commissioned|undertaken|agreed|initiated|conducted|held|published|produced|arranged|issued) \s+ by
        | on\s+behalf\s+of ) \s+ (?:the\s+)? $""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMISSIONED = re.compile(
    r"""\s+ (?:\([A-Z]+\)\s+)? (?:has\s+|have\s+)?
        (?:commissioned|decided|agreed|undertook|carried\s+out|arranged|held|initiated
          |published) \b [^.;]{0,80} \breview""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED_BY = re.compile(r"^published by:?\s+(?P<name>[A-Z][^.,;:]{3,70})$", re.IGNORECASE)
_CORONER = re.compile(
    r"""\bHM\ (?:senior\ |area\ |assistant\ )?coroner\ for\ [A-Z][\w’'\ ,&-]*\w
      | \bcoroner\ area\ of\ [A-Z][\w’'\ ,&-]*\w
      | \bcoroner[’']?s\ court\ of\ [A-Z][A-Za-z\ ]+[A-Za-z]""",
    re.IGNORECASE | re.VERBOSE,
)
_COURT_LINE = re.compile(r"[A-Z][\w’' -]+ Coroner(?:s|[’']s|s[’'])? (?:Court|Service|Office)")
_INSPECTED_BY = re.compile(
    r"""\binspectors\s+from\b
      | \binspection\s+was\s+(?:led|carried\s+out)\s+by\b
      | \b(?:undertook|carried\s+out)\b[^.;]{0,60}\binspection\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_BLOCKS = 40  # coroners and publishers give their names within the first two pages


@dataclass(frozen=True)
class Issuer:
    """A body in `passage.text[start:end]`; `body` is its name taken apart, where it carries the name of an area."""

    passage: Passage
    start: int
    end: int
    body: BodyName | None
    confidence: float
    written: str | None = None

    @property
    def found(self) -> Found[str]:
        """Its name as printed, or as running text writes what is printed in capitals."""
        text = self.written or " ".join(self.passage.text[self.start : self.end].split())
        return self.passage.found(text, self.start, self.end, self.confidence)


def find_issuers(
    reading: Reading,
    lines: Sequence[IssuerLine],
    bodies: BodyFinder,
    inspectorates: InspectorateNames,
    genre: Genre | None,
) -> tuple[Issuer, ...]:
    """The issuing bodies; empty if the document names none."""
    if genre == "inspection_report" and (found := _inspectorates(reading, inspectorates)):
        return found
    if genre == "coroner_report" and (coroner := _coroner(reading)):
        return (coroner,)
    if lines:
        casing = Casing(reading)
        return tuple(_of_line(line, casing) for line in lines)
    other = _commissioning(reading, bodies) or _publishing(reading) or _signing(reading, bodies)
    return () if other is None else (other,)


def _of_line(line: IssuerLine, casing: Casing) -> Issuer:
    body = line.body
    if body is None:
        return Issuer(line.passage, line.start, line.end, None, LABELLED)
    areas = tuple(replace(area, name=casing.restored(area.name)) for area in body.areas)
    written = casing.restored(" ".join(line.name.split()))
    return Issuer(line.passage, line.start, line.end, replace(body, areas=areas), LABELLED, written)


def _commissioning(reading: Reading, bodies: BodyFinder) -> Issuer | None:
    for passage in reading.opening:
        for body in bodies.find(passage.text):
            by = _COMMISSIONED_BY.search(passage.text[: body.start]) or _COMMISSIONED.match(passage.text, body.end)
            if body.kind == "partnership" and by:
                return Issuer(passage, body.start, body.end, body, STATED)
    return None


def _publishing(reading: Reading) -> Issuer | None:
    for passage in reading.passages[:_FIRST_BLOCKS]:
        if match := _PUBLISHED_BY.match(passage.text.strip()):
            return Issuer(passage, *match.span("name"), None, LABELLED)
    return None


def _signing(reading: Reading, bodies: BodyFinder) -> Issuer | None:
    """The body of a closing line with a date."""
    for passage in reversed(reading.body):
        if body := signing_body(passage, bodies):
            return Issuer(passage, body.start, body.end, body, GATHERED)
    return None


def _coroner(reading: Reading) -> Issuer | None:
    for line in reading.front:
        if match := _COURT_LINE.fullmatch(line.text.strip()):
            at = line.start + line.text.index(match.group())
            return Issuer(line.passage, at, at + len(match.group()), None, LABELLED)
    for passage in reading.passages[:_FIRST_BLOCKS]:
        if match := _CORONER.search(passage.text):
            return Issuer(passage, match.start(), match.end(), None, LABELLED)
    return None


def _inspectorates(reading: Reading, names: InspectorateNames) -> tuple[Issuer, ...]:
    """Those that the front lists or the sentence that says who inspected; else the one that is named most."""
    listed = [line for line in reading.front if _is_name(line.text, names)]
    if len(listed) > 1:
        return tuple(Issuer(line.passage, line.start, line.end, None, LABELLED) for line in listed)
    for passage in reading.passages:
        for start, end in passage.sentences if _INSPECTED_BY.search(passage.text) else ():
            if _INSPECTED_BY.search(passage.text, start, end) and (named := tuple(_named(passage, names, start, end))):
                return named
    mentions = [(cue.value, passage, cue) for passage in reading.passages for cue in names.find(passage.text)]
    if not mentions:
        return ()
    [(most, _)] = Counter(value for value, _, _ in mentions).most_common(1)
    _, passage, cue = next(mention for mention in mentions if mention[0] == most)
    return (Issuer(passage, cue.start, cue.end, None, GATHERED),)


def _is_name(text: str, names: InspectorateNames) -> bool:
    """Whether a line is the name of an inspectorate and nothing else."""
    cue = names.first(text)
    return cue is not None and (text[: cue.start] + text[cue.end :]).strip() == ""


def _named(passage: Passage, names: InspectorateNames, start: int, end: int) -> Iterator[Issuer]:
    """Each inspectorate of a sentence once, as it is first called."""
    seen: set[str] = set()
    for cue in names.find(passage.text[start:end]):
        if cue.value not in seen:
            seen.add(cue.value)
            yield Issuer(passage, start + cue.start, start + cue.end, None, STATED)
