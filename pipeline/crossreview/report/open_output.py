"""Quotations and tables that may leave a partnership: ages in bands, dates of events as years, no names.

A quotation is changed as editors change one, in square brackets: "She was [aged 11-15]", "born in [2009]",
"[name removed] said". Nothing is put in the place of a name, and what was changed is not changed again.
docs/open-output.md says what this does not do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from crossreview.records import DocumentRecord, Metadata
from crossreview.vocabulary.names import NAME_IN_PATTERNS, Known, NameWords, Person, either, load_names, load_people

NAME_REMOVED: Final = "[name removed]"
DATE_REMOVED: Final = "[date removed]"  # a day without a year, of which nothing may be told
_MARK = re.compile(
    r"\[(?:name removed|date removed|(?:aged )?(?:under 1|\d{1,2}-\d{2}|\d-\d|80\+)|\d{4}(?: to \d{4})?)\]"
)

# The bands of crossreview.extract.metadata.ages, which is about pages and not for this package; a test compares them.
AGE_BANDS: Final = (
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
OLDEST_BAND: Final = "80+"

Span: TypeAlias = tuple[int, int]
_NOBODY: Final = Known()


@dataclass(frozen=True)
class _Change:
    """What is to stand in the place of `text[start:end]`."""

    start: int
    end: int
    mark: str


# ---- a document, and what of it may be told ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Opener:
    """What may be told of one document.

    `kept` are the names that stay, in small letters: pseudonyms, authors, chair; `writers` are surnames of the last two.
    `forenames_stay` where the document says that its names are pseudonyms. `subject_names` are those of a subject that
    has no pseudonym, `known` the names of all people who do not stay. `incident` and `latest`, the date of the document,
    are partial ISO dates.
    """

    kept: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()
    forenames_stay: bool = False
    subject_names: frozenset[str] = frozenset()
    known: Known = _NOBODY
    incident: str | None = None
    latest: str | None = None

    @classmethod
    def of(cls, record: DocumentRecord) -> Opener:
        """The opener for the texts of one document."""
        text, metadata = record.document.text, record.metadata
        are_pseudonyms = any(pattern.search(text) for pattern in _patterns().all_pseudonyms)
        subject = metadata.subject.value if metadata.subject else ""
        of_subject = _pseudonyms_in(subject, named_so=are_pseudonyms)
        writers = [_bare(found.value) for found in (*(metadata.authors or ()), metadata.chair) if found is not None]
        kept = frozenset(name.casefold() for name in (*of_subject, *_named_pseudonyms(text), *writers))
        names = () if of_subject else _names_in(subject)
        return cls(
            kept=kept,
            writers=frozenset(name.split()[-1].casefold() for name in writers if name),
            forenames_stay=are_pseudonyms,
            subject_names=frozenset(names),
            known=Known(frozenset(names[:-1]), frozenset(names[-1:])),
            incident=metadata.dates["incident"].value if "incident" in metadata.dates else None,
            latest=_latest(metadata),
        )._knowing(text)

    def _knowing(self, text: str) -> Opener:
        """The same, with the people whom a text names and who do not stay."""
        people = load_people().find(text, self.known)
        return replace(self, known=self.known.with_people(person for person in people if self._removes(person)))

    def text(self, words: str) -> str:
        """A quotation as it may leave; one that was opened stays as it is."""
        # What was changed can tell of what stands beside it ("[name removed] (14)"). Each round leaves less to change.
        while (opened := self._opened_once(words)) != words:
            words = opened
        return words

    def subject(self, name: str) -> str:
        """A subject as it may be told: its pseudonym, or that the name was removed."""
        return name if _pseudonyms_in(name, named_so=self.forenames_stay) else NAME_REMOVED

    def reference(self, name: str) -> str:
        """The name of a file or the id of a review, without the names of a subject that has no pseudonym."""
        if not self.subject_names:
            return name
        part = f"(?:{either(self.subject_names)})"
        return re.sub(rf"(?<![^\W_]){part}(?:[\W_]{part})*(?![^\W_])", NAME_REMOVED, name, flags=re.IGNORECASE)

    def fact(self, iso: str) -> str:
        """A date among the facts of the document: the year where it is that of the incident."""
        return iso[:4] if self.incident is not None and _within(iso, self.incident) else iso

    def _opened_once(self, words: str) -> str:
        people = load_people().find(words, self._knowing(words).known)
        days = tuple(_days_in(words))
        named = (
            person
            for person in people
            if self._removes(person) and not any(day.start < person.end and person.start < day.end for day in days)
        )
        of_kept = (
            match.end() for match in re.finditer(rf"\b(?:{either(self.kept)})\b", words, re.IGNORECASE) if self.kept
        )
        changes = (
            *(_Change(person.start, person.end, NAME_REMOVED) for person in named),
            *(_Change(day.start, day.end, day.mark) for day in days if self._is_of_event(words, day)),
            *_ages_in(words, {*(person.end for person in people), *of_kept}),
        )
        return _changed(words, changes)

    def _removes(self, person: Person) -> bool:
        # What stands behind a name on a cover can look like more of it: "Helen Adair Presented".
        lengths = range(min(len(person.names), 2), len(person.names) + 1)
        if any(" ".join(person.names[:length]).casefold() in self.kept for length in lengths):
            return False
        if person.is_forename:
            return not self.forenames_stay
        return len(person.names) > 1 or person.name not in self.writers

    def _is_of_event(self, words: str, day: _Day) -> bool:
        """Whether a date is one of a birth, a death or the incident; in doubt it is."""
        if self.incident is not None and any(_is_same(iso, self.incident) for iso in day.isos):
            return True
        if self.latest is not None and day.isos[0][:4].isdigit() and day.isos[0] > f"{self.latest}-99":
            return False  # what is yet to come
        start, end = _sentence_around(words, day.start, day.end)
        before, after = words[start : day.start], words[day.end : end]
        patterns = _patterns()
        if self.incident is not None and any(_within(iso, self.incident) for iso in day.isos):
            return not patterns.is_procedure(before, after)
        tells = patterns.tells_event(before, after)
        return tells and not (patterns.is_procedure(before, after) or patterns.bounds_a_period(before, after))


# ---- rows of tables ---------------------------------------------------------------------------------------------------

# Columns that hold no free text: ids, names of bodies and places, terms of the vocabularies; and those who wrote.
_AS_THEY_ARE: Final = frozenset(
    (
        *("document_id", "document_ids", "item_id", "section_id", "parent", "number", "sha256", "links", "pipeline"),
        *("authors", "chair", "bodies", "areas", "agencies", "inspections", "genre", "review_type", "review_types"),
        *("review_code", "methodology", "age_band", "gender", "harm_types", "themes", "kind", "role", "section_role"),
        *("status", "stance", "level", "modality", "action_types", "addressees", "beneficiaries", "by_hand", "years"),
        *("document_date", "timescale_normalised"),
    )
)
_REFERENCES: Final = frozenset({"filename", "review"})
_EVENT_DATE = re.compile(r"dates?_.*(?:incident|birth|death)|.*_of_(?:incident|birth|death)")
_FACT_DATE = re.compile(r"dates?_")


def opened_row(row: Mapping[str, Any], opener: Opener) -> dict[str, Any]:
    """A row of a table of a library as it may leave: every text in it is opened, but for ids, terms and authors."""
    return {column: _opened_cell(column, value, opener) for column, value in row.items()}


def _opened_cell(column: str, value: Any, opener: Opener) -> Any:
    open_text = _opening_of(column, opener)
    if isinstance(value, str):
        return open_text(value)
    if isinstance(value, (list, tuple)):
        return [open_text(each) if isinstance(each, str) else each for each in value]
    return value


def _opening_of(column: str, opener: Opener) -> Callable[[str], str]:
    if column in _AS_THEY_ARE or column.startswith("coverage_"):
        return str
    if column == "subject":
        return opener.subject
    if column in _REFERENCES:
        return opener.reference
    if _EVENT_DATE.match(column):
        return lambda iso: iso[:4]
    return opener.fact if _FACT_DATE.match(column) else opener.text


# ---- names ------------------------------------------------------------------------------------------------------------

_CODE_WITH_NOUN = r"""(?:Child(?:ren)?|Bab(?:y|ies)|Infant|Adult|Family|Case|Mr|Mrs|Ms|Miss|Mx|Dr|Sibling|Twin|Brother|Sister
    |Young\ Person|Person|Patient|Resident|Service\ User|Subject|Victim|Mother|Father|Parent|Student|Pupil|Individual|Client
    |Household|Group|Boy|Girl|Man|Woman|Male|Female)s?\ (?:[A-Z]{1,2}\d{0,2}|\d{1,3})"""
_CODE = re.compile(rf"{_CODE_WITH_NOUN}|[A-Z]{{1,2}}\d{{0,2}}", re.VERBOSE)
_FORENAME = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
_JOINED = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+")


def _pseudonyms_in(subject: str, *, named_so: bool) -> tuple[str, ...]:
    """The pseudonyms in a subject ("Otto and Elsie"), none if it is a name in full.

    "Mr Ekwall" is one only where the document says that its names are pseudonyms.
    """
    parts = [part for part in _JOINED.split(subject.strip("“”‘’\"' ")) if part]
    titled = [re.sub(r"^(?:Mr|Mrs|Ms|Miss)\s+", "", part) if named_so else part for part in parts]
    if parts and all(_CODE.fullmatch(part) or _FORENAME.fullmatch(part) for part in titled):
        return tuple(titled)
    return ()


def _names_in(subject: str) -> tuple[str, ...]:
    """The words of a name in full, without titles."""
    return tuple(_FORENAME.findall(_bare(subject)))


def _bare(name: str) -> str:
    """A person's name without titles and ranks."""
    words = load_names()
    titles = {*words.titles, *(part for title in words.titles_in_front for part in title.split())}
    return " ".join(part for part in name.split() if part.rstrip(".") not in titles)


