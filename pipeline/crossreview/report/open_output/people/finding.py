"""The finder of people for a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from crossreview.report.open_output.expressions import either
from crossreview.report.open_output.people.capitals import Capitals
from crossreview.report.open_output.people.lists import Lists
from crossreview.report.open_output.people.person import Known, Person
from crossreview.report.open_output.people.reading import Reading
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.names import NameWords, load_names


class People:
    """Finds people by name."""

    def __init__(self, words: NameWords, areas: Collection[str]) -> None:
        self._lists = Lists(words, areas)
        self._public = re.compile(rf"\b(?:{either(words.public_names)})(?!\w)")

    def find(self, text: str, known: Known | None = None) -> tuple[Person, ...]:
        """The people named in a text, in reading order."""
        public = {at for match in self._public.finditer(text) for at in range(*match.span())}
        people = Reading(Capitals(self._lists, text, known or Known())).people()
        return tuple(person for person in people if public.isdisjoint(range(person.start, person.end)))


@cache
def load_people() -> People:
    """The finder of people for the vocabularies as shipped."""
    areas = load_areas()
    return People(load_names(), [name for area in areas.areas for name in (area.name, *area.aliases)])
