"""Telling a passage in another language of the United Kingdom from one in English, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from crossreview.vocabulary.files import read_vocabulary

_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 2  # words of the language; one alone may be a name
_SHARE: Final = 0.25  # of all words; in running Welsh about two in five are of these, in English next to none


@dataclass(frozen=True)
class Languages:
    """The commonest words of languages other than English, by the tag of the language."""

    function_words: Mapping[str, frozenset[str]]

    def of(self, text: str) -> str | None:
        """The tag of the language that a text is in; None where it is English, or too short to tell.

        >>> load_languages().of("Mae'r adroddiad hwn ar gael yn Gymraeg.")
        'cy'
        >>> load_languages().of("Bro Eirwen Safeguarding Board: Child T")
        """
        words = [word.casefold() for word in _WORD.findall(text)]
        for tag, common in self.function_words.items():
            found = sum(word in common for word in words)
            if found >= _FEWEST and found >= _SHARE * len(words):
                return tag
        return None


@cache
def load_languages() -> Languages:
    """The words as they come with the package."""
    return read_vocabulary("languages", Languages)
