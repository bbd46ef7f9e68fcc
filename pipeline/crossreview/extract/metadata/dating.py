"""Which date is which: by the words that stand before it, and on the front by its label or its standing alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.dates import PrintedDate, find_dates
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.extract.metadata.people import SIGNED
from crossreview.records import DateKind, Found, Genre


@dataclass(frozen=True)
class Trigger:
    """Words before a date that tell its kind; `sentence` must, and `unless` must not, be found in the sentence."""

    kind: DateKind
    before: re.Pattern[str]
    sentence: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_ANOTHER = _regex(r"\b(?:inspect\w*|ofsted|cqc|earlier|previous|individual\ management|agency\ reports?|post-mortem)\b")
_DONE = r"(?:completed|concluded|finalised|finished|signed\s+off|ratified|endorsed|approved|accepted|agreed\s+by)"

_ON_FRONT: tuple[Trigger, ...] = (
    Trigger("review_completed", _regex(r"^(?:review|report)\s+(?:was\s+)?completed\s*:?\s*(?:in|on)?\s*$")),
    Trigger(
        "review_completed",
        _regex(r"^(?:report\s+)?(?:agreed|accepted|approved|ratified|endorsed|signed\s+off)\s+(?:by\s+\D{3,60}\s+)?(?:in|on)?\s*$"),
    ),
    Trigger(
        "published",
        _regex(
            r"(?:^|\b(?:report|date)\s+(?:of\s+)?)(?:published|publication)(?:\s+date)?\s*:?\s*(?:in|on)?\s*$"
            r"|^delivered\s*:\s*$|^for\s+release\b.*$"
        ),
    ),
    Trigger("progress_as_at", _regex(r"\b(?:position|progress|update|correct|status)\s+(?:as\s+)?at\s*:?\s*$|\bas\s+at\s*:?\s*$")),
    Trigger("document_dated", _regex(r"^(?:final|version\s+[\d.]+|v[\d.]+)?\s*[,–-]?\s*(?:updated|dated|revised|date)\s*:?\s*(?:on)?\s*$|^final\s*[–-]\s*$")),
)
_UPDATED = _regex(r"\bupdated\s*:?\s*(?:on)?\s*$")
_PRESENTED = _regex(r"\bpresented\s+to\b[^.;]{0,80}$")

_IN_BODY: tuple[Trigger, ...] = (
    Trigger(
        "review_completed",
        _regex(rf"\b(?:review|report)\b[^.;:]{{0,80}}\b{_DONE}(?:\s+by\s+[^.;,]{{1,60}})?,?\s+(?:in|on)\s+$"),
        unless=_ANOTHER,
    ),
    Trigger(
        "review_completed",
        _regex(r"\b(?:accepted|agreed|approved|endorsed|ratified|signed\s+off)\s+(?:the|this)\s+[^.;]{0,40}\b(?:report|review)\s+(?:in|on)\s+$"),
        unless=_ANOTHER,
    ),
    Trigger(
        "commissioned",
        _regex(r"\b(?:commissioned|decided|determined|agreed|decision\s+(?:was\s+)?(?:made|taken))\b[^.;]{0,100}?\b(?:in|on)\s+$"),
        sentence=_regex(r"\breview\b|\bcriteria\b|\bseriously\ harmed\b"),
        unless=_regex(r"\binspect\w*\b"),
    ),
    Trigger(
        "published",
        _regex(r"\b(?:this\s+\w+|the\s+(?:report|review)|(?:report|review)\b[^.;]{0,60}\band\s+it)\s+(?:was|is|will\s+be)\s+(?:first\s+)?published\s+(?:in|on)\s+$"),
        unless=_ANOTHER,
    ),
)  # fmt: skip
_DECIDED_AFTER = _regex(r"[^.;]{0,80}\b(?:decided|agreed|determined|commissioned)\b")
_A_REVIEW = _regex(r"\breview\b|\bcriteria\b")
_RESPONSE_DUE = _regex(
    r"\b(?:respond|response|reply|written\s+statement|statement\s+of\s+(?:proposed\s+)?action)\b[^;]{0,160}\bby\s+(?:the\s+)?$"
)
# Elsewhere, "respond by" is a timescale of a recommendation.
_ASKS_FOR_RESPONSE: frozenset[Genre] = frozenset({"inspection_report", "coroner_report", "inquiry_report"})
_PERIOD = _regex(
    r"(?:\b(?:period|timeframe|time\s+frame|time\s+period|scope|scoping\s+period)\b[^.;]{0,80}?"
    r"(?:\bfrom\b|\bbetween\b|\bwas\b|\bis\b|:)"
    r"|\breview\s+(?:considered|examined|covers?|covered|looked\s+at)\b[^.;]{0,80}\b(?:from|between))\s*(?:the\s+)?$"
)
_TO_DEATH = _regex(r"\b(?:to|until)\s+(?:the\s+(?:day|date|time)\s+of\s+)?(?:[A-Z][\w’'\ ]{0,30}?['’]s?|his|her|their|the)\s+death\b")
_HARM = r"""(?:died|death|dead|killed|murdered|injur\w+|stabbed|shot|collapsed|assaulted|harmed|own\s+life
    |(?:found|taken|admitted|rushed)\b[^.;]{0,60}\b(?:hospital|ambulance|dead|unresponsive|unconscious|lifeless))"""
_INCIDENT_BEFORE = _regex(rf"\b{_HARM}\b[^.;]{{0,40}}\b(?:in|on)\s+(?:early\s+|late\s+|the\s+)?$")
_INCIDENT_AFTER = _regex(rf"[^.;]{{0,80}}\b(?:{_HARM}|ambulance|found\s+starving)\b")
_HARMED = _regex(rf"\b(?:{_HARM}|alone|neglect\w*|under\s?weight)\b")
_OPENS = _regex(r"\b(?:in|on)\s+$")
_REPORTED = _regex(r"\b(?:notified|informed|told\ of|charged|convicted|sentenced|inquest|since|commissioned|decided)\b")
_STORY = frozenset({"incident", "introduction", "background", "legal_criteria"})
_ABOUT_REVIEW = frozenset({"introduction", "legal_criteria", "terms_of_reference", "methodology", "sign_off", "progress_response"})

Dates = dict[DateKind, Found[str]]


def find_date_kinds(reading: Reading, bodies: BodyFinder, genre: Genre | None, subject: str | None) -> Dates:
    """The dates of the document and the review by kind, but for those of inspections."""
    found: Dates = {}
    for kind, date in _on_front(reading, genre):
        found.setdefault(kind, date)
    for kind, date in _in_body(reading):
        found.setdefault(kind, date)
    if genre in _ASKS_FOR_RESPONSE and (due := _response_due(reading)):
        found["response_due"] = due
    if subject is not None and (incident := _incident(reading, subject)):
        found["incident"] = incident
    for kind, date in _period(reading, found.get("incident")):
        found.setdefault(kind, date)
    if "document_dated" not in found and (dated := _signed_or_presented(reading, bodies)):
        found["document_dated"] = dated
    return found


def _on_front(reading: Reading, genre: Genre | None) -> Iterator[tuple[DateKind, Found[str]]]:
    for line in reading.front:
        for date in find_dates(line.text):
            value = line.passage.found(date.first, line.start + date.start, line.start + date.end, LABELLED)
            before, after = line.text[: date.start].strip(" –-,("), line.text[date.end :].strip(" .)")
            if not before and not after:
                yield "document_dated", value
            for trigger in _ON_FRONT:
                if trigger.before.search(line.text[: date.start]):
                    yield trigger.kind, value
            if _UPDATED.search(before) and genre in ("action_plan", "progress_summary"):
                yield "progress_as_at", value


def _in_body(reading: Reading) -> Iterator[tuple[DateKind, Found[str]]]:
    for passage, date, start, end in _dated(reading.in_roles(_ABOUT_REVIEW)):
        before = passage.text[start : date.start]
        for trigger in _IN_BODY:
            if (
                trigger.before.search(before)
                and (trigger.sentence is None or trigger.sentence.search(passage.text, start, end))
                and (trigger.unless is None or not trigger.unless.search(passage.text, start, end))
            ):
                yield trigger.kind, passage.found(date.first, date.start, date.end, STATED)
        if _OPENS.search(before) and _DECIDED_AFTER.match(passage.text, date.end, end):
            if _A_REVIEW.search(passage.text, date.end, end) and not _ANOTHER.search(passage.text, start, end):
                yield "commissioned", passage.found(date.first, date.start, date.end, STATED)


def _response_due(reading: Reading) -> Found[str] | None:
    asking = (passage for passage in reading.body if "respon" in passage.text or "statement" in passage.text)
    for passage, date, start, _ in _dated(asking):
        if _RESPONSE_DUE.search(passage.text[start : date.start]):
            return passage.found(date.first, date.start, date.end, STATED)
    return None


def _dated(passages: Iterable[Passage]) -> Iterator[tuple[Passage, PrintedDate, int, int]]:
    """The dates in passages, each with the sentence it stands in."""
    for passage in passages:
        for date in passage.dates:
            yield passage, date, *passage.sentence_at(date.start)


def _incident(reading: Reading, subject: str) -> Found[str] | None:
    """The first dated event of harm; where it is told again with a day, that day."""
    about = re.compile(rf"[^.;]{{0,10}}{re.escape(subject)}\b[^.;]{{0,40}}\b(?:told|said|disclosed)\b")
    found: Found[str] | None = None
    for passage, date, start, end in _dated((*reading.front_passages, *reading.in_roles(_STORY | _ABOUT_REVIEW))):
        before, text = passage.text[start : date.start], passage.text
        opens = _OPENS.search(before) and (_INCIDENT_AFTER.match(text, date.end, end) or about.match(text, date.end, end))
        if not (opens or _INCIDENT_BEFORE.search(before)) or _REPORTED.search(before):
            continue
        if found is None or (date.first != found.value and date.first.startswith(found.value)):
            found = passage.found(date.first, date.start, date.end, STATED)
    return found or _incident_at_the_beginning(reading)


def _incident_at_the_beginning(reading: Reading) -> Found[str] | None:
    """The day with which the text opens, where the same paragraph goes on to tell of harm."""
    first = next((passage for passage in reading.opening if passage.kind != "heading"), None)
    date = next(iter(first.dates), None) if first is not None else None
    if first is None or date is None or not _HARMED.search(first.text):
        return None
    opens = _OPENS.fullmatch(first.text[first.block.body_start : date.start].lstrip())
    return first.found(date.first, date.start, date.end, GATHERED) if opens else None


def _period(reading: Reading, incident: Found[str] | None) -> Iterator[tuple[DateKind, Found[str]]]:
    """The period under review; "to the day of his death" is the date of the incident."""
    for passage, date, start, end in _dated(reading.in_roles(_ABOUT_REVIEW)):
        if not _PERIOD.search(passage.text[start : date.start]):
            continue
        yield "period_from", passage.found(date.first, date.start, date.end, STATED)
        later = [
            replace(other, start=other.start + date.end, end=other.end + date.end)
            for other in find_dates(passage.text[date.end : end])
        ]
        if date.last is not None:
            yield "period_to", passage.found(date.last, date.start, date.end, STATED)
        elif later:
            yield "period_to", passage.found(later[0].first, later[0].start, later[0].end, STATED)
        elif incident is not None and (death := _TO_DEATH.search(passage.text, date.end, end)):
            yield "period_to", passage.found(incident.value, death.start(), death.end(), GATHERED)
        return


def _signed_or_presented(reading: Reading, bodies: BodyFinder) -> Found[str] | None:
    """The date behind the name of the body or the authors at the end, else that of presentation on the front."""
    for passage in reversed(reading.passages):
        text = passage.text.rstrip()
        date = next((date for date in find_dates(text) if date.end == len(text)), None)
        if date is None or passage.front:
            continue
        signed = SIGNED.fullmatch(text) is not None
        body = next((body for body in bodies.find(text[: date.start]) if text[body.end : date.start].strip(" ,") == ""), None)
        if signed or (body is not None and not text[: body.start].removeprefix("The ").strip()):
            return passage.found(date.first, date.start, date.end, STATED)
    for line in reading.front:
        for date in find_dates(line.text):
            if _PRESENTED.search(line.text[: date.start]):
                return line.passage.found(date.first, line.start + date.start, line.start + date.end, GATHERED)
    return None
