"""By when something is to be done.

A deadline is a date with "by" or "before", a period with "within" that runs from now or from publication, or a word
of urgency. Periods are also what a service is measured by ("seen within five days", "twice within three months") and
what has passed ("in the last six months"): those are no deadlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.extract.fields.dates import DATE, MONTH_NAMES, NUMBER, UNIT, normalised_date, normalised_length
from crossreview.extract.fields.values import Match
from crossreview.records import Timescale

_PART = r"""(?:(?:the\s+)?(?:end|start|beginning|middle|close)\s+of\s+|(?:early|mid|late)[\s-]+)?
    (?:(?:the|its|this|next)\s+){0,2}"""
_PLAIN_DATE = re.sub(r"\?P<\w+>", "?:", DATE)
_TERM = r"""(?:(?:autumn|spring|summer|winter|easter|christmas|october|february|may)\s+
      (?:half[\s-]term|holidays?|break|recess)
    |(?:autumn|spring|summer|winter)(?:\s+term)?
    |(?:first|second|third|fourth|next|current|this)\s+quarter|quarter\s+\w+|q[1-4]
    |(?:financial|calendar|school|academic)\s+year|year|term|quarter|month|week|easter|christmas)"""
_YEARS = r"(?:19|20)\d{2}(?:\s*(?:[/–-]|to)\s*(?:\d{4}|\d{2}))?"

_DEADLINE = re.compile(
    rf"""\b(?P<how>(?:by|before|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|ahead\s+of)\s+
        |(?:(?<=,\ )|(?<=[.;]\ )|^\W*)from\s+|(?<=,\ )in\s+)
        {_PART}
        (?:{_PLAIN_DATE}
          |{_TERM}\s+(?:of\s+)?(?:the\s+)?{_YEARS}(?:\s+(?:school|academic|financial|calendar)\s+year)?
          |{_YEARS}(?:\s+(?:school|academic|financial|calendar)\s+(?:year|term))?\b
          |{_TERM}\b
          |(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?-i:(?=[A-Z]))(?:{MONTH_NAMES})\b(?!\s+\w+ed\b)
          |(?:the\s+|its\s+)?next\s+(?:\w+\s+){{0,3}}(?:meeting|review|update|report)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# What comes next: "at its next meeting", "when it is next reviewed in October", "in the next financial year".
_OCCASION = re.compile(
    rf"""\b(?:
        (?:at|in|from|for|by)\s+(?:the|its|their|our)\s+next\s+(?:\w+\s+){{0,2}}
          (?:meeting|review|update|version|edition|revision|round|cycle|plan|contract|conference)\b
      |(?:at|by)\s+(?:the|its|their|our)\s+(?:[\w’'-]+\s+){{0,2}}meeting\s+(?:in|on|of)\s+{_PLAIN_DATE}
      |when\s+(?:it|this|that|the\s+(?:\w+\s+)?contract)\s+is\s+next\s+(?:\w+ed|let)\b(?:\s+in\s+{_PLAIN_DATE})?
      |when\s+(?:the|its|their)\s+(?:\w+\s+){{0,2}}(?:contract|funding|trial|pilot|licence|term)\s+(?:ends|expires|runs\s+out)\b
        (?:\s+in\s+(?:{_PLAIN_DATE}|{MONTH_NAMES}\b))?
      |before\s+(?:the\s+end\s+of\s+)?(?:the|its|their)\s+(?:current|present|next)\s+(?:\w+\s+){{0,2}}
        (?:plan|contract|budget|strategy|programme)\b(?:\s+(?:is|are)\s+\w+)?
      |in\s+(?:the|its|their)\s+(?:{_YEARS}(?:\s+\w+){{0,2}}\s+(?:programme|plan|budget|cycle|round)\b|(?:\w+\s+){{1,2}}for\s+{_YEARS})
      |as\s+soon\s+as\s+(?:this|the)\s+(?:report|review)\s+is\s+published
      |(?:in|within|during|over|throughout|for|from)\s+(?:the\s+)?(?:next|coming|current|business|financial|school|academic)\s+
        (?:(?:financial|school|academic|business|calendar)\s+)?(?:year|quarter|term|month|week)(?:\s+{_YEARS})?\b(?!['’])
      |this\s+(?:week|month|term|quarter)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# A date that stands in brackets behind the ask: "(30 June 2025)".
_IN_BRACKETS = re.compile(
    rf"\((?P<date>(?:(?:by|due|deadline:?)\s+)?{_PLAIN_DATE})\)\s*\.?$", re.IGNORECASE | re.VERBOSE
)
_FROM = re.compile(rf"\bfrom\s+{_PLAIN_DATE}(?!\s+(?:to|until|till|onwards?\s+had)\b)", re.IGNORECASE | re.VERBOSE)
_EVENT = re.compile(
    r"\bbefore\s+(?:the|its|their)\s+(?:\w+\s+){1,3}for\s+(?:19|20)\d{2}(?:[/–-]\d{2,4})?\s+(?:is|are)\s+\w+",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"""\b(?:within|in|over|during|no\s+later\s+than|not\s+later\s+than)\s+(?:a\s+(?:period|maximum)\s+of\s+|the\s+(?:next|coming|first)\s+)?
        (?P<length>{NUMBER}[\s-]+{UNIT})\b
        (?P<since>\s+(?:of|from|after|following)\s+(?:the\s+)?(?:date\s+of\s+)?(?:this\s+|its\s+|the\s+)?
          (?:publication|receipt|report|review|plan|now|today|date|sign-?off)
          (?:\s+of\s+(?:this|the)\s+(?:report|review|plan))?(?:\s+being\s+\w+)?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM_NOW = re.compile(
    rf"""\b(?:(?:in|within)\s+)?{NUMBER}[\s-]+{UNIT}(?:['’]s?)?\s+(?:from\s+(?:now|today|publication)|time\b
        |(?:after|of|following)\s+(?:the\s+)?publication(?:\s+of\s+(?:this|the)\s+(?:report|review))?)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOW = re.compile(r"now|today|publication|time", re.IGNORECASE)
_URGENT = re.compile(
    r"""\b(?:with\s+immediate\s+effect
        |immediately(?!\s+(?:after|before|following|upon|prior|available|and\s+(?:\w+\s+)?after))
        |as\s+a\s+matter\s+of\s+(?:(?:some|great)\s+)?urgency|with\s+urgency|urgently(?=\s+\w)
        |as\s+soon\s+as\s+(?:is\s+)?(?:reasonably\s+)?(?:possible|practicable)
        |at\s+once(?=[\s,.;:]+(?:to\b|[A-Z])|[\s.;:]*$)|(?<=[.!]\s)immediate(?=\.?\s*$)
        |at\s+the\s+earliest\s+(?:possible\s+)?opportunity|at\s+pace|without\s+(?:further\s+)?delay|forthwith)""",
    re.IGNORECASE | re.VERBOSE,
)
# What is measured in these runs from an event in somebody's life, unless the text says from what else.
_SHORT = re.compile(r"(?:day|week)s?$", re.IGNORECASE)
_HOURS = re.compile(r"hours?$", re.IGNORECASE)
_OWN_CLAUSE = re.compile(
    r"""\brecommend\w*(?:\s+\w+)?\s+that\b
       |\b(?P<own>that|who|whom|which|where|when|whenever|whether|if|so|once|after|until
            |in\s+order|to\s+see|to\s+protect)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_YEARS_LONG = re.compile(r"years?$", re.IGNORECASE)
_ABOUT_PEOPLE = re.compile(r"\b(?:who|which|where|when|whenever|if|once|twice|times|more)\b[^.;]*$", re.IGNORECASE)
_PAST_PERIOD = re.compile(r"\b(?:within|in|over|during)\s+(?:the\s+)?(?:last|past|previous|preceding)\b", re.IGNORECASE)
# A past event with its date, before which nothing is asked.
_PAST_EVENT = re.compile(r"\b(?:was|were|had|promised|published|identified|introduced)\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:should|must|shall|to|will|need|needs|recommend\w*)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\W*(\w+)")
_SENTENCE_START = re.compile(r"(?:^|[.;:!?]\s)[^.;:!?]*$")
_CELL = re.compile(
    rf"""\s*(?:{_PART}(?:{_PLAIN_DATE}|{_YEARS}|{_TERM}\b)|{NUMBER}[\s-]+{UNIT}
        |(?:immediate(?:ly)?|asap|ongoing|continuous|(?:bi-?)?monthly|(?:six-)?weekly|quarterly|yearly|annual(?:ly)?|termly)\b
        |(?:up)?on\s+(?:publication|approval|submission|sign-?off|receipt|completion|appointment)\b|at\s+once\b
        |next\s+(?:\w+\s+){{0,2}}(?:meeting|review|update)\b
        |(?:every|each)\s+(?:\w+\s+)?(?:day|week|month|quarter|term|year)s?\b)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Deadline:
    """A timescale and where it stands."""

    timescale: Timescale
    match: Match


def deadline_in(text: str, openers: frozenset[str]) -> Deadline | None:
    """By when the ask is to be done: a date before a period, a period before a word of urgency."""
    for candidates in (_dates(text), _periods(text), _occasions(text, openers), _urgencies(text, openers)):
        first = min(candidates, key=lambda deadline: deadline.match.start, default=None)
        if first is not None:
            return first
    return None


def due_in(cell: str) -> Timescale | None:
    """The timescale in a cell of its own ("31 March 2024", "6 months", "Immediate"), which needs no "by"."""
    stripped = " ".join(cell.split())
    if not _CELL.match(stripped) and deadline_in(stripped, frozenset()) is None:
        return None
    return Timescale(stripped, normalised_date(stripped) or normalised_length(stripped))


def _dates(text: str) -> Iterator[Deadline]:
    for pattern in (_DEADLINE, _EVENT):
        for found in pattern.finditer(text):
            before = _before(text, found.start())
            if _ASKING.search(before) or not _PAST_EVENT.search(before):
                yield _deadline(text, found, normalised_date(found.group()))
    for found in _FROM.finditer(text):
        before = _before(text, found.start())
        if _ASKING.search(before) and not _in_own_clause(before):
            yield _deadline(text, found, normalised_date(found.group()))
    for found in _IN_BRACKETS.finditer(text):
        span = Match(*found.span("date"))
        yield Deadline(Timescale(found["date"], normalised_date(found["date"])), span)


def _occasions(text: str, openers: frozenset[str]) -> Iterator[Deadline]:
    for found in _OCCASION.finditer(text):
        if _asks(_before(text, found.start()), openers):
            yield _deadline(text, found, normalised_date(found.group()))


def _periods(text: str) -> Iterator[Deadline]:
    # The search for numbers is slow, and few asks have either word.
    from_now = _FROM_NOW.finditer(text) if _NOW.search(text) else ()
    for found in from_now:
        yield _deadline(text, found, normalised_length(found.group()))
    for found in _WITHIN.finditer(text):
        if _PAST_PERIOD.match(text, found.start()) or _is_standard(text, found):
            continue
        yield _deadline(text, found, normalised_length(found["length"]))


def _is_standard(text: str, found: re.Match[str]) -> bool:
    """Whether a period says how fast a service is to work each time, not by when the ask is to be done."""
    if found["since"]:
        return False
    in_coming = re.search(r"\b(?:next|coming)\b", found.group(), re.IGNORECASE)
    if not found.group().lower().startswith(("within", "no")) and (
        in_coming is None or _YEARS_LONG.search(found["length"])
    ):
        return True
    if _HOURS.search(found["length"]):
        return True
    before = _before(text, found.start())
    if _SHORT.search(found["length"]):
        return _in_own_clause(before) or (bool(before) and not _ASKING.search(before))
    return _ABOUT_PEOPLE.search(before) is not None


def _urgencies(text: str, openers: frozenset[str]) -> Iterator[Deadline]:
    for found in _URGENT.finditer(text):
        if _asks(_before(text, found.start()), openers):
            yield _deadline(text, found, None)


def _asks(before: str, openers: frozenset[str]) -> bool:
    """Whether the words of a sentence before a time ask for something, and the time is not told of something else."""
    first = _FIRST_WORD.match(before)
    asks = first is None or first[1].lower() in openers or _ASKING.search(before)
    return bool(asks) and not _in_own_clause(before)


def _before(text: str, place: int) -> str:
    """The words of the sentence before a place in it."""
    start = _SENTENCE_START.search(text, 0, place)
    return text[start.start() if start else 0 : place]


def _in_own_clause(before: str) -> bool:
    """Whether the words before open a clause about something else than the doing of the ask."""
    return any(opening["own"] for opening in _OWN_CLAUSE.finditer(before))


def _deadline(text: str, found: re.Match[str], normalised: str | None) -> Deadline:
    end = found.start() + len(found.group().rstrip(" ,.;"))
    return Deadline(Timescale(text[found.start() : end], normalised), Match(found.start(), end))
