"""The period under review: from when, to when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossreview.extract.metadata.dates import PrintedDate
from crossreview.extract.metadata.passages import GATHERED, STATED, Passage
from crossreview.records import DateKind, Found

_OF_PERIOD = re.compile(
    r"""(?: \b(?: period | time\s?-?frame | time\s?-?line | time\s?span | scope )\b [^.;]{0,80}?
            (?: \bfrom\b | \bbetween\b | \bwas\b | \bis\b | \bas\b | \bof\b | : | \bperiod\b | \breview\b )
          | \breview\s+ (?:considered|examined|covers?|covered|looked\s+at|is\s+about|concerns) \b
            [^.;]{0,80} \b(?:from|between)
          | \b(?:contact|involvement|dealings)\s+with\b [^.;]{0,40} \bbetween
        ) \s* (?:the\s+)? $""",
    re.IGNORECASE | re.VERBOSE,
)
_TO_DEATH = re.compile(
    r"""\b(?:to|until) \s+ (?: the\s+(?:day|date|time)\s+of\s+ )?
        (?: [A-Z][\w’'\ ]{0,30}?['’]s? | his | her | their | the ) \s+ death\b""",
    re.VERBOSE,
)


def find_period(passages: Iterable[Passage], incident: Found[str] | None) -> Iterator[tuple[DateKind, Found[str]]]:
    """The first period that is stated; "to the day of his death" is the date of the incident."""
    for passage in passages:
        for at, date in enumerate(passage.dates):
            start, end = passage.sentence_at(date.start)
            if _OF_PERIOD.search(passage.text[start : date.start]):
                yield "period_from", passage.found(date.first, date.start, date.end, STATED)
                following = passage.dates[at + 1] if at + 1 < len(passage.dates) else None
                until = _end(passage, date, following, end, incident)
                if until is not None:
                    yield "period_to", until
                return


def _end(
    passage: Passage, date: PrintedDate, following: PrintedDate | None, end: int, incident: Found[str] | None
) -> Found[str] | None:
    if date.last is not None:
        return passage.found(date.last, date.start, date.end, STATED)
    if following is not None and following.end <= end:
        return passage.found(following.first, following.start, following.end, STATED)
    death = _TO_DEATH.search(passage.text, date.end, end)
    if death is None or incident is None:
        return None
    return passage.found(incident.value, death.start(), death.end(), GATHERED)
