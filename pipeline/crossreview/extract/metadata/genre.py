"""What sort of document it is, and what type of review it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from crossreview.extract.metadata.cues import Cues
from crossreview.extract.metadata.front import is_letter
from crossreview.extract.metadata.passages import GATHERED, GUESSED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre, Source
from crossreview.vocabulary.metadata import MetadataTerms

V = TypeVar("V")

_REPORTS = re.compile(r"(?:progress|update|current status|status|rag(?: rating)?)\b[^:.]{0,20}:", re.IGNORECASE)
_FEWEST_REPORTS = 3  # paragraphs labelled "Progress:" or "Status:" make a document one that reports progress

_OF_BODY = re.compile(r" (?:Panel|Group|Sub-?[Gg]roup|Committee)\b")
_OF_COMMITTEE = re.compile(
    r"\breport of (?:the|an?) (?:(?!\w+ protection)[\w’'-]+ ){1,5}(?:committee|inquiry|commission)\b", re.IGNORECASE
)
# "Our published response to the review": a line that begins so is under a title that does not say it.
_ANSWERS = re.compile(
    r"(?:(?:an?|the|our|this|joint|published|public|formal|full|first|initial|agreed|written|partnership|board|council"
    r"|government|multi-agency|agency|\w+['’]s?)\s+)*(?:response|responses|reply|replies|answer|answers)\s+"
    r"(?:to|from|of|by)\s+(?:the|an?|our|its|all)\b",
    re.IGNORECASE,
)
_MEMORANDUM = re.compile(r"(?:MEMO(?:RANDUM)?|Memo(?:randum)?)\b")
_THIS = re.compile(r"\b(?:this|our|these|of this) (?:[\w-]+ ){0,2}$", re.IGNORECASE)

# Genres in which a review is spoken of that is not the document's own.
_NOT_OF_A_REVIEW: frozenset[Genre] = frozenset({"inspection_report", "coroner_report", "inquiry_report", "other"})


@dataclass(frozen=True)
class GenreFinder:
    """The phrases that tell genres, in the title and on the rest of the front, and those of types of review."""

    precedence: tuple[Genre, ...]
    title: Cues[Genre]
    hints: Cues[Genre]
    front: Cues[Genre]
    lines: Mapping[str, Genre]
    review_types: Cues[str]
    bases: Cues[str]

    @classmethod
    def of(cls, terms: MetadataTerms) -> GenreFinder:
        """The finder for a vocabulary."""
        return cls(
            precedence=tuple(genre.id for genre in terms.genres),
            title=Cues((phrase, genre.id) for genre in terms.genres for phrase in genre.title),
            hints=Cues((phrase, genre.id) for genre in terms.genres for phrase in genre.hints),
            front=Cues((phrase, genre.id) for genre in terms.genres for phrase in genre.front),
            lines={line: genre.id for genre in terms.genres for line in genre.lines},
            bases=Cues((phrase, kind.id) for kind in terms.review_types for phrase in kind.basis),
            review_types=Cues((phrase, kind.id) for kind in terms.review_types for phrase in kind.surface),
        )

    def genre(self, reading: Reading, title: Found[str] | None) -> Found[Genre] | None:
        """The genre: by the title, else by the rest of the front; a title that names a type of review is its report."""
        if title is not None and (found := self._first(self._in_title(title.value))):
            return Found(found, title.source, LABELLED)
        if answer := next((passage for passage in reading.front_passages if _ANSWERS.match(passage.text)), None):
            return answer.found("response", 0, len(answer.text), STATED)
        if title is not None and (hint := self.hints.first(title.value)) and not self._names_review_alone(reading):
            return Found(hint.value, title.source, LABELLED)
        lines = {cue.value: line for line in reading.front for cue in self.front.find(line.text)}
        lines |= {
            self.lines[text]: line for line in reading.front if (text := line.text.strip(" .:").lower()) in self.lines
        }
        if found := self._first(list(lines)):
            return lines[found].found(found, STATED)
        reports = [passage for passage in reading.body if _REPORTS.match(passage.text)]
        if len(reports) >= _FEWEST_REPORTS:
            return reports[0].found("progress_summary", 0, len(reports[0].text), GUESSED)
        return None if title is None else self._without_cue(reading, title)

    def _names_review_alone(self, reading: Reading) -> bool:
        """Whether a line or a block of the front is the name of a type of review: "Serious Case Review"."""
        texts = {part.strip(" .:–-") for line in reading.front for part in (line.text, line.passage.text)}
        return any((cue := self.review_types.first(text)) and (cue.start, cue.end) == (0, len(text)) for text in texts)

    def _in_title(self, title: str) -> list[Genre]:
        """The genres that a title tells; an inspection of the response to something is no response."""
        found = [cue.value for cue in self.title.find(title)]
        inspects = found[:1] == ["inspection_report"]
        return [genre for genre in found if not (inspects and genre == "response")]

    def _without_cue(self, reading: Reading, title: Found[str]) -> Found[Genre]:
        """The genre of a document that no word tells: a committee's report, a letter, the report of a review."""
        committee = next((line for line in reading.front if _OF_COMMITTEE.search(line.text)), None)
        if committee is not None:
            return committee.found("inquiry_report", STATED)
        written_to_members = any(_MEMORANDUM.match(line.text) for line in reading.front)
        if is_letter(reading) or written_to_members:  # it tells of a review, if of any; it is not the report of one
            about = self.review_types.first(title.value) or any(map(self.review_types.first, _texts(reading.opening)))
            return Found("learning_summary" if about else "other", title.source, GUESSED)
        if self.review_types.first(title.value) or any(self.review_types.first(line.text) for line in reading.front):
            return Found("full_report", title.source, GATHERED)
        return Found("other", title.source, GUESSED)

    def _first(self, found: list[Genre]) -> Genre | None:
        return min(found, key=self.precedence.index, default=None)

    def review_type(self, reading: Reading, title: Found[str] | None, genre: Genre | None) -> Found[str] | None:
        """The type: by the law that the front cites, else the one named first."""
        if genre in _NOT_OF_A_REVIEW:
            return None
        if found := _first(self.bases, reading.front_passages, LABELLED):
            return found
        if title is not None and (cue := self.review_types.first(title.value)):
            return Found(cue.value, _part(reading, title, cue.start, cue.end), LABELLED)
        if genre == "response":  # what it says of reviews further on is about those of others
            return None
        return (
            _first(self.review_types, reading.front_passages, LABELLED)
            or self._own(reading)
            # Cells of tables list other reviews.
            or _first(self.review_types, (each for each in reading.opening if each.kind != "table"), STATED)
        )

    def _own(self, reading: Reading) -> Found[str] | None:
        """The type that the opening gives to its own review: "this safeguarding adults review"."""
        for passage in reading.opening:
            for cue in self.review_types.find(passage.text):
                if _THIS.search(passage.text[: cue.start]):
                    return passage.found(cue.value, cue.start, cue.end, STATED)
        return None


def _texts(passages: Iterable[Passage]) -> Iterator[str]:
    return (passage.text for passage in passages)


def _first(cues: Cues[str], passages: Iterable[Passage], confidence: float) -> Found[str] | None:
    """The first phrase in passages that is no part of the name of a body ("... Practice Review Panel")."""
    for passage in passages:
        named = (cue for cue in cues.find(passage.text) if not _OF_BODY.match(passage.text, cue.end))
        if cue := next(named, None):
            return passage.found(cue.value, cue.start, cue.end, confidence)
    return None


def _part(reading: Reading, title: Found[str], start: int, end: int) -> Source:
    """The part of the title that `title.value[start:end]` is, if it stands in one line; else the whole title."""
    words = title.value[start:end]
    return next(iter(_places(reading, words)), title.source)


def _places(reading: Reading, words: str) -> Iterator[Source]:
    for line in reading.front:
        at = line.text.find(words)
        if at >= 0:
            yield line.passage.block.source(line.start + at, line.start + at + len(words))
