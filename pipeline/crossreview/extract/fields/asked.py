"""Who is asked in a text, by its grammar: before "should", behind "recommend that", behind "urge", by the passive's "by".

Bodies merely mentioned are not asked: in "the partnership should seek assurance from the police" only the partnership
is. So nothing counts but a group of actors in one of the places where a clause puts the one who is to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from crossreview.extract.fields.groups import Group, GroupReader


class Place(IntEnum):
    """Where the group stands, the surest first."""

    SUBJECT = 1  # "The Board should ...", "The Board to ...", "we recommend that the Board ..."
    AGENT = 2  # "... should be agreed by the Board"
    QUESTIONED = 3  # "Does the Board know ...?"
    TOLD = 4  # "Officers should be trained ...": those for whom something is to be done
    FAULTED = 5  # "The police do not ...", "the use by the police of ...": a weakness under an improvement heading


@dataclass(frozen=True)
class Asked:
    """A group that is asked to act, and how that is said."""

    group: Group
    place: Place


_LABEL = re.compile(
    r"[\s“\"‘'(]*(?:(?:recommendation|action|question|rec|r)?\.?\s*\d{1,2}[a-z]?\s*[.:)–-]\s*)?", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?:])[”\"’)]*\s+(?=[“\"‘(]*[A-Z•])|\s*[•▪]\s*")
_CLAUSE = re.compile(r"(?<=[;:])\s+(?:and\s+)?")
_DATED_OPENING = re.compile(
    r"[\s“\"]*(?:by|within|in|before|from|during|over)\b[^,.;]{3,60}?(?:\d{4}|months?|weeks?|days?|year)\s+(?=[a-z“\"])",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"""\b(?:recommend(?:s|ed|ation(?:\s+is)?)?|suggest(?:s|ed)?|propose[sd]?|request(?:s|ed)?|ask(?:s|ed)?|advise[sd]?
        |essential|important|imperative|vital)
        \b(?:\s+(?:further|also|therefore|strongly))?\s*[:,]?\s+that\b[\s,“"‘]*""",
    re.IGNORECASE | re.VERBOSE,
)
_AND_THAT = re.compile(r"[;,]\s*(?:and\s+)?that\s+", re.IGNORECASE)
_NEW_START = re.compile(r",\s+(?:(?:and|but|that)\s+)?")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_ADDRESSES = re.compile(
    r"""\b(?:we|i|reviewers?|panel|authors?|inquiry|committee|review|commission)\s+(?:\w+ly\s+|also\s+|further\s+){0,2}
        (?:urge|invite|ask|encourage|request|call\s+(?:up)?on|advise|recommend\s+to|expect|challenge)s?\s+
       |\b(?:urges?|calls?\s+(?:up)?on)\s+
       |\b(?:recommended|suggested|addressed|directed|proposed)\s+to\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_NEED_FOR = re.compile(
    r"\b(?:(?:need|priority|important|essential|necessary|vital|imperative)\s+for|responsibility\s+of|incumbent\s+(?:up)?on)\s+",
    re.IGNORECASE,
)
# "If the Board agrees, it should ..."
_CONDITION = re.compile(r"\W*(?:if|where|when|while|although|as|since|once)\s+", re.IGNORECASE)
_THEN_TO = re.compile(r",?\s+to\s+[a-z]")
_ADVERBS = (
    r"(?:[,\s]+(?:also|together|jointly|both|each|all|therefore|urgently|now|then|further|always|immediately|and)\b)*"
)
_STRONG = r"""(?:should|must|shall|ought\s+to|needs?\s+to|will\s+(?:need|want)\s+to|will\s+be\s+(?:asked|required|expected)\s+to
    |(?:is|are)\s+(?:therefore\s+)?(?:asked|required|expected|requested|invited|urged|encouraged|advised|recommended)\s*(?:to\b|:)
    |(?:has|have)\s+a\s+responsibility\s+to)"""
_WEAK = r"(?:to|could|may\s+wish\s+to|might|(?:has|have)\s+to|can|would|will|is\s+to|are\s+to)"
_NOT = r"(?:\s+(?:not|also|now|all|each|both|then|therefore|further|jointly|continue\s+to)|,[^,]{3,60},)*"
# After these the one before is told of something, not asked to do it; "be assured", "be able" are deeds of their own.
_PASSIVE = r"""\s+be\s+(?:\w+ly\s+)?(?!assured|satisfied|prepared|confident|committed|involved|able|open|led)
    (?:\w{2,}ed|given|made|told|held|sent|put|built|kept|set|brought|taught|shown|written|taken|known|seen|drawn|found|left)\b"""
_ASKED_STRONGLY = re.compile(
    rf"{_ADVERBS}[,\s]+{_STRONG}(?P<not>{_NOT})(?P<passive>{_PASSIVE})?", re.IGNORECASE | re.VERBOSE
)
_ASKED = re.compile(
    rf"{_ADVERBS}[,\s]+(?:{_STRONG}|{_WEAK})(?P<not>{_NOT})(?P<passive>{_PASSIVE})?(?:\s+[a-z]|\s*:|,|\s*$)",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS_STRONGLY = re.compile(rf"\b{_STRONG}\b", re.IGNORECASE | re.VERBOSE)
_PRONOUN_ASKED = re.compile(rf",\s+(?:it|they)\s+{_STRONG}\b", re.IGNORECASE | re.VERBOSE)
_TENSES = re.compile(r"\s+(?:do|does|did|is|are|was|were|has|have|had|cannot|can|lacks?|needs?)\b")
_AGENT = re.compile(
    r"""\b(?:should|must|shall|to|needs?\s+to|will|is\s+to|are\s+to)(?:\s+(?:not|also|then))*\s+be\s+(?:\w+ly\s+)?
        [a-z]+(?:ed|en|de|ld|nt|pt|ut|et)(?:\s+(?:and|or)\s+[a-z]+(?:ed|en))?(?:\s+\w+ly|,\s+[^,]{3,40},)?\s+by\s+""",
    re.VERBOSE,
)
_HOW_WELL = re.compile(r"\W*how\s+(?:well|\w+ly)\s+", re.IGNORECASE)
_NOMINAL_AGENT = re.compile(r"\s+by\s+(?:and\s+(?:with|for)\s+)?")
_INTERROGATIVE = re.compile(
    r"\b(?:do|does|did|is|are|will|can|could|might|has|have|should|would|may)\s+(?=the\b|all\b|our\b|local\b|each\b)",
    re.IGNORECASE,
)
_HOW_FAR = 220  # characters between an actor with a relative clause behind it and the verb of asking


class AskReader:
    """Finds who is asked in one text."""

    def __init__(self, text: str, groups: GroupReader, openers: frozenset[str]) -> None:
        self._text = text
        self._groups = groups
        self._openers = openers

    def asked(self) -> Iterator[Asked]:
        """Everybody who is asked, sentence by sentence."""
        for start, end in self._sentences():
            found = tuple(self._in_sentence(start, end))
            yield from found
        if not self._text.rstrip(' ”"').endswith("?"):
            yield from self._faulted()

    def _sentences(self) -> Iterator[tuple[int, int]]:
        label = _LABEL.match(self._text)
        start = label.end() if label else 0
        for boundary in _SENTENCE.finditer(self._text, start):
            yield start, boundary.start()
            start = boundary.end()
        yield start, len(self._text)

    def _in_sentence(self, start: int, end: int) -> Iterator[Asked]:
        recommended = tuple(self._recommended(start, end))
        yield from recommended or self._in_clauses(start, end)
        for address in _ADDRESSES.finditer(self._text, start, end):
            if (group := self._groups.read(address.end())) is not None:
                yield Asked(group, Place.SUBJECT)
        for need in _NEED_FOR.finditer(self._text, start, end):
            group = self._groups.read(need.end())
            if group is not None and _THEN_TO.match(self._text, group.end):
                yield Asked(group, Place.SUBJECT)
        for agent in _AGENT.finditer(self._text, start, end):
            if (group := self._groups.read(agent.end())) is not None:
                yield Asked(group, Place.AGENT)
        if self._text[start:end].rstrip(' ”"').endswith("?"):
            for verb in _INTERROGATIVE.finditer(self._text, start, end):
                if (group := self._groups.read(verb.end())) is not None:
                    yield Asked(group, Place.QUESTIONED)

    def _in_clauses(self, start: int, end: int) -> Iterator[Asked]:
        for boundary in _CLAUSE.finditer(self._text, start, end):
            yield from self._subjects(start, boundary.start())
            start = boundary.end()
        yield from self._subjects(start, end)

    def _subjects(self, start: int, end: int) -> Iterator[Asked]:
        """The subject of a clause: at its beginning, or behind what goes before it ("Within six months, the Board")."""
        if (first := self._subject(start, end, _ASKED)) is not None:
            yield first
            return
        word = _FIRST_WORD.match(self._text, start, end)
        if word is None or word[1].lower() in self._openers:
            return
        dated = _DATED_OPENING.match(self._text, start, end)
        places = [dated.end()] if dated else []
        places += [comma.end() for comma in _NEW_START.finditer(self._text, start, end)]
        for place in places:
            if (subject := self._subject(place, end, _ASKED_STRONGLY)) is not None:
                yield subject
                return
        condition = _CONDITION.match(self._text, start, end)
        if condition is not None and _PRONOUN_ASKED.search(self._text, condition.end(), end):
            group = self._groups.read(condition.end())
            if group is not None:
                yield Asked(group, Place.SUBJECT)

    def _recommended(self, start: int, end: int) -> Iterator[Asked]:
        opening = _RECOMMENDS.search(self._text, start, end)
        if opening is None:
            return
        places = [opening.end(), *(more.end() for more in _AND_THAT.finditer(self._text, opening.end(), end))]
        for place in places:
            found = self._recommended_at(place, end)
            if found is not None:
                yield found

    def _recommended_at(self, place: int, end: int) -> Asked | None:
        """The subject of what is recommended; its verb may be a bare one ("that the Government appoint")."""
        group = self._groups.read(place)
        if group is None:
            aside = re.compile(r"[^,;]{3,80},\s+").match(self._text, place, end)
            group = self._groups.read(aside.end()) if aside else None
        if group is None or group.end > end:
            return None
        passive = re.compile(rf"(?:\s+(?:should|must))?{_NOT}{_PASSIVE}", re.VERBOSE).match(self._text, group.end)
        return Asked(group, Place.TOLD if passive else Place.SUBJECT)

    def _subject(self, start: int, end: int, verbs: re.Pattern[str]) -> Asked | None:
        group = self._groups.read(start)
        if group is None or group.end > end:
            return None
        if group.open:
            verb = verbs.search(self._text, group.end, min(end, group.end + _HOW_FAR))
        else:
            verb = verbs.match(self._text, group.end, end)
        if verb is None:
            return None
        return Asked(group, Place.TOLD if verb["passive"] else Place.SUBJECT)

    def _faulted(self) -> Iterator[Asked]:
        word = _FIRST_WORD.match(self._text)
        if word is None or word[1].lower() in self._openers or _ASKS_STRONGLY.search(self._text):
            return
        how_well = _HOW_WELL.match(self._text)
        group = self._groups.read(how_well.end() if how_well else 0)
        if group is not None and (how_well or group.open or _TENSES.match(self._text, group.end)):
            yield Asked(group, Place.FAULTED)
        for agent in _NOMINAL_AGENT.finditer(self._text):
            if (group := self._groups.read(agent.end())) is not None:
                yield Asked(group, Place.FAULTED)
                return
