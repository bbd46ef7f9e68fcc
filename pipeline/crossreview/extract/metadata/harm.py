"""Kinds of harm that the review is about, from statements of what happened to the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.extract.metadata.passages import STATED, Reading
from crossreview.records import Found
from crossreview.vocabulary.metadata import MetadataTerms

# Where reviews tell what happened; chapters of analysis speak of many harms that were only feared.
_STORY = frozenset({"incident", "introduction", "executive_summary", "findings_summary"})


@dataclass(frozen=True)
class HarmFinder:
    """The statements of each kind of harm."""

    statements: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, terms: MetadataTerms) -> HarmFinder:
        """The finder for a vocabulary."""
        return cls(
            tuple((harm.theme, re.compile("|".join(harm.statements), re.IGNORECASE)) for harm in terms.harm_types)
        )

    def find(self, reading: Reading) -> tuple[Found[str], ...]:
        """Each kind once, where it is first stated."""
        found: dict[str, Found[str]] = {}
        front = tuple(dict.fromkeys(line.passage for line in reading.front))
        for passage in (*front, *reading.in_roles(_STORY)):
            for theme, pattern in self.statements:
                if theme in found or not pattern.search(passage.text):
                    continue
                for start, end in passage.sentences:
                    if match := pattern.search(passage.text, start, end):
                        found[theme] = passage.found(theme, match.start(), match.end(), STATED)
                        break
        return tuple(found.values())
