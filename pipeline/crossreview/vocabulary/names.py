"""People found by name in text: a title and a name, a forename and a surname, a forename alone, a known surname.

Lists tell forenames. An unknown word is a name only where the words around it say so ("her sister, Zofia", "Zofia's
mother"), and a word that is both ("Grace", "April", "Jordan") is decided by them as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.files import read_vocabulary

# What a word with a capital can be. Of `wordlike` and `strict` ones the words around them decide.
Kind: TypeAlias = Literal[
    "title", "forename", "wordlike", "strict", "surname", "institution", "place_or_surname", "never", "code", "unknown"
]

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
_GAP = re.compile(r"[ \t\xa0]|[ ](?:(?:van|von|de|der|den|du|da|dos|la|le|di|bin|binti|ibn|al|el|ap|ab|y)[ ]){1,2}")
_CODE = re.compile(rf"[{_CAPITAL}]{{1,2}}\d{{0,2}}\.?|\w*\d\w*")
_INITIAL = re.compile(rf"[{_CAPITAL}]\.?")
_LETTERS = re.compile(rf"[{_CAPITAL}]{{2,}}")  # behind a name those of a degree
# A number of a paragraph may stand before the sentence.
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;•|–—*\n“”\"(\[])[\s“\"‘'(\[]*(?:[\d.]+\)?\s+)?$")
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|our|your|its|every|each|any|no|some|all)\s+$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:in|at|near|across|within|throughout|around)\s+$", re.IGNORECASE)
_AT_PLACE = re.compile(
    r"\b(?:in|at|on|near|onto|via|along|off|through|the|(?:admitted|moved|transferred|taken|went|sent)\s+to)\s+$",
    re.IGNORECASE,
)
_IN_TIME = re.compile(
    r"""(?:\d|\b(?:in|on|by|since|until|till|from|of|during|for|to|and|or|early|late|mid|last|this|next|between|before
        |after)[\s-])\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_DATED = re.compile(r"\s\d|,\s(?:19|20)\d\d")
_ACTS = re.compile(
    r"""\s(?:was|had|has|is|would|could|did|went|lived|moved|started|began|became|came|saw|took|left|stayed|spent|used
        |tried|wanted|needed|liked|loved|kept|made|got|never|often|also)\b""",
    re.VERBOSE,
)
_STOPS = re.compile(r"\s*(?:[.,;:)]|$)")
_ADDRESSED = re.compile(r"\b(?:asked|told|rang|saw|met|visited|thanked|with|called|named)\s+$")
_JOINED_BY_AND = re.compile(rf"\sand\s(?:his|her|their|[{_CAPITAL}][a-z])")
_AS_WORD = re.compile(r"\s(?:the|an?|this|that|these|those|your|it|out|of|for|from|period|is|are|football)\b")
_CITED = re.compile(
    rf"(?:\s(?:and|&)\s[{_CAPITAL}]\w+)?(?:,?\set\sal\.?)?,?\s\(?(?:19|20)\d\d[a-z]?\b\)?|\s(?:et\sal|and\scolleagues)\b"
)
_BEFORE_TITLE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:and|&) |\b[AT]/)$")  # "Mr and" Mrs Holt, "T/" DS Holt
_LIST_GOES_ON = re.compile(r", |,? (?:and|or|&) ")
# A name in the patterns of pseudonyms: these are matched in any case, names are not.
NAME_IN_PATTERNS: Final = rf"(?-i:(?:(?:Mr|Mrs|Ms|Miss)\s)?[{_CAPITAL}][\w’-]*)"
_FORENAMES: Final = frozenset({"forename", "wordlike", "strict"})
_LONGEST = 4  # names of one person
_MOST_TITLES = 6  # "Temporary Assistant Detective Chief Superintendent"
_SHORTEST_NAME = 3  # letters; shorter words are codes or initials
_SHORTEST_IN_CAPITALS = 5  # letters; shorter words in capitals are abbreviations as a rule
_REACH = 70  # characters before a name in which stands whose it is


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
            self.forenames | {name for name in forenames if len(name) >= _SHORTEST_NAME},
            self.surnames | {person.surname for person in people if person.surname is not None},
        )


