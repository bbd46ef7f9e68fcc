"""When what the review is about happened: the first dated event of harm to the subject."""

from __future__ import annotations

import re

from crossreview.extract.metadata.dates import PrintedDate, find_dates
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_HARM = r"""(?: died | death | dead | passed\s+away | killed | murdered | injur\w+ | stabb\w+ | shot | collapsed
    | assaulted | harmed | strangled | drowned | hanged | overdose | suicide | house\s+fire | lost\s+(?:his|her)\s+life
    | own\s+life
    | (?:found|taken|brought|admitted|rushed)\b [^.;]{0,60}
        \b(?:hospital|ambulance|dead|unresponsive|unconscious|lifeless) )"""
_TIME_OF_DAY = r"the\s+(?:early\s+|late\s+)?(?:hours|morning|afternoon|evening|night|day)\s+of\s+(?:\w+day,?\s+)?"
_HARM_BEFORE = _regex(
    rf"""\b{_HARM}\b [^.;]{{0,80}} (?: \b(?:in|on) \s+ (?:early\s+|late\s+|the\s+|{_TIME_OF_DAY})? | : \s* ) $
       | (?: ^date\s+of\s+death | \bdied ) \s+ $"""
)
_LABELLED = _regex(
    r"""^ (?: date\s+of\s+(?:the\s+)? (?:(?:serious|critical|fatal)\s+)? (?:incident|injury|injuries|event)
        | incident\s+date ) \s* :? \s* $"""
)
_HARM_AFTER = _regex(rf"[^.;]{{0,80}} \b(?: {_HARM} | ambulance | found\s+starving )\b")
_HARM_ANYWHERE = _regex(rf"\b(?: {_HARM} | alone | neglect\w* | under\s?weight )\b")
_OPENS = _regex(r"(?:^|\s) (?:in|on) \s+ $")
_OPENS_TEXT = _regex(r"^ \s* (?:in|on) \s+ $")
# What is dated then is what was done about the event.
_REPORTED = _regex(
    r"""\b(?: notified | informed | told\ of | charged | convicted | sentenced | inquest | investigation | since
            | commissioned | decided )\b"""
)
_COMMENCED = _regex(r"[^.;]{0,40} \b(?:investigation|inquest)\b")
_TOLD_IN = frozenset(
    {
        "incident",
        "introduction",
        "background",
        "legal_criteria",
        "terms_of_reference",
        "methodology",
        "sign_off",
        "progress_response",
    }
)


def find_incident(reading: Reading, subject: str) -> Found[str] | None:
    """The date that the front labels so, else of the first event told; where it is told again with a day, that day."""
    for line in reading.front:
        for date in find_dates(line.text):
            if _LABELLED.search(line.text[: date.start]):
                return line.passage.found(date.first, line.start + date.start, line.start + date.end, LABELLED)
    tells = re.compile(rf"[^.;]{{0,10}}{re.escape(subject)}\b[^.;]{{0,40}}\b(?:told|said|disclosed)\b")
    found: Found[str] | None = None
    for passage in (*reading.front_passages, *reading.in_roles(_TOLD_IN)):
        for date in passage.dates:
            if not _is_of_harm(passage, date, tells):
                continue
            if found is None or (date.first != found.value and date.first.startswith(found.value)):
                found = passage.found(date.first, date.start, date.end, STATED)
    return found or _at_the_beginning(reading)


def _is_of_harm(passage: Passage, date: PrintedDate, tells: re.Pattern[str]) -> bool:
    start, end = passage.sentence_at(date.start)
    text, before = passage.text, passage.text[start : date.start]
    if _REPORTED.search(before) or _COMMENCED.match(text, date.end, end):
        return False
    if _HARM_BEFORE.search(before):
        return True
    after = _HARM_AFTER.match(text, date.end, end) or tells.match(text, date.end, end)
    return bool(_OPENS.search(before)) and after is not None


def _at_the_beginning(reading: Reading) -> Found[str] | None:
    """The day with which the text opens, where the same paragraph goes on to tell of harm."""
    first = next((passage for passage in reading.opening if passage.kind != "heading"), None)
    date = next(iter(first.dates), None) if first is not None else None
    if first is None or date is None or not _HARM_ANYWHERE.search(first.text) or _COMMENCED.match(first.text, date.end):
        return None
    opens = _OPENS_TEXT.search(first.text[first.block.body_start : date.start])
    return first.found(date.first, date.start, date.end, GATHERED) if opens else None
