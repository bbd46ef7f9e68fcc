"""Quotations and tables that may leave a partnership: ages in bands, dates of events as years, no names.

A quotation is changed as editors change one, in square brackets: "She was [aged 11-15]", "born in [2009]",
"[name removed] said". Nothing is put in the place of a name, and what was changed is not changed again.
docs/open-output.md says what this does not do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from crossreview.records import DateKind, DocumentRecord
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
# Dates at which the document itself was written.
_WRITTEN: Final[tuple[DateKind, ...]] = ("document_dated", "published", "progress_as_at")


@dataclass(frozen=True)
class _Change:
    """What is to stand in the place of `text[start:end]`."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Opener:
    """What may be told of one document.

    `kept` are the names that stay, in small letters: pseudonyms, authors, chair; `writers` are the surnames of the last
    two. `forenames_stay` where the document says that its names are pseudonyms. `subject_names` are those of a subject
    without pseudonym, `known` the names of all who do not stay. `incident` and `latest`, the date of the document, are
    partial ISO dates.
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
        names = () if of_subject else _names_in(subject)
        return cls(
            kept=frozenset(name.casefold() for name in (*of_subject, *_named_pseudonyms(text), *writers)),
            writers=frozenset(name.split()[-1].casefold() for name in writers if name),
            forenames_stay=are_pseudonyms,
            subject_names=frozenset(names),
            known=Known(frozenset(names[:-1]), frozenset(names[-1:])),
            incident=metadata.dates["incident"].value if "incident" in metadata.dates else None,
            latest=max((metadata.dates[kind].value for kind in _WRITTEN if kind in metadata.dates), default=None),
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
        dated = {at for day in days for at in range(day.start, day.end)}
        named = (person for person in people if self._removes(person) and person.end - 1 not in dated)
        ends = frozenset((*(person.end for person in people), *self._ends_of_kept(words)))
        changes = (
            *(_Change(person.start, person.end, NAME_REMOVED) for person in named),
            *(_Change(day.start, day.end, day.mark) for day in days if self._is_of_event(words, day)),
            *_ages_in(words, ends),
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

    def _ends_of_kept(self, words: str) -> Iterator[int]:
        """Where names end that stay and are in no list; codes of a letter are told by what stands before them."""
        names = [name for name in self.kept if len(name) > _LONGEST_CODE]
        if names:
            yield from (match.end() for match in re.finditer(rf"\b(?:{either(names)})\b", words, re.IGNORECASE))

    def _is_of_event(self, words: str, day: _Day) -> bool:
        """Whether a date is one of a birth, a death or the incident; in doubt it is."""
        if self.incident is not None and any(_is_same(iso, self.incident) for iso in day.isos):
            return True
        if self.latest is not None and day.has_year and day.isos[0] > f"{self.latest}-99":
            return False  # what is yet to come
        start, end = _sentence_around(words, day.start, day.end)
        before, after, patterns = words[start : day.start], words[day.end : end], _patterns()
        if patterns.is_procedure(before, after):
            return False
        if self.incident is not None and any(_within(iso, self.incident) for iso in day.isos):
            return True
        return patterns.tells_event(before, after) and not patterns.bounds_a_period(before, after)


def _changed(words: str, changes: Iterable[_Change]) -> str:
    """The text with its changes made: what an earlier round put in stays, and of two that overlap the first counts."""
    done = {at for mark in _MARK.finditer(words) for at in range(*mark.span())}
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda each: (each.start, -each.end)):
        if change.start < at or not done.isdisjoint(range(change.start, change.end)):
            continue
        parts += [words[at : change.start], change.mark]
        at = change.end
    return "".join((*parts, words[at:]))


# ---- rows of tables --------------------------------------------------------------------------------------------------

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
    return {column: _opened_cell(_opening_of(column, opener), value) for column, value in row.items()}


def _opened_cell(open_text: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return open_text(value)
    if isinstance(value, (list, tuple)):
        return [_opened_cell(open_text, each) for each in value]
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


# ---- names that stay -------------------------------------------------------------------------------------------------

_CODE_WITH_NOUN = r"""(?:Child(?:ren)?|Bab(?:y|ies)|Infant|Adult|Family|Case|Mr|Mrs|Ms|Miss|Mx|Dr|Sibling|Twin|Brother
    |Sister|Young\ Person|Person|Patient|Resident|Service\ User|Subject|Victim|Mother|Father|Parent|Student|Pupil
    |Individual|Client|Household|Group|Boy|Girl|Man|Woman|Male|Female)s?\ (?:[A-Z]{1,2}\d{0,2}|\d{1,3})"""
_CODE = re.compile(rf"{_CODE_WITH_NOUN}|[A-Z]{{1,2}}\d{{0,2}}", re.VERBOSE)
_LONGEST_CODE = 2  # letters
_FORENAME = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
_WITH_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss)\.?\s+")
_JOINED = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+")


def _pseudonyms_in(subject: str, *, named_so: bool) -> tuple[str, ...]:
    """The pseudonyms in a subject ("Otto and Elsie"), none if it is a name in full.

    "Mr Ekwall" is one only where the document says that its names are pseudonyms.
    """
    parts = [part for part in _JOINED.split(subject.strip("“”‘’\"' ")) if part]
    names = [_WITH_TITLE.sub("", part) if named_so else part for part in parts]
    return tuple(names) if all(_CODE.fullmatch(name) or _FORENAME.fullmatch(name) for name in names) else ()


def _names_in(subject: str) -> tuple[str, ...]:
    """The words of a name in full, without titles."""
    return tuple(name for name in _FORENAME.findall(_bare(subject)) if name not in _patterns().never_names)


def _bare(name: str) -> str:
    """A person's name without titles and ranks."""
    return " ".join(part for part in name.split() if part.rstrip(".") not in _patterns().titles)


