"""Dates as they are printed in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from crossreview.report.open_output.changes import DATE_REMOVED

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?"
_TO = r"(?:\s*[-–—/&]\s*|\s+(?:and|to|until|or)\s+)"
_DATE = re.compile(
    rf"""
    (?<![\d./-]) {_WEEKDAY}
    (?: (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
      | (?P<figures_day>\d{{1,2}})(?P<point>[./-])(?P<figures_month>\d{{1,2}})(?P=point)(?P<figures_year>{_YEAR}|\d\d)
      | (?P<first_day>{_DAY})(?:\s+(?:of\s+)?(?P<first_month>{MONTH})(?:,?\s+(?P<first_year>{_YEAR}))?)?{_TO}{_WEEKDAY}
        (?P<last_day>{_DAY})\s+(?:of\s+)?(?P<last_month>{MONTH})(?:,?\s+(?P<last_year>{_YEAR}))?    # 30 May to 3 June
      | (?P<one_day>{_DAY})\s+(?:of\s+)?(?P<one_month>{MONTH})(?:,?\s+(?P<one_year>{_YEAR}))?
      | (?P<us_month>{MONTH})\s+(?:the\s+)?(?P<us_day>{_DAY})(?:,?\s+(?P<us_year>{_YEAR})|(?<=st|nd|rd|th))
      | (?:(?P<early_month>{MONTH})(?:,?\s+(?P<early_year>{_YEAR}))?{_TO})?
        (?P<only_month>{MONTH}),?\s+(?:of\s+)?(?P<only_year>{_YEAR})
    )
    (?![\d/]|\.\d|-\d)
    """,
    re.VERBOSE,
)
_FORMS = ("iso", "figures", "last", "one", "us", "only")
_BEGINNINGS = {"last": "first", "only": "early"}  # of the forms that may be ranges
# "3.2.10" numbers a paragraph; it is a date only behind a word that goes before one.
_BEFORE_FIGURES = re.compile(
    r"(?:\b(?:on|of|dated|born|died|since|until|by|from|to|between|and)|[:(])\s*$", re.IGNORECASE
)
_ANY_YEAR = "----"
_LEAP_YEAR = 2000
_CENTURY_TURNS = 40  # "12/03/39" is of this century, "12/03/41" of the last
_NEAR = 60  # characters


@dataclass(frozen=True)
class Day:
    """A date as printed: partial ISO dates, of a range its first and its last, without year "----03-12"."""

    start: int
    end: int
    isos: tuple[str, ...]

    @property
    def has_year(self) -> bool:
        """Whether it is printed with a year."""
        return not any(iso.startswith(_ANY_YEAR) for iso in self.isos)

    @property
    def mark(self) -> str:
        """The year, or the years."""
        years = sorted({iso[:4] for iso in self.isos}) if self.has_year else ()
        return f"[{' to '.join(years)}]" if years else DATE_REMOVED


def days_in(text: str) -> Iterator[Day]:
    """The dates in a text."""
    for match in _DATE.finditer(text):
        numbers_paragraph = match["point"] == "." and len(match["figures_year"]) < len(_ANY_YEAR)
        if numbers_paragraph and not _BEFORE_FIGURES.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        with suppress(ValueError):  # a day that the month does not have, or no month of that number: not a date
            yield Day(*match.span(), _isos_of(match.groupdict()))


def _isos_of(parts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The dates of a match. Raises ValueError where it is none."""
    form = next(form for form in _FORMS if parts[f"{form}_month"])
    year, month = parts[f"{form}_year"], parts[f"{form}_month"]
    last = _iso(year, month, parts.get(f"{form}_day"))
    beginning = _BEGINNINGS.get(form)
    if beginning is None or not (parts.get(f"{beginning}_day") or parts[f"{beginning}_month"]):
        return (last,)
    year, month = parts[f"{beginning}_year"] or year, parts[f"{beginning}_month"] or month
    return (_iso(year, month, parts.get(f"{beginning}_day")), last)


def _iso(year: str | None, month: str | None, day: str | None) -> str:
    name = (month or "")[:3].lower()
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(month or 0)
    if year is not None and len(year) < len(_ANY_YEAR):
        year = f"{'20' if int(year) <= _CENTURY_TURNS else '19'}{year}"
    of_month = int(re.sub(r"\D", "", day)) if day else None
    date(int(year or _LEAP_YEAR), number, of_month or 1)
    return f"{year or _ANY_YEAR}-{number:02}" + (f"-{of_month:02}" if of_month else "")


def is_same(iso: str, incident: str) -> bool:
    """Whether a printed date is that of the incident; one without a year is where day and month are."""
    return iso == incident or (len(iso) == len(incident) and iso == f"{_ANY_YEAR}{incident[4:]}")


def is_within(iso: str, incident: str) -> bool:
    """Whether one of two dates lies within the other."""
    return iso.startswith(incident) or incident.startswith(iso)
