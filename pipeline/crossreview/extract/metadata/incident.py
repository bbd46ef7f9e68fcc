"""When what the review is about happened: the day on which the subject died or was harmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.about import OTHERS, Who
from crossreview.extract.metadata.dates import PrintedDate, date_without_year, find_dates
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_FATAL = r"""(?: died | dies | deaths?(?!\s+review) | dead | passed\s+away | killed | murdered | fatal(?:ly)?
  | drowned | hanged
    | homicide(?!\s+review) | suicide | bod(?:y|ies)\s+(?:was|were)\s+(?:found|discovered) | lifeless
      | lost\s+(?:his|her|their)\s+(?:life|lives) | own\s+(?:life|lives) )"""
# A verbose pattern, for others to build on.
HARM = rf"""(?: {_FATAL} | injur\w+ | (?:seriously|badly|severely|gravely)\s+(?:hurt|ill) | overdosed
    | (?:tried|attempted) \s+ to \s+ (?:end|take) \s+ (?:his|her|their)
    | took \s+ (?:\w+\s+){{0,4}}(?:tablets|pills|quantity|overdose)
    | stabb\w+ | shot | shaken | shook | collapsed | assaulted | attacked | harmed
    | strangled | overdose | house\s+fire | scalded | burn(?:s|ed|t) | ingested | unresponsive | unconscious
      | resuscitat\w+
    | (?:found|taken|brought|carried|admitted|rushed|conveyed|presented|transferred|flown)\b [^.;]{{0,60}}
        \b(?:hospital|ambulance|emergency\s+department|health\s+centre|A&E|intensive\s+care|dead|by\s+police) )"""
_TIME_OF_DAY = (
    r"the\s+(?:early\s+|late\s+)?(?:hours|morning|afternoon|evening|night|day)\s+of\s+(?:the\s+)?(?:\w+day,?\s+)?"
)
_HARM_BEFORE = _regex(
    rf"""\b{HARM}\b [^.;]{{0,80}} (?: \b(?:in|on|of) \s+ (?:early\s+|late\s+|the\s+|{_TIME_OF_DAY})? | [:,] \s* ) $
       | (?: ^date\s+of\s+death | \bdied ) \s* [:,]? \s* $
       | \bfound \s+ (?!that\b) (?:[^.;]|\.\d){{1,60}} \b(?:in|on) \s+ (?:{_TIME_OF_DAY})? $"""
)
_LABELLED = _regex(
    r"""^ (?: date\s+of\s+(?:the\s+)? (?:(?:serious|critical|fatal|significant)\s+)? (?:incident|injury|injuries
      |event|harm)
        | incident\s+date ) \s* [:–-]? \s* $"""
)
_HARM_AFTER = _regex(rf"[^.;]{{0,100}} \b(?: {HARM} | ambulance | was\s+found | were\s+found )\b")
_HARM_ANYWHERE = _regex(rf"\b(?: {HARM} | alone | neglect\w* | under\s?weight | weighed | stage\s+\d )\b")
_IS_FATAL = _regex(rf"\b{_FATAL}\b")
_OPENS = _regex(r"(?:^|\s) (?:in|on|of) \s+ (?:the\s+)? $")
_OPENS_TEXT = _regex(r"^ \s* (?:in|on) \s+ (?:the\s+)? (?:early\s+|late\s+)? $")
# What is dated then is what was done about the event.
_REPORTED = _regex(
    r"""\b(?: notified | informed | told\s+of | charged | convicted | sentenced | pleaded | inquest | investigation
            | ha(?:s|ve)\s+since | commissioned | decided | trial | post-mortem | published | review\s+of )\b
      | \b(?: report | letter | notice | e-?mail | referral ) \s+ (?:of|dated) \s+ $"""
)
_COMMENCED = _regex(r"""[^.;]{0,60}
    \b(?:investigation|inquest|decided|agreed|commissioned|notified|completed|finished|published|we)\b""")
_DISCLOSED = _regex(r"[^.;]{0,40}\b(?:told|disclosed)\b")
_NEAR = 20  # characters between a date and the name of who did something then
_OF_ANOTHER = _regex(
    rf"{OTHERS.pattern} \s+ (?:\w+\s+){{0,3}}? {HARM} | {HARM} \s+ of \s+ (?:his|her|their) \s+ {OTHERS.pattern}"
)
_WITHOUT_YEAR = _regex(
    rf"\b{HARM}\b [^.;]{{0,60}} \b(?:in|on) \s+ (?:{_TIME_OF_DAY})? $ | \bfound \s+ (?:in|on) \s+ (?:{_TIME_OF_DAY})? $"
)
_TOLD_IN = frozenset(
    {
        "incident",
        "introduction",
        "background",
        "legal_criteria",
        "terms_of_reference",
        "methodology",
        "executive_summary",
        "sign_off",
        "progress_response",
    }
)
_CHRONOLOGIES = frozenset({"timeline", "incident"})
_HARM_ENTRY = _regex(rf"\b{HARM}\b")
_FATAL_TO_SUBJECT, _HARM_TO_SUBJECT, _OTHER_HARM = range(3)


@dataclass(frozen=True)
class _Event:
    """A dated event of harm; the lower its rank, the surer that it is what the review is about."""

    rank: int
    found: Found[str]


def find_incident(reading: Reading, subject: str | None) -> Found[str] | None:
    """The date that the front labels so, else of the subject's death, else of the first harm that is told."""
    for line in reading.front:
        for date in find_dates(line.text):
            if _LABELLED.search(line.text[: date.start]):
                return line.passage.found(date.first, line.start + date.start, line.start + date.end, LABELLED)
    who = Who(subject)
    events = [event for event in _events(reading, who) if subject is not None or event.rank <= _HARM_TO_SUBJECT]
    if not events:
        entries = list(_entries(reading, who)) if subject is not None else []
        at = _at_the_beginning(reading) or (entries[-1] if entries else None)
        return at or (_without_year(reading, who) if subject is not None else None)
    best = min(events, key=lambda event: event.rank)
    to_them = [event.found for event in events if event.rank <= _HARM_TO_SUBJECT]
    if who.several and not all(_agree(best.found, other) for other in to_them):
        return None  # they came to harm at different times
    return _most_exact(best.found, [*(event.found for event in events), *_entries(reading, who)])


