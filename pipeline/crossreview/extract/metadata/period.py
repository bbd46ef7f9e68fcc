"""The period under review: from when, to when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossreview.extract.metadata.dates import PrintedDate
from crossreview.extract.metadata.passages import GATHERED, STATED, Passage
from crossreview.records import DateKind, Found

# They name the period, and a first date by itself is its beginning.
_OF_PERIOD = re.compile(
    r"""(?: \b(?: period | time\s+under\s+(?:review|consideration) | time\s?-?frame | time\s?-?line
      | time\s?-?scale | time\s?span | scope )\b [^.;]{0,80}?
            (?: \bfrom\b | \bbetween\b | \bwas\b | \bis\b | \bas\b | \bof\b | : | \bperiod\b | \breview\b | \bcovers?\b
                | \bset\s+at\b | \b(?:began|begins|started|starts)\s+(?:in|on|with) )
          | \breview\s+ (?:considered|examined|covers?|covered|looked\s+at|is\s+about|concerns) \b
            [^.;]{0,80} \b(?:from|between)
          | \b(?:contact|involvement|dealings)\s+with\b [^.;]{0,40} \bbetween
        ) \s* (?:the\s+)? $""",
    re.IGNORECASE | re.VERBOSE,
)
# They speak of what is looked at, or of what is asked for: two dates that belong together are needed besides.
_LOOKS_AT = re.compile(
    r"""\b(?: period | time\s?-?frame | scope | cover(?:s|ed|ing)? | consider(?:s|ed|ing)? | examin(?:es|ed|ing)
        | look(?:s|ed|ing)?\s+(?:in\s+detail\s+)?at | focus(?:es|ed|ing)? | concern(?:s|ed|ing)? | explor(?:es|ed|ing)
        | contacts? | involvement | dealings | information | records | chronolog\w+ | events | known\s+to
          | time\s+between
        | asked\s+(?:for|to) | reviewed | review\s+of | analys(?:es|ed|ing) ) \b [^.;]{0,120} $""",
    re.IGNORECASE | re.VERBOSE,
)
_UNTIL = re.compile(
    r"""\s* (?: [,(] [^.;()]{1,90} [,)] )? \s*
        (?: and\s+(?:ends|ended|finished|finishes)\s+(?:on|in) | and | to
          | until | till | up\s+to | through\s+to | ending\s+(?:on|in|with) | [-–—] ) \s+
        (?:the\s+(?:end|beginning|start|middle|date|day|time)\s+of\s+)?
        (?: (?:[A-Z][\w’']*['’]s?|his|her|their|the) \s+ (?:\w+\s+){1,3}? (?:on|in) \s+
          | when\s+ [^.;,]{3,40} ,? \s+ (?:on|in) \s+ )?""",
    re.VERBOSE,
)
_YEARS = re.compile(
    r"""\b(?: period | time\s?-?frame | terms\s+of\s+reference | scope | events\s+(?:run|ran)
      | review\s+(?:covers|covered) ) \b [^.;]{0,80}?
        \b(?:from|between) \s+ (?P<from>(?:19|20)\d\d) \s+ (?:to|and|until) \s+ (?P<to>(?:19|20)\d\d) \b""",
    re.IGNORECASE | re.VERBOSE,
)
_ON_A_DAY = re.compile(r"\b(?:in|on|by|at)\s+(?:the\s+)?$", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")
_TO_DEATH = re.compile(
    r"""\b(?:to|until|till|and|(?:finished|ended|ending|ends)\s+with) \s+
        (?: the\s+(?:day|date|time|point)\s+ (?:of|on\s+which|when|that)\s+ )?
        (?: (?:[A-Z][\w’'\ ]{0,30}?['’]s?|his|her|their|the) \s+ (?:\w+\s+)? (?:death|murder|homicide|incident
          |injury|injuries|admission)
          | (?:he|she|they|[A-Z]\w+) \s+ (?:was|were|had)? \s* (?:died|killed|found|injured|taken|admitted
            |murdered) )\b""",
    re.VERBOSE,
)
_ANOTHER = re.compile(
    r"\b(?:inspect\w*|ofsted|cqc|employed|previous(?:ly)?|audit\w*|earlier review|met on|met between"
    r"|events? (?:held|took)|workshops?)\b",
    re.IGNORECASE,
)


def find_period(passages: Iterable[Passage], incident: Found[str] | None) -> Iterator[tuple[DateKind, Found[str]]]:
    """The first period that is stated; "to the day of his death" is the date of the incident."""
    for passage in passages:
        for at, date in enumerate(passage.dates):
            start, end = passage.sentence_at(date.start)
            before = passage.text[start : date.start]
            named = _OF_PERIOD.search(before) is not None
            if not named and not _is_looked_at(passage, start, date, end):
                continue
            following = passage.dates[at + 1] if at + 1 < len(passage.dates) else None
            until = _end(passage, date, following, end, incident)
            if named or until is not None:
                yield "period_from", passage.found(date.first, date.start, date.end, STATED)
                if until is not None:
                    yield "period_to", until
                return
        if years := _YEARS.search(passage.text):
            yield "period_from", passage.found(years["from"], *years.span("from"), STATED)
            yield "period_to", passage.found(years["to"], *years.span("to"), STATED)
            return


def _is_looked_at(passage: Passage, start: int, date: PrintedDate, end: int) -> bool:
    """Whether the words before a date speak of a time that is looked at, not of a day on which something was done."""
    before = passage.text[start : date.start]
    return (
        _LOOKS_AT.search(before) is not None
        and _ON_A_DAY.search(before) is None
        and _ANOTHER.search(passage.text, start, end) is None
    )


def _end(
    passage: Passage, date: PrintedDate, following: PrintedDate | None, end: int, incident: Found[str] | None
) -> Found[str] | None:
    if date.last is not None:
        return passage.found(date.last, date.start, date.end, STATED)
    if following is not None and following.end <= end:
        between = passage.text[date.end : following.start]
        if (_UNTIL.fullmatch(between) or _DASH.fullmatch(between)) and date.first <= following.first:
            return passage.found(following.first, following.start, following.end, STATED)
    death = _TO_DEATH.search(passage.text, date.end, end)
    if death is None or incident is None:
        return None
    return passage.found(incident.value, death.start(), death.end(), GATHERED)
