"""Words broken at line ends: whether the hyphen belongs to the word is learnt from the rest of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crossreview.parse.compounds import HEAD
from crossreview.parse.lines import Line

_WORD = re.compile(r"\w+(?:-\w+)*")
_HYPHENS = ("-", "‐")  # as typed, and U+2010, which layout programs set where they break a word
_BROKEN = re.compile(r"(\w+(?:[-‐]\w+)*)[-‐]$")
_LAST_WORD = re.compile(r"\w+$")
_LONGEST_WORD = 40  # characters from the end in which a broken word is looked for
_HEAD = re.compile(HEAD)
_JOINING = ("and", "or", "to")  # "16- and 17-year-olds": the second half of the word comes later


@dataclass(frozen=True)
class Hyphens:
    """What a document teaches about hyphens: the words it prints, and whether a machine breaks its lines."""

    words: frozenset[str]
    automatic: bool

    @classmethod
    def learn(cls, lines: Iterable[Line]) -> Hyphens:
        """From all lines of a document."""
        words: set[str] = set()
        broken: list[tuple[str, str]] = []
        previous = ""
        for line in lines:
            words.update(match.lower() for match in _WORD.findall(line.text[:-1]))
            head, tail = _broken_word(previous), _WORD.match(line.text)
            if head and tail and tail.group()[0].islower():
                broken.append((head.group(1).lower(), tail.group().lower()))
            previous = line.text
        whole = sum(head + tail in words for head, tail in broken)
        compound = sum(f"{head}-{tail}" in words for head, tail in broken)
        return cls(frozenset(words), automatic=whole > compound)

    def join(self, first: str, second: str) -> str:
        """Two lines of one paragraph as one text."""
        head = _broken_word(first)
        if head is None:
            return f"{first} {second}"
        tail = _WORD.match(second)
        if tail is not None and tail.group() in _JOINING:
            return f"{first} {second}"
        if tail is None or not tail.group()[0].islower():
            return first + second
        return first[:-1] + second if self._is_one_word(head.group(1).lower(), tail.group().lower()) else first + second

    def join_in_cell(self, first: str, second: str) -> str:
        """Two lines of one cell as one text: a word too long for its column is broken without a hyphen."""
        head, tail = _LAST_WORD.search(first), _WORD.match(second)
        if head is None or tail is None or not tail.group()[0].islower() or head.group().lower() in self.words:
            return self.join(first, second)
        whole = (head.group() + tail.group()).lower() in self.words
        return first + second if whole else self.join(first, second)

    def _is_one_word(self, head: str, tail: str) -> bool:
        if head + tail in self.words:
            return True
        if f"{head}-{tail}" in self.words or _HEAD.fullmatch(head) or head[-1].isdigit():
            return False
        return self.automatic


def _broken_word(text: str) -> re.Match[str] | None:
    """The word before a hyphen that ends a text."""
    return _BROKEN.search(text, max(0, len(text) - _LONGEST_WORD)) if text.endswith(_HYPHENS) else None
