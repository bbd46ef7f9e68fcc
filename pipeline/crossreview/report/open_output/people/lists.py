"""What the vocabulary says of words, and the patterns that are made of its lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal, TypeAlias

from crossreview.report.open_output.expressions import any_case, either
from crossreview.vocabulary.names import NameWords

# What a word with a capital can be. Of `wordlike` and `strict` ones the words around them decide.
Kind: TypeAlias = Literal[
    "title", "forename", "wordlike", "strict", "surname", "institution", "place_or_surname", "never", "code", "unknown"
]


class Lists:
    """The lists and patterns of the vocabulary, made ready."""

    def __init__(self, words: NameWords, areas: Collection[str]) -> None:
        people = (*words.kin, *words.near, *words.persons, *words.roles)
        never = {*words.never_names, *(word.capitalize() for person in people for word in person.split())}
        self.kinds: dict[str, Kind] = {}
        # What comes last counts.
        self._are("forename", words.forenames)
        self._are("surname", words.surnames)
        self._are("forename", set(words.forenames) & set(words.surnames))
        self._are("never", never | set(words.in_front_of_places))
        self._are("institution", words.institutions)
        self._are("place_or_surname", words.institutions_and_surnames)
        self._are("wordlike", words.also_words)
        self._are("strict", (*words.also_times, *words.also_places))
        self._are("title", words.titles)
        self.surnames = frozenset(words.surnames)
        self.minor_titles = frozenset(words.only_behind_others)
        self.before_titles = frozenset(part for title in words.titles_in_front for part in title.split())
        self.before_places = frozenset(words.in_front_of_places)
        self.posts = frozenset(words.posts)
        self.abbreviations = frozenset(name for name in words.never_names if name.isupper())
        self.areas = frozenset(word for area in areas for word in area.split() if word[0].isupper())
        self.report = re.compile(rf"(?:[’']s)?\s(?:{either(words.report_words)})\b")
        # Not the homes of people: "the Ann Holt house".
        places = {word.lower() for word in words.institutions} - {"home", "homes", "house", "flat", "flats", "children"}
        self.called_after = re.compile(rf"\s(?:ward|{either((*places, *words.report_words))})\b")
        self.speaks = re.compile(rf" (?:{either(words.speaking)})\b")
        self.aged = re.compile(
            r" \((?:aged )?\d{1,3}\)|, (?:then )?(?:aged \w+|(?:at )?\d{1,2}),| (?:is|was) \d| died\b| was born\b"
        )
        kin, near, roles = either(words.kin), either((*words.kin, *words.near)), either(words.roles)
        called = rf"(?:{near}|{either(words.persons)}|{roles}),? (?:called|named|known as) [“\"‘']?"
        beside = r"(?:(?:,| [–-])? | \()[“\"‘']?"
        # The partner of somebody is a person; the partners of an agency are agencies.
        self.whose = any_case(rf"\b(?:(?:{kin}|(?:his|her|[’']s) (?:\w+ )?partner){beside}|{called})$")
        self.somebodys = any_case(rf"\b(?:(?:{near}){beside}|(?:{roles}),? |{called})$")
        self.of_role = any_case(rf"\b(?:{roles}),? $")
        self.has_kin = any_case(rf"[’']s? (?:\w+ )?(?:{kin})\b")
        self.is_kin = any_case(rf",? (?:his|her|their) (?:\w+ )?(?:{kin})\b")
        self.has_role = any_case(
            rf"(?:,| \(| [–-]) ?(?:who (?:is|was) )?(?:(?:the|an?|his|her|their|its) )?(?:\w+ ){{0,3}}(?:{roles})\b"
        )

    def _are(self, kind: Kind, words: Iterable[str]) -> None:
        self.kinds |= dict.fromkeys(words, kind)
