"""Names of bodies that carry the names of areas: "Derby and Derbyshire Safeguarding Children Partnership"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.vocabulary.areas import Areas, BodyKind, Gazetteer, NamedArea

_WORD = r"[A-Z][\w'’.-]*"
_SMALL = r"(?:(?:upon|on|under|with|of|the|in)\s+){0,2}"
# Every word of the area begins with a capital, or the pattern would take in the sentence before it.
_BEFORE = re.compile(rf"{_WORD}(?:,?\s+(?:(?:and|&)\s+)?{_SMALL}{_WORD})*\s+$")
_BOARD_FOR = re.compile(rf"\bSafeguarding\s+(?:(?:Children|Adults)\s+)?Board\s+for\s+(?P<area>{_WORD}(?:\s+{_WORD})?)")
_MOST_WORDS = 3  # of one area: "Newtown upon Marl" is short already
_LONGEST_AREAS = 110  # characters: four long names and what joins them
_ADJECTIVES = r"(?:(?:Local|Joint|County|City|Metropolitan|Borough|District|Unitary|Regional|Multi-Agency)\s+){0,3}"
_INNER_WORD = re.compile(r"^(?:.*\b(?:of|in|at|on|to|for|by|with|the)\s+)(?=[A-Z])")


@dataclass(frozen=True)
class BodyName:
    """A name in `text[start:end]`, what kind of body it is, and the areas in it."""

    start: int
    end: int
    name: str
    kind: BodyKind
    areas: tuple[NamedArea, ...]


class BodyFinder:
    """Finds such names by what they end with, and then looks for areas before it."""

    def __init__(self, areas: Areas, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._openings = tuple(areas.name_openings)
        self._never = frozenset(areas.never_areas)
        self._need_opening = frozenset(
            form.upper() for forms in areas.body_forms if forms.opening for form in forms.forms
        )
        self._kinds = {form.upper(): forms.kind for forms in areas.body_forms for form in forms.forms}
        printed = {form for forms in areas.body_forms for form in forms.forms}
        longest_first = sorted(printed | {form.upper() for form in printed}, key=len, reverse=True)
        forms = "|".join(re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+") for form in longest_first)
        upper = _ADJECTIVES.upper().replace(r"\S", r"\s")
        self._form = re.compile(rf"\b(?:{_ADJECTIVES}|{upper})(?P<form>{forms})\b")

    def find(self, text: str) -> Iterator[BodyName]:
        """The bodies named in a text, in reading order."""
        for match in _BOARD_FOR.finditer(text) if " for " in text else ():
            area = NamedArea(*match.span("area"), match["area"], self._gazetteer.lookup(match["area"]))
            yield BodyName(match.start(), match.end(), match.group(), "partnership", (area,))
        for match in self._form.finditer(text):
            floor = max(0, match.start() - _LONGEST_AREAS)
            before = _BEFORE.search(text, floor, match.start())
            if before is None:
                continue
            alone = not text[: before.start()].strip()
            areas = self._areas(text[before.start() : match.start()].rstrip(), before.start(), alone=alone)
            if areas:
                start = self._with_opening(text, areas[0].start, floor)
                form = " ".join(match["form"].replace("’", "'").split()).upper()
                if form not in self._need_opening or start < areas[0].start:
                    yield BodyName(start, match.end(), text[start : match.end()], self._kinds[form], areas)

    def _areas(self, phrase: str, offset: int, *, alone: bool) -> tuple[NamedArea, ...]:
        """The last names of a phrase that can be areas and belong together; `alone` if nothing stands before it."""
        named = self._gazetteer.split(phrase, offset)
        kept: list[NamedArea] = []
        for area in reversed(named):
            place = self.place(area)
            listed = alone and len(kept) > 1  # "Ashmere, Holt and Wexmoor": at the beginning no sentence can go before
            if place is None or (kept and not self._joins(phrase, place, kept[-1], offset, listed=listed)):
                break
            kept.append(place)
            if place.start != area.start:
                break
        return tuple(reversed(kept))

    def place(self, area: NamedArea) -> NamedArea | None:
        """The name without words before it that belong to the sentence; None if no place is left."""
        if area.entries:
            return area
        words = area.name.split(" ")
        for first in range(len(words)):
            name = " ".join(words[first:])
            if entries := self._gazetteer.lookup(name):
                return NamedArea(area.end - len(name), area.end, name, entries)
        inner = _INNER_WORD.sub("", area.name)
        while inner and inner.split(" ")[0].lower().strip(".,") in self._never:
            inner = inner.partition(" ")[2]
        words = inner.lower().split()
        if not 1 <= len(words) <= _MOST_WORDS or any(self._is_no_place(word) for word in words):
            return None
        return NamedArea(area.end - len(inner), area.end, inner, ())

    def _is_no_place(self, word: str) -> bool:
        """Whether a word cannot be part of an area that the gazetteer does not have: a known word, or a possessive."""
        return word.strip(".,") in self._never or word.rstrip("'’").endswith(("'s", "’s")) or word.endswith(("'", "’"))

    @staticmethod
    def _joins(phrase: str, area: NamedArea, following: NamedArea, offset: int, *, listed: bool) -> bool:
        """Whether a name belongs to the one after it: known or listed names by any joiner, others only by "and"."""
        joiner = phrase[area.end - offset : following.start - offset].lower().replace(",", " , ").split()
        return joiner in (
            [["and"], ["&"], [","], [",", "and"], [",", "&"]] if area.entries or listed else [["and"], ["&"]]
        )

    def _with_opening(self, text: str, start: int, floor: int) -> int:
        """Where the name begins with what is no area: "Safer", "City of"."""
        for opening in self._openings:
            before = start - len(opening) - 1
            if opening != "The" and before >= floor and text[before:start] == f"{opening} ":
                return before
        return start
