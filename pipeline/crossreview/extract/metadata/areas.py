"""Areas and their part in the review: named by the body that commissioned it, or only involved.

An area is never inferred. Where the body's name gives none, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.issuers import Issuer
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Area, AreaRole, Found, Genre
from crossreview.vocabulary.areas import Gazetteer, NamedArea

_WORD = r"[A-Z][\w'’-]*"
_PLACE = rf"{_WORD}(?:\s+(?:(?:upon|on|under|with|of)\s+)?{_WORD}){{0,3}}"
# Agencies of several areas at once: "Partners in Kelverton and Port Ellery", "across Derby, Derbyshire and ...".
_COORDINATED = re.compile(
    rf"""\b(?P<how>in|across|of|between|from|for|throughout)\s+(?:both\s+)?
        (?P<list>{_PLACE}(?:,\s+{_PLACE})*,?\s+(?:and|&)\s+{_PLACE})""",
    re.VERBOSE,
)
# Those with whom a board shares a border: "the safeguarding partners in Holt", "Holt's partnership took part".
_SAFEGUARD = r"(?i:safeguarding\s+(?:(?:children|adults?|children[’']s)\s+)?(?:partners|partnership|board|committee))"
_NEIGHBOUR = (
    re.compile(rf"\b{_SAFEGUARD}\s+(?:in|of|for)\s+(?P<name>{_PLACE})(?=[\s,.;)])"),
    re.compile(rf"\b(?P<name>{_PLACE})(?:\s+{_SAFEGUARD}|[’']s\s+(?:{_SAFEGUARD}|partnership))\b"),
)
# A name that no gazetteer has could be a street or a person: it counts only where agencies stand before it.
_AGENCIES = re.compile(
    r"\b(?:agencies|areas|authorities|boards|councils|partners|partnerships|police|practitioners|services|staff|teams)\s+$",
    re.IGNORECASE,
)
_INSPECTED_PLACE = re.compile(
    rf"\b(?:inspection\s+of|in)\s+(?P<name>{_PLACE})(?=\s*(?::|$|local\s+(?:authority|area)))"
)
_CORONER_AREA = re.compile(rf"\b(?i:coroner\s+area\s+of)\s+(?P<name>{_PLACE})")
_FIRST_BLOCKS = 40  # the sender of a coroner's report stands on its first page
_FIRST_PARAGRAPHS = 4
_TELL_WHO_TOOK_PART = frozenset(
    {"methodology", "agency_involvement", "introduction", "legal_criteria", "terms_of_reference", "incident"}
)

# Where short names are explained, those of agencies that the report speaks of stand.
_SHORT_NAMES = "glossary"
# What a reviewer did before, and what others found.
_ELSEWHERE = re.compile(
    r"""\b(?: former(?:ly)? | previous(?:ly)? | worked\s+(?:for|as|in|at) | career | employed | independent\s+of | never
        | no\s+(?:connection|links?) | qualified | experience | similar | other\s+reviews? | (?:another
          |earlier)\s+review
        | research | nationally | review\s+(?:by|in) | moved\s+from )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DISTRICTS = ("District", "Borough", "City")
_FIRST_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,2}}")

Areas = tuple[Found[Area], ...]


