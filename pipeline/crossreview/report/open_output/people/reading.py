"""Reading a text for the people it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossreview.report.open_output.expressions import CAPITAL
from crossreview.report.open_output.people.capitals import (
    CODE,
    FORENAMES,
    LONGEST,
    SHORTEST_IN_CAPITALS,
    Capitals,
    Word,
)
from crossreview.report.open_output.people.person import Person

_INITIAL = re.compile(rf"[{CAPITAL}]\.?")
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
_JOINED_BY_AND = re.compile(rf"\sand\s(?:his|her|their|[{CAPITAL}][a-z])")
_AS_WORD = re.compile(r"\s(?:the|an?|this|that|these|those|your|it|out|of|for|from|period|is|are|football)\b")
_CITED = re.compile(
    rf"(?:\s(?:and|&)\s[{CAPITAL}]\w+)?(?:,?\set\sal\.?)?,?\s\(?(?:19|20)\d\d[a-z]?\b\)?|\s(?:et\sal|and\scolleagues)\b"
)
_BEFORE_TITLE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:and|&) |\b[AT]/)$")  # "Mr and" Mrs Holt, "T/" DS Holt
_LIST_GOES_ON = re.compile(r", |,? (?:and|or|&) ")
_MOST_TITLES = 6  # "Temporary Assistant Detective Chief Superintendent"


@dataclass(frozen=True)
class _Listed:
    """Where the next of a list of people begins, how many went before, and whether the first is somebody's relative."""

    start: int = -1
    people: int = 0
    of_kin: bool = False