def _named_pseudonyms(text: str) -> Iterator[str]:
    """The names of which a document says that they are none: "a man known as Leslie"."""
    never = frozenset(load_names().never_names)
    for pattern in _patterns().pseudonyms:
        for match in pattern.finditer(text):
            for name in re.findall(NAME_IN_PATTERNS, match.group()):
                yield from (part for part in (_bare(name),) if part and part not in never)


# ---- dates ------------------------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = re.compile(
    rf"""
    (?<![\d./-])
    {_WEEKDAY}(?:the\s+)?
    (?: (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
      | (?P<figures_day>\d{{1,2}})(?P<point>[./-])(?P<figures_month>\d{{1,2}})(?P=point)(?P<figures_year>{_YEAR}|\d\d)
      | (?P<first_day>{_DAY})(?:\s+(?:of\s+)?(?P<first_month>{_MONTH})(?:,?\s+(?P<first_year>{_YEAR}))?)?
        (?:\s*[-–—/&]\s*|\s+(?:and|to|until|or)\s+){_WEEKDAY}(?:the\s+)?  # 30 October to 3 November 2017
        (?P<last_day>{_DAY})\s+(?:of\s+)?(?P<last_month>{_MONTH})(?:,?\s+(?P<last_year>{_YEAR}))?
      | (?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?
      | (?P<us_month>{_MONTH})\s+(?:the\s+)?(?:(?P<us_day>{_DAY}),?\s+(?P<us_year>{_YEAR})
            |(?P<us_ordinal>\d{{1,2}}(?:st|nd|rd|th)))
      | (?:(?P<early_month>{_MONTH})(?:,?\s+(?P<early_year>{_YEAR}))?
           (?:\s*[-–—/&]\s*|\s+(?:and|to|until|or)\s+))?
        (?P<only_month>{_MONTH}),?\s+(?:of\s+)?(?P<only_year>{_YEAR})
    )
    (?![\d/]|\.\d|-\d)
    """,
    re.VERBOSE,
)
_FORMS = ("iso", "figures", "first", "last", "us", "early", "only")
# "3.2.10" numbers a paragraph; it is a date only behind a word that goes before one.
_BEFORE_FIGURES = re.compile(
    r"(?:\b(?:on|of|dated|born|died|since|until|by|from|to|between|and)|[:(])\s*$", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?][”\"’)]*\s+(?=[“\"‘'(\[•]?[A-Z\d])|\n")