@dataclass(frozen=True)
class AreaFinder:
    """Finds areas by the gazetteer and in the names of bodies."""

    gazetteer: Gazetteer
    bodies: BodyFinder

    def find(self, reading: Reading, issuers: Sequence[Issuer], title: Found[str] | None, genre: Genre | None) -> Areas:
        """The areas, the commissioning ones first."""
        if genre == "inspection_report":
            return _once(self._in_title(reading, title)) or _once(self._told_first(reading))[:1]
        if genre == "coroner_report":
            return _once(self._of_coroner(reading))
        commissioning = _once(_commissioning(issuers)) or _once(self._in_organisations(reading, issuers))
        if not commissioning:
            return commissioning
        neighbours = self._neighbours(reading)
        if genre == "response":
            return _once((*commissioning, *neighbours))
        known = frozenset(found.value.name for found in commissioning)
        return _once(
            (*commissioning, *self._coordinated(reading, known), *self._of_agencies(reading, known), *neighbours)
        )

    def _neighbours(self, reading: Reading) -> Iterator[Found[Area]]:
        """Areas whose safeguarding partners are spoken of."""
        for passage in reading.body:
            for match in (match for pattern in _NEIGHBOUR for match in pattern.finditer(passage.text)):
                start, end = passage.sentence_at(match.start())
                if not _ELSEWHERE.search(passage.text, start, end):
                    for named in self.gazetteer.split(match["name"], match.start("name")):
                        if (place := self.bodies.place(named)) is not None:
                            yield from _areas(passage, place, "involved", GATHERED)

    def _coordinated(self, reading: Reading, known: frozenset[str]) -> Iterator[Found[Area]]:
        """Areas named in one breath with a commissioning area."""
        last_words = tuple(name.rpartition(" ")[2] for name in known)
        for passage in reading.body:
            if not any(word in passage.text for word in last_words):
                continue
            for match in _COORDINATED.finditer(passage.text):
                named = self.gazetteer.split(match["list"], match.start("list"))
                if len(named) < 2 or not known & {name for area in named for name in _names(area)}:
                    continue
                of_agencies = _AGENCIES.search(passage.text[: match.start()])
                places = all(self.bodies.place(area) == area for area in named)
                for area in named:
                    if area.entries or of_agencies or (match["how"] == "between" and places):
                        yield from _areas(passage, area, "involved", GATHERED)

    def _of_agencies(self, reading: Reading, known: frozenset[str]) -> Iterator[Found[Area]]:
        """Areas in the names of other partnerships, councils and police forces that took part.

        The county council of a district is no other area.
        """
        in_county = any(
            f"{name} {kind} Council" in passage.text
            for passage in reading.passages
            for name in known
            for kind in _DISTRICTS
        )
        listed = (passage for passage in reading.passages if passage.role == _SHORT_NAMES)
        for passage in (*reading.in_roles(_TELL_WHO_TOOK_PART), *listed):
            for body in self.bodies.find(passage.text):
                is_area = body.areas[0].entries or body.kind in ("partnership", "council")
                own_county = in_county and " County " in body.name
                if len(body.areas) == 1 and is_area and not own_county and body.kind not in ("health", "court"):
                    start, end = passage.sentence_at(body.start)
                    if not _ELSEWHERE.search(passage.text, start, end):
                        yield from _areas(passage, body.areas[0], "involved", GATHERED)

    def _in_organisations(self, reading: Reading, issuers: Sequence[Issuer]) -> Iterator[Found[Area]]:
        """The area with which the name of an issuing trust begins, if the document names it as an area elsewhere."""
        for issuer in issuers:
            words = _FIRST_WORDS.match(issuer.passage.text, issuer.start, issuer.end)
            for name in _beginnings(words.group()) if words is not None and issuer.body is None else ():
                if self.gazetteer.lookup(name) or self._is_an_area(reading, name):
                    named = NamedArea(issuer.start, issuer.start + len(name), name, self.gazetteer.lookup(name))
                    yield from _areas(issuer.passage, named, "commissioning", GATHERED)
                    break

    def _is_an_area(self, reading: Reading, name: str) -> bool:
        """Whether the document has a council, a force or a court of this name."""
        naming = (passage for passage in reading.passages if name in passage.text)
        return any(
            area.name == name for passage in naming for body in self.bodies.find(passage.text) for area in body.areas
        )

    def _in_title(self, reading: Reading, title: Found[str] | None) -> Iterator[Found[Area]]:
        """The area in the title of an inspection report, which may be broken over lines."""
        words = title.value if title is not None else ""
        for passage in reading.front_passages:
            inside = [line for line in reading.front if line.passage is passage and line.text.strip() in words]
            if inside:
                start, end = inside[0].start, inside[-1].end
                for named in self._places(passage.text[start:end]):
                    moved = replace(named, start=named.start + start, end=named.end + start)
                    yield from _areas(passage, moved, "involved", LABELLED)

    def _places(self, text: str) -> list[NamedArea]:
        """The areas in a title: its whole, in the name of a body, known by themselves, or else what was inspected."""
        if (name := self.gazetteer.whole_name(text)) is not None:
            return [name]
        named = [area for body in self.bodies.find(text) for area in body.areas] or list(self.gazetteer.find(text))
        if not named and (match := _INSPECTED_PLACE.search(text)):
            named = list(self.gazetteer.split(match["name"], match.start("name")))
        return named

    def _told_first(self, reading: Reading) -> Iterator[Found[Area]]:
        """The area that a first paragraph of an inspection report names, where it names one only."""
        for passage in reading.opening[:_FIRST_PARAGRAPHS]:
            named = self.gazetteer.find(passage.text)
            if len({entry.name for area in named for entry in area.entries}) == 1:
                yield from _areas(passage, named[0], "involved", STATED)

    def _of_coroner(self, reading: Reading) -> Iterator[Found[Area]]:
        """The coroner area, unless it keeps the name of a county that is gone, as many do."""
        for passage in reading.passages[:_FIRST_BLOCKS]:
            for match in _CORONER_AREA.finditer(passage.text):
                for named in self.gazetteer.split(match["name"], match.start("name")):
                    if all(entry.until is None for entry in named.entries):
                        yield from _areas(passage, named, "commissioning", STATED)


def _commissioning(issuers: Sequence[Issuer]) -> Iterator[Found[Area]]:
    for issuer in issuers:
        for named in issuer.body.areas if issuer.body is not None else ():
            yield from _areas(issuer.passage, named, "commissioning", issuer.confidence)


def _beginnings(words: str) -> Iterator[str]:
    """The first three words, the first two, the first."""
    while words:
        yield words
        words = words.rpartition(" ")[0]


def _once(found: Iterable[Found[Area]]) -> Areas:
    """Each area once, as it is first named."""
    by_name: dict[str, Found[Area]] = {}
    for area in found:
        by_name.setdefault(area.value.name, area)
    return tuple(by_name.values())


def _names(named: NamedArea) -> tuple[str, ...]:
    return tuple(entry.name for entry in named.entries) or (" ".join(named.name.split()),)


def _areas(passage: Passage, named: NamedArea, role: AreaRole, confidence: float) -> Iterator[Found[Area]]:
    """The areas that a name stands for; the name itself where the gazetteer does not have it."""
    codes = tuple(entry.gss for entry in named.entries) or (None,)
    for name, gss in zip(_names(named), codes, strict=True):
        yield passage.found(Area(name, gss, role), named.start, named.end, confidence)
