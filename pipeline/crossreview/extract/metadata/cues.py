"""Phrases that stand for a value, found in text: whole words, any case, hyphen or blank, singular or plural."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True)
class Cue(Generic[V]):
    """A phrase in `text[start:end]` and the value that it stands for."""

    start: int
    end: int
    value: V


class Cues(Generic[V]):
    """Finds many phrases in one pass; of phrases that begin at one place the longest. Capitals are exact."""

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        pairs = sorted(phrases, key=lambda pair: -len(pair[0]))
        self._values = tuple(value for _, value in pairs)
        alternatives = "|".join(f"({_pattern(phrase)})" for phrase, _ in pairs)
        self._regex = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")

    def find(self, text: str) -> Iterator[Cue[V]]:
        """The phrases in reading order."""
        for match in self._regex.finditer(text):
            assert match.lastindex is not None  # every alternative is a group
            yield Cue(match.start(), match.end(), self._values[match.lastindex - 1])

    def first(self, text: str) -> Cue[V] | None:
        """The first phrase, or None."""
        return next(self.find(text), None)


def _pattern(phrase: str) -> str:
    if phrase.isupper():
        return rf"{re.escape(phrase)}s?"
    words = [re.escape(word).replace("'", "['’]") for word in re.split(r"[\s-]+", phrase)]
    plural = "" if words[-1].endswith("s") else "s?"
    return rf"(?i:{'[ -]+'.join(words)}{plural})"
