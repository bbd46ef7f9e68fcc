"""People found by name in text: a title and a name, a forename and a surname, a forename alone, a known surname.

Lists tell forenames. An unknown word is a name only where the words around it say so ("her sister, Zofia", "Zofia's
mother"), and a word that is both ("Grace", "April", "Jordan") is decided by them as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from msgspec import Struct

from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.files import read_vocabulary

_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŻŽŠČ"
# "Strand-Hughes", "O’Brien", "McGowan", "J."; a blank or the particle of a name may stand between two.
_WORD = re.compile(
    rf"""(?<![\w.])(?P<name>
        (?:Mr|Mrs|Ms|Dr|Prof|Rev|Revd|Cllr|Sgt|Insp|Supt|Det|Ch|St)\.(?=\s)
      | [{_CAPITAL}]\.(?=\s[{_CAPITAL}])
      | [{_CAPITAL}]\w*(?:[-‐‑’'](?!s\b)\w+)*
    )(?P<possessive>[’'](?:s\b)?)?""",
    re.VERBOSE,
)
_GAP = re.compile(r"[ \t\xa0]|[ ](?:van|von|de|der|den|du|da|dos|la|le|di|bin|binti|ibn|al|el|ap|ab|y)[ ]")
_CODE = re.compile(rf"[{_CAPITAL}]{{1,2}}\d{{0,2}}\.?|\w*\d\w*")
_LETTERS = re.compile(rf"[{_CAPITAL}]{{2,}}")  # behind a name those of a degree
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;•|–—*\n“”\"(\[])[\s“\"‘'(\[]*$")
_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|our|your|its|every|each|any|no|some|all|of\s+the)\s+$", re.IGNORECASE
)
_IN_PLACE = re.compile(r"\b(?:in|at|near|across|within|throughout|around)\s+$", re.IGNORECASE)
_AT_PLACE = re.compile(
    r"\b(?:in|at|on|near|onto|via|along|off|through|the|(?:admitted|moved|transferred|taken|went|sent)\s+to)\s+$",
    re.IGNORECASE,
)
_IN_TIME = re.compile(
    r"(?:\d|\b(?:in|on|by|since|until|till|from|of|during|for|to|and|or|early|late|mid|last|this|next|between|before|after)"
    r"[\s-])\s*$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s(?:was|had|has|is|would|could|did|went|lived|moved|started|began|became|came|saw|took|left|stayed|spent|used"
    r"|tried|wanted|needed|liked|loved|kept|made|got|never|often|also)\b"
)
_CITED = re.compile(
    rf"(?:\s(?:and|&)\s[{_CAPITAL}]\w+)?(?:,?\set\sal\.?)?,?\s\(?(?:19|20)\d\d[a-z]?\b\)?|\s(?:et\sal|and\scolleagues)\b"
)
# A name in the patterns of pseudonyms: these are matched in any case, names are not.
NAME_IN_PATTERNS: Final = rf"(?-i:(?:(?:Mr|Mrs|Ms|Miss)\s)?[{_CAPITAL}][\w’-]*)"
_LONGEST = 4  # names of one person
_SHORTEST_OF_CAPITALS = 5  # letters; shorter words in capitals are abbreviations as a rule
_REACH = 70  # characters before a name in which stands whose it is


class PseudonymWords(Struct, frozen=True):
    """Patterns by which a document says that all its names are pseudonyms, or the one in the place of `NAME`."""

    all: tuple[str, ...]
    one: tuple[str, ...]


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


@cache
def load_names() -> NameWords:
    """The vocabulary as shipped."""
    return read_vocabulary("names", NameWords)


@dataclass(frozen=True)
class Person:
    """Who is named in `text[start:end]`, which includes a title and no possessive; names as printed.

    `certain` where a title, a list or a family says so, so that the names can be looked for elsewhere.
    """

    start: int
    end: int
    titled: bool
    names: tuple[str, ...]
    surname: str | None
    certain: bool = True

    @property
    def is_forename(self) -> bool:
        """Whether it is a forename and nothing else."""
        return not self.titled and self.surname is None and len(self.names) == 1

    @property
    def name(self) -> str:
        """The names without title, to compare."""
        return " ".join(self.names).casefold()