def _events(reading: Reading, who: Who) -> Iterator[_Event]:
    passages = (*reading.front_passages, *reading.in_roles(_TOLD_IN))
    dated = [passage for passage in passages if passage.dates]
    about = {(told.passage, told.start) for told in who.sentences(dated)}
    for passage in dated:
        for date in passage.dates:
            start, end = passage.sentence_at(date.start)
            of_subject = (passage, start) in about or passage.front
            if _is_of_harm(passage, date, start, end) or _is_disclosure(passage, date, end, who):
                fatal = _IS_FATAL.search(passage.text, start, end) is not None
                rank = (_FATAL_TO_SUBJECT if fatal else _HARM_TO_SUBJECT) if of_subject else _OTHER_HARM
                yield _Event(rank, passage.found(date.first, date.start, date.end, STATED))


def _is_of_harm(passage: Passage, date: PrintedDate, start: int, end: int) -> bool:
    text, before = passage.text, passage.text[start : date.start]
    if _REPORTED.search(before) or _COMMENCED.match(text, date.end, end) or _OF_ANOTHER.search(text, start, end):
        return False
    if _HARM_BEFORE.search(before):
        return True
    return bool(_OPENS.search(before)) and _HARM_AFTER.match(text, date.end, end) is not None


def _is_disclosure(passage: Passage, date: PrintedDate, end: int, who: Who) -> bool:
    """Whether the subject told somebody then: "In June 2015 Ellie told a coach"."""
    named = who.first(passage.text, date.end, min(end, date.end + _NEAR))
    return named is not None and _DISCLOSED.match(passage.text, named.end(), end) is not None


def _entries(reading: Reading, who: Who) -> Iterator[Found[str]]:
    """The entries of a chronology that tell of harm to the subject: a date, and what happened then."""
    timeline = [passage for passage in reading.body if passage.role in _CHRONOLOGIES]
    for at, passage in enumerate(timeline):
        date = next(iter(passage.dates), None)
        if date is None or passage.text[: date.start].strip(" •–-"):
            continue
        alone = not passage.text[date.end :].strip(" .:–-")
        told, start = (timeline[at + 1], 0) if alone and at + 1 < len(timeline) else (passage, date.end)
        start, end = next(((s, e) for s, e in told.sentences if e > start + 2), (start, len(told.text)))
        if who.first(told.text, start, end) and _HARM_ENTRY.search(told.text, start, end):
            yield passage.found(date.first, date.start, date.end, GATHERED)


def _agree(first: Found[str], second: Found[str]) -> bool:
    return first.value.startswith(second.value) or second.value.startswith(first.value)


def _most_exact(found: Found[str], others: list[Found[str]]) -> Found[str]:
    """The same date where it is told with a day, or the date itself."""
    return next(
        (other for other in others if other.value != found.value and other.value.startswith(found.value)), found
    )


def _at_the_beginning(reading: Reading) -> Found[str] | None:
    """The day with which a first paragraph opens, where it goes on to tell of harm."""
    first = next((passage for passage in reading.opening if passage.kind != "heading"), None)
    date = next(iter(first.dates), None) if first is not None else None
    if first is None or date is None or not _HARM_ANYWHERE.search(first.text) or _COMMENCED.match(first.text, date.end):
        return None
    start, _ = first.sentence_at(date.start)
    opens = _OPENS_TEXT.search(first.text[max(start, first.block.body_start) : date.start])
    return first.found(date.first, date.start, date.end, GATHERED) if opens else None


def _without_year(reading: Reading, who: Who) -> Found[str] | None:
    """A day and a month of the year that was last named: "He was found on the morning of 3 June"."""
    for told in who.sentences(reading.in_roles(_TOLD_IN)):
        text = told.passage.text
        earlier = [date for date in told.passage.dates if date.end <= told.start]
        for printed in date_without_year(text, told.start, told.end, earlier[-1].first[:4]) if earlier else ():
            if _WITHOUT_YEAR.search(text[told.start : printed.start]):
                return told.passage.found(printed.first, printed.start, printed.end, GATHERED)
    return None
