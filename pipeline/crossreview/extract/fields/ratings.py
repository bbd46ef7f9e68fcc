"""Ratings in the status column of an action plan, by the document's own legend.

Colours have no national meaning: blue is "complete" here and "embedded" there, green "complete" or "on track". A
colour without a legend therefore says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossreview.records import Status
from crossreview.vocabulary.phrases import PhraseFinder, PhraseReader

_COLOURS = "blue|green|amber|yellow|orange|red|grey|gray|black|white|purple"
_ENTRY = re.compile(
    rf"""(?:\b(?P<colour>{_COLOURS})\b\s*(?:[:=–—-]|\()?|(?<![\w'’])(?P<letter>[BGARY])\s*[:=–—-])\s*
        (?P<meaning>.+?)\s*(?=\b(?:{_COLOURS})\b|(?<![\w'’])[BGARY]\s*[:=–—-]|[\n|]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_COLOUR = re.compile(rf"\b(?:{_COLOURS})\b", re.IGNORECASE)
_LETTER = re.compile(r"\s*\(?([BGARY])\)?\s*$")
_COLOUR_OF_LETTER = {"B": "blue", "G": "green", "A": "amber", "R": "red", "Y": "yellow"}
_LONGEST_RATING = 15  # words: more are a report, not a rating


class RatingReader:
    """Reads ratings and their legends. Keeps nothing of the texts it reads."""

    def __init__(self, reader: PhraseReader, words: Mapping[Status, tuple[str, ...]]) -> None:
        self._reader = reader
        self._words = PhraseFinder(reader, ((word, status) for status, words in words.items() for word in words))

    def legend(self, text: str) -> dict[str, Status]:
        """What the colours of a legend mean, by colour in small letters; without those whose meaning is not clear."""
        meanings: dict[str, Status] = {}
        for entry in _ENTRY.finditer(text):
            colour = (entry["colour"] or _COLOUR_OF_LETTER[entry["letter"].upper()]).lower().replace("gray", "grey")
            meaning = self._meaning(entry["meaning"])
            if meaning is not None:
                meanings.setdefault(colour, meaning)
        return meanings

    def status(self, cell: str, legend: Mapping[str, Status]) -> Status | None:
        """The status in a cell: what the legend says of its colour, else what its few words say; None for a report."""
        letter = _LETTER.match(cell)
        colour = _COLOUR.search(cell)
        name = (
            _COLOUR_OF_LETTER[letter[1]] if letter else colour.group().lower().replace("gray", "grey") if colour else ""
        )
        if name in legend:
            return legend[name]
        return self._meaning(cell) if len(cell.split()) <= _LONGEST_RATING else None

    def _meaning(self, text: str) -> Status | None:
        """What the words say: of several the first and longest; "late and not begun" is not begun."""
        doc = self._reader.read(text)
        found = sorted(self._words.find(doc), key=lambda entry: (entry.start, -entry.end))
        meanings = [entry.meaning for entry in found]
        late = meanings[:1] == ["in_progress"] and "not_started" in meanings
        return "not_started" if late else next(iter(meanings), None)