_ASKED_FOR = re.compile(r"\bdates?\s+of\s+birth\b")  # behind a date: one that was asked for on that day
_CENTURY_TURNS = 40  # "12/03/39" is of this century, "12/03/41" of the last
_LONGEST_NAME = 3  # words of a person in a cell: "Maternal half sister"
_LONGEST_SENTENCE = 1500  # characters on either side, where none ends
_NEAR = 60  # characters on either side of a date


@dataclass(frozen=True)
class _Day:
    """A date as printed: partial ISO dates, of a range its first and its last, without year "----03-12"."""

    start: int
    end: int
    isos: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The year, or the years."""
        years = sorted({iso[:4] for iso in self.isos if iso[:4].isdigit()})
        return f"[{' to '.join(years)}]" if years else DATE_REMOVED


def _days_in(text: str) -> Iterator[_Day]:
    for match in _DATE.finditer(text):
        in_points = match["point"] == "." and len(match["figures_year"]) == 2
        if in_points and not _BEFORE_FIGURES.search(text, max(0, match.start() - 12), match.start()):
            continue
        with suppress(ValueError):  # a day that the month does not have, or no month of that number: not a date
            yield _Day(*match.span(), _isos_of(match.groupdict()))


def _isos_of(parts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The dates of a match. Raises ValueError where it is none."""
    if parts["last_month"] or parts["only_month"]:
        of_last = "last" if parts["last_month"] else "only"
        first = "first" if parts["last_month"] else "early"
        year, month = parts[f"{of_last}_year"], parts[f"{of_last}_month"]
        isos = [_iso(year, month, parts.get(f"{of_last}_day"))]
        if parts["first_day"] or parts["early_month"]:
            isos.insert(
                0, _iso(parts[f"{first}_year"] or year, parts[f"{first}_month"] or month, parts.get(f"{first}_day"))
            )
        return tuple(isos)
    if parts["us_month"]:
        return (_iso(parts["us_year"], parts["us_month"], parts["us_day"] or parts["us_ordinal"]),)
    form = next((form for form in ("iso_", "figures_") if parts[f"{form}month"]), "")
    return (_iso(parts[f"{form}year"], parts[f"{form}month"], parts[f"{form}day"]),)