def _named_pseudonyms(text: str) -> Iterator[str]:
    """The names of which a document says that they are none: "a man known as Leslie"."""
    for pattern in _patterns().pseudonyms:
        for match in pattern.finditer(text):
            names = (_bare(name) for name in re.findall(NAME_IN_PATTERNS, match.group()))
            yield from (name for name in names if name and name not in _patterns().never_names)


# ---- dates -----------------------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
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
      | (?P<first_day>{_DAY})(?:\s+(?:of\s+)?(?P<first_month>{_MONTH})(?:,?\s+(?P<first_year>{_YEAR}))?)?{_TO}{_WEEKDAY}
        (?P<last_day>{_DAY})\s+(?:of\s+)?(?P<last_month>{_MONTH})(?:,?\s+(?P<last_year>{_YEAR}))?    # 30 May to 3 June
      | (?P<one_day>{_DAY})\s+(?:of\s+)?(?P<one_month>{_MONTH})(?:,?\s+(?P<one_year>{_YEAR}))?
      | (?P<us_month>{_MONTH})\s+(?:the\s+)?(?P<us_day>{_DAY})(?:,?\s+(?P<us_year>{_YEAR})|(?<=st|nd|rd|th))
      | (?:(?P<early_month>{_MONTH})(?:,?\s+(?P<early_year>{_YEAR}))?{_TO})?
        (?P<only_month>{_MONTH}),?\s+(?:of\s+)?(?P<only_year>{_YEAR})
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
_SENTENCE_ENDS = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?][”\"’)]*\s+(?=[“\"‘'(\[•]?[A-Z\d])|\n")
_ASKED_FOR = re.compile(r"\bdates?\s+of\s+birth\b")  # behind a date: one that was asked for on that day
_ANY_YEAR = "----"
_LEAP_YEAR = 2000
_CENTURY_TURNS = 40  # "12/03/39" is of this century, "12/03/41" of the last
_LONGEST_SENTENCE = 1500  # characters on either side, where none ends
_NEAR = 60  # characters


@dataclass(frozen=True)
class _Day:
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


def _days_in(text: str) -> Iterator[_Day]:
    for match in _DATE.finditer(text):
        numbers_paragraph = match["point"] == "." and len(match["figures_year"]) < len(_ANY_YEAR)
        if numbers_paragraph and not _BEFORE_FIGURES.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        with suppress(ValueError):  # a day that the month does not have, or no month of that number: not a date
            yield _Day(*match.span(), _isos_of(match.groupdict()))


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


def _is_same(iso: str, incident: str) -> bool:
    """Whether a printed date is that of the incident; one without a year is where day and month are."""
    return iso == incident or (len(iso) == len(incident) and iso == f"{_ANY_YEAR}{incident[4:]}")


def _within(iso: str, incident: str) -> bool:
    """Whether one of two dates lies within the other."""
    return iso.startswith(incident) or incident.startswith(iso)


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
    """The words of the vocabulary that are about a document and its dates, made ready."""

    never_names: frozenset[str]
    titles: frozenset[str]
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
            never_names=frozenset(words.never_names),
            titles=frozenset((*words.titles, *(part for title in words.titles_in_front for part in title.split()))),
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
        """Whether a date begins or ends the period under review, or a time of which no event is told nearby."""
        near = self.tells_event(before[-_NEAR:], after[:_NEAR])
        return bool(self.period.search(before) or (self.stretch.search(before) and not near))


@cache
def _patterns() -> _Patterns:
    return _Patterns.of(load_names())


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# ---- ages ------------------------------------------------------------------------------------------------------------

_PER_YEAR: Final = {"y": 1, "m": 12, "w": 52, "d": 365, "h": 8760}
_OLDEST_OF_ALL = 115  # what is more is no age
_FEW = (1, 2)  # "a child of two teenagers"
_LONGEST_CELL = 3  # words of a person in a table: "Maternal half sister"
_DASH = r"[\s‐‑–-]"
_NEARLY = r"""(?:(?:only|just|nearly|almost|about|around|approximately|barely|still|then|now|already
    |just\s+(?:under|over))\s+){0,2}"""
_LIST_GOES_ON = re.compile(r",\s+(?:and\s+)?|,?\s+(?:and|or)\s+")


def age_band(years: int) -> str:
    """The band of an age in whole years."""
    return next((band for upper, band in AGE_BANDS if years <= upper), OLDEST_BAND)


def _ages_in(text: str, ends: frozenset[int]) -> Iterator[_Change]:
    """Exact ages of people as their bands; `ends` are where the names of people end."""
    goes_on = -1
    for match in _age_patterns().age.finditer(text):
        change = _Age(text, match, ends).change(in_list=match.start() == goes_on)
        if change is not None:
            yield change
            following = _LIST_GOES_ON.match(text, match.end())
            goes_on = following.end() if following else -1
    for birthday in _age_patterns().birthday.finditer(text):
        ordinal = birthday["ordinal"].lower()
        years = load_names().ages.ordinals.get(ordinal) or int(re.sub(r"\D", "", ordinal))
        yield _Change(*birthday.span("ordinal"), f"[aged {age_band(years)}]")


@dataclass(frozen=True)
class _AgePatterns:
    """An age and what stands around it, made ready from the vocabulary."""

    age: re.Pattern[str]
    birthday: re.Pattern[str]
    aged: re.Pattern[str]
    age_of: re.Pattern[str]
    someone_is: re.Pattern[str]
    then: re.Pattern[str]
    at: re.Pattern[str]
    opens: re.Pattern[str]
    ends: re.Pattern[str]
    is_range: re.Pattern[str]
    limit: re.Pattern[str]
    open_limit: re.Pattern[str]
    one_person: re.Pattern[str]
    counted: re.Pattern[str]
    suspended: re.Pattern[str]
    thing_behind: re.Pattern[str]
    thing_before: re.Pattern[str]
    of_a_life: re.Pattern[str]
    of_a_course: re.Pattern[str]
    later: re.Pattern[str]
    lived_until: re.Pattern[str]
    o_clock: re.Pattern[str]
    person: re.Pattern[str]
    pronoun: re.Pattern[str]
    person_of: re.Pattern[str]

    @classmethod
    def of(cls, words: NameWords) -> _AgePatterns:
        """The patterns for these words."""
        ages = words.ages
        people = (*words.kin, *words.near, *words.persons)
        word = either(ages.numbers)
        number = rf"(?<![\w.,:/£-])(?:\d{{1,3}}(?![\d/:%]|[.,]\d)|(?:{word})(?:[\s-](?:{word}))?(?!\w))"
        return cls(
            # "14", "four months", "two and a half", "one year and four months", "15 weeks old", "14-year-olds".
            age=_spaced(
                rf"""(?P<number>{number})(?:\s*½|\s+and\s+a\s+half|-and-a-half)?
                (?: {_DASH}*(?P<unit>year|yr|month|week|day|hour)s?\b
                    (?: (?:\s+and|,)?\s+{number}\s+(?:month|week|day)s?\b )?
                    (?: {_DASH}+(?P<old>old|of\s+age)(?P<several>s)?\b )?
                )?"""
            ),
            birthday=re.compile(
                rf"""\b(?:(?:[Hh]is|[Hh]er|[Tt]heir)(?:\s+\w+[’']s)?|[A-Z]\w*[’']s?)\s+
                    (?P<ordinal>{either(ages.ordinals)}|\d{{1,3}}(?:st|nd|rd|th))(?=\s+birthdays?\b)""",
                re.VERBOSE,
            ),
            aged=_spaced(rf"\baged\s+{_NEARLY}$"),
            age_of=_spaced(rf"\b(?:ages?(?:\s+of)?\s*:?|age\s+at\s+(?:the\s+)?(?:\w+\s+){{0,3}}\w+\s*:)\s*{_NEARLY}$"),
            someone_is=_spaced(
                rf"[ ](?:was|is|were|are|being|turned|turns|reached|became|had\s+(?:just\s+)?turned)[ ]+{_NEARLY}$"
            ),
            then=_spaced(r"[,(]\s?(?:and\s+)?(?:then|now)\s+(?:only\s+|just\s+)?$"),
            at=_spaced(rf"\bat\s+{_NEARLY}$"),
            opens=_spaced(r"(?:^|[.!?:;\n“—])[\s“\"]*(?:[\d.]+\s+)?$"),
            ends=_spaced(
                rf"""\s*(?:[,.;:)\]”"’'?!–—]|$)|[^\S\n]*\n|\s+(?:and|or|when|while|at|old|but|on|by|with|who|whose|then
                |now|after|before|as|because|so|to|from|for|he|she|they|i|we|his|her|it|was|were|had|is|of\s+age
                |in\s+(?:(?:19|20)\d\d|{_MONTH})|years?\s+(?:old|of\s+age)|\w{{3,}}ing)\b"""
            ),
            # "aged 14 to 16", "age 16-17", "aged 65 and over", "under 5 years old" are ages of nobody.
            is_range=_spaced(
                rf"""\s*(?:[-–—]|to\b|until\b|through\b)\s*(?:{number}|\d)|\s*\+|\s*(?:%|per\s*cent)
                |\s*(?:years?\s+)?(?:(?:of\s+age|old)\s+)?(?:plus\b
                    |(?:and|or)\s+(?:over|above|under|older|younger|below|more|upwards?|less)\b)"""
            ),
            limit=_spaced(
                rf"""(?:\b(?:under|over|below|above|than|least|most|beyond|within|every|between|up\s+to|approach\w*
                    |(?:oldest|newest|latest)(?:\s+of\s+\w+)?)\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?
                |(?:{number})\s*(?:[-–—]|to)\s*)$"""
            ),
            open_limit=_spaced(r"\b(?:until|from|to|by)\s+(?:the\s+)?ages?\s+of\s+$"),
            one_person=re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|hers)\b|(?<![\w.’'])[A-HJ-Z]\d?(?=\s[a-z])"),
            counted=_spaced(r"\b(?:two|three|four|five|both|those|these)\s+$"),
            suspended=_spaced(
                rf"(?P<hyphen>-?)\s*(?:,|and|or|to)\s+{number}{_DASH}(?:year|month|week|day)s?{_DASH}old\b(?!s)"
            ),
            thing_behind=_spaced(rf"\s+(?:\w+\s+)?{ages.things}\b"),
            thing_before=_spaced(rf"\b{ages.things}[ ](?:(?:that|which)[ ])?(?:was|were|is|are|be|been)[ ]{_NEARLY}$"),
            of_a_life=_spaced(rf"\b{ages.of_a_life}\b"),
            of_a_course=_spaced(rf"\b{ages.of_a_course}\b"),
            later=_spaced(
                r"\s*(?:[’']|(?:notice|later|after|before|into|ago|of\s+(?:pregnancy|gestation)|pregnant|intervals)\b)"
            ),
            lived_until=_spaced(rf"\b{ages.lived_until}\b[^.;]{{0,45}}$"),
            o_clock=_spaced(rf"\s*{ages.o_clock}"),
            person=re.compile(rf"(?:\[name\ removed\]|\b(?i:{either(people)})|\b{_CODE_WITH_NOUN})$", re.VERBOSE),
            pronoun=re.compile(r"\b(?i:he|she|they|who|i|you)(?:\s\w+)?$|(?<![\w.’'])[A-Z]\d?$"),
            person_of=_spaced(rf"\b(?:{either(set(people) - set(ages.not_of_an_age))})\s+of\s+{_NEARLY}$"),
        )


@cache
def _age_patterns() -> _AgePatterns:
    return _AgePatterns.of(load_names())


def _spaced(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True)
class _Age:
    """A number that may be an age, in its text; `people` are where the names of people end."""

    text: str
    match: re.Match[str]
    people: frozenset[int]

    def change(self, *, in_list: bool) -> _Change | None:
        """The band in its place; None where it is no age, or nobody's."""
        patterns, years = _age_patterns(), self._years()
        if years is None or self._behind(patterns.is_range) or self._before(patterns.limit):
            return None
        aged = _Change(*self.match.span(), f"[aged {age_band(years)}]")
        bare = replace(aged, mark=f"[{age_band(years)}]")  # where "age" stands before it
        if self._before(patterns.age_of):
            return bare if self._is_of_one_person() else None
        if self.match["old"] and not self._is_of_people():
            return None
        ends = self._behind(patterns.ends) is not None
        if self._before(patterns.person_of) and (ends or years not in _FEW):
            return bare
        return self._labelled(aged) or (aged if self._is_told(ends=ends, in_list=in_list) else None)

    def _labelled(self, aged: _Change) -> _Change | None:
        """The change where a label makes it an age, in its full extent: "aged 14", "14 years old", "(14)"."""
        if told := self._before(_age_patterns().aged):
            return replace(aged, start=told.start())
        if self.match["old"]:
            return aged
        if suspended := self._behind(_age_patterns().suspended):
            return replace(aged, end=suspended.end("hyphen"))
        return replace(aged, start=aged.start - 1, end=aged.end + 1) if self._stands_in_brackets() else None

    def _years(self) -> int | None:
        """The whole years; None where the number is too large, or may be a pronoun."""
        printed = re.split(r"[\s-]", self.match["number"].lower())
        unit = self.match["unit"]
        if printed == ["one"] and unit is None:
            return None
        numbers = load_names().ages.numbers
        value = sum(numbers.get(word) or int(word) for word in printed)
        years = value // _PER_YEAR[(unit or "year")[0].lower()]
        return years if years <= _OLDEST_OF_ALL else None

    def _before(self, pattern: re.Pattern[str], at: int | None = None) -> re.Match[str] | None:
        end = self.match.start() if at is None else at
        return pattern.search(self.text, max(0, end - 2 * _NEAR), end)

    def _behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.match.end())

    def _has_before(self, printed: str) -> bool:
        return self.text.endswith(printed, 0, self.match.start())

    def _is_person(self, at: int, *, pronouns: bool = False) -> bool:
        """Whether a person ends at an offset: a name, a pseudonym, "his sister"; or "she"."""
        begin = max(0, at - _NEAR)
        before = self.text[begin:at].rstrip('”"’ ')
        patterns = _age_patterns()
        spoken_of = patterns.person.search(before) or (pronouns and patterns.pronoun.search(before))
        return begin + len(before) in self.people or bool(spoken_of)

    def _is_of_one_person(self) -> bool:
        """Whether "until the age of 14" is about one person: "care until the age of 25" is not."""
        if self._before(_age_patterns().open_limit) is None:
            return True
        start, end = _sentence_around(self.text, *self.match.span())
        named = any(start < each <= end for each in self.people)
        return named or _age_patterns().one_person.search(self.text, start, end) is not None

    def _is_of_people(self) -> bool:
        """Whether "14 years old" is said of people: not of a policy, nor of all who are so old."""
        patterns = _age_patterns()
        if self.match["several"] and not self._before(patterns.counted):
            return False
        return not (self._behind(patterns.thing_behind) or self._before(patterns.thing_before))

    def _stands_in_brackets(self) -> bool:
        """Whether it is all that stands in brackets behind a person: "Child R (14)"."""
        closes = self.text.startswith(")", self.match.end())
        return closes and self._has_before(" (") and self._is_person(self.match.start() - 2)

    def _is_told(self, *, ends: bool, in_list: bool) -> bool:
        """Whether what stands before it tells an age: "she was 14", "his sister, 9,", "at 15 weeks"."""
        patterns, start = _age_patterns(), self.match.start()
        at = self._before(patterns.at)
        if at and self.match["unit"]:
            return self._is_of_a_life()
        if not ends or in_list:
            return ends
        if told := self._before(patterns.someone_is):
            return self._is_person(told.start(), pronouns=True)
        if self._has_before(", ") and re.match(r"\s*[,.;)]|\s+and\s+\w+[,.;)]", self.text[self.match.end() :]):
            return self._is_person(start - 2) or self._before(patterns.then) is not None
        if self._has_before("\n") and re.match(r",|\s*\n|\s*$", self.text[self.match.end() :]):
            return self._stands_under_person()
        return self._before(patterns.then) is not None or (at is not None and self._ends_a_life_at(at.start()))

    def _stands_under_person(self) -> bool:
        """Whether the line before is a person and nothing else, as in a row of a table: the name, the age."""
        end = self.match.start() - 1
        line = self.text[max(0, end - _NEAR) : end].rpartition("\n")[2]
        return len(line.split()) <= _LONGEST_CELL and ":" not in line and self._is_person(end)

    def _is_of_a_life(self) -> bool:
        """Whether "at 15 weeks" is said of somebody's life, not of a pregnancy, a notice or a plan."""
        patterns, (start, end) = _age_patterns(), self.match.span()
        first, last = _sentence_around(self.text, start, end)
        if self._behind(patterns.later) or patterns.of_a_life.search(self.text, first, last) is None:
            return False
        return patterns.of_a_course.search(self.text, max(first, start - _NEAR), min(last, end + _NEAR // 2)) is None

    def _ends_a_life_at(self, at: int) -> bool:
        """Whether "at 14" is an age, not an hour: "At 14 she ran away", "who, at 14, found it", "left school at 16"."""
        patterns = _age_patterns()
        if self._behind(patterns.o_clock):
            return False
        if self._before(patterns.opens, at):
            return re.match(r",?\s+(?:he|she|[A-Z]\w+)\s", self.text[self.match.end() :]) is not None
        if self.text.endswith(", ", 0, at) and self.text.startswith(",", self.match.end()):
            return self._is_person(at - 2, pronouns=True)
        return self._before(patterns.lived_until, at) is not None
