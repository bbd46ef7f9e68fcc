"""What is to be done and for whom, by the words of the ask."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from crossreview.vocabulary.phrases import PhraseFinder, PhraseReader
from crossreview.vocabulary.recommendations import CuedTerm


class TermFinder:
    """Finds the terms of a list whose cues a text has. Keeps nothing of the texts it reads."""

    def __init__(self, reader: PhraseReader, terms: Iterable[CuedTerm]) -> None:
        terms = tuple(terms)
        self._order = {term.id: place for place, term in enumerate(terms)}
        self._finder = PhraseFinder(reader, ((cue, term.id) for term in terms for cue in term.cues))

    def ids(self, doc: Doc) -> tuple[str, ...]:
        """The ids of the terms, the one named first before the others."""
        found = sorted(self._finder.find(doc), key=lambda entry: (entry.start, self._order[entry.meaning]))
        return tuple(dict.fromkeys(entry.meaning for entry in found))
