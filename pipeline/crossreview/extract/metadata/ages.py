"""The age band of the subject: only what a plain statement about the subject says, never more exact than the band."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossreview.extract.metadata.passages import STATED, Passage, Reading
from crossreview.records import Found

# The upper end of each band in years; the last band is open.
_BANDS = (
    (0, "under 1"),
    (5, "1-5"),
    (10, "6-10"),
    (15, "11-15"),
    (17, "16-17"),
    (24, "18-24"),
    (44, "25-44"),
    (64, "45-64"),
    (79, "65-79"),
)
_OLDEST = "80+"
# Decades that lie within one band; the twenties, forties and sixties do not.
_DECADES = {"thirties": "25-44", "fifties": "45-64", "seventies": "65-79", "eighties": _OLDEST, "nineties": _OLDEST}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_BIRTHDAYS = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_PER_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365, "hour": 8760}

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"\d{{1,3}}|(?:{_WORD})(?:[ -](?:{_WORD}))?"
_UNIT = "year|month|week|day|hour"
_AGE = re.compile(
    rf"""\b(?:
        (?:was|is|were|being) \s+ (?:only\s+|just\s+)? (?P<plain>{_NUMBER}) (?: \s+ (?P<plain_unit>{_UNIT})s? )?
            (?= \s* [,.;)] | \s* $ | \s+ (?:and|when|at|old|in)\b )                    # "Margaret was 68 when she died"
      | (?:aged?|at\s+the\s+age\s+of) \s+ (?P<aged>{_NUMBER}) (?: \s+ (?P<aged_unit>{_UNIT})s? )?
      | (?P<old>{_NUMBER}) [\s-]+ (?P<old_unit>{_UNIT})s? [\s-]+ old                   # "14-week-old"
      | (?<=[a-z],\s) (?P<apposed>\d{{1,3}}) (?=,)                                      # "Desmond, 79, came"
      | in \s+ (?:his|her|their) \s+ (?:early\s+|late\s+|mid[-\s]+)? (?P<decade>{"|".join(_DECADES)})
      | before \s+ (?:his|her|their) \s+ (?P<birthday>{"|".join(_BIRTHDAYS)}) \s+ birthday
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:He|She|They)\b")
# An age that belongs to somebody else, or to another time.
_OTHERS = re.compile(
    r"\b(?:mother|father|parents?|siblings?|brother|sister|twin|partner|husband|wife|son|daughter|grand\w+|aunt|uncle"
    r"|cousin|friend|neighbour|carer|boyfriend|girlfriend|since|from the age|now)\b",
    re.IGNORECASE,
)
_TELL_OF_SUBJECT = frozenset({"incident", "background", "introduction", "executive_summary", "family_composition"})


def find_age_band(reading: Reading, subject: str | None) -> Found[str] | None:
    """The band of the subject's age where the front, the summary or the story first states it."""
    if subject is None:
        return None
    for passage, start, end in _about(reading, subject):
        for match in _AGE.finditer(passage.text, start, end):
            band = _band(match)
            if band is not None and not _OTHERS.search(passage.text, start, match.start()):
                return passage.found(band, match.start(), match.end(), STATED)
    return None


def _about(reading: Reading, subject: str) -> Iterator[tuple[Passage, int, int]]:
    """Sentences that name the subject, and those after them that begin with a pronoun."""
    last = subject.rpartition(" ")[2]
    names = (subject, last) if len(last) == 1 else (subject,)  # "Child R" is called R in the text
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!['’]s)")
    for passage in reading.in_roles(_TELL_OF_SUBJECT):
        about = False
        for start, end in passage.sentences:
            goes_on = about and _PRONOUN.match(passage.text, start) is not None
            about = goes_on or named.search(passage.text, start, end) is not None
            if about:
                yield passage, start, end


def _band(match: re.Match[str]) -> str | None:
    if match["decade"]:
        return _DECADES[match["decade"].lower()]
    if match["birthday"]:
        return _band_of_years(_BIRTHDAYS[match["birthday"].lower()] - 1)
    number = match["plain"] or match["aged"] or match["old"] or match["apposed"]
    unit = match["plain_unit"] or match["aged_unit"] or match["old_unit"] or "year"
    return _band_of_years(_value(number.lower()) // _PER_YEAR[unit.lower()])


def _value(printed: str) -> int:
    """A number in figures or words; words such as "twenty-two" add up."""
    if printed.isdigit():
        return int(printed)
    return sum(_WORDS[word] for word in re.split("[ -]", printed))


def _band_of_years(years: int) -> str:
    return next((band for upper, band in _BANDS if years <= upper), _OLDEST)
