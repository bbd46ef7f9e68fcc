"""Who is asked in a text, by its grammar: before "should", behind "recommend that" and "urge", by a passive's "by".

Bodies merely mentioned are not asked: in "the partnership should seek assurance from the police" only the partnership
is. So nothing counts but a group of actors in one of the places where a clause puts the one who is to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from crossreview.extract.fields import wording
from crossreview.extract.fields.groups import Group, GroupReader

_HOW_FAR = 220  # characters between an actor with a relative clause behind it and the verb of asking


class Place(IntEnum):
    """Where the group stands, the surest first."""

    SUBJECT = 1  # "The Board should ...", "The Board to ...", "we recommend that the Board ..."
    AGENT = 2  # "... should be agreed by the Board"
    QUESTIONED = 3  # "Does the Board know ...?"
    TOLD = 4  # "Officers should be trained ...": those for whom something is to be done
    FAULTED = 5  # "The police do not ...": those whose weakness is stated


@dataclass(frozen=True)
class Asked:
    """A group that is asked to act, and how that is said."""

    group: Group
    place: Place


class AskReader:
    """Finds who is asked in one text."""

    def __init__(self, text: str, groups: GroupReader, openers: frozenset[str]) -> None:
        self._text = text
        self._groups = groups
        self._openers = openers

    def asked(self) -> Iterator[Asked]:
        """Everybody who is asked, sentence by sentence."""
        for start, end in self._sentences():
            yield from tuple(self._recommended(start, end)) or self._in_clauses(start, end)
            yield from self._addressed(start, end)
            if _is_question(self._text[start:end]):
                yield from self._behind(wording.INTERROGATIVE, start, end, Place.QUESTIONED)
        if not _is_question(self._text):
            yield from self._faulted()

    def _sentences(self) -> Iterator[tuple[int, int]]:
        label = wording.LABEL.match(self._text)
        start = label.end() if label else 0
        for boundary in wording.SENTENCE_END.finditer(self._text, start):
            yield start, boundary.start()
            start = boundary.end()
        yield start, len(self._text)

    def _in_clauses(self, start: int, end: int) -> Iterator[Asked]:
        opening = wording.ADDRESS_OPENING.match(self._text, start, end)
        named = self._groups.read(opening.end()) if opening is not None else None
        if named is not None and wording.ADDRESS_END.match(self._text, named.end):
            yield Asked(named, Place.SUBJECT)
            return
        group = self._groups.read(start)
        if group is not None and not group.open and wording.ADDRESS_COLON.match(self._text, group.end):
            yield Asked(group, Place.SUBJECT)
            return
        for boundary in wording.CLAUSE_END.finditer(self._text, start, end):
            yield from self._subjects(start, boundary.start())
            start = boundary.end()
        yield from self._subjects(start, end)

    def _subjects(self, start: int, end: int) -> Iterator[Asked]:
        """The subject of a clause: at its beginning, or behind what goes before it ("Within six months, the Board")."""
        if (first := self._subject(start, end, wording.ASKED)) is not None:
            yield first
            return
        word = wording.FIRST_WORD.match(self._text, start, end)
        if word is None or word[1].lower() in self._openers:
            return
        dated = wording.DATED_OPENING.match(self._text, start, end)
        if dated is not None and (subject := self._subject(dated.end(), end, wording.ASKED)) is not None:
            yield subject
            return
        for comma in wording.NEW_START.finditer(self._text, start, end):
            if (subject := self._subject(comma.end(), end, wording.ASKED_STRONGLY)) is not None:
                yield subject
                return
        condition = wording.CONDITION.match(self._text, start, end)
        if condition is not None and wording.PRONOUN_ASKED.search(self._text, condition.end(), end):
            yield from self._at(condition.end(), Place.SUBJECT)

    def _subject(self, start: int, end: int, verbs: re.Pattern[str]) -> Asked | None:
        """The group at `start`, if a verb of asking follows: at once, or behind words about it that were not read."""
        group = self._groups.read(start)
        if group is None or group.end > end:
            return None
        if group.open:
            verb = verbs.search(self._text, group.end, min(end, group.end + _HOW_FAR))
        else:
            partner = wording.PARTNER.match(self._text, group.end, end)
            verb = verbs.match(self._text, partner.end() if partner else group.end, end)
        if verb is None:
            return None
        return Asked(group, Place.TOLD if verb["passive"] else Place.SUBJECT)

    def _recommended(self, start: int, end: int) -> Iterator[Asked]:
        """The subjects of what is recommended; their verbs may be bare ("that the Government appoint")."""
        opening = wording.THAT.match(self._text, start, end) or wording.RECOMMENDS.search(self._text, start, end)
        if opening is None:
            return
        places = [opening.end(), *(more.end() for more in wording.AND_THAT.finditer(self._text, opening.end(), end))]
        for place in places:
            group = self._groups.read(place)
            if group is None and (aside := wording.ASIDE.match(self._text, place, end)) is not None:
                group = self._groups.read(aside.end())
            if group is not None and group.end <= end:
                passive = wording.RECOMMENDED_PASSIVE.match(self._text, group.end)
                yield Asked(group, Place.TOLD if passive else Place.SUBJECT)

    def _addressed(self, start: int, end: int) -> Iterator[Asked]:
        """Those behind "we urge", "there is a need for", "to be agreed by"."""
        yield from self._behind(wording.ADDRESSES, start, end, Place.SUBJECT)
        for asked in self._behind(wording.NEED_FOR, start, end, Place.SUBJECT):
            if wording.THEN_TO.match(self._text, asked.group.end):
                yield asked
        yield from self._behind(wording.AGENT, start, end, Place.AGENT)

    def _faulted(self) -> Iterator[Asked]:
        """Those whose weakness is stated, where nothing is asked of anybody in words."""
        word = wording.FIRST_WORD.match(self._text)
        if word is None or word[1].lower() in self._openers or wording.ASKS_STRONGLY.search(self._text):
            return
        how_well = wording.HOW_WELL.match(self._text)
        group = self._groups.read(how_well.end() if how_well else 0)
        if group is not None and (how_well or group.open or wording.TENSES.match(self._text, group.end)):
            yield Asked(group, Place.FAULTED)
        yield from tuple(self._behind(wording.NOMINAL_AGENT, 0, len(self._text), Place.FAULTED))[:1]

    def _behind(self, words: re.Pattern[str], start: int, end: int, place: Place) -> Iterator[Asked]:
        for found in words.finditer(self._text, start, end):
            yield from self._at(found.end(), place)

    def _at(self, start: int, place: Place) -> Iterator[Asked]:
        if (group := self._groups.read(start)) is not None:
            yield Asked(group, place)


def _is_question(text: str) -> bool:
    return text.rstrip(' ”"').endswith("?")
