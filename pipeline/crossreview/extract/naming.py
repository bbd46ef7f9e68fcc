"""Which findings, recommendations and actions a text names by number: "recommendations 4 and 5", "(Finding 3)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.records import RECOMMENDED_KINDS, ItemKind
from crossreview.vocabulary.items import ItemWords, any_of

_NUMBER = r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})?[a-z]?"
_ONE = re.compile(rf"\b{_NUMBER}\b")
_RANGE = re.compile(r"\b(\d+)\s*(?:to|-|–)\s*(\d+)\b")
_EARLIER = re.compile(r"\b(?:earlier|previous)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_CODE = re.compile(r"(?P<code>[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})?[a-z]?)[.:)]\s")


@dataclass(frozen=True)
class Named:
    """Numbers as printed, the kinds of items that are so called, and where in the text they are named."""

    kinds: frozenset[ItemKind]
    numbers: tuple[str, ...]
    start: int
    end: int


class NameFinder:
    """Finds what a text names; what it says to be another review's is left out."""

    def __init__(self, words: ItemWords) -> None:
        self._kinds = {label: _so_called(kind.kind) for kind in words.kinds for label in kind.labels}
        names = "|".join(re.escape(name) for name in sorted(self._kinds, key=len, reverse=True))
        self._pattern = re.compile(
            rf"""\b(?P<name>(?i:{names}))(?:s|\(s\))?\s+
                 (?:(?i:no\.?|numbers?)\s*)?
                 (?P<numbers>{_NUMBER}(?:\s*(?:,|&|;|\band\b|\bto\b|-|–)\s*(?:and\s+)?{_NUMBER})*)
                 (?![\w%£]|[.,]\d)""",
            re.VERBOSE,
        )
        self._elsewhere = re.compile(rf"\W*{any_of(words.named_elsewhere).pattern}", re.IGNORECASE)
        self._led_to = re.compile(rf"(?:\b{any_of(words.led_to).pattern}|\()\s*(?:the\s+)?$", re.IGNORECASE)

    def named(self, text: str) -> tuple[Named, ...]:
        """What is named, in the order of the text."""
        found = (
            Named(self._kinds[match["name"].lower()], numbers_in(match["numbers"]), match.start(), match.end())
            for match in self._pattern.finditer(text)
        )
        return tuple(named for named in found if not self._is_elsewhere(text, named))

    def led_to(self, text: str) -> tuple[Named, ...]:
        """What a finding says that it led to."""
        return tuple(named for named in self.named(text) if self._led_to.search(text[: named.start]))

    def _is_elsewhere(self, text: str, named: Named) -> bool:
        return bool(self._elsewhere.match(text, named.end) or _EARLIER.search(text[: named.start]))


def opening_code(text: str) -> str | None:
    """A number with letters that stands before the words, "B1: the group agreed ..."."""
    match = _CODE.match(text)
    return match["code"] if match else None


def _so_called(kind: ItemKind) -> frozenset[ItemKind]:
    return RECOMMENDED_KINDS if kind == "recommendation" else frozenset({kind})


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a list or in a cell; a range as each of them: "2 to 4" is 2, 3 and 4."""
    return tuple(_ONE.findall(_RANGE.sub(_spelt_out, text)))


def _spelt_out(match: re.Match[str]) -> str:
    return " ".join(map(str, range(int(match[1]), int(match[2]) + 1)))