class People:
    """Finds people by name."""

    def __init__(self, words: NameWords, areas: Collection[str]) -> None:
        self._lists = _Lists(words, areas)
        self._public = re.compile(rf"\b(?:{either(words.public_names)})(?!\w)")

    def find(self, text: str, known: Known | None = None) -> tuple[Person, ...]:
        """The people named in a text, in reading order."""
        public = {at for match in self._public.finditer(text) for at in range(*match.span())}
        people = _Reading(self._lists, text, known or Known()).people()
        return tuple(person for person in people if public.isdisjoint(range(person.start, person.end)))


@cache
def load_people() -> People:
    """The finder of people for the vocabularies as shipped."""
    areas = load_areas()
    return People(load_names(), [name for area in areas.areas for name in (area.name, *area.aliases)])


class _Lists:
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
        self.whose = _any_case(rf"\b(?:(?:{kin}|(?:his|her|[’']s) (?:\w+ )?partner){beside}|{called})$")
        self.somebodys = _any_case(rf"\b(?:(?:{near}){beside}|(?:{roles}),? |{called})$")
        self.of_role = _any_case(rf"\b(?:{roles}),? $")
        self.has_kin = _any_case(rf"[’']s? (?:\w+ )?(?:{kin})\b")
        self.is_kin = _any_case(rf",? (?:his|her|their) (?:\w+ )?(?:{kin})\b")
        self.has_role = _any_case(
            rf"(?:,| \(| [–-]) ?(?:who (?:is|was) )?(?:(?:the|an?|his|her|their|its) )?(?:\w+ ){{0,3}}(?:{roles})\b"
        )

    def _are(self, kind: Kind, words: Iterable[str]) -> None:
        self.kinds |= dict.fromkeys(words, kind)


@dataclass(frozen=True)
class _Word:
    """A word with a capital; `joined` to the one before it by a blank. One printed in capitals is here as a name."""

    name: str
    start: int
    end: int
    possessive: bool
    joined: bool
    capitals: bool


@dataclass(frozen=True)
class _Listed:
    """Where the next of a list of people begins, how many went before, and whether the first is somebody's relative."""

    start: int = -1
    people: int = 0
    of_kin: bool = False