def _iso(year: str | None, month: str | None, day: str | None) -> str:
    name = (month or "")[:3].lower()
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(month or 0)
    if year is not None and len(year) == 2:
        year = f"{'20' if int(year) <= _CENTURY_TURNS else '19'}{year}"
    of_day = int(re.sub(r"\D", "", day)) if day else None
    date(int(year or 2000), number, of_day or 1)  # 2000 had a 29 February
    return f"{year or '----'}-{number:02}" + (f"-{of_day:02}" if of_day else "")


def _is_same(iso: str, incident: str) -> bool:
    """Whether a printed date is that of the incident; one without a year is where day and month are."""
    return iso == incident or (iso.startswith("----") and len(incident) == len(iso) and iso[4:] == incident[4:])


def _within(iso: str, incident: str) -> bool:
    """Whether one of two dates lies within the other."""
    return iso.startswith(incident) or incident.startswith(iso)


def _latest(metadata: Metadata) -> str | None:
    """The last date at which the document can have been written."""
    written = ("document_dated", "published", "review_completed", "progress_as_at")
    return max((found.value for kind, found in metadata.dates.items() if kind in written), default=None)


def _sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that `text[start:end]` stands in; a date that is all of one ("14 December.") belongs to the next."""
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    for boundary in _SENTENCE_ENDS.finditer(text, first, last):
        if boundary.end() <= start:
            first = boundary.end()
        elif boundary.start() >= end:
            if re.search(r"\w", text[first:start] + text[end : boundary.start()]):
                return first, boundary.start()
            end = boundary.end() + 1
    return first, last


@dataclass(frozen=True)
class _Patterns:
    """The patterns of the vocabulary, made ready."""

    all_pseudonyms: tuple[re.Pattern[str], ...]
    pseudonyms: tuple[re.Pattern[str], ...]
    event: re.Pattern[str]
    no_event: re.Pattern[str]
    procedure_before: re.Pattern[str]
    procedure_after: re.Pattern[str]
    deadline: re.Pattern[str]
    stretch: re.Pattern[str]
    period: re.Pattern[str]

    @classmethod
    def of(cls, words: NameWords) -> _Patterns:
        """The patterns for these words."""
        to_date = r"\s+(?:the\s+)?(?:(?:late|early|mid|end\s+of)[\s-]+)?$"
        return cls(
            all_pseudonyms=tuple(_any_case(pattern) for pattern in words.pseudonyms.all),
            pseudonyms=tuple(_any_case(one.replace("NAME", NAME_IN_PATTERNS)) for one in words.pseudonyms.one),
            event=_any_case("|".join(words.events)),
            no_event=_any_case("|".join(words.no_event)),
            procedure_before=_any_case(
                rf"\b{words.procedures}(?:\s+[\w’'-]+){{0,2}}?(?:\s*[:,(–-])?"
                rf"(?:\s+(?:on|in|of|at|for|from|as\s+at|held\s+(?:on|in)))?\s*$"
            ),
            procedure_after=_any_case(rf",?\s+(?:[^\s,.;]+\s+){{0,14}}?{words.procedure_verbs}\b"),
            deadline=_any_case(rf"\b{words.deadlines}\s*:?{to_date}"),
            stretch=_any_case(rf"\b{words.stretches}{to_date}"),
            period=_any_case(words.periods),
        )

    def tells_event(self, before: str, after: str) -> bool:
        """Whether the words of a sentence around a date tell of a birth, a death, harm or what followed."""
        after = _ASKED_FOR.sub("", after)
        return any(self.event.search(self.no_event.sub("", words)) for words in (before, after))

    def is_procedure(self, before: str, after: str) -> bool:
        """Whether the words right beside a date make it one of a meeting, a plan, a deadline."""
        if deadline := self.deadline.search(before):
            told_of = re.match(r"\s*,?\s*(?:\w+\s+){0,3}(?:had|was|were)\b", after)  # "By March 2021 she had been hurt"
            return not (told_of and deadline.group().strip().lower() == "by")
        told = self.procedure_before.search(before)
        if told is not None and not self.tells_event(told.group(), ""):
            return True
        told = self.procedure_after.match(after)
        return told is not None and not self.tells_event(before, told.group())

    def bounds_a_period(self, before: str, after: str) -> bool:
        """Whether the words right before a date make it an end of the period under review, or of a time without events."""
        near = self.tells_event(before[-_NEAR:], after[:_NEAR])
        return bool(self.period.search(before) or (self.stretch.search(before) and not near))


@cache
def _patterns() -> _Patterns:
    return _Patterns.of(load_names())


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# ---- ages -------------------------------------------------------------------------------------------------------------

_NUMBER_WORDS: Final = {
    word: value
    for value, word in enumerate(
        (
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ),
        start=1,
    )
} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
}
_PER_YEAR: Final = {"y": 1, "m": 12, "w": 52, "d": 365, "h": 8760}
_OLDEST_OF_ALL = 115  # what is more is no age
_FEW = (1, 2)  # "a child of two teenagers"

_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"(?<![\w.,:/£-])(?:\d{{1,3}}(?![\d/:%]|[.,]\d)|(?:{_WORD})(?:[\s-](?:{_WORD}))?(?![\w]))"
_DASH = r"[\s‐‑–-]"
# "14", "four months", "two and a half", "one year and four months", "15 weeks old", "14-year-olds".
_AGE = re.compile(
    rf"""(?P<number>{_NUMBER})(?:\s*½|\s+and\s+a\s+half|-and-a-half)?
    (?: {_DASH}*(?P<unit>year|yr|month|week|day|hour)s?\b
        (?: (?:\s+and|,)?\s+{_NUMBER}\s+(?:month|week|day)s?\b )?
        (?: {_DASH}+(?P<old>old|of\s+age)(?P<several>s)?\b )?
    )?""",
    re.VERBOSE | re.IGNORECASE,
)
_NEARLY = r"(?:(?:only|just|nearly|almost|about|around|approximately|barely|still|then|now|already|just\s+(?:under|over))\s+){0,2}"
_AGED = re.compile(rf"\baged\s+{_NEARLY}$", re.IGNORECASE)
_AGE_OF = re.compile(
    rf"\b(?:ages?(?:\s+of)?\s*:?|age\s+at\s+(?:the\s+)?(?:\w+\s+){{0,3}}\w+\s*:)\s*{_NEARLY}$", re.IGNORECASE
)
_IS = re.compile(
    rf" (?:was|is|were|are|being|turned|turns|reached|became|had\s+(?:just\s+)?turned)\s+{_NEARLY}$", re.IGNORECASE
)
_THEN = re.compile(r"[,(]\s?(?:and\s+)?(?:then|now)\s+(?:only\s+|just\s+)?$", re.IGNORECASE)
_AT = re.compile(rf"\bat\s+{_NEARLY}$", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r",\s+(?:and\s+)?|,?\s+(?:and|or)\s+")
_ENDS = re.compile(
    r"""\s*(?:[,.;:)\]”"’'?!–—]|$)|[^\S\n]*\n|\s+(?:and|or|when|while|at|old|but|on|by|with|who|whose|then|now|after
        |before|as|because|so|to|from|for|he|she|they|i|we|his|her|it|was|were|had|is|of\s+age|in\s+(?:19|20)\d\d|years?\s+(?:old|of\s+age)|\w{3,}ing)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "aged 14 to 16", "age 16-17", "aged 65 and over" are ages of nobody.
