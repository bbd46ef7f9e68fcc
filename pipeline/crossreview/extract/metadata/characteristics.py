"""Age band, gender and ethnicity of the subject: only what a label or a plain statement about the subject says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found

# Upper ends of the bands in years; the last is open.
_BANDS = ((0, "under 1"), (5, "1-5"), (10, "6-10"), (15, "11-15"), (17, "16-17"), (24, "18-24"), (44, "25-44"), (64, "45-64"), (79, "65-79"))
_OLDEST = "80+"
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES, start=1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_ORDINALS = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_NUMBER = rf"(?P<number>\d{{1,3}}|(?:{'|'.join(_TENS)})[ -](?:{'|'.join(_ONES[:9])})|{'|'.join([*_TENS, *reversed(_ONES)])})"
_UNIT = r"(?P<unit>years?|months?|weeks?|days?|hours?)"

_AGE = re.compile(
    rf"""\b(?:
        (?:was|is|were|being|now)\s+(?:only\s+|just\s+|aged\s+)?{_NUMBER}(?:\s+{_UNIT})?
            (?=\s*(?:,|\.|;|\)|$)|\s+(?:and|when|at|old|years|months|weeks|days|in)\b)
      | (?:aged?|at\s+the\s+age\s+of)\s+{_NUMBER.replace("number", "aged")}(?:\s+{_UNIT.replace("unit", "aged_unit")})?
      | {_NUMBER.replace("number", "old")}[\s-]+{_UNIT.replace("unit", "old_unit")}[\s-]+old
      | in\s+(?:his|her|their)\s+(?:early\s+|late\s+|mid-?\s*)?(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)
      | (?:before|short\s+of)\s+(?:his|her|their)\s+(?P<birthday>{"|".join(_ORDINALS)})\s+birthday
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}
_CERTAIN_DECADES = {"thirties": "25-44", "fifties": "45-64", "eighties": _OLDEST, "nineties": _OLDEST}
_PRONOUN = re.compile(r"(?:He|She|They)\b")
# An age that belongs to somebody else, or to another time.
_OTHERS = re.compile(r"\b(?:mother|father|parent|sibling|brother|sister|partner|grand\w+|since|from the age|now)\b", re.I)
_ETHNICITY = re.compile(
    r"\b(?:ethnicity|ethnic (?:origin|group|background))\s*(?::|–|-|was (?:recorded as )?|is )\s*(?P<value>[A-Z][A-Za-z /()-]{2,40}?)(?=[.,;]|$)",
    re.IGNORECASE,
)
_GENDER = re.compile(r"\b(?:gender|sex)\s*(?::|–|-)\s*(?P<value>male|female|non-binary|boy|girl|man|woman)\b", re.IGNORECASE)
_PEOPLES = r"(?:White|Black|Asian|Mixed|British|Irish|Welsh|Scottish|English|African|Caribbean|Pakistani|Indian|Bangladeshi|Chinese|Polish|Romanian|Roma|Gypsy|Traveller|Somali|Arab|heritage|and|or|other|Other|European|Eastern)"
_STATED = re.compile(
    rf"\b(?:was|is)\s+(?:an?\s+)?(?P<ethnicity>(?:White|Black|Asian|Mixed|Roma|Gypsy|Chinese|Arab)(?:[ /-]{_PEOPLES})*)"
    rf"(?:\s+(?P<gender>woman|man|boy|girl|male|female))?\b"
)
_GENDERS = {"boy": "male", "man": "male", "male": "male", "girl": "female", "woman": "female", "female": "female", "non-binary": "non-binary"}


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
    last = subject.split()[-1]
    names = (subject, last) if len(last) == 1 else (subject,)  # "Child R" is called R in the text
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!['’]s)")
    for passage in reading.in_roles({"incident", "background", "introduction", "executive_summary", "family_composition"}):
        about = False
        for start, end in passage.sentences:
            about = bool(named.search(passage.text, start, end)) or (about and bool(_PRONOUN.match(passage.text, start)))
            if about:
                yield passage, start, end


def _band(match: re.Match[str]) -> str | None:
    if match["decade"]:
        return _CERTAIN_DECADES.get(match["decade"].lower())
    if match["birthday"]:
        return _band_of_years(_ORDINALS[match["birthday"].lower()] - 1)
    printed = match["number"] or match["aged"] or match["old"]
    unit = match["unit"] or match["aged_unit"] or match["old_unit"] or "years"
    number = _value(printed.lower())
    if unit.lower().startswith("year"):
        return _band_of_years(number)
    return _band_of_years(number // 12 if unit.lower().startswith("month") else number // 52 if unit.lower().startswith("week") else 0)


def _value(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return sum(_WORDS[word] for word in re.split("[ -]", printed))


def _band_of_years(years: int) -> str:
    return next((band for upper, band in _BANDS if years <= upper), _OLDEST)


def find_gender(reading: Reading, subject: str | None) -> Found[str] | None:
    """The gender, where a label gives it or a statement of identity names it with the subject."""
    for passage in reading.opening:
        if match := _GENDER.search(passage.text):
            return passage.found(_GENDERS[match["value"].lower()], match.start("value"), match.end("value"), LABELLED)
    for passage, match in _identity(reading, subject):
        if match["gender"]:
            return passage.found(_GENDERS[match["gender"]], match.start("gender"), match.end("gender"), STATED)
    return None


def find_ethnicity(reading: Reading, subject: str | None) -> Found[str] | None:
    """The ethnicity as printed, where a label or a statement about the subject gives it."""
    for passage in reading.in_roles({"family_composition", "equality_diversity"}):
        if match := _ETHNICITY.search(passage.text):
            return passage.found(match["value"], match.start("value"), match.end("value"), LABELLED)
    for passage, match in _identity(reading, subject):
        return passage.found(match["ethnicity"], match.start("ethnicity"), match.end("ethnicity"), STATED)
    return None


def _identity(reading: Reading, subject: str | None) -> Iterator[tuple[Passage, re.Match[str]]]:
    named = rf"(?:the subject|{re.escape(subject)})" if subject else "the subject"
    about = re.compile(rf"\b{named}\b", re.IGNORECASE)
    for passage in reading.in_roles({"family_composition", "equality_diversity", "background"}):
        for match in _STATED.finditer(passage.text):
            start, _ = passage.sentence_at(match.start())
            if about.search(passage.text, start, match.start()):
                yield passage, match
