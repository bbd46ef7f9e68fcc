"""The closing line of a document: the name of a body or of the authors, and a date."""

from __future__ import annotations

import re

from crossreview.extract.metadata.bodies import BodyFinder, BodyName
from crossreview.extract.metadata.dates import PrintedDate
from crossreview.extract.metadata.names import PERSON
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.extract.metadata.people import SIGNED
from crossreview.records import Found, Genre

_DATED = re.compile(
    r"""^\s* (?:\d{1,2}\s+)?
        (?: dated? (?:\s+(?:this|of\s+(?:this\s+)?report))? | signed (?:\s+and\s+dated)? [^.]{0,60}? )
        \s* [:,]? \s* $""",
    re.IGNORECASE | re.VERBOSE,
)
# A name before the last date, such as that of a group or an office: words with capitals and small ones between them.
_NAME_BEFORE = re.compile(
    r"^(?:The\s+)?[A-Z][\w’'&-]*(?:\s+(?:(?:of|and|for|the|&)\s+)*[A-Z][\w’'&-]*){0,8}\s*[,–-]\s*$"
)
_PERSON = re.compile(PERSON)
_LAST_BLOCKS = 8  # a closing line, and what may follow it: an address, a licence, a note about the sample


def find_signoff_date(reading: Reading, bodies: BodyFinder, genre: Genre | None) -> Found[str] | None:
    """The date that stands behind the name of the body or the authors, or behind "Dated"; the last one."""
    for passage in reversed(reading.passages):
        date = _last_words(passage)
        if date is None or passage.front:
            continue
        if _DATED.match(passage.text[: date.start]):
            return passage.found(date.first, date.start, date.end, LABELLED)
        if SIGNED.fullmatch(passage.text.rstrip().rpartition(": ")[2]) or signing_body(passage, bodies) is not None:
            return passage.found(date.first, date.start, date.end, STATED)
    return _closing_date(reading, genre)


def _closing_date(reading: Reading, genre: Genre | None) -> Found[str] | None:
    """A date alone, or behind a name, among the last lines; of tables only a coroner's form is dated in a cell."""
    last = [passage for passage in reading.passages if passage.kind != "table" or genre == "coroner_report"]
    for passage in reversed(last[-_LAST_BLOCKS:]):
        date = _last_words(passage) or (_before_name(passage) if genre == "coroner_report" else None)
        if date is None or passage.front:
            continue
        before = passage.text[: date.start]
        if not before.strip(" (.") or before.strip().isdigit() or _NAME_BEFORE.match(before):
            return passage.found(date.first, date.start, date.end, GATHERED)
    return None


def _before_name(passage: Passage) -> PrintedDate | None:
    """The date after which a passage holds nothing but a person's name: "9 20 April 2023 Dr E A Vale"."""
    return next((date for date in passage.dates if _PERSON.fullmatch(passage.text[date.end :].strip())), None)


def signing_body(passage: Passage, bodies: BodyFinder) -> BodyName | None:
    """The body of a passage that is its name and a date, nothing else."""
    date = _last_words(passage)
    if date is None:
        return None
    name = passage.text[: date.start].rstrip(" ,")
    found = (body for body in bodies.find(name) if body.end == len(name))
    return next((body for body in found if name[: body.start].strip() in ("", "The")), None)


def _last_words(passage: Passage) -> PrintedDate | None:
    """The date with which a passage ends."""
    end = len(passage.text.rstrip())
    return next((date for date in passage.dates if date.end == end), None)
