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
_TAKES_BACK = re.compile(
    r"""\b(?:not|nearly|almost|half|partly|partially|mostly|largely|in\s+part|some|most)
        (?:\s+(?:yet|been|being|fully|wholly|entirely|all|quite))*[\s-]*$""",
    re.IGNORECASE | re.VERBOSE,
)
# "Done in part", "Met in some wards", "Complete for two of the three sites", "Achieved, with exceptions".
_IN_PART = re.compile(
    r"""^[\s,]*(?:(?:for|in|by|at|on|with|but)\s+)?
        (?:(?:the\s+)?(?:most|main|greater)\s+part | in\s+(?:large\s+)?part | part\b | partly | partially
         | some\b | most\b | only\b | not\b | exceptions?\b
         | (?:one|two|three|four|five|six|seven|eight|nine|\d+)\s+(?:out\s+)?of\b)""",
    re.IGNORECASE | re.VERBOSE,
)


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
        if not found:
            return None
        late = found[0].meaning == "in_progress" and any(entry.meaning == "not_started" for entry in found)
        words = doc[found[0].start : found[0].end]
        told = _qualified(found[0].meaning, text[: words.start_char], text[words.end_char :])
        return "not_started" if late else told


def _qualified(meaning: Status, before: str, after: str) -> Status:
    """A rating with what stands before and behind it: "nearly complete" and "done in part" are not done."""
    taken_back = _TAKES_BACK.search(before) is not None or _IN_PART.search(after) is not None
    return "in_progress" if meaning == "completed" and taken_back else meaning
