"""Areas and their part in the review: named by the body that commissioned it, or only involved.

An area is never inferred. Where the body's name gives none, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.issuers import Issuer
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Area, AreaRole, Found, Genre
from crossreview.vocabulary.areas import Gazetteer, NamedArea

_WORD = r"[A-Z][\w'’-]*"
_PLACE = rf"{_WORD}(?:\s+(?:(?:upon|on|under|with|of)\s+)?{_WORD}){{0,3}}"
# Agencies of several areas at once: "Partners in Kelverton and Port Ellery", "across Derby, Derbyshire and ...".
_COORDINATED = re.compile(
    rf"\b(?:in|across|of|between|from|for|throughout)\s+(?:both\s+)?(?P<list>{_PLACE}(?:,\s+{_PLACE})*,?\s+(?:and|&)\s+{_PLACE})"
)
_INSPECTED_PLACE = re.compile(rf"\b(?:inspection\s+of|in)\s+(?P<name>{_PLACE})(?=\s*(?::|$|local\s+(?:authority|area)))")
_CORONER_AREA = re.compile(rf"\b(?i:coroner area of)\s+(?P<name>{_PLACE})")
_FIRST_BLOCKS = 40  # the sender of a coroner's report stands on its first page
_FIRST_PARAGRAPHS = 4
_INVOLVED_ROLES = frozenset({"methodology", "agency_involvement", "introduction", "legal_criteria", "terms_of_reference", "incident"})


def find_areas(
    reading: Reading,
    gazetteer: Gazetteer,
    bodies: BodyFinder,
    issuers: Sequence[Issuer],
    title: Found[str] | None,
    genre: Genre | None,
) -> tuple[Found[Area], ...]:
    """The areas, the commissioning ones first."""
    if genre == "inspection_report":
        titled = tuple(_once(_in_title(reading, gazetteer, bodies, title)))
        return titled or tuple(_once(_told_first(reading, gazetteer)))[:1]
    if genre == "coroner_report":
        return tuple(_once(_of_coroner(reading, gazetteer)))
    commissioning = list(_once(_commissioning(issuers)))
    if not commissioning or genre == "response":
        return tuple(commissioning)
    known = {found.value.name for found in commissioning}
    involved = _once((*_coordinated(reading, gazetteer, known), *_of_agencies(reading, bodies)))
    return (*commissioning, *(found for found in involved if found.value.name not in known))


def _once(found: Iterator[Found[Area]] | tuple[Found[Area], ...]) -> Iterator[Found[Area]]:
    seen: set[str] = set()
    for area in found:
        if area.value.name not in seen:
            seen.add(area.value.name)
            yield area


def _areas(passage: Passage, named: NamedArea, role: AreaRole, confidence: float) -> Iterator[Found[Area]]:
    """The areas that a name stands for; the name itself where the gazetteer does not have it."""
    for entry in named.entries:
        yield passage.found(Area(entry.name, entry.gss, role), named.start, named.end, confidence)
    if not named.entries:
        yield passage.found(Area(" ".join(named.name.split()), None, role), named.start, named.end, confidence)


def _commissioning(issuers: Sequence[Issuer]) -> Iterator[Found[Area]]:
    for issuer in issuers:
        for named in issuer.body.areas if issuer.body is not None else ():
            yield from _areas(issuer.passage, named, "commissioning", issuer.confidence)


def _coordinated(reading: Reading, gazetteer: Gazetteer, known: set[str]) -> Iterator[Found[Area]]:
    """Areas named in one breath with a commissioning area."""
    for passage in reading.body:
        if not any(name.split(" ")[-1] in passage.text for name in known):
            continue
        for match in _COORDINATED.finditer(passage.text):
            named = gazetteer.split(match["list"], match.start("list"))
            names = {entry.name for area in named for entry in area.entries} | {area.name for area in named}
            if len(named) > 1 and names & known:
                for area in named:
                    yield from _areas(passage, area, "involved", GATHERED)


def _of_agencies(reading: Reading, bodies: BodyFinder) -> Iterator[Found[Area]]:
    """Areas in the names of other partnerships, councils and police forces that took part."""
    for passage in reading.in_roles(_INVOLVED_ROLES):
        for body in bodies.find(passage.text):
            if len(body.areas) == 1 and body.areas[0].entries and body.kind != "health":
                yield from _areas(passage, body.areas[0], "involved", GATHERED)


def _in_title(
    reading: Reading, gazetteer: Gazetteer, bodies: BodyFinder, title: Found[str] | None
) -> Iterator[Found[Area]]:
    """The area in the title of an inspection report, which may be broken over lines."""
    words = title.value if title is not None else ""
    for passage in reading.front_passages:
        inside = [line for line in reading.front if line.passage is passage and line.text.strip() in words]
        if inside:
            start, end = inside[0].start, inside[-1].end
            for named in _places(passage.text[start:end], gazetteer, bodies):
                yield from _areas(passage, _moved(named, start), "involved", LABELLED)


def _told_first(reading: Reading, gazetteer: Gazetteer) -> Iterator[Found[Area]]:
    """The area that the first paragraphs of an inspection report name, where they name one only."""
    for passage in reading.opening[:_FIRST_PARAGRAPHS]:
        names = {entry.name for named in gazetteer.find(passage.text) for entry in named.entries}
        if len(names) == 1:
            yield from _areas(passage, gazetteer.find(passage.text)[0], "involved", STATED)


def _places(text: str, gazetteer: Gazetteer, bodies: BodyFinder) -> list[NamedArea]:
    """The areas in a line of a title: in the name of a body, known by themselves, or else what was inspected."""
    if (name := gazetteer.whole_name(text)) is not None:
        return [name]
    named = [area for body in bodies.find(text) for area in body.areas] or list(gazetteer.find(text))
    if not named and (match := _INSPECTED_PLACE.search(text)):
        named = list(gazetteer.split(match["name"], match.start("name")))
    return named


def _moved(named: NamedArea, by: int) -> NamedArea:
    return replace(named, start=named.start + by, end=named.end + by)


def _of_coroner(reading: Reading, gazetteer: Gazetteer) -> Iterator[Found[Area]]:
    """The coroner area, unless it keeps the name of a county that is gone, as many do."""
    for passage in reading.passages[:_FIRST_BLOCKS]:
        for match in _CORONER_AREA.finditer(passage.text):
            for named in gazetteer.split(match["name"], match.start("name")):
                if all(entry.until is None for entry in named.entries):
                    yield from _areas(passage, named, "commissioning", STATED)
