"""Which date is which: by the words that stand before it, and on the front by its label or its standing alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.dates import MONTHS, Dates, PrintedDate, find_dates
from crossreview.extract.metadata.incident import find_incident
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
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


_DONE = r"""(?: completed | concluded | finalised | finished | signed\s+off | ratified | endorsed | approved
  | accepted | adopted
    | agreed )"""
_ON_FRONT: tuple[Trigger, ...] = (
    Trigger(
        "review_completed",
        _regex(
            rf"""^ (?: (?:date\s+)? (?:that\s+)? (?:(?:the|this|final|overview)\s+)* (?:review
              |report)? \s* (?:was\s+)? {_DONE}
                | (?:review\s+)? completion (?:\s+date)? | date \s+ of \s+ (?:completion|approval|sign[ -]?off
                  |endorsement) )
                (?: \s+ (?:for\s+publication\s+)? (?:by|at) \s+ [^\d:]{{2,90}}? )? \s* [:,–-]? \s* (?:in|on)? \s* $"""
        ),
    ),
    Trigger(
        "published",
        _regex(
            r"""(?: ^ | \b(?:report|date|first) \s+ (?:of\s+)? ) (?:published|publication) (?:\s+date)?
                (?: \s+ by \s+ [^\d:]{2,90}? )? \s* [:,–-]? \s* (?:in|on)? \s* $
              | ^ delivered \s* : \s* $
              | ^ (?:laid|presented) \s+ (?:before|to) \s+ (?:the\s+)? (?:parliament|assembly|senedd|house)
                \b [^.;\d]* $
              | ^ for \s+ (?:release|publication) \b .* $"""
        ),
    ),
    Trigger(
        "progress_as_at",
        _regex(
            r"""\b(?: (?:position|progress|update|correct|status|stated?|accurate|data|information
              |things\s+stood) \s+ (?:is\s+)?
                    (?:that\s+)? (?:as\s+)? (?:at|to|on|of) (?:\s+the\s+end\s+of)? | as \s+ (?:at|of) ) \s* :? \s* $
              | \b action \s+ plan \s+ (?:last\s+)? updated \s* [:–-]? \s* (?:on|in)? \s* $
              | ^ updates? \s+ (?:were\s+)? (?:added|made|included) \s* [:–-]? \s* (?:on|in|to)? \s* $"""
        ),
    ),
    Trigger(
        "document_dated",
        _regex(
            r"""^ (?: final | version\s+[\d.]+ | v[\d.]+ )? \s* [,–-]? \s*
                (?: updated | (?:report\s+|plan\s+)? dated | (?:last\s+)? revised | issued | produced
                  | (?:document|report|plan|briefing|letter|issue)? \s* date (?:\s+of\s+(?:(?:this
                    |the)\s+)?(?:report|issue|document|plan|letter))? )
                \s* :? \s* (?:on|in)? \s* $
              | \b (?: memorandum | letter | paper | note ) \s+ (?:of|dated) \s+ $
              | ^ (?:for\s+(?:the\s+)?)? meeting \s+ (?:of|on|held\s+on) \s+ $
              | ^ [A-Z]\w+ \s+ \d{4} \s* / \s* $
              | ^ (?:final|overview|summary|full)? \s* (?:report|version)? \s* [\d.]* \s* [,:–-]? \s* $"""
        ),
    ),
)
_PARTING = re.compile(r"\s[·|•]\s")  # "Completed May 2024 · Published 3 October 2024"
_UPDATED = _regex(r"\b (?:updated | reviewed) \b \D{0,60} $")  # "updated for the meeting on"
_OF_DEATH = _regex(r"\b (?: deaths? | died | murder | killing ) \b")
_TRAILING = _regex(r"[,–|-] \s* $")  # "A briefing for practitioners, June 2024"
_PRESENTED = _regex(
    r"""\b (?: (?:presented|submitted|reported) \s+ to
            | (?:for|to) \s+ the \s+ (?:[\w’']+\s+){0,6}? (?:meeting|board|committee|partnership|\w*group|panel) )
        \b [^.;]{0,80} $"""
)

_ANOTHER = _regex(
    r"""\b(?: inspect\w* | ofsted | cqc | earlier | previous | individual\ management | agency\ reports? | rapid\ review
            | post-mortem | IMRs? | practice\ review\ panel )\b"""
)
_BY = r"(?: \s+ (?:by|at|its\s+work|(?:for|to)\s+the) \b [^.;,]{0,80} )?"
_REVIEW = r"(?:reviews?|SAR|LCSPR|CSPR|SCR|DHR|DARDR|CPR|APR|SUSR|CMR)"
_NOT_THE_DECISION = _regex(r"\b(?: inspect\w* | (?<!review,\ )completed | signed\s+off | published )\b")
_IN_BODY: tuple[Trigger, ...] = (
    Trigger(
        "review_completed",
        _regex(
            rf"""\b(?:review|report|panel|summary)\b (?:(?!\breview\s+of\b)[^.;:]){{0,80}} \b{_DONE} {_BY}
                ,? \s+ (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
    Trigger(
        "review_completed",
        _regex(
            rf"""\b{_DONE} \s+ (?:the|this|its|their|her|his) \s+ (?:\w[\w’']*\s+){{0,4}}?
                (?:report|review) \b (?!\s+(?:was|had|should)\b) [^.;,]{{0,60}},? \s+ (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
    Trigger(
        "review_completed",
        _regex(r"\breview \s+ (?:ended|came\s+to\s+an\s+end) [^.;]{0,20} \s (?:in|on) \s+ $"),
        unless=_ANOTHER,
    ),
    Trigger(
        "commissioned",
        _regex(
            r"\b(?: commissioned | instigated | initiated | decide[ds]? | decision ) \b [^.;]{0,160}? \b(?:in|on) \s+ $"
        ),
        sentence=_regex(rf"\b(?: {_REVIEW} | criteria | conditions | met\s+(?:this|the)\s+\w+ | seriously\ harmed )\b"),
        unless=_NOT_THE_DECISION,
    ),
    Trigger(
        "commissioned",
        _regex(
            r"""\b(?: determined | resolved | agreed | accepted | established | recommended | concluded | thought
              | took\s+the\s+view
                  | considered\s+that | confirmed ) \b [^.;]{0,160}? \b(?:in|on) \s+ $"""
        ),
        sentence=_regex(
            rf"""\b(?: (?:hold|commission|undertake|conduct|carry\s+out|arrange|initiate|proceed|begin|set\s+up
              |need\s+for) \b
                    [^.;]{{0,80}} \b{_REVIEW} | criteria | conditions
                  | {_REVIEW} \b [^.;]{{0,60}} \b(?:should\s+be|would\s+be|be\s+held|be\s+carried|was\s+to\s+be|follow)
                  | seriously\ harmed )\b"""
        ),
        unless=_NOT_THE_DECISION,
    ),
    Trigger(
        "commissioned",
        _regex(r"\b considered \b [^.;]{0,60} \b(?:in|on) \s+ $"),
        sentence=_regex(r"\b criteria \b [^.;]{0,60} \b met \b"),
        unless=_regex(r"\b decided \b"),  # the decision came later
    ),
    Trigger(
        "commissioned",
        _regex(
            r"""\b(?:board|partnership|panel|\w*group|committee|chair) \b [^.;]{0,40} \b(?:was|were) \s+ satisfied \b
                [^.;]{0,80} \b(?:in|on) \s+ $"""
        ),
        unless=_NOT_THE_DECISION,
    ),
    Trigger(
        "review_completed",
        _regex(r"\b(?:our|the|its) \s+ work \s+ was \s+ (?:finished|completed|concluded) \s+ (?:in|on) \s+ $"),
        unless=_ANOTHER,
    ),
    Trigger(
        "published",
        _regex(
            r"""\b(?: this\s+\w+ | the\s+(?:\w+\s+)?(?:report|review) | (?:report|review)\b[^.;]{0,60}\band\s+it ) \s+
                (?:was|is|will\s+be|has\s+been) \s+ (?:first\s+)? published \s+ (?:[^.;,\d]{0,40}\s)? (?:in|on) \s+ $"""
        ),
        unless=_ANOTHER,
    ),
)
# "A notification came in February 2023, and the Board decided in May to hold a review": the year goes on.
_DECIDED_THEN = _regex(
    rf"""\b(?:decided|agreed|determined|resolved|commissioned) \s+ (?:on\s+\d{{1,2}}(?:st|nd|rd|th)?\s+|in\s+)
        (?P<month>(?-i:{"|".join(MONTHS)}))\b (?!\s+\d)"""
)
_SPEAKS_OF_REVIEW = _regex(rf"\b{_REVIEW}\b")
_PROGRESS = _regex(
    r"""\b(?: (?: position | progress | stood | stands? | status | information | correct | up\s+to\s+date
      | accurate | updates? ) \b [^.;]{0,60}
            \b (?:(?:as\s+)?(?:at|of)|on|up\s+to|to|by) | as\s+(?:at|of) ) \s+ (?:the\s+end\s+of\s+)? $"""
)
_TO_COME = _regex(r"\b(?:will|shall|next|to\s+be)\b")
# What led to the decision, which came later: "after a rapid review in December 2022".
_OF_A_STEP = _regex(r"\b(?:rapid\s+review|referral|notification|referred|notified)\b [^.;,]{0,40} \b(?:in|on) \s+ $")
_COMMISSIONED_THEN = _regex(r",? \s* (?:[\w\s]{0,40}\s)? commissioned \s+ (?:this|the|a) \s+ [^.;]{0,60} \breview\b")
_OPENS = _regex(r"^ (?:[\d.()]+\s+)? (?:in|on|at\s+[^.;]{3,60}\s(?:in|on)) \s+ $")
_DECIDED = _regex(
    r"""[^.;]{0,100} \b(?:decided|agreed|determined|resolved|commissioned|accepted|concluded|recommended
      |(?:asked|invited)\s+(?:us|me|two|an|[A-Z]\w+)
      |took\s+the\s+decision|considered|found)\b
        [^.;]{0,160} \b(?:review|criteria|conditions)\b"""
)
_COMPLETED = _regex(
    rf"""[^.;]{{0,100}} \b{_DONE} \s+ (?:the|this|its|an?|her|his) \s+ (?:\w+\s+){{0,2}} (?:report|review)\b
      | [^.;]{{0,60}} \b(?:report|review)\b [^.;]{{0,30}} \b(?:was|were) \s+ {_DONE}\b"""
)
_INQUEST = r"(?:investigation|inquest|inquiry)"
_INQUEST_OPENED = _regex(
    rf"\b(?:opened|commenced|began|started|announced|launched|agreed) \s+ (?:an|the|this|our|my) \s+ {_INQUEST} \b"
)
_INQUEST_CLOSED = _regex(
    rf"""\b(?:concluded|ended|closed) \b [^.;]{{0,80}} \b {_INQUEST} \b [^.;]{{0,20}} \bon \s+ $
       | \b {_INQUEST} \b [^.;]{{0,60}} \b(?:concluded|ended|closed) \b [^.;]{{0,60}} \bon \s+ $"""
)
_ON = _regex(r"\b (?:on|in) \s+ $")
_RESPONSE_DUE = _regex(
    r"""\b(?: respond | response | reply | replies | written\s+statement | statement\s+of\s+(?:proposed\s+)?action
            | statement\b[^;]{0,80}\b(?:sent|reach\w*|received|submitted) | action\s+plan\b[^;]{0,80}\b(?:sent
              |reach\w*|submitted) )\b
        [^;]{0,160} \b (?:by|before|no\s+later\s+than|not\s+later\s+than) \s+ (?:the\s+)? $"""
)
# Elsewhere, "respond by" is the timescale of a recommendation.
_ASK_FOR_RESPONSE: frozenset[Genre] = frozenset({"inspection_report", "coroner_report", "inquiry_report"})
_OF_NO_REVIEW: frozenset[Genre | None] = frozenset({"inspection_report", "inquiry_report", "other", None})
_STATE_POSITION: frozenset[Genre] = frozenset({"action_plan", "progress_summary", "response"})
_REPORT_PROGRESS = frozenset({"action_plan"})
_UPDATED_TO = _regex(
    r"^ (?:(?:action\s+)?plan\s+)? (?:last\s+)? (?:updated|position|progress|status) \s+ (?:as\s+)? (?:to|at|on) \s+ \d"
)
_ABOUT_REVIEW = frozenset(
    {
        "introduction",
        "executive_summary",
        "legal_criteria",
        "terms_of_reference",
        "methodology",
        "sign_off",
        "progress_response",
    }
)


# A line that breaks off before the date: "in respect of the death of Rosa in".
_RUNS_ON = _regex(r"\S[^\n]* \b(?:in|on|of|from|to|and|by|at|the|until|since) \s* $")


def find_date_kinds(reading: Reading, bodies: BodyFinder, genre: Genre | None, subject: str | None) -> Dates:
    """The dates of the document and the review by kind, but for those of inspections."""
    found: Dates = {}
    for kind, date in (*_on_front(reading, genre), *_in_body(reading, genre)):
        found.setdefault(kind, date)
    for kind, date in _of_inquest(reading) if genre in ("coroner_report", "inquiry_report") else ():
        found[kind] = date
    if genre in _ASK_FOR_RESPONSE and (due := _response_due(reading)):
        found["response_due"] = due
    if genre not in _OF_NO_REVIEW and (incident := find_incident(reading, subject)):
        found["incident"] = incident
    for kind, date in find_period(reading.in_roles(_ABOUT_REVIEW), found.get("incident")):
        found.setdefault(kind, date)
    if _is_too_early(found):  # a date under the name of somebody who died then
        del found["document_dated"]
    signed = find_signoff_date(reading, bodies, genre)
    if "document_dated" not in found and (dated := signed or _beside_other_words(reading)):
        found["document_dated"] = dated
    elif signed is not None and signed.value.startswith(found["document_dated"].value):
        found["document_dated"] = signed
    return found


def _is_too_early(found: Dates) -> bool:
    """Whether the date by itself on the front lies before the end of the review that the front tells."""
    dated, completed = found.get("document_dated"), found.get("review_completed")
    if dated is None or completed is None or completed.confidence < LABELLED:
        return False
    length = min(len(dated.value), len(completed.value))
    return dated.value[:length] < completed.value[:length]


@dataclass(frozen=True)
class _FrontDate:
    """A date of the front, with what stands before and behind it on its line."""

    passage: Passage
    date: PrintedDate
    before: str
    after: str

    def found(self, confidence: float) -> Found[str]:
        """The date as a value."""
        return self.passage.found(self.date.first, self.date.start, self.date.end, confidence)


def _on_front(reading: Reading, genre: Genre | None) -> Iterator[tuple[DateKind, Found[str]]]:
    """Dates of the front that have a label, or a line of their own."""
    for printed in (*_front_dates(reading), *_labelled_under_front(reading)):
        value = printed.found(LABELLED)
        if not printed.before.strip(" –-,(") and not printed.after.strip(" .)"):
            yield "document_dated", value
        for trigger in _ON_FRONT:
            if trigger.before.search(printed.before):
                yield trigger.kind, value
        if genre in _STATE_POSITION and _UPDATED.search(printed.before):
            yield "progress_as_at", value
            yield "document_dated", value


def _beside_other_words(reading: Reading) -> Found[str] | None:
    """A date at the end of a line of the front, or the date on which the document was presented."""
    front = tuple(_front_dates(reading))
    presented = (*front, *_labelled_under_front(reading))
    for before, dates in ((_TRAILING, front), (_PRESENTED, presented)):
        for printed in dates:
            told = _is_labelled(printed.before) or _OF_DEATH.search(printed.before) or _ends_range(printed.before)
            if before.search(printed.before) and not told and not printed.after.strip(" .)"):
                return printed.found(GATHERED)
    return None


def _is_labelled(before: str) -> bool:
    """Whether these words tell of what the date after them is."""
    return any(trigger.before.search(before) for trigger in _ON_FRONT)


def _ends_range(before: str) -> bool:
    """Whether the words before a date end in another date and a dash: "Inspection: 3 June 2019 – 7 June 2019"."""
    without_dash = before.rstrip(" –—-")
    return without_dash != before.rstrip() and any(date.end == len(without_dash) for date in find_dates(without_dash))


def _labelled_under_front(reading: Reading) -> Iterator[_FrontDate]:
    """Dates with their labels on lines of their own under the front, where a cover's lines became one paragraph."""
    for passage in reading.under_front:
        for printed in _line_dates(passage, _dates_of_lines(passage)):
            label = _is_labelled(printed.before) or _PRESENTED.search(printed.before)
            if printed.before[:1].isupper() and label and not printed.after.strip(" .)"):
                yield printed


def _front_dates(reading: Reading) -> Iterator[_FrontDate]:
    """The dates of the front; one may run over the end of a line, as may the words to which it belongs."""
    for passage in reading.front_passages:
        yield from _line_dates(passage, _front_dates_of(passage))


def _line_dates(passage: Passage, dates: Iterable[PrintedDate]) -> Iterator[_FrontDate]:
    """Dates of a passage with what stands before and behind them on their lines, within one sentence."""
    for date in dates:
        start = next(line.start for line in reversed(passage.lines) if line.start <= date.start)
        end = next((line.end for line in passage.lines if line.end >= date.end), len(passage.text))
        above = _RUNS_ON.search(passage.text[:start])
        sentence, sentence_end = passage.sentence_at(date.start)
        parted = max((mark.end() for mark in _PARTING.finditer(passage.text, start, date.start)), default=0)
        start = max(above.start() if above else start, sentence, parted)
        yield _FrontDate(
            passage, date, passage.text[start : date.start].lstrip(), passage.text[date.end : min(end, sentence_end)]
        )


def _front_dates_of(passage: Passage) -> Iterator[PrintedDate]:
    """The dates of single lines, and those broken over two; "DHR-05 / November 2023" is no fifth of November."""
    own = _dates_of_lines(passage)
    broken = (
        date for date in passage.dates if not any(date.start < other.end and other.start < date.end for other in own)
    )
    return iter(sorted((*own, *broken), key=lambda date: date.start))


def _dates_of_lines(passage: Passage) -> list[PrintedDate]:
    return [
        replace(date, start=line.start + date.start, end=line.start + date.end)
        for line in passage.lines
        for date in find_dates(line.text)
    ]


def _in_body(reading: Reading, genre: Genre | None) -> Iterator[tuple[DateKind, Found[str]]]:
    for passage in reading.in_roles(_ABOUT_REVIEW | _REPORT_PROGRESS):
        for date in passage.dates:
            start, end = passage.sentence_at(date.start)
            value = passage.found(date.first, date.start, date.end, STATED)
            if (then := _decided_then(passage, date, end)) is not None:
                yield "commissioned", then
            for trigger in _IN_BODY:
                if trigger.kind == "commissioned" and _OF_A_STEP.search(passage.text[start : date.start]):
                    continue
                if trigger.tells(passage.text, start, date.start, end):
                    yield trigger.kind, value
            before = passage.text[start : date.start]
            if genre in _STATE_POSITION and _PROGRESS.search(before) and not _TO_COME.search(before):
                yield "progress_as_at", value
            if passage.role in _REPORT_PROGRESS and _UPDATED_TO.match(passage.text):
                yield "progress_as_at", value
            if _OPENS.search(passage.text[start : date.start]) and not _ANOTHER.search(passage.text, start, end):
                if _COMPLETED.match(passage.text, date.end, end):
                    yield "review_completed", value
                elif _DECIDED.match(passage.text, date.end, end):
                    yield "commissioned", value
            elif _COMMISSIONED_THEN.match(passage.text, date.end, end):
                yield "commissioned", value


def _of_inquest(reading: Reading) -> Iterator[tuple[DateKind, Found[str]]]:
    """When an inquest or inquiry was opened, and when it ended."""
    for passage in reading.body:
        for date in passage.dates if re.search(_INQUEST, passage.text) else ():
            start, end = passage.sentence_at(date.start)
            before = passage.text[start : date.start]
            value = passage.found(date.first, date.start, date.end, STATED)
            if _INQUEST_CLOSED.search(before):
                yield "review_completed", value
            elif _ON.search(before) and _INQUEST_OPENED.search(passage.text, start, end):
                yield "commissioned", value


def _decided_then(passage: Passage, date: PrintedDate, end: int) -> Found[str] | None:
    """The month, printed without its year, in which a sentence that began with a date goes on to a decision."""
    match = _DECIDED_THEN.search(passage.text, date.end, end)
    start, _ = passage.sentence_at(date.start)
    if match is None or not _SPEAKS_OF_REVIEW.search(passage.text, start, end) or len(date.first) < len("2024-01"):
        return None
    year, month = int(date.first[:4]), MONTHS.index(match["month"]) + 1
    value = f"{year + (month < int(date.first[5:7]))}-{month:02}"
    return passage.found(value, *match.span("month"), GATHERED)


def _response_due(reading: Reading) -> Found[str] | None:
    for passage in _asking(reading.body):
        for date in passage.dates:
            start, _ = passage.sentence_at(date.start)
            if _RESPONSE_DUE.search(passage.text[start : date.start]):
                return passage.found(date.first, date.start, date.end, STATED)
    return None


_ASKING = ("respon", "statement", "repl", "action plan")


def _asking(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages that can ask for a response: a quick look before dates are sought."""
    return (passage for passage in passages if any(word in passage.text for word in _ASKING))
