"""Dates as they are printed, as partial ISO dates: "13th June 2017", "June 2017", "20.4.2023", "2 and 3 May 2016"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TypeAlias

from crossreview.records import DateKind, Found

Dates: TypeAlias = dict[DateKind, Found[str]]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {"sept": 9}
# Months begin with a capital, so that "may 2019" is a verb and a year.
_SHORT = (rf"{name[:3]}\.?" for name in MONTHS if name != "May")
_MONTH = "|".join((*MONTHS, *map(str.upper, MONTHS), *_SHORT, "Sept"))
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d{2}"
_TO = r"\s*(?:and|to|until|&|[-–—])\s*"

_DATE = re.compile(
    rf"""
    (?<![\d./])
    (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)?
    (?: (?P<iso>{_YEAR}-\d\d-\d\d)
      | (?P<number_day>\d{{1,2}})(?P<dot>[./])\s?(?P<number_month>\d{{1,2}})(?P=dot)\s?(?P<number_year>{_YEAR}|\d\d)
      | (?:(?P<first_day>{_DAY})\s+(?:of\s+)?)?(?P<first_month>{_MONTH}){_TO}     # 30 October to 3 November 2017
        (?:(?P<last_day>{_DAY})\s+(?:of\s+)?)?(?P<last_month>{_MONTH}),?\s+(?P<last_year>{_YEAR})
      | (?P<from_day>{_DAY}){_TO}(?P<to_day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})
      | (?:(?P<day>{_DAY})\s+(?:of\s+)?)?(?P<its_month>{_MONTH}),?\s+(?P<its_year>{_YEAR})
      | (?P<us_month>{_MONTH})\s+(?P<us_day>{_DAY}),?\s+(?P<us_year>{_YEAR})
    )
    (?!\.?\d)
    """,
    re.VERBOSE,
)


_WITHOUT_YEAR = re.compile(rf"\b(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})\b(?!,?\s+\d)")

# Most passages hold no date: this is quicker to rule out.
_YEAR_OR_POINTS = re.compile(rf"{_YEAR}|\d[./]\s?\d{{1,2}}[./]")


@dataclass(frozen=True)
class PrintedDate:
    """A date in `text[start:end]`, as a partial ISO date; `last` is the end of a range within one phrase."""

    start: int
    end: int
    first: str
    last: str | None = None

    @property
    def shared(self) -> str | None:
        """The date itself, or of a range what both ends share: 13 to 24 March 2023 is 2023-03."""
        if self.last is None:
            return self.first
        pairs = zip(self.first.split("-"), self.last.split("-"), strict=False)
        return "-".join(first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) or None


def find_dates(text: str) -> Iterator[PrintedDate]:
    """The dates in a text that name at least a month, in reading order."""
    if not _YEAR_OR_POINTS.search(text):
        return
    for match in _DATE.finditer(text):
        read = _read(match)
        if read is not None:
            yield PrintedDate(match.start(), match.end(), *read)


def date_without_year(text: str, start: int, end: int, year: str) -> Iterator[PrintedDate]:
    """The days in `text[start:end]` that are printed without a year, as days of this one."""
    for match in _WITHOUT_YEAR.finditer(text, start, end):
        with suppress(ValueError):  # a day that the month does not have
            yield PrintedDate(*match.span(), _partial(year, _number(match["month"]), match["day"]))


def _read(match: re.Match[str]) -> tuple[str, str | None] | None:
    try:
        return _values(match)
    except ValueError:  # a day that the month does not have, or no month of that number: not a date
        return None


def _values(match: re.Match[str]) -> tuple[str, str | None]:
    if match["iso"]:
        return date.fromisoformat(match["iso"]).isoformat(), None
    if match["number_day"]:
        return _partial(_century(match["number_year"]), int(match["number_month"]), match["number_day"]), None
    if match["first_month"]:
        year = match["last_year"]
        first = _partial(year, _number(match["first_month"]), match["first_day"])
        return first, _partial(year, _number(match["last_month"]), match["last_day"])
    if match["from_day"]:
        month = _number(match["month"])
        return _partial(match["year"], month, match["from_day"]), _partial(match["year"], month, match["to_day"])
    if match["us_day"]:
        return _partial(match["us_year"], _number(match["us_month"]), match["us_day"]), None
    return _partial(match["its_year"], _number(match["its_month"]), match["day"]), None


def _partial(year: str, month: int, day: str | None) -> str:
    if day is None:
        return date(int(year), month, 1).isoformat()[:7]
    return date(int(year), month, int(re.sub(r"\D", "", day))).isoformat()


def _century(year: str) -> str:
    """A year of two digits belongs to this century: these documents are younger than 1999."""
    return year if len(year) == 4 else f"20{year}"


def _number(month: str) -> int:
    return _NUMBERS[month.lower().rstrip(".")]
