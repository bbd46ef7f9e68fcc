"""Dates and periods as people write them, normalised: partial ISO dates ("2024-12") and ISO durations ("P6M")."""

from __future__ import annotations

import calendar
import re

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_ABBREVIATIONS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH_NAMES = "|".join((*MONTHS, *_MONTH_ABBREVIATIONS))
_DAY_WORDS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?"
# Two-digit years are of this century: no document of this world sets a date before it.
_CENTURY = 2000

DATE = rf"""
    (?:{_DAY_WORDS}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?
    (?P<month>{MONTH_NAMES})\.?,?\s+(?P<year>(?:19|20)\d{{2}})\b
    |(?P<numeric>\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}}))\b
    |(?P<short>(?:{MONTH_NAMES})[-’' ]\d{{2}})\b(?!\s*\d)
"""
_DATE = re.compile(DATE, re.IGNORECASE | re.VERBOSE)
_YEAR = re.compile(r"(?<![\d/–-])(?<!\d\sto\s)(?:19|20)\d{2}(?![\d/–-]|\s+to\s+\d)")

_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "a|an|one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
        ],
        start=1,
    )
    for word in words.split("|")
}
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,3}}|{_NUMBER_WORDS}|twenty(?:[- ](?:one|eight|four))?|thirty|ninety)"
_LARGER_NUMBERS = {"twenty": 20, "twenty one": 21, "twenty four": 24, "twenty eight": 28, "thirty": 30, "ninety": 90}
UNIT = r"(?:working\s+days?|school\s+days?|calendar\s+days?|days?|weeks?|months?|years?|hours?)"
_LENGTH = re.compile(rf"\b(?P<number>{NUMBER})[\s-]+(?:calendar\s+)?(?P<unit>{UNIT})\b", re.IGNORECASE)
_UNITS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"}


def normalised_date(text: str) -> str | None:
    """The first date in the text as a partial ISO date; a year by itself counts only where there is no more."""
    found = _DATE.search(text)
    if found is None:
        year = _YEAR.search(text)
        return year.group() if year else None
    if found["numeric"]:
        day, month, year_text = re.split(r"[./]", found["numeric"])
        return _iso(_full_year(year_text), int(month), int(day))
    if found["short"]:
        name, year_text = re.split(r"[-’' ]", found["short"])
        return _iso(_full_year(year_text), _month(name), None)
    return _iso(int(found["year"]), _month(found["month"]), int(found["day"]) if found["day"] else None)


def normalised_length(text: str) -> str | None:
    """The first period in the text as an ISO duration; None for working days, whose length depends on the calendar."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    unit = _UNITS.get(found["unit"].lower().removeprefix("calendar ").removesuffix("s"))
    return unit.format(_number(found["number"])) if unit else None


def _number(word: str) -> int:
    plain = word.lower().replace("-", " ")
    return int(plain) if plain.isdigit() else _NUMBERS.get(plain) or _LARGER_NUMBERS[plain]


def _month(name: str) -> int:
    return MONTHS.get(name.lower()) or _MONTH_ABBREVIATIONS[name.lower()]


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else _CENTURY + int(text)


def _iso(year: int, month: int, day: int | None) -> str | None:
    """None where there is no such day."""
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else None