class _Reading:
    """A text in which people are looked for; `at` is always the place of a word among those with a capital."""

    def __init__(self, lists: _Lists, text: str, known: Known) -> None:
        self._lists = lists
        self._text = text
        self._known = known
        self._words = tuple(_words(text))
        self._kinds = tuple(self._kind(word) for word in self._words)
        self._listed = _Listed()

    def people(self) -> Iterator[Person]:
        """All who are named."""
        at = 0
        while at < len(self._words):
            person = self._titled(at) or self._named(at) or self._with_initial(at) or self._told_by_context(at)
            if person is None:
                at += 1
                continue
            yield person
            while at < len(self._words) and self._words[at].start < person.end:
                at += 1
            self._listed = self._next_of_list(person)

    def _next_of_list(self, person: Person) -> _Listed:
        """Where the next of a list of people begins, after a relative or two of them."""
        goes_on = _LIST_GOES_ON.match(self._text, person.end)
        if goes_on is None:
            return _Listed()
        in_list = self._listed.start == person.start
        of_kin = self._before(self._lists.whose, person.start) or (in_list and self._listed.of_kin)
        return _Listed(goes_on.end(), self._listed.people + 1 if in_list else 1, of_kin)

    # ---- what a word is -------------------------------------------------------------------------------------------

    def _kind(self, word: _Word) -> Kind:
        name = word.name.rstrip(".")
        kind = self._lists.kinds.get(name)
        if word.capitals and self._lists.kinds.get(name.upper()) == "title":
            return "title"  # "HHJ Holt"
        if kind is not None:
            return kind
        if word.name in self._known.forenames:
            return "forename"
        if _CODE.fullmatch(word.name) or word.capitals or len(name) < _SHORTEST_NAME:
            return "code"
        first, *others = (self._lists.kinds.get(part) for part in name.split("-"))
        if first in _FORENAMES and others and all(other in _FORENAMES for other in others):
            return "forename"  # "Mary-Jane"
        return "never" if first == "never" else "unknown"

    def _goes_on(self, at: int) -> bool:
        """Whether the word at `at` is joined to the one before it."""
        return 0 < at < len(self._words) and self._words[at].joined

    def _before(self, pattern: re.Pattern[str], at: int) -> bool:
        return pattern.search(self._text, max(0, at - _REACH), at) is not None

    def _opens_sentence(self, word: _Word) -> bool:
        return self._before(_OPENS_SENTENCE, word.start)

    def _is_in_place_name(self, at: int) -> bool:
        """Whether a word before it makes it the name of a place: "St Mary", "Operation Grace"."""
        return self._goes_on(at) and self._words[at - 1].name in self._lists.before_places

    def _is_institution(self, at: int) -> bool:
        """Whether the word at `at` ends a name as that of a body or a law ("Rose House", "Sarah’s Law")."""
        behind_possessive = self._goes_on(at) and self._words[at - 1].possessive
        for place in range(at, at + (2 if behind_possessive else 1)):
            if not self._goes_on(place):
                return False
            of_place = self._kinds[place] == "institution"
            if of_place or (behind_possessive and self._kinds[place] == "place_or_surname"):
                # "Jane Holt Service Manager" is a person.
                return not (self._goes_on(place + 1) and self._words[place + 1].name in self._lists.posts)
        return False

    def _is_somebody(self, first: _Word, last: _Word) -> bool:
        """Whether the words around a name speak of a person."""
        lists, end = self._lists, last.end
        speaks = first.name not in lists.areas and lists.speaks.match(self._text, end)
        told = lists.has_kin.match(self._text, end) or lists.is_kin.match(self._text, end)
        whose = self._before(lists.somebodys, first.start) or self._before(_ADDRESSED, first.start)
        return bool(speaks or told or whose or lists.aged.match(self._text, end))

    # ---- names with a title, names in lists --------------------------------------------------------------------------

    def _titled(self, first: int) -> Person | None:
        """A title, or several, and what follows: "Dr Miriam Castell", "His Honour Judge Holt"; not "Mr A"."""
        at = first
        last = min(first + _MOST_TITLES, len(self._words))
        while at < last and (at == first or self._goes_on(at)) and self._is_title(at, first):
            at += 1
        of_place = self._is_in_place_name(first)  # "Cyngor Sir Benfro": "sir" is a county
        if of_place or not self._goes_on(at) or "title" not in self._kinds[first:at]:
            return None
        names = self._names_from(at)
        if all(_CODE.fullmatch(word.name) for word in names) or self._is_institution(at + len(names)):
            return None
        printed = tuple(word.name for word in names)
        start = self._words[first].start
        before = _BEFORE_TITLE.search(self._text, max(0, start - _REACH), start)
        return Person(before.start() if before else start, names[-1].end, True, printed, printed[-1])

    def _is_title(self, at: int, first: int) -> bool:
        word = self._words[at]
        name = word.name.rstrip(".")
        if word.possessive or (at == first and name in self._lists.minor_titles):
            return False
        return self._kinds[at] == "title" or (name in self._lists.before_titles and self._goes_on(at + 1))

    def _names_from(self, at: int) -> tuple[_Word, ...]:
        """The words from `at` that can be names of one person, joined to each other."""
        names: list[_Word] = []
        while at < len(self._words) and len(names) < _LONGEST and (not names or self._words[at].joined):
            word = self._words[at]
            if not self._can_be_name(at) or (names and names[0].capitals != word.capitals):
                break
            names.append(word)
            if word.possessive:
                break
            at += 1
        return tuple(names)

    def _can_be_name(self, at: int) -> bool:
        word = self._words[at]
        if word.capitals:
            is_short = len(word.name) < _SHORTEST_IN_CAPITALS - 1
            if is_short or word.name.upper() in self._lists.abbreviations:
                return False
        elif word.name == "I" or _LETTERS.fullmatch(word.name):
            return False
        return self._kinds[at] not in {"title", "never", "institution"} or word.name in self._lists.surnames

    def _named(self, at: int) -> Person | None:
        """A forename with what follows it, or a surname that is known already."""
        word, kind = self._words[at], self._kinds[at]
        if self._is_in_place_name(at):
            return None
        if kind not in _FORENAMES:
            is_known = self._is_known_surname(word) and self._is_surname(at)
            return Person(word.start, word.end, False, (word.name,), word.name) if is_known else None
        surnames = () if word.possessive or not self._goes_on(at + 1) else self._names_from(at + 1)
        after = at + 1 + len(surnames)
        if self._is_institution(after) or self._is_called_after((word, *surnames)):
            return None
        if any(self._kinds[place] == "place_or_surname" for place in range(at + 1, after)) and self._before(
            _AT_PLACE, word.start
        ):
            return None  # "on Margaret Ward"
        return self._full(at, surnames) if surnames else self._alone(at)

    def _is_known_surname(self, word: _Word) -> bool:
        """Whether a word is a surname that was found, or the plural of one ("the Hales")."""
        plural = self._before(_THE, word.start) and word.name.removesuffix("s") in self._known.surnames
        return plural or word.name in self._known.surnames

    def _is_surname(self, at: int) -> bool:
        """Whether a known surname stands for a person: not in "Green Lane", nor where it is a common word."""
        word = self._words[at]
        is_common = self._kinds[at] in {"never", "institution", "place_or_surname", "title"}
        return not self._is_institution(at + 1) and (not is_common or self._is_somebody(word, word))

    def _is_called_after(self, names: tuple[_Word, ...]) -> bool:
        """Whether a work, a rule, a place has the name: "Brandon (2020)", "Fraser guidelines", "the Ann Holt ward"."""
        first, last, lists = names[0], names[-1], self._lists
        if any(name.name in self._known.forenames | self._known.surnames for name in names):
            return False
        if len(names) > 1:
            return self._before(_THE, first.start) and lists.called_after.match(self._text, last.end) is not None
        return bool(_CITED.match(self._text, last.end) or lists.report.match(self._text, last.end))

    def _full(self, at: int, surnames: tuple[_Word, ...]) -> Person | None:
        first, last = self._words[at], surnames[-1]
        if self._kinds[at] == "strict" and last.name not in self._lists.surnames:
            # "In June Holt House opened", "Will Marlshire adopt this?", "Second Chance Prams"
            acts = _ACTS.match(self._text, last.end) or _STOPS.match(self._text, last.end)
            opens = self._opens_sentence(first) and acts is None
            in_time = self._before(_IN_TIME, first.start) or opens or first.joined
            if in_time and not self._is_somebody(first, last):
                return None
        words = (first, *surnames)
        if first.joined and self._kinds[at - 1] == "unknown" and not self._words[at - 1].possessive:
            words = (self._words[at - 1], *words)
        surname = None if _INITIAL.fullmatch(last.name) else last.name
        return Person(words[0].start, last.end, False, tuple(word.name for word in words), surname)

    def _alone(self, at: int) -> Person | None:
        word, kind = self._words[at], self._kinds[at]
        is_known = word.name in self._known.forenames and kind != "strict"
        if word.capitals and not (is_known or self._is_among_capitals(at)):
            return None
        is_person = kind == "forename" or self._is_name_here(at) or (is_known and not self._is_word_here(word))
        return Person(word.start, word.end, False, (word.name,), None) if is_person else None

    def _is_word_here(self, word: _Word) -> bool:
        """Whether a name of the document that is a word as well opens a sentence as one: "Mark the date"."""
        return self._opens_sentence(word) and _AS_WORD.match(self._text, word.end) is not None

    def _is_among_capitals(self, at: int) -> bool:
        beside = [place for place in (at - 1, at + 1) if self._goes_on(max(place, at))]
        long = len(self._words[at].name) >= _SHORTEST_IN_CAPITALS
        return long and any(self._words[place].capitals for place in beside)

    def _is_name_here(self, at: int) -> bool:
        """Whether a forename that is a word as well is a name where it stands."""
        word, is_strict = self._words[at], self._kinds[at] == "strict"
        if _DATED.match(self._text, word.end) or (word.joined and is_strict):
            return False
        if self._is_somebody(word, word) or (self._listed.start == word.start and not self._goes_on(at + 1)):
            return True
        beside = word.joined or (self._goes_on(at + 1) and not word.possessive)
        if is_strict or beside or self._before(_DETERMINER, word.start) or self._before(_IN_PLACE, word.start):
            return False
        acts = _ACTS.match(self._text, word.end) or _JOINED_BY_AND.match(self._text, word.end)
        return bool(acts) or word.possessive or not self._opens_sentence(word)

    # ---- names in no list --------------------------------------------------------------------------------------------

    def _with_initial(self, at: int) -> Person | None:
        """An initial and a surname: "J. Holt", "J Patel"; not the end of a code and what follows it."""
        word = self._words[at]
        if not _INITIAL.fullmatch(word.name) or word.name == "I" or word.joined or not self._goes_on(at + 1):
            return None
        surname = self._words[at + 1]
        is_surname = self._kinds[at + 1] == "unknown" and word.name.endswith(".")
        # "A. Wayfarer" may number a line.
        opens_line = self._opens_sentence(word) and not self._text[: word.start].endswith(": ")
        named = surname.name in self._lists.surnames or (is_surname and not opens_line)
        if not named or self._is_institution(at + 2):
            return None
        return Person(word.start, surname.end, False, (word.name, surname.name), surname.name)

    def _told_by_context(self, at: int) -> Person | None:
        """An unknown word, or several, that what stands around them make a name."""
        names = self._unknown_from(at)
        if not names or self._before(_DETERMINER, names[0].start) or self._before(_IN_PLACE, names[0].start):
            return None
        first, last, lists = names[0], names[-1], self._lists
        printed = tuple(name.name for name in names)
        person = Person(first.start, last.end, False, printed, printed[-1] if len(names) > 1 else None)
        in_list = self._listed.start == first.start
        of_kin = (in_list and self._listed.of_kin) or self._before(lists.whose, first.start)
        if of_kin or lists.has_kin.match(self._text, last.end):
            return person
        in_list = in_list and self._listed.people > 1  # "Otis, Wren and Juniper"
        told = in_list or lists.aged.match(self._text, last.end) or (len(names) > 1 and self._is_told_person(names, at))
        return replace(person, certain=False) if told else None

    def _unknown_from(self, at: int) -> tuple[_Word, ...]:
        """The unknown words from `at`, if nothing before or behind them makes them part of a longer name."""
        if self._kinds[at] != "unknown" or (self._words[at].joined and self._kinds[at - 1] == "unknown"):
            return ()
        end = at + 1
        while self._goes_on(end) and self._kinds[end] in {"unknown", "surname"} and not self._words[end - 1].possessive:
            end += 1
        names = self._words[at:end]
        goes_on = self._goes_on(end) and not names[-1].possessive and self._words[end].name not in self._lists.posts
        is_area = any(name.name in self._lists.areas for name in names)
        return () if goes_on or is_area or len(names) > _LONGEST else names

    def _is_told_person(self, names: tuple[_Word, ...], at: int) -> bool:
        lists, after = self._lists, names[-1].end
        return bool(
            self._goes_on(at + len(names))  # a post follows
            or names[-1].name in lists.surnames
            or self._before(lists.of_role, names[0].start)
            or lists.speaks.match(self._text, after)
            or lists.has_role.match(self._text, after)
        )


def _words(text: str) -> Iterator[_Word]:
    end = -1
    for match in _WORD.finditer(text):
        printed = match["name"]
        capitals = len(printed) >= _SHORTEST_NAME and printed.isupper()
        yield _Word(
            name=printed.title() if capitals and printed.isalpha() else printed,
            start=match.start(),
            end=match.end("name"),
            possessive=match["possessive"] is not None,
            joined=end >= 0 and _GAP.fullmatch(text, end, match.start()) is not None,
            capitals=capitals,
        )
        end = match.end()


def either(words: Iterable[str]) -> str:
    """Any of several words as a regular expression, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
