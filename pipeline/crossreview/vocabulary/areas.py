"""Areas of the United Kingdom, found by name: whole names only, coordinated names apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct

from crossreview.vocabulary.files import read_vocabulary

BodyKind: TypeAlias = Literal["partnership", "council", "police", "health", "court"]

_WORD = re.compile(r"\S+")
_JOINER = re.compile(r",\s+(?:and|AND|&)\s+|,\s+|\s+(?:and|AND|&)\s+")
# What stands before the name of a place, and of few persons or words that look like one: "in Reading", "of Bury".
_PLACE_BEFORE = re.compile(r"\b(?:in|of|at|across|within|near|from|throughout|between)\s+$")
_AUTHORITY_AFTER = re.compile(
    r"\s+(?:(?:city|county|borough|metropolitan|district)\s+)*(?:council|local authority|safeguarding)\b", re.IGNORECASE
)


_KIND_OF_AREA = re.compile(r"\s+(?:(?:Metropolitan|County)\s+)?(?:Borough|City|County|Unitary Authority)$")


class AreaEntry(Struct, frozen=True):
    """An area of a local authority. An `ambiguous` name is a word or a person's name as well."""

    name: str
    kind: str
    gss: str | None = None
    region: str | None = None
    official: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False
    until: str | None = None
    now: tuple[str, ...] = ()


class Region(Struct, frozen=True):
    """A name that stands for several areas in the names of boards: "North Wales"."""

    name: str
    areas: tuple[str, ...]
    aliases: tuple[str, ...] = ()


class BodyForms(Struct, frozen=True):
    """What follows the areas in the names of one kind of body: "Safeguarding Children Partnership".

    With `opening`, the name must have one before the area as well: "Safer Marlshire Partnership".
    """

    kind: BodyKind
    forms: tuple[str, ...]
    opening: bool = False


class Areas(Struct, frozen=True):
    """The vocabulary of areas."""

    version: str
    source: str
    areas: tuple[AreaEntry, ...]
    regions: tuple[Region, ...]
    body_forms: tuple[BodyForms, ...]
    name_openings: tuple[str, ...]
    never_areas: tuple[str, ...]


@dataclass(frozen=True)
class NamedArea:
    """A name in `text[start:end]` and the areas it stands for: none if the gazetteer does not have it."""

    start: int
    end: int
    name: str
    entries: tuple[AreaEntry, ...]


@cache
def load_areas() -> Areas:
    """The areas as shipped."""
    return read_vocabulary("areas", Areas)


class Gazetteer:
    """Looks names up and finds them in text."""

    def __init__(self, areas: Areas) -> None:
        self._entries = dict(_keys(areas))
        self._openings = tuple(f"{opening} " for opening in areas.name_openings)
        names = sorted({name for area in areas.areas for name in _printed(area)}, key=len, reverse=True)
        self._names = re.compile(rf"(?<![\w-])(?:{'|'.join(_pattern(name) for name in names)})(?![\w-])")

    def lookup(self, name: str) -> tuple[AreaEntry, ...]:
        """The areas that a whole name stands for; empty if it is unknown."""
        return self._entries.get(_key(name), ())

    def split(self, text: str, start: int = 0) -> tuple[NamedArea, ...]:
        """The names in a list such as "Derby, Derbyshire and Nottingham"; `start` is added to their offsets.

        Names that contain "and" or a comma stay whole where the gazetteer has them.
        """
        return tuple(self._split(text, start))

    def _split(self, text: str, start: int) -> Iterator[NamedArea]:
        parts = _parts(text)
        at = 0
        while at < len(parts):
            begin, end, following = self._longest(text, parts, at)
            yield self._named(text, begin, end, start)
            at = following

    def _longest(self, text: str, parts: list[tuple[int, int]], at: int) -> tuple[int, int, int]:
        """The longest known name that begins in part `at`, and the part after it; else that part.

        A name with a joiner may begin amid its part: "inspection of Brighton and Hove".
        """
        begin, end = parts[at]
        for longer in range(len(parts) - 1, at - 1, -1):
            words = [begin + word.start() for word in _WORD.finditer(text[begin:end])]
            for word in words if longer > at else words[:1]:
                if self.lookup(text[word : parts[longer][1]]):
                    return word, parts[longer][1], longer + 1
        return begin, end, at + 1

    def _named(self, text: str, begin: int, end: int, start: int) -> NamedArea:
        begin += self._opening(text[begin:end])
        name = text[begin:end]
        return NamedArea(start + begin, start + end, name, self.lookup(name))

    def _opening(self, name: str) -> int:
        """How many characters at the beginning of a name are no part of it ("Safer ", "City of ")."""
        if self.lookup(name):
            return 0
        for opening in self._openings:
            if name.startswith(opening):
                return len(opening) + self._opening(name[len(opening) :])
        return 0

    def whole_name(self, text: str) -> NamedArea | None:
        """The area of which a text is the name and nothing else: "Medway", "London Borough of Croydon"."""
        end = len(_KIND_OF_AREA.sub("", text.rstrip()))
        named = self._named(text, 0, end, 0)
        return named if named.entries else None

    def find(self, text: str) -> tuple[NamedArea, ...]:
        """The areas named in running text; ambiguous names only where the words around them speak of a place."""
        return tuple(
            NamedArea(match.start(), match.end(), match.group(), entries)
            for match in self._names.finditer(text)
            if (entries := self.lookup(match.group())) and not _is_doubtful(entries, match)
        )


def _is_doubtful(entries: tuple[AreaEntry, ...], match: re.Match[str]) -> bool:
    if not any(entry.ambiguous for entry in entries):
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (_PLACE_BEFORE.search(before) or _AUTHORITY_AFTER.match(after))


def _keys(areas: Areas) -> Iterator[tuple[str, tuple[AreaEntry, ...]]]:
    by_name = {area.name: area for area in areas.areas}
    for region in areas.regions:
        for name in (region.name, *region.aliases):
            yield _key(name), tuple(by_name[area] for area in region.areas)
    for area in areas.areas:
        for name in _printed(area):
            yield _key(name), (area,)


def _printed(area: AreaEntry) -> Iterable[str]:
    return (area.name, *area.aliases)


def _key(name: str) -> str:
    """A name for comparison: any case, "&" as "and", any apostrophe, hyphens as blanks."""
    plain = name.casefold().replace("&", "and").replace("’", "'").replace("-", " ")
    return " ".join(plain.split())


def _pattern(name: str) -> str:
    """A name in print: any blank, "and" or "&"."""
    return r"\s+".join("(?:and|&)" if word == "and" else re.escape(word) for word in name.split())


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the members of a coordination stand."""
    parts: list[tuple[int, int]] = []
    begin = 0
    for joiner in _JOINER.finditer(text):
        parts.append((begin, joiner.start()))
        begin = joiner.end()
    parts.append((begin, len(text)))
    return [(start, end) for start, end in parts if text[start:end].strip()]