class Reading:
    """A text in which people are looked for; `at` is always the place of a word among those with a capital."""

    def __init__(self, capitals: Capitals) -> None:
        self._capitals = capitals
        self._lists = capitals.lists
        self._known = capitals.known
        self._text = capitals.text
        self._words = capitals.words
        self._kinds = capitals.kinds
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

    def _titled(self, first: int) -> Person | None:
        """A title, or several, and what follows: "Dr Miriam Castell", "His Honour Judge Holt"; not "Mr A"."""
        at = first
        last = min(first + _MOST_TITLES, len(self._words))
        while at < last and (at == first or self._capitals.goes_on(at)) and self._is_title(at, first):
            at += 1
        of_place = self._capitals.is_in_place_name(first)  # "Cyngor Sir Benfro": "sir" is a county
        if of_place or not self._capitals.goes_on(at) or "title" not in self._kinds[first:at]:
            return None
        names = self._capitals.names_from(at)
        if all(CODE.fullmatch(word.name) for word in names) or self._capitals.is_institution(at + len(names)):
            return None
        printed = tuple(word.name for word in names)
        start = self._words[first].start
        before = self._capitals.before(_BEFORE_TITLE, start)
        return Person(before.start() if before else start, names[-1].end, True, printed, printed[-1])

    def _is_title(self, at: int, first: int) -> bool:
        word = self._words[at]
        name = word.name.rstrip(".")
        if word.possessive or (at == first and name in self._lists.minor_titles):
            return False
        return self._kinds[at] == "title" or (name in self._lists.before_titles and self._capitals.goes_on(at + 1))

    def _named(self, at: int) -> Person | None:
        """A forename with what follows it, or a surname that is known already."""
        word, kind = self._words[at], self._kinds[at]
        if self._capitals.is_in_place_name(at):
            return None
        if kind not in FORENAMES:
            is_known = self._is_known_surname(word) and self._is_surname(at)
            return Person(word.start, word.end, False, (word.name,), word.name) if is_known else None
        surnames = () if word.possessive or not self._capitals.goes_on(at + 1) else self._capitals.names_from(at + 1)
        after = at + 1 + len(surnames)
        if self._capitals.is_institution(after) or self._is_called_after((word, *surnames)):
            return None
        if any(self._kinds[place] == "place_or_surname" for place in range(at + 1, after)) and self._before(
            _AT_PLACE, word.start
        ):
            return None  # "on Margaret Ward"
        return self._full(at, surnames) if surnames else self._alone(at)

    def _is_known_surname(self, word: Word) -> bool:
        """Whether a word is a surname that was found, or the plural of one ("the Hales")."""
        plural = self._before(_THE, word.start) and word.name.removesuffix("s") in self._known.surnames
        return plural or word.name in self._known.surnames

    def _is_surname(self, at: int) -> bool:
        """Whether a known surname stands for a person: not in "Green Lane", nor where it is a common word."""
        word = self._words[at]
        is_common = self._kinds[at] in {"never", "institution", "place_or_surname", "title"}
        return not self._capitals.is_institution(at + 1) and (not is_common or self._capitals.is_somebody(word, word))

    def _is_called_after(self, names: tuple[Word, ...]) -> bool:
        """Whether a work, a rule, a place has the name: "Brandon (2020)", "Fraser guidelines", "the Ann Holt ward"."""
        first, last, lists = names[0], names[-1], self._lists
        if any(name.name in self._known.forenames | self._known.surnames for name in names):
            return False
        if len(names) > 1:
            return self._before(_THE, first.start) and lists.called_after.match(self._text, last.end) is not None
        return bool(_CITED.match(self._text, last.end) or lists.report.match(self._text, last.end))

    def _full(self, at: int, surnames: tuple[Word, ...]) -> Person | None:
        first, last = self._words[at], surnames[-1]
        if self._kinds[at] == "strict" and last.name not in self._lists.surnames:
            # "In June Holt House opened", "Will Marlshire adopt this?", "Second Chance Prams"
            acts = _ACTS.match(self._text, last.end) or _STOPS.match(self._text, last.end)
            opens = self._capitals.opens_sentence(first) and acts is None
            in_time = self._before(_IN_TIME, first.start) or opens or first.joined
            if in_time and not self._capitals.is_somebody(first, last):
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

    def _is_word_here(self, word: Word) -> bool:
        """Whether a name of the document that is a word as well opens a sentence as one: "Mark the date"."""
        return self._capitals.opens_sentence(word) and _AS_WORD.match(self._text, word.end) is not None

    def _is_among_capitals(self, at: int) -> bool:
        beside = [place for place in (at - 1, at + 1) if self._capitals.goes_on(max(place, at))]
        long = len(self._words[at].name) >= SHORTEST_IN_CAPITALS
        return long and any(self._words[place].capitals for place in beside)

    def _is_name_here(self, at: int) -> bool:
        """Whether a forename that is a word as well is a name where it stands."""
        word, is_strict = self._words[at], self._kinds[at] == "strict"
        if _DATED.match(self._text, word.end) or (word.joined and is_strict):
            return False
        goes_on = self._capitals.goes_on(at + 1)
        if self._capitals.is_somebody(word, word) or (self._listed.start == word.start and not goes_on):
            return True
        beside = word.joined or (goes_on and not word.possessive)
        if is_strict or beside or self._before(_DETERMINER, word.start) or self._before(_IN_PLACE, word.start):
            return False
        acts = _ACTS.match(self._text, word.end) or _JOINED_BY_AND.match(self._text, word.end)
        return bool(acts) or word.possessive or not self._capitals.opens_sentence(word)

    def _with_initial(self, at: int) -> Person | None:
        """An initial and a surname: "J. Holt", "J Patel"; not the end of a code and what follows it."""
        word = self._words[at]
        if not _INITIAL.fullmatch(word.name) or word.name == "I" or word.joined or not self._capitals.goes_on(at + 1):
            return None
        surname = self._words[at + 1]
        is_surname = self._kinds[at + 1] == "unknown" and word.name.endswith(".")
        # "A. Wayfarer" may number a line.
        opens_line = self._capitals.opens_sentence(word) and not self._text[: word.start].endswith(": ")
        named = surname.name in self._lists.surnames or (is_surname and not opens_line)
        if not named or self._capitals.is_institution(at + 2):
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

    def _unknown_from(self, at: int) -> tuple[Word, ...]:
        """The unknown words from `at`, if nothing before or behind them makes them part of a longer name."""
        if self._kinds[at] != "unknown" or (self._words[at].joined and self._kinds[at - 1] == "unknown"):
            return ()
        end = at + 1
        while self._is_behind_name(end) and self._kinds[end] in {"unknown", "surname"}:
            end += 1
        names = self._words[at:end]
        goes_on = self._is_behind_name(end) and self._words[end].name not in self._lists.posts
        is_area = any(name.name in self._lists.areas for name in names)
        return () if goes_on or is_area or len(names) > LONGEST else names

    def _is_behind_name(self, at: int) -> bool:
        return self._capitals.goes_on(at) and not self._words[at - 1].possessive

    def _is_told_person(self, names: tuple[Word, ...], at: int) -> bool:
        lists, after = self._lists, names[-1].end
        return bool(
            self._capitals.goes_on(at + len(names))  # a post follows
            or names[-1].name in lists.surnames
            or self._before(lists.of_role, names[0].start)
            or lists.speaks.match(self._text, after)
            or lists.has_role.match(self._text, after)
        )

    def _before(self, pattern: re.Pattern[str], offset: int) -> bool:
        return self._capitals.before(pattern, offset) is not None
