"""What is to be done, by the words of the ask."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from crossreview.vocabulary.phrases import PhraseFinder, PhraseReader
from crossreview.vocabulary.recommendations import ActionType


class ActionFinder:
    """Finds the action types that a text names. Keeps nothing of the texts it reads."""

    def __init__(self, reader: PhraseReader, types: Iterable[ActionType]) -> None:
        self._order = {action.id: place for place, action in enumerate(types)}
        self._finder = PhraseFinder(reader, ((cue, action.id) for action in types for cue in action.cues))

    def types(self, doc: Doc) -> tuple[str, ...]:
        """The action types, the one named first before the others."""
        found = sorted(self._finder.find(doc), key=lambda entry: (entry.start, self._order[entry.meaning]))
        return tuple(dict.fromkeys(entry.meaning for entry in found))
