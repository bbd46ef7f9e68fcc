"""The words of a text with a capital, what each of them can be, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crossreview.report.open_output.expressions import CAPITAL
from crossreview.report.open_output.people.lists import Kind, Lists
from crossreview.report.open_output.people.person import SHORTEST_NAME, Known

FORENAMES: Final = frozenset({"forename", "wordlike", "strict"})
CODE: Final = re.compile(rf"[{CAPITAL}]{{1,2}}\d{{0,2}}\.?|\w*\d\w*")
LONGEST: Final = 4  # names of one person
SHORTEST_IN_CAPITALS: Final = 5  # letters; shorter words in capitals are abbreviations as a rule

# "Strand-Hughes", "O’Brien", "McGowan", "J."; a blank or the particle of a name may stand between two.
_WORD = re.compile(
    rf"""(?<![\w.])(?P<name>
        (?:Mr|Mrs|Ms|Dr|Prof|Rev|Revd|Cllr|Sgt|Insp|Supt|Det|Ch|St)\.(?=\s)
      | [{CAPITAL}]\.(?=\s[{CAPITAL}])
      | [{CAPITAL}]\w*(?:[-‐‑’'](?!s\b)\w+)*
    )(?P<possessive>[’'](?:s\b)?)?""",
    re.VERBOSE,
)
_GAP = re.compile(r"[ \t\xa0]|[ ](?:(?:van|von|de|der|den|du|da|dos|la|le|di|bin|binti|ibn|al|el|ap|ab|y)[ ]){1,2}")
_LETTERS = re.compile(rf"[{CAPITAL}]{{2,}}")  # behind a name those of a degree
# A number of a paragraph may stand before the sentence.
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;•|–—*\n“”\"(\[])[\s“\"‘'(\[]*(?:[\d.]+\)?\s+)?$")
_ADDRESSED = re.compile(r"\b(?:asked|told|rang|saw|met|visited|thanked|with|called|named)\s+$")
_REACH = 70  # characters before a name in which stands whose it is


@dataclass(frozen=True)
class Word:
    """A word with a capital; `joined` to the one before it by a blank. One printed in capitals is here as a name."""

    name: str
    start: int
    end: int
    possessive: bool
    joined: bool
    capitals: bool


class Capitals:
    """The words of a text with a capital; `at` is always the place of one among them."""

    def __init__(self, lists: Lists, text: str, known: Known) -> None:
        self.lists = lists
        self.text = text
        self.known = known
        self.words = tuple(_words(text))
        self.kinds = tuple(self._kind(word) for word in self.words)

    def goes_on(self, at: int) -> bool:
        """Whether the word at `at` is joined to the one before it."""
        return 0 < at < len(self.words) and self.words[at].joined

    def before(self, pattern: re.Pattern[str], offset: int) -> re.Match[str] | None:
        """Where a pattern is found not far before an offset in the text."""
        return pattern.search(self.text, max(0, offset - _REACH), offset)

    def opens_sentence(self, word: Word) -> bool:
        """Whether nothing stands before a word in its sentence."""
        return self.before(_OPENS_SENTENCE, word.start) is not None

    def is_in_place_name(self, at: int) -> bool:
        """Whether a word before it makes it the name of a place: "St Mary", "Operation Grace"."""
        return self.goes_on(at) and self.words[at - 1].name in self.lists.before_places

    def is_institution(self, at: int) -> bool:
        """Whether the word at `at` ends a name as that of a body or a law ("Rose House", "Sarah’s Law")."""
        behind_possessive = self.goes_on(at) and self.words[at - 1].possessive
        for place in range(at, at + (2 if behind_possessive else 1)):
            if not self.goes_on(place):
                return False
            of_place = self.kinds[place] == "institution"
            if of_place or (behind_possessive and self.kinds[place] == "place_or_surname"):
                # "Jane Holt Service Manager" is a person.
                return not (self.goes_on(place + 1) and self.words[place + 1].name in self.lists.posts)
        return False

    def is_somebody(self, first: Word, last: Word) -> bool:
        """Whether the words around a name speak of a person."""
        lists, end = self.lists, last.end
        speaks = first.name not in lists.areas and lists.speaks.match(self.text, end)
        told = lists.has_kin.match(self.text, end) or lists.is_kin.match(self.text, end)
        whose = self.before(lists.somebodys, first.start) or self.before(_ADDRESSED, first.start)
        return bool(speaks or told or whose or lists.aged.match(self.text, end))

    def names_from(self, at: int) -> tuple[Word, ...]:
        """The words from `at` that can be names of one person, joined to each other."""
        names: list[Word] = []
        while at < len(self.words) and len(names) < LONGEST and (not names or self.words[at].joined):
            word = self.words[at]
            if not self._can_be_name(at) or (names and names[0].capitals != word.capitals):
                break
            names.append(word)
            if word.possessive:
                break
            at += 1
        return tuple(names)

    def _can_be_name(self, at: int) -> bool:
        word = self.words[at]
        if word.capitals:
            is_short = len(word.name) < SHORTEST_IN_CAPITALS - 1
            if is_short or word.name.upper() in self.lists.abbreviations:
                return False
        elif word.name == "I" or _LETTERS.fullmatch(word.name):
            return False
        return self.kinds[at] not in {"title", "never", "institution"} or word.name in self.lists.surnames

    def _kind(self, word: Word) -> Kind:
        name = word.name.rstrip(".")
        kind = self.lists.kinds.get(name)
        if word.capitals and self.lists.kinds.get(name.upper()) == "title":
            return "title"  # "HHJ Holt"
        if kind is not None:
            return kind
        if word.name in self.known.forenames:
            return "forename"
        if CODE.fullmatch(word.name) or word.capitals or len(name) < SHORTEST_NAME:
            return "code"
        first, *others = (self.lists.kinds.get(part) for part in name.split("-"))
        if first in FORENAMES and others and all(other in FORENAMES for other in others):
            return "forename"  # "Mary-Jane"
        return "never" if first == "never" else "unknown"


def _words(text: str) -> Iterator[Word]:
    end = -1
    for match in _WORD.finditer(text):
        printed = match["name"]
        capitals = len(printed) >= SHORTEST_NAME and printed.isupper()
        yield Word(
            name=printed.title() if capitals and printed.isalpha() else printed,
            start=match.start(),
            end=match.end("name"),
            possessive=match["possessive"] is not None,
            joined=end >= 0 and _GAP.fullmatch(text, end, match.start()) is not None,
            capitals=capitals,
        )
        end = match.end()