@dataclass(frozen=True)
class Known:
    """Names that were found elsewhere in the same document, as printed."""

    forenames: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()

    def with_people(self, people: Iterable[Person]) -> Known:
        """These and the names of more people: forenames that are in no list, and what stood behind forenames."""
        people = tuple(person for person in people if person.certain)
        forenames = {person.names[0] for person in people if person.surname is None or len(person.names) > 1}
        return Known(
            self.forenames | {name for name in forenames if len(name) > 2},
            self.surnames | {person.surname for person in people if person.surname is not None},
        )


@dataclass(frozen=True)
class _Word:
    """A word with a capital; `joined` to the one before it by a blank. One printed in capitals is here as a name."""

    name: str
    start: int
    end: int
    possessive: bool
    joined: bool
    capitals: bool


class People:
    """Finds people by name."""

    def __init__(self, words: NameWords, places: Collection[str]) -> None:
        self._sure = frozenset(words.forenames)
        self._wordlike = frozenset(words.also_words)
        self._strict = frozenset((*words.also_times, *words.also_places))
        self._surnames = frozenset(words.surnames)
        self._titles = frozenset(words.titles)
        self._minor_titles = frozenset(words.only_behind_others)
        self._in_front = frozenset(part for title in words.titles_in_front for part in title.split())
        self._places = frozenset(words.institutions)
        self._places_and_surnames = frozenset(words.institutions_and_surnames)
        self._before_places = frozenset(words.in_front_of_places)
        self._never = frozenset((*words.never_names, *(kin.capitalize() for kin in (*words.kin, *words.near))))
        self._posts = frozenset(words.posts)
        self._areas = frozenset(word for place in places for word in place.split() if word[0].isupper())
        self._public = _any_of(words.public_names, r"\b{}(?!\w)")
        self._report = _any_of(words.report_words, r"(?:[’']s)?\s{}\b")
        kin, near, persons, roles = (
            either(group) for group in (words.kin, (*words.kin, *words.near), words.persons, words.roles)
        )
        # The partner of somebody is a person; the partners of an agency are agencies.
        self._whose = _any_case(
            rf"\b(?:{kin}|(?:his|her|their|[’']s) (?:\w+ )?partner)(?:,| \(|,? (?:called|named)| [–-])? [“\"‘']?$"
        )
        self._nearby = _any_case(rf"\b(?:{near})(?:,| \(|,? (?:called|named)| [–-])? [“\"‘']?$")
        self._called = _any_case(
            rf"\b(?:{near}|{persons}|{roles}),? (?:called|named|known as) [“\"‘']?$|\b(?:{roles}),? $"
        )
        self._whose_they_are = _any_case(rf"[’']s? (?:\w+ )?(?:{kin})\b|,? (?:his|her|their) (?:\w+ )?(?:{kin})\b")
        self._aged = re.compile(r" \((?:aged )?\d{1,3}\)|, (?:then )?(?:aged \w+|(?:at )?\d{1,2}),| died\b| was born\b")
        self._speaks = re.compile(rf" (?:{either(words.speaking)})\b")
        self._has_role = _any_case(
            rf"(?:,| \(| [–-]) ?(?:who (?:is|was) )?(?:(?:the|an?|his|her|their|its) )?(?:\w+ ){{0,3}}(?:{roles})\b"
        )
        self._list_goes_on = re.compile(r", |,? (?:and|or|&) ")

    def find(self, text: str, known: Known = Known()) -> tuple[Person, ...]:
        """The people named in a text, in reading order."""
        public = [match.span() for match in self._public.finditer(text)]
        return tuple(
            person
            for person in self._found(text, known)
            if not any(start < person.end and person.start < end for start, end in public)
        )

    def _found(self, text: str, known: Known) -> Iterator[Person]:
        words = tuple(_words(text))
        at, listed_until = 0, -1
        while at < len(words):
            person = (
                self._titled(words, at)
                or self._named(text, words, at, known)
                or self._told_by_context(text, words, at, in_list=words[at].start == listed_until)
            )
            if person is None:
                at += 1
                continue
            yield person
            while at < len(words) and words[at].start < person.end:
                at += 1
            goes_on = self._list_goes_on.match(text, person.end)
            is_kin = self._whose.search(text, max(0, person.start - _REACH), person.start) is not None
            listed_until = goes_on.end() if goes_on and (is_kin or listed_until == person.start) else -1

    def _titled(self, words: tuple[_Word, ...], at: int) -> Person | None:
        """A title, or several, and what follows: "Dr Miriam Castell", "His Honour Judge Holt"; not "Mr A"."""
        first = at
        if at and words[at].joined and words[at - 1].name in self._before_places:
            return None
        while at < len(words) and (at == first or words[at].joined) and self._is_title(words, first, at):
            at += 1
        if at == first or not self._ends_in_title(words, first, at):
            return None
        names = self._names_from(words, at) if at < len(words) and words[at].joined else ()
        if (
            not names
            or all(_CODE.fullmatch(word.name) for word in names)
            or self._is_institution(words, at + len(names))
        ):
            return None
        printed = tuple(word.name for word in names)
        return Person(words[first].start, names[-1].end, True, printed, printed[-1])

    def _is_title(self, words: tuple[_Word, ...], first: int, at: int) -> bool:
        name = words[at].name.rstrip(".")
        if words[at].possessive or (name in self._minor_titles and at == first):
            return False
        return name in self._titles or (name in self._in_front and at + 1 < len(words) and words[at + 1].joined)

    def _ends_in_title(self, words: tuple[_Word, ...], first: int, at: int) -> bool:
        return any(word.name.rstrip(".") in self._titles for word in words[first:at])

    def _names_from(self, words: tuple[_Word, ...], at: int) -> tuple[_Word, ...]:
        """The words from `at` that can be names of one person, joined to each other."""
        names: list[_Word] = []
        while at < len(words) and len(names) < _LONGEST and (not names or words[at].joined):
            word = words[at]
            changes_case = names and names[0].capitals != word.capitals
            if not self._can_be_name(word, behind=bool(names)) or changes_case or _LETTERS.fullmatch(word.name):
                break
            names.append(word)
            at += 1
            if word.possessive:
                break
        return tuple(names)

    def _can_be_name(self, word: _Word, *, behind: bool) -> bool:
        if word.name == "I" or word.name.rstrip(".") in self._titles:
            return False
        if word.name in self._places_and_surnames or word.name in self._surnames:
            return True
        return not (word.name in self._never or word.name in self._places) and (
            behind or not word.capitals or len(word.name) <= 2
        )

    def _named(self, text: str, words: tuple[_Word, ...], at: int, known: Known) -> Person | None:
        """A forename with what follows it, or a surname that is known already."""
        word = words[at]
        if at and word.joined and words[at - 1].name in self._before_places:
            return None
        if word.name in known.surnames and self._is_surname(text, words, at):
            return Person(word.start, word.end, False, (word.name,), word.name)
        if word.name not in self._sure | self._wordlike | self._strict | known.forenames or word.possessive is None:
            return None
        names = (word,) if word.possessive else (word, *self._surnames_behind(text, words, at))
        if self._is_institution(words, at + len(names)) or self._is_cited(text, names, known):
            return None
        if len(names) > 1:
            return self._full(text, words, at, names)
        return self._alone(text, words, at, known)

    def _surnames_behind(self, text: str, words: tuple[_Word, ...], at: int) -> tuple[_Word, ...]:
        if at + 1 == len(words) or not words[at + 1].joined:
            return ()
        names = self._names_from(words, at + 1)
        last = names[-1].name if names else ""
        if last in self._places_and_surnames and _AT_PLACE.search(
            text, max(0, words[at].start - _REACH), words[at].start
        ):
            return ()
        return names if not names or words[at].capitals == names[0].capitals or len(last) == 1 else ()

    def _full(self, text: str, words: tuple[_Word, ...], at: int, names: tuple[_Word, ...]) -> Person | None:
        first, last = names[0], names[-1]
        if first.name in self._strict and last.name not in self._surnames:
            before = text[max(0, first.start - _REACH) : first.start]
            if (_IN_TIME.search(before) or _opens_sentence(text, first.start)) and not self._is_somebody(
                text, first, last
            ):
                return None
        start, printed = first.start, tuple(word.name for word in names)
        if at and first.joined and self._is_unknown(words[at - 1]) and not words[at - 1].possessive:
            start, printed = words[at - 1].start, (words[at - 1].name, *printed)
        surname = last.name if len(last.name.rstrip(".")) > 1 else None
        return Person(start, last.end, False, printed, surname)

    def _alone(self, text: str, words: tuple[_Word, ...], at: int, known: Known) -> Person | None:
        word = words[at]
        person = Person(word.start, word.end, False, (word.name,), None)
        if word.capitals and not self._is_name_in_capitals(words, at, known):
            return None
        if word.name in self._sure or (word.name in known.forenames and word.name not in self._strict):
            return person if word.name not in self._never | self._places else None
        if re.match(r"\s\d|,\s(?:19|20)\d\d", text[word.end :]):
            return None
        if at and word.joined and word.name in self._strict:
            return None  # "Second Chance", "Easter Storm"
        if self._is_somebody(text, word, word):
            return person
        behind = at + 1 < len(words) and words[at + 1].joined and not word.possessive
        if word.name in self._strict or behind or (at and word.joined):
            return None
        before = text[max(0, word.start - _REACH) : word.start]
        if _DETERMINER.search(before) or _IN_PLACE.search(before):
            return None
        acts = _ACTS.match(text, word.end) is not None or word.possessive
        return person if acts or not _opens_sentence(text, word.start) else None

    def _is_name_in_capitals(self, words: tuple[_Word, ...], at: int, known: Known) -> bool:
        word = words[at]
        beside = (at and word.joined and words[at - 1].capitals) or (
            at + 1 < len(words) and words[at + 1].joined and words[at + 1].capitals
        )
        return word.name in known.forenames or (bool(beside) and len(word.name) >= _SHORTEST_OF_CAPITALS)

    def _is_somebody(self, text: str, first: _Word, last: _Word) -> bool:
        """Whether the words around it speak of a person."""
        from_ = max(0, first.start - _REACH)
        return any(
            (
                self._nearby.search(text, from_, first.start),
                self._called.search(text, from_, first.start),
                self._whose_they_are.match(text, last.end),
                self._aged.match(text, last.end),
                first.name not in self._areas and self._speaks.match(text, last.end),
            )
        )

    def _told_by_context(self, text: str, words: tuple[_Word, ...], at: int, *, in_list: bool) -> Person | None:
        """An unknown word, or two, that what stands around them make a name."""
        if not self._is_unknown(words[at]) or (at and words[at].joined and self._is_unknown(words[at - 1])):
            return None
        names = self._unknown_from(words, at)
        after = at + len(names)
        if after < len(words) and words[after].joined and not names[-1].possessive:
            is_post = words[after].name in self._posts and len(names) > 1
            if not is_post or self._is_institution(words, after):
                return None
        else:
            is_post = False
        if any(name.name in self._areas for name in names):
            return None
        first, last = names[0], names[-1]
        printed = tuple(name.name for name in names)
        person = Person(first.start, last.end, False, printed, printed[-1] if len(names) > 1 else None)
        before = max(0, first.start - _REACH)
        if _DETERMINER.search(text, before, first.start):
            return None
        if in_list or self._whose.search(text, before, first.start) or self._whose_they_are.match(text, last.end):
            return person
        told = self._aged.match(text, last.end) or (
            len(names) > 1
            and (
                is_post
                or last.name in self._surnames
                or self._called.search(text, before, first.start)
                or self._speaks.match(text, last.end)
                or self._has_role.match(text, last.end)
            )
        )
        return replace(person, certain=False) if told else None

    def _unknown_from(self, words: tuple[_Word, ...], at: int) -> tuple[_Word, ...]:
        names = [words[at]]
        while at + 1 < len(words) and words[at + 1].joined and not words[at].possessive and len(names) < _LONGEST:
            at += 1
            if not (self._is_unknown(words[at]) or words[at].name in self._surnames):
                break
            names.append(words[at])
        return tuple(names)

    def _is_unknown(self, word: _Word) -> bool:
        """Whether a word is in no list, and no abbreviation."""
        return not (
            word.capitals
            or _CODE.fullmatch(word.name)
            or word.name.rstrip(".") in self._titles
            or word.name in self._in_front
            or word.name in self._never
            or word.name in self._places
            or word.name in self._places_and_surnames
            or word.name in self._before_places
            or word.name.split("-")[0] in self._never
            or len(word.name) <= 2
        )

    def _is_surname(self, text: str, words: tuple[_Word, ...], at: int) -> bool:
        """Whether a known surname stands for a person: not in "Green Lane", nor where it is a common word."""
        word = words[at]
        common = self._never | self._places | self._places_and_surnames | self._wordlike | self._strict
        return not self._is_institution(words, at + 1) and (
            word.name not in common or self._is_somebody(text, word, word)
        )

    def _is_institution(self, words: tuple[_Word, ...], at: int) -> bool:
        """Whether the word at `at` goes on a name that ends there as that of a body or a law ("Sarah’s Law")."""
        if at >= len(words) or not words[at].joined:
            return False
        reach = words[at : at + 2] if words[at - 1].possessive else words[at : at + 1]
        for ahead, word in enumerate(reach):
            if ahead and not word.joined:
                return False
            if word.name in self._places or (words[at - 1].possessive and word.name in self._places_and_surnames):
                following = words[at + ahead + 1 : at + ahead + 2]
                return not (following and following[0].joined and following[0].name in self._posts)
        return False

    def _is_cited(self, text: str, names: tuple[_Word, ...], known: Known) -> bool:
        """Whether a single name is that of a work or a rule: "Brandon (2020)", "Fraser guidelines"."""
        name = names[-1]
        if len(names) > 1 or name.name in known.forenames | known.surnames:
            return False
        return _CITED.match(text, name.end) is not None or self._report.match(text, name.end) is not None


@cache
def load_people() -> People:
    """The finder of people for the vocabularies as shipped."""
    areas = load_areas()
    return People(load_names(), [name for area in areas.areas for name in (area.name, *area.aliases)])


def _words(text: str) -> Iterator[_Word]:
    end = -1
    for match in _WORD.finditer(text):
        printed = match["name"]
        capitals = len(printed) > 2 and printed.isupper()
        yield _Word(
            name=printed.title() if capitals and printed.isalpha() else printed,
            start=match.start(),
            end=match.end("name"),
            possessive=match["possessive"] is not None,
            joined=end >= 0 and _GAP.fullmatch(text, end, match.start()) is not None,
            capitals=capitals,
        )
        end = match.end()


def _opens_sentence(text: str, start: int) -> bool:
    return _OPENS_SENTENCE.search(text[max(0, start - 8) : start]) is not None


def either(words: Iterable[str]) -> str:
    """Any of several words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any_of(words: Iterable[str], form: str) -> re.Pattern[str]:
    return re.compile(form.replace("{}", f"(?:{either(words)})"))
