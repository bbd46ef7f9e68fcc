"""Names that a cover sets in capitals, as running text writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from crossreview.extract.metadata.passages import Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = frozenset({"and", "of", "for", "the", "in", "on", "upon", "under", "with", "to", "by"})
_VOWEL = re.compile(r"[AEIOUY]")


@dataclass(frozen=True)
class Casing:
    """How a document writes words where they are not all capitals."""

    reading: Reading

    def restored(self, name: str) -> str:
        """The name as printed, unless all of it is capitals: then with those that its words have elsewhere."""
        return _WORD.sub(lambda word: self._word(word.group()), name) if name.isupper() else name

    def _word(self, word: str) -> str:
        if word.lower() in _SMALL:
            return word.lower()
        if (written := self._written.get(word.casefold())) is not None:
            return written
        return word.capitalize() if _VOWEL.search(word) else word  # "NHS" has none

    @cached_property
    def _written(self) -> dict[str, str]:
        """The words of the document that begin with a capital and go on without, by their small letters."""
        words: dict[str, str] = {}
        for passage in self.reading.passages:
            for match in _WORD.finditer(passage.text):
                word = match.group()
                if word[0].isupper() and not word.isupper():
                    words.setdefault(word.casefold(), word)
        return words
