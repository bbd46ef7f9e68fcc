"""The vocabulary of names: forenames and what looks like them, and what tells people, pseudonyms, ages and events."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from crossreview.vocabulary.files import read_vocabulary


class PseudonymWords(Struct, frozen=True):
    """Patterns by which a document says that all its names are pseudonyms, or the one in the place of `NAME`."""

    all: tuple[str, ...]
    one: tuple[str, ...]


class AgeWords(Struct, frozen=True):
    """What tells ages of people from other numbers."""

    numbers: dict[str, int]
    ordinals: dict[str, int]
    things: str
    of_a_life: str
    of_a_course: str
    lived_until: str
    o_clock: str
    not_of_an_age: tuple[str, ...]


class NameWords(Struct, frozen=True):
    """The vocabulary of names, and of what tells that people, pseudonyms and events are spoken of."""

    version: str
    forenames: tuple[str, ...]
    also_words: tuple[str, ...]
    also_times: tuple[str, ...]
    also_places: tuple[str, ...]
    surnames: tuple[str, ...]
    titles: tuple[str, ...]
    only_behind_others: tuple[str, ...]
    titles_in_front: tuple[str, ...]
    institutions: tuple[str, ...]
    institutions_and_surnames: tuple[str, ...]
    in_front_of_places: tuple[str, ...]
    never_names: tuple[str, ...]
    public_names: tuple[str, ...]
    report_words: tuple[str, ...]
    kin: tuple[str, ...]
    near: tuple[str, ...]
    persons: tuple[str, ...]
    roles: tuple[str, ...]
    posts: tuple[str, ...]
    speaking: tuple[str, ...]
    pseudonyms: PseudonymWords
    events: tuple[str, ...]
    no_event: tuple[str, ...]
    procedures: str
    procedure_verbs: str
    deadlines: str
    stretches: str
    periods: str
    ages: AgeWords


@cache
def load_names() -> NameWords:
    """The vocabulary as shipped."""
    return read_vocabulary("names", NameWords)
