"""What is told again in a report on progress: the lives of those whom a review was about, and what the review said.

Such paragraphs stand between the reports, in the same past tense, and report on nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crossreview.extract.fields import StatusReader
from crossreview.extract.fields.clauses import main_clauses, sentences_of
from crossreview.vocabulary.progress import ProgressWords

# What is so now, or will be, is reported, whoever it is about: "His neighbours have been thanked".
_NOW = re.compile(r"\b(?:has|have|is|are|will|now|since)\b", re.IGNORECASE)
_TIME_FIRST = r"(?:(?:in|on|at|by|from|during|when|after|before|until)\s[^,.;]{2,60}?,?\s)?"
_TOGETHER = re.compile(r"\s+and\s+")
_SHORTEST_NAME = 3  # letters: a shorter one is an initial, or a word at the beginning of a sentence


@dataclass(frozen=True)
class StoryFinder:
    """Tells what is told again from reports. Keeps nothing of the texts it reads."""

    words: ProgressWords
    statuses: StatusReader

    def is_told_again(self, text: str, subject: str | None) -> bool:
        """Whether a paragraph tells a story and reports on nothing; `subject` is whom the review is about."""
        sentences = tuple(sentences_of(text))
        told = [self._is_story(sentence, subject) or self._is_retold(sentence) for sentence in sentences]
        if not any(told):
            return False
        others = [sentence for sentence, again in zip(sentences, told, strict=True) if not again]
        reported = (sentence for sentence in others if not told[0] or _NOW.search(sentence))
        return all(self.statuses.status_of(sentence) == "no_status" for sentence in reported)

    def _is_story(self, sentence: str, subject: str | None) -> bool:
        """Whether a sentence says what happened to the people of a case."""
        if _NOW.search(sentence):
            return False
        lives = _any_of(self.words.life_turns)
        return any(map(lives.search, main_clauses(sentence))) or self._lived_by(subject).match(sentence) is not None

    def _is_retold(self, sentence: str) -> bool:
        """Whether a sentence tells again what a review said, or speaks of the report itself."""
        return _any_of(self.words.retold_turns).match(sentence) is not None

    def _lived_by(self, subject: str | None) -> re.Pattern[str]:
        """A person of the case at the beginning of a sentence, and a verb of what people do."""
        names = [re.escape(name) for name in _TOGETHER.split(subject or "") if len(name) >= _SHORTEST_NAME]
        kin = rf"(?:\w+\s+)?(?:{'|'.join(self.words.kin)})"
        theirs = (rf"(?:the|her|his|their)\s+{kin}", *(rf"(?-i:{name})[’']s?\s+{kin}" for name in names))
        who = "|".join((*self.words.persons, *theirs, *(rf"(?-i:{name})" for name in names)))
        aside = r"(?:,\s[^,]{2,60},)?"
        return re.compile(rf"{_TIME_FIRST}(?:{who}){aside}\s+(?:{'|'.join(self.words.lived)})", re.IGNORECASE)


@cache
def _any_of(turns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(turns)})", re.IGNORECASE)
