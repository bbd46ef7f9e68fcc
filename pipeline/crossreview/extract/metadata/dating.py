"""Which date is which: by the words that stand before it, and on the front by its label or its standing alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.dates import Dates, PrintedDate, find_dates
from crossreview.extract.metadata.incident import find_incident
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, PassageLine, Reading
from crossreview.extract.metadata.period import find_period
from crossreview.extract.metadata.signoff import find_signoff_date
from crossreview.records import DateKind, Found, Genre


@dataclass(frozen=True)
class Trigger:
    """Words before a date that tell its kind; `sentence` must, and `unless` must not, be found in the sentence."""

    kind: DateKind
    before: re.Pattern[str]
    sentence: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def tells(self, text: str, start: int, date: int, end: int) -> bool:
        """Whether it tells the kind of the date at `date` in the sentence `text[start:end]`."""
        return (
            self.before.search(text[start:date]) is not None
            and (self.sentence is None or self.sentence.search(text, start, end) is not None)
            and (self.unless is None or self.unless.search(text, start, end) is None)
        )


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_ON_FRONT: tuple[Trigger, ...] = (
    Trigger(
        "review_completed",
        _regex(
            r"""^ (?: (?:date\s+)? (?:review|report) \s+ (?:was\s+)? completed | completion\s+date
                | date \s+ (?:completed|of\s+completion) )
                \s* :? \s* (?:in|on)? \s* $"""
        ),
    ),
    Trigger(
        "review_completed",
        _regex(
            r"""^ (?:report\s+)? (?:agreed|accepted|approved|ratified|endorsed|signed\s+off) \s+
                (?: by \s+ \D{3,60}? )? \s* :? \s* (?:in|on)? \s* $"""
        ),
    ),
    Trigger(
        "published",
        _regex(
            r"""(?: ^ | \b(?:report|date) \s+ (?:of\s+)? ) (?:published|publication) (?:\s+date)?
                \s* :? \s* (?:in|on)? \s* $
              | ^ delivered \s* : \s* $
              | ^ for \s+ release \b .* $"""
        ),
    ),
    Trigger(
        "progress_as_at",
        _regex(
            r"(?: \b(?:position|progress|update|correct|status) \s+ (?:at|to|on) | \b as \s+ (?:at|of) ) \s* :? \s* $"
        ),
    ),
    Trigger(
        "document_dated",
        _regex(
            r"""^ (?: final | version\s+[\d.]+ | v[\d.]+ )? \s* [,–-]? \s*
                (?: updated | (?:report\s+)? dated | revised | issued
                  | (?:report\s+)? date (?:\s+of\s+(?:this\s+)?report)? )
                \s* :? \s* (?:on)? \s* $
              | ^ (?:final|overview)? \s* (?:report|version)? \s* [\d.]* \s* [,:–-]? \s* $"""
        ),
    ),
)
_UPDATED = _regex(r"\b updated \b \D{0,60} $")  # "updated for the meeting on"
_TRAILING = _regex(r"[,–-] \s* $")  # "A briefing for practitioners, June 2024"
_PRESENTED = _regex(r"\b presented \s+ to \b [^.;]{0,80} $")

_ANOTHER = _regex(
    r"""\b(?: inspect\w* | ofsted | cqc | earlier | previous | individual\ management | agency\ reports?
            | post-mortem )\b"""
)
_DONE = (
    r"(?:completed|concluded|finalised|finished|signed\s+off|ratified|endorsed|approved|accepted|agreed\s+(?:by|at))"
)
_IN_BODY: tuple[Trigger, ...] = (
    Trigger(
        "review_completed",
        _regex(
            rf"""\b(?:review|report|panel)\b [^.;:]{{0,80}} \b{_DONE} (?: \s+ (?:by|at|its\s+work) \b [^.;,]{{0,80}} )?
                ,? \s+ (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
    Trigger(
        "review_completed",
        _regex(
            r"""\b(?:accepted|agreed|approved|endorsed|ratified|signed\s+off) \s+ (?:the|this) \s+
                [^.;]{0,40} \b(?:report|review) \s+ (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
    Trigger(
        "commissioned",
        _regex(
            r"""\b(?: commissioned | decided | determined | resolved | agreed | instigated | initiated | decision\b )
                [^.;]{0,140}? \b(?:in|on) \s+ $"""
        ),
        sentence=_regex(r"\b(?: review | criteria | seriously\ harmed )\b"),
        unless=_regex(r"\b inspect\w* \b"),
    ),
    Trigger(
        "commissioned",
        _regex(r"\b considered \b [^.;]{0,60} \b(?:in|on) \s+ $"),
        sentence=_regex(r"\b criteria \b [^.;]{0,60} \b met \b"),
        unless=_regex(r"\b decided \b"),  # the decision came later
    ),
    Trigger(
        "published",
        _regex(
            r"""\b(?: this\s+\w+ | the\s+(?:report|review) | (?:report|review)\b[^.;]{0,60}\band\s+it ) \s+
                (?:was|is|will\s+be) \s+ (?:first\s+)? published \s+ (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
)
_OPENS = _regex(r"^ (?:[\d.()]+\s+)? (?:in|on) \s+ $")
_DECIDED = _regex(
    r"[^.;]{0,80} \b(?:decided|agreed|determined|resolved|commissioned)\b [^.;]{0,160} \b(?:review|criteria)\b"
)
_RESPONSE_DUE = _regex(
    r"""\b(?: respond | response | reply | written\s+statement | statement\s+of\s+(?:proposed\s+)?action
            | statement\b[^;]{0,80}\bsent )\b
        [^;]{0,160} \b by \s+ (?:the\s+)? $"""
)
# Elsewhere, "respond by" is the timescale of a recommendation.
_ASK_FOR_RESPONSE: frozenset[Genre] = frozenset({"inspection_report", "coroner_report", "inquiry_report"})
_STATE_POSITION: frozenset[Genre] = frozenset({"action_plan", "progress_summary"})
_ABOUT_REVIEW = frozenset(
    {"introduction", "legal_criteria", "terms_of_reference", "methodology", "sign_off", "progress_response"}
)


def find_date_kinds(reading: Reading, bodies: BodyFinder, genre: Genre | None, subject: str | None) -> Dates:
    """The dates of the document and the review by kind, but for those of inspections."""
    found: Dates = {}
    for kind, date in (*_on_front(reading, genre), *_in_body(reading)):
        found.setdefault(kind, date)
    if genre in _ASK_FOR_RESPONSE and (due := _response_due(reading)):
        found["response_due"] = due
    if subject is not None and (incident := find_incident(reading, subject)):
        found["incident"] = incident
    for kind, date in find_period(reading.in_roles(_ABOUT_REVIEW), found.get("incident")):
        found.setdefault(kind, date)
    if "document_dated" not in found and (dated := find_signoff_date(reading, bodies) or _beside_other_words(reading)):
        found["document_dated"] = dated
    return found


def _on_front(reading: Reading, genre: Genre | None) -> Iterator[tuple[DateKind, Found[str]]]:
    """Dates of the front that have a label, or a line of their own."""
    for line, date in _front_dates(reading):
        value = _found(line, date, LABELLED)
        before = line.text[: date.start]
        if not before.strip(" –-,(") and not line.text[date.end :].strip(" .)"):
            yield "document_dated", value
        for trigger in _ON_FRONT:
            if trigger.before.search(before):
                yield trigger.kind, value
        if genre in _STATE_POSITION and _UPDATED.search(before):
            yield "progress_as_at", value
            yield "document_dated", value


def _beside_other_words(reading: Reading) -> Found[str] | None:
    """A date at the end of a line of the front, or the date on which the document was presented."""
    for before in (_TRAILING, _PRESENTED):
        for line, date in _front_dates(reading):
            if before.search(line.text[: date.start]) and not line.text[date.end :].strip(" .)"):
                return _found(line, date, GATHERED)
    return None


def _front_dates(reading: Reading) -> Iterator[tuple[PassageLine, PrintedDate]]:
    for line in reading.front:
        for date in find_dates(line.text):
            yield line, date


def _found(line: PassageLine, date: PrintedDate, confidence: float) -> Found[str]:
    return line.passage.found(date.first, line.start + date.start, line.start + date.end, confidence)


def _in_body(reading: Reading) -> Iterator[tuple[DateKind, Found[str]]]:
    for passage in reading.in_roles(_ABOUT_REVIEW):
        for date in passage.dates:
            start, end = passage.sentence_at(date.start)
            value = passage.found(date.first, date.start, date.end, STATED)
            for trigger in _IN_BODY:
                if trigger.tells(passage.text, start, date.start, end):
                    yield trigger.kind, value
            decided = _OPENS.search(passage.text[start : date.start]) and _DECIDED.match(passage.text, date.end, end)
            if decided and not _ANOTHER.search(passage.text, start, end):
                yield "commissioned", value


def _response_due(reading: Reading) -> Found[str] | None:
    for passage in _asking(reading.body):
        for date in passage.dates:
            start, _ = passage.sentence_at(date.start)
            if _RESPONSE_DUE.search(passage.text[start : date.start]):
                return passage.found(date.first, date.start, date.end, STATED)
    return None


def _asking(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages that can ask for a response: a quick look before dates are sought."""
    return (passage for passage in passages if "respon" in passage.text or "statement" in passage.text)
