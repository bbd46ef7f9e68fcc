"""The title: the most prominent lines of the front that are no body, date, name or mark; of a letter, its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from crossreview.extract.metadata.dates import find_dates
from crossreview.extract.metadata.front import IssuerLine
from crossreview.extract.metadata.passages import LABELLED, STATED, PassageLine, Reading
from crossreview.records import Found, joined
from crossreview.vocabulary.areas import Gazetteer

_SAME_SIZE = 0.97  # of the largest size: rounding in the file, not a difference on the page
_SHORTEST = 3  # letters: a larger single abbreviation is a logo
_NOT_TITLE = re.compile(
    r"""^(?:fictional\b|draft\b|official\b|confidential\b|restricted\b|not\ for\ publication|version\b|v\d|for\ release
        |page\ \d|isbn\b|cp\ \d+|hc\ \d+|©|\(?updated\b|presented\b|reference\b|ref[.:])""",
    re.IGNORECASE | re.VERBOSE,
)
_FORM = re.compile(r"[A-Z/ ]{3,}\s:\s")  # "CORONER : NAME": a front that is a form
_LABEL = re.compile(
    r"""^(?:(?:independent|lead|overview|report|panel|team|deputy)\s+)*
        (?:author|reviewer|chair|writer|inspector|coroner|date|inspection\ date|reference)s?\b[^:]{0,60}:
      | ^[^:]{3,40}:\s*(?:\d{1,2}\s)?[A-Z][a-z]+\ \d{4}$""",
    re.IGNORECASE | re.VERBOSE,
)
_RUNS_ON = re.compile(r"\b(?:in|on|of|from|to|and)\s*$")  # "into the death of Rosa in / June 2022"
_SHORT_WORD = re.compile(rf"[A-Za-z][a-z]{{0,{_SHORTEST - 1}}}[.?!”\"']?")  # no abbreviation, which is all capitals
_SALUTATION = re.compile(r"dear\b", re.IGNORECASE)


def find_title(reading: Reading, issuers: Sequence[IssuerLine], gazetteer: Gazetteer) -> Found[str] | None:
    """The title as printed, its lines joined with one blank; under a front that is a form, the first heading."""
    if any(_FORM.match(line.text) for line in reading.front):
        return _first_heading(reading)
    lines = _subject_line(reading) or _display_lines(reading, issuers, gazetteer)
    if not lines:
        return None
    text = " ".join(line.text.strip() for line in lines)
    confidence = LABELLED if lines[0].size > min(line.size for line in reading.front) else STATED
    return Found(text, joined(line.found(None).source for line in lines), confidence)


def _first_heading(reading: Reading) -> Found[str] | None:
    heading = next((passage for passage in reading.passages if passage.kind == "heading"), None)
    return None if heading is None else heading.found(heading.text.strip(), 0, len(heading.text), STATED)


def _subject_line(reading: Reading) -> list[PassageLine]:
    """The lines after the salutation of a letter, unless a heading above it is larger than they are."""
    for at, line in enumerate(reading.front):
        if _SALUTATION.match(line.text):
            subject = list(reading.front[at + 1 :])
            display = max((above.size for above in reading.front[:at]), default=0.0)
            return subject if subject and display <= subject[0].size / _SAME_SIZE else []
    return []


def _display_lines(reading: Reading, issuers: Sequence[IssuerLine], gazetteer: Gazetteer) -> list[PassageLine]:
    page = reading.front[0].passage.block.page if reading.front else 0
    lines = _without_lone_numbers([line for line in reading.front if line.passage.block.page == page])
    if not lines:
        return []
    names = [line for line in lines if _is_name(line, issuers, gazetteer)]
    title = _unbroken(_first_largest([line for line in lines if line not in names]), reading.front)
    # A name that is larger than all else does not tell who wrote the report but whom it is about: it begins the title.
    above = [line for line in names if title and line.size * _SAME_SIZE > title[0].size]
    return _once([*above, *title]) if title else names


def _is_name(line: PassageLine, issuers: Sequence[IssuerLine], gazetteer: Gazetteer) -> bool:
    """Whether a line is the name of a body or an area, or a part of one that is broken over lines."""
    texts = (line.text, line.passage.text)
    return any(issuer.covers(line) for issuer in issuers) or any(map(gazetteer.whole_name, texts))


def _without_lone_numbers(lines: Sequence[PassageLine]) -> list[PassageLine]:
    """The lines that can be title; figures or a short word only where they go on with the line above.

    Such as "Learning summary / 2024", "What did not add / up".
    """
    kept: list[PassageLine] = []
    for line in lines:
        continues = bool(kept) and line.passage is kept[-1].passage and line.size == kept[-1].size
        ends_it = line.text.strip().isdigit() or _SHORT_WORD.fullmatch(line.text.strip())
        goes_on = continues and (ends_it or _RUNS_ON.search(kept[-1].text))
        if _can_be_title(line) or goes_on:
            kept.append(line)
    return kept


def _can_be_title(line: PassageLine) -> bool:
    text = line.text.strip()
    if sum(char.isalpha() for char in text) <= _SHORTEST or _NOT_TITLE.match(text) or _LABEL.match(text):
        return False
    return not any(date.end - date.start >= len(text) - 1 for date in find_dates(text))


def _first_largest(lines: Sequence[PassageLine]) -> list[PassageLine]:
    """The first lines of the largest size, as far as they are set alike; where all are of one size, the bold ones."""
    size = max((line.size for line in lines), default=0.0)
    large = [line for line in lines if line.size >= _SAME_SIZE * size]
    if len(large) == len(lines) and any(line.bold for line in large):
        large = [line for line in large if line.bold]
    return list(takewhile(lambda line: line.bold == large[0].bold or line.text.strip().isdigit(), large))


def _unbroken(lines: Sequence[PassageLine], front: Sequence[PassageLine]) -> list[PassageLine]:
    """The lines up to the first gap: what comes after other lines is not the title any more."""
    places = [front.index(line) for line in lines]
    return [line for line, place in zip(lines, places, strict=True) if place - places[0] == places.index(place)]


def _once(lines: Iterable[PassageLine]) -> list[PassageLine]:
    """Without lines that repeat one before: a title that is printed twice."""
    kept: dict[str, PassageLine] = {}
    for line in lines:
        kept.setdefault(re.sub(r"\W+", "", line.text.lower()), line)
    return list(kept.values())
