"""The words of a statement as the theme model sees them: stems of single words and of pairs, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_STEMMER = snowballstemmer.stemmer("english")
_REMEMBERED = 50_000  # words: more than a large library has


@dataclass(frozen=True)
class Term:
    """A stem, or two in a row joined by a blank, and the words that it stands for, `text[start:end]`."""

    stems: str
    start: int
    end: int


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in their order."""
    return [_stem(word) for word in _WORD.findall(_small(text))]


def terms(text: str) -> Iterator[Term]:
    """The single stems and the pairs of a text, with offsets into the text."""
    single = [Term(_stem(found.group()), found.start(), found.end()) for found in _WORD.finditer(_small(text))]
    yield from single
    for one, other in pairwise(single):
        yield Term(f"{one.stems} {other.stems}", one.start, other.end)


def _small(text: str) -> str:
    """The text in small letters, as long as it is: a few letters of other alphabets become two."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem
