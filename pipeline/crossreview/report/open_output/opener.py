"""What may be told of one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from crossreview.records import DateKind, DocumentRecord
from crossreview.report.open_output.ages import ages_in
from crossreview.report.open_output.changes import NAME_REMOVED, Change, changed
from crossreview.report.open_output.dates import Day, days_in, is_same, is_within
from crossreview.report.open_output.events import event_patterns
from crossreview.report.open_output.expressions import any_case, either
from crossreview.report.open_output.people import Known, Person, load_people
from crossreview.report.open_output.pseudonyms import (
    LONGEST_CODE,
    all_are_pseudonyms,
    bare,
    named_pseudonyms,
    names_in,
    pseudonyms_in,
)
from crossreview.report.open_output.sentences import sentence_around

_NOBODY: Final = Known()
# Dates at which the document itself was written.
_WRITTEN: Final[tuple[DateKind, ...]] = ("document_dated", "published", "progress_as_at")


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
        are_pseudonyms = all_are_pseudonyms(text)
        subject = metadata.subject.value if metadata.subject else ""
        of_subject = pseudonyms_in(subject, named_so=are_pseudonyms)
        writers = [bare(found.value) for found in (*(metadata.authors or ()), metadata.chair) if found is not None]
        names = () if of_subject else names_in(subject)
        opener = cls(
            kept=frozenset(name.casefold() for name in (*of_subject, *named_pseudonyms(text), *writers)),
            writers=frozenset(name.split()[-1].casefold() for name in writers if name),
            forenames_stay=are_pseudonyms,
            subject_names=frozenset(names),
            known=Known(frozenset(names[:-1]), frozenset(names[-1:])),
            incident=metadata.dates["incident"].value if "incident" in metadata.dates else None,
            latest=max((metadata.dates[kind].value for kind in _WRITTEN if kind in metadata.dates), default=None),
        )
        return replace(opener, known=opener._known_with(load_people().find(text, opener.known)))

    def text(self, words: str) -> str:
        """A quotation as it may leave; one that was opened stays as it is."""
        if words not in self._opened:
            self._opened[words] = self._opened_wholly(words)
        return self._opened[words]

    def subject(self, name: str) -> str:
        """A subject as it may be told: its pseudonym, or that the name was removed."""
        return name if pseudonyms_in(name, named_so=self.forenames_stay) else NAME_REMOVED

    def reference(self, name: str) -> str:
        """The name of a file or the id of a review, without the names of a subject that has no pseudonym."""
        if not self.subject_names:
            return name
        part = f"(?:{either(self.subject_names)})"
        return re.sub(rf"(?<![^\W_]){part}(?:[\W_]{part})*(?![^\W_])", NAME_REMOVED, name, flags=re.IGNORECASE)

    def fact(self, iso: str) -> str:
        """A date among the facts of the document: the year where it is that of the incident."""
        return iso[:4] if self.incident is not None and is_within(iso, self.incident) else iso

    @cached_property
    def _opened(self) -> dict[str, str]:
        """What was opened before: titles, headings and items stand in many rows."""
        return {}

    @cached_property
    def _names_kept(self) -> re.Pattern[str] | None:
        """The names that stay, but for codes of a letter: these are told by what stands before them."""
        names = [name for name in self.kept if len(name) > LONGEST_CODE]
        return any_case(rf"\b(?:{either(names)})\b") if names else None

    def _opened_wholly(self, words: str) -> str:
        # What was changed can tell of what stands beside it ("[name removed] (14)"). Each round leaves less to change.
        while (opened := self._opened_once(words)) != words:
            words = opened
        return words

    def _opened_once(self, words: str) -> str:
        people = self._people_in(words)
        days = tuple(days_in(words))
        dated = {at for day in days for at in range(day.start, day.end)}
        named = (person for person in people if self._removes(person) and person.end - 1 not in dated)
        ends = frozenset((*(person.end for person in people), *self._ends_of_kept(words)))
        changes = (
            *(Change(person.start, person.end, NAME_REMOVED) for person in named),
            *(Change(day.start, day.end, day.mark) for day in days if self._is_of_event(words, day)),
            *ages_in(words, ends),
        )
        return changed(words, changes)

    def _people_in(self, words: str) -> tuple[Person, ...]:
        """The people whom a quotation names, found with what it tells of them elsewhere in it."""
        people = load_people().find(words, self.known)
        known = self._known_with(people)
        return people if known == self.known else load_people().find(words, known)

    def _known_with(self, people: Iterable[Person]) -> Known:
        """What is known, with the names of those of some people who do not stay."""
        return self.known.with_people(person for person in people if self._removes(person))

    def _removes(self, person: Person) -> bool:
        # What stands behind a name on a cover can look like more of it: "Helen Adair Presented".
        lengths = range(min(len(person.names), 2), len(person.names) + 1)
        if any(" ".join(person.names[:length]).casefold() in self.kept for length in lengths):
            return False
        if person.is_forename:
            return not self.forenames_stay
        return len(person.names) > 1 or person.name not in self.writers

    def _ends_of_kept(self, words: str) -> Iterator[int]:
        """Where names end that stay and may be in no list."""
        if self._names_kept is not None:
            yield from (match.end() for match in self._names_kept.finditer(words))

    def _is_of_event(self, words: str, day: Day) -> bool:
        """Whether a date is one of a birth, a death or the incident; in doubt it is."""
        if self.incident is not None and any(is_same(iso, self.incident) for iso in day.isos):
            return True
        if self.latest is not None and day.has_year and day.isos[0] > f"{self.latest}-99":
            return False  # what is yet to come
        start, end = sentence_around(words, day.start, day.end)
        before, after, patterns = words[start : day.start], words[day.end : end], event_patterns()
        if patterns.is_procedure(before, after):
            return False
        if self.incident is not None and any(is_within(iso, self.incident) for iso in day.isos):
            return True
        return patterns.tells_event(before, after) and not patterns.bounds_a_period(before, after)
