"""Words cut into pieces of a vocabulary, as the sentence model learned to read them.

The way of BERT's uncased tokenizer (Devlin and others, 2018; Apache-2.0): small letters without accents, punctuation by
itself, and each word as the longest pieces that the vocabulary has, from its beginning on. The library that does this
comes with a client for downloads, which has no place in a program that makes no network call.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby

_FIRST, _LAST, _UNKNOWN, _INNER = "[CLS]", "[SEP]", "[UNK]", "##"
_LONGEST_WORD = 100  # characters; what is longer is no word
_CJK = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))  # fmt: skip
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPieces:
    """Turns texts into the numbers of pieces; `vocabulary` has the number of each."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    def numbers(self, text: str, longest: int) -> list[int]:
        """At most `longest` numbers, with those that mark the beginning and the end."""
        known = self._vocabulary
        inner: list[int] = []
        for word in _words(text):
            inner += self._pieces(word)
            if len(inner) >= longest - 2:
                break
        return [known[_FIRST], *inner[: longest - 2], known[_LAST]]

    def _pieces(self, word: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            mark = _INNER if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._vocabulary), None)
            if end is None:
                break
            pieces.append(self._vocabulary[mark + word[start:end]])
            start = end
        return pieces if start == len(word) else [self._vocabulary[_UNKNOWN]]


def _words(text: str) -> Iterator[str]:
    """Runs of letters and the like; each mark and each Chinese character by itself."""
    for alone, run in groupby(_plain(text), key=_stands_alone):
        if alone:
            yield from run
        else:
            yield from "".join(run).split()


def _plain(text: str) -> str:
    spaced = "".join(_spaced(character) for character in text)
    bare = (character for character in unicodedata.normalize("NFD", spaced) if unicodedata.category(character) != "Mn")
    return "".join(bare).lower()


def _spaced(character: str) -> str:
    """The character, a blank for one that is seen as such, and nothing for one that cannot be seen."""
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    return "" if character == "\ufffd" or unicodedata.category(character)[0] == "C" else character


def _stands_alone(character: str) -> bool:
    code = ord(character)
    return (
        character in _ASCII_MARKS
        or unicodedata.category(character).startswith("P")
        or any(first <= code <= last for first, last in _CJK)
    )
