"""The words of a statement as the theme model sees them: stems of single words and of pairs, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_STEMMER = snowballstemmer.stemmer("english")
_REMEMBERED = 50_000  # words: more than a large library has


class Term(NamedTuple):
    """A stem, or two in a row joined by a blank, and the words that it stands for, `text[start:end]`."""

    stems: str
    start: int
    end: int


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in their order."""
    return [_stem(word) for word in _WORD.findall(_small(text))]


def terms(text: str, wanted: Collection[str]) -> Iterator[Term]:
    """The single stems and the pairs of a text that are wanted, with offsets into the text."""
    words = [(_stem(found[0]), *found.span()) for found in _WORD.finditer(_small(text))]
    for stem, start, end in words:
        if stem in wanted:
            yield Term(stem, start, end)
    firsts = {first for first, blank, _ in (term.partition(" ") for term in wanted) if blank}
    for (one, start, _), (other, _, end) in pairwise(words):
        if one in firsts and (both := f"{one} {other}") in wanted:
            yield Term(both, start, end)


def _small(text: str) -> str:
    """The text in small letters, as long as it is: a few letters of other alphabets become two."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem
