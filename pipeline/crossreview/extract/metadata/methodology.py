"""How the review was carried out, as far as it names a method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.cues import Cues
from crossreview.extract.metadata.passages import GATHERED, STATED, Passage, Reading
from crossreview.records import Found, Genre
from crossreview.vocabulary.metadata import MetadataTerms

_TELLS_METHOD: frozenset[Genre] = frozenset({"full_report", "executive_summary", "learning_summary"})


@dataclass(frozen=True)
class MethodFinder:
    """The names of methods, and statements of what was done."""

    names: Cues[str]
    statements: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, terms: MetadataTerms) -> MethodFinder:
        """The finder for a vocabulary."""
        return cls(
            Cues((phrase, method.id) for method in terms.methodologies for phrase in method.surface),
            tuple(
                (method.id, re.compile("|".join(method.statements), re.IGNORECASE))
                for method in terms.methodologies
                if method.statements
            ),
        )

    def find(self, reading: Reading, genre: Genre | None) -> tuple[Found[str], ...] | None:
        """The methods named on the front, in the opening and where the method is told; None if none is."""
        if genre not in _TELLS_METHOD:
            return None
        found: dict[str, Found[str]] = {}
        for passage in (*reading.front_passages, *reading.in_roles({"methodology"})):
            for method in (*self._named(passage), *self._stated(passage)):
                found.setdefault(method.value, method)
        return tuple(found.values()) or None

    def _named(self, passage: Passage) -> Iterator[Found[str]]:
        for cue in self.names.find(passage.text):
            yield passage.found(cue.value, cue.start, cue.end, STATED)

    def _stated(self, passage: Passage) -> Iterator[Found[str]]:
        for method, pattern in self.statements:
            for start, end in passage.sentences if pattern.search(passage.text) else ():
                if match := pattern.search(passage.text, start, end):
                    yield passage.found(method, match.start(), match.end(), GATHERED)
                    break
