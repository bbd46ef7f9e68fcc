"""Kinds of harm that the review is about: what it says happened, what it is headed, what it speaks of most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crossreview.extract.metadata.about import CONCERNS
from crossreview.extract.metadata.cues import Cue, Cues
from crossreview.extract.metadata.passages import GATHERED, GUESSED, STATED, Passage, Reading
from crossreview.records import Found, Genre
from crossreview.vocabulary.metadata import MetadataTerms

# Where reviews tell what happened; chapters of analysis speak of many harms that were only feared.
_STORY = frozenset({"incident", "introduction", "executive_summary"})
_OF_ONE_CASE: frozenset[Genre | None] = frozenset({"full_report", "executive_summary"})
_OF_NO_CASE: frozenset[Genre | None] = frozenset({"inspection_report", "inquiry_report", "response", "other", None})
_SHORT_HEADING = 5  # words: "When children go missing"; a longer one makes a point about something else
_OFTEN = 5  # times that a kind of harm is named, and more often than all others together


@dataclass(frozen=True)
class HarmFinder:
    """The statements and the names of each kind of harm, and the types of review of which they do not hold."""

    statements: tuple[tuple[str, re.Pattern[str]], ...]
    names: Cues[str]
    not_of: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, terms: MetadataTerms) -> HarmFinder:
        """The finder for a vocabulary."""
        return cls(
            tuple((harm.theme, re.compile("|".join(harm.statements), re.IGNORECASE)) for harm in terms.harm_types),
            Cues((phrase, harm.theme) for harm in terms.harm_types for phrase in harm.names),
            {harm.theme: harm.not_of for harm in terms.harm_types},
        )

    def find(self, reading: Reading, genre: Genre | None, review_type: str | None) -> tuple[Found[str], ...]:
        """Each kind once, where it is first stated; what is only a heading or a word counts where nothing is stated.

        Documents about several cases or none are headed by kinds of harm; reports have chapters about what was feared.
        """
        found: dict[str, Found[str]] = {}
        for told in (self._stated, self._named, self._headed, self._spoken_of_most):
            if told == self._stated and genre in _OF_NO_CASE:
                continue
            if told == self._headed and found and genre in _OF_ONE_CASE:
                break
            if told == self._spoken_of_most and (found or genre in _OF_NO_CASE):
                break
            for harm in told(reading):
                if review_type not in self.not_of[harm.value]:
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

    def _named(self, reading: Reading) -> Iterator[Found[str]]:
        """The names on the front, and in sentences that say what the review is about."""
        for passage in reading.front_passages:
            for cue in self.names.find(passage.text):
                yield passage.found(cue.value, cue.start, cue.end, GATHERED)
        for passage in reading.opening:
            for about in CONCERNS.finditer(passage.text):
                _, end = passage.sentence_at(about.start())
                for cue in self.names.find(passage.text[:end]):
                    if cue.start >= about.end():
                        yield passage.found(cue.value, cue.start, cue.end, STATED)

    def _headed(self, reading: Reading) -> Iterator[Found[str]]:
        for passage in reading.passages:
            if passage.kind == "heading" and len(passage.block.body.split()) <= _SHORT_HEADING:
                for cue in self.names.find(passage.text):
                    yield passage.found(cue.value, cue.start, cue.end, GATHERED)

    def _spoken_of_most(self, reading: Reading) -> Iterator[Found[str]]:
        """The kind that is named more often than all others together."""
        mentions = [(passage, cue) for passage in reading.body for cue in self.names.find(passage.text)]
        counts = Counter(cue.value for _, cue in mentions)
        for theme, count in counts.most_common(1):
            if count >= _OFTEN and 2 * count > counts.total():
                yield _first(mentions, theme)


def _first(mentions: list[tuple[Passage, Cue[str]]], theme: str) -> Found[str]:
    passage, cue = next((passage, cue) for passage, cue in mentions if cue.value == theme)
    return passage.found(theme, cue.start, cue.end, GUESSED)
