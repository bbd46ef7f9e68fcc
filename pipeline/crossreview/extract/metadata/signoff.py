"""The closing line of a document: the name of a body or of the authors, and a date."""

from __future__ import annotations

import re

from crossreview.extract.metadata.bodies import BodyFinder, BodyName
from crossreview.extract.metadata.dates import PrintedDate
from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.extract.metadata.people import SIGNED
from crossreview.records import Found

_DATED = re.compile(r"^\s*(?:\d{1,2}\s+)?(?:dated|date:)\s*$", re.IGNORECASE)  # "9 Dated 14 March 2025": a form


def find_signoff_date(reading: Reading, bodies: BodyFinder) -> Found[str] | None:
    """The date that stands behind the name of the body or the authors, or behind "Dated"; the last one."""
    for passage in reversed(reading.passages):
        date = _last_words(passage)
        if date is None or passage.front:
            continue
        if _DATED.match(passage.text[: date.start]):
            return passage.found(date.first, date.start, date.end, LABELLED)
        if SIGNED.fullmatch(passage.text.rstrip()) or signing_body(passage, bodies) is not None:
            return passage.found(date.first, date.start, date.end, STATED)
    return None


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