_RANGE_BEHIND = re.compile(
    rf"""\s*(?:[-–—]|to\b|until\b|through\b)\s*(?:{_NUMBER}|\d)|\s*\+|\s*(?:years?\s+)?(?:(?:of\s+age|old)\s+)?
        (?:plus\b|(?:and|or)\s+(?:over|above|under|older|younger|below|more|upwards?|less)\b)|\s*(?:%|per\s*cent)""",
    re.IGNORECASE | re.VERBOSE,
)
_LIMIT_BEFORE = re.compile(
    rf"""(?:\b(?:under|over|below|above|than|least|most|beyond|within|every|between|up\s+to|approach\w*|(?:oldest|newest
        |latest)(?:\s+of\s+\w+)?)\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?|(?:{_NUMBER})\s*(?:[-–—]|to)\s*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_OPEN_LIMIT_BEFORE = re.compile(r"\b(?:until|from|to|by)\s+(?:the\s+)?ages?\s+of\s+$", re.IGNORECASE)
_ONE_PERSON = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|hers)\b|(?<![\w.’'])[A-HJ-Z]\d?(?=\s[a-z])")
_THING = r"""(?:polic(?:y|ies)|guidance|systems?|documents?|referrals?|records?|assessments?|protocols?|procedures?|plans?
    |leaflets?|forms?|buildings?|cars?|data|figures?|reports?|versions?|bruis\w+|fractur\w+|injur(?:y|ies)|scars?|photographs?
    |software|computers?|laws?|contracts?|services?|notices?|letters?|notifications?|logs?|entr(?:y|ies)|debts?|chronolog\w+
    |recommendations?|reviews?|information|case|cases|strateg(?:y|ies)|arrangements?|relationship)"""
_THING_BEHIND = re.compile(rf"\s+(?:\w+\s+)?{_THING}\b", re.IGNORECASE | re.VERBOSE)
_THING_BEFORE = re.compile(
    rf"\b{_THING}[ ](?:(?:that|which)[ ])?(?:was|were|is|are|be|been)[ ]{_NEARLY}$", re.IGNORECASE | re.VERBOSE
)
_COUNTED = re.compile(r"\b(?:two|three|four|five|both|those|these)\s+$", re.IGNORECASE)
_SUSPENDED = re.compile(
    rf"(?P<hyphen>-?)\s*(?:,|and|or|to)\s+{_NUMBER}{_DASH}(?P<unit>year|month|week|day)s?{_DASH}old\b(?!s)",
    re.IGNORECASE,
)
# What happens in a life at an age; a clinic, a pregnancy and a plan have weeks too.
_OF_A_LIFE = re.compile(
    r"""\b(?:died|death|dies|injur\w+|hurt|harm\w*|killed|fractur\w+|bruis\w+|collaps\w+|shaken|seen|smiled|weigh\w*|centile
        |walked|sat|talked|diagnosed|removed|adopted|discharged|went\s+home|immunis\w+|admitted|lost|fed|found)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_COURSE = re.compile(
    r"""\b(?:pregnan\w*|gestation|book(?:ed|s|ing)?|born|birth|scan\w*|midwi\w+|term|premature\w*|antenatal|section|referr\w+
        |should|must|will|shall|notice)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LATER = re.compile(
    r"\s*(?:[’']|(?:notice|later|after|before|into|ago|of\s+(?:pregnancy|gestation)|pregnant|intervals)\b)"
)
_LIVED_UNTIL_THEN = re.compile(
    r"""\b(?:died|dying|came\s+into\s+care|(?:taken|went|been)\s+into\s+care|left(?:\s+(?:school|home|care|education))?|taken\s+off|moved
        |ran\s+away|pregnant|married|diagnosed|began|begun|started|stopped|arrested|excluded|discharged|convicted|imprisoned
        |became|orphaned|lost|hurt\s+(?:himself|herself)|use|drinking|using|met|killed|Sibling|describe\w*|weigh\w*|drawn\s+into)\b[^.;]{0,45}$""",
    re.IGNORECASE | re.VERBOSE,
)
_O_CLOCK = re.compile(
    r"""\s*(?:past|to\s+\w+\s+(?:in|at)|o[’']clock|[ap]\.?m\b|in\s+the\s+(?:morning|afternoon|evening)|at\s+night|minutes?
        |that\s+(?:morning|night)|on\s+(?:the|a|\w+day)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_BIRTHDAY = re.compile(
    rf"""\b(?:[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w*[’']s?)\s+(?P<ordinal>{"|".join(sorted(_ORDINALS, key=len, reverse=True))}
        |\d{{1,3}}(?:st|nd|rd|th))(?=\s+birthdays?\b)""",
    re.VERBOSE,
)


def age_band(years: int) -> str:
    """The band of an age in whole years."""
    return next((band for upper, band in AGE_BANDS if years <= upper), OLDEST_BAND)


def _ages_in(text: str, ends: Collection[int]) -> Iterator[_Change]:
    """Exact ages of people as their bands; `ends` are where the names of people end."""
    goes_on = -1
    for age in _AGE.finditer(text):
        change = _age_at(text, age, _Before(text, age.start(), ends), in_list=age.start() == goes_on)
        if change is not None:
            yield change
            following = _LIST_GOES_ON.match(text, age.end())
            goes_on = following.end() if following else -1
    for birthday in _BIRTHDAY.finditer(text):
        ordinal = birthday["ordinal"].lower()
        years = _ORDINALS.get(ordinal) or int(re.sub(r"\D", "", ordinal))
        yield _Change(*birthday.span("ordinal"), f"[aged {age_band(years)}]")


@dataclass(frozen=True)
class _Before:
    """What stands before `text[at:]`, with the ends of people's names."""

    text: str
    at: int
    ends: Collection[int]

    def matches(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of a pattern that ends here."""
        return pattern.search(self.text, max(0, self.at - 2 * _NEAR), self.at)

    def is_person(self, within: int | None = None, *, pronouns: bool = False) -> bool:
        """Whether a person ends here, or at `within`: a name, a pseudonym, "his sister"; or "she"."""
        at = self.at if within is None else within
        before = self.text[max(0, at - _NEAR) : at].rstrip('”"’ ')
        end = max(0, at - _NEAR) + len(before)
        patterns = _people_patterns()
        return end in self.ends or bool(
            patterns.person.search(before) or (pronouns and patterns.pronoun.search(before))
        )

    def is_whole_line(self) -> bool:
        """Whether the line before this one is a person and nothing else."""
        line = self.text[max(0, self.at - _NEAR) : self.at - 1].rpartition("\n")[2]
        return len(line.split()) <= _LONGEST_NAME and ":" not in line and self.is_person(self.at - 1)


def _age_at(text: str, age: re.Match[str], before: _Before, *, in_list: bool) -> _Change | None:  # noqa: PLR0911
    years = _years_in(age)
    if years is None or _RANGE_BEHIND.match(text, age.end()) or before.matches(_LIMIT_BEFORE):
        return None
    band = age_band(years)
    aged = _Change(age.start(), age.end(), f"[aged {band}]")
    if told := before.matches(_AGED):
        return replace(aged, start=told.start())
    if before.matches(_AGE_OF):
        return replace(aged, mark=f"[{band}]") if _is_of_person(text, age, before) else None
    if age["old"]:
        return aged if _is_age_of_person(text, age, before) else None
    if suspended := _SUSPENDED.match(text, age.end()):
        return replace(aged, end=suspended.end("hyphen"))
    if text[age.start() - 1 : age.start()] == "(" and text[age.end() : age.end() + 1] == ")":
        in_brackets = replace(aged, start=age.start() - 1, end=age.end() + 1)
        return in_brackets if before.is_person(age.start() - 2) else None
    if age["unit"] and (at := before.matches(_AT)):
        return aged if _is_at_an_age(text, age, before, at) else None
    ends = _ENDS.match(text, age.end()) is not None
    if before.matches(_people_patterns().person_of) and (ends or years not in _FEW):
        return replace(aged, mark=f"[{band}]")
    return aged if ends and (in_list or _is_told(text, age, before)) else None


def _years_in(age: re.Match[str]) -> int | None:
    """The whole years of an age; None where the number is too large, or may be a pronoun."""
    printed = re.split(r"[\s-]", age["number"].lower())
    if printed == ["one"] and age["unit"] is None:
        return None
    value = sum(_NUMBER_WORDS.get(word) or int(word) for word in printed)
    years = value // _PER_YEAR[(age["unit"] or "year")[0].lower()]
    return years if years <= _OLDEST_OF_ALL else None


def _is_of_person(text: str, age: re.Match[str], before: _Before) -> bool:
    """Whether "until the age of 14" is about one person: "care until the age of 25" is not."""
    if before.matches(_OPEN_LIMIT_BEFORE) is None:
        return True
    start, end = _sentence_around(text, *age.span())
    named = any(start < each <= end for each in before.ends)
    return named or _ONE_PERSON.search(text, start, end) is not None


def _is_age_of_person(text: str, age: re.Match[str], before: _Before) -> bool:
    """Whether "14 years old" is said of a person: not of a policy, nor of all who are so old."""
    if age["several"] and not before.matches(_COUNTED):
        return False
    return not (_THING_BEHIND.match(text, age.end()) or before.matches(_THING_BEFORE))


def _is_told(text: str, age: re.Match[str], before: _Before) -> bool:
    """Whether an age without "old" is told by what stands before it: "she was 14", "his sister, 9,", "at 15 weeks"."""
    if told := before.matches(_IS):
        return before.is_person(told.start(), pronouns=True)
    if before.matches(_THEN):
        return True
    if text[age.start() - 2 : age.start()] == ", " and re.match(r"\s*[,.;)]|\s+and\s+\w+[,.;)]", text[age.end() :]):
        return before.is_person(age.start() - 2)
    if text[age.start() - 1 : age.start()] == "\n" and re.match(r",|\s*\n|\s*$", text[age.end() :]):
        return before.is_whole_line()  # a row of a table: the name, the age
    if at := before.matches(_AT):
        return _is_at_an_age(text, age, before, at)
    return False


def _is_at_an_age(text: str, age: re.Match[str], before: _Before, at: re.Match[str]) -> bool:
    if age["unit"]:
        start, end = _sentence_around(text, *age.span())
        of_a_course = _OF_A_COURSE.search(text, max(start, age.start() - _NEAR), min(end, age.end() + _NEAR // 2))
        of_a_life = of_a_course is None and _OF_A_LIFE.search(text, start, end) is not None
        return of_a_life and not _LATER.match(text, age.end())
    if _O_CLOCK.match(text, age.end()):
        return False
    opens = (
        re.search(r"(?:^|[.!?:;\n“—])[\s“\"]*(?:[\d.]+\s+)?$", text[max(0, at.start() - 9) : at.start()]) is not None
    )
    if opens:
        return re.match(r",?\s+(?:he|she|[A-Z]\w+)\s", text[age.end() :]) is not None
    if text[at.start() - 2 : at.start()] == ", " and text[age.end() : age.end() + 1] == ",":
        return before.is_person(at.start() - 2, pronouns=True)
    return _LIVED_UNTIL_THEN.search(text[max(0, at.start() - 2 * _NEAR) : at.start()]) is not None


@dataclass(frozen=True)
class _PeoplePatterns:
    """How people are spoken of other than by name."""

    person: re.Pattern[str]
    pronoun: re.Pattern[str]
    person_of: re.Pattern[str]


@cache
def _people_patterns() -> _PeoplePatterns:
    words = load_names()
    # "A mother of two" has two children, "people of sixteen" are nobody.
    never = re.compile(
        r"parent|mother|father|mum|dad|nan|carer|husband|wife|partner|widow|friend|neighbour|people|children"
    )
    of_an_age = either(each for each in (*words.persons, *words.kin, *words.near) if not never.search(each))
    return _PeoplePatterns(
        person=re.compile(
            rf"(?:\[name\ removed\]|\b(?i:{either((*words.kin, *words.near, *words.persons))})|\b{_CODE_WITH_NOUN})$",
            re.VERBOSE,
        ),
        pronoun=re.compile(
            r"\b(?:he|she|they|who|i|you)$|(?<![\w.’'])[A-Z]\d?$|\b(?:he|she|who|they)\s\w+$", re.IGNORECASE
        ),
        person_of=_any_case(rf"\b(?:{of_an_age})\s+of\s+{_NEARLY}$"),
    )


# ---- making the changes -----------------------------------------------------------------------------------------------


def _changed(words: str, changes: Iterable[_Change]) -> str:
    """The text with its changes made: what an earlier round put in stays, and of two that overlap the first counts."""
    done = [match.span() for match in _MARK.finditer(words)]
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda each: (each.start, -each.end)):
        if change.start < at or any(start < change.end and change.start < end for start, end in done):
            continue
        parts += [words[at : change.start], change.mark]
        at = change.end
    return "".join((*parts, words[at:]))
