"""Kinds of harm that the review is about: from statements of what happened, and from chapters about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.cues import Cues
from crossreview.extract.metadata.passages import GATHERED, STATED, Reading
from crossreview.records import Found
from crossreview.vocabulary.metadata import MetadataTerms

# Where reviews tell what happened; chapters of analysis speak of many harms that were only feared.
_STORY = frozenset({"incident", "introduction", "executive_summary"})
_SHORT_HEADING = 5  # words: "When children go missing"; a longer one makes a point about something else


@dataclass(frozen=True)
class HarmFinder:
    """The statements and the headings of each kind of harm."""

    statements: tuple[tuple[str, re.Pattern[str]], ...]
    headings: Cues[str]

    @classmethod
    def of(cls, terms: MetadataTerms) -> HarmFinder:
        """The finder for a vocabulary."""
        return cls(
            tuple((harm.theme, re.compile("|".join(harm.statements), re.IGNORECASE)) for harm in terms.harm_types),
            Cues((phrase, harm.theme) for harm in terms.harm_types for phrase in harm.headings),
        )

    def find(self, reading: Reading) -> tuple[Found[str], ...]:
        """Each kind once, where it is first stated."""
        found: dict[str, Found[str]] = {}
        for harm in (*self._stated(reading), *self._headed(reading)):
            found.setdefault(harm.value, harm)
        return tuple(found.values())

    def _stated(self, reading: Reading) -> Iterator[Found[str]]:
        for passage in (*reading.front_passages, *reading.in_roles(_STORY)):
            for theme, pattern in self.statements:
                if not pattern.search(passage.text):
                    continue
                for start, end in passage.sentences:
                    if match := pattern.search(passage.text, start, end):
                        yield passage.found(theme, match.start(), match.end(), STATED)
                        break

    def _headed(self, reading: Reading) -> Iterator[Found[str]]:
        for passage in reading.passages:
            short = passage.kind == "heading" and len(passage.block.body.split()) <= _SHORT_HEADING
            if short or passage.front:
                for cue in self.headings.find(passage.text):
                    yield passage.found(cue.value, cue.start, cue.end, GATHERED)
